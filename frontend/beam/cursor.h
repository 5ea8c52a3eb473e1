/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reading untrusted bytes in order, big-endian as in .beam files.
 *
 * Invariants: `next` never passes `end`. The first failure sets `failed` and reports one error at
 * its place; from then on every read gives zeros, so callers check `failed` once per loop or step
 * and never depend on a value read after a failure being sensible.
 *
 * Threads: a cursor belongs to one thread at a time.
 */
#ifndef JOIST_FRONTEND_BEAM_CURSOR_H
#define JOIST_FRONTEND_BEAM_CURSOR_H

#include "frontend/support/diag.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct Cursor {
    const uint8_t *start;
    const uint8_t *next;
    const uint8_t *end;
    DiagList *diags;
    const char *file;
    const char *chunk; /* for messages; NULL when reading the whole file */
    bool failed;
} Cursor;

static inline size_t cursor_left(const Cursor *cursor)
{
    return (size_t)(cursor->end - cursor->next);
}

static inline size_t cursor_offset(const Cursor *cursor)
{
    return (size_t)(cursor->next - cursor->start);
}

/* Reports an error at the current offset, unless one was reported before. */
void cursor_fail(Cursor *cursor, const char *hint, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* As cursor_fail, at another offset. */
void cursor_fail_at(Cursor *cursor, size_t offset, const char *hint, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

uint8_t cursor_u8(Cursor *cursor);
uint16_t cursor_u16(Cursor *cursor);
uint32_t cursor_u32(Cursor *cursor);
uint64_t cursor_u64(Cursor *cursor);

/* `size` bytes, or NULL after a failure. */
const uint8_t *cursor_bytes(Cursor *cursor, size_t size);

/*
 * A number of entries of at least `entry_size` bytes each that are still to come; fails if so many
 * don't fit in what is left, so that memory for them may be allocated.
 */
uint32_t cursor_count(Cursor *cursor, size_t entry_size, const char *what);

/* Fails unless everything has been read. */
void cursor_finish(Cursor *cursor);

#endif
