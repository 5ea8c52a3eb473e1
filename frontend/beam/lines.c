/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reading the Line chunk, version 0; see lines.h.
 *
 * Entries are compact terms: an integer is a line in the current file, an atom changes the current
 * file first. File 0 is the module's own and is not stored.
 */
#include "frontend/beam/lines.h"

#include "frontend/beam/compact.h"

static void start_tables(BeamModule *module, uint32_t lines, uint32_t files)
{
    module->line_count = lines + 1;
    module->lines = ARENA_NEW_ARRAY(module->arena, BeamLine, module->line_count);
    module->file_count = files + 1;
    module->files = ARENA_NEW_ARRAY(module->arena, BeamText, module->file_count);
    BeamText name = beam_atom(module, module->name);
    char *file = arena_alloc(module->arena, name.size + sizeof ".erl");
    for (uint32_t i = 0; i < name.size; i++) {
        file[i] = name.bytes[i];
    }
    for (uint32_t i = 0; i < sizeof ".erl"; i++) {
        file[name.size + i] = ".erl"[i];
    }
    module->files[0] = (BeamText){file, name.size + 4};
}

static uint32_t read_entry_part(Cursor *cursor, const Compact *term, size_t offset)
{
    if (!cursor->failed && (term->negative || term->big || term->magnitude > UINT32_MAX)) {
        cursor_fail_at(cursor, offset, NULL, "a line number out of range");
    }
    return cursor->failed ? 0 : (uint32_t)term->magnitude;
}

static void read_entries(BeamModule *module, Cursor *cursor)
{
    uint32_t file = 0;
    for (uint32_t i = 1; !cursor->failed && i < module->line_count; i++) {
        size_t offset = cursor_offset(cursor);
        Compact term = compact_read(cursor);
        if (term.tag == COMPACT_A) {
            file = read_entry_part(cursor, &term, offset);
            offset = cursor_offset(cursor);
            term = compact_read(cursor);
        }
        if (!cursor->failed && (term.tag != COMPACT_I || file >= module->file_count)) {
            cursor_fail_at(cursor, offset, NULL, "line %u is damaged", i);
        }
        module->lines[i] = (BeamLine){file, read_entry_part(cursor, &term, offset)};
    }
}

static void read_files(BeamModule *module, Cursor *cursor)
{
    for (uint32_t i = 1; !cursor->failed && i < module->file_count; i++) {
        uint16_t size = cursor_u16(cursor);
        const uint8_t *bytes = cursor_bytes(cursor, size);
        if (bytes) {
            module->files[i] = (BeamText){arena_copy(module->arena, bytes, size), size};
        }
    }
}

bool lines_read(BeamModule *module, Cursor *cursor)
{
    enum { SUPPORTED_VERSION = 0 };
    if (!cursor || cursor_u32(cursor) != SUPPORTED_VERSION) {
        start_tables(module, 0, 0);
        return !cursor || !cursor->failed;
    }
    cursor_u32(cursor); /* flags: what the compiler was asked to count */
    cursor_u32(cursor); /* number of `line` instructions */
    uint32_t lines = cursor_u32(cursor);
    uint32_t files = cursor_u32(cursor);
    if (!cursor->failed && (uint64_t)lines + 2 * (uint64_t)files > cursor_left(cursor)) {
        cursor_fail_at(cursor, 12, NULL, "%u lines and %u files announced, but %zu bytes are left",
                       lines, files, cursor_left(cursor));
    }
    if (cursor->failed) {
        return false;
    }
    start_tables(module, lines, files);
    read_entries(module, cursor);
    read_files(module, cursor);
    cursor_finish(cursor);
    return !cursor->failed;
}
