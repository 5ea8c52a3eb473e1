/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The passes, from BEAM code to the operations that are left: what must become cheaper does, and
 * what must stay stays.
 */
#include "tests/unit/frontend/ir/ir_test.h"

#include <criterion/criterion.h>

static Arg erlang(IrTest *test, const char *function, uint32_t arity)
{
    return U(builder_import(&test->builder, "erlang", function, arity));
}

static Arg label(IrTest *test)
{
    return F(builder_label(&test->builder));
}

static void place(IrTest *test, Arg label)
{
    EMIT(&test->builder, OP_label, U(label.number));
}

static void return_atom(IrTest *test, Arg at, const char *text)
{
    place(test, at);
    EMIT(&test->builder, OP_move, ATOM(&test->builder, text), X(0));
    EMIT0(&test->builder, OP_return);
}

static void operate(IrTest *test, uint32_t live, const char *operator, Arg a, Arg b, Arg dest)
{
    EMIT(&test->builder, OP_gc_bif2, F(0), U(live), erlang(test, operator, 2), a, b, dest);
}

/* ---- cleanup
 * --------------------------------------------------------------------------------------- */

Test(cleanup, joins_and_unused_values_go)
{
    IrTest test;
    ir_test_start(&test, "m", "f", 2);
    Arg one = label(&test), two = label(&test);
    EMIT(&test.builder, OP_jump, one);
    place(&test, two);
    EMIT(&test.builder, OP_bif1, F(0), erlang(&test, "is_atom", 1), X(0), X(1));
    EMIT0(&test.builder, OP_return);
    place(&test, one);
    EMIT(&test.builder, OP_jump, two);
    ir_test_build(&test, 0);
    cr_expect_eq(test.function->block_count, 1, "%s", test.text);
    EXPECT_NO_TEXT(&test, "is_atom");
    ir_test_free(&test);
}

/* A loop through a join passes one register round unchanged: no parameter for it is left. */
Test(cleanup, invariants_of_loops_are_no_parameters)
{
    IrTest test;
    ir_test_start(&test, "m", "f", 2);
    Arg head = label(&test), out = label(&test), other = label(&test);
    place(&test, head);
    EMIT(&test.builder, OP_is_nonempty_list, out, X(0));
    EMIT(&test.builder, OP_is_eq_exact, other, X(0), X(1));
    EMIT(&test.builder, OP_get_tl, X(0), X(0));
    EMIT(&test.builder, OP_jump, head);
    place(&test, other);
    EMIT(&test.builder, OP_get_hd, X(0), X(0));
    EMIT(&test.builder, OP_jump, head);
    place(&test, out);
    EMIT(&test.builder, OP_move, X(1), X(0));
    EMIT0(&test.builder, OP_return);
    ir_test_build(&test, 0);
    EXPECT_TEXT(&test, "return v2");
    for (IrBlockId id = 1; id < test.function->block_count; id++) {
        cr_expect_leq(test.function->blocks[id].parameter_count, 1, "%s", test.text);
    }
    ir_test_free(&test);
}

/* ---- types
 * ------------------------------------------------------------------------------------------- */

static void guarded_increment(IrTest *test, Arg low, Arg high)
{
    ir_test_start(test, "m", "f", 1);
    Arg other = label(test);
    EMIT(&test->builder, OP_is_integer, other, X(0));
    EMIT(&test->builder, OP_is_ge, other, X(0), low);
    EMIT(&test->builder, OP_is_lt, other, X(0), high);
    operate(test, 1, "+", X(0), I(1), X(0));
    EMIT0(&test->builder, OP_return);
    return_atom(test, other, "no");
    ir_test_build(test, 1);
}

Test(types, guards_bound_arithmetic)
{
    IrTest test;
    guarded_increment(&test, I(0), I(1000));
    EXPECT_TEXT(&test, "i64_add");
    EXPECT_TEXT(&test, ": small 1..1000");
    EXPECT_NO_TEXT(&test, "check");
    ir_test_free(&test);
}

Test(types, results_that_may_be_big_stay_terms)
{
    IrTest test;
    guarded_increment(&test, I(0), I(INT64_C(1) << 60));
    EXPECT_NO_TEXT(&test, "i64_add");
    EXPECT_TEXT(&test, "add");
    ir_test_free(&test);
}

Test(types, tests_that_are_known_go)
{
    IrTest test;
    ir_test_start(&test, "m", "f", 1);
    Arg other = label(&test);
    EMIT(&test.builder, OP_is_nonempty_list, other, X(0));
    EMIT(&test.builder, OP_is_list, other, X(0));
    EMIT(&test.builder, OP_is_nonempty_list, other, X(0));
    EMIT(&test.builder, OP_bif1, F(0), erlang(&test, "hd", 1), X(0), X(0));
    EMIT0(&test.builder, OP_return);
    return_atom(&test, other, "no");
    ir_test_build(&test, 1);
    cr_expect_eq(ir_test_count(&test, "branch"), 1, "%s", test.text);
    EXPECT_TEXT(&test, "head");
    EXPECT_NO_TEXT(&test, "bif_hd");
    ir_test_free(&test);
}

Test(types, atoms_exclude_each_other)
{
    IrTest test;
    ir_test_start(&test, "m", "f", 1);
    Arg other = label(&test), never = label(&test);
    EMIT(&test.builder, OP_is_eq_exact, other, X(0), ATOM(&test.builder, "a"));
    EMIT(&test.builder, OP_is_ne_exact, never, X(0), ATOM(&test.builder, "b"));
    EMIT0(&test.builder, OP_return);
    return_atom(&test, other, "no");
    return_atom(&test, never, "never");
    ir_test_build(&test, 1);
    EXPECT_NO_TEXT(&test, "never");
    ir_test_free(&test);
}

/* 1 == 1.0, so that what is known of one side says little about the other. */
Test(types, equal_numbers_may_be_of_other_types)
{
    IrTest test;
    ir_test_start(&test, "m", "f", 1);
    Arg other = label(&test), floats = label(&test);
    EMIT(&test.builder, OP_is_eq, other, X(0), I(1));
    EMIT(&test.builder, OP_is_float, floats, X(0));
    EMIT0(&test.builder, OP_return);
    return_atom(&test, other, "no");
    return_atom(&test, floats, "integer");
    ir_test_build(&test, 1);
    EXPECT_TEXT(&test, "is_float");
    EXPECT_TEXT(&test, "const integer");
    ir_test_free(&test);
}

Test(types, facts_come_from_calls)
{
    IrTest test;
    ir_test_start(&test, "m", "g", 1);
    uint32_t local = test.builder.label_count + 1;
    /* The loop makes the parameter anything from 5 on, although all calls pass 5. */
    Arg out = F(local + 1);
    EMIT(&test.builder, OP_move, I(5), X(0));
    EMIT(&test.builder, OP_call_only, U(1), F(local));
    builder_function(&test.builder, "f", 1, false);
    builder_label(&test.builder);
    EMIT(&test.builder, OP_is_lt, out, X(0), I(10));
    operate(&test, 1, "+", X(0), I(1), X(0));
    EMIT(&test.builder, OP_call_only, U(1), F(local));
    place(&test, out);
    EMIT0(&test.builder, OP_return);
    ir_test_build(&test, 2);
    IrFunction *loop = ir_build(test.result.arena, test.result.module, 1, &test.result.diags);
    IrFunction *functions[] = {
        ir_build(test.result.arena, test.result.module, 0, &test.result.diags), loop};
    cr_assert(ir_run_module_passes(functions, 2, 2, NULL, &test.result.diags));
    IrFact fact = loop->values[loop->blocks[0].parameters[0]].fact;
    cr_expect_eq(fact.min, 5);
    cr_expect_eq(fact.max, 10);
    ir_test_free(&test);
}

/* ---- floats
 * ------------------------------------------------------------------------------------------ */

/* f(x, y) when is_float(x) -> x * y + x. */
Test(floats, one_known_float_is_enough)
{
    IrTest test;
    ir_test_start(&test, "m", "f", 2);
    Arg other = label(&test);
    EMIT(&test.builder, OP_is_float, other, X(0));
    operate(&test, 2, "*", X(0), X(1), X(1));
    operate(&test, 2, "+", X(0), X(1), X(0));
    EMIT0(&test.builder, OP_return);
    return_atom(&test, other, "no");
    ir_test_build(&test, 2);
    EXPECT_TEXT(&test, "to_f64 v2");
    EXPECT_TEXT(&test, "f64_mul");
    EXPECT_TEXT(&test, "f64_add");
    cr_expect_eq(ir_test_count(&test, "float_term"), 2, "%s", test.text); /* one on a slow path */
    ir_test_free(&test);
}

/* Between a product and the sum that it is for nothing is checked on the way that succeeds. */
Test(floats, one_check_per_expression)
{
    IrTest test;
    ir_test_start(&test, "m", "f", 3);
    for (int i = 0; i < 3; i++) {
        EMIT(&test.builder, OP_fconv, X(i), FR(i));
    }
    EMIT(&test.builder, OP_fmul, F(0), FR(0), FR(1), FR(0));
    EMIT(&test.builder, OP_fadd, F(0), FR(0), FR(2), FR(0));
    EMIT(&test.builder, OP_fsub, F(0), FR(0), FR(1), FR(0));
    EMIT(&test.builder, OP_test_heap, ALLOC(U(1), U(1)), U(0));
    EMIT(&test.builder, OP_fmove, FR(0), X(0));
    EMIT0(&test.builder, OP_return);
    ir_test_build(&test, 2);
    cr_expect_eq(ir_test_count(&test, "f64_finite"), 1, "%s", test.text);
    ir_test_free(&test);
}

/* Something divided by infinity is finite: a divisor has to be checked. */
Test(floats, divisors_are_checked)
{
    IrTest test;
    ir_test_start(&test, "m", "f", 2);
    EMIT(&test.builder, OP_fconv, X(0), FR(0));
    EMIT(&test.builder, OP_fconv, X(1), FR(1));
    EMIT(&test.builder, OP_fmul, F(0), FR(0), FR(1), FR(2));
    EMIT(&test.builder, OP_fdiv, F(0), FR(0), FR(2), FR(0));
    EMIT(&test.builder, OP_test_heap, ALLOC(U(1), U(1)), U(0));
    EMIT(&test.builder, OP_fmove, FR(0), X(0));
    EMIT0(&test.builder, OP_return);
    ir_test_build(&test, 2);
    cr_expect_eq(ir_test_count(&test, "f64_finite"), 2, "%s", test.text);
    ir_test_free(&test);
}

/* f(x, n) when n < 10 -> f(x * 2.0, n + 1); f(x, _) -> x. */
static void loop(IrTest *test)
{
    uint8_t two[9] = {70, 0x40};
    uint32_t entry = ir_test_start(test, "m", "f", 2);
    Arg out = label(test);
    EMIT(&test->builder, OP_is_lt, out, X(1), I(10));
    operate(test, 2, "*", X(0), LIT(builder_literal(&test->builder, two, sizeof two)), X(0));
    operate(test, 2, "+", X(1), I(1), X(1));
    EMIT(&test->builder, OP_call_only, U(2), F(entry));
    place(test, out);
    EMIT0(&test->builder, OP_return);
}

Test(loops, a_second_version_keeps_doubles_and_words)
{
    IrTest test;
    loop(&test);
    ir_test_build(&test, 2);
    EXPECT_TEXT(&test, "take_reduction");
    EXPECT_TEXT(&test, "is_float v1");
    EXPECT_TEXT(&test, "is_small v2");
    EXPECT_TEXT(&test, "f64_mul");
    EXPECT_TEXT(&test, "i64_less");
    EXPECT_TEXT(&test, "loop -> b0"); /* in the general version, and when reductions are used up */
    ir_test_free(&test);
}

Test(loops, not_at_lower_levels)
{
    IrTest test;
    loop(&test);
    ir_test_build(&test, 1);
    EXPECT_NO_TEXT(&test, "take_reduction");
    ir_test_free(&test);
}
