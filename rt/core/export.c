/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The table of export entries (export_get, export_find, export_next of bif.h).
 *
 * Lookup takes no lock: the table is published with release order and replaced, never changed in
 * size; slots are filled with release order and never emptied. Insertion takes a mutex. Replaced
 * tables are kept (their total size is bounded by that of the current one). The table is made at
 * the first lookup: programs that never apply a computed function do not need it.
 */
#include <atomic_ops.h>
#include <pthread.h>
#include <string.h>
#include "rt/core/bif.h"
#include "rt/core/memory.h"

typedef struct ExportTable {
    struct ExportTable *replaced; /* the one before, if any */
    UInt mask;
    UInt count;
    volatile AO_t slots[];
} ExportTable;

static volatile AO_t current; /* ExportTable *; pairs: acquire in lookup, release in publish */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static UInt hash_mfa(Term module, Term function, UInt arity)
{
    UInt hash = (module >> 6) * 0x9e3779b97f4a7c15u;
    hash = (hash ^ (function >> 6)) * 0xff51afd7ed558ccdu;
    hash = (hash ^ arity) * 0xc4ceb9fe1a85ec53u;
    return hash ^ hash >> 32;
}

static Export *lookup(ExportTable *table, Term module, Term function, UInt arity)
{
    for (UInt at = hash_mfa(module, function, arity);; at++) {
        Export *entry = (Export *)AO_load_acquire(&table->slots[at & table->mask]);
        if (!entry)
            return NULL;
        if (entry->mfa.module == module && entry->mfa.function == function &&
            entry->mfa.arity == arity)
            return entry;
    }
}

static void insert_locked(ExportTable *table, Export *entry)
{
    UInt at = hash_mfa(entry->mfa.module, entry->mfa.function, entry->mfa.arity);
    while (AO_load(&table->slots[at & table->mask]))
        at++;
    AO_store_release(&table->slots[at & table->mask], (AO_t)entry);
    table->count++;
}

static ExportTable *table_new(UInt capacity)
{
    UInt size = 256;
    while (size < capacity * 2)
        size *= 2;
    size_t bytes = sizeof(ExportTable) + size * sizeof(AO_t);
    ExportTable *table = memory_alloc(MEMORY_EXPORT, bytes);
    memset(table, 0, bytes);
    table->mask = size - 1;
    return table;
}

static ExportTable *table_locked(void)
{
    ExportTable *table = (ExportTable *)AO_load(&current);
    if (table)
        return table;
    table = table_new(joist_program.export_count + joist_program.export_count / 4);
    for (UInt i = 0; i < joist_program.export_count; i++)
        insert_locked(table, &joist_program.exports[i]);
    AO_store_release(&current, (AO_t)table);
    return table;
}

static ExportTable *grown_locked(ExportTable *table)
{
    if (table->count * 4 < table->mask * 3)
        return table;
    ExportTable *bigger = table_new(table->count * 2);
    for (UInt i = 0; i <= table->mask; i++)
        if (AO_load(&table->slots[i]))
            insert_locked(bigger, (Export *)AO_load(&table->slots[i]));
    bigger->replaced = table;
    AO_store_release(&current, (AO_t)bigger);
    return bigger;
}

static Export *get_slowly(Term module, Term function, UInt arity, bool make)
{
    pthread_mutex_lock(&lock);
    ExportTable *table = table_locked();
    Export *entry = lookup(table, module, function, arity);
    if (!entry && make) {
        table = grown_locked(table);
        entry = memory_alloc(MEMORY_EXPORT, sizeof *entry);
        *entry = (Export){rt_undefined, {module, function, arity}, NULL};
        insert_locked(table, entry);
    }
    pthread_mutex_unlock(&lock);
    return entry;
}

Export *export_get(Term module, Term function, UInt arity)
{
    ExportTable *table = (ExportTable *)AO_load_acquire(&current);
    Export *entry = table ? lookup(table, module, function, arity) : NULL;
    return entry ? entry : get_slowly(module, function, arity, true);
}

Export *export_find(Term module, Term function, UInt arity)
{
    ExportTable *table = (ExportTable *)AO_load_acquire(&current);
    return table ? lookup(table, module, function, arity)
                 : get_slowly(module, function, arity, false);
}

Export *export_next(UInt *at)
{
    if (!AO_load_acquire(&current))
        get_slowly(THE_NON_VALUE, THE_NON_VALUE, 0, false);
    const ExportTable *table = (const ExportTable *)AO_load_acquire(&current);
    while (*at <= table->mask) {
        Export *entry = (Export *)AO_load_acquire(&table->slots[(*at)++]);
        if (entry)
            return entry;
    }
    return NULL;
}
