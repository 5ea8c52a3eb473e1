/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Parameters of keys, gathered from terms for EVP_PKEY_fromdata: numbers, bytes and texts. What
 * they point to is kept with them, and wiped when it is freed.
 */
#ifndef RT_CRYPTO_PARAMETERS_H
#define RT_CRYPTO_PARAMETERS_H

#include "rt/crypto/crypto.h"

enum { PARAMETERS_MAX = 16 };

/* Zeroed: none. items[count] is the end. */
typedef struct Parameters {
    OSSL_PARAM items[PARAMETERS_MAX + 1];
    uint8_t *blocks[PARAMETERS_MAX]; /* what is allocated for each of them; sizes in `items` */
    int count;
} Parameters;

void parameters_free(Parameters *parameters);

/* From a binary, most significant byte first; false for other terms. */
bool parameters_add_number(Parameters *parameters, const char *key, Term binary);
bool parameters_add_bignum(Parameters *parameters, const char *key, const BIGNUM *number);
/* The bytes of a binary; false for other terms. */
bool parameters_add_bytes(Parameters *parameters, const char *key, Term binary);
void parameters_add_text(Parameters *parameters, const char *key, const char *text);
/* The value stays the caller's. */
void parameters_add_uint64(Parameters *parameters, const char *key, uint64_t *value);

/* As parameters_add_number for the head of *list, which becomes the tail. */
bool parameters_add_next(Parameters *parameters, const char *key, Term *list);

/* Instead of the first one. */
bool parameters_replace_first(Parameters *parameters, const char *key, Term binary);

/* A key of this type; NULL when there is none with these parameters. `what` is EVP_PKEY_KEYPAIR or
 * EVP_PKEY_PUBLIC_KEY. */
EVP_PKEY *parameters_key(Parameters *parameters, const char *type, int what);

void pkey_free(EVP_PKEY **key);
void pkey_context_free(EVP_PKEY_CTX **context);

/* A list of binaries, of numbers of the key; THE_NON_VALUE when it does not have them all. */
Term pkey_numbers(Process *process, const EVP_PKEY *key, const char *const *names, int count);

#endif
