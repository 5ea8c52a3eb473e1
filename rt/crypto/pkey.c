/* SPDX-License-Identifier: Apache-2.0 */
/* Keys of public key algorithms (pkey.h). */
#include "rt/crypto/pkey.h"

#include <openssl/core_names.h>
#include "rt/crypto/curve.h"

bool pkey_digest(Process *process, Term algorithm, int argument, Term name, const EVP_MD **md)
{
    *md = NULL;
    if (algorithm == AM(eddsa) || (name == am_none && algorithm == AM(rsa)))
        return true;
    Digest *digest = digest_find(name);
    if (!digest)
        return FAIL_BADARG(process, argument, "Bad digest type"), false;
    *md = digest_md(digest);
    if (!*md)
        return FAIL_BADARG(process, argument, "Digest type not supported"), false;
    return true;
}

/* ---- keys of each algorithm --------------------------------------------------------------------
 */

static bool add_all(Parameters *parameters, Term *list, const char *const *names, int count)
{
    for (int i = 0; i < count; i++)
        if (!parameters_add_next(parameters, names[i], list))
            return false;
    return true;
}

/* [E, N, D] or [E, N, D, P, Q, DP, DQ, QI]; public [E, N] */
static EVP_PKEY *rsa_key(Process *process, Term list, bool private)
{
    static const char *const names[] = {
        OSSL_PKEY_PARAM_RSA_E,         OSSL_PKEY_PARAM_RSA_N,
        OSSL_PKEY_PARAM_RSA_D,         OSSL_PKEY_PARAM_RSA_FACTOR1,
        OSSL_PKEY_PARAM_RSA_FACTOR2,   OSSL_PKEY_PARAM_RSA_EXPONENT1,
        OSSL_PKEY_PARAM_RSA_EXPONENT2, OSSL_PKEY_PARAM_RSA_COEFFICIENT1,
    };
    CLEANUP(parameters_free) Parameters parameters = {0};
    (void)process;
    if (!add_all(&parameters, &list, names, private ? 3 : 2))
        return NULL;
    if (private && !term_is_nil(list) && !add_all(&parameters, &list, names + 3, 5))
        return NULL;
    if (!term_is_nil(list))
        return NULL;
    return parameters_key(&parameters, "RSA", private ? EVP_PKEY_KEYPAIR : EVP_PKEY_PUBLIC_KEY);
}

/* [P, Q, G, X]; public [P, Q, G, Y] */
static EVP_PKEY *dss_key(Process *process, Term list, bool private)
{
    const char *const names[] = {
        OSSL_PKEY_PARAM_FFC_P,
        OSSL_PKEY_PARAM_FFC_Q,
        OSSL_PKEY_PARAM_FFC_G,
        private ? OSSL_PKEY_PARAM_PRIV_KEY : OSSL_PKEY_PARAM_PUB_KEY,
    };
    CLEANUP(parameters_free) Parameters parameters = {0};
    (void)process;
    if (!add_all(&parameters, &list, names, 4) || !term_is_nil(list))
        return NULL;
    return parameters_key(&parameters, "DSA", private ? EVP_PKEY_KEYPAIR : EVP_PKEY_PUBLIC_KEY);
}

/* {Curve, Key} */
static EVP_PKEY *ec_key(Process *process, Term term, bool private)
{
    CLEANUP(parameters_free) Parameters parameters = {0};
    UInt arity = 0;
    const Term *pair = tuple_of(term, &arity);
    if (arity != 2 || !term_is_tuple(pair[0]))
        return NULL;
    if (private ? !parameters_add_number(&parameters, OSSL_PKEY_PARAM_PRIV_KEY, pair[1])
                : !parameters_add_bytes(&parameters, OSSL_PKEY_PARAM_PUB_KEY, pair[1]))
        return NULL;
    if (!curve_add(process, &parameters, pair[0], NULL))
        return NULL;
    return parameters_key(&parameters, "EC", private ? EVP_PKEY_KEYPAIR : EVP_PKEY_PUBLIC_KEY);
}

/* [Key, ed25519 | ed448] */
static EVP_PKEY *eddsa_key(Process *process, Term list, bool private)
{
    CLEANUP(bytes_free) Bytes bytes = {0};
    (void)process;
    if (!term_is_cons(list) || !bytes_of_binary(term_head(list), &bytes))
        return NULL;
    list = term_tail(list);
    if (!term_is_cons(list) || !term_is_nil(term_tail(list)))
        return NULL;
    Term curve = term_head(list);
    if (curve != AM(ed25519) && curve != AM(ed448))
        return NULL;
    int type = curve == AM(ed25519) ? EVP_PKEY_ED25519 : EVP_PKEY_ED448;
    return private ? EVP_PKEY_new_raw_private_key(type, NULL, bytes.at, bytes.size)
                   : EVP_PKEY_new_raw_public_key(type, NULL, bytes.at, bytes.size);
}

/* ---- keys --------------------------------------------------------------------------------------
 */

typedef struct Algorithm {
    Term name;
    EVP_PKEY *(*key)(Process *process, Term term, bool private);
    const char *no_private, *no_public; /* complaints */
} Algorithm;

static const Algorithm algorithms[] = {
    {AM(rsa), rsa_key, "Couldn't get RSA private key", "Couldn't get RSA public key"},
    {AM(dss), dss_key, "Couldn't get DSA private key", "Couldn't get DSA public key"},
    {AM(ecdsa), ec_key, "Couldn't get ECDSA private key", "Couldn't get ECDSA public key"},
    {AM(eddsa), eddsa_key, "Couldn't get EDDSA private key", "Couldn't get EDDSA public key"},
};

static const Algorithm *algorithm_of(Term name)
{
    for (size_t i = 0; i < sizeof algorithms / sizeof *algorithms; i++)
        if (algorithms[i].name == name)
            return &algorithms[i];
    return NULL;
}

bool pkey_check_algorithm(Process *process, int argument, Term algorithm)
{
    crypto_start();
    return algorithm_of(algorithm) || (FAIL_BADARG(process, argument, "Bad algorithm"), false);
}

/* Arithmetic on curves takes up to some milliseconds, whatever the number of bits tells. */
static void announce(Process *process, Term algorithm)
{
    bif_charge(process, REDUCTIONS_PER_SLICE / 4);
    if (algorithm == AM(ecdsa))
        long_work_in_turn();
}

static EVP_PKEY *key_of(Process *process, Term name, int argument, Term term, bool private)
{
    const Algorithm *algorithm = algorithm_of(name);
    announce(process, name);
    if (term_is_map(term))
        return FAIL_BADARG(process, argument, "No engine support"), NULL;
    EVP_PKEY *key = algorithm->key(process, term, private);
    if (!key)
        FAIL_BADARG(process, argument, private ? algorithm->no_private : algorithm->no_public);
    return key;
}

EVP_PKEY *pkey_private(Process *process, Term algorithm, int argument, Term term)
{
    EVP_PKEY *key = key_of(process, algorithm, argument, term, true);
    if (key && (algorithm == AM(rsa) || algorithm == AM(dss)))
        work_on_numbers(process, (UInt)EVP_PKEY_get_bits(key));
    return key;
}

EVP_PKEY *pkey_public(Process *process, Term algorithm, int argument, Term term)
{
    EVP_PKEY *key = key_of(process, algorithm, argument, term, false);
    if (key && (algorithm == AM(dss) || EVP_PKEY_get_bits(key) > 4096))
        work_on_numbers(process, (UInt)EVP_PKEY_get_bits(key));
    return key;
}

/* ---- public from private -----------------------------------------------------------------------
 */

Term bif_crypto_privkey_to_pubkey_nif_2(Process *process, Term algorithm, Term term)
{
    static const char *const rsa_names[] = {OSSL_PKEY_PARAM_RSA_E, OSSL_PKEY_PARAM_RSA_N};
    static const char *const dss_names[] = {OSSL_PKEY_PARAM_FFC_P, OSSL_PKEY_PARAM_FFC_Q,
                                            OSSL_PKEY_PARAM_FFC_G, OSSL_PKEY_PARAM_PUB_KEY};
    if (!pkey_check_algorithm(process, 0, algorithm))
        return THE_NON_VALUE;
    CLEANUP(pkey_free) EVP_PKEY *key = pkey_private(process, algorithm, 1, term);
    if (!key)
        return THE_NON_VALUE;
    /* Nor does OTP 25 derive these: its answer, in its words. */
    if (algorithm == AM(ecdsa))
        return FAIL_NOTSUP(process, 0, "ECDSA not implemented");
    if (algorithm == AM(eddsa))
        return FAIL_BADARG(process, 0, "Bad algorithm");
    bool rsa = algorithm == AM(rsa);
    Term numbers =
        rsa ? pkey_numbers(process, key, rsa_names, 2) : pkey_numbers(process, key, dss_names, 4);
    if (numbers == THE_NON_VALUE)
        return FAIL_BADARG(process, 1,
                           rsa ? "Couldn't get RSA public key from private key"
                               : "Couldn't get DSA public key from private key");
    return numbers;
}
