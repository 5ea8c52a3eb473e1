/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Terms in files: every tag of the external format that a constant can have, canonical forms,
 * sharing, depth without limit, and what is refused; and how terms are printed.
 */
#include "frontend/beam/print.h"
#include "tests/unit/frontend/beam/builder.h"

#include <criterion/criterion.h>
#include <string.h>
#include <zlib.h>

static void start_module(Builder *builder)
{
    builder_init(builder, "m");
    builder_function(builder, "f", 1, true);
    EMIT0(builder, OP_return);
}

/* Reads one literal (external format without version byte) and prints it. */
static void expect_text(const void *bytes, size_t size, LiteralKind kind, const char *expected)
{
    Builder builder;
    start_module(&builder);
    builder_literal(&builder, bytes, size);
    Result result = builder_read(&builder);
    cr_assert(result.valid, "%s: %s", expected, builder_error(&result));
    const Literal *literal = result.module->literals[0];
    Buffer text = BUFFER_EMPTY;
    print_literal(&text, result.module, literal, 0);
    cr_expect_str_eq(buffer_text(&text), expected);
    cr_expect_eq(literal->kind, kind, "%s is of kind %d", expected, literal->kind);
    buffer_free(&text);
    builder_free_result(&result);
    builder_free(&builder);
}

#define EXPECT_TEXT(bytes, kind, expected) expect_text(bytes, sizeof(bytes) - 1, kind, expected)

static void expect_refused(const void *bytes, size_t size, const char *part)
{
    Builder builder;
    start_module(&builder);
    builder_literal(&builder, bytes, size);
    Result result = builder_read(&builder);
    cr_expect(!result.valid && strstr(builder_error(&result), part), "\"%s\" instead of \"%s\"",
              builder_error(&result), part);
    builder_free_result(&result);
    builder_free(&builder);
}

#define EXPECT_REFUSED(bytes, part) expect_refused(bytes, sizeof(bytes) - 1, part)

Test(etf, integers)
{
    EXPECT_TEXT("\x61\xFF", LITERAL_INTEGER, "255");
    EXPECT_TEXT("\x62\xFF\xFF\xFF\xFE", LITERAL_INTEGER, "-2");
    EXPECT_TEXT("\x6E\0\0", LITERAL_INTEGER, "0");
    EXPECT_TEXT("\x6E\1\0\7", LITERAL_INTEGER, "7");
    EXPECT_TEXT("\x6E\x0A\1\7\0\0\0\0\0\0\0\0\0", LITERAL_INTEGER, "-7");
    EXPECT_TEXT("\x6E\x08\0\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x7F", LITERAL_INTEGER,
                "9223372036854775807");
    EXPECT_TEXT("\x6E\x08\1\0\0\0\0\0\0\0\x80", LITERAL_INTEGER, "-9223372036854775808");
    EXPECT_TEXT("\x6E\x08\0\0\0\0\0\0\0\0\x80", LITERAL_BIGINT, "9223372036854775808");
    EXPECT_TEXT("\x6E\x09\1\0\0\0\0\0\0\0\0\1", LITERAL_BIGINT, "-18446744073709551616");
    EXPECT_TEXT("\x6F\0\0\0\x09\0\0\0\0\0\0\0\0\0\1", LITERAL_BIGINT, "18446744073709551616");
}

Test(etf, a_large_integer_is_printed_in_base_16)
{
    char bytes[5 + 100] = "\x6F\0\0\0\x64";
    char expected[4 + 200 + 1] = "16#1";
    bytes[sizeof bytes - 1] = 1;
    memset(expected + 4, '0', 198);
    char with_sign[sizeof bytes + 1];
    memcpy(with_sign, bytes, 5);
    with_sign[5] = 0;
    memcpy(with_sign + 6, bytes + 5, 100);
    expect_text(with_sign, sizeof with_sign, LITERAL_BIGINT, expected);
}

Test(etf, floats)
{
    EXPECT_TEXT("\x46\x3F\xF0\0\0\0\0\0\0", LITERAL_FLOAT, "1.0");
    EXPECT_TEXT("\x46\x80\0\0\0\0\0\0\0", LITERAL_FLOAT, "-0.0");
    EXPECT_TEXT("\x46\x3F\xB9\x99\x99\x99\x99\x99\x9A", LITERAL_FLOAT, "0.1");
    EXPECT_TEXT("\x46\x7F\xEF\xFF\xFF\xFF\xFF\xFF\xFF", LITERAL_FLOAT, "1.7976931348623157e+308");
    EXPECT_TEXT("\x46\0\0\0\0\0\0\0\1", LITERAL_FLOAT, "5.0e-324");
    EXPECT_TEXT("c1.50000000000000000000e+00\0\0\0\0\0", LITERAL_FLOAT, "1.5");
    EXPECT_REFUSED("\x46\x7F\xF0\0\0\0\0\0\0", "finite");
    EXPECT_REFUSED("\x46\x7F\xF8\0\0\0\0\0\0", "finite");
    EXPECT_REFUSED("cnonsense\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", "not a number");
    EXPECT_REFUSED("c1e999\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", "finite");
}

Test(etf, atoms)
{
    EXPECT_TEXT("\x77\2ok", LITERAL_ATOM, "ok");
    EXPECT_TEXT("\x64\0\2\xE4x", LITERAL_ATOM, "\xC3\xA4x");
    EXPECT_TEXT("\x73\1\xC4", LITERAL_ATOM, "'\xC3\x84'");
    EXPECT_TEXT("\x76\0\3\xE2\x82\xAC", LITERAL_ATOM, "'\xE2\x82\xAC'");
    EXPECT_TEXT("\x77\0", LITERAL_ATOM, "''");
    EXPECT_TEXT("\x77\3end", LITERAL_ATOM, "'end'");
    EXPECT_TEXT("\x77\5it's\n", LITERAL_ATOM, "'it\\'s\\n'");
    EXPECT_REFUSED("\x77\1\xFF", "not valid UTF-8");
    EXPECT_REFUSED("\x77\5ok", "5 bytes expected");
}

Test(etf, lists)
{
    EXPECT_TEXT("\x6A", LITERAL_NIL, "[]");
    EXPECT_TEXT("\x6B\0\0", LITERAL_NIL, "[]");
    EXPECT_TEXT("\x6C\0\0\0\0\x6A", LITERAL_NIL, "[]");
    EXPECT_TEXT("\x6B\0\2hi", LITERAL_STRING, "\"hi\"");
    EXPECT_TEXT("\x6B\0\2\1\2", LITERAL_STRING, "[1,2]");
    EXPECT_TEXT("\x6C\0\0\0\2\x61h\x61i\x6A", LITERAL_STRING, "\"hi\"");
    EXPECT_TEXT("\x6C\0\0\0\2\x61\1\x77\1x\x6A", LITERAL_LIST, "[1,x]");
    EXPECT_TEXT("\x6C\0\0\0\1\x61\1\x61\2", LITERAL_LIST, "[1|2]");
    EXPECT_TEXT("\x6C\0\0\0\1\x6A\x6A", LITERAL_LIST, "[[]]");
    /* However a list is split, it is the same list. */
    EXPECT_TEXT("\x6C\0\0\0\1\x61h\x6C\0\0\0\1\x61i\x6A", LITERAL_STRING, "\"hi\"");
    EXPECT_TEXT("\x6C\0\0\0\1\x61h\x6B\0\1i", LITERAL_STRING, "\"hi\"");
    EXPECT_TEXT("\x6C\0\0\0\1\x77\1x\x6B\0\1i", LITERAL_LIST, "[x,105]");
    EXPECT_TEXT("\x6C\0\0\0\1\x77\1x\x6C\0\0\0\1\x77\1y\x77\1z", LITERAL_LIST, "[x,y|z]");
    EXPECT_TEXT("\x6C\0\0\0\1\x61\1\x6C\0\0\0\0\x61\2", LITERAL_LIST, "[1|2]");
    EXPECT_REFUSED("\x6C\xFF\xFF\xFF\xFF\x61\1", "only 2 bytes are left");
    EXPECT_REFUSED("\x6C\0\0\0\1\x61\1\x6C\xFF\xFF\xFF\xFF", "only 0 bytes are left");
}

Test(etf, tuples_and_maps)
{
    EXPECT_TEXT("\x68\0", LITERAL_TUPLE, "{}");
    EXPECT_TEXT("\x68\2\x61\1\x68\1\x6A", LITERAL_TUPLE, "{1,{[]}}");
    EXPECT_TEXT("\x69\0\0\0\1\x61\1", LITERAL_TUPLE, "{1}");
    EXPECT_TEXT("\x74\0\0\0\0", LITERAL_MAP, "#{}");
    EXPECT_TEXT("\x74\0\0\0\2\x77\1z\x61\1\x61\2\x74\0\0\0\0", LITERAL_MAP, "#{z=>1,2=>#{}}");
    EXPECT_REFUSED("\x74\0\0\0\2\x61\1\x61\1\x61\1\x61\2", "two equal keys");
    EXPECT_REFUSED("\x74\0\0\0\2\x6B\0\1a\x61\1\x6C\0\0\0\1\x61"
                   "a\x6A\x61\2",
                   "two equal keys");
    /* 1 and 1.0 are different keys. */
    EXPECT_TEXT("\x74\0\0\0\2\x61\1\x61\1\x46\x3F\xF0\0\0\0\0\0\0\x61\2", LITERAL_MAP,
                "#{1=>1,1.0=>2}");
    EXPECT_REFUSED("\x69\xFF\xFF\xFF\xFF\x61\1", "only 2 bytes are left");
    EXPECT_REFUSED("\x74\xFF\xFF\xFF\xFF\x61\1", "only 2 bytes are left");
}

Test(etf, binaries)
{
    EXPECT_TEXT("\x6D\0\0\0\0", LITERAL_BINARY, "<<>>");
    EXPECT_TEXT("\x6D\0\0\0\2hi", LITERAL_BINARY, "<<\"hi\">>");
    EXPECT_TEXT("\x6D\0\0\0\2\xFF\0", LITERAL_BINARY, "<<255,0>>");
    EXPECT_TEXT("\x4D\0\0\0\2\3\xFF\xBF", LITERAL_BITSTRING, "<<255,5:3>>");
    EXPECT_TEXT("\x4D\0\0\0\1\x08h", LITERAL_BINARY, "<<\"h\">>");
    EXPECT_TEXT("\x4D\0\0\0\0\0", LITERAL_BINARY, "<<>>");
    EXPECT_REFUSED("\x4D\0\0\0\1\x09h", "bits in the last one");
    EXPECT_REFUSED("\x4D\0\0\0\0\1", "bits in the last one");
    EXPECT_REFUSED("\x6D\xFF\xFF\xFF\xFFx", "bytes expected");
}

Test(etf, external_funs_and_nothing_else_that_lives)
{
    EXPECT_TEXT("\x71\x77\5lists\x77\3map\x61\2", LITERAL_EXPORT, "fun lists:map/2");
    EXPECT_REFUSED("\x71\x77\1m\x61\1\x61\2", "not M:F/A");
    EXPECT_REFUSED("\x71\x77\1m\x77\1f\x62\0\0\1\0", "not M:F/A");
    EXPECT_REFUSED("\x58\x77\1n\0\0\0\0\0\0\0\0\0\0\0\0", "a pid can not");
    EXPECT_REFUSED("\x5A\0\1\x77\1n\0\0\0\0\0\0\0\0", "a reference can not");
    EXPECT_REFUSED("\x70", "a local fun can not");
    EXPECT_REFUSED("\xFE", "unknown term tag 254");
    EXPECT_REFUSED("\x61", "bytes expected");
    EXPECT_REFUSED("\x6A\x6A", "1 bytes too many");
}

/* Lists in lists, tuples in tuples: no C stack would hold a call per level. */
Test(etf, depth_has_no_limit)
{
    enum { DEPTH = 300000 };
    static const struct {
        const char *head;
        size_t size;
    } heads[] = {{"\x6C\0\0\0\1", 5}, {"\x68\1", 2}, {"\x74\0\0\0\1\x6A", 6}};
    for (size_t k = 0; k < sizeof heads / sizeof *heads; k++) {
        Buffer term = BUFFER_EMPTY;
        for (int i = 0; i < DEPTH; i++) {
            buffer_add(&term, heads[k].head, heads[k].size);
        }
        buffer_add_byte(&term, 0x6A);
        for (int i = 0; k == 0 && i < DEPTH; i++) {
            buffer_add_byte(&term, 0x6A);
        }
        Builder builder;
        start_module(&builder);
        builder_literal(&builder, term.bytes, term.size);
        Result result = builder_read(&builder);
        cr_assert(result.valid, "%s", builder_error(&result));
        cr_assert_geq(result.module->literal_pool.count, DEPTH);
        Buffer text = BUFFER_EMPTY;
        print_literal(&text, result.module, result.module->literals[0], 0);
        cr_assert_gt(text.size, DEPTH);
        buffer_free(&text);
        buffer_free(&term);
        builder_free_result(&result);
        builder_free(&builder);
    }
}

Test(etf, equal_terms_are_one_node_and_children_come_first)
{
    Builder builder;
    start_module(&builder);
    builder_literal(&builder, "\x68\2\x6B\0\2\1\2\x6C\0\0\0\2\x61\1\x61\2\x6A", 17);
    builder_literal(&builder, "\x6B\0\2\1\2", 5);
    Result result = builder_read(&builder);
    cr_assert(result.valid, "%s", builder_error(&result));
    const BeamModule *module = result.module;
    const Literal *tuple = module->literals[0];
    cr_assert_eq(tuple->as.tuple.elements[0], tuple->as.tuple.elements[1]);
    cr_assert_eq(tuple->as.tuple.elements[0], module->literals[1]);
    cr_assert_lt(tuple->as.tuple.elements[0]->id, tuple->id);
    for (uint32_t i = 0; i < module->literal_pool.count; i++) {
        cr_assert_eq(module->literal_pool.nodes[i]->id, i);
    }
    builder_free_result(&result);
    builder_free(&builder);
}

Test(etf, a_limit_cuts_printing_short)
{
    Builder builder;
    start_module(&builder);
    builder_literal(&builder,
                    "\x6C\0\0\0\3\x77\5"
                    "abcde\x77\5"
                    "fghij\x77\5klmno\x6A",
                    27);
    Result result = builder_read(&builder);
    cr_assert(result.valid, "%s", builder_error(&result));
    Buffer text = BUFFER_EMPTY;
    print_literal(&text, result.module, result.module->literals[0], 8);
    cr_assert_str_eq(buffer_text(&text), "[abcde,fghij...");
    buffer_free(&text);
    builder_free_result(&result);
    builder_free(&builder);
}

/* ---- Chunks of terms ------------------------------------------------------------------------- */

static void expect_chunk(const char *name, const void *bytes, size_t size, const char *error)
{
    Builder builder;
    start_module(&builder);
    builder_chunk(&builder, name, bytes, size);
    Result result = builder_read(&builder);
    cr_expect(result.valid == (*error == 0), "%s", error);
    cr_expect(strstr(builder_error(&result), error) != NULL, "\"%s\" instead of \"%s\"",
              builder_error(&result), error);
    builder_free_result(&result);
    builder_free(&builder);
}

Test(literals, compressed_chunks)
{
    static const uint8_t plain[] = "\0\0\0\1\0\0\0\3\x83\x61\7";
    uint8_t chunk[100] = {0, 0, 0, sizeof plain - 1};
    uLongf size = sizeof chunk - 4;
    compress(chunk + 4, &size, plain, sizeof plain - 1);
    expect_chunk("LitT", chunk, size + 4, "");
    expect_chunk("LitT", chunk, size + 3, "damaged");
    chunk[3]--;
    expect_chunk("LitT", chunk, size + 4, "damaged");
    chunk[3] += 2;
    expect_chunk("LitT", chunk, size + 4, "damaged");
    expect_chunk("LitT", "\0\0\0\0\0\0\0\1\0\0\0\3\x83\x61\7", 15, "");
    expect_chunk("LitT", "\0\0\0\0\x7F\0\0\1\0\0\0\3\x83\x61\7", 15, "announced");
    expect_chunk("LitT", "\0\0\0\0\0\0\0\1\0\0\0\3\x82\x61\7", 15, "the version");
    expect_chunk("LitT", "\0\0\0\0\0\0\0\1\0\0\0\4\x83\x61\7\7", 16, "too many");
}

Test(literals, terms_of_other_chunks)
{
    expect_chunk("Attr", "\x83\x6A", 2, "");
    expect_chunk("Attr", "", 0, "");
    expect_chunk("Attr", "\x83\x6A\x6A", 3, "too many");
    expect_chunk("CInf", "\x83\x6C\0\0", 4, "bytes expected");
    expect_chunk("Meta", "\x83\x67", 2, "a pid");
    uint8_t chunk[100] = "\x83\x50\0\0\0\1";
    uLongf size = sizeof chunk - 6;
    compress(chunk + 6, &size, (const Bytef *)"\x6A", 1);
    expect_chunk("Meta", chunk, size + 6, "");
    chunk[5] = 2;
    expect_chunk("Meta", chunk, size + 6, "damaged");
}
