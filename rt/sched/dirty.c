/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Dirty I/O schedulers (dirty.h). The queue and the counts are under one lock, waiting for
 * processes that schedulers have is under another.
 *
 * Most work takes a few microseconds, falling asleep and being woken several times as long. So who
 * has done some looks out for more before it sleeps, one thread at a time, on machines with more
 * than one core; it reads `queued` without the lock.
 */
#include "rt/sched/dirty.h"

#include <pthread.h>
#include "rt/core/crash.h"
#include "rt/core/heap.h"
#include "rt/core/memory.h"
#include "rt/process/message.h"
#include "rt/core/off_heap.h"
#include "rt/process/exit.h"
#include "rt/process/signal.h"
#include "rt/sched/futex.h"
#include "rt/sched/scheduler.h"
#include "rt/sched/topology.h"

enum { LENT_WORDS = 64 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t work = PTHREAD_COND_INITIALIZER;
static Process *first, *last;
static UInt limit, started, idle;
static volatile AO_t queued; /* written with the lock */
static bool looks_out;       /* a thread that is idle does not sleep yet */
static pthread_mutex_t hand_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t handed = PTHREAD_COND_INITIALIZER;
static _Thread_local const Scheduler *own;

const Scheduler *dirty_current(void)
{
    return own;
}

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
    return AO_load(&queued);
}

UInt dirty_working(void)
{
    pthread_mutex_lock(&lock);
    UInt count = started - idle;
    pthread_mutex_unlock(&lock);
    return count;
}

static void look_out_locked(void)
{
    if (first || looks_out || runtime_flags()->cores == 1)
        return;
    looks_out = true;
    pthread_mutex_unlock(&lock);
    uint64_t end = scheduler_now() + SCHEDULER_LOOK_OUT_NS;
    while (AO_load(&queued) == 0 && scheduler_now() < end)
        futex_pause();
    pthread_mutex_lock(&lock);
    looks_out = false;
}

static Process *take(void)
{
    pthread_mutex_lock(&lock);
    idle++;
    look_out_locked();
    while (!first)
        pthread_cond_wait(&work, &lock);
    idle--;
    Process *process = first;
    first = process->dirty_next;
    AO_store(&queued, AO_load(&queued) - 1);
    pthread_mutex_unlock(&lock);
    return process;
}

/* ---- who has the process ------------------------------------------------------------------------
 */

static bool change(Process *process, ProcessState from, ProcessState to)
{
    return AO_compare_and_swap_full(&process->state, from, to);
}

/* For others to act on its signals. */
static void leave(Process *process)
{
    AO_store_full(&process->state, PROCESS_AWAY);
    if (signal_is_pending(process))
        scheduler_wake(process);
}

/* The dirty scheduler has it when this returns. */
static void claim(Process *process)
{
    if (change(process, PROCESS_AWAY, PROCESS_RUNNING))
        return;
    pthread_mutex_lock(&hand_lock);
    while (!change(process, PROCESS_AWAY, PROCESS_RUNNING) &&
           AO_load_acquire(&process->state) != PROCESS_RUNNING)
        if (change(process, PROCESS_AWAY_QUEUED, PROCESS_BACK_QUEUED) ||
            change(process, PROCESS_AWAY_ATTENDED, PROCESS_BACK_ATTENDED) ||
            AO_load(&process->state) >= PROCESS_BACK_QUEUED)
            pthread_cond_wait(&handed, &hand_lock);
    pthread_mutex_unlock(&hand_lock);
}

static void hand_back(Process *process)
{
    pthread_mutex_lock(&hand_lock);
    AO_store_release(&process->state, PROCESS_RUNNING);
    pthread_cond_broadcast(&handed);
    pthread_mutex_unlock(&hand_lock);
}

/* True when there is more to do. */
static bool act(Process *process, Scheduler *scheduler)
{
    process->scheduler = scheduler;
    process->reductions = REDUCTIONS_PER_SLICE;
    bool more = !(process->flags & PROCESS_EXITING) && signal_handle_away(process);
    if (process->flags & PROCESS_EXITING)
        more = !exit_for_others(process);
    process->reductions_kept = 0;
    return more;
}

void dirty_attend(Process *process, Scheduler *scheduler)
{
    if (change(process, PROCESS_AWAY_QUEUED, PROCESS_AWAY_ATTENDED)) {
        bool more = act(process, scheduler);
        if (change(process, PROCESS_AWAY_ATTENDED, PROCESS_AWAY)) {
            if (more || signal_is_pending(process))
                scheduler_wake(process);
            return;
        }
    }
    hand_back(process);
}

void dirty_begin(Process *process, Process *stand_in)
{
    UInt room = (UInt)(process->stack - process->heap_top);
    UInt lent = room < LENT_WORDS ? room : LENT_WORDS;
    *stand_in = (Process){
        .scheduler = process->scheduler,
        .heap_start = process->heap_top,
        .heap_top = process->heap_top,
        .stack = process->heap_top + lent,
        .pid = process->pid,
        .off_heap_limit = UINT64_MAX,
        .dirty_next = process,
    };
    process->heap_top += lent;
    leave(process);
}

/* What the native function has made becomes the process's. */
static void take_in(Process *process, Process *stand_in)
{
    HeapFragment **end = &stand_in->fragments;
    heap_release(process, stand_in->heap_top, (UInt)(stand_in->stack - stand_in->heap_top));
    while (*end)
        end = &(*end)->next;
    *end = process->fragments;
    process->fragments = stand_in->fragments;
    process->fragment_words += stand_in->fragment_words;
    for (Term *object = stand_in->off_heap, *next; object; object = next) {
        next = (Term *)object[2];
        heap_link_off_heap(process, object, off_heap_words(object));
    }
}

void dirty_end(Process *process, Process *stand_in)
{
    if (stand_in->dirty_next)
        claim(process);
    process->scheduler = stand_in->scheduler;
    take_in(process, stand_in);
}

Process *dirty_process(Process *stand_in)
{
    Process *process = stand_in->dirty_next;
    stand_in->dirty_next = NULL;
    claim(process);
    return process->flags & PROCESS_EXITING ? NULL : process;
}

/* ---- threads ------------------------------------------------------------------------------------
 */

static void *run_thread(void *argument)
{
    Scheduler *scheduler = argument;
    own = scheduler;
    topology_leave();
    crash_thread_start();
    memory_thread_start();
    for (;;) {
        Process *process = take();
        claim(process);
        process->scheduler = scheduler;
        scheduler->current = process;
        process->reductions = REDUCTIONS_PER_SLICE;
        if (!(process->flags & PROCESS_EXITING))
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
    if (pthread_create(&thread, NULL, run_thread, scheduler) == 0)
        started++;
    else if (started == 0)
        rt_end("joist: cannot create the thread of a dirty scheduler.");
}

void dirty_enqueue(Process *process)
{
    process->dirty_next = NULL;
    leave(process);
    pthread_mutex_lock(&lock);
    if (first)
        last->dirty_next = process;
    else
        first = process;
    last = process;
    UInt waiting = AO_load(&queued) + 1;
    AO_store(&queued, waiting);
    if (waiting > idle && started < limit)
        start_thread();
    if (waiting > looks_out)
        pthread_cond_signal(&work);
    pthread_mutex_unlock(&lock);
}
