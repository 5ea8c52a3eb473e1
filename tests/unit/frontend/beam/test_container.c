/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Files and their plain chunks: container, compression, atoms, tables, lines, types, MD5.
 */
#include "rt/bif/md5.h"
#include "tests/unit/frontend/beam/builder.h"

#include <criterion/criterion.h>
#include <string.h>
#include <zlib.h>

/* f(X) -> X. */
static void small_module(Builder *builder)
{
    builder_init(builder, "m");
    builder_function(builder, "f", 1, true);
    EMIT0(builder, OP_return);
}

static void expect_error(Builder *builder, const char *part)
{
    Result result = builder_read(builder);
    cr_expect(!result.valid, "accepted, but should say \"%s\"", part);
    cr_expect(strstr(builder_error(&result), part) != NULL, "\"%s\" should contain \"%s\"",
              builder_error(&result), part);
    builder_free_result(&result);
    builder_free(builder);
}

static void expect_bytes_error(const void *bytes, size_t size, const char *part)
{
    Result result = builder_read_bytes(bytes, size);
    cr_expect(!result.valid && strstr(builder_error(&result), part), "\"%s\" instead of \"%s\"",
              builder_error(&result), part);
    builder_free_result(&result);
}

Test(container, a_small_module_is_read)
{
    Builder builder;
    small_module(&builder);
    Result result = builder_read(&builder);
    cr_assert(result.valid, "%s", builder_error(&result));
    const BeamModule *module = result.module;
    cr_assert_str_eq(beam_atom(module, module->name).bytes, "m");
    cr_assert_eq(module->function_count, 1);
    cr_assert_eq(module->export_count, 1);
    cr_assert_eq(module->functions[0].export_index, 0);
    cr_assert_eq(module->functions[0].arity, 1);
    cr_assert_str_eq(beam_function_text(module, &module->functions[0]), "m:f/1");
    cr_assert_eq(module->instruction_count, 5);
    cr_assert_eq(beam_function_at(module, 3), 0);
    cr_assert_eq(beam_function_at(module, 4), BEAM_NONE);
    cr_assert_eq(module->frame[3], BEAM_FRAME_NONE);
    builder_free_result(&result);
    builder_free(&builder);
}

Test(container, every_truncated_file_is_refused)
{
    Builder builder;
    small_module(&builder);
    const Buffer *file = builder_file(&builder);
    for (size_t size = 0; size < file->size; size++) {
        Result result = builder_read_bytes(file->bytes, size);
        cr_expect(!result.valid && result.diags.errors > 0, "%zu bytes were accepted", size);
        builder_free_result(&result);
    }
    builder_free(&builder);
}

Test(container, other_files_are_refused)
{
    expect_bytes_error("", 0, "not a .beam file");
    expect_bytes_error("hello, world, this is text", 26, "not a .beam file");
    expect_bytes_error("FOR1\0\0\0\004WAVE", 12, "not a .beam file");
    expect_bytes_error("FOR1\0\0\0\004BEAM", 12, "chunk is missing");
    expect_bytes_error("FOR1\xFF\xFF\xFF\xFF"
                       "BEAM",
                       12, "announces");
    expect_bytes_error("FOR1\0\0\0\014BEAMCode\0\0\1\0", 20, "256 bytes expected");
    expect_bytes_error("FOR1\0\0\0\014BEAM\1\2\3\4\0\0\0\0", 20, "without a name");
}

Test(container, known_chunks_may_not_come_twice)
{
    Builder builder;
    small_module(&builder);
    builder_chunk(&builder, "Line", "\0\0\0\1", 4);
    builder_chunk(&builder, "Line", "\0\0\0\1", 4);
    expect_error(&builder, "second chunk Line");
    small_module(&builder);
    builder_chunk(&builder, "Docs", "", 0);
    builder_chunk(&builder, "Docs", "", 0);
    Result result = builder_read(&builder);
    cr_assert(result.valid);
    builder_free_result(&result);
    builder_free(&builder);
}

static size_t compress_gzip(const Buffer *file, uint8_t *bytes, size_t size)
{
    z_stream stream = {.next_in = file->bytes,
                       .avail_in = (uInt)file->size,
                       .next_out = bytes,
                       .avail_out = (uInt)size};
    cr_assert_eq(deflateInit2(&stream, 9, Z_DEFLATED, MAX_WBITS + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
    cr_assert_eq(deflate(&stream, Z_FINISH), Z_STREAM_END);
    deflateEnd(&stream);
    return size - stream.avail_out;
}

Test(container, compressed_files_are_read_and_damaged_ones_refused)
{
    Builder builder;
    uint8_t bytes[2000];
    small_module(&builder);
    size_t size = compress_gzip(builder_file(&builder), bytes, sizeof bytes);
    Result result = builder_read_bytes(bytes, size);
    cr_assert(result.valid, "%s", builder_error(&result));
    builder_free_result(&result);
    for (size_t cut = 2; cut < size; cut++) {
        expect_bytes_error(bytes, cut, "damaged");
    }
    builder_free(&builder);
}

static void add_contents(Md5 *md5, const BeamModule *module, const Buffer *file, const char *name)
{
    for (uint32_t i = 0; i < module->chunk_count; i++) {
        const BeamChunk *chunk = &module->chunks[i];
        if (strcmp(chunk->name, name) == 0) {
            md5_update(md5, file->bytes + chunk->offset, chunk->size);
        }
    }
}

/* beam_lib:md5/1 takes the essential chunks in this order, with the funs' old_uniq as zero. */
Test(container, md5_is_that_of_the_essential_chunks)
{
    Builder builder;
    small_module(&builder);
    uint32_t entry = builder_function(&builder, "-f/1-fun-0-", 2, false);
    EMIT0(&builder, OP_return);
    builder_lambda(&builder, "-f/1-fun-0-", 2, entry, 1);
    builder_chunk(&builder, "Docs", "not essential", 13);
    Result result = builder_read(&builder);
    cr_assert(result.valid, "%s", builder_error(&result));
    Md5 md5;
    uint8_t digest[16], lambdas[28];
    md5_init(&md5);
    const char *before[] = {"AtU8", "Code", "StrT", "ImpT", "ExpT"};
    for (size_t i = 0; i < sizeof before / sizeof *before; i++) {
        add_contents(&md5, result.module, &builder.file, before[i]);
    }
    memcpy(lambdas, "\0\0\0\1", 4);
    memcpy(lambdas + 4, builder.lambdas.bytes, 20);
    memset(lambdas + 24, 0, 4);
    md5_update(&md5, lambdas, sizeof lambdas);
    add_contents(&md5, result.module, &builder.file, "LitT");
    md5_final(&md5, digest);
    cr_assert_arr_eq(result.module->md5, digest, 16);
    cr_assert_eq(result.module->lambdas[0].old_uniq, 12345);
    cr_assert_eq(result.module->lambdas[0].num_free, 1);
    builder_free_result(&result);
    builder_free(&builder);
}

/* ---- Atoms ----------------------------------------------------------------------------------- */

Test(atoms, long_counts_of_otp_28)
{
    Builder builder;
    small_module(&builder);
    uint8_t chunk[4 + 2 + 2 + 300 + 2] = "\xFF\xFF\xFF\xFE";
    /* m, and an atom of 150 characters in 300 bytes; then f would be missing: call it that. */
    size_t at = 4;
    chunk[at++] = 1 << 4;
    chunk[at++] = 'm';
    chunk[at++] = 300 >> 8 << 5 | 8;
    chunk[at++] = 300 & 0xFF;
    for (int i = 0; i < 150; i++) {
        chunk[at++] = 0xC3;
        chunk[at++] = 0xA4;
    }
    builder_chunk(&builder, "AtU8", chunk, at);
    Result result = builder_read(&builder);
    cr_assert(result.valid, "%s", builder_error(&result));
    cr_assert_eq(beam_atom(result.module, result.module->functions[0].name).size, 300);
    builder_free_result(&result);
    builder_free(&builder);
}

Test(atoms, latin_1_chunk_of_old_files)
{
    Builder builder;
    small_module(&builder);
    builder_chunk(&builder, "Atom", "\0\0\0\2\1m\2f\xE4", 9);
    Result result = builder_read(&builder);
    cr_assert(result.valid, "%s", builder_error(&result));
    cr_assert_str_eq(beam_atom(result.module, 2).bytes, "f\xC3\xA4");
    builder_free_result(&result);
    builder_free(&builder);
}

Test(atoms, wrong_tables_are_refused)
{
    static const struct {
        const char *bytes;
        size_t size;
        const char *error;
    } wrong[] = {
        {"\0\0\0\0", 4, "0 atoms"},
        {"\x10\0\0\0\1m", 6, "atoms announced"},
        {"\x80\0\0\0\1m", 6, "atoms announced"},
        {"\0\0\0\2\1m\1m", 8, "twice"},
        {"\0\0\0\2\1m\2f\xE4", 9, "not UTF-8"},
        {"\0\0\0\2\1m\5f", 8, "5 bytes expected"},
        {"\0\0\0\2\1m\1fx", 9, "too many"},
        {"\xFF\xFF\xFF\xFE\x10m\x11"
         "f",
         8, "the size of an atom"},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        Builder builder;
        small_module(&builder);
        builder_chunk(&builder, "AtU8", wrong[i].bytes, wrong[i].size);
        expect_error(&builder, wrong[i].error);
    }
}

/* ---- Other tables ---------------------------------------------------------------------------- */

Test(tables, indexes_and_counts_are_checked)
{
    static const struct {
        const char *name;
        const char *bytes;
        size_t size;
        const char *error;
    } wrong[] = {
        {"ImpT", "\0\0\0\1\0\0\0\0\0\0\0\1\0\0\0\0", 16, "no atom 0"},
        {"ImpT", "\0\0\0\1\0\0\0\1\0\0\0\x63\0\0\0\0", 16, "no atom 99"},
        {"ImpT", "\0\0\0\1\0\0\0\1\0\0\0\1\0\0\1\0", 16, "256 arguments"},
        {"ImpT", "\x10\0\0\0\0\0\0\1\0\0\0\1\0\0\1\0", 16, "announced"},
        {"ExpT", "\0\0\0\1\0\0\0\2\0\0\0\1\0\0\0\1", 16, "does not name the function"},
        {"ExpT", "\0\0\0\1\0\0\0\2\0\0\0\1\xFF\xFF\xFF\xFF", 16, "does not name the function"},
        {"ExpT", "\0\0\0\1\0\0\0\2\0\0\0\2\0\0\0\2", 16, "does not name the function"},
        {"ExpT", "\0\0\0\1\0\0\0\1\0\0\0\1\0\0\0\2", 16, "does not name the function"},
        {"FunT", "\0\0\0\1\0\0\0\2\0\0\0\1\0\0\0\1\0\0\0\0\0\0\0\0\0\0\0\0", 28,
         "does not name the function"},
        {"FunT", "\0\0\0\1\0\0\0\2\0\0\0\1\0\0\0\2\0\0\0\0\0\0\0\2\0\0\0\0", 28,
         "2 of them environment"},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        Builder builder;
        small_module(&builder);
        builder_chunk(&builder, wrong[i].name, wrong[i].bytes, wrong[i].size);
        expect_error(&builder, wrong[i].error);
    }
}

Test(tables, functions_are_unique)
{
    Builder builder;
    small_module(&builder);
    builder_function(&builder, "f", 1, false);
    EMIT0(&builder, OP_return);
    expect_error(&builder, "there are two functions");
}

/* ---- Lines and types ------------------------------------------------------------------------- */

Test(lines, files_and_numbers)
{
    Builder builder;
    small_module(&builder);
    /* Lines 10, 300 in file 0, then 7 in file 1. */
    static const char chunk[] = "\0\0\0\0\0\0\0\0\0\0\0\3\0\0\0\3\0\0\0\1"
                                "\xA1\x29\x2C\x12\x71\0\5a.hrl";
    builder_chunk(&builder, "Line", chunk, sizeof chunk - 1);
    Result result = builder_read(&builder);
    cr_assert(result.valid, "%s", builder_error(&result));
    const BeamModule *module = result.module;
    cr_assert_eq(module->line_count, 4);
    cr_assert_eq(module->lines[1].line, 10);
    cr_assert_eq(module->lines[2].line, 300);
    cr_assert_eq(module->lines[2].file, 0);
    cr_assert_eq(module->lines[3].line, 7);
    cr_assert_eq(module->lines[3].file, 1);
    cr_assert_str_eq(module->files[0].bytes, "m.erl");
    cr_assert_str_eq(module->files[1].bytes, "a.hrl");
    builder_free_result(&result);
    builder_free(&builder);
}

Test(lines, damage_is_refused)
{
    Builder builder;
    small_module(&builder);
    builder_chunk(&builder, "Line", "\0\0\0\0\0\0\0\0\0\0\0\1\0\0\0\1\0\0\0\0\x12\x71", 22);
    expect_error(&builder, "damaged");
    small_module(&builder);
    builder_chunk(&builder, "Line", "\0\0\0\0\0\0\0\0\0\0\0\1\xFF\0\0\0\0\0\0\0", 20);
    expect_error(&builder, "announced");
    small_module(&builder);
    EMIT(&builder, OP_line, U(1));
    EMIT0(&builder, OP_return);
    builder_chunk(&builder, "Line", "\0\0\0\0\0\0\0\0\0\0\0\1\0\0\0\1\0\0\0\0\x11", 21);
    Result result = builder_read(&builder);
    cr_assert(result.valid, "%s", builder_error(&result));
    builder_free_result(&result);
    builder_free(&builder);
}

Test(types, three_versions_have_one_form)
{
    static const struct {
        const char *bytes;
        size_t size;
        BeamType expected;
    } cases[] = {
        /* OTP 25: bitstring; integer -2..5; integer without range */
        {"\0\0\0\1\0\0\0\1\0\2\0\0\0\0\0\0\0\0\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF",
         26,
         {.mask = BEAM_TYPE_BITSTRING}},
        {"\0\0\0\1\0\0\0\1\0\x40\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFE\0\0\0\0\0\0\0\5",
         26,
         {.mask = BEAM_TYPE_INTEGER, .has_min = true, .has_max = true, .min = -2, .max = 5}},
        {"\0\0\0\1\0\0\0\1\0\x48\0\0\0\0\0\0\0\0\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF",
         26,
         {.mask = BEAM_TYPE_INTEGER | BEAM_TYPE_CONS}},
        /* OTP 26: context or tuple; integer from 1; bitstring of unit 8 */
        {"\0\0\0\2\0\0\0\1\x10\4", 10, {.mask = BEAM_TYPE_CONTEXT | BEAM_TYPE_TUPLE}},
        {"\0\0\0\2\0\0\0\1\x20\x40\0\0\0\0\0\0\0\1",
         18,
         {.mask = BEAM_TYPE_INTEGER, .has_min = true, .min = 1}},
        {"\0\0\0\2\0\0\0\1\x80\2\7", 11, {.mask = BEAM_TYPE_BITSTRING, .unit = 7}},
        /* OTP 27: anything; integer up to 1; bitstring of unit 8 */
        {"\0\0\0\3\0\0\0\1\x0F\xFF", 10, {.mask = BEAM_TYPE_ANY}},
        {"\0\0\0\3\0\0\0\1\x20\x20\0\0\0\0\0\0\0\1",
         18,
         {.mask = BEAM_TYPE_INTEGER, .has_max = true, .max = 1}},
        {"\0\0\0\3\0\0\0\1\x40\2\7", 11, {.mask = BEAM_TYPE_BITSTRING, .unit = 7}},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Builder builder;
        small_module(&builder);
        builder_chunk(&builder, "Type", cases[i].bytes, cases[i].size);
        Result result = builder_read(&builder);
        cr_assert(result.valid, "case %zu: %s", i, builder_error(&result));
        const BeamType *type = &result.module->types[0], *expected = &cases[i].expected;
        cr_expect_eq(type->mask, expected->mask, "case %zu", i);
        cr_expect_eq(type->unit, expected->unit, "case %zu", i);
        cr_expect(type->has_min == expected->has_min && type->has_max == expected->has_max &&
                      type->min == expected->min && type->max == expected->max,
                  "case %zu", i);
        builder_free_result(&result);
        builder_free(&builder);
    }
}

Test(types, unknown_versions_are_left_out_and_damage_is_refused)
{
    Builder builder;
    builder_init(&builder, "m");
    builder_function(&builder, "f", 1, true);
    EMIT(&builder, OP_move, TYPED_X(0, 9), X(0));
    EMIT0(&builder, OP_return);
    builder_chunk(&builder, "Type", "\0\0\0\4\0\0\0\1\0\0", 10);
    Result result = builder_read(&builder);
    cr_assert(result.valid, "%s", builder_error(&result));
    cr_assert_eq(result.module->instructions[3].operands[0].type, BEAM_NONE);
    builder_free_result(&result);
    builder_free(&builder);

    small_module(&builder);
    builder_chunk(&builder, "Type", "\0\0\0\3\0\0\0\1\0\0", 10);
    expect_error(&builder, "no value has");
    builder_init(&builder, "m");
    builder_function(&builder, "f", 1, true);
    EMIT(&builder, OP_move, TYPED_X(0, 1), X(0));
    builder_chunk(&builder, "Type", "\0\0\0\3\0\0\0\1\0\1", 10);
    expect_error(&builder, "no type 1");
}
