/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The container around chunks: an IFF form "FOR1" of kind "BEAM", perhaps compressed with gzip.
 *
 * Invariants: after container_open every chunk's data is inside `bytes`; names are four printable
 * characters; no known name occurs twice. Data may belong to the caller's bytes or to the arena.
 */
#ifndef JOIST_FRONTEND_BEAM_CONTAINER_H
#define JOIST_FRONTEND_BEAM_CONTAINER_H

#include "frontend/beam/cursor.h"
#include "frontend/beam/module.h"

typedef struct Container {
    const uint8_t *bytes; /* the uncompressed file */
    size_t size;
    const char *file;
    DiagList *diags;
    BeamChunk *chunks;
    uint32_t count;
} Container;

bool container_open(Container *container, Arena *arena, DiagList *diags, const char *file,
                    const uint8_t *bytes, size_t size);

/* A cursor over the data of a chunk; false if there is no such chunk. `name` must be static. */
bool container_find(const Container *container, const char *name, Cursor *cursor);

/* The digest that OTP computes over the chunks that decide what a module does. */
void container_md5(const Container *container, uint8_t digest[16]);

#endif
