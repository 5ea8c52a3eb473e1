/* SPDX-License-Identifier: Apache-2.0 */
/* Unique integers, for others than the native functions themselves. */
#ifndef RT_BIF_IDENTITY_H
#define RT_BIF_IDENTITY_H

#include "rt/core/term.h"

/* Strictly increasing over all threads, as erlang:unique_integer([monotonic]). */
SInt identity_next_unique(void);

#endif
