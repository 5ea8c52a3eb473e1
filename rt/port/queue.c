/* SPDX-License-Identifier: Apache-2.0 */
/* Output of ports (queue.h). */
#include "rt/port/queue.h"

#include <string.h>
#include "rt/bif/iolist.h"
#include "rt/core/memory.h"

enum { SHARED_MIN = 512, FIRST_CAPACITY = 8 };

/* ---- from terms --------------------------------------------------------------------------------
 */

/* Larger binaries that are bytes in an object are shared, all else is copied. */
static BinaryObject *shared_object(const BitView *view)
{
    const Term *parent = term_boxed_ptr(view->parent);
    if (view->bit_offset != 0 || view->bit_size / 8 < SHARED_MIN ||
        header_kind(parent[0]) != KIND_REFC_BIN)
        return NULL;
    return refc_binary_object(parent);
}

typedef struct Measure {
    UInt pieces, copied, size;
} Measure;

/* False: no iodata. */
static bool measure(Term iodata, Measure *sum)
{
    Iolist walk;
    IolistStep step;
    bool copying = false, good = true;
    iolist_start(&walk, iodata, false, INT64_MAX);
    for (;;) {
        UInt count = 0;
        Term bits = TERM_NIL;
        step = iolist_next(&walk, NULL, INT64_MAX, &count, &bits);
        if (step != IOLIST_BYTES && step != IOLIST_BITS)
            break;
        bool shared = false;
        if (step == IOLIST_BITS) {
            BitView view = bit_view(bits);
            good &= view.bit_size % 8 == 0;
            count = view.bit_size / 8;
            shared = shared_object(&view) != NULL;
        }
        if (count == 0)
            continue;
        sum->pieces += shared || !copying;
        sum->copied += shared ? 0 : count;
        sum->size += count;
        copying = !shared;
    }
    iolist_stop(&walk);
    return good && step == IOLIST_END;
}

static OutputData *data_new(UInt pieces)
{
    OutputData *data =
        memory_alloc(MEMORY_PORT, sizeof(OutputData) + (pieces ? pieces : 1) * sizeof(OutputPiece));
    data->count = pieces;
    data->size = 0;
    return data;
}

/* The second walk: fills in what the first has measured. */
static void fill(OutputData *data, Term iodata, BinaryObject *copies)
{
    Iolist walk;
    OutputPiece *piece = data->pieces - 1;
    uint8_t *to = copies ? copies->bytes : NULL;
    bool copying = false;
    iolist_start(&walk, iodata, false, INT64_MAX);
    for (;;) {
        UInt count = 0;
        Term bits = TERM_NIL;
        IolistStep step =
            iolist_next(&walk, to, copies ? copies->capacity : INT64_MAX, &count, &bits);
        if (step != IOLIST_BYTES && step != IOLIST_BITS)
            break;
        BinaryObject *shared = NULL;
        BitView view = {0};
        if (step == IOLIST_BITS) {
            view = bit_view(bits);
            count = view.bit_size / 8;
            shared = shared_object(&view);
        }
        if (count == 0)
            continue;
        if (shared) {
            binary_object_retain(shared);
            *++piece = (OutputPiece){view.bytes, count, shared};
        } else {
            if (step == IOLIST_BITS)
                bits_copy(to, 0, view.bytes, view.bit_offset, view.bit_size);
            if (!copying) {
                binary_object_retain(copies);
                *++piece = (OutputPiece){to, 0, copies};
            }
            piece->size += count;
            to += count;
        }
        copying = !shared;
    }
    iolist_stop(&walk);
}

OutputData *output_data_new(Term iodata)
{
    Measure sum = {0};
    if (!measure(iodata, &sum))
        return NULL;
    OutputData *data = data_new(sum.pieces);
    data->size = sum.size;
    BinaryObject *copies = sum.copied ? binary_object_new(sum.copied) : NULL;
    if (sum.size)
        fill(data, iodata, copies);
    if (copies)
        binary_object_release(copies);
    return data;
}

OutputData *output_data_of_size(UInt size, uint8_t **bytes)
{
    OutputData *data = data_new(1);
    BinaryObject *object = binary_object_new(size);
    data->size = size;
    data->pieces[0] = (OutputPiece){object->bytes, size, object};
    *bytes = object->bytes;
    return data;
}

void output_data_free(OutputData *data)
{
    for (UInt i = 0; i < data->count; i++)
        binary_object_release(data->pieces[i].object);
    memory_free(MEMORY_PORT, data,
                sizeof(OutputData) + (data->count ? data->count : 1) * sizeof(OutputPiece));
}

void output_data_copy(const OutputData *data, uint8_t *to)
{
    for (UInt i = 0; i < data->count; i++) {
        memcpy(to, data->pieces[i].bytes, data->pieces[i].size);
        to += data->pieces[i].size;
    }
}

/* ---- the queue ---------------------------------------------------------------------------------
 */

static OutputPiece *piece_at(const OutputQueue *queue, UInt index)
{
    return &queue->pieces[(queue->first + index) & (queue->capacity - 1)];
}

static void grow(OutputQueue *queue)
{
    UInt capacity = queue->capacity ? queue->capacity * 2 : FIRST_CAPACITY;
    OutputPiece *pieces = memory_alloc(MEMORY_PORT, capacity * sizeof *pieces);
    for (UInt i = 0; i < queue->count; i++)
        pieces[i] = *piece_at(queue, i);
    if (queue->pieces)
        memory_free(MEMORY_PORT, queue->pieces, queue->capacity * sizeof *pieces);
    queue->pieces = pieces;
    queue->capacity = capacity;
    queue->first = 0;
}

void output_queue_add(OutputQueue *queue, const OutputData *data, UInt skip)
{
    for (UInt i = 0; i < data->count; i++) {
        OutputPiece piece = data->pieces[i];
        UInt skipped = skip < piece.size ? skip : piece.size;
        skip -= skipped;
        piece.bytes += skipped;
        piece.size -= skipped;
        if (piece.size == 0)
            continue;
        if (queue->count == queue->capacity)
            grow(queue);
        binary_object_retain(piece.object);
        *piece_at(queue, queue->count++) = piece;
        queue->size += piece.size;
    }
}

int output_queue_peek(const OutputQueue *queue, struct iovec *pieces, int max)
{
    int count = queue->count < (UInt)max ? (int)queue->count : max;
    for (int i = 0; i < count; i++) {
        OutputPiece *piece = piece_at(queue, (UInt)i);
        pieces[i] = (struct iovec){(void *)(uintptr_t)piece->bytes, piece->size};
    }
    return count;
}

BinaryObject *output_queue_object(const OutputQueue *queue, int index)
{
    return piece_at(queue, (UInt)index)->object;
}

void output_queue_drop(OutputQueue *queue, UInt size)
{
    queue->size -= size;
    while (size > 0) {
        OutputPiece *piece = piece_at(queue, 0);
        if (size < piece->size) {
            piece->bytes += size;
            piece->size -= size;
            return;
        }
        size -= piece->size;
        binary_object_release(piece->object);
        queue->first = (queue->first + 1) & (queue->capacity - 1);
        queue->count--;
    }
}

void output_queue_clear(OutputQueue *queue)
{
    output_queue_drop(queue, queue->size);
    if (queue->pieces)
        memory_free(MEMORY_PORT, queue->pieces, queue->capacity * sizeof *queue->pieces);
    *queue = (OutputQueue){0};
}
