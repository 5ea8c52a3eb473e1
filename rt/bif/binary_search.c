/* SPDX-License-Identifier: Apache-2.0 */
/*
 * binary:match, matches, split and compile_pattern.
 *
 * One loop finds matches from left to right and collects what each asks for, in an array and, when
 * it yields, in a list. It yields between two pieces of the subject; what it needs to go on is in
 * its arguments:
 *
 *   subject   byte-aligned (a copy if the program's is not)
 *   pattern   what binary:compile_pattern/1 returns
 *   state     {Flags, Start of the current part (split), Where to search on, End of the scope}
 *   list      results of earlier time slices, last first
 */
#include "rt/bif/internal_state.h"
#include "rt/bif/binary_pattern.h"
#include "rt/core/atom.h"
#include "rt/core/bif.h"
#include "rt/core/bits.h"
#include "rt/core/long_work.h"
#include "rt/core/memory.h"

enum { /* flags */
       FIND_MATCH = 1,
       FIND_MATCHES = 2,
       FIND_SPLIT = 4,
       SPLIT_GLOBAL = 8,
       SPLIT_TRIM = 16,
       SPLIT_TRIM_ALL = 32,
};

enum {
    BYTES_PER_REDUCTION = 512,
    SLICE_BYTES_MIN = 1024,
    SLICE_BYTES_MAX = 1 << 20,
    RESULT_BYTES = 256 /* of searching that take as long as a result's terms */
};

typedef struct Search {
    UInt flags, part, from, end;
    Term list;     /* results of earlier time slices, reversed */
    Term *results; /* of this one */
    UInt count, capacity;
} Search;

static Term small(UInt value)
{
    return term_make_small((SInt)value);
}

/* ---- results ----------------------------------------------------------------------------- */

static void add_result(Search *search, Term result)
{
    if (search->count == search->capacity) {
        UInt old = search->capacity * sizeof(Term);
        search->capacity = search->capacity ? search->capacity * 2 : 32;
        search->results =
            memory_realloc(MEMORY_TEMPORARY, search->results, old, search->capacity * sizeof(Term));
    }
    search->results[search->count++] = result;
}

static void drop_results(Search *search)
{
    memory_free(MEMORY_TEMPORARY, search->results, search->capacity * sizeof(Term));
}

static void add_part(Process *process, Term subject, Search *search, UInt start, UInt end)
{
    if (!(search->flags & SPLIT_TRIM_ALL) || start != end)
        add_result(search, binary_sub(process, subject, start * 8, (end - start) * 8));
}

static void trim_end(Search *search)
{
    while (search->count > 0) {
        if (term_bit_size(search->results[search->count - 1]) != 0)
            return;
        search->count--;
    }
    while (term_is_cons(search->list) && term_bit_size(term_head(search->list)) == 0)
        search->list = term_tail(search->list);
}

/* All matches have been found. */
static Term finish(Process *process, Term subject, Search *search)
{
    if (search->flags & FIND_MATCH)
        return am_nomatch;
    if (search->flags & FIND_SPLIT) {
        add_part(process, subject, search, search->part, term_bit_size(subject) / 8);
        if (search->flags & SPLIT_TRIM)
            trim_end(search);
    }
    Term result = heap_list(process, search->results, search->count, TERM_NIL);
    UInt earlier = 0;
    for (Term list = search->list; term_is_cons(list); list = term_tail(list)) {
        long_work_loop(earlier++);
        result = heap_cons(process, term_head(list), result);
    }
    bif_charge(process, (SInt)((search->count + earlier) / 128));
    return result;
}

static Term pair(Process *process, UInt at, UInt length)
{
    return heap_tuple(process, 2, small(at), small(length));
}

/* ---- the loop ---------------------------------------------------------------------------- */

static SInt slice_bytes(const Process *process)
{
    SInt bytes = bif_reductions_left(process) * BYTES_PER_REDUCTION;
    bytes = bytes < SLICE_BYTES_MIN   ? SLICE_BYTES_MIN
            : bytes > SLICE_BYTES_MAX ? SLICE_BYTES_MAX
                                      : bytes;
    return internal_state_limit(LIMIT_BINARY, bytes);
}

/* Works on until done or out of time; the non-value: *search tells where to go on. */
static Term run(Process *process, Term subject, const BinaryObject *pattern, Search *search)
{
    const uint8_t *bytes = bit_view(subject).bytes;
    SInt slice = slice_bytes(process), start = slice;
    Term result = THE_NON_VALUE;
    do {
        UInt at, length;
        PatternResult found =
            binary_pattern_find(pattern, bytes, &search->from, search->end, &slice, &at, &length);
        if (found == PATTERN_MORE)
            continue;
        if (found == PATTERN_NONE) {
            result = finish(process, subject, search);
            break;
        }
        slice -= RESULT_BYTES;
        if (search->flags & FIND_MATCH) {
            result = pair(process, at, length);
            break;
        }
        if (search->flags & FIND_MATCHES) {
            add_result(search, pair(process, at, length));
        } else {
            add_part(process, subject, search, search->part, at);
            search->part = at + length;
            if (!(search->flags & SPLIT_GLOBAL)) {
                result = finish(process, subject, search);
                break;
            }
        }
        search->from = at + length;
    } while (slice > 0);
    bif_charge(process, (start - slice) / BYTES_PER_REDUCTION);
    return result;
}

static Term search_more(Process *process, Term subject, Term pattern, Term state, Term list);

/* The end of a time slice: the result, or a trap. */
static Term end_slice(Process *process, Term subject, Term pattern, Search *search, Term result)
{
    if (!result) {
        Term list = search->list;
        for (UInt i = 0; i < search->count; i++)
            list = heap_cons(process, search->results[i], list);
        Term state = heap_tuple(process, 4, small(search->flags), small(search->part),
                                small(search->from), small(search->end));
        bif_trap(process, search_more, 4, subject, pattern, state, list);
    }
    drop_results(search);
    return result;
}

static Term search_more(Process *process, Term subject, Term pattern, Term state, Term list)
{
    Term *values = term_tuple_elements(state);
    Search search = {
        .flags = (UInt)term_small_value(values[0]),
        .part = (UInt)term_small_value(values[1]),
        .from = (UInt)term_small_value(values[2]),
        .end = (UInt)term_small_value(values[3]),
        .list = list,
    };
    Term result = run(process, subject, binary_pattern_compiled(pattern), &search);
    return end_slice(process, subject, pattern, &search, result);
}

static Term search_start(Process *process, Term subject, Term pattern, Search *search)
{
    BitView view = bit_view(subject);
    if (view.bit_offset) {
        uint8_t *data;
        Term copy = binary_new(process, view.bit_size / 8, &data);
        bits_copy(data, 0, view.bytes, view.bit_offset, view.bit_size);
        subject = copy;
    }
    Term result;
    BinaryObject *object = binary_pattern_compiled(pattern);
    if (object) {
        result = run(process, subject, object, search);
    } else {
        object = binary_pattern_new(pattern);
        if (!object)
            return bif_badarg(process);
        result = run(process, subject, object, search);
        if (result)
            binary_object_release(object);
        else
            pattern = binary_pattern_term(process, object);
    }
    return end_slice(process, subject, pattern, search, result);
}

/* ---- options ----------------------------------------------------------------------------- */

/* {Start, Length} of a binary of `size` bytes; a negative length means before Start. */
static bool set_scope(Search *search, Term scope, UInt size)
{
    if (!term_is_tuple_of(scope, 2))
        return false;
    Term *elements = term_tuple_elements(scope);
    if (!term_is_small(elements[0]) || !term_is_small(elements[1]))
        return false;
    SInt start = term_small_value(elements[0]), length = term_small_value(elements[1]);
    if (length < 0) {
        start += length;
        length = -length;
    }
    if (start < 0 || start > (SInt)size || length > (SInt)size - start)
        return false;
    search->from = (UInt)start;
    search->end = (UInt)(start + length);
    return true;
}

static bool set_option(Search *search, Term option, UInt size)
{
    if (term_is_tuple_of(option, 2) && term_tuple_elements(option)[0] == am_scope)
        return set_scope(search, term_tuple_elements(option)[1], size);
    if (!(search->flags & FIND_SPLIT))
        return false;
    if (option == am_global)
        search->flags |= SPLIT_GLOBAL;
    else if (option == am_trim)
        search->flags |= SPLIT_TRIM;
    else if (option == am_trim_all)
        search->flags |= SPLIT_TRIM | SPLIT_TRIM_ALL;
    else
        return false;
    return true;
}

static Term search(Process *process, UInt flags, Term subject, Term pattern, Term options)
{
    if (!term_is_binary(subject) || !term_is_list(options))
        return bif_badarg(process);
    UInt size = term_bit_size(subject) / 8;
    Search search = {.flags = flags, .end = size, .list = TERM_NIL};
    for (; term_is_cons(options); options = term_tail(options)) {
        if (!set_option(&search, term_head(options), size))
            return bif_badarg(process);
    }
    /* What ERTS accepts as well: an improper end of the options, any pattern when there is nothing
     * to search. */
    if (search.from == search.end)
        return end_slice(process, subject, pattern, &search, finish(process, subject, &search));
    return search_start(process, subject, pattern, &search);
}

/* ---- the functions ----------------------------------------------------------------------- */

Term bif_binary_match_3(Process *process, Term subject, Term pattern, Term options)
{
    return search(process, FIND_MATCH, subject, pattern, options);
}

Term bif_binary_match_2(Process *process, Term subject, Term pattern)
{
    return search(process, FIND_MATCH, subject, pattern, TERM_NIL);
}

Term bif_binary_matches_3(Process *process, Term subject, Term pattern, Term options)
{
    return search(process, FIND_MATCHES, subject, pattern, options);
}

Term bif_binary_matches_2(Process *process, Term subject, Term pattern)
{
    return search(process, FIND_MATCHES, subject, pattern, TERM_NIL);
}

Term bif_binary_split_3(Process *process, Term subject, Term pattern, Term options)
{
    return search(process, FIND_SPLIT, subject, pattern, options);
}

Term bif_binary_split_2(Process *process, Term subject, Term pattern)
{
    return search(process, FIND_SPLIT, subject, pattern, TERM_NIL);
}

Term bif_binary_compile_pattern_1(Process *process, Term pattern)
{
    BinaryObject *object = binary_pattern_new(pattern);
    if (!object)
        return bif_badarg(process);
    bif_charge(process, (SInt)(object->capacity / 4096));
    return binary_pattern_term(process, object);
}
