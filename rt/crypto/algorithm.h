/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Digests and ciphers by name. Each is fetched from the library when it is first used; what the
 * default provider does not have is known, and absent (of algorithms that only the legacy provider
 * has: md4, rc2, rc4, single DES, Blowfish).
 *
 * Any thread may call these functions; an algorithm, once there, is never freed.
 */
#ifndef RT_CRYPTO_ALGORITHM_H
#define RT_CRYPTO_ALGORITHM_H

#include "rt/crypto/crypto.h"

typedef struct Digest Digest;

/* NULL: no such name. */
Digest *digest_find(Term name);
/* NULL: absent. */
const EVP_MD *digest_md(Digest *digest);
/* As the library calls it. */
const char *digest_name(const Digest *digest);
/* May PBKDF2 be made with it? */
bool digest_derives(const Digest *digest);

typedef enum CipherMode { CIPHER_PLAIN, CIPHER_AEAD, CIPHER_CCM } CipherMode;

typedef struct Cipher {
    Term name;
    const char *library_name;
    UInt key_bytes; /* 0: whatever the library takes */
    CipherMode mode;
    volatile AO_t evp; /* NULL: not fetched yet */
} Cipher;

/* NULL: no such name. */
Cipher *cipher_find(Term name);
/* NULL: absent. */
const EVP_CIPHER *cipher_evp(Cipher *cipher);
static inline bool cipher_takes(const Cipher *cipher, UInt key_bytes)
{
    return cipher->key_bytes == 0 || cipher->key_bytes == key_bytes;
}

#endif
