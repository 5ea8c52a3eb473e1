/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is known of a term: sets of types with ranges of integers, as a lattice.
 *
 * fact_none() is the bottom (no value at all: code never reached), fact_any() the top. The range is
 * that of the integers in the set and means nothing when it has none; it says the same as
 * FACT_SMALL and FACT_BIG do, so that facts of equal sets are equal in all fields (fact_normal).
 */
#ifndef FRONTEND_IR_FACTS_H
#define FRONTEND_IR_FACTS_H

#include "frontend/ir/ir.h"

#define FACT_INTEGER (FACT_SMALL | FACT_BIG)
#define FACT_NUMBER (FACT_INTEGER | FACT_FLOAT)
#define FACT_LIST (FACT_CONS | FACT_NIL)

static inline IrFact fact_any(void)
{
    return (IrFact){.types = FACT_ANY, .min = INT64_MIN, .max = INT64_MAX};
}

static inline IrFact fact_none(void)
{
    return (IrFact){0};
}

static inline bool fact_is_none(IrFact fact)
{
    return fact.types == 0;
}

/* Is every value of the fact of one of these types? (True for none.) */
static inline bool fact_is(IrFact fact, uint32_t types)
{
    return (fact.types & ~types) == 0;
}

/* Can a value of the fact be of one of these types? */
static inline bool fact_may_be(IrFact fact, uint32_t types)
{
    return (fact.types & types) != 0;
}

bool fact_equal(IrFact a, IrFact b);

/* Everything that is in a or in b; and in both. */
IrFact fact_join(IrFact a, IrFact b);
IrFact fact_meet(IrFact a, IrFact b);

/* Types alone; integers of any size. */
IrFact fact_of_types(uint32_t types);
/* Integers from min to max; INT64_MIN and INT64_MAX mean no limit. */
IrFact fact_of_range(int64_t min, int64_t max);
IrFact fact_of_tuple(uint32_t arity_min);
IrFact fact_of_literal(const Literal *literal);
IrFact fact_of_beam_type(const BeamType *type);

/* What the operation's result is, as far as its arguments' facts do not matter. */
IrFact fact_of_op(IrOp op);

/* What a value is known to be after a test of it that gave true or false; fact_any for tests that
 * tell nothing. `imm` is the test's immediate. */
IrFact fact_of_test(IrOp op, int64_t imm, bool holds);

#endif
