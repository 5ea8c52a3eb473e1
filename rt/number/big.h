/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Integers of any size.
 *
 * An integer is a small (term.h) or a KIND_BIG_* object: magnitude in 64-bit limbs, least
 * significant first, no leading zero limb, and never a value that fits a small: so equal integers
 * have equal representations. The arithmetic on limbs is GMP's mpn_ layer, straight on the objects.
 *
 * The functions below take integers of either form and return a term on the process's heap. They
 * set no fault: they return THE_NON_VALUE when the result would have more than BIG_LIMBS_MAX limbs
 * (system_limit in OTP 25), and for nothing else. Reductions are charged for what takes long.
 */
#ifndef RT_NUMBER_BIG_H
#define RT_NUMBER_BIG_H

#include "rt/core/heap.h"

/* The limit of OTP 25 (1 bsl 33554367 is the last power of two). */
enum { BIG_LIMBS_MAX = (1 << 19) - 1 };

Term big_add(Process *process, Term a, Term b);
Term big_sub(Process *process, Term a, Term b);
Term big_mul(Process *process, Term a, Term b);
/* Truncating, as the operators; b is not 0. */
Term big_div(Process *process, Term a, Term b);
Term big_rem(Process *process, Term a, Term b);
Term big_neg(Process *process, Term a);
Term big_band(Process *process, Term a, Term b);
Term big_bor(Process *process, Term a, Term b);
Term big_bxor(Process *process, Term a, Term b);
Term big_bnot(Process *process, Term a);
/* Left by the integer `by`, which may have any size; right (flooring) when it is negative. */
Term big_shift_left(Process *process, Term a, Term by);
Term big_shift_right(Process *process, Term a, Term by);

/* The integer (-1)^negative * magnitude; `count` limbs, which may start with zeros. */
Term big_from_limbs(Process *process, const uint64_t *limbs, UInt count, bool negative);
/* The same of `count` bytes, least significant first. */
Term big_from_bytes(Process *process, const uint8_t *bytes, UInt count, bool negative);

static inline bool big_is_negative(Term integer)
{
    return term_is_small(integer) ? (SInt)integer < 0 : term_kind(integer) == KIND_BIG_NEG;
}
/* Bits of the magnitude: 0 for 0, 1 for 1 and -1, … */
UInt big_bit_length(Term integer);

bool big_to_int64(Term integer, int64_t *value);   /* false: out of range */
bool big_to_uint64(Term integer, uint64_t *value); /* false: out of range */

/* The double nearest to the integer as ERTS computes it; false: out of range. */
bool big_to_double(Term integer, double *value);
/* The integral part of a finite double. */
Term big_from_double(Process *process, double value);

/* ---- text, bases 2 … 36 -------------------------------------------------------------------- */

/* Room that big_to_text needs at most, sign included. */
size_t big_text_size(Term integer, unsigned base);
/* Writes sign and digits (upper case) and returns their number. */
size_t big_to_text(Term integer, unsigned base, char *text);

enum { BIG_NO_DIGIT = 255 };
/* Value of an ASCII digit or letter in base 36, or BIG_NO_DIGIT. */
static inline uint8_t big_digit_value(uint32_t character)
{
    if (character - '0' < 10)
        return (uint8_t)(character - '0');
    uint32_t letter = (character | 0x20) - 'a';
    return letter < 26 ? (uint8_t)(letter + 10) : BIG_NO_DIGIT;
}

/* From `count` >= 1 digit values (each below `base`), most significant first. */
Term big_from_digits(Process *process, const uint8_t *digits, size_t count, bool negative,
                     unsigned base);

#endif
