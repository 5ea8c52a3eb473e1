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
#include "frontend/driver/boot.h"
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
        if (strcmp(files_base_name(arena, first_file), name) != 0)
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
    return arena_printf(arena, "./%s", files_base_name(arena, options->inputs.items[0]));
}

static bool build_in(Arena *arena, Options *options, const char *cache, const char *scratch,
                     DiagList *diagnostics)
{
    SearchPath path = {0};
    StringList files = {0}, boot_files = {0};
    CodegenProgram program = {.boots = !options->no_boot && !options->objects_only};
    BootScript script;
    CodegenFile *inside;
    ModuleSet set;
    for (size_t i = 0; i < options->paths.count; i++)
        paths_search_add(&path, arena, options->paths.items[i]);
    if (!add_inputs(&files, arena, options, scratch, &path, diagnostics))
        return false;
    if (!program.boots)
        paths_search_add(&path, arena, paths_own_file(arena, "stdlib/bare"));
    paths_search_add_installed(&path, arena, options->otp_root);
    if (!add_includes(&files, arena, options, &path, diagnostics))
        return false;
    if (!options->objects_only &&
        !find_entry(arena, options, files.items[0], &path, diagnostics, &program))
        return false;
    if (program.module && strcmp(program.module, files_base_name(arena, files.items[0])) != 0 &&
        paths_find_module(&path, arena, program.module))
        string_list_add(&files, arena, paths_find_module(&path, arena, program.module));
    if (program.boots && !(boot_read(arena, &path, diagnostics, &script) &&
                           boot_add_modules(arena, &script, &path, diagnostics, &boot_files)))
        return false;
    if (!modules_compile(arena, &files, !options->objects_only, &boot_files, &path, options, cache,
                         diagnostics, &set))
        return false;
    if (options->verbose)
        fprintf(stderr, "%zu modules, %zu compiled now\n", set.count, set.compiled);
    if (options->objects_only)
        return write_objects(arena, options, &set, diagnostics);
    program.otp_release = paths_otp_release(&path, arena);
    if (program.boots) {
        if (!boot_make_files(arena, &script, &set, &program, diagnostics, &inside,
                             &program.file_count))
            return false;
        program.files = inside;
    }
    return link_program(arena, &set, &program, options, scratch, diagnostics);
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
