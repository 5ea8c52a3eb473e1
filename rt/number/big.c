/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Arithmetic on integers of any size (big.h).
 *
 * Every operation views its operands as sign and limbs, takes the most words that the result can
 * need from the heap, lets mpn_ write there, and gives back what was too much (finish). Operands
 * are never written to, and results never share memory with them.
 */
#include "rt/number/big.h"

#include <gmp.h>
#include <math.h>
#include <string.h>
#include "rt/core/bif.h"
#include "rt/core/long_work.h"
#include "rt/core/memory.h"

_Static_assert(sizeof(mp_limb_t) == sizeof(Term) && GMP_NAIL_BITS == 0, "limbs are words");

enum { LIMB_BITS = 64 };

/* ---- operands and results ------------------------------------------------------------------- */

/* Sign and magnitude of an integer; 0 has no limbs. Not to be copied: `limbs` may point to `one`.
 */
typedef struct View {
    const mp_limb_t *limbs;
    UInt count;
    bool negative;
    mp_limb_t one;
} View;

static void view(Term integer, View *view)
{
    if (term_is_small(integer)) {
        SInt value = term_small_value(integer);
        view->negative = value < 0;
        view->one = value < 0 ? (UInt)0 - (UInt)value : (UInt)value;
        view->limbs = &view->one;
        view->count = value != 0;
    } else {
        const Term *object = term_boxed_ptr(integer);
        view->negative = header_kind(object[0]) == KIND_BIG_NEG;
        view->limbs = object + 1;
        view->count = header_size(object[0]);
    }
}

/* Turns `count` limbs at object + 1 (the last words allocated) into an integer. */
static Term finish(Process *process, Term *object, UInt count, bool negative)
{
    UInt used = count;
    while (used > 0 && object[used] == 0)
        used--;
    if (used > BIG_LIMBS_MAX) {
        heap_release(process, object, count + 1);
        return THE_NON_VALUE;
    }
    if (used == 0 || (used == 1 && object[1] <= (UInt)SMALL_MAX + negative)) {
        SInt value = used == 0 ? 0 : (SInt)object[1];
        heap_release(process, object, count + 1);
        return term_make_small(negative ? -value : value);
    }
    heap_release(process, object + used + 1, count - used);
    object[0] = header_make(negative ? KIND_BIG_NEG : KIND_BIG_POS, 0, used);
    return term_make_boxed(object);
}

/* Work in units of limbs touched once; a reduction is about a microsecond. */
static void charge(Process *process, UInt limbs)
{
    if (limbs >= 1024)
        bif_charge(process, (SInt)(limbs / 1024));
}

/* Multiplying or dividing takes time n * m for short operands, hardly more than linear for long. */
static void charge_product(Process *process, UInt n, UInt m)
{
    UInt product = n * m, linear = (n + m) * 256;
    UInt work = product < linear ? product : linear;
    charge(process, work);
    long_work_steps(work / 16);
}

static int compare(const View *a, const View *b)
{
    if (a->count != b->count)
        return a->count < b->count ? -1 : 1;
    return a->count == 0 ? 0 : mpn_cmp(a->limbs, b->limbs, (mp_size_t)a->count);
}

/* ---- + - * div rem neg ------------------------------------------------------------------------
 */

static Term add_magnitudes(Process *process, const View *a, const View *b, bool negative)
{
    if (a->count < b->count) {
        const View *swap = a;
        a = b;
        b = swap;
    }
    Term *object = heap_alloc(process, a->count + 2);
    mp_limb_t carry = 0;
    if (b->count != 0)
        carry = mpn_add(object + 1, a->limbs, (mp_size_t)a->count, b->limbs, (mp_size_t)b->count);
    else
        memcpy(object + 1, a->limbs, a->count * sizeof(mp_limb_t));
    object[a->count + 1] = carry;
    return finish(process, object, a->count + 1, negative);
}

/* ||a| - |b||, with the sign `negative` if |a| > |b|, else the opposite one. */
static Term subtract_magnitudes(Process *process, const View *a, const View *b, bool negative)
{
    int order = compare(a, b);
    if (order == 0)
        return term_make_small(0);
    if (order < 0) {
        const View *swap = a;
        a = b;
        b = swap;
        negative = !negative;
    }
    Term *object = heap_alloc(process, a->count + 1);
    if (b->count != 0)
        mpn_sub(object + 1, a->limbs, (mp_size_t)a->count, b->limbs, (mp_size_t)b->count);
    else
        memcpy(object + 1, a->limbs, a->count * sizeof(mp_limb_t));
    return finish(process, object, a->count, negative);
}

Term big_add(Process *process, Term a, Term b)
{
    View x, y;
    view(a, &x);
    view(b, &y);
    charge(process, x.count + y.count);
    return x.negative == y.negative ? add_magnitudes(process, &x, &y, x.negative)
                                    : subtract_magnitudes(process, &x, &y, x.negative);
}

Term big_sub(Process *process, Term a, Term b)
{
    View x, y;
    view(a, &x);
    view(b, &y);
    charge(process, x.count + y.count);
    return x.negative != y.negative ? add_magnitudes(process, &x, &y, x.negative)
                                    : subtract_magnitudes(process, &x, &y, x.negative);
}

Term big_mul(Process *process, Term a, Term b)
{
    View x, y;
    view(a, &x);
    view(b, &y);
    if (x.count == 0 || y.count == 0)
        return term_make_small(0);
    UInt count = x.count + y.count;
    if (count > BIG_LIMBS_MAX + 1)
        return THE_NON_VALUE;
    charge_product(process, x.count, y.count);
    const View *longer = x.count < y.count ? &y : &x, *shorter = longer == &x ? &y : &x;
    Term *object = heap_alloc(process, count + 1);
    if (a == b)
        mpn_sqr(object + 1, x.limbs, (mp_size_t)x.count);
    else
        mpn_mul(object + 1, longer->limbs, (mp_size_t)longer->count, shorter->limbs,
                (mp_size_t)shorter->count);
    return finish(process, object, count, x.negative != y.negative);
}

Term big_div(Process *process, Term a, Term b)
{
    View x, y;
    view(a, &x);
    view(b, &y);
    if (x.count < y.count)
        return term_make_small(0);
    UInt count = x.count - y.count + 1;
    charge_product(process, count, y.count);
    Term *object = heap_alloc(process, count + 1);
    if (y.count == 1) {
        mpn_divrem_1(object + 1, 0, x.limbs, (mp_size_t)x.count, y.limbs[0]);
    } else {
        mp_limb_t *rest = memory_alloc(MEMORY_TEMPORARY, y.count * sizeof(mp_limb_t));
        mpn_tdiv_qr(object + 1, rest, 0, x.limbs, (mp_size_t)x.count, y.limbs, (mp_size_t)y.count);
        memory_free(MEMORY_TEMPORARY, rest, y.count * sizeof(mp_limb_t));
    }
    return finish(process, object, count, x.negative != y.negative);
}

Term big_rem(Process *process, Term a, Term b)
{
    View x, y;
    view(a, &x);
    view(b, &y);
    if (x.count < y.count)
        return a;
    UInt count = x.count - y.count + 1;
    charge_product(process, count, y.count);
    if (y.count == 1) {
        mp_limb_t rest = mpn_mod_1(x.limbs, (mp_size_t)x.count, y.limbs[0]);
        return big_from_limbs(process, &rest, 1, x.negative);
    }
    Term *object = heap_alloc(process, y.count + 1);
    mp_limb_t *quotient = memory_alloc(MEMORY_TEMPORARY, count * sizeof(mp_limb_t));
    mpn_tdiv_qr(quotient, object + 1, 0, x.limbs, (mp_size_t)x.count, y.limbs, (mp_size_t)y.count);
    memory_free(MEMORY_TEMPORARY, quotient, count * sizeof(mp_limb_t));
    return finish(process, object, y.count, x.negative);
}

Term big_neg(Process *process, Term a)
{
    View x;
    view(a, &x);
    return big_from_limbs(process, x.limbs, x.count, !x.negative);
}

/* ---- bits: negative numbers act as two's complement without end
 * ----------------------------------- */

/* Reads the limbs of an integer in two's complement, one after the other. */
typedef struct Complement {
    const View *view;
    UInt next;
    mp_limb_t carry; /* 1 while the +1 of the complement still carries */
} Complement;

static Complement complement_of(const View *view)
{
    return (Complement){view, 0, view->negative};
}

static inline mp_limb_t complement_next(Complement *reader)
{
    mp_limb_t limb = reader->next < reader->view->count ? reader->view->limbs[reader->next] : 0;
    reader->next++;
    if (!reader->view->negative)
        return limb;
    limb = ~limb + reader->carry;
    reader->carry &= limb == 0;
    return limb;
}

typedef enum BitOperation { BIT_AND, BIT_OR, BIT_XOR } BitOperation;

static inline mp_limb_t combine(BitOperation operation, mp_limb_t a, mp_limb_t b)
{
    switch (operation) {
    case BIT_AND:
        return a & b;
    case BIT_OR:
        return a | b;
    default:
        return a ^ b;
    }
}

static Term bit_operation(Process *process, Term a, Term b, BitOperation operation)
{
    View x, y;
    view(a, &x);
    view(b, &y);
    charge(process, x.count + y.count);
    UInt count = (x.count > y.count ? x.count : y.count) + 1;
    bool negative = combine(operation, x.negative, y.negative) != 0;
    Complement left = complement_of(&x), right = complement_of(&y);
    Term *object = heap_alloc(process, count + 1);
    mp_limb_t carry = negative;
    for (UInt i = 1; i <= count; i++) {
        mp_limb_t limb = combine(operation, complement_next(&left), complement_next(&right));
        if (negative) {
            limb = ~limb + carry;
            carry &= limb == 0;
        }
        object[i] = limb;
    }
    return finish(process, object, count, negative);
}

Term big_band(Process *process, Term a, Term b)
{
    return bit_operation(process, a, b, BIT_AND);
}

Term big_bor(Process *process, Term a, Term b)
{
    return bit_operation(process, a, b, BIT_OR);
}

Term big_bxor(Process *process, Term a, Term b)
{
    return bit_operation(process, a, b, BIT_XOR);
}

Term big_bnot(Process *process, Term a)
{
    return bit_operation(process, a, term_make_small(-1), BIT_XOR);
}

static Term shift_up(Process *process, Term a, UInt by)
{
    View x;
    view(a, &x);
    if (x.count == 0)
        return a;
    if (by >= (UInt)BIG_LIMBS_MAX * LIMB_BITS ||
        big_bit_length(a) + by > (UInt)BIG_LIMBS_MAX * LIMB_BITS)
        return THE_NON_VALUE;
    UInt limbs = by / LIMB_BITS, bits = by % LIMB_BITS, count = x.count + limbs + 1;
    charge(process, count);
    Term *object = heap_alloc(process, count + 1);
    memset(object + 1, 0, limbs * sizeof(mp_limb_t));
    if (bits != 0) {
        object[count] = mpn_lshift(object + 1 + limbs, x.limbs, (mp_size_t)x.count, (unsigned)bits);
    } else {
        memcpy(object + 1 + limbs, x.limbs, x.count * sizeof(mp_limb_t));
        object[count] = 0;
    }
    return finish(process, object, count, x.negative);
}

/* Rounds towards minus infinity: a negative magnitude is rounded up. */
static Term shift_down(Process *process, Term a, UInt by)
{
    View x;
    view(a, &x);
    UInt limbs = by / LIMB_BITS, bits = by % LIMB_BITS;
    if (limbs >= x.count)
        return term_make_small(x.negative ? -1 : 0);
    UInt count = x.count - limbs;
    charge(process, count);
    Term *object = heap_alloc(process, count + 2);
    mp_limb_t lost = 0;
    if (bits != 0)
        lost = mpn_rshift(object + 1, x.limbs + limbs, (mp_size_t)count, (unsigned)bits);
    else
        memcpy(object + 1, x.limbs + limbs, count * sizeof(mp_limb_t));
    for (UInt i = 0; lost == 0 && i < limbs; i++)
        lost = x.limbs[i];
    object[count + 1] = 0;
    if (x.negative && lost != 0)
        mpn_add_1(object + 1, object + 1, (mp_size_t)count + 1, 1);
    return finish(process, object, count + 1, x.negative);
}

Term big_shift_left(Process *process, Term a, Term by)
{
    SInt distance;
    if (!big_to_int64(by, &distance))
        distance = big_is_negative(by) ? INT64_MIN : INT64_MAX;
    return distance >= 0 ? shift_up(process, a, (UInt)distance)
                         : shift_down(process, a, (UInt)0 - (UInt)distance);
}

Term big_shift_right(Process *process, Term a, Term by)
{
    SInt distance;
    if (!big_to_int64(by, &distance))
        distance = big_is_negative(by) ? INT64_MIN : INT64_MAX;
    return distance >= 0 ? shift_down(process, a, (UInt)distance)
                         : shift_up(process, a, (UInt)0 - (UInt)distance);
}

/* ---- conversions
 * ----------------------------------------------------------------------------------- */

Term big_from_limbs(Process *process, const uint64_t *limbs, UInt count, bool negative)
{
    if (count > BIG_LIMBS_MAX + 1)
        return THE_NON_VALUE;
    Term *object = heap_alloc(process, count + 1);
    memcpy(object + 1, limbs, count * sizeof(mp_limb_t));
    return finish(process, object, count, negative);
}

Term big_from_bytes(Process *process, const uint8_t *bytes, UInt count, bool negative)
{
    while (count > 0 && bytes[count - 1] == 0)
        count--;
    UInt limbs = (count + sizeof(mp_limb_t) - 1) / sizeof(mp_limb_t);
    if (limbs > BIG_LIMBS_MAX)
        return THE_NON_VALUE;
    charge(process, limbs);
    Term *object = heap_alloc(process, limbs + 1);
    object[limbs] = 0; /* also right for no limbs: finish drops the object */
    memcpy(object + 1, bytes, count);
    return finish(process, object, limbs, negative);
}

UInt big_bit_length(Term integer)
{
    View x;
    view(integer, &x);
    if (x.count == 0)
        return 0;
    return x.count * LIMB_BITS - (UInt)__builtin_clzll(x.limbs[x.count - 1]);
}

bool big_to_int64(Term integer, int64_t *value)
{
    View x;
    view(integer, &x);
    UInt magnitude = x.count == 0 ? 0 : x.limbs[0];
    if (x.count > 1 || magnitude > (UInt)INT64_MAX + x.negative)
        return false;
    *value = (int64_t)(x.negative ? (UInt)0 - magnitude : magnitude);
    return true;
}

bool big_to_uint64(Term integer, uint64_t *value)
{
    View x;
    view(integer, &x);
    if (x.count > 1 || x.negative)
        return false;
    *value = x.count == 0 ? 0 : x.limbs[0];
    return true;
}

bool big_to_double(Term integer, double *value)
{
    View x;
    view(integer, &x);
    double sum = 0;
    for (UInt i = x.count; i > 0; i--) {
        sum = sum * 0x1p64 + (double)x.limbs[i - 1];
        if (!isfinite(sum))
            return false;
    }
    *value = x.negative ? -sum : sum;
    return true;
}

Term big_from_double(Process *process, double value)
{
    if (value > -0x1p63 && value < 0x1p63)
        return heap_integer(process, (SInt)value);
    int exponent; /* value = fraction * 2^exponent, 1/2 <= fraction < 1 */
    double fraction = frexp(fabs(value), &exponent);
    mp_limb_t high = (mp_limb_t)(fraction * 0x1p64);
    UInt count = ((UInt)exponent + LIMB_BITS - 1) / LIMB_BITS,
         shift = count * LIMB_BITS - (UInt)exponent;
    Term *object = heap_alloc(process, count + 1);
    memset(object + 1, 0, count * sizeof(mp_limb_t));
    object[count] = high >> shift;
    if (shift != 0 && count > 1)
        object[count - 1] = high << (LIMB_BITS - shift);
    return finish(process, object, count, value < 0);
}

/* ---- text
 * ------------------------------------------------------------------------------------------- */

/* Bits per digit times 2^16: rounded down, to bound the number of digits of a number. */
static UInt digit_bits_below(unsigned base)
{
    return (UInt)(log2(base) * 65536 - 1);
}

size_t big_text_size(Term integer, unsigned base)
{
    return (big_bit_length(integer) << 16) / digit_bits_below(base) + 3;
}

static size_t small_to_text(UInt value, unsigned base, char *text)
{
    static const char digits[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    char reversed[LIMB_BITS];
    size_t count = 0, length = 0;
    do {
        reversed[count++] = digits[value % base];
        value /= base;
    } while (value != 0);
    while (count > 0)
        text[length++] = reversed[--count];
    return length;
}

size_t big_to_text(Term integer, unsigned base, char *text)
{
    View x;
    view(integer, &x);
    char *to = text;
    if (x.negative)
        *to++ = '-';
    if (x.count <= 1)
        return (size_t)(to - text) + small_to_text(x.count == 0 ? 0 : x.limbs[0], base, to);
    /* mpn_get_str destroys its operand. */
    long_work_steps(x.count * 64);
    UInt bytes = (x.count + 1) * sizeof(mp_limb_t);
    mp_limb_t *copy = memory_alloc(MEMORY_TEMPORARY, bytes);
    memcpy(copy, x.limbs, x.count * sizeof(mp_limb_t));
    size_t count = mpn_get_str((unsigned char *)to, (int)base, copy, (mp_size_t)x.count);
    memory_free(MEMORY_TEMPORARY, copy, bytes);
    size_t zeros = 0;
    while (zeros + 1 < count && to[zeros] == 0)
        zeros++;
    for (size_t i = zeros; i < count; i++) {
        char digit = to[i];
        to[i - zeros] = (char)(digit < 10 ? digit + '0' : digit - 10 + 'A');
    }
    return (size_t)(to - text) + count - zeros;
}

Term big_from_digits(Process *process, const uint8_t *digits, size_t count, bool negative,
                     unsigned base)
{
    while (count > 1 && *digits == 0) {
        digits++;
        count--;
    }
    if (count <= 12) { /* 36^12 < 2^63 */
        SInt value = 0;
        for (size_t i = 0; i < count; i++)
            value = value * (SInt)base + digits[i];
        return heap_integer(process, negative ? -value : value);
    }
    /* One limb more than mpn_set_str needs: it may write a zero limb at the end. */
    UInt limbs = ((digit_bits_below(base) + 3) * count >> 16) / LIMB_BITS + 3;
    if (limbs > BIG_LIMBS_MAX + 4)
        return THE_NON_VALUE;
    charge_product(process, limbs, limbs);
    Term *object = heap_alloc(process, limbs + 1);
    UInt used = (UInt)mpn_set_str(object + 1, digits, count, (int)base);
    heap_release(process, object + used + 1, limbs - used);
    return finish(process, object, used, negative);
}
