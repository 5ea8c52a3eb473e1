/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The bit syntax: matching on contexts and construction.
 *
 * In line is what byte-aligned protocols need: integers of up to 64 bits at a byte boundary (or of
 * up to 8 bits anywhere), ASCII, bytes of strings, tests of what is left. The rest is in rt/bits.
 *
 * Sizes and units are terms (a unit is a small constant), flags and other numbers that belong to
 * the instruction are the last parameter. With constants for both, what is inlined reduces to a
 * bounds check and a load.
 */
#ifndef RT_OPS_BITS_H
#define RT_OPS_BITS_H

#include "rt/bits/bits.h"
#include "rt/bits/create.h"
#include "rt/ops/state.h"

/* Call a function of the process that may allocate or fail, with the state synced. */
#define BITS_SLOW(s, type, call)  \
    do {                          \
        op_sync(s);               \
        type slow_result_ = call; \
        op_resync(s);             \
        return slow_result_;      \
    } while (0)

/* ---- contexts ---------------------------------------------------------------------------------
 */

/* The non-value (no fault): no bitstring. A context is used again, at its position. */
OP_INLINE Term op_bs_start(OpState *s, Term term)
{
    if (term_is_kind(term, KIND_MATCH))
        return term;
    BITS_SLOW(s, Term, bits_start(s->process, term));
}

OP_INLINE Term op_bs_position(Term context)
{
    return term_make_small((SInt)bits_context(context)->position);
}

OP_INLINE void op_bs_set_position(OpState *s, Term context, Term position)
{
    (void)s;
    bits_context(context)->position = (UInt)term_small_value(position);
}

OP_INLINE bool op_bs_test_tail(OpState *s, Term context, int64_t bits)
{
    (void)s;
    return bits_left(bits_context(context)) == (UInt)bits;
}

OP_INLINE bool op_bs_test_unit(OpState *s, Term context, int64_t unit)
{
    (void)s;
    return bits_left(bits_context(context)) % (UInt)unit == 0;
}

/* At least imm >> 16 bits are left, and what follows them is a multiple of imm & 0xffff. */
OP_INLINE bool op_bs_ensure_at_least(OpState *s, Term context, int64_t imm)
{
    (void)s;
    UInt left = bits_left(bits_context(context)), bits = (UInt)imm >> 16, unit = imm & 0xffff;
    return left >= bits && (unit <= 1 || (left - bits) % unit == 0);
}

OP_INLINE bool op_bs_ensure_exactly(OpState *s, Term context, int64_t bits)
{
    (void)s;
    return bits_left(bits_context(context)) == (UInt)bits;
}

OP_INLINE void op_bs_take(OpState *s, Term context, int64_t bits)
{
    (void)s;
    bits_context(context)->position += (UInt)bits;
}

OP_INLINE bool op_bs_skip(OpState *s, Term term, Term size, Term unit, int64_t flags)
{
    (void)s;
    (void)flags;
    BitsContext *context = bits_context(term);
    UInt bits;
    if (size == am_all) {
        bits = bits_left(context);
        if (bits % (UInt)term_small_value(unit) != 0)
            return false;
    } else if (!bits_wanted(context, size, (UInt)term_small_value(unit), &bits)) {
        return false;
    }
    context->position += bits;
    return true;
}

/* ---- integers -----------------------------------------------------------------------------------
 */

/* The next `bits` bits, which are left, if they are no more than a byte or start at a byte boundary
 * and are a usual number of bytes; false: not such a place. Does not advance. */
OP_INLINE bool op_bits_peek(const BitsContext *context, UInt bits, int64_t flags, uint64_t *value)
{
    const uint8_t *at = context->base + context->position / 8;
    UInt shift = context->position % 8;
    bool little = bits_is_little((UInt)flags);
    if (bits <= 8) {
        if (bits == 0)
            return false;
        UInt end = shift + bits;
        UInt both = end <= 8 ? at[0] : (UInt)at[0] << 8 | at[1];
        *value = both >> (-end & 7) & (0xffu >> (8 - bits));
        return true;
    }
    if (shift != 0)
        return false;
    uint16_t half;
    uint32_t word;
    switch (bits) {
    case 16:
        memcpy(&half, at, 2);
        *value = little ? half : __builtin_bswap16(half);
        return true;
    case 24:
        memcpy(&half, at, 2);
        *value =
            little ? half | (uint64_t)at[2] << 16 : (uint64_t)__builtin_bswap16(half) << 8 | at[2];
        return true;
    case 32:
        memcpy(&word, at, 4);
        *value = little ? word : __builtin_bswap32(word);
        return true;
    case 64:
        memcpy(value, at, 8);
        if (!little)
            *value = __builtin_bswap64(*value);
        return true;
    default:
        return false;
    }
}

/* Takes `bits` bits, which are left, as a small; the non-value when that needs the slow path. */
OP_INLINE Term op_bits_take_small(BitsContext *context, UInt bits, int64_t flags)
{
    uint64_t raw;
    if (!op_bits_peek(context, bits, flags, &raw))
        return THE_NON_VALUE;
    SInt value = (SInt)raw;
    if (flags & BITS_SIGNED) {
        value = (SInt)(raw << (64 - bits)) >> (64 - bits);
        if (bits == 64 && !term_fits_small(value))
            return THE_NON_VALUE;
    } else if (bits == 64 && raw > (uint64_t)SMALL_MAX) {
        return THE_NON_VALUE;
    }
    context->position += bits;
    return term_make_small(value);
}

OP_INLINE Term op_bs_get_integer(OpState *s, Term term, Term size, Term unit, int64_t flags)
{
    BitsContext *context = bits_context(term);
    UInt bits;
    if (LIKELY(bits_wanted(context, size, (UInt)term_small_value(unit), &bits))) {
        Term value = op_bits_take_small(context, bits, flags);
        if (LIKELY(value != THE_NON_VALUE))
            return value;
        BITS_SLOW(s, Term, bits_get_integer(s->process, term, bits, (UInt)flags));
    }
    return THE_NON_VALUE;
}

/* imm = bits << 8 | flags; that many bits are left. */
OP_INLINE Term op_bs_read(OpState *s, Term term, int64_t imm)
{
    UInt bits = (UInt)imm >> 8;
    int64_t flags = imm & 0xff;
    Term value = op_bits_take_small(bits_context(term), bits, flags);
    if (LIKELY(value != THE_NON_VALUE))
        return value;
    BITS_SLOW(s, Term, bits_read_integer(s->process, term, bits, (UInt)flags));
}

/* ---- floats, bitstrings, strings, characters --------------------------------------------- */

OP_INLINE Term op_bs_get_float(OpState *s, Term context, Term size, Term unit, int64_t flags)
{
    BITS_SLOW(s, Term,
              bits_get_float(s->process, context, size, (UInt)term_small_value(unit), (UInt)flags));
}

OP_INLINE Term op_bs_get_binary(OpState *s, Term context, Term size, Term unit, int64_t flags)
{
    (void)flags;
    BITS_SLOW(s, Term, bits_get_binary(s->process, context, size, (UInt)term_small_value(unit)));
}

OP_INLINE Term op_bs_read_binary(OpState *s, Term context, int64_t bits)
{
    BITS_SLOW(s, Term, bits_read_binary(s->process, context, (UInt)bits));
}

OP_INLINE Term op_bs_get_tail(OpState *s, Term context)
{
    BITS_SLOW(s, Term, bits_tail(s->process, context));
}

/* The first `bits` bits of `string` (constant data) come next. */
OP_INLINE bool op_bs_match_string(OpState *s, Term term, const uint8_t *string, int64_t bits)
{
    (void)s;
    BitsContext *context = bits_context(term);
    if (bits % 8 == 0 && LIKELY(context->position % 8 == 0)) {
        if ((UInt)bits > bits_left(context) ||
            __builtin_memcmp(context->base + context->position / 8, string, (UInt)bits / 8) != 0)
            return false;
        context->position += (UInt)bits;
        return true;
    }
    return bits_match_string(term, string, (UInt)bits);
}

OP_INLINE Term op_bs_get_utf8(OpState *s, Term term)
{
    (void)s;
    BitsContext *context = bits_context(term);
    if (LIKELY(context->position % 8 == 0 && bits_left(context) >= 8)) {
        uint8_t byte = context->base[context->position / 8];
        if (LIKELY(byte < 0x80)) {
            context->position += 8;
            return term_make_small(byte);
        }
    }
    return bits_get_utf8(term);
}

OP_INLINE Term op_bs_get_utf16(OpState *s, Term context, int64_t flags)
{
    (void)s;
    const BitsContext *at = bits_context(context);
    if (LIKELY(at->position % 8 == 0 && bits_left(at) >= 16)) {
        uint16_t unit;
        memcpy(&unit, at->base + at->position / 8, sizeof unit);
        if (!bits_is_little((UInt)flags))
            unit = __builtin_bswap16(unit);
        if (LIKELY(unit >> 11 != 0xd800 >> 11)) {
            bits_context(context)->position += 16;
            return op_known(term_make_small(unit));
        }
    }
    return bits_get_utf16(context, (UInt)flags);
}

OP_INLINE Term op_bs_get_utf32(OpState *s, Term context, int64_t flags)
{
    (void)s;
    return bits_get_utf32(context, (UInt)flags);
}

/* ---- construction ------------------------------------------------------------------------ */

/* `binary`, a bitstring that can be appended to in place, with a small integer behind it; the
 * non-value when it takes the slow path. */
OP_INLINE Term op_bits_append_small(OpState *s, Term binary, bool private, UInt bits, Term value,
                                    bool little)
{
    if (bits % 8 != 0 || bits == 0 || bits > 64 || !term_is_boxed(binary) || !term_is_small(value))
        return THE_NON_VALUE;
    Term *object = term_boxed_ptr(binary);
    uint64_t number = (uint64_t)term_small_value(value);
    if (object[0] != header_make(KIND_SUB_BIN, 0, SUB_BIN_WORDS - 1))
        return THE_NON_VALUE;
    Term *refc = term_boxed_ptr(object[3]);
    UInt total = object[1] + bits, end = object[2] + total;
    if (refc[0] != header_make(KIND_REFC_BIN, 0, REFC_BIN_WORDS - 1) ||
        !bits_is_newest(object, refc, end) || (object[1] | end) % 8 != 0)
        return THE_NON_VALUE;
    Term *sub = object;
    if (!private) {
        sub = s->heap;
#ifndef JOIST_GC_STRESS
        if (SUB_BIN_WORDS > (UInt)(s->stack - sub))
#endif
            return THE_NON_VALUE;
    }
    if (!bits_store_bytes((uint8_t *)refc[4] + (end - bits) / 8, bits, number, little))
        return THE_NON_VALUE;
    refc_binary_object(refc)->used_bits = end;
    if (!private) {
        s->heap = sub + SUB_BIN_WORDS;
        sub[0] = object[0];
        sub[2] = object[2];
        sub[3] = object[3];
    }
    sub[1] = total;
    return term_make_boxed(sub);
}

/* Segments that are whole numbers of few bits are put together to one number, which is then written
 * at once. `good` gets false when one is something else. */
typedef struct OpBitsRun {
    bool good;
    UInt bits;
    uint64_t value;
} OpBitsRun;

enum { OP_BITS_RUN_MAX = 8 }; /* segments */

/* Another segment, with value and size at `arguments`. */
OP_INLINE void op_bits_add_integer(OpBitsRun *run, const BitsSegment *segment,
                                   const Term *arguments)
{
    UInt size = (UInt)term_small_value(arguments[1]);
    UInt bits = size * segment->unit;
    bool sized = term_is_small(arguments[1]) && size <= 64 && bits != 0 && run->bits + bits <= 64;
    if (segment->kind != BITS_INTEGER || !sized || !term_is_small(arguments[0]) ||
        (bits_is_little(segment->flags) && bits != 8)) {
        run->good = false;
        return;
    }
    uint64_t value = (uint64_t)term_small_value(arguments[0]);
    run->value =
        run->bits == 0 ? value : run->value << bits | (value & (~UINT64_C(0) >> (64 - bits)));
    run->bits += bits;
}

/* Segments from `first` on, whose terms begin at `arguments`. Written out: the numbers of segments
 * and what they are like are constants. */
OP_INLINE OpBitsRun op_bits_run(const BitsSegment *segments, int64_t first, int64_t count,
                                const Term *arguments)
{
    OpBitsRun run = {count > first && count - first <= OP_BITS_RUN_MAX, 0, 0};
#define ADD(n)                         \
    if (run.good && first + n < count) \
    op_bits_add_integer(&run, &segments[first + n], arguments + 2 * n)
    ADD(0);
    ADD(1);
    ADD(2);
    ADD(3);
    ADD(4);
    ADD(5);
    ADD(6);
    ADD(7);
#undef ADD
    return run;
}

/* A bitstring followed by the run; the non-value: take the general way. */
OP_INLINE Term op_bits_append_run(OpState *s, const BitsSegment *segment, Term binary,
                                  const OpBitsRun *run)
{
    bool private = segment->kind == BITS_PRIVATE_APPEND;
    Term value = term_make_small((SInt)run->value);
    if (run->bits % 8 == 0 && (uint64_t)term_small_value(value) == run->value) {
        Term result = op_bits_append_small(s, binary, private, run->bits, value, false);
        if (LIKELY(result != THE_NON_VALUE))
            return op_known(result);
    }
    BITS_SLOW(
        s, Term,
        bits_append_number(s->process, binary, segment->unit, run->bits, run->value, private));
}

OP_INLINE bool op_bits_is_append(const BitsSegment *segments, int64_t count)
{
    return count >= 2 && segments[0].kind <= BITS_PRIVATE_APPEND && !segments[0].has_size &&
           (segments[0].unit == 1 || segments[0].unit == 8);
}

/* <<Binary/bitstring, Character/utf8>> or utf16. */
OP_INLINE Term op_bits_append_character(OpState *s, const BitsSegment *segments,
                                        const Term *arguments)
{
    bool private = segments[0].kind == BITS_PRIVATE_APPEND, wide = segments[1].kind == BITS_UTF16;
    UInt character = (UInt)term_small_value(arguments[1]);
    if (!term_is_small(arguments[1]))
        return THE_NON_VALUE;
    if (LIKELY(character < (wide ? 0xd800 : 0x80))) {
        Term result = op_bits_append_small(s, arguments[0], private, wide ? 16 : 8, arguments[1],
                                           wide && bits_is_little(segments[1].flags));
        if (LIKELY(result != THE_NON_VALUE))
            return op_known(result);
    }
    if (wide && bits_is_little(segments[1].flags))
        return THE_NON_VALUE;
    BITS_SLOW(s, Term,
              bits_append_character(s->process, arguments[0], segments[0].unit, character, wide,
                                    private));
}

/* Codegen passes the static description (create.h) and the array of terms. The description is
 * constant where this is inlined, so what is asked of it here costs nothing. */
OP_INLINE Term op_bs_create(OpState *s, const BitsSegment *segments, int64_t count,
                            const Term *arguments)
{
    Term result = THE_NON_VALUE;
    if (op_bits_is_append(segments, count)) {
        if (count == 2 && segments[1].kind == BITS_INTEGER && bits_is_little(segments[1].flags) &&
            term_is_small(arguments[2]) && (UInt)term_small_value(arguments[2]) <= 64) {
            UInt bits = (UInt)term_small_value(arguments[2]) * segments[1].unit;
            result = op_bits_append_small(s, arguments[0], segments[0].kind == BITS_PRIVATE_APPEND,
                                          bits, arguments[1], true);
        } else if (count == 2 &&
                   (segments[1].kind == BITS_UTF8 || segments[1].kind == BITS_UTF16)) {
            result = op_bits_append_character(s, segments, arguments);
        } else {
            OpBitsRun run = op_bits_run(segments, 1, count, arguments + 1);
            if (run.good)
                result = op_bits_append_run(s, &segments[0], arguments[0], &run);
        }
    } else {
        OpBitsRun run = op_bits_run(segments, 0, count, arguments);
        if (run.good) {
            op_sync(s);
            result = bits_new_number(s->process, run.bits, run.value);
            op_resync(s);
            return op_known(result);
        }
    }
    if (LIKELY(result != THE_NON_VALUE))
        return op_known(result);
    BITS_SLOW(s, Term, bits_create(s->process, segments, (UInt)count, arguments));
}

OP_INLINE Term op_bs_init_writable(OpState *s, Term size)
{
    BITS_SLOW(s, Term, bits_init_writable(s->process, size));
}

OP_INLINE Term op_bs_init(OpState *s, Term size, int64_t unit)
{
    BITS_SLOW(s, Term, bits_init(s->process, size, (UInt)unit));
}

OP_INLINE Term op_bs_init_append(OpState *s, Term size, Term binary, int64_t unit)
{
    BITS_SLOW(s, Term, bits_init_append(s->process, size, binary, (UInt)unit, false));
}

OP_INLINE Term op_bs_init_private_append(OpState *s, Term size, Term binary, int64_t unit)
{
    BITS_SLOW(s, Term, bits_init_append(s->process, size, binary, (UInt)unit, true));
}

OP_INLINE bool op_bs_put_integer(OpState *s, Term size, Term unit, Term value, int64_t flags)
{
    return bits_put_integer(s->process, size, (UInt)term_small_value(unit), value, (UInt)flags);
}

OP_INLINE bool op_bs_put_float(OpState *s, Term size, Term unit, Term value, int64_t flags)
{
    return bits_put_float(s->process, size, (UInt)term_small_value(unit), value, (UInt)flags);
}

OP_INLINE bool op_bs_put_binary(OpState *s, Term size, Term unit, Term value, int64_t flags)
{
    (void)flags;
    return bits_put_binary(s->process, size, (UInt)term_small_value(unit), value);
}

/* Codegen passes the bytes (constant data) and their number. */
OP_INLINE void op_bs_put_string(OpState *s, const uint8_t *bytes, int64_t count)
{
    bits_put_string(s->process, bytes, (UInt)count);
}

OP_INLINE bool op_bs_put_utf8(OpState *s, Term value, int64_t flags)
{
    (void)flags;
    return bits_put_utf8(s->process, value);
}

OP_INLINE bool op_bs_put_utf16(OpState *s, Term value, int64_t flags)
{
    return bits_put_utf16(s->process, value, (UInt)flags);
}

OP_INLINE bool op_bs_put_utf32(OpState *s, Term value, int64_t flags)
{
    return bits_put_utf32(s->process, value, (UInt)flags);
}

OP_INLINE Term op_bs_add(OpState *s, Term a, Term b, Term unit)
{
    BITS_SLOW(s, Term, bits_add(s->process, a, b, (UInt)term_small_value(unit)));
}

OP_INLINE Term op_bs_utf8_size(OpState *s, Term value)
{
    (void)s;
    return term_make_small((SInt)bits_utf8_size(value) / 8);
}

OP_INLINE Term op_bs_utf16_size(OpState *s, Term value)
{
    (void)s;
    return term_make_small((SInt)bits_utf16_size(value) / 8);
}

#undef BITS_SLOW

#endif
