/* SPDX-License-Identifier: Apache-2.0 */
/* Elliptic curves as crypto.erl describes them, with all their parameters. */
#ifndef RT_CRYPTO_CURVE_H
#define RT_CRYPTO_CURVE_H

#include "rt/crypto/parameters.h"

/* Adds the parameters of the curve {Definition, Name}; false after failing (the argument told is
 * 1). Puts the size of the order, in bytes, into *order_bytes unless that is NULL. */
bool curve_add(Process *process, Parameters *parameters, Term curve, UInt *order_bytes);

#endif
