/* SPDX-License-Identifier: Apache-2.0 */
/*
 * RSA keys are made. That can take minutes, so the work goes on without its process when this is
 * ended: then the library is told to stop when it asks, between two candidates for a prime.
 */
#include <openssl/core_names.h>
#include <openssl/rsa.h>
#include "rt/crypto/parameters.h"

static int go_on(EVP_PKEY_CTX *context)
{
    const Process *process = EVP_PKEY_CTX_get_app_data(context);
    long_work();
    return !(process->flags & PROCESS_EXITING);
}

static Term generate(Process *process, unsigned bits, Term exponent_term)
{
    static const char *const names[] = {
        OSSL_PKEY_PARAM_RSA_E,         OSSL_PKEY_PARAM_RSA_N,
        OSSL_PKEY_PARAM_RSA_D,         OSSL_PKEY_PARAM_RSA_FACTOR1,
        OSSL_PKEY_PARAM_RSA_FACTOR2,   OSSL_PKEY_PARAM_RSA_EXPONENT1,
        OSSL_PKEY_PARAM_RSA_EXPONENT2, OSSL_PKEY_PARAM_RSA_COEFFICIENT1,
    };
    CLEANUP(number_free) BIGNUM *exponent = number_of(exponent_term);
    CLEANUP(pkey_free) EVP_PKEY *key = NULL;
    if (!exponent)
        return FAIL_BADARG(process, 1, "Can't get binary public exponent");
    CLEANUP(pkey_context_free)
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_name(NULL, "RSA", NULL);
    if (!context || EVP_PKEY_keygen_init(context) <= 0)
        return FAIL_ERROR(process, "Can't init RSA generation");
    if (EVP_PKEY_CTX_set_rsa_keygen_bits(context, (int)bits) <= 0 ||
        EVP_PKEY_CTX_set1_rsa_keygen_pubexp(context, exponent) <= 0)
        return FAIL_ERROR(process, "Can't set params");
    EVP_PKEY_CTX_set_app_data(context, process);
    EVP_PKEY_CTX_set_cb(context, go_on);
    long_work_in_turn();
    if (EVP_PKEY_generate(context, &key) <= 0)
        return FAIL_ERROR(process, "Can't generate RSA key-pair");
    Term numbers = pkey_numbers(process, key, names, sizeof names / sizeof *names);
    return numbers == THE_NON_VALUE ? FAIL_ERROR(process, "Can't get RSA keys") : numbers;
}

Term bif_crypto_rsa_generate_key_nif_2(Process *process, Term bits_term, Term exponent)
{
    unsigned bits;
    if (!uint_of(bits_term, &bits))
        return FAIL_BADARG(process, 0, "Can't get unsigned int");
    if (bits < 256)
        return FAIL_BADARG(process, 0, "Can't be < 256");
    crypto_start();
    bif_charge(process, REDUCTIONS_PER_SLICE);
    long_work_begin(process);
    return long_work_end(process, generate(process, bits, exponent));
}
