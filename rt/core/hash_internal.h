/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The internal hash: where a key goes in a large map, and in the runtime's own tables.
 *
 * It is a function of the term's contents only (atoms count by their names), so that the compiler
 * can lay out large map literals; it needs no more than this header. Changing it changes the layout
 * of maps in object files: raise HASH_INTERNAL_VERSION, which is part of the compiler's cache key.
 *
 * Terms that match (=:=) have the same hash. -0.0 hashes as 0.0, whatever the OTP release says
 * about their being the same.
 *
 * The hash of a compound term is built from the hashes of its parts:
 *
 *   tuple {T1 … Tn}   h = hash_tuple_start(n); h = hash_combine(h, hash(Ti)) for each i
 *   list  [T1 … | R]  h = hash_list_start();   h = hash_combine(h, hash(Ti)) for each i;
 *                     last h = hash_combine(h, hash(R)), R = [] (hash_nil()) for a proper list
 *   map               h = hash_map_start(n) + the sum of hash_map_pair(hash(K), hash(V)), in any
 *                     order; then h = hash_mix(h)
 *   fun M:F/A         hash_export(name hash of M, name hash of F, A)
 */
#ifndef RT_CORE_HASH_INTERNAL_H
#define RT_CORE_HASH_INTERNAL_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum { HASH_INTERNAL_VERSION = 1 };

/* What is hashed, so that 1, 1.0, {1} … differ. Arbitrary odd numbers. */
#define HASH_SEED_INTEGER UINT64_C(0x4be98134a5976fd3)
#define HASH_SEED_BIG UINT64_C(0x3bc0993a5ad19a13)
#define HASH_SEED_FLOAT UINT64_C(0x9d3f6c0b7e2a8855)
#define HASH_SEED_ATOM UINT64_C(0x1f83d9abfb41bd6b)
#define HASH_SEED_NIL UINT64_C(0xd6e8feb86659fd93)
#define HASH_SEED_LIST UINT64_C(0x5851f42d4c957f2d)
#define HASH_SEED_TUPLE UINT64_C(0xa0761d6478bd642f)
#define HASH_SEED_MAP UINT64_C(0xe7037ed1a0b428db)
#define HASH_SEED_BITS UINT64_C(0x8ebc6af09c88c6e3)
#define HASH_SEED_EXPORT UINT64_C(0x589965cc75374cc3)
#define HASH_SEED_FUN UINT64_C(0x1d8e4e27c47d124f)
#define HASH_SEED_PID UINT64_C(0xeb44accab455d165)
#define HASH_SEED_PORT UINT64_C(0x2127599bf4325c37)
#define HASH_SEED_REF UINT64_C(0x880355f21e6d1965)

/* A permutation of the 64-bit words in which every input bit affects every output bit. */
static inline uint64_t hash_mix(uint64_t h)
{
    h ^= h >> 32;
    h *= UINT64_C(0xd6c9e5a38fb1742b);
    h ^= h >> 29;
    h *= UINT64_C(0x9b60933458e17d7d);
    return h ^ h >> 32;
}

static inline uint64_t hash_combine(uint64_t h, uint64_t part)
{
    return hash_mix((h << 5 | h >> 59) + part);
}

/* An integer in the range of 60-bit small integers. */
static inline uint64_t hash_small(int64_t value)
{
    return hash_mix((uint64_t)value ^ HASH_SEED_INTEGER);
}

/* Any other integer: its sign and magnitude in 64-bit limbs, least significant first, no leading
 * zero limb. */
static inline uint64_t hash_big_start(int negative, size_t limbs)
{
    return HASH_SEED_BIG + ((uint64_t)limbs << 1 | (negative != 0));
}
static inline uint64_t hash_big(int negative, const uint64_t *limbs, size_t count)
{
    uint64_t h = hash_big_start(negative, count);
    for (size_t i = 0; i < count; i++)
        h = hash_combine(h, limbs[i]);
    return h;
}

static inline uint64_t hash_float(double value)
{
    uint64_t bits;
    if (value == 0)
        value = 0; /* the negative zero too */
    memcpy(&bits, &value, sizeof bits);
    return hash_mix(bits ^ HASH_SEED_FLOAT);
}

/* `name_hash` is atom_hash_text of the name (rt/core/atom.h). */
static inline uint64_t hash_atom(uint32_t name_hash)
{
    return hash_mix(name_hash ^ HASH_SEED_ATOM);
}

static inline uint64_t hash_nil(void)
{
    return hash_mix(HASH_SEED_NIL);
}
static inline uint64_t hash_list_start(void)
{
    return HASH_SEED_LIST;
}
static inline uint64_t hash_tuple_start(size_t arity)
{
    return HASH_SEED_TUPLE + arity;
}
static inline uint64_t hash_map_start(size_t size)
{
    return HASH_SEED_MAP + size;
}
static inline uint64_t hash_map_pair(uint64_t key, uint64_t value)
{
    return hash_combine(hash_combine(HASH_SEED_MAP, key), value);
}

static inline uint64_t hash_export(uint32_t module_hash, uint32_t function_hash, uint32_t arity)
{
    uint64_t h = hash_combine(HASH_SEED_EXPORT + arity, module_hash);
    return hash_combine(h, function_hash);
}

/* Bitstrings: hash_bits_start, then hash_combine with each 8 bytes as a little-endian number, the
 * last one filled up with zero bits (those of the last byte after the end are zero too). At the end
 * hash_mix, when the number of bits is a multiple of 64. */
static inline uint64_t hash_bits_start(size_t bit_size)
{
    return HASH_SEED_BITS + bit_size;
}

/* Up to 8 bytes as a little-endian number. */
static inline uint64_t hash_load_bytes(const uint8_t *bytes, size_t count)
{
    uint64_t word = 0;
    for (size_t i = 0; i < count; i++)
        word |= (uint64_t)bytes[i] << 8 * i;
    return word;
}

/* A byte-aligned bitstring. */
static inline uint64_t hash_bits(const uint8_t *bytes, size_t bit_size)
{
    uint64_t h = hash_bits_start(bit_size);
    size_t whole = bit_size / 8, rest = bit_size % 8;
    for (; whole >= 8; whole -= 8, bytes += 8)
        h = hash_combine(h, hash_load_bytes(bytes, 8));
    uint64_t last = hash_load_bytes(bytes, whole);
    if (rest != 0)
        last |= (uint64_t)(bytes[whole] >> (8 - rest) << (8 - rest)) << 8 * whole;
    return whole + rest != 0 ? hash_combine(h, last) : hash_mix(h);
}

#endif
