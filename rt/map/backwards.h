/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Going through a large map from its end to its beginning, which can be taken up again before a key
 * when terms have moved meanwhile: lists are made so in several time slices, head last.
 *
 *     for (MapBackwards at = map_backwards(map, before); map_previous(&at);)
 *         … at.key, at.value
 */
#ifndef RT_MAP_BACKWARDS_H
#define RT_MAP_BACKWARDS_H

#include "rt/map/map.h"

typedef struct MapBackwards {
    Term key, value;
    SInt depth; /* number of entries of `path` in use */
    struct {
        const Term *first, *end; /* children to come, the last one first */
    } path[MAP_DEPTH_MAX];
} MapBackwards;

/* From before a key of the map on; THE_NON_VALUE: from the end. The map is a trie. */
MapBackwards map_backwards(Term map, Term before);
bool map_previous(MapBackwards *at);

#endif
