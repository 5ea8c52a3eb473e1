/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A stream of module zlib: a compressor or an expander of the library zlib, with the input that
 * waits for it, behind a magic reference.
 *
 * Only the controlling process uses a stream; who that is may be changed by it, which is why the
 * field is read and written atomically. Everything else is the controlling process's, or the
 * destructor's.
 */
#ifndef RT_ZLIB_STREAM_H
#define RT_ZLIB_STREAM_H

#include <zlib.h>

#include "rt/core/reference.h"
#include "rt/zlib/queue.h"

typedef enum ZlibState { ZLIB_NONE, ZLIB_DEFLATE, ZLIB_INFLATE, ZLIB_CLOSED } ZlibState;

/* What more input after the end of a compressed stream means (zlib.erl passes the numbers). */
enum { ZLIB_AT_END_ERROR = 0, ZLIB_AT_END_RESET = 1, ZLIB_AT_END_CUT = 2 };

typedef struct ZlibStream {
    z_stream z;
    ZlibState state;
    int at_end;
    bool end_seen;
    bool raw; /* neither header nor checksum */
    bool sum_input, sum_output;
    uLong input_sum, output_sum; /* of the plain data, where a raw stream has none itself */
    int buffer_size;             /* for zlib:inflateChunk/1 */
    InputQueue input;
    volatile AO_t controller; /* pid */
    bool has_stash;           /* a term kept for zlib.erl: */
    Term stash;
    Term *stash_block, *stash_off_heap;
    UInt stash_words;
} ZlibStream;

/* A new one, controlled by the process. */
Term zlib_stream_new(Process *process);
/* NULL: no stream. */
ZlibStream *zlib_stream_of(Term reference);

/* Frees the library's part. */
void zlib_stream_close(ZlibStream *stream);
/* Forgets input and stash. */
void zlib_stream_clear_input(ZlibStream *stream);
/* Starts checksums anew. */
void zlib_stream_reset_sums(ZlibStream *stream);

void zlib_stream_set_stash(ZlibStream *stream, Term term);
void zlib_stream_clear_stash(ZlibStream *stream);
/* A copy on the process's heap. */
Term zlib_stream_stash(Process *process, const ZlibStream *stream);

#endif
