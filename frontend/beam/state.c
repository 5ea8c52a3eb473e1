/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Operations on states; see state.h. Kinds of X, Y and float registers lie one after the other, so
 * that copying and joining are plain loops over bytes.
 */
#include "frontend/beam/state.h"

#include "frontend/beam/module.h"

#include <string.h>

static size_t kind_count(const StateShape *shape)
{
    return (size_t)shape->x_count + shape->y_count + shape->float_count;
}

size_t state_size(const StateShape *shape)
{
    return sizeof(State) + kind_count(shape) + shape->y_count * sizeof(uint32_t);
}

void state_reset(State *state, const StateShape *shape)
{
    *state = (State){.frame = BEAM_FRAME_NONE};
    state->label = (uint32_t *)(state + 1);
    state->x = (uint8_t *)(state->label + shape->y_count);
    state->y = state->x + shape->x_count;
    state->f = state->y + shape->y_count;
    memset(state->label, 0, shape->y_count * sizeof *state->label);
    memset(state->x, VALUE_NOTHING, kind_count(shape));
}

State *state_new(Arena *arena, const StateShape *shape)
{
    State *state = arena_alloc(arena, state_size(shape));
    state_reset(state, shape);
    return state;
}

void state_copy(const StateShape *shape, State *to, const State *from)
{
    to->frame = from->frame;
    to->words = from->words;
    to->floats = from->floats;
    to->funs = from->funs;
    to->building = from->building;
    memcpy(to->x, from->x, kind_count(shape));
    memcpy(to->label, from->label, shape->y_count * sizeof *to->label);
}

static bool lower(uint32_t *to, uint32_t from)
{
    bool changed = from < *to;
    *to = changed ? from : *to;
    return changed;
}

/* Handlers of tags that are in the same register on both paths. */
static bool join_handlers(const StateShape *shape, State *to, const State *from)
{
    bool changed = false;
    for (uint32_t i = 0; i < shape->y_count; i++) {
        if (!(to->y[i] & VALUE_TAG) || to->label[i] == from->label[i] ||
            to->label[i] == STATE_MANY_HANDLERS) {
            continue;
        }
        if (to->label[i] == 0) {
            to->label[i] = from->label[i];
        } else if (from->label[i] != 0) {
            to->label[i] = STATE_MANY_HANDLERS;
            changed = true;
        }
    }
    return changed;
}

StateJoin state_join(const StateShape *shape, State *to, const State *from)
{
    if (to->frame != from->frame) {
        return STATE_FRAMES_DIFFER;
    }
    uint8_t changed = lower(&to->words, from->words);
    changed |= lower(&to->floats, from->floats);
    changed |= lower(&to->funs, from->funs);
    changed |= to->building && !from->building;
    to->building = to->building && from->building;
    size_t count = kind_count(shape);
    for (size_t i = 0; i < count; i++) {
        changed |= from->x[i] & (uint8_t)~to->x[i];
        to->x[i] |= from->x[i];
    }
    changed |= join_handlers(shape, to, from);
    return changed ? STATE_CHANGED : STATE_SAME;
}

void state_drop_x(const StateShape *shape, State *state, uint32_t live)
{
    if (live < shape->x_count) {
        memset(state->x + live, VALUE_NOTHING, shape->x_count - live);
    }
}

void state_after_call(const StateShape *shape, State *state)
{
    state_drop_x(shape, state, 0);
    state->x[0] = VALUE_TERM;
    memset(state->f, VALUE_NOTHING, shape->float_count);
    state->words = state->floats = state->funs = 0;
    state->building = false;
}

uint32_t state_innermost_tag(const State *state)
{
    uint32_t count = state->frame > 0 ? (uint32_t)state->frame : 0;
    for (uint32_t i = 0; i < count; i++) {
        if (state->y[i] & VALUE_TAG) {
            return i;
        }
    }
    return count;
}
