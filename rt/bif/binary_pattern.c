/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Compiled search patterns (binary_pattern.h).
 *
 * The automaton is complete: a transition for each state and byte. Bytes that occur in no pattern
 * share a column (class 0), so that the table stays small for text. States are numbered breadth
 * first; state 0 is the root.
 */
#define _GNU_SOURCE /* memmem */
#include "rt/bif/binary_pattern.h"

#include <stdlib.h>
#include <string.h>
#include "rt/core/atom.h"
#include "rt/core/bits.h"
#include "rt/core/memory.h"
#include "rt/core/reference.h"

/* ---- the objects ------------------------------------------------------------------------- */

typedef struct Single {
    UInt length;
    uint8_t bytes[];
} Single;

typedef struct State {
    uint32_t depth;   /* bytes on the way from the root */
    uint32_t longest; /* length of the longest pattern that those bytes end with; 0: none */
} State;

typedef struct Automaton {
    uint32_t states, classes, depth;
    uint8_t class[256];
    /* then State[states] and the transitions uint32_t[states * classes] */
} Automaton;

static State *automaton_states(const Automaton *automaton)
{
    return (State *)(uintptr_t)(automaton + 1);
}
static uint32_t *automaton_moves(const Automaton *automaton)
{
    return (uint32_t *)(automaton_states(automaton) + automaton->states);
}

/* The destructors mark the kinds. */
static void single_dead(BinaryObject *object)
{
    reference_forget(object);
}

static void automaton_dead(BinaryObject *object)
{
    reference_forget(object);
    object->used_bits = 0; /* differs from single_dead, lest the two be merged into one function */
}

Term binary_pattern_term(Process *process, BinaryObject *pattern)
{
    Term kind = pattern->destructor == single_dead ? am_bm : am_ac;
    return heap_tuple(process, 2, kind, reference_new_magic(process, pattern));
}

BinaryObject *binary_pattern_compiled(Term term)
{
    if (!term_is_tuple_of(term, 2))
        return NULL;
    Term *elements = term_tuple_elements(term);
    if (elements[0] == am_bm)
        return reference_object(elements[1], single_dead);
    if (elements[0] == am_ac)
        return reference_object(elements[1], automaton_dead);
    return NULL;
}

/* ---- compilation ------------------------------------------------------------------------- */

static BinaryObject *new_single(Term binary)
{
    BitView view = bit_view(binary);
    BinaryObject *object = binary_object_new(sizeof(Single) + view.bit_size / 8);
    object->destructor = single_dead;
    Single *single = (Single *)object->bytes;
    single->length = view.bit_size / 8;
    bits_copy(single->bytes, 0, view.bytes, view.bit_offset, view.bit_size);
    return object;
}

/* Number of patterns in the list and their bytes; 0: some element is no non-empty binary. */
static UInt check_list(Term list, UInt *total)
{
    UInt count = 0;
    *total = 0;
    for (; term_is_cons(list); list = term_tail(list)) {
        Term head = term_head(list);
        if (!term_is_binary(head) || term_bit_size(head) == 0)
            return 0;
        *total += term_bit_size(head) / 8;
        count++;
    }
    return term_is_nil(list) ? count : 0;
}

static UInt byte_at(BitView view, UInt i)
{
    return bits_load(view.bytes, view.bit_offset + 8 * i, 8);
}

static uint32_t number_classes(Term list, uint8_t *class)
{
    bool used[256] = {false};
    for (; term_is_cons(list); list = term_tail(list)) {
        BitView view = bit_view(term_head(list));
        for (UInt i = 0; i < view.bit_size / 8; i++)
            used[byte_at(view, i)] = true;
    }
    uint32_t classes = 0;
    bool all = true;
    for (int i = 0; i < 256; i++)
        all = all && used[i];
    if (!all)
        classes = 1; /* class 0: the bytes of no pattern */
    for (int i = 0; i < 256; i++)
        class[i] = used[i] ? (uint8_t)classes++ : 0;
    return classes;
}

/* The tree of the patterns: state numbers in the order of insertion, transition 0: none. */
static uint32_t build_tree(Term list, Automaton *automaton, State *states, uint32_t *moves)
{
    uint32_t count = 1;
    states[0] = (State){0, 0};
    for (; term_is_cons(list); list = term_tail(list)) {
        BitView view = bit_view(term_head(list));
        uint32_t state = 0;
        for (UInt i = 0; i < view.bit_size / 8; i++) {
            uint32_t *move =
                &moves[(UInt)state * automaton->classes + automaton->class[byte_at(view, i)]];
            if (*move == 0) {
                states[count] = (State){(uint32_t)i + 1, 0};
                *move = count++;
            }
            state = *move;
        }
        states[state].longest = states[state].depth;
        if (states[state].depth > automaton->depth)
            automaton->depth = states[state].depth;
    }
    return count;
}

/* Completes the transitions, breadth first: where the tree has none, go where the longest proper
 * suffix that is a state would go. */
static void complete(const Automaton *automaton, State *states, uint32_t *moves)
{
    UInt classes = automaton->classes, size = automaton->states * sizeof(uint32_t);
    uint32_t *queue = memory_alloc(MEMORY_TEMPORARY, size);
    uint32_t *suffix = memory_alloc(MEMORY_TEMPORARY, size);
    uint32_t first = 0, last = 0;
    queue[last++] = 0;
    suffix[0] = 0;
    while (first < last) {
        uint32_t state = queue[first++];
        if (!states[state].longest)
            states[state].longest = states[suffix[state]].longest;
        for (UInt c = 0; c < classes; c++) {
            uint32_t *move = &moves[state * classes + c];
            uint32_t other = state == 0 ? 0 : moves[suffix[state] * classes + c];
            if (*move && states[*move].depth == states[state].depth + 1) {
                suffix[*move] = other;
                queue[last++] = *move;
            } else {
                *move = other;
            }
        }
    }
    memory_free(MEMORY_TEMPORARY, queue, size);
    memory_free(MEMORY_TEMPORARY, suffix, size);
}

static BinaryObject *new_automaton(Term list, UInt total)
{
    Automaton head = {.states = (uint32_t)total + 1};
    head.classes = number_classes(list, head.class);
    /* Built in memory that is only touched where used, then copied in its final size. */
    UInt states_size = (total + 1) * sizeof(State), moves_count = (total + 1) * head.classes;
    State *states = memory_alloc(MEMORY_TEMPORARY, states_size);
    uint32_t *moves = calloc(moves_count, sizeof *moves);
    if (!moves)
        rt_end("temporary: Cannot allocate %zu bytes of memory.", (size_t)moves_count * 4);
    head.states = build_tree(list, &head, states, moves);
    complete(&head, states, moves);

    UInt moves_size = (UInt)head.states * head.classes * sizeof *moves;
    BinaryObject *object =
        binary_object_new(sizeof(Automaton) + head.states * sizeof(State) + moves_size);
    object->destructor = automaton_dead;
    Automaton *automaton = (Automaton *)object->bytes;
    *automaton = head;
    memcpy(automaton_states(automaton), states, head.states * sizeof(State));
    memcpy(automaton_moves(automaton), moves, moves_size);
    free(moves);
    memory_free(MEMORY_TEMPORARY, states, states_size);
    return object;
}

BinaryObject *binary_pattern_new(Term pattern)
{
    if (term_is_binary(pattern))
        return term_bit_size(pattern) ? new_single(pattern) : NULL;
    UInt total, count = check_list(pattern, &total);
    if (count == 0)
        return NULL;
    return count == 1 ? new_single(term_head(pattern)) : new_automaton(pattern, total);
}

/* ---- search ------------------------------------------------------------------------------ */

static PatternResult find_single(const Single *single, const uint8_t *bytes, UInt *from, UInt end,
                                 SInt *slice, UInt *at, UInt *length)
{
    /* memmem looks at several bytes at a time: the slice counts them 16-fold. */
    UInt left = end - *from, now = *slice > 0 ? (UInt)*slice * 16 : 16;
    if (now < single->length)
        now = single->length;
    bool all = now >= left;
    if (all)
        now = left;
    const uint8_t *found = memmem(bytes + *from, now, single->bytes, single->length);
    if (found) {
        *at = (UInt)(found - bytes);
        *length = single->length;
        *slice -= (SInt)((*at - *from) / 16);
        return PATTERN_FOUND;
    }
    *slice -= (SInt)(now / 16);
    if (all)
        return PATTERN_NONE;
    *from += now - single->length + 1;
    return PATTERN_MORE;
}

static PatternResult find_any(const Automaton *automaton, const uint8_t *bytes, UInt *from,
                              UInt end, SInt *slice, UInt *at, UInt *length)
{
    const State *states = automaton_states(automaton);
    const uint32_t *moves = automaton_moves(automaton);
    UInt classes = automaton->classes, state = 0, best = 0, best_length = 0, i = *from;
    UInt minimum = 2 * (UInt)automaton->depth; /* what is repeated when going on later is less */
    UInt pause = *from + (*slice > (SInt)minimum ? (UInt)*slice : minimum);
    for (; i < end; i++) {
        state = moves[state * classes + automaton->class[bytes[i]]];
        UInt begin = i + 1 - states[state].depth; /* of anything that may still be found */
        if (best_length && begin > best)
            break;
        UInt longest = states[state].longest;
        if (longest && (!best_length || i + 1 - longest <= best)) {
            best = i + 1 - longest;
            best_length = longest;
        }
        if (i >= pause && !best_length) {
            *slice -= (SInt)(begin - *from);
            *from = begin;
            return PATTERN_MORE;
        }
    }
    *slice -= (SInt)(i - *from);
    *at = best;
    *length = best_length;
    return best_length ? PATTERN_FOUND : PATTERN_NONE;
}

PatternResult binary_pattern_find(const BinaryObject *pattern, const uint8_t *bytes, UInt *from,
                                  UInt end, SInt *slice, UInt *at, UInt *length)
{
    if (pattern->destructor == single_dead)
        return find_single((const Single *)pattern->bytes, bytes, from, end, slice, at, length);
    return find_any((const Automaton *)pattern->bytes, bytes, from, end, slice, at, length);
}
