/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Input by lines: bytes are gathered until a newline (LF or CR LF, neither is part of the line) or
 * until `limit` bytes are there that go on. One thread at a time.
 */
#ifndef RT_PORT_LINE_H
#define RT_PORT_LINE_H

#include "rt/core/term.h"

typedef struct LineBuffer {
    UInt limit, capacity;
    UInt used;
    bool carriage_return; /* one has been seen that may belong to a newline */
    uint8_t *bytes;
} LineBuffer;

typedef enum LineEnd { LINE_NONE, LINE_EOL, LINE_NOEOL } LineEnd;

LineBuffer *line_buffer_new(UInt limit);
void line_buffer_free(LineBuffer *line);

/* Takes bytes from *bytes, of which *left are there, until a piece is complete: then it is `size`
 * bytes at line->bytes, to be looked at before the next call. LINE_NONE: all have been taken. */
LineEnd line_take(LineBuffer *line, const uint8_t **bytes, UInt *left, UInt *size);
/* There will be no more: what is there, in pieces, until LINE_NONE. */
LineEnd line_finish(LineBuffer *line, UInt *size);

#endif
