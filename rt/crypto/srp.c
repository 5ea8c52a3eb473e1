/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Secure Remote Password: what is computed modulo the prime (RFC 5054, 2.5 and 2.6). Names are the
 * RFC's: k the multiplier, v the verifier, g the generator, N the prime, u the scrambler.
 */
#include "rt/crypto/crypto.h"

enum { NUMBERS_MAX = 7 };

/* Arguments, two numbers to compute with, and the library's memory for it. */
typedef struct Numbers {
    BIGNUM *of[NUMBERS_MAX];
    BIGNUM *a, *b;
    BN_CTX *context;
} Numbers;

static void numbers_free(Numbers *numbers)
{
    for (int i = 0; i < NUMBERS_MAX; i++)
        BN_clear_free(numbers->of[i]);
    BN_clear_free(numbers->a);
    BN_clear_free(numbers->b);
    BN_CTX_free(numbers->context);
}

/* The prime is the last one. False: not all of them are binaries. */
static bool numbers_take(Process *process, Numbers *numbers, const Term *terms, int count)
{
    crypto_start();
    for (int i = 0; i < count; i++) {
        numbers->of[i] = number_of(terms[i]);
        if (!numbers->of[i])
            return false;
    }
    numbers->a = BN_new();
    numbers->b = BN_new();
    numbers->context = BN_CTX_new();
    work_on_numbers(process, (UInt)BN_num_bits(numbers->of[count - 1]));
    return true;
}

static bool has_room(const Numbers *numbers)
{
    return numbers->a && numbers->b && numbers->context;
}

/* Is it a multiple of the prime? Also when that cannot be told. */
static bool is_multiple(const BIGNUM *number, const Numbers *numbers, const BIGNUM *prime)
{
    CLEANUP(number_free) BIGNUM *rest = BN_new();
    return !rest || !BN_nnmod(rest, number, prime, numbers->context) || BN_is_zero(rest);
}

/* A power whose exponent is secret. */
static bool power(BIGNUM *result, const BIGNUM *base, BIGNUM *exponent, const BIGNUM *prime,
                  BN_CTX *context)
{
    BN_set_flags(exponent, BN_FLG_CONSTTIME);
    return BN_mod_exp(result, base, exponent, prime, context);
}

/* B = k v + g^b mod N */
static bool public_value(Numbers *n)
{
    BIGNUM *k = n->of[0], *v = n->of[1], *g = n->of[2], *b = n->of[3], *prime = n->of[4];
    return has_room(n) && BN_mod_mul(n->b, k, v, prime, n->context) &&
           power(n->a, g, b, prime, n->context) &&
           BN_mod_add(n->a, n->a, n->b, prime, n->context) && !is_multiple(n->a, n, prime);
}

Term bif_crypto_srp_value_B_nif_5(Process *process, Term k, Term v, Term g, Term b, Term prime)
{
    CLEANUP(numbers_free) Numbers numbers = {0};
    const Term terms[] = {k, v, g, b, prime};
    if (!numbers_take(process, &numbers, terms, 5))
        return bif_badarg(process);
    return public_value(&numbers) ? number_term(process, numbers.a) : (Term)am_error;
}

/* (B - k g^x) ^ (a + u x) mod N */
static bool user_secret(Numbers *n)
{
    BIGNUM *a = n->of[0], *u = n->of[1], *B = n->of[2], *k = n->of[3], *g = n->of[4];
    BIGNUM *x = n->of[5], *prime = n->of[6];
    return has_room(n) && !is_multiple(B, n, prime) && power(n->a, g, x, prime, n->context) &&
           BN_mod_mul(n->a, k, n->a, prime, n->context) &&
           BN_mod_sub(n->b, B, n->a, prime, n->context) && BN_mul(n->a, u, x, n->context) &&
           BN_add(x, a, n->a) && power(n->a, n->b, x, prime, n->context);
}

Term bif_crypto_srp_user_secret_nif_7(Process *process, Term a, Term u, Term B, Term k, Term g,
                                      Term x, Term prime)
{
    CLEANUP(numbers_free) Numbers numbers = {0};
    const Term terms[] = {a, u, B, k, g, x, prime};
    if (!numbers_take(process, &numbers, terms, 7))
        return bif_badarg(process);
    return user_secret(&numbers) ? number_term(process, numbers.a) : (Term)am_error;
}

/* (A v^u) ^ b mod N */
static bool host_secret(Numbers *n)
{
    BIGNUM *v = n->of[0], *b = n->of[1], *u = n->of[2], *A = n->of[3], *prime = n->of[4];
    return has_room(n) && !is_multiple(A, n, prime) && power(n->a, v, u, prime, n->context) &&
           BN_mod_mul(n->b, A, n->a, prime, n->context) && power(n->a, n->b, b, prime, n->context);
}

Term bif_crypto_srp_host_secret_nif_5(Process *process, Term v, Term b, Term u, Term A, Term prime)
{
    CLEANUP(numbers_free) Numbers numbers = {0};
    const Term terms[] = {v, b, u, A, prime};
    if (!numbers_take(process, &numbers, terms, 5))
        return bif_badarg(process);
    return host_secret(&numbers) ? number_term(process, numbers.a) : (Term)am_error;
}
