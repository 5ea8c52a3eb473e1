/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The .beam files inside an executable: they say that the module's code is linked in. A container
 * like any other, with two chunks: AtU8, which holds the module's name alone, and Link, empty.
 * Written by frontend/driver/inside.c, known again by rt/bif/code_loading.c.
 */
#ifndef RT_CORE_STAND_IN_H
#define RT_CORE_STAND_IN_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

static inline uint8_t *stand_in_number(uint8_t *to, size_t number)
{
    for (int shift = 24; shift >= 0; shift -= 8)
        *to++ = (uint8_t)(number >> shift);
    return to;
}

static inline uint8_t *stand_in_word(uint8_t *to, const char word[4])
{
    return (uint8_t *)memcpy(to, word, 4) + 4;
}

/* Bytes of the file for a module's name of that length, which is at most 255. */
static inline size_t stand_in_size(size_t length)
{
    return 12 + 8 + ((4 + 1 + length + 3) & ~(size_t)3) + 8;
}

static inline void stand_in_write(uint8_t *to, const char *name, size_t length)
{
    size_t size = stand_in_size(length);
    memset(to, 0, size);
    uint8_t *end = to + size;
    to = stand_in_word(to, "FOR1");
    to = stand_in_number(to, size - 8);
    to = stand_in_word(to, "BEAM");
    to = stand_in_word(to, "AtU8");
    to = stand_in_number(to, 4 + 1 + length);
    to = stand_in_number(to, 1);
    *to++ = (uint8_t)length;
    memcpy(to, name, length);
    stand_in_word(end - 8, "Link");
}

#endif
