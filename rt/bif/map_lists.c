/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Maps from lists and lists of maps: maps:from_list/1, from_keys/2, keys/1, values/1.
 *
 * Large ones take several time slices. Lists are made from their ends, so that each slice puts what
 * it finds in front. Of a list that becomes a map the hashes of all keys are computed first; they
 * wait in a binary that no program sees, at the place that the key has in the list. The map itself
 * is then built in one piece.
 */
#include <string.h>
#include "rt/core/bif.h"
#include "rt/core/binary.h"
#include "rt/core/list.h"
#include "rt/core/long_work.h"
#include "rt/core/memory.h"
#include "rt/map/backwards.h"

enum { KEYS_PER_REDUCTION = 16, HASHES_PER_REDUCTION = 8 };

static UInt budget(const Process *process, UInt per_reduction)
{
    SInt left = bif_reductions_left(process);
    return per_reduction * (left > 0 ? (UInt)left : 1);
}

/* ---- lists of maps ------------------------------------------------------------------------ */

static Term list_of_flat(Process *process, Term map, bool values)
{
    UInt size = map_flat_size(map);
    if (size == 0)
        return TERM_NIL;
    return heap_list(process, values ? map_flat_values(map) : map_flat_keys(map), size, TERM_NIL);
}

/* `list` has what follows the key `before`; `state` is the number of keys before that, twice, plus
 * 1 for values. */
static Term list_more(Process *process, Term map, Term list, Term before, Term state)
{
    UInt left = (UInt)term_small_value(state) / 2, values = (UInt)term_small_value(state) % 2;
    UInt most = budget(process, KEYS_PER_REDUCTION), count = left < most ? left : most;
    Term *cells = heap_alloc(process, 2 * count), *cell = cells + 2 * count;
    MapBackwards at = map_backwards(map, list == TERM_NIL ? THE_NON_VALUE : before);
    for (UInt i = 0; i < count; i++) {
        map_previous(&at);
        cell -= 2;
        cell[0] = values ? at.value : at.key;
        cell[1] = list;
        list = term_make_cons(cell);
    }
    bif_charge(process, (SInt)(count / KEYS_PER_REDUCTION));
    if (count == left)
        return list;
    return bif_trap(process, list_more, 4, map, list, at.key,
                    term_make_small((SInt)((left - count) * 2 + values)));
}

static Term list_of(Process *process, Term map, bool values)
{
    if (!term_is_map(map))
        return bif_error_tuple(process, am_badmap, map);
    if (map_is_flat(map))
        return list_of_flat(process, map, values);
    return list_more(process, map, TERM_NIL, TERM_NIL,
                     term_make_small((SInt)(map_size(map) * 2 + values)));
}

Term bif_maps_keys_1(Process *process, Term map)
{
    return list_of(process, map, false);
}

Term bif_maps_values_1(Process *process, Term map)
{
    return list_of(process, map, true);
}

/* ---- maps from lists ---------------------------------------------------------------------- */

/* Of keys or of pairs (`value` THE_NON_VALUE). */
static bool is_element(Term element, Term value)
{
    return value != THE_NON_VALUE || term_is_tuple_of(element, 2);
}

static Term key_of(Term element, Term value)
{
    return value == THE_NON_VALUE ? term_tuple_elements(element)[0] : element;
}

/* `orders`: of the keys as far as known, or NULL. */
static Term build(Process *process, Term list, Term value, UInt count, const uint64_t *orders)
{
    long_work_begin(process);
    Term *pairs = memory_alloc(MEMORY_TEMPORARY, 2 * count * sizeof *pairs);
    for (Term *pair = pairs; term_is_cons(list); list = term_tail(list), pair += 2) {
        Term element = term_head(list);
        pair[0] = key_of(element, value);
        pair[1] = value == THE_NON_VALUE ? term_tuple_elements(element)[1] : value;
    }
    Term map = orders ? map_from_ordered(process, pairs, orders, count)
                      : map_from_pairs(process, pairs, count, NULL);
    memory_free(MEMORY_TEMPORARY, pairs, 2 * count * sizeof *pairs);
    return long_work_end(process, map);
}

/* What the binary holds. */
typedef struct Hashed {
    UInt count;
    uint64_t orders[];
} Hashed;

static Hashed *hashed_in(Term binary)
{
    return (Hashed *)refc_binary_object(term_boxed_ptr(binary))->bytes;
}

static UInt room_in(Term binary)
{
    UInt bytes = refc_binary_object(term_boxed_ptr(binary))->capacity;
    return (bytes - sizeof(Hashed)) / sizeof(uint64_t);
}

/* A binary with those of `before`, if it is not THE_NON_VALUE, and room for `room` in all. */
static Term hashed_new(Process *process, Term before, UInt room)
{
    UInt bytes = sizeof(Hashed) + room * sizeof(uint64_t);
    BinaryObject *object = binary_object_new(bytes);
    Term binary = binary_wrap_object(process, object, bytes * 8);
    if (before == THE_NON_VALUE)
        hashed_in(binary)->count = 0;
    else
        memcpy(object->bytes, hashed_in(before),
               sizeof(Hashed) + room_in(before) * sizeof(uint64_t));
    return binary;
}

/* Hashes keys of `rest` as long as there is time. */
static Term hash_some(Process *process, Term rest, Term *binary, Term value)
{
    UInt most = budget(process, HASHES_PER_REDUCTION), done = 0, room = room_in(*binary);
    Hashed *hashed = hashed_in(*binary);
    for (; done < most && term_is_cons(rest) && is_element(term_head(rest), value); done++) {
        if (hashed->count == room) {
            *binary = hashed_new(process, *binary, room *= 2);
            hashed = hashed_in(*binary);
        }
        hashed->orders[hashed->count++] = map_order(key_of(term_head(rest), value));
        rest = term_tail(rest);
    }
    bif_charge(process, (SInt)(done / HASHES_PER_REDUCTION) + 1);
    return rest;
}

static bool is_stopped(Term rest, Term value)
{
    return !term_is_cons(rest) || !is_element(term_head(rest), value);
}

static Term finish(Process *process, Term rest, Term binary, Term list, Term value)
{
    if (!term_is_nil(rest))
        return bif_badarg(process);
    const Hashed *hashed = hashed_in(binary);
    long_work_steps(4 * hashed->count);
    return build(process, list, value, hashed->count, hashed->orders);
}

static Term hash_pairs(Process *process, Term rest, Term binary, Term list, Term d)
{
    rest = hash_some(process, rest, &binary, THE_NON_VALUE);
    if (is_stopped(rest, THE_NON_VALUE))
        return finish(process, rest, binary, list, THE_NON_VALUE);
    return bif_trap(process, hash_pairs, 3, rest, binary, list, d);
}

static Term hash_keys(Process *process, Term rest, Term binary, Term list, Term value)
{
    rest = hash_some(process, rest, &binary, value);
    if (is_stopped(rest, value))
        return finish(process, rest, binary, list, value);
    return bif_trap(process, hash_keys, 4, rest, binary, list, value);
}

/* Short lists at once. */
static Term from_list(Process *process, Term list, Term value)
{
    enum { SHORT = 1024 };
    UInt count = 0;
    Term at = list;
    for (; count < SHORT && !is_stopped(at, value); at = term_tail(at))
        count++;
    if (is_stopped(at, value)) {
        if (!term_is_nil(at))
            return bif_badarg(process);
        bif_charge(process, (SInt)(count / HASHES_PER_REDUCTION));
        return build(process, list, value, count, NULL);
    }
    Term binary = hashed_new(process, THE_NON_VALUE, 4 * SHORT);
    if (value == THE_NON_VALUE)
        return hash_pairs(process, list, binary, list, TERM_NIL);
    return hash_keys(process, list, binary, list, value);
}

Term bif_maps_from_list_1(Process *process, Term list)
{
    return from_list(process, list, THE_NON_VALUE);
}

Term bif_maps_from_keys_2(Process *process, Term list, Term value)
{
    return from_list(process, list, value);
}
