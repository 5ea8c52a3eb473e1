/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Taking apart the operand lists of bs_create_bin, bs_match and update_record.
 *
 * The reader has checked the lists with the very functions below, so on a module from beam_read
 * they cannot fail. Threads: any.
 */
#ifndef JOIST_FRONTEND_BEAM_BITS_H
#define JOIST_FRONTEND_BEAM_BITS_H

#include "frontend/beam/module.h"

typedef enum BitSegmentKind {
#define BIT_SEGMENT(NAME, text, unit_min) BIT_SEGMENT_##NAME,
#include "frontend/beam/bits.def"
    BIT_SEGMENT_COUNT,
} BitSegmentKind;

typedef enum BitCommandKind {
#define BIT_COMMAND(NAME, text, signature) BIT_COMMAND_##NAME,
#include "frontend/beam/bits.def"
    BIT_COMMAND_COUNT,
} BitCommandKind;

/* Operands per segment of bs_create_bin. */
enum { BIT_SEGMENT_OPERANDS = 6 };

typedef struct BitSegment {
    BitSegmentKind kind;
    uint32_t number; /* from 1, as in error messages; 0 is none */
    uint32_t unit;
    uint32_t flags;           /* BEAM_FIELD_* */
    const BeamOperand *value; /* for STRING an offset in module->strings (OPERAND_UNSIGNED) */
    const BeamOperand *size;  /* a term; the atom all: everything; the atom undefined: default */
} BitSegment;

typedef struct BitCommand {
    BitCommandKind kind;
    uint32_t live;  /* INTEGER, BINARY, GET_TAIL */
    uint32_t flags; /* BEAM_FIELD_* */
    uint32_t bits;  /* ENSURE_*, SKIP, EQUAL: number of bits; INTEGER, BINARY: size times unit */
    uint32_t unit;
    uint64_t value;          /* EQUAL: what these bits must be, as an unsigned number */
    const BeamOperand *dest; /* INTEGER, BINARY, GET_TAIL: an X or Y register, else NULL */
} BitCommand;

/* Segment `index` (from 0) of a SEGMENTS list; false if it is not well-formed. */
bool bits_segment(const BeamModule *module, const BeamList *list, uint32_t index,
                  BitSegment *segment);

/*
 * The command that starts at item *at of a COMMANDS list; advances *at to the next one. False if
 * it is not well-formed.
 */
bool bits_command(const BeamModule *module, const BeamList *list, uint32_t *at,
                  BitCommand *command);

/*
 * Field flags: a plain number, [] or a literal list of little, native, signed and the defaults.
 * False if it is something else.
 */
bool bits_flags(const BeamModule *module, const BeamOperand *operand, uint32_t *flags);

#endif
