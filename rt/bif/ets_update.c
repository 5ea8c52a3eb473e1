/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Module ets: update_counter, update_element.
 *
 * The new tuple is put together outside the heap, from elements of the old one and new values, and
 * copied into the table when all has been checked: so either everything is changed or nothing. When
 * only words that are no pointers change, they are changed in place.
 */
#include <string.h>
#include "rt/bif/ets.h"
#include "rt/core/compare.h"
#include "rt/core/memory.h"
#include "rt/ets/store.h"
#include "rt/number/arith.h"

enum { DRAFT_INLINE = 32 };

/* A tuple in the making: words[0] is the header. */
typedef struct Draft {
    Term *words;
    UInt arity;
    bool in_place; /* so far every change could be made in place */
    Term inline_words[DRAFT_INLINE];
} Draft;

/* What is wrong: THE_NON_VALUE nothing, am_badarg no cause is given, else the cause. */
typedef Term Wrong;

static void draft_begin(Draft *draft, Term tuple)
{
    draft->arity = term_tuple_arity(tuple);
    UInt bytes = (draft->arity + 1) * sizeof(Term);
    draft->words =
        draft->arity < DRAFT_INLINE ? draft->inline_words : memory_alloc(MEMORY_TEMPORARY, bytes);
    memcpy(draft->words, term_boxed_ptr(tuple), bytes);
    draft->in_place = true;
}

static void draft_end(Draft *draft)
{
    if (draft->words != draft->inline_words)
        memory_free(MEMORY_TEMPORARY, draft->words, (draft->arity + 1) * sizeof(Term));
}

static void draft_set(Draft *draft, UInt position, Term value)
{
    draft->in_place =
        draft->in_place && term_is_immediate(value) && term_is_immediate(draft->words[position]);
    draft->words[position] = value;
}

/* Are the data the tuple, and not packed? */
static bool owns_tuple(const EtsObject *object)
{
    return object->words != 0 && term_boxed_ptr(object->tuple) == object->data;
}

static void draft_store(EtsTable *table, const EtsFound *found, const Draft *draft)
{
    EtsObject *object = found->object;
    if (object && draft->in_place && owns_tuple(object)) {
        memcpy(object->data, draft->words, (draft->arity + 1) * sizeof(Term));
        return;
    }
    EtsObject *instead = ets_table_object(table, term_make_boxed(draft->words));
    if (object)
        ets_found_replace(table, found, instead);
    else
        ets_found_add(table, found, instead);
}

static bool has_one_object(const EtsTable *table)
{
    return table->type == ETS_SET || ets_table_is_ordered(table);
}

static Term refuse(Process *process, Wrong wrong)
{
    return wrong == am_badarg ? bif_badarg(process) : bif_badarg_cause(process, wrong);
}

/* ---- update_element ---------------------------------------------------------------------------
 */

static Wrong set_element(const EtsTable *table, Draft *draft, Term change)
{
    if (!term_is_tuple_of(change, 2) || !term_is_small(term_tuple_elements(change)[0]))
        return am_badarg;
    UInt position = (UInt)term_small_value(term_tuple_elements(change)[0]);
    if (position == table->position)
        return am_keypos;
    if (position - 1 >= draft->arity)
        return am_badarg;
    draft_set(draft, position, term_tuple_elements(change)[1]);
    return THE_NON_VALUE;
}

static Wrong set_elements(const EtsTable *table, Draft *draft, Term changes)
{
    if (term_is_tuple(changes))
        return set_element(table, draft, changes);
    Wrong wrong = THE_NON_VALUE;
    for (; term_is_cons(changes) && wrong == THE_NON_VALUE; changes = term_tail(changes))
        wrong = set_element(table, draft, term_head(changes));
    return wrong == THE_NON_VALUE && !term_is_nil(changes) ? am_badarg : wrong;
}

Term bif_ets_update_element_3(Process *process, Term id, Term key, Term changes)
{
    EtsEntry entry = ets_enter(process, id, ETS_WRITE, ETS_LOCAL);
    EtsTable *table = entry.table;
    if (!table)
        return ets_refuse(process, entry);
    if (!has_one_object(table)) {
        ets_leave(entry);
        return bif_badarg(process);
    }
    EtsFound found;
    ets_find(table, key, true, &found);
    Wrong wrong = THE_NON_VALUE;
    if (found.object) {
        Draft draft;
        draft_begin(&draft, ets_object_view(process, found.object));
        wrong = set_elements(table, &draft, changes);
        if (wrong == THE_NON_VALUE)
            draft_store(table, &found, &draft);
        draft_end(&draft);
    }
    ets_found_end(&found);
    ets_leave(entry);
    return wrong == THE_NON_VALUE ? term_bool(found.object != NULL) : refuse(process, wrong);
}

/* ---- update_counter ---------------------------------------------------------------------------
 */

typedef struct Counting {
    Term position, increment, threshold, value; /* THE_NON_VALUE: there is no threshold */
} Counting;

/* {Position, Increment} or {Position, Increment, Threshold, Value} */
static bool parse_counting(Term operation, Counting *counting)
{
    if (!term_is_tuple(operation))
        return false;
    const Term *at = term_tuple_elements(operation);
    UInt arity = term_tuple_arity(operation);
    if ((arity != 2 && arity != 4) || !term_is_small(at[0]) || !term_is_integer(at[1]))
        return false;
    *counting = (Counting){at[0], at[1], THE_NON_VALUE, THE_NON_VALUE};
    if (arity == 2)
        return true;
    counting->threshold = at[2];
    counting->value = at[3];
    return term_is_integer(at[2]) && term_is_integer(at[3]);
}

static bool is_negative(Term integer)
{
    return term_is_small(integer) ? term_small_value(integer) < 0
                                  : term_kind(integer) == KIND_BIG_NEG;
}

static Term add(Process *process, Term a, Term b)
{
    SInt sum;
    if (term_are_small(a, b)) {
        sum = term_small_value(a) + term_small_value(b);
        return heap_integer(process, sum);
    }
    return arith_add(process, a, b);
}

/* The new value, or what is wrong in *wrong. */
static Term count(Process *process, const EtsTable *table, Draft *draft, const Counting *counting,
                  Wrong *wrong)
{
    UInt position = (UInt)term_small_value(counting->position);
    if (position - 1 >= draft->arity || position == table->position) {
        *wrong = position == table->position ? am_keypos : am_position;
        return THE_NON_VALUE;
    }
    Term before = draft->words[position];
    if (!term_is_integer(before)) {
        *wrong = am_badarg;
        return THE_NON_VALUE;
    }
    Term after = add(process, before, counting->increment);
    if (after == THE_NON_VALUE) {
        *wrong = am_badarg;
        return THE_NON_VALUE;
    }
    if (after == before) /* adding 0 may give the very same term, which is the table's */
        after = ets_object_copy_part(process, before);
    if (counting->threshold != THE_NON_VALUE) {
        int order = term_compare(after, counting->threshold);
        if (is_negative(counting->increment) ? order < 0 : order > 0)
            after = counting->value;
    }
    draft_set(draft, position, after);
    return after;
}

/* A list of operations: the list of the new values. */
static Term count_all(Process *process, const EtsTable *table, Draft *draft, Term operations,
                      Wrong *wrong)
{
    Term values = TERM_NIL, result = TERM_NIL;
    for (; term_is_cons(operations); operations = term_tail(operations)) {
        Counting counting;
        if (!parse_counting(term_head(operations), &counting)) {
            *wrong = am_badarg;
            return THE_NON_VALUE;
        }
        Term value = count(process, table, draft, &counting, wrong);
        if (value == THE_NON_VALUE)
            return THE_NON_VALUE;
        values = heap_cons(process, value, values);
    }
    if (!term_is_nil(operations)) {
        *wrong = am_badarg;
        return THE_NON_VALUE;
    }
    for (; term_is_cons(values); values = term_tail(values))
        result = heap_cons(process, term_head(values), result);
    return result;
}

static Term count_with(Process *process, const EtsTable *table, Draft *draft, Term operation,
                       Wrong *wrong)
{
    Counting counting = {term_make_small((SInt)table->position + 1), operation, THE_NON_VALUE,
                         THE_NON_VALUE};
    if (term_is_list(operation))
        return count_all(process, table, draft, operation, wrong);
    if (!term_is_integer(operation) && !parse_counting(operation, &counting)) {
        *wrong = am_badarg;
        return THE_NON_VALUE;
    }
    return count(process, table, draft, &counting, wrong);
}

/* The tuple to count in: the object's, or the default with the key. */
static Wrong begin_counting(Process *process, const EtsTable *table, const EtsFound *found,
                            Term key, Term otherwise, Draft *draft)
{
    if (otherwise != THE_NON_VALUE && !term_is_tuple(otherwise))
        return am_badarg;
    if (found->object) {
        draft_begin(draft, ets_object_view(process, found->object));
        return THE_NON_VALUE;
    }
    if (otherwise == THE_NON_VALUE)
        return am_badkey;
    if (term_tuple_arity(otherwise) < table->position)
        return am_position;
    draft_begin(draft, otherwise);
    draft->words[table->position] = key;
    return THE_NON_VALUE;
}

static Term count_found(Process *process, EtsTable *table, const EtsFound *found, Term operation,
                        Draft *draft, Wrong *wrong)
{
    Term result = count_with(process, table, draft, operation, wrong);
    if (result != THE_NON_VALUE)
        draft_store(table, found, draft);
    draft_end(draft);
    return result;
}

/* The usual case: one small integer of an object becomes another one. */
static bool try_count_in_place(const EtsTable *table, EtsObject *object, Term operation,
                               Term *result)
{
    UInt position = table->position + 1;
    Term increment = operation;
    if (!object || !owns_tuple(object))
        return false;
    if (term_is_tuple_of(operation, 2)) {
        const Term *at = term_tuple_elements(operation);
        increment = at[1];
        if (!term_is_small(at[0]))
            return false;
        position = (UInt)term_small_value(at[0]);
    }
    if (position == table->position || position - 1 >= term_tuple_arity(object->tuple))
        return false;
    Term before = object->data[position];
    if (!term_are_small(before, increment))
        return false;
    SInt sum = term_small_value(before) + term_small_value(increment);
    if (!term_fits_small(sum))
        return false;
    *result = object->data[position] = term_make_small(sum);
    return true;
}

static Term update_counter(Process *process, Term id, Term key, Term operation, Term otherwise)
{
    EtsEntry entry = ets_enter(process, id, ETS_WRITE, ETS_LOCAL);
    EtsTable *table = entry.table;
    if (!table)
        return ets_refuse(process, entry);
    if (!has_one_object(table)) {
        ets_leave(entry);
        return bif_badarg_cause(process, am_table_type);
    }
    Wrong wrong = THE_NON_VALUE;
    Term result = THE_NON_VALUE;
    EtsFound found;
    ets_find(table, key, true, &found);
    bool default_is_good = otherwise == THE_NON_VALUE || term_is_tuple(otherwise);
    if (!default_is_good || !try_count_in_place(table, found.object, operation, &result)) {
        Draft draft;
        wrong = begin_counting(process, table, &found, key, otherwise, &draft);
        if (wrong == THE_NON_VALUE)
            result = count_found(process, table, &found, operation, &draft, &wrong);
    }
    ets_found_end(&found);
    if (!found.object)
        ets_table_changed(table);
    ets_leave(entry);
    return wrong == THE_NON_VALUE ? result : refuse(process, wrong);
}

Term bif_ets_update_counter_3(Process *process, Term id, Term key, Term operation)
{
    return update_counter(process, id, key, operation, THE_NON_VALUE);
}
Term bif_ets_update_counter_4(Process *process, Term id, Term key, Term operation, Term otherwise)
{
    return update_counter(process, id, key, operation, otherwise);
}
