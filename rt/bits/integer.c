/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Integers of any number of bits, from and to bit strings (bits.h).
 *
 * A number is handled as limbs of 64 bits, least significant first, in two's complement. Big-endian
 * runs have limb i at 64 i bits from their end. Little-endian ones have byte k of the number at 8 k
 * bits from their start; a rest of less than 8 bits comes last and is the most significant.
 */
#include "rt/bits/bits.h"

/* ---- from bits ----------------------------------------------------------------------------------
 */

/* The `bits` (1…64) bits of a little-endian run as a number. */
static uint64_t load_little(const uint8_t *bytes, UInt offset, UInt bits)
{
    if (bits == 64)
        return __builtin_bswap64(bits_load(bytes, offset, 64));
    uint64_t value = 0;
    UInt done = 0;
    for (; bits - done >= 8; done += 8)
        value |= bits_load(bytes, offset + done, 8) << done;
    if (done < bits)
        value |= bits_load(bytes, offset + done, bits - done) << done;
    return value;
}

/* Limb i of the run, zero extended. */
static uint64_t load_limb(const uint8_t *bytes, UInt offset, UInt bits, UInt i, bool little)
{
    UInt low = 64 * i, count = bits - low < 64 ? bits - low : 64;
    return little ? load_little(bytes, offset + low, count)
                  : bits_load(bytes, offset + bits - low - count, count);
}

static uint64_t sign_extend(uint64_t value, UInt bits)
{
    return bits == 64 ? value : (uint64_t)((int64_t)(value << (64 - bits)) >> (64 - bits));
}

/* More than 64 bits. */
static Term big_integer(Process *process, const uint8_t *bytes, UInt offset, UInt bits, UInt flags)
{
    bool little = bits_is_little(flags);
    UInt count = (bits + 63) / 64, top_bits = bits - 64 * (count - 1);
    Term *object = heap_alloc(process, 1 + count);
    uint64_t *limbs = object + 1;
    for (UInt i = 0; i < count; i++)
        limbs[i] = load_limb(bytes, offset, bits, i, little);
    bool negative = flags & BITS_SIGNED && limbs[count - 1] >> (top_bits - 1) & 1;
    if (negative) {
        limbs[count - 1] = sign_extend(limbs[count - 1], top_bits);
        bool carry = true;
        for (UInt i = 0; i < count; i++) {
            limbs[i] = ~limbs[i] + carry;
            carry = carry && limbs[i] == 0;
        }
    }
    UInt used = count;
    while (used > 0 && limbs[used - 1] == 0)
        used--;
    if (used <= 1) {
        uint64_t magnitude = used ? limbs[0] : 0;
        if (magnitude <= (uint64_t)SMALL_MAX + negative) {
            heap_release(process, object, 1 + count);
            return term_make_small(negative ? -(SInt)magnitude : (SInt)magnitude);
        }
    }
    heap_release(process, object + 1 + used, count - used);
    object[0] = header_make(negative ? KIND_BIG_NEG : KIND_BIG_POS, 0, used);
    return term_make_boxed(object);
}

Term bits_integer(Process *process, const uint8_t *bytes, UInt offset, UInt bits, UInt flags)
{
    if (bits == 0)
        return term_make_small(0);
    if (bits > 64)
        return big_integer(process, bytes, offset, bits, flags);
    uint64_t value = load_limb(bytes, offset, bits, 0, bits_is_little(flags));
    if (flags & BITS_SIGNED)
        return heap_integer(process, (SInt)sign_extend(value, bits));
    return heap_unsigned(process, value);
}

/* ---- to bits ------------------------------------------------------------------------------------
 */

/* The limbs of an integer term in two's complement, from the lowest on. */
typedef struct LimbSource {
    const uint64_t *limbs; /* magnitude */
    UInt left;
    bool negate, carry;
    uint64_t extension; /* what follows the last limb */
    uint64_t small;
} LimbSource;

static void limbs_start(LimbSource *source, Term value)
{
    if (term_is_small(value)) {
        source->small = (uint64_t)term_small_value(value);
        source->limbs = &source->small;
        source->left = 1;
        source->negate = source->carry = false;
        source->extension = term_small_value(value) < 0 ? ~(uint64_t)0 : 0;
        return;
    }
    Term *object = term_boxed_ptr(value);
    source->limbs = object + 1;
    source->left = header_size(object[0]);
    source->negate = source->carry = header_kind(object[0]) == KIND_BIG_NEG;
    source->extension = source->negate ? ~(uint64_t)0 : 0;
}

static uint64_t limbs_next(LimbSource *source)
{
    if (source->left == 0)
        return source->extension;
    source->left--;
    uint64_t limb = *source->limbs++;
    if (source->negate) {
        limb = ~limb + source->carry;
        source->carry = source->carry && limb == 0;
    }
    return limb;
}

/* The low `bits` (1…64) bits of `value` as a little-endian run. */
static void store_little(uint8_t *bytes, UInt offset, UInt bits, uint64_t value)
{
    if (bits % 8 == 0) {
        bits_store(bytes, offset, bits, __builtin_bswap64(value) >> (64 - bits));
        return;
    }
    UInt done = bits / 8 * 8;
    if (done)
        bits_store(bytes, offset, done, __builtin_bswap64(value) >> (64 - done));
    bits_store(bytes, offset + done, bits - done, value >> done);
}

bool bits_write_integer(uint8_t *bytes, UInt offset, UInt bits, Term value, UInt flags)
{
    if (!term_is_integer(value))
        return false;
    bool little = bits_is_little(flags);
    LimbSource source;
    limbs_start(&source, value);
    for (UInt low = 0; low < bits; low += 64) {
        uint64_t limb = limbs_next(&source);
        UInt count = bits - low < 64 ? bits - low : 64;
        if (little)
            store_little(bytes, offset + low, count, limb);
        else
            bits_store(bytes, offset + bits - low - count, count, limb);
    }
    return true;
}
