/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a port has to write: pieces of bytes in order, each within a binary object that it holds a
 * reference to, so that large binaries of processes are not copied. One thread at a time.
 */
#ifndef RT_PORT_QUEUE_H
#define RT_PORT_QUEUE_H

#include <sys/uio.h>
#include "rt/core/binary.h"

typedef struct OutputPiece {
    const uint8_t *bytes;
    UInt size;
    BinaryObject *object;
} OutputPiece;

/* A fixed number of pieces: the data of one command. */
typedef struct OutputData {
    UInt count, size; /* size: bytes of all pieces */
    OutputPiece pieces[];
} OutputData;

typedef struct OutputQueue {
    OutputPiece *pieces; /* a ring of `capacity` */
    UInt first, count, capacity;
    UInt size; /* bytes */
} OutputQueue;

/* The bytes of iodata; NULL when the term is none. */
OutputData *output_data_new(Term iodata);
/* One piece of `size` bytes to be filled in at *bytes. */
OutputData *output_data_of_size(UInt size, uint8_t **bytes);
void output_data_free(OutputData *data);
/* Copies all bytes to `to`. */
void output_data_copy(const OutputData *data, uint8_t *to);

/* Appends the data, but for the first `skip` bytes. The queue takes its own references. */
void output_queue_add(OutputQueue *queue, const OutputData *data, UInt skip);
/* The first pieces, `max` at most; returns how many. */
int output_queue_peek(const OutputQueue *queue, struct iovec *pieces, int max);
/* What holds the bytes of such a piece. */
BinaryObject *output_queue_object(const OutputQueue *queue, int index);
/* The first `size` bytes have been written. */
void output_queue_drop(OutputQueue *queue, UInt size);
void output_queue_clear(OutputQueue *queue);

#endif
