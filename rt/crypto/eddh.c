/* SPDX-License-Identifier: Apache-2.0 */
/* Keys on Edwards and Montgomery curves: made, and common secrets of x25519 and x448. */
#define ERROR_FILE "evp.c"

#include "rt/crypto/parameters.h"

/* 0: none of the curves. */
static int type_of(Term curve, bool signs)
{
    if (curve == AM(x25519))
        return EVP_PKEY_X25519;
    if (curve == AM(x448))
        return EVP_PKEY_X448;
    if (signs && curve == AM(ed25519))
        return EVP_PKEY_ED25519;
    return signs && curve == AM(ed448) ? EVP_PKEY_ED448 : 0;
}

Term bif_crypto_evp_compute_key_nif_3(Process *process, Term curve, Term peer_term, Term own_term)
{
    enum { SECRET_BYTES_MAX = 64 };
    CLEANUP(bytes_free) Bytes own_bytes = {0};
    CLEANUP(bytes_free) Bytes peer_bytes = {0};
    uint8_t secret[SECRET_BYTES_MAX];
    size_t size = sizeof secret;
    int type = type_of(curve, false);
    crypto_start();
    bif_charge(process, REDUCTIONS_PER_SLICE / 8);
    if (type == 0)
        return FAIL_BADARG(process, 0, "Bad curve");
    if (!bytes_of_binary(own_term, &own_bytes))
        return FAIL_BADARG(process, 2, "Binary expected");
    CLEANUP(pkey_free)
    EVP_PKEY *own = EVP_PKEY_new_raw_private_key(type, NULL, own_bytes.at, own_bytes.size);
    if (!own)
        return FAIL_BADARG(process, 2, "Not a valid raw private key");
    CLEANUP(pkey_context_free) EVP_PKEY_CTX *context = EVP_PKEY_CTX_new(own, NULL);
    if (!context)
        return FAIL_ERROR_AT(process, 2, "Can't make context");
    if (EVP_PKEY_derive_init(context) != 1)
        return FAIL_ERROR(process, "Can't EVP_PKEY_derive_init");
    if (!bytes_of_binary(peer_term, &peer_bytes))
        return FAIL_BADARG(process, 1, "Binary expected");
    CLEANUP(pkey_free)
    EVP_PKEY *peer = EVP_PKEY_new_raw_public_key(type, NULL, peer_bytes.at, peer_bytes.size);
    if (!peer)
        return FAIL_BADARG(process, 1, "Not a raw public peer key");
    if (EVP_PKEY_derive_set_peer(context, peer) != 1)
        return FAIL_ERROR_AT(process, 1, "Can't EVP_PKEY_derive_set_peer");
    if (EVP_PKEY_derive(context, secret, &size) != 1)
        return FAIL_ERROR(process, "Can't EVP_PKEY_derive");
    return binary_from_bytes(process, secret, size);
}

/* Generated, or with a given private part; NULL after failing. */
static EVP_PKEY *key_of(Process *process, int type, Term private)
{
    CLEANUP(bytes_free) Bytes bytes = {0};
    EVP_PKEY *key = NULL;
    if (private != am_undefined) {
        if (!bytes_of_binary(private, &bytes))
            return FAIL_ERROR_AT(process, 1, "Can't get max size"), NULL;
        key = EVP_PKEY_new_raw_private_key(type, NULL, bytes.at, bytes.size);
        if (!key)
            FAIL_ERROR_AT(process, 1, "Can't EVP_PKEY_new_raw_private_key");
        return key;
    }
    CLEANUP(pkey_context_free) EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_id(type, NULL);
    if (!context)
        return FAIL_ERROR(process, "Can't make context"), NULL;
    if (EVP_PKEY_keygen_init(context) != 1)
        return FAIL_ERROR(process, "Can't EVP_PKEY_keygen_init"), NULL;
    if (EVP_PKEY_keygen(context, &key) != 1)
        return FAIL_ERROR(process, "Can't EVP_PKEY_keygen"), NULL;
    return key;
}

Term bif_crypto_evp_generate_key_nif_2(Process *process, Term curve, Term private_term)
{
    enum { KEY_BYTES_MAX = 64 };
    uint8_t public[KEY_BYTES_MAX], private[KEY_BYTES_MAX];
    size_t public_size = sizeof public, private_size = sizeof private;
    int type = type_of(curve, true);
    crypto_start();
    bif_charge(process, REDUCTIONS_PER_SLICE / 8);
    if (type == 0)
        return FAIL_BADARG(process, 0, "Bad curve");
    CLEANUP(pkey_free) EVP_PKEY *key = key_of(process, type, private_term);
    if (!key)
        return THE_NON_VALUE;
    if (EVP_PKEY_get_raw_public_key(key, public, &public_size) != 1)
        return FAIL_ERROR(process, "Can't EVP_PKEY_get_raw_public_key");
    if (EVP_PKEY_get_raw_private_key(key, private, &private_size) != 1)
        return FAIL_ERROR(process, "Can't EVP_PKEY_get_raw_private_key");
    return heap_tuple(process, 2, binary_from_bytes(process, public, public_size),
                      binary_from_bytes(process, private, private_size));
}
