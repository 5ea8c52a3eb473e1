/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reading and writing up to 64 bits at any bit position.
 *
 * Bit 0 of a run is the most significant bit of its first byte, as in the bit syntax. No function
 * touches a byte that holds none of the bits named, so they may be used at the ends of objects.
 */
#ifndef RT_CORE_BITS_H
#define RT_CORE_BITS_H

#include <string.h>
#include "rt/core/term.h"

static inline uint64_t bits_load_big64(const uint8_t *at)
{
    uint64_t value;
    memcpy(&value, at, sizeof value);
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    value = __builtin_bswap64(value);
#endif
    return value;
}

static inline void bits_store_big64(uint8_t *at, uint64_t value)
{
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    value = __builtin_bswap64(value);
#endif
    memcpy(at, &value, sizeof value);
}

/* The `count` (1…64) bits at bit `offset` of `bytes`, as an unsigned number. */
static inline uint64_t bits_load(const uint8_t *bytes, UInt offset, UInt count)
{
    const uint8_t *at = bytes + offset / 8;
    UInt shift = offset % 8, span = (shift + count + 7) / 8;
    if (span >= 8) {
        uint64_t value = bits_load_big64(at) << shift;
        if (span == 9)
            value |= at[8] >> (8 - shift);
        return value >> (64 - count);
    }
    uint64_t value = 0;
    for (UInt i = 0; i < span; i++)
        value = value << 8 | at[i];
    return value >> (8 * span - shift - count) & (~(uint64_t)0 >> (64 - count));
}

/* Replace the `count` (1…64) bits at bit `offset` by the low bits of `value`; higher ones are
 * ignored, bits around are kept. */
static inline void bits_store(uint8_t *bytes, UInt offset, UInt count, uint64_t value)
{
    uint8_t *at = bytes + offset / 8;
    UInt shift = offset % 8;
    if (shift) {
        UInt room = 8 - shift, taken = count < room ? count : room;
        uint8_t mask = (uint8_t)((0xff >> shift) & (0xff << (room - taken)));
        uint64_t piece = value >> (count - taken) << (room - taken);
        *at = (uint8_t)((*at & ~mask) | (piece & mask));
        at++;
        count -= taken;
    }
    if (count == 64) {
        bits_store_big64(at, value);
        return;
    }
    for (; count >= 8; count -= 8)
        *at++ = (uint8_t)(value >> (count - 8));
    if (count) {
        uint8_t mask = (uint8_t)(0xff << (8 - count));
        *at = (uint8_t)((*at & ~mask) | (value << (8 - count) & mask));
    }
}

#endif
