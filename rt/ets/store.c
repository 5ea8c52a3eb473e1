/* SPDX-License-Identifier: Apache-2.0 */
/* Objects of one key (store.h). */
#include "rt/ets/store.h"

#include "rt/core/compare.h"

EtsFound ets_find(EtsTable *table, Term key, bool writes)
{
    if (ets_table_is_ordered(table))
        return (EtsFound){.object = ets_tree_find(&table->tree, key)};
    EtsFound found = {.spot = ets_spot(table, key, writes)};
    found.object = ets_spot_live(table, found.spot, key);
    return found;
}

EtsObject *ets_found_next(const EtsTable *table, EtsFound found, const EtsObject *object, Term key)
{
    if (table->type == ETS_SET || ets_table_is_ordered(table))
        return NULL;
    do
        object = object->next;
    while (object && object->deleted);
    return ets_spot_has_key(table, found.spot, object, key) ? (EtsObject *)object : NULL;
}

Term ets_found_list(Process *process, EtsTable *table, EtsFound found, Term key)
{
    Term list = TERM_NIL;
    for (const EtsObject *object = found.object; object;
         object = ets_found_next(table, found, object, key))
        list = heap_cons(process, ets_object_copy(process, object), list);
    return list;
}

static void tree_put(EtsTable *table, EtsObject *object)
{
    EtsObject *before = ets_tree_put(&table->tree, object);
    SInt bytes = (SInt)ets_object_bytes(object);
    if (before) {
        ets_table_count(table, 0, bytes - (SInt)ets_object_bytes(before));
        ets_object_free(before);
    } else {
        ets_table_count(table, 1, bytes);
    }
}

void ets_found_replace(EtsTable *table, EtsFound found, EtsObject *object)
{
    if (ets_table_is_ordered(table))
        tree_put(table, object);
    else
        ets_spot_replace(table, found.spot.slot, object);
}

void ets_found_add(EtsTable *table, EtsFound found, EtsObject *object)
{
    if (ets_table_is_ordered(table))
        tree_put(table, object);
    else if (found.spot.found) /* a pseudo-deleted one */
        ets_spot_replace(table, found.spot.slot, object);
    else
        ets_spot_add(table, found.spot, object);
}

/* ---- inserting --------------------------------------------------------------------------------
 */

static void insert_set(EtsTable *table, EtsSpot spot, Term tuple)
{
    if (!spot.found)
        ets_spot_add(table, spot, ets_object_new(tuple));
    else if ((*spot.slot)->deleted || !ets_object_try_replace(*spot.slot, tuple))
        ets_spot_replace(table, spot.slot, ets_object_new(tuple));
}

/* An object that was pseudo-deleted and is inserted again is there again, as the newest one. */
static void insert_bag(EtsTable *table, EtsSpot spot, Term tuple)
{
    EtsObject **slot = spot.slot, *object = spot.found ? *slot : NULL;
    Term key = ets_key(table, tuple);
    for (; ets_spot_has_key(table, spot, object, key); slot = &object->next, object = *slot) {
        if (!term_exact(object->tuple, tuple))
            continue;
        if (object->deleted) {
            ets_table_count(table, 1, 0);
            object->deleted = 0;
            *slot = object->next;
            object->next = *spot.slot;
            *spot.slot = object;
        }
        return;
    }
    ets_spot_add(table, spot, ets_object_new(tuple));
}

/* In place only when the word of the key, which the tree knows, stays the same. */
static void insert_ordered(EtsTable *table, Term tuple)
{
    Term key = ets_key(table, tuple);
    if (term_is_immediate(key)) {
        EtsObject *present = ets_tree_find(&table->tree, key);
        if (present && ets_object_element(present, table->position) == key &&
            ets_object_try_replace(present, tuple))
            return;
    }
    tree_put(table, ets_object_new(tuple));
}

void ets_insert(EtsTable *table, Term tuple)
{
    if (ets_table_is_ordered(table)) {
        insert_ordered(table, tuple);
        return;
    }
    EtsSpot spot = ets_spot(table, ets_key(table, tuple), true);
    if (table->type == ETS_SET)
        insert_set(table, spot, tuple);
    else if (table->type == ETS_BAG)
        insert_bag(table, spot, tuple);
    else
        ets_spot_add(table, spot, ets_object_new(tuple));
    ets_spot_end(spot);
}

bool ets_has_key(EtsTable *table, Term key)
{
    EtsFound found = ets_find(table, key, false);
    ets_found_end(found);
    return found.object != NULL;
}

bool ets_try_insert(EtsTable *table, Term tuple)
{
    EtsFound found = ets_find(table, ets_key(table, tuple), true);
    if (!found.object) {
        EtsObject *object = ets_object_new(tuple);
        if (table->type == ETS_SET || ets_table_is_ordered(table))
            ets_found_add(table, found, object);
        else
            ets_spot_add(table, found.spot, object);
    }
    ets_found_end(found);
    return !found.object;
}

/* ---- deleting ---------------------------------------------------------------------------------
 */

static void tree_delete(EtsTable *table, Term key)
{
    EtsObject *object = ets_tree_remove(&table->tree, key);
    if (!object)
        return;
    ets_table_count(table, -1, -(SInt)ets_object_bytes(object));
    ets_object_free(object);
}

/* All with the key; or only those that match `tuple`. */
static void spot_delete(EtsTable *table, EtsSpot spot, Term key, Term tuple)
{
    EtsObject **slot = spot.slot;
    bool more = spot.found;
    while (more) {
        bool chosen =
            !(*slot)->deleted && (tuple == THE_NON_VALUE || term_exact((*slot)->tuple, tuple));
        slot = chosen ? ets_spot_delete(table, spot, slot) : &(*slot)->next;
        more = ets_spot_has_key(table, spot, *slot, key);
    }
}

static void hash_delete(EtsTable *table, Term key, Term tuple)
{
    EtsSpot spot = ets_spot(table, key, true);
    spot_delete(table, spot, key, tuple);
    ets_spot_end(spot);
}

void ets_found_delete(EtsTable *table, EtsFound found, Term key)
{
    if (ets_table_is_ordered(table))
        tree_delete(table, key);
    else
        spot_delete(table, found.spot, key, THE_NON_VALUE);
}

void ets_delete_key(EtsTable *table, Term key)
{
    if (ets_table_is_ordered(table))
        tree_delete(table, key);
    else
        hash_delete(table, key, THE_NON_VALUE);
}

void ets_delete_tuple(EtsTable *table, Term tuple)
{
    Term key = ets_key(table, tuple);
    if (!ets_table_is_ordered(table)) {
        hash_delete(table, key, tuple);
        return;
    }
    const EtsObject *object = ets_tree_find(&table->tree, key);
    if (object && term_exact(object->tuple, tuple))
        tree_delete(table, key);
}
