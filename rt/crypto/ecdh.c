/* SPDX-License-Identifier: Apache-2.0 */
/* Common secrets from keys on elliptic curves. */
#include <openssl/core_names.h>
#include "rt/crypto/curve.h"

static Term derive(Process *process, EVP_PKEY *own, EVP_PKEY *peer)
{
    CLEANUP(output_drop) Output output = {0};
    size_t size = 0;
    CLEANUP(pkey_context_free) EVP_PKEY_CTX *context = EVP_PKEY_CTX_new(own, NULL);
    if (!context)
        return FAIL_ERROR(process, "Can't EVP_PKEY_CTX_init");
    if (EVP_PKEY_derive_init(context) <= 0)
        return FAIL_ERROR(process, "Can't EVP_PKEY_derive_init");
    if (EVP_PKEY_derive_set_peer_ex(context, peer, 0) <= 0)
        return FAIL_ERROR(process, "Can't derive secret or set peer");
    if (EVP_PKEY_derive(context, NULL, &size) <= 0)
        return FAIL_ERROR(process, "Can't get result size");
    if (!output_start(&output, size))
        return FAIL_ERROR(process, "Can't allcate binary");
    if (EVP_PKEY_derive(context, output.at, &size) <= 0)
        return FAIL_ERROR(process, "Can't get result");
    return output_term(process, &output, size);
}

Term bif_crypto_ecdh_compute_key_nif_3(Process *process, Term peer_term, Term curve, Term own_term)
{
    static const char bad_key[] = "Bad peer public key; binary expected";
    CLEANUP(parameters_free) Parameters parameters = {0};
    crypto_start();
    if (!parameters_add_bytes(&parameters, OSSL_PKEY_PARAM_PUB_KEY, peer_term))
        return FAIL_BADARG(process, 0, bad_key);
    if (!curve_add(process, &parameters, curve, NULL))
        return THE_NON_VALUE;
    bif_charge(process, REDUCTIONS_PER_SLICE / 4);
    long_work_in_turn();
    CLEANUP(pkey_free) EVP_PKEY *peer = parameters_key(&parameters, "EC", EVP_PKEY_PUBLIC_KEY);
    if (!peer)
        return FAIL_ERROR(process, "Can't do fromdata");
    if (!parameters_replace_first(&parameters, OSSL_PKEY_PARAM_PRIV_KEY, own_term))
        return FAIL_BADARG(process, 0, bad_key);
    CLEANUP(pkey_free) EVP_PKEY *own = parameters_key(&parameters, "EC", EVP_PKEY_KEYPAIR);
    if (!own)
        return FAIL_ERROR(process, "Can't do fromdata");
    return derive(process, own, peer);
}
