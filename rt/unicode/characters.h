/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Converting character data (nested lists of characters and binaries in Latin-1 or UTF-8) to UTF-8.
 *
 * What cannot be converted is given back in the shapes of ERTS (unicode:characters_to_list/2
 * tells), which depend on how the data was nested. Used by the scheduler running the process.
 */
#ifndef RT_UNICODE_CHARACTERS_H
#define RT_UNICODE_CHARACTERS_H

#include "rt/core/binary.h"

/* Bytes of UTF-8 that are enough for the data; -1: it is no character data at all (badarg). Values
 * of characters are not checked. */
SInt characters_need(Term data, bool latin1);

typedef struct Characters {
    bool latin1;
    uint8_t *out; /* room for what characters_need told */
    UInt used;
    SInt budget; /* characters and bytes to look at before a pause */
    /* out of characters_convert: */
    bool failed;
    uint8_t partial[4]; /* start of a character at the end of a binary */
    UInt partial_bytes;
} Characters;

/* Converts `data` until its end, a failure or a pause; the result is what is left, with TERM_NIL
 * for nothing (not counting `partial`). */
Term characters_convert(Process *process, Characters *state, Term data);

/* Can these bytes (at least one) be the first of a character that needs more of them? */
bool characters_is_partial(const uint8_t *bytes, UInt count);

#endif
