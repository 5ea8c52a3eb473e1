/* SPDX-License-Identifier: Apache-2.0 */
/* The joist command. Only this file ends the process; everything else adds to the diagnostics. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include "frontend/driver/build.h"
#include "frontend/driver/files.h"
#include "frontend/driver/inspect.h"
#include "frontend/driver/options.h"
#include "frontend/driver/paths.h"

/* Builds into the cache and becomes the program. Returns only when something failed. */
static bool run(Arena *arena, Options *options, DiagList *diagnostics)
{
    const char *cache = paths_cache_folder(arena, diagnostics), *executable;
    if (!cache)
        return false;
    const char *folder = arena_printf(arena, "%s/run", cache);
    if (!paths_make_folder(folder)) {
        diag_add(diagnostics, DIAG_ERROR, DIAG_NOWHERE, NULL, "cannot create the folder %s: %s",
                 folder, strerror(errno));
        return false;
    }
    if (!options->output)
        options->output =
            files_temporary(arena, arena_printf(arena, "%s/%s", folder,
                                                files_base_name(arena, options->inputs.items[0])));
    if (!build_program(arena, options, diagnostics, &executable))
        return false;
    /* The file can go as soon as it runs: keep it open and execute it through its descriptor. */
    size_t count = options->program_arguments.count;
    char **arguments = arena_alloc_array(arena, count + 2, sizeof *arguments);
    arguments[0] = (char *)options->inputs.items[0];
    for (size_t i = 0; i < count; i++)
        arguments[i + 1] = (char *)options->program_arguments.items[i];
    FILE *file = fopen(executable, "rb");
    extern char **environ;
    if (file) {
        unlink(executable);
        fexecve(fileno(file), arguments, environ);
    }
    diag_add(diagnostics, DIAG_ERROR, DIAG_NOWHERE, NULL, "cannot run %s: %s", executable,
             strerror(errno));
    return false;
}

static bool dispatch(Arena *arena, Options *options, DiagList *diagnostics)
{
    switch (options->command) {
    case COMMAND_HELP:
        options_print_help(stdout);
        return true;
    case COMMAND_VERSION:
        printf("joist %s\n", JOIST_VERSION);
        return true;
    case COMMAND_BUILD:
        return build_program(arena, options, diagnostics, NULL);
    case COMMAND_RUN:
        return run(arena, options, diagnostics);
    case COMMAND_INSPECT:
        return inspect_run(arena, options, diagnostics);
    }
    return false;
}

int main(int count, char **arguments)
{
    Arena arena;
    DiagList diagnostics;
    Options options;
    arena_init(&arena);
    diag_init(&diagnostics, &arena);
    bool good = options_parse(&options, &arena, count, arguments, &diagnostics) &&
                dispatch(&arena, &options, &diagnostics);
    diag_print(&diagnostics, stderr, diag_stream_has_color(stderr));
    arena_free(&arena);
    return good && diagnostics.errors == 0 ? 0 : 1;
}
