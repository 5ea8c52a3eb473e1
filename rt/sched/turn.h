/* SPDX-License-Identifier: Apache-2.0 */
/* A turn of a process on a scheduler's thread. */
#ifndef RT_SCHED_TURN_H
#define RT_SCHED_TURN_H

#include "rt/sched/thread.h"

/* May return without the scheduler (scheduler_own is NULL then). */
void turn_give(Thread *thread, Process *process);

#endif
