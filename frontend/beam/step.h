/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What one instruction needs of the state before it, and does to it.
 *
 * Threads: used by one thread.
 */
#ifndef JOIST_FRONTEND_BEAM_STEP_H
#define JOIST_FRONTEND_BEAM_STEP_H

#include "frontend/beam/module.h"
#include "frontend/beam/state.h"

typedef struct Step Step;

/* Called with a label and the state that control may get there with. */
typedef void StepReach(Step *step, uint32_t label, const State *state);

/* Called for a local call with the state before it: arguments are in x0 .. x(arity-1). */
typedef void StepCall(Step *step, uint32_t label, uint32_t arity, const State *state);

struct Step {
    BeamModule *module;
    const StateShape *shape;
    State *state;      /* before the instruction, then after it */
    State *scratch;    /* for branches with a state of their own */
    uint32_t index;    /* of the instruction */
    StepReach *branch; /* from an operand of the instruction */
    StepReach *raise;  /* from an exception to its handler */
    StepReach *open;   /* to the handler of a catch or try that opens, as if an exception came at
                          once */
    StepCall *call;
    const char *error; /* NULL, or what is wrong; in the arena */
    bool needs_clear;  /* the error would not be one if `allocate` cleared the stack frame */
    Arena *arena;      /* for messages */
    uint64_t cost;     /* registers looked at, a measure of time */
};

/*
 * Checks one instruction (any but `label`) and changes the state to what holds after it. True if
 * control goes on to the next instruction. After an error step->error is set.
 */
bool step_instruction(Step *step);

#endif
