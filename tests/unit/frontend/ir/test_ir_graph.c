/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Dominators against their definition: on random graphs, a block dominates another if it cannot be
 * reached from the roots without it.
 */
#include "frontend/ir/graph.h"

#include <criterion/criterion.h>
#include <string.h>

enum { BLOCKS = 24, GRAPHS = 400 };

static uint32_t next_random(uint32_t *state)
{
    *state = *state * 1664525u + 1013904223u;
    return *state >> 8;
}

/* Random blocks: some are receive points that a wait names, all others jump to up to two blocks. */
static void make_function(IrFunction *function, Arena *arena, uint32_t *random)
{
    *function = (IrFunction){.arena = arena};
    for (uint32_t i = 0; i < BLOCKS; i++) {
        ir_new_block(function, IR_NO_FRAME);
        function->blocks[i].root = i == 0                         ? IR_ENTRY
                                   : next_random(random) % 6 == 0 ? IR_RECEIVE
                                                                  : IR_NOT_ROOT;
    }
    for (uint32_t i = 0; i < BLOCKS; i++) {
        IrBlockId to = next_random(random) % BLOCKS;
        uint32_t kind = next_random(random) % 5;
        if (function->blocks[to].root == IR_RECEIVE && kind < 3) {
            ir_add_targets(function, ir_append(function, i, IR_WAIT, 0, NULL), 1)->block = to;
        } else if (kind == 0) {
            ir_append(function, i, IR_UNREACHABLE, 0, NULL);
        } else if (kind < 3) {
            ir_add_targets(function, ir_append(function, i, IR_JUMP, 0, NULL), 1)->block = to;
        } else {
            IrTarget *targets =
                ir_add_targets(function, ir_append(function, i, IR_BRANCH, 0, NULL), 2);
            targets[0].block = to;
            targets[1].block = next_random(random) % BLOCKS;
        }
    }
}

/* Which blocks jumps reach from the roots when `without` is taken away. */
static void reach(const IrFunction *function, const IrGraph *graph, IrBlockId without,
                  bool *reached)
{
    memset(reached, 0, BLOCKS * sizeof *reached);
    for (bool changed = true; changed;) {
        changed = false;
        for (uint32_t i = 0; i < BLOCKS; i++) {
            bool root = function->blocks[i].root != IR_NOT_ROOT && graph_reaches(graph, i);
            if (i == without || (!reached[i] && !root)) {
                continue;
            }
            changed |= !reached[i];
            reached[i] = true;
            const IrInstruction *last = ir_terminator(&function->blocks[i]);
            for (uint32_t t = 0; ir_is_jump(last->op) && t < last->target_count; t++) {
                IrBlockId to = last->targets[t].block;
                changed |= to != without && !reached[to];
                reached[to] = to != without;
            }
        }
    }
}

Test(graph, dominators)
{
    uint32_t random = 1;
    for (int g = 0; g < GRAPHS; g++) {
        Arena arena;
        IrFunction function;
        IrGraph graph;
        bool reached[BLOCKS];
        arena_init(&arena);
        make_function(&function, &arena, &random);
        graph_build(&graph, &arena, &function);
        graph_dominators(&graph, &arena, &function);
        for (IrBlockId above = 0; above < BLOCKS; above++) {
            reach(&function, &graph, above, reached);
            for (IrBlockId below = 0; below < BLOCKS; below++) {
                if (graph_reaches(&graph, above) && graph_reaches(&graph, below)) {
                    bool dominates = above == below || !reached[below];
                    cr_assert_eq(graph_dominates(&graph, above, below), dominates,
                                 "graph %d: %u, %u", g, above, below);
                    cr_assert(!dominates || graph.number[above] <= graph.number[below]);
                }
            }
        }
        arena_free(&arena);
    }
}

Test(graph, order_and_edges)
{
    uint32_t random = 7;
    for (int g = 0; g < GRAPHS; g++) {
        Arena arena;
        IrFunction function;
        IrGraph graph;
        arena_init(&arena);
        make_function(&function, &arena, &random);
        graph_build(&graph, &arena, &function);
        for (uint32_t i = 0; i < graph.order_count; i++) {
            cr_assert_eq(graph.number[graph.order[i]], i);
            IrBlockId to = graph.order[i];
            for (uint32_t e = graph.first_edge[to]; e < graph.first_edge[to + 1]; e++) {
                cr_assert_eq(graph_target(&function, &graph.edges[e])->block, to);
                cr_assert(graph_reaches(&graph, graph.edges[e].from));
            }
        }
        arena_free(&arena);
    }
}
