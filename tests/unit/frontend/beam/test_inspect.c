/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What `joist inspect` shows of a file.
 */
#include "frontend/beam/inspect.h"
#include "frontend/beam/print.h"
#include "tests/unit/frontend/beam/builder.h"

#include <criterion/criterion.h>
#include <string.h>

/* A module with two functions, a literal, a type and a line. */
static Result sample(Builder *builder)
{
    builder_init(builder, "m");
    builder_function(builder, "f", 2, true);
    EMIT(builder, OP_allocate_heap, U(1), ALLOC(U(0), U(3), U(1), U(1)), U(2));
    EMIT(builder, OP_move, TYPED_X(1, 0), Y(0));
    EMIT(builder, OP_line, U(1));
    EMIT(builder, OP_call_ext, U(1), U(builder_import(builder, "lists", "odd name", 1)));
    EMIT(builder, OP_test_heap, U(4), U(1));
    EMIT(builder, OP_put_tuple2, X(0), LIST(X(0), Y(0), LIT(0)));
    EMIT(builder, OP_deallocate, U(1));
    EMIT0(builder, OP_return);
    builder_literal(builder, "\x6B\0\2hi", 5);
    builder_function(builder, "g", 1, false);
    EMIT(builder, OP_is_atom, F(3), X(0));
    EMIT(builder, OP_call_only, U(1), F(4));
    builder_chunk(builder, "Line", "\0\0\0\0\0\0\0\0\0\0\0\1\0\0\0\1\0\0\0\0\xA1", 21);
    builder_chunk(builder, "Type", "\0\0\0\3\0\0\0\1\x10\xA0\0\0\0\0\0\0\0\1", 18);
    builder_chunk(builder, "Docs", "abc", 3);
    Result result = builder_read(builder);
    cr_assert(result.valid, "%s", builder_error(&result));
    return result;
}

static void expect_text(FILE *stream, const char *expected)
{
    char text[10000];
    rewind(stream);
    text[fread(text, 1, sizeof text - 1, stream)] = 0;
    fclose(stream);
    cr_expect_str_eq(text, expected);
}

Test(inspect, code)
{
    Builder builder;
    Result result = sample(&builder);
    FILE *stream = tmpfile();
    cr_assert(inspect_beam(stream, result.module, &(InspectOptions){false, NULL, -1}));
    expect_text(stream, "m:f/2  exported\n"
                        "L1:\n"
                        "      22   .  func_info m f 2\n"
                        "L2:\n"
                        "      28   -  allocate_heap 1 {words 3, floats 1} 2\n"
                        "      37   1  move x1:nil|integer(1..) y0\n"
                        "      42   1  line m.erl:10\n"
                        "      44   1  call_ext 1 lists:'odd name'/1\n"
                        "      47   1  test_heap 4 1\n"
                        "      50   1  put_tuple2 x0 [x0 y0 \"hi\"]\n"
                        "      58   1  deallocate 1\n"
                        "      60   -  return\n"
                        "\n"
                        "m:g/1\n"
                        "L3:\n"
                        "      63   .  func_info m g 1\n"
                        "L4:\n"
                        "      69   .  is_atom L3 x0\n"
                        "      72   .  call_only 1 g/1 L4\n");
    builder_free_result(&result);
    builder_free(&builder);
}

Test(inspect, one_function)
{
    Builder builder;
    Result result = sample(&builder);
    FILE *stream = tmpfile();
    cr_assert_not(inspect_beam(stream, result.module, &(InspectOptions){false, "h", -1}));
    cr_assert_not(inspect_beam(stream, result.module, &(InspectOptions){false, "g", 2}));
    cr_assert(inspect_beam(stream, result.module, &(InspectOptions){true, "g", 1}));
    expect_text(stream, "\033[1;34mm:g/1\033[0m\033[2m\033[0m\n"
                        "\033[33mL3\033[0m:\n"
                        "\033[2m      63   .  \033[0m\033[1mfunc_info\033[0m "
                        "\033[32mm\033[0m \033[32mg\033[0m 1\n"
                        "\033[33mL4\033[0m:\n"
                        "\033[2m      69   .  \033[0m\033[1mis_atom\033[0m "
                        "\033[33mL3\033[0m \033[36mx0\033[0m\n"
                        "\033[2m      72   .  \033[0m\033[1mcall_only\033[0m 1 "
                        "\033[35mg/1\033[0m \033[33mL4\033[0m\n");
    builder_free_result(&result);
    builder_free(&builder);
}

Test(inspect, chunks)
{
    Builder builder;
    Result result = sample(&builder);
    memset(result.module->md5, 0xAB, sizeof result.module->md5);
    FILE *stream = tmpfile();
    inspect_chunks(stream, result.module, &(InspectOptions){false, NULL, -1});
    expect_text(stream,
                "m  md5 abababababababababababababababab\n"
                "chunk    offset      size  contents\n"
                "AtU8         20        25  5 atoms\n"
                "Code         56        76  2 functions, 17 instructions, highest opcode 180 "
                "(badrecord)\n"
                "StrT        140         0  0 bytes of strings\n"
                "ImpT        148        16  1 functions called\n"
                "ExpT        172        16  1 functions exported\n"
                "FunT        196         4  0 funs\n"
                "LitT        208        18  1 literals, 2 different terms in all\n"
                "Line        236        21  1 places in 1 files\n"
                "Type        268        18  1 types, version 3\n"
                "Docs        296         3  not used\n"
                "\n"
                "ExpT  functions that other modules can call\n"
                "  f/2 L2\n"
                "\n"
                "ImpT  functions of other modules\n"
                "  lists:'odd name'/1\n"
                "\n"
                "LitT  literals\n"
                "  0 \"hi\"\n"
                "\n"
                "Line  files\n"
                "  \"m.erl\"\n"
                "\n"
                "Type  types of registers\n"
                "  0 nil|integer(1..)\n"
                "\n"
                "Attr  attributes\n"
                "  []\n"
                "\n"
                "CInf  how it was compiled\n"
                "  []\n");
    builder_free_result(&result);
    builder_free(&builder);
}
