/* SPDX-License-Identifier: Apache-2.0 */
/* Tables of identifiers (id_table.h). */
#include "rt/process/id_table.h"

#include "rt/core/long_work.h"
#include "rt/core/memory.h"

enum { FIRST_SIZE = 4 };

static inline uint32_t slot_of(const IdTable *table, UInt key)
{
    return (uint32_t)((key * UINT64_C(0x9e3779b97f4a7c15)) >> 32) & table->mask;
}

static size_t bytes_of(uint32_t mask)
{
    return sizeof(IdTable) + ((size_t)mask + 1) * sizeof(IdEntry);
}

static IdTable *table_new(uint32_t size)
{
    IdTable *table = memory_alloc_zero(MEMORY_PROCESS, bytes_of(size - 1));
    table->mask = size - 1;
    return table;
}

static IdEntry *place_of(IdTable *table, UInt key)
{
    uint32_t at = slot_of(table, key);
    while (table->entries[at].key != 0 && table->entries[at].key != key)
        at = (at + 1) & table->mask;
    return &table->entries[at];
}

UInt *id_table_find(IdTable *table, UInt key)
{
    if (!table)
        return NULL;
    IdEntry *entry = place_of(table, key);
    return entry->key ? &entry->value : NULL;
}

static IdTable *resized(IdTable *table, uint32_t size)
{
    long_work_steps(table->count);
    IdTable *other = table_new(size);
    for (IdEntry *entry = NULL; (entry = id_table_next(table, entry));)
        *place_of(other, entry->key) = *entry;
    other->count = table->count;
    id_table_destroy(&table);
    return other;
}

void id_table_put(IdTable **table, UInt key, UInt value)
{
    if (!*table)
        *table = table_new(FIRST_SIZE);
    IdEntry *entry = place_of(*table, key);
    if (entry->key == 0) {
        uint32_t size = (*table)->mask + 1;
        if (((*table)->count + 1) * 4 > size * 3) {
            *table = resized(*table, size * 2);
            entry = place_of(*table, key);
        }
        (*table)->count++;
        entry->key = key;
    }
    entry->value = value;
}

/* Entries behind the gap that would not be found any more move into it. */
static void close_gap(IdTable *table, uint32_t gap)
{
    for (uint32_t at = (gap + 1) & table->mask; table->entries[at].key != 0;
         at = (at + 1) & table->mask) {
        uint32_t wanted = slot_of(table, table->entries[at].key);
        if (((at - wanted) & table->mask) >= ((at - gap) & table->mask)) {
            table->entries[gap] = table->entries[at];
            gap = at;
        }
    }
    table->entries[gap].key = 0;
}

static void remove_entry(IdTable **table, IdEntry *entry)
{
    close_gap(*table, (uint32_t)(entry - (*table)->entries));
    if (--(*table)->count == 0)
        id_table_destroy(table);
    else if ((*table)->mask >= FIRST_SIZE * 4 && (*table)->count * 8 < (*table)->mask)
        *table = resized(*table, ((*table)->mask + 1) / 2);
}

bool id_table_remove(IdTable **table, UInt key)
{
    IdEntry *entry = *table ? place_of(*table, key) : NULL;
    if (!entry || entry->key == 0)
        return false;
    remove_entry(table, entry);
    return true;
}

IdEntry *id_table_next(IdTable *table, IdEntry *entry)
{
    if (!table)
        return NULL;
    IdEntry *end = table->entries + table->mask + 1;
    for (entry = entry ? entry + 1 : table->entries; entry < end; entry++)
        if (entry->key != 0)
            return entry;
    return NULL;
}

void id_table_destroy(IdTable **table)
{
    if (*table)
        memory_free(MEMORY_PROCESS, *table, bytes_of((*table)->mask));
    *table = NULL;
}
