/* SPDX-License-Identifier: Apache-2.0 */
#ifndef RT_BIF_NATIVES_H
#define RT_BIF_NATIVES_H

#include "rt/core/process.h"

/* [{Module, Function, Arity}] of the native functions that stock erl calls BIFs. */
Term natives_list(Process *process);

/* Those that continuations.def names. */
#define CONTINUATION(continuation, module, function, arity) BifFunction4 continuation;
#include "rt/bif/continuations.def"
#undef CONTINUATION

/* The native function that the process has begun and goes on with in its next time slice
 * (rt_bif_continue): its name, or that of the continuation if it has one. */
const Mfa *natives_begun(const Process *process);

#endif
