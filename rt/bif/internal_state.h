/* SPDX-License-Identifier: Apache-2.0 */
/* Limits that tests set for how much a native function does at a time (internal_state.c). */
#ifndef RT_BIF_INTERNAL_STATE_H
#define RT_BIF_INTERNAL_STATE_H

#include "rt/core/term.h"

typedef enum LoopLimit { LIMIT_UNICODE, LIMIT_RE, LIMIT_BINARY, LIMIT_COUNT } LoopLimit;

/* `steps`, or fewer, at least 1, when a test wants it so. Any thread. */
SInt internal_state_limit(LoopLimit which, SInt steps);

#endif
