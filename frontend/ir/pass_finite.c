/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Finite: one check of a float result per expression instead of one per operation.
 *
 * An infinity or NaN stays one through additions, subtractions, multiplications and as a dividend.
 * So where a result is only used to compute another one on the way to the other's check, the first
 * check can wait until something fails:
 *
 *       r = f64_mul a, b                            r = f64_mul a, b
 *       branch f64_finite r -> next, fail           jump next
 * next: s = f64_add r, c                      next: s = f64_add r, c
 *       branch f64_finite s -> …, fail'             branch f64_finite s -> …, which
 *                                            which: branch f64_finite r -> fail', fail
 *
 * On the way there may be nothing but operations without effect, and other checks that only fail;
 * they get their `which` as well. If both raise badarith for the same line it does not matter
 * which.
 */
#include "frontend/ir/graph.h"
#include "frontend/ir/passes.h"

#include <string.h>

typedef struct Finite {
    IrFunction *function;
    IrGraph graph;
    bool *tainted; /* by value: not finite if the value in question is not */
    IrValue *marked;
    uint32_t marked_count;
    IrBlockId *exits; /* blocks on the way that end in other checks */
    uint32_t exit_count;
    uint32_t block_count; /* as the graph knows them */
} Finite;

enum { BLOCKS_MAX = 64 }; /* looked at for one check */

/* A block that raises the badarith of a float instruction. */
static const IrInstruction *float_raise(const IrFunction *function, const IrTarget *target)
{
    const IrBlock *block = &function->blocks[target->block];
    bool is_raise = block->instruction_count == 2 &&
                    block->instructions[0].op == IR_FAIL_BADARITH &&
                    block->instructions[1].op == IR_RAISE_FAULT;
    return is_raise ? &block->instructions[1] : NULL;
}

/* Do two targets fail in the same way? */
static bool same_failure(const IrFunction *function, const IrTarget *a, const IrTarget *b)
{
    if (a->block == b->block && a->count == 0 && b->count == 0) {
        return true;
    }
    const IrInstruction *first = float_raise(function, a), *second = float_raise(function, b);
    return first != NULL && second != NULL && first->location == second->location &&
           function->blocks[a->block].frame == function->blocks[b->block].frame;
}

/* The value whose finiteness the block's end depends on, or 0. */
static IrValue checked_value(const IrFunction *function, const IrBlock *block)
{
    const IrInstruction *last = ir_terminator(block);
    if (last->op != IR_BRANCH || !ir_is_op(function, last->arguments[0], IR_F64_FINITE)) {
        return 0;
    }
    return ir_definition(function, last->arguments[0])->arguments[0];
}

static void taint(Finite *finite, IrValue value)
{
    finite->tainted[value] = true;
    finite->marked[finite->marked_count++] = value;
}

static void spread_taint(Finite *finite, const IrInstruction *instruction)
{
    uint32_t operands = 0;
    switch (instruction->op) {
    case IR_F64_ADD:
    case IR_F64_SUB:
    case IR_F64_MUL:
        operands = 2;
        break;
    case IR_F64_DIV: /* something divided by infinity is finite */
    case IR_F64_NEG:
        operands = 1;
        break;
    default:
        break;
    }
    for (uint32_t i = 0; i < operands; i++) {
        if (finite->tainted[instruction->arguments[i]]) {
            taint(finite, instruction->result);
            return;
        }
    }
}

/* Only instructions without effect before the terminator? Taints what depends on the value. */
static bool pass_through(Finite *finite, const IrBlock *block)
{
    for (uint32_t i = 0; i + 1 < block->instruction_count; i++) {
        const IrInstruction *instruction = &block->instructions[i];
        unsigned flags = ir_op_info[instruction->op].flags;
        bool harmless = ((flags & IR_PURE) != 0 && (flags & IR_ALLOCATES) == 0) ||
                        instruction->op == IR_LOAD_Y || instruction->op == IR_TO_F64;
        if (!harmless) {
            return false;
        }
        spread_taint(finite, instruction);
    }
    return true;
}

/* Can the check at the end of the block wait for a later one? */
static bool can_wait(Finite *finite, IrBlockId id, IrValue value)
{
    const IrFunction *function = finite->function;
    IrBlockId at = ir_terminator(&function->blocks[id])->targets[0].block;
    finite->exit_count = 0;
    taint(finite, value);
    for (int i = 0; i < BLOCKS_MAX && at < finite->block_count; i++) {
        const IrBlock *block = &function->blocks[at];
        const IrInstruction *last = ir_terminator(block);
        if (block->root != IR_NOT_ROOT || graph_edge_count(&finite->graph, at) != 1 ||
            block->parameter_count != 0 || !pass_through(finite, block)) {
            return false;
        }
        if (last->op != IR_JUMP) {
            IrValue checked = checked_value(function, block);
            bool converts =
                last->op == IR_CHECK && ir_is_op(function, last->arguments[0], IR_TO_F64);
            if (checked == 0 && !converts) {
                return false;
            }
            finite->exits[finite->exit_count++] = at;
            if (checked != 0 && finite->tainted[checked]) {
                return true;
            }
        }
        at = last->targets[0].block;
    }
    return false;
}

/* Where a later check fails, see first whether it was this value. */
static void ask_first(Finite *finite, IrBlockId exit, IrValue value, IrTarget failed)
{
    IrFunction *function = finite->function;
    IrTarget later = ir_terminator(&function->blocks[exit])->targets[1];
    if (same_failure(function, &failed, &later)) {
        return;
    }
    IrValue *arguments = ARENA_NEW_ARRAY(function->arena, IrValue, failed.count);
    if (failed.count != 0) {
        memcpy(arguments, failed.arguments, failed.count * sizeof *arguments);
    }
    failed.arguments = arguments;
    IrBlockId which = ir_new_block(function, function->blocks[later.block].frame);
    function->blocks[which].cold = true;
    IrValue finite_value = ir_append(function, which, IR_F64_FINITE, 1, &value)->result;
    IrInstruction *branch = ir_append(function, which, IR_BRANCH, 1, &finite_value);
    IrTarget *targets = ir_add_targets(function, branch, 2);
    targets[0] = later;
    targets[1] = failed;
    ir_terminator(&function->blocks[exit])->targets[1] = (IrTarget){.block = which};
}

static void let_wait(Finite *finite, IrBlockId id, IrValue value)
{
    IrFunction *function = finite->function;
    IrBlock *block = &function->blocks[id];
    IrInstruction *last = &block->instructions[block->instruction_count - 1];
    IrTarget failed = last->targets[1];
    last->op = IR_JUMP;
    last->argument_count = 0;
    last->target_count = 1;
    for (uint32_t i = 0; i < finite->exit_count; i++) {
        ask_first(finite, finite->exits[i], value, failed);
    }
}

void pass_finite(IrFunction *function)
{
    Arena arena;
    IrBlockId exits[BLOCKS_MAX];
    arena_init(&arena);
    Finite finite = {.function = function, .exits = exits, .block_count = function->block_count};
    graph_build(&finite.graph, &arena, function);
    finite.tainted = ARENA_NEW_ARRAY(&arena, bool, function->value_count);
    finite.marked = ARENA_NEW_ARRAY(&arena, IrValue, function->value_count + 1);
    for (uint32_t i = 0; i < finite.graph.order_count; i++) {
        IrBlockId id = finite.graph.order[i];
        IrValue value = checked_value(function, &function->blocks[id]);
        if (value == 0) {
            continue;
        }
        bool waits = can_wait(&finite, id, value);
        while (finite.marked_count > 0) {
            finite.tainted[finite.marked[--finite.marked_count]] = false;
        }
        if (waits) {
            let_wait(&finite, id, value);
        }
    }
    ir_number_values(function);
    arena_free(&arena);
}
