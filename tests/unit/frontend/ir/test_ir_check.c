/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The checker finds what it says it finds: small functions with one thing wrong in each.
 */
#include "tests/unit/frontend/ir/ir_test.h"

#include <criterion/criterion.h>
#include <string.h>

typedef struct Broken {
    Arena arena;
    DiagList diags;
    BeamFunction beam;
    BeamText atoms[3];
    BeamModule module;
    IrFunction function;
} Broken;

/* f/2 of no module, with an entry block that is empty yet. */
static void start(Broken *broken)
{
    *broken = (Broken){0};
    arena_init(&broken->arena);
    diag_init(&broken->diags, &broken->arena);
    broken->atoms[1] = (BeamText){"f", 1};
    broken->module.atoms = broken->atoms;
    broken->module.atom_count = 2;
    broken->module.name = 1;
    broken->beam = (BeamFunction){.name = 1, .arity = 2};
    broken->function =
        (IrFunction){.module = &broken->module, .beam = &broken->beam, .arena = &broken->arena};
    ir_new_block(&broken->function, IR_NO_FRAME);
    broken->function.blocks[0].root = IR_ENTRY;
    ir_add_parameter(&broken->function, 0, IR_TERM);
    ir_add_parameter(&broken->function, 0, IR_TERM);
}

enum { FIRST = 1, SECOND = 2 }; /* the parameters */

static IrInstruction *add(Broken *broken, IrBlockId block, IrOp op, uint32_t count,
                          const IrValue *arguments)
{
    return ir_append(&broken->function, block, op, count, arguments);
}

static IrValue add1(Broken *broken, IrBlockId block, IrOp op, IrValue argument)
{
    return add(broken, block, op, 1, &argument)->result;
}

static IrValue add_imm(Broken *broken, IrBlockId block, IrOp op, int64_t imm)
{
    IrInstruction *instruction = add(broken, block, op, 0, NULL);
    instruction->imm.i64 = imm;
    return instruction->result;
}

static void add_return(Broken *broken, IrBlockId block, IrValue value)
{
    add(broken, block, IR_RETURN, 1, &value);
}

static void add_jump(Broken *broken, IrBlockId from, IrBlockId to)
{
    ir_add_targets(&broken->function, add(broken, from, IR_JUMP, 0, NULL), 1)->block = to;
}

static void add_branch(Broken *broken, IrBlockId from, IrValue condition, IrBlockId yes,
                       IrBlockId no)
{
    IrTarget *targets =
        ir_add_targets(&broken->function, add(broken, from, IR_BRANCH, 1, &condition), 2);
    targets[0].block = yes;
    targets[1].block = no;
}

static void expect(Broken *broken, const char *part)
{
    bool good = ir_check(&broken->function, "test", &broken->diags);
    const char *text = broken->diags.first == NULL ? "" : broken->diags.first->text;
    if (part == NULL) {
        cr_expect(good, "%s", text);
    } else {
        cr_expect(!good && strstr(text, part) != NULL, "\"%s\" instead of \"%s\"", text, part);
    }
    arena_free(&broken->arena);
}

Test(check, accepts_what_is_right)
{
    Broken broken;
    start(&broken);
    add_return(&broken, 0, FIRST);
    expect(&broken, NULL);
}

Test(check, empty_block)
{
    Broken broken;
    start(&broken);
    expect(&broken, "the block is empty");
}

Test(check, no_terminator)
{
    Broken broken;
    start(&broken);
    add1(&broken, 0, IR_HEAD, FIRST);
    expect(&broken, "no terminator");
}

Test(check, terminator_inside)
{
    Broken broken;
    start(&broken);
    add_return(&broken, 0, FIRST);
    add_return(&broken, 0, FIRST);
    expect(&broken, "a terminator inside");
}

Test(check, number_of_arguments)
{
    Broken broken;
    start(&broken);
    add1(&broken, 0, IR_CONS, FIRST);
    add_return(&broken, 0, FIRST);
    expect(&broken, "1 arguments instead of 2");
}

Test(check, type_of_argument)
{
    Broken broken;
    start(&broken);
    add1(&broken, 0, IR_F64_NEG, FIRST);
    add_return(&broken, 0, FIRST);
    expect(&broken, "has the wrong type");
}

Test(check, number_of_targets)
{
    Broken broken;
    start(&broken);
    add(&broken, 0, IR_JUMP, 0, NULL);
    expect(&broken, "0 targets");
}

Test(check, arguments_of_a_target)
{
    Broken broken;
    start(&broken);
    IrBlockId next = ir_new_block(&broken.function, IR_NO_FRAME);
    ir_add_parameter(&broken.function, next, IR_TERM);
    add_jump(&broken, 0, next);
    add_return(&broken, next, FIRST);
    expect(&broken, "1 parameters, but gets 0");
}

Test(check, kind_of_root)
{
    Broken broken;
    start(&broken);
    IrBlockId next = ir_new_block(&broken.function, IR_NO_FRAME);
    ir_add_targets(&broken.function, add(&broken, 0, IR_WAIT, 0, NULL), 1)->block = next;
    add_return(&broken, next, FIRST);
    expect(&broken, "not the right kind of root");
}

Test(check, use_before_definition)
{
    Broken broken;
    start(&broken);
    IrValue later = broken.function.value_count + 1;
    add1(&broken, 0, IR_HEAD, FIRST);
    broken.function.blocks[0].instructions[0].arguments[0] = later;
    add1(&broken, 0, IR_TAIL, FIRST);
    add_return(&broken, 0, FIRST);
    expect(&broken, "used before it is defined");
}

Test(check, definition_does_not_dominate)
{
    Broken broken;
    start(&broken);
    IrBlockId left = ir_new_block(&broken.function, IR_NO_FRAME);
    IrBlockId join = ir_new_block(&broken.function, IR_NO_FRAME);
    add_branch(&broken, 0, add1(&broken, 0, IR_IS_CONS, FIRST), left, join);
    IrValue head = add1(&broken, left, IR_HEAD, FIRST);
    add_jump(&broken, left, join);
    add_return(&broken, join, head);
    expect(&broken, "does not dominate its use");
}

Test(check, values_do_not_live_across_calls)
{
    Broken broken;
    start(&broken);
    broken.function.blocks[0].frame = IR_NO_FRAME;
    IrBlockId back = ir_new_block(&broken.function, 0);
    broken.function.blocks[back].root = IR_CONTINUATION;
    ir_add_parameter(&broken.function, back, IR_TERM);
    add_imm(&broken, 0, IR_GC, 1);
    add_imm(&broken, 0, IR_ALLOCATE, 0);
    IrValue atom = add(&broken, 0, IR_CONST, 0, NULL)->result;
    ir_add_targets(&broken.function, add(&broken, 0, IR_CALL, 0, NULL), 1)->block = back;
    add_imm(&broken, back, IR_DEALLOCATE, 0);
    add_return(&broken, back, atom);
    expect(&broken, "does not dominate its use");
}

Test(check, terms_are_moved_by_a_gc)
{
    Broken broken;
    start(&broken);
    add_imm(&broken, 0, IR_GC, 1);
    add_return(&broken, 0, FIRST);
    expect(&broken, "may have been moved by a gc");
}

Test(check, terms_are_moved_on_one_way)
{
    Broken broken;
    start(&broken);
    IrBlockId left = ir_new_block(&broken.function, IR_NO_FRAME);
    IrBlockId join = ir_new_block(&broken.function, IR_NO_FRAME);
    add_branch(&broken, 0, add1(&broken, 0, IR_IS_CONS, FIRST), left, join);
    add_imm(&broken, left, IR_GC, 1);
    add_jump(&broken, left, join);
    add_return(&broken, join, FIRST);
    expect(&broken, "may have been moved by a gc");
}

Test(check, what_goes_through_a_gc_is_right)
{
    Broken broken;
    start(&broken);
    IrInstruction *gc = add(&broken, 0, IR_GC, 2, (IrValue[]){FIRST, SECOND});
    gc->imm.i64 = 2;
    IrValue moved = gc->result;
    IrValue list = add(&broken, 0, IR_CONS, 2, (IrValue[]){moved, moved + 1})->result;
    add_return(&broken, 0, list);
    expect(&broken, NULL);
}

Test(check, more_heap_than_reserved)
{
    Broken broken;
    start(&broken);
    IrInstruction *gc = add(&broken, 0, IR_GC, 2, (IrValue[]){FIRST, SECOND});
    gc->imm.i64 = 3;
    IrValue moved = gc->result;
    IrValue list = add(&broken, 0, IR_CONS, 2, (IrValue[]){moved, moved + 1})->result;
    list = add(&broken, 0, IR_CONS, 2, (IrValue[]){moved, list})->result;
    add_return(&broken, 0, list);
    expect(&broken, "2 words are used where 1 are left");
}

Test(check, allocations_may_take_the_reservation)
{
    Broken broken;
    start(&broken);
    IrInstruction *gc = add(&broken, 0, IR_GC, 2, (IrValue[]){FIRST, SECOND});
    gc->imm.i64 = 2;
    IrValue moved = gc->result;
    IrValue sum = add(&broken, 0, IR_ADD, 2, (IrValue[]){moved, moved + 1})->result;
    IrValue list = add(&broken, 0, IR_CONS, 2, (IrValue[]){moved, sum})->result;
    add_return(&broken, 0, list);
    expect(&broken, "2 words are used where 0 are left");
}

Test(check, return_with_a_frame)
{
    Broken broken;
    start(&broken);
    IrInstruction *gc = add(&broken, 0, IR_GC, 1, (IrValue[]){FIRST});
    gc->imm.i64 = 2;
    IrValue moved = gc->result;
    add_imm(&broken, 0, IR_ALLOCATE, 1);
    add_return(&broken, 0, moved);
    expect(&broken, "there is a frame of 1");
}

Test(check, y_register_outside_the_frame)
{
    Broken broken;
    start(&broken);
    add_imm(&broken, 0, IR_GC, 2);
    add_imm(&broken, 0, IR_ALLOCATE, 1);
    IrValue loaded = add_imm(&broken, 0, IR_LOAD_Y, 1);
    add_imm(&broken, 0, IR_DEALLOCATE, 1);
    add_return(&broken, 0, loaded);
    expect(&broken, "y1 is not in the frame of 1");
}

Test(check, frames_differ)
{
    Broken broken;
    start(&broken);
    IrBlockId next = ir_new_block(&broken.function, 3);
    add_jump(&broken, 0, next);
    add_imm(&broken, next, IR_DEALLOCATE, 3);
    add_return(&broken, next, FIRST);
    expect(&broken, "has a frame of 3 instead of -1");
}

Test(check, numbering)
{
    Broken broken;
    start(&broken);
    IrValue head = add1(&broken, 0, IR_HEAD, FIRST);
    add_return(&broken, 0, FIRST);
    broken.function.values[head].instruction = 1;
    expect(&broken, "not numbered as it stands");
}
