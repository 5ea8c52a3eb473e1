/* SPDX-License-Identifier: Apache-2.0 */
/* Order and hashes of literals. See literal_order.h. */
#define _GNU_SOURCE /* qsort_r */
#include "codegen/literal_order.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "rt/core/atom_hash.h"
#include "rt/core/hash_internal.h"
#include "rt/core/term.h"

/* A literal or, of a string, one of its bytes. */
typedef struct Item {
    const Literal *node; /* NULL: the integer */
    int64_t integer;
} Item;

typedef enum Rank {
    RANK_INTEGER,
    RANK_FLOAT,
    RANK_ATOM,
    RANK_FUN,
    RANK_TUPLE,
    RANK_MAP,
    RANK_NIL,
    RANK_LIST,
    RANK_BITS,
} Rank;

static Rank rank_of(Item item)
{
    static const uint8_t ranks[] = {
        [LITERAL_NIL] = RANK_NIL,         [LITERAL_ATOM] = RANK_ATOM,
        [LITERAL_INTEGER] = RANK_INTEGER, [LITERAL_BIGINT] = RANK_INTEGER,
        [LITERAL_FLOAT] = RANK_FLOAT,     [LITERAL_STRING] = RANK_LIST,
        [LITERAL_LIST] = RANK_LIST,       [LITERAL_TUPLE] = RANK_TUPLE,
        [LITERAL_MAP] = RANK_MAP,         [LITERAL_BINARY] = RANK_BITS,
        [LITERAL_BITSTRING] = RANK_BITS,  [LITERAL_EXPORT] = RANK_FUN,
    };
    return item.node ? (Rank)ranks[item.node->kind] : RANK_INTEGER;
}

static int sign_of(bool less, bool greater)
{
    return less ? -1 : greater;
}

static bool same_item(Item a, Item b)
{
    if (a.node && b.node)
        return a.node == b.node;
    int64_t x = a.node ? a.node->as.integer : a.integer;
    int64_t y = b.node ? b.node->as.integer : b.integer;
    return rank_of(a) == rank_of(b) && x == y && (!a.node || a.node->kind == LITERAL_INTEGER) &&
           (!b.node || b.node->kind == LITERAL_INTEGER);
}

/* ---- order of things without parts ------------------------------------------------------------
 */

static int compare_integers(Item a, Item b)
{
    bool big_a = a.node && a.node->kind == LITERAL_BIGINT;
    bool big_b = b.node && b.node->kind == LITERAL_BIGINT;
    if (!big_a && !big_b) {
        int64_t x = a.node ? a.node->as.integer : a.integer;
        int64_t y = b.node ? b.node->as.integer : b.integer;
        return sign_of(x<y, x> y);
    }
    if (!big_a)
        return b.node->as.bigint.negative ? 1 : -1;
    if (!big_b || a.node->as.bigint.negative != b.node->as.bigint.negative)
        return a.node->as.bigint.negative ? -1 : 1;
    uint32_t size_a = a.node->as.bigint.size, size_b = b.node->as.bigint.size;
    int order = sign_of(size_a<size_b, size_a> size_b);
    for (uint32_t i = size_a; order == 0 && i-- > 0;) {
        uint8_t x = a.node->as.bigint.magnitude[i], y = b.node->as.bigint.magnitude[i];
        order = sign_of(x<y, x> y);
    }
    return a.node->as.bigint.negative ? -order : order;
}

static int compare_floats(double a, double b)
{
    if (a == b)
        return sign_of(signbit(a) && !signbit(b), signbit(b) && !signbit(a));
    return sign_of(a<b, a> b);
}

/* Order of UTF-8 bytes is order of code points. */
static int compare_texts(BeamText a, BeamText b)
{
    int order = memcmp(a.bytes, b.bytes, a.size < b.size ? a.size : b.size);
    return order ? order : sign_of(a.size<b.size, a.size> b.size);
}

static int compare_atoms(const BeamModule *module, uint32_t a, uint32_t b)
{
    return compare_texts(beam_atom(module, a), beam_atom(module, b));
}

static int compare_exports(const BeamModule *module, const Literal *a, const Literal *b)
{
    int order = compare_atoms(module, a->as.export.module, b->as.export.module);
    if (order == 0)
        order = compare_atoms(module, a->as.export.function, b->as.export.function);
    return order
               ? order
               : sign_of(
                     a->as.export.arity<b->as.export.arity, a->as.export.arity> b->as.export.arity);
}

static uint64_t bit_size_of(const Literal *bits)
{
    if (bits->kind == LITERAL_BINARY)
        return (uint64_t)bits->as.bytes.size * 8;
    return ((uint64_t)bits->as.bits.size - 1) * 8 + bits->as.bits.last_bits;
}

static const uint8_t *bytes_of(const Literal *bits)
{
    return bits->kind == LITERAL_BINARY ? bits->as.bytes.data : bits->as.bits.data;
}

/* Unused bits are zero, so whole bytes can be compared; a prefix is less. */
static int compare_bits(const Literal *a, const Literal *b)
{
    uint64_t size_a = bit_size_of(a), size_b = bit_size_of(b);
    uint64_t common = size_a < size_b ? size_a : size_b;
    int order = memcmp(bytes_of(a), bytes_of(b), common / 8);
    if (order == 0 && common % 8 != 0) {
        int shift = 8 - (int)(common % 8);
        order = (bytes_of(a)[common / 8] >> shift) - (bytes_of(b)[common / 8] >> shift);
    }
    return order ? order : sign_of(size_a<size_b, size_a> size_b);
}

/* ---- order of things with parts: the first parts that differ decide
 * ------------------------------ */

static uint32_t list_count(const Literal *list)
{
    return list->kind == LITERAL_STRING ? list->as.bytes.size : list->as.list.count;
}

static Item list_item(const Literal *list, uint32_t i)
{
    if (list->kind == LITERAL_STRING)
        return (Item){.integer = list->as.bytes.data[i]};
    return (Item){.node = list->as.list.elements[i]};
}

static const Literal *list_tail(const Literal *list)
{
    static const Literal nil = {.kind = LITERAL_NIL};
    return list->kind == LITERAL_STRING ? &nil : list->as.list.tail;
}

/* The parts that decide about two lists; false when one ends first: *result is then the order. */
static bool descend_list(Item *a, Item *b, int *result)
{
    const Literal *x = a->node, *y = b->node;
    uint32_t count_x = list_count(x), count_y = list_count(y);
    for (uint32_t i = 0; i < count_x && i < count_y; i++) {
        *a = list_item(x, i);
        *b = list_item(y, i);
        if (!same_item(*a, *b))
            return true;
    }
    *a = (Item){.node = list_tail(x)};
    *b = (Item){.node = list_tail(y)};
    if (count_x == count_y)
        return true;
    /* What is left of the longer one is a list; the other's tail never is. */
    if (count_x < count_y)
        *result = sign_of(rank_of(*a) < RANK_LIST, rank_of(*a) > RANK_LIST);
    else
        *result = sign_of(RANK_LIST<rank_of(*b), RANK_LIST> rank_of(*b));
    return false;
}

static bool descend_tuple(Item *a, Item *b, int *result)
{
    const Literal *x = a->node, *y = b->node;
    *result = sign_of(x->as.tuple.count<y->as.tuple.count, x->as.tuple.count> y->as.tuple.count);
    for (uint32_t i = 0; *result == 0 && i < x->as.tuple.count; i++) {
        a->node = x->as.tuple.elements[i];
        b->node = y->as.tuple.elements[i];
        if (a->node != b->node)
            return true;
    }
    return false;
}

static bool descend_map(const LiteralOrder *order, Item *a, Item *b, int *result)
{
    const Literal *x = a->node, *y = b->node;
    *result = sign_of(x->as.map.count<y->as.map.count, x->as.map.count> y->as.map.count);
    if (*result != 0)
        return false;
    const uint32_t *in_x = order->map_order[x->id], *in_y = order->map_order[y->id];
    for (int part = 0; part < 2; part++) {
        const Literal *const *parts_x = part == 0 ? x->as.map.keys : x->as.map.values;
        const Literal *const *parts_y = part == 0 ? y->as.map.keys : y->as.map.values;
        for (uint32_t i = 0; i < x->as.map.count; i++) {
            a->node = parts_x[in_x[i]];
            b->node = parts_y[in_y[i]];
            if (a->node != b->node)
                return true;
        }
    }
    return false;
}

/* Different nodes are different terms, so a pair that differs decides, and there is no way back. */
static int compare_items(const LiteralOrder *order, Item a, Item b)
{
    for (;;) {
        if (same_item(a, b))
            return 0;
        Rank rank = rank_of(a), other = rank_of(b);
        if (rank != other)
            return sign_of(rank<other, rank> other);
        int result = 0;
        bool deeper = false;
        switch (rank) {
        case RANK_INTEGER:
            return compare_integers(a, b);
        case RANK_FLOAT:
            return compare_floats(a.node->as.number, b.node->as.number);
        case RANK_ATOM:
            return compare_atoms(order->module, a.node->as.atom, b.node->as.atom);
        case RANK_FUN:
            return compare_exports(order->module, a.node, b.node);
        case RANK_BITS:
            return compare_bits(a.node, b.node);
        case RANK_NIL:
            return 0;
        case RANK_TUPLE:
            deeper = descend_tuple(&a, &b, &result);
            break;
        case RANK_MAP:
            deeper = descend_map(order, &a, &b, &result);
            break;
        case RANK_LIST:
            deeper = descend_list(&a, &b, &result);
            break;
        }
        if (!deeper)
            return result;
    }
}

int literal_order_compare(const LiteralOrder *order, const Literal *a, const Literal *b)
{
    return compare_items(order, (Item){.node = a}, (Item){.node = b});
}

/* ---- keys of maps ------------------------------------------------------------------------------
 */

typedef struct KeySort {
    const LiteralOrder *order;
    const Literal *map;
} KeySort;

static int compare_positions(const void *a, const void *b, void *data)
{
    const KeySort *sort = data;
    return literal_order_compare(sort->order, sort->map->as.map.keys[*(const uint32_t *)a],
                                 sort->map->as.map.keys[*(const uint32_t *)b]);
}

static uint32_t *sort_keys(const LiteralOrder *order, const Literal *map)
{
    uint32_t *positions = ARENA_NEW_ARRAY(order->arena, uint32_t, map->as.map.count);
    for (uint32_t i = 0; i < map->as.map.count; i++)
        positions[i] = i;
    KeySort sort = {order, map};
    qsort_r(positions, map->as.map.count, sizeof *positions, compare_positions, &sort);
    return positions;
}

const uint32_t *literal_order_of_keys(const LiteralOrder *order, const Literal *map)
{
    return order->map_order[map->id];
}

void literal_order_init(LiteralOrder *order, Arena *arena, const BeamModule *module)
{
    const LiteralPool *pool = &module->literal_pool;
    *order = (LiteralOrder){
        .arena = arena,
        .module = module,
        .map_order = ARENA_NEW_ARRAY(arena, uint32_t *, pool->count),
        .hash = ARENA_NEW_ARRAY(arena, uint64_t, pool->count),
    };
    for (uint32_t i = 0; i < pool->count; i++) {
        if (pool->nodes[i]->kind == LITERAL_MAP)
            order->map_order[i] = sort_keys(order, pool->nodes[i]);
    }
}

/* ---- hashes -----------------------------------------------------------------------------------
 */

static uint64_t hash_name(const LiteralOrder *order, uint32_t atom)
{
    BeamText text = beam_atom(order->module, atom);
    return atom_hash((const uint8_t *)text.bytes, text.size);
}

static uint64_t hash_integer(int64_t value)
{
    if (term_fits_small(value))
        return hash_small(value);
    uint64_t limb = value < 0 ? -(uint64_t)value : (uint64_t)value;
    return hash_big(value < 0, &limb, 1);
}

static uint64_t hash_bigint(const Literal *literal)
{
    const uint8_t *magnitude = literal->as.bigint.magnitude;
    uint32_t size = literal->as.bigint.size, limbs = (size + 7) / 8;
    uint64_t hash = hash_big_start(literal->as.bigint.negative, limbs);
    for (uint32_t i = 0; i < limbs; i++) {
        uint32_t left = size - 8 * i;
        hash = hash_combine(hash, hash_load_bytes(magnitude + (size_t)8 * i, left < 8 ? left : 8));
    }
    return hash;
}

static uint64_t hash_list(const LiteralOrder *order, const Literal *list)
{
    uint64_t hash = hash_list_start();
    for (uint32_t i = 0; i < list_count(list); i++) {
        Item item = list_item(list, i);
        hash =
            hash_combine(hash, item.node ? order->hash[item.node->id] : hash_small(item.integer));
    }
    bool is_string = list->kind == LITERAL_STRING;
    return hash_combine(hash, is_string ? hash_nil() : order->hash[list->as.list.tail->id]);
}

static uint64_t hash_map(const LiteralOrder *order, const Literal *map)
{
    uint64_t hash = hash_map_start(map->as.map.count);
    for (uint32_t i = 0; i < map->as.map.count; i++)
        hash += hash_map_pair(order->hash[map->as.map.keys[i]->id],
                              order->hash[map->as.map.values[i]->id]);
    return hash_mix(hash);
}

static uint64_t hash_tuple(const LiteralOrder *order, const Literal *tuple)
{
    uint64_t hash = hash_tuple_start(tuple->as.tuple.count);
    for (uint32_t i = 0; i < tuple->as.tuple.count; i++)
        hash = hash_combine(hash, order->hash[tuple->as.tuple.elements[i]->id]);
    return hash;
}

/* The children have been hashed. */
static uint64_t hash_node(const LiteralOrder *order, const Literal *literal)
{
    switch ((LiteralKind)literal->kind) {
    case LITERAL_NIL:
        return hash_nil();
    case LITERAL_ATOM:
        return hash_atom((uint32_t)hash_name(order, literal->as.atom));
    case LITERAL_INTEGER:
        return hash_integer(literal->as.integer);
    case LITERAL_BIGINT:
        return hash_bigint(literal);
    case LITERAL_FLOAT:
        return hash_float(literal->as.number);
    case LITERAL_STRING:
    case LITERAL_LIST:
        return hash_list(order, literal);
    case LITERAL_TUPLE:
        return hash_tuple(order, literal);
    case LITERAL_MAP:
        return hash_map(order, literal);
    case LITERAL_BINARY:
    case LITERAL_BITSTRING:
        return hash_bits(bytes_of(literal), bit_size_of(literal));
    case LITERAL_EXPORT:
        return hash_export((uint32_t)hash_name(order, literal->as.export.module),
                           (uint32_t)hash_name(order, literal->as.export.function),
                           literal->as.export.arity);
    }
    return 0;
}

uint64_t literal_order_hash(LiteralOrder *order, const Literal *literal)
{
    const LiteralPool *pool = &order->module->literal_pool;
    for (; order->hashed <= literal->id; order->hashed++)
        order->hash[order->hashed] = hash_node(order, pool->nodes[order->hashed]);
    return order->hash[literal->id];
}
