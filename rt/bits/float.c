/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Floats of 16, 32 and 64 bits, from and to bit strings (bits.h).
 *
 * NaN and infinities are no Erlang values: they do not match. Going down to fewer bits rounds to
 * the nearest (ties to even) and overflows to infinity's bit pattern, as ERTS does. No bits at all
 * match as 0.0 (but cannot be built), as there.
 */
#include "rt/bits/bits.h"

#include <math.h>
#include "rt/number/big.h"

static double from_half(uint16_t half)
{
    int exponent = half >> 10 & 31;
    double value;
    if (exponent == 31)
        return INFINITY; /* or NaN: refused alike */
    if (exponent == 0)
        value = ldexp(half & 1023, -24);
    else
        value = ldexp((half & 1023) | 1024, exponent - 25);
    return half & 0x8000 ? -value : value;
}

static uint16_t to_half(double value)
{
    uint16_t sign = signbit(value) ? 0x8000 : 0;
    double magnitude = fabs(value);
    if (magnitude >= 65520) /* rounds to 2^16 */
        return sign | 0x7c00;
    if (magnitude < 0x1p-14) /* denormal; 1024 units of 2^-24 is the smallest normal number */
        return (uint16_t)(sign | (uint16_t)nearbyint(magnitude * 0x1p24));
    int exponent;
    double fraction = frexp(magnitude, &exponent);            /* in [0.5, 1) */
    uint16_t mantissa = (uint16_t)nearbyint(fraction * 2048); /* 1024…2048 */
    return (uint16_t)(sign | (((exponent + 14) << 10) + (mantissa - 1024)));
}

static uint64_t load(const BitsContext *context, UInt bits, UInt flags)
{
    uint64_t raw = bits_load(context->base, context->position, bits);
    return bits_is_little(flags) ? __builtin_bswap64(raw) >> (64 - bits) : raw;
}

Term bits_get_float(Process *process, Term term, Term size, UInt unit, UInt flags)
{
    BitsContext *context = bits_context(term);
    UInt bits;
    if (!bits_wanted(context, size, unit, &bits))
        return THE_NON_VALUE;
    double value;
    if (bits == 64) {
        uint64_t raw = load(context, 64, flags);
        memcpy(&value, &raw, sizeof value);
    } else if (bits == 32) {
        uint32_t raw = (uint32_t)load(context, 32, flags);
        float narrow;
        memcpy(&narrow, &raw, sizeof narrow);
        value = narrow;
    } else if (bits == 16) {
        value = from_half((uint16_t)load(context, 16, flags));
    } else if (bits == 0) {
        value = 0.0;
    } else {
        return THE_NON_VALUE;
    }
    if (!isfinite(value))
        return THE_NON_VALUE;
    context->position += bits;
    return heap_float(process, value);
}

BitsFault bits_write_float(uint8_t *bytes, UInt offset, UInt bits, Term term, UInt flags)
{
    if (bits != 16 && bits != 32 && bits != 64)
        return BITS_BAD_SIZE;
    double value;
    if (term_is_float(term)) {
        value = term_float_value(term);
    } else if (term_is_small(term)) {
        value = (double)term_small_value(term);
    } else if (term_is_big(term)) {
        if (!big_to_double(term, &value))
            return BITS_BAD_RANGE;
    } else {
        return BITS_BAD_TYPE;
    }
    uint64_t raw = 0;
    if (bits == 64) {
        memcpy(&raw, &value, sizeof raw);
    } else if (bits == 32) {
        float narrow = (float)value;
        uint32_t raw32;
        memcpy(&raw32, &narrow, sizeof raw32);
        raw = raw32;
    } else {
        raw = to_half(value);
    }
    if (bits_is_little(flags))
        raw = __builtin_bswap64(raw) >> (64 - bits);
    bits_store(bytes, offset, bits, raw);
    return BITS_OK;
}
