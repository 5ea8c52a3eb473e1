/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Character data to UTF-8 (characters.h).
 *
 * Lists are walked with a stack of tails. When the walk ends early, what is left is put together
 * again from the inside out: [What is left of the inner list | Tail of the outer one].
 */
#include "rt/unicode/characters.h"

#include <stdlib.h>
#include <string.h>
#include "rt/core/bits.h"
#include "rt/core/long_work.h"
#include "rt/core/memory.h"
#include "rt/unicode/utf8.h"

/* ---- the stack of tails ------------------------------------------------------------------ */

enum { TAILS_INLINE = 32 };

typedef struct Tails {
    Term *items;
    UInt count, capacity;
    Term inline_items[TAILS_INLINE];
} Tails;

static void tails_start(Tails *tails)
{
    tails->items = tails->inline_items;
    tails->count = 0;
    tails->capacity = TAILS_INLINE;
}

static void tails_push(Tails *tails, Term tail)
{
    if (tails->count == tails->capacity) {
        tails->items =
            memory_grow_stack(tails->items, tails->inline_items, tails->capacity * sizeof(Term));
        tails->capacity *= 2;
    }
    tails->items[tails->count++] = tail;
}

static void tails_stop(Tails *tails)
{
    memory_free_stack(tails->items, tails->inline_items, tails->capacity * sizeof(Term));
}

/* ---- how much room ----------------------------------------------------------------------- */

static SInt binary_need(Term binary, bool latin1)
{
    if (term_bit_size(binary) % 8 != 0)
        return -1;
    BitView view = bit_view(binary);
    UInt count = view.bit_size / 8, high = 0;
    if (latin1) {
        long_work_steps(count);
        for (UInt i = 0; i < count; i++)
            high += bits_load(view.bytes, view.bit_offset + i * 8, 8) >> 7;
    }
    return (SInt)(count + high);
}

static SInt character_need(Term character)
{
    UInt value = term_is_small(character) ? (UInt)term_small_value(character) : UINT64_MAX;
    return value < 0x80 ? 1 : value < 0x800 ? 2 : value < 0x10000 ? 3 : 4;
}

SInt characters_need(Term data, bool latin1)
{
    Tails tails;
    tails_start(&tails);
    SInt need = 0;
    for (UInt steps = 0;; long_work_loop(steps++)) {
        SInt more = 0;
        if (term_is_cons(data)) {
            Term head = term_head(data);
            data = term_tail(data);
            if (term_is_integer(head)) {
                more = character_need(head);
            } else if (term_is_bitstring(head)) {
                more = binary_need(head, latin1);
            } else if (term_is_cons(head)) {
                tails_push(&tails, data);
                data = head;
            } else if (!term_is_nil(head)) {
                more = -1;
            }
        } else {
            if (term_is_bitstring(data))
                more = binary_need(data, latin1);
            else if (!term_is_nil(data))
                more = -1;
            if (more >= 0 && tails.count == 0) {
                need += more;
                break;
            }
            if (more >= 0)
                data = tails.items[--tails.count];
        }
        if (more < 0) {
            need = -1;
            break;
        }
        need += more;
    }
    tails_stop(&tails);
    return need;
}

/* ---- binaries ---------------------------------------------------------------------------- */

/* Length of the character that begins with this byte, going by its high bits only; 0: none does. */
static UInt lead_length(uint8_t lead)
{
    return lead < 0x80             ? 1
           : (lead & 0xe0) == 0xc0 ? 2
           : (lead & 0xf0) == 0xe0 ? 3
           : (lead & 0xf8) == 0xf0 ? 4
                                   : 0;
}

bool characters_is_partial(const uint8_t *bytes, UInt count)
{
    UInt length = lead_length(bytes[0]);
    if (count >= length)
        return false;
    for (UInt i = 1; i < count; i++) {
        if ((bytes[i] & 0xc0) != 0x80)
            return false;
    }
    return true;
}

/* Completes the partial character with the bytes at the start of a binary. Gives the number of
 * those used; -1: they don't fit. */
static SInt complete_partial(Characters *state, const uint8_t *bytes, UInt count)
{
    UInt length = lead_length(state->partial[0]), missing = length - state->partial_bytes;
    if (count < missing) {
        memcpy(state->partial + state->partial_bytes, bytes, count);
        state->partial_bytes += count;
        return (SInt)count;
    }
    uint32_t character;
    memcpy(state->partial + state->partial_bytes, bytes, missing);
    if (utf8_decode(state->partial, state->partial + length, &character) <= 0)
        return -1;
    memcpy(state->out + state->used, state->partial, length);
    state->used += length;
    state->partial_bytes = 0;
    return (SInt)missing;
}

/* Copies valid UTF-8 and returns how much of it there is. `last`: the bytes go on to the end of the
 * binary, so an unfinished character becomes the partial one. */
static UInt copy_utf8(Characters *state, const uint8_t *bytes, UInt count, bool last)
{
    UInt valid = utf8_valid_prefix(bytes, count, NULL);
    if (valid)
        memcpy(state->out + state->used, bytes, valid);
    state->used += valid;
    if (valid == count)
        return count;
    UInt left = count - valid;
    if (left >= lead_length(bytes[valid])) {
        state->failed = true;
    } else if (last) {
        memcpy(state->partial, bytes + valid, left);
        state->partial_bytes = left;
        return count;
    }
    return valid;
}

static UInt convert_utf8(Characters *state, const uint8_t *bytes, UInt count, bool last)
{
    UInt done = 0;
    if (state->partial_bytes && count) {
        SInt used = complete_partial(state, bytes, count);
        if (used < 0) {
            state->failed = true;
            return 0;
        }
        done = (UInt)used;
    }
    return done + copy_utf8(state, bytes + done, count - done, last);
}

static void convert_latin1(Characters *state, const uint8_t *bytes, UInt count)
{
    uint8_t *out = state->out + state->used;
    for (UInt i = 0; i < count; i++) {
        if (bytes[i] < 0x80) {
            *out++ = bytes[i];
        } else {
            *out++ = (uint8_t)(0xc0 | bytes[i] >> 6);
            *out++ = (uint8_t)(0x80 | (bytes[i] & 0x3f));
        }
    }
    state->used = (UInt)(out - state->out);
}

/* What is left of a binary: TERM_NIL for nothing. */
static Term convert_binary(Process *process, Characters *state, Term binary)
{
    enum { SLICE_MIN = 16 };
    BitView view = bit_view(binary);
    UInt count = view.bit_size / 8, now = count, done;
    UInt slice = state->budget > SLICE_MIN ? (UInt)state->budget : SLICE_MIN;
    if (now > slice)
        now = slice;
    uint8_t *copy = NULL;
    const uint8_t *bytes = view.bytes;
    if (view.bit_offset) {
        bytes = copy = memory_alloc(MEMORY_TEMPORARY, now);
        bits_copy(copy, 0, view.bytes, view.bit_offset, now * 8);
    }
    if (state->latin1) {
        convert_latin1(state, bytes, now);
        done = now;
    } else {
        done = convert_utf8(state, bytes, now, now == count);
    }
    if (copy)
        memory_free(MEMORY_TEMPORARY, copy, now);
    state->budget -= (SInt)now;
    if (done == count && !state->failed)
        return TERM_NIL;
    return binary_sub(process, binary, done * 8, (count - done) * 8);
}

/* ---- lists ------------------------------------------------------------------------------- */

static bool convert_character(Characters *state, Term term)
{
    uint64_t character = term_is_small(term) ? (uint64_t)term_small_value(term) : UINT64_MAX;
    if (state->partial_bytes || !utf8_is_character(character) || (state->latin1 && character > 255))
        return false;
    state->used += (UInt)utf8_encode((uint32_t)character, state->out + state->used);
    state->budget--;
    return true;
}

/* One element of the list *data. *data becomes what is to be done next, or (false) what is left. */
static bool convert_element(Process *process, Characters *state, Tails *tails, Term *data)
{
    Term head = term_head(*data), tail = term_tail(*data);
    if (term_is_integer(head)) {
        if (!convert_character(state, head)) {
            state->failed = true;
            return false;
        }
    } else if (term_is_cons(head)) {
        tails_push(tails, tail);
        tail = head;
    } else if (term_is_bitstring(head)) {
        Term rest = convert_binary(process, state, head);
        if (!term_is_nil(rest)) {
            *data = heap_cons(process, rest, tail);
            return false;
        }
    }
    *data = tail;
    return true;
}

Term characters_convert(Process *process, Characters *state, Term data)
{
    Tails tails;
    tails_start(&tails);
    state->failed = false;
    while (state->budget > 0) {
        if (term_is_cons(data)) {
            if (!convert_element(process, state, &tails, &data))
                break;
            continue;
        }
        if (term_is_bitstring(data)) {
            data = convert_binary(process, state, data);
            if (!term_is_nil(data))
                break;
        }
        if (tails.count == 0)
            break;
        data = tails.items[--tails.count];
    }
    while (tails.count > 0)
        data = heap_cons(process, data, tails.items[--tails.count]);
    tails_stop(&tails);
    return data;
}
