/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A set of heap objects, numbered in the order in which they were added: for walks that have to
 * meet each object once. For one thread; objects must not move meanwhile.
 */
#ifndef RT_CORE_OBJECT_MAP_H
#define RT_CORE_OBJECT_MAP_H

#include "rt/core/term.h"

typedef struct ObjectMap {
    Term *objects; /* as tagged pointers, by number */
    UInt count, capacity;
    uint32_t *slots; /* hash table: number + 1; 0 = free */
    UInt slot_count;
} ObjectMap;

/* Starts as (ObjectMap){0}. */
void object_map_free(ObjectMap *map);

/* True if the object (a cons or boxed term) was not in the map. */
bool object_map_add(ObjectMap *map, Term object);

/* The number of an object that is in the map. */
UInt object_map_number(const ObjectMap *map, Term object);

#endif
