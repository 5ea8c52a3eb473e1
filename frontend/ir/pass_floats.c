/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Floats: arithmetic on terms, one of which is known to be a float, is done on plain doubles.
 *
 *       v = add a, b             f = to_f64 a, or unboxed       (not a number -> slow)
 *       check v -> go, fail      g = to_f64 b, or unboxed       (not a number -> slow)
 *                                r = f64_add f, g
 *                                branch f64_finite r -> box, slow
 *                         box:   v' = float_term r; jump go
 *                         slow:  v = add a, b; check v -> (never), fail
 *
 * The operation on terms in `slow` fails as it would have done, and sets the fault for it. Where
 * nobody looks at the fault (in guards) there is no `slow`: everything goes to `fail`.
 *
 * What boxes are not needed is found by pass_unbox.c.
 */
#include "frontend/ir/facts.h"
#include "frontend/ir/graph.h"
#include "frontend/ir/passes.h"
#include "frontend/ir/rewrite.h"

typedef struct Floats {
    IrFunction *function;
    Rewrite rewrite;
    IrBlockId block; /* being written */
    int frame;
    IrTarget failed; /* where to go when a step fails */
} Floats;

static IrOp float_operation(IrOp op)
{
    switch (op) {
    case IR_ADD:
        return IR_F64_ADD;
    case IR_SUB:
        return IR_F64_SUB;
    case IR_MUL:
        return IR_F64_MUL;
    case IR_FDIV:
        return IR_F64_DIV;
    default:
        return IR_OP_COUNT;
    }
}

static bool is_float(const Floats *floats, IrValue value)
{
    return floats->function->values[value].fact.types == FACT_FLOAT;
}

static IrValue emit1(Floats *floats, IrOp op, IrValue argument)
{
    return ir_append(floats->function, floats->block, op, 1, &argument)->result;
}

static void divide_control(Floats *floats, IrOp op, IrValue value, IrTarget yes, IrTarget no)
{
    IrInstruction *instruction = ir_append(floats->function, floats->block, op, 1, &value);
    IrTarget *targets = ir_add_targets(floats->function, instruction, 2);
    targets[0] = yes;
    targets[1] = no;
}

static IrTarget copy_target(Floats *floats, const IrTarget *target)
{
    IrTarget copy = *target;
    copy.arguments = ARENA_NEW_ARRAY(floats->function->arena, IrValue, target->count);
    for (uint32_t i = 0; i < target->count; i++) {
        copy.arguments[i] = target->arguments[i];
    }
    return copy;
}

static IrBlockId next_block(Floats *floats, bool cold)
{
    IrBlockId next = ir_new_block(floats->function, floats->frame);
    floats->function->blocks[next].cold = cold;
    return next;
}

static void go_on_if(Floats *floats, IrOp op, IrValue value)
{
    IrBlockId next = next_block(floats, floats->function->blocks[floats->block].cold);
    divide_control(floats, op, value, (IrTarget){.block = next},
                   copy_target(floats, &floats->failed));
    floats->block = next;
}

static IrValue to_double(Floats *floats, IrValue value)
{
    uint32_t types = floats->function->values[value].fact.types;
    if (types == FACT_FLOAT) {
        return emit1(floats, IR_UNBOX_FLOAT, value);
    }
    if (types == FACT_SMALL) {
        return emit1(floats, IR_I64_TO_F64, emit1(floats, IR_UNTAG_SMALL, value));
    }
    IrValue number = emit1(floats, IR_TO_F64, value);
    go_on_if(floats, IR_CHECK, number);
    return number;
}

/* Does something at the target look at the fault that the operation sets? */
static bool uses_fault(const IrFunction *function, const IrTarget *target)
{
    const IrBlock *block = &function->blocks[target->block];
    return block->instructions[0].op == IR_RAISE_FAULT ||
           block->instructions[0].op == IR_DROP_OPERATOR;
}

static IrTarget make_slow_path(Floats *floats, const IrInstruction *operation,
                               const IrTarget *failed)
{
    IrFunction *function = floats->function;
    if (!uses_fault(function, failed)) {
        return *failed;
    }
    IrBlockId slow = next_block(floats, true), never = next_block(floats, true);
    IrInstruction *again = ir_append(function, slow, operation->op, 2, operation->arguments);
    again->location = operation->location;
    IrValue result = again->result;
    IrInstruction *check = ir_append(function, slow, IR_CHECK, 1, &result);
    IrTarget *targets = ir_add_targets(function, check, 2);
    targets[0] = (IrTarget){.block = never};
    targets[1] = copy_target(floats, failed);
    ir_append(function, never, IR_UNREACHABLE, 0, NULL);
    return (IrTarget){.block = slow};
}

/* The block ends in the operation and its check. */
static void convert(Floats *floats, IrBlockId id)
{
    IrFunction *function = floats->function;
    IrBlock *block = &function->blocks[id];
    uint32_t count = block->instruction_count;
    IrInstruction operation = block->instructions[count - 2];
    IrInstruction check = block->instructions[count - 1];
    block->instruction_count = count - 2;
    floats->block = id;
    floats->frame = function->blocks[check.targets[0].block].frame;
    floats->failed = make_slow_path(floats, &operation, &check.targets[1]);
    IrValue a = to_double(floats, operation.arguments[0]);
    IrValue words[] = {a, to_double(floats, operation.arguments[1])};
    IrValue result =
        ir_append(function, floats->block, float_operation(operation.op), 2, words)->result;
    go_on_if(floats, IR_BRANCH, emit1(floats, IR_F64_FINITE, result));
    IrValue term = emit1(floats, IR_FLOAT_TERM, result);
    function->values[term].fact = fact_of_types(FACT_FLOAT);
    rewrite_replace(&floats->rewrite, operation.result, term);
    IrInstruction *jump = ir_append(function, floats->block, IR_JUMP, 0, NULL);
    *ir_add_targets(function, jump, 1) = check.targets[0];
}

static bool is_convertible(const Floats *floats, const IrBlock *block)
{
    if (block->instruction_count < 2 || ir_terminator(block)->op != IR_CHECK || block->cold) {
        return false;
    }
    const IrInstruction *operation = &block->instructions[block->instruction_count - 2];
    if (float_operation(operation->op) == IR_OP_COUNT ||
        ir_terminator(block)->arguments[0] != operation->result) {
        return false;
    }
    IrValue a = operation->arguments[0], b = operation->arguments[1];
    bool numbers = fact_may_be(floats->function->values[a].fact, FACT_NUMBER) &&
                   fact_may_be(floats->function->values[b].fact, FACT_NUMBER);
    return numbers && (is_float(floats, a) || is_float(floats, b));
}

void pass_floats(IrFunction *function)
{
    Arena arena;
    arena_init(&arena);
    Floats floats = {.function = function};
    rewrite_start(&floats.rewrite, &arena, function);
    bool changed = false;
    uint32_t count = function->block_count;
    for (IrBlockId id = 0; id < count; id++) {
        if (is_convertible(&floats, &function->blocks[id])) {
            convert(&floats, id);
            changed = true;
        }
    }
    if (changed) {
        rewrite_apply(&floats.rewrite, function);
        ir_number_values(function);
    }
    arena_free(&arena);
}
