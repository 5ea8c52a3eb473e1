/* SPDX-License-Identifier: Apache-2.0 */
/*
 * bs_create_bin (create.h): a first pass over the segments adds up the sizes, a second one writes.
 *
 * Which failure is reported when several segments are bad follows from the order in which ERTS
 * looks: first pass: all sizes, whether the values of whole-value segments are bitstrings, and
 * whether utf32 values are characters; then the append; then the values from left to right.
 */
#include "rt/bits/create.h"

#include "rt/bits/bits.h"
#include "rt/core/bif.h"

static Term type_of_segment(const BitsSegment *segment)
{
    switch ((BitsSegmentKind)segment->kind) {
    case BITS_FLOAT:
        return am_float;
    case BITS_INTEGER:
        return am_integer;
    case BITS_UTF8:
        return am_utf8;
    case BITS_UTF16:
        return am_utf16;
    case BITS_UTF32:
        return am_utf32;
    default:
        return am_binary;
    }
}

__attribute__((cold)) static Term fail(Process *process, const BitsSegment *segment, Term reason,
                                       Term why, Term value)
{
    Term cause = heap_tuple(process, 4, term_make_small(segment->number), type_of_segment(segment),
                            why, value);
    bif_error_cause(process, reason, cause);
    process->scheduler->fault.flags |= FAULT_FORMAT_BS;
    return THE_NON_VALUE;
}

/* ---- first pass -------------------------------------------------------------------------- */

__attribute__((cold)) static bool fail_size(Process *process, const BitsSegment *segment, Term size)
{
    bool big =
        (term_is_small(size) && term_small_value(size) >= 0) || term_is_kind(size, KIND_BIG_POS);
    fail(process, segment, big ? am_system_limit : am_badarg, am_size, size);
    return false;
}

static inline bool is_whole(const BitsSegment *segment, Term size)
{
    return segment->size_all || size == am_all;
}

/* The size of a segment that has a size term in `size`. */
static inline bool given_size(const BitsSegment *segment, Term size, UInt *bits)
{
    return term_is_small(size) && (SInt)size >= 0 &&
           !__builtin_mul_overflow((UInt)term_small_value(size), (UInt)segment->unit, bits) &&
           *bits <= BITS_MAX;
}

/* Bits that a good segment of the frequent kinds will take; false: look closer. */
static inline bool quick_size(const BitsSegment *segment, const Term *terms, UInt *bits)
{
    if (segment->kind == BITS_INTEGER)
        return given_size(segment, terms[1], bits);
    if (segment->kind != BITS_BINARY || !segment->size_all || !term_is_bitstring(terms[0]))
        return false;
    *bits = term_bit_size(terms[0]);
    return true;
}

/* Bits that the segment will take. `terms` are its value and size. */
static bool segment_size(Process *process, const BitsSegment *segment, const Term *terms,
                         UInt *bits)
{
    switch ((BitsSegmentKind)segment->kind) {
    case BITS_APPEND:
    case BITS_PRIVATE_APPEND:
        *bits = 0;
        return true;
    case BITS_STRING:
        *bits = (UInt)segment->string_bytes * 8;
        return true;
    case BITS_UTF8:
        *bits = bits_utf8_size(terms[0]);
        return true;
    case BITS_UTF16:
        *bits = bits_utf16_size(terms[0]);
        return true;
    case BITS_UTF32:
        *bits = 32;
        if (bits_write_utf32((uint8_t[4]){0}, 0, terms[0], 0))
            return true;
        fail(process, segment, am_badarg, am_type, terms[0]);
        return false;
    case BITS_BINARY:
        if (is_whole(segment, segment->has_size ? terms[1] : 0)) {
            if (!term_is_bitstring(terms[0])) {
                fail(process, segment, am_badarg, am_type, terms[0]);
                return false;
            }
            *bits = term_bit_size(terms[0]);
            return true;
        }
        break;
    default:
        break;
    }
    return given_size(segment, terms[1], bits) || fail_size(process, segment, terms[1]);
}

static inline UInt term_count(const BitsSegment *segment)
{
    return segment->kind == BITS_STRING ? 0 : 1 + segment->has_size;
}

static bool total_size(Process *process, const BitsSegment *segments, UInt count,
                       const Term *arguments, UInt *total)
{
    *total = 0;
    for (UInt i = 0; i < count; i++) {
        UInt bits;
        if (!quick_size(&segments[i], arguments, &bits) &&
            !segment_size(process, &segments[i], arguments, &bits))
            return false;
        *total += bits;
        if (*total > BITS_MAX)
            return fail_size(process, &segments[i], arguments[segments[i].has_size]);
        arguments += term_count(&segments[i]);
    }
    return true;
}

/* ---- second pass ------------------------------------------------------------------------- */

static bool write_binary(Process *process, const BitsSegment *segment, const Term *terms, UInt bits,
                         uint8_t *bytes, UInt offset)
{
    Term value = terms[0];
    if (!term_is_bitstring(value)) {
        fail(process, segment, am_badarg, am_type, value);
        return false;
    }
    BitView view = bit_view(value);
    if (is_whole(segment, segment->has_size ? terms[1] : 0)) {
        if (segment->unit > 1 && view.bit_size % segment->unit != 0) {
            fail(process, segment, am_badarg, am_unit, value);
            return false;
        }
    } else if (bits > view.bit_size) {
        fail(process, segment, am_badarg, am_short, value);
        return false;
    }
    bits_copy(bytes, offset, view.bytes, view.bit_offset, bits);
    return true;
}

static bool write_float(Process *process, const BitsSegment *segment, const Term *terms, UInt bits,
                        uint8_t *bytes, UInt offset)
{
    switch (bits_write_float(bytes, offset, bits, terms[0], segment->flags)) {
    case BITS_OK:
        return true;
    case BITS_BAD_SIZE: /* the size in bits, not the size term */
        fail(process, segment, am_badarg, am_invalid, heap_unsigned(process, bits));
        return false;
    case BITS_BAD_RANGE:
        fail(process, segment, am_badarg, am_no_float, terms[0]);
        return false;
    default:
        fail(process, segment, am_badarg, am_type, terms[0]);
        return false;
    }
}

/* The frequent cases, at a byte boundary: whole bytes of a small integer, a whole byte-aligned
 * binary. False: it is none of them. */
static inline bool quick_write(const BitsSegment *segment, const Term *terms, uint8_t *bytes,
                               UInt *offset)
{
    if (*offset % 8 != 0)
        return false;
    uint8_t *at = bytes + *offset / 8;
    if (segment->kind == BITS_INTEGER && term_is_small(terms[0])) {
        UInt bits = (UInt)term_small_value(terms[1]) * segment->unit;
        if (!bits_store_bytes(at, bits, (uint64_t)term_small_value(terms[0]),
                              bits_is_little(segment->flags)))
            return false;
        *offset += bits;
        return true;
    }
    if (segment->kind == BITS_BINARY && segment->size_all &&
        (segment->unit == 8 || segment->unit == 1)) {
        BitView view = bit_view(terms[0]); /* the first pass found a bitstring */
        if ((view.bit_offset | view.bit_size % 8) != 0)
            return false;
        memcpy(at, view.bytes, view.bit_size / 8);
        *offset += view.bit_size;
        return true;
    }
    return false;
}

static bool write_segment(Process *process, const BitsSegment *segment, const Term *terms,
                          uint8_t *bytes, UInt *offset)
{
    UInt bits = 0;
    bool written = true;
    switch ((BitsSegmentKind)segment->kind) {
    case BITS_APPEND:
    case BITS_PRIVATE_APPEND:
        return true;
    case BITS_STRING:
        bits = (UInt)segment->string_bytes * 8;
        bits_copy(bytes, *offset, segment->string, 0, bits);
        break;
    case BITS_UTF8:
        bits = bits_write_utf8(bytes, *offset, terms[0]);
        written = bits != 0;
        break;
    case BITS_UTF16:
        bits = bits_write_utf16(bytes, *offset, terms[0], segment->flags);
        written = bits != 0;
        break;
    case BITS_UTF32:
        bits = bits_write_utf32(bytes, *offset, terms[0], segment->flags);
        break;
    case BITS_INTEGER:
        bits = (UInt)term_small_value(terms[1]) * segment->unit;
        written = bits_write_integer(bytes, *offset, bits, terms[0], segment->flags);
        break;
    case BITS_FLOAT:
        bits = (UInt)term_small_value(terms[1]) * segment->unit;
        if (!write_float(process, segment, terms, bits, bytes, *offset))
            return false;
        break;
    case BITS_BINARY:
        segment_size(process, segment, terms, &bits); /* succeeded before */
        if (!write_binary(process, segment, terms, bits, bytes, *offset))
            return false;
        break;
    }
    if (!written) {
        fail(process, segment, am_badarg, am_type, terms[0]);
        return false;
    }
    *offset += bits;
    return true;
}

/* ---- the whole --------------------------------------------------------------------------- */

static Term start_append(Process *process, const BitsSegment *segment, Term value, UInt bits,
                         uint8_t **bytes, UInt *offset)
{
    if (!term_is_bitstring(value))
        return fail(process, segment, am_badarg, am_type, value);
    UInt size = term_bit_size(value);
    if (segment->unit > 1 && size % segment->unit != 0)
        return fail(process, segment, am_badarg, am_unit, value);
    if (size + bits > BITS_MAX)
        return fail(process, segment, am_system_limit, am_size, value);
    return bits_append(process, value, bits, segment->kind == BITS_PRIVATE_APPEND, bytes, offset);
}

Term bits_create(Process *process, const BitsSegment *segments, UInt count, const Term *arguments)
{
    UInt total, offset = 0;
    uint8_t *bytes;
    Term result;
    if (!total_size(process, segments, count, arguments, &total))
        return THE_NON_VALUE;
    bool append = count && segments[0].kind <= BITS_PRIVATE_APPEND;
    if (append)
        result = start_append(process, &segments[0], arguments[0], total, &bytes, &offset);
    else
        result = bitstring_new(process, total, &bytes);
    if (result == THE_NON_VALUE)
        return THE_NON_VALUE;
    if (total % 8 && !append)
        bytes[total / 8] = 0; /* the unused bits of the last byte */
    /* The appended part needs no writing. */
    UInt first = append ? 1 : 0;
    if (append)
        arguments += term_count(&segments[0]);
    for (UInt i = first; i < count; i++) {
        if (!quick_write(&segments[i], arguments, bytes, &offset) &&
            !write_segment(process, &segments[i], arguments, bytes, &offset))
            return THE_NON_VALUE;
        arguments += term_count(&segments[i]);
    }
    bif_charge(process, (SInt)(total >> BITS_REDUCTION_SHIFT));
    return result;
}
