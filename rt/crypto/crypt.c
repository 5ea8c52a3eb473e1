/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Encryption and decryption with public and private keys. Encrypting with a private key is signing
 * without a digest; decrypting with a public one recovers what has been signed.
 */
#define ERROR_FILE "pkey.c"

#include <limits.h>
#include <openssl/crypto.h>
#include <openssl/rsa.h>
#include <string.h>
#include "rt/crypto/pkey.h"

/* ---- options ----------------------------------------------------------------------------------
 */

typedef struct CryptOptions {
    const EVP_MD *mask_md, *oaep_md, *signature_md;
    Bytes label;
    int padding;
} CryptOptions;

enum { OPTIONS = 3 }; /* the argument */

static void options_free(CryptOptions *options)
{
    bytes_free(&options->label);
}

static bool take_padding(Process *process, CryptOptions *options, Term padding)
{
    if (padding == AM(rsa_pkcs1_padding))
        options->padding = RSA_PKCS1_PADDING;
    else if (padding == AM(rsa_pkcs1_oaep_padding))
        options->padding = RSA_PKCS1_OAEP_PADDING;
    else if (padding == AM(rsa_x931_padding))
        options->padding = RSA_X931_PADDING;
    else if (padding == AM(rsa_no_padding))
        options->padding = RSA_NO_PADDING;
    else
        return FAIL_BADARG(process, OPTIONS, "Bad padding type in option rsa_padding"), false;
    return true;
}

static bool take_option(Process *process, CryptOptions *options, Term algorithm, const Term *pair)
{
    bool names_md = term_is_atom(pair[1]);
    if (pair[0] == AM(rsa_padding) || pair[0] == AM(rsa_pad))
        return take_padding(process, options, pair[1]);
    if (pair[0] == AM(signature_md)) {
        if (!names_md)
            return FAIL_BADARG(process, OPTIONS,
                               "Atom expected as argument to option signature_md"),
                   false;
        return pkey_digest(process, algorithm, OPTIONS, pair[1], &options->signature_md);
    }
    if (pair[0] == AM(rsa_mgf1_md)) {
        if (!names_md)
            return FAIL_BADARG(process, OPTIONS, "Atom expected as argument to option rsa_mgf1_md"),
                   false;
        return pkey_digest(process, algorithm, OPTIONS, pair[1], &options->mask_md);
    }
    if (pair[0] == AM(rsa_oaep_label)) {
        bytes_free(&options->label);
        options->label = (Bytes){0};
        if (!bytes_of_binary(pair[1], &options->label))
            return FAIL_BADARG(process, OPTIONS, "Binary expected for option rsa_oaep_label"),
                   false;
        return true;
    }
    if (pair[0] == AM(rsa_oaep_md)) {
        if (!names_md)
            return FAIL_NOTSUP(process, OPTIONS, "Atom expected as argument to option rsa_oaep_md"),
                   false;
        return pkey_digest(process, algorithm, OPTIONS, pair[1], &options->oaep_md);
    }
    return FAIL_BADARG(process, OPTIONS, "Unknown option"), false;
}

static bool take_options(Process *process, CryptOptions *options, Term algorithm, Term list)
{
    UInt steps = 0;
    options->padding = RSA_PKCS1_PADDING;
    if (!term_is_list(list))
        return FAIL_BADARG(process, OPTIONS, "Expected a list"), false;
    if (term_is_nil(list))
        return true;
    if (algorithm != AM(rsa))
        return FAIL_BADARG(process, OPTIONS, "Only RSA supports Options"), false;
    for (; term_is_cons(list); list = term_tail(list)) {
        UInt arity = 0;
        const Term *pair = tuple_of(term_head(list), &arity);
        long_work_loop(steps++);
        if (arity != 2)
            return FAIL_BADARG(process, OPTIONS, "Expect only two-tuples in the list"), false;
        if (!take_option(process, options, algorithm, pair))
            return false;
    }
    return true;
}

/* ---- the context ------------------------------------------------------------------------------
 */

typedef int Start(EVP_PKEY_CTX *context);
typedef int Run(EVP_PKEY_CTX *context, uint8_t *to, size_t *size, const uint8_t *from,
                size_t length);

static bool set_oaep(Process *process, EVP_PKEY_CTX *context, const CryptOptions *options)
{
    if (options->oaep_md && EVP_PKEY_CTX_set_rsa_oaep_md(context, options->oaep_md) != 1)
        return FAIL_ERROR(process, "Couldn't EVP_PKEY_CTX_set_rsa_oaep_md"), false;
    if (options->mask_md && EVP_PKEY_CTX_set_rsa_mgf1_md(context, options->mask_md) != 1)
        return FAIL_ERROR(process, "Couldn't EVP_PKEY_CTX_set_rsa_mgf1_md"), false;
    if (options->label.size == 0)
        return true;
    if (options->label.size > INT_MAX)
        return FAIL_BADARG(process, OPTIONS, "RSA oep label too large"), false;
    uint8_t *label = OPENSSL_memdup(options->label.at, options->label.size);
    if (!label || EVP_PKEY_CTX_set0_rsa_oaep_label(context, label, (int)options->label.size) != 1) {
        OPENSSL_free(label);
        return FAIL_ERROR(process, "Couldn't set RSA oaep label"), false;
    }
    return true; /* the label is the context's now */
}

static bool set_options(Process *process, EVP_PKEY_CTX *context, const CryptOptions *options)
{
    if (options->signature_md && EVP_PKEY_CTX_set_signature_md(context, options->signature_md) != 1)
        return FAIL_ERROR(process, "Can't EVP_PKEY_CTX_set_signature_md"), false;
    if (EVP_PKEY_CTX_set_rsa_padding(context, options->padding) != 1)
        return FAIL_ERROR(process, "Couldn't set rsa padding"), false;
    return options->padding != RSA_PKCS1_OAEP_PADDING || set_oaep(process, context, options);
}

static Term crypt(Process *process, Term algorithm, EVP_PKEY *key, const Bytes *data,
                  const CryptOptions *options, Start *start, Run *run)
{
    CLEANUP(output_drop) Output output = {0};
    CLEANUP(pkey_context_free) EVP_PKEY_CTX *context = EVP_PKEY_CTX_new(key, NULL);
    size_t size = 0;
    if (!context)
        return FAIL_ERROR(process, "Can't allocate new EVP_PKEY_CTX");
    if (start(context) != 1)
        return FAIL_NOTSUP(process, NO_ARGUMENT, "Can't initiate encrypt/decrypt");
    if (algorithm == AM(rsa) && !set_options(process, context, options))
        return THE_NON_VALUE;
    if (run(context, NULL, &size, data->at, data->size) != 1)
        return FAIL_ERROR(process, "Couldn't get size of result");
    if (!output_start(&output, size))
        return FAIL_ERROR(process, "Can't allocate binary");
    if (run(context, output.at, &size, data->at, data->size) != 1)
        return FAIL_ERROR(process, "Couldn't get the result");
    return output_term(process, &output, size);
}

Term bif_crypto_pkey_crypt_nif_6(Process *process, Term algorithm, Term data_term, Term key_term,
                                 Term option_list, Term is_private, Term is_encrypt)
{
    CLEANUP(bytes_free) Bytes data = {0};
    CLEANUP(options_free) CryptOptions options = {0};
    bool private = is_private == am_true, encrypt = is_encrypt == am_true;
    if (!pkey_check_algorithm(process, 0, algorithm))
        return THE_NON_VALUE;
    if (!bytes_of_binary(data_term, &data))
        return FAIL_BADARG(process, 1, "Binary expected");
    CLEANUP(pkey_free)
    EVP_PKEY *key = private ? pkey_private(process, algorithm, 2, key_term)
                            : pkey_public(process, algorithm, 2, key_term);
    if (!key || !take_options(process, &options, algorithm, option_list))
        return THE_NON_VALUE;
    if (private)
        return crypt(process, algorithm, key, &data, &options,
                     encrypt ? EVP_PKEY_sign_init : EVP_PKEY_decrypt_init,
                     encrypt ? EVP_PKEY_sign : EVP_PKEY_decrypt);
    return crypt(process, algorithm, key, &data, &options,
                 encrypt ? EVP_PKEY_encrypt_init : EVP_PKEY_verify_recover_init,
                 encrypt ? EVP_PKEY_encrypt : EVP_PKEY_verify_recover);
}
