/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The table of operations, and how functions grow: blocks, instructions, values. See ir.h.
 *
 * Arrays double in the arena when they are full; the old ones stay behind until it is freed.
 * Threads: a function belongs to one thread at a time.
 */
#include "frontend/ir/ir.h"

#include <string.h>

enum {
    F = IR_FALLIBLE,
    H = IR_HEAP,
    A = IR_ALLOCATES,
    P = IR_PURE,
    T = IR_TERMINATOR,
    I = IR_IMMEDIATE,
};

enum { BOOL = IR_BOOL, F64 = IR_F64, I64 = IR_I64, MANY = IR_MANY, NONE = IR_NONE, TERM = IR_TERM };

const IrOpInfo ir_op_info[IR_OP_COUNT] = {
#define OP(name, text, arguments, result, flags) {text, arguments, (IrType)(result), flags},
#include "frontend/ir/ops.def"
#undef OP
};

static void *grow(Arena *arena, const void *items, uint32_t count, uint32_t *capacity, size_t size)
{
    uint32_t wanted = *capacity == 0 ? 4 : *capacity * 2;
    char *grown = arena_alloc_array(arena, wanted, size);
    if (items != NULL) {
        memcpy(grown, items, count * size);
    }
    *capacity = wanted;
    return grown;
}

IrBlockId ir_new_block(IrFunction *function, int frame)
{
    if (function->block_count == function->block_capacity) {
        function->blocks = grow(function->arena, function->blocks, function->block_count,
                                &function->block_capacity, sizeof(IrBlock));
    }
    IrBlockId id = function->block_count++;
    function->blocks[id] = (IrBlock){.frame = frame};
    return id;
}

IrValue ir_new_value(IrFunction *function, IrType type)
{
    if (function->value_count == 0) {
        function->value_count = 1; /* 0 is no value */
    }
    if (function->value_count >= function->value_capacity) {
        function->values = grow(function->arena, function->values, function->value_count,
                                &function->value_capacity, sizeof(IrValueInfo));
    }
    IrValue value = function->value_count++;
    function->values[value] = (IrValueInfo){
        .type = type,
        .fact = {.types = FACT_ANY, .min = INT64_MIN, .max = INT64_MAX},
    };
    return value;
}

static IrValue new_result(IrFunction *function, IrBlockId block, IrType type, uint32_t index)
{
    IrValue value = ir_new_value(function, type);
    IrValueInfo *info = &function->values[value];
    info->block = block;
    info->instruction = function->blocks[block].instruction_count;
    info->index = index;
    return value;
}

IrInstruction *ir_append(IrFunction *function, IrBlockId block, IrOp op, uint32_t argument_count,
                         const IrValue *arguments)
{
    IrValue result = 0;
    IrType type = ir_op_info[op].result;
    if (type == IR_MANY) {
        for (uint32_t i = 0; i < argument_count; i++) {
            IrValue value = new_result(function, block, function->values[arguments[i]].type, i);
            result = i == 0 ? value : result;
        }
    } else if (type != IR_NONE) {
        result = new_result(function, block, type, 0);
    }
    IrBlock *at = &function->blocks[block];
    if (at->instruction_count == at->instruction_capacity) {
        at->instructions = grow(function->arena, at->instructions, at->instruction_count,
                                &at->instruction_capacity, sizeof(IrInstruction));
    }
    IrInstruction *instruction = &at->instructions[at->instruction_count++];
    *instruction = (IrInstruction){.op = op, .result = result, .argument_count = argument_count};
    if (argument_count != 0) {
        instruction->arguments = ARENA_NEW_ARRAY(function->arena, IrValue, argument_count);
        memcpy(instruction->arguments, arguments, argument_count * sizeof *arguments);
    }
    return instruction;
}

IrValue ir_add_parameter(IrFunction *function, IrBlockId block, IrType type)
{
    IrValue value = ir_new_value(function, type);
    IrBlock *at = &function->blocks[block];
    uint32_t count = at->parameter_count;
    function->values[value].block = block;
    function->values[value].instruction = IR_PARAMETER;
    function->values[value].index = count;
    if ((count & (count - 1)) == 0) { /* full: the capacity is the power of two above */
        IrValue *grown = ARENA_NEW_ARRAY(function->arena, IrValue, count == 0 ? 1 : count * 2);
        if (count != 0) {
            memcpy(grown, at->parameters, count * sizeof *grown);
        }
        at->parameters = grown;
    }
    at->parameters[at->parameter_count++] = value;
    return value;
}

IrTarget *ir_add_targets(IrFunction *function, IrInstruction *instruction, uint32_t count)
{
    uint32_t before = instruction->target_count;
    IrTarget *targets = ARENA_NEW_ARRAY(function->arena, IrTarget, before + count);
    if (before != 0) {
        memcpy(targets, instruction->targets, before * sizeof *targets);
    }
    instruction->targets = targets;
    instruction->target_count = before + count;
    return targets + before;
}

static void number_results(IrFunction *function, IrBlockId block, uint32_t at)
{
    const IrInstruction *instruction = &function->blocks[block].instructions[at];
    if (instruction->result == 0) {
        return;
    }
    uint32_t results =
        ir_op_info[instruction->op].result == IR_MANY ? instruction->argument_count : 1;
    for (uint32_t i = 0; i < results; i++) {
        IrValueInfo *info = &function->values[instruction->result + i];
        info->block = block;
        info->instruction = at;
        info->index = i;
    }
}

void ir_number_values(IrFunction *function)
{
    for (IrBlockId id = 0; id < function->block_count; id++) {
        const IrBlock *block = &function->blocks[id];
        for (uint32_t i = 0; i < block->parameter_count; i++) {
            IrValueInfo *info = &function->values[block->parameters[i]];
            info->block = id;
            info->instruction = IR_PARAMETER;
            info->index = i;
        }
        for (uint32_t i = 0; i < block->instruction_count; i++) {
            number_results(function, id, i);
        }
    }
}
