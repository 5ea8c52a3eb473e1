/* SPDX-License-Identifier: Apache-2.0 */
/* Hash tries (trie.h). */
#include "rt/map/trie.h"

#include <string.h>
#include "rt/core/compare.h"
#include "rt/core/hash.h"
#include "rt/map/flat.h"

/* ---- parts of objects
 * ---------------------------------------------------------------------------- */

static inline MapSub sub_of(Term child)
{
    return map_sub(child);
}

static inline bool is_collision(Term child)
{
    return !term_is_cons(child) && sub_of(child) == MAP_COLLISION;
}

static inline bool is_node(Term child)
{
    return !term_is_cons(child) && sub_of(child) == MAP_NODE;
}

static inline UInt digit(uint64_t hash, UInt level)
{
    return hash >> level * MAP_LEVEL_BITS & MAP_LEVEL_MASK;
}

/* Of a bitmap of 16. Not every processor has an instruction for it. */
static inline UInt count_bits(UInt bitmap)
{
#define FOUR(n) (n), (n) + 1, (n) + 1, (n) + 2
#define SIXTEEN(n) FOUR(n), FOUR((n) + 1), FOUR((n) + 1), FOUR((n) + 2)
#define SIXTY_FOUR(n) SIXTEEN(n), SIXTEEN((n) + 1), SIXTEEN((n) + 1), SIXTEEN((n) + 2)
    static const uint8_t counts[256] = {SIXTY_FOUR(0), SIXTY_FOUR(1), SIXTY_FOUR(1), SIXTY_FOUR(2)};
#undef SIXTY_FOUR
#undef SIXTEEN
#undef FOUR
    return (UInt)counts[bitmap & 255] + counts[bitmap >> 8];
}

/* Place of the child for `bit` (one bit) among the children. */
static inline UInt place_of(UInt bitmap, UInt bit)
{
    return count_bits(bitmap & (bit - 1));
}

static inline Term *children_of(Term node)
{
    Term *object = term_boxed_ptr(node);
    return object + (header_sub(object[0]) == MAP_ROOT ? 2 : 1);
}

/* Hash of the keys of a pair or collision. */
static uint64_t hash_of(Term child)
{
    Term cell = term_is_cons(child) ? child : term_boxed_ptr(child)[1];
    return hash_internal(term_head(cell));
}

static Term make_pair(Process *process, Term key, Term value)
{
    return heap_cons(process, key, value);
}

/* An object with room for its children, which the caller fills in. */
static Term *make_object(Process *process, MapSub sub, UInt bitmap, UInt count)
{
    Term *object = heap_alloc(process, count + 1);
    object[0] = map_header(sub, bitmap, count);
    return object;
}

static Term make_root(Process *process, UInt bitmap, UInt size, const Term *children)
{
    UInt count = count_bits(bitmap);
    Term *root = heap_alloc(process, count + 2);
    root[0] = map_header(MAP_ROOT, bitmap, count + 1);
    root[1] = term_make_small((SInt)size);
    memcpy(root + 2, children, count * sizeof(Term));
    return term_make_boxed(root);
}

static Term make_node(Process *process, UInt bitmap, const Term *children)
{
    UInt count = count_bits(bitmap);
    Term *node = make_object(process, MAP_NODE, bitmap, count);
    memcpy(node + 1, children, count * sizeof(Term));
    return term_make_boxed(node);
}

/* ---- searching
 * -------------------------------------------------------------------------------------- */

/* The pair or collision where a key with this hash would be, or THE_NON_VALUE. */
static inline Term descend(Term map, uint64_t hash)
{
    const Term *node = term_boxed_ptr(map);
    const Term *children = node + 2;
    for (;; hash >>= MAP_LEVEL_BITS) {
        UInt bitmap = header_aux(node[0]), bit = (UInt)1 << (hash & MAP_LEVEL_MASK);
        if (!(bitmap & bit))
            return THE_NON_VALUE;
        Term child = children[place_of(bitmap, bit)];
        if (!is_node(child))
            return child;
        node = term_boxed_ptr(child);
        children = node + 1;
    }
}

static const Term *find_in_collision(Term collision, Term key)
{
    const Term *cells = term_boxed_ptr(collision) + 1;
    UInt count = header_size(cells[-1]);
    for (UInt i = 0; i < count; i++) {
        if (term_exact(term_head(cells[i]), key))
            return &cells[i];
    }
    return NULL;
}

const Term *trie_find(Term map, Term key)
{
    Term child = descend(map, hash_internal(key));
    if (child == THE_NON_VALUE)
        return NULL;
    if (term_is_cons(child))
        return term_exact(term_head(child), key) ? term_cons_ptr(child) + 1 : NULL;
    const Term *cell = find_in_collision(child, key);
    return cell ? term_cons_ptr(*cell) + 1 : NULL;
}

PRESERVE_MOST const Term *trie_find_word(Term map, Term key, uint64_t hash)
{
    Term child = descend(map, hash);
    if (child == THE_NON_VALUE)
        return NULL;
    const Term *cells = &child;
    UInt count = 1;
    if (!term_is_cons(child)) {
        cells = term_boxed_ptr(child) + 1;
        count = header_size(cells[-1]);
    }
    for (UInt i = 0; i < count; i++) {
        if (term_head(cells[i]) == key)
            return term_cons_ptr(cells[i]) + 1;
    }
    return NULL;
}

/* ---- putting
 * ---------------------------------------------------------------------------------------- */

typedef struct Insertion {
    Process *process;
    Term cell; /* THE_NON_VALUE until the pair is made */
    Term key, value;
    uint64_t hash;
    bool keep;  /* a value that is there already stays */
    bool added; /* out: the key is new */
} Insertion;

static Term inserted_cell(Insertion *in)
{
    if (in->cell == THE_NON_VALUE)
        in->cell = make_pair(in->process, in->key, in->value);
    return in->cell;
}

/* A node at `level` for two children whose hashes differ at this or a later level. */
static Term split(Process *process, UInt level, Term a, uint64_t hash_a, Term b, uint64_t hash_b)
{
    UInt last = level;
    while (digit(hash_a, last) == digit(hash_b, last))
        last++;
    UInt digit_a = digit(hash_a, last), digit_b = digit(hash_b, last);
    Term two[2] = {digit_a < digit_b ? a : b, digit_a < digit_b ? b : a};
    Term node = make_node(process, (UInt)1 << digit_a | (UInt)1 << digit_b, two);
    while (last-- > level)
        node = make_node(process, (UInt)1 << digit(hash_a, last), &node);
    return node;
}

static Term copy_with_child(Process *process, Term node, UInt at, Term child)
{
    const Term *old = term_boxed_ptr(node);
    UInt words = header_size(old[0]) + 1;
    Term *fresh = heap_alloc(process, words);
    memcpy(fresh, old, words * sizeof(Term));
    children_of(term_make_boxed(fresh))[at] = child;
    return term_make_boxed(fresh);
}

static Term put_in_collision(Insertion *in, Term collision, UInt level)
{
    const Term *cells = term_boxed_ptr(collision) + 1;
    UInt count = header_size(cells[-1]);
    uint64_t hash = hash_of(collision);
    if (hash != in->hash) {
        in->added = true;
        return split(in->process, level, collision, hash, inserted_cell(in), in->hash);
    }
    UInt at = 0;
    int order = 1;
    while (at < count && (order = term_compare_keys(in->key, term_head(cells[at]))) > 0)
        at++;
    if (at < count && order == 0) {
        if (in->keep || term_tail(cells[at]) == in->value)
            return collision;
        return copy_with_child(in->process, collision, at, inserted_cell(in));
    }
    in->added = true;
    Term cell = inserted_cell(in);
    Term *object = make_object(in->process, MAP_COLLISION, 0, count + 1);
    memcpy(object + 1, cells, at * sizeof(Term));
    object[1 + at] = cell;
    memcpy(object + 2 + at, cells + at, (count - at) * sizeof(Term));
    return term_make_boxed(object);
}

static Term put_beside_pair(Insertion *in, Term pair, UInt level)
{
    Term key = term_head(pair);
    int order = term_exact(key, in->key) ? 0 : 1;
    if (order == 0) {
        if (in->keep || term_tail(pair) == in->value)
            return pair;
        return inserted_cell(in);
    }
    in->added = true;
    Term cell = inserted_cell(in);
    uint64_t hash = hash_internal(key);
    if (hash != in->hash)
        return split(in->process, level, pair, hash, cell, in->hash);
    bool first = term_compare_keys(key, in->key) < 0;
    Term *object = make_object(in->process, MAP_COLLISION, 0, 2);
    object[1] = first ? pair : cell;
    object[2] = first ? cell : pair;
    return term_make_boxed(object);
}

static Term insert_child(Process *process, Term node, UInt bit, Term child)
{
    const Term *old = term_boxed_ptr(node);
    UInt bitmap = header_aux(old[0]), at = place_of(bitmap, bit), count = count_bits(bitmap);
    bool root = header_sub(old[0]) == MAP_ROOT;
    Term *fresh = heap_alloc(process, count + 2 + root);
    fresh[0] = map_header(root ? MAP_ROOT : MAP_NODE, bitmap | bit, count + 1 + root);
    fresh[1] = old[1]; /* of the root: the size, which the caller sets */
    Term *children = fresh + 1 + root;
    const Term *from = children_of(node);
    memcpy(children, from, at * sizeof(Term));
    children[at] = child;
    memcpy(children + at + 1, from + at, (count - at) * sizeof(Term));
    return term_make_boxed(fresh);
}

/* The child at `level` with the pair; the same child when nothing changes. */
static Term put_in_child(Insertion *in, Term child, UInt level)
{
    if (term_is_cons(child))
        return put_beside_pair(in, child, level);
    if (is_collision(child))
        return put_in_collision(in, child, level);
    UInt bitmap = header_aux(term_header(child)), bit = (UInt)1 << digit(in->hash, level);
    if (!(bitmap & bit)) {
        in->added = true;
        return insert_child(in->process, child, bit, inserted_cell(in));
    }
    UInt at = place_of(bitmap, bit);
    Term old = children_of(child)[at];
    Term fresh = put_in_child(in, old, level + 1);
    return fresh == old ? child : copy_with_child(in->process, child, at, fresh);
}

Term trie_put(Process *process, Term map, Term key, Term value)
{
    Insertion in = {.process = process, .key = key, .value = value, .hash = hash_internal(key)};
    Term fresh = put_in_child(&in, map, 0);
    if (in.added)
        term_boxed_ptr(fresh)[1] = term_make_small((SInt)map_size(map) + 1);
    return fresh;
}

/* ---- merging
 * ---------------------------------------------------------------------------------------- */

typedef struct Merge {
    Process *process;
    UInt common; /* keys in both */
} Merge;

/* Put the pairs of a pair or collision into another child. */
static Term merge_group(Merge *merge, Term group, Term child, UInt level, bool keep)
{
    const Term *cells = term_is_cons(group) ? &group : term_boxed_ptr(group) + 1;
    UInt count = term_is_cons(group) ? 1 : header_size(cells[-1]);
    uint64_t hash = hash_of(group);
    for (UInt i = 0; i < count; i++) {
        Insertion in = {.process = merge->process,
                        .cell = cells[i],
                        .key = term_head(cells[i]),
                        .value = term_tail(cells[i]),
                        .hash = hash,
                        .keep = keep};
        child = put_in_child(&in, child, level);
        merge->common += !in.added;
    }
    return child;
}

static UInt child_size(Term child)
{
    if (term_is_cons(child))
        return 1;
    if (is_collision(child))
        return header_size(term_header(child));
    UInt size = 0, count = count_bits(header_aux(term_header(child)));
    for (UInt i = 0; i < count; i++)
        size += child_size(children_of(child)[i]);
    return size;
}

static Term merge_children(Merge *merge, Term a, Term winner, UInt level)
{
    if (a == winner) {
        merge->common += child_size(a);
        return a;
    }
    bool a_node = level == 0 || is_node(a), winner_node = level == 0 || is_node(winner);
    if (!winner_node)
        return merge_group(merge, winner, a, level, false);
    if (!a_node)
        return merge_group(merge, a, winner, level, true);
    UInt bits_a = header_aux(term_header(a)), bits_winner = header_aux(term_header(winner));
    const Term *from_a = children_of(a), *from_winner = children_of(winner);
    Term children[MAP_LEVEL_MASK + 1];
    UInt count = 0;
    bool all_winner = true, all_a = true;
    for (UInt left = bits_a | bits_winner; left != 0; left &= left - 1) {
        UInt bit = left & -left;
        Term child;
        if (!(bits_winner & bit))
            child = *from_a++;
        else if (!(bits_a & bit))
            child = *from_winner++;
        else
            child = merge_children(merge, *from_a++, *from_winner++, level + 1);
        all_a = all_a && bits_a & bit && child == from_a[-1];
        all_winner = all_winner && bits_winner & bit && child == from_winner[-1];
        children[count++] = child;
    }
    if (all_winner)
        return winner;
    if (all_a)
        return a;
    return level == 0 ? make_root(merge->process, bits_a | bits_winner, 0, children)
                      : make_node(merge->process, bits_a | bits_winner, children);
}

Term trie_merge(Process *process, Term a, Term winner)
{
    Merge merge = {.process = process};
    Term map = merge_children(&merge, a, winner, 0);
    if (map != a && map != winner)
        term_boxed_ptr(map)[1] =
            term_make_small((SInt)(map_size(a) + map_size(winner) - merge.common));
    return map;
}

/* ---- removing
 * --------------------------------------------------------------------------------------- */

/* The child without the key: THE_NON_VALUE when nothing is left, the same child when it has no such
 * key; else *removed is the key's value. */
static Term remove_from_child(Process *process, Term child, UInt level, Term key, uint64_t hash,
                              Term *removed);

static Term remove_from_collision(Process *process, Term collision, Term key, Term *removed)
{
    const Term *cell = find_in_collision(collision, key);
    if (!cell)
        return collision;
    *removed = term_tail(*cell);
    const Term *cells = term_boxed_ptr(collision) + 1;
    UInt count = header_size(cells[-1]), at = (UInt)(cell - cells);
    if (count == 2)
        return cells[1 - at];
    Term *object = make_object(process, MAP_COLLISION, 0, count - 1);
    memcpy(object + 1, cells, at * sizeof(Term));
    memcpy(object + 1 + at, cells + at + 1, (count - at - 1) * sizeof(Term));
    return term_make_boxed(object);
}

/* The node without the child for `bit`. A single child that is no node takes its place. */
static Term drop_child(Process *process, Term node, UInt bit, UInt at)
{
    const Term *object = term_boxed_ptr(node), *from = children_of(node);
    UInt bitmap = header_aux(object[0]) & ~bit, count = count_bits(bitmap);
    bool root = header_sub(object[0]) == MAP_ROOT;
    if (count == 0)
        return THE_NON_VALUE;
    if (!root && count == 1 && !is_node(from[1 - at]))
        return from[1 - at];
    Term children[MAP_LEVEL_MASK + 1];
    memcpy(children, from, at * sizeof(Term));
    memcpy(children + at, from + at + 1, (count - at) * sizeof(Term));
    return root ? make_root(process, bitmap, 0, children) : make_node(process, bitmap, children);
}

static Term remove_from_child(Process *process, Term child, UInt level, Term key, uint64_t hash,
                              Term *removed)
{
    if (term_is_cons(child)) {
        if (!term_exact(term_head(child), key))
            return child;
        *removed = term_tail(child);
        return THE_NON_VALUE;
    }
    if (is_collision(child))
        return remove_from_collision(process, child, key, removed);
    UInt bitmap = header_aux(term_header(child)), bit = (UInt)1 << digit(hash, level);
    if (!(bitmap & bit))
        return child;
    UInt at = place_of(bitmap, bit);
    Term old = children_of(child)[at];
    Term fresh = remove_from_child(process, old, level + 1, key, hash, removed);
    if (fresh == old)
        return child;
    if (fresh == THE_NON_VALUE)
        return drop_child(process, child, bit, at);
    if (level != 0 && count_bits(bitmap) == 1 && !is_node(fresh))
        return fresh;
    return copy_with_child(process, child, at, fresh);
}

/* With MAP_FLAT_MAX + 1 keys, one of them `without`. */
static Term flatten(Process *process, Term map, Term without)
{
    FlatPairs pairs = {.count = 0};
    for (MapIterator it = map_iterate(map); map_next(&it);) {
        if (!term_exact(it.key, without))
            flat_set(&pairs, it.key, it.value);
    }
    return flat_build(process, &pairs);
}

Term trie_remove(Process *process, Term map, Term key, Term *removed)
{
    UInt size = map_size(map);
    if (size == MAP_FLAT_MAX + 1) {
        const Term *value = trie_find(map, key);
        if (!value)
            return map;
        *removed = *value;
        return flatten(process, map, key);
    }
    Term fresh = remove_from_child(process, map, 0, key, hash_internal(key), removed);
    if (fresh != map)
        term_boxed_ptr(fresh)[1] = term_make_small((SInt)size - 1);
    return fresh;
}

/* ---- building
 * --------------------------------------------------------------------------------------- */

static Term build_collision(Process *process, const Term *cells, UInt count)
{
    Term *object = make_object(process, MAP_COLLISION, 0, count);
    for (UInt i = 0; i < count; i++)
        object[1 + i] = term_make_cons(cells + 2 * i);
    return term_make_boxed(object);
}

/* `cells` are the pairs' cells, in their order; all have the same digits above this level. */
static Term build_child(Process *process, const TriePair *pairs, const Term *cells, UInt count,
                        UInt level)
{
    if (count == 1)
        return term_make_cons(cells);
    if (pairs[0].order == pairs[count - 1].order && level != 0)
        return build_collision(process, cells, count);
    Term children[MAP_LEVEL_MASK + 1];
    UInt bitmap = 0, found = 0, shift = (MAP_LEVELS - 1 - level) * MAP_LEVEL_BITS;
    for (UInt start = 0; start < count;) {
        UInt this_digit = pairs[start].order >> shift & MAP_LEVEL_MASK, end = start + 1;
        while (end < count && (pairs[end].order >> shift & MAP_LEVEL_MASK) == this_digit)
            end++;
        bitmap |= (UInt)1 << this_digit;
        children[found++] =
            build_child(process, pairs + start, cells + 2 * start, end - start, level + 1);
        start = end;
    }
    return level == 0 ? make_root(process, bitmap, count, children)
                      : make_node(process, bitmap, children);
}

Term trie_build(Process *process, const TriePair *pairs, UInt count)
{
    Term *cells = heap_alloc(process, 2 * count);
    for (UInt i = 0; i < count; i++) {
        cells[2 * i] = pairs[i].key;
        cells[2 * i + 1] = pairs[i].value;
    }
    return build_child(process, pairs, cells, count, 0);
}
