/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reading with a sticky failure; see cursor.h.
 */
#include "cursor.h"

static const char truncated_hint[] = "the file is truncated or damaged; compile it again";

static void fail(Cursor *cursor, size_t offset, const char *hint, const char *format,
                 va_list arguments)
{
    if (!cursor->failed) {
        DiagPlace place = {cursor->file, cursor->chunk, NULL, (int64_t)offset};
        diag_vadd(cursor->diags, DIAG_ERROR, place, hint, format, arguments);
        cursor->failed = true;
    }
    cursor->next = cursor->end;
}

void cursor_fail(Cursor *cursor, const char *hint, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    fail(cursor, cursor_offset(cursor), hint, format, arguments);
    va_end(arguments);
}

void cursor_fail_at(Cursor *cursor, size_t offset, const char *hint, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    fail(cursor, offset, hint, format, arguments);
    va_end(arguments);
}

const uint8_t *cursor_bytes(Cursor *cursor, size_t size)
{
    if (size > cursor_left(cursor)) {
        cursor_fail(cursor, truncated_hint, "%zu bytes expected, %zu are left", size,
                    cursor_left(cursor));
    }
    if (cursor->failed) {
        return NULL;
    }
    const uint8_t *bytes = cursor->next;
    cursor->next += size;
    return bytes;
}

static uint64_t read_big_endian(Cursor *cursor, size_t size)
{
    const uint8_t *bytes = cursor_bytes(cursor, size);
    uint64_t value = 0;
    for (size_t i = 0; bytes && i < size; i++) {
        value = value << 8 | bytes[i];
    }
    return value;
}

uint8_t cursor_u8(Cursor *cursor)
{
    return (uint8_t)read_big_endian(cursor, 1);
}

uint16_t cursor_u16(Cursor *cursor)
{
    return (uint16_t)read_big_endian(cursor, 2);
}

uint32_t cursor_u32(Cursor *cursor)
{
    return (uint32_t)read_big_endian(cursor, 4);
}

uint64_t cursor_u64(Cursor *cursor)
{
    return read_big_endian(cursor, 8);
}

uint32_t cursor_count(Cursor *cursor, size_t entry_size, const char *what)
{
    size_t offset = cursor_offset(cursor);
    uint32_t count = cursor_u32(cursor);
    if (count > cursor_left(cursor) / entry_size) {
        cursor_fail_at(cursor, offset, truncated_hint,
                       "%u %s announced, but only %zu bytes are left", count, what,
                       cursor_left(cursor));
    }
    return cursor->failed ? 0 : count;
}

void cursor_finish(Cursor *cursor)
{
    if (!cursor->failed && cursor_left(cursor) > 0) {
        cursor_fail(cursor, truncated_hint, "%zu bytes too many at the end of the chunk",
                    cursor_left(cursor));
    }
}
