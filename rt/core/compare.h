/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Order and equality of terms.
 *
 *   number < atom < reference < fun < port < pid < tuple < map < nil < list < bitstring
 *
 * There are two orders. The *term order* (operators <, == …) compares integers with floats by
 * value: 1 == 1.0. The *key order* (keys of flat maps; erts_internal:cmp_term/2) is the same,
 * except that every integer is less than every float, at any depth; two terms are equal in it
 * exactly when they match (=:=).
 *
 *   tuples   by arity, then element by element
 *   lists    element by element, then by what ends first
 *   maps     by size, then by their keys in key order, then by the values in the order of the keys
 *   atoms    by the code points of their names
 *   bits     bit by bit, a prefix is less
 *
 * Whether -0.0 matches 0.0 is a matter of the OTP release whose libraries are linked in: up to 26
 * they are the same term, from 27 on -0.0 sorts before 0.0 in key order (== holds always).
 *
 * No function here recurses deeper than a few dozen levels, allocates on a heap or fails. Any
 * thread may call them on terms that do not change meanwhile.
 */
#ifndef RT_CORE_COMPARE_H
#define RT_CORE_COMPARE_H

#include "rt/core/atom.h"
#include "rt/core/term.h"

/* Halves of the functions below that are no longer in line: for any two terms. Generated code calls
 * the first three. */
PRESERVE_MOST int compare_terms(Term a, Term b);
PRESERVE_MOST bool compare_equal(Term a, Term b);
PRESERVE_MOST bool compare_exact(Term a, Term b);
int compare_keys(Term a, Term b);

/* Term order: <0, 0, >0. */
static inline int term_compare(Term a, Term b)
{
    if (term_are_small(a, b))
        return (SInt)a < (SInt)b ? -1 : (SInt)a > (SInt)b;
    return a == b ? 0 : compare_terms(a, b);
}

/* a == b */
static inline bool term_equal(Term a, Term b)
{
    if (a == b)
        return true;
    /* Two immediates that differ as words are never equal. */
    if ((a & b & TAG_MASK) == TAG_IMMEDIATE)
        return false;
    return compare_equal(a, b);
}

/* a =:= b */
static inline bool term_exact(Term a, Term b)
{
    if (a == b)
        return true;
    /* Only two cons cells or two boxed terms can match without being the same word. */
    if (((a ^ b) & TAG_MASK) != 0 || (a & TAG_MASK) == TAG_IMMEDIATE)
        return false;
    return compare_exact(a, b);
}

/* Key order: <0, 0, >0. */
static inline int term_compare_keys(Term a, Term b)
{
    if (term_are_small(a, b))
        return (SInt)a < (SInt)b ? -1 : (SInt)a > (SInt)b;
    if (a == b)
        return 0;
    return term_is_atom(a) && term_is_atom(b) ? atom_compare(a, b) : compare_keys(a, b);
}

/* -1, 0, 1: an integer (a known small or big) against a finite float, by exact value. */
int compare_integer_float(Term integer, double value);

#endif
