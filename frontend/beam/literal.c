/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Interning of literals: a hash table of nodes, compared by their contents and their children's
 * identities; see literal.h.
 */
#include "literal.h"

#include "frontend/support/table.h"

#include <string.h>

enum { FIRST_SLOTS = 64, FIRST_NODES = 32 };

void literal_pool_init(LiteralPool *pool, Arena *arena)
{
    *pool = (LiteralPool){.arena = arena};
}

static uint64_t mix(uint64_t hash, uint64_t value)
{
    uint64_t pair[2] = {hash, value};
    return table_hash(pair, sizeof pair);
}

static uint64_t hash_nodes(uint64_t hash, const Literal *const *nodes, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        hash = mix(hash, nodes[i]->id);
    }
    return hash;
}

static uint64_t hash_literal(const Literal *literal)
{
    uint64_t hash = literal->kind;
    switch ((LiteralKind)literal->kind) {
    case LITERAL_NIL:
        break;
    case LITERAL_ATOM:
        hash = mix(hash, literal->as.atom);
        break;
    case LITERAL_INTEGER:
    case LITERAL_FLOAT:
        hash = mix(hash, (uint64_t)literal->as.integer);
        break;
    case LITERAL_BIGINT:
        hash = mix(hash + literal->as.bigint.negative,
                   table_hash(literal->as.bigint.magnitude, literal->as.bigint.size));
        break;
    case LITERAL_STRING:
    case LITERAL_BINARY:
        hash = mix(hash, table_hash(literal->as.bytes.data, literal->as.bytes.size));
        break;
    case LITERAL_BITSTRING:
        hash = mix(hash + literal->as.bits.last_bits,
                   table_hash(literal->as.bits.data, literal->as.bits.size));
        break;
    case LITERAL_LIST:
        hash = hash_nodes(mix(hash, literal->as.list.tail->id), literal->as.list.elements,
                          literal->as.list.count);
        break;
    case LITERAL_TUPLE:
        hash = hash_nodes(hash, literal->as.tuple.elements, literal->as.tuple.count);
        break;
    case LITERAL_MAP:
        hash = hash_nodes(hash, literal->as.map.keys, literal->as.map.count);
        hash = hash_nodes(hash, literal->as.map.values, literal->as.map.count);
        break;
    case LITERAL_EXPORT:
        hash = mix(mix(mix(hash, literal->as.export.module), literal->as.export.function),
                   literal->as.export.arity);
        break;
    }
    return hash;
}

static bool same_bytes(const uint8_t *a, uint32_t a_size, const uint8_t *b, uint32_t b_size)
{
    return a_size == b_size && (a_size == 0 || memcmp(a, b, a_size) == 0);
}

static bool same_nodes(const Literal *const *a, const Literal *const *b, uint32_t count)
{
    return count == 0 || memcmp(a, b, count * sizeof *a) == 0;
}

/* Equality of contents; children are compared by identity. */
static bool same_literal(const Literal *a, const Literal *b)
{
    if (a->kind != b->kind) {
        return false;
    }
    switch ((LiteralKind)a->kind) {
    case LITERAL_NIL:
        return true;
    case LITERAL_ATOM:
        return a->as.atom == b->as.atom;
    case LITERAL_INTEGER:
        return a->as.integer == b->as.integer;
    case LITERAL_FLOAT:
        return memcmp(&a->as.number, &b->as.number, sizeof a->as.number) == 0;
    case LITERAL_BIGINT:
        return a->as.bigint.negative == b->as.bigint.negative &&
               same_bytes(a->as.bigint.magnitude, a->as.bigint.size, b->as.bigint.magnitude,
                          b->as.bigint.size);
    case LITERAL_STRING:
    case LITERAL_BINARY:
        return same_bytes(a->as.bytes.data, a->as.bytes.size, b->as.bytes.data, b->as.bytes.size);
    case LITERAL_BITSTRING:
        return a->as.bits.last_bits == b->as.bits.last_bits &&
               same_bytes(a->as.bits.data, a->as.bits.size, b->as.bits.data, b->as.bits.size);
    case LITERAL_LIST:
        return a->as.list.count == b->as.list.count && a->as.list.tail == b->as.list.tail &&
               same_nodes(a->as.list.elements, b->as.list.elements, a->as.list.count);
    case LITERAL_TUPLE:
        return a->as.tuple.count == b->as.tuple.count &&
               same_nodes(a->as.tuple.elements, b->as.tuple.elements, a->as.tuple.count);
    case LITERAL_MAP:
        return a->as.map.count == b->as.map.count &&
               same_nodes(a->as.map.keys, b->as.map.keys, a->as.map.count) &&
               same_nodes(a->as.map.values, b->as.map.values, a->as.map.count);
    case LITERAL_EXPORT:
        return a->as.export.module == b->as.export.module &&
               a->as.export.function == b->as.export.function &&
               a->as.export.arity == b->as.export.arity;
    }
    return false;
}

static void insert_slot(LiteralPool *pool, uint64_t hash, uint32_t id)
{
    uint32_t mask = pool->slot_count - 1;
    uint32_t at = (uint32_t)hash & mask;
    while (pool->slots[at] != 0) {
        at = (at + 1) & mask;
    }
    pool->slots[at] = id + 1;
    pool->hashes[at] = hash;
}

static void grow_slots(LiteralPool *pool)
{
    uint32_t old_count = pool->slot_count;
    const uint32_t *old_slots = pool->slots;
    const uint64_t *old_hashes = pool->hashes;
    pool->slot_count = old_count ? old_count * 2 : FIRST_SLOTS;
    pool->slots = ARENA_NEW_ARRAY(pool->arena, uint32_t, pool->slot_count);
    pool->hashes = ARENA_NEW_ARRAY(pool->arena, uint64_t, pool->slot_count);
    for (uint32_t i = 0; i < old_count; i++) {
        if (old_slots[i] != 0) {
            insert_slot(pool, old_hashes[i], old_slots[i] - 1);
        }
    }
}

static void grow_nodes(LiteralPool *pool)
{
    pool->capacity = pool->capacity ? pool->capacity * 2 : FIRST_NODES;
    const Literal **nodes = ARENA_NEW_ARRAY(pool->arena, const Literal *, pool->capacity);
    if (pool->count > 0) {
        memcpy(nodes, pool->nodes, pool->count * sizeof *nodes);
    }
    pool->nodes = nodes;
}

const Literal *literal_intern(LiteralPool *pool, const Literal *candidate)
{
    if (pool->count >= pool->slot_count / 4 * 3) {
        grow_slots(pool);
    }
    uint64_t hash = hash_literal(candidate);
    uint32_t mask = pool->slot_count - 1;
    for (uint32_t at = (uint32_t)hash & mask; pool->slots[at] != 0; at = (at + 1) & mask) {
        const Literal *node = pool->nodes[pool->slots[at] - 1];
        if (pool->hashes[at] == hash && same_literal(node, candidate)) {
            return node;
        }
    }
    if (pool->count == pool->capacity) {
        grow_nodes(pool);
    }
    Literal *node = ARENA_NEW(pool->arena, Literal);
    *node = *candidate;
    node->id = pool->count++;
    pool->nodes[node->id] = node;
    insert_slot(pool, hash, node->id);
    return node;
}

const Literal *literal_nil(LiteralPool *pool)
{
    return literal_intern(pool, &(Literal){.kind = LITERAL_NIL});
}

const Literal *literal_atom(LiteralPool *pool, uint32_t atom)
{
    return literal_intern(pool, &(Literal){.kind = LITERAL_ATOM, .as.atom = atom});
}

const Literal *literal_integer(LiteralPool *pool, int64_t integer)
{
    return literal_intern(pool, &(Literal){.kind = LITERAL_INTEGER, .as.integer = integer});
}

/* Whether sign and magnitude fit in 64 bits; `size` is without leading zero bytes. */
static bool fits_int64(bool negative, const uint8_t *magnitude, size_t size, int64_t *value)
{
    if (size > 8) {
        return false;
    }
    uint64_t bits = 0;
    for (size_t i = size; i > 0; i--) {
        bits = bits << 8 | magnitude[i - 1];
    }
    if (bits > (uint64_t)INT64_MAX + negative) {
        return false;
    }
    *value = (int64_t)(negative ? 0 - bits : bits);
    return true;
}

const Literal *literal_big_integer(LiteralPool *pool, bool negative, const uint8_t *magnitude,
                                   size_t size)
{
    while (size > 0 && magnitude[size - 1] == 0) {
        size--;
    }
    int64_t value;
    if (fits_int64(negative, magnitude, size, &value)) {
        return literal_integer(pool, value);
    }
    Literal big = {.kind = LITERAL_BIGINT};
    big.as.bigint.magnitude = (const uint8_t *)arena_copy(pool->arena, magnitude, size);
    big.as.bigint.size = (uint32_t)size;
    big.as.bigint.negative = negative;
    return literal_intern(pool, &big);
}
