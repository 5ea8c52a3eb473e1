/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The validator: what it accepts, what it refuses and with which words, and the facts it leaves in
 * the module.
 */
#include "tests/unit/frontend/beam/builder.h"

#include <criterion/criterion.h>
#include <string.h>

static Builder b; /* each test runs in a process of its own */

/* Begins a module with f/2 exported: label 1 raises function_clause, label 2 is the entry. */
static void start(void)
{
    builder_init(&b, "m");
    builder_function(&b, "f", 2, true);
}

static void label(uint32_t number)
{
    EMIT(&b, OP_label, U(number));
}

static uint32_t import(const char *function, uint32_t arity)
{
    return builder_import(&b, "erlang", function, arity);
}

/* The module so far must be refused with this error, or accepted if it is "". */
static void expect(const char *error)
{
    Result result = builder_read(&b);
    cr_expect(result.valid == (*error == 0), "\"%s\" instead of \"%s\"", builder_error(&result),
              error);
    cr_expect(strstr(builder_error(&result), error) != NULL, "\"%s\" instead of \"%s\"",
              builder_error(&result), error);
    builder_free_result(&result);
    builder_free(&b);
}

static void expect_after_return(const char *error)
{
    EMIT0(&b, OP_return);
    expect(error);
}

/* ---- Registers and frames
 * ------------------------------------------------------------------------ */

Test(registers, must_be_initialised)
{
    start();
    EMIT(&b, OP_move, X(2), X(0));
    expect_after_return("move: x2 is not initialised");
    start();
    EMIT(&b, OP_allocate, U(1), U(2));
    EMIT(&b, OP_move, Y(0), X(0));
    EMIT(&b, OP_deallocate, U(1));
    expect_after_return("y0 is not initialised");
    start();
    EMIT(&b, OP_fmove, FR(3), X(0));
    expect_after_return("more heap is used");
    start();
    EMIT(&b, OP_test_heap, ALLOC(U(1), U(1)), U(0));
    EMIT(&b, OP_fmove, FR(3), X(0));
    expect_after_return("fr3 is not initialised");
    start();
    EMIT(&b, OP_test_heap, U(0), U(1));
    EMIT(&b, OP_move, X(1), X(0));
    expect_after_return("x1 is not initialised");
    start();
    EMIT(&b, OP_test_heap, U(0), U(3));
    expect_after_return("x2 is not initialised, but is counted as live");
    builder_init(&b, "m");
    builder_function(&b, "f", 0, true);
    expect_after_return("x0 is not initialised, but it is returned");
}

Test(registers, on_every_path)
{
    start();
    uint32_t join = builder_label(&b), other = builder_label(&b);
    EMIT(&b, OP_is_atom, F(other), X(0));
    EMIT(&b, OP_move, I(1), X(5));
    EMIT(&b, OP_jump, F(join));
    label(other);
    EMIT(&b, OP_move, I(2), X(0));
    label(join);
    EMIT(&b, OP_move, X(5), X(0));
    expect_after_return("x5 is not initialised");
    /* A loop brings less than the first entry. */
    start();
    uint32_t loop = builder_label(&b);
    EMIT(&b, OP_move, I(1), X(5));
    label(loop);
    EMIT(&b, OP_move, X(5), X(0));
    EMIT(&b, OP_test_heap, U(0), U(1));
    EMIT(&b, OP_jump, F(loop));
    expect("x5 is not initialised");
}

Test(frames, must_exist_and_agree)
{
    start();
    EMIT(&b, OP_move, Y(0), X(0));
    expect_after_return("y0 is outside the stack frame");
    start();
    EMIT(&b, OP_allocate, U(1), U(2));
    EMIT(&b, OP_move, X(0), Y(1));
    expect_after_return("y1 is outside the stack frame");
    start();
    EMIT(&b, OP_allocate, U(1), U(2));
    expect_after_return("there is a stack frame of 1 here");
    start();
    EMIT(&b, OP_allocate, U(0), U(2));
    EMIT(&b, OP_allocate, U(0), U(2));
    expect_after_return("there is a stack frame of 0 here");
    start();
    EMIT(&b, OP_deallocate, U(0));
    expect_after_return("there is no stack frame here");
    start();
    EMIT(&b, OP_allocate, U(2), U(2));
    EMIT(&b, OP_deallocate, U(1));
    expect_after_return("the stack frame has 2 registers, not 1");
    start();
    EMIT(&b, OP_allocate_zero, U(2), U(2));
    EMIT(&b, OP_trim, U(1), U(2));
    expect_after_return("the stack frame has 2 registers, not 3");
    start();
    EMIT(&b, OP_allocate_zero, U(2), U(2));
    EMIT(&b, OP_call_only, U(2), F(2));
    expect("there is a stack frame of 2 here");
    start();
    EMIT(&b, OP_allocate_zero, U(2), U(2));
    EMIT(&b, OP_call_last, U(2), F(2), U(1));
    expect("the stack frame has 2 registers, not 1");
    start();
    EMIT(&b, OP_call, U(2), F(2));
    expect_after_return("there is no stack frame here");
    start();
    uint32_t join = builder_label(&b);
    EMIT(&b, OP_is_atom, F(join), X(0));
    EMIT(&b, OP_allocate, U(0), U(2));
    label(join);
    EMIT(&b, OP_is_atom, F(1), X(0));
    EMIT(&b, OP_deallocate, U(0));
    expect_after_return("is reached with a frame of");
}

Test(frames, may_differ_where_a_short_block_is_run_into_and_jumped_to)
{
    start();
    uint32_t other = builder_label(&b), end = builder_label(&b);
    EMIT(&b, OP_is_atom, F(other), X(0));
    EMIT(&b, OP_allocate, U(0), U(2));
    EMIT(&b, OP_jump, F(end));
    label(other);
    label(end);
    EMIT(&b, OP_badmatch, X(0));
    expect("");
}

Test(registers, of_bifs_that_cannot_fail)
{
    start();
    uint32_t failed = builder_label(&b);
    EMIT(&b, OP_bif1, F(failed), U(import("hd", 1)), X(0), X(2));
    label(failed);
    EMIT(&b, OP_move, X(2), X(0));
    expect_after_return("");
}

Test(frames, are_whole_at_calls_and_collections)
{
    start();
    EMIT(&b, OP_allocate, U(2), U(2));
    EMIT(&b, OP_move, X(0), Y(1));
    EMIT(&b, OP_call, U(2), F(2));
    EMIT(&b, OP_deallocate, U(2));
    expect_after_return("call: y0 is not initialised, but the stack is scanned here");
    start();
    EMIT(&b, OP_allocate, U(1), U(2));
    EMIT(&b, OP_test_heap, U(3), U(0));
    EMIT(&b, OP_deallocate, U(1));
    expect_after_return("test_heap: y0 is not initialised");
    start();
    EMIT(&b, OP_allocate, U(1), U(2));
    EMIT(&b, OP_badmatch, X(0));
    expect(""); /* the frame is cleared then, see below */
}

Test(frames, are_cleared_where_a_bif_might_raise_in_half_of_one)
{
    start();
    EMIT(&b, OP_allocate, U(2), U(2));
    EMIT(&b, OP_bif1, F(0), U(import("get", 1)), X(0), Y(0));
    EMIT(&b, OP_move, Y(0), Y(1));
    EMIT(&b, OP_move, Y(1), X(0));
    EMIT(&b, OP_deallocate, U(2));
    EMIT0(&b, OP_return);
    Result result = builder_read(&b);
    cr_assert(result.valid, "%s", builder_error(&result));
    cr_assert_eq(result.module->instructions[3].opcode, OP_allocate_zero);
    cr_assert_eq(result.module->frame[3], BEAM_FRAME_NONE);
    cr_assert_eq(result.module->frame[4], 2);
    cr_assert_eq(result.module->frame[8], BEAM_FRAME_NONE);
    cr_assert_eq(result.module->functions[0].y_count, 2);
    builder_free_result(&result);
    builder_free(&b);
}

Test(frames, trim_renumbers)
{
    start();
    EMIT(&b, OP_allocate, U(3), U(2));
    EMIT(&b, OP_move, X(0), Y(2));
    EMIT(&b, OP_trim, U(2), U(1));
    EMIT(&b, OP_move, Y(0), X(0));
    EMIT(&b, OP_deallocate, U(1));
    expect_after_return("");
    start();
    EMIT(&b, OP_allocate, U(3), U(2));
    EMIT(&b, OP_move, X(0), Y(0));
    EMIT(&b, OP_trim, U(1), U(2));
    EMIT(&b, OP_move, Y(0), X(0));
    EMIT(&b, OP_deallocate, U(2));
    expect_after_return("y0 is not initialised");
}

Test(frames, a_block_that_raises_may_be_shared)
{
    start();
    uint32_t shared = builder_label(&b);
    EMIT(&b, OP_is_atom, F(shared), X(0));
    EMIT(&b, OP_allocate, U(1), U(2));
    EMIT(&b, OP_init_yregs, LIST(Y(0)));
    EMIT(&b, OP_is_atom, F(shared), X(1));
    EMIT(&b, OP_select_val, X(0), F(shared), LIST(I(1), F(shared)));
    label(shared);
    EMIT(&b, OP_case_end, X(0));
    builder_function(&b, "g", 1, true);
    EMIT0(&b, OP_return);
    Result result = builder_read(&b);
    cr_assert(result.valid, "%s", builder_error(&result));
    const BeamModule *module = result.module;
    uint32_t copy = module->instructions[6].operands[0].as.index;
    cr_assert_eq(module->instructions[3].operands[0].as.index, shared);
    cr_assert_neq(copy, shared);
    cr_assert_eq(module->instructions[7].operands[1].as.index, copy);
    cr_assert_eq(module->instructions[7].operands[2].as.list->items[1].as.index, copy);
    cr_assert_lt(copy, module->label_count);
    cr_assert_eq(module->label_function[copy], 0);
    uint32_t at = module->label_instruction[copy];
    cr_assert_eq(module->instructions[at].operands[0].as.u, copy);
    cr_assert_eq(module->instructions[at + 1].opcode, OP_case_end);
    cr_assert_eq(module->frame[at], 1);
    cr_assert_eq(module->frame[module->label_instruction[shared]], BEAM_FRAME_NONE);
    cr_assert_eq(module->functions[0].end, at + 2);
    cr_assert_eq(module->functions[1].start, at + 2);
    cr_assert_eq(module->instructions[module->functions[1].info].opcode, OP_func_info);
    cr_assert_eq(module->label_instruction[module->functions[1].entry_label],
                 module->functions[1].body);
    builder_free_result(&result);
    builder_free(&b);
}

/* ---- Control --------------------------------------------------------------------------------- */

Test(control, stays_inside_the_function)
{
    start();
    EMIT(&b, OP_move, I(1), X(0));
    expect("control runs past the end of the function");
    start();
    EMIT(&b, OP_allocate, U(0), U(2));
    EMIT(&b, OP_call_ext, U(1), U(import("error", 1)));
    expect("");
    start();
    EMIT(&b, OP_allocate, U(0), U(2));
    EMIT(&b, OP_call_ext, U(1), U(import("atom_to_list", 1)));
    expect("control runs past the end of the function");
    start();
    EMIT(&b, OP_allocate_zero, U(3), U(2));
    EMIT(&b, OP_call_ext_only, U(1), U(import("error", 1)));
    expect("");
    start();
    EMIT(&b, OP_allocate_zero, U(3), U(2));
    EMIT(&b, OP_call_ext_last, U(1), U(import("exit", 1)), U(77));
    expect("");
}

Test(control, what_is_never_reached_is_not_looked_at)
{
    start();
    EMIT0(&b, OP_return);
    EMIT(&b, OP_move, Y(7), X(0));
    uint32_t unused = builder_label(&b);
    label(unused);
    EMIT(&b, OP_move, Y(8), X(0));
    builder_function(&b, "unused", 0, false);
    EMIT0(&b, OP_return);
    Result result = builder_read(&b);
    cr_assert(result.valid, "%s", builder_error(&result));
    cr_assert_eq(result.module->frame[3], BEAM_FRAME_NONE);
    cr_assert_eq(result.module->frame[4], BEAM_FRAME_UNREACHABLE);
    cr_assert_eq(result.module->frame[result.module->functions[1].body], BEAM_FRAME_UNREACHABLE);
    cr_assert_eq(result.module->frame[0], BEAM_FRAME_UNREACHABLE);
    builder_free_result(&result);
    builder_free(&b);
}

Test(control, all_functions_with_errors_are_reported_once)
{
    builder_init(&b, "m");
    builder_function(&b, "f", 0, true);
    EMIT(&b, OP_move, X(9), X(0));
    EMIT(&b, OP_move, X(8), X(0));
    EMIT0(&b, OP_return);
    builder_function(&b, "g", 0, true);
    EMIT0(&b, OP_return);
    Result result = builder_read(&b);
    cr_assert_not(result.valid);
    cr_assert_eq(result.diags.errors, 2);
    cr_assert_str_eq(result.diags.first->place.function, "m:f/0");
    cr_assert_str_eq(result.diags.first->place.chunk, "Code");
    cr_assert_str_eq(result.diags.first->place.file, "test.beam");
    cr_assert_eq(result.diags.first->place.offset, 20 + 2 + 4 + 2);
    cr_assert_str_eq(result.diags.last->place.function, "m:g/0");
    builder_free_result(&result);
    builder_free(&b);
}

/* ---- Heap ------------------------------------------------------------------------------------ */

Test(heap, is_reserved_before_it_is_used)
{
    start();
    EMIT(&b, OP_test_heap, U(1), U(2));
    EMIT(&b, OP_put_list, X(0), X(1), X(0));
    expect_after_return("more heap is used than was reserved: 1 words");
    start();
    EMIT(&b, OP_test_heap, U(5), U(2));
    EMIT(&b, OP_put_list, X(0), X(1), X(0));
    EMIT(&b, OP_put_tuple2, X(0), LIST(X(0), X(1)));
    expect_after_return("");
    start();
    EMIT(&b, OP_test_heap, U(5), U(2));
    EMIT(&b, OP_put_list, X(0), X(1), X(0));
    EMIT(&b, OP_put_tuple2, X(0), LIST(X(0), X(1), NIL));
    expect_after_return("put_tuple2: more heap is used");
    start();
    EMIT(&b, OP_allocate, U(0), U(2));
    EMIT(&b, OP_test_heap, U(2), U(2));
    EMIT(&b, OP_call, U(2), F(2));
    EMIT(&b, OP_put_list, X(0), NIL, X(0));
    EMIT(&b, OP_deallocate, U(0));
    expect_after_return("put_list: more heap is used");
    start();
    EMIT(&b, OP_test_heap, U(3), U(2));
    EMIT(&b, OP_update_record, ATOM(&b, "copy"), U(2), X(0), X(0), LIST(U(2), X(1)));
    expect_after_return("");
    start();
    EMIT(&b, OP_test_heap, U(2), U(2));
    EMIT(&b, OP_update_record, ATOM(&b, "copy"), U(2), X(0), X(0), LIST(U(2), X(1)));
    expect_after_return("update_record: more heap is used");
    start();
    EMIT(&b, OP_allocate_heap, U(0), ALLOC(U(0), U(0), U(1), U(1), U(2), U(0)), U(2));
    EMIT(&b, OP_fmove, LIT(builder_literal(&b, "\x46\x3F\xF0\0\0\0\0\0\0", 9)), FR(0));
    EMIT(&b, OP_fmove, FR(0), X(0));
    EMIT(&b, OP_fmove, FR(0), X(0));
    EMIT(&b, OP_deallocate, U(0));
    expect_after_return("fmove: more heap is used");
}

Test(heap, a_fun_takes_its_environment_too)
{
    for (int words = 0; words < 2; words++) {
        start();
        EMIT(&b, OP_test_heap, ALLOC(U(0), U(words), U(2), U(1)), U(2));
        EMIT(&b, OP_make_fun3, U(0), X(0), LIST(X(1)));
        EMIT0(&b, OP_return);
        uint32_t entry = builder_function(&b, "-f/2-fun-0-", 2, false);
        builder_lambda(&b, "-f/2-fun-0-", 2, entry, 1);
        expect_after_return(words ? "" : "make_fun3: more heap is used");
    }
}

/* ---- Exceptions ------------------------------------------------------------------------------ */

/* try, a call, and what the callbacks emit before try_end and behind try_case. */
static void start_try(uint32_t frame, uint32_t tag, uint32_t handler)
{
    start();
    EMIT(&b, OP_allocate_zero, U(frame), U(2));
    EMIT(&b, OP_try, Y(tag), F(handler));
}

Test(exceptions, try_and_catch)
{
    start_try(1, 0, 3);
    builder_label(&b);
    EMIT(&b, OP_call, U(2), F(2));
    EMIT(&b, OP_try_end, Y(0));
    EMIT(&b, OP_deallocate, U(1));
    EMIT0(&b, OP_return);
    label(3);
    EMIT(&b, OP_try_case, Y(0));
    EMIT(&b, OP_raise, X(2), X(1));
    expect("");
    start();
    EMIT(&b, OP_allocate_zero, U(1), U(2));
    EMIT(&b, OP_catch, Y(0), F(builder_label(&b)));
    EMIT(&b, OP_call, U(2), F(2));
    label(3);
    EMIT(&b, OP_catch_end, Y(0));
    EMIT(&b, OP_deallocate, U(1));
    expect_after_return("");
}

Test(exceptions, a_handler_nothing_raises_to_is_known_too)
{
    start_try(1, 0, 3);
    builder_label(&b);
    EMIT(&b, OP_try_end, Y(0));
    EMIT(&b, OP_deallocate, U(1));
    EMIT0(&b, OP_return);
    label(3);
    EMIT(&b, OP_try_case, Y(0));
    EMIT(&b, OP_raise, X(2), X(1));
    Result result = builder_read(&b);
    cr_assert(result.valid, "%s", builder_error(&result));
    cr_assert_eq(result.module->frame[result.module->label_instruction[3]], 1);
    builder_free_result(&result);
    builder_free(&b);
}

Test(exceptions, no_way_leads_to_a_handler_but_an_exception)
{
    start_try(1, 0, 3);
    builder_label(&b);
    EMIT(&b, OP_move, I(1), X(7));
    EMIT(&b, OP_call, U(2), F(2));
    label(3);
    EMIT(&b, OP_try_case, Y(0));
    EMIT(&b, OP_raise, X(2), X(1));
    expect("");
    /* What was in X registers is lost. */
    start_try(1, 0, 3);
    builder_label(&b);
    EMIT(&b, OP_move, I(1), X(7));
    EMIT(&b, OP_call, U(2), F(2));
    label(3);
    EMIT(&b, OP_try_case, Y(0));
    EMIT(&b, OP_raise, X(2), X(7));
    expect("x7 is not initialised");
}

Test(exceptions, tags_nest_and_are_taken_down)
{
    start_try(2, 0, 3);
    builder_label(&b);
    EMIT(&b, OP_try, Y(1), F(3));
    EMIT0(&b, OP_return);
    label(3);
    EMIT(&b, OP_try_case, Y(0));
    expect_after_return("y1 is above the tag");
    start_try(1, 0, 3);
    builder_label(&b);
    EMIT(&b, OP_deallocate, U(1));
    EMIT0(&b, OP_return);
    label(3);
    EMIT(&b, OP_try_case, Y(0));
    expect_after_return("holds the tag of an open catch or try");
    start_try(1, 0, 3);
    builder_label(&b);
    EMIT(&b, OP_move, X(0), Y(0));
    EMIT0(&b, OP_return);
    label(3);
    EMIT(&b, OP_try_case, Y(0));
    expect_after_return("would be overwritten");
    start_try(1, 0, 3);
    builder_label(&b);
    EMIT(&b, OP_move, Y(0), X(0));
    EMIT0(&b, OP_return);
    label(3);
    EMIT(&b, OP_try_case, Y(0));
    expect_after_return("holds the tag");
    start_try(1, 0, 3);
    builder_label(&b);
    EMIT(&b, OP_catch_end, Y(0));
    EMIT0(&b, OP_return);
    label(3);
    EMIT(&b, OP_try_case, Y(0));
    expect_after_return("does not hold the tag of the innermost open catch");
    start_try(2, 1, 3);
    builder_label(&b);
    EMIT(&b, OP_try, Y(0), F(3));
    EMIT(&b, OP_try_end, Y(1));
    EMIT0(&b, OP_return);
    label(3);
    EMIT(&b, OP_try_case, Y(0));
    expect_after_return("does not hold the tag of the innermost open try");
    start_try(2, 0, 3);
    builder_label(&b);
    EMIT(&b, OP_trim, U(1), U(1));
    EMIT0(&b, OP_return);
    label(3);
    EMIT(&b, OP_try_case, Y(0));
    expect_after_return("would be lost");
    start_try(1, 0, 3);
    builder_label(&b);
    EMIT(&b, OP_call_last, U(2), F(2), U(1));
    label(3);
    EMIT(&b, OP_try_case, Y(0));
    expect_after_return("holds the tag of an open catch or try");
}

Test(exceptions, one_handler_wherever_one_may_be_raised)
{
    start();
    uint32_t other = builder_label(&b), join = builder_label(&b);
    uint32_t first = builder_label(&b), second = builder_label(&b);
    EMIT(&b, OP_allocate_zero, U(1), U(2));
    EMIT(&b, OP_is_atom, F(other), X(0));
    EMIT(&b, OP_try, Y(0), F(first));
    EMIT(&b, OP_jump, F(join));
    label(other);
    EMIT(&b, OP_try, Y(0), F(second));
    label(join);
    EMIT(&b, OP_call, U(2), F(2));
    EMIT(&b, OP_try_end, Y(0));
    EMIT0(&b, OP_if_end);
    label(first);
    EMIT(&b, OP_try_case, Y(0));
    EMIT0(&b, OP_if_end);
    label(second);
    EMIT(&b, OP_try_case, Y(0));
    EMIT0(&b, OP_if_end);
    expect("may find different handlers");
}

/* ---- Binaries -------------------------------------------------------------------------------- */

Test(contexts, are_not_terms)
{
    start();
    EMIT(&b, OP_bs_start_match3, F(1), X(0), U(2), X(0));
    expect_after_return("x0 holds a match context");
    start();
    EMIT(&b, OP_bs_get_tail, X(0), X(0), U(2));
    expect_after_return("x0 holds a term");
    start();
    EMIT(&b, OP_bs_start_match3, F(1), X(0), U(2), X(2));
    EMIT(&b, OP_bs_get_tail, X(2), X(0), U(2));
    expect_after_return("");
    start();
    EMIT(&b, OP_bs_start_match3, F(1), X(0), U(2), X(0));
    EMIT(&b, OP_gc_bif1, F(0), U(2), U(import("byte_size", 1)), X(0), X(0));
    expect_after_return("");
    start();
    EMIT(&b, OP_bs_start_match3, F(1), X(0), U(2), X(0));
    EMIT(&b, OP_gc_bif1, F(0), U(2), U(import("length", 1)), X(0), X(0));
    expect_after_return("x0 holds a match context");
    start();
    EMIT(&b, OP_bs_start_match4, ATOM(&b, "resume"), U(2), X(0), X(0));
    expect_after_return("x0 holds a term");
    start();
    EMIT(&b, OP_bs_start_match4, ATOM(&b, "no_fail"), U(2), X(0), X(0));
    EMIT(&b, OP_bs_get_position, X(0), X(1), U(2));
    EMIT(&b, OP_bs_set_position, X(0), X(1));
    EMIT(&b, OP_bs_get_tail, X(0), X(0), U(1));
    expect_after_return("");
    start();
    EMIT(&b, OP_bs_start_match4, ATOM(&b, "no_fail"), U(2), X(0), X(0));
    EMIT(&b, OP_bs_set_position, X(0), X(1));
    expect_after_return("x1 holds a term");
    start();
    EMIT(&b, OP_bs_start_match4, ATOM(&b, "no_fail"), U(2), X(0), X(0));
    EMIT(&b, OP_bs_get_position, X(0), X(0), U(1));
    expect_after_return("x0 may hold a position");
}

/* A function that is called with contexts only may resume them; one that is called from outside,
 * or with terms too, may not. */
Test(contexts, are_passed_inside_the_module)
{
    for (int exported = 0; exported < 2; exported++) {
        start();
        EMIT(&b, OP_bs_start_match3, F(1), X(0), U(2), X(0));
        EMIT(&b, OP_call_only, U(2), F(4));
        builder_function(&b, "g", 2, exported);
        EMIT(&b, OP_bs_start_match4, ATOM(&b, "resume"), U(2), X(0), X(0));
        EMIT(&b, OP_bs_get_tail, X(0), X(0), U(2));
        expect_after_return(exported ? "x0 may hold a match context or not" : "");
    }
    start();
    EMIT(&b, OP_bs_start_match3, F(1), X(0), U(2), X(0));
    EMIT(&b, OP_call_only, U(2), F(4));
    builder_function(&b, "g", 2, true);
    EMIT(&b, OP_bs_start_match4, F(3), U(2), X(0), X(0));
    EMIT(&b, OP_bs_get_tail, X(0), X(0), U(2));
    expect_after_return("");
    start();
    EMIT(&b, OP_bs_start_match3, F(1), X(0), U(2), X(0));
    EMIT(&b, OP_call_ext_only, U(2), U(import("g", 2)));
    expect("x0 holds a match context");
}

Test(contexts, commands_take_what_was_ensured)
{
    for (int bits = 15; bits < 17; bits++) {
        start();
        EMIT(&b, OP_bs_start_match3, F(1), X(0), U(2), X(0));
        EMIT(&b, OP_bs_match, F(3), X(0),
             LIST(ATOM(&b, "ensure_at_least"), U(bits), U(1), ATOM(&b, "integer"), U(1), NIL, U(8),
                  U(1), X(1), ATOM(&b, "=:="), NIL, U(8), U(255)));
        EMIT(&b, OP_move, X(1), X(0));
        EMIT0(&b, OP_return);
        label(builder_label(&b));
        EMIT(&b, OP_bs_get_tail, X(0), X(0), U(1));
        expect_after_return(bits == 16 ? "" : "8 bits are matched where 7 are left");
    }
    start();
    EMIT(&b, OP_bs_start_match3, F(1), X(0), U(2), X(2));
    EMIT(&b, OP_bs_match, F(1), X(2),
         LIST(ATOM(&b, "ensure_at_least"), U(8), U(1), ATOM(&b, "integer"), U(2), NIL, U(8), U(1),
              X(1)));
    expect_after_return("x2 is not initialised");
}

Test(binaries, are_built_in_one_go)
{
    start();
    EMIT(&b, OP_bs_init2, F(0), U(1), U(0), U(2), U(0), X(1));
    EMIT(&b, OP_bs_put_integer, F(0), I(8), U(1), U(0), X(0));
    EMIT(&b, OP_move, X(1), X(0));
    expect_after_return("");
    start();
    EMIT(&b, OP_bs_put_integer, F(0), I(8), U(1), U(0), X(0));
    expect_after_return("no binary is under construction");
    start();
    EMIT(&b, OP_bs_init2, F(0), U(1), U(0), U(2), U(0), X(1));
    EMIT(&b, OP_test_heap, U(0), U(2));
    EMIT(&b, OP_bs_put_integer, F(0), I(8), U(1), U(0), X(0));
    expect_after_return("no binary is under construction");
}

/* ---- Receive and maps
 * ------------------------------------------------------------------------------ */

Test(receive, loses_x_registers)
{
    start();
    uint32_t loop = builder_label(&b), empty = builder_label(&b);
    EMIT(&b, OP_allocate, U(0), U(2));
    label(loop);
    EMIT(&b, OP_loop_rec, F(empty), X(0));
    EMIT0(&b, OP_remove_message);
    EMIT(&b, OP_deallocate, U(0));
    EMIT0(&b, OP_return);
    label(empty);
    EMIT(&b, OP_wait, F(loop));
    expect("");
    start();
    loop = builder_label(&b), empty = builder_label(&b);
    EMIT(&b, OP_allocate, U(0), U(2));
    label(loop);
    EMIT(&b, OP_loop_rec, F(empty), X(0));
    EMIT(&b, OP_move, X(1), X(0));
    EMIT(&b, OP_deallocate, U(0));
    EMIT0(&b, OP_return);
    label(empty);
    EMIT(&b, OP_wait, F(loop));
    expect("x1 is not initialised");
    /* A bare `receive after X0 -> … end` does not look at X0 again. */
    start();
    loop = builder_label(&b);
    EMIT(&b, OP_allocate, U(0), U(2));
    label(loop);
    EMIT(&b, OP_wait_timeout, F(loop), X(0));
    EMIT0(&b, OP_timeout);
    EMIT(&b, OP_move, I(1), X(0));
    EMIT(&b, OP_deallocate, U(0));
    expect_after_return("");
}

Test(maps, destinations_are_not_known_where_a_key_is_missing)
{
    for (int live = 1; live < 3; live++) {
        start();
        EMIT(&b, OP_get_map_elements, F(builder_label(&b)), X(0), LIST(I(1), X(1), I(2), X(2)));
        EMIT(&b, OP_move, X(2), X(0));
        EMIT0(&b, OP_return);
        label(3);
        EMIT(&b, OP_move, X(live), X(0));
        expect_after_return(live == 1 ? "" : "x2 is not initialised");
    }
}

/* ---- Files made to be slow or large
 * ------------------------------------------------------------------ */

Test(hostile, too_much_state_is_refused)
{
    enum { LABELS = 60000 };
    start();
    EMIT(&b, OP_move, I(1), X(1023));
    for (int i = 0; i < LABELS; i++) {
        uint32_t here = builder_label(&b);
        EMIT(&b, OP_is_atom, F(here), X(0));
        label(here);
    }
    expect_after_return("too complicated");
}
