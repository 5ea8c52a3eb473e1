/* SPDX-License-Identifier: Apache-2.0 */
/* A set of heap objects (object_map.h): an array and a hash table of indices, at most half full. */
#include "rt/core/object_map.h"

#include <string.h>
#include "rt/core/memory.h"

enum { FIRST_CAPACITY = 32 };

static uint32_t *slot_of(const ObjectMap *map, Term object)
{
    UInt mask = map->slot_count - 1;
    UInt at = (object * 0x9e3779b97f4a7c15u >> 32) & mask;
    while (map->slots[at] != 0 && map->objects[map->slots[at] - 1] != object)
        at = (at + 1) & mask;
    return &map->slots[at];
}

static void grow(ObjectMap *map)
{
    UInt capacity = map->capacity ? map->capacity * 2 : FIRST_CAPACITY;
    map->objects = memory_realloc(MEMORY_TEMPORARY, map->objects, map->capacity * sizeof(Term),
                                  capacity * sizeof(Term));
    memory_free(MEMORY_TEMPORARY, map->slots, map->slot_count * sizeof *map->slots);
    map->capacity = capacity;
    map->slot_count = capacity * 2;
    map->slots = memory_alloc(MEMORY_TEMPORARY, map->slot_count * sizeof *map->slots);
    memset(map->slots, 0, map->slot_count * sizeof *map->slots);
    for (UInt i = 0; i < map->count; i++)
        *slot_of(map, map->objects[i]) = (uint32_t)i + 1;
}

void object_map_free(ObjectMap *map)
{
    memory_free(MEMORY_TEMPORARY, map->objects, map->capacity * sizeof(Term));
    memory_free(MEMORY_TEMPORARY, map->slots, map->slot_count * sizeof *map->slots);
    *map = (ObjectMap){0};
}

bool object_map_add(ObjectMap *map, Term object)
{
    if (map->count == map->capacity)
        grow(map);
    uint32_t *slot = slot_of(map, object);
    if (*slot != 0)
        return false;
    map->objects[map->count++] = object;
    *slot = (uint32_t)map->count;
    return true;
}

UInt object_map_number(const ObjectMap *map, Term object)
{
    return *slot_of(map, object) - 1;
}
