/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Dirty I/O schedulers: threads for native functions that may block. They are started as they are
 * needed, up to a limit (+SDio), and take processes in the order these came.
 */
#ifndef RT_SCHED_DIRTY_H
#define RT_SCHED_DIRTY_H

#include "rt/core/process.h"

enum { DIRTY_IO_DEFAULT = 10, DIRTY_IO_MAX = 1024 };

/* Before the first process. */
void dirty_initialize(UInt limit);

/* The process (PROCESS_DIRTY) goes on at its `resume` on a dirty scheduler, then on a scheduler. */
void dirty_enqueue(Process *process);

/* Threads there may be. */
UInt dirty_limit(void);
/* Processes that wait for one, processes that have one. */
UInt dirty_queue_length(void);
UInt dirty_working(void);

#endif
