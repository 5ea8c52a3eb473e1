/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The bit syntax out of line: what the inline functions of rt/ops/bits.h fall back on.
 *
 * A match context is the object [KIND_MATCH header][end][position][parent][base]: end and position
 * are bit offsets from the first byte of the parent, base is the address of that byte (the
 * collector moves it along with a parent on the heap). A context is the only term that changes:
 * matching advances its position.
 *
 * Integers: `bits_get_*` give terms of the process; `flags` are BITS_*; sizes are in bits. Called
 * by the scheduler running the process, with its state synced. Nothing here moves terms.
 */
#ifndef RT_BITS_BITS_H
#define RT_BITS_BITS_H

#include "rt/core/atom.h"
#include "rt/core/binary.h"
#include "rt/core/bits.h"

/* Bits that are copied for one reduction: 1024 bytes. */
enum { BITS_REDUCTION_SHIFT = 13 };

/* Flags of segments, as in BEAM code. */
enum { BITS_ALIGNED = 1, BITS_LITTLE = 2, BITS_SIGNED = 4, BITS_EXACT = 8, BITS_NATIVE = 16 };

static inline bool bits_is_little(UInt flags)
{
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    return flags & (BITS_LITTLE | BITS_NATIVE);
#else
    return flags & BITS_LITTLE;
#endif
}

/* ---- match contexts ---------------------------------------------------------------------------
 */

typedef struct BitsContext {
    Term header;
    UInt end;      /* bit offsets from base */
    UInt position; /* 0 … end */
    Term parent;   /* heap or refc binary */
    const uint8_t *base;
} BitsContext;

static inline BitsContext *bits_context(Term context)
{
    return (BitsContext *)term_boxed_ptr(context);
}
static inline UInt bits_left(const BitsContext *context)
{
    return context->end - context->position;
}

/* A new context at the start of a bitstring; a context as it is; the non-value for other terms. */
Term bits_start(Process *process, Term term);

/* The size that a size term and a unit mean, when that many bits are left in the context: stores it
 * and returns true. Sizes that are no small >= 0 do not match. */
static inline bool bits_wanted(const BitsContext *context, Term size, UInt unit, UInt *bits)
{
    return term_is_small(size) && term_small_value(size) >= 0 &&
           !__builtin_mul_overflow((UInt)term_small_value(size), unit, bits) &&
           *bits <= bits_left(context);
}

/* These take `size` (a term) times `unit` bits from the context and advance it; the non-value when
 * there are not that many left, or the bits are no such value. */
Term bits_get_float(Process *process, Term context, Term size, UInt unit, UInt flags);
Term bits_get_binary(Process *process, Term context, Term size, UInt unit);

/* As many bits as are known to be left; the non-value for an integer that is too large. */
Term bits_get_integer(Process *process, Term context, UInt bits, UInt flags);

/* The same for a number of bits that is known to be left. */
Term bits_read_integer(Process *process, Term context, UInt bits, UInt flags);
Term bits_read_binary(Process *process, Term context, UInt bits);

/* What is left, without advancing. */
Term bits_tail(Process *process, Term context);

/* Does `string` (its first `bits` bits) come next? Advances if so. */
bool bits_match_string(Term context, const uint8_t *string, UInt bits);

/* A character, advancing, or the non-value. */
Term bits_get_utf8(Term context);
Term bits_get_utf16(Term context, UInt flags);
Term bits_get_utf32(Term context, UInt flags);

/* ---- values from and to bits ------------------------------------------------------------------
 */

/* The integer in `bits` (any number) bits at bit `offset` of `bytes`. */
Term bits_integer(Process *process, const uint8_t *bytes, UInt offset, UInt bits, UInt flags);
/* Writes the low `bits` bits of an integer; false when `value` is none. */
bool bits_write_integer(uint8_t *bytes, UInt offset, UInt bits, Term value, UInt flags);

typedef enum BitsFault { BITS_OK, BITS_BAD_TYPE, BITS_BAD_SIZE, BITS_BAD_RANGE } BitsFault;

/* Writes a float or integer as a float of 16, 32 or 64 bits; BITS_BAD_RANGE: the integer is too big
 * for a double. */
BitsFault bits_write_float(uint8_t *bytes, UInt offset, UInt bits, Term value, UInt flags);

/* Sizes in bits of characters, from the value's range alone (a bad value counts as the longest),
 * and writing them; 0 when the value is no character, else the bits written. */
UInt bits_utf8_size(Term value);
UInt bits_utf16_size(Term value);
UInt bits_write_utf8(uint8_t *bytes, UInt offset, Term value);
UInt bits_write_utf16(uint8_t *bytes, UInt offset, Term value, UInt flags);
UInt bits_write_utf32(uint8_t *bytes, UInt offset, Term value, UInt flags);

/* The low `bits` bits of a number at a byte boundary, if they are a usual number of whole bytes;
 * false: they are not. */
static inline bool bits_store_bytes(uint8_t *at, UInt bits, uint64_t value, bool little)
{
    uint16_t half;
    uint32_t word;
    switch (bits) {
    case 8:
        *at = (uint8_t)value;
        return true;
    case 16:
        half = little ? (uint16_t)value : __builtin_bswap16((uint16_t)value);
        memcpy(at, &half, sizeof half);
        return true;
    case 32:
        word = little ? (uint32_t)value : __builtin_bswap32((uint32_t)value);
        memcpy(at, &word, sizeof word);
        return true;
    case 64:
        value = little ? value : __builtin_bswap64(value);
        memcpy(at, &value, sizeof value);
        return true;
    default:
        return false;
    }
}

/* ---- making room (append.c) ---------------------------------------------------------------------
 */

#define BITS_MAX ((UInt)INT64_MAX) /* no bitstring is longer, in bits */

/* Can the bits of the sub binary `sub` of a refc binary be followed by others in place, up to bit
 * `end`? */
static inline bool bits_is_newest(const Term *sub, const Term *refc, UInt end)
{
    const BinaryObject *object = refc_binary_object(refc);
    /* Acquire: pairs with the release of the last other holder, whose reads are over. */
    return object->used_bits == sub[2] + sub[1] && end <= refc[1] &&
           AO_load_acquire(&object->references) == 1;
}

/* A bitstring that starts with those of `binary` and has room for `bits` more, which the caller
 * writes at bit *offset of *bytes. In place if `binary` is the newest part of a writable object.
 * `private`: nothing else refers to `binary`, which may be changed itself. */
Term bits_append(Process *process, Term binary, UInt bits, bool private, uint8_t **bytes,
                 UInt *offset);

/* `binary` followed by the low `bits` (1…64) bits of a number; the non-value, without a fault, when
 * it is no bitstring of a multiple of `unit` bits. */
Term bits_append_number(Process *process, Term binary, UInt unit, UInt bits, uint64_t value,
                        bool private);
/* The same with a character in UTF-8, or (`wide`) in big-endian UTF-16; also the non-value for what
 * is no character. */
Term bits_append_character(Process *process, Term binary, UInt unit, UInt character, bool wide,
                           bool private);
/* A bitstring of the low `bits` (1…64) bits of a number. */
Term bits_new_number(Process *process, UInt bits, uint64_t value);

/* bs_init_writable: an empty bitstring to append to privately; `size` is a hint in bytes. */
Term bits_init_writable(Process *process, Term size);

/* ---- the older construction instructions (builder.c) ------------------------------------- */

/* A bitstring of `size` (a term) times `unit` bits, to be filled by bits_put_* in order; the
 * non-value with the fault set when the size is bad. */
Term bits_init(Process *process, Term size, UInt unit);
/* `binary` followed by `size` bits; its own size must be a multiple of `unit`. */
Term bits_init_append(Process *process, Term size, Term binary, UInt unit, bool private);

/* These write at the builder's place and advance it; false: badarg is set. */
bool bits_put_integer(Process *process, Term size, UInt unit, Term value, UInt flags);
bool bits_put_float(Process *process, Term size, UInt unit, Term value, UInt flags);
bool bits_put_binary(Process *process, Term size, UInt unit, Term value);
bool bits_put_utf8(Process *process, Term value);
bool bits_put_utf16(Process *process, Term value, UInt flags);
bool bits_put_utf32(Process *process, Term value, UInt flags);
void bits_put_string(Process *process, const uint8_t *bytes, UInt count);

/* a + b * unit for sizes; the non-value with badarg or system_limit. */
Term bits_add(Process *process, Term a, Term b, UInt unit);

#endif
