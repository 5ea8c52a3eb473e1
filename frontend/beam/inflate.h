/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Decompression with a bound on memory: zlib streams in chunks and terms, gzip around files.
 */
#ifndef JOIST_FRONTEND_BEAM_INFLATE_H
#define JOIST_FRONTEND_BEAM_INFLATE_H

#include "frontend/support/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * The most that one stream may expand to: a fixed size, and a multiple of its own size, but never
 * over the third. Real files and chunks expand less than tenfold and stay under a megabyte.
 */
#define INFLATE_BASE ((size_t)16 << 20)
#define INFLATE_FACTOR ((size_t)64)
#define INFLATE_LIMIT ((size_t)128 << 20)

typedef enum InflateFormat { INFLATE_ZLIB, INFLATE_GZIP } InflateFormat;

/*
 * The decompressed bytes, in the arena, or NULL if the stream is damaged, incomplete or expands to
 * more than `limit` bytes or the bounds above. Memory used is proportional to what the stream
 * really holds. *used, if not NULL, is how many compressed bytes belonged to the stream.
 */
uint8_t *inflate_bytes(Arena *arena, InflateFormat format, const uint8_t *bytes, size_t size,
                       size_t limit, size_t *result_size, size_t *used);

#endif
