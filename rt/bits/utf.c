/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Segments of the types utf8, utf16 and utf32 (bits.h): matching and construction at any bit
 * position. What a character is: utf8.h.
 */
#include "rt/bits/bits.h"
#include "rt/unicode/utf8.h"

/* ---- matching -----------------------------------------------------------------------------------
 */

Term bits_get_utf8(Term term)
{
    BitsContext *context = bits_context(term);
    UInt available = bits_left(context) / 8;
    if (available == 0)
        return THE_NON_VALUE;
    if (available > 4)
        available = 4;
    uint8_t buffer[4];
    const uint8_t *at = context->base + context->position / 8;
    if (context->position % 8) {
        bits_copy(buffer, 0, context->base, context->position, available * 8);
        at = buffer;
    }
    uint32_t character;
    int length = utf8_decode(at, at + available, &character);
    if (length <= 0)
        return THE_NON_VALUE;
    context->position += (UInt)length * 8;
    return term_make_small(character);
}

/* The next 16 or 32 bits. */
static uint32_t load_unit(const BitsContext *context, UInt offset, UInt bits, UInt flags)
{
    uint64_t raw = bits_load(context->base, context->position + offset, bits);
    if (bits_is_little(flags))
        raw = __builtin_bswap64(raw) >> (64 - bits);
    return (uint32_t)raw;
}

Term bits_get_utf16(Term term, UInt flags)
{
    BitsContext *context = bits_context(term);
    if (bits_left(context) < 16)
        return THE_NON_VALUE;
    uint32_t first = load_unit(context, 0, 16, flags);
    if (!utf8_is_surrogate(first)) {
        context->position += 16;
        return term_make_small(first);
    }
    if (first >= 0xdc00 || bits_left(context) < 32)
        return THE_NON_VALUE;
    uint32_t second = load_unit(context, 16, 16, flags);
    if (second < 0xdc00 || second > 0xdfff)
        return THE_NON_VALUE;
    context->position += 32;
    return term_make_small(0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00));
}

Term bits_get_utf32(Term term, UInt flags)
{
    BitsContext *context = bits_context(term);
    if (bits_left(context) < 32)
        return THE_NON_VALUE;
    uint32_t character = load_unit(context, 0, 32, flags);
    if (!utf8_is_character(character))
        return THE_NON_VALUE;
    context->position += 32;
    return term_make_small(character);
}

/* ---- construction ------------------------------------------------------------------------ */

static bool is_character(Term value)
{
    return term_is_small(value) && utf8_is_character((uint64_t)term_small_value(value));
}

UInt bits_utf8_size(Term value)
{
    return 8 * (is_character(value) ? (UInt)utf8_length((uint32_t)term_small_value(value)) : 4);
}

UInt bits_utf16_size(Term value)
{
    return is_character(value) && term_small_value(value) < 0x10000 ? 16 : 32;
}

UInt bits_write_utf8(uint8_t *bytes, UInt offset, Term value)
{
    if (!is_character(value))
        return 0;
    uint8_t buffer[4];
    UInt bits = 8 * (UInt)utf8_encode((uint32_t)term_small_value(value), buffer);
    bits_copy(bytes, offset, buffer, 0, bits);
    return bits;
}

static void store_unit(uint8_t *bytes, UInt offset, UInt bits, uint32_t value, UInt flags)
{
    bits_store(bytes, offset, bits,
               bits_is_little(flags) ? __builtin_bswap64(value) >> (64 - bits) : value);
}

UInt bits_write_utf16(uint8_t *bytes, UInt offset, Term value, UInt flags)
{
    if (!is_character(value))
        return 0;
    uint32_t character = (uint32_t)term_small_value(value);
    if (character < 0x10000) {
        store_unit(bytes, offset, 16, character, flags);
        return 16;
    }
    character -= 0x10000;
    store_unit(bytes, offset, 16, 0xd800 | character >> 10, flags);
    store_unit(bytes, offset + 16, 16, 0xdc00 | (character & 0x3ff), flags);
    return 32;
}

UInt bits_write_utf32(uint8_t *bytes, UInt offset, Term value, UInt flags)
{
    if (!is_character(value))
        return 0;
    store_unit(bytes, offset, 32, (uint32_t)term_small_value(value), flags);
    return 32;
}
