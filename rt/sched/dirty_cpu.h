/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Dirty CPU schedulers: what the threads are called that go on with one process's long work
 * (rt/core/long_work.h) after they have given their scheduler to another thread. The process stays
 * where it is in C; when it leaves the thread, it becomes runnable on schedulers again, and the
 * thread waits to be given a scheduler in turn. So there are as many threads as schedulers and
 * dirty CPU schedulers have been at work at the same time.
 *
 * At most +SDcpu of them work at the same time where they can be made to wait for each other.
 */
#ifndef RT_SCHED_DIRTY_CPU_H
#define RT_SCHED_DIRTY_CPU_H

#include "rt/core/process.h"

enum { DIRTY_CPU_THREADS_MAX = 512 };

/* What a thread does with the scheduler that it is given: returns when it has given it away. */
typedef void DirtyCpuRun(void *role);

/* Before the first process. */
void dirty_cpu_initialize(UInt limit, UInt online, DirtyCpuRun *run);

/* Threads that may work at the same time: as configured, and those online. */
UInt dirty_cpu_limit(void);
UInt dirty_cpu_online(void);
/* 1 … dirty_cpu_limit(). Returns the number before. */
UInt dirty_cpu_set_online(UInt count);

/* A thread that waits for a scheduler, to be given one or kept; NULL: none can be had. */
typedef struct DirtyCpuThread DirtyCpuThread;
DirtyCpuThread *dirty_cpu_thread(void);
void dirty_cpu_give(DirtyCpuThread *thread, void *role);
void dirty_cpu_keep(DirtyCpuThread *thread);
/* Runs schedulers that the calling thread is given, for ever. */
_Noreturn void dirty_cpu_serve(void);

/* What the calling thread runs processes with while it has no scheduler. */
Scheduler *dirty_cpu_scheduler(void);

/* The same, NULL where there has been no use for it. */
const Scheduler *dirty_cpu_current(void);

/* Long work begins, waiting for its turn or not; the process has left the thread. */
void dirty_cpu_begin(bool in_turn);
/* It begins if it need not wait. */
bool dirty_cpu_try_begin(void);
void dirty_cpu_end(void);
/* Threads at work, threads that wait for their turn. */
UInt dirty_cpu_working(void);
UInt dirty_cpu_waiting(void);

/* Those that have ever worked, from 0: their counters. */
UInt dirty_cpu_count(void);
Scheduler *dirty_cpu_at(UInt index);

#endif
