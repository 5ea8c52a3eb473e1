/* SPDX-License-Identifier: Apache-2.0 */
/* Native functions on maps. What is no map is {badmap, T}. Those between maps and lists are in
 * map_lists.c. */
#include "rt/map/backwards.h"
#include "rt/map/map.h"

#include "rt/core/bif.h"
#include "rt/core/long_work.h"

#define MAP_ARGUMENT(map)                                    \
    do {                                                     \
        if (!term_is_map(map))                               \
            return bif_error_tuple(process, am_badmap, map); \
    } while (0)

/* ---- one key
 * --------------------------------------------------------------------------------------- */

Term bif_erlang_map_get_2(Process *process, Term key, Term map)
{
    MAP_ARGUMENT(map);
    const Term *value = map_find(map, key);
    return value ? *value : bif_error_tuple(process, am_badkey, key);
}

Term bif_maps_get_2(Process *process, Term key, Term map)
{
    return bif_erlang_map_get_2(process, key, map);
}

Term bif_maps_find_2(Process *process, Term key, Term map)
{
    MAP_ARGUMENT(map);
    const Term *value = map_find(map, key);
    return value ? heap_tuple(process, 2, am_ok, *value) : (Term)am_error;
}

Term bif_erlang_is_map_key_2(Process *process, Term key, Term map)
{
    MAP_ARGUMENT(map);
    return term_bool(map_find(map, key) != NULL);
}

Term bif_maps_is_key_2(Process *process, Term key, Term map)
{
    return bif_erlang_is_map_key_2(process, key, map);
}

Term bif_maps_put_3(Process *process, Term key, Term value, Term map)
{
    MAP_ARGUMENT(map);
    return map_put(process, map, key, value);
}

Term bif_maps_update_3(Process *process, Term key, Term value, Term map)
{
    MAP_ARGUMENT(map);
    Term updated = map_replace(process, map, key, value);
    return updated == THE_NON_VALUE ? bif_error_tuple(process, am_badkey, key) : updated;
}

Term bif_maps_remove_2(Process *process, Term key, Term map)
{
    MAP_ARGUMENT(map);
    return map_remove(process, map, key, NULL);
}

Term bif_maps_take_2(Process *process, Term key, Term map)
{
    Term removed;
    MAP_ARGUMENT(map);
    Term rest = map_remove(process, map, key, &removed);
    return removed == THE_NON_VALUE ? (Term)am_error : heap_tuple(process, 2, removed, rest);
}

Term bif_erlang_map_size_1(Process *process, Term map)
{
    MAP_ARGUMENT(map);
    return term_make_small((SInt)map_size(map));
}

/* ---- all pairs
 * ---------------------------------------------------------------------------------------- */

Term bif_maps_merge_2(Process *process, Term a, Term b)
{
    MAP_ARGUMENT(a);
    MAP_ARGUMENT(b);
    long_work_steps(map_size(a) + map_size(b));
    bif_charge(process, (SInt)((map_size(a) + map_size(b)) / 8));
    return LONG_WORK(process, map_merge(process, a, b));
}

/* ---- iterators
 * --------------------------------------------------------------------------------------------- */

/*
 * maps:next/1 asks for pairs in chunks: {K, V, {K, V, … Rest}}, where Rest is `none` or [Path |
 * Map]; maps:to_list/1 for a list of pairs in front of the list given, [Path, Map | List] unless it
 * is the last. Path is the number of pairs that went before. A list is made from its end, so that
 * all functions tell the pairs in the same order. Each chunk is half as long as all before it, so
 * that skipping those costs no more than visiting them.
 */
enum { CHUNK_MIN = 1000 };

static UInt chunk_size(UInt before, UInt left)
{
    UInt wanted = before / 2 > CHUNK_MIN ? before / 2 : CHUNK_MIN;
    return wanted < left ? wanted : left;
}

static Term chunk_of_iterator(Process *process, Term map, UInt position, UInt count)
{
    UInt end = position + count;
    Term rest =
        end == map_size(map) ? (Term)am_none : heap_cons(process, term_make_small((SInt)end), map);
    Term *tuples = heap_alloc(process, 4 * count), *at = tuples;
    MapIterator it = map_iterate(map);
    for (UInt i = 0; i < position; i++)
        map_next(&it);
    for (UInt i = 0; i < count; i++, at += 4) {
        map_next(&it);
        at[0] = header_tuple(3);
        at[1] = it.key;
        at[2] = it.value;
        at[3] = i + 1 < count ? term_make_boxed(at + 4) : rest;
    }
    return term_make_boxed(tuples);
}

/* [{Key, Value} | list] */
static Term put_pair(Term *cell, Term key, Term value, Term list)
{
    cell[0] = term_make_boxed(cell + 2);
    cell[1] = list;
    cell[2] = header_tuple(2);
    cell[3] = key;
    cell[4] = value;
    return term_make_cons(cell);
}

static Term chunk_of_list(Process *process, Term map, UInt position, UInt count, Term list)
{
    Term *cells = heap_alloc(process, 5 * count);
    if (map_is_flat(map)) { /* one chunk */
        const Term *keys = map_flat_keys(map), *values = map_flat_values(map);
        for (UInt i = count; i-- > 0;)
            list = put_pair(cells + 5 * i, keys[i], values[i], list);
        return list;
    }
    MapBackwards at = map_backwards(map, THE_NON_VALUE);
    for (UInt i = 0; i < position; i++)
        map_previous(&at);
    for (UInt i = count; i-- > 0;) {
        map_previous(&at);
        list = put_pair(cells + 5 * i, at.key, at.value, list);
    }
    UInt end = position + count;
    if (end == map_size(map))
        return list;
    return heap_cons(process, term_make_small((SInt)end), heap_cons(process, map, list));
}

Term bif_erts_internal_map_next_3(Process *process, Term path, Term map, Term form)
{
    if (!term_is_map(map) || !term_is_small(path) || term_small_value(path) < 0 ||
        (form != am_iterator && !term_is_list(form)))
        return bif_badarg(process);
    UInt size = map_size(map), position = (UInt)term_small_value(path);
    if (position > size || (position != 0 && map_is_flat(map)))
        return bif_badarg(process);
    UInt count = chunk_size(position, size - position);
    if (count == 0)
        return form == am_iterator ? (Term)am_none : form;
    long_work_steps(position + count);
    bif_charge(process, (SInt)((position + count) / 16));
    return form == am_iterator ? chunk_of_iterator(process, map, position, count)
                               : chunk_of_list(process, map, position, count, form);
}

/* The keys of a small map as the tuple it shares with others of its shape. */
Term bif_erts_internal_map_to_tuple_keys_1(Process *process, Term map)
{
    MAP_ARGUMENT(map);
    return map_is_flat(map) ? map_flat_keys_tuple(map) : bif_badarg(process);
}
