/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What signing and public key encryption have in common: algorithms (rsa, dss, ecdsa, eddsa), their
 * keys as terms, digests by name. Functions fail with the argument's number, as OTP's crypto does.
 */
#ifndef RT_CRYPTO_PKEY_H
#define RT_CRYPTO_PKEY_H

#include "rt/crypto/algorithm.h"
#include "rt/crypto/parameters.h"

/* False after failing: no such algorithm. */
bool pkey_check_algorithm(Process *process, int argument, Term algorithm);

/* The digest called `name`: NULL for those that need none (eddsa, and rsa with none). False after
 * failing. */
bool pkey_digest(Process *process, Term algorithm, int argument, Term name, const EVP_MD **md);

/* NULL after failing. The algorithm has been checked; the work to come is announced. */
EVP_PKEY *pkey_private(Process *process, Term algorithm, int argument, Term key);
EVP_PKEY *pkey_public(Process *process, Term algorithm, int argument, Term key);

#endif
