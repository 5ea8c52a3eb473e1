/* SPDX-License-Identifier: Apache-2.0 */
/* Powers modulo a number, exclusive or of bytes, comparison in constant time. */
#include <openssl/crypto.h>
#include "rt/crypto/crypto.h"

static void context_free(BN_CTX **context)
{
    BN_CTX_free(*context);
}

/* The last argument tells the form of the result: 0 the bytes, 4 an mpint. */
Term bif_crypto_mod_exp_nif_4(Process *process, Term base_term, Term exponent_term,
                              Term modulus_term, Term form_term)
{
    crypto_start();
    CLEANUP(number_free) BIGNUM *base = number_of(base_term);
    CLEANUP(number_free) BIGNUM *exponent = number_of(exponent_term);
    CLEANUP(number_free) BIGNUM *modulus = number_of(modulus_term);
    CLEANUP(number_free) BIGNUM *result = BN_new();
    CLEANUP(context_free) BN_CTX *context = BN_CTX_new();
    unsigned header;
    if (!base || !exponent || !modulus || !uint_of(form_term, &header) ||
        (header != 0 && header != 4) || !result || !context)
        return bif_badarg(process);
    work_on_numbers(process, (UInt)BN_num_bits(modulus) + (UInt)BN_num_bits(base) / 4);
    if (!BN_mod_exp(result, base, exponent, modulus, context))
        return bif_badarg(process);
    if (header == 0)
        return number_term(process, result);
    UInt size = (UInt)BN_num_bytes(result);
    bool extra = size > 0 && BN_is_bit_set(result, (int)size * 8 - 1);
    uint8_t *to;
    Term binary = binary_new(process, header + extra + size, &to);
    UInt told = size + extra;
    for (int i = 0; i < 4; i++)
        *to++ = (uint8_t)(told >> (24 - 8 * i));
    if (extra)
        *to++ = 0;
    BN_bn2bin(result, to);
    return binary;
}

Term bif_crypto_do_exor_2(Process *process, Term first, Term second)
{
    CLEANUP(bytes_free) Bytes a = {0};
    CLEANUP(bytes_free) Bytes b = {0};
    if (!bytes_of_iodata(first, &a) || !bytes_of_iodata(second, &b) || a.size != b.size)
        return bif_badarg(process);
    uint8_t *to;
    Term result = binary_new(process, a.size, &to);
    work_on_bytes(process, a.size);
    for (UInt i = 0; i < a.size; i++)
        to[i] = a.at[i] ^ b.at[i];
    return result;
}

Term bif_crypto_hash_equals_nif_2(Process *process, Term first, Term second)
{
    CLEANUP(bytes_free) Bytes a = {0};
    CLEANUP(bytes_free) Bytes b = {0};
    if (!bytes_of_binary(first, &a) || !bytes_of_binary(second, &b) || a.size != b.size)
        return bif_badarg(process);
    work_on_bytes(process, a.size);
    return CRYPTO_memcmp(a.at, b.at, a.size) == 0 ? am_true : am_false;
}
