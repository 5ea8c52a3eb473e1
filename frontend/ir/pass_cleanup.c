/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Cleanup: removes what has no effect.
 *
 *   parameters  that get the same value on all ways (the value is used instead), or are not used
 *   operations  without effect whose results are not used; roots of a gc that are dead behind it
 *   blocks      that only jump on, or are only jumped to from the end of one other; unreachable
 * ones
 *
 * Blocks and parameters of roots stay as they are: the runtime knows them.
 */
#include "frontend/ir/graph.h"
#include "frontend/ir/passes.h"
#include "frontend/ir/rewrite.h"

#include <string.h>

typedef struct Cleanup {
    IrFunction *function;
    Arena arena;
    IrGraph graph;
    Rewrite rewrite;
} Cleanup;

/* ---- parameters that always get the same
 * ------------------------------------------------------------ */

/* For each value, the parameters that it is given to: lists in one array of links. */
typedef struct Link {
    IrValue parameter;
    uint32_t next; /* 0: end */
} Link;

typedef struct Trivial {
    Cleanup *cleanup;
    Link *links;
    uint32_t link_count;
    uint32_t *first, *last; /* by value */
    IrValue *queue;
    bool *queued;
    uint32_t head, waiting, capacity;
} Trivial;

static void enqueue(Trivial *trivial, IrValue parameter)
{
    if (!trivial->queued[parameter]) {
        trivial->queued[parameter] = true;
        trivial->queue[(trivial->head + trivial->waiting++) % trivial->capacity] = parameter;
    }
}

static void link_edge(Trivial *trivial, const IrTarget *target)
{
    const IrBlock *to = &trivial->cleanup->function->blocks[target->block];
    for (uint32_t i = 0; i < target->count; i++) {
        IrValue argument = target->arguments[i];
        uint32_t link = ++trivial->link_count;
        trivial->links[link] = (Link){to->parameters[i], trivial->first[argument]};
        trivial->first[argument] = link;
        if (trivial->last[argument] == 0) {
            trivial->last[argument] = link;
        }
    }
}

static void link_all(Trivial *trivial)
{
    Cleanup *cleanup = trivial->cleanup;
    const IrFunction *function = cleanup->function;
    size_t count = 0;
    for (uint32_t i = 0; i < cleanup->graph.order_count; i++) {
        const IrInstruction *last = ir_terminator(&function->blocks[cleanup->graph.order[i]]);
        for (uint32_t t = 0; t < last->target_count; t++) {
            count += last->targets[t].count;
        }
    }
    trivial->links = ARENA_NEW_ARRAY(&cleanup->arena, Link, count + 1);
    for (uint32_t i = 0; i < cleanup->graph.order_count; i++) {
        IrBlockId id = cleanup->graph.order[i];
        const IrBlock *block = &function->blocks[id];
        const IrInstruction *last = ir_terminator(block);
        for (uint32_t t = 0; t < last->target_count; t++) {
            link_edge(trivial, &last->targets[t]);
        }
        for (uint32_t p = 0; p < block->parameter_count && block->root == IR_NOT_ROOT; p++) {
            enqueue(trivial, block->parameters[p]);
        }
    }
}

/* The value without refinements. */
static IrValue base_of(Cleanup *cleanup, IrValue value)
{
    for (;;) {
        value = rewrite_find(&cleanup->rewrite, value);
        const IrInstruction *definition = ir_definition(cleanup->function, value);
        if (definition == NULL || definition->op != IR_REFINE) {
            return value;
        }
        value = definition->arguments[0];
    }
}

/* What the parameter always is, or 0. The same value with and without refinements counts as the one
 * without. */
static IrValue only_value(Cleanup *cleanup, IrValue parameter)
{
    const IrFunction *function = cleanup->function;
    const IrValueInfo *info = &function->values[parameter];
    const IrGraph *graph = &cleanup->graph;
    IrValue only = 0, base = 0;
    bool same = true;
    for (uint32_t e = graph->first_edge[info->block]; e < graph->first_edge[info->block + 1]; e++) {
        IrValue argument = rewrite_find(
            &cleanup->rewrite, graph_target(function, &graph->edges[e])->arguments[info->index]);
        IrValue under = base_of(cleanup, argument);
        if (under == parameter) {
            continue;
        }
        if (base != 0 && base != under) {
            return 0;
        }
        same &= only == 0 || only == argument;
        base = under;
        only = argument;
    }
    return same ? only : base;
}

/* What was waiting for changes of `value` waits for those of `by` now. */
static void move_links(Trivial *trivial, IrValue value, IrValue by)
{
    if (trivial->first[value] == 0) {
        return;
    }
    for (uint32_t link = trivial->first[value]; link != 0; link = trivial->links[link].next) {
        IrValue parameter = trivial->links[link].parameter;
        if (trivial->cleanup->rewrite.by[parameter] == 0 &&
            trivial->cleanup->function->blocks[trivial->cleanup->function->values[parameter].block]
                    .root == IR_NOT_ROOT) {
            enqueue(trivial, parameter);
        }
    }
    trivial->links[trivial->last[value]].next = trivial->first[by];
    trivial->first[by] = trivial->first[value];
    if (trivial->last[by] == 0) {
        trivial->last[by] = trivial->last[value];
    }
    trivial->first[value] = trivial->last[value] = 0;
}

static void remove_trivial_parameters(Cleanup *cleanup)
{
    const IrFunction *function = cleanup->function;
    Trivial trivial = {.cleanup = cleanup, .capacity = function->value_count};
    trivial.first = ARENA_NEW_ARRAY(&cleanup->arena, uint32_t, function->value_count);
    trivial.last = ARENA_NEW_ARRAY(&cleanup->arena, uint32_t, function->value_count);
    trivial.queue = ARENA_NEW_ARRAY(&cleanup->arena, IrValue, function->value_count);
    trivial.queued = ARENA_NEW_ARRAY(&cleanup->arena, bool, function->value_count);
    link_all(&trivial);
    while (trivial.waiting != 0) {
        IrValue parameter = trivial.queue[trivial.head];
        trivial.head = (trivial.head + 1) % trivial.capacity;
        trivial.waiting--;
        trivial.queued[parameter] = false;
        IrValue only = cleanup->rewrite.by[parameter] == 0 ? only_value(cleanup, parameter) : 0;
        if (only != 0) {
            rewrite_replace(&cleanup->rewrite, parameter, only);
            move_links(&trivial, parameter, only);
        }
    }
}

/* ---- values that are not used
 * ------------------------------------------------------------------------ */

typedef struct Marks {
    Cleanup *cleanup;
    bool *used; /* by value */
    IrValue *stack;
    uint32_t depth;
} Marks;

static void mark(Marks *marks, IrValue value)
{
    value = rewrite_find(&marks->cleanup->rewrite, value);
    if (!marks->used[value]) {
        marks->used[value] = true;
        marks->stack[marks->depth++] = value;
    }
}

static void mark_arguments(Marks *marks, const IrInstruction *instruction)
{
    for (uint32_t i = 0; i < instruction->argument_count; i++) {
        mark(marks, instruction->arguments[i]);
    }
}

/* The parameter is used: so is what it is given on every way here. */
static void mark_given(Marks *marks, const IrValueInfo *info)
{
    const Cleanup *cleanup = marks->cleanup;
    const IrGraph *graph = &cleanup->graph;
    for (uint32_t e = graph->first_edge[info->block]; e < graph->first_edge[info->block + 1]; e++) {
        const IrTarget *target = graph_target(cleanup->function, &graph->edges[e]);
        mark(marks, target->arguments[info->index]);
    }
}

static void mark_definition(Marks *marks, IrValue value)
{
    const IrFunction *function = marks->cleanup->function;
    const IrValueInfo *info = &function->values[value];
    const IrInstruction *definition = ir_definition(function, value);
    if (definition == NULL) {
        mark_given(marks, info);
    } else if (definition->op == IR_GC) {
        mark(marks, definition->arguments[info->index]);
    } else if (rewrite_is_removable(definition->op)) {
        mark_arguments(marks, definition);
    }
}

static void mark_used(Marks *marks)
{
    Cleanup *cleanup = marks->cleanup;
    const IrFunction *function = cleanup->function;
    for (uint32_t i = 0; i < cleanup->graph.order_count; i++) {
        const IrBlock *block = &function->blocks[cleanup->graph.order[i]];
        for (uint32_t k = 0; k < block->instruction_count; k++) {
            const IrInstruction *instruction = &block->instructions[k];
            if (instruction->op != IR_GC && !rewrite_is_removable(instruction->op)) {
                mark_arguments(marks, instruction);
            }
        }
        for (uint32_t p = 0; p < block->parameter_count && block->root != IR_NOT_ROOT; p++) {
            mark(marks, block->parameters[p]);
        }
    }
    while (marks->depth != 0) {
        mark_definition(marks, marks->stack[--marks->depth]);
    }
}

static bool is_used(Marks *marks, IrValue value)
{
    return marks->used[value] && marks->cleanup->rewrite.by[value] == 0;
}

/* Results are consecutive: those that stay get new values. */
static void sweep_gc(Marks *marks, IrInstruction *gc)
{
    IrFunction *function = marks->cleanup->function;
    uint32_t kept = 0;
    for (uint32_t i = 0; i < gc->argument_count; i++) {
        kept += is_used(marks, gc->result + i);
    }
    if (kept == gc->argument_count) {
        return;
    }
    IrValue *arguments = ARENA_NEW_ARRAY(function->arena, IrValue, kept);
    IrValue result = 0;
    uint32_t next = 0;
    for (uint32_t i = 0; i < gc->argument_count; i++) {
        IrValue old = gc->result + i;
        if (!is_used(marks, old)) {
            continue;
        }
        IrValue value = ir_new_value(function, function->values[old].type);
        function->values[value].fact = function->values[old].fact;
        result = next == 0 ? value : result;
        marks->cleanup->rewrite.by[old] = value;
        arguments[next++] = gc->arguments[i];
    }
    gc->arguments = arguments;
    gc->argument_count = kept;
    gc->result = result;
}

static void sweep_block(Marks *marks, IrBlock *block)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < block->instruction_count; i++) {
        IrInstruction *instruction = &block->instructions[i];
        if (instruction->op == IR_GC) {
            sweep_gc(marks, instruction);
        }
        if (!rewrite_is_removable(instruction->op) || instruction->result == 0 ||
            is_used(marks, instruction->result)) {
            block->instructions[kept++] = *instruction;
        }
    }
    block->instruction_count = kept;
}

static void keep_used(Marks *marks, const IrBlock *to, IrTarget *target)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < target->count; i++) {
        if (is_used(marks, to->parameters[i])) {
            target->arguments[kept++] = target->arguments[i];
        }
    }
    target->count = kept;
}

static void sweep_parameters(Marks *marks)
{
    Cleanup *cleanup = marks->cleanup;
    IrFunction *function = cleanup->function;
    for (uint32_t i = 0; i < cleanup->graph.order_count; i++) {
        IrBlock *block = &function->blocks[cleanup->graph.order[i]];
        IrInstruction *last = &block->instructions[block->instruction_count - 1];
        for (uint32_t t = 0; ir_is_jump(last->op) && t < last->target_count; t++) {
            const IrBlock *to = &function->blocks[last->targets[t].block];
            if (to->root == IR_NOT_ROOT) {
                keep_used(marks, to, &last->targets[t]);
            }
        }
    }
    for (uint32_t i = 0; i < cleanup->graph.order_count; i++) {
        IrBlock *block = &function->blocks[cleanup->graph.order[i]];
        uint32_t kept = 0;
        for (uint32_t p = 0; p < block->parameter_count; p++) {
            if (block->root != IR_NOT_ROOT || is_used(marks, block->parameters[p])) {
                block->parameters[kept++] = block->parameters[p];
            }
        }
        block->parameter_count = kept;
    }
}

static void remove_unused(Cleanup *cleanup)
{
    IrFunction *function = cleanup->function;
    Marks marks = {.cleanup = cleanup};
    marks.used = ARENA_NEW_ARRAY(&cleanup->arena, bool, function->value_count);
    marks.stack = ARENA_NEW_ARRAY(&cleanup->arena, IrValue, function->value_count);
    mark_used(&marks);
    sweep_parameters(&marks);
    for (uint32_t i = 0; i < cleanup->graph.order_count; i++) {
        sweep_block(&marks, &function->blocks[cleanup->graph.order[i]]);
    }
    rewrite_apply(&cleanup->rewrite, function);
}

/* ---- blocks
 * ---------------------------------------------------------------------------------------------- */

static bool only_jumps(const IrBlock *block)
{
    return block->root == IR_NOT_ROOT && block->parameter_count == 0 &&
           block->instruction_count == 1 && block->instructions[0].op == IR_JUMP;
}

/* Jumps to blocks that only jump on go where those do. Arguments stay valid: such a block has no
 * parameters, so what it passes on was there before it. */
static void thread_jumps(IrFunction *function)
{
    enum { HOPS_MAX = 32 }; /* there may be cycles */
    for (IrBlockId id = 0; id < function->block_count; id++) {
        IrBlock *block = &function->blocks[id];
        IrInstruction *last = &block->instructions[block->instruction_count - 1];
        for (uint32_t t = 0; ir_is_jump(last->op) && t < last->target_count; t++) {
            for (int hop = 0; hop < HOPS_MAX; hop++) {
                const IrBlock *to = &function->blocks[last->targets[t].block];
                if (!only_jumps(to)) {
                    break;
                }
                const IrTarget *next = &to->instructions[0].targets[0];
                IrValue *arguments = ARENA_NEW_ARRAY(function->arena, IrValue, next->count);
                if (next->count != 0) {
                    memcpy(arguments, next->arguments, next->count * sizeof *arguments);
                }
                last->targets[t] = (IrTarget){next->block, arguments, next->count};
            }
        }
    }
}

/* The block that this one can be joined with: it ends in the only jump there. */
static IrBlockId follower(const Cleanup *cleanup, IrBlockId id)
{
    const IrFunction *function = cleanup->function;
    const IrInstruction *last = ir_terminator(&function->blocks[id]);
    if (last->op != IR_JUMP) {
        return IR_NO_BLOCK;
    }
    IrBlockId next = last->targets[0].block;
    const IrBlock *to = &function->blocks[next];
    return to->root == IR_NOT_ROOT && to->parameter_count == 0 && next != id &&
                   graph_edge_count(&cleanup->graph, next) == 1
               ? next
               : IR_NO_BLOCK;
}

static void join(IrFunction *function, IrBlock *block, const IrBlock *next)
{
    uint32_t count = block->instruction_count - 1 + next->instruction_count;
    if (count > block->instruction_capacity) {
        uint32_t capacity = 2 * count;
        IrInstruction *grown = ARENA_NEW_ARRAY(function->arena, IrInstruction, capacity);
        memcpy(grown, block->instructions, block->instruction_count * sizeof *grown);
        block->instructions = grown;
        block->instruction_capacity = capacity;
    }
    memcpy(block->instructions + block->instruction_count - 1, next->instructions,
           next->instruction_count * sizeof *next->instructions);
    block->instruction_count = count;
    block->cold |= next->cold;
}

/* A chain is joined from its head on, so that no instruction is moved twice. */
static void join_blocks(Cleanup *cleanup)
{
    IrFunction *function = cleanup->function;
    bool *follows = ARENA_NEW_ARRAY(&cleanup->arena, bool, function->block_count);
    graph_build(&cleanup->graph, &cleanup->arena, function);
    for (uint32_t i = 0; i < cleanup->graph.order_count; i++) {
        IrBlockId next = follower(cleanup, cleanup->graph.order[i]);
        if (next != IR_NO_BLOCK) {
            follows[next] = true;
        }
    }
    for (uint32_t i = 0; i < cleanup->graph.order_count; i++) {
        IrBlockId id = cleanup->graph.order[i];
        if (follows[id]) {
            continue;
        }
        for (IrBlockId next; (next = follower(cleanup, id)) != IR_NO_BLOCK;) {
            join(function, &function->blocks[id], &function->blocks[next]);
        }
    }
}

/* Leave out what is not reached. */
static void compact(Cleanup *cleanup)
{
    IrFunction *function = cleanup->function;
    graph_build(&cleanup->graph, &cleanup->arena, function);
    IrBlockId *place = ARENA_NEW_ARRAY(&cleanup->arena, IrBlockId, function->block_count);
    uint32_t count = 0;
    for (IrBlockId id = 0; id < function->block_count; id++) {
        if (graph_reaches(&cleanup->graph, id)) {
            place[id] = count;
            function->blocks[count++] = function->blocks[id];
        }
    }
    function->block_count = count;
    for (IrBlockId id = 0; id < count; id++) {
        IrBlock *block = &function->blocks[id];
        for (uint32_t i = 0; i < block->instruction_count; i++) {
            IrInstruction *instruction = &block->instructions[i];
            for (uint32_t t = 0; t < instruction->target_count; t++) {
                instruction->targets[t].block = place[instruction->targets[t].block];
            }
        }
    }
}

void pass_cleanup(IrFunction *function)
{
    Cleanup cleanup = {.function = function};
    arena_init(&cleanup.arena);
    graph_build(&cleanup.graph, &cleanup.arena, function);
    rewrite_start(&cleanup.rewrite, &cleanup.arena, function);
    remove_trivial_parameters(&cleanup);
    remove_unused(&cleanup);
    thread_jumps(function);
    join_blocks(&cleanup);
    compact(&cleanup);
    ir_number_values(function);
    arena_free(&cleanup.arena);
}
