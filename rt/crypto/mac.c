/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Message authentication codes: HMAC, CMAC and Poly1305, at once and through states.
 *
 * A state is an EVP_MAC_CTX behind a magic reference. Updates change it and give back the same
 * reference; its lock makes processes that share it take turns. What it is after mac_final is left
 * to the library.
 */
#include <limits.h>
#include <openssl/core_names.h>
#include "rt/core/reference.h"
#include "rt/crypto/algorithm.h"
#include "rt/crypto/state_lock.h"

static void context_free(EVP_MAC_CTX **context)
{
    EVP_MAC_CTX_free(*context);
}

/* ---- kinds ------------------------------------------------------------------------------------
 */

typedef struct Kind {
    Term name;
    const char *library_name;
    UInt key_bytes;    /* 0: any */
    volatile AO_t mac; /* fetched; atomic, written once */
} Kind;

static Kind kinds[] = {
    {AM(poly1305), "POLY1305", 32, 0},
    {AM(hmac), "HMAC", 0, 0},
    {AM(cmac), "CMAC", 0, 0},
};

static Kind *kind_of(Term name)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (kinds[i].name == name)
            return &kinds[i];
    return NULL;
}

static EVP_MAC *fetched(Kind *kind)
{
    AO_t known = AO_load_acquire(&kind->mac);
    if (__builtin_expect(known == 0, 0)) {
        crypto_start();
        EVP_MAC *mac = EVP_MAC_fetch(NULL, kind->library_name, NULL);
        if (!AO_compare_and_swap_full(&kind->mac, 0, (AO_t)mac))
            EVP_MAC_free(mac);
        known = AO_load_acquire(&kind->mac);
    }
    return (EVP_MAC *)known;
}

/* The digest or cipher that the code is made with, as the library's parameter; false after failing.
 */
static bool parameter_of(Process *process, const Kind *kind, Term sub_type, UInt key_bytes,
                         OSSL_PARAM *parameter)
{
    *parameter = OSSL_PARAM_construct_end();
    if (kind->name == AM(hmac)) {
        Digest *digest = digest_find(sub_type);
        if (!digest)
            return FAIL_BADARG(process, 1, "Bad digest algorithm for HMAC"), false;
        if (!digest_md(digest))
            return FAIL_NOTSUP(process, 1, "Unsupported digest algorithm"), false;
        *parameter =
            OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, (char *)digest_name(digest), 0);
    } else if (kind->name == AM(cmac)) {
        Cipher *cipher = cipher_find(sub_type);
        if (!cipher)
            return FAIL_BADARG(process, 1, "Unknown cipher"), false;
        if (!cipher_takes(cipher, key_bytes))
            return FAIL_BADARG(process, 2, "Bad key size"), false;
        if (!cipher_evp(cipher))
            return FAIL_NOTSUP(process, 1, "Unsupported cipher algorithm"), false;
        *parameter = OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_CIPHER,
                                                      (char *)cipher->library_name, 0);
    }
    return true;
}

/* A context that has its key; NULL after failing. One text for all that the library finds wrong
 * tells `at_once`. */
static EVP_MAC_CTX *context_new(Process *process, Term type, Term sub_type, const Bytes *key,
                                bool at_once)
{
    Kind *kind = kind_of(type);
    OSSL_PARAM parameters[2];
    if (!kind)
        return FAIL_BADARG(process, 0, "Unknown mac algorithm"), NULL;
    if (kind->key_bytes != 0 && kind->key_bytes != key->size)
        return FAIL_BADARG(process, 2, "Bad key length"), NULL;
    if (!parameter_of(process, kind, sub_type, key->size, &parameters[0]))
        return NULL;
    parameters[1] = OSSL_PARAM_construct_end();
    EVP_MAC *mac = fetched(kind);
    if (!mac)
        return FAIL_NOTSUP(process, 0, "Unsupported mac algorithm"), NULL;
    CLEANUP(context_free) EVP_MAC_CTX *context = EVP_MAC_CTX_new(mac);
    if (!context)
        return FAIL_ERROR(process, at_once ? "Couldn't get mac" : "Can't create EVP_MAC_CTX"), NULL;
    if (!EVP_MAC_init(context, key->at, key->size, parameters))
        return FAIL_ERROR(process, at_once ? "Couldn't get mac" : "Can't initialize EVP_MAC_CTX"),
               NULL;
    EVP_MAC_CTX *good = context;
    context = NULL;
    return good;
}

/* ---- at once ----------------------------------------------------------------------------------
 */

Term bif_crypto_mac_nif_4(Process *process, Term type, Term sub_type, Term key_term, Term text)
{
    CLEANUP(bytes_free) Bytes bytes = {0};
    CLEANUP(bytes_free) Bytes key = {0};
    if (!bytes_of_iodata(text, &bytes))
        return FAIL_BADARG(process, 3, "Bad text");
    if (bytes.size > INT_MAX)
        return FAIL_BADARG(process, 3, "Too long text");
    if (!bytes_of_iodata(key_term, &key))
        return FAIL_BADARG(process, 2, "Bad key");
    work_on_bytes(process, bytes.size);
    CLEANUP(context_free)
    EVP_MAC_CTX *context = context_new(process, type, sub_type, &key, true);
    if (!context)
        return THE_NON_VALUE;
    uint8_t result[EVP_MAX_MD_SIZE];
    size_t size = 0;
    if (!EVP_MAC_update(context, bytes.at, bytes.size) ||
        !EVP_MAC_final(context, result, &size, sizeof result))
        return FAIL_ERROR(process, "Couldn't get mac");
    return binary_from_bytes(process, result, size);
}

/* ---- states -----------------------------------------------------------------------------------
 */

typedef struct MacState {
    pthread_mutex_t lock;
    EVP_MAC_CTX *context;
} MacState;

static MacState *contents(BinaryObject *object)
{
    return (MacState *)(void *)object->bytes;
}

static void destroy(BinaryObject *object)
{
    MacState *state = contents(object);
    reference_forget(object);
    EVP_MAC_CTX_free(state->context);
    pthread_mutex_destroy(&state->lock);
}

static MacState *state_of(Term reference)
{
    BinaryObject *object = reference_object(reference, destroy);
    return object ? contents(object) : NULL;
}

Term bif_crypto_mac_init_nif_3(Process *process, Term type, Term sub_type, Term key_term)
{
    CLEANUP(bytes_free) Bytes key = {0};
    if (!bytes_of_iodata(key_term, &key))
        return FAIL_BADARG(process, 2, "Bad key");
    EVP_MAC_CTX *context = context_new(process, type, sub_type, &key, false);
    if (!context)
        return THE_NON_VALUE;
    BinaryObject *object = binary_object_new(sizeof(MacState));
    MacState *state = contents(object);
    object->destructor = destroy;
    pthread_mutex_init(&state->lock, NULL);
    state->context = context;
    return state_reference(process, object);
}

Term bif_crypto_mac_update_nif_2(Process *process, Term reference, Term text)
{
    CLEANUP(bytes_free) Bytes bytes = {0};
    if (!bytes_of_iodata(text, &bytes))
        return FAIL_BADARG(process, 1, "Bad text");
    if (bytes.size > INT_MAX)
        return FAIL_BADARG(process, 1, "Too long text");
    MacState *state = state_of(reference);
    if (!state)
        return FAIL_BADARG(process, 0, "Bad ref");
    work_on_bytes(process, bytes.size);
    state_lock(&state->lock);
    bool good = EVP_MAC_update(state->context, bytes.at, bytes.size);
    state_unlock(&state->lock);
    return good ? reference : FAIL_ERROR(process, "mac update");
}

Term bif_crypto_mac_final_nif_1(Process *process, Term reference)
{
    MacState *state = state_of(reference);
    if (!state)
        return FAIL_BADARG(process, 0, "Bad ref");
    uint8_t result[EVP_MAX_MD_SIZE];
    size_t size = 0;
    state_lock(&state->lock);
    bool good = EVP_MAC_final(state->context, result, &size, sizeof result);
    state_unlock(&state->lock);
    return good ? binary_from_bytes(process, result, size) : FAIL_ERROR(process, "Signing");
}
