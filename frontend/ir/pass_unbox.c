/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Unbox: doubles whose boxed form is at hand are taken as they are, and boxes are made late.
 *
 *   unbox_float of a term that was boxed from f (also through gc and refine) is f
 *   float_term, when all its uses are in other blocks, is made in these blocks instead: mostly ones
 *   that leave a loop, or that fail
 *
 * A float_term may take heap words that a gc has reserved for something else. So it is moved only
 * to blocks from whose start nothing uses reserved words before the next gc.
 */
#include "frontend/ir/bif_table.h"
#include "frontend/ir/facts.h"
#include "frontend/ir/graph.h"
#include "frontend/ir/passes.h"
#include "frontend/ir/rewrite.h"

#include <string.h>

typedef struct Use {
    IrBlockId block;
    uint32_t instruction;
    IrValue *at;  /* the argument */
    bool is_pass; /* a gc or refine, which only gives it another name */
} Use;

typedef struct Unbox {
    IrFunction *function;
    Arena arena;
    IrGraph graph;
    Rewrite rewrite;
    IrBlockId block;   /* being rewritten */
    IrValue *source;   /* by value: the double that it was boxed from, or 0 */
    uint32_t *literal; /* by value: a float literal's id plus 1, or 0 */
    bool *certain;     /* by value: fallible, but it does not fail */
    bool changed;

    Use *uses; /* of values with a source: uses[first_use[value] …] */
    uint32_t *first_use;
    IrValue *boxed; /* values with a source, in the order of their definitions */
    uint32_t boxed_count;
    bool *movable;    /* by value: all its uses can have it made elsewhere */
    uint8_t *is_safe; /* by block: 0 not looked at, 1 no, 2 yes */
} Unbox;

/* ---- where doubles are at hand
 * ---------------------------------------------------------------------- */

static void trace_sources(Unbox *unbox, const IrInstruction *instruction)
{
    switch (instruction->op) {
    case IR_BOX_FLOAT:
    case IR_FLOAT_TERM:
        unbox->source[instruction->result] = instruction->arguments[0];
        break;
    case IR_REFINE:
    case IR_GC:
        for (uint32_t i = 0; i < instruction->argument_count; i++) {
            unbox->source[instruction->result + i] = unbox->source[instruction->arguments[i]];
            unbox->literal[instruction->result + i] = unbox->literal[instruction->arguments[i]];
        }
        break;
    case IR_LITERAL: {
        const Literal *literal = unbox->function->module->literal_pool.nodes[instruction->imm.i64];
        if (literal->kind == LITERAL_FLOAT) {
            unbox->literal[instruction->result] = literal->id + 1;
        }
        break;
    }
    default:
        break;
    }
}

static IrValue emit1(Unbox *unbox, IrOp op, IrValue argument)
{
    return ir_append(unbox->function, unbox->block, op, 1, &argument)->result;
}

static bool take_double(Unbox *unbox, const IrInstruction *old)
{
    IrFunction *function = unbox->function;
    IrValue argument = old->arguments[0], number = unbox->source[argument];
    IrFact fact = function->values[argument].fact;
    if (number == 0 && unbox->literal[argument] != 0) {
        IrInstruction *constant = ir_append(function, unbox->block, IR_CONST_F64, 0, NULL);
        constant->imm.f64 =
            function->module->literal_pool.nodes[unbox->literal[argument] - 1]->as.number;
        number = constant->result;
    }
    if (number == 0 && old->op == IR_TO_F64 && fact.types == FACT_FLOAT) {
        number = emit1(unbox, IR_UNBOX_FLOAT, argument);
    }
    if (number == 0 && old->op == IR_TO_F64 && fact.types == FACT_SMALL) {
        number = emit1(unbox, IR_I64_TO_F64, emit1(unbox, IR_UNTAG_SMALL, argument));
    }
    if (number == 0) {
        return false;
    }
    rewrite_replace(&unbox->rewrite, old->result, number);
    unbox->certain[old->result] = true;
    unbox->changed = true;
    return true;
}

static void rewrite_instruction(Unbox *unbox, const IrInstruction *old)
{
    if ((old->op == IR_UNBOX_FLOAT || old->op == IR_TO_F64) && take_double(unbox, old)) {
        return;
    }
    if (old->op == IR_CHECK && unbox->certain[old->arguments[0]]) {
        IrInstruction *jump = ir_append(unbox->function, unbox->block, IR_JUMP, 0, NULL);
        *ir_add_targets(unbox->function, jump, 1) = old->targets[0];
        return;
    }
    rewrite_append_old(unbox->function, unbox->block, old);
}

static void take_doubles(Unbox *unbox)
{
    IrFunction *function = unbox->function;
    for (uint32_t i = 0; i < unbox->graph.order_count; i++) {
        unbox->block = unbox->graph.order[i];
        OldInstructions old = rewrite_empty_block(function, unbox->block);
        for (uint32_t k = 0; k < old.count; k++) {
            trace_sources(unbox, &old.instructions[k]);
            rewrite_instruction(unbox, &old.instructions[k]);
        }
    }
    if (unbox->changed) {
        rewrite_apply(&unbox->rewrite, function);
    }
    ir_number_values(function);
}

/* ---- where boxes are made
 * ------------------------------------------------------------------------------ */

typedef void UseVisitor(Unbox *unbox, IrValue value, Use use);

static void visit_uses(Unbox *unbox, UseVisitor *visitor)
{
    for (uint32_t b = 0; b < unbox->graph.order_count; b++) {
        IrBlockId id = unbox->graph.order[b];
        IrBlock *block = &unbox->function->blocks[id];
        for (uint32_t i = 0; i < block->instruction_count; i++) {
            IrInstruction *instruction = &block->instructions[i];
            for (uint32_t k = 0; k < instruction->argument_count; k++) {
                visitor(unbox, instruction->arguments[k],
                        (Use){id, i, &instruction->arguments[k], false});
            }
            for (uint32_t t = 0; t < instruction->target_count; t++) {
                for (uint32_t k = 0; k < instruction->targets[t].count; k++) {
                    visitor(unbox, instruction->targets[t].arguments[k],
                            (Use){id, i, &instruction->targets[t].arguments[k], false});
                }
            }
        }
    }
}

static bool is_boxed(const Unbox *unbox, IrValue value)
{
    return value < unbox->rewrite.count && unbox->source[value] != 0;
}

static void count_use(Unbox *unbox, IrValue value, Use use)
{
    (void)use;
    if (is_boxed(unbox, value)) {
        unbox->first_use[value + 2]++;
    }
}

static void note_use(Unbox *unbox, IrValue value, Use use)
{
    if (is_boxed(unbox, value)) {
        unbox->uses[unbox->first_use[value + 1]++] = use;
    }
}

static void find_uses(Unbox *unbox)
{
    uint32_t count = unbox->rewrite.count;
    unbox->first_use = ARENA_NEW_ARRAY(&unbox->arena, uint32_t, count + 2);
    visit_uses(unbox, count_use);
    for (uint32_t v = 0; v <= count; v++) {
        unbox->first_use[v + 1] += unbox->first_use[v];
    }
    unbox->uses = ARENA_NEW_ARRAY(&unbox->arena, Use, unbox->first_use[count + 1]);
    visit_uses(unbox, note_use);
}

/* From the start of a block up to the next gc or operation that takes what is reserved: are no
 * reserved words used? 2: yes; 1: no; 0: that depends on where it goes on to. */
static uint8_t scan(const IrBlock *block)
{
    for (uint32_t i = 0; i < block->instruction_count; i++) {
        const IrInstruction *instruction = &block->instructions[i];
        unsigned flags = ir_op_info[instruction->op].flags;
        bool keeps = instruction->op == IR_BIF && bif_never_allocates(instruction->imm.bif);
        if (instruction->op == IR_GC || ((flags & IR_ALLOCATES) != 0 && !keeps)) {
            return 2;
        }
        if ((flags & IR_HEAP) != 0 || instruction->op == IR_ALLOCATE) {
            return 1;
        }
    }
    IrOp last = ir_terminator(block)->op;
    return ir_is_jump(last) && last != IR_LOOP ? 0 : 2;
}

static bool is_safe(Unbox *unbox, IrBlockId block)
{
    enum { BLOCKS_MAX = 16 };
    IrBlockId queue[BLOCKS_MAX];
    uint32_t count = 0;
    if (unbox->is_safe[block] != 0) {
        return unbox->is_safe[block] == 2;
    }
    uint8_t result = 2;
    queue[count++] = block;
    for (uint32_t i = 0; i < count && result == 2; i++) {
        const IrBlock *at = &unbox->function->blocks[queue[i]];
        uint8_t scanned = scan(at);
        if (scanned == 1) {
            result = 1;
        }
        const IrInstruction *last = ir_terminator(at);
        for (uint32_t t = 0; scanned == 0 && t < last->target_count; t++) {
            if (count == BLOCKS_MAX) {
                result = 1;
                break;
            }
            queue[count++] = last->targets[t].block;
        }
    }
    unbox->is_safe[block] = result;
    return result == 2;
}

/* Can every use have the box made elsewhere? Uses that pass the box on have been looked at. */
static bool can_move(Unbox *unbox, IrValue value)
{
    const IrFunction *function = unbox->function;
    IrBlockId home = function->values[value].block;
    for (uint32_t u = unbox->first_use[value]; u < unbox->first_use[value + 1]; u++) {
        Use *use = &unbox->uses[u];
        const IrInstruction *instruction =
            &function->blocks[use->block].instructions[use->instruction];
        use->is_pass = instruction->op == IR_REFINE || instruction->op == IR_GC;
        if (use->is_pass) {
            IrValue passed = instruction->result + (uint32_t)(use->at - instruction->arguments);
            if (!unbox->movable[passed]) {
                return false;
            }
        } else if (use->block == home || !is_safe(unbox, use->block)) {
            return false;
        }
    }
    return true;
}

static IrValue box_at_start(Unbox *unbox, IrBlockId id, IrValue number)
{
    IrFunction *function = unbox->function;
    IrBlock *block = &function->blocks[id];
    for (uint32_t i = 0; i < block->instruction_count; i++) {
        const IrInstruction *instruction = &block->instructions[i];
        if (instruction->op != IR_FLOAT_TERM) {
            break;
        }
        if (instruction->arguments[0] == number) {
            return instruction->result;
        }
    }
    OldInstructions old = rewrite_empty_block(function, id);
    IrValue term = ir_append(function, id, IR_FLOAT_TERM, 1, &number)->result;
    function->values[term].fact = fact_of_types(FACT_FLOAT);
    for (uint32_t i = 0; i < old.count; i++) {
        rewrite_append_old(function, id, &old.instructions[i]);
    }
    return term;
}

static void move_boxes(Unbox *unbox)
{
    find_uses(unbox);
    for (uint32_t i = unbox->boxed_count; i-- > 0;) {
        unbox->movable[unbox->boxed[i]] = can_move(unbox, unbox->boxed[i]);
    }
    for (uint32_t i = 0; i < unbox->boxed_count; i++) {
        IrValue value = unbox->boxed[i];
        for (uint32_t u = unbox->first_use[value];
             unbox->movable[value] && u < unbox->first_use[value + 1]; u++) {
            const Use *use = &unbox->uses[u];
            if (!use->is_pass) {
                *use->at = box_at_start(unbox, use->block, unbox->source[value]);
            }
        }
    }
    ir_number_values(unbox->function);
}

/* All values with a source, in the order of their definitions. */
static void list_boxed(Unbox *unbox)
{
    const IrFunction *function = unbox->function;
    unbox->boxed = ARENA_NEW_ARRAY(&unbox->arena, IrValue, unbox->rewrite.count);
    for (uint32_t b = 0; b < unbox->graph.order_count; b++) {
        const IrBlock *block = &function->blocks[unbox->graph.order[b]];
        for (uint32_t i = 0; i < block->instruction_count; i++) {
            const IrInstruction *instruction = &block->instructions[i];
            bool many = ir_op_info[instruction->op].result == IR_MANY;
            uint32_t results = instruction->result == 0 ? 0
                               : many                   ? instruction->argument_count
                                                        : 1;
            for (uint32_t k = 0; k < results; k++) {
                IrValue value = instruction->result + k;
                if (is_boxed(unbox, value)) {
                    unbox->boxed[unbox->boxed_count++] = value;
                    unbox->source[value] = rewrite_find(&unbox->rewrite, unbox->source[value]);
                }
            }
        }
    }
}

void pass_unbox(IrFunction *function)
{
    Unbox unbox = {.function = function};
    arena_init(&unbox.arena);
    graph_build(&unbox.graph, &unbox.arena, function);
    rewrite_start(&unbox.rewrite, &unbox.arena, function);
    unbox.source = ARENA_NEW_ARRAY(&unbox.arena, IrValue, function->value_count);
    unbox.literal = ARENA_NEW_ARRAY(&unbox.arena, uint32_t, function->value_count);
    unbox.certain = ARENA_NEW_ARRAY(&unbox.arena, bool, function->value_count);
    take_doubles(&unbox);
    list_boxed(&unbox);
    if (unbox.boxed_count != 0) {
        unbox.movable = ARENA_NEW_ARRAY(&unbox.arena, bool, unbox.rewrite.count);
        unbox.is_safe = ARENA_NEW_ARRAY(&unbox.arena, uint8_t, function->block_count);
        move_boxes(&unbox);
    }
    arena_free(&unbox.arena);
}
