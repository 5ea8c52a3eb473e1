/* SPDX-License-Identifier: Apache-2.0 */
/* Keys from passwords: PBKDF2 with HMAC. */
#define ERROR_FILE "pbkdf2_hmac.c"

#include <limits.h>
#include "rt/crypto/algorithm.h"

/* So many iterations, or bytes of key, may take a millisecond. */
enum { MANY_ITERATIONS = 200 };

static Term derive(Process *process, const EVP_MD *md, const Bytes *password, const Bytes *salt,
                   UInt iterations, UInt key_bytes)
{
    CLEANUP(output_drop) Output output = {0};
    if (key_bytes > INT_MAX || !output_start(&output, key_bytes))
        return FAIL_ERROR(process, "Can't allocate binary");
    if (iterations > INT_MAX || password->size > INT_MAX || salt->size > INT_MAX ||
        !PKCS5_PBKDF2_HMAC((const char *)password->at, (int)password->size, salt->at,
                           (int)salt->size, (int)iterations, md, (int)key_bytes, output.at))
        return FAIL_ERROR(process, "Low-level call failed");
    return output_term(process, &output, key_bytes);
}

static bool word_of(Term term, UInt *value)
{
    *value = term_is_small(term) ? (UInt)term_small_value(term) : 0;
    return term_is_small(term) && term_small_value(term) >= 0;
}

Term bif_crypto_pbkdf2_hmac_nif_5(Process *process, Term type, Term password_term, Term salt_term,
                                  Term iterations_term, Term bytes_term)
{
    CLEANUP(bytes_free) Bytes password = {0};
    CLEANUP(bytes_free) Bytes salt = {0};
    UInt iterations, key_bytes;
    Digest *digest = digest_find(type);
    if (!digest)
        return FAIL_BADARG(process, 0, "Bad digest type");
    const EVP_MD *md = digest_md(digest);
    if (!md)
        return FAIL_BADARG(process, 0, "md.p is not NULL");
    if (!digest_derives(digest))
        return FAIL_BADARG(process, 0, "Not eligible digest type");
    if (!bytes_of_binary(password_term, &password))
        return FAIL_BADARG(process, 1, "Not binary");
    if (!bytes_of_binary(salt_term, &salt))
        return FAIL_BADARG(process, 2, "Not binary");
    if (!word_of(iterations_term, &iterations))
        return FAIL_BADARG(process, 3, "Not integer");
    if (iterations < 1)
        return FAIL_BADARG(process, 3, "Must be > 0");
    if (!word_of(bytes_term, &key_bytes))
        return FAIL_BADARG(process, 4, "Not integer");
    if (key_bytes < 1)
        return FAIL_BADARG(process, 4, "Must be > 0");
    bif_charge(process, REDUCTIONS_PER_SLICE / 8);
    if (iterations > MANY_ITERATIONS || key_bytes > MANY_ITERATIONS)
        long_work_in_turn();
    return derive(process, md, &password, &salt, iterations, key_bytes);
}
