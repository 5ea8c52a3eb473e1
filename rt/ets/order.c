/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Digests of keys (order.h). What is below the rank:
 *
 *   number        the greatest integer that is not greater, as far as it fits
 *   atom, binary  the first bytes
 *   tuple         the arity in 12 bits, then the digest of the first element in fewer bits
 *   list          the digest of the head
 */
#include "rt/ets/order.h"

#include <math.h>
#include "rt/core/atom.h"
#include "rt/core/binary.h"
#include "rt/core/type_rank.h"

enum { BITS_OF_RANK = 4, ARITY_BITS = 12, PART_BITS = ETS_ORDER_BITS - ARITY_BITS };

static uint64_t with_rank(TypeRank rank, uint64_t rest)
{
    return (uint64_t)rank << ETS_ORDER_BITS | rest;
}

static uint64_t clamped(SInt value, unsigned bits)
{
    SInt limit = INT64_C(1) << (bits - 1);
    value = value < -limit ? -limit : value >= limit ? limit - 1 : value;
    return (uint64_t)(value + limit);
}

static uint64_t of_float(double value, unsigned bits)
{
    double limit = ldexp(1, (int)bits - 1);
    if (value >= limit)
        return clamped(INT64_MAX, bits);
    return value < -limit ? 0 : clamped((SInt)floor(value), bits);
}

static uint64_t of_number(Term key, unsigned bits)
{
    if (term_is_small(key))
        return clamped(term_small_value(key), bits);
    if (term_is_float(key))
        return of_float(term_float_value(key), bits);
    return clamped(term_kind(key) == KIND_BIG_NEG ? INT64_MIN : INT64_MAX, bits);
}

/* The highest `bits` of the text. */
static uint64_t of_text(const uint8_t *text, UInt bytes, unsigned bits)
{
    uint64_t word = 0;
    for (UInt i = 0; i < sizeof word; i++)
        word = word << 8 | (i < bytes ? text[i] : 0);
    return word >> (64 - bits);
}

static uint64_t of_bits(Term key, unsigned bits)
{
    BitView view = bit_view(key);
    uint8_t bytes[sizeof(uint64_t)] = {0};
    UInt count = view.bit_size < 8 * sizeof bytes ? view.bit_size : 8 * sizeof bytes;
    bits_copy(bytes, 0, view.bytes, view.bit_offset, count);
    return of_text(bytes, sizeof bytes, bits);
}

static uint64_t of_atom(Term key, unsigned bits)
{
    const AtomName *name = atom_name(key);
    return of_text(name->text, name->bytes, bits);
}

/* What is not said to differ is the same. */
static uint64_t of_part(Term part)
{
    enum { BITS = PART_BITS - BITS_OF_RANK };
    TypeRank rank = RANK_REFERENCE;
    uint64_t rest = 0;
    if (term_is_number(part)) {
        rank = RANK_NUMBER;
        rest = of_number(part, BITS);
    } else if (term_is_atom(part)) {
        rank = RANK_ATOM;
        rest = of_atom(part, BITS);
    } else if (term_is_bitstring(part)) {
        rank = RANK_BITSTRING;
        rest = of_bits(part, BITS);
    }
    return (uint64_t)rank << BITS | rest;
}

static uint64_t of_tuple(Term key)
{
    UInt arity = term_tuple_arity(key), most = (1 << ARITY_BITS) - 1;
    if (arity >= most || arity == 0)
        return (arity ? most : 0) << PART_BITS;
    return arity << PART_BITS | of_part(term_tuple_elements(key)[0]);
}

uint64_t ets_order_slow(Term key)
{
    TypeRank rank = type_rank(key);
    switch (rank) {
    case RANK_NUMBER:
        return with_rank(rank, of_number(key, ETS_ORDER_BITS));
    case RANK_ATOM:
        return with_rank(rank, of_atom(key, ETS_ORDER_BITS));
    case RANK_TUPLE:
        return with_rank(rank, of_tuple(key));
    case RANK_LIST:
        return with_rank(rank, of_part(term_head(key)) << ARITY_BITS);
    case RANK_BITSTRING:
        return with_rank(rank, of_bits(key, ETS_ORDER_BITS));
    default:
        return with_rank(rank, 0);
    }
}
