/* SPDX-License-Identifier: Apache-2.0 */
/* Flat maps (flat.h). */
#include "rt/map/flat.h"

#include <string.h>
#include "rt/core/compare.h"
#include "rt/map/flat_search.h"

/* Key order. What most keys are is decided here: small integers, and pairs that differ in one, or
 * in such pairs. */
static inline int order_of_keys(Term a, Term b)
{
    enum { DEPTH = 4 };
    for (int depth = 0; depth < DEPTH && term_is_boxed(a) && term_is_boxed(b); depth++) {
        const Term *x = term_boxed_ptr(a), *y = term_boxed_ptr(b);
        if (x[0] != header_tuple(2) || y[0] != header_tuple(2))
            break;
        UInt i = 1 + (x[1] == y[1]);
        if (i == 1 && !(term_is_immediate(x[1]) && term_is_immediate(y[1])))
            break;
        a = x[i];
        b = y[i];
    }
    return term_compare_keys(a, b);
}

/* Whether a small integer comes before another key. */
static inline bool small_is_before(Term small, Term key)
{
    if (term_is_small(key))
        return (SInt)small < (SInt)key;
    return !term_is_kind(key, KIND_BIG_NEG);
}

static inline SInt search_small(const Term *keys, UInt low, UInt high, Term key)
{
    while (low < high) {
        UInt middle = (low + high) / 2;
        if (keys[middle] == key)
            return (SInt)middle;
        if (small_is_before(key, keys[middle]))
            high = middle;
        else
            low = middle + 1;
    }
    return ~(SInt)low;
}

static SInt search_any(const Term *keys, UInt low, UInt high, Term key)
{
    while (low < high) {
        UInt middle = (low + high) / 2;
        int order = order_of_keys(key, keys[middle]);
        if (order == 0)
            return (SInt)middle;
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return ~(SInt)low;
}

/* Many keys that are looked for here come after all others, the variables of a compiler for
 * instance. */
SInt flat_search_order(const Term *keys, UInt count, Term key)
{
    if (count == 0)
        return ~(SInt)0;
    UInt last = count - 1;
    if (term_is_small(key)) {
        if (small_is_before(key, keys[last]))
            return search_small(keys, 0, last, key);
        return keys[last] == key ? (SInt)last : ~(SInt)count;
    }
    int order = order_of_keys(key, keys[last]);
    if (order < 0)
        return search_any(keys, 0, last, key);
    return order == 0 ? (SInt)last : ~(SInt)count;
}

bool flat_set(FlatPairs *pairs, Term key, Term value)
{
    SInt found = flat_search(pairs->keys, pairs->count, key);
    UInt at = (UInt)(found < 0 ? ~found : found);
    if (found < 0) {
        if (pairs->count == MAP_FLAT_MAX)
            return false;
        memmove(pairs->keys + at + 1, pairs->keys + at, (pairs->count - at) * sizeof(Term));
        memmove(pairs->values + at + 1, pairs->values + at, (pairs->count - at) * sizeof(Term));
        pairs->keys[at] = key;
        pairs->count++;
    }
    pairs->values[at] = value;
    return true;
}

void flat_read(Term map, FlatPairs *pairs)
{
    pairs->count = map_flat_size(map);
    memcpy(pairs->keys, map_flat_keys(map), pairs->count * sizeof(Term));
    memcpy(pairs->values, map_flat_values(map), pairs->count * sizeof(Term));
}

/* One block: the map, then its keys tuple. */
Term flat_build(Process *process, const FlatPairs *pairs)
{
    UInt count = pairs->count;
    Term *map = heap_alloc(process, 2 * count + 3);
    Term *keys = map + 2 + count;
    map[0] = map_header(MAP_FLAT, 0, count + 1);
    map[1] = term_make_boxed(keys);
    memcpy(map + 2, pairs->values, count * sizeof(Term));
    keys[0] = header_tuple(count);
    memcpy(keys + 1, pairs->keys, count * sizeof(Term));
    return term_make_boxed(map);
}

static inline Term *copy_of(Process *process, Term map)
{
    const Term *old = term_boxed_ptr(map);
    UInt words = header_size(old[0]) + 1;
    return memcpy(heap_alloc(process, words), old, words * sizeof(Term));
}

Term flat_replace_one(Process *process, Term map, UInt at, Term value)
{
    Term *fresh = copy_of(process, map);
    fresh[2 + at] = value;
    return term_make_boxed(fresh);
}

Term flat_replace(Process *process, Term map, const UInt *at, const Term *values, UInt count)
{
    Term *fresh = copy_of(process, map);
    for (UInt i = 0; i < count; i++)
        fresh[2 + at[i]] = values[i];
    return term_make_boxed(fresh);
}

/* A copy of `count` words with one more at `place`. */
static void copy_with(Term *to, const Term *from, UInt count, UInt place, Term word)
{
    memcpy(to, from, place * sizeof(Term));
    to[place] = word;
    memcpy(to + place + 1, from + place, (count - place) * sizeof(Term));
}

Term flat_insert(Process *process, Term map, UInt place, Term key, Term value)
{
    UInt count = map_flat_size(map);
    Term *fresh = heap_alloc(process, 2 * (count + 1) + 3);
    Term *keys = fresh + 2 + count + 1;
    fresh[0] = map_header(MAP_FLAT, 0, count + 2);
    fresh[1] = term_make_boxed(keys);
    copy_with(fresh + 2, map_flat_values(map), count, place, value);
    keys[0] = header_tuple(count + 1);
    copy_with(keys + 1, map_flat_keys(map), count, place, key);
    return term_make_boxed(fresh);
}

Term flat_remove(Process *process, Term map, UInt position)
{
    UInt count = map_flat_size(map) - 1, after = count - position;
    Term *fresh = heap_alloc(process, 2 * count + 3);
    Term *keys = fresh + 2 + count;
    fresh[0] = map_header(MAP_FLAT, 0, count + 1);
    fresh[1] = term_make_boxed(keys);
    const Term *old_values = map_flat_values(map), *old_keys = map_flat_keys(map);
    memcpy(fresh + 2, old_values, position * sizeof(Term));
    memcpy(fresh + 2 + position, old_values + position + 1, after * sizeof(Term));
    keys[0] = header_tuple(count);
    memcpy(keys + 1, old_keys, position * sizeof(Term));
    memcpy(keys + 1 + position, old_keys + position + 1, after * sizeof(Term));
    return term_make_boxed(fresh);
}
