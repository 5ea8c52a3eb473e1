/* SPDX-License-Identifier: Apache-2.0 */
/* The boot script (boot.h). */
#include "frontend/driver/boot.h"

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

const Literal *boot_read_term(BeamModule *owner, const char *file, DiagList *diagnostics)
{
    Buffer bytes = BUFFER_EMPTY;
    if (!files_read(file, &bytes, diagnostics))
        return NULL;
    const uint8_t *copy = (const uint8_t *)arena_copy(owner->arena, bytes.bytes, bytes.size);
    Cursor cursor = {copy, copy, copy + bytes.size, diagnostics, file, NULL, false};
    buffer_free(&bytes);
    return etf_read(owner, &cursor);
}

bool boot_read(Arena *arena, const char *file, const SearchPath *path, DiagList *diagnostics,
               BootScript *script)
{
    if (!file)
        file = find_script(arena, path);
    if (!file)
        return fail(diagnostics, path->otp_root,
                    "--otp names OTP's root folder; --no-boot builds a program without OTP's start",
                    "no boot script no_dot_erlang.boot in bin or releases");
    BeamModule *owner = ARENA_NEW(arena, BeamModule);
    owner->arena = arena;
    owner->file = file;
    table_init(&owner->atom_table, arena);
    literal_pool_init(&owner->literal_pool, arena);
    const Literal *term = boot_read_term(owner, file, diagnostics);
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

/* ---- our script
 * -----------------------------------------------------------------------------------
 */

typedef struct ScriptWriter {
    Buffer commands;
    uint32_t count;
    const BootScript *script;
    const Inside *inside;
} ScriptWriter;

/* {apply, {Module, Function, [ … */
static void begin_apply(ScriptWriter *writer, const char *module, const char *function,
                        uint32_t arguments)
{
    Buffer *out = &writer->commands;
    writer->count++;
    etf_write_tuple(out, 2);
    etf_write_atom(out, "apply");
    etf_write_tuple(out, 3);
    etf_write_atom(out, module);
    etf_write_atom(out, function);
    etf_write_list(out, arguments);
}

/* joist_boot:reload() and joist_boot:modules([{Folder, [Module]}]): what is linked in and where it
 * would be. */
static void write_modules(ScriptWriter *writer)
{
    Buffer *out = &writer->commands;
    const Inside *inside = writer->inside;
    begin_apply(writer, "joist_boot", "reload", 0);
    etf_write_nil(out);
    begin_apply(writer, "joist_boot", "modules", 1);
    etf_write_list(out, inside->folder_count);
    for (size_t at = 0; at < inside->module_count;) {
        size_t end = inside_folder_end(inside, at);
        etf_write_tuple(out, 2);
        etf_write_string(out, inside->modules[at].folder);
        etf_write_list(out, (uint32_t)(end - at));
        for (; at < end; at++)
            etf_write_atom(out, inside->modules[at].name);
        etf_write_nil(out);
    }
    etf_write_nil(out);
    etf_write_nil(out);
}

/* {path, [Folder]} of all folders. */
static void write_path(ScriptWriter *writer, Arena *arena)
{
    Buffer *out = &writer->commands;
    const Inside *inside = writer->inside;
    writer->count++;
    etf_write_tuple(out, 2);
    etf_write_atom(out, "path");
    etf_write_list(out, inside->folder_count);
    for (size_t at = 0; at < inside->module_count; at = inside_folder_end(inside, at))
        etf_write_string(out, arena_printf(arena, "$ROOT/%s", inside->modules[at].folder));
    etf_write_nil(out);
}

static void write_application(ScriptWriter *writer, const Application *application)
{
    Buffer *out = &writer->commands;
    begin_apply(writer, "application", "load", 1);
    etf_write_literal(out, writer->script->owner, application->specification);
    etf_write_nil(out);
    begin_apply(writer, "application", "start_boot", 2);
    etf_write_atom(out, application->name);
    etf_write_atom(out, "permanent");
    etf_write_nil(out);
}

static void write_entry(ScriptWriter *writer, const CodegenProgram *entry)
{
    Buffer *out = &writer->commands;
    begin_apply(writer, "joist_boot", "start", 3);
    etf_write_atom(out, entry->module);
    etf_write_atom(out, entry->function);
    etf_write_integer(out, (int32_t)entry->arity);
    etf_write_nil(out);
}

/* {progress, started} */
static bool is_started(const BootScript *script, const Literal *command)
{
    return is_command(script, command, "progress") && command->as.tuple.count == 2 &&
           command->as.tuple.elements[1]->kind == LITERAL_ATOM &&
           beam_atom_is(script->owner, command->as.tuple.elements[1]->as.atom, "started");
}

static void write_commands(ScriptWriter *writer, Arena *arena)
{
    const BootScript *script = writer->script;
    const Literal *commands = script->commands;
    bool told = false;
    for (uint32_t i = 0; i < commands->as.list.count; i++) {
        const Literal *command = commands->as.list.elements[i];
        if (is_command(script, command, "primLoad")) {
            if (!told)
                write_modules(writer);
            told = true;
            continue;
        }
        if (is_command(script, command, "path")) {
            write_path(writer, arena);
            continue;
        }
        for (uint32_t j = 0; j < script->application_count && is_started(script, command); j++)
            write_application(writer, &script->applications[j]);
        etf_write_literal(&writer->commands, script->owner, command);
        writer->count++;
    }
}

CodegenFile boot_write(Arena *arena, const BootScript *script, const Inside *inside,
                       const CodegenProgram *entry)
{
    ScriptWriter writer = {BUFFER_EMPTY, 0, script, inside};
    Buffer out = BUFFER_EMPTY;
    write_commands(&writer, arena);
    if (entry->module)
        write_entry(&writer, entry);
    etf_write_nil(&writer.commands);
    etf_write_version(&out);
    etf_write_tuple(&out, 3);
    etf_write_atom(&out, "script");
    etf_write_literal(&out, script->owner, script->identity);
    etf_write_list(&out, writer.count);
    buffer_add(&out, writer.commands.bytes, writer.commands.size);
    CodegenFile file = {"bin/start.boot", (const uint8_t *)arena_copy(arena, out.bytes, out.size),
                        out.size};
    buffer_free(&out);
    buffer_free(&writer.commands);
    return file;
}
