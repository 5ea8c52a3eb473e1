/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A hash table from byte strings to 32-bit indexes.
 *
 * Invariants: keys are kept by reference and must outlive the table; nothing is ever removed.
 * Iteration order does not exist, so that no output can depend on hash values. Memory comes from
 * an arena. Threads: a table belongs to one thread at a time.
 */
#ifndef JOIST_FRONTEND_SUPPORT_TABLE_H
#define JOIST_FRONTEND_SUPPORT_TABLE_H

#include "arena.h"

#include <stdbool.h>
#include <stdint.h>

typedef struct TableSlot TableSlot;

typedef struct Table {
    Arena *arena;
    TableSlot *slots;
    uint32_t capacity; /* a power of two, or 0 */
    uint32_t count;
} Table;

void table_init(Table *table, Arena *arena);

/* True and the index if the key is there. */
bool table_find(const Table *table, const void *key, size_t size, uint32_t *index);

/* The index stored for the key; stores `index` first if the key is new. */
uint32_t table_put(Table *table, const void *key, size_t size, uint32_t index);

/* A hash of any bytes; the same in every run. */
uint64_t table_hash(const void *key, size_t size);

#endif
