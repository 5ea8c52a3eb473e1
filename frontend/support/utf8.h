/* SPDX-License-Identifier: Apache-2.0 */
/*
 * UTF-8: decoding one character, checking and converting whole texts. Pure functions.
 */
#ifndef JOIST_FRONTEND_SUPPORT_UTF8_H
#define JOIST_FRONTEND_SUPPORT_UTF8_H

#include <stddef.h>
#include <stdint.h>

#define UTF8_INVALID UINT32_MAX

/*
 * The character at `bytes` and its length in *length; UTF8_INVALID with length 1 if there is no
 * valid one (overlong forms, surrogates and values over 10FFFF are invalid). `size` is at least 1.
 */
uint32_t utf8_decode(const uint8_t *bytes, size_t size, size_t *length);

/* Number of characters, or SIZE_MAX if the text is not valid. */
size_t utf8_count(const uint8_t *bytes, size_t size);

/* Writes 1 to 4 bytes and returns how many. */
size_t utf8_encode(uint32_t character, uint8_t *bytes);

#endif
