/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which bytes are letters, digits and so on in regular expressions without Unicode: in Erlang those
 * of Latin-1, independent of the locale.
 *
 * PCRE2's own tables know ASCII. The upper half is made from them by example: each character is
 * given the classes of an ASCII character like it, so that only the layout of the tables has to be
 * known (lower case, other case, ten bitmaps, types), not the meaning of their bits.
 */
#include "rt/re/tables.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <pthread.h>
#include <string.h>

#include "rt/core/memory.h"

enum {
    LOWER_CASE = 0,
    OTHER_CASE = 256,
    BITMAPS = 512,
    BITMAP_COUNT = 10,
    BITMAP_SIZE = 32,
    TYPES = BITMAPS + BITMAP_COUNT * BITMAP_SIZE,
    SIZE = TYPES + 256,
};

static uint8_t tables[SIZE];

/* The ASCII character that is like a Latin-1 one. */
static uint8_t example(unsigned c)
{
    if (c < 160)
        return 127;                       /* controls */
    if (c == 170 || c == 181 || c == 186) /* ª µ º */
        return 'g';
    if (c < 192 || c == 215 || c == 247) /* × ÷ */
        return '%';
    return c < 223 ? 'G' : 'g';
}

static void make_like(unsigned c, uint8_t other)
{
    for (int i = 0; i < BITMAP_COUNT; i++) {
        uint8_t *map = tables + BITMAPS + i * BITMAP_SIZE;
        if (map[other / 8] >> other % 8 & 1)
            map[c / 8] |= (uint8_t)(1 << c % 8);
        else
            map[c / 8] &= (uint8_t) ~(1 << c % 8);
    }
    tables[TYPES + c] = tables[TYPES + other];
    tables[LOWER_CASE + c] = tables[OTHER_CASE + c] = (uint8_t)c;
}

static void make_tables(void)
{
    uint32_t size = 0;
    pcre2_config(PCRE2_CONFIG_TABLES_LENGTH, &size);
    const uint8_t *ascii = pcre2_maketables(NULL);
    if (size != SIZE || !ascii)
        rt_fatal("re: unexpected character tables of PCRE2");
    memcpy(tables, ascii, SIZE);
    pcre2_maketables_free(NULL, ascii);
    for (unsigned c = 128; c < 256; c++)
        make_like(c, example(c));
    for (unsigned upper = 192; upper < 223; upper++) {
        if (upper == 215)
            continue;
        tables[LOWER_CASE + upper] = tables[OTHER_CASE + upper] = (uint8_t)(upper + 32);
        tables[OTHER_CASE + upper + 32] = (uint8_t)upper;
    }
}

const uint8_t *re_tables(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, make_tables);
    return tables;
}

/* A bit of the types that one character has and another one, much like it, has not. */
static bool has_type(uint8_t c, uint8_t with, uint8_t without)
{
    const uint8_t *types = re_tables() + TYPES;
    return types[c] & types[with] & ~types[without];
}

bool re_is_space(uint8_t c)
{
    return has_type(c, ' ', '!');
}

bool re_is_word(uint8_t c)
{
    return has_type(c, '_', '!');
}

bool re_is_letter(uint8_t c)
{
    return has_type(c, 'G', '_');
}
