/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Cutting a function into fragments.
 *
 * A fragment is a set of blocks with one way in, its head: a root that can be reached, or a block
 * that two fragments reach. With one virtual root over all roots the heads are exactly the blocks
 * whose immediate dominator is the virtual root, and a block belongs to the head above it in the
 * dominator tree (proc points, as in GHC).
 *
 * Threads: none of its own; memory is the caller's arena.
 */
#ifndef CODEGEN_PARTITION_H
#define CODEGEN_PARTITION_H

#include "frontend/ir/ir.h"

#define PARTITION_NONE UINT32_MAX

typedef struct Partition {
    IrBlockId
        *head; /* by block: the head of its fragment; PARTITION_NONE when it is never reached */
    bool *inner_jump; /* by block: a head to which a block of its own fragment jumps */
    IrBlockId *order; /* the reached blocks, fragment by fragment; in each the head is first, and
                         blocks stand behind those that dominate them */
    uint32_t count;   /* of order */
    uint32_t fragment_count;
} Partition;

/* The entry's fragment comes first. */
void partition_build(Arena *arena, const IrFunction *function, Partition *partition);

/* Targets by which control stays inside generated code with block arguments, in contrast to those
 * entered from outside later (continuations, handlers, receive points). */
bool partition_is_jump(IrOp op);

#endif
