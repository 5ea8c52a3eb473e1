/* SPDX-License-Identifier: Apache-2.0 */
/* Applications and releases (application.h). */
#include "frontend/driver/application.h"

#include <dirent.h>
#include <string.h>
#include "frontend/driver/files.h"

static bool fail(DiagList *diagnostics, const char *file, const char *hint, const char *text)
{
    DiagPlace place = DIAG_NOWHERE;
    place.file = file;
    diag_add(diagnostics, DIAG_ERROR, place, hint, "%s", text);
    return false;
}

/* ---- applications
 * --------------------------------------------------------------------------------
 */

/* The path of the resource file of a folder that is an application's, or its ebin folder. */
static const char *resource_in(Arena *arena, const char *folder)
{
    DIR *stream = opendir(folder);
    const char *found = NULL;
    struct dirent *entry;
    while (stream && !found && (entry = readdir(stream)))
        if (files_has_suffix(entry->d_name, ".app"))
            found = arena_printf(arena, "%s/%s", folder, entry->d_name);
    if (stream)
        closedir(stream);
    return found;
}

bool application_add_path(Arena *arena, const char *given, SearchPath *path, DiagList *diagnostics,
                          const char **name)
{
    *name = given;
    if (files_is_folder(given)) {
        *name = resource_in(arena, given);
        if (!*name)
            *name = resource_in(arena, arena_printf(arena, "%s/ebin", given));
        if (!*name)
            return fail(diagnostics, given, "compile the application first",
                        "no .app file in this folder or in its ebin");
    } else if (!files_has_suffix(given, ".app")) {
        return true; /* a name, looked for like a module */
    } else if (!files_exists(given)) {
        return fail(diagnostics, given, NULL, "no such file");
    }
    const char *ebin = files_folder(arena, *name);
    paths_search_add(path, arena, ebin);
    paths_search_add_library(path, arena, arena_printf(arena, "%s/../..", ebin));
    return true;
}

/* Text of a string literal. */
static const char *text_of(Arena *arena, const Literal *literal)
{
    return literal->kind == LITERAL_STRING
               ? arena_copy(arena, literal->as.bytes.data, literal->as.bytes.size)
               : "";
}

/* From {Name, Version, Ebin, Specification}. */
static bool take(Arena *arena, const BootScript *script, const Literal *item,
                 Application *application)
{
    if (item->kind != LITERAL_TUPLE || item->as.tuple.count != 4 ||
        item->as.tuple.elements[0]->kind != LITERAL_ATOM)
        return false;
    const Literal *const *elements = item->as.tuple.elements;
    *application =
        (Application){beam_atom(script->owner, elements[0]->as.atom).bytes,
                      text_of(arena, elements[1]), text_of(arena, elements[2]), elements[3]};
    return true;
}

bool application_read(Arena *arena, const StringList *names, const SearchPath *path,
                      const char *scratch, DiagList *diagnostics, BootScript *script)
{
    const char *output = arena_printf(arena, "%s/applications", scratch);
    const char *erl = paths_program(arena, "erl");
    StringList words = {0};
    if (!erl)
        return fail(diagnostics, names->items[0], "install Erlang/OTP (Debian: erlang-base)",
                    "erl is needed to read application files and is not on PATH");
    string_list_add(&words, arena, erl);
    string_list_add(&words, arena, "-noshell");
    for (size_t i = path->count; i-- > 0;) { /* each -pa goes before those before it */
        string_list_add(&words, arena, "-pa");
        string_list_add(&words, arena, path->folders[i]);
    }
    for (const char *const *fixed =
             (const char *const[]){"-s", "joist_applications", "main", "-extra", output, NULL};
         *fixed; fixed++)
        string_list_add(&words, arena, *fixed);
    for (size_t i = 0; i < names->count; i++)
        string_list_add(&words, arena, names->items[i]);
    string_list_add(&words, arena, NULL);
    if (files_run((char *const *)words.items) != 0)
        return fail(diagnostics, NULL, NULL, "the applications cannot be built in");
    const Literal *term = boot_read_term(script->owner, output, diagnostics);
    if (!term || term->kind != LITERAL_LIST)
        return term != NULL; /* only kernel and stdlib: they start anyway */
    uint32_t count = term->as.list.count;
    script->applications = arena_alloc_array(arena, count, sizeof *script->applications);
    for (uint32_t i = 0; i < count; i++)
        if (!take(arena, script, term->as.list.elements[i],
                  &script->applications[script->application_count++]))
            return fail(diagnostics, output, "build joist again", "damaged list of applications");
    return true;
}

/* ---- releases
 * ------------------------------------------------------------------------------------
 */

/* The second word of releases/start_erl.data: the release's version. */
static const char *read_version(Arena *arena, const char *folder)
{
    Buffer bytes = BUFFER_EMPTY;
    const char *version = NULL;
    if (files_try_read(arena_printf(arena, "%s/releases/start_erl.data", folder), &bytes)) {
        const char *text = buffer_text(&bytes);
        const char *start = text + strcspn(text, " \t\n");
        start += strspn(start, " \t\n");
        version = arena_copy(arena, start, strcspn(start, " \t\r\n"));
    }
    buffer_free(&bytes);
    return version && *version ? version : NULL;
}

/* start.boot, or else the boot script that is named after a .rel file. */
static const char *find_boot(Arena *arena, const char *folder)
{
    const char *boot = arena_printf(arena, "%s/start.boot", folder);
    if (files_exists(boot))
        return boot;
    DIR *stream = opendir(folder);
    struct dirent *entry;
    boot = NULL;
    while (stream && !boot && (entry = readdir(stream))) {
        if (!files_has_suffix(entry->d_name, ".rel"))
            continue;
        boot = arena_printf(arena, "%s/%s.boot", folder, files_base_name(arena, entry->d_name));
        if (!files_exists(boot))
            boot = NULL;
    }
    if (stream)
        closedir(stream);
    return boot;
}

static const char *if_exists(const char *path)
{
    return files_exists(path) ? path : NULL;
}

bool release_open(Arena *arena, const char *folder, SearchPath *path, DiagList *diagnostics,
                  Release *release)
{
    const char *version = read_version(arena, folder);
    if (!version)
        return fail(diagnostics, folder,
                    "give the folder that rebar3 or mix has made, with bin, lib and releases",
                    "no release: releases/start_erl.data is not there or names no version");
    const char *parts = arena_printf(arena, "%s/releases/%s", folder, version);
    *release = (Release){
        .name = files_base_name(arena, folder),
        .version = version,
        .boot = find_boot(arena, parts),
        .config = if_exists(arena_printf(arena, "%s/sys.config", parts)),
        .vm_args = if_exists(arena_printf(arena, "%s/vm.args", parts)),
    };
    if (!release->boot)
        return fail(diagnostics, parts, NULL, "no boot script (.boot) in this folder");
    paths_search_add_library(path, arena, arena_printf(arena, "%s/lib", folder));
    return true;
}

bool release_add_files(InsideFiles *files, const Release *release, DiagList *diagnostics)
{
    Buffer flags = BUFFER_EMPTY;
    if (release->vm_args && !files_read(release->vm_args, &flags, diagnostics))
        return false;
    if (release->config) {
        const char *path = arena_printf(files->arena, "releases/%s/sys.config", release->version);
        buffer_printf(&flags, "\n-config $ROOT/%s\n", path);
        if (!inside_add_copy(files, path, release->config, diagnostics))
            return false;
    }
    inside_add(files,
               (CodegenFile){"vm.args",
                             (const uint8_t *)arena_copy(files->arena, flags.bytes, flags.size),
                             flags.size});
    buffer_free(&flags);
    return true;
}
