/* SPDX-License-Identifier: Apache-2.0 */
/*
 * UTF-8: one character at a time, and runs (utf8.c).
 *
 * Valid is what Erlang accepts: shortest form, up to 10FFFF, no surrogates (D800-DFFF). Any thread
 * may call these functions; they touch no bytes outside the range given.
 */
#ifndef RT_UNICODE_UTF8_H
#define RT_UNICODE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum {
    UTF8_CHARACTER_MAX = 0x10ffff,
    UTF8_INVALID = 0,     /* utf8_decode: no character starts like this */
    UTF8_INCOMPLETE = -1, /* the bytes end inside a character that was valid so far */
};

static inline bool utf8_is_surrogate(uint32_t character)
{
    return character >> 11 == 0xd800 >> 11;
}

static inline bool utf8_is_character(uint64_t character)
{
    return character <= UTF8_CHARACTER_MAX && !utf8_is_surrogate((uint32_t)character);
}

/* Bytes that a character takes. */
static inline int utf8_length(uint32_t character)
{
    return character < 0x80 ? 1 : character < 0x800 ? 2 : character < 0x10000 ? 3 : 4;
}

/* The character at `at` (before `end`): its length in bytes 1…4, or UTF8_INVALID or
 * UTF8_INCOMPLETE. */
static inline int utf8_decode(const uint8_t *at, const uint8_t *end, uint32_t *character)
{
    uint32_t lead = at[0];
    if (lead < 0x80) {
        *character = lead;
        return 1;
    }
    /* The second byte's range excludes overlong forms, surrogates and what is above 10FFFF. */
    int length;
    uint8_t low = 0x80, high = 0xbf;
    if (lead >= 0xc2 && lead <= 0xdf) {
        length = 2;
        lead &= 0x1f;
    } else if (lead >= 0xe0 && lead <= 0xef) {
        length = 3;
        if (lead == 0xe0)
            low = 0xa0;
        else if (lead == 0xed)
            high = 0x9f;
        lead &= 0x0f;
    } else if (lead >= 0xf0 && lead <= 0xf4) {
        length = 4;
        if (lead == 0xf0)
            low = 0x90;
        else if (lead == 0xf4)
            high = 0x8f;
        lead &= 0x07;
    } else {
        return UTF8_INVALID;
    }
    for (int i = 1; i < length; i++) {
        if (at + i == end)
            return UTF8_INCOMPLETE;
        if (at[i] < low || at[i] > high)
            return UTF8_INVALID;
        lead = lead << 6 | (at[i] & 0x3f);
        low = 0x80;
        high = 0xbf;
    }
    *character = lead;
    return length;
}

/* Writes a character (utf8_is_character) and returns its length. */
static inline int utf8_encode(uint32_t character, uint8_t *to)
{
    if (character < 0x80) {
        to[0] = (uint8_t)character;
        return 1;
    }
    if (character < 0x800) {
        to[0] = (uint8_t)(0xc0 | character >> 6);
        to[1] = (uint8_t)(0x80 | (character & 0x3f));
        return 2;
    }
    if (character < 0x10000) {
        to[0] = (uint8_t)(0xe0 | character >> 12);
        to[1] = (uint8_t)(0x80 | (character >> 6 & 0x3f));
        to[2] = (uint8_t)(0x80 | (character & 0x3f));
        return 3;
    }
    to[0] = (uint8_t)(0xf0 | character >> 18);
    to[1] = (uint8_t)(0x80 | (character >> 12 & 0x3f));
    to[2] = (uint8_t)(0x80 | (character >> 6 & 0x3f));
    to[3] = (uint8_t)(0x80 | (character & 0x3f));
    return 4;
}

/* Length of the longest valid prefix; *characters (may be NULL) counts the characters in it. */
size_t utf8_valid_prefix(const uint8_t *bytes, size_t count, size_t *characters);

static inline bool utf8_is_valid(const uint8_t *bytes, size_t count)
{
    return utf8_valid_prefix(bytes, count, NULL) == count;
}

/* Number of leading bytes below 80 hex. */
size_t utf8_ascii_prefix(const uint8_t *bytes, size_t count);

/* All of them are; for short texts. */
static inline bool utf8_is_ascii(const uint8_t *bytes, size_t count)
{
    uint64_t bits = 0, word;
    for (; count >= sizeof word; bytes += sizeof word, count -= sizeof word) {
        memcpy(&word, bytes, sizeof word);
        bits |= word;
    }
    for (size_t i = 0; i < count; i++)
        bits |= bytes[i];
    return (bits & 0x8080808080808080u) == 0;
}

#endif
