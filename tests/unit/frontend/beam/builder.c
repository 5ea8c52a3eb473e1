/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Building .beam files for tests; see builder.h.
 */
#include "tests/unit/frontend/beam/builder.h"

#include <stdlib.h>
#include <string.h>

void builder_add_u32(Buffer *buffer, uint32_t number)
{
    for (int shift = 24; shift >= 0; shift -= 8) {
        buffer_add_byte(buffer, (uint8_t)(number >> shift));
    }
}

void builder_init(Builder *builder, const char *module)
{
    *builder = (Builder){.label_count = 1};
    builder_atom(builder, module);
}

void builder_free(Builder *builder)
{
    Buffer *buffers[] = {&builder->atoms,   &builder->imports,  &builder->exports,
                         &builder->lambdas, &builder->literals, &builder->strings,
                         &builder->code,    &builder->chunks,   &builder->file};
    for (size_t i = 0; i < sizeof buffers / sizeof *buffers; i++) {
        buffer_free(buffers[i]);
    }
}

uint32_t builder_atom(Builder *builder, const char *text)
{
    size_t length = strlen(text), at = 0;
    for (uint32_t i = 1; i <= builder->atom_count; i++) {
        size_t size = builder->atoms.bytes[at];
        if (size == length && memcmp(builder->atoms.bytes + at + 1, text, size) == 0) {
            return i;
        }
        at += size + 1;
    }
    buffer_add_byte(&builder->atoms, (uint8_t)length);
    buffer_add(&builder->atoms, text, length);
    return ++builder->atom_count;
}

uint32_t builder_import(Builder *builder, const char *module, const char *function, uint32_t arity)
{
    builder_add_u32(&builder->imports, builder_atom(builder, module));
    builder_add_u32(&builder->imports, builder_atom(builder, function));
    builder_add_u32(&builder->imports, arity);
    return builder->import_count++;
}

uint32_t builder_label(Builder *builder)
{
    return builder->label_count++;
}

uint32_t builder_literal(Builder *builder, const void *bytes, size_t size)
{
    builder_add_u32(&builder->literals, (uint32_t)size + 1);
    buffer_add_byte(&builder->literals, 131);
    buffer_add(&builder->literals, bytes, size);
    return builder->literal_count++;
}

uint32_t builder_lambda(Builder *builder, const char *function, uint32_t arity, uint32_t label,
                        uint32_t num_free)
{
    builder_add_u32(&builder->lambdas, builder_atom(builder, function));
    builder_add_u32(&builder->lambdas, arity);
    builder_add_u32(&builder->lambdas, label);
    builder_add_u32(&builder->lambdas, builder->lambda_count);
    builder_add_u32(&builder->lambdas, num_free);
    builder_add_u32(&builder->lambdas, 12345);
    return builder->lambda_count++;
}

uint32_t builder_function(Builder *builder, const char *name, uint32_t arity, bool exported)
{
    uint32_t info = builder_label(builder), entry = builder_label(builder);
    EMIT(builder, OP_label, U(info));
    EMIT(builder, OP_func_info, (Arg){'a', 1, NULL, 0}, ATOM(builder, name), U(arity));
    EMIT(builder, OP_label, U(entry));
    builder->function_count++;
    if (exported) {
        builder_add_u32(&builder->exports, builder_atom(builder, name));
        builder_add_u32(&builder->exports, arity);
        builder_add_u32(&builder->exports, entry);
        builder->export_count++;
    }
    return entry;
}

/* ---- Operands -------------------------------------------------------------------------------- */

void builder_add_compact(Buffer *buffer, unsigned tag, int64_t number)
{
    if (number >= 0 && number < 16) {
        buffer_add_byte(buffer, (uint8_t)((uint64_t)number << 4 | tag));
        return;
    }
    if (number >= 0 && number < 2048) {
        buffer_add_byte(buffer, (uint8_t)((number >> 3 & 0xE0) | 8 | tag));
        buffer_add_byte(buffer, (uint8_t)number);
        return;
    }
    unsigned size = 8;
    while (size > 2 && number >> (8 * size - 9) == (number < 0 ? -1 : 0)) {
        size--;
    }
    buffer_add_byte(buffer, (uint8_t)((size - 2) << 5 | 0x18 | tag));
    for (unsigned i = size; i > 0; i--) {
        buffer_add_byte(buffer, (uint8_t)(number >> (8 * (i - 1))));
    }
}

static void add_argument(Buffer *code, const Arg *argument)
{
    static const char letters[] = "uiaxyfh";
    static const char extended[] = "?LRAT"; /* z1 .. z4 */
    const char *letter = strchr(letters, argument->tag);
    if (letter) {
        builder_add_compact(code, (unsigned)(letter - letters), argument->number);
        return;
    }
    if (argument->tag == 't') {
        builder_add_compact(code, 7, 5);
        builder_add_compact(code, 3, argument->number);
        builder_add_compact(code, 0, argument->items->number);
        return;
    }
    builder_add_compact(code, 7, strchr(extended, argument->tag) - extended);
    if (argument->tag == 'R' || argument->tag == 'T') {
        builder_add_compact(code, 0, argument->number);
        return;
    }
    builder_add_compact(code, 0, argument->tag == 'A' ? argument->count / 2 : argument->count);
    for (uint32_t i = 0; i < argument->count; i++) {
        add_argument(code, &argument->items[i]);
    }
}

void builder_emit(Builder *builder, uint8_t opcode, const Arg *arguments, size_t count)
{
    buffer_add_byte(&builder->code, opcode);
    for (size_t i = 0; i < count; i++) {
        add_argument(&builder->code, &arguments[i]);
    }
}

/* ---- Chunks ---------------------------------------------------------------------------------- */

static void add_chunk(Buffer *file, const char *name, const void *bytes, size_t size)
{
    static const uint8_t padding[4] = {0};
    buffer_add(file, name, 4);
    builder_add_u32(file, (uint32_t)size);
    buffer_add(file, bytes, size);
    buffer_add(file, padding, (0 - size) % 4);
}

void builder_chunk(Builder *builder, const char *name, const void *bytes, size_t size)
{
    add_chunk(&builder->chunks, name, bytes, size);
}

static bool is_given(const Builder *builder, const char *name)
{
    for (size_t at = 0; at < builder->chunks.size;) {
        const uint8_t *chunk = builder->chunks.bytes + at;
        uint32_t size = (uint32_t)chunk[4] << 24 | (uint32_t)chunk[5] << 16 |
                        (uint32_t)chunk[6] << 8 | chunk[7];
        if (memcmp(chunk, name, 4) == 0) {
            return true;
        }
        at += 8 + (size + 3) / 4 * 4;
    }
    return false;
}

static void add_made(Builder *builder, const char *name, const Buffer *contents)
{
    if (!is_given(builder, name)) {
        add_chunk(&builder->file, name, contents->bytes, contents->size);
    }
}

/* A count and then the entries. */
static void add_table(Builder *builder, const char *name, uint32_t count, const Buffer *entries)
{
    Buffer table = BUFFER_EMPTY;
    builder_add_u32(&table, count);
    buffer_add(&table, entries->bytes, entries->size);
    add_made(builder, name, &table);
    buffer_free(&table);
}

static void add_code(Builder *builder)
{
    Buffer code = BUFFER_EMPTY;
    builder_add_u32(&code, 16);
    builder_add_u32(&code, 0);
    builder_add_u32(&code, OP_badrecord);
    builder_add_u32(&code, builder->label_count);
    builder_add_u32(&code, builder->function_count);
    buffer_add(&code, builder->code.bytes, builder->code.size);
    buffer_add_byte(&code, OP_int_code_end);
    add_made(builder, "Code", &code);
    buffer_free(&code);
}

static void add_literals(Builder *builder)
{
    Buffer literals = BUFFER_EMPTY;
    builder_add_u32(&literals, 0); /* not compressed */
    builder_add_u32(&literals, builder->literal_count);
    buffer_add(&literals, builder->literals.bytes, builder->literals.size);
    add_made(builder, "LitT", &literals);
    buffer_free(&literals);
}

const Buffer *builder_file(Builder *builder)
{
    Buffer *file = &builder->file;
    buffer_clear(file);
    buffer_add(file, "FOR1\0\0\0\0BEAM", 12);
    if (!is_given(builder, "Atom")) {
        add_table(builder, "AtU8", builder->atom_count, &builder->atoms);
    }
    add_code(builder);
    add_made(builder, "StrT", &builder->strings);
    add_table(builder, "ImpT", builder->import_count, &builder->imports);
    add_table(builder, "ExpT", builder->export_count, &builder->exports);
    add_table(builder, "FunT", builder->lambda_count, &builder->lambdas);
    add_literals(builder);
    buffer_add(file, builder->chunks.bytes, builder->chunks.size);
    uint32_t size = (uint32_t)file->size - 8;
    for (int i = 0; i < 4; i++) {
        file->bytes[4 + i] = (uint8_t)(size >> (24 - 8 * i));
    }
    return file;
}

/* ---- Reading --------------------------------------------------------------------------------- */

Result builder_read_bytes(const uint8_t *bytes, size_t size)
{
    Result result = {.arena = malloc(sizeof(Arena))};
    arena_init(result.arena);
    diag_init(&result.diags, result.arena);
    uint8_t *copy = malloc(size + 1); /* an allocation of its own shows reads beyond the end */
    memcpy(copy, bytes, size);
    copy = realloc(copy, size > 0 ? size : 1);
    if (beam_read(result.arena, &result.diags, "test.beam", copy, size, &result.module)) {
        result.valid = beam_validate(result.module, &result.diags);
    }
    free(copy);
    return result;
}

Result builder_read(Builder *builder)
{
    const Buffer *file = builder_file(builder);
    return builder_read_bytes(file->bytes, file->size);
}

void builder_free_result(Result *result)
{
    arena_free(result->arena);
    free(result->arena);
}

const char *builder_error(const Result *result)
{
    for (const Diag *diag = result->diags.first; diag; diag = diag->next) {
        if (diag->severity == DIAG_ERROR) {
            return diag->text;
        }
    }
    return "";
}
