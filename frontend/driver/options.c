/* SPDX-License-Identifier: Apache-2.0 */
/* Parsing the command line (options.h). */
#include "frontend/driver/options.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char help[] =
    "joist compiles BEAM bytecode ahead of time to native executables.\n"
    "\n"
    "usage: joist build INPUT... [-o OUTPUT] [OPTIONS]   make an executable\n"
    "       joist run FILE [OPTIONS] [ARGUMENT...]        build into the cache and run\n"
    "       joist inspect FILE [STAGE] [M:F/A]            show a stage of the compilation\n"
    "       joist --version | --help\n"
    "\n"
    "An INPUT is a .beam, .erl or .core file or a folder of .beam files; the modules that the\n"
    "inputs call, directly or not, are found in OTP's and Elixir's folders and linked too.\n"
    "\n"
    "  -o OUTPUT         the executable (default: the first input's name without its suffix)\n"
    "  --entry M:F       start with M:F/1 (the list of arguments) or M:F/0\n"
    "                    (default: main of the first input)\n"
    "  --include NAME    also link this module, or all modules of this application\n"
    "  --no-boot         do not start OTP: the program is its entry's process alone, without\n"
    "                    logger, standard I/O server, code server, applications\n"
    "  --app APP         also link and start an application and those that it needs: its folder,\n"
    "                    its NAME.app file, or the name of one that is found like a module;\n"
    "                    without an INPUT the program runs until init:stop/0\n"
    "  --release FOLDER  make what a release's bin/NAME foreground runs (rebar3, mix)\n"
    "  --object-code     put the .beam files of all modules into the executable, for what reads\n"
    "                    them: code:get_object_code/1, beam_lib, dialyzer\n"
    "  -pa FOLDER        look for .beam files there first\n"
    "  --otp FOLDER      root of the OTP installation (default: that of `erl` on PATH)\n"
    "  -O0 … -O3         effort of optimisation (default -O2)\n"
    "  -g                symbols and Erlang lines for gdb and perf\n"
    "  --target TRIPLE   machine to compile for (with --emit=obj)\n"
    "  --emit=obj        stop at object files; -o names a file, or a folder for several\n"
    "  --jobs N          modules compiled at the same time (default: one per core)\n"
    "  --verbose         say what is done\n"
    "  --verify          check the compiler's own invariants after each step\n"
    "\n"
    "STAGE is --chunks, --beam (default), --ir [--stop-after PASS], --llvm or --asm.\n"
    "\n"
    "examples:\n"
    "  joist build hello.erl -o hello && ./hello\n"
    "  joist build main.beam lib/ebin --entry app:start -o app\n"
    "  joist build --app _build/default/lib/shop -o shop\n"
    "  joist build --release _build/prod/rel/shop -o shop\n"
    "  joist run hello.erl one two\n"
    "  joist inspect hello.beam --ir hello:main/0\n";

void options_print_help(FILE *stream)
{
    fputs(help, stream);
}

void string_list_add(StringList *list, Arena *arena, const char *item)
{
    if (list->count == list->capacity) {
        size_t capacity = list->capacity ? list->capacity * 2 : 16;
        const char **items = arena_alloc_array(arena, capacity, sizeof *items);
        if (list->count)
            memcpy(items, list->items, list->count * sizeof *items);
        list->items = items;
        list->capacity = capacity;
    }
    list->items[list->count++] = item;
}

typedef struct Parser {
    Options *options;
    Arena *arena;
    DiagList *diagnostics;
    char **next, **end;
} Parser;

static bool fail(Parser *parser, const char *text, const char *argument)
{
    diag_add(parser->diagnostics, DIAG_ERROR, DIAG_NOWHERE, "joist --help shows what there is",
             "%s: %s", text, argument);
    return false;
}

/* The value of an option: "--name=value" or the next argument. */
static const char *value(Parser *parser, const char *argument, const char *name)
{
    size_t length = strlen(name);
    if (strncmp(argument, name, length) != 0)
        return NULL;
    if (argument[length] == '=')
        return argument + length + 1;
    if (argument[length] != 0)
        return NULL;
    if (parser->next == parser->end) {
        fail(parser, "a value is missing after", name);
        return NULL;
    }
    return *parser->next++;
}

static bool parse_flag(Parser *parser, const char *argument)
{
    Options *options = parser->options;
    static const struct {
        const char *name;
        InspectStage stage;
    } stages[] = {{"--chunks", STAGE_CHUNKS},
                  {"--beam", STAGE_BEAM},
                  {"--ir", STAGE_IR},
                  {"--llvm", STAGE_LLVM},
                  {"--asm", STAGE_ASM}};
    if (argument[0] == '-' && argument[1] == 'O' && argument[2] >= '0' && argument[2] <= '3' &&
        !argument[3]) {
        options->level = argument[2] - '0';
        return true;
    }
    if (strcmp(argument, "-g") == 0)
        return options->debug = true;
    if (strcmp(argument, "--verbose") == 0 || strcmp(argument, "-v") == 0)
        return options->verbose = true;
    if (strcmp(argument, "--verify") == 0)
        return options->verify = true;
    if (strcmp(argument, "--no-boot") == 0)
        return options->no_boot = true;
    if (strcmp(argument, "--object-code") == 0)
        return options->object_code = true;
    for (size_t i = 0; i < sizeof stages / sizeof *stages; i++) {
        if (strcmp(argument, stages[i].name) == 0) {
            options->stage = stages[i].stage;
            return true;
        }
    }
    return false;
}

static bool parse_valued(Parser *parser, const char *argument)
{
    Options *options = parser->options;
    const char *text;
    if ((text = value(parser, argument, "-o")))
        options->output = text;
    else if ((text = value(parser, argument, "--entry")))
        options->entry = text;
    else if ((text = value(parser, argument, "--include")))
        string_list_add(&options->includes, parser->arena, text);
    else if ((text = value(parser, argument, "--app")))
        string_list_add(&options->applications, parser->arena, text);
    else if ((text = value(parser, argument, "--release")))
        options->release = text;
    else if ((text = value(parser, argument, "-pa")))
        string_list_add(&options->paths, parser->arena, text);
    else if ((text = value(parser, argument, "--otp")))
        options->otp_root = text;
    else if ((text = value(parser, argument, "--target")))
        options->target = text;
    else if ((text = value(parser, argument, "--stop-after")))
        options->stop_after = text;
    else if ((text = value(parser, argument, "--jobs")))
        options->jobs = atoi(text);
    else if ((text = value(parser, argument, "--emit"))) {
        if (strcmp(text, "obj") != 0 && strcmp(text, "exe") != 0)
            return fail(parser, "--emit knows obj and exe, not", text);
        options->objects_only = text[0] == 'o';
    } else
        return fail(parser, "unknown option", argument);
    return parser->diagnostics->errors == 0;
}

static bool parse_arguments(Parser *parser)
{
    Options *options = parser->options;
    while (parser->next < parser->end) {
        const char *argument = *parser->next++;
        if (options->command == COMMAND_RUN && options->inputs.count > 0) {
            string_list_add(&options->program_arguments, parser->arena, argument);
        } else if (argument[0] != '-' || argument[1] == 0) {
            if (options->command == COMMAND_INSPECT && options->inputs.count == 1)
                options->function = argument;
            else
                string_list_add(&options->inputs, parser->arena, argument);
        } else if (!parse_flag(parser, argument) && !parse_valued(parser, argument)) {
            return false;
        }
    }
    bool without_inputs =
        options->command == COMMAND_BUILD && (options->applications.count > 0 || options->release);
    if (options->no_boot && (options->applications.count > 0 || options->release))
        return fail(parser, "applications need OTP's boot", "--no-boot");
    if (options->no_boot && options->object_code)
        return fail(parser, "programs without OTP's boot have no files", "--object-code");
    if (options->inputs.count == 0 && !without_inputs) {
        diag_add(parser->diagnostics, DIAG_ERROR, DIAG_NOWHERE, "joist --help shows how",
                 "no input file");
        return false;
    }
    return true;
}

bool options_parse(Options *options, Arena *arena, int count, char **arguments,
                   DiagList *diagnostics)
{
    *options =
        (Options){.level = 2, .stage = STAGE_BEAM, .jobs = (int)sysconf(_SC_NPROCESSORS_ONLN)};
    Parser parser = {options, arena, diagnostics, arguments + 1, arguments + count};
    if (count < 2)
        return true;
    const char *command = *parser.next++;
    if (strcmp(command, "--help") == 0 || strcmp(command, "-h") == 0 ||
        strcmp(command, "help") == 0) {
        options->command = COMMAND_HELP;
        return true;
    }
    if (strcmp(command, "--version") == 0 || strcmp(command, "version") == 0) {
        options->command = COMMAND_VERSION;
        return true;
    }
    if (strcmp(command, "build") == 0)
        options->command = COMMAND_BUILD;
    else if (strcmp(command, "run") == 0)
        options->command = COMMAND_RUN;
    else if (strcmp(command, "inspect") == 0)
        options->command = COMMAND_INSPECT;
    else
        return fail(&parser, "unknown command", command);
    if (!parse_arguments(&parser))
        return false;
    if (options->jobs < 1)
        options->jobs = 1;
    return true;
}
