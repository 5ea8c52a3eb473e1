/* SPDX-License-Identifier: Apache-2.0 */
/*
 * UTF-8 as of RFC 3629; see utf8.h.
 */
#include "utf8.h"

/* Length and smallest character by first byte; 0 if no character starts with it. */
static size_t lead_length(uint8_t lead, uint32_t *bits, uint32_t *smallest)
{
    if (lead < 0x80) {
        *bits = lead, *smallest = 0;
        return 1;
    }
    if (lead >= 0xC0 && lead < 0xE0) {
        *bits = lead & 0x1Fu, *smallest = 0x80;
        return 2;
    }
    if (lead >= 0xE0 && lead < 0xF0) {
        *bits = lead & 0x0Fu, *smallest = 0x800;
        return 3;
    }
    if (lead >= 0xF0 && lead < 0xF8) {
        *bits = lead & 0x07u, *smallest = 0x10000;
        return 4;
    }
    return 0;
}

uint32_t utf8_decode(const uint8_t *bytes, size_t size, size_t *length)
{
    uint32_t character, smallest;
    size_t count = lead_length(bytes[0], &character, &smallest);
    *length = 1;
    if (count == 0 || count > size) {
        return UTF8_INVALID;
    }
    for (size_t i = 1; i < count; i++) {
        if ((bytes[i] & 0xC0) != 0x80) {
            return UTF8_INVALID;
        }
        character = character << 6 | (bytes[i] & 0x3Fu);
    }
    if (character < smallest || character > 0x10FFFF ||
        (character >= 0xD800 && character < 0xE000)) {
        return UTF8_INVALID;
    }
    *length = count;
    return character;
}

size_t utf8_count(const uint8_t *bytes, size_t size)
{
    size_t count = 0;
    for (size_t at = 0; at < size; count++) {
        size_t length;
        if (utf8_decode(bytes + at, size - at, &length) == UTF8_INVALID) {
            return SIZE_MAX;
        }
        at += length;
    }
    return count;
}

size_t utf8_encode(uint32_t character, uint8_t *bytes)
{
    if (character < 0x80) {
        bytes[0] = (uint8_t)character;
        return 1;
    }
    if (character < 0x800) {
        bytes[0] = (uint8_t)(0xC0 | character >> 6);
        bytes[1] = (uint8_t)(0x80 | (character & 0x3F));
        return 2;
    }
    if (character < 0x10000) {
        bytes[0] = (uint8_t)(0xE0 | character >> 12);
        bytes[1] = (uint8_t)(0x80 | (character >> 6 & 0x3F));
        bytes[2] = (uint8_t)(0x80 | (character & 0x3F));
        return 3;
    }
    bytes[0] = (uint8_t)(0xF0 | character >> 18);
    bytes[1] = (uint8_t)(0x80 | (character >> 12 & 0x3F));
    bytes[2] = (uint8_t)(0x80 | (character >> 6 & 0x3F));
    bytes[3] = (uint8_t)(0x80 | (character & 0x3F));
    return 4;
}
