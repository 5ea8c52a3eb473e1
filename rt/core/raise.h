/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Raising exceptions: from the fault in the scheduler to the handler that gets it.
 */
#ifndef RT_CORE_RAISE_H
#define RT_CORE_RAISE_H

#include "rt/core/process.h"

/* Where control goes on: a fragment to be jumped to with these values in x0, x1, x2. */
typedef struct Landing {
    Fragment *handler;
    Term class, reason, trace;
} Landing;

/* Raise the fault at `at` (NULL: in no frame of its own). The process is synced; afterwards its
 * stack is that of the handler. Without a handler the landing is rt_uncaught on an empty stack. */
Landing raise_fault(Process *process, const CodeInfo *at);

/* The process ends: x0 = class, x1 = reason, x2 = raw trace. */
Fragment rt_uncaught;

#endif
