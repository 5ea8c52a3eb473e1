/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A growable byte buffer on the C heap, for output whose size is not known beforehand.
 *
 * Invariants: `size <= capacity`; after buffer_text the byte at `size` is NUL. As with arenas,
 * running out of memory aborts the process. Threads: a buffer belongs to one thread at a time.
 */
#ifndef JOIST_FRONTEND_SUPPORT_BUFFER_H
#define JOIST_FRONTEND_SUPPORT_BUFFER_H

#include <stddef.h>
#include <stdint.h>

typedef struct Buffer {
    uint8_t *bytes;
    size_t size;
    size_t capacity;
} Buffer;

#define BUFFER_EMPTY ((Buffer){NULL, 0, 0})

void buffer_free(Buffer *buffer);
void buffer_clear(Buffer *buffer);

/* Makes room for `size` more bytes and returns where they go; the caller adds to `size`. */
uint8_t *buffer_reserve(Buffer *buffer, size_t size);

void buffer_add(Buffer *buffer, const void *bytes, size_t size);
void buffer_add_text(Buffer *buffer, const char *text);
void buffer_add_byte(Buffer *buffer, uint8_t byte);
void buffer_printf(Buffer *buffer, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The contents as a C string; valid until the next change. */
const char *buffer_text(Buffer *buffer);

#endif
