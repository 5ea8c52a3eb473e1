/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A small hash table from identifiers (pids as terms, numbers of references) to one word: what a
 * process remembers about its links, monitors, aliases. A table is made when its first entry is
 * added; NULL is the empty table. One thread at a time.
 *
 * Open addressing with linear probing, at most three quarters full; deletion closes the gap. Keys
 * are never 0.
 */
#ifndef RT_PROCESS_ID_TABLE_H
#define RT_PROCESS_ID_TABLE_H

#include "rt/core/process.h"

typedef struct IdEntry {
    UInt key;
    UInt value;
} IdEntry;

struct IdTable {
    uint32_t count, mask;
    IdEntry entries[];
};

/* The entry's value, to be changed in place; NULL when there is none. Valid until the next change.
 */
UInt *id_table_find(IdTable *table, UInt key);
/* Adds or replaces. */
void id_table_put(IdTable **table, UInt key, UInt value);
/* Removes; false when there was no such entry. */
bool id_table_remove(IdTable **table, UInt key);
void id_table_destroy(IdTable **table);

static inline UInt id_table_count(const IdTable *table)
{
    return table ? table->count : 0;
}
/* Entries of a table that is not changed meanwhile: for (e = NULL; (e = id_table_next(t, e));) */
IdEntry *id_table_next(IdTable *table, IdEntry *entry);

#endif
