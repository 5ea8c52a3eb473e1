/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Decoding compact terms; see compact.h. The encoding is that of OTP's beam_asm and beam_disasm.
 */
#include "frontend/beam/compact.h"

static const char letters[] = "uiaxyfhz";

/* The magnitude of a number of up to nine bytes, if it fits in 64 bits. */
static void set_magnitude(Compact *term)
{
    const uint8_t *bytes = term->bytes;
    uint32_t size = term->size;
    uint8_t sign = term->negative ? 0xFF : 0;
    while (size > 1 && bytes[0] == sign) {
        bytes++;
        size--;
    }
    if (size > 8) {
        term->big = true;
        return;
    }
    uint64_t bits = term->negative ? UINT64_MAX : 0;
    for (uint32_t i = 0; i < size; i++) {
        bits = bits << 8 | bytes[i];
    }
    term->magnitude = term->negative ? 0 - bits : bits;
    /* -2^64 is the one number whose low 64 bits are all zero but which is not zero. */
    term->big = term->negative && bits == 0;
}

static void read_bytes(Cursor *cursor, Compact *term, size_t size)
{
    term->bytes = cursor_bytes(cursor, size);
    term->size = (uint32_t)size;
    if (term->bytes) {
        term->negative = term->bytes[0] >= 0x80;
        set_magnitude(term);
    }
}

/* The size of a number of nine bytes or more is itself a compact plain number, less nine. */
static size_t read_size(Cursor *cursor)
{
    enum { NINE = 9, ENDS_NESTING = 7 };
    size_t offset = cursor_offset(cursor);
    uint8_t head = cursor_u8(cursor);
    uint64_t size;
    if ((head & 7) != COMPACT_U || (head >> 5 == ENDS_NESTING && (head & 0x18) == 0x18)) {
        cursor_fail_at(cursor, offset, NULL, "a number with an impossible size");
        return 0;
    }
    if (!(head & 8)) {
        size = head >> 4;
    } else if (!(head & 0x10)) {
        size = (uint64_t)(head & 0xE0) << 3 | cursor_u8(cursor);
    } else {
        Compact number = {.tag = COMPACT_U};
        read_bytes(cursor, &number, (size_t)(head >> 5) + 2);
        size = number.negative ? UINT32_MAX : number.magnitude;
    }
    if (size > cursor_left(cursor)) {
        cursor_fail_at(cursor, offset, NULL, "a number that is longer than the chunk");
        return 0;
    }
    return (size_t)size + NINE;
}

Compact compact_read(Cursor *cursor)
{
    size_t offset = cursor_offset(cursor);
    uint8_t head = cursor_u8(cursor);
    Compact term = {.tag = (CompactTag)(head & 7)};
    if (!(head & 8)) {
        term.magnitude = head >> 4;
    } else if (!(head & 0x10)) {
        term.magnitude = (uint64_t)(head & 0xE0) << 3 | cursor_u8(cursor);
    } else {
        size_t size = (size_t)(head >> 5) + 2;
        read_bytes(cursor, &term, size < 9 ? size : read_size(cursor));
    }
    if (term.tag == COMPACT_U && term.big && !term.negative) {
        term.magnitude = UINT64_MAX;
        term.big = false;
    }
    if (!cursor->failed && term.tag != COMPACT_I && (term.negative || term.big)) {
        cursor_fail_at(cursor, offset, NULL, "operand %c with a number out of range",
                       letters[term.tag]);
    }
    return term;
}

uint64_t compact_number(Cursor *cursor, uint64_t limit, const char *what)
{
    size_t offset = cursor_offset(cursor);
    Compact term = compact_read(cursor);
    if (!cursor->failed && (term.tag != COMPACT_U || term.magnitude > limit)) {
        cursor_fail_at(cursor, offset, NULL, "%s is not a number up to %llu", what,
                       (unsigned long long)limit);
    }
    return cursor->failed ? 0 : term.magnitude;
}
