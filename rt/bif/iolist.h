/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Walking iodata: bytes and bitstrings of a nested list in order, without recursion.
 *
 * A walk has a budget of steps (list cells and runs), so that a caller can do part of the work, put
 * what is left into a term with iolist_rest and go on later with iolist_start of that. The walk's
 * stack is outside the heap: iolist_stop frees it.
 *
 * What is no iodata gives IOLIST_BAD when it is reached. Whether a bitstring that ends inside a
 * byte is welcome is for the caller to check. Used by the scheduler running the process.
 */
#ifndef RT_BIF_IOLIST_H
#define RT_BIF_IOLIST_H

#include "rt/core/binary.h"

enum { IOLIST_INLINE = 32 };

typedef struct Iolist {
    Term *stack; /* what is still to be walked, the next on top */
    UInt depth, capacity;
    SInt budget; /* set by the caller; IOLIST_PAUSE when it is used up */
    Term inline_stack[IOLIST_INLINE];
} Iolist;

typedef enum IolistStep {
    IOLIST_END,
    IOLIST_BYTES, /* a run of bytes from list elements */
    IOLIST_BITS,  /* a bitstring */
    IOLIST_PAUSE,
    IOLIST_BAD,
} IolistStep;

/* Start at a term: iodata, or several when `rest` (a list made by iolist_rest). */
void iolist_start(Iolist *walk, Term data, bool rest, SInt budget);
void iolist_stop(Iolist *walk);

/* The next piece. IOLIST_BYTES: *count bytes, at most `room` (> 0), have been stored at `bytes`
 * (NULL: only counted); IOLIST_BITS: *bits is it. */
IolistStep iolist_next(Iolist *walk, uint8_t *bytes, UInt room, UInt *count, Term *bits);

/* What is left, as a list for iolist_start. */
Term iolist_rest(const Iolist *walk, Process *process);

/* The bytes of a whole iodata term in one piece, without pausing (long work is announced): into the
 * term itself if it is a byte-aligned binary, else a malloc'ed copy in *temporary, which the caller
 * frees (NULL: none). NULL: no iodata. */
const uint8_t *iolist_flatten(Term data, UInt *size, uint8_t **temporary);

#endif
