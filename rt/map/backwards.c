/* SPDX-License-Identifier: Apache-2.0 */
/* Going through a large map backwards (backwards.h). */
#include "rt/map/backwards.h"

#include "rt/core/compare.h"
#include "rt/core/hash.h"

/* All children of the root, a node or a collision object are to come. */
static void enter(MapBackwards *at, Term parent)
{
    const Term *object = term_boxed_ptr(parent);
    at->path[at->depth].first = object + (map_sub(parent) == MAP_ROOT ? 2 : 1);
    at->path[at->depth].end = object + 1 + header_size(object[0]);
    at->depth++;
}

/* The child that the key is in. */
static const Term *child_of(const MapBackwards *at, Term parent, Term key, uint64_t hash)
{
    SInt level = at->depth - 1;
    const Term *first = at->path[level].first;
    if (map_sub(parent) != MAP_COLLISION) {
        UInt bit = hash >> level * MAP_LEVEL_BITS & MAP_LEVEL_MASK;
        return first + __builtin_popcountll(header_aux(term_header(parent)) & ((1u << bit) - 1));
    }
    while (!term_exact(term_head(*first), key))
        first++;
    return first;
}

MapBackwards map_backwards(Term map, Term before)
{
    MapBackwards at;
    at.key = at.value = THE_NON_VALUE;
    at.depth = 0;
    enter(&at, map);
    if (before == THE_NON_VALUE)
        return at;
    uint64_t hash = hash_internal(before);
    for (Term parent = map;; enter(&at, parent)) {
        const Term *child = child_of(&at, parent, before, hash);
        at.path[at.depth - 1].end = child;
        parent = *child;
        if (term_is_cons(parent))
            return at;
    }
}

bool map_previous(MapBackwards *at)
{
    while (at->depth > 0) {
        SInt top = at->depth - 1;
        if (at->path[top].end == at->path[top].first) {
            at->depth--;
            continue;
        }
        Term child = *--at->path[top].end;
        if (term_is_cons(child)) {
            at->key = term_head(child);
            at->value = term_tail(child);
            return true;
        }
        enter(at, child);
    }
    return false;
}
