/* SPDX-License-Identifier: Apache-2.0 */
/* Module ets: objects by key: insert, look up, take, delete. */
#include "rt/bif/ets.h"
#include "rt/core/list.h"
#include "rt/core/long_work.h"
#include "rt/ets/store.h"

/* ---- looking up -------------------------------------------------------------------------------
 */

Term bif_ets_lookup_2(Process *process, Term id, Term key)
{
    EtsEntry entry = ets_enter(process, id, ETS_READ, ETS_SHARED);
    EtsTable *table = entry.table;
    if (__builtin_expect(!table, 0))
        return ets_refuse(process, entry);
    EtsFound found;
    ets_find(table, key, false, &found);
    Term list = TERM_NIL;
    if (found.object && (table->type == ETS_SET || ets_table_is_ordered(table)))
        list = heap_cons(process, ets_object_copy(process, found.object), TERM_NIL);
    else if (found.object)
        list = ets_found_list(process, table, &found, key);
    ets_found_end(&found);
    ets_leave(entry);
    return list;
}

Term bif_ets_member_2(Process *process, Term id, Term key)
{
    EtsEntry entry = ets_enter(process, id, ETS_READ, ETS_SHARED);
    if (__builtin_expect(!entry.table, 0))
        return ets_refuse(process, entry);
    bool there = ets_has_key(entry.table, key);
    ets_leave(entry);
    return term_bool(there);
}

static inline bool has_element(Process *process, const EtsObject *object, UInt position)
{
    return position - 1 < ets_object_arity(process, object);
}

/* A list for bags: all of the objects must have the element. */
static Term elements_of(Process *process, EtsTable *table, const EtsFound *found, Term key,
                        UInt position)
{
    Term list = TERM_NIL;
    for (const EtsObject *object = found->object; object;
         object = ets_found_next(table, found, object, key)) {
        if (!has_element(process, object, position))
            return THE_NON_VALUE;
        Term element = ets_object_copy_element(process, object, position);
        list = heap_cons(process, element, list);
    }
    return list;
}

Term bif_ets_lookup_element_3(Process *process, Term id, Term key, Term index)
{
    EtsEntry entry = ets_enter(process, id, ETS_READ, ETS_SHARED);
    EtsTable *table = entry.table;
    if (__builtin_expect(!table, 0))
        return ets_refuse(process, entry);
    UInt position = term_is_small(index) ? (UInt)term_small_value(index) : 0;
    EtsFound found;
    ets_find(table, key, false, &found);
    bool known = found.object != NULL || position == 0;
    Term result = THE_NON_VALUE;
    if (!found.object || position == 0)
        ;
    else if (table->type == ETS_BAG || table->type == ETS_DUPLICATE_BAG)
        result = elements_of(process, table, &found, key, position);
    else if (has_element(process, found.object, position))
        result = ets_object_copy_element(process, found.object, position);
    ets_found_end(&found);
    ets_leave(entry);
    if (__builtin_expect(result != THE_NON_VALUE, 1))
        return result;
    return known ? bif_badarg(process) : bif_badarg_cause(process, am_badkey);
}

/* ---- inserting --------------------------------------------------------------------------------
 */

static inline bool is_object(const EtsTable *table, Term term)
{
    return term_is_tuple(term) && term_tuple_arity(term) >= table->position;
}

/* A proper list of objects. */
static bool are_objects(const EtsTable *table, Term list)
{
    for (; term_is_cons(list); list = term_tail(list))
        if (!is_object(table, term_head(list)))
            return false;
    return term_is_nil(list);
}

/* As ERTS does it, objects of a bag come in the opposite order of the list. */
static void insert_all(Process *process, EtsTable *table, Term list)
{
    if (table->type == ETS_BAG) {
        Term reversed = TERM_NIL;
        for (; term_is_cons(list); list = term_tail(list))
            reversed = heap_cons(process, term_head(list), reversed);
        list = reversed;
    }
    for (; term_is_cons(list); list = term_tail(list)) {
        ets_insert(process, table, term_head(list));
        ets_table_changed(table);
        process->reductions--;
    }
}

/* Other processes see either nothing or all of a list: so it is inserted at one go. When that takes
 * long, the scheduler does something else meanwhile, and so do those that wait for the table. */
static void announce(Term objects)
{
    enum { LONG = 4096 };
    UInt count = 0;
    for (; term_is_cons(objects) && count < LONG; objects = term_tail(objects))
        count++;
    if (count == LONG)
        long_work_in_turn();
}

Term bif_ets_insert_2(Process *process, Term id, Term objects)
{
    bool one = !term_is_list(objects);
    if (!one)
        announce(objects);
    EtsEntry entry = ets_enter(process, id, ETS_WRITE, one ? ETS_LOCAL : ETS_ALONE);
    EtsTable *table = entry.table;
    if (__builtin_expect(!table, 0))
        return ets_refuse(process, entry);
    bool good = one ? is_object(table, objects) : are_objects(table, objects);
    if (good && one) {
        ets_insert(process, table, objects);
        ets_table_changed(table);
    } else if (good) {
        insert_all(process, table, objects);
    }
    ets_leave(entry);
    return good ? am_true : bif_badarg(process);
}

static bool has_any(EtsTable *table, Term list)
{
    for (; term_is_cons(list); list = term_tail(list))
        if (ets_has_key(table, ets_key(table, term_head(list))))
            return true;
    return false;
}

/* A list: all or none. */
static bool try_insert_all(Process *process, EtsTable *table, Term list)
{
    if (has_any(table, list))
        return false;
    insert_all(process, table, list);
    return true;
}

Term bif_ets_insert_new_2(Process *process, Term id, Term objects)
{
    bool one = !term_is_list(objects), inserted = false;
    if (!one)
        announce(objects);
    EtsEntry entry = ets_enter(process, id, ETS_WRITE, one ? ETS_LOCAL : ETS_ALONE);
    EtsTable *table = entry.table;
    if (!table)
        return ets_refuse(process, entry);
    bool good = one ? is_object(table, objects) : are_objects(table, objects);
    if (good && one) {
        inserted = ets_try_insert(table, objects);
        ets_table_changed(table);
    } else if (good) {
        inserted = try_insert_all(process, table, objects);
    }
    ets_leave(entry);
    return good ? term_bool(inserted) : bif_badarg(process);
}

/* ---- deleting ---------------------------------------------------------------------------------
 */

Term bif_ets_delete_2(Process *process, Term id, Term key)
{
    EtsEntry entry = ets_enter(process, id, ETS_WRITE, ETS_LOCAL);
    if (__builtin_expect(!entry.table, 0))
        return ets_refuse(process, entry);
    ets_delete_key(entry.table, key);
    ets_table_changed(entry.table);
    ets_leave(entry);
    return am_true;
}

Term bif_ets_delete_object_2(Process *process, Term id, Term object)
{
    EtsEntry entry = ets_enter(process, id, ETS_WRITE, ETS_LOCAL);
    if (!entry.table)
        return ets_refuse(process, entry);
    bool good = is_object(entry.table, object);
    if (good) {
        ets_delete_tuple(process, entry.table, object);
        ets_table_changed(entry.table);
    }
    ets_leave(entry);
    return good ? am_true : bif_badarg(process);
}

Term bif_ets_take_2(Process *process, Term id, Term key)
{
    EtsEntry entry = ets_enter(process, id, ETS_WRITE, ETS_LOCAL);
    EtsTable *table = entry.table;
    if (!table)
        return ets_refuse(process, entry);
    EtsFound found;
    ets_find(table, key, true, &found);
    Term list = ets_found_list(process, table, &found, key);
    ets_found_delete(table, &found, key);
    ets_found_end(&found);
    ets_table_changed(table);
    ets_leave(entry);
    return list;
}
