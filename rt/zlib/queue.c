/* SPDX-License-Identifier: Apache-2.0 */
/* The queue of input (queue.h). */
#include "rt/zlib/queue.h"

#include <stdlib.h>
#include <string.h>
#include "rt/core/memory.h"

static void grow(InputQueue *queue)
{
    UInt capacity = queue->capacity ? queue->capacity * 2 : 8;
    InputRun *runs = memory_alloc(MEMORY_ZLIB, capacity * sizeof *runs);
    if (queue->runs) {
        memcpy(runs, queue->runs + queue->first, queue->count * sizeof *runs);
        memory_free(MEMORY_ZLIB, queue->runs, queue->capacity * sizeof *runs);
    }
    queue->runs = runs;
    queue->first = 0;
    queue->capacity = capacity;
}

/* Bytes that lie on a heap, or not on a byte boundary, are copied. */
static BinaryObject *keep(Term binary, const uint8_t **bytes, UInt size)
{
    BitView view = bit_view(binary);
    Term *parent = term_boxed_ptr(view.parent);
    BinaryObject *object;
    if (header_kind(parent[0]) == KIND_REFC_BIN && view.bit_offset == 0) {
        object = refc_binary_object(parent);
        binary_object_retain(object);
    } else {
        object = binary_object_new(size);
        memcpy(object->bytes, *bytes, size);
        *bytes = object->bytes;
    }
    return object;
}

bool input_queue_add(InputQueue *queue, Term binary)
{
    UInt size;
    uint8_t *temporary = NULL;
    const uint8_t *bytes = binary_bytes(binary, &size, &temporary);
    if (!bytes)
        return false;
    if (size > 0) {
        if (queue->first + queue->count == queue->capacity)
            grow(queue);
        BinaryObject *object = keep(binary, &bytes, size);
        queue->runs[queue->first + queue->count++] = (InputRun){bytes, size, object};
        queue->size += size;
    }
    free(temporary);
    return true;
}

void input_queue_take(InputQueue *queue, UInt bytes)
{
    queue->size -= bytes;
    while (bytes > 0) {
        InputRun *run = &queue->runs[queue->first];
        if (bytes < run->size) {
            run->bytes += bytes;
            run->size -= bytes;
            return;
        }
        bytes -= run->size;
        binary_object_release(run->object);
        queue->first++;
        queue->count--;
    }
    if (queue->count == 0)
        queue->first = 0;
}

void input_queue_clear(InputQueue *queue)
{
    input_queue_take(queue, queue->size);
    if (queue->runs)
        memory_free(MEMORY_ZLIB, queue->runs, queue->capacity * sizeof *queue->runs);
    *queue = (InputQueue){.size = 0};
}
