/* SPDX-License-Identifier: Apache-2.0 */
/* Threads whose process begins long work leave their scheduler (rt/core/long_work.h). */
#include <string.h>
#include "rt/core/long_work.h"
#include "rt/process/exit.h"
#include "rt/process/signal.h"
#include "rt/sched/control.h"
#include "rt/sched/load.h"
#include "rt/sched/thread.h"
#include "rt/sched/topology.h"

#ifdef JOIST_REPLAY

/* One thread runs everything. */
static void leave(bool in_turn, bool briefly)
{
    (void)in_turn;
    (void)briefly;
}
void long_work_over(void) {}

#else

/* The scheduler that this thread has left vacant, until it looks for it. */
static _Thread_local Thread *left;

/* All that a structure holds about the process that runs, which goes on with another one. */
static void change_scheduler(Scheduler *from, Scheduler *to)
{
    Process *process = from->current;
    memcpy(to->x, from->x, sizeof to->x);
    to->fault = from->fault;
    to->trap = from->trap;
    to->builder = from->builder;
    to->number = from->number;
    to->current = process;
    process->scheduler = to;
    from->current = NULL;
}

/* Nothing is to be done there for so long, longer than brief work takes by far. */
static bool is_dispensable(const Thread *thread)
{
    enum { SPARE_NS = 100 * 1000 * 1000 };
    if (thread_has_work(thread) || !thread_is_active(thread))
        return false;
    uint64_t next = timer_next(thread->wheel);
    return next == UINT64_MAX || next > scheduler_now() + SPARE_NS;
}

/* Who has something for it after this finds it vacant; what was there before is seen here. */
static void vacate(Thread *thread, DirtyCpuThread *successor)
{
    thread->successor = successor;
    load_sleep_begins(&thread->scheduler.load);
    AO_fetch_and_add1_full(&scheduler_threads.asleep);
    AO_store_full(&thread->vacant, 1);
    if (is_dispensable(thread))
        left = thread;
    else
        thread_fill(thread);
}

/* This thread goes on with its process alone. */
static void leave(bool in_turn, bool briefly)
{
    Thread *thread = scheduler_own;
    if (!thread || !thread->scheduler.current || control_is_exclusive())
        return;
    DirtyCpuThread *successor = dirty_cpu_thread();
    if (!successor)
        return;
    change_scheduler(&thread->scheduler, dirty_cpu_scheduler());
    AO_store(&thread->scheduler.load.running, 0);
    scheduler_own = NULL;
    scheduler_was_away = true;
    topology_follow(0);
    if (briefly && is_dispensable(thread) && dirty_cpu_try_begin()) {
        vacate(thread, successor);
    } else {
        dirty_cpu_give(successor, thread);
        dirty_cpu_begin(in_turn);
    }
}

void long_work_over(void)
{
    Thread *thread = left;
    left = NULL;
    if (!thread || !thread_occupy(thread))
        return;
    dirty_cpu_keep(thread->successor);
    dirty_cpu_end();
    scheduler_own = thread;
    topology_follow(thread->scheduler.number);
    AO_store(&thread->scheduler.load.running, 1);
    change_scheduler(dirty_cpu_scheduler(), &thread->scheduler);
}

#endif

_Thread_local Process *long_work_process;

/* Nobody is to wait for the end of the work that waits for this process. */
static void attend(Process *process)
{
    long_work_process = NULL; /* acting on signals may be long work too */
    bool ends = signal_handle_amid(process);
    while (ends && !exit_for_others(process))
        process->reductions += REDUCTIONS_PER_SLICE;
    if (!ends)
        long_work_process = process;
}

void long_work(void)
{
    leave(false, false);
    if (long_work_process && signal_is_pending(long_work_process))
        attend(long_work_process);
}

void long_work_in_turn(void)
{
    leave(true, false);
}

void long_work_brief(void)
{
    leave(true, true);
}
