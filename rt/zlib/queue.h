/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Bytes that wait to be compressed or expanded: runs of bytes in order, taken from the front. Large
 * binaries are not copied, the queue holds references to them. One thread at a time.
 */
#ifndef RT_ZLIB_QUEUE_H
#define RT_ZLIB_QUEUE_H

#include "rt/core/binary.h"

typedef struct InputRun {
    const uint8_t *bytes;
    UInt size;
    BinaryObject *object; /* one reference to what the bytes are in */
} InputRun;

/* Zeroed: empty. */
typedef struct InputQueue {
    InputRun *runs;
    UInt first, count, capacity; /* runs[first … first + count - 1] */
    UInt size;                   /* bytes */
} InputQueue;

/* At the end. False: the term is no binary. */
bool input_queue_add(InputQueue *queue, Term binary);
/* So many of the first bytes are done with. */
void input_queue_take(InputQueue *queue, UInt bytes);
void input_queue_clear(InputQueue *queue);

#endif
