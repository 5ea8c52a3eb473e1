/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The construction instructions from before OTP 25 (bs_init2, bs_append, bs_put_…, bs_add), which
 * Elixir's own modules use (bits.h).
 *
 * bs_init… makes the bitstring in its final size and points the scheduler's builder at its start
 * (or behind what is appended to); the bs_put_… that follow fill it. No collection, no call and no
 * other bs_init… comes between them, so the builder may point into the heap.
 */
#include "rt/bits/bits.h"
#include "rt/core/bif.h"

/* ---- sizes ------------------------------------------------------------------------------- */

/* size * unit in bits; false with the fault set. */
static bool bit_count(Process *process, Term size, UInt unit, UInt *bits)
{
    if (term_is_small(size) && term_small_value(size) >= 0) {
        if (!__builtin_mul_overflow((UInt)term_small_value(size), unit, bits) && *bits <= BITS_MAX)
            return true;
        bif_system_limit(process);
    } else if (term_is_kind(size, KIND_BIG_POS)) {
        bif_system_limit(process);
    } else {
        bif_badarg(process);
    }
    return false;
}

Term bits_add(Process *process, Term a, Term b, UInt unit)
{
    UInt first, second;
    if (!bit_count(process, a, 1, &first) || !bit_count(process, b, unit, &second))
        return THE_NON_VALUE;
    return heap_unsigned(process, first + second); /* both below 2^63 */
}

/* ---- starting ---------------------------------------------------------------------------- */

Term bits_init(Process *process, Term size, UInt unit)
{
    UInt bits;
    if (!bit_count(process, size, unit, &bits))
        return THE_NON_VALUE;
    BitsBuilder *builder = &process->scheduler->builder;
    Term result = bitstring_new(process, bits, &builder->bytes);
    builder->offset = 0;
    if (bits % 8)
        builder->bytes[bits / 8] = 0;
    bif_charge(process, (SInt)(bits >> BITS_REDUCTION_SHIFT));
    return result;
}

Term bits_init_append(Process *process, Term size, Term binary, UInt unit, bool private)
{
    UInt bits;
    if (!bit_count(process, size, 1, &bits))
        return THE_NON_VALUE;
    if (!term_is_bitstring(binary) || (unit > 1 && term_bit_size(binary) % unit != 0))
        return bif_badarg(process);
    if (term_bit_size(binary) + bits > BITS_MAX)
        return bif_system_limit(process);
    BitsBuilder *builder = &process->scheduler->builder;
    return bits_append(process, binary, bits, private, &builder->bytes, &builder->offset);
}

/* ---- filling ----------------------------------------------------------------------------- */

static bool advance(Process *process, UInt bits)
{
    process->scheduler->builder.offset += bits;
    return true;
}

static bool badarg(Process *process)
{
    bif_badarg(process);
    return false;
}

bool bits_put_integer(Process *process, Term size, UInt unit, Term value, UInt flags)
{
    BitsBuilder *builder = &process->scheduler->builder;
    UInt bits;
    if (!bit_count(process, size, unit, &bits))
        return false;
    if (!bits_write_integer(builder->bytes, builder->offset, bits, value, flags))
        return badarg(process);
    return advance(process, bits);
}

bool bits_put_float(Process *process, Term size, UInt unit, Term value, UInt flags)
{
    BitsBuilder *builder = &process->scheduler->builder;
    UInt bits;
    if (!bit_count(process, size, unit, &bits))
        return false;
    if (bits_write_float(builder->bytes, builder->offset, bits, value, flags) != BITS_OK)
        return badarg(process);
    return advance(process, bits);
}

bool bits_put_binary(Process *process, Term size, UInt unit, Term value)
{
    BitsBuilder *builder = &process->scheduler->builder;
    UInt bits;
    if (!term_is_bitstring(value))
        return badarg(process);
    BitView view = bit_view(value);
    if (size == am_all) {
        bits = view.bit_size;
        if (unit > 1 && bits % unit != 0)
            return badarg(process);
    } else if (!bit_count(process, size, unit, &bits)) {
        return false;
    } else if (bits > view.bit_size) {
        return badarg(process);
    }
    bits_copy(builder->bytes, builder->offset, view.bytes, view.bit_offset, bits);
    return advance(process, bits);
}

bool bits_put_utf8(Process *process, Term value)
{
    BitsBuilder *builder = &process->scheduler->builder;
    UInt bits = bits_write_utf8(builder->bytes, builder->offset, value);
    return bits ? advance(process, bits) : badarg(process);
}

bool bits_put_utf16(Process *process, Term value, UInt flags)
{
    BitsBuilder *builder = &process->scheduler->builder;
    UInt bits = bits_write_utf16(builder->bytes, builder->offset, value, flags);
    return bits ? advance(process, bits) : badarg(process);
}

bool bits_put_utf32(Process *process, Term value, UInt flags)
{
    BitsBuilder *builder = &process->scheduler->builder;
    UInt bits = bits_write_utf32(builder->bytes, builder->offset, value, flags);
    return bits ? advance(process, bits) : badarg(process);
}

void bits_put_string(Process *process, const uint8_t *bytes, UInt count)
{
    BitsBuilder *builder = &process->scheduler->builder;
    bits_copy(builder->bytes, builder->offset, bytes, 0, count * 8);
    advance(process, count * 8);
}
