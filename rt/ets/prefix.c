/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Patterns of keys (prefix.h). Key and pattern are compared from the left, pair by pair, in term
 * order; the first variable, or map, ends it: all keys that are equal up to there belong together.
 * What is still to be compared stands on a stack of its own.
 */
#include "rt/ets/prefix.h"

#include "rt/core/atom.h"
#include "rt/core/compare.h"
#include "rt/core/memory.h"
#include "rt/match/match_spec.h"

typedef struct Rest {
    const Term *keys, *patterns; /* further elements of two tuples, or tails of lists (count 1) */
    UInt count;
} Rest;

enum { INLINE_RESTS = 16 };

typedef struct Stack {
    Rest *rests;
    UInt count, capacity;
    Rest first[INLINE_RESTS];
} Stack;

static void push(Stack *stack, const Term *keys, const Term *patterns, UInt count)
{
    if (count == 0)
        return;
    if (stack->count == stack->capacity) {
        UInt bytes = stack->capacity * sizeof(Rest);
        Rest *larger = memory_alloc(MEMORY_TEMPORARY, 2 * bytes);
        __builtin_memcpy(larger, stack->rests, bytes);
        if (stack->rests != stack->first)
            memory_free(MEMORY_TEMPORARY, stack->rests, bytes);
        stack->rests = larger;
        stack->capacity *= 2;
    }
    stack->rests[stack->count++] = (Rest){keys, patterns, count};
}

static bool ends_prefix(Term pattern)
{
    return pattern == am_underscore || match_spec_variable(pattern) >= 0 || term_is_map(pattern);
}

/* Of the next pair, as far as it is no pair of tuples or cells: those are pushed. */
static int compare_pair(Stack *stack, Term key, Term pattern)
{
    if (term_is_cons(key) && term_is_cons(pattern)) {
        push(stack, term_cons_ptr(key), term_cons_ptr(pattern), 2);
        return 0;
    }
    if (!term_is_tuple(pattern) || !term_is_tuple(key))
        return term_compare(key, pattern);
    UInt arity = term_tuple_arity(key), other = term_tuple_arity(pattern);
    if (arity != other)
        return arity < other ? -1 : 1;
    push(stack, term_tuple_elements(key), term_tuple_elements(pattern), arity);
    return 0;
}

/* <0: the key comes before all that begin like the pattern; >0: after. */
static int compare(Term key, Term pattern)
{
    Stack stack = {.capacity = INLINE_RESTS};
    stack.rests = stack.first;
    int order = 0;
    push(&stack, &key, &pattern, 1);
    while (order == 0 && stack.count > 0) {
        Rest *rest = &stack.rests[stack.count - 1];
        Term a = *rest->keys++, b = *rest->patterns++;
        if (--rest->count == 0)
            stack.count--;
        if (ends_prefix(b))
            break;
        order = compare_pair(&stack, a, b);
    }
    if (stack.rests != stack.first)
        memory_free(MEMORY_TEMPORARY, stack.rests, stack.capacity * sizeof(Rest));
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

EtsPlace ets_prefix_place(const EtsTree *tree, Term pattern, bool last)
{
    return last ? ets_tree_last_that(tree, is_not_after, &pattern)
                : ets_tree_first_that_not(tree, is_before, &pattern);
}
