/* SPDX-License-Identifier: Apache-2.0 */
/* Unsigned integers as bytes: binary:encode_unsigned, binary:decode_unsigned. */
#include "rt/bits/bits.h"
#include "rt/core/bif.h"

/* BITS_LITTLE or 0 into *flags; false: neither `big` nor `little`. */
static bool endianness(Term term, UInt *flags)
{
    *flags = term == am_little ? BITS_LITTLE : 0;
    return term == am_little || term == am_big;
}

static UInt byte_length(Term value)
{
    UInt limbs = 0, top;
    if (term_is_small(value)) {
        top = (UInt)term_small_value(value);
    } else {
        Term *object = term_boxed_ptr(value);
        limbs = header_size(object[0]) - 1;
        top = object[1 + limbs];
    }
    UInt bytes = 1;
    while (bytes < 8 && top >> (8 * bytes))
        bytes++;
    return limbs * 8 + bytes;
}

Term bif_binary_encode_unsigned_2(Process *process, Term value, Term order)
{
    UInt flags;
    bool unsigned_integer =
        term_is_small(value) ? term_small_value(value) >= 0 : term_is_kind(value, KIND_BIG_POS);
    if (!unsigned_integer || !endianness(order, &flags))
        return bif_badarg(process);
    UInt bytes = byte_length(value);
    uint8_t *data;
    Term result = binary_new(process, bytes, &data);
    bits_write_integer(data, 0, bytes * 8, value, flags);
    return result;
}

Term bif_binary_encode_unsigned_1(Process *process, Term value)
{
    return bif_binary_encode_unsigned_2(process, value, am_big);
}

Term bif_binary_decode_unsigned_2(Process *process, Term binary, Term order)
{
    UInt flags;
    if (!term_is_binary(binary) || !endianness(order, &flags))
        return bif_badarg(process);
    BitView view = bit_view(binary);
    return bits_integer(process, view.bytes, view.bit_offset, view.bit_size, flags);
}

Term bif_binary_decode_unsigned_1(Process *process, Term binary)
{
    return bif_binary_decode_unsigned_2(process, binary, am_big);
}
