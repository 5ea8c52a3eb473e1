/* SPDX-License-Identifier: Apache-2.0 */
/*
 * .beam files in memory: erts_internal:beamfile_chunk/2 and beamfile_module_md5/1. The file is an
 * IFF form: "FOR1", its size, "BEAM", then chunks: a name of four bytes, a size, the contents
 * padded to four bytes. Numbers have the most significant byte first.
 */
#include "rt/bif/beam_file.h"

#include <stdlib.h>
#include <string.h>
#include "rt/bif/md5.h"
#include "rt/core/atom.h"
#include "rt/core/bif.h"
#include "rt/core/binary.h"
#include "rt/core/list.h"
#include "rt/core/long_work.h"

enum { NAME_BYTES = 4, CHUNK_HEAD = 8, FORM_HEAD = 12 };

typedef struct Chunk {
    uint8_t name[NAME_BYTES];
    const uint8_t *bytes;
    UInt size; /* 0: there is none */
} Chunk;

static UInt number(const uint8_t *bytes)
{
    return (UInt)bytes[0] << 24 | (UInt)bytes[1] << 16 | (UInt)bytes[2] << 8 | bytes[3];
}

/* Finds the chunks of these names, the last one of each. False: the file ends inside the form or
 * inside any chunk. */
static bool find_chunks(const uint8_t *file, UInt size, Chunk *chunks, UInt count)
{
    for (UInt i = 0; i < count; i++)
        chunks[i].bytes = file, chunks[i].size = 0;
    if (size < FORM_HEAD || memcmp(file, "FOR1", 4) != 0 || memcmp(file + 8, "BEAM", 4) != 0)
        return false;
    UInt form = number(file + 4); /* counted from "BEAM" on */
    if (form < 4 || form > size - 8)
        return false;
    UInt at = FORM_HEAD, end = form + 8;
    while (at < end) {
        if (end - at < CHUNK_HEAD)
            return false;
        UInt bytes = number(file + at + 4), padded = (bytes + 3) & ~(UInt)3;
        if (padded > end - at - CHUNK_HEAD)
            return false;
        for (UInt i = 0; i < count; i++) {
            if (memcmp(file + at, chunks[i].name, NAME_BYTES) == 0) {
                chunks[i].bytes = file + at + CHUNK_HEAD;
                chunks[i].size = bytes;
            }
        }
        at += CHUNK_HEAD + padded;
    }
    return true;
}

/* ---- one chunk ----------------------------------------------------------------------------------
 */

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

Term bif_erts_internal_beamfile_chunk_2(Process *process, Term code, Term name)
{
    Chunk chunk;
    uint8_t *temporary = NULL;
    UInt size;
    const uint8_t *file =
        read_name(name, chunk.name) ? binary_bytes(code, &size, &temporary) : NULL;
    if (!file)
        return bif_badarg(process);
    bool found = find_chunks(file, size, &chunk, 1) && chunk.size > 0;
    Term result = found ? binary_from_bytes(process, chunk.bytes, chunk.size) : (Term)am_undefined;
    free(temporary);
    return result;
}

/* ---- the digest of a module ---------------------------------------------------------------------
 */

enum { ATOMS, CODE, STRINGS, IMPORTS, EXPORTS, FUNS, LITERALS, META, ESSENTIAL };

/* A chunk that begins with the number of its entries, which have each so many bytes. */
static bool is_table(const Chunk *chunk, UInt entry)
{
    return chunk->size >= 4 && number(chunk->bytes) <= (chunk->size - 4) / entry;
}

/* The head: its size, then the version of the format, highest instruction, labels, functions. */
static bool is_code(const Chunk *chunk)
{
    enum { HEAD = 16, VERSION = 0 };
    return chunk->size >= 4 + HEAD && number(chunk->bytes) >= HEAD &&
           number(chunk->bytes) <= chunk->size - 4 && number(chunk->bytes + 4) == VERSION;
}

/* Of each entry the old_uniq field, its last word, counts as zero: compilers make it from a digest
 * of the module. False: no whole entries. */
static bool add_funs(Md5 *md5, const Chunk *chunk)
{
    enum { HEAD = 4, ENTRY = 24, BEFORE_UNIQ = 20 };
    static const uint8_t zeros[ENTRY - BEFORE_UNIQ];
    if (chunk->size == 0)
        return true;
    if (!is_table(chunk, ENTRY) || (chunk->size - HEAD) % ENTRY != 0)
        return false;
    md5_update(md5, chunk->bytes, HEAD);
    for (UInt at = HEAD; at < chunk->size; at += ENTRY) {
        md5_update(md5, chunk->bytes + at, BEFORE_UNIQ);
        md5_update(md5, zeros, sizeof zeros);
    }
    return true;
}

bool beam_file_md5(const uint8_t *file, UInt size, uint8_t digest[MD5_BYTES])
{
    Chunk chunks[ESSENTIAL] = {
        [ATOMS] = {.name = "AtU8"},    [CODE] = {.name = "Code"},    [STRINGS] = {.name = "StrT"},
        [IMPORTS] = {.name = "ImpT"},  [EXPORTS] = {.name = "ExpT"}, [FUNS] = {.name = "FunT"},
        [LITERALS] = {.name = "LitT"}, [META] = {.name = "Meta"}};
    enum { IMPORT = 12, EXPORT = 12 };
    Md5 md5;
    if (!find_chunks(file, size, chunks, ESSENTIAL) || !is_code(&chunks[CODE]) ||
        !is_table(&chunks[ATOMS], 1) || number(chunks[ATOMS].bytes) == 0 ||
        !is_table(&chunks[IMPORTS], IMPORT) || !is_table(&chunks[EXPORTS], EXPORT))
        return false;
    long_work_bytes(size);
    md5_init(&md5);
    for (UInt i = 0; i < ESSENTIAL; i++) {
        if (i != FUNS)
            md5_update(&md5, chunks[i].bytes, chunks[i].size);
        else if (!add_funs(&md5, &chunks[i]))
            return false;
    }
    md5_final(&md5, digest);
    return true;
}

Term bif_erts_internal_beamfile_module_md5_1(Process *process, Term code)
{
    uint8_t digest[MD5_BYTES], *temporary = NULL;
    UInt size;
    const uint8_t *file = binary_bytes(code, &size, &temporary);
    if (!file)
        return bif_badarg(process);
    bool good = beam_file_md5(file, size, digest);
    free(temporary);
    return good ? binary_from_bytes(process, digest, sizeof digest) : (Term)am_undefined;
}
