/* SPDX-License-Identifier: Apache-2.0 */
/*
 * zlib, called with growing output; see inflate.h.
 */
#include "frontend/beam/inflate.h"

#include "frontend/support/buffer.h"

#include <limits.h>
#include <zlib.h>

enum { STEP = 64 * 1024 };

/* Runs the stream until its end; false on damage, a missing end or too much output. */
static bool inflate_all(z_stream *stream, Buffer *output, size_t limit)
{
    for (;;) {
        stream->next_out = buffer_reserve(output, STEP);
        stream->avail_out = STEP;
        int result = inflate(stream, Z_NO_FLUSH);
        output->size += STEP - stream->avail_out;
        if (output->size > limit) {
            return false;
        }
        if (result == Z_STREAM_END) {
            return true;
        }
        if (result != Z_OK || (stream->avail_in == 0 && stream->avail_out > 0)) {
            return false;
        }
    }
}

static size_t smaller(size_t a, size_t b)
{
    return a < b ? a : b;
}

static size_t bound(size_t size)
{
    return smaller(INFLATE_BASE + INFLATE_FACTOR * smaller(size, INFLATE_LIMIT), INFLATE_LIMIT);
}

uint8_t *inflate_bytes(Arena *arena, InflateFormat format, const uint8_t *bytes, size_t size,
                       size_t limit, size_t *result_size, size_t *used)
{
    enum { GZIP_WINDOW = MAX_WBITS + 16 };
    z_stream stream = {.next_in = (Bytef *)bytes, .avail_in = (uInt)size};
    if (size > UINT_MAX ||
        inflateInit2(&stream, format == INFLATE_GZIP ? GZIP_WINDOW : MAX_WBITS) != Z_OK) {
        return NULL;
    }
    Buffer output = BUFFER_EMPTY;
    uint8_t *result = NULL;
    if (inflate_all(&stream, &output, smaller(limit, bound(size)))) {
        result = (uint8_t *)arena_copy(arena, output.bytes, output.size);
        *result_size = output.size;
        if (used) {
            *used = size - stream.avail_in;
        }
    }
    inflateEnd(&stream);
    buffer_free(&output);
    return result;
}
