/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Copying and comparing runs of bits between arbitrary bit positions (binary.h, bits.h).
 *
 * Runs that start at the same place within a byte are moved by bytes; others 64 bits at a time.
 * Any thread may call these functions.
 */
#include "rt/core/bits.h"

#include "rt/core/binary.h"

/* Both runs start at a byte. */
static void copy_aligned(uint8_t *to, const uint8_t *from, UInt bit_count)
{
    UInt bytes = bit_count / 8, rest = bit_count % 8;
    memmove(to, from, bytes);
    if (rest)
        bits_store(to + bytes, 0, rest, from[bytes] >> (8 - rest));
}

/* The destination starts at a byte, the source at bit `shift` (1…7) of one. Stored as whole words
 * while there are enough bits, for then the source's ninth byte is inside the run too. */
static void copy_shifted(uint8_t *to, const uint8_t *from, UInt shift, UInt bit_count)
{
    for (; bit_count >= 64; bit_count -= 64, to += 8, from += 8)
        bits_store_big64(to, bits_load_big64(from) << shift | from[8] >> (8 - shift));
    if (bit_count)
        bits_store(to, 0, bit_count, bits_load(from, shift, bit_count));
}

void bits_copy(uint8_t *to, UInt to_offset, const uint8_t *from, UInt from_offset, UInt bit_count)
{
    to += to_offset / 8;
    from += from_offset / 8;
    to_offset %= 8;
    from_offset %= 8;
    if (to_offset && bit_count) {
        UInt head = 8 - to_offset < bit_count ? 8 - to_offset : bit_count;
        bits_store(to, to_offset, head, bits_load(from, from_offset, head));
        bit_count -= head;
        to++;
        from += (from_offset + head) / 8;
        from_offset = (from_offset + head) % 8;
    }
    if (!bit_count)
        return;
    if (from_offset)
        copy_shifted(to, from, from_offset, bit_count);
    else
        copy_aligned(to, from, bit_count);
}

int bits_compare(const uint8_t *a, UInt a_offset, const uint8_t *b, UInt b_offset, UInt bit_count)
{
    if (a_offset % 8 == 0 && b_offset % 8 == 0) {
        UInt bytes = bit_count / 8;
        int order = memcmp(a + a_offset / 8, b + b_offset / 8, bytes);
        if (order)
            return order;
        a_offset += bytes * 8;
        b_offset += bytes * 8;
        bit_count %= 8;
    }
    while (bit_count) {
        UInt step = bit_count < 64 ? bit_count : 64;
        uint64_t x = bits_load(a, a_offset, step), y = bits_load(b, b_offset, step);
        if (x != y)
            return x < y ? -1 : 1;
        a_offset += step;
        b_offset += step;
        bit_count -= step;
    }
    return 0;
}
