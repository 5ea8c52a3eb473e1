/* SPDX-License-Identifier: Apache-2.0 */
/* Timers of programs (timer.c). */
#ifndef RT_BIF_TIMER_H
#define RT_BIF_TIMER_H

#include "rt/core/process.h"

/* The timers that would send it messages go, before it leaves the process table. */
void timers_process_ends(Process *process);

#endif
