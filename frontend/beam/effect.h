/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What instructions have in common: reading and writing registers, using reserved heap, changing
 * the stack frame, opening and closing handlers, raising. Each function checks the state and
 * changes it; what is wrong goes to step->error, of which the first one counts.
 *
 * Threads: used by one thread.
 */
#ifndef JOIST_FRONTEND_BEAM_EFFECT_H
#define JOIST_FRONTEND_BEAM_EFFECT_H

#include "frontend/beam/step.h"

/* What may be moved from register to register. */
#define EFFECT_MOVABLE (VALUE_TERM | VALUE_CONTEXT | VALUE_POSITION)

/* Sets the error, unless there is one. */
void effect_fail(Step *step, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* ---- Registers ------------------------------------------------------------------------------- */

/* The kind of an X or Y register, to be changed; NULL after an error. */
uint8_t *effect_slot(Step *step, const BeamOperand *operand);

/* Requires a value all of whose possible kinds are in `accepted`. Constants are terms. */
void effect_read(Step *step, const BeamOperand *operand, uint8_t accepted);

/* Requires terms. */
void effect_read_list(Step *step, const BeamList *list);

void effect_read_float(Step *step, const BeamOperand *operand);

/* Writes to an X or Y register that does not hold a tag. */
void effect_write(Step *step, const BeamOperand *operand, uint8_t kind);

/* Requires these kinds in x0 .. x(count-1); `what` says why. */
void effect_need_x(Step *step, uint32_t count, uint8_t accepted, const char *what);

/* Requires all Y registers to be initialised. */
void effect_need_whole_frame(Step *step);

/* ---- Instructions ---------------------------------------------------------------------------- */

/* The operand of a class, or NULL. */
const BeamOperand *effect_operand(const BeamInstruction *instruction, OperandClass class);

bool effect_may_raise(const BeamInstruction *instruction);

/* Control may go to this label (if it is one) with the state as it is. */
void effect_branch(Step *step, const BeamOperand *label);

/* An exception may be raised in this state: the innermost handler gets it. */
void effect_raise(Step *step);

/* ---- Heap ------------------------------------------------------------------------------------ */

/* The collector may run with so many live X registers: the others and reserved heap are lost. */
void effect_collect(Step *step, uint32_t live);

void effect_lose_heap(State *state);

/* `operand` is of class WORDS. */
void effect_reserve_heap(State *state, const BeamOperand *operand);

/* Takes from what was reserved. */
void effect_use_heap(Step *step, uint64_t words, uint32_t floats, uint32_t funs);

/* ---- Frames ---------------------------------------------------------------------------------- */

void effect_need_no_frame(Step *step);
void effect_need_frame(Step *step);

/* Makes the frame of an `allocate` instruction. */
void effect_allocate(Step *step, const BeamInstruction *instruction);

/* Ends a frame that must have this size, and no open catch or try. */
void effect_drop_frame(Step *step, uint64_t size);

/* Drops the first registers of a frame. */
void effect_trim(Step *step, uint64_t dropped, uint64_t remaining);

/* Opens a catch or try with operands Y register and handler. Inner ones are in lower registers:
 * the search for a handler goes upwards. */
void effect_open_tag(Step *step, const BeamInstruction *instruction, uint8_t kind);

/* Closes the innermost catch or try, which must be of this kind and in this register. */
void effect_close_tag(Step *step, const BeamInstruction *instruction, uint8_t kind);

#endif
