/* SPDX-License-Identifier: Apache-2.0 */
/* Native functions on tuples. Indexes count from 1. */
#include <string.h>
#include "rt/core/bif.h"
#include "rt/core/list.h"
#include "rt/core/long_work.h"

/* Index of an existing element (0-based), or false. */
static bool element_index(Term index, UInt limit, UInt *at)
{
    if (!term_is_small(index) || term_small_value(index) < 1)
        return false;
    *at = (UInt)term_small_value(index) - 1;
    return *at < limit;
}

static Term *new_tuple(Process *process, UInt arity)
{
    long_work_words(arity);
    Term *at = heap_alloc(process, arity + 1);
    at[0] = header_tuple(arity);
    bif_charge(process, (SInt)(arity / 64));
    return at;
}

Term bif_erlang_element_2(Process *process, Term index, Term tuple)
{
    UInt at;
    if (!term_is_tuple(tuple) || !element_index(index, term_tuple_arity(tuple), &at))
        return bif_badarg(process);
    return term_tuple_elements(tuple)[at];
}

Term bif_erlang_tuple_size_1(Process *process, Term tuple)
{
    if (!term_is_tuple(tuple))
        return bif_badarg(process);
    return term_make_small((SInt)term_tuple_arity(tuple));
}

Term bif_erlang_setelement_3(Process *process, Term index, Term tuple, Term value)
{
    UInt at;
    if (!term_is_tuple(tuple) || !element_index(index, term_tuple_arity(tuple), &at))
        return bif_badarg(process);
    UInt arity = term_tuple_arity(tuple);
    Term *copy = new_tuple(process, arity);
    memcpy(copy + 1, term_tuple_elements(tuple), arity * sizeof(Term));
    copy[1 + at] = value;
    return term_make_boxed(copy);
}

Term bif_erlang_tuple_to_list_1(Process *process, Term tuple)
{
    if (!term_is_tuple(tuple))
        return bif_badarg(process);
    UInt arity = term_tuple_arity(tuple);
    bif_charge(process, (SInt)(arity / 64));
    long_work_words(2 * arity);
    return heap_list(process, term_tuple_elements(tuple), arity, TERM_NIL);
}

Term bif_erlang_list_to_tuple_1(Process *process, Term list)
{
    SInt length = list_length(list);
    if (length < 0 || length > TUPLE_ARITY_MAX)
        return bif_badarg(process);
    Term *tuple = new_tuple(process, (UInt)length);
    for (SInt i = 1; i <= length; i++, list = term_tail(list))
        tuple[i] = term_head(list);
    return term_make_boxed(tuple);
}

static bool arity_argument(Term term, UInt *arity)
{
    if (!term_is_small(term) || (UInt)term_small_value(term) > TUPLE_ARITY_MAX)
        return false;
    *arity = (UInt)term_small_value(term);
    return true;
}

static Term *filled_tuple(Process *process, UInt arity, Term value)
{
    Term *tuple = new_tuple(process, arity);
    for (UInt i = 1; i <= arity; i++)
        tuple[i] = value;
    return tuple;
}

Term bif_erlang_make_tuple_2(Process *process, Term size, Term value)
{
    UInt arity;
    if (!arity_argument(size, &arity))
        return bif_badarg(process);
    return term_make_boxed(filled_tuple(process, arity, value));
}

/* With a list of {Index, Value} that replace the default, later ones winning. */
Term bif_erlang_make_tuple_3(Process *process, Term size, Term value, Term list)
{
    UInt arity, at;
    if (!arity_argument(size, &arity))
        return bif_badarg(process);
    Term *tuple = filled_tuple(process, arity, value);
    for (; term_is_cons(list); list = term_tail(list)) {
        Term pair = term_head(list);
        if (!term_is_tuple_of(pair, 2) || !element_index(term_tuple_elements(pair)[0], arity, &at))
            return bif_badarg(process);
        tuple[1 + at] = term_tuple_elements(pair)[1];
    }
    return term_is_nil(list) ? term_make_boxed(tuple) : bif_badarg(process);
}

/* The tuple with a gap of one element at `at`. */
static Term *with_gap(Process *process, Term tuple, UInt at)
{
    UInt arity = term_tuple_arity(tuple);
    const Term *elements = term_tuple_elements(tuple);
    Term *copy = new_tuple(process, arity + 1);
    memcpy(copy + 1, elements, at * sizeof(Term));
    memcpy(copy + 2 + at, elements + at, (arity - at) * sizeof(Term));
    return copy;
}

Term bif_erlang_append_element_2(Process *process, Term tuple, Term value)
{
    if (!term_is_tuple(tuple) || term_tuple_arity(tuple) >= TUPLE_ARITY_MAX)
        return bif_badarg(process);
    UInt arity = term_tuple_arity(tuple);
    Term *copy = with_gap(process, tuple, arity);
    copy[1 + arity] = value;
    return term_make_boxed(copy);
}

Term bif_erlang_insert_element_3(Process *process, Term index, Term tuple, Term value)
{
    UInt at;
    if (!term_is_tuple(tuple) || term_tuple_arity(tuple) >= TUPLE_ARITY_MAX ||
        !element_index(index, term_tuple_arity(tuple) + 1, &at))
        return bif_badarg(process);
    Term *copy = with_gap(process, tuple, at);
    copy[1 + at] = value;
    return term_make_boxed(copy);
}

Term bif_erlang_delete_element_2(Process *process, Term index, Term tuple)
{
    UInt at;
    if (!term_is_tuple(tuple) || !element_index(index, term_tuple_arity(tuple), &at))
        return bif_badarg(process);
    UInt arity = term_tuple_arity(tuple);
    const Term *elements = term_tuple_elements(tuple);
    Term *copy = new_tuple(process, arity - 1);
    memcpy(copy + 1, elements, at * sizeof(Term));
    memcpy(copy + 1 + at, elements + at + 1, (arity - at - 1) * sizeof(Term));
    return term_make_boxed(copy);
}
