/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Parts of the effects of instructions on a state; see effect.h.
 */
#include "frontend/beam/effect.h"

#include <stdarg.h>
#include <string.h>

void effect_fail(Step *step, const char *format, ...)
{
    if (!step->error) {
        va_list arguments;
        va_start(arguments, format);
        step->error = arena_vprintf(step->arena, format, arguments);
        va_end(arguments);
    }
}

/* ---- Registers ------------------------------------------------------------------------------- */

static const char *describe(uint8_t kind)
{
    if (kind & VALUE_NOTHING) {
        return "is not initialised";
    }
    if (kind & VALUE_TAG) {
        return "holds the tag of an open catch or try";
    }
    if (kind & VALUE_EXCEPTION) {
        return "holds an exception";
    }
    if ((kind & VALUE_CONTEXT) && kind != VALUE_CONTEXT) {
        return "may hold a match context or not";
    }
    if (kind & VALUE_CONTEXT) {
        return "holds a match context";
    }
    return kind & VALUE_POSITION ? "may hold a position in a match context" : "holds a term";
}

uint8_t *effect_slot(Step *step, const BeamOperand *operand)
{
    if (operand->kind == OPERAND_X) {
        return &step->state->x[operand->as.index];
    }
    if (step->state->frame < 0 || operand->as.index >= (uint32_t)step->state->frame) {
        effect_fail(step, "y%u is outside the stack frame", operand->as.index);
        return NULL;
    }
    return &step->state->y[operand->as.index];
}

void effect_read(Step *step, const BeamOperand *operand, uint8_t accepted)
{
    if (operand->kind != OPERAND_X && operand->kind != OPERAND_Y) {
        return;
    }
    const uint8_t *slot = effect_slot(step, operand);
    if (slot && (*slot & ~accepted)) {
        effect_fail(step, "%c%u %s", operand->kind == OPERAND_X ? 'x' : 'y', operand->as.index,
                    describe(*slot));
    }
}

void effect_read_list(Step *step, const BeamList *list)
{
    for (uint32_t i = 0; i < list->count; i++) {
        effect_read(step, &list->items[i], VALUE_TERM);
    }
    step->cost += list->count;
}

void effect_read_float(Step *step, const BeamOperand *operand)
{
    if (step->state->f[operand->as.index] != VALUE_TERM) {
        effect_fail(step, "fr%u is not initialised", operand->as.index);
    }
}

/* A tag must be taken down by its own instruction, never overwritten. */
void effect_write(Step *step, const BeamOperand *operand, uint8_t kind)
{
    uint8_t *slot = effect_slot(step, operand);
    if (slot && (*slot & VALUE_TAG)) {
        effect_fail(step, "y%u %s and would be overwritten", operand->as.index, describe(*slot));
    } else if (slot) {
        *slot = kind;
    }
}

void effect_need_x(Step *step, uint32_t count, uint8_t accepted, const char *what)
{
    step->cost += count;
    for (uint32_t i = 0; i < count; i++) {
        if (step->state->x[i] & ~accepted) {
            effect_fail(step, "x%u %s, but %s", i, describe(step->state->x[i]), what);
            return;
        }
    }
}

/* The collector and the search for handlers look at every word of the frame. */
void effect_need_whole_frame(Step *step)
{
    uint32_t count = step->state->frame > 0 ? (uint32_t)step->state->frame : 0;
    step->cost += count;
    for (uint32_t i = 0; i < count; i++) {
        if (step->state->y[i] & VALUE_NOTHING) {
            effect_fail(step, "y%u is not initialised, but the stack is scanned here", i);
            return;
        }
    }
}

const BeamOperand *effect_operand(const BeamInstruction *instruction, OperandClass class)
{
    const char *signature = opcode_table[instruction->opcode].signature;
    const char *found = strchr(signature, (int)class);
    return found ? &instruction->operands[found - signature] : NULL;
}

bool effect_may_raise(const BeamInstruction *instruction)
{
    const BeamOperand *fail_to = effect_operand(instruction, CLASS_FAIL);
    return (opcode_table[instruction->opcode].flags & OPCODE_RAISE) ||
           (fail_to && fail_to->as.index == 0);
}

/* ---- Leaving the straight path --------------------------------------------------------------- */

void effect_branch(Step *step, const BeamOperand *label)
{
    if (!step->error && label->kind == OPERAND_LABEL && label->as.index != 0) {
        step->branch(step, label->as.index, step->state);
    }
}

/* The state at a handler that gets an exception raised here. */
static const State *at_handler(Step *step)
{
    State *state = step->scratch;
    state_copy(step->shape, state, step->state);
    state_after_call(step->shape, state);
    state->x[0] = VALUE_EXCEPTION;
    return state;
}

void effect_raise(Step *step)
{
    bool was_right = !step->error;
    effect_need_whole_frame(step);
    step->needs_clear = was_right && step->error;
    uint32_t tag = state_innermost_tag(step->state);
    if (step->error || step->state->frame < 0 || tag == (uint32_t)step->state->frame) {
        return;
    }
    uint8_t kind = step->state->y[tag];
    if ((kind != VALUE_CATCH && kind != VALUE_TRY) ||
        step->state->label[tag] == STATE_MANY_HANDLERS) {
        effect_fail(step, "an exception here may find different handlers in y%u", tag);
        return;
    }
    step->raise(step, step->state->label[tag], at_handler(step));
}

void effect_lose_heap(State *state)
{
    state->words = state->floats = state->funs = 0;
    state->building = false;
}

void effect_collect(Step *step, uint32_t live)
{
    effect_need_whole_frame(step);
    effect_need_x(step, live, EFFECT_MOVABLE, "is counted as live");
    state_drop_x(step->shape, step->state, live);
    effect_lose_heap(step->state);
}

void effect_reserve_heap(State *state, const BeamOperand *operand)
{
    if (operand->kind == OPERAND_ALLOC) {
        state->words = operand->as.alloc->words;
        state->floats = operand->as.alloc->floats;
        state->funs = operand->as.alloc->funs;
    } else {
        state->words = (uint32_t)operand->as.u;
        state->floats = state->funs = 0;
    }
}

void effect_use_heap(Step *step, uint64_t words, uint32_t floats, uint32_t funs)
{
    State *state = step->state;
    if (words > state->words || floats > state->floats || funs > state->funs) {
        effect_fail(step,
                    "more heap is used than was reserved: %u words, %u floats, %u funs are left, "
                    "%llu, %u, %u wanted",
                    state->words, state->floats, state->funs, (unsigned long long)words, floats,
                    funs);
        return;
    }
    state->words -= (uint32_t)words;
    state->floats -= floats;
    state->funs -= funs;
}

/* ---- Frames ---------------------------------------------------------------------------------- */

void effect_need_no_frame(Step *step)
{
    if (step->state->frame != BEAM_FRAME_NONE) {
        effect_fail(step, "there is a stack frame of %d here", step->state->frame);
    }
}

void effect_need_frame(Step *step)
{
    if (step->state->frame < 0) {
        effect_fail(step, "there is no stack frame here");
    }
}

static void need_no_tags(Step *step)
{
    uint32_t tag = state_innermost_tag(step->state);
    if (step->state->frame > 0 && tag < (uint32_t)step->state->frame) {
        effect_fail(step, "y%u %s", tag, describe(step->state->y[tag]));
    }
}

void effect_drop_frame(Step *step, uint64_t size)
{
    effect_need_frame(step);
    if (!step->error && size != (uint64_t)step->state->frame) {
        effect_fail(step, "the stack frame has %d registers, not %llu", step->state->frame,
                    (unsigned long long)size);
    }
    need_no_tags(step);
    if (!step->error) {
        memset(step->state->y, VALUE_NOTHING, (uint32_t)step->state->frame);
        step->state->frame = BEAM_FRAME_NONE;
    }
}

void effect_allocate(Step *step, const BeamInstruction *instruction)
{
    bool cleared =
        instruction->opcode == OP_allocate_zero || instruction->opcode == OP_allocate_heap_zero;
    uint32_t size = (uint32_t)instruction->operands[0].as.u;
    effect_need_no_frame(step);
    if (!step->error) {
        memset(step->state->y, cleared ? VALUE_TERM : VALUE_NOTHING, size);
        memset(step->state->label, 0, size * sizeof *step->state->label);
        step->state->frame = (int32_t)size;
        step->cost += size;
    }
}

void effect_trim(Step *step, uint64_t dropped, uint64_t remaining)
{
    State *state = step->state;
    effect_need_frame(step);
    if (!step->error && dropped + remaining != (uint64_t)state->frame) {
        effect_fail(step, "the stack frame has %d registers, not %llu", state->frame,
                    (unsigned long long)(dropped + remaining));
    }
    if (step->error) {
        return;
    }
    for (uint64_t i = 0; i < dropped; i++) {
        if (state->y[i] & VALUE_TAG) {
            effect_fail(step, "y%llu %s and would be lost", (unsigned long long)i,
                        describe(state->y[i]));
            return;
        }
    }
    memmove(state->y, state->y + dropped, remaining);
    memmove(state->label, state->label + dropped, remaining * sizeof *state->label);
    memset(state->y + remaining, VALUE_NOTHING, dropped);
    memset(state->label + remaining, 0, dropped * sizeof *state->label);
    state->frame = (int32_t)remaining;
    step->cost += dropped + remaining;
}

/* ---- Catch and try --------------------------------------------------------------------------- */

void effect_open_tag(Step *step, const BeamInstruction *instruction, uint8_t kind)
{
    uint32_t y = instruction->operands[0].as.index;
    effect_write(step, &instruction->operands[0], kind);
    if (!step->error && state_innermost_tag(step->state) != y) {
        effect_fail(step, "y%u is above the tag of an open catch or try", y);
    }
    if (!step->error) {
        step->state->label[y] = instruction->operands[1].as.index;
        step->open(step, step->state->label[y], at_handler(step));
    }
}

void effect_close_tag(Step *step, const BeamInstruction *instruction, uint8_t kind)
{
    uint32_t y = instruction->operands[0].as.index;
    const uint8_t *slot = effect_slot(step, &instruction->operands[0]);
    if (slot && (*slot != kind || state_innermost_tag(step->state) != y)) {
        effect_fail(step, "y%u does not hold the tag of the innermost open %s", y,
                    kind == VALUE_CATCH ? "catch" : "try");
    }
    if (!step->error) {
        step->state->y[y] = VALUE_TERM;
        step->state->label[y] = 0;
    }
}
