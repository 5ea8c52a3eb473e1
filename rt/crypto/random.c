/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Random bytes and numbers. The library's generators, one for each thread, are seeded by
 * getrandom(2).
 */
#include <limits.h>
#include <openssl/rand.h>
#include <string.h>
#include "rt/crypto/crypto.h"

enum { HEADER_BYTES = 4 }; /* an mpint's size in front */

Term bif_crypto_strong_rand_bytes_nif_1(Process *process, Term count)
{
    CLEANUP(output_drop) Output output = {0};
    unsigned bytes;
    if (!uint_of(count, &bytes) || bytes > INT_MAX)
        return bif_badarg(process);
    crypto_start();
    if (!output_start(&output, bytes))
        return am_false;
    work_on_bytes(process, bytes);
    if (RAND_bytes(output.at, (int)bytes) != 1)
        return am_false;
    return output_term(process, &output, bytes);
}

Term bif_crypto_strong_rand_range_nif_1(Process *process, Term range_term)
{
    crypto_start();
    CLEANUP(number_free) BIGNUM *range = number_of(range_term);
    if (!range)
        return bif_badarg(process);
    CLEANUP(number_free) BIGNUM *number = BN_new();
    if (!number || !BN_rand_range(number, range))
        return am_false;
    return number_term(process, number);
}

/* From an mpint, of which the sign is not looked at; NULL for other terms. */
static BIGNUM *number_of_mpint(Term term)
{
    CLEANUP(bytes_free) Bytes bytes = {0};
    if (!bytes_of_binary(term, &bytes) || bytes.size < HEADER_BYTES || bytes.size > INT_MAX)
        return NULL;
    uint32_t size = (uint32_t)bytes.at[0] << 24 | (uint32_t)bytes.at[1] << 16 |
                    (uint32_t)bytes.at[2] << 8 | bytes.at[3];
    if (size != bytes.size - HEADER_BYTES)
        return NULL;
    return BN_bin2bn(bytes.at + HEADER_BYTES, (int)size, NULL);
}

static void put_size(uint8_t *to, UInt size)
{
    for (int i = 0; i < HEADER_BYTES; i++)
        to[i] = (uint8_t)(size >> (24 - 8 * i));
}

Term bif_crypto_rand_uniform_nif_2(Process *process, Term low_term, Term high_term)
{
    crypto_start();
    CLEANUP(number_free) BIGNUM *low = number_of_mpint(low_term);
    CLEANUP(number_free) BIGNUM *number = number_of_mpint(high_term);
    CLEANUP(number_free) BIGNUM *range = BN_new();
    if (!low || !number || !range || !BN_sub(range, number, low) || !BN_rand_range(number, range) ||
        !BN_add(number, number, low))
        return bif_badarg(process);
    UInt size = (UInt)BN_num_bytes(number);
    uint8_t *to;
    Term result = binary_new(process, HEADER_BYTES + size, &to);
    put_size(to, size);
    BN_bn2bin(number, to + HEADER_BYTES);
    return result;
}

Term bif_crypto_rand_seed_nif_1(Process *process, Term seed)
{
    CLEANUP(bytes_free) Bytes bytes = {0};
    if (!bytes_of_binary(seed, &bytes) || bytes.size > INT_MAX)
        return bif_badarg(process);
    crypto_start();
    RAND_seed(bytes.at, (int)bytes.size);
    return am_ok;
}
