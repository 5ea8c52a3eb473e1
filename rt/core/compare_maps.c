/* SPDX-License-Identifier: Apache-2.0 */
/* The order of large maps (compare_maps.h). */
#include "rt/core/compare_maps.h"

#include "rt/core/compare_simple.h"
#include "rt/core/hash.h"

static void advance(MapSide *side)
{
    side->has = map_next(&side->at);
    if (side->has)
        side->hash = hash_internal(side->at.key);
}

static void begin(MapSide *side, Term map)
{
    side->at = map_iterate(map);
    side->least = THE_NON_VALUE;
    advance(side);
}

void map_order_begin(MapOrder *order, Term a, Term b, uint32_t mode)
{
    begin(&order->a, a);
    begin(&order->b, b);
    order->least_different = THE_NON_VALUE;
    order->difference = 0;
    order->mode = mode;
    order->awaited = WALK;
}

/* Which side's present pair comes first in hash order (0: same hash). Levels go from low bits to
 * high ones. */
static int side_first(const MapOrder *order)
{
    if (!order->a.has || !order->b.has)
        return order->a.has ? -1 : 1;
    uint64_t differ = order->a.hash ^ order->b.hash;
    if (differ == 0)
        return 0;
    unsigned shift = (unsigned)__builtin_ctzll(differ) & ~(MAP_LEVEL_BITS - 1u);
    uint64_t a = order->a.hash >> shift & MAP_LEVEL_MASK;
    uint64_t b = order->b.hash >> shift & MAP_LEVEL_MASK;
    return a < b ? -1 : 1;
}

/* The present key of one side has no counterpart. Is a comparison with the least one needed? */
static bool only_in(MapOrder *order, MapSide *side, Pair *pair)
{
    if (side->least == THE_NON_VALUE) {
        side->least = side->at.key;
        advance(side);
        return false;
    }
    *pair = (Pair){side->at.key, side->least, COMPARE_EXACT | COMPARE_ORDER};
    order->alone = side;
    order->awaited = LEAST;
    return true;
}

/* Takes the outcome of the comparison awaited. True: *pair is to be compared now. */
static bool take_outcome(MapOrder *order, int outcome, Pair *pair)
{
    switch (order->awaited) {
    case LEAST:
        if (outcome < 0)
            order->alone->least = order->alone->at.key;
        advance(order->alone);
        return false;
    case KEYS:
        if (outcome < 0)
            return only_in(order, &order->a, pair);
        if (outcome > 0)
            return only_in(order, &order->b, pair);
        if (order->a.least == THE_NON_VALUE && order->b.least == THE_NON_VALUE) {
            *pair = (Pair){order->a.at.value, order->b.at.value, order->mode};
            order->awaited = VALUES;
            return true;
        }
        break;
    case VALUES:
        if (outcome != 0 && order->least_different != THE_NON_VALUE) {
            order->pending = outcome;
            *pair = (Pair){order->a.at.key, order->least_different, COMPARE_EXACT | COMPARE_ORDER};
            order->awaited = DIFFERENT;
            return true;
        }
        if (outcome != 0) {
            order->least_different = order->a.at.key;
            order->difference = outcome;
        }
        break;
    case DIFFERENT:
        if (outcome < 0) {
            order->least_different = order->a.at.key;
            order->difference = order->pending;
        }
        break;
    default:
        return false;
    }
    advance(&order->a);
    advance(&order->b);
    return false;
}

bool map_order_step(MapOrder *order, int *outcome, Pair *pair)
{
    if (order->awaited == DECIDED)
        return false;
    if (take_outcome(order, *outcome, pair))
        return true;
    while (order->a.has || order->b.has) {
        int first = side_first(order);
        if (first == 0) {
            *pair = (Pair){order->a.at.key, order->b.at.key, COMPARE_EXACT | COMPARE_ORDER};
            order->awaited = KEYS;
            return true;
        }
        if (only_in(order, first < 0 ? &order->a : &order->b, pair))
            return true;
    }
    if (order->a.least != THE_NON_VALUE) {
        *pair = (Pair){order->a.least, order->b.least, COMPARE_EXACT | COMPARE_ORDER};
        order->awaited = DECIDED;
        return true;
    }
    *outcome = order->difference;
    return false;
}
