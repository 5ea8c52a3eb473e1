/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The order of two large maps of the same size, step by step: what it takes are comparisons of
 * their keys and values, which compare_deep.c makes. Inside rt/core/compare*.c only.
 */
#ifndef RT_CORE_COMPARE_MAPS_H
#define RT_CORE_COMPARE_MAPS_H

#include "rt/map/map.h"

/* Two terms and the mode (compare_simple.h) in which they are to be compared. */
typedef struct Pair {
    Term a, b;
    uint32_t mode;
} Pair;

typedef struct MapSide {
    MapIterator at;
    bool has;      /* it stands at a pair, … */
    uint64_t hash; /* whose key has this hash */
    Term least;    /* key without a counterpart so far, or THE_NON_VALUE */
} MapSide;

/* Two large maps of the same size are walked side by side in hash order, to find
 *   - the least key of each that the other does not have: they decide, if there are any;
 *   - else the least common key with different values: these decide. */
typedef struct MapOrder {
    MapSide a, b;
    MapSide *alone;       /* whose present key has no counterpart, and is compared with the least */
    Term least_different; /* common key, or THE_NON_VALUE */
    int difference;       /* order of its values */
    int pending;          /* order of the values of the present key */
    uint32_t mode;        /* for values */
    enum { WALK, LEAST, KEYS, VALUES, DIFFERENT, DECIDED } awaited;
} MapOrder;

/* Before the first step; `mode` is for values. */
void map_order_begin(MapOrder *order, Term a, Term b, uint32_t mode);

/* Goes on after a comparison with this outcome. True: *pair is to be compared next; false: *outcome
 * is that of the maps. */
bool map_order_step(MapOrder *order, int *outcome, Pair *pair);

#endif
