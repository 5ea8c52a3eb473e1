/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reverse postorder, predecessors and dominators. See graph.h.
 */
#include "frontend/ir/graph.h"

#include <string.h>

typedef struct Frame {
    IrBlockId block;
    uint32_t next; /* target to look at next */
} Frame;

static uint32_t jump_count(const IrFunction *function, IrBlockId block)
{
    const IrInstruction *last = ir_terminator(&function->blocks[block]);
    return ir_is_jump(last->op) ? last->target_count : 0;
}

/* Roots named by reachable code, the entry first; returns how many. */
static uint32_t find_roots(const IrFunction *function, Arena *arena, IrBlockId *roots)
{
    bool *seen = ARENA_NEW_ARRAY(arena, bool, function->block_count);
    IrBlockId *stack = ARENA_NEW_ARRAY(arena, IrBlockId, function->block_count);
    uint32_t depth = 0, count = 0;
    seen[0] = true;
    stack[depth++] = 0;
    while (depth != 0) {
        IrBlockId id = stack[--depth];
        const IrBlock *block = &function->blocks[id];
        if (id == 0 || block->root != IR_NOT_ROOT) {
            roots[count++] = id;
        }
        for (uint32_t i = 0; i < block->instruction_count; i++) {
            const IrInstruction *instruction = &block->instructions[i];
            for (uint32_t t = 0; t < instruction->target_count; t++) {
                IrBlockId to = instruction->targets[t].block;
                if (!seen[to]) {
                    seen[to] = true;
                    stack[depth++] = to;
                }
            }
        }
    }
    return count;
}

/* Appends the postorder of what is reached from a root and not yet seen. */
static uint32_t walk(const IrFunction *function, IrBlockId root, bool *seen, Frame *stack,
                     IrBlockId *post, uint32_t count)
{
    uint32_t depth = 0;
    if (seen[root]) {
        return count;
    }
    seen[root] = true;
    stack[depth++] = (Frame){.block = root};
    while (depth != 0) {
        Frame *top = &stack[depth - 1];
        if (top->next == jump_count(function, top->block)) {
            post[count++] = top->block;
            depth--;
            continue;
        }
        IrBlockId to = ir_terminator(&function->blocks[top->block])->targets[top->next++].block;
        if (!seen[to]) {
            seen[to] = true;
            stack[depth++] = (Frame){.block = to};
        }
    }
    return count;
}

static void find_edges(IrGraph *graph, Arena *arena, const IrFunction *function)
{
    uint32_t total = 0;
    graph->first_edge = ARENA_NEW_ARRAY(arena, uint32_t, function->block_count + 2);
    for (uint32_t i = 0; i < graph->order_count; i++) {
        IrBlockId from = graph->order[i];
        uint32_t count = jump_count(function, from);
        total += count;
        for (uint32_t t = 0; t < count; t++) {
            IrBlockId to = ir_terminator(&function->blocks[from])->targets[t].block;
            graph->first_edge[to + 2]++;
        }
    }
    for (IrBlockId b = 0; b < function->block_count; b++) {
        graph->first_edge[b + 2] += graph->first_edge[b + 1];
    }
    graph->edges = ARENA_NEW_ARRAY(arena, IrEdge, total);
    for (uint32_t i = 0; i < graph->order_count; i++) {
        IrBlockId from = graph->order[i];
        for (uint32_t t = 0; t < jump_count(function, from); t++) {
            IrBlockId to = ir_terminator(&function->blocks[from])->targets[t].block;
            graph->edges[graph->first_edge[to + 1]++] = (IrEdge){from, t};
        }
    }
}

void graph_build(IrGraph *graph, Arena *arena, const IrFunction *function)
{
    uint32_t blocks = function->block_count;
    *graph = (IrGraph){0};
    IrBlockId *roots = ARENA_NEW_ARRAY(arena, IrBlockId, blocks);
    uint32_t root_count = find_roots(function, arena, roots);
    bool *seen = ARENA_NEW_ARRAY(arena, bool, blocks);
    Frame *stack = ARENA_NEW_ARRAY(arena, Frame, blocks);
    IrBlockId *post = ARENA_NEW_ARRAY(arena, IrBlockId, blocks);
    uint32_t count = 0;
    /* The entry was found first; walked last, it comes first unless loops of others lead there. */
    while (root_count-- > 0) {
        count = walk(function, roots[root_count], seen, stack, post, count);
    }
    graph->order = ARENA_NEW_ARRAY(arena, IrBlockId, count);
    graph->number = ARENA_NEW_ARRAY(arena, uint32_t, blocks);
    memset(graph->number, 0xff, blocks * sizeof *graph->number);
    graph->order_count = count;
    for (uint32_t i = 0; i < count; i++) {
        graph->order[i] = post[count - 1 - i];
        graph->number[graph->order[i]] = i;
    }
    find_edges(graph, arena, function);
}

/* ---- dominators
 * --------------------------------------------------------------------------------------- */

#define UNLINKED UINT32_MAX

/* All arrays are by number in depth-first preorder, in which the virtual root is 0. */
typedef struct Tarjan {
    const IrFunction *function;
    const IrGraph *graph;
    uint32_t *number_of; /* by block; 0: not yet seen */
    IrBlockId *block_of;
    uint32_t *parent, *semi, *label, *ancestor, *idom;
    uint32_t *bucket, *next_in_bucket; /* vertices by their semidominator, as lists; 0 ends */
    uint32_t *path;
    Frame *stack;
    uint32_t count;
} Tarjan;

static void number_from(Tarjan *tarjan, IrBlockId root)
{
    uint32_t depth = 0;
    uint32_t parent = 0;
    IrBlockId next = root;
    for (;;) {
        if (tarjan->number_of[next] == 0) {
            uint32_t number = ++tarjan->count;
            tarjan->number_of[next] = number;
            tarjan->block_of[number] = next;
            tarjan->parent[number] = parent;
            tarjan->semi[number] = tarjan->label[number] = number;
            tarjan->stack[depth++] = (Frame){.block = next};
        }
        while (depth != 0 && tarjan->stack[depth - 1].next ==
                                 jump_count(tarjan->function, tarjan->stack[depth - 1].block)) {
            depth--;
        }
        if (depth == 0) {
            return;
        }
        Frame *top = &tarjan->stack[depth - 1];
        parent = tarjan->number_of[top->block];
        next = ir_terminator(&tarjan->function->blocks[top->block])->targets[top->next++].block;
    }
}

/* The vertex of least semidominator on the way up from v in the forest made so far. */
static uint32_t evaluate(Tarjan *tarjan, uint32_t v)
{
    uint32_t depth = 0;
    for (uint32_t u = v; tarjan->ancestor[u] != UNLINKED; u = tarjan->ancestor[u]) {
        tarjan->path[depth++] = u;
    }
    /* Compress from the top; the topmost vertex has nothing above it to take. */
    for (uint32_t i = depth; i-- > 0;) {
        uint32_t u = tarjan->path[i], above = tarjan->ancestor[u];
        if (tarjan->ancestor[above] != UNLINKED) {
            if (tarjan->semi[tarjan->label[above]] < tarjan->semi[tarjan->label[u]]) {
                tarjan->label[u] = tarjan->label[above];
            }
            tarjan->ancestor[u] = tarjan->ancestor[above];
        }
    }
    return tarjan->label[v];
}

static void use_predecessor(Tarjan *tarjan, uint32_t w, uint32_t from)
{
    uint32_t semi = tarjan->semi[evaluate(tarjan, from)];
    if (semi < tarjan->semi[w]) {
        tarjan->semi[w] = semi;
    }
}

static void empty_bucket(Tarjan *tarjan, uint32_t parent)
{
    for (uint32_t v = tarjan->bucket[parent]; v != 0; v = tarjan->next_in_bucket[v]) {
        uint32_t u = evaluate(tarjan, v);
        tarjan->idom[v] = tarjan->semi[u] == tarjan->semi[v] ? parent : u;
    }
    tarjan->bucket[parent] = 0;
}

static void find_dominators(Tarjan *tarjan)
{
    const IrGraph *graph = tarjan->graph;
    for (uint32_t w = tarjan->count; w >= 1; w--) {
        IrBlockId block = tarjan->block_of[w];
        if (block == 0 || tarjan->function->blocks[block].root != IR_NOT_ROOT) {
            tarjan->semi[w] = 0;
        }
        for (uint32_t e = graph->first_edge[block]; e < graph->first_edge[block + 1]; e++) {
            use_predecessor(tarjan, w, tarjan->number_of[graph->edges[e].from]);
        }
        uint32_t semi = tarjan->semi[w], parent = tarjan->parent[w];
        tarjan->next_in_bucket[w] = tarjan->bucket[semi];
        tarjan->bucket[semi] = w;
        tarjan->ancestor[w] = parent;
        empty_bucket(tarjan, parent);
    }
    for (uint32_t w = 1; w <= tarjan->count; w++) {
        if (tarjan->idom[w] != tarjan->semi[w]) {
            tarjan->idom[w] = tarjan->idom[tarjan->idom[w]];
        }
    }
}

/* Preorder intervals of the dominator tree. In preorder numbers dominators come before what they
 * dominate, so sizes of subtrees add up backwards, and intervals are dealt out forwards. */
static void number_tree(const Tarjan *tarjan, IrGraph *graph, Arena *arena)
{
    uint32_t *size = ARENA_NEW_ARRAY(arena, uint32_t, tarjan->count + 1);
    uint32_t *next = ARENA_NEW_ARRAY(arena, uint32_t, tarjan->count + 1);
    for (uint32_t w = tarjan->count; w >= 1; w--) {
        size[w]++;
        size[tarjan->idom[w]] += size[w];
    }
    for (uint32_t w = 1; w <= tarjan->count; w++) {
        uint32_t above = tarjan->idom[w];
        IrBlockId block = tarjan->block_of[w];
        graph->dominator[block] = above == 0 ? IR_NO_BLOCK : tarjan->block_of[above];
        graph->enter[block] = next[above];
        graph->leave[block] = next[above] + size[w];
        next[above] += size[w];
        next[w] = graph->enter[block] + 1;
    }
}

void graph_dominators(IrGraph *graph, Arena *arena, const IrFunction *function)
{
    uint32_t count = function->block_count;
    uint32_t *words = ARENA_NEW_ARRAY(arena, uint32_t, 9 * (size_t)(count + 1));
    Tarjan tarjan = {.function = function, .graph = graph};
    uint32_t **arrays[] = {&tarjan.block_of, &tarjan.parent,         &tarjan.semi,
                           &tarjan.label,    &tarjan.ancestor,       &tarjan.idom,
                           &tarjan.bucket,   &tarjan.next_in_bucket, &tarjan.path};
    for (size_t i = 0; i < sizeof arrays / sizeof arrays[0]; i++) {
        *arrays[i] = words + i * (count + 1);
    }
    memset(tarjan.ancestor, 0xff, (count + 1) * sizeof *tarjan.ancestor);
    tarjan.number_of = ARENA_NEW_ARRAY(arena, uint32_t, count);
    tarjan.stack = ARENA_NEW_ARRAY(arena, Frame, count);
    graph->dominator = ARENA_NEW_ARRAY(arena, IrBlockId, count);
    memset(graph->dominator, 0xff, count * sizeof *graph->dominator);
    graph->enter = ARENA_NEW_ARRAY(arena, uint32_t, count);
    graph->leave = ARENA_NEW_ARRAY(arena, uint32_t, count);
    for (uint32_t i = 0; i < graph->order_count; i++) {
        IrBlockId block = graph->order[i];
        if (block == 0 || function->blocks[block].root != IR_NOT_ROOT) {
            number_from(&tarjan, block);
        }
    }
    find_dominators(&tarjan);
    number_tree(&tarjan, graph, arena);
}
