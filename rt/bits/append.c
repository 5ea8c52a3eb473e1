/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Appending to bitstrings in place (bits.h).
 *
 * A writable bitstring is a sub binary of a refc binary that no program sees: its size is the whole
 * capacity of its object, while object->used_bits tells what has been written. A sub binary that
 * ends at used_bits can be extended if the refc binary holds the only reference (so no other
 * process has the object): the new bits go behind, used_bits moves on, and a new sub binary covers
 * both. Older ones see what they saw. When room runs out, or someone else appended first, the bits
 * are copied to a new object of twice the size. An ordinary refc binary has no room behind its used
 * bits: the same test refuses it.
 *
 * Appending privately (to the accumulator of a binary comprehension) changes the sub binary instead
 * of making a new one. The accumulator's first object has the size that the compiler computed, or
 * its default; the result stays in that object however small it is, as in ERTS, which
 * binary:referenced_byte_size/1 tells.
 */
#include "rt/bits/bits.h"
#include "rt/core/bif.h"
#include "rt/unicode/utf8.h"

enum { WRITABLE_MIN_BYTES = 256, WRITABLE_DEFAULT_BYTES = 1024 };

static Term make_sub(Process *process, Term parent, UInt offset, UInt bit_size)
{
    Term *sub = heap_alloc(process, SUB_BIN_WORDS);
    sub[0] = header_make(KIND_SUB_BIN, 0, SUB_BIN_WORDS - 1);
    sub[1] = bit_size;
    sub[2] = offset;
    sub[3] = parent;
    return term_make_boxed(sub);
}

/* An empty writable bitstring of `capacity` bytes that will have `bit_size` bits. */
static Term make_writable(Process *process, UInt capacity, UInt bit_size, uint8_t **bytes)
{
    BinaryObject *object = binary_object_new(capacity);
    object->used_bits = bit_size;
    *bytes = object->bytes;
    Term *refc = heap_alloc(process, REFC_BIN_WORDS);
    refc[0] = header_make(KIND_REFC_BIN, 0, REFC_BIN_WORDS - 1);
    refc[1] = capacity * 8;
    refc[2] = 0;
    refc[3] = (Term)object;
    refc[4] = (Term)object->bytes;
    heap_link_off_heap(process, refc, capacity / sizeof(Term));
    return make_sub(process, term_make_boxed(refc), 0, bit_size);
}

/* A copy with room for more. */
static Term append_copy(Process *process, Term binary, UInt total, bool private, uint8_t **bytes)
{
    Term result;
    if (total <= HEAP_BIN_MAX * 8 && !private) {
        result = bitstring_new(process, total, bytes);
    } else {
        UInt needed = total / 8 + (total % 8 != 0);
        UInt capacity = needed < BITS_MAX / 16 ? needed * 2 : needed;
        if (capacity < WRITABLE_MIN_BYTES && !private)
            capacity = WRITABLE_MIN_BYTES;
        result = make_writable(process, capacity, total, bytes);
    }
    BitView view = bit_view(binary);
    bif_charge(process, (SInt)(view.bit_size >> BITS_REDUCTION_SHIFT));
    bits_copy(*bytes, 0, view.bytes, view.bit_offset, view.bit_size);
    return result;
}

Term bits_append(Process *process, Term binary, UInt bits, bool private, uint8_t **bytes,
                 UInt *offset)
{
    Term *object = term_boxed_ptr(binary);
    UInt total = object[1] + bits;
    static uint8_t nowhere[1]; /* no bit is written there */
    *bytes = nowhere;
    *offset = 0;
    if (bits == 0)
        return binary;
    if (header_kind(object[0]) == KIND_SUB_BIN) {
        Term *refc = term_boxed_ptr(object[3]);
        UInt end = object[2] + total;
        if (header_kind(refc[0]) == KIND_REFC_BIN && bits_is_newest(object, refc, end)) {
            refc_binary_object(refc)->used_bits = end;
            *bytes = (uint8_t *)refc[4];
            *offset = object[2] + object[1];
            if (!private)
                return make_sub(process, object[3], object[2], total);
            object[1] = total;
            return binary;
        }
    }
    *offset = object[1];
    return append_copy(process, binary, total, private, bytes);
}

Term bits_append_number(Process *process, Term binary, UInt unit, UInt bits, uint64_t value,
                        bool private)
{
    uint8_t *bytes;
    UInt offset;
    if (!term_is_bitstring(binary) || (unit == 8 && term_bit_size(binary) % 8 != 0))
        return THE_NON_VALUE;
    Term result = bits_append(process, binary, bits, private, &bytes, &offset);
    bits_store(bytes, offset, bits, value);
    return result;
}

Term bits_append_character(Process *process, Term binary, UInt unit, UInt character, bool wide,
                           bool private)
{
    uint8_t encoded[4];
    UInt bits;
    if (!utf8_is_character(character))
        return THE_NON_VALUE;
    if (wide)
        bits = bits_write_utf16(encoded, 0, term_make_small((SInt)character), 0);
    else
        bits = 8 * (UInt)utf8_encode((uint32_t)character, encoded);
    return bits_append_number(process, binary, unit, bits, bits_load(encoded, 0, bits), private);
}

Term bits_new_number(Process *process, UInt bits, uint64_t value)
{
    uint8_t *bytes;
    Term result = bitstring_new(process, bits, &bytes);
    if (bits % 8)
        bytes[bits / 8] = 0; /* the unused bits of the last byte */
    bits_store(bytes, 0, bits, value);
    return result;
}

Term bits_init_writable(Process *process, Term size)
{
    UInt bytes = WRITABLE_DEFAULT_BYTES;
    if (term_is_small(size) && term_small_value(size) >= 0)
        bytes = (UInt)term_small_value(size);
    uint8_t *data;
    return make_writable(process, bytes, 0, &data);
}
