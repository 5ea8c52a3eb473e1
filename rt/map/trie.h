/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Large maps as hash tries (layout: map.h): searching, and building one from another. Inside rt/map
 * only.
 *
 * Functions on parts of a trie take a *child*: a pair (cons cell), a collision object or a node,
 * and its level. They recurse by level, at most MAP_LEVELS deep.
 */
#ifndef RT_MAP_TRIE_H
#define RT_MAP_TRIE_H

#include "rt/map/map.h"

/* Where the value of the key is, or NULL. */
const Term *trie_find(Term map, Term key);
/* The same for an immediate key with this hash. Calls nothing. */
PRESERVE_MOST const Term *trie_find_word(Term map, Term key, uint64_t hash);

/* As map_put and map_remove; removing may give a flat map. */
Term trie_put(Process *process, Term map, Term key, Term value);
Term trie_remove(Process *process, Term map, Term key, Term *removed);

/* All pairs of both; of common keys the value in `winner`, which is one of them. */
Term trie_merge(Process *process, Term a, Term winner);

/* From pairs with different keys, more than MAP_FLAT_MAX of them. */
typedef struct TriePair {
    uint64_t order; /* trie_order(hash_internal(key)) */
    Term key, value;
} TriePair;

/* Turns a hash so that numerical order is the order of the trie: level 0 in the highest bits. Its
 * own inverse. */
static inline uint64_t trie_order(uint64_t hash)
{
    hash = __builtin_bswap64(hash);
    return (hash >> 4 & UINT64_C(0x0f0f0f0f0f0f0f0f)) | (hash & UINT64_C(0x0f0f0f0f0f0f0f0f)) << 4;
}

/* `pairs` are sorted by order, equal ones by key. */
Term trie_build(Process *process, const TriePair *pairs, UInt count);

#endif
