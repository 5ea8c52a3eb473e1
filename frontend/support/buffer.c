/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Growable byte buffers; see buffer.h.
 */
#include "buffer.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void buffer_free(Buffer *buffer)
{
    free(buffer->bytes);
    *buffer = BUFFER_EMPTY;
}

void buffer_clear(Buffer *buffer)
{
    buffer->size = 0;
}

uint8_t *buffer_reserve(Buffer *buffer, size_t size)
{
    if (size > buffer->capacity - buffer->size) {
        size_t wanted = buffer->capacity ? buffer->capacity : 256;
        while (wanted - buffer->size < size) {
            if (wanted > SIZE_MAX / 2) {
                wanted = 0;
                break;
            }
            wanted *= 2;
        }
        uint8_t *bytes = wanted ? realloc(buffer->bytes, wanted) : NULL;
        if (!bytes) {
            fprintf(stderr, "joist: out of memory (%zu bytes wanted)\n", size);
            abort();
        }
        buffer->bytes = bytes;
        buffer->capacity = wanted;
    }
    return buffer->bytes + buffer->size;
}

void buffer_add(Buffer *buffer, const void *bytes, size_t size)
{
    if (size > 0) {
        memcpy(buffer_reserve(buffer, size), bytes, size);
        buffer->size += size;
    }
}

void buffer_add_text(Buffer *buffer, const char *text)
{
    buffer_add(buffer, text, strlen(text));
}

void buffer_add_byte(Buffer *buffer, uint8_t byte)
{
    *buffer_reserve(buffer, 1) = byte;
    buffer->size++;
}

void buffer_printf(Buffer *buffer, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    if (length <= 0) {
        return;
    }
    char *end = (char *)buffer_reserve(buffer, (size_t)length + 1);
    va_start(arguments, format);
    vsnprintf(end, (size_t)length + 1, format, arguments);
    va_end(arguments);
    buffer->size += (size_t)length;
}

const char *buffer_text(Buffer *buffer)
{
    *buffer_reserve(buffer, 1) = 0;
    return (const char *)buffer->bytes;
}
