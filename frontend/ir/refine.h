/* SPDX-License-Identifier: Apache-2.0 */
/*
 * New names for values where a test has told more about them, for the types pass (pass_types.c).
 *
 * At the start of each block that is reached by one jump only, the values that the jump's condition
 * was about get a `refine`; all uses that the block dominates are of the new value. So one fact per
 * value says what is known of it in each place. Why a value is known better is kept on the side.
 */
#ifndef FRONTEND_IR_REFINE_H
#define FRONTEND_IR_REFINE_H

#include "frontend/ir/graph.h"

typedef enum RefinementKind {
    REFINED_ALREADY,    /* a refine that was there before: its fact tells all */
    REFINED_BY_TEST,    /* the BOOL `test` gave `holds`; it is argument `index` of it */
    REFINED_BY_SUCCESS, /* the fallible `test` has a value; it is argument `index` of it */
    REFINED_BY_CASE,    /* it was equal to case `index` of a switch */
} RefinementKind;

typedef struct Refinement {
    RefinementKind kind;
    IrValue test;
    uint32_t index;
    bool holds;
    const IrSwitch *select;
} Refinement;

typedef struct Refinements {
    IrValue *base;    /* by value: the value without refinements */
    Refinement *from; /* by value: of results of refine */
    uint32_t capacity;
} Refinements;

/* Needs the dominators in the graph; the graph stays valid. */
void refine_function(IrFunction *function, Arena *arena, IrGraph *graph, Refinements *refinements);

void refinements_grow(Refinements *refinements, Arena *arena, uint32_t count);

#endif
