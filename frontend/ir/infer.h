/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What can be known of each value and block of a function: sparse conditional propagation.
 *
 * Optimistic: values start as never computed, blocks as never reached, and both grow to a fixpoint.
 * Ranges of block parameters that keep growing are widened to the next of a few limits; afterwards
 * some rounds over all blocks narrow them again.
 *
 * Facts that values have already are taken as true. The parameters of the entry are what calls from
 * elsewhere pass (IrFunction.entry_facts), joined with what loops pass; those of other roots may be
 * anything, but the first of a handler is an atom.
 */
#ifndef FRONTEND_IR_INFER_H
#define FRONTEND_IR_INFER_H

#include "frontend/ir/known.h"
#include "frontend/ir/refine.h"

typedef struct Inferred {
    KnownAtoms atoms;
    Known *known;  /* by value */
    bool *reached; /* by block */
} Inferred;

void infer_function(Inferred *inferred, IrFunction *function, Arena *arena, const IrGraph *graph,
                    const Refinements *refinements);

/* What a value is known to be after it was equal to a case of a switch. */
Known infer_after_case(const Inferred *inferred, const IrFunction *function, Known known,
                       const IrCase *item);

/* The known values of an instruction's arguments, in the arena. */
const Known *infer_arguments(const Inferred *inferred, const IrInstruction *instruction,
                             Arena *arena);

#endif
