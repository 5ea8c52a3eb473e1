/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Comparing what decides by itself: terms without parts, and terms of different types. Inside
 * rt/core/compare*.c only.
 */
#ifndef RT_CORE_COMPARE_SIMPLE_H
#define RT_CORE_COMPARE_SIMPLE_H

#include "rt/core/atom.h"
#include "rt/core/type_rank.h"

/* How terms are compared: bits of a mode. */
enum {
    COMPARE_EXACT = 1, /* integers and floats differ */
    COMPARE_ORDER = 2, /* less or greater matters; else only whether they are equal */
};

/* What a comparison says that leaves its decision to the parts of the terms. */
enum { UNDECIDED = 2 };

static inline int order_of(bool less, bool greater)
{
    return less ? -1 : greater;
}

/* UNDECIDED: they are of the same type. */
static inline int compare_ranks(Term a, Term b)
{
    TypeRank rank = type_rank(a), other = type_rank(b);
    return rank == other ? UNDECIDED : order_of(rank < other, true);
}

/* Two different words: the order where it takes no look at what is boxed, else UNDECIDED. */
static inline int compare_words(Term a, Term b, uint32_t mode)
{
    if (term_are_small(a, b))
        return (SInt)a < (SInt)b ? -1 : 1;
    if (term_is_atom(a) && term_is_atom(b))
        return mode & COMPARE_ORDER ? atom_compare(a, b) : 1;
    if (!(mode & COMPARE_ORDER) && (mode & COMPARE_EXACT) &&
        (((a ^ b) & TAG_MASK) != 0 || term_is_immediate(a)))
        return 1;
    if ((mode & COMPARE_ORDER) && (term_is_immediate(a) || term_is_immediate(b)))
        return compare_ranks(a, b);
    return UNDECIDED;
}

/* Lists, and tuples of the same size. */
static inline bool compare_are_lists(Term a, Term b)
{
    return term_is_cons(a) && term_is_cons(b);
}
static inline bool compare_are_tuples(Term a, Term b)
{
    return term_is_boxed(a) && term_is_boxed(b) && term_is_tuple(a) &&
           term_header(a) == term_header(b);
}

/* Two different words that are neither. UNDECIDED: both are maps, or both are funs. */
int compare_simple(Term a, Term b, uint32_t mode);

#endif
