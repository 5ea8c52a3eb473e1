/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Arithmetic: small integers in line with overflow checks, the rest in rt/number.
 *
 * A small is (value << 4) | 15: with the tag of one operand removed, sums and differences come out
 * tagged, and the hardware's overflow flag is exactly the 60-bit overflow.
 */
#ifndef RT_OPS_ARITH_H
#define RT_OPS_ARITH_H

#include <math.h>
#include "rt/core/bif.h"
#include "rt/number/arith.h"
#include "rt/ops/state.h"

#define ARITH_SLOW2(s, function, a, b)                    \
    do {                                                  \
        op_sync(s);                                       \
        Term slow_result_ = function((s)->process, a, b); \
        op_resync(s);                                     \
        return slow_result_;                              \
    } while (0)
#define ARITH_SLOW1(s, function, a)                    \
    do {                                               \
        op_sync(s);                                    \
        Term slow_result_ = function((s)->process, a); \
        op_resync(s);                                  \
        return slow_result_;                           \
    } while (0)

OP_INLINE Term op_add(OpState *s, Term a, Term b)
{
    SInt sum;
    if (LIKELY(term_are_small(a, b) &&
               !__builtin_add_overflow((SInt)a, (SInt)(b - TAG_SMALL), &sum)))
        return op_known((Term)sum);
    ARITH_SLOW2(s, arith_add, a, b);
}

OP_INLINE Term op_sub(OpState *s, Term a, Term b)
{
    SInt difference;
    if (LIKELY(term_are_small(a, b) &&
               !__builtin_sub_overflow((SInt)a, (SInt)(b - TAG_SMALL), &difference)))
        return op_known((Term)difference);
    ARITH_SLOW2(s, arith_sub, a, b);
}

OP_INLINE Term op_mul(OpState *s, Term a, Term b)
{
    SInt product;
    if (LIKELY(term_are_small(a, b) &&
               !__builtin_mul_overflow((SInt)(a - TAG_SMALL), term_small_value(b), &product)))
        return op_known((Term)product + TAG_SMALL);
    ARITH_SLOW2(s, arith_mul, a, b);
}

OP_INLINE Term op_fdiv(OpState *s, Term a, Term b)
{
    ARITH_SLOW2(s, arith_fdiv, a, b);
}

OP_INLINE Term op_div(OpState *s, Term a, Term b)
{
    if (LIKELY(term_are_small(a, b) && b != term_make_small(0))) {
        SInt quotient = term_small_value(a) / term_small_value(b);
        if (LIKELY(term_fits_small(quotient)))
            return term_make_small(quotient);
    }
    ARITH_SLOW2(s, arith_div, a, b);
}

OP_INLINE Term op_rem(OpState *s, Term a, Term b)
{
    if (LIKELY(term_are_small(a, b) && b != term_make_small(0)))
        return term_make_small(term_small_value(a) % term_small_value(b));
    ARITH_SLOW2(s, arith_rem, a, b);
}

OP_INLINE Term op_neg(OpState *s, Term a)
{
    if (LIKELY(term_is_small(a) && a != term_make_small(SMALL_MIN)))
        return term_make_small(-term_small_value(a));
    ARITH_SLOW1(s, arith_neg, a);
}

OP_INLINE Term op_plus(OpState *s, Term a)
{
    if (LIKELY(term_is_small(a)))
        return a;
    ARITH_SLOW1(s, arith_plus, a);
}

OP_INLINE Term op_band(OpState *s, Term a, Term b)
{
    if (LIKELY(term_are_small(a, b)))
        return op_known(a & b);
    ARITH_SLOW2(s, arith_band, a, b);
}

OP_INLINE Term op_bor(OpState *s, Term a, Term b)
{
    if (LIKELY(term_are_small(a, b)))
        return op_known(a | b);
    ARITH_SLOW2(s, arith_bor, a, b);
}

OP_INLINE Term op_bxor(OpState *s, Term a, Term b)
{
    if (LIKELY(term_are_small(a, b)))
        return (a ^ b) | TAG_SMALL;
    ARITH_SLOW2(s, arith_bxor, a, b);
}

OP_INLINE Term op_bnot(OpState *s, Term a)
{
    if (LIKELY(term_is_small(a)))
        return a ^ ~(Term)TAG_SMALL;
    ARITH_SLOW1(s, arith_bnot, a);
}

OP_INLINE Term op_bsl(OpState *s, Term a, Term b)
{
    if (LIKELY(term_are_small(a, b))) {
        SInt value = term_small_value(a), shift = term_small_value(b);
        if (LIKELY((UInt)shift < SMALL_BITS)) {
            SInt result = (SInt)((UInt)value << shift);
            if (LIKELY(result >> shift == value && term_fits_small(result)))
                return term_make_small(result);
        }
    }
    ARITH_SLOW2(s, arith_bsl, a, b);
}

OP_INLINE Term op_bsr(OpState *s, Term a, Term b)
{
    if (LIKELY(term_are_small(a, b) && (UInt)term_small_value(b) < 64))
        return term_make_small(term_small_value(a) >> term_small_value(b));
    ARITH_SLOW2(s, arith_bsr, a, b);
}

/* ---- raw ------------------------------------------------------------------------------------ */

OP_INLINE int64_t op_i64_add(int64_t a, int64_t b)
{
    return (int64_t)((UInt)a + (UInt)b);
}
OP_INLINE int64_t op_i64_sub(int64_t a, int64_t b)
{
    return (int64_t)((UInt)a - (UInt)b);
}
OP_INLINE int64_t op_i64_mul(int64_t a, int64_t b)
{
    return (int64_t)((UInt)a * (UInt)b);
}
OP_INLINE int64_t op_i64_and(int64_t a, int64_t b)
{
    return a & b;
}
OP_INLINE int64_t op_i64_or(int64_t a, int64_t b)
{
    return a | b;
}
OP_INLINE int64_t op_i64_xor(int64_t a, int64_t b)
{
    return a ^ b;
}
OP_INLINE int64_t op_i64_shl(int64_t a, int64_t b)
{
    return (int64_t)((UInt)a << (b & 63));
}
OP_INLINE int64_t op_i64_shr(int64_t a, int64_t b)
{
    return a >> (b & 63);
}

/* Any number as a double; NaN (after setting the fault) for what is no number or is too big. */
OP_INLINE double op_to_f64(OpState *s, Term t)
{
    if (LIKELY(term_is_float(t)))
        return term_float_value(t);
    if (LIKELY(term_is_small(t)))
        return (double)term_small_value(t);
    return arith_to_double(s->process, t);
}

OP_INLINE double op_i64_to_f64(int64_t a)
{
    return (double)a;
}
OP_INLINE double op_f64_add(double a, double b)
{
    return a + b;
}
OP_INLINE double op_f64_sub(double a, double b)
{
    return a - b;
}
OP_INLINE double op_f64_mul(double a, double b)
{
    return a * b;
}
OP_INLINE double op_f64_div(double a, double b)
{
    return a / b;
}
OP_INLINE double op_f64_neg(double a)
{
    return -a;
}
OP_INLINE bool op_f64_finite(double a)
{
    return __builtin_isfinite(a);
}

OP_INLINE void op_fail_badarith(OpState *s)
{
    bif_badarith(s->process);
}

OP_INLINE void op_drop_operator(OpState *s)
{
    s->process->scheduler->fault.mfa = NULL;
}

#endif
