/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Module math, and rounding. An argument that is no number is badarg, an integer beyond the range
 * of floats or a result that is not finite is badarith.
 */
#include <math.h>
#include "rt/core/bif.h"
#include "rt/number/arith.h"
#include "rt/number/big.h"

static Term finite_float(Process *process, double value)
{
    return isfinite(value) ? heap_float(process, value) : bif_badarith(process);
}

/* The argument as a double; false after setting the fault. */
static bool argument(Process *process, Term term, double *value)
{
    if (!term_is_number(term)) {
        bif_badarg(process);
        return false;
    }
    if (arith_try_double(term, value))
        return true;
    bif_badarith(process);
    return false;
}

#define MATH_1(name)                                                                      \
    Term bif_math_##name##_1(Process *process, Term a)                                    \
    {                                                                                     \
        double x;                                                                         \
        return argument(process, a, &x) ? finite_float(process, name(x)) : THE_NON_VALUE; \
    }
#define MATH_2(name)                                                \
    Term bif_math_##name##_2(Process *process, Term a, Term b)      \
    {                                                               \
        double x, y;                                                \
        if (!argument(process, a, &x) || !argument(process, b, &y)) \
            return THE_NON_VALUE;                                   \
        return finite_float(process, name(x, y));                   \
    }

MATH_1(acos)
MATH_1(acosh)
MATH_1(asin)
MATH_1(asinh)
MATH_1(atan)
MATH_2(atan2)
MATH_1(atanh)
MATH_1(ceil)
MATH_1(cos)
MATH_1(cosh)
MATH_1(erf)
MATH_1(erfc)
MATH_1(exp)
MATH_1(floor)
MATH_2(fmod)
MATH_1(log)
MATH_1(log10)
MATH_1(log2)
MATH_2(pow)
MATH_1(sin)
MATH_1(sinh)
MATH_1(sqrt)
MATH_1(tan)
MATH_1(tanh)

/* ---- rounding
 * -------------------------------------------------------------------------------------- */

#define ROUNDING(name, function)                                             \
    Term bif_erlang_##name##_1(Process *process, Term number)                \
    {                                                                        \
        if (term_is_integer(number))                                         \
            return number;                                                   \
        if (!term_is_float(number))                                          \
            return bif_badarg(process);                                      \
        return big_from_double(process, function(term_float_value(number))); \
    }

ROUNDING(round, round)
ROUNDING(trunc, trunc)
ROUNDING(floor, floor)
ROUNDING(ceil, ceil)

Term bif_erlang_float_1(Process *process, Term number)
{
    double value;
    if (term_is_float(number))
        return number;
    if (!term_is_integer(number) || !arith_try_double(number, &value))
        return bif_badarg(process);
    return heap_float(process, value);
}

Term bif_erlang_abs_1(Process *process, Term number)
{
    if (term_is_integer(number))
        return big_is_negative(number) ? big_neg(process, number) : number;
    if (!term_is_float(number))
        return bif_badarg(process);
    double value = term_float_value(number);
    return value < 0 ? heap_float(process, -value) : number; /* -0.0 stays, as in ERTS */
}
