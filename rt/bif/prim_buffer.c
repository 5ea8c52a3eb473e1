/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Natives of prim_buffer: a queue of bytes behind a magic reference, which prim_file reads ahead
 * into. Used by one process at a time (prim_buffer:try_lock/1 for those that share one).
 */
#include <atomic_ops.h>
#include <stdlib.h>
#include <string.h>
#include "rt/core/bif.h"
#include "rt/core/list.h"
#include "rt/core/memory.h"
#include "rt/core/reference.h"

typedef struct ByteQueue {
    uint8_t *bytes;
    UInt start, end, capacity;
    volatile AO_t locked; /* acquire in try_lock pairs with release in unlock */
} ByteQueue;

static ByteQueue *contents(BinaryObject *object)
{
    return (ByteQueue *)(void *)object->bytes;
}

static void destroy(BinaryObject *object)
{
    ByteQueue *queue = contents(object);
    reference_forget(object);
    memory_free(MEMORY_BINARY, queue->bytes, queue->capacity);
}

#define QUEUE_ARGUMENT(queue, term)                                 \
    BinaryObject *queue##_object = reference_object(term, destroy); \
    if (!queue##_object)                                            \
        return bif_badarg(process);                                 \
    ByteQueue *queue = contents(queue##_object)

Term bif_prim_buffer_new_0(Process *process)
{
    BinaryObject *object = binary_object_new(sizeof(ByteQueue));
    object->destructor = destroy;
    *contents(object) = (ByteQueue){0};
    return reference_new_magic(process, object);
}

Term bif_prim_buffer_size_1(Process *process, Term buffer)
{
    QUEUE_ARGUMENT(queue, buffer);
    return term_make_small((SInt)(queue->end - queue->start));
}

Term bif_prim_buffer_peek_head_1(Process *process, Term buffer)
{
    QUEUE_ARGUMENT(queue, buffer);
    return binary_from_bytes(process, queue->bytes + queue->start, queue->end - queue->start);
}

static bool count_argument(const ByteQueue *queue, Term term, UInt *count)
{
    if (!term_is_small(term) || term_small_value(term) < 0)
        return false;
    *count = (UInt)term_small_value(term);
    return *count <= queue->end - queue->start;
}

Term bif_prim_buffer_copying_read_2(Process *process, Term buffer, Term size)
{
    UInt count;
    QUEUE_ARGUMENT(queue, buffer);
    if (!count_argument(queue, size, &count))
        return bif_badarg(process);
    const uint8_t *bytes = count ? queue->bytes + queue->start : NULL; /* it may have none */
    Term data = binary_from_bytes(process, bytes, count);
    queue->start += count;
    return data;
}

Term bif_prim_buffer_skip_2(Process *process, Term buffer, Term size)
{
    UInt count;
    QUEUE_ARGUMENT(queue, buffer);
    if (!count_argument(queue, size, &count))
        return bif_badarg(process);
    queue->start += count;
    return am_ok;
}

static void append(ByteQueue *queue, const uint8_t *bytes, UInt size)
{
    if (queue->capacity - queue->end < size) {
        UInt used = queue->end - queue->start, capacity = (used + size) * 2;
        uint8_t *larger = memory_alloc(MEMORY_BINARY, capacity);
        if (used)
            memcpy(larger, queue->bytes + queue->start, used);
        memory_free(MEMORY_BINARY, queue->bytes, queue->capacity);
        *queue = (ByteQueue){larger, 0, used, capacity, queue->locked};
    }
    if (size)
        memcpy(queue->bytes + queue->end, bytes, size);
    queue->end += size;
}

Term bif_prim_buffer_write_2(Process *process, Term buffer, Term data)
{
    QUEUE_ARGUMENT(queue, buffer);
    if (list_length(data) < 0)
        return bif_badarg(process);
    for (Term at = data; term_is_cons(at); at = term_tail(at))
        if (!term_is_binary(term_head(at)))
            return bif_badarg(process);
    for (; term_is_cons(data); data = term_tail(data)) {
        UInt size;
        uint8_t *temporary = NULL;
        const uint8_t *bytes = binary_bytes(term_head(data), &size, &temporary);
        append(queue, bytes, size);
        free(temporary);
    }
    return am_ok;
}

Term bif_prim_buffer_find_byte_index_2(Process *process, Term buffer, Term byte)
{
    QUEUE_ARGUMENT(queue, buffer);
    if (!term_is_small(byte) || (UInt)term_small_value(byte) > 255)
        return bif_badarg(process);
    UInt size = queue->end - queue->start;
    const uint8_t *start = queue->bytes + queue->start;
    const uint8_t *found = size ? memchr(start, (int)term_small_value(byte), size) : NULL;
    if (!found)
        return am_not_found;
    return heap_tuple(process, 2, am_ok, term_make_small(found - start));
}

Term bif_prim_buffer_try_lock_1(Process *process, Term buffer)
{
    QUEUE_ARGUMENT(queue, buffer);
    return AO_compare_and_swap_acquire(&queue->locked, 0, 1) ? (Term)am_acquired : (Term)am_busy;
}

Term bif_prim_buffer_unlock_1(Process *process, Term buffer)
{
    QUEUE_ARGUMENT(queue, buffer);
    AO_store_release(&queue->locked, 0);
    return am_ok;
}
