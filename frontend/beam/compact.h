/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The compact terms of the Code and Line chunks and of new atom tables: a three-bit tag, then a
 * number of 4 or 11 bits, or a signed one of any number of bytes.
 */
#ifndef JOIST_FRONTEND_BEAM_COMPACT_H
#define JOIST_FRONTEND_BEAM_COMPACT_H

#include "frontend/beam/cursor.h"

typedef enum CompactTag {
    COMPACT_U, /* a plain number */
    COMPACT_I, /* an integer */
    COMPACT_A, /* an atom's index; 0 is [] */
    COMPACT_X,
    COMPACT_Y,
    COMPACT_F, /* a label */
    COMPACT_H, /* a character */
    COMPACT_Z, /* an extended term: value is a CompactExtended */
} CompactTag;

typedef enum CompactExtended {
    COMPACT_LIST = 1,
    COMPACT_FLOAT_REG = 2,
    COMPACT_ALLOC = 3,
    COMPACT_LITERAL = 4,
    COMPACT_TYPED = 5,
} CompactExtended;

typedef struct Compact {
    CompactTag tag;
    bool negative;        /* only integers */
    bool big;             /* the magnitude takes over 64 bits: `bytes` has the number */
    uint64_t magnitude;   /* else this is it */
    const uint8_t *bytes; /* two's complement, most significant byte first */
    uint32_t size;
} Compact;

/*
 * Reads one tag and number. A negative number or a big one is accepted with tag i only; but a plain
 * number over 64 bits, which can only be a number of bits that no binary has, is UINT64_MAX.
 */
Compact compact_read(Cursor *cursor);

/* Reads a plain number of at most `limit`; `what` names it in messages. */
uint64_t compact_number(Cursor *cursor, uint64_t limit, const char *what);

#endif
