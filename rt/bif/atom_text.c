/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Atoms to text and back. Atoms have at most 255 characters of any kind that UTF-8 can express; a
 * longer text is a system_limit for the functions that make atoms, unless it is malformed anyway.
 */
#include "rt/core/atom.h"
#include "rt/core/bif.h"
#include "rt/core/binary.h"
#include "rt/core/bits.h"
#include "rt/unicode/utf8.h"

typedef enum TextError { TEXT_OK, TEXT_BAD, TEXT_LONG } TextError;

/* A name being put together. */
typedef struct Name {
    uint8_t text[ATOM_MAX_BYTES];
    size_t bytes;
    UInt characters;
} Name;

static void name_add(Name *name, uint32_t character)
{
    name->characters++;
    name->bytes += (size_t)utf8_encode(character, name->text + name->bytes);
}

static TextError name_from_list(Name *name, Term list)
{
    name->bytes = name->characters = 0;
    for (; term_is_cons(list); list = term_tail(list)) {
        if (name->characters == ATOM_MAX_CHARACTERS)
            return TEXT_LONG; /* whatever else follows */
        Term head = term_head(list);
        if (!term_is_small(head) || !utf8_is_character((uint64_t)term_small_value(head)))
            return TEXT_BAD;
        name_add(name, (uint32_t)term_small_value(head));
    }
    return term_is_nil(list) ? TEXT_OK : TEXT_BAD;
}

static TextError name_from_latin1(Name *name, const uint8_t *bytes, UInt count)
{
    name->bytes = name->characters = 0;
    if (count > ATOM_MAX_CHARACTERS)
        return TEXT_LONG;
    for (UInt i = 0; i < count; i++)
        name_add(name, bytes[i]);
    return TEXT_OK;
}

static TextError name_from_utf8(Name *name, const uint8_t *bytes, UInt count)
{
    size_t characters, valid = utf8_valid_prefix(bytes, count, &characters);
    if (characters > ATOM_MAX_CHARACTERS || (characters == ATOM_MAX_CHARACTERS && valid != count))
        return TEXT_LONG; /* whatever else follows */
    if (valid != count)
        return TEXT_BAD;
    if (count)
        memcpy(name->text, bytes, count);
    name->bytes = count;
    return TEXT_OK;
}

static TextError name_from_binary(Name *name, Term binary, Term encoding)
{
    bool latin1 = encoding == am_latin1;
    if (!term_is_binary(binary) || (!latin1 && encoding != am_utf8 && encoding != am_unicode))
        return TEXT_BAD;
    BitView view = bit_view(binary);
    UInt count = view.bit_size / 8;
    if (count > ATOM_MAX_BYTES + 1)
        count = ATOM_MAX_BYTES + 1; /* too long, or wrong before that */
    uint8_t bytes[ATOM_MAX_BYTES + 1];
    bits_copy(bytes, 0, view.bytes, view.bit_offset, count * 8);
    return latin1 ? name_from_latin1(name, bytes, count) : name_from_utf8(name, bytes, count);
}

/* ---- text to atom -------------------------------------------------------------------------------
 */

static Term to_atom(Process *process, TextError error, const Name *name)
{
    if (error)
        return error == TEXT_LONG ? bif_system_limit(process) : bif_badarg(process);
    return atom_intern(name->text, name->bytes);
}

static Term to_existing_atom(Process *process, TextError error, const Name *name)
{
    Term atom = error ? THE_NON_VALUE : atom_find(name->text, name->bytes);
    return atom ? atom : bif_badarg(process);
}

Term bif_erlang_list_to_atom_1(Process *process, Term list)
{
    Name name;
    TextError error = name_from_list(&name, list);
    return to_atom(process, error, &name);
}

Term bif_erlang_list_to_existing_atom_1(Process *process, Term list)
{
    Name name;
    TextError error = name_from_list(&name, list);
    return to_existing_atom(process, error, &name);
}

Term bif_erlang_binary_to_atom_2(Process *process, Term binary, Term encoding)
{
    Name name;
    TextError error = name_from_binary(&name, binary, encoding);
    return to_atom(process, error, &name);
}

Term bif_erlang_binary_to_existing_atom_2(Process *process, Term binary, Term encoding)
{
    Name name;
    TextError error = name_from_binary(&name, binary, encoding);
    return to_existing_atom(process, error, &name);
}

/* ---- atom to text -------------------------------------------------------------------------------
 */

Term bif_erlang_atom_to_list_1(Process *process, Term atom)
{
    if (!term_is_atom(atom))
        return bif_badarg(process);
    const AtomName *name = atom_name(atom);
    const uint8_t *at = name->text, *end = at + name->bytes;
    Term characters[ATOM_MAX_CHARACTERS];
    UInt count = 0;
    while (at < end) {
        uint32_t character;
        at += utf8_decode(at, end, &character);
        characters[count++] = term_make_small(character);
    }
    return heap_list(process, characters, count, TERM_NIL);
}

static Term to_latin1(Process *process, const AtomName *name)
{
    uint8_t bytes[ATOM_MAX_CHARACTERS];
    const uint8_t *at = name->text, *end = at + name->bytes;
    UInt count = 0;
    while (at < end) {
        uint32_t character;
        at += utf8_decode(at, end, &character);
        if (character > 0xff)
            return bif_badarg(process);
        bytes[count++] = (uint8_t)character;
    }
    return binary_from_bytes(process, bytes, count);
}

Term bif_erlang_atom_to_binary_2(Process *process, Term atom, Term encoding)
{
    if (!term_is_atom(atom))
        return bif_badarg(process);
    const AtomName *name = atom_name(atom);
    if (encoding == am_latin1)
        return to_latin1(process, name);
    if (encoding != am_utf8 && encoding != am_unicode)
        return bif_badarg(process);
    return binary_from_bytes(process, name->text, name->bytes);
}
