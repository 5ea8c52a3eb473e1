/* SPDX-License-Identifier: Apache-2.0 */
/* Signatures: made, and verified. */
#define ERROR_FILE "pkey.c"

#include <limits.h>
#include <openssl/rsa.h>
#include <string.h>
#include "rt/crypto/pkey.h"

static void context_free(EVP_MD_CTX **context)
{
    EVP_MD_CTX_free(*context);
}

/* ---- what is signed ---------------------------------------------------------------------------
 */

typedef struct Signed {
    const EVP_MD *md; /* NULL: the bytes are signed as they are */
    Bytes bytes;
    uint8_t digest[EVP_MAX_MD_SIZE];
    const uint8_t *at; /* what goes into the signature */
    size_t size;
} Signed;

static void signed_free(Signed *it)
{
    bytes_free(&it->bytes);
}

/* The places of the arguments. */
enum { ALGORITHM = 0, TYPE = 1, DATA = 2 };

/* {digest, Digest}: what has been digested already. */
static bool take_digest(Process *process, Signed *it, Term data)
{
    UInt arity = 0;
    const Term *pair = tuple_of(data, &arity);
    if (arity != 2)
        return FAIL_BADARG(process, DATA, "Bad list"), false;
    if (pair[0] != AM(digest))
        return FAIL_BADARG(process, DATA, "Expected 'digest' as head"), false;
    if (!bytes_of_iodata(pair[1], &it->bytes))
        return FAIL_BADARG(process, DATA, "Bad 2nd element in list"), false;
    if (it->bytes.size > INT_MAX)
        return FAIL_BADARG(process, DATA, "Too large binary"), false;
    if (it->md && it->bytes.size != (UInt)EVP_MD_get_size(it->md))
        return FAIL_BADARG(process, DATA, "Bad binary size for the algorithm"), false;
    it->at = it->bytes.at;
    it->size = it->bytes.size;
    return true;
}

static bool take_data(Process *process, Signed *it, Term data)
{
    if (term_is_tuple(data))
        return take_digest(process, it, data);
    if (!bytes_of_iodata(data, &it->bytes))
        return FAIL_BADARG(process, DATA, "Expected a binary or a list"), false;
    work_on_bytes(process, it->bytes.size);
    if (!it->md) {
        it->at = it->bytes.at;
        it->size = it->bytes.size;
        return true;
    }
    unsigned size = 0;
    if (EVP_Digest(it->bytes.at, it->bytes.size, it->digest, &size, it->md, NULL) != 1)
        return FAIL_ERROR(process, "Can't create EVP_DigestUpdate"), false;
    it->at = it->digest;
    it->size = size;
    return true;
}

static bool take_signed(Process *process, Signed *it, Term algorithm, Term type, Term data)
{
    return pkey_check_algorithm(process, ALGORITHM, algorithm) &&
           pkey_digest(process, algorithm, TYPE, type, &it->md) && take_data(process, it, data);
}

/* ---- options ----------------------------------------------------------------------------------
 */

typedef struct SignOptions {
    const EVP_MD *mask_md;
    int padding;
    int salt_bytes; /* -2: the library's choice */
} SignOptions;

static bool take_padding(Process *process, SignOptions *options, int argument, Term padding,
                         const EVP_MD *md)
{
    if (padding == AM(rsa_pkcs1_padding)) {
        options->padding = RSA_PKCS1_PADDING;
    } else if (padding == AM(rsa_pkcs1_pss_padding)) {
        options->padding = RSA_PKCS1_PSS_PADDING;
        if (!options->mask_md)
            options->mask_md = md;
    } else if (padding == AM(rsa_x931_padding)) {
        options->padding = RSA_X931_PADDING;
    } else if (padding == AM(rsa_no_padding)) {
        options->padding = RSA_NO_PADDING;
    } else {
        return FAIL_BADARG(process, argument, "Bad value in option rsa_padding"), false;
    }
    return true;
}

static bool take_option(Process *process, SignOptions *options, Term algorithm, int argument,
                        const Term *pair, const EVP_MD *md)
{
    if (pair[0] == AM(rsa_mgf1_md)) {
        if (!term_is_atom(pair[1]))
            return FAIL_BADARG(process, argument,
                               "Atom expected as argument to option rsa_mgf1_md"),
                   false;
        return pkey_digest(process, algorithm, argument, pair[1], &options->mask_md);
    }
    if (pair[0] == AM(rsa_padding))
        return take_padding(process, options, argument, pair[1], md);
    if (pair[0] == AM(rsa_pss_saltlen)) {
        if (!int_of(pair[1], &options->salt_bytes) || options->salt_bytes < -2)
            return FAIL_BADARG(process, argument, "Bad value in option rsa_pss_saltlen"), false;
        return true;
    }
    return FAIL_BADARG(process, argument, "Bad option"), false;
}

static bool take_options(Process *process, SignOptions *options, Term algorithm, int argument,
                         Term list, const EVP_MD *md)
{
    UInt steps = 0;
    *options = (SignOptions){.padding = RSA_PKCS1_PADDING, .salt_bytes = -2};
    if (!term_is_list(list))
        return FAIL_BADARG(process, argument, "Expected a list"), false;
    if (term_is_nil(list))
        return true;
    if (algorithm != AM(rsa))
        return FAIL_BADARG(process, argument, "Only RSA supports Options"), false;
    for (; term_is_cons(list); list = term_tail(list)) {
        UInt arity = 0;
        const Term *pair = tuple_of(term_head(list), &arity);
        long_work_loop(steps++);
        if (arity != 2)
            return FAIL_BADARG(process, argument, "Expects only two-tuples in the list"), false;
        if (!take_option(process, options, algorithm, argument, pair, md))
            return false;
    }
    return true;
}

/* False after failing. */
static bool set_options(Process *process, EVP_PKEY_CTX *context, Term algorithm, int argument,
                        const SignOptions *options, const EVP_MD *md)
{
    if (md && EVP_PKEY_CTX_set_signature_md(context, md) != 1)
        return FAIL_ERROR(process, "Can't EVP_PKEY_CTX_set_signature_md"), false;
    if (algorithm != AM(rsa))
        return true;
    if (EVP_PKEY_CTX_set_rsa_padding(context, options->padding) != 1)
        return FAIL_ERROR(process, "Can't EVP_PKEY_CTX_set_rsa_padding"), false;
    if (options->padding != RSA_PKCS1_PSS_PADDING)
        return true;
    if (options->mask_md && EVP_PKEY_CTX_set_rsa_mgf1_md(context, options->mask_md) != 1)
        return FAIL_ERROR(process, "Can't EVP_PKEY_CTX_set_rsa_mgf1_md"), false;
    if (options->salt_bytes > -2 &&
        EVP_PKEY_CTX_set_rsa_pss_saltlen(context, options->salt_bytes) != 1)
        return FAIL_BADARG(process, argument, "Bad rsa_pss_saltlen"), false;
    return true;
}

/* ---- signing ----------------------------------------------------------------------------------
 */

static Term sign_eddsa(Process *process, EVP_PKEY *key, const Signed *it)
{
    CLEANUP(output_drop) Output output = {0};
    CLEANUP(context_free) EVP_MD_CTX *context = EVP_MD_CTX_new();
    size_t size = 0;
    if (!context)
        return FAIL_ERROR(process, "Can't EVP_MD_CTX_new");
    if (EVP_DigestSignInit(context, NULL, NULL, NULL, key) != 1)
        return FAIL_ERROR(process, "Can't EVP_DigestSignInit");
    if (EVP_DigestSign(context, NULL, &size, it->at, it->size) != 1)
        return FAIL_ERROR(process, "Can't EVP_DigestSign");
    if (!output_start(&output, size))
        return FAIL_ERROR(process, "Can't allocate binary");
    if (EVP_DigestSign(context, output.at, &size, it->at, it->size) != 1)
        return FAIL_ERROR(process, "Can't EVP_DigestSign");
    return output_term(process, &output, size);
}

static Term sign(Process *process, Term algorithm, EVP_PKEY *key, const Signed *it,
                 const SignOptions *options)
{
    CLEANUP(output_drop) Output output = {0};
    CLEANUP(pkey_context_free) EVP_PKEY_CTX *context = EVP_PKEY_CTX_new(key, NULL);
    size_t size = 0;
    if (!context)
        return FAIL_ERROR(process, "Can't allocate new EVP_PKEY_CTX");
    if (EVP_PKEY_sign_init(context) != 1)
        return FAIL_ERROR(process, "Can't EVP_PKEY_sign_init");
    if (!set_options(process, context, algorithm, 4, options, it->md))
        return THE_NON_VALUE;
    if (EVP_PKEY_sign(context, NULL, &size, it->at, it->size) != 1)
        return FAIL_ERROR(process, "Can't EVP_PKEY_sign");
    if (!output_start(&output, size))
        return FAIL_ERROR(process, "Can't allocate binary");
    if (EVP_PKEY_sign(context, output.at, &size, it->at, it->size) != 1)
        return FAIL_ERROR(process, "Can't EVP_PKEY_sign");
    return output_term(process, &output, size);
}

Term bif_crypto_pkey_sign_nif_5(Process *process, Term algorithm, Term type, Term data,
                                Term key_term, Term option_list)
{
    CLEANUP(signed_free) Signed it = {0};
    SignOptions options;
    if (term_is_map(key_term))
        return FAIL_BADARG(process, 3, "No engine support");
    if (!take_signed(process, &it, algorithm, type, data) ||
        !take_options(process, &options, algorithm, 4, option_list, it.md))
        return THE_NON_VALUE;
    CLEANUP(pkey_free) EVP_PKEY *key = pkey_private(process, algorithm, 3, key_term);
    if (!key)
        return THE_NON_VALUE;
    return algorithm == AM(eddsa) ? sign_eddsa(process, key, &it)
                                  : sign(process, algorithm, key, &it, &options);
}

/* ---- verifying --------------------------------------------------------------------------------
 */

static Term verify_eddsa(Process *process, EVP_PKEY *key, const Signed *it, const Bytes *signature)
{
    CLEANUP(context_free) EVP_MD_CTX *context = EVP_MD_CTX_new();
    if (!context)
        return FAIL_ERROR(process, "Can't EVP_MD_CTX_new");
    if (EVP_DigestVerifyInit(context, NULL, NULL, NULL, key) != 1)
        return FAIL_ERROR(process, "Can't EVP_DigestVerifyInit");
    int result = EVP_DigestVerify(context, signature->at, signature->size, it->at, it->size);
    return result == 1 ? am_true : am_false;
}

static Term verify(Process *process, Term algorithm, EVP_PKEY *key, const Signed *it,
                   const Bytes *signature, const SignOptions *options)
{
    CLEANUP(pkey_context_free) EVP_PKEY_CTX *context = EVP_PKEY_CTX_new(key, NULL);
    if (!context)
        return FAIL_ERROR(process, "Can't allocate new EVP_PKEY_CTX");
    if (EVP_PKEY_verify_init(context) != 1)
        return FAIL_ERROR(process, "Can't EVP_PKEY_sign_init");
    if (!set_options(process, context, algorithm, 5, options, it->md))
        return THE_NON_VALUE;
    int result = EVP_PKEY_verify(context, signature->at, signature->size, it->at, it->size);
    return result == 1 ? am_true : am_false;
}

Term bif_crypto_pkey_verify_nif_6(Process *process, Term algorithm, Term type, Term data,
                                  Term signature_term, Term key_term, Term option_list)
{
    CLEANUP(signed_free) Signed it = {0};
    CLEANUP(bytes_free) Bytes signature = {0};
    SignOptions options;
    if (term_is_map(signature_term))
        return FAIL_BADARG(process, 3, "No engine support");
    if (!take_signed(process, &it, algorithm, type, data) ||
        !take_options(process, &options, algorithm, 5, option_list, it.md))
        return THE_NON_VALUE;
    if (!bytes_of_binary(signature_term, &signature))
        return FAIL_BADARG(process, 3, "Expected a binary");
    CLEANUP(pkey_free) EVP_PKEY *key = pkey_public(process, algorithm, 4, key_term);
    if (!key)
        return THE_NON_VALUE;
    return algorithm == AM(eddsa) ? verify_eddsa(process, key, &it, &signature)
                                  : verify(process, algorithm, key, &it, &signature, &options);
}
