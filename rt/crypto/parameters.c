/* SPDX-License-Identifier: Apache-2.0 */
/* Parameters of keys (parameters.h). */
#include "rt/crypto/parameters.h"

#include <openssl/crypto.h>
#include <string.h>

enum { NUMBERS_MAX = 8 };

void parameters_free(Parameters *parameters)
{
    for (int i = 0; i < parameters->count; i++)
        OPENSSL_clear_free(parameters->blocks[i], parameters->items[i].data_size);
}

static OSSL_PARAM *next(Parameters *parameters, uint8_t *block)
{
    if (parameters->count == PARAMETERS_MAX)
        __builtin_trap();
    parameters->blocks[parameters->count] = block;
    return &parameters->items[parameters->count++];
}

static bool number_block(const BIGNUM *number, uint8_t **block, int *size)
{
    *size = BN_num_bytes(number);
    *block = OPENSSL_malloc(*size > 0 ? (size_t)*size : 1);
    return *block && BN_bn2nativepad(number, *block, *size) >= 0;
}

bool parameters_add_bignum(Parameters *parameters, const char *key, const BIGNUM *number)
{
    uint8_t *block;
    int size;
    if (!number || !number_block(number, &block, &size))
        return false;
    *next(parameters, block) = OSSL_PARAM_construct_BN(key, block, (size_t)size);
    return true;
}

bool parameters_add_number(Parameters *parameters, const char *key, Term binary)
{
    CLEANUP(number_free) BIGNUM *number = number_of(binary);
    return parameters_add_bignum(parameters, key, number);
}

bool parameters_add_bytes(Parameters *parameters, const char *key, Term binary)
{
    CLEANUP(bytes_free) Bytes bytes = {0};
    if (!bytes_of_binary(binary, &bytes))
        return false;
    uint8_t *block = OPENSSL_malloc(bytes.size > 0 ? bytes.size : 1);
    if (!block)
        return false;
    memcpy(block, bytes.at, bytes.size);
    *next(parameters, block) = OSSL_PARAM_construct_octet_string(key, block, bytes.size);
    return true;
}

void parameters_add_text(Parameters *parameters, const char *key, const char *text)
{
    *next(parameters, NULL) = OSSL_PARAM_construct_utf8_string(key, (char *)text, 0);
}

void parameters_add_uint64(Parameters *parameters, const char *key, uint64_t *value)
{
    *next(parameters, NULL) = OSSL_PARAM_construct_uint64(key, value);
}

bool parameters_add_next(Parameters *parameters, const char *key, Term *list)
{
    if (!term_is_cons(*list) || !parameters_add_number(parameters, key, term_head(*list)))
        return false;
    *list = term_tail(*list);
    return true;
}

bool parameters_replace_first(Parameters *parameters, const char *key, Term binary)
{
    CLEANUP(number_free) BIGNUM *number = number_of(binary);
    uint8_t *block;
    int size;
    if (!number || !number_block(number, &block, &size))
        return false;
    OPENSSL_clear_free(parameters->blocks[0], parameters->items[0].data_size);
    parameters->blocks[0] = block;
    parameters->items[0] = OSSL_PARAM_construct_BN(key, block, (size_t)size);
    return true;
}

/* ---- keys -------------------------------------------------------------------------------------
 */

void pkey_free(EVP_PKEY **key)
{
    EVP_PKEY_free(*key);
}

void pkey_context_free(EVP_PKEY_CTX **context)
{
    EVP_PKEY_CTX_free(*context);
}

EVP_PKEY *parameters_key(Parameters *parameters, const char *type, int what)
{
    EVP_PKEY *key = NULL;
    parameters->items[parameters->count] = OSSL_PARAM_construct_end();
    CLEANUP(pkey_context_free) EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_name(NULL, type, NULL);
    if (!context || EVP_PKEY_fromdata_init(context) <= 0 ||
        EVP_PKEY_fromdata(context, &key, what, parameters->items) <= 0)
        return NULL;
    return key;
}

Term pkey_numbers(Process *process, const EVP_PKEY *key, const char *const *names, int count)
{
    Term terms[NUMBERS_MAX];
    for (int i = 0; i < count; i++) {
        CLEANUP(number_free) BIGNUM *number = NULL;
        if (!EVP_PKEY_get_bn_param(key, names[i], &number))
            return THE_NON_VALUE;
        terms[i] = number_term(process, number);
    }
    return heap_list(process, terms, (UInt)count, TERM_NIL);
}
