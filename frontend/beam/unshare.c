/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Copying blocks; see unshare.h.
 */
#include "frontend/beam/unshare.h"

#include <string.h>

/* ---- Which blocks ---------------------------------------------------------------------------- */

static bool has_label(const BeamInstruction *instruction)
{
    for (uint32_t i = 0; i < instruction->count; i++) {
        const BeamOperand *operand = &instruction->operands[i];
        bool is_call = opcode_table[instruction->opcode].signature[i] == CLASS_ENTRY;
        if (operand->kind == OPERAND_LABEL && operand->as.index != 0 && !is_call) {
            return true;
        }
    }
    return instruction->opcode == OP_label || instruction->opcode == OP_select_val ||
           instruction->opcode == OP_select_tuple_arity;
}

uint32_t unshare_length(const BeamModule *module, uint32_t label)
{
    enum { MAX_LENGTH = 32 };
    uint32_t start = module->label_instruction[label];
    uint32_t end = module->functions[module->label_function[label]].end;
    for (uint32_t i = start + 1; i < end && i - start < MAX_LENGTH; i++) {
        const BeamInstruction *instruction = &module->instructions[i];
        if (has_label(instruction) || instruction->opcode == OP_func_info) {
            return 0;
        }
        if (beam_ends(module, instruction)) {
            return i - start + 1;
        }
    }
    return 0;
}

/* ---- Jumps ----------------------------------------------------------------------------------- */

static const UnshareCopy *find_copy(const UnshareCopy *copies, uint32_t count, uint32_t original,
                                    int32_t frame)
{
    for (uint32_t i = 0; i < count; i++) {
        if (copies[i].original == original && copies[i].frame == frame) {
            return &copies[i];
        }
    }
    return NULL;
}

/* Items of operands are constant for everybody else. */
static void retarget(const BeamModule *module, const BeamOperand *operand, int32_t frame,
                     const UnshareCopy *copies, uint32_t count)
{
    if (operand->kind == OPERAND_LIST) {
        for (uint32_t i = 0; i < operand->as.list->count; i++) {
            retarget(module, &operand->as.list->items[i], frame, copies, count);
        }
    } else if (operand->kind == OPERAND_LABEL && operand->as.index != 0) {
        uint32_t label = operand->as.index;
        if (module->frame[module->label_instruction[label]] != frame) {
            const UnshareCopy *copy = find_copy(copies, count, label, frame);
            if (copy) {
                ((BeamOperand *)operand)->as.index = copy->label;
            }
        }
    }
}

static void retarget_all(BeamModule *module, const UnshareCopy *copies, uint32_t count)
{
    for (uint32_t i = 0; i < module->instruction_count; i++) {
        const BeamInstruction *instruction = &module->instructions[i];
        const char *signature = opcode_table[instruction->opcode].signature;
        for (uint32_t k = 0; module->frame[i] != BEAM_FRAME_UNREACHABLE && k < instruction->count;
             k++) {
            if (signature[k] != CLASS_ENTRY) {
                retarget(module, &instruction->operands[k], module->frame[i], copies, count);
            }
        }
    }
}

/* ---- Copies ---------------------------------------------------------------------------------- */

typedef struct Output {
    BeamInstruction *instructions;
    int16_t *frame;
    uint32_t count;
} Output;

static void append(Output *output, const BeamInstruction *instructions, const int16_t *frame,
                   uint32_t count)
{
    memcpy(output->instructions + output->count, instructions, count * sizeof *instructions);
    memcpy(output->frame + output->count, frame, count * sizeof *frame);
    output->count += count;
}

static void append_copy(BeamModule *module, Output *output, const UnshareCopy *copy)
{
    uint32_t at = output->count;
    append(output, &module->instructions[module->label_instruction[copy->original]], copy->frames,
           copy->length);
    BeamOperand *number = ARENA_NEW(module->arena, BeamOperand);
    *number = output->instructions[at].operands[0];
    number->as.u = copy->label;
    output->instructions[at].operands = number;
}

/* Moves a function by what was inserted before it. */
static void shift_function(BeamModule *module, BeamFunction *function, uint32_t shift)
{
    for (uint32_t i = function->start; i < function->end; i++) {
        if (module->instructions[i].opcode == OP_label) {
            module->label_instruction[module->instructions[i].operands[0].as.u] = i + shift;
        }
    }
    function->start += shift;
    function->info += shift;
    function->body += shift;
    function->end += shift;
}

void unshare_apply(BeamModule *module, const UnshareCopy *copies, uint32_t count)
{
    uint32_t inserted = 0;
    for (uint32_t i = 0; i < count; i++) {
        inserted += copies[i].length;
    }
    if (count == 0) {
        return;
    }
    retarget_all(module, copies, count);
    uint32_t total = module->instruction_count + inserted;
    Output output = {ARENA_NEW_ARRAY(module->arena, BeamInstruction, total),
                     ARENA_NEW_ARRAY(module->arena, int16_t, total), 0};
    uint32_t *first = ARENA_NEW_ARRAY(module->arena, uint32_t, count);
    uint32_t old_end = 0;
    for (uint32_t f = 0; f < module->function_count; f++) {
        BeamFunction *function = &module->functions[f];
        uint32_t shift = output.count - function->start;
        append(&output, module->instructions + function->start, module->frame + function->start,
               function->end - function->start);
        for (uint32_t i = 0; i < count; i++) {
            if (copies[i].function == f) {
                first[i] = output.count;
                append_copy(module, &output, &copies[i]);
            }
        }
        old_end = function->end;
        shift_function(module, function, shift);
        function->end = output.count;
    }
    append(&output, module->instructions + old_end, module->frame + old_end,
           module->instruction_count - old_end);
    for (uint32_t i = 0; i < count; i++) {
        module->label_instruction[copies[i].label] = first[i];
    }
    module->instructions = output.instructions;
    module->frame = output.frame;
    module->instruction_count = output.count;
}
