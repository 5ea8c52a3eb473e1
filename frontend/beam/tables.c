/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reading tables of fixed-size entries, and atoms; see tables.h.
 */
#include "frontend/beam/tables.h"

#include "frontend/beam/compact.h"
#include "frontend/support/utf8.h"

enum { MAX_ATOM_CHARACTERS = 255 };

/* ---- Atoms ----------------------------------------------------------------------------------- */

static BeamText read_utf8_atom(BeamModule *module, Cursor *cursor, size_t size)
{
    size_t offset = cursor_offset(cursor);
    const uint8_t *bytes = cursor_bytes(cursor, size);
    if (!bytes) {
        return (BeamText){"", 0};
    }
    if (utf8_count(bytes, size) > MAX_ATOM_CHARACTERS) {
        cursor_fail_at(cursor, offset, NULL, "an atom that is not UTF-8 of at most %d characters",
                       MAX_ATOM_CHARACTERS);
    }
    return (BeamText){arena_copy(module->arena, bytes, size), (uint32_t)size};
}

static BeamText read_latin1_atom(BeamModule *module, Cursor *cursor, size_t size)
{
    const uint8_t *bytes = cursor_bytes(cursor, size);
    uint8_t text[2 * MAX_ATOM_CHARACTERS];
    size_t length = 0;
    if (size > MAX_ATOM_CHARACTERS) {
        cursor_fail(cursor, NULL, "an atom of %zu characters", size);
        return (BeamText){"", 0};
    }
    for (size_t i = 0; bytes && i < size; i++) {
        length += utf8_encode(bytes[i], text + length);
    }
    return (BeamText){arena_copy(module->arena, text, length), (uint32_t)length};
}

/* From OTP 28 on the count is negative, and sizes are compact numbers instead of bytes. */
static uint32_t read_atom_count(Cursor *cursor, bool *long_sizes)
{
    int32_t number = (int32_t)cursor_u32(cursor);
    *long_sizes = number < 0;
    uint32_t count = number < 0 ? 0 - (uint32_t)number : (uint32_t)number;
    if (!cursor->failed && (count == 0 || count > cursor_left(cursor))) {
        cursor_fail_at(cursor, 0, NULL, "%u atoms announced, but %zu bytes are left", count,
                       cursor_left(cursor));
    }
    return cursor->failed ? 0 : count;
}

bool tables_read_atoms(BeamModule *module, Cursor *cursor, bool utf8)
{
    bool long_sizes;
    uint32_t count = read_atom_count(cursor, &long_sizes);
    module->atom_capacity = count + 1;
    module->atoms = ARENA_NEW_ARRAY(module->arena, BeamText, module->atom_capacity);
    module->atoms[0] = (BeamText){"", 0};
    module->atom_count = 1;
    while (!cursor->failed && module->atom_count <= count) {
        size_t offset = cursor_offset(cursor);
        size_t size = long_sizes
                          ? compact_number(cursor, 4 * MAX_ATOM_CHARACTERS, "the size of an atom")
                          : cursor_u8(cursor);
        BeamText text =
            utf8 ? read_utf8_atom(module, cursor, size) : read_latin1_atom(module, cursor, size);
        uint32_t index = module->atom_count++;
        module->atoms[index] = text;
        if (table_put(&module->atom_table, text.bytes, text.size, index) != index) {
            cursor_fail_at(cursor, offset, NULL, "atom %u is there twice", index);
        }
    }
    module->code_atom_count = module->atom_count;
    module->name = 1;
    cursor_finish(cursor);
    return !cursor->failed;
}

/* ---- Tables of fixed-size entries ------------------------------------------------------------ */

static uint32_t read_atom_index(const BeamModule *module, Cursor *cursor)
{
    size_t offset = cursor_offset(cursor);
    uint32_t index = cursor_u32(cursor);
    if (!cursor->failed && (index == 0 || index >= module->code_atom_count)) {
        cursor_fail_at(cursor, offset, NULL, "there is no atom %u", index);
    }
    return cursor->failed ? 1 : index;
}

static uint32_t read_arity(Cursor *cursor)
{
    size_t offset = cursor_offset(cursor);
    uint32_t arity = cursor_u32(cursor);
    if (arity > BEAM_MAX_ARITY) {
        cursor_fail_at(cursor, offset, NULL, "a function of %u arguments", arity);
    }
    return cursor->failed ? 0 : arity;
}

bool tables_read_imports(BeamModule *module, Cursor *cursor)
{
    module->import_count = cursor_count(cursor, 12, "imports");
    module->imports = ARENA_NEW_ARRAY(module->arena, BeamImport, module->import_count);
    for (uint32_t i = 0; i < module->import_count; i++) {
        BeamImport *import = &module->imports[i];
        import->module = read_atom_index(module, cursor);
        import->function = read_atom_index(module, cursor);
        import->arity = read_arity(cursor);
    }
    cursor_finish(cursor);
    return !cursor->failed;
}

bool tables_read_exports(BeamModule *module, Cursor *cursor, BeamExport **entries, uint32_t *count)
{
    *count = cursor_count(cursor, 12, "functions");
    *entries = ARENA_NEW_ARRAY(module->arena, BeamExport, *count);
    for (uint32_t i = 0; i < *count; i++) {
        BeamExport *entry = &(*entries)[i];
        entry->function = read_atom_index(module, cursor);
        entry->arity = read_arity(cursor);
        entry->label = cursor_u32(cursor);
    }
    cursor_finish(cursor);
    return !cursor->failed;
}

bool tables_read_lambdas(BeamModule *module, Cursor *cursor)
{
    module->lambda_count = cursor_count(cursor, 24, "funs");
    module->lambdas = ARENA_NEW_ARRAY(module->arena, BeamLambda, module->lambda_count);
    for (uint32_t i = 0; i < module->lambda_count; i++) {
        size_t offset = cursor_offset(cursor);
        BeamLambda *lambda = &module->lambdas[i];
        lambda->function = read_atom_index(module, cursor);
        lambda->arity = read_arity(cursor);
        lambda->label = cursor_u32(cursor);
        lambda->index = cursor_u32(cursor);
        lambda->num_free = cursor_u32(cursor);
        lambda->old_uniq = cursor_u32(cursor);
        if (lambda->num_free > lambda->arity) {
            cursor_fail_at(cursor, offset, NULL, "a fun of %u arguments, %u of them environment",
                           lambda->arity, lambda->num_free);
        }
    }
    cursor_finish(cursor);
    return !cursor->failed;
}
