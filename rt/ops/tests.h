/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Type tests, comparisons, access to tuples, lists and numbers, and small building operations.
 * Pure functions of terms: any thread.
 */
#ifndef RT_OPS_TESTS_H
#define RT_OPS_TESTS_H

#include "rt/core/atom.h"
#include "rt/core/compare.h"
#include "rt/ops/state.h"

/* ---- type tests --------------------------------------------------------------------------- */

OP_INLINE bool op_is_integer(Term t)
{
    return term_is_integer(t);
}
OP_INLINE bool op_is_small(Term t)
{
    return term_is_small(t);
}
OP_INLINE bool op_is_float(Term t)
{
    return term_is_float(t);
}
OP_INLINE bool op_is_number(Term t)
{
    return term_is_number(t);
}
OP_INLINE bool op_is_atom(Term t)
{
    return term_is_atom(t);
}
OP_INLINE bool op_is_boolean(Term t)
{
    return t == am_true || t == am_false;
}
OP_INLINE bool op_is_pid(Term t)
{
    return term_is_pid(t);
}
OP_INLINE bool op_is_port(Term t)
{
    return term_is_port(t);
}
OP_INLINE bool op_is_reference(Term t)
{
    return term_is_ref(t);
}
OP_INLINE bool op_is_nil(Term t)
{
    return term_is_nil(t);
}
OP_INLINE bool op_is_cons(Term t)
{
    return term_is_cons(t);
}
OP_INLINE bool op_is_list(Term t)
{
    return term_is_list(t);
}
OP_INLINE bool op_is_binary(Term t)
{
    return term_is_binary(t);
}
OP_INLINE bool op_is_bitstring(Term t)
{
    return term_is_bitstring(t);
}
OP_INLINE bool op_is_map(Term t)
{
    return term_is_map(t);
}
OP_INLINE bool op_is_tuple(Term t)
{
    return term_is_tuple(t);
}
OP_INLINE bool op_is_function(Term t)
{
    return term_is_fun(t);
}

OP_INLINE bool op_is_function_arity(Term t, Term arity)
{
    /* One comparison for kind and arity, the same as that of a call (op_fun_target). */
    UInt value = (UInt)term_small_value(arity);
    UInt wanted = value << HEADER_SUB_SHIFT | (UInt)KIND_FUN << 2;
    return term_is_small(arity) && value <= ARITY_MAX && term_is_boxed(t) &&
           (term_header(t) & 0xfffb) == wanted;
}

OP_INLINE bool op_is_arity(Term tuple, int64_t arity)
{
    return term_header(tuple) == header_tuple((UInt)arity);
}
OP_INLINE bool op_is_tuple_of(Term t, int64_t arity)
{
    return term_is_tuple_of(t, (UInt)arity);
}
OP_INLINE bool op_is_tagged(Term t, Term tag, int64_t arity)
{
    return term_is_tuple_of(t, (UInt)arity) && term_tuple_elements(t)[0] == tag;
}
OP_INLINE bool op_is_non_value(Term t)
{
    return t == THE_NON_VALUE;
}

/* ---- comparison ----------------------------------------------------------------------------- */

OP_INLINE bool op_same(Term a, Term b)
{
    return a == b;
}

OP_INLINE bool op_exact(Term a, Term b)
{
    if (a == b)
        return true;
    if (term_is_immediate(a) || term_is_immediate(b))
        return false;
    return compare_exact(a, b);
}

OP_INLINE bool op_equal(Term a, Term b)
{
    if (a == b)
        return true;
    if (term_is_immediate(a) && term_is_immediate(b))
        return false;
    return compare_equal(a, b);
}

OP_INLINE bool op_less(Term a, Term b)
{
    if (LIKELY(term_are_small(a, b)))
        return (SInt)a < (SInt)b;
    return compare_terms(a, b) < 0;
}

OP_INLINE bool op_not(bool b)
{
    return !b;
}
OP_INLINE Term op_bool_term(bool b)
{
    return term_bool(b);
}
OP_INLINE bool op_i64_less(int64_t a, int64_t b)
{
    return a < b;
}
OP_INLINE bool op_i64_equal(int64_t a, int64_t b)
{
    return a == b;
}
OP_INLINE bool op_f64_less(double a, double b)
{
    return a < b;
}
OP_INLINE bool op_f64_less_equal(double a, double b)
{
    return a <= b;
}
OP_INLINE bool op_f64_equal(double a, double b)
{
    return a == b;
}

/* ---- access ---------------------------------------------------------------------------------- */

OP_INLINE Term op_head(Term cons)
{
    return term_head(cons);
}
OP_INLINE Term op_tail(Term cons)
{
    return term_tail(cons);
}
OP_INLINE Term op_element(Term tuple, int64_t index)
{
    return term_tuple_elements(tuple)[index];
}
OP_INLINE double op_unbox_float(Term t)
{
    return term_float_value(t);
}
OP_INLINE int64_t op_untag_small(Term t)
{
    return term_small_value(t);
}
OP_INLINE Term op_tag_small(int64_t value)
{
    return term_make_small(value);
}

/* ---- building: room was reserved by a gc ------------------------------------------------------
 */

OP_INLINE Term op_cons(OpState *s, Term head, Term tail)
{
    Term *at = s->heap;
    at[0] = head;
    at[1] = tail;
    s->heap = at + 2;
    return term_make_cons(at);
}

OP_INLINE Term op_box_float(OpState *s, double value)
{
    Term *at = s->heap;
    s->heap = at + FLOAT_WORDS;
    return term_put_float(at, value);
}

/* The same where nothing is reserved. */
OP_INLINE Term op_float_term(OpState *s, double value)
{
#ifndef JOIST_GC_STRESS
    if (LIKELY((char *)s->stack - (char *)s->heap >= FLOAT_WORDS * (ptrdiff_t)sizeof(Term)))
        return op_box_float(s, value);
#endif
    op_sync(s);
    Term term = heap_float(s->process, value);
    op_resync(s);
    return term;
}

OP_INLINE void op_set_element(OpState *s, Term tuple, Term value, int64_t index)
{
    (void)s;
    term_tuple_elements(tuple)[index] = value;
}

#endif
