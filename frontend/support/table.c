/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Open addressing with linear probing, at most three quarters full; see table.h.
 */
#include "table.h"

#include <string.h>

struct TableSlot {
    const void *key; /* NULL: free */
    size_t size;
    uint64_t hash;
    uint32_t index;
};

enum { FIRST_CAPACITY = 16 };

/* Multiplies two words and folds the product, which mixes every bit of either into all others. */
static uint64_t fold(uint64_t a, uint64_t b)
{
    unsigned __int128 product = (unsigned __int128)a * b;
    return (uint64_t)product ^ (uint64_t)(product >> 64);
}

/* Up to eight bytes as a word, the first byte lowest. */
static uint64_t load(const uint8_t *bytes, size_t size)
{
    uint64_t word = 0;
    memcpy(&word, bytes, size);
    return word;
}

uint64_t table_hash(const void *key, size_t size)
{
    static const uint64_t k0 = 0x9e3779b97f4a7c15u, k1 = 0xd6e8feb86659fd93u;
    const uint8_t *bytes = key;
    uint64_t hash = k0 ^ size;
    size_t left = size;
    for (; left > 8; left -= 8, bytes += 8) {
        hash = fold(hash ^ load(bytes, 8), k1) + k0;
    }
    if (left > 0) {
        hash = fold(hash ^ load(bytes, left), k1) + k0;
    }
    return fold(hash, k0);
}

void table_init(Table *table, Arena *arena)
{
    *table = (Table){arena, NULL, 0, 0};
}

/* The slot of the key, or the free slot where it belongs. */
static TableSlot *find_slot(const Table *table, const void *key, size_t size, uint64_t hash)
{
    uint32_t mask = table->capacity - 1;
    uint32_t at = (uint32_t)hash & mask;
    for (;;) {
        TableSlot *slot = &table->slots[at];
        if (!slot->key || (slot->hash == hash && slot->size == size &&
                           (size == 0 || memcmp(slot->key, key, size) == 0))) {
            return slot;
        }
        at = (at + 1) & mask;
    }
}

static void grow(Table *table)
{
    uint32_t old_capacity = table->capacity;
    TableSlot *old_slots = table->slots;
    table->capacity = old_capacity ? old_capacity * 2 : FIRST_CAPACITY;
    table->slots = ARENA_NEW_ARRAY(table->arena, TableSlot, table->capacity);
    for (uint32_t i = 0; i < old_capacity; i++) {
        const TableSlot *old = &old_slots[i];
        if (old->key) {
            *find_slot(table, old->key, old->size, old->hash) = *old;
        }
    }
}

bool table_find(const Table *table, const void *key, size_t size, uint32_t *index)
{
    if (table->count == 0) {
        return false;
    }
    const TableSlot *slot = find_slot(table, key, size, table_hash(key, size));
    if (slot->key) {
        *index = slot->index;
    }
    return slot->key != NULL;
}

uint32_t table_put(Table *table, const void *key, size_t size, uint32_t index)
{
    if (table->count >= table->capacity / 4 * 3) {
        grow(table);
    }
    uint64_t hash = table_hash(key, size);
    TableSlot *slot = find_slot(table, key, size, hash);
    if (!slot->key) {
        *slot = (TableSlot){key ? key : "", size, hash, index};
        table->count++;
    }
    return slot->index;
}
