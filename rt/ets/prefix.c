/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Patterns of keys (prefix.h). Key and pattern are compared from the left, pair by pair, in term
 * order; the first variable, or map, ends it: all keys that are equal up to there belong together.
 */
#include "rt/ets/prefix.h"

#include "rt/core/atom.h"
#include "rt/core/compare.h"
#include "rt/ets/pairs.h"
#include "rt/match/match_spec.h"

static bool ends_prefix(Term pattern)
{
    return pattern == am_underscore || match_spec_variable(pattern) >= 0 || term_is_map(pattern);
}

/* Of the next pair, as far as it is no pair of tuples or cells: those are pushed. */
static int compare_pair(Pairs *pairs, Term key, Term pattern)
{
    if (term_is_cons(key) && term_is_cons(pattern)) {
        pairs_push(pairs, term_cons_ptr(key), term_cons_ptr(pattern), 2);
        return 0;
    }
    if (!term_is_tuple(pattern) || !term_is_tuple(key))
        return term_compare(key, pattern);
    UInt arity = term_tuple_arity(key), other = term_tuple_arity(pattern);
    if (arity != other)
        return arity < other ? -1 : 1;
    pairs_push(pairs, term_tuple_elements(key), term_tuple_elements(pattern), arity);
    return 0;
}

/* <0: the key comes before all that begin like the pattern; >0: after. */
static int compare(Term key, Term pattern)
{
    Pairs pairs;
    int order = 0;
    pairs_begin(&pairs);
    for (Term a = key, b = pattern;;) {
        if (ends_prefix(b))
            break;
        order = compare_pair(&pairs, a, b);
        if (order != 0 || !pairs_next(&pairs, &a, &b))
            break;
    }
    pairs_end(&pairs);
    return order;
}

bool ets_prefix_matches(Term key, Term pattern)
{
    return compare(key, pattern) == 0;
}

static bool is_before(Term key, const void *pattern)
{
    return compare(key, *(const Term *)pattern) < 0;
}

static bool is_not_after(Term key, const void *pattern)
{
    return compare(key, *(const Term *)pattern) <= 0;
}

void ets_prefix_cursor(EtsTable *table, Term pattern, bool last, bool writes, EtsCursor *cursor)
{
    ets_cursor_that(table, last ? is_not_after : is_before, &pattern, last, writes, cursor);
}
