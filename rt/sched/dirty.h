/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Dirty I/O schedulers: threads for native functions that may block. They are started as they are
 * needed, up to a limit (+SDio), and take processes in the order these came.
 *
 * A native function may stay there for ever. So it does not get the process itself: it works on a
 * stand-in, which has a small part of the heap and takes in what it makes; of the process it may
 * read terms on the heap only. Meanwhile the process is AWAY: when signals come, it gets into a run
 * queue, and the scheduler that takes it from there acts on them, in place of the process, but does
 * not collect, suspend, or free what the native function reads. An exit signal ends the process for
 * all others; its memory is freed when the native function has returned.
 *
 * States, changed by compare and swap; who has the process may touch it:
 *
 *   AWAY ----------- scheduler_wake -----------> AWAY_QUEUED ---- a scheduler ----> AWAY_ATTENDED
 *    |  <------------------------------------------------------------------------------ |
 *    v  the dirty scheduler, which has it then        | BACK_QUEUED, BACK_ATTENDED: the |
 *   RUNNING <-----------------------------------------+ dirty scheduler waits for it ---+
 */
#ifndef RT_SCHED_DIRTY_H
#define RT_SCHED_DIRTY_H

#include "rt/core/process.h"

enum { DIRTY_IO_DEFAULT = 10, DIRTY_IO_MAX = 1024 };

/* Before the first process. */
void dirty_initialize(UInt limit);

/* The process (PROCESS_DIRTY) goes on at its `resume` on a dirty scheduler, then on a scheduler. */
void dirty_enqueue(Process *process);

/* Around a native function, on a dirty scheduler: the process is left to others, and `stand_in`
 * takes its place; then it is back, with what the stand-in has got. It may have ended meanwhile
 * (PROCESS_EXITING). */
void dirty_begin(Process *process, Process *stand_in);
void dirty_end(Process *process, Process *stand_in);

/* For the native function that has the stand-in: the process itself, on which no other thread acts
 * any more until the function returns. NULL: it has ended. */
Process *dirty_process(Process *stand_in);

/* On a scheduler, which has found a process that is no longer RUNNABLE in a run queue. */
void dirty_attend(Process *process, Scheduler *scheduler);

/* The dirty scheduler whose thread this is; NULL on other threads. */
const Scheduler *dirty_current(void);

/* Threads there may be. */
UInt dirty_limit(void);
/* Processes that wait for one, processes that have one. */
UInt dirty_queue_length(void);
UInt dirty_working(void);

#endif
