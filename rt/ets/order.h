/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Digests of keys: numbers that say, mostly, how keys are ordered without looking at the keys.
 *
 * If a < b in term order then ets_order(a) <= ets_order(b), and a == b have the same one. So keys
 * with different digests are in the order of these; the others are compared. Small integers that
 * are not the same have different ones.
 *
 * The digest has the rank of the type in its highest 4 bits. Any thread.
 */
#ifndef RT_ETS_ORDER_H
#define RT_ETS_ORDER_H

#include "rt/core/term.h"

enum { ETS_ORDER_BITS = 60 }; /* below the rank */

uint64_t ets_order_slow(Term key);

static inline uint64_t ets_order_small(SInt value)
{
    return (uint64_t)(value + (INT64_C(1) << (ETS_ORDER_BITS - 1)));
}

static inline uint64_t ets_order(Term key)
{
    return term_is_small(key) ? ets_order_small(term_small_value(key)) : ets_order_slow(key);
}

#endif
