/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Two terms gone through side by side, without recursion: what is still to be looked at stands on a
 * stack of its own. One thread; the terms must stay where they are.
 */
#ifndef RT_ETS_PAIRS_H
#define RT_ETS_PAIRS_H

#include <stdbool.h>
#include <string.h>
#include "rt/core/memory.h"
#include "rt/core/term.h"

enum { PAIRS_INLINE = 16 };

/* Further elements of two tuples or cells. */
typedef struct PairsRest {
    const Term *left, *right;
    UInt count;
} PairsRest;

typedef struct Pairs {
    PairsRest *rests;
    UInt count, capacity;
    PairsRest first[PAIRS_INLINE];
} Pairs;

static inline void pairs_begin(Pairs *pairs)
{
    pairs->rests = pairs->first;
    pairs->count = 0;
    pairs->capacity = PAIRS_INLINE;
}

static inline void pairs_push(Pairs *pairs, const Term *left, const Term *right, UInt count)
{
    if (count == 0)
        return;
    if (pairs->count == pairs->capacity) {
        UInt bytes = pairs->capacity * sizeof(PairsRest);
        PairsRest *larger = memory_alloc(MEMORY_TEMPORARY, 2 * bytes);
        memcpy(larger, pairs->rests, bytes);
        if (pairs->rests != pairs->first)
            memory_free(MEMORY_TEMPORARY, pairs->rests, bytes);
        pairs->rests = larger;
        pairs->capacity *= 2;
    }
    pairs->rests[pairs->count++] = (PairsRest){left, right, count};
}

/* The next pair, from the left; false when there is none. */
static inline bool pairs_next(Pairs *pairs, Term *left, Term *right)
{
    if (pairs->count == 0)
        return false;
    PairsRest *rest = &pairs->rests[pairs->count - 1];
    *left = *rest->left++;
    *right = *rest->right++;
    if (--rest->count == 0)
        pairs->count--;
    return true;
}

static inline void pairs_end(Pairs *pairs)
{
    if (pairs->rests != pairs->first)
        memory_free(MEMORY_TEMPORARY, pairs->rests, pairs->capacity * sizeof(PairsRest));
}

#endif
