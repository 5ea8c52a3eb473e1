/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Fragments by dominators: Cooper, Harvey and Kennedy, "A Simple, Fast Dominance Algorithm". Nodes
 * are numbered in reverse postorder, 0 being the virtual root. See partition.h.
 */
#include "codegen/partition.h"

typedef struct Edge {
    IrBlockId block;
    uint32_t instruction, target; /* where to look for its next successor */
} Edge;

typedef struct Walk {
    const IrFunction *function;
    bool *reached;   /* from the entry, by any kind of edge */
    uint32_t *place; /* by block: number in reverse postorder */
    IrBlockId *block_at;
    uint32_t *first_predecessor; /* by place: start in predecessors */
    uint32_t *predecessors;      /* places */
    uint32_t count;              /* of blocks reached */
} Walk;

bool partition_is_jump(IrOp op)
{
    return op == IR_JUMP || op == IR_BRANCH || op == IR_CHECK || op == IR_SWITCH || op == IR_LOOP;
}

static const IrInstruction *last_instruction(const IrBlock *block)
{
    return &block->instructions[block->instruction_count - 1];
}

static void reach_all(Arena *arena, Walk *walk)
{
    const IrFunction *function = walk->function;
    IrBlockId *stack = ARENA_NEW_ARRAY(arena, IrBlockId, function->block_count);
    uint32_t depth = 0;
    walk->reached[0] = true;
    stack[depth++] = 0;
    while (depth != 0) {
        const IrBlock *block = &function->blocks[stack[--depth]];
        for (uint32_t i = 0; i < block->instruction_count; i++) {
            const IrInstruction *instruction = &block->instructions[i];
            for (uint32_t t = 0; t < instruction->target_count; t++) {
                IrBlockId target = instruction->targets[t].block;
                if (!walk->reached[target]) {
                    walk->reached[target] = true;
                    stack[depth++] = target;
                }
            }
        }
    }
}

/* Postorder of what `root` reaches by jumps, appended to `post`. */
static uint32_t walk_from(Walk *walk, IrBlockId root, bool *seen, Edge *stack, IrBlockId *post,
                          uint32_t count)
{
    uint32_t depth = 0;
    seen[root] = true;
    stack[depth++] = (Edge){.block = root};
    while (depth != 0) {
        Edge *top = &stack[depth - 1];
        const IrInstruction *last = last_instruction(&walk->function->blocks[top->block]);
        uint32_t targets = partition_is_jump(last->op) ? last->target_count : 0;
        if (top->target == targets) {
            post[count++] = top->block;
            depth--;
            continue;
        }
        IrBlockId next = last->targets[top->target++].block;
        if (!seen[next]) {
            seen[next] = true;
            stack[depth++] = (Edge){.block = next};
        }
    }
    return count;
}

/* Roots are visited from the last to the first, so that the entry's part comes first in the end. */
static void number_blocks(Arena *arena, Walk *walk)
{
    const IrFunction *function = walk->function;
    uint32_t blocks = function->block_count, count = 0;
    bool *seen = ARENA_NEW_ARRAY(arena, bool, blocks);
    Edge *stack = ARENA_NEW_ARRAY(arena, Edge, blocks);
    IrBlockId *post = ARENA_NEW_ARRAY(arena, IrBlockId, blocks);
    for (IrBlockId b = blocks; b-- > 0;) {
        if (walk->reached[b] && (b == 0 || function->blocks[b].root != IR_NOT_ROOT) && !seen[b])
            count = walk_from(walk, b, seen, stack, post, count);
    }
    walk->count = count;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t place = count - i; /* 1 … count */
        walk->place[post[i]] = place;
        walk->block_at[place] = post[i];
    }
}

/* Predecessors in compressed rows; roots have the virtual root, place 0, as one. */
static void collect_predecessors(Arena *arena, Walk *walk)
{
    const IrFunction *function = walk->function;
    uint32_t rows = walk->count + 2, edges = 0;
    uint32_t *start = ARENA_NEW_ARRAY(arena, uint32_t, rows + 1);
    for (int pass = 0; pass < 2; pass++) {
        for (uint32_t place = 1; place <= walk->count; place++) {
            IrBlockId b = walk->block_at[place];
            const IrBlock *block = &function->blocks[b];
            const IrInstruction *last = last_instruction(block);
            uint32_t targets = partition_is_jump(last->op) ? last->target_count : 0;
            for (uint32_t t = 0; t < targets; t++) {
                uint32_t to = walk->place[last->targets[t].block];
                if (pass == 0)
                    start[to + 1]++, edges++;
                else
                    walk->predecessors[start[to]++] = place;
            }
            if (b == 0 || block->root != IR_NOT_ROOT) {
                if (pass == 0)
                    start[place + 1]++, edges++;
                else
                    walk->predecessors[start[place]++] = 0;
            }
        }
        if (pass == 0) {
            for (uint32_t row = 1; row <= rows; row++)
                start[row] += start[row - 1];
            walk->predecessors = ARENA_NEW_ARRAY(arena, uint32_t, edges);
        }
    }
    /* The second pass moved each start to the next row's: shift back. */
    for (uint32_t row = rows; row > 0; row--)
        start[row] = start[row - 1];
    start[0] = 0;
    walk->first_predecessor = start;
}

static uint32_t *find_dominators(Arena *arena, const Walk *walk)
{
    const uint32_t unknown = PARTITION_NONE;
    uint32_t *idom = ARENA_NEW_ARRAY(arena, uint32_t, walk->count + 1);
    for (uint32_t place = 1; place <= walk->count; place++)
        idom[place] = unknown;
    for (bool changed = true; changed;) {
        changed = false;
        for (uint32_t place = 1; place <= walk->count; place++) {
            uint32_t dominator = unknown;
            for (uint32_t p = walk->first_predecessor[place];
                 p < walk->first_predecessor[place + 1]; p++) {
                uint32_t other = walk->predecessors[p];
                if (other != 0 && idom[other] == unknown)
                    continue;
                if (dominator == unknown)
                    dominator = other;
                while (dominator != other) {
                    if (dominator > other)
                        dominator = idom[dominator];
                    else
                        other = idom[other];
                }
            }
            if (idom[place] != dominator) {
                idom[place] = dominator;
                changed = true;
            }
        }
    }
    return idom;
}

/* Group the blocks by head, keeping reverse postorder within each. */
static void order_blocks(Arena *arena, const Walk *walk, const uint32_t *idom, Partition *out)
{
    uint32_t *start = ARENA_NEW_ARRAY(arena, uint32_t, walk->count + 2);
    uint32_t *head_place = ARENA_NEW_ARRAY(arena, uint32_t, walk->count + 1);
    for (uint32_t place = 1; place <= walk->count; place++) {
        head_place[place] = idom[place] == 0 ? place : head_place[idom[place]];
        out->fragment_count += head_place[place] == place;
        out->head[walk->block_at[place]] = walk->block_at[head_place[place]];
        start[head_place[place] + 1]++;
    }
    for (uint32_t place = 1; place <= walk->count + 1; place++)
        start[place] += start[place - 1];
    for (uint32_t place = 1; place <= walk->count; place++)
        out->order[start[head_place[place]]++] = walk->block_at[place];
    out->count = walk->count;
}

static void find_inner_jumps(const Walk *walk, Partition *out)
{
    for (uint32_t i = 0; i < out->count; i++) {
        IrBlockId b = out->order[i];
        const IrInstruction *last = last_instruction(&walk->function->blocks[b]);
        if (!partition_is_jump(last->op))
            continue;
        for (uint32_t t = 0; t < last->target_count; t++) {
            IrBlockId target = last->targets[t].block;
            if (target == out->head[target] && out->head[b] == target)
                out->inner_jump[target] = true;
        }
    }
}

void partition_build(Arena *arena, const IrFunction *function, Partition *partition)
{
    uint32_t blocks = function->block_count;
    *partition = (Partition){
        .head = ARENA_NEW_ARRAY(arena, IrBlockId, blocks),
        .inner_jump = ARENA_NEW_ARRAY(arena, bool, blocks),
        .order = ARENA_NEW_ARRAY(arena, IrBlockId, blocks),
    };
    for (IrBlockId b = 0; b < blocks; b++)
        partition->head[b] = PARTITION_NONE;
    Arena scratch;
    arena_init(&scratch);
    Walk walk = {
        .function = function,
        .reached = ARENA_NEW_ARRAY(&scratch, bool, blocks),
        .place = ARENA_NEW_ARRAY(&scratch, uint32_t, blocks),
        .block_at = ARENA_NEW_ARRAY(&scratch, IrBlockId, blocks + 1),
    };
    reach_all(&scratch, &walk);
    number_blocks(&scratch, &walk);
    collect_predecessors(&scratch, &walk);
    order_blocks(&scratch, &walk, find_dominators(&scratch, &walk), partition);
    find_inner_jumps(&walk, partition);
    arena_free(&scratch);
}
