/* SPDX-License-Identifier: Apache-2.0 */
/* Scheduler threads: what is known of them, how they are woken, and where processes that are to run
 * go (thread.h). */
#include "rt/sched/thread.h"

#include <time.h>
#include "rt/core/atom.h"
#include "rt/core/bif.h"
#include "rt/process/system_profile.h"
#include "rt/sched/control.h"
#include "rt/sched/dirty.h"
#include "rt/sched/load.h"
#include "rt/sched/replay.h"

Threads scheduler_threads;
_Thread_local Thread *scheduler_own;

uint64_t scheduler_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

TimerWheel *scheduler_wheel(void)
{
    return scheduler_own ? scheduler_own->wheel : scheduler_threads.at[0]->wheel;
}

UInt scheduler_count(void)
{
    return scheduler_threads.count;
}

Scheduler *scheduler_at(UInt index)
{
    return &scheduler_threads.at[index]->scheduler;
}

UInt scheduler_queue_length(UInt index)
{
    return run_queue_length(&scheduler_threads.at[index]->queue);
}

const Scheduler *scheduler_current(void)
{
    if (scheduler_own)
        return &scheduler_own->scheduler;
    return dirty_current() ? dirty_current() : dirty_cpu_current();
}

bool thread_has_work(const Thread *thread)
{
    if (run_queue_length(&thread->queue) > 0)
        return true;
    for (UInt i = 0; i < scheduler_threads.count; i++)
        if (run_queue_free_length(&scheduler_threads.at[i]->queue) > 0)
            return true;
    return false;
}

static bool wake_sleeper(Thread *thread)
{
    if (!futex_take(&thread->asleep))
        return false;
    AO_fetch_and_sub1_full(&scheduler_threads.asleep);
    futex_wake(&thread->asleep);
    return true;
}

bool thread_occupy(Thread *thread)
{
    AO_nop_full(); /* as in futex_take */
    if (AO_load(&thread->vacant) == 0 || !AO_compare_and_swap_full(&thread->vacant, 1, 0))
        return false;
    AO_fetch_and_sub1_full(&scheduler_threads.asleep);
    load_sleep_ends(&thread->scheduler.load);
    return true;
}

bool thread_fill(Thread *thread)
{
    if (!thread_occupy(thread))
        return false;
    dirty_cpu_give(thread->successor, thread);
    return true;
}

bool thread_wake(Thread *thread)
{
    return wake_sleeper(thread) || thread_fill(thread);
}

void thread_wake_another(void)
{
    if (AO_load(&scheduler_threads.asleep) == 0 || AO_load(&scheduler_threads.searching) != 0)
        return;
    for (UInt i = 0; i < scheduler_threads.count; i++)
        if (scheduler_threads.at[i] != scheduler_own && thread_is_active(scheduler_threads.at[i]) &&
            wake_sleeper(scheduler_threads.at[i]))
            return;
    for (UInt i = 0; i < scheduler_threads.count; i++)
        if (thread_is_active(scheduler_threads.at[i]) && thread_fill(scheduler_threads.at[i]))
            return;
}

UInt scheduler_active(void)
{
    return AO_load(&scheduler_threads.active);
}

UInt scheduler_busy(void)
{
    UInt count = 0;
    for (UInt i = 0; i < scheduler_threads.count; i++)
        count += AO_load(&scheduler_threads.at[i]->idle) == 0;
    return count;
}

void scheduler_set_active(UInt count)
{
    AO_store_full(&scheduler_threads.active, count);
    for (UInt i = 0; i < scheduler_threads.count; i++)
        thread_wake(scheduler_threads.at[i]);
}

bool scheduler_settled(void)
{
    for (UInt i = 0; i < scheduler_threads.count; i++)
        if (!thread_is_active(scheduler_threads.at[i]) &&
            !AO_load_full(&scheduler_threads.at[i]->resting))
            return false;
    return !control_is_exclusive() || dirty_cpu_working() + dirty_cpu_waiting() == 0;
}

void scheduler_timer_added(const TimerWheel *wheel)
{
    if (scheduler_own && wheel == scheduler_own->wheel)
        return;
    for (UInt i = 0; i < scheduler_threads.count; i++)
        if (scheduler_threads.at[i]->wheel == wheel)
            thread_wake(scheduler_threads.at[i]);
}

/* A process waits at the scheduler that it is bound to even while that one rests, unless the rest
 * is for its own sake (rt/trace/exclusive.h). */
static bool must_wait_there(const Process *process)
{
    return process->bound && !(control_is_exclusive() && control_holds(HOLD_TRACE, process->pid));
}

/* To the scheduler of this thread; from threads that have none, to its home. */
static void push(Process *process)
{
    Thread *thread = scheduler_own   ? scheduler_own
                     : process->home ? (Thread *)process->home
                                     : scheduler_threads.at[0];
    if (must_wait_there(process))
        thread = scheduler_threads.at[process->bound - 1];
    else if (!thread_is_active(thread))
        thread = scheduler_threads.at[0];
    run_queue_push(&thread->queue, process);
    if (thread != scheduler_own)
        thread_wake(thread);
    else if (thread_has_to_spare(thread))
        thread_wake_another();
}

void scheduler_enqueue(Process *process)
{
    AO_store_release(&process->state, PROCESS_RUNNABLE);
    push(process);
}

void scheduler_hold_back(void)
{
    if (scheduler_own && scheduler_own->scheduler.current)
        bif_end_slice(scheduler_own->scheduler.current);
}

void scheduler_signal_sent(void)
{
    replay_signal_sent(scheduler_own ? scheduler_own->scheduler.current : NULL);
}

void thread_tell_profile(const Process *process, Term state)
{
    if (system_profile_tells(PROFILE_PROCESSES))
        system_profile_process(process, state);
}

void scheduler_begin(Process *process)
{
    thread_tell_profile(process, am_active);
    scheduler_enqueue(process);
}

void scheduler_wake(Process *process)
{
    /* Acquire: not before the push that it is about (on AArch64, where a release store and a later
     * acquire load keep their order). */
    AO_t state = AO_load_acquire(&process->state);
    if (state == PROCESS_WAITING) {
        if (AO_compare_and_swap_full(&process->state, PROCESS_WAITING, PROCESS_RUNNABLE)) {
            thread_tell_profile(process, am_active);
            push(process);
        }
    } else if (state == PROCESS_AWAY) {
        if (AO_compare_and_swap_full(&process->state, PROCESS_AWAY, PROCESS_AWAY_QUEUED))
            push(process);
    }
}

void scheduler_raise(Process *process, Priority priority)
{
    AO_store_full(&process->raised, priority);
    for (UInt i = 0; i < scheduler_threads.count; i++)
        if (run_queue_raise(&scheduler_threads.at[i]->queue, process, priority))
            return;
}
