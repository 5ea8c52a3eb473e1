/* SPDX-License-Identifier: Apache-2.0 */
/*
 * select_replace: only specifications are allowed of which it is plain that the object they make
 * has the key of the object they match (scan.h). In a body, {{…}} makes a tuple, and {const, Term}
 * stands for the term as it is.
 */
#include "rt/core/atom.h"
#include "rt/core/compare.h"
#include "rt/ets/pairs.h"
#include "rt/ets/scan.h"
#include "rt/match/match_spec.h"

static Term element_at(Term tuple, UInt position)
{
    if (!term_is_tuple(tuple) || term_tuple_arity(tuple) < position)
        return THE_NON_VALUE;
    return term_boxed_ptr(tuple)[position];
}

static bool is_const(Term term)
{
    return term_is_tuple_of(term, 2) && term_tuple_elements(term)[0] == am_const;
}

/* {element, Position, '$_'} */
static bool is_own_key(Term term, UInt position)
{
    if (!term_is_tuple_of(term, 3))
        return false;
    const Term *elements = term_tuple_elements(term);
    return elements[0] == am_element && elements[1] == term_make_small((SInt)position) &&
           elements[2] == am_whole_object;
}

/* What matches more than one term, or something else than it makes. */
static bool is_special(Term word)
{
    return word == am_underscore || word == am_all_bindings || word == am_whole_object;
}

static bool both_tuples(Pairs *pairs, Term head, Term made)
{
    if (!term_is_tuple(head) || !term_is_tuple_of(made, term_tuple_arity(head)))
        return false;
    pairs_push(pairs, term_tuple_elements(head), term_tuple_elements(made), term_tuple_arity(head));
    return true;
}

/* Parts are pushed. A head with a map may match maps that have more keys. */
static bool same_pair(Pairs *pairs, Term head, Term made, bool constant)
{
    if (term_is_immediate(made))
        return head == made && !is_special(made) && (!constant || match_spec_variable(made) < 0);
    if (term_is_cons(made)) {
        if (!term_is_cons(head))
            return false;
        pairs_push(pairs, term_cons_ptr(head), term_cons_ptr(made), 2);
        return true;
    }
    if (term_is_tuple(made))
        return both_tuples(pairs, head, made);
    return !term_is_map(made) && term_exact(head, made);
}

/* The term as it is. */
static bool matches_only(Term head, Term constant)
{
    Pairs pairs;
    pairs_begin(&pairs);
    bool same = same_pair(&pairs, head, constant, true);
    while (same && pairs_next(&pairs, &head, &constant))
        same = same_pair(&pairs, head, constant, true);
    pairs_end(&pairs);
    return same;
}

static bool same_expression(Pairs *pairs, Term head, Term expression)
{
    if (is_const(expression))
        return matches_only(head, term_tuple_elements(expression)[1]);
    if (!term_is_tuple(expression))
        return same_pair(pairs, head, expression, false);
    if (!term_is_tuple_of(expression, 1))
        return false;
    Term made = term_tuple_elements(expression)[0];
    return term_is_tuple(made) && both_tuples(pairs, head, made);
}

/* Does the expression make what the pattern matches? */
static bool makes(Term pattern, Term expression)
{
    Pairs pairs;
    pairs_begin(&pairs);
    bool same = same_expression(&pairs, pattern, expression);
    while (same && pairs_next(&pairs, &pattern, &expression))
        same = same_expression(&pairs, pattern, expression);
    pairs_end(&pairs);
    return same;
}

static bool clause_keeps_key(Term clause, UInt position)
{
    if (!term_is_tuple_of(clause, 3))
        return false;
    Term body = term_tuple_elements(clause)[2];
    if (!term_is_cons(body) || !term_is_nil(term_tail(body)))
        return false;
    Term value = term_head(body);
    if (value == am_whole_object)
        return true;
    Term key = element_at(term_tuple_elements(clause)[0], position);
    if (key == THE_NON_VALUE)
        return false;
    if (is_const(value)) {
        Term kept = element_at(term_tuple_elements(value)[1], position);
        return kept != THE_NON_VALUE && matches_only(key, kept);
    }
    if (!term_is_tuple_of(value, 1))
        return false;
    Term kept = element_at(term_tuple_elements(value)[0], position);
    return kept != THE_NON_VALUE && (is_own_key(kept, position) || makes(key, kept));
}

bool ets_spec_keeps_key(Term spec, UInt position)
{
    for (; term_is_cons(spec); spec = term_tail(spec))
        if (!clause_keeps_key(term_head(spec), position))
            return false;
    return true;
}
