/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Searching the sorted keys of flat maps, in line: programs that use maps do it all the time. Most
 * keys that are found are found as the same word, boxed ones too; only then keys are compared.
 * Inside rt/map only.
 */
#ifndef RT_MAP_FLAT_SEARCH_H
#define RT_MAP_FLAT_SEARCH_H

#ifdef __SSE2__
#include <emmintrin.h>
#endif
#include "rt/map/map.h"

/* Which of four words are this one: a bit for each. A branch for each would cost more than looking
 * at some in vain. */
static inline unsigned flat_search_four(const Term *words, Term word)
{
#ifdef __SSE2__
    __m128i wanted = _mm_set1_epi64x((int64_t)word);
    __m128 one = (__m128)_mm_cmpeq_epi32(_mm_loadu_si128((const __m128i *)words), wanted);
    __m128 other = (__m128)_mm_cmpeq_epi32(_mm_loadu_si128((const __m128i *)(words + 2)), wanted);
    __m128 low = _mm_shuffle_ps(one, other, 0x88), high = _mm_shuffle_ps(one, other, 0xdd);
    return (unsigned)_mm_movemask_ps(_mm_and_ps(low, high));
#else
    return (unsigned)(words[0] == word) | (unsigned)(words[1] == word) << 1 |
           (unsigned)(words[2] == word) << 2 | (unsigned)(words[3] == word) << 3;
#endif
}

/* Its position, or -1. */
static inline SInt flat_search_word(const Term *keys, UInt count, Term key)
{
    enum { STEP = 4 };
    UInt i = 0;
    unsigned hits = 0;
    for (; i + STEP <= count; i += STEP) {
        hits = flat_search_four(keys + i, key);
        if (hits)
            return (SInt)(i + (unsigned)__builtin_ctz(hits));
    }
    if (i != 0 && i != count) {
        hits = flat_search_four(keys + count - STEP, key);
        return hits ? (SInt)(count - STEP + (unsigned)__builtin_ctz(hits)) : -1;
    }
    for (; i < count; i++) {
        if (keys[i] == key)
            return (SInt)i;
    }
    return -1;
}

/* By comparing: the position, or ~place for one that is not there, but would have its place. */
SInt flat_search_order(const Term *keys, UInt count, Term key);

/* Either way: as flat_search_order. */
static inline SInt flat_search(const Term *keys, UInt count, Term key)
{
    SInt same = flat_search_word(keys, count, key);
    return same >= 0 ? same : flat_search_order(keys, count, key);
}

/* Position of the key, or negative. */
static inline SInt flat_position(Term map, Term key)
{
    const Term *keys = map_flat_keys(map);
    UInt count = map_flat_size(map);
    SInt same = flat_search_word(keys, count, key);
    return same >= 0 || term_is_immediate(key) ? same : flat_search_order(keys, count, key);
}

#endif
