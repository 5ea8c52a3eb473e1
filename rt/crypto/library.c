/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Starting OpenSSL, when a native function of crypto is first called, and keeping it away from what
 * is outside of the executable: it reads no configuration, no environment, loads nothing, and has
 * nothing to do when the program ends.
 *
 * Some of libcrypto's functions are defined here in place of its own, which then are not linked.
 */
#include <openssl/crypto.h>
#include <pthread.h>
#include "rt/crypto/crypto.h"

static bool begun;

static void start(void)
{
    begun = true;
    OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG | OPENSSL_INIT_NO_ATEXIT |
                            OPENSSL_INIT_NO_LOAD_CRYPTO_STRINGS,
                        NULL);
}

void crypto_start(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, start);
}

#if defined(__x86_64__)

extern unsigned OPENSSL_ia32cap_P[4];
unsigned long long OPENSSL_ia32_cpuid(unsigned *capabilities);

/* What the processor can do. The library asks for it before main, where a program that never comes
 * to use crypto would pay for it, and again when it starts. Bit 10 says that it is known. */
void OPENSSL_cpuid_setup(void)
{
    static bool known;
    if (!begun || known)
        return;
    known = true;
    unsigned long long capabilities = OPENSSL_ia32_cpuid(OPENSSL_ia32cap_P);
    OPENSSL_ia32cap_P[0] = (unsigned)capabilities | 1u << 10;
    OPENSSL_ia32cap_P[1] = (unsigned)(capabilities >> 32);
}

#endif

/* The environment is empty. */
char *ossl_safe_getenv(const char *name)
{
    (void)name;
    return NULL;
}

/* The way to load shared objects: one that can do nothing. */
const void *DSO_METHOD_openssl(void)
{
    enum { WORDS = 32 }; /* more than the structure has */
    static const void *const nothing[WORDS];
    return nothing;
}
