/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Order and equality of terms (compare.h). What is small is decided here, in three steps: tuples in
 * tuples down to the first elements that differ (compare_quick.h), by functions that call nothing
 * and so preserve little; then, by recursion, a few words; the rest is for compare_deep.c.
 */
#include "rt/core/compare.h"

#include "rt/core/code.h"
#include "rt/core/compare_deep.h"
#include "rt/core/compare_quick.h"
#include "rt/core/compare_simple.h"
#include "rt/map/map.h"

/* Flat maps with the same keys, as words: their values decide. */
static bool are_similar_maps(Term a, Term b)
{
    if (!term_is_map(a) || !term_is_map(b) || term_header(a) != term_header(b) || !map_is_flat(a))
        return false;
    const Term *keys = map_flat_keys(a), *others = map_flat_keys(b);
    UInt size = keys == others ? 0 : map_flat_size(a);
    while (size > 0 && keys[size - 1] == others[size - 1])
        size--;
    return size == 0;
}

/* Two different words. UNDECIDED: after so many words it was not clear; *a and *b decide. */
static int compare_few(Term *a, Term *b, uint32_t mode, SInt *left)
{
    for (;;) {
        const Term *one, *other;
        UInt count = 2;
        if (compare_are_lists(*a, *b)) {
            one = term_cons_ptr(*a);
            other = term_cons_ptr(*b);
        } else if (compare_are_tuples(*a, *b)) {
            one = term_tuple_elements(*a);
            other = term_tuple_elements(*b);
            count = term_tuple_arity(*a);
        } else if (are_similar_maps(*a, *b)) {
            one = map_flat_values(*a);
            other = map_flat_values(*b);
            count = map_flat_size(*a);
        } else {
            return compare_simple(*a, *b, mode);
        }
        if ((*left -= (SInt)count) < 0)
            return UNDECIDED;
        UInt i = 0;
        Term x, y;
        for (;; i++) {
            if (i == count)
                return 0;
            x = one[i];
            y = other[i];
            if (x == y)
                continue;
            int outcome = compare_words(x, y, mode);
            if (outcome == UNDECIDED) {
                if (i == count - 1)
                    break;
                outcome = compare_few(&x, &y, mode, left);
            }
            if (outcome != 0)
                return outcome;
        }
        *a = x;
        *b = y;
    }
}

static int compare_further(Term a, Term b, uint32_t mode)
{
    SInt left = 128;
    int outcome = compare_words(a, b, mode);
    if (outcome == UNDECIDED)
        outcome = compare_few(&a, &b, mode, &left);
    return outcome != UNDECIDED ? outcome : compare_deeply(a, b, mode);
}

static PRESERVE_MOST __attribute__((noinline)) int terms_further(Term a, Term b)
{
    return compare_further(a, b, COMPARE_ORDER);
}

static __attribute__((noinline)) int keys_further(Term a, Term b)
{
    return compare_further(a, b, COMPARE_EXACT | COMPARE_ORDER);
}

static PRESERVE_MOST __attribute__((noinline)) bool equal_further(Term a, Term b)
{
    return compare_further(a, b, 0) == 0;
}

static PRESERVE_MOST __attribute__((noinline)) bool exact_further(Term a, Term b)
{
    return compare_further(a, b, COMPARE_EXACT) == 0;
}

/* 0: the same; UNDECIDED: it is for *a and *b, further. */
static inline __attribute__((always_inline)) int first_order(Term *a, Term *b)
{
    if (*a == *b || compare_first_look(a, b) == LOOK_SAME)
        return 0;
    if (term_are_small(*a, *b))
        return (SInt)*a < (SInt)*b ? -1 : 1;
    return term_is_immediate(*a) || term_is_immediate(*b) ? compare_ranks(*a, *b) : UNDECIDED;
}

PRESERVE_MOST int compare_terms(Term a, Term b)
{
    int order = first_order(&a, &b);
    if (order != UNDECIDED)
        return order;
    MUSTTAIL return terms_further(a, b);
}

int compare_keys(Term a, Term b)
{
    int order = first_order(&a, &b);
    if (order != UNDECIDED)
        return order;
    MUSTTAIL return keys_further(a, b);
}

PRESERVE_MOST bool compare_equal(Term a, Term b)
{
    FirstLook look = a == b ? LOOK_SAME : compare_first_look(&a, &b);
    if (look != LOOK_FURTHER)
        return look == LOOK_SAME;
    MUSTTAIL return equal_further(a, b);
}

PRESERVE_MOST bool compare_exact(Term a, Term b)
{
    FirstLook look = a == b ? LOOK_SAME : compare_first_look(&a, &b);
    if (look != LOOK_FURTHER)
        return look == LOOK_SAME;
    MUSTTAIL return exact_further(a, b);
}
