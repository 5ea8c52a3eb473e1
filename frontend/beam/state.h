/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is known at one point of a function: its frame and what each register holds.
 *
 * A register's kind is a set of VALUE_* bits: what it holds on some path to this point. Joining
 * two paths is the union, so kinds only grow and the analysis ends; a use is right if the set is
 * within what the use accepts.
 *
 * States of a function have the same shape, given by StateShape. Threads: used by one thread.
 */
#ifndef JOIST_FRONTEND_BEAM_STATE_H
#define JOIST_FRONTEND_BEAM_STATE_H

#include "frontend/support/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    VALUE_NOTHING = 1, /* not initialised: not even good for the collector */
    VALUE_TERM = 2,
    VALUE_CONTEXT = 4,   /* a match context */
    VALUE_POSITION = 8,  /* a position in a match context */
    VALUE_CATCH = 16,    /* the tag of an open catch */
    VALUE_TRY = 32,      /* the tag of an open try */
    VALUE_EXCEPTION = 64 /* x0 at a handler: an exception arrives */
};

#define VALUE_TAG (VALUE_CATCH | VALUE_TRY)

/* A tag whose handler differs between paths. */
#define STATE_MANY_HANDLERS UINT32_MAX

typedef struct StateShape {
    uint32_t x_count;
    uint32_t y_count;
    uint32_t float_count;
} StateShape;

typedef struct State {
    int32_t frame;  /* Y registers, or BEAM_FRAME_NONE */
    uint32_t words; /* of the heap, reserved for instructions that build terms */
    uint32_t floats;
    uint32_t funs;
    bool building; /* a binary is under construction */
    uint8_t *x;    /* kinds by register */
    uint8_t *y;
    uint8_t *f;      /* VALUE_TERM or VALUE_NOTHING */
    uint32_t *label; /* by Y register: the handler of the tag in it */
} State;

State *state_new(Arena *arena, const StateShape *shape);

/* Makes a state of this shape, with nothing in it and no frame, in memory of state_size bytes. */
void state_reset(State *state, const StateShape *shape);

/* Bytes that state_new takes for this shape. */
size_t state_size(const StateShape *shape);

void state_copy(const StateShape *shape, State *to, const State *from);

typedef enum StateJoin { STATE_SAME, STATE_CHANGED, STATE_FRAMES_DIFFER } StateJoin;

/* Joins `from` into `to`. After STATE_FRAMES_DIFFER `to` is as before. */
StateJoin state_join(const StateShape *shape, State *to, const State *from);

/* X registers from `live` on hold nothing. */
void state_drop_x(const StateShape *shape, State *state, uint32_t live);

/* After a call: x0 is a term; no other X, no float register and no reserved heap is left. */
void state_after_call(const StateShape *shape, State *state);

/* The lowest Y register with a tag, which belongs to the innermost open catch or try; y_count of
 * the frame if there is none. */
uint32_t state_innermost_tag(const State *state);

#endif
