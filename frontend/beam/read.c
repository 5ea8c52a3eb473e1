/* SPDX-License-Identifier: Apache-2.0 */
/*
 * beam_read: all chunks of a file, in the order in which they need each other.
 */
#include "frontend/beam/code.h"
#include "frontend/beam/container.h"
#include "frontend/beam/functions.h"
#include "frontend/beam/lines.h"
#include "frontend/beam/literals.h"
#include "frontend/beam/module.h"
#include "frontend/beam/tables.h"
#include "frontend/beam/types.h"

/* Finds a chunk that every file must have. */
static bool need_chunk(const Container *container, const char *name, Cursor *cursor)
{
    if (container_find(container, name, cursor)) {
        return true;
    }
    diag_add(container->diags, DIAG_ERROR, (DiagPlace){container->file, name, NULL, -1},
             "the file is damaged; compile it again", "the chunk is missing");
    return false;
}

static bool read_atoms(BeamModule *module, const Container *container)
{
    Cursor cursor;
    if (container_find(container, "AtU8", &cursor)) {
        return tables_read_atoms(module, &cursor, true);
    }
    if (container_find(container, "Atom", &cursor)) {
        return tables_read_atoms(module, &cursor, false);
    }
    return need_chunk(container, "AtU8", &cursor);
}

static bool read_tables(BeamModule *module, const Container *container)
{
    Cursor cursor;
    if (!need_chunk(container, "ImpT", &cursor) || !tables_read_imports(module, &cursor)) {
        return false;
    }
    if (!need_chunk(container, "ExpT", &cursor) ||
        !tables_read_exports(module, &cursor, &module->exports, &module->export_count)) {
        return false;
    }
    if (container_find(container, "LocT", &cursor) &&
        !tables_read_exports(module, &cursor, &module->locals, &module->local_count)) {
        return false;
    }
    return !container_find(container, "FunT", &cursor) || tables_read_lambdas(module, &cursor);
}

static void read_strings(BeamModule *module, const Container *container)
{
    Cursor cursor;
    if (container_find(container, "StrT", &cursor)) {
        module->string_size = (uint32_t)cursor_left(&cursor);
        module->strings =
            (const uint8_t *)arena_copy(module->arena, cursor.start, module->string_size);
    }
}

/* A chunk that is one term, or `missing`; its bytes too when `chunk` is not NULL. */
static bool read_term(BeamModule *module, const Container *container, const char *name,
                      const Literal **term, const Literal *missing, BeamText *chunk)
{
    Cursor cursor;
    *term = missing;
    if (container_find(container, name, &cursor) && cursor_left(&cursor) > 0) {
        if (chunk) {
            chunk->size = (uint32_t)cursor_left(&cursor);
            chunk->bytes = arena_copy(module->arena, cursor.start, chunk->size);
        }
        *term = literals_read_term(module, &cursor);
        return *term != NULL;
    }
    return true;
}

static bool read_constants(BeamModule *module, const Container *container)
{
    Cursor cursor;
    literal_pool_init(&module->literal_pool, module->arena);
    const Literal *nil = literal_nil(&module->literal_pool);
    if (container_find(container, "LitT", &cursor) && !literals_read(module, &cursor)) {
        return false;
    }
    return read_term(module, container, "Attr", &module->attributes, nil,
                     &module->attributes_chunk) &&
           read_term(module, container, "CInf", &module->compile_info, nil,
                     &module->compile_info_chunk) &&
           read_term(module, container, "Meta", &module->meta, NULL, NULL);
}

static bool read_code(BeamModule *module, const Container *container)
{
    Cursor cursor;
    bool has_lines = container_find(container, "Line", &cursor);
    if (!lines_read(module, has_lines ? &cursor : NULL)) {
        return false;
    }
    if (container_find(container, "Type", &cursor) && !types_read(module, &cursor)) {
        return false;
    }
    return need_chunk(container, "Code", &cursor) && code_decode(module, &cursor) &&
           functions_find(module, container->diags);
}

bool beam_read(Arena *arena, DiagList *diags, const char *filename, const uint8_t *bytes,
               size_t size, BeamModule **out)
{
    Container container;
    *out = NULL;
    if (!container_open(&container, arena, diags, filename, bytes, size)) {
        return false;
    }
    BeamModule *module = ARENA_NEW(arena, BeamModule);
    module->arena = arena;
    module->file = arena_strdup(arena, filename);
    module->chunks = container.chunks;
    module->chunk_count = container.count;
    table_init(&module->atom_table, arena);
    container_md5(&container, module->md5);
    if (!read_atoms(module, &container) || !read_tables(module, &container)) {
        return false;
    }
    read_strings(module, &container);
    if (!read_constants(module, &container) || !read_code(module, &container)) {
        return false;
    }
    *out = module;
    return true;
}
