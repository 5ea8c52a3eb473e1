/* SPDX-License-Identifier: Apache-2.0 */
/* Objects of one key (store.h). */
#include "rt/ets/store.h"

#include "rt/ets/spot.h"

void ets_find(EtsTable *table, Term key, bool writes, EtsFound *found)
{
    if (ets_table_is_ordered(table)) {
        found->spot.lock = NULL;
        ets_ordered_hold(table, key, writes, &found->hold);
        found->object = ets_tree_find(found->hold.tree, key);
        return;
    }
    found->hold.part = NULL;
    ets_spot(table, key, writes, &found->spot);
    found->object = ets_spot_live(table, &found->spot, key);
}

EtsObject *ets_found_next(const EtsTable *table, const EtsFound *found, const EtsObject *object,
                          Term key)
{
    if (table->type == ETS_SET || ets_table_is_ordered(table))
        return NULL;
    do
        object = object->next;
    while (object && object->deleted);
    return ets_spot_has_key(table, &found->spot, object, key) ? (EtsObject *)object : NULL;
}

Term ets_found_list(Process *process, EtsTable *table, const EtsFound *found, Term key)
{
    Term list = TERM_NIL;
    for (const EtsObject *object = found->object; object;
         object = ets_found_next(table, found, object, key))
        list = heap_cons(process, ets_object_copy(process, object), list);
    return list;
}

static void tree_put(EtsTable *table, EtsTree *tree, EtsObject *object)
{
    EtsObject *before = ets_tree_put(tree, object);
    SInt bytes = (SInt)ets_ordered_object_bytes(object);
    if (before) {
        ets_table_count(table, 0, bytes - (SInt)ets_ordered_object_bytes(before));
        ets_object_free(before);
    } else {
        ets_table_count(table, 1, bytes);
    }
}

void ets_found_replace(EtsTable *table, const EtsFound *found, EtsObject *object)
{
    if (ets_table_is_ordered(table))
        tree_put(table, found->hold.tree, object);
    else
        ets_spot_replace(table, found->spot.slot, object);
}

void ets_found_add(EtsTable *table, const EtsFound *found, EtsObject *object)
{
    if (ets_table_is_ordered(table))
        tree_put(table, found->hold.tree, object);
    else if (found->spot.found) /* a pseudo-deleted one */
        ets_spot_replace(table, found->spot.slot, object);
    else
        ets_spot_add(table, &found->spot, object);
}

/* ---- inserting --------------------------------------------------------------------------------
 */

static void insert_set(EtsTable *table, const EtsSpot *spot, Term tuple)
{
    if (!spot->found)
        ets_spot_add(table, spot, ets_table_object(table, tuple));
    else if ((*spot->slot)->deleted || table->compressed ||
             !ets_object_try_replace(*spot->slot, tuple))
        ets_spot_replace(table, spot->slot, ets_table_object(table, tuple));
}

/* An object that was pseudo-deleted and is inserted again is there again, as the newest one. */
static void insert_bag(Process *process, EtsTable *table, const EtsSpot *spot, Term tuple)
{
    EtsObject **slot = spot->slot, *object = spot->found ? *slot : NULL;
    Term key = ets_key(table, tuple);
    for (; ets_spot_has_key(table, spot, object, key); slot = &object->next, object = *slot) {
        if (!ets_object_is(process, object, tuple))
            continue;
        if (object->deleted) {
            ets_table_count(table, 1, 0);
            object->deleted = 0;
            *slot = object->next;
            object->next = *spot->slot;
            *spot->slot = object;
        }
        return;
    }
    ets_spot_add(table, spot, ets_table_object(table, tuple));
}

/* In place only when the word of the key, which the tree knows, stays the same. */
static void insert_ordered(EtsTable *table, Term tuple)
{
    Term key = ets_key(table, tuple);
    EtsHold hold;
    ets_ordered_hold(table, key, true, &hold);
    EtsObject *present = NULL;
    if (term_is_immediate(key) && !table->compressed)
        present = ets_tree_find(hold.tree, key);
    if (!present || ets_object_element(present, table->position) != key ||
        !ets_object_try_replace(present, tuple))
        tree_put(table, hold.tree, ets_table_object(table, tuple));
    ets_hold_end(&hold);
}

void ets_insert(Process *process, EtsTable *table, Term tuple)
{
    if (ets_table_is_ordered(table)) {
        insert_ordered(table, tuple);
        return;
    }
    EtsSpot spot;
    ets_spot(table, ets_key(table, tuple), true, &spot);
    if (table->type == ETS_SET)
        insert_set(table, &spot, tuple);
    else if (table->type == ETS_BAG)
        insert_bag(process, table, &spot, tuple);
    else
        ets_spot_add(table, &spot, ets_table_object(table, tuple));
    ets_spot_end(&spot);
}

bool ets_has_key(EtsTable *table, Term key)
{
    EtsFound found;
    ets_find(table, key, false, &found);
    ets_found_end(&found);
    return found.object != NULL;
}

bool ets_try_insert(EtsTable *table, Term tuple)
{
    EtsFound found;
    ets_find(table, ets_key(table, tuple), true, &found);
    if (!found.object) {
        EtsObject *object = ets_table_object(table, tuple);
        if (table->type == ETS_SET || ets_table_is_ordered(table))
            ets_found_add(table, &found, object);
        else
            ets_spot_add(table, &found.spot, object);
    }
    ets_found_end(&found);
    return !found.object;
}

/* ---- deleting ---------------------------------------------------------------------------------
 */

static void tree_delete(EtsTable *table, EtsTree *tree, Term key)
{
    EtsObject *object = ets_tree_remove(tree, key);
    if (!object)
        return;
    ets_table_count(table, -1, -(SInt)ets_ordered_object_bytes(object));
    ets_object_free(object);
}

static void spot_delete(EtsTable *table, const EtsSpot *spot, Term key)
{
    EtsObject **slot = spot->slot;
    bool more = spot->found;
    while (more) {
        slot = (*slot)->deleted ? &(*slot)->next : ets_spot_delete(table, spot, slot);
        more = ets_spot_has_key(table, spot, *slot, key);
    }
}

/* Those that are the tuple. */
static void spot_delete_tuple(Process *process, EtsTable *table, const EtsSpot *spot, Term tuple)
{
    EtsObject **slot = spot->slot;
    Term key = ets_key(table, tuple);
    bool more = spot->found;
    while (more) {
        bool chosen = !(*slot)->deleted && ets_object_is(process, *slot, tuple);
        slot = chosen ? ets_spot_delete(table, spot, slot) : &(*slot)->next;
        more = ets_spot_has_key(table, spot, *slot, key);
    }
}

void ets_found_delete(EtsTable *table, const EtsFound *found, Term key)
{
    if (ets_table_is_ordered(table))
        tree_delete(table, found->hold.tree, key);
    else
        spot_delete(table, &found->spot, key);
}

void ets_delete_key(EtsTable *table, Term key)
{
    if (ets_table_is_ordered(table)) {
        EtsHold hold;
        ets_ordered_hold(table, key, true, &hold);
        tree_delete(table, hold.tree, key);
        ets_hold_end(&hold);
        return;
    }
    EtsSpot spot;
    ets_spot(table, key, true, &spot);
    spot_delete(table, &spot, key);
    ets_spot_end(&spot);
}

void ets_delete_tuple(Process *process, EtsTable *table, Term tuple)
{
    EtsFound found;
    Term key = ets_key(table, tuple);
    ets_find(table, key, true, &found);
    if (!ets_table_is_ordered(table))
        spot_delete_tuple(process, table, &found.spot, tuple);
    else if (found.object && ets_object_is(process, found.object, tuple))
        tree_delete(table, found.hold.tree, key);
    ets_found_end(&found);
}
