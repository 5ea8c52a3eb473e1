/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Flat maps (layout: map.h): building one from another. Inside rt/map only.
 */
#ifndef RT_MAP_FLAT_H
#define RT_MAP_FLAT_H

#include "rt/map/map.h"

/* Arrays of at most MAP_FLAT_MAX keys with their values, in key order. */
typedef struct FlatPairs {
    UInt count;
    Term keys[MAP_FLAT_MAX], values[MAP_FLAT_MAX];
} FlatPairs;

Term flat_build(Process *process, const FlatPairs *pairs);
void flat_read(Term map, FlatPairs *pairs);
/* Set or add a pair; false: it is a new key and there is no room for it. */
bool flat_set(FlatPairs *pairs, Term key, Term value);

/* The map with other values for keys it has: at[i] => values[i]. Shares the keys tuple. */
Term flat_replace(Process *process, Term map, const UInt *at, const Term *values, UInt count);
Term flat_replace_one(Process *process, Term map, UInt at, Term value);
/* With a new key at this place; there is room for it. */
Term flat_insert(Process *process, Term map, UInt place, Term key, Term value);
Term flat_remove(Process *process, Term map, UInt position);

#endif
