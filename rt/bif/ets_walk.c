/* SPDX-License-Identifier: Apache-2.0 */
/* Module ets: going from key to key, and slot. */
#include "rt/bif/ets.h"
#include "rt/ets/store.h"

/* Leaves the place. */
static Term take_key(Process *process, EtsCursor *at)
{
    Term key = ets_cursor_key(at);
    if (key == THE_NON_VALUE)
        return am_dollar_end_of_table;
    if (!term_is_immediate(key))
        key = ets_object_copy_part(process, key);
    ets_cursor_end(at);
    return key;
}

static Term end_of_table(Term key)
{
    return key == THE_NON_VALUE ? am_dollar_end_of_table : key;
}

static Term first_or_last(Process *process, Term id, bool last, bool raw)
{
    EtsEntry entry = ets_enter(process, id, ETS_READ, ETS_SHARED);
    EtsTable *table = entry.table;
    if (!table)
        return ets_refuse(process, entry);
    Term key;
    if (ets_table_is_ordered(table)) {
        EtsCursor at;
        ets_cursor_end_of_table(table, last, false, &at);
        key = take_key(process, &at);
    } else {
        key = end_of_table(ets_hash_first_key(process, table, 0, raw));
    }
    ets_leave(entry);
    return key;
}

Term bif_ets_first_1(Process *process, Term id)
{
    return first_or_last(process, id, false, false);
}
Term bif_ets_last_1(Process *process, Term id)
{
    return first_or_last(process, id, true, false);
}

/* The keys of other than ordered tables have one order, whichever way they are gone through. */
static Term next_or_previous(Process *process, Term id, Term key, bool previous, bool raw)
{
    EtsEntry entry = ets_enter(process, id, ETS_READ, ETS_SHARED);
    EtsTable *table = entry.table;
    if (!table)
        return ets_refuse(process, entry);
    bool ordered = ets_table_is_ordered(table);
    bool known = !ordered || key != am_dollar_end_of_table; /* not taken for a key */
    Term next;
    if (ordered) {
        EtsCursor at;
        ets_cursor_beside(table, key, previous, false, false, &at);
        next = take_key(process, &at);
    } else {
        next = end_of_table(ets_hash_next_key(process, table, key, raw, &known));
    }
    ets_leave(entry);
    return known ? next : bif_badarg(process);
}

Term bif_ets_next_2(Process *process, Term id, Term key)
{
    return next_or_previous(process, id, key, false, false);
}
Term bif_ets_prev_2(Process *process, Term id, Term key)
{
    return next_or_previous(process, id, key, true, false);
}

/* ---- for ets:info(Table, binary) --------------------------------------------------------------
 */

/* With the keys of pseudo-deleted objects. */
Term bif_erts_internal_ets_raw_first_1(Process *process, Term id)
{
    return first_or_last(process, id, false, true);
}
Term bif_erts_internal_ets_raw_next_2(Process *process, Term id, Term key)
{
    return next_or_previous(process, id, key, false, true);
}

/* ---- slot -------------------------------------------------------------------------------------
 */

static Term bucket_list(Process *process, EtsTable *table, UInt bucket)
{
    EtsSpot spot;
    ets_hash_bucket(table, bucket, false, &spot);
    Term list = TERM_NIL;
    for (const EtsObject *object = *spot.slot; object; object = object->next)
        if (!object->deleted)
            list = heap_cons(process, ets_object_copy(process, object), list);
    ets_spot_end(&spot);
    return list;
}

/* The object after `index` others; whole leaves are passed by. */
static Term tree_slot(Process *process, EtsTable *table, UInt index)
{
    EtsCursor at;
    ets_cursor_end_of_table(table, false, false, &at);
    while (at.place.leaf && at.place.leaf->count <= index) {
        index -= at.place.leaf->count;
        at.place.index = at.place.leaf->count - 1;
        ets_cursor_step(table, &at, false);
        process->reductions--;
    }
    if (!at.place.leaf)
        return index == 0 ? am_dollar_end_of_table : THE_NON_VALUE;
    Term object = ets_object_copy(process, at.place.leaf->objects[index]);
    ets_cursor_end(&at);
    return heap_cons(process, object, TERM_NIL);
}

static Term hash_slot(Process *process, EtsTable *table, UInt index)
{
    UInt buckets = ets_hash_buckets(table);
    if (index > buckets)
        return THE_NON_VALUE;
    return index == buckets ? am_dollar_end_of_table : bucket_list(process, table, index);
}

Term bif_ets_slot_2(Process *process, Term id, Term index)
{
    EtsEntry entry = ets_enter(process, id, ETS_READ, ETS_SHARED);
    EtsTable *table = entry.table;
    if (!table)
        return ets_refuse(process, entry);
    Term result = THE_NON_VALUE;
    if (term_is_small(index) && term_small_value(index) >= 0) {
        UInt at = (UInt)term_small_value(index);
        result = ets_table_is_ordered(table) ? tree_slot(process, table, at)
                                             : hash_slot(process, table, at);
    }
    ets_leave(entry);
    return result == THE_NON_VALUE ? bif_badarg(process) : result;
}
