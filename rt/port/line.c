/* SPDX-License-Identifier: Apache-2.0 */
/* Input by lines (line.h). */
#include "rt/port/line.h"

#include <string.h>
#include "rt/core/memory.h"

enum { FIRST_CAPACITY = 128 };

LineBuffer *line_buffer_new(UInt limit)
{
    LineBuffer *line = memory_alloc_zero(MEMORY_PORT, sizeof *line);
    line->limit = limit;
    return line;
}

void line_buffer_free(LineBuffer *line)
{
    if (line->bytes)
        memory_free(MEMORY_PORT, line->bytes, line->capacity);
    memory_free(MEMORY_PORT, line, sizeof *line);
}

static void add(LineBuffer *line, const uint8_t *bytes, UInt count)
{
    UInt capacity = line->capacity ? line->capacity : FIRST_CAPACITY;
    while (capacity < line->used + count)
        capacity *= 2;
    if (capacity != line->capacity) {
        line->bytes = line->bytes
                          ? memory_realloc(MEMORY_PORT, line->bytes, line->capacity, capacity)
                          : memory_alloc(MEMORY_PORT, capacity);
        line->capacity = capacity;
    }
    memcpy(line->bytes + line->used, bytes, count);
    line->used += count;
}

static LineEnd complete(LineBuffer *line, LineEnd end, UInt *size)
{
    *size = line->used;
    line->used = 0;
    return end;
}

/* How many of the bytes go into the buffer as they are. */
static UInt plain_bytes(const LineBuffer *line, const uint8_t *bytes, UInt left)
{
    UInt count = line->limit - line->used < left ? line->limit - line->used : left;
    const uint8_t *end = memchr(bytes, '\n', count);
    if (end)
        count = (UInt)(end - bytes);
    end = memchr(bytes, '\r', count);
    return end ? (UInt)(end - bytes) : count;
}

LineEnd line_take(LineBuffer *line, const uint8_t **bytes, UInt *left, UInt *size)
{
    while (*left > 0) {
        uint8_t next = **bytes;
        UInt taken = 0;
        if (next == '\n') {
            line->carriage_return = false;
            (*bytes)++, (*left)--;
            return complete(line, LINE_EOL, size);
        }
        if (next == '\r' && !line->carriage_return) {
            line->carriage_return = true;
            taken = 1;
        } else if (line->used == line->limit) {
            return complete(line, LINE_NOEOL, size);
        } else if (line->carriage_return) {
            add(line, (const uint8_t *)"\r", 1);
            line->carriage_return = false;
        } else {
            taken = plain_bytes(line, *bytes, *left);
            add(line, *bytes, taken);
        }
        *bytes += taken, *left -= taken;
    }
    return LINE_NONE;
}

LineEnd line_finish(LineBuffer *line, UInt *size)
{
    if (line->carriage_return && line->used < line->limit) {
        add(line, (const uint8_t *)"\r", 1);
        line->carriage_return = false;
    }
    return line->used ? complete(line, LINE_NOEOL, size) : LINE_NONE;
}
