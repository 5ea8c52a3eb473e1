/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The external term format, both ways. No recursion over terms.
 */
#ifndef RT_EXTERNAL_EXTERNAL_H
#define RT_EXTERNAL_EXTERNAL_H

#include "rt/core/heap.h"

enum {
#define EXTERNAL_TAG(name, number) EXTERNAL_##name = number,
#include "rt/external/tags.def"
#undef EXTERNAL_TAG
    EXTERNAL_VERSION = 131,
};

typedef struct EncodeOptions {
    int minor_version;  /* 0: floats as text; 1: atoms in Latin-1 where possible; 2: all atoms in
                           UTF-8 */
    bool deterministic; /* maps in key order */
} EncodeOptions;

/* Where the bytes of a large binary belong that were left out. */
typedef struct ExternalCut {
    size_t at;
    Term bitstring; /* its whole bytes; the rest of a bit string is in the buffer */
} ExternalCut;

typedef struct ExternalBuffer {
    uint8_t *bytes;
    size_t size, capacity;
    bool cutting; /* leave large binaries out and list them in `cuts` */
    ExternalCut *cuts;
    size_t cut_count, cut_capacity;
} ExternalBuffer;

void external_buffer_free(ExternalBuffer *buffer);

/* Appends the term, without the version byte. */
void external_encode(ExternalBuffer *buffer, Term term, const EncodeOptions *options);

/* Number of elements of a proper list of bytes short enough for STRING, else 0. */
size_t external_string_length(Term list);

/* Bytes that external_size/1,2 tells: of the format without compression, version byte included. */
size_t external_size(Term term, const EncodeOptions *options);

/* The term at the start of the bytes (after version byte and decompression), built on the process's
 * heap; *used bytes were read. THE_NON_VALUE for anything malformed. `safe`: no new atoms, no
 * external funs of functions that do not exist. */
Term external_decode(Process *process, const uint8_t *bytes, size_t size, bool safe, size_t *used);

#endif
