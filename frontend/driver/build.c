/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From the command line to an executable (build.h): inputs to .beam files, their closure to
 * objects, these and the program table to the executable.
 */
#include "frontend/driver/build.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "codegen/codegen.h"
#include "frontend/driver/application.h"
#include "frontend/driver/files.h"
#include "frontend/driver/link.h"
#include "frontend/driver/modules.h"

static bool fail(DiagList *diagnostics, const char *file, const char *hint, const char *text)
{
    DiagPlace place = DIAG_NOWHERE;
    place.file = file;
    diag_add(diagnostics, DIAG_ERROR, place, hint, "%s", text);
    return false;
}

/* ---- inputs ---------------------------------------------------------------------------------- */

const char *build_beam_of(Arena *arena, const char *input, const char *folder,
                          DiagList *diagnostics)
{
    if (files_has_suffix(input, ".beam"))
        return input;
    if (!files_has_suffix(input, ".erl") && !files_has_suffix(input, ".core")) {
        fail(diagnostics, input, "inputs are .beam, .erl or .core files, or folders of .beam files",
             "unknown kind of input");
        return NULL;
    }
    if (!files_exists(input)) {
        fail(diagnostics, input, NULL, "no such file");
        return NULL;
    }
    const char *erlc = paths_program(arena, "erlc");
    if (!erlc) {
        fail(diagnostics, input, "install Erlang/OTP (Debian: erlang-base), or give .beam files",
             "erlc is needed to compile source files and is not on PATH");
        return NULL;
    }
    char *arguments[] = {(char *)erlc, "+debug_info", "-o", (char *)folder, (char *)input, NULL};
    if (files_run(arguments) != 0) {
        fail(diagnostics, input, NULL, "erlc failed");
        return NULL;
    }
    return arena_printf(arena, "%s/%s.beam", folder, files_base_name(arena, input));
}

static int compare_strings(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static bool add_folder(StringList *files, Arena *arena, const char *folder, DiagList *diagnostics)
{
    StringList found = {0};
    DIR *stream = opendir(folder);
    if (!stream)
        return fail(diagnostics, folder, NULL, "cannot read the folder");
    struct dirent *entry;
    while ((entry = readdir(stream)))
        if (files_has_suffix(entry->d_name, ".beam"))
            string_list_add(&found, arena, arena_printf(arena, "%s/%s", folder, entry->d_name));
    closedir(stream);
    if (found.count == 0)
        return fail(diagnostics, folder, NULL, "no .beam files in this folder");
    qsort(found.items, found.count, sizeof *found.items, compare_strings);
    for (size_t i = 0; i < found.count; i++)
        string_list_add(files, arena, found.items[i]);
    return true;
}

static bool add_inputs(StringList *files, Arena *arena, const Options *options, const char *scratch,
                       SearchPath *path, DiagList *diagnostics)
{
    for (size_t i = 0; i < options->inputs.count; i++) {
        const char *input = options->inputs.items[i];
        if (files_is_folder(input)) {
            if (!add_folder(files, arena, input, diagnostics))
                return false;
            paths_search_add(path, arena, input);
            continue;
        }
        const char *beam = build_beam_of(arena, input, scratch, diagnostics);
        if (!beam)
            return false;
        string_list_add(files, arena, beam);
        if (beam == input)
            paths_search_add(path, arena, files_folder(arena, input));
    }
    return true;
}

static bool add_includes(StringList *files, Arena *arena, const Options *options,
                         const SearchPath *path, DiagList *diagnostics)
{
    for (size_t i = 0; i < options->includes.count; i++) {
        const char *name = options->includes.items[i];
        const char *module = paths_find_module(path, arena, name);
        const char *application = paths_find_application(path, arena, name);
        if (application) {
            if (!add_folder(files, arena, application, diagnostics))
                return false;
        } else if (module) {
            string_list_add(files, arena, module);
        } else {
            return fail(diagnostics, NULL, "-pa names further folders to look in",
                        arena_printf(arena, "--include %s: no such module or application", name));
        }
    }
    return true;
}

/* ---- the entry --------------------------------------------------------------------------------
 */

static bool exports(const BeamModule *module, const char *function, uint32_t arity)
{
    for (uint32_t i = 0; i < module->export_count; i++)
        if (module->exports[i].arity == arity &&
            strcmp(beam_atom(module, module->exports[i].function).bytes, function) == 0)
            return true;
    return false;
}

static bool find_entry(Arena *arena, const Options *options, const char *first_file,
                       const SearchPath *path, DiagList *diagnostics, CodegenProgram *entry)
{
    const char *file = first_file;
    entry->function = "main";
    if (options->entry) {
        const char *colon = strchr(options->entry, ':');
        if (!colon || colon == options->entry || !colon[1])
            return fail(diagnostics, NULL, "as in --entry hello:main",
                        "--entry needs a module and a function");
        const char *name = arena_copy(arena, options->entry, (size_t)(colon - options->entry));
        entry->function = colon + 1;
        if (!first_file || strcmp(files_base_name(arena, first_file), name) != 0)
            file = paths_find_module(path, arena, name);
        if (!file)
            return fail(diagnostics, NULL, "-pa names further folders to look in",
                        arena_printf(arena, "--entry %s: no such module", options->entry));
    }
    BeamModule *module = compile_read(arena, file, diagnostics);
    if (!module)
        return false;
    entry->module = beam_atom(module, module->name).bytes;
    for (uint32_t arity = 2; arity-- > 0;) {
        if (exports(module, entry->function, arity)) {
            entry->arity = arity;
            return true;
        }
    }
    return fail(diagnostics, file, "export it, or name another function with --entry M:F",
                arena_printf(arena, "the program's entry %s:%s/1 (or /0) is not exported",
                             entry->module, entry->function));
}

/* ---- output -------------------------------------------------------------------------------------
 */

static bool write_objects(Arena *arena, const Options *options, const ModuleSet *set,
                          DiagList *diagnostics)
{
    const char *output = options->output ? options->output : ".";
    bool folder = set->count > 1 || files_is_folder(output) || output[strlen(output) - 1] == '/';
    if (folder && !paths_make_folder(output))
        return fail(diagnostics, output, NULL, strerror(errno));
    for (size_t i = 0; i < set->count; i++) {
        Buffer bytes = BUFFER_EMPTY;
        const char *target = folder ? arena_printf(arena, "%s/%s.o", output,
                                                   files_base_name(arena, set->items[i].source))
                                    : output;
        bool good = files_read(set->items[i].object, &bytes, diagnostics) &&
                    files_write(target, bytes.bytes, bytes.size, diagnostics);
        buffer_free(&bytes);
        if (!good)
            return false;
    }
    return true;
}

static const char *default_output(Arena *arena, const Options *options)
{
    const char *first = options->inputs.count         ? options->inputs.items[0]
                        : options->applications.count ? options->applications.items[0]
                                                      : options->release;
    return arena_printf(arena, "./%s", files_base_name(arena, first));
}

/* ---- building -----------------------------------------------------------------------------------
 */

typedef struct Build {
    Arena *arena;
    const Options *options;
    const char *cache, *scratch;
    DiagList *diagnostics;
    SearchPath path;
    StringList files;      /* what to start from: their calls are followed */
    StringList boot_files; /* modules of the boot script */
    StringList applications;
    Release release;
    BootScript script;
    CodegenProgram program;
    ModuleSet set;
} Build;

/* Where things are: what the user gave before what is installed. */
static bool find_inputs(Build *build)
{
    Arena *arena = build->arena;
    const Options *options = build->options;
    for (size_t i = 0; i < options->paths.count; i++)
        paths_search_add(&build->path, arena, options->paths.items[i]);
    if (!add_inputs(&build->files, arena, options, build->scratch, &build->path,
                    build->diagnostics))
        return false;
    for (size_t i = 0; i < options->applications.count; i++) {
        const char *name;
        if (!application_add_path(arena, options->applications.items[i], &build->path,
                                  build->diagnostics, &name))
            return false;
        string_list_add(&build->applications, arena, name);
    }
    if (options->release &&
        !release_open(arena, options->release, &build->path, build->diagnostics, &build->release))
        return false;
    if (!build->program.boots)
        paths_search_add(&build->path, arena, paths_own_file(arena, "stdlib/bare"));
    paths_search_add_installed(&build->path, arena, options->otp_root);
    return add_includes(&build->files, arena, options, &build->path, build->diagnostics);
}

static bool find_program(Build *build)
{
    Arena *arena = build->arena;
    CodegenProgram *program = &build->program;
    const char *first = build->files.count ? build->files.items[0] : NULL;
    if (build->options->objects_only || (!first && !build->options->entry))
        return true;
    if (!find_entry(arena, build->options, first, &build->path, build->diagnostics, program))
        return false;
    const char *file = paths_find_module(&build->path, arena, program->module);
    if (file && (!first || strcmp(program->module, files_base_name(arena, first)) != 0))
        string_list_add(&build->files, arena, file);
    return true;
}

/* The boot script, and what it and the applications in it are made of. */
static bool find_boot(Build *build)
{
    Arena *arena = build->arena;
    if (!build->program.boots)
        return true;
    if (!boot_read(arena, build->release.boot, &build->path, build->diagnostics, &build->script) ||
        !boot_add_modules(arena, &build->script, &build->path, build->diagnostics,
                          &build->boot_files))
        return false;
    if (build->applications.count == 0)
        return true;
    if (!application_read(arena, &build->applications, &build->path, build->scratch,
                          build->diagnostics, &build->script))
        return false;
    for (uint32_t i = 0; i < build->script.application_count; i++)
        if (!add_folder(&build->files, arena, build->script.applications[i].ebin,
                        build->diagnostics))
            return false;
    return true;
}

static bool make_files(Build *build)
{
    Inside inside;
    InsideFiles files;
    const Options *options = build->options;
    if (!build->program.boots)
        return true;
    inside_place(build->arena, &build->set, &inside);
    inside_files_init(&files, build->arena);
    inside_add(&files, boot_write(build->arena, &build->script, &inside, &build->program));
    if (!inside_add_modules(&files, &inside, options->object_code, build->diagnostics) ||
        !inside_add_applications(&files, &inside, build->diagnostics) ||
        !inside_add_releases(&files, &inside,
                             options->release ? options->release : build->path.otp_root,
                             build->diagnostics) ||
        (build->release.boot && !release_add_files(&files, &build->release, build->diagnostics)))
        return false;
    inside_sort(&files);
    build->program.files = files.items;
    build->program.file_count = files.count;
    return true;
}

static bool build_in(Arena *arena, Options *options, const char *cache, const char *scratch,
                     DiagList *diagnostics)
{
    Build build = {.arena = arena,
                   .options = options,
                   .cache = cache,
                   .scratch = scratch,
                   .diagnostics = diagnostics,
                   .program = {.boots = !options->no_boot && !options->objects_only}};
    if (!find_inputs(&build) || !find_program(&build) || !find_boot(&build) ||
        !modules_compile(arena, &build.files, !options->objects_only, &build.boot_files,
                         &build.path, options, cache, diagnostics, &build.set))
        return false;
    if (options->verbose)
        fprintf(stderr, "%zu modules, %zu compiled now\n", build.set.count, build.set.compiled);
    if (options->objects_only)
        return write_objects(arena, options, &build.set, diagnostics);
    build.program.otp_release = paths_otp_release(&build.path, arena);
    return make_files(&build) &&
           link_program(arena, &build.set, &build.program, options, scratch, diagnostics);
}

static void remove_scratch(Arena *arena, const char *folder)
{
    DIR *stream = opendir(folder);
    if (!stream)
        return;
    struct dirent *entry;
    while ((entry = readdir(stream)))
        if (entry->d_name[0] != '.')
            unlink(arena_printf(arena, "%s/%s", folder, entry->d_name));
    closedir(stream);
    rmdir(folder);
}

bool build_program(Arena *arena, Options *options, DiagList *diagnostics, const char **executable)
{
    const char *cache = paths_cache_folder(arena, diagnostics);
    if (!cache)
        return false;
    const char *scratch = files_temporary(arena, arena_printf(arena, "%s/build", cache));
    if (!paths_make_folder(scratch))
        return fail(diagnostics, scratch, NULL, strerror(errno));
    if (!options->output && !options->objects_only)
        options->output = default_output(arena, options);
    bool good = build_in(arena, options, cache, scratch, diagnostics);
    remove_scratch(arena, scratch);
    if (good && executable)
        *executable = options->output;
    return good;
}
