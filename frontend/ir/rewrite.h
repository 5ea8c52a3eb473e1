/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What passes that change a function have in common: replacing values by others.
 *
 * A replacement table maps values to the ones that stand in for them; chains are followed (and
 * shortened). Nothing in the function changes until rewrite_apply.
 */
#ifndef FRONTEND_IR_REWRITE_H
#define FRONTEND_IR_REWRITE_H

#include "frontend/ir/ir.h"

typedef struct Rewrite {
    IrValue *by;    /* by value: its replacement, 0 for none */
    uint32_t count; /* values that existed at the start: only they can be replaced */
} Rewrite;

void rewrite_start(Rewrite *rewrite, Arena *arena, const IrFunction *function);

/* The value that stands for `value` now. */
IrValue rewrite_find(Rewrite *rewrite, IrValue value);

static inline void rewrite_replace(Rewrite *rewrite, IrValue value, IrValue by)
{
    rewrite->by[value] = by;
}

/* Replace in all arguments of all blocks. */
void rewrite_apply(Rewrite *rewrite, IrFunction *function);

/* Take all instructions out of a block, to be looked at and appended again one by one, changed or
 * not. `old` keeps them. */
typedef struct OldInstructions {
    const IrInstruction *instructions;
    uint32_t count;
} OldInstructions;
OldInstructions rewrite_empty_block(IrFunction *function, IrBlockId block);
void rewrite_append_old(IrFunction *function, IrBlockId block, const IrInstruction *instruction);

/* Does the operation do nothing but give a result, so that it can go when that is not used? */
bool rewrite_is_removable(IrOp op);

#endif
