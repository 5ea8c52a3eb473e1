/* SPDX-License-Identifier: Apache-2.0 */
/*
 * erts_internal:beamfile_chunk/2: a chunk of a .beam file in memory. The file is an IFF form:
 * "FOR1", its size, "BEAM", then chunks: a name of four bytes, a size, the contents padded to four
 * bytes. Numbers have the most significant byte first.
 */
#include <stdlib.h>
#include <string.h>
#include "rt/core/atom.h"
#include "rt/core/bif.h"
#include "rt/core/binary.h"
#include "rt/core/list.h"

enum { NAME_BYTES = 4, CHUNK_HEAD = 8, FORM_HEAD = 12 };

static UInt number(const uint8_t *bytes)
{
    return (UInt)bytes[0] << 24 | (UInt)bytes[1] << 16 | (UInt)bytes[2] << 8 | bytes[3];
}

/* A list of four bytes. */
static bool read_name(Term list, uint8_t *name)
{
    for (int i = 0; i < NAME_BYTES; i++, list = term_tail(list)) {
        if (!term_is_cons(list) || !term_is_small(term_head(list)))
            return false;
        SInt byte = term_small_value(term_head(list));
        if (byte < 0 || byte > 255)
            return false;
        name[i] = (uint8_t)byte;
    }
    return term_is_nil(list);
}

/* The contents of the first chunk of that name; NULL: there is none, or the file ends inside the
 * form or inside a chunk before it. */
static const uint8_t *find_chunk(const uint8_t *file, UInt size, const uint8_t *name, UInt *found)
{
    if (size < FORM_HEAD || memcmp(file, "FOR1", 4) != 0 || memcmp(file + 8, "BEAM", 4) != 0)
        return NULL;
    UInt form = number(file + 4); /* counted from "BEAM" on */
    if (form < 4 || form > size - 8)
        return NULL;
    UInt at = FORM_HEAD, end = form + 8;
    while (end - at >= CHUNK_HEAD) {
        UInt bytes = number(file + at + 4), padded = (bytes + 3) & ~(UInt)3;
        const uint8_t *contents = file + at + CHUNK_HEAD;
        if (bytes > end - at - CHUNK_HEAD)
            return NULL;
        if (memcmp(file + at, name, NAME_BYTES) == 0) {
            *found = bytes;
            return contents;
        }
        if (padded > end - at - CHUNK_HEAD)
            return NULL;
        at += CHUNK_HEAD + padded;
    }
    return NULL;
}

Term bif_erts_internal_beamfile_chunk_2(Process *process, Term code, Term chunk)
{
    uint8_t name[NAME_BYTES], *temporary = NULL;
    UInt size, found = 0;
    const uint8_t *file = read_name(chunk, name) ? binary_bytes(code, &size, &temporary) : NULL;
    if (!file)
        return bif_badarg(process);
    const uint8_t *contents = find_chunk(file, size, name, &found);
    Term result = contents ? binary_from_bytes(process, contents, found) : (Term)am_undefined;
    free(temporary);
    return result;
}
