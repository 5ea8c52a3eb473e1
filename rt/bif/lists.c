/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Native functions on lists. Each charges reductions for the elements it visits; those that build
 * long lists go on in later time slices.
 */
#include <string.h>
#include "rt/core/bif.h"
#include "rt/core/compare.h"
#include "rt/core/hash.h"
#include "rt/core/list.h"
#include "rt/core/memory.h"
#include "rt/ops/guards.h"

enum {
    ELEMENTS_PER_REDUCTION = 16,
    SLICE_ELEMENTS = 16000, /* built at once before looking at the reductions again */
};

static void charge(Process *process, UInt elements)
{
    bif_charge(process, (SInt)(elements / ELEMENTS_PER_REDUCTION));
}

Term bif_erlang_hd_1(Process *process, Term list)
{
    return term_is_cons(list) ? term_head(list) : bif_badarg(process);
}

Term bif_erlang_tl_1(Process *process, Term list)
{
    return term_is_cons(list) ? term_tail(list) : bif_badarg(process);
}

Term bif_erlang_length_1(Process *process, Term list)
{
    SInt length = list_length(list);
    if (length < 0)
        return bif_badarg(process);
    charge(process, (UInt)length);
    return term_make_small(length);
}

/* ---- reverse and append
 * --------------------------------------------------------------------------- */

/* Moves up to `limit` elements of *list in front of *tail. */
static void reverse_some(Process *process, Term *list, Term *tail, UInt limit)
{
    UInt count = 0;
    for (Term at = *list; term_is_cons(at) && count < limit; at = term_tail(at))
        count++;
    if (count == 0)
        return;
    Term *cells = heap_alloc(process, 2 * count);
    for (UInt i = 0; i < count; i++, cells += 2) {
        cells[0] = term_head(*list);
        cells[1] = *tail;
        *tail = term_make_cons(cells);
        *list = term_tail(*list);
    }
    charge(process, count);
}

static Term reverse_step(Process *process, Term list, Term tail, Term unused1, Term unused2)
{
    (void)unused1, (void)unused2;
    do {
        reverse_some(process, &list, &tail, SLICE_ELEMENTS);
        if (term_is_nil(list))
            return tail;
        if (!term_is_cons(list))
            return bif_badarg(process);
    } while (bif_reductions_left(process) > 0);
    return bif_trap(process, reverse_step, 2, list, tail, TERM_NIL, TERM_NIL);
}

Term bif_lists_reverse_2(Process *process, Term list, Term tail)
{
    return reverse_step(process, list, tail, TERM_NIL, TERM_NIL);
}

/* Long lists are appended by reversing twice, which can be interrupted: the collector must never
 * see a cell whose tail is filled in later. */
static Term append_step(Process *process, Term list, Term reversed, Term tail, Term unused)
{
    (void)unused;
    do {
        reverse_some(process, &list, &reversed, SLICE_ELEMENTS);
        if (term_is_nil(list))
            return reverse_step(process, reversed, tail, TERM_NIL, TERM_NIL);
        if (!term_is_cons(list))
            return bif_badarg(process);
    } while (bif_reductions_left(process) > 0);
    return bif_trap(process, append_step, 3, list, reversed, tail, TERM_NIL);
}

Term bif_erlang_append_2(Process *process, Term list, Term tail)
{
    UInt count = 0;
    Term at = list;
    for (; term_is_cons(at) && count < SLICE_ELEMENTS; at = term_tail(at))
        count++;
    if (term_is_cons(at))
        return append_step(process, list, TERM_NIL, tail, TERM_NIL);
    if (!term_is_nil(at))
        return bif_badarg(process);
    if (count == 0)
        return tail;
    Term *cells = heap_alloc(process, 2 * count);
    Term result = term_make_cons(cells);
    for (; count > 0; count--, cells += 2, list = term_tail(list)) {
        cells[0] = term_head(list);
        cells[1] = count > 1 ? term_make_cons(cells + 2) : tail;
    }
    charge(process, (UInt)(cells - term_cons_ptr(result)) / 2);
    return result;
}

Term bif_erlang_append_name_2(Process *process, Term list, Term tail)
{
    return bif_erlang_append_2(process, list, tail);
}

/* ---- subtract
 * ----------------------------------------------------------------------------------------- */

/* The elements to remove, with how often: open addressing, at most half full. */
typedef struct Bag {
    Term *terms;
    UInt *counts;
    UInt mask;
    UInt left; /* sum of the counts */
} Bag;

static UInt bag_slot(const Bag *bag, Term term)
{
    UInt at = hash_internal(term) & bag->mask;
    while (bag->terms[at] != THE_NON_VALUE && !term_exact(bag->terms[at], term))
        at = (at + 1) & bag->mask;
    return at;
}

static void bag_fill(Bag *bag, Term list, UInt length)
{
    UInt size = 8;
    while (size < length * 2)
        size *= 2;
    bag->mask = size - 1;
    bag->left = length;
    bag->terms = memory_alloc(MEMORY_TEMPORARY, size * sizeof(Term));
    bag->counts = memory_alloc(MEMORY_TEMPORARY, size * sizeof(UInt));
    memset(bag->terms, 0, size * sizeof(Term));
    memset(bag->counts, 0, size * sizeof(UInt));
    for (; term_is_cons(list); list = term_tail(list)) {
        UInt at = bag_slot(bag, term_head(list));
        bag->terms[at] = term_head(list);
        bag->counts[at]++;
    }
}

static void bag_free(Bag *bag)
{
    memory_free(MEMORY_TEMPORARY, bag->terms, (bag->mask + 1) * sizeof(Term));
    memory_free(MEMORY_TEMPORARY, bag->counts, (bag->mask + 1) * sizeof(UInt));
}

static bool bag_take(Bag *bag, Term term)
{
    UInt at = bag_slot(bag, term);
    if (bag->counts[at] == 0)
        return false;
    bag->counts[at]--;
    bag->left--;
    return true;
}

static Term subtracted(Process *process, Term list, Term remove)
{
    SInt length = list_length(list), removals = list_length(remove);
    Bag bag;
    if (length < 0 || removals < 0)
        return bif_badarg(process);
    if (length == 0 || removals == 0)
        return list;
    long_work_steps((UInt)(length + removals));
    bag_fill(&bag, remove, (UInt)removals);
    Term *cells = heap_alloc(process, 2 * (UInt)length), *end = cells + 2 * length, *cell = cells;
    for (; term_is_cons(list) && bag.left > 0; list = term_tail(list)) {
        if (bag_take(&bag, term_head(list)))
            continue;
        cell[0] = term_head(list);
        cell[1] = term_make_cons(cell + 2);
        cell += 2;
    }
    if (cell > cells)
        cell[-1] = list; /* the rest is shared */
    bag_free(&bag);
    heap_release(process, cell, (UInt)(end - cell));
    charge(process, (UInt)(length + removals) * 4);
    return cell > cells ? term_make_cons(cells) : list;
}

Term bif_erlang_subtract_2(Process *process, Term list, Term remove)
{
    return LONG_WORK(process, subtracted(process, list, remove));
}

Term bif_erlang_subtract_name_2(Process *process, Term list, Term remove)
{
    return bif_erlang_subtract_2(process, list, remove);
}

/* ---- searching
 * ------------------------------------------------------------------------------------------ */

Term bif_lists_member_2(Process *process, Term element, Term list)
{
    UInt count = 0;
    bool simple = term_is_immediate(element);
    for (; term_is_cons(list); list = term_tail(list), count++) {
        Term head = term_head(list);
        if (head == element || (!simple && term_exact(head, element))) {
            charge(process, count);
            return am_true;
        }
        long_work_loop_of(process, count);
    }
    charge(process, count);
    return term_is_nil(list) ? (Term)am_false : bif_badarg(process);
}

/* The first tuple whose element N equals (==) the key; am_false: none; the non-value: badarg. */
static Term find_key(Process *process, Term key, Term position, Term list)
{
    UInt count = 0;
    if (!term_is_small(position) || term_small_value(position) < 1)
        return bif_badarg(process);
    UInt index = (UInt)term_small_value(position);
    for (; term_is_cons(list); list = term_tail(list), count++) {
        Term tuple = term_head(list);
        long_work_loop_of(process, count);
        if (!term_is_tuple(tuple) || term_tuple_arity(tuple) < index)
            continue;
        if (term_equal(key, term_tuple_elements(tuple)[index - 1])) {
            charge(process, count);
            return tuple;
        }
    }
    charge(process, count);
    return term_is_nil(list) ? (Term)am_false : bif_badarg(process);
}

Term bif_lists_keyfind_3(Process *process, Term key, Term position, Term list)
{
    return find_key(process, key, position, list);
}

Term bif_lists_keymember_3(Process *process, Term key, Term position, Term list)
{
    Term found = find_key(process, key, position, list);
    return term_is_tuple(found) ? (Term)am_true : found;
}

Term bif_lists_keysearch_3(Process *process, Term key, Term position, Term list)
{
    Term found = find_key(process, key, position, list);
    return term_is_tuple(found) ? heap_tuple(process, 2, am_value, found) : found;
}
