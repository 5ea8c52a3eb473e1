/* SPDX-License-Identifier: Apache-2.0 */
/* Maps from many pairs at once, and merging (map.h). */
#include "rt/map/map.h"

#include <stdlib.h>
#include "rt/core/compare.h"
#include "rt/core/hash.h"
#include "rt/core/memory.h"
#include "rt/map/flat.h"
#include "rt/map/trie.h"

/* A pair and its place in the input. */
typedef struct Sorted {
    TriePair pair;
    UInt place;
} Sorted;

/* By hash, in the order of the trie; then by place. */
static int compare_sorted(const void *left, const void *right)
{
    const Sorted *a = left, *b = right;
    if (a->pair.order != b->pair.order)
        return a->pair.order < b->pair.order ? -1 : 1;
    return a->place < b->place ? -1 : a->place > b->place;
}

/* Adds a pair to `group`, whose pairs have the same hash and are in key order. Returns the group's
 * new size. */
static UInt add_to_group(TriePair *group, UInt count, TriePair pair)
{
    UInt at = 0;
    int order = 1;
    while (at < count && (order = term_compare_keys(pair.key, group[at].key)) > 0)
        at++;
    if (at < count && order == 0) {
        group[at].value = pair.value;
        return count;
    }
    for (UInt i = count; i > at; i--)
        group[i] = group[i - 1];
    group[at] = pair;
    return count + 1;
}

/* Few bits of the orders put pairs where they belong, but for a few places: hashes are spread
 * evenly, unless somebody has chosen the keys. */
enum { NEAR = 24, BUCKET_BITS_MAX = 16 };

static void sort_bucket(Sorted *bucket, UInt count)
{
    if (count > NEAR) {
        qsort(bucket, count, sizeof *bucket, compare_sorted);
        return;
    }
    for (UInt i = 1; i < count; i++) {
        Sorted item = bucket[i];
        UInt at = i;
        for (; at > 0 && bucket[at - 1].pair.order > item.pair.order; at--)
            bucket[at] = bucket[at - 1];
        bucket[at] = item;
    }
}

/* Sorts input by compare_sorted. */
static void sort_pairs(const Sorted *input, Sorted *sorted, UInt count)
{
    unsigned bits = 64 - (unsigned)__builtin_clzll(count);
    if (bits > BUCKET_BITS_MAX)
        bits = BUCKET_BITS_MAX;
    UInt buckets = (UInt)1 << bits;
    UInt *ends = memory_alloc_zero(MEMORY_TEMPORARY, (buckets + 1) * sizeof *ends);
    for (UInt i = 0; i < count; i++)
        ends[(input[i].pair.order >> (64 - bits)) + 1]++;
    for (UInt bucket = 1; bucket <= buckets; bucket++)
        ends[bucket] += ends[bucket - 1]; /* now where the bucket starts */
    for (UInt i = 0; i < count; i++)
        sorted[ends[input[i].pair.order >> (64 - bits)]++] = input[i];
    for (UInt bucket = 0, start = 0; bucket < buckets; start = ends[bucket++])
        sort_bucket(sorted + start, ends[bucket] - start);
    memory_free(MEMORY_TEMPORARY, ends, (buckets + 1) * sizeof *ends);
}

/* Takes out equal keys; the pairs end up as trie_build wants them. Returns how many are left. */
static UInt unify(const Sorted *sorted, UInt count, TriePair *pairs)
{
    UInt left = 0, group = 0;
    for (UInt i = 0; i < count; i++) {
        if (left != group && pairs[group].order != sorted[i].pair.order)
            group = left;
        left = group + add_to_group(pairs + group, left - group, sorted[i].pair);
    }
    return left;
}

static Term flat_from_trie_pairs(Process *process, const TriePair *pairs, UInt count)
{
    FlatPairs flat = {.count = 0};
    for (UInt i = 0; i < count; i++)
        flat_set(&flat, pairs[i].key, pairs[i].value);
    return flat_build(process, &flat);
}

uint64_t map_order(Term key)
{
    return trie_order(hash_internal(key));
}

/* `orders` may be NULL. */
static Term build_large(Process *process, const Term *input, const uint64_t *orders, UInt count,
                        UInt *distinct)
{
    Sorted *unsorted = memory_alloc(MEMORY_TEMPORARY, count * sizeof *unsorted);
    Sorted *sorted = memory_alloc(MEMORY_TEMPORARY, count * sizeof *sorted);
    TriePair *pairs = memory_alloc(MEMORY_TEMPORARY, count * sizeof *pairs);
    for (UInt i = 0; i < count; i++) {
        Term key = input[2 * i];
        unsorted[i] = (Sorted){{orders ? orders[i] : map_order(key), key, input[2 * i + 1]}, i};
    }
    sort_pairs(unsorted, sorted, count);
    memory_free(MEMORY_TEMPORARY, unsorted, count * sizeof *unsorted);
    *distinct = unify(sorted, count, pairs);
    Term map = *distinct <= MAP_FLAT_MAX ? flat_from_trie_pairs(process, pairs, *distinct)
                                         : trie_build(process, pairs, *distinct);
    memory_free(MEMORY_TEMPORARY, sorted, count * sizeof *sorted);
    memory_free(MEMORY_TEMPORARY, pairs, count * sizeof *pairs);
    return map;
}

Term map_from_pairs(Process *process, const Term *pairs, UInt count, bool *repeated)
{
    Term map;
    UInt distinct;
    if (count <= MAP_FLAT_MAX) {
        FlatPairs flat;
        flat.count = 0;
        for (UInt i = 0; i < count; i++)
            flat_set(&flat, pairs[2 * i], pairs[2 * i + 1]);
        distinct = flat.count;
        map = flat_build(process, &flat);
    } else {
        map = build_large(process, pairs, NULL, count, &distinct);
    }
    if (repeated)
        *repeated = distinct != count;
    return map;
}

Term map_from_ordered(Process *process, const Term *pairs, const uint64_t *orders, UInt count)
{
    UInt distinct;
    return build_large(process, pairs, orders, count, &distinct);
}

/* ---- merging
 * -------------------------------------------------------------------------------------------- */

/* Both in key order. False: they have too many keys for a flat map. */
static bool merge_flat_pairs(FlatPairs *pairs, const FlatPairs *winner)
{
    for (UInt i = 0; i < winner->count; i++) {
        if (!flat_set(pairs, winner->keys[i], winner->values[i]))
            return false;
    }
    return true;
}

static bool same_keys(const FlatPairs *pairs, Term map)
{
    const Term *keys = map_flat_keys(map);
    bool same = pairs->count == map_flat_size(map);
    for (UInt i = 0; same && i < pairs->count; i++)
        same = term_exact(pairs->keys[i], keys[i]);
    return same;
}

static Term with_keys_of(Process *process, Term map, const FlatPairs *pairs)
{
    UInt at[MAP_FLAT_MAX];
    for (UInt i = 0; i < pairs->count; i++)
        at[i] = i;
    return flat_replace(process, map, at, pairs->values, pairs->count);
}

static Term merge_flat(Process *process, Term a, Term winner)
{
    FlatPairs merged, more;
    flat_read(a, &merged);
    flat_read(winner, &more);
    if (!merge_flat_pairs(&merged, &more)) {
        Term pairs[4 * MAP_FLAT_MAX];
        UInt count = 0;
        for (MapIterator it = map_iterate(a); map_next(&it); count++) {
            pairs[2 * count] = it.key;
            pairs[2 * count + 1] = it.value;
        }
        for (MapIterator it = map_iterate(winner); map_next(&it); count++) {
            pairs[2 * count] = it.key;
            pairs[2 * count + 1] = it.value;
        }
        return map_from_pairs(process, pairs, count, NULL);
    }
    if (merged.count == more.count)
        return winner;
    if (same_keys(&merged, a))
        return with_keys_of(process, a, &merged);
    return flat_build(process, &merged);
}

static Term merge_flat_into(Process *process, Term trie, Term flat, bool keep)
{
    for (MapIterator it = map_iterate(flat); map_next(&it);) {
        if (!keep || !trie_find(trie, it.key))
            trie = trie_put(process, trie, it.key, it.value);
    }
    return trie;
}

Term map_merge(Process *process, Term a, Term winner)
{
    if (map_is_flat(a) && map_is_flat(winner)) {
        if (map_size(winner) == 0)
            return a;
        return map_size(a) == 0 ? winner : merge_flat(process, a, winner);
    }
    if (map_is_flat(winner))
        return merge_flat_into(process, a, winner, false);
    if (map_is_flat(a))
        return merge_flat_into(process, winner, a, true);
    return trie_merge(process, a, winner);
}
