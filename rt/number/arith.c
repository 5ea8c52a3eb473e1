/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Operators on terms of any kind (arith.h), and the native functions erlang:'+'/2 and so on.
 *
 * Each operator is written once, as a function that tells failure by a word that is no term. It is
 * expanded into the two forms: arith_*, whose failure puts the operator on top of the trace, and
 * bif_erlang_*, whose failure is that of a native function.
 */
#include "rt/number/arith.h"

#include <math.h>
#include "rt/bif/number.h"
#include "rt/core/bif.h"
#include "rt/number/big.h"

/* Results of an operator that failed: no term has tag 00. */
static const Term BAD_ARITHMETIC = THE_NON_VALUE;
static const Term TOO_LARGE = 4;

static inline bool is_failure(Term result)
{
    return (result & TAG_MASK) == TAG_HEADER;
}
static inline Term reason_of(Term failure)
{
    return failure == TOO_LARGE ? (Term)am_system_limit : (Term)am_badarith;
}

static inline Term checked_integer(Term result)
{
    return result == THE_NON_VALUE ? TOO_LARGE : result;
}
static inline Term checked_float(Process *process, double result)
{
    return isfinite(result) ? heap_float(process, result) : BAD_ARITHMETIC;
}

bool arith_try_double(Term term, double *value)
{
    if (term_is_float(term)) {
        *value = term_float_value(term);
        return true;
    }
    if (term_is_small(term)) {
        *value = (double)term_small_value(term);
        return true;
    }
    return term_is_big(term) && big_to_double(term, value);
}

double arith_to_double(Process *process, Term number)
{
    double value;
    if (arith_try_double(number, &value))
        return value;
    bif_badarith(process);
    return NAN;
}

/* ---- the operators ------------------------------------------------------------------------------
 */

static Term add(Process *process, Term a, Term b)
{
    if (term_are_small(a, b))
        return heap_integer(process, term_small_value(a) + term_small_value(b));
    if (term_is_integer(a) && term_is_integer(b))
        return checked_integer(big_add(process, a, b));
    double x, y;
    if (!arith_try_double(a, &x) || !arith_try_double(b, &y))
        return BAD_ARITHMETIC;
    return checked_float(process, x + y);
}

static Term sub(Process *process, Term a, Term b)
{
    if (term_are_small(a, b))
        return heap_integer(process, term_small_value(a) - term_small_value(b));
    if (term_is_integer(a) && term_is_integer(b))
        return checked_integer(big_sub(process, a, b));
    double x, y;
    if (!arith_try_double(a, &x) || !arith_try_double(b, &y))
        return BAD_ARITHMETIC;
    return checked_float(process, x - y);
}

static Term mul(Process *process, Term a, Term b)
{
    if (term_is_integer(a) && term_is_integer(b)) {
        SInt product;
        if (term_are_small(a, b) &&
            !__builtin_mul_overflow(term_small_value(a), term_small_value(b), &product))
            return heap_integer(process, product);
        return checked_integer(big_mul(process, a, b));
    }
    double x, y;
    if (!arith_try_double(a, &x) || !arith_try_double(b, &y))
        return BAD_ARITHMETIC;
    return checked_float(process, x * y);
}

static Term fdiv(Process *process, Term a, Term b)
{
    double x, y;
    if (!arith_try_double(a, &x) || !arith_try_double(b, &y) || y == 0)
        return BAD_ARITHMETIC;
    return checked_float(process, x / y);
}

static Term quotient(Process *process, Term a, Term b)
{
    if (!term_is_integer(a) || !term_is_integer(b) || b == term_make_small(0))
        return BAD_ARITHMETIC;
    if (term_are_small(a, b))
        return heap_integer(process, term_small_value(a) / term_small_value(b));
    return checked_integer(big_div(process, a, b));
}

static Term rest(Process *process, Term a, Term b)
{
    if (!term_is_integer(a) || !term_is_integer(b) || b == term_make_small(0))
        return BAD_ARITHMETIC;
    if (term_are_small(a, b))
        return term_make_small(term_small_value(a) % term_small_value(b));
    return checked_integer(big_rem(process, a, b));
}

static Term neg(Process *process, Term a)
{
    if (term_is_small(a))
        return heap_integer(process, -term_small_value(a));
    if (term_is_big(a))
        return checked_integer(big_neg(process, a));
    return term_is_float(a) ? heap_float(process, -term_float_value(a)) : BAD_ARITHMETIC;
}

static Term plus(Process *process, Term a)
{
    (void)process;
    return term_is_number(a) ? a : BAD_ARITHMETIC;
}

static Term band(Process *process, Term a, Term b)
{
    if (!term_is_integer(a) || !term_is_integer(b))
        return BAD_ARITHMETIC;
    return term_are_small(a, b) ? a & b : checked_integer(big_band(process, a, b));
}

static Term bor(Process *process, Term a, Term b)
{
    if (!term_is_integer(a) || !term_is_integer(b))
        return BAD_ARITHMETIC;
    return term_are_small(a, b) ? a | b : checked_integer(big_bor(process, a, b));
}

static Term bxor(Process *process, Term a, Term b)
{
    if (!term_is_integer(a) || !term_is_integer(b))
        return BAD_ARITHMETIC;
    return term_are_small(a, b) ? (a ^ b) | TAG_SMALL : checked_integer(big_bxor(process, a, b));
}

static Term bnot(Process *process, Term a)
{
    if (!term_is_integer(a))
        return BAD_ARITHMETIC;
    return term_is_small(a) ? term_make_small(~term_small_value(a))
                            : checked_integer(big_bnot(process, a));
}

static Term bsl(Process *process, Term a, Term b)
{
    if (!term_is_integer(a) || !term_is_integer(b))
        return BAD_ARITHMETIC;
    return checked_integer(big_shift_left(process, a, b));
}

static Term bsr(Process *process, Term a, Term b)
{
    if (!term_is_integer(a) || !term_is_integer(b))
        return BAD_ARITHMETIC;
    return checked_integer(big_shift_right(process, a, b));
}

/* ---- both forms
 * ------------------------------------------------------------------------------------ */

#define OPERATOR_2(operator, arith_name, bif_name, atom)                            \
    PRESERVE_MOST Term arith_name(Process *process, Term a, Term b)                 \
    {                                                                               \
        static const Mfa mfa = {am_erlang, atom, 2};                                \
        Term result = operator(process, a, b);                                      \
        if (__builtin_expect(!is_failure(result), 1))                               \
            return result;                                                          \
        return fail_operator(process, reason_of(result), &mfa, 2, a, b);            \
    }                                                                               \
    Term bif_name(Process *process, Term a, Term b)                                 \
    {                                                                               \
        Term result = operator(process, a, b);                                      \
        return is_failure(result) ? bif_error(process, reason_of(result)) : result; \
    }

#define OPERATOR_1(operator, arith_name, bif_name, atom)                            \
    PRESERVE_MOST Term arith_name(Process *process, Term a)                         \
    {                                                                               \
        static const Mfa mfa = {am_erlang, atom, 1};                                \
        Term result = operator(process, a);                                         \
        if (__builtin_expect(!is_failure(result), 1))                               \
            return result;                                                          \
        return fail_operator(process, reason_of(result), &mfa, 1, a, TERM_NIL);     \
    }                                                                               \
    Term bif_name(Process *process, Term a)                                         \
    {                                                                               \
        Term result = operator(process, a);                                         \
        return is_failure(result) ? bif_error(process, reason_of(result)) : result; \
    }

OPERATOR_2(add, arith_add, bif_erlang_plus_2, am_plus)
OPERATOR_2(sub, arith_sub, bif_erlang_minus_2, am_minus)
OPERATOR_2(mul, arith_mul, bif_erlang_times_2, am_times)
OPERATOR_2(fdiv, arith_fdiv, bif_erlang_slash_2, am_slash)
OPERATOR_2(quotient, arith_div, bif_erlang_div_2, am_div)
OPERATOR_2(rest, arith_rem, bif_erlang_rem_2, am_rem)
OPERATOR_1(neg, arith_neg, bif_erlang_minus_1, am_minus)

/* Unary plus in code is an addition of zero, as in ERTS: -0.0 becomes 0.0, and failing it shows no
 * operator in the trace. The native function gives its argument back. */
PRESERVE_MOST Term arith_plus(Process *process, Term a)
{
    if (term_is_float(a) && term_float_value(a) == 0.0)
        return heap_float(process, 0.0);
    Term result = plus(process, a);
    if (is_failure(result)) {
        bif_badarith(process);
        process->scheduler->fault.flags = FAULT_NO_BIF_FRAME;
        return THE_NON_VALUE;
    }
    return result;
}

Term bif_erlang_plus_1(Process *process, Term a)
{
    Term result = plus(process, a);
    return is_failure(result) ? bif_badarith(process) : result;
}

OPERATOR_2(band, arith_band, bif_erlang_band_2, am_band)
OPERATOR_2(bor, arith_bor, bif_erlang_bor_2, am_bor)
OPERATOR_2(bxor, arith_bxor, bif_erlang_bxor_2, am_bxor)
OPERATOR_1(bnot, arith_bnot, bif_erlang_bnot_1, am_bnot)
OPERATOR_2(bsl, arith_bsl, bif_erlang_bsl_2, am_bsl)
OPERATOR_2(bsr, arith_bsr, bif_erlang_bsr_2, am_bsr)
