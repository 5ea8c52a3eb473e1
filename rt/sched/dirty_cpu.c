/* SPDX-License-Identifier: Apache-2.0 */
/* Threads without a scheduler (dirty_cpu.h). The lists and counts are under one lock. */
#include "rt/sched/dirty_cpu.h"

#include <pthread.h>
#include "rt/core/crash.h"
#include "rt/core/memory.h"
#include "rt/sched/topology.h"

struct DirtyCpuThread {
    DirtyCpuThread *next; /* in the list of those that wait for a scheduler */
    pthread_cond_t given;
    void *role;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t turn = PTHREAD_COND_INITIALIZER;
static DirtyCpuThread *idle;
static DirtyCpuRun *run;
static UInt limit, online, working, waiting, started;
static Scheduler *schedulers[DIRTY_CPU_THREADS_MAX]; /* written once each, before the count */
static volatile AO_t scheduler_count;
static _Thread_local Scheduler *own;

void dirty_cpu_initialize(UInt most, UInt at_first, DirtyCpuRun *function)
{
    limit = most;
    online = at_first;
    run = function;
}

UInt dirty_cpu_limit(void)
{
    return limit;
}

UInt dirty_cpu_online(void)
{
    pthread_mutex_lock(&lock);
    UInt count = online;
    pthread_mutex_unlock(&lock);
    return count;
}

UInt dirty_cpu_set_online(UInt count)
{
    pthread_mutex_lock(&lock);
    UInt before = online;
    online = count;
    pthread_cond_broadcast(&turn);
    pthread_mutex_unlock(&lock);
    return before;
}

/* ---- threads ------------------------------------------------------------------------------------
 */

static DirtyCpuThread *thread_new(void)
{
    DirtyCpuThread *thread = memory_alloc_zero(MEMORY_SCHEDULER, sizeof *thread);
    pthread_cond_init(&thread->given, NULL);
    return thread;
}

void dirty_cpu_keep(DirtyCpuThread *thread)
{
    pthread_mutex_lock(&lock);
    thread->next = idle;
    idle = thread;
    pthread_mutex_unlock(&lock);
}

static _Noreturn void serve(DirtyCpuThread *thread)
{
    for (;;) {
        pthread_mutex_lock(&lock);
        while (!thread->role)
            pthread_cond_wait(&thread->given, &lock);
        void *role = thread->role;
        thread->role = NULL;
        pthread_mutex_unlock(&lock);
        run(role);
        dirty_cpu_keep(thread);
    }
}

void dirty_cpu_serve(void)
{
    DirtyCpuThread *thread = thread_new();
    dirty_cpu_keep(thread);
    serve(thread);
}

static void *run_thread(void *argument)
{
    topology_leave();
    crash_thread_start();
    memory_thread_start();
    serve(argument);
}

static DirtyCpuThread *start_locked(void)
{
    pthread_t handle;
    if (started >= DIRTY_CPU_THREADS_MAX)
        return NULL;
    DirtyCpuThread *thread = thread_new();
    if (pthread_create(&handle, NULL, run_thread, thread) != 0) {
        memory_free(MEMORY_SCHEDULER, thread, sizeof *thread);
        return NULL;
    }
    started++;
    return thread;
}

DirtyCpuThread *dirty_cpu_thread(void)
{
    pthread_mutex_lock(&lock);
    DirtyCpuThread *thread = idle;
    if (thread)
        idle = thread->next;
    else
        thread = start_locked();
    pthread_mutex_unlock(&lock);
    return thread;
}

void dirty_cpu_give(DirtyCpuThread *thread, void *role)
{
    pthread_mutex_lock(&lock);
    thread->role = role;
    pthread_cond_signal(&thread->given);
    pthread_mutex_unlock(&lock);
}

Scheduler *dirty_cpu_scheduler(void)
{
    if (own)
        return own;
    own = memory_alloc_zero(MEMORY_SCHEDULER, sizeof *own);
    own->dirty = true;
    pthread_mutex_lock(&lock);
    UInt count = AO_load(&scheduler_count);
    if (count < DIRTY_CPU_THREADS_MAX) {
        schedulers[count] = own;
        AO_store_release(&scheduler_count, count + 1);
    }
    pthread_mutex_unlock(&lock);
    return own;
}

const Scheduler *dirty_cpu_current(void)
{
    return own;
}

/* ---- turns --------------------------------------------------------------------------------------
 */

void dirty_cpu_begin(bool in_turn)
{
    pthread_mutex_lock(&lock);
    waiting++;
    while (in_turn && working >= online)
        pthread_cond_wait(&turn, &lock);
    waiting--;
    working++;
    pthread_mutex_unlock(&lock);
}

bool dirty_cpu_try_begin(void)
{
    pthread_mutex_lock(&lock);
    bool begins = working < online;
    working += begins;
    pthread_mutex_unlock(&lock);
    return begins;
}

void dirty_cpu_end(void)
{
    pthread_mutex_lock(&lock);
    working--;
    pthread_cond_signal(&turn);
    pthread_mutex_unlock(&lock);
}

UInt dirty_cpu_working(void)
{
    pthread_mutex_lock(&lock);
    UInt count = working;
    pthread_mutex_unlock(&lock);
    return count;
}

UInt dirty_cpu_waiting(void)
{
    pthread_mutex_lock(&lock);
    UInt count = waiting;
    pthread_mutex_unlock(&lock);
    return count;
}

UInt dirty_cpu_count(void)
{
    return AO_load_acquire(&scheduler_count);
}

Scheduler *dirty_cpu_at(UInt index)
{
    return schedulers[index];
}
