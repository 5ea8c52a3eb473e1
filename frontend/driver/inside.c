/* SPDX-License-Identifier: Apache-2.0 */
/* Folders and files inside the executable (inside.h). */
#include "frontend/driver/inside.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include "frontend/driver/files.h"
#include "rt/core/stand_in.h"

/* ---- where modules are
 * ---------------------------------------------------------------------------
 */

/* lib/NAME-VSN/ebin for a module in an application's ebin folder; `modules` for others (not ebin:
 * the code server would take the executable's name for that of an application). */
static const char *folder_of(Arena *arena, const char *source)
{
    const char *folder = files_folder(arena, source);
    const char *last = strrchr(folder, '/');
    if (last && last != folder && strcmp(last, "/ebin") == 0) {
        const char *application = arena_copy(arena, folder, (size_t)(last - folder));
        const char *name = strrchr(application, '/');
        name = name ? name + 1 : application;
        if (strcmp(name, ".") != 0 && strcmp(name, "..") != 0)
            return arena_printf(arena, "lib/%s/ebin", name);
    }
    return "modules";
}

static int compare_modules(const void *a, const void *b)
{
    const InsideModule *one = a, *other = b;
    int order = strcmp(one->folder, other->folder);
    return order ? order : strcmp(one->name, other->name);
}

void inside_place(Arena *arena, const ModuleSet *set, Inside *inside)
{
    InsideModule *modules = arena_alloc_array(arena, set->count, sizeof *modules);
    for (size_t i = 0; i < set->count; i++)
        modules[i] = (InsideModule){folder_of(arena, set->items[i].source),
                                    files_folder(arena, set->items[i].source), set->items[i].source,
                                    set->items[i].name};
    qsort(modules, set->count, sizeof *modules, compare_modules);
    *inside = (Inside){modules, set->count, 0};
    for (size_t at = 0; at < set->count; at = inside_folder_end(inside, at))
        inside->folder_count++;
}

size_t inside_folder_end(const Inside *inside, size_t start)
{
    size_t end = start;
    while (end < inside->module_count &&
           strcmp(inside->modules[end].folder, inside->modules[start].folder) == 0)
        end++;
    return end;
}

/* ---- files
 * ---------------------------------------------------------------------------------------
 */

void inside_files_init(InsideFiles *files, Arena *arena)
{
    *files = (InsideFiles){.arena = arena};
    table_init(&files->known, arena);
}

static bool add_one(InsideFiles *files, CodegenFile file)
{
    if (table_put(&files->known, file.path, strlen(file.path), files->count) != files->count)
        return false;
    if (files->count == files->capacity) {
        uint32_t capacity = files->capacity ? files->capacity * 2 : 64;
        CodegenFile *items = arena_alloc_array(files->arena, capacity, sizeof *items);
        if (files->count)
            memcpy(items, files->items, files->count * sizeof *items);
        files->items = items;
        files->capacity = capacity;
    }
    files->items[files->count++] = file;
    return true;
}

/* The root is the folder "". */
void inside_add(InsideFiles *files, CodegenFile file)
{
    while (add_one(files, file) && *file.path) {
        const char *slash = strrchr(file.path, '/');
        size_t length = slash ? (size_t)(slash - file.path) : 0;
        file = (CodegenFile){arena_copy(files->arena, file.path, length), NULL, 0};
    }
}

bool inside_add_copy(InsideFiles *files, const char *path, const char *outside,
                     DiagList *diagnostics)
{
    Buffer bytes = BUFFER_EMPTY;
    if (!files_read(outside, &bytes, diagnostics))
        return false;
    const char *copy = arena_copy(files->arena, bytes.bytes, bytes.size);
    inside_add(files, (CodegenFile){path, (const uint8_t *)copy, bytes.size});
    buffer_free(&bytes);
    return true;
}

/* All files of a folder whose names end in `suffix`; with `deep` also those of its folders. A
 * folder that cannot be read has none. */
static bool add_folder(InsideFiles *files, const char *path, const char *outside,
                       const char *suffix, bool deep, DiagList *diagnostics)
{
    StringList folders = {0}, places = {0};
    string_list_add(&folders, files->arena, outside);
    string_list_add(&places, files->arena, path);
    for (size_t i = 0; i < folders.count; i++) {
        DIR *stream = opendir(folders.items[i]);
        struct dirent *entry;
        bool good = true;
        while (stream && good && (entry = readdir(stream))) {
            const char *name = entry->d_name;
            if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0)
                continue;
            const char *from = arena_printf(files->arena, "%s/%s", folders.items[i], name);
            const char *to = arena_printf(files->arena, "%s/%s", places.items[i], name);
            if (!files_is_folder(from)) {
                good = !files_has_suffix(name, suffix) ||
                       inside_add_copy(files, to, from, diagnostics);
            } else if (deep) {
                inside_add(files, (CodegenFile){to, NULL, 0});
                string_list_add(&folders, files->arena, from);
                string_list_add(&places, files->arena, to);
            }
        }
        if (stream)
            closedir(stream);
        if (!good)
            return false;
    }
    return true;
}

/* For an application's ebin folder. What OTP's own applications have in priv are libraries and
 * programs for the stock emulator. */
static bool add_application(InsideFiles *files, const InsideModule *module, bool headers,
                            DiagList *diagnostics)
{
    Arena *arena = files->arena;
    const char *root = files_folder(arena, module->folder);
    const char *outside = files_folder(arena, module->outside);
    const char *priv = arena_printf(arena, "%s/priv", outside);
    if (headers &&
        !add_folder(files, arena_printf(arena, "%s/include", root),
                    arena_printf(arena, "%s/include", outside), ".hrl", false, diagnostics))
        return false;
    return add_folder(files, module->folder, module->outside, ".app", false, diagnostics) &&
           (!files_is_folder(priv) ||
            files_exists(arena_printf(arena, "%s/../../../bin/erl", priv)) ||
            add_folder(files, arena_printf(arena, "%s/priv", root), priv, "", true, diagnostics));
}

/* A file where the module's .beam file would be: programs list and load these. */
static void add_stand_in(InsideFiles *files, const InsideModule *module, const char *path)
{
    size_t length = strlen(module->name), size = stand_in_size(length);
    uint8_t *bytes = arena_alloc(files->arena, size);
    stand_in_write(bytes, module->name, length);
    inside_add(files, (CodegenFile){path, bytes, size});
}

bool inside_add_modules(InsideFiles *files, const Inside *inside, bool object_code,
                        DiagList *diagnostics)
{
    for (size_t i = 0; i < inside->module_count; i++) {
        const InsideModule *module = &inside->modules[i];
        const char *path = arena_printf(files->arena, "%s/%s.beam", module->folder, module->name);
        if (!object_code)
            add_stand_in(files, module, path);
        else if (!inside_add_copy(files, path, module->source, diagnostics))
            return false;
    }
    return true;
}

static bool has_module(const Inside *inside, const char *name)
{
    for (size_t i = 0; i < inside->module_count; i++)
        if (strcmp(inside->modules[i].name, name) == 0)
            return true;
    return false;
}

bool inside_add_applications(InsideFiles *files, const Inside *inside, DiagList *diagnostics)
{
    const char *outside = "";
    bool headers = has_module(inside, "compile");
    for (size_t at = 0; at < inside->module_count; at++) {
        const InsideModule *module = &inside->modules[at];
        if (strcmp(outside, module->outside) == 0)
            continue;
        outside = module->outside;
        inside_add(files, (CodegenFile){module->folder, NULL, 0});
        if (strcmp(module->folder, "modules") != 0 &&
            !add_application(files, module, headers, diagnostics))
            return false;
    }
    return true;
}

bool inside_add_releases(InsideFiles *files, const Inside *inside, const char *folder,
                         DiagList *diagnostics)
{
    static const char name[] = "releases/RELEASES";
    if (!folder || !has_module(inside, "release_handler"))
        return true;
    const char *outside = arena_printf(files->arena, "%s/%s", folder, name);
    return !files_exists(outside) || inside_add_copy(files, name, outside, diagnostics);
}

static int compare_files(const void *a, const void *b)
{
    return strcmp(((const CodegenFile *)a)->path, ((const CodegenFile *)b)->path);
}

void inside_sort(InsideFiles *files)
{
    qsort(files->items, files->count, sizeof *files->items, compare_files);
}
