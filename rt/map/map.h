/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Maps.
 *
 * A map of at most MAP_FLAT_MAX (32) keys is flat, a larger one a hash trie. Which of the two, and
 * the layout in either, depends on the keys only, not on how the map came about: equal maps have
 * equal shapes, and the compiler lays out literals the same way.
 *
 * Flat (MAP_FLAT):  [header][keys tuple][value 1] … [value n]      header size n + 1
 *
 *   The keys tuple holds the n keys in ascending key order (compare.h); the values are in the same
 *   order. Maps made from another one by replacing values share its keys tuple, which may lie
 *   anywhere (a literal, next to the map).
 *
 * Hash trie:        [root header][size][child 1] … [child m]       MAP_ROOT, header size m + 1
 *                   [node header][child 1] … [child m]             MAP_NODE, header size m
 *                   [collision header][cell 1] … [cell m]          MAP_COLLISION, header size m
 *
 *   header_aux of root and nodes is a bitmap of 16: m = its population count; the child for bit b
 *   stands at the place given by the count of set bits below b. Level 0 (the root) looks at bits
 *   0-3 of hash_internal of the key, level i at bits 4i … 4i+3, up to level 15. `size` is a small.
 *   A child is, for the keys that it is responsible for:
 *     - one key: a cons cell [Key|Value] (always; its tag tells it from the rest, which is boxed)
 *     - several keys with the same 64-bit hash: a collision object of their m cells, in key order
 *     - else a node of the next level (which may have a single child)
 *
 * Functions that build maps take memory from the process (heap.h) and never move terms; they charge
 * no reductions, callers do. Maps are never changed after they are built.
 */
#ifndef RT_MAP_MAP_H
#define RT_MAP_MAP_H

#include "rt/core/heap.h"

enum {
    MAP_LEVEL_BITS = 4,
    MAP_LEVEL_MASK = 15,
    MAP_LEVELS = 16,
    MAP_DEPTH_MAX = MAP_LEVELS + 1, /* root, nodes, a collision object */
};

static inline MapSub map_sub(Term map)
{
    return (MapSub)header_sub(term_header(map));
}
static inline bool map_is_flat(Term map)
{
    return map_sub(map) == MAP_FLAT;
}

/* Header of an object of the trie: `sub` MAP_ROOT (children: m), MAP_NODE or MAP_COLLISION (bitmap
 * 0). */
static inline Term map_header(MapSub sub, UInt bitmap, UInt size)
{
    return header_make(KIND_MAP, sub, size) | bitmap << HEADER_AUX_SHIFT;
}

/* Parts of a flat map. */
static inline UInt map_flat_size(Term map)
{
    return header_size(term_header(map)) - 1;
}
static inline Term map_flat_keys_tuple(Term map)
{
    return term_boxed_ptr(map)[1];
}
static inline Term *map_flat_keys(Term map)
{
    return term_tuple_elements(map_flat_keys_tuple(map));
}
static inline Term *map_flat_values(Term map)
{
    return term_boxed_ptr(map) + 2;
}

/* Number of keys. */
static inline UInt map_size(Term map)
{
    return map_is_flat(map) ? map_flat_size(map) : (UInt)term_small_value(term_boxed_ptr(map)[1]);
}

/* Where the value of `key` is, or NULL. */
PRESERVE_MOST const Term *map_find(Term map, Term key);

Term map_empty(Process *process);

/* The map with key => value. The same map (same word) when it has exactly this value already. */
Term map_put(Process *process, Term map, Term key, Term value);
/* The same for a key that must be there: else THE_NON_VALUE (no fault is set). */
Term map_replace(Process *process, Term map, Term key, Term value);
/* With `count` pairs: pairs[2i] => pairs[2i + 1]. Later ones win. */
Term map_put_pairs(Process *process, Term map, const Term *pairs, UInt count);
/* The same for keys that must all be there: else THE_NON_VALUE, with the first one that is not in
 * *missing (no fault is set). */
Term map_update_exact(Process *process, Term map, const Term *pairs, UInt count, Term *missing);
/* Without the key; the same map when it has no such key. *removed (unless NULL) is its value, or
 * THE_NON_VALUE. */
Term map_remove(Process *process, Term map, Term key, Term *removed);

/* From `count` pairs in any order; of equal keys the last one wins. *repeated (unless NULL) tells
 * whether there were equal keys. */
Term map_from_pairs(Process *process, const Term *pairs, UInt count, bool *repeated);

/* The same for more than MAP_FLAT_MAX pairs of which map_order(key) is known. */
Term map_from_ordered(Process *process, const Term *pairs, const uint64_t *orders, UInt count);
uint64_t map_order(Term key);

/* All pairs of both; of common keys the value in `winner`. */
Term map_merge(Process *process, Term a, Term winner);

/* Iteration in the map's own order: flat maps in key order, tries in hash order.
 *
 *     for (MapIterator it = map_iterate(map); map_next(&it);)
 *         … it.key, it.value
 */
typedef struct MapIterator {
    Term key, value;
    const Term *keys, *values; /* flat */
    UInt left;                 /* flat: pairs to come */
    SInt depth;                /* trie: number of entries of `path` in use */
    struct {
        const Term *next, *end; /* children to come */
    } path[MAP_DEPTH_MAX];
} MapIterator;

MapIterator map_iterate(Term map);
bool map_next(MapIterator *it);

#endif
