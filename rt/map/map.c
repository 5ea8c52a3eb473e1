/* SPDX-License-Identifier: Apache-2.0 */
/* Maps of either kind (map.h): finding, iterating, putting and removing. */
#include "rt/map/map.h"

#include "rt/core/code.h"
#include "rt/core/compare.h"
#include "rt/core/hash.h"
#include "rt/map/flat.h"
#include "rt/map/flat_search.h"
#include "rt/map/trie.h"

static PRESERVE_MOST __attribute__((noinline)) const Term *find_by_comparing(Term map, Term key)
{
    if (!map_is_flat(map))
        return trie_find(map, key);
    SInt at = flat_search_order(map_flat_keys(map), map_flat_size(map), key);
    return at < 0 ? NULL : map_flat_values(map) + at;
}

/* The quick half, which calls nothing, so that it has to preserve little. */
PRESERVE_MOST const Term *map_find(Term map, Term key)
{
    if (map_is_flat(map)) {
        SInt same = flat_search_word(map_flat_keys(map), map_flat_size(map), key);
        if (same >= 0)
            return map_flat_values(map) + same;
        if (term_is_immediate(key))
            return NULL;
    } else if (term_is_small(key)) {
        return trie_find_word(map, key, hash_small(term_small_value(key)));
    }
    MUSTTAIL return find_by_comparing(map, key);
}

Term map_empty(Process *process)
{
    static const FlatPairs none = {.count = 0};
    return flat_build(process, &none);
}

/* ---- iteration
 * ------------------------------------------------------------------------------------ */

MapIterator map_iterate(Term map)
{
    MapIterator it;
    it.key = it.value = THE_NON_VALUE;
    it.left = 0;
    it.depth = 0;
    const Term *object = term_boxed_ptr(map);
    if (map_is_flat(map)) {
        it.keys = map_flat_keys(map);
        it.values = object + 2;
        it.left = map_flat_size(map);
    } else {
        it.keys = it.values = NULL;
        it.path[0].next = object + 2;
        it.path[0].end = object + 1 + header_size(object[0]);
        it.depth = 1;
    }
    return it;
}

static bool next_in_trie(MapIterator *it)
{
    while (it->depth > 0) {
        SInt top = it->depth - 1;
        if (it->path[top].next == it->path[top].end) {
            it->depth--;
            continue;
        }
        Term child = *it->path[top].next++;
        if (term_is_cons(child)) {
            it->key = term_head(child);
            it->value = term_tail(child);
            return true;
        }
        const Term *object = term_boxed_ptr(child);
        it->path[top + 1].next = object + 1;
        it->path[top + 1].end = object + 1 + header_size(object[0]);
        it->depth++;
    }
    return false;
}

bool map_next(MapIterator *it)
{
    if (it->left == 0)
        return next_in_trie(it);
    it->left--;
    it->key = *it->keys++;
    it->value = *it->values++;
    return true;
}

/* ---- putting and removing
 * --------------------------------------------------------------------------- */

/* A flat map grows beyond its limit by the pairs from `pairs` on. */
static Term grow(Process *process, const FlatPairs *flat, const Term *pairs, UInt count)
{
    Term all[2 * (MAP_FLAT_MAX + 1)];
    for (UInt i = 0; i < flat->count; i++) {
        all[2 * i] = flat->keys[i];
        all[2 * i + 1] = flat->values[i];
    }
    all[2 * flat->count] = pairs[0];
    all[2 * flat->count + 1] = pairs[1];
    Term map = map_from_pairs(process, all, flat->count + 1, NULL);
    for (UInt i = 1; i < count; i++)
        map = trie_put(process, map, pairs[2 * i], pairs[2 * i + 1]);
    return map;
}

static Term put_in_flat(Process *process, Term map, const Term *pairs, UInt count)
{
    FlatPairs flat;
    flat_read(map, &flat);
    for (UInt i = 0; i < count; i++) {
        if (!flat_set(&flat, pairs[2 * i], pairs[2 * i + 1]))
            return grow(process, &flat, pairs + 2 * i, count - i);
    }
    return flat_build(process, &flat);
}

enum { REPLACE_MAX = 64 };

/* When all keys are in the flat map: the map with the new values (the same one when none differs),
 * else THE_NON_VALUE and *missing. */
static Term replace_in_flat(Process *process, Term map, const Term *pairs, UInt count,
                            Term *missing)
{
    UInt at[REPLACE_MAX];
    Term values[REPLACE_MAX];
    const Term *old = map_flat_values(map);
    bool changes = false;
    for (UInt i = 0; i < count; i++) {
        SInt position = flat_position(map, pairs[2 * i]);
        if (position < 0) {
            *missing = pairs[2 * i];
            return THE_NON_VALUE;
        }
        at[i] = (UInt)position;
        values[i] = pairs[2 * i + 1];
        changes = changes || old[position] != values[i];
    }
    return changes ? flat_replace(process, map, at, values, count) : map;
}

static inline Term replace_at(Process *process, Term map, UInt at, Term value)
{
    return map_flat_values(map)[at] == value ? map : flat_replace_one(process, map, at, value);
}

Term map_put(Process *process, Term map, Term key, Term value)
{
    if (!map_is_flat(map))
        return trie_put(process, map, key, value);
    UInt size = map_flat_size(map);
    SInt found = flat_search(map_flat_keys(map), size, key);
    if (found >= 0)
        return replace_at(process, map, (UInt)found, value);
    if (size < MAP_FLAT_MAX)
        return flat_insert(process, map, (UInt)~found, key, value);
    const Term pair[2] = {key, value};
    return put_in_flat(process, map, pair, 1);
}

Term map_replace(Process *process, Term map, Term key, Term value)
{
    if (!map_is_flat(map))
        return trie_find(map, key) ? trie_put(process, map, key, value) : THE_NON_VALUE;
    SInt found = flat_position(map, key);
    return found < 0 ? THE_NON_VALUE : replace_at(process, map, (UInt)found, value);
}

Term map_put_pairs(Process *process, Term map, const Term *pairs, UInt count)
{
    if (!map_is_flat(map)) {
        for (UInt i = 0; i < count; i++)
            map = trie_put(process, map, pairs[2 * i], pairs[2 * i + 1]);
        return map;
    }
    Term missing;
    Term replaced = count <= REPLACE_MAX ? replace_in_flat(process, map, pairs, count, &missing)
                                         : THE_NON_VALUE;
    return replaced != THE_NON_VALUE ? replaced : put_in_flat(process, map, pairs, count);
}

/* ERTS orders the keys when it loads the code, and tells of the first that is missing. */
static Term first_missing(Term map, const Term *pairs, UInt count)
{
    Term first = THE_NON_VALUE;
    for (UInt i = 0; i < count; i++) {
        Term key = pairs[2 * i];
        if (!map_find(map, key) && (first == THE_NON_VALUE || term_compare_keys(key, first) < 0))
            first = key;
    }
    return first;
}

Term map_update_exact(Process *process, Term map, const Term *pairs, UInt count, Term *missing)
{
    if (map_is_flat(map) && count <= REPLACE_MAX) {
        Term replaced = replace_in_flat(process, map, pairs, count, missing);
        if (replaced == THE_NON_VALUE)
            *missing = first_missing(map, pairs, count);
        return replaced;
    }
    *missing = first_missing(map, pairs, count);
    return *missing == THE_NON_VALUE ? map_put_pairs(process, map, pairs, count) : THE_NON_VALUE;
}

Term map_remove(Process *process, Term map, Term key, Term *removed)
{
    Term ignored;
    if (!removed)
        removed = &ignored;
    *removed = THE_NON_VALUE;
    if (!map_is_flat(map))
        return trie_remove(process, map, key, removed);
    SInt at = flat_position(map, key);
    if (at < 0)
        return map;
    *removed = map_flat_values(map)[at];
    return flat_remove(process, map, (UInt)at);
}
