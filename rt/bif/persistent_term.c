/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Module persistent_term: a hash table of key/value pairs in the literal area.
 *
 * Readers take no lock: the table is published with release order and entries are replaced as a
 * whole, never changed. Writers take a mutex. Replaced entries and tables are retired but stay in
 * memory, since others may still read them and processes may refer to their terms: replacing is
 * meant to be rare (as in ERTS, where it is expensive).
 */
#include <atomic_ops.h>
#include <pthread.h>
#include <string.h>
#include "rt/core/bif.h"
#include "rt/core/compare.h"
#include "rt/core/hash.h"
#include "rt/core/literal_area.h"
#include "rt/core/memory.h"
#include "rt/map/map.h"

typedef struct Retired {
    struct Retired *next;
} Retired;

typedef struct Entry {
    Retired retired; /* when it has been replaced */
    Term key, value;
    UInt words;
} Entry;

typedef struct PersistentTable {
    Retired retired; /* when a larger one has replaced it */
    UInt mask;
    UInt used; /* slots that are not NULL, erased ones included */
    UInt count;
    UInt words;
    volatile AO_t slots[]; /* Entry *; ERASED: searches go on */
} PersistentTable;

static Entry erased;
#define ERASED ((AO_t)&erased)

static volatile AO_t current; /* PersistentTable *; acquire in readers, release in publish */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static Retired *all_retired; /* under the lock */

static void retire_locked(Retired *retired)
{
    retired->next = all_retired;
    all_retired = retired;
}

static Entry *find(const PersistentTable *table, Term key, UInt *slot)
{
    if (!table)
        return NULL;
    for (UInt at = hash_internal(key) & table->mask;; at = (at + 1) & table->mask) {
        AO_t found = AO_load_acquire(&table->slots[at]);
        *slot = at;
        if (!found)
            return NULL;
        if (found != ERASED && term_exact(((Entry *)found)->key, key))
            return (Entry *)found;
    }
}

static PersistentTable *table_new(UInt capacity)
{
    UInt size = 64;
    while (size < capacity * 2)
        size *= 2;
    size_t bytes = sizeof(PersistentTable) + size * sizeof(AO_t);
    PersistentTable *table = memory_alloc(MEMORY_PERSISTENT_TERM, bytes);
    memset(table, 0, bytes);
    table->mask = size - 1;
    return table;
}

static void insert_locked(PersistentTable *table, Entry *entry)
{
    UInt at = hash_internal(entry->key) & table->mask;
    while (AO_load(&table->slots[at]))
        at = (at + 1) & table->mask;
    AO_store_release(&table->slots[at], (AO_t)entry);
    table->used++;
    table->count++;
    table->words += entry->words;
}

/* A table with room for one more entry. */
static PersistentTable *with_room_locked(PersistentTable *table)
{
    if (table && (table->used + 1) * 4 <= table->mask * 3)
        return table;
    PersistentTable *larger = table_new(table ? table->count * 2 : 0);
    for (UInt i = 0; table && i <= table->mask; i++) {
        AO_t slot = AO_load(&table->slots[i]);
        if (slot && slot != ERASED)
            insert_locked(larger, (Entry *)slot);
    }
    AO_store_release(&current, (AO_t)larger);
    if (table)
        retire_locked(&table->retired);
    return larger;
}

static const PersistentTable *present_table(void)
{
    return (const PersistentTable *)AO_load_acquire(&current);
}

/* ---- native functions
 * -------------------------------------------------------------------------------- */

Term bif_persistent_term_put_2(Process *process, Term key, Term value)
{
    UInt slot, key_words = 0, value_words;
    (void)process;
    pthread_mutex_lock(&lock);
    PersistentTable *table = (PersistentTable *)AO_load(&current);
    Entry *present = find(table, key, &slot);
    if (!present || !term_exact(present->value, value)) {
        Entry *entry = memory_alloc(MEMORY_PERSISTENT_TERM, sizeof *entry);
        entry->key = present ? present->key : literal_area_copy(key, &key_words);
        entry->value = literal_area_copy(value, &value_words);
        entry->words = key_words + value_words;
        if (present) {
            table->words += entry->words - present->words;
            AO_store_release(&table->slots[slot], (AO_t)entry);
            retire_locked(&present->retired);
        } else {
            insert_locked(with_room_locked(table), entry);
        }
    }
    pthread_mutex_unlock(&lock);
    return am_ok;
}

Term bif_persistent_term_get_1(Process *process, Term key)
{
    UInt slot;
    const Entry *entry = find(present_table(), key, &slot);
    return entry ? entry->value : bif_badarg(process);
}

Term bif_persistent_term_get_2(Process *process, Term key, Term otherwise)
{
    UInt slot;
    (void)process;
    const Entry *entry = find(present_table(), key, &slot);
    return entry ? entry->value : otherwise;
}

Term bif_persistent_term_get_0(Process *process)
{
    const PersistentTable *table = present_table();
    Term list = TERM_NIL;
    for (UInt i = 0; table && i <= table->mask; i++) {
        AO_t slot = AO_load_acquire(&table->slots[i]);
        if (!slot || slot == ERASED)
            continue;
        const Entry *entry = (const Entry *)slot;
        list = heap_cons(process, heap_tuple(process, 2, entry->key, entry->value), list);
    }
    return list;
}

Term bif_persistent_term_erase_1(Process *process, Term key)
{
    UInt slot;
    (void)process;
    pthread_mutex_lock(&lock);
    PersistentTable *table = (PersistentTable *)AO_load(&current);
    Entry *present = find(table, key, &slot);
    if (present) {
        AO_store_release(&table->slots[slot], ERASED);
        table->count--;
        table->words -= present->words;
        retire_locked(&present->retired);
    }
    pthread_mutex_unlock(&lock);
    return term_bool(present != NULL);
}

Term bif_erts_internal_erase_persistent_terms_0(Process *process)
{
    (void)process;
    pthread_mutex_lock(&lock);
    PersistentTable *table = (PersistentTable *)AO_load(&current);
    if (table) {
        AO_store_release(&current, (AO_t)table_new(0));
        retire_locked(&table->retired);
    }
    pthread_mutex_unlock(&lock);
    return am_ok;
}

Term bif_persistent_term_info_0(Process *process)
{
    const PersistentTable *table = present_table();
    UInt count = table ? table->count : 0;
    UInt bytes = table ? table->words * sizeof(Term) + (table->mask + 1) * sizeof(AO_t) : 0;
    Term pairs[] = {am_count, term_make_small((SInt)count), am_memory,
                    term_make_small((SInt)bytes)};
    return map_from_pairs(process, pairs, 2, NULL);
}
