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

enum { FLAT_SEARCH_STEP = 8 };

/* Which of eight words are this one, by their lower halves: two bits for each. A branch for each
 * word would cost more than looking at some in vain. */
static inline unsigned flat_search_step(const Term *words, Term word)
{
#ifdef __SSE2__
    __m128i wanted = _mm_set1_epi32((int32_t)word);
    __m128i found[2];
    for (int i = 0; i < 2; i++, words += 4) {
        __m128 low = _mm_loadu_ps((const float *)words);
        __m128 high = _mm_loadu_ps((const float *)(words + 2));
        found[i] = _mm_cmpeq_epi32((__m128i)_mm_shuffle_ps(low, high, 0x88), wanted);
    }
    return (unsigned)_mm_movemask_epi8(_mm_packs_epi32(found[0], found[1]));
#else
    unsigned hits = 0;
    for (unsigned i = 0; i < FLAT_SEARCH_STEP; i++)
        hits |= (unsigned)(words[i] == word) << 2 * i;
    return hits;
#endif
}

/* Its position among so many, or -1. */
static inline SInt flat_search_few(const Term *keys, UInt count, Term key)
{
    for (UInt i = 0; i < count; i++) {
        if (keys[i] == key)
            return (SInt)i;
    }
    return -1;
}

static inline SInt flat_search_word(const Term *keys, UInt count, Term key)
{
    if (count < FLAT_SEARCH_STEP)
        return flat_search_few(keys, count, key);
    UInt at = 0, last = count - FLAT_SEARCH_STEP;
    for (;;) {
        for (unsigned hits = flat_search_step(keys + at, key), bit; hits; hits &= ~(3u << bit)) {
            bit = (unsigned)__builtin_ctz(hits);
            if (keys[at + bit / 2] == key)
                return (SInt)(at + bit / 2);
        }
        if (at == last)
            return -1;
        at = at + FLAT_SEARCH_STEP < last ? at + FLAT_SEARCH_STEP : last;
    }
}

/* By comparing: the position, or ~place for one that is not there, but would have its place. */
SInt flat_search_order(const Term *keys, UInt count, Term key);

/* Either way: as flat_search_order. */
static inline SInt flat_search(const Term *keys, UInt count, Term key)
{
    SInt same = term_is_small(key) ? -1 : flat_search_word(keys, count, key);
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
