/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is done with the objects of one key, for tables of all types. The caller has entered the
 * table ETS_LOCAL or ETS_ALONE to write, any way to read.
 */
#ifndef RT_ETS_STORE_H
#define RT_ETS_STORE_H

#include "rt/ets/table.h"

/* The objects with a key, locked until ets_found_end: `object` is the newest one, or NULL. */
typedef struct EtsFound {
    EtsObject *object;
    EtsSpot spot; /* of a hash table */
    EtsHold hold; /* of an ordered one */
} EtsFound;

void ets_find(EtsTable *table, Term key, bool writes, EtsFound *found);
static inline void ets_found_end(const EtsFound *found)
{
    ets_spot_end(&found->spot);
    ets_hold_end(&found->hold);
}
/* The next older one of a bag, or NULL. */
EtsObject *ets_found_next(const EtsTable *table, const EtsFound *found, const EtsObject *object,
                          Term key);
/* A list of all, the oldest first, on the heap of the process. */
Term ets_found_list(Process *process, EtsTable *table, const EtsFound *found, Term key);
/* Another object takes the place of the one found, in a set or an ordered_set. */
void ets_found_replace(EtsTable *table, const EtsFound *found, EtsObject *object);
/* All with the key go. */
void ets_found_delete(EtsTable *table, const EtsFound *found, Term key);
/* An object for a key that was not found, in the same. */
void ets_found_add(EtsTable *table, const EtsFound *found, EtsObject *object);

static inline Term ets_key(const EtsTable *table, Term tuple)
{
    return term_boxed_ptr(tuple)[table->position];
}

void ets_insert(Process *process, EtsTable *table, Term tuple);
bool ets_has_key(EtsTable *table, Term key);
/* False: there is an object with the key. */
bool ets_try_insert(EtsTable *table, Term tuple);
void ets_delete_key(EtsTable *table, Term key);
void ets_delete_tuple(Process *process, EtsTable *table, Term tuple);

/* After any of these, when nothing is locked. */
static inline void ets_table_changed(EtsTable *table)
{
    if (!ets_table_is_ordered(table) && ets_table_check_size(table))
        ets_hash_resize(table);
}

#endif
