/* SPDX-License-Identifier: Apache-2.0 */
/* Streams of module zlib (stream.h). */
#include "rt/zlib/stream.h"

#include "rt/core/copy.h"
#include "rt/core/memory.h"
#include "rt/core/off_heap.h"

enum { INFLATE_CHUNK_BYTES = 4000, SIZE_BYTES = 16 };

/* The library's memory, counted: its size stands before each block. */
static void *allocate(void *unused, unsigned count, unsigned size)
{
    (void)unused;
    size_t bytes = (size_t)count * size + SIZE_BYTES;
    char *block = memory_try_alloc(MEMORY_ZLIB, bytes);
    if (!block)
        return NULL;
    *(size_t *)(void *)block = bytes;
    return block + SIZE_BYTES;
}

static void release(void *unused, void *address)
{
    (void)unused;
    char *block = (char *)address - SIZE_BYTES;
    memory_free(MEMORY_ZLIB, block, *(size_t *)(void *)block);
}

static ZlibStream *contents(BinaryObject *object)
{
    return (ZlibStream *)(void *)object->bytes;
}

static void destroy(BinaryObject *object)
{
    ZlibStream *stream = contents(object);
    reference_forget(object);
    zlib_stream_close(stream);
    zlib_stream_clear_input(stream);
}

Term zlib_stream_new(Process *process)
{
    BinaryObject *object = binary_object_new(sizeof(ZlibStream));
    object->destructor = destroy;
    *contents(object) = (ZlibStream){
        .z = {.zalloc = allocate, .zfree = release, .data_type = Z_BINARY},
        .at_end = ZLIB_AT_END_CUT,
        .buffer_size = INFLATE_CHUNK_BYTES,
        .controller = process->pid,
    };
    return reference_new_magic(process, object);
}

ZlibStream *zlib_stream_of(Term reference)
{
    BinaryObject *object = reference_object(reference, destroy);
    return object ? contents(object) : NULL;
}

void zlib_stream_close(ZlibStream *stream)
{
    if (stream->state == ZLIB_DEFLATE)
        deflateEnd(&stream->z);
    else if (stream->state == ZLIB_INFLATE)
        inflateEnd(&stream->z);
    stream->state = ZLIB_CLOSED;
    zlib_stream_clear_stash(stream);
}

void zlib_stream_clear_input(ZlibStream *stream)
{
    input_queue_clear(&stream->input);
    zlib_stream_clear_stash(stream);
}

void zlib_stream_reset_sums(ZlibStream *stream)
{
    stream->input_sum = stream->output_sum = crc32(0, Z_NULL, 0);
}

/* ---- the stash --------------------------------------------------------------------------------
 */

void zlib_stream_set_stash(ZlibStream *stream, Term term)
{
    stream->has_stash = true;
    stream->stash = term;
    stream->stash_off_heap = NULL;
    stream->stash_words = copy_size(term);
    if (stream->stash_words == 0)
        return;
    Term *top = memory_alloc(MEMORY_ZLIB, stream->stash_words * sizeof(Term));
    stream->stash_block = top;
    stream->stash = copy_to(term, &top, &stream->stash_off_heap);
}

void zlib_stream_clear_stash(ZlibStream *stream)
{
    for (Term *object = stream->stash_off_heap; object;) {
        Term *next = (Term *)object[2];
        off_heap_release(object);
        object = next;
    }
    if (stream->stash_block)
        memory_free(MEMORY_ZLIB, stream->stash_block, stream->stash_words * sizeof(Term));
    stream->has_stash = false;
    stream->stash_block = stream->stash_off_heap = NULL;
}

Term zlib_stream_stash(Process *process, const ZlibStream *stream)
{
    if (!stream->stash_block)
        return stream->stash;
    Term *top = heap_alloc(process, stream->stash_words), *off_heap = NULL;
    Term copy = copy_to(stream->stash, &top, &off_heap);
    while (off_heap) {
        Term *next = (Term *)off_heap[2];
        heap_link_off_heap(process, off_heap, off_heap_words(off_heap));
        off_heap = next;
    }
    return copy;
}
