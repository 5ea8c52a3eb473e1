/* SPDX-License-Identifier: Apache-2.0 */
/* What scheduler threads do: look for work, do it, sleep (scheduler.h). */
#include "rt/sched/scheduler.h"

#include "rt/core/atom.h"
#include "rt/core/crash.h"
#include "rt/core/memory.h"
#include "rt/gc/heap_block.h"
#include "rt/process/system_profile.h"
#include "rt/sched/control.h"
#include "rt/sched/load.h"
#include "rt/sched/replay.h"
#include "rt/sched/topology.h"
#include "rt/sched/turn.h"
#include "rt/text/output.h"

enum { SEARCHES_BEFORE_SLEEP = 40 };

static Process *steal(const Thread *thread)
{
    for (UInt i = 1; i < scheduler_threads.count; i++) {
        Thread *victim =
            scheduler_threads.at[(thread->scheduler.number - 1 + i) % scheduler_threads.count];
        Process *process = run_queue_steal(&victim->queue);
        if (process)
            return process;
    }
    return NULL;
}

/* By the thread itself. */
static void set_idle(Thread *thread, bool idle)
{
    AO_store(&thread->idle, idle);
    if (system_profile_tells(PROFILE_SCHEDULERS))
        system_profile_scheduler(thread->scheduler.number, idle ? am_inactive : am_active);
}

/* Until woken, or the next timer of this thread. One that rests sleeps whatever work there is. */
static void sleep_thread(Thread *thread, bool rests)
{
    output_flush();
    uint64_t tidy = heap_block_tidy(scheduler_now());
    futex_set(&thread->asleep);
    AO_fetch_and_add1_full(&scheduler_threads.asleep);
    uint64_t until = timer_next(thread->wheel);
    if (tidy < until)
        until = tidy;
    if (thread_is_active(thread) != rests && (rests || !thread_has_work(thread))) {
        load_sleep_begins(&thread->scheduler.load);
        futex_sleep(&thread->asleep, until);
        load_sleep_ends(&thread->scheduler.load);
    }
    if (futex_take(&thread->asleep))
        AO_fetch_and_sub1_full(&scheduler_threads.asleep);
}

static void hand_over(Thread *thread)
{
    Process *process = run_queue_steal(&thread->queue);
    if (!process)
        return;
    for (; process; process = run_queue_steal(&thread->queue))
        run_queue_push(&scheduler_threads.at[0]->queue, process);
    thread_wake(scheduler_threads.at[0]);
}

static void fire_timers(Thread *thread)
{
    if (timer_any(thread->wheel))
        timer_fire_due(thread->wheel, scheduler_now());
}

/* Until the thread is active (again). */
static void rest(Thread *thread)
{
    if (thread_is_active(thread) && AO_load(&thread->resting) == 0)
        return;
    while (!thread_is_active(thread)) {
        hand_over(thread);
        AO_store_full(&thread->resting, 1);
        fire_timers(thread);
        sleep_thread(thread, true);
    }
    AO_store_full(&thread->resting, 0);
}

/* Has it been looked for so often, and for so long if some is expected, that the thread may sleep?
 */
static bool is_patient_enough(Thread *thread, int searches, uint64_t *end)
{
    if (searches < SEARCHES_BEFORE_SLEEP)
        return false;
    if (!thread->expects || runtime_flags()->cores == 1)
        return true;
    uint64_t now = scheduler_now();
    if (*end == 0)
        *end = now + SCHEDULER_LOOK_OUT_NS;
    thread->expects = now < *end;
    return !thread->expects;
}

static Process *find_process(Thread *thread)
{
    Process *process = run_queue_pop(&thread->queue);
    uint64_t end = 0;
    if (process)
        return process;
    set_idle(thread, true);
    AO_fetch_and_add1_full(&scheduler_threads.searching);
    for (int i = 0; !process; i++) {
        fire_timers(thread);
        process = run_queue_pop(&thread->queue);
        if (!process && thread_is_active(thread))
            process = steal(thread);
        if (!process && (!thread_is_active(thread) || is_patient_enough(thread, i, &end))) {
            AO_fetch_and_sub1_full(&scheduler_threads.searching);
            rest(thread);
            sleep_thread(thread, false);
            AO_fetch_and_add1_full(&scheduler_threads.searching);
            i = 0;
        } else if (!process) {
            futex_pause();
        }
    }
    thread->expects = false;
    AO_fetch_and_sub1_full(&scheduler_threads.searching);
    set_idle(thread, false);
    if (thread_has_work(thread))
        thread_wake_another();
    return process;
}

/* Until another thread has the scheduler. */
static void run_scheduler(void *role)
{
    Thread *thread = scheduler_own = role;
    for (;;) {
        topology_follow(thread->scheduler.number);
        bool stops = !thread_is_active(thread);
        if (stops)
            set_idle(thread, true);
        rest(thread);
        if (stops)
            set_idle(thread, false);
        fire_timers(thread);
        turn_give(thread, find_process(thread));
        if (!scheduler_own)
            return;
        if (thread_has_to_spare(thread))
            thread_wake_another();
    }
}

/* ---- the program --------------------------------------------------------------------------------
 */

static void make_threads(UInt count)
{
    scheduler_threads.at = memory_alloc(MEMORY_SCHEDULER, count * sizeof(Thread *));
    scheduler_threads.count = count;
    for (UInt i = 0; i < count; i++) {
        Thread *thread = memory_alloc_zero(MEMORY_SCHEDULER, sizeof *thread);
        thread->scheduler.number = (uint32_t)i + 1;
        run_queue_initialize(&thread->queue);
        thread->wheel = timer_wheel_new();
        scheduler_threads.at[i] = thread;
    }
}

/* The successors of the first threads may be any. */
static void start_threads(void)
{
    for (UInt i = 1; i < scheduler_threads.count; i++) {
        DirtyCpuThread *thread = dirty_cpu_thread();
        if (!thread)
            rt_end("joist: cannot create the thread of scheduler %u.", (unsigned)i + 1);
        dirty_cpu_give(thread, scheduler_threads.at[i]);
    }
}

_Noreturn void scheduler_run(const RuntimeFlags *flags,
                             void (*start)(Scheduler *first, void *context), void *context)
{
    replay_initialize();
    UInt schedulers = replay_schedulers(flags->schedulers);
    UInt online = flags->online < schedulers ? flags->online : schedulers;
    make_threads(schedulers);
    control_initialize(online);
    dirty_cpu_initialize(flags->dirty_cpu_schedulers, flags->dirty_cpu_online, run_scheduler);
    AO_store(&scheduler_threads.active, online);
    if (!topology_bind(flags->bind_type, schedulers))
        topology_bind(BIND_UNBOUND, schedulers);
    scheduler_own = scheduler_threads.at[0];
    start(&scheduler_own->scheduler, context);
    start_threads();
    crash_thread_start();
    memory_thread_start();
    run_scheduler(scheduler_threads.at[0]);
    dirty_cpu_serve();
}
