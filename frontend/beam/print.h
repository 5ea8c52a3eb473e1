/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Terms, types and instructions of a module as text.
 *
 * Printing changes nothing. No function recurses over a term: depth is bounded by memory only.
 * Threads: any, on a module that is complete.
 */
#ifndef JOIST_FRONTEND_BEAM_PRINT_H
#define JOIST_FRONTEND_BEAM_PRINT_H

#include "frontend/beam/module.h"
#include "frontend/support/buffer.h"

/* Text put before and after parts of an instruction; all empty, or ANSI escapes. */
typedef struct PrintStyle {
    const char *opcode;
    const char *reg;
    const char *label;
    const char *constant;
    const char *name; /* of functions */
    const char *comment;
    const char *heading;
    const char *off;
} PrintStyle;

extern const PrintStyle print_plain;
extern const PrintStyle print_color;

/* One instruction without line end, as in "call_ext 2 lists:map/2". */
void print_instruction(Buffer *buffer, const BeamModule *module, uint32_t instruction,
                       const PrintStyle *style);

/* Erlang syntax without spaces; after about `limit` bytes the rest is "..." (0: no limit). */
void print_literal(Buffer *buffer, const BeamModule *module, const Literal *literal, size_t limit);

/* An atom in Erlang syntax, quoted if needed. */
void print_atom(Buffer *buffer, const BeamModule *module, uint32_t atom);

/* A type as in "nil|integer(0..255)". */
void print_type(Buffer *buffer, const BeamType *type);

#endif
