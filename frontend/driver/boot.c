/* SPDX-License-Identifier: Apache-2.0 */
/* Boot script and embedded files (boot.h). */
#include "frontend/driver/boot.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include "frontend/beam/etf.h"
#include "frontend/beam/etf_write.h"
#include "frontend/driver/files.h"

static bool fail(DiagList *diagnostics, const char *file, const char *hint, const char *text)
{
    DiagPlace place = DIAG_NOWHERE;
    place.file = file;
    diag_add(diagnostics, DIAG_ERROR, place, hint, "%s", text);
    return false;
}

/* ---- reading OTP's script -----------------------------------------------------------------------
 */

/* It is in bin and in releases/VSN. */
static const char *find_script(Arena *arena, const SearchPath *path)
{
    static const char name[] = "no_dot_erlang.boot";
    if (!path->otp_root)
        return NULL;
    const char *file = arena_printf(arena, "%s/bin/%s", path->otp_root, name);
    if (files_exists(file))
        return file;
    file = arena_printf(arena, "%s/releases/%u/%s", path->otp_root, paths_otp_release(path, arena),
                        name);
    return files_exists(file) ? file : NULL;
}

static bool is_command(const BootScript *script, const Literal *command, const char *name)
{
    return command->kind == LITERAL_TUPLE && command->as.tuple.count > 0 &&
           command->as.tuple.elements[0]->kind == LITERAL_ATOM &&
           beam_atom_is(script->owner, command->as.tuple.elements[0]->as.atom, name);
}

bool boot_read(Arena *arena, const SearchPath *path, DiagList *diagnostics, BootScript *script)
{
    const char *file = find_script(arena, path);
    Buffer bytes = BUFFER_EMPTY;
    if (!file)
        return fail(diagnostics, path->otp_root,
                    "--otp names OTP's root folder; --no-boot builds a program without OTP's start",
                    "no boot script no_dot_erlang.boot in bin or releases");
    if (!files_read(file, &bytes, diagnostics))
        return false;
    BeamModule *owner = ARENA_NEW(arena, BeamModule);
    owner->arena = arena;
    owner->file = file;
    table_init(&owner->atom_table, arena);
    literal_pool_init(&owner->literal_pool, arena);
    const uint8_t *copy = (const uint8_t *)arena_copy(arena, bytes.bytes, bytes.size);
    Cursor cursor = {copy, copy, copy + bytes.size, diagnostics, file, NULL, false};
    buffer_free(&bytes);
    const Literal *term = etf_read(owner, &cursor);
    if (!term)
        return false;
    *script = (BootScript){.owner = owner};
    if (!is_command(script, term, "script") || term->as.tuple.count != 3 ||
        term->as.tuple.elements[2]->kind != LITERAL_LIST)
        return fail(diagnostics, file, NULL, "this is no boot script");
    script->identity = term->as.tuple.elements[1];
    script->commands = term->as.tuple.elements[2];
    return true;
}

/* ---- its modules --------------------------------------------------------------------------------
 */

bool boot_add_modules(Arena *arena, const BootScript *script, const SearchPath *path,
                      DiagList *diagnostics, StringList *files)
{
    for (uint32_t i = 0; i < script->commands->as.list.count; i++) {
        const Literal *command = script->commands->as.list.elements[i];
        if ((!is_command(script, command, "primLoad") &&
             !is_command(script, command, "preLoaded")) ||
            command->as.tuple.count != 2 || command->as.tuple.elements[1]->kind != LITERAL_LIST)
            continue;
        const Literal *modules = command->as.tuple.elements[1];
        for (uint32_t j = 0; j < modules->as.list.count; j++) {
            const Literal *name = modules->as.list.elements[j];
            if (name->kind != LITERAL_ATOM)
                continue;
            const char *text = beam_atom(script->owner, name->as.atom).bytes;
            const char *file = paths_find_module(path, arena, text);
            if (!file)
                return fail(diagnostics, script->owner->file, "is the OTP installation complete?",
                            arena_printf(arena, "module %s of the boot script is not found", text));
            string_list_add(files, arena, file);
        }
    }
    const char *helper = paths_find_module(path, arena, "joist_boot");
    if (!helper)
        return fail(diagnostics, NULL, "build joist again",
                    "joist's own module joist_boot is not found");
    string_list_add(files, arena, helper);
    return true;
}

/* ---- folders in the executable
 * -------------------------------------------------------------------------------- */

/* lib/NAME-VSN/ebin for a module in an application's ebin folder; plain ebin for others. */
static const char *folder_inside(Arena *arena, const char *source)
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
    return "ebin";
}

typedef struct ModuleFolder {
    const char *inside;  /* the executable */
    const char *outside; /* where its modules came from */
    const char *module;
} ModuleFolder;

static int compare_folders(const void *a, const void *b)
{
    const ModuleFolder *one = a, *other = b;
    int order = strcmp(one->inside, other->inside);
    return order ? order : strcmp(one->module, other->module);
}

/* One entry for each module, those of one folder side by side. */
static ModuleFolder *sorted_folders(Arena *arena, const ModuleSet *set)
{
    ModuleFolder *folders = arena_alloc_array(arena, set->count, sizeof *folders);
    for (size_t i = 0; i < set->count; i++)
        folders[i] = (ModuleFolder){folder_inside(arena, set->items[i].source),
                                    files_folder(arena, set->items[i].source), set->items[i].name};
    qsort(folders, set->count, sizeof *folders, compare_folders);
    return folders;
}

static size_t folder_end(const ModuleFolder *folders, size_t count, size_t start)
{
    size_t end = start;
    while (end < count && strcmp(folders[end].inside, folders[start].inside) == 0)
        end++;
    return end;
}

/* ---- our script
 * -----------------------------------------------------------------------------------
 */

typedef struct ScriptWriter {
    Buffer commands;
    uint32_t count;
    const BootScript *script;
    const ModuleFolder *folders;
    size_t folder_count;
} ScriptWriter;

/* {apply, {joist_boot, Function, [ … */
static void begin_apply(ScriptWriter *writer, const char *function, uint32_t arguments)
{
    Buffer *out = &writer->commands;
    writer->count++;
    etf_write_tuple(out, 2);
    etf_write_atom(out, "apply");
    etf_write_tuple(out, 3);
    etf_write_atom(out, "joist_boot");
    etf_write_atom(out, function);
    etf_write_list(out, arguments);
}

static uint32_t count_folders(const ScriptWriter *writer)
{
    uint32_t count = 0;
    for (size_t at = 0; at < writer->folder_count; count++)
        at = folder_end(writer->folders, writer->folder_count, at);
    return count;
}

/* joist_boot:modules([{Folder, [Module]}]): what is linked in and where it would be. */
static void write_modules(ScriptWriter *writer)
{
    Buffer *out = &writer->commands;
    begin_apply(writer, "modules", 1);
    etf_write_list(out, count_folders(writer));
    for (size_t at = 0; at < writer->folder_count;) {
        size_t end = folder_end(writer->folders, writer->folder_count, at);
        etf_write_tuple(out, 2);
        etf_write_string(out, writer->folders[at].inside);
        etf_write_list(out, (uint32_t)(end - at));
        for (; at < end; at++)
            etf_write_atom(out, writer->folders[at].module);
        etf_write_nil(out);
    }
    etf_write_nil(out);
    etf_write_nil(out);
}

/* {path, [Folder]} of all folders. */
static void write_path(ScriptWriter *writer, Arena *arena)
{
    Buffer *out = &writer->commands;
    writer->count++;
    etf_write_tuple(out, 2);
    etf_write_atom(out, "path");
    etf_write_list(out, count_folders(writer));
    for (size_t at = 0; at < writer->folder_count;
         at = folder_end(writer->folders, writer->folder_count, at))
        etf_write_string(out, arena_printf(arena, "$ROOT/%s", writer->folders[at].inside));
    etf_write_nil(out);
}

static void write_entry(ScriptWriter *writer, const CodegenProgram *entry)
{
    Buffer *out = &writer->commands;
    begin_apply(writer, "start", 3);
    etf_write_atom(out, entry->module);
    etf_write_atom(out, entry->function);
    etf_write_integer(out, (int32_t)entry->arity);
    etf_write_nil(out);
}

static void write_commands(ScriptWriter *writer, Arena *arena)
{
    const Literal *commands = writer->script->commands;
    bool told = false;
    for (uint32_t i = 0; i < commands->as.list.count; i++) {
        const Literal *command = commands->as.list.elements[i];
        if (is_command(writer->script, command, "primLoad")) {
            if (!told)
                write_modules(writer);
            told = true;
        } else if (is_command(writer->script, command, "path")) {
            write_path(writer, arena);
        } else {
            etf_write_literal(&writer->commands, writer->script->owner, command);
            writer->count++;
        }
    }
}

static CodegenFile make_script(Arena *arena, ScriptWriter *writer, const CodegenProgram *entry)
{
    Buffer out = BUFFER_EMPTY;
    write_commands(writer, arena);
    write_entry(writer, entry);
    etf_write_nil(&writer->commands);
    etf_write_version(&out);
    etf_write_tuple(&out, 3);
    etf_write_atom(&out, "script");
    etf_write_literal(&out, writer->script->owner, writer->script->identity);
    etf_write_list(&out, writer->count);
    buffer_add(&out, writer->commands.bytes, writer->commands.size);
    CodegenFile file = {"bin/start.boot", (const uint8_t *)arena_copy(arena, out.bytes, out.size),
                        out.size};
    buffer_free(&out);
    buffer_free(&writer->commands);
    return file;
}

/* ---- all files
 * --------------------------------------------------------------------------------------
 */

typedef struct FileList {
    Arena *arena;
    CodegenFile *items;
    uint32_t count, capacity;
    Table known; /* paths */
} FileList;

static void add_file(FileList *list, CodegenFile file)
{
    if (table_put(&list->known, file.path, strlen(file.path), list->count) != list->count)
        return;
    if (list->count == list->capacity) {
        uint32_t capacity = list->capacity ? list->capacity * 2 : 64;
        CodegenFile *items = arena_alloc_array(list->arena, capacity, sizeof *items);
        if (list->count)
            memcpy(items, list->items, list->count * sizeof *items);
        list->items = items;
        list->capacity = capacity;
    }
    list->items[list->count++] = file;
}

/* The folder and those that it is in; "" is the root. */
static void add_folders(FileList *list, const char *folder)
{
    for (;;) {
        add_file(list, (CodegenFile){folder, NULL, 0});
        const char *slash = strrchr(folder, '/');
        if (!*folder)
            return;
        folder = arena_copy(list->arena, folder, slash ? (size_t)(slash - folder) : 0);
    }
}

/* The application resource files beside the modules. */
static bool add_resources(FileList *list, const ModuleFolder *folder, DiagList *diagnostics)
{
    DIR *stream = opendir(folder->outside);
    struct dirent *entry;
    bool good = true;
    while (stream && good && (entry = readdir(stream))) {
        if (!files_has_suffix(entry->d_name, ".app"))
            continue;
        Buffer bytes = BUFFER_EMPTY;
        good = files_read(arena_printf(list->arena, "%s/%s", folder->outside, entry->d_name),
                          &bytes, diagnostics);
        if (good)
            add_file(list, (CodegenFile){
                               arena_printf(list->arena, "%s/%s", folder->inside, entry->d_name),
                               (const uint8_t *)arena_copy(list->arena, bytes.bytes, bytes.size),
                               bytes.size});
        buffer_free(&bytes);
    }
    if (stream)
        closedir(stream);
    return good;
}

static int compare_files(const void *a, const void *b)
{
    return strcmp(((const CodegenFile *)a)->path, ((const CodegenFile *)b)->path);
}

bool boot_make_files(Arena *arena, const BootScript *script, const ModuleSet *set,
                     const CodegenProgram *entry, DiagList *diagnostics, CodegenFile **files,
                     uint32_t *count)
{
    FileList list = {.arena = arena};
    ScriptWriter writer = {.commands = BUFFER_EMPTY,
                           .script = script,
                           .folders = sorted_folders(arena, set),
                           .folder_count = set->count};
    table_init(&list.known, arena);
    add_folders(&list, "bin");
    add_file(&list, make_script(arena, &writer, entry));
    for (size_t at = 0; at < set->count;) {
        const char *outside = NULL;
        size_t end = folder_end(writer.folders, set->count, at);
        add_folders(&list, writer.folders[at].inside);
        for (; at < end; at++) {
            const ModuleFolder *folder = &writer.folders[at];
            if (outside && strcmp(outside, folder->outside) == 0)
                continue;
            outside = folder->outside;
            if (strcmp(folder->inside, "ebin") != 0 && !add_resources(&list, folder, diagnostics))
                return false;
        }
    }
    qsort(list.items, list.count, sizeof *list.items, compare_files);
    *files = list.items;
    *count = list.count;
    return true;
}
