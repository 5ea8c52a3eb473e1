/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Decoding the Code chunk: compact terms, operands by class, opcodes that are refused, and the
 * structure of functions and labels.
 */
#include "frontend/beam/bits.h"
#include "frontend/beam/print.h"
#include "tests/unit/frontend/beam/builder.h"

#include <criterion/criterion.h>
#include <string.h>

/* Begins a module with f/1 exported. */
static void start(Builder *builder)
{
    builder_init(builder, "m");
    builder_function(builder, "f", 1, true);
}

/* Ends f, and expects this error; "" for none. */
static void expect(Builder *builder, const char *error)
{
    EMIT0(builder, OP_return);
    Result result = builder_read(builder);
    cr_expect(result.valid == (*error == 0), "\"%s\" instead of \"%s\"", builder_error(&result),
              error);
    cr_expect(strstr(builder_error(&result), error) != NULL, "\"%s\" instead of \"%s\"",
              builder_error(&result), error);
    builder_free_result(&result);
    builder_free(builder);
}

/* The text of the first instruction of f, whose operands are given as bytes. */
static void expect_move(const void *bytes, size_t size, const char *expected)
{
    Builder builder;
    start(&builder);
    buffer_add_byte(&builder.code, OP_move);
    buffer_add(&builder.code, bytes, size);
    buffer_add_byte(&builder.code, 3); /* x0 */
    EMIT0(&builder, OP_return);
    Result result = builder_read(&builder);
    cr_assert(result.valid, "%s: %s", expected, builder_error(&result));
    Buffer text = BUFFER_EMPTY;
    print_instruction(&text, result.module, 3, &print_plain);
    cr_expect_str_eq(buffer_text(&text), expected);
    buffer_free(&text);
    builder_free_result(&result);
    builder_free(&builder);
}

#define EXPECT_MOVE(bytes, expected) expect_move(bytes, sizeof(bytes) - 1, expected)

Test(compact, integers_of_all_sizes)
{
    EXPECT_MOVE("\x01", "move 0 x0");
    EXPECT_MOVE("\xF1", "move 15 x0");
    EXPECT_MOVE("\x09\x10", "move 16 x0");
    EXPECT_MOVE("\xE9\xFF", "move 2047 x0");
    EXPECT_MOVE("\x19\x08\x00", "move 2048 x0");
    EXPECT_MOVE("\x19\xFF\xFF", "move -1 x0");
    EXPECT_MOVE("\x19\x80\x00", "move -32768 x0");
    EXPECT_MOVE("\xD9\x7F\xFF\xFF\xFF\xFF\xFF\xFF\xFF", "move 9223372036854775807 x0");
    EXPECT_MOVE("\xD9\x80\0\0\0\0\0\0\0", "move -9223372036854775808 x0");
    /* Nine bytes and more have their own size. */
    EXPECT_MOVE("\xF9\x00\x00\x80\0\0\0\0\0\0\0", "move 9223372036854775808 x0");
    EXPECT_MOVE("\xF9\x00\xFF\x7F\xFF\xFF\xFF\xFF\xFF\xFF\xFF", "move -9223372036854775809 x0");
    EXPECT_MOVE("\xF9\x00\xFF\0\0\0\0\0\0\0\0", "move -18446744073709551616 x0");
    EXPECT_MOVE("\xF9\x00\x00\0\0\0\0\0\0\0\7", "move 7 x0");
    EXPECT_MOVE("\xF9\x10\x01\0\0\0\0\0\0\0\0\0", "move 4722366482869645213696 x0");
    EXPECT_MOVE("\xF9\x10\xFF\0\0\0\0\0\0\0\0\0", "move -4722366482869645213696 x0");
}

Test(compact, a_long_way_to_write_a_size)
{
    char bytes[3 + 9 + 16] = "\xF9\x08\x10"; /* size 16 in 11 bits, plus 9 */
    bytes[3] = 1;
    Builder builder;
    start(&builder);
    buffer_add_byte(&builder.code, OP_move);
    buffer_add(&builder.code, bytes, sizeof bytes);
    buffer_add_byte(&builder.code, 3);
    EMIT0(&builder, OP_return);
    Result result = builder_read(&builder);
    cr_assert(result.valid, "%s", builder_error(&result));
    const BeamOperand *operand = &result.module->instructions[3].operands[0];
    cr_assert_eq(operand->kind, OPERAND_LITERAL);
    cr_assert_eq(operand->as.literal->kind, LITERAL_BIGINT);
    cr_assert_eq(operand->as.literal->as.bigint.size, 25);
    builder_free_result(&result);
    builder_free(&builder);
}

Test(compact, impossible_numbers)
{
    static const struct {
        const char *bytes;
        size_t size;
        const char *error;
    } wrong[] = {
        {"\x1B\xFF\xFF\x03", 4, "out of range"},                  /* x-1 */
        {"\xFB\x00\x01\0\0\0\0\0\0\0\0\x03", 12, "out of range"}, /* x(2^64) */
        {"\xF9\xF8\x00", 3, "impossible size"},
        {"\xF9\x01\x00", 3, "impossible size"},
        {"\xF9\xD8\x7F\xFF\xFF\xFF\xFF\xFF\xFF\xFF", 10, "longer than the chunk"},
        {"\xF9\x18\xFF\xFF", 4, "longer than the chunk"},
        {"\xE9", 1, ""},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        Builder builder;
        start(&builder);
        buffer_add_byte(&builder.code, OP_move);
        buffer_add(&builder.code, wrong[i].bytes, wrong[i].size);
        Result result = builder_read(&builder);
        cr_expect(!result.valid && strstr(builder_error(&result), wrong[i].error), "%zu: %s", i,
                  builder_error(&result));
        builder_free_result(&result);
        builder_free(&builder);
    }
}

Test(operands, constants_have_one_form)
{
    Builder builder;
    start(&builder);
    builder_literal(&builder, "\x61\7", 2);
    builder_literal(&builder, "\x77\1m", 3);
    builder_literal(&builder, "\x6A", 1);
    builder_literal(&builder, "\x68\0", 2);
    for (int i = 0; i < 4; i++) {
        EMIT(&builder, OP_move, LIT(i), X(0));
    }
    EMIT0(&builder, OP_return);
    Result result = builder_read(&builder);
    cr_assert(result.valid, "%s", builder_error(&result));
    static const uint8_t kinds[] = {OPERAND_INTEGER, OPERAND_ATOM, OPERAND_NIL, OPERAND_LITERAL};
    for (int i = 0; i < 4; i++) {
        cr_expect_eq(result.module->instructions[3 + i].operands[0].kind, kinds[i]);
    }
    builder_free_result(&result);
    builder_free(&builder);
}

Test(operands, must_fit_their_class)
{
    Builder builder;
    start(&builder);
    EMIT(&builder, OP_move, U(1), X(0));
    expect(&builder, "operand 1 of move/2 should be any term");
    start(&builder);
    EMIT(&builder, OP_move, X(0), I(1));
    expect(&builder, "operand 2 of move/2 should be an X or Y register that is written");
    start(&builder);
    EMIT(&builder, OP_move, X(1024), X(0));
    expect(&builder, "no register x 1024");
    start(&builder);
    EMIT(&builder, OP_move, Y(1024), X(0));
    expect(&builder, "no register y 1024");
    start(&builder);
    EMIT(&builder, OP_fmove, X(0), FR(1024));
    expect(&builder, "no float register 1024");
    start(&builder);
    EMIT(&builder, OP_move, LIT(0), X(0));
    expect(&builder, "no literal 0");
    start(&builder);
    EMIT(&builder, OP_move, ((Arg){'a', 77, NULL, 0}), X(0));
    expect(&builder, "no atom 77");
    start(&builder);
    EMIT(&builder, OP_jump, F(0));
    expect(&builder, "operand 1 of jump/1 should be a label");
    start(&builder);
    EMIT(&builder, OP_jump, F(99));
    expect(&builder, "no label 99");
    start(&builder);
    EMIT(&builder, OP_call_ext_only, U(0), U(0));
    expect(&builder, "should be an import index");
    start(&builder);
    EMIT(&builder, OP_make_fun2, U(0));
    expect(&builder, "should be a lambda index");
    start(&builder);
    EMIT(&builder, OP_test_heap, U(1 << 30), U(1));
    expect(&builder, "should be heap words");
    start(&builder);
    EMIT(&builder, OP_test_heap, ALLOC(U(0), U(1), U(0), U(1)), U(1));
    expect(&builder, "a kind twice");
    start(&builder);
    EMIT(&builder, OP_test_heap, ALLOC(U(3), U(1)), U(1));
    expect(&builder, "the kind of an allocation");
    start(&builder);
    EMIT(&builder, OP_allocate, U(1025), U(1));
    expect(&builder, "how many Y registers");
    start(&builder);
    EMIT(&builder, OP_allocate, U(1), U(1025));
    expect(&builder, "survive a collection");
    start(&builder);
    EMIT(&builder, OP_put_tuple2, X(0), X(0));
    expect(&builder, "should be list of terms");
    start(&builder);
    EMIT(&builder, OP_put_tuple2, X(0), LIST(X(0), U(1)));
    expect(&builder, "should be list of terms");
    start(&builder);
    EMIT(&builder, OP_put_tuple2, X(0), LIST(LIST(X(0))));
    expect(&builder, "unknown kind z1");
    start(&builder);
    EMIT(&builder, OP_move, ((Arg){'h', 1, NULL, 0}), X(0));
    expect(&builder, "obsolete kind h");
    start(&builder);
    EMIT(&builder, OP_line, U(1));
    builder_chunk(&builder, "Line", "\0\0\0\0\0\0\0\0\0\0\0\1\0\0\0\0\0\0\0\0", 20);
    expect(&builder, "");
    start(&builder);
    EMIT(&builder, OP_line, U(2));
    builder_chunk(&builder, "Line", "\0\0\0\0\0\0\0\0\0\0\0\1\0\0\0\1\0\0\0\0\x11", 21);
    expect(&builder, "should be a line index");
}

Test(operands, must_agree_with_each_other)
{
    Builder builder;
    start(&builder);
    EMIT(&builder, OP_call_ext_only, U(2), U(builder_import(&builder, "m", "g", 1)));
    expect(&builder, "another arity");
    start(&builder);
    EMIT(&builder, OP_bif1, F(0), U(builder_import(&builder, "erlang", "self", 0)), X(0), X(0));
    expect(&builder, "another arity");
    start(&builder);
    EMIT(&builder, OP_bif1, F(0), U(builder_import(&builder, "lists", "hd", 1)), X(0), X(0));
    expect(&builder, "in module erlang");
    start(&builder);
    buffer_add_text(&builder.strings, "abc");
    EMIT(&builder, OP_bs_put_string, U(3), U(1));
    expect(&builder, "beyond the string table");
    start(&builder);
    EMIT(&builder, OP_get_tuple_element, X(0), U(1 << 24), X(0));
    expect(&builder, "beyond the largest tuple");
    start(&builder);
    EMIT(&builder, OP_apply_last, U(254), U(0));
    expect(&builder, "too many arguments");
    start(&builder);
    EMIT(&builder, OP_update_record, ATOM(&builder, "copy"), U(2), X(0), X(0), LIST(U(3), X(0)));
    expect(&builder, "beyond the tuple's size");
    start(&builder);
    EMIT(&builder, OP_update_record, ATOM(&builder, "copy"), U(3), X(0), X(0),
         LIST(U(3), X(0), U(2), X(0)));
    expect(&builder, "numbers ascend");
    start(&builder);
    EMIT(&builder, OP_update_record, ATOM(&builder, "hope"), U(3), X(0), X(0), LIST(U(3), X(0)));
    expect(&builder, "copy, reuse or inplace");
    start(&builder);
    EMIT(&builder, OP_select_val, X(0), F(1), LIST(I(1), F(1), I(2)));
    expect(&builder, "should be list of value, label");
    start(&builder);
    EMIT(&builder, OP_select_val, X(0), F(1), LIST(X(0), F(1)));
    expect(&builder, "should be list of value, label");
    start(&builder);
    EMIT(&builder, OP_select_val, X(0), F(1), LIST(I(1), F(0)));
    expect(&builder, "should be list of value, label");
}

Test(operands, binary_segments_and_commands)
{
    Builder builder;
    start(&builder);
    Arg integer = ATOM(&builder, "integer")
    , string = ATOM(&builder, "string");
    buffer_add_text(&builder.strings, "abc");
    EMIT(&builder, OP_bs_create_bin, F(0), U(0), U(1), U(8), X(0),
         LIST(string, U(1), U(8), NIL, U(1), I(2), integer, U(2), U(1), NIL, X(0), I(8)));
    EMIT0(&builder, OP_return);
    Result result = builder_read(&builder);
    cr_assert(result.valid, "%s", builder_error(&result));
    const BeamList *list = result.module->instructions[3].operands[5].as.list;
    BitSegment segment;
    cr_assert(bits_segment(result.module, list, 0, &segment));
    cr_assert_eq(segment.kind, BIT_SEGMENT_STRING);
    cr_assert_eq(segment.value->as.u, 1);
    cr_assert(bits_segment(result.module, list, 1, &segment));
    cr_assert_eq(segment.kind, BIT_SEGMENT_INTEGER);
    cr_assert_eq(segment.number, 2);
    cr_assert_eq(segment.size->as.i, 8);
    builder_free_result(&result);
    builder_free(&builder);

    start(&builder);
    EMIT(&builder, OP_bs_create_bin, F(0), U(0), U(1), U(8), X(0),
         LIST(ATOM(&builder, "string"), U(1), U(8), NIL, U(0), I(2)));
    expect(&builder, "six per segment");
    start(&builder);
    EMIT(&builder, OP_bs_create_bin, F(0), U(0), U(1), U(8), X(0),
         LIST(ATOM(&builder, "integer"), U(1), U(0), NIL, X(0), I(2)));
    expect(&builder, "six per segment");
    start(&builder);
    EMIT(&builder, OP_bs_create_bin, F(0), U(0), U(1), U(8), X(0),
         LIST(ATOM(&builder, "integer"), U(1), U(1), NIL, X(0)));
    expect(&builder, "six per segment");
    start(&builder);
    EMIT(&builder, OP_bs_match, F(1), X(0), LIST(ATOM(&builder, "skip")));
    expect(&builder, "matching commands");
    start(&builder);
    EMIT(&builder, OP_bs_match, F(1), X(0), LIST(ATOM(&builder, "=:="), NIL, U(8), U(256)));
    expect(&builder, "matching commands");
    start(&builder);
    EMIT(&builder, OP_bs_match, F(1), X(0),
         LIST(ATOM(&builder, "integer"), U(1), NIL, U(1 << 20), U(255), X(0)));
    expect(&builder, "matching commands");
}

Test(opcodes, obsolete_reserved_and_unknown_ones_are_refused)
{
    for (unsigned opcode = 0; opcode < 256; opcode++) {
        const OpcodeInfo *info = opcode <= OPCODE_MAX ? &opcode_table[opcode] : NULL;
        const char *error = !info || !info->name                     ? "unknown instruction"
                            : info->status == OPCODE_STATUS_OBSOLETE ? "too old compiler"
                            : info->status == OPCODE_STATUS_RESERVED ? "too new compiler"
                                                                     : NULL;
        if (error) {
            Builder builder;
            start(&builder);
            EMIT0(&builder, (uint8_t)opcode);
            expect(&builder, error);
        }
    }
    cr_assert_str_eq(opcode_table[OP_bs_match].name, "bs_match");
    cr_assert_eq(opcode_table[OPCODE_MAX].number, OPCODE_MAX);
}

Test(functions, structure_is_checked)
{
    Builder builder;
    start(&builder);
    EMIT(&builder, OP_label, U(2));
    expect(&builder, "label 2 is defined twice");
    start(&builder);
    EMIT(&builder, OP_label, U(0));
    expect(&builder, "should be the number of the label");
    start(&builder);
    builder.function_count = 2;
    expect(&builder, "2 functions announced, 1 found");
    start(&builder);
    builder.function_count = 0;
    expect(&builder, "more functions than the 0 announced");
    start(&builder);
    EMIT(&builder, OP_func_info, ATOM(&builder, "m"), ATOM(&builder, "g"), U(0));
    builder.function_count++;
    expect(&builder, "without labels around it");
    start(&builder);
    EMIT(&builder, OP_func_info, ATOM(&builder, "x"), ATOM(&builder, "g"), U(0));
    expect(&builder, "not a function of this module");
    start(&builder);
    uint32_t undefined = builder_label(&builder);
    EMIT(&builder, OP_jump, F(undefined));
    expect(&builder, "not in the function");
    start(&builder);
    EMIT(&builder, OP_jump, F(3));
    EMIT0(&builder, OP_return);
    builder_function(&builder, "g", 0, false);
    expect(&builder, "not in the function");
    start(&builder);
    EMIT(&builder, OP_call_only, U(1), F(1));
    expect(&builder, "not the entry of a function");
    start(&builder);
    EMIT(&builder, OP_call_only, U(2), F(2));
    expect(&builder, "not the entry of a function of 2 arguments");
    start(&builder);
    EMIT0(&builder, OP_on_load);
    expect(&builder, "an on_load function with arguments");
    start(&builder);
    builder.label_count = 1000000;
    expect(&builder, "do not fit");
}

Test(functions, nifs_on_load_and_calls)
{
    Builder builder;
    builder_init(&builder, "m");
    builder_function(&builder, "load", 0, false);
    EMIT0(&builder, OP_on_load);
    EMIT(&builder, OP_move, ATOM(&builder, "ok"), X(0));
    EMIT0(&builder, OP_return);
    uint32_t nif = builder_function(&builder, "nif", 2, true);
    EMIT0(&builder, OP_nif_start);
    EMIT(&builder, OP_call_only, U(2), F(nif));
    Result result = builder_read(&builder);
    cr_assert(result.valid, "%s", builder_error(&result));
    cr_assert_eq(result.module->on_load_function, 0);
    cr_assert_not(result.module->functions[0].is_nif);
    cr_assert(result.module->functions[1].is_nif);
    cr_assert_eq(result.module->functions[0].export_index, BEAM_NONE);
    cr_assert_eq(result.module->functions[1].start, result.module->functions[0].end);
    builder_free_result(&result);
    builder_free(&builder);
}
