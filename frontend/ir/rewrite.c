/* SPDX-License-Identifier: Apache-2.0 */
/* Replacing values. See rewrite.h. */
#include "frontend/ir/rewrite.h"

#include <string.h>

void rewrite_start(Rewrite *rewrite, Arena *arena, const IrFunction *function)
{
    rewrite->by = ARENA_NEW_ARRAY(arena, IrValue, function->value_count);
    rewrite->count = function->value_count;
}

IrValue rewrite_find(Rewrite *rewrite, IrValue value)
{
    IrValue last = value;
    while (last < rewrite->count && rewrite->by[last] != 0) {
        last = rewrite->by[last];
    }
    while (value != last) {
        IrValue next = rewrite->by[value];
        rewrite->by[value] = last;
        value = next;
    }
    return last;
}

static void apply_to(Rewrite *rewrite, IrValue *values, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        values[i] = rewrite_find(rewrite, values[i]);
    }
}

void rewrite_apply(Rewrite *rewrite, IrFunction *function)
{
    for (IrBlockId id = 0; id < function->block_count; id++) {
        IrBlock *block = &function->blocks[id];
        for (uint32_t i = 0; i < block->instruction_count; i++) {
            IrInstruction *instruction = &block->instructions[i];
            apply_to(rewrite, instruction->arguments, instruction->argument_count);
            for (uint32_t t = 0; t < instruction->target_count; t++) {
                apply_to(rewrite, instruction->targets[t].arguments, instruction->targets[t].count);
            }
        }
    }
}

OldInstructions rewrite_empty_block(IrFunction *function, IrBlockId block)
{
    IrBlock *at = &function->blocks[block];
    OldInstructions old = {at->instructions, at->instruction_count};
    at->instructions = NULL;
    at->instruction_count = at->instruction_capacity = 0;
    return old;
}

void rewrite_append_old(IrFunction *function, IrBlockId block, const IrInstruction *instruction)
{
    IrBlock *at = &function->blocks[block];
    if (at->instruction_count == at->instruction_capacity) {
        uint32_t capacity = at->instruction_capacity * 2 + 4;
        IrInstruction *grown = ARENA_NEW_ARRAY(function->arena, IrInstruction, capacity);
        if (at->instruction_count != 0) {
            memcpy(grown, at->instructions, at->instruction_count * sizeof *grown);
        }
        at->instructions = grown;
        at->instruction_capacity = capacity;
    }
    at->instructions[at->instruction_count++] = *instruction;
}

bool rewrite_is_removable(IrOp op)
{
    unsigned flags = ir_op_info[op].flags;
    if ((flags & IR_TERMINATOR) != 0) {
        return false;
    }
    return (flags & (IR_PURE | IR_HEAP)) != 0 || op == IR_LOAD_Y || op == IR_TO_F64;
}
