/* SPDX-License-Identifier: Apache-2.0 */
/* The order of large maps (compare_maps.h). */
#include "rt/core/compare_maps.h"

#include "rt/core/compare_simple.h"
#include "rt/core/hash.h"

static void advance_a(MapOrder *order)
{
    order->has_a = map_next(&order->a);
    if (order->has_a)
        order->hash_a = hash_internal(order->a.key);
}

static void advance_b(MapOrder *order)
{
    order->has_b = map_next(&order->b);
    if (order->has_b)
        order->hash_b = hash_internal(order->b.key);
}

void map_order_begin(MapOrder *order, Term a, Term b, uint32_t mode)
{
    order->a = map_iterate(a);
    order->b = map_iterate(b);
    advance_a(order);
    advance_b(order);
    order->least_a = order->least_b = order->least_different = THE_NON_VALUE;
    order->difference = 0;
    order->mode = mode;
    order->awaited = WALK;
}

/* Which side's present pair comes first in hash order (0: same hash). Levels go from low bits to
 * high ones. */
static int side_first(const MapOrder *order)
{
    if (!order->has_a || !order->has_b)
        return order->has_a ? -1 : 1;
    uint64_t differ = order->hash_a ^ order->hash_b;
    if (differ == 0)
        return 0;
    unsigned shift = (unsigned)__builtin_ctzll(differ) & ~(MAP_LEVEL_BITS - 1u);
    uint64_t a = order->hash_a >> shift & MAP_LEVEL_MASK;
    uint64_t b = order->hash_b >> shift & MAP_LEVEL_MASK;
    return a < b ? -1 : 1;
}

/* The present key of one side has no counterpart. Is a comparison with the least one needed? */
static bool only_in_a(MapOrder *order, Pair *pair)
{
    if (order->least_a == THE_NON_VALUE) {
        order->least_a = order->a.key;
        advance_a(order);
        return false;
    }
    *pair = (Pair){order->a.key, order->least_a, COMPARE_EXACT | COMPARE_ORDER};
    order->awaited = LEAST_A;
    return true;
}

static bool only_in_b(MapOrder *order, Pair *pair)
{
    if (order->least_b == THE_NON_VALUE) {
        order->least_b = order->b.key;
        advance_b(order);
        return false;
    }
    *pair = (Pair){order->b.key, order->least_b, COMPARE_EXACT | COMPARE_ORDER};
    order->awaited = LEAST_B;
    return true;
}

/* Takes the outcome of the comparison awaited. True: *pair is to be compared now. */
static bool take_outcome(MapOrder *order, int outcome, Pair *pair)
{
    switch (order->awaited) {
    case LEAST_A:
        if (outcome < 0)
            order->least_a = order->a.key;
        advance_a(order);
        return false;
    case LEAST_B:
        if (outcome < 0)
            order->least_b = order->b.key;
        advance_b(order);
        return false;
    case KEYS:
        if (outcome < 0)
            return only_in_a(order, pair);
        if (outcome > 0)
            return only_in_b(order, pair);
        if (order->least_a == THE_NON_VALUE && order->least_b == THE_NON_VALUE) {
            *pair = (Pair){order->a.value, order->b.value, order->mode};
            order->awaited = VALUES;
            return true;
        }
        break;
    case VALUES:
        if (outcome != 0 && order->least_different != THE_NON_VALUE) {
            order->pending = outcome;
            *pair = (Pair){order->a.key, order->least_different, COMPARE_EXACT | COMPARE_ORDER};
            order->awaited = DIFFERENT;
            return true;
        }
        if (outcome != 0) {
            order->least_different = order->a.key;
            order->difference = outcome;
        }
        break;
    case DIFFERENT:
        if (outcome < 0) {
            order->least_different = order->a.key;
            order->difference = order->pending;
        }
        break;
    default:
        return false;
    }
    advance_a(order);
    advance_b(order);
    return false;
}

bool map_order_step(MapOrder *order, int *outcome, Pair *pair)
{
    if (order->awaited == DECIDED)
        return false;
    if (take_outcome(order, *outcome, pair))
        return true;
    while (order->has_a || order->has_b) {
        int first = side_first(order);
        if (first == 0) {
            *pair = (Pair){order->a.key, order->b.key, COMPARE_EXACT | COMPARE_ORDER};
            order->awaited = KEYS;
            return true;
        }
        if (first < 0 ? only_in_a(order, pair) : only_in_b(order, pair))
            return true;
    }
    if (order->least_a != THE_NON_VALUE) {
        *pair = (Pair){order->least_a, order->least_b, COMPARE_EXACT | COMPARE_ORDER};
        order->awaited = DECIDED;
        return true;
    }
    *outcome = order->difference;
    return false;
}
