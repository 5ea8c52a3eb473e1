/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The threads of schedulers, for the files that make up scheduler.h: thread.c knows and wakes them,
 * turn.c runs a process on one, leave.c takes a thread away from its scheduler, scheduler.c looks
 * for work.
 */
#ifndef RT_SCHED_THREAD_H
#define RT_SCHED_THREAD_H

#include "rt/sched/dirty_cpu.h"
#include "rt/sched/futex.h"
#include "rt/sched/run_queue.h"
#include "rt/sched/scheduler.h"

typedef struct Thread {
    Scheduler scheduler; /* first */
    RunQueue queue;
    TimerWheel *wheel;
    FutexWord asleep;     /* 1: sleeps, or is about to */
    volatile AO_t vacant; /* 1: no thread has it, `successor` is there for it */
    DirtyCpuThread *successor;
    volatile AO_t resting; /* 1: runs nothing */
    volatile AO_t idle;    /* 1: has found nothing to run, or is not to run anything */
    bool expects;          /* a process that it has handed to a dirty scheduler is to come back */
} Thread;

typedef struct Threads {
    Thread **at;
    UInt count;
    volatile AO_t active;    /* are to run processes, the first of all */
    volatile AO_t asleep;    /* those of which `asleep` or `vacant` is 1 */
    volatile AO_t searching; /* woken, and have found nothing yet */
} Threads;

extern Threads scheduler_threads;
/* NULL on threads that are no scheduler (any more). */
extern _Thread_local Thread *scheduler_own;
/* In this turn the thread has been without a scheduler. */
extern _Thread_local bool scheduler_was_away;

/* Acquire: what the process that has stopped the others has changed meanwhile comes before. */
static inline bool thread_is_active(const Thread *thread)
{
    return thread->scheduler.number <= AO_load_acquire(&scheduler_threads.active);
}

/* Others could take a process from it that would not run there next. */
static inline bool thread_has_to_spare(const Thread *thread)
{
    return run_queue_length(&thread->queue) > 1 && run_queue_free_length(&thread->queue) > 0;
}

/* There is work that it may do. */
bool thread_has_work(const Thread *thread);

/* Whether it slept, or was vacant. */
bool thread_wake(Thread *thread);
/* Somebody is to look for work; one at a time is enough, for the one who finds some calls again. */
void thread_wake_another(void);
/* The caller has what no thread had, if nobody else is faster. */
bool thread_occupy(Thread *thread);
/* Its successor has what no thread had, if nobody else is faster. */
bool thread_fill(Thread *thread);

/* The process is active from now on, or inactive. */
void thread_tell_profile(const Process *process, Term state);

#endif
