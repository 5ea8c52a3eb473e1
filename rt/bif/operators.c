/* SPDX-License-Identifier: Apache-2.0 */
/* Comparison operators, boolean operators and type tests as functions (for apply and funs). */
#include "rt/core/bif.h"
#include "rt/core/compare.h"
#include "rt/ops/guards.h"
#include "rt/ops/tests.h"

/* ---- comparison
 * ----------------------------------------------------------------------------------- */

#define COMPARISON(name, condition)                              \
    Term bif_erlang_##name##_2(Process *process, Term a, Term b) \
    {                                                            \
        (void)process;                                           \
        return term_bool(condition);                             \
    }

COMPARISON(eq, term_equal(a, b))
COMPARISON(ne, !term_equal(a, b))
COMPARISON(eq_exact, term_exact(a, b))
COMPARISON(ne_exact, !term_exact(a, b))
COMPARISON(lt, term_compare(a, b) < 0)
COMPARISON(le, term_compare(a, b) <= 0)
COMPARISON(gt, term_compare(a, b) > 0)
COMPARISON(ge, term_compare(a, b) >= 0)

Term bif_erts_internal_cmp_term_2(Process *process, Term a, Term b)
{
    (void)process;
    return term_make_small(term_compare_keys(a, b));
}

/* ---- boolean operators
 * ---------------------------------------------------------------------------- */

#define BOOLEAN_OPERATOR(name)                                   \
    Term bif_erlang_##name##_2(Process *process, Term a, Term b) \
    {                                                            \
        OpState state = {.process = process};                    \
        return op_bif_##name(&state, a, b);                      \
    }

BOOLEAN_OPERATOR(and)
BOOLEAN_OPERATOR(or)
BOOLEAN_OPERATOR(xor)

Term bif_erlang_not_1(Process *process, Term a)
{
    OpState state = {.process = process};
    return op_bif_not(&state, a);
}

/* ---- type tests
 * -------------------------------------------------------------------------------------- */

#define TYPE_TEST(name, condition)                       \
    Term bif_erlang_##name##_1(Process *process, Term t) \
    {                                                    \
        (void)process;                                   \
        return term_bool(condition);                     \
    }

TYPE_TEST(is_atom, term_is_atom(t))
TYPE_TEST(is_binary, term_is_binary(t))
TYPE_TEST(is_bitstring, term_is_bitstring(t))
TYPE_TEST(is_boolean, op_is_boolean(t))
TYPE_TEST(is_float, term_is_float(t))
TYPE_TEST(is_function, term_is_fun(t))
TYPE_TEST(is_integer, term_is_integer(t))
TYPE_TEST(is_list, term_is_list(t))
TYPE_TEST(is_map, term_is_map(t))
TYPE_TEST(is_number, term_is_number(t))
TYPE_TEST(is_pid, term_is_pid(t))
TYPE_TEST(is_port, term_is_port(t))
TYPE_TEST(is_reference, term_is_ref(t))
TYPE_TEST(is_tuple, term_is_tuple(t))

/* A negative arity, or one that is no integer, is badarg; a huge one is false. */
Term bif_erlang_is_function_2(Process *process, Term t, Term arity)
{
    if (term_is_small(arity) && term_small_value(arity) >= 0)
        return term_bool(op_is_function_arity(t, arity));
    if (term_is_boxed(arity) && term_kind(arity) == KIND_BIG_POS)
        return am_false;
    return bif_badarg(process);
}

static bool is_record(Term t, Term tag)
{
    return term_is_tuple(t) && term_tuple_arity(t) > 0 && term_tuple_elements(t)[0] == tag;
}

Term bif_erlang_is_record_2(Process *process, Term t, Term tag)
{
    if (!term_is_atom(tag))
        return bif_badarg(process);
    return term_bool(is_record(t, tag));
}

Term bif_erlang_is_record_3(Process *process, Term t, Term tag, Term size)
{
    if (!term_is_atom(tag) || !term_is_small(size))
        return bif_badarg(process);
    return term_bool(is_record(t, tag) && (SInt)term_tuple_arity(t) == term_small_value(size));
}
