/* SPDX-License-Identifier: Apache-2.0 */
/* MD5, written from RFC 1321 (md5.h). */
#include "rt/bif/md5.h"

#include <string.h>

/* floor(2^32 * abs(sin(i + 1))) */
static const uint32_t sines[64] = {
    0xd76aa478, 0xe8c7b756, 0x242070db, 0xc1bdceee, 0xf57c0faf, 0x4787c62a, 0xa8304613, 0xfd469501,
    0x698098d8, 0x8b44f7af, 0xffff5bb1, 0x895cd7be, 0x6b901122, 0xfd987193, 0xa679438e, 0x49b40821,
    0xf61e2562, 0xc040b340, 0x265e5a51, 0xe9b6c7aa, 0xd62f105d, 0x02441453, 0xd8a1e681, 0xe7d3fbc8,
    0x21e1cde6, 0xc33707d6, 0xf4d50d87, 0x455a14ed, 0xa9e3e905, 0xfcefa3f8, 0x676f02d9, 0x8d2a4c8a,
    0xfffa3942, 0x8771f681, 0x6d9d6122, 0xfde5380c, 0xa4beea44, 0x4bdecfa9, 0xf6bb4b60, 0xbebfbc70,
    0x289b7ec6, 0xeaa127fa, 0xd4ef3085, 0x04881d05, 0xd9d4d039, 0xe6db99e5, 0x1fa27cf8, 0xc4ac5665,
    0xf4292244, 0x432aff97, 0xab9423a7, 0xfc93a039, 0x655b59c3, 0x8f0ccc92, 0xffeff47d, 0x85845dd1,
    0x6fa87e4f, 0xfe2ce6e0, 0xa3014314, 0x4e0811a1, 0xf7537e82, 0xbd3af235, 0x2ad7d2bb, 0xeb86d391};

static const uint8_t shifts[4][4] = {
    {7, 12, 17, 22}, {5, 9, 14, 20}, {4, 11, 16, 23}, {6, 10, 15, 21}};

static uint32_t load_little(const uint8_t *at)
{
    return (uint32_t)at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16 | (uint32_t)at[3] << 24;
}

static void store_little(uint8_t *at, uint32_t value)
{
    for (int i = 0; i < 4; i++)
        at[i] = (uint8_t)(value >> (8 * i));
}

static inline uint32_t rotate(uint32_t value, unsigned by)
{
    return value << by | value >> (32 - by);
}

/* One step: the four state words change places, so that a loop can be unrolled. */
static inline uint32_t step(uint32_t a, uint32_t b, uint32_t mix, uint32_t word, int i)
{
    return b + rotate(a + mix + word + sines[i], shifts[i / 16][i % 4]);
}

static void block(uint32_t state[4], const uint8_t *bytes)
{
    uint32_t word[16], a = state[0], b = state[1], c = state[2], d = state[3];
    for (int i = 0; i < 16; i++)
        word[i] = load_little(bytes + 4 * i);
#pragma clang loop unroll(full)
    for (int i = 0; i < 64; i++) {
        uint32_t mix;
        int k;
        if (i < 16) {
            mix = d ^ (b & (c ^ d));
            k = i;
        } else if (i < 32) {
            mix = c ^ (d & (b ^ c));
            k = (5 * i + 1) % 16;
        } else if (i < 48) {
            mix = b ^ c ^ d;
            k = (3 * i + 5) % 16;
        } else {
            mix = c ^ (b | ~d);
            k = 7 * i % 16;
        }
        uint32_t next = step(a, b, mix, word[k], i);
        a = d;
        d = c;
        c = b;
        b = next;
    }
    state[0] += a;
    state[1] += b;
    state[2] += c;
    state[3] += d;
}

void md5_init(Md5 *md5)
{
    *md5 = (Md5){.state = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476}};
}

void md5_update(Md5 *md5, const void *data, size_t count)
{
    const uint8_t *bytes = data;
    size_t used = md5->bits_low / 8 % MD5_BLOCK;
    uint64_t bits = ((uint64_t)md5->bits_high << 32 | md5->bits_low) + (uint64_t)count * 8;
    md5->bits_low = (uint32_t)bits;
    md5->bits_high = (uint32_t)(bits >> 32);
    if (used && used + count >= MD5_BLOCK) {
        size_t room = MD5_BLOCK - used;
        memcpy(md5->block + used, bytes, room);
        block(md5->state, md5->block);
        bytes += room;
        count -= room;
        used = 0;
    }
    if (!used) {
        for (; count >= MD5_BLOCK; bytes += MD5_BLOCK, count -= MD5_BLOCK)
            block(md5->state, bytes);
    }
    if (count)
        memcpy(md5->block + used, bytes, count);
}

void md5_final(Md5 *md5, uint8_t digest[MD5_BYTES])
{
    static const uint8_t padding[MD5_BLOCK] = {0x80};
    uint8_t length[8];
    store_little(length, md5->bits_low);
    store_little(length + 4, md5->bits_high);
    size_t used = md5->bits_low / 8 % MD5_BLOCK;
    md5_update(md5, padding, used < 56 ? 56 - used : 120 - used);
    md5_update(md5, length, sizeof length);
    for (int i = 0; i < 4; i++)
        store_little(digest + 4 * i, md5->state[i]);
}
