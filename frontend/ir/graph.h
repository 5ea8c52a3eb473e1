/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The control flow of a function: reachable blocks in reverse postorder, predecessors, dominators.
 *
 * Only jumps with block arguments count as edges (ir_is_jump); roots that something reachable names
 * are reached from a virtual root above all of them, as in the cutting into fragments. So a value's
 * definition dominates a use exactly if it is available there without going through memory.
 *
 * A graph describes the function as it was; it is not updated. Everything is linear (dominators:
 * Lengauer and Tarjan, with path compression), without recursion.
 */
#ifndef FRONTEND_IR_GRAPH_H
#define FRONTEND_IR_GRAPH_H

#include "frontend/ir/ir.h"

#define IR_NO_BLOCK UINT32_MAX

typedef struct IrEdge {
    IrBlockId from;
    uint32_t target; /* index in the terminator's targets */
} IrEdge;

typedef struct IrGraph {
    IrBlockId *order; /* reachable blocks in reverse postorder: behind those that dominate them */
    uint32_t order_count;
    uint32_t *number;     /* by block: place in order, or IR_NO_BLOCK */
    uint32_t *first_edge; /* by block, one more than blocks: its edges in are edges[first …] */
    IrEdge *edges;
    IrBlockId *dominator;    /* by block: immediate dominator; IR_NO_BLOCK: the virtual root */
    uint32_t *enter, *leave; /* by block: interval in the dominator tree */
} IrGraph;

/* Order and predecessors. */
void graph_build(IrGraph *graph, Arena *arena, const IrFunction *function);
/* Dominators of a graph that is built. */
void graph_dominators(IrGraph *graph, Arena *arena, const IrFunction *function);

static inline bool graph_reaches(const IrGraph *graph, IrBlockId block)
{
    return graph->number[block] != IR_NO_BLOCK;
}

static inline uint32_t graph_edge_count(const IrGraph *graph, IrBlockId block)
{
    return graph->first_edge[block + 1] - graph->first_edge[block];
}

static inline const IrTarget *graph_target(const IrFunction *function, const IrEdge *edge)
{
    return &ir_terminator(&function->blocks[edge->from])->targets[edge->target];
}

static inline bool graph_dominates(const IrGraph *graph, IrBlockId above, IrBlockId below)
{
    return graph->enter[above] <= graph->enter[below] && graph->leave[below] <= graph->leave[above];
}

#endif
