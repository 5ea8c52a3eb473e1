/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Renaming along the dominator tree, as when SSA is made: a block's new names hold in all that it
 * dominates and are undone behind it. See refine.h.
 */
#include "frontend/ir/refine.h"

#include <string.h>

typedef struct Renamed {
    IrValue base, before;
} Renamed;

typedef struct Refiner {
    IrFunction *function;
    Arena *arena;
    IrGraph *graph;
    Refinements *refinements;
    IrValue *version; /* by base: its name here; 0: itself */
    Renamed *undo;
    uint32_t undo_count, undo_capacity;
    IrInstruction *added; /* refinements at the start of the block being looked at */
    uint32_t added_count, added_capacity;
} Refiner;

static IrValue base_of(const Refiner *refiner, IrValue value)
{
    return refiner->refinements->base[value];
}

static void set_version(Refiner *refiner, IrValue base, IrValue version)
{
    if (refiner->undo_count == refiner->undo_capacity) {
        uint32_t capacity = refiner->undo_capacity * 2 + 64;
        Renamed *grown = ARENA_NEW_ARRAY(refiner->arena, Renamed, capacity);
        if (refiner->undo_count != 0) {
            memcpy(grown, refiner->undo, refiner->undo_count * sizeof *grown);
        }
        refiner->undo = grown;
        refiner->undo_capacity = capacity;
    }
    refiner->undo[refiner->undo_count++] = (Renamed){base, refiner->version[base]};
    refiner->version[base] = version;
}

static IrValue current(const Refiner *refiner, IrValue value)
{
    IrValue base = base_of(refiner, value);
    return refiner->version[base] != 0 ? refiner->version[base] : base;
}

/* ---- conditions ------------------------------------------------------------------------------ */

/* The test that a BOOL comes from; *holds is turned round for each `not`. */
static IrValue find_test(const IrFunction *function, IrValue condition, bool *holds)
{
    while (ir_is_op(function, condition, IR_NOT)) {
        *holds = !*holds;
        condition = ir_definition(function, condition)->arguments[0];
    }
    return condition;
}

static void add(Refiner *refiner, IrBlockId block, IrValue value, Refinement refinement)
{
    IrFunction *function = refiner->function;
    if (function->values[value].type != IR_TERM || ir_is_unmoved(function, value)) {
        return;
    }
    IrValue name = current(refiner, value);
    IrValue refined = ir_new_value(function, IR_TERM);
    refinements_grow(refiner->refinements, refiner->arena, function->value_count);
    refiner->refinements->base[refined] = base_of(refiner, value);
    refiner->refinements->from[refined] = refinement;
    function->values[refined].fact = function->values[name].fact;
    function->values[refined].block = block;
    if (refiner->added_count == refiner->added_capacity) {
        uint32_t capacity = refiner->added_capacity * 2 + 8;
        IrInstruction *grown = ARENA_NEW_ARRAY(refiner->arena, IrInstruction, capacity);
        if (refiner->added_count != 0) {
            memcpy(grown, refiner->added, refiner->added_count * sizeof *grown);
        }
        refiner->added = grown;
        refiner->added_capacity = capacity;
    }
    IrInstruction *instruction = &refiner->added[refiner->added_count++];
    *instruction = (IrInstruction){.op = IR_REFINE, .result = refined, .argument_count = 1};
    instruction->arguments = ARENA_NEW(function->arena, IrValue);
    instruction->arguments[0] = name;
    set_version(refiner, base_of(refiner, value), refined);
}

static void refine_by_branch(Refiner *refiner, IrBlockId block, IrValue condition, bool holds)
{
    const IrFunction *function = refiner->function;
    IrValue test = find_test(function, condition, &holds);
    const IrInstruction *definition = ir_definition(function, test);
    if (definition == NULL) {
        return;
    }
    IrValue arguments[2];
    uint32_t count = definition->argument_count;
    if (count > 2) {
        return;
    }
    for (uint32_t i = 0; i < count; i++) { /* adding values may move the definition */
        arguments[i] = definition->arguments[i];
    }
    for (uint32_t i = 0; i < count; i++) {
        add(refiner, block, arguments[i],
            (Refinement){.kind = REFINED_BY_TEST, .test = test, .index = i, .holds = holds});
    }
}

static void refine_by_check(Refiner *refiner, IrBlockId block, IrValue checked)
{
    enum { ARGUMENTS_MAX = 3 };
    const IrInstruction *definition = ir_definition(refiner->function, checked);
    if (definition == NULL || definition->op == IR_MAP_FIND || definition->op == IR_RECV_PEEK) {
        return;
    }
    IrValue arguments[ARGUMENTS_MAX];
    uint32_t count =
        definition->argument_count < ARGUMENTS_MAX ? definition->argument_count : ARGUMENTS_MAX;
    for (uint32_t i = 0; i < count; i++) {
        arguments[i] = definition->arguments[i];
    }
    for (uint32_t i = 0; i < count; i++) {
        add(refiner, block, arguments[i],
            (Refinement){.kind = REFINED_BY_SUCCESS, .test = checked, .index = i});
    }
}

static void refine_start(Refiner *refiner, IrBlockId block)
{
    const IrFunction *function = refiner->function;
    const IrGraph *graph = refiner->graph;
    if (function->blocks[block].root != IR_NOT_ROOT || graph_edge_count(graph, block) != 1) {
        return;
    }
    IrEdge edge = graph->edges[graph->first_edge[block]];
    const IrInstruction *last = ir_terminator(&function->blocks[edge.from]);
    switch (last->op) {
    case IR_BRANCH:
        refine_by_branch(refiner, block, last->arguments[0], edge.target == 0);
        break;
    case IR_CHECK:
        if (edge.target == 0) {
            refine_by_check(refiner, block, last->arguments[0]);
        }
        break;
    case IR_SWITCH:
        if (edge.target < last->imm.select->count) {
            add(refiner, block, last->arguments[0],
                (Refinement){
                    .kind = REFINED_BY_CASE, .index = edge.target, .select = last->imm.select});
        }
        break;
    default:
        break;
    }
}

/* ---- renaming -----------------------------------------------------------------------------------
 */

static void rename_values(const Refiner *refiner, IrValue *values, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        values[i] = current(refiner, values[i]);
    }
}

static void rename_block(Refiner *refiner, IrBlockId id)
{
    IrFunction *function = refiner->function;
    IrBlock *block = &function->blocks[id];
    for (uint32_t i = 0; i < block->instruction_count; i++) {
        IrInstruction *instruction = &block->instructions[i];
        rename_values(refiner, instruction->arguments, instruction->argument_count);
        for (uint32_t t = 0; t < instruction->target_count; t++) {
            rename_values(refiner, instruction->targets[t].arguments,
                          instruction->targets[t].count);
        }
        if (instruction->op == IR_REFINE) {
            IrValue base = base_of(refiner, instruction->arguments[0]);
            refiner->refinements->base[instruction->result] = base;
            set_version(refiner, base, instruction->result);
        }
    }
}

static void insert_added(Refiner *refiner, IrBlockId id)
{
    IrBlock *block = &refiner->function->blocks[id];
    uint32_t added = refiner->added_count, count = block->instruction_count;
    if (added == 0) {
        return;
    }
    IrInstruction *joined = ARENA_NEW_ARRAY(refiner->function->arena, IrInstruction, added + count);
    memcpy(joined, refiner->added, added * sizeof *joined);
    memcpy(joined + added, block->instructions, count * sizeof *joined);
    block->instructions = joined;
    block->instruction_count = block->instruction_capacity = added + count;
    refiner->added_count = 0;
    /* Definitions are looked up while later blocks are refined. */
    for (uint32_t i = 0; i < added; i++) {
        refiner->function->values[joined[i].result].instruction = i;
    }
    for (uint32_t i = added; i < added + count; i++) {
        uint32_t results = joined[i].result == 0 ? 0 : 1;
        if (ir_op_info[joined[i].op].result == IR_MANY) {
            results = joined[i].argument_count;
        }
        for (uint32_t k = 0; k < results; k++) {
            refiner->function->values[joined[i].result + k].instruction = i;
        }
    }
}

/* Reached blocks in preorder of the dominator tree. */
static IrBlockId *tree_order(const Refiner *refiner)
{
    const IrGraph *graph = refiner->graph;
    IrBlockId *order = ARENA_NEW_ARRAY(refiner->arena, IrBlockId, graph->order_count);
    for (uint32_t i = 0; i < graph->order_count; i++) {
        order[graph->enter[graph->order[i]]] = graph->order[i];
    }
    return order;
}

void refine_function(IrFunction *function, Arena *arena, IrGraph *graph, Refinements *refinements)
{
    Refiner refiner = {
        .function = function, .arena = arena, .graph = graph, .refinements = refinements};
    refinements_grow(refinements, arena, function->value_count);
    for (IrValue value = 0; value < function->value_count; value++) {
        refinements->base[value] = value;
    }
    refiner.version = ARENA_NEW_ARRAY(arena, IrValue, function->value_count);
    IrBlockId *order = tree_order(&refiner);
    /* What is to be undone when the walk leaves the subtree of a block. */
    struct Open {
        uint32_t leave, undo_count;
    } *open = arena_alloc_array(arena, graph->order_count + 1, sizeof *open);
    uint32_t depth = 0;
    for (uint32_t i = 0; i < graph->order_count; i++) {
        while (depth != 0 && open[depth - 1].leave <= i) {
            uint32_t keep = open[--depth].undo_count;
            while (refiner.undo_count > keep) {
                Renamed renamed = refiner.undo[--refiner.undo_count];
                refiner.version[renamed.base] = renamed.before;
            }
        }
        open[depth].leave = graph->leave[order[i]];
        open[depth++].undo_count = refiner.undo_count;
        refine_start(&refiner, order[i]);
        rename_block(&refiner, order[i]);
        insert_added(&refiner, order[i]);
    }
    ir_number_values(function);
}

void refinements_grow(Refinements *refinements, Arena *arena, uint32_t count)
{
    if (count <= refinements->capacity) {
        return;
    }
    uint32_t capacity = count * 2;
    IrValue *base = ARENA_NEW_ARRAY(arena, IrValue, capacity);
    Refinement *from = ARENA_NEW_ARRAY(arena, Refinement, capacity);
    if (refinements->capacity != 0) {
        memcpy(base, refinements->base, refinements->capacity * sizeof *base);
        memcpy(from, refinements->from, refinements->capacity * sizeof *from);
    }
    refinements->base = base;
    refinements->from = from;
    refinements->capacity = capacity;
}
