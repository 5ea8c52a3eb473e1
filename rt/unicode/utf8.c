/* SPDX-License-Identifier: Apache-2.0 */
/* Runs of UTF-8 (utf8.h): eight ASCII bytes at a time, anything else by characters. */
#include "rt/unicode/utf8.h"

#include <string.h>

size_t utf8_ascii_prefix(const uint8_t *bytes, size_t count)
{
    size_t i = 0;
    for (; count - i >= 8; i += 8) {
        uint64_t word;
        memcpy(&word, bytes + i, sizeof word);
        if (word & 0x8080808080808080u)
            break;
    }
    while (i < count && bytes[i] < 0x80)
        i++;
    return i;
}

size_t utf8_valid_prefix(const uint8_t *bytes, size_t count, size_t *characters)
{
    size_t i = 0, seen = 0;
    while (i < count) {
        size_t ascii = utf8_ascii_prefix(bytes + i, count - i);
        i += ascii;
        seen += ascii;
        if (i == count)
            break;
        uint32_t character;
        int length = utf8_decode(bytes + i, bytes + count, &character);
        if (length <= 0)
            break;
        i += (size_t)length;
        seen++;
    }
    if (characters)
        *characters = seen;
    return i;
}
