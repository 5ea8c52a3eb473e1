/* SPDX-License-Identifier: Apache-2.0 */
/* Diffie-Hellman in groups given by a prime and a generator. */
#include <limits.h>
#include <openssl/core_names.h>
#include "rt/crypto/parameters.h"

/* [P, G]; false after failing. */
static bool add_group(Process *process, Parameters *parameters, Term list, int argument)
{
    if (!parameters_add_next(parameters, OSSL_PKEY_PARAM_FFC_P, &list))
        return FAIL_BADARG(process, argument, "Bad value of 'p'"), false;
    if (!parameters_add_next(parameters, OSSL_PKEY_PARAM_FFC_G, &list))
        return FAIL_BADARG(process, argument, "Bad value of 'g'"), false;
    if (!term_is_nil(list))
        return FAIL_BADARG(process, argument, "Not a two-element list"), false;
    return true;
}

/* ---- making keys ------------------------------------------------------------------------------
 */

static Term generate(Process *process, Parameters *parameters)
{
    CLEANUP(number_free) BIGNUM *public = NULL;
    CLEANUP(number_free) BIGNUM *private = NULL;
    CLEANUP(pkey_free) EVP_PKEY *key = NULL;
    CLEANUP(pkey_free) EVP_PKEY *group = parameters_key(parameters, "DH", EVP_PKEY_KEYPAIR);
    if (!group)
        return FAIL_ERROR(process, "Can't do fromdata");
    CLEANUP(pkey_context_free)
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_pkey(NULL, group, NULL);
    if (!context || EVP_PKEY_keygen_init(context) <= 0)
        return FAIL_ERROR(process, "Can't init DH generation");
    if (!EVP_PKEY_CTX_set_params(context, parameters->items))
        return FAIL_ERROR(process, "Can't set params");
    if (EVP_PKEY_generate(context, &key) <= 0)
        return FAIL_ERROR(process, "Can't generate DH key pair");
    if (!EVP_PKEY_get_bn_param(key, OSSL_PKEY_PARAM_PUB_KEY, &public))
        return FAIL_ERROR(process, "Can't get public key");
    if (!EVP_PKEY_get_bn_param(key, OSSL_PKEY_PARAM_PRIV_KEY, &private))
        return FAIL_ERROR(process, "Can't get private key");
    return heap_tuple(process, 2, number_term(process, public), number_term(process, private));
}

/* The third argument is always 0. */
Term bif_crypto_dh_generate_key_nif_4(Process *process, Term private, Term group, Term unused,
                                      Term length)
{
    CLEANUP(parameters_free) Parameters parameters = {0};
    uint64_t bits;
    (void)unused;
    crypto_start();
    if (private != am_undefined &&
        !parameters_add_number(&parameters, OSSL_PKEY_PARAM_PRIV_KEY, private))
        return FAIL_BADARG(process, 0, "PrivKeyIn");
    if (!add_group(process, &parameters, group, 1))
        return THE_NON_VALUE;
    if (!term_is_small(length) || term_small_value(length) < 0)
        return FAIL_BADARG(process, 3, "Bad value of length element");
    bits = (uint64_t)term_small_value(length);
    if (bits > 0)
        parameters_add_uint64(&parameters, OSSL_PKEY_PARAM_DH_PRIV_LEN, &bits);
    bif_charge(process, REDUCTIONS_PER_SLICE / 2);
    long_work_in_turn();
    return generate(process, &parameters);
}

/* ---- common secrets ---------------------------------------------------------------------------
 */

static Term derive(Process *process, EVP_PKEY *own, EVP_PKEY *peer)
{
    CLEANUP(output_drop) Output output = {0};
    size_t size = 0;
    CLEANUP(pkey_context_free) EVP_PKEY_CTX *context = EVP_PKEY_CTX_new(own, NULL);
    if (!context || EVP_PKEY_derive_init(context) <= 0)
        return FAIL_ERROR(process, "Can't EVP_PKEY_derive_init");
    /* Of a peer's key that is no good (-1) the next step tells. */
    if (EVP_PKEY_derive_set_peer(context, peer) == 0)
        return FAIL_ERROR(process, "Can't derive secret or set peer");
    if (EVP_PKEY_derive(context, NULL, &size) <= 0)
        return FAIL_ERROR(process, "Can't get result size");
    if (!output_start(&output, size))
        return FAIL_ERROR(process, "Can't allcate binary");
    if (EVP_PKEY_derive(context, output.at, &size) <= 0)
        return FAIL_ERROR(process, "Can't get result");
    return output_term(process, &output, size);
}

Term bif_crypto_dh_compute_key_nif_3(Process *process, Term peer_term, Term own_term, Term group)
{
    static const char bad_key[] = "Bad peer public key; binary expected";
    CLEANUP(parameters_free) Parameters parameters = {0};
    crypto_start();
    if (!parameters_add_number(&parameters, OSSL_PKEY_PARAM_PUB_KEY, peer_term))
        return FAIL_BADARG(process, 0, bad_key);
    if (!add_group(process, &parameters, group, 2))
        return THE_NON_VALUE;
    bif_charge(process, REDUCTIONS_PER_SLICE / 2);
    long_work_in_turn();
    CLEANUP(pkey_free) EVP_PKEY *peer = parameters_key(&parameters, "DH", EVP_PKEY_KEYPAIR);
    if (!peer)
        return FAIL_ERROR(process, "Can't do fromdata");
    if (!parameters_replace_first(&parameters, OSSL_PKEY_PARAM_PRIV_KEY, own_term))
        return FAIL_BADARG(process, 0, bad_key);
    CLEANUP(pkey_free) EVP_PKEY *own = parameters_key(&parameters, "DH", EVP_PKEY_KEYPAIR);
    if (!own)
        return FAIL_ERROR(process, "Can't do fromdata");
    return derive(process, own, peer);
}
