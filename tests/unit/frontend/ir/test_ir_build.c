/* SPDX-License-Identifier: Apache-2.0 */
/*
 * BEAM code to IR, without passes: one test per kind of instruction, each looking at the operations
 * that come out.
 */
#include "tests/unit/frontend/ir/ir_test.h"

#include <criterion/criterion.h>

static Arg import(IrTest *test, const char *module, const char *function, uint32_t arity)
{
    return U(builder_import(&test->builder, module, function, arity));
}

static Arg label(IrTest *test)
{
    return F(builder_label(&test->builder));
}

static void place(IrTest *test, Arg label)
{
    EMIT(&test->builder, OP_label, U(label.number));
}

Test(build, argument_is_returned)
{
    IrTest test;
    ir_test_start(&test, "m", "f", 2);
    EMIT(&test.builder, OP_move, X(1), X(0));
    EMIT0(&test.builder, OP_return);
    ir_test_build(&test, IR_TEST_NO_PASSES);
    EXPECT_TEXT(&test, "b0 entry (v1, v2):\n    return v2\n");
    ir_test_free(&test);
}

Test(build, self_tail_call_is_a_loop)
{
    IrTest test;
    uint32_t entry = ir_test_start(&test, "m", "f", 2);
    EMIT(&test.builder, OP_swap, X(0), X(1));
    EMIT(&test.builder, OP_call_only, U(2), F(entry));
    ir_test_build(&test, IR_TEST_NO_PASSES);
    EXPECT_TEXT(&test, "loop -> b0 (v2, v1)");
    ir_test_free(&test);
}

Test(build, body_call_stores_in_the_frame)
{
    IrTest test;
    uint32_t entry = ir_test_start(&test, "m", "f", 1);
    EMIT(&test.builder, OP_allocate, U(1), U(1));
    EMIT(&test.builder, OP_move, X(0), Y(0));
    EMIT(&test.builder, OP_call, U(1), F(entry));
    EMIT(&test.builder, OP_move, Y(0), X(0));
    EMIT(&test.builder, OP_call_last, U(1), F(entry), U(1));
    ir_test_build(&test, IR_TEST_NO_PASSES);
    EXPECT_TEXT(&test,
                "v2 = gc #2, v1\n    allocate #1\n    store_y #0, v2\n    call m:f/1, v2 -> ");
    EXPECT_TEXT(&test, "continuation frame 1 (");
    EXPECT_TEXT(&test, "load_y #0\n    deallocate #1\n    loop -> b0");
    ir_test_free(&test);
}

Test(build, reservations_are_merged)
{
    IrTest test;
    ir_test_start(&test, "m", "f", 2);
    EMIT(&test.builder, OP_test_heap, U(2), U(2));
    EMIT(&test.builder, OP_put_list, X(0), X(1), X(0));
    EMIT(&test.builder, OP_test_heap, ALLOC(U(0), U(3), U(1), U(1)), U(1));
    EMIT(&test.builder, OP_put_list, X(0), NIL, X(0));
    EMIT0(&test.builder, OP_return);
    ir_test_build(&test, IR_TEST_NO_PASSES);
    cr_expect_eq(ir_test_count(&test, "gc #"), 1, "%s", test.text);
    EXPECT_TEXT(&test, "gc #7"); /* 2 + 3 words + a float's 2 */
    ir_test_free(&test);
}

Test(build, fresh_frame_needs_no_init)
{
    IrTest test;
    ir_test_start(&test, "m", "f", 1);
    EMIT(&test.builder, OP_allocate, U(2), U(1));
    EMIT(&test.builder, OP_init_yregs, LIST(Y(0), Y(1)));
    EMIT(&test.builder, OP_move, X(0), Y(0));
    EMIT(&test.builder, OP_init_yregs, LIST(Y(0)));
    EMIT(&test.builder, OP_deallocate, U(2));
    EMIT0(&test.builder, OP_return);
    ir_test_build(&test, IR_TEST_NO_PASSES);
    cr_expect_eq(ir_test_count(&test, "store_y"), 2, "%s", test.text);
    ir_test_free(&test);
}

/* ---- arithmetic and BIFs
 * ------------------------------------------------------------------------- */

static void arithmetic(IrTest *test, const char *operator, Arg a, Arg b, Arg fail)
{
    ir_test_start(test, "m", "f", 2);
    if (fail.number != 0) {
        fail = label(test);
    }
    EMIT(&test->builder, OP_gc_bif2, fail, U(2), import(test, "erlang", operator, 2), a, b, X(0));
    EMIT0(&test->builder, OP_return);
    if (fail.number != 0) {
        place(test, fail);
        EMIT(&test->builder, OP_move, ATOM(&test->builder, "no"), X(0));
        EMIT0(&test->builder, OP_return);
    }
    ir_test_build(test, IR_TEST_NO_PASSES);
}

Test(build, operators_raise_in_bodies)
{
    IrTest test;
    arithmetic(&test, "*", X(0), X(1), F(0));
    EXPECT_TEXT(&test, "v3 = mul v1, v2 : small|big|float\n    check v3 -> ");
    EXPECT_TEXT(&test, "cold:\n    raise_fault");
    EXPECT_NO_TEXT(&test, "drop_operator");
    ir_test_free(&test);
}

Test(build, operators_jump_in_guards)
{
    IrTest test;
    arithmetic(&test, "+", X(0), I(1), F(1));
    EXPECT_NO_TEXT(&test, "raise_fault");
    EXPECT_TEXT(&test, "const no");
    ir_test_free(&test);
}

/* Stock erl adds constants with an instruction that is not in the trace when it fails. */
Test(build, increments_have_no_operator_in_the_trace)
{
    const struct {
        const char *operator;
        Arg a, b;
        bool increment;
    } cases[] = {
        {"+", X(0), I(1), true},  {"+", I(1), X(0), true},   {"+", X(0), I(-1), true},
        {"-", X(0), I(1), true},  {"-", X(0), I(-1), false}, {"-", I(1), X(0), false},
        {"+", X(0), X(1), false}, {"*", X(0), I(2), false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        IrTest test;
        arithmetic(&test, cases[i].operator, cases[i].a, cases[i].b, F(0));
        cr_expect_eq(ir_test_has(&test, "drop_operator"), cases[i].increment, "case %zu:\n%s", i,
                     test.text);
        ir_test_free(&test);
    }
}

Test(build, guard_bifs_raise_with_their_arguments)
{
    IrTest test;
    ir_test_start(&test, "m", "f", 1);
    EMIT(&test.builder, OP_bif2, F(0), import(&test, "erlang", "element", 2), I(1), X(0), X(0));
    EMIT0(&test.builder, OP_return);
    ir_test_build(&test, IR_TEST_NO_PASSES);
    EXPECT_TEXT(&test, "v3 = bif_element v2, v1");
    EXPECT_TEXT(&test, "raise_bif erlang:element/2, v2, v1");
    ir_test_free(&test);
}

Test(build, comparisons_as_values)
{
    IrTest test;
    ir_test_start(&test, "m", "f", 2);
    EMIT(&test.builder, OP_bif2, F(0), import(&test, "erlang", "=<", 2), X(0), X(1), X(0));
    EMIT0(&test.builder, OP_return);
    ir_test_build(&test, IR_TEST_NO_PASSES);
    EXPECT_TEXT(&test, "b3 = less v2, v1\n    b4 = not b3\n    v5 = bool_term b4");
    EXPECT_NO_TEXT(&test, "raise");
    ir_test_free(&test);
}

Test(build, exact_with_immediates_is_same)
{
    IrTest test;
    ir_test_start(&test, "m", "f", 2);
    Arg other = label(&test);
    EMIT(&test.builder, OP_is_eq_exact, other, X(0), ATOM(&test.builder, "a"));
    EMIT(&test.builder, OP_is_ne_exact, other, X(0), X(1));
    EMIT0(&test.builder, OP_return);
    place(&test, other);
    EMIT(&test.builder, OP_move, X(1), X(0));
    EMIT0(&test.builder, OP_return);
    ir_test_build(&test, IR_TEST_NO_PASSES);
    EXPECT_TEXT(&test, "same v1, v");
    EXPECT_TEXT(&test, "exact v1, v2");
    ir_test_free(&test);
}

/* ---- calls
 * ------------------------------------------------------------------------------------------ */

static void tail_call(IrTest *test, const char *module, const char *function, uint32_t arity)
{
    ir_test_start(test, "m", "f", arity);
    EMIT(&test->builder, OP_call_ext_only, U(arity), import(test, module, function, arity));
    ir_test_build(test, IR_TEST_NO_PASSES);
}

Test(build, native_functions_are_called_directly)
{
    IrTest test;
    tail_call(&test, "erlang", "tuple_to_list", 1);
    EXPECT_TEXT(&test, "v2 = bif erlang:tuple_to_list/1, v1\n    check v2 -> ");
    EXPECT_TEXT(&test, "raise_bif erlang:tuple_to_list/1, v1");
    EXPECT_TEXT(&test, "return v2");
    ir_test_free(&test);
}

Test(build, functions_that_only_raise_end_the_block)
{
    IrTest test;
    ir_test_start(&test, "m", "f", 1);
    EMIT(&test.builder, OP_allocate, U(0), U(1));
    EMIT(&test.builder, OP_call_ext, U(1), import(&test, "erlang", "error", 1));
    EMIT(&test.builder, OP_deallocate, U(0));
    EMIT0(&test.builder, OP_return);
    ir_test_build(&test, IR_TEST_NO_PASSES);
    EXPECT_TEXT(&test, "bif erlang:error/1, v2\n    raise_bif erlang:error/1, v2");
    EXPECT_NO_TEXT(&test, "return");
    ir_test_free(&test);
}

Test(build, other_modules_are_called_through_exports)
{
    IrTest test;
    tail_call(&test, "other", "g", 2);
    EXPECT_TEXT(&test, "    call_export other:g/2, v1, v2\n");
    ir_test_free(&test);
}

Test(build, replaced_functions_become_native_calls)
{
    IrTest test;
    ir_test_start(&test, "lists", "reverse", 2);
    EMIT(&test.builder, OP_move, NIL, X(0));
    EMIT0(&test.builder, OP_return);
    ir_test_build(&test, IR_TEST_NO_PASSES);
    EXPECT_TEXT(&test, "b0 entry (v1, v2):\n    call_bif lists:reverse/2, v1, v2\n");
    EXPECT_NO_TEXT(&test, "return");
    ir_test_free(&test);
}

Test(build, fun_calls_before_return_are_tail_calls)
{
    IrTest test;
    ir_test_start(&test, "m", "f", 2);
    EMIT(&test.builder, OP_allocate, U(0), U(2));
    EMIT(&test.builder, OP_call_fun, U(1));
    EMIT(&test.builder, OP_deallocate, U(0));
    EMIT0(&test.builder, OP_return);
    ir_test_build(&test, IR_TEST_NO_PASSES);
    EXPECT_TEXT(&test, "deallocate #0\n    call_fun #1, v3, v4\n");
    EXPECT_NO_TEXT(&test, "continuation");
    ir_test_free(&test);
}

/* ---- control
 * -------------------------------------------------------------------------------------------- */

Test(build, first_of_equal_cases_counts)
{
    IrTest test;
    ir_test_start(&test, "m", "f", 1);
    Arg one = label(&test), two = label(&test), otherwise = label(&test);
    EMIT(&test.builder, OP_select_val, X(0), otherwise, LIST(I(7), one, I(8), two, I(7), two));
    place(&test, one);
    EMIT(&test.builder, OP_move, I(1), X(0));
    EMIT0(&test.builder, OP_return);
    place(&test, two);
    EMIT(&test.builder, OP_move, I(2), X(0));
    EMIT0(&test.builder, OP_return);
    place(&test, otherwise);
    EMIT0(&test.builder, OP_return);
    ir_test_build(&test, IR_TEST_NO_PASSES);
    cr_expect_eq(test.function->blocks[0].instructions[0].imm.select->count, 2, "%s", test.text);
    EXPECT_TEXT(&test, "otherwise -> ");
    ir_test_free(&test);
}

Test(build, catch_has_a_handler)
{
    IrTest test;
    uint32_t entry = ir_test_start(&test, "m", "f", 1);
    Arg end = label(&test);
    EMIT(&test.builder, OP_allocate, U(1), U(1));
    EMIT(&test.builder, OP_catch, Y(0), end);
    EMIT(&test.builder, OP_call, U(1), F(entry));
    place(&test, end);
    EMIT(&test.builder, OP_catch_end, Y(0));
    EMIT(&test.builder, OP_deallocate, U(1));
    EMIT0(&test.builder, OP_return);
    ir_test_build(&test, IR_TEST_NO_PASSES);
    EXPECT_TEXT(&test, "store_catch #0 -> b");
    EXPECT_TEXT(&test, "handler frame 1 (");
    EXPECT_TEXT(&test, "catch_value");
    EXPECT_TEXT(&test, "return");
    ir_test_free(&test);
}

Test(build, raise_takes_the_class_from_the_trace)
{
    IrTest test;
    uint32_t entry = ir_test_start(&test, "m", "f", 1);
    Arg handler = label(&test);
    EMIT(&test.builder, OP_allocate, U(1), U(1));
    EMIT(&test.builder, OP_try, Y(0), handler);
    EMIT(&test.builder, OP_call, U(1), F(entry));
    EMIT(&test.builder, OP_try_end, Y(0));
    EMIT(&test.builder, OP_deallocate, U(1));
    EMIT0(&test.builder, OP_return);
    place(&test, handler);
    EMIT(&test.builder, OP_try_case, Y(0));
    EMIT(&test.builder, OP_raise, X(2), X(1));
    ir_test_build(&test, IR_TEST_NO_PASSES);
    EXPECT_TEXT(&test, "non_value\n    raise_again v");
    ir_test_free(&test);
}

Test(build, sleep_waits_on_itself)
{
    IrTest test;
    ir_test_start(&test, "m", "f", 1);
    Arg wait = label(&test);
    EMIT(&test.builder, OP_allocate, U(0), U(1));
    place(&test, wait);
    EMIT(&test.builder, OP_wait_timeout, wait, X(0));
    EMIT0(&test.builder, OP_timeout);
    EMIT(&test.builder, OP_move, NIL, X(0));
    EMIT(&test.builder, OP_deallocate, U(0));
    EMIT0(&test.builder, OP_return);
    ir_test_build(&test, IR_TEST_NO_PASSES);
    cr_expect_eq(ir_test_count(&test, "wait_timeout"), 2, "%s", test.text);
    EXPECT_TEXT(&test, "receive frame 0:\n    v");
    EXPECT_TEXT(&test, "recv_timeout");
    ir_test_free(&test);
}

Test(build, receive_loop_is_a_root)
{
    IrTest test;
    ir_test_start(&test, "m", "f", 0);
    Arg next = label(&test), wait = label(&test);
    EMIT(&test.builder, OP_allocate, U(0), U(0));
    place(&test, next);
    EMIT(&test.builder, OP_loop_rec, wait, X(0));
    EMIT0(&test.builder, OP_remove_message);
    EMIT(&test.builder, OP_deallocate, U(0));
    EMIT0(&test.builder, OP_return);
    place(&test, wait);
    EMIT(&test.builder, OP_wait, next);
    ir_test_build(&test, IR_TEST_NO_PASSES);
    EXPECT_TEXT(&test, "receive label");
    EXPECT_TEXT(&test, "recv_peek");
    EXPECT_TEXT(&test, "wait -> b");
    ir_test_free(&test);
}

/* ---- maps, floats, bits
 * ------------------------------------------------------------------------------------ */

Test(build, map_elements_may_overwrite_the_map)
{
    IrTest test;
    ir_test_start(&test, "m", "f", 1);
    Arg other = label(&test);
    EMIT(&test.builder, OP_get_map_elements, other, X(0),
         LIST(ATOM(&test.builder, "a"), X(0), ATOM(&test.builder, "b"), X(1)));
    EMIT(&test.builder, OP_test_heap, U(2), U(2));
    EMIT(&test.builder, OP_put_list, X(0), X(1), X(0));
    EMIT0(&test.builder, OP_return);
    place(&test, other);
    EMIT(&test.builder, OP_move, NIL, X(0));
    EMIT0(&test.builder, OP_return);
    ir_test_build(&test, IR_TEST_NO_PASSES);
    cr_expect_eq(ir_test_count(&test, "map_find v1, "), 2, "%s", test.text);
    ir_test_free(&test);
}

Test(build, float_instructions)
{
    IrTest test;
    ir_test_start(&test, "m", "f", 2);
    EMIT(&test.builder, OP_fconv, X(0), FR(0));
    EMIT(&test.builder, OP_fmove, X(1), FR(1));
    EMIT(&test.builder, OP_fadd, F(0), FR(0), FR(1), FR(0));
    EMIT(&test.builder, OP_test_heap, ALLOC(U(1), U(1)), U(0));
    EMIT(&test.builder, OP_fmove, FR(0), X(0));
    EMIT0(&test.builder, OP_return);
    ir_test_build(&test, IR_TEST_NO_PASSES);
    EXPECT_TEXT(&test, "f3 = to_f64 v1\n    check f3 -> ");
    EXPECT_TEXT(&test, "unbox_float v2");
    EXPECT_TEXT(&test, "f64_finite");
    EXPECT_TEXT(&test, "fail_badarith\n    raise_fault");
    EXPECT_TEXT(&test, "gc #2\n");
    EXPECT_TEXT(&test, "box_float");
    ir_test_free(&test);
}

Test(build, failed_match_puts_the_context_back)
{
    IrTest test;
    ir_test_start(&test, "m", "f", 1);
    Arg other = label(&test);
    EMIT(&test.builder, OP_bs_start_match3, other, X(0), U(1), X(0));
    EMIT(&test.builder, OP_bs_match, other, X(0),
         LIST(ATOM(&test.builder, "ensure_at_least"), U(16), U(1), ATOM(&test.builder, "integer"),
              U(1), NIL, U(8), U(1), X(1), ATOM(&test.builder, "=:="), NIL, U(8), U(42)));
    EMIT(&test.builder, OP_move, X(1), X(0));
    EMIT0(&test.builder, OP_return);
    place(&test, other);
    EMIT(&test.builder, OP_move, NIL, X(0));
    EMIT0(&test.builder, OP_return);
    ir_test_build(&test, IR_TEST_NO_PASSES);
    EXPECT_TEXT(&test, "bs_ensure_at_least #1048577"); /* 16 << 16 | 1 */
    EXPECT_TEXT(&test, "bs_read #2048, ");             /* 8 << 8 */
    EXPECT_TEXT(&test, "bs_position");
    cr_expect_eq(ir_test_count(&test, "bs_set_position"), 1, "%s", test.text);
    ir_test_free(&test);
}

Test(build, big_constants_are_literals)
{
    IrTest test;
    ir_test_start(&test, "m", "f", 0);
    EMIT(&test.builder, OP_move, I(INT64_C(1) << 60), X(0));
    EMIT0(&test.builder, OP_return);
    ir_test_build(&test, IR_TEST_NO_PASSES);
    EXPECT_TEXT(&test, "literal 1152921504606846976 : big");
    ir_test_free(&test);
}
