/* SPDX-License-Identifier: Apache-2.0 */
#ifndef RT_BIF_NATIVES_H
#define RT_BIF_NATIVES_H

#include "rt/core/process.h"

/* [{Module, Function, Arity}] of the native functions that stock erl calls BIFs. */
Term natives_list(Process *process);

#endif
