/* SPDX-License-Identifier: Apache-2.0 */
/* Dirty I/O schedulers (dirty.h). The queue and the counts are under one lock. */
#include "rt/sched/dirty.h"

#include <pthread.h>
#include "rt/core/crash.h"
#include "rt/core/memory.h"
#include "rt/core/trace.h"
#include "rt/sched/scheduler.h"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t work = PTHREAD_COND_INITIALIZER;
static Process *first, *last;
static UInt limit, started, idle, queued;

void dirty_initialize(UInt wanted)
{
    limit = wanted;
}

UInt dirty_limit(void)
{
    return limit;
}

UInt dirty_queue_length(void)
{
    pthread_mutex_lock(&lock);
    UInt length = queued;
    pthread_mutex_unlock(&lock);
    return length;
}

UInt dirty_working(void)
{
    pthread_mutex_lock(&lock);
    UInt count = started - idle;
    pthread_mutex_unlock(&lock);
    return count;
}

static Process *take(void)
{
    pthread_mutex_lock(&lock);
    idle++;
    while (!first)
        pthread_cond_wait(&work, &lock);
    idle--;
    Process *process = first;
    first = process->queue_next;
    queued--;
    pthread_mutex_unlock(&lock);
    return process;
}

static void *run_thread(void *argument)
{
    Scheduler *scheduler = argument;
    crash_thread_start();
    memory_thread_start();
    for (;;) {
        Process *process = take();
        process->scheduler = scheduler;
        scheduler->current = process;
        process->reductions = REDUCTIONS_PER_SLICE;
        AO_store(&process->state, PROCESS_RUNNING);
        scheduler_resume(process);
        scheduler->current = NULL;
        process->flags &= ~(uint32_t)PROCESS_DIRTY;
        scheduler_enqueue(process);
    }
    return NULL;
}

/* With the lock. The first thread is needed; without further ones the work takes longer. */
static void start_thread(void)
{
    Scheduler *scheduler = memory_alloc_zero(MEMORY_SCHEDULER, sizeof *scheduler);
    pthread_t thread;
    scheduler->dirty = true;
    scheduler->trace_depth = TRACE_DEPTH_DEFAULT;
    if (pthread_create(&thread, NULL, run_thread, scheduler) == 0)
        started++;
    else if (started == 0)
        rt_end("joist: cannot create the thread of a dirty scheduler.");
}

void dirty_enqueue(Process *process)
{
    process->queue_next = NULL;
    pthread_mutex_lock(&lock);
    if (first)
        last->queue_next = process;
    else
        first = process;
    last = process;
    queued++;
    if (idle == 0 && started < limit)
        start_thread();
    pthread_cond_signal(&work);
    pthread_mutex_unlock(&lock);
}
