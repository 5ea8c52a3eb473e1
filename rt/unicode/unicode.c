/* SPDX-License-Identifier: Apache-2.0 */
/*
 * unicode:characters_to_binary/2, characters_to_list/2 and bin_is_7bit/1. Other encodings than
 * Latin-1 and UTF-8 are handled by unicode's Erlang code, as in ERTS.
 *
 * Both conversions first make UTF-8 in a binary that is big enough; for a list, its characters are
 * then added to the result from the last on. Between two pieces all state is in the arguments.
 */
#include <stdlib.h>
#include "rt/bif/internal_state.h"
#include "rt/core/atom.h"
#include "rt/core/bif.h"
#include "rt/core/bits.h"
#include "rt/unicode/characters.h"
#include "rt/unicode/utf8.h"

enum { CHARACTERS_PER_REDUCTION = 32, SLICE_MIN = 512, SLICE_MAX = 1 << 16 };

static SInt slice(const Process *process)
{
    SInt characters = bif_reductions_left(process) * CHARACTERS_PER_REDUCTION;
    characters = characters < SLICE_MIN   ? SLICE_MIN
                 : characters > SLICE_MAX ? SLICE_MAX
                                          : characters;
    return internal_state_limit(LIMIT_UNICODE, characters);
}

static Term small(UInt value)
{
    return term_make_small((SInt)value);
}

/* ---- UTF-8 to list ----------------------------------------------------------------------- */

/* Adds the characters of the first `left` bytes of `utf8` (valid, byte-aligned) in front of `list`.
 * `rest`: [] or {error | incomplete, Rest}, which the list goes into in the end. */
static Term to_list_more(Process *process, Term utf8, Term left, Term list, Term rest)
{
    const uint8_t *bytes = bit_view(utf8).bytes;
    UInt at = (UInt)term_small_value(left);
    SInt budget = slice(process), start = budget;
    while (at > 0 && budget > 0) {
        UInt end = at;
        do
            at--;
        while ((bytes[at] & 0xc0) == 0x80);
        uint32_t character;
        utf8_decode(bytes + at, bytes + end, &character);
        list = heap_cons(process, term_make_small(character), list);
        budget--;
    }
    bif_charge(process, (start - budget) / CHARACTERS_PER_REDUCTION);
    if (at > 0)
        return bif_trap(process, to_list_more, 4, utf8, small(at), list, rest);
    if (term_is_nil(rest))
        return list;
    Term *elements = term_tuple_elements(rest);
    return heap_tuple(process, 3, elements[0], list, elements[1]);
}

/* ---- the end of a conversion ------------------------------------------------------------- */

/* The first `used` bytes of the result binary. */
static Term trimmed(Process *process, Term binary, UInt used)
{
    if (used * 8 == term_bit_size(binary))
        return binary;
    return binary_sub(process, binary, 0, used * 8);
}

/* `result` has used bytes of UTF-8; `problem`: [] or {error | incomplete, Rest}. */
static Term finish(Process *process, Term result, UInt used, Term problem, Term as_list)
{
    if (as_list == am_true)
        return to_list_more(process, result, small(used), TERM_NIL, problem);
    result = trimmed(process, result, used);
    if (term_is_nil(problem))
        return result;
    Term *elements = term_tuple_elements(problem);
    return heap_tuple(process, 3, elements[0], result, elements[1]);
}

/* Converts on: `state` is {Used bytes of result, Latin-1?, As list?}. */
static Term convert_more(Process *process, Term data, Term result, Term state, Term unused)
{
    (void)unused;
    Term *values = term_tuple_elements(state);
    SInt budget = slice(process);
    Characters characters = {
        .latin1 = values[1] == am_true,
        .out = (uint8_t *)(uintptr_t)bit_view(result).bytes, /* not yet seen by the program */
        .used = (UInt)term_small_value(values[0]),
        .budget = budget,
    };
    Term rest = characters_convert(process, &characters, data), problem = TERM_NIL;
    bif_charge(process, (budget - characters.budget) / CHARACTERS_PER_REDUCTION);
    Term partial = THE_NON_VALUE;
    if (characters.partial_bytes)
        partial = binary_from_bytes(process, characters.partial, characters.partial_bytes);
    if (characters.failed) {
        if (partial)
            rest = heap_list(process, (Term[]){partial, rest}, 2, TERM_NIL);
        problem = heap_tuple(process, 2, (Term)am_error, rest);
    } else if (!term_is_nil(rest)) {
        if (partial)
            rest = heap_cons(process, partial, rest);
        state = heap_tuple(process, 3, small(characters.used), values[1], values[2]);
        return bif_trap(process, convert_more, 3, rest, result, state, TERM_NIL);
    } else if (partial) {
        Term kind = characters_is_partial(characters.partial, characters.partial_bytes)
                        ? am_incomplete
                        : am_error;
        problem = heap_tuple(process, 2, kind, partial);
    }
    return finish(process, result, characters.used, problem, values[2]);
}

static Term convert(Process *process, Term data, SInt need, bool latin1, bool as_list)
{
    uint8_t *bytes;
    Term result = binary_new(process, (UInt)need, &bytes);
    Term state = heap_tuple(process, 3, small(0), term_bool(latin1), term_bool(as_list));
    return convert_more(process, data, result, state, TERM_NIL);
}

/* ---- the functions ----------------------------------------------------------------------- */

/* Latin-1 or UTF-8? False: another encoding. */
static bool own_encoding(Term encoding, bool *latin1)
{
    *latin1 = encoding == am_latin1;
    return *latin1 || encoding == am_unicode || encoding == am_utf8;
}

static bool is_utf8(Term binary)
{
    UInt size;
    uint8_t *copy;
    const uint8_t *bytes = binary_bytes(binary, &size, &copy);
    bool valid = utf8_is_valid(bytes, size);
    free(copy);
    return valid;
}

Term bif_unicode_characters_to_binary_2(Process *process, Term data, Term encoding)
{
    bool latin1;
    if (!own_encoding(encoding, &latin1)) {
        const Export *other = export_get(am_unicode, am_characters_to_binary_int, 2);
        return bif_trap_export(process, other, 2, data, encoding, TERM_NIL, TERM_NIL);
    }
    if (term_is_cons(data) && term_is_bitstring(term_head(data)) && term_is_nil(term_tail(data)))
        data = term_head(data);
    SInt need = characters_need(data, latin1);
    if (need < 0)
        return bif_badarg(process);
    bif_charge(process, need / (CHARACTERS_PER_REDUCTION * 8));
    if (term_is_bitstring(data) && (UInt)need * 8 == term_bit_size(data) &&
        (latin1 || is_utf8(data)))
        return data; /* is UTF-8 already */
    return convert(process, data, need, latin1, false);
}

/* A binary of UTF-8 needs no conversion. */
static Term utf8_to_list(Process *process, Term binary)
{
    if (term_bit_size(binary) % 8 != 0)
        return bif_badarg(process);
    BitView view = bit_view(binary);
    UInt count = view.bit_size / 8;
    if (view.bit_offset) {
        uint8_t *data;
        Term copy = binary_new(process, count, &data);
        bits_copy(data, 0, view.bytes, view.bit_offset, view.bit_size);
        view.bytes = data;
        binary = copy;
    }
    UInt valid = utf8_valid_prefix(view.bytes, count, NULL);
    bif_charge(process, (SInt)(valid / (CHARACTERS_PER_REDUCTION * 8)));
    Term problem = TERM_NIL;
    if (valid < count) {
        Term kind =
            characters_is_partial(view.bytes + valid, count - valid) ? am_incomplete : am_error;
        problem = heap_tuple(process, 2, kind,
                             binary_sub(process, binary, valid * 8, (count - valid) * 8));
    }
    return to_list_more(process, binary, small(valid), TERM_NIL, problem);
}

Term bif_unicode_characters_to_list_2(Process *process, Term data, Term encoding)
{
    bool latin1;
    if (!own_encoding(encoding, &latin1)) {
        const Export *other = export_get(am_unicode, am_characters_to_list_int, 2);
        return bif_trap_export(process, other, 2, data, encoding, TERM_NIL, TERM_NIL);
    }
    if (term_is_bitstring(data) && !latin1)
        return utf8_to_list(process, data);
    SInt need = characters_need(data, latin1);
    if (need < 0)
        return bif_badarg(process);
    bif_charge(process, need / (CHARACTERS_PER_REDUCTION * 8));
    return convert(process, data, need, latin1, true);
}

/* false for anything but a binary of ASCII. */
Term bif_unicode_bin_is_7bit_1(Process *process, Term binary)
{
    if (!term_is_binary(binary))
        return am_false;
    UInt size;
    uint8_t *copy;
    const uint8_t *bytes = binary_bytes(binary, &size, &copy);
    bool ascii = utf8_ascii_prefix(bytes, size) == size;
    free(copy);
    bif_charge(process, (SInt)(size / (1 << 14)));
    return term_bool(ascii);
}
