/* SPDX-License-Identifier: Apache-2.0 */
/* Terms without parts (compare_simple.h). */
#include "rt/core/compare_simple.h"

#include <string.h>
#include "rt/core/binary.h"
#include "rt/core/code.h"
#include "rt/core/compare.h"
#include "rt/core/long_work.h"
#include "rt/core/reference.h"

/* ---- numbers -------------------------------------------------------------------------------- */

static int compare_magnitudes(const Term *a, const Term *b)
{
    UInt size = header_size(a[0]), other = header_size(b[0]);
    if (size != other)
        return size < other ? -1 : 1;
    for (UInt i = size; i > 0; i--) {
        if (a[i] != b[i])
            return a[i] < b[i] ? -1 : 1;
    }
    return 0;
}

static bool is_negative_big(Term big)
{
    return term_kind(big) == KIND_BIG_NEG;
}

static int compare_integers(Term a, Term b)
{
    if (term_are_small(a, b))
        return order_of((SInt)a<(SInt)b, (SInt)a>(SInt) b);
    if (term_is_small(a))
        return is_negative_big(b) ? 1 : -1;
    if (term_is_small(b) || is_negative_big(a) != is_negative_big(b))
        return is_negative_big(a) ? -1 : 1;
    int order = compare_magnitudes(term_boxed_ptr(a), term_boxed_ptr(b));
    return is_negative_big(a) ? -order : order;
}

/* |big| against `value` >= 1: by number of bits, then the 64 highest bits of both (a double has
 * only 53), then by whether the big has further ones. */
static int compare_big_magnitude(const Term *big, double value)
{
    UInt size = header_size(big[0]);
    int zeros = __builtin_clzll(big[size]);
    int exponent;
    double fraction = __builtin_frexp(value, &exponent);
    UInt bits = size * 64 - (UInt)zeros;
    if (bits != (UInt)exponent)
        return bits < (UInt)exponent ? -1 : 1;
    UInt high = big[size] << zeros;
    if (zeros != 0 && size > 1)
        high |= big[size - 1] >> (64 - zeros);
    UInt other = (UInt)(fraction * 0x1p64);
    if (high != other)
        return high < other ? -1 : 1;
    if (size == 1)
        return 0;
    if (zeros != 0 && big[size - 1] << zeros != 0)
        return 1;
    for (UInt i = 1; i < size - (zeros != 0); i++) {
        if (big[i] != 0)
            return 1;
    }
    return 0;
}

int compare_integer_float(Term integer, double value)
{
    if (!term_is_small(integer)) {
        if (is_negative_big(integer))
            return value > -1 ? -1 : -compare_big_magnitude(term_boxed_ptr(integer), -value);
        return value < 1 ? 1 : compare_big_magnitude(term_boxed_ptr(integer), value);
    }
    if (value >= 0x1p60 || value < -0x1p60)
        return value > 0 ? -1 : 1;
    SInt small = term_small_value(integer), whole = (SInt)value;
    if (small != whole)
        return small < whole ? -1 : 1;
    double rest = value - (double)whole; /* exact: with a fraction the value is below 2^53 */
    return order_of(rest > 0, rest < 0);
}

static int compare_floats(double a, double b, uint32_t mode)
{
    if (a != b)
        return a < b ? -1 : 1;
    if (a == 0 && mode & COMPARE_EXACT && joist_program.otp_release >= 27) {
        bool negative = __builtin_signbit(a) != 0, other = __builtin_signbit(b) != 0;
        return (int)other - (int)negative;
    }
    return 0;
}

static int compare_numbers(Term a, Term b, uint32_t mode)
{
    bool a_float = term_is_float(a), b_float = term_is_float(b);
    if (a_float && b_float)
        return compare_floats(term_float_value(a), term_float_value(b), mode);
    if (!a_float && !b_float)
        return compare_integers(a, b);
    if (mode & COMPARE_EXACT)
        return a_float ? 1 : -1;
    return a_float ? -compare_integer_float(b, term_float_value(a))
                   : compare_integer_float(a, term_float_value(b));
}

/* ---- other terms without parts ----------------------------------------------------------------
 */

static int compare_pids(Term a, Term b)
{
    PidParts one = node_pid_parts(a), other = node_pid_parts(b);
    if (one.serial != other.serial)
        return one.serial < other.serial ? -1 : 1;
    if (one.number != other.number)
        return one.number < other.number ? -1 : 1;
    return node_compare(one.node, other.node);
}

static int compare_ports(Term a, Term b)
{
    PortParts one = node_port_parts(a), other = node_port_parts(b);
    int order = node_compare(one.node, other.node);
    return order != 0 ? order : order_of(one.number<other.number, one.number> other.number);
}

/* Missing ids count as zero. */
static int compare_references(Term a, Term b)
{
    ReferenceParts one = reference_parts(a), other = reference_parts(b);
    int order = node_compare(one.node, other.node);
    for (int i = REFERENCE_IDS_MAX; order == 0 && i-- > 0;)
        order = order_of(one.ids[i]<other.ids[i], one.ids[i]> other.ids[i]);
    return order;
}

static int compare_bitstrings(Term a, Term b, uint32_t mode)
{
    BitView one = bit_view(a), other = bit_view(b);
    if (!(mode & COMPARE_ORDER) && one.bit_size != other.bit_size)
        return 1;
    UInt common = one.bit_size < other.bit_size ? one.bit_size : other.bit_size;
    long_work_bytes(common / 8);
    int order = 0;
    if (common == 0)
        order = 0;
    else if ((one.bit_offset | other.bit_offset | (common & 7)) == 0)
        order = memcmp(one.bytes, other.bytes, common / 8);
    else
        order = bits_compare(one.bytes, one.bit_offset, other.bytes, other.bit_offset, common);
    if (order != 0)
        return order < 0 ? -1 : 1;
    return order_of(one.bit_size<other.bit_size, one.bit_size> other.bit_size);
}

int compare_simple(Term a, Term b, uint32_t mode)
{
    int order = compare_ranks(a, b);
    if (order != UNDECIDED)
        return order;
    switch (type_rank(a)) {
    case RANK_NUMBER:
        return compare_numbers(a, b, mode);
    case RANK_ATOM:
        return atom_compare(a, b);
    case RANK_TUPLE:
        return term_tuple_arity(a) < term_tuple_arity(b) ? -1 : 1;
    case RANK_BITSTRING:
        return compare_bitstrings(a, b, mode);
    case RANK_PID:
        return compare_pids(a, b);
    case RANK_PORT:
        return compare_ports(a, b);
    case RANK_REFERENCE:
        return compare_references(a, b);
    default:
        return UNDECIDED;
    }
}
