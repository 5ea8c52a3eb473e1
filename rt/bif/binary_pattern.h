/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Searching binaries for one of several byte strings.
 *
 * Patterns are compiled to a BinaryObject that contains no pointers; any number of threads may
 * search with it. One string is searched for with memmem. Several make an Aho-Corasick automaton:
 * of the strings found first the one that begins first counts, of those the longest.
 */
#ifndef RT_BIF_BINARY_PATTERN_H
#define RT_BIF_BINARY_PATTERN_H

#include "rt/core/binary.h"

/* A non-empty binary or a non-empty list of such; NULL for other terms. */
BinaryObject *binary_pattern_new(Term pattern);

/* The object in what binary:compile_pattern/1 returned, {bm,Ref} or {ac,Ref}; NULL for other terms.
 */
BinaryObject *binary_pattern_compiled(Term term);
/* Make that term; takes over a reference to the object. */
Term binary_pattern_term(Process *process, BinaryObject *pattern);

typedef enum PatternResult { PATTERN_FOUND, PATTERN_NONE, PATTERN_MORE } PatternResult;

/* Search bytes[*from … end). PATTERN_MORE: nothing yet; *from is where to go on. About `slice`
 * bytes are looked at (more when a pattern is longer), and subtracted from it. */
PatternResult binary_pattern_find(const BinaryObject *pattern, const uint8_t *bytes, UInt *from,
                                  UInt end, SInt *slice, UInt *at, UInt *length);

#endif
