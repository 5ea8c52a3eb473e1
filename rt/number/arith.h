/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Arithmetic on terms, all cases: what the inlined fast paths (rt/ops/arith.h) leave over.
 *
 * Operands are any terms; integers and floats mix as in Erlang. On failure the functions set the
 * fault with the operator on top of the stack trace (fail_operator) and return THE_NON_VALUE:
 * badarith for operands that are no numbers (or no integers, where these are needed), division by
 * zero, and float results that are not finite; system_limit for integers that are too large.
 */
#ifndef RT_NUMBER_ARITH_H
#define RT_NUMBER_ARITH_H

#include "rt/core/process.h"

PRESERVE_MOST Term arith_add(Process *process, Term a, Term b);
PRESERVE_MOST Term arith_sub(Process *process, Term a, Term b);
PRESERVE_MOST Term arith_mul(Process *process, Term a, Term b);
PRESERVE_MOST Term arith_fdiv(Process *process, Term a, Term b); /* the operator / */
PRESERVE_MOST Term arith_div(Process *process, Term a, Term b);
PRESERVE_MOST Term arith_rem(Process *process, Term a, Term b);
PRESERVE_MOST Term arith_neg(Process *process, Term a);
PRESERVE_MOST Term arith_plus(Process *process, Term a);
PRESERVE_MOST Term arith_band(Process *process, Term a, Term b);
PRESERVE_MOST Term arith_bor(Process *process, Term a, Term b);
PRESERVE_MOST Term arith_bxor(Process *process, Term a, Term b);
PRESERVE_MOST Term arith_bnot(Process *process, Term a);
PRESERVE_MOST Term arith_bsl(Process *process, Term a, Term b);
PRESERVE_MOST Term arith_bsr(Process *process, Term a, Term b);

/* A number as a double; NaN after setting the fault (badarith, no operator in the trace) for other
 * terms and for integers beyond the range. */
double arith_to_double(Process *process, Term number);

/* The same without a fault; false when there is no such double. */
bool arith_try_double(Term term, double *value);

#endif
