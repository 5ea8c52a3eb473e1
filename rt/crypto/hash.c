/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Digests of bytes: at once, and through states.
 *
 * A state is an EVP_MD_CTX behind a magic reference. It never changes: an update makes a new one,
 * so that any number of processes may use one at the same time.
 */
#include <string.h>
#include "rt/core/reference.h"
#include "rt/crypto/algorithm.h"
#include "rt/map/map.h"

static void context_free(EVP_MD_CTX **context)
{
    EVP_MD_CTX_free(*context);
}

/* ---- states -----------------------------------------------------------------------------------
 */

typedef struct HashState {
    EVP_MD_CTX *context;
} HashState;

static HashState *contents(BinaryObject *object)
{
    return (HashState *)(void *)object->bytes;
}

static void destroy(BinaryObject *object)
{
    reference_forget(object);
    EVP_MD_CTX_free(contents(object)->context);
}

/* NULL: the term is no state. */
static const EVP_MD_CTX *state_of(Term reference)
{
    BinaryObject *object = reference_object(reference, destroy);
    return object ? contents(object)->context : NULL;
}

/* Takes the context over. */
static Term state_new(Process *process, EVP_MD_CTX **context)
{
    BinaryObject *object = binary_object_new(sizeof(HashState));
    object->destructor = destroy;
    contents(object)->context = *context;
    *context = NULL;
    return state_reference(process, object);
}

/* ---- natives ----------------------------------------------------------------------------------
 */

Term bif_crypto_hash_info_1(Process *process, Term type)
{
    Digest *digest = digest_find(type);
    if (!digest)
        return bif_badarg(process);
    const EVP_MD *md = digest_md(digest);
    if (!md)
        return am_notsup;
    const Term pairs[] = {
        am_type,        term_make_small(EVP_MD_get_type(md)),
        am_size,        term_make_small(EVP_MD_get_size(md)),
        AM(block_size), term_make_small(EVP_MD_get_block_size(md)),
    };
    return map_put_pairs(process, map_empty(process), pairs, sizeof pairs / sizeof *pairs / 2);
}

Term bif_crypto_hash_nif_2(Process *process, Term type, Term data)
{
    CLEANUP(bytes_free) Bytes bytes = {0};
    Digest *digest = digest_find(type);
    if (!digest)
        return FAIL_BADARG(process, 0, "Bad digest type");
    const EVP_MD *md = digest_md(digest);
    if (!md)
        return FAIL_NOTSUP(process, 0, "Digest type not supported in this cryptolib");
    if (!bytes_of_iodata(data, &bytes))
        return FAIL_BADARG(process, 1, "Not iolist");
    uint8_t result[EVP_MAX_MD_SIZE];
    unsigned size = 0;
    work_on_bytes(process, bytes.size);
    if (EVP_Digest(bytes.at, bytes.size, result, &size, md, NULL) != 1)
        return FAIL_ERROR(process, "Low-level call failed");
    return binary_from_bytes(process, result, size);
}

Term bif_crypto_hash_init_nif_1(Process *process, Term type)
{
    Digest *digest = digest_find(type);
    if (!digest)
        return FAIL_BADARG(process, 0, "Bad digest type");
    const EVP_MD *md = digest_md(digest);
    if (!md)
        return FAIL_NOTSUP(process, 0, "Unsupported digest type");
    CLEANUP(context_free) EVP_MD_CTX *context = EVP_MD_CTX_new();
    if (!context)
        return FAIL_ERROR(process, "Low-level call EVP_MD_CTX_new failed");
    if (EVP_DigestInit_ex(context, md, NULL) != 1)
        return FAIL_ERROR(process, "Low-level call EVP_DigestInit failed");
    return state_new(process, &context);
}

Term bif_crypto_hash_update_nif_2(Process *process, Term state, Term data)
{
    CLEANUP(bytes_free) Bytes bytes = {0};
    const EVP_MD_CTX *old = state_of(state);
    if (!old)
        return FAIL_BADARG(process, 0, "Bad state");
    if (!bytes_of_iodata(data, &bytes))
        return FAIL_BADARG(process, 1, "Not iolist");
    CLEANUP(context_free) EVP_MD_CTX *context = EVP_MD_CTX_new();
    if (!context)
        return FAIL_ERROR(process, "Low-level call EVP_MD_CTX_new failed");
    if (EVP_MD_CTX_copy_ex(context, old) != 1)
        return FAIL_ERROR(process, "Low-level call EVP_MD_CTX_copy failed");
    work_on_bytes(process, bytes.size);
    if (EVP_DigestUpdate(context, bytes.at, bytes.size) != 1)
        return FAIL_ERROR(process, "Low-level call EVP_DigestUpdate failed");
    return state_new(process, &context);
}

Term bif_crypto_hash_final_nif_1(Process *process, Term state)
{
    const EVP_MD_CTX *old = state_of(state);
    if (!old)
        return FAIL_BADARG(process, 0, "Bad state");
    CLEANUP(context_free) EVP_MD_CTX *context = EVP_MD_CTX_new();
    if (!context)
        return FAIL_ERROR(process, "Low-level call EVP_MD_CTX_new failed");
    if (EVP_MD_CTX_copy_ex(context, old) != 1)
        return FAIL_ERROR(process, "Low-level call EVP_MD_CTX_copy failed");
    uint8_t result[EVP_MAX_MD_SIZE];
    unsigned size = 0;
    if (EVP_DigestFinal_ex(context, result, &size) != 1)
        return FAIL_ERROR(process, "Low-level call EVP_DigestFinal failed");
    return binary_from_bytes(process, result, size);
}
