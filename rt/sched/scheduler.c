/* SPDX-License-Identifier: Apache-2.0 */
/* Scheduler threads (scheduler.h). */
#include "rt/sched/scheduler.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include "rt/core/atom.h"
#include "rt/core/bif.h"
#include "rt/core/crash.h"
#include "rt/core/long_work.h"
#include "rt/core/memory.h"
#include "rt/process/message.h"
#include "rt/gc/gc.h"
#include "rt/gc/heap_block.h"
#include "rt/ops/state.h"
#include "rt/port/port.h"
#include "rt/process/exit.h"
#include "rt/process/signal.h"
#include "rt/process/system_monitor.h"
#include "rt/process/system_profile.h"
#include "rt/process/task.h"
#include "rt/sched/control.h"
#include "rt/sched/dirty.h"
#include "rt/sched/dirty_cpu.h"
#include "rt/sched/futex.h"
#include "rt/sched/load.h"
#include "rt/sched/replay.h"
#include "rt/sched/run_queue.h"
#include "rt/sched/topology.h"
#include "rt/text/output.h"
#include "rt/trace/call.h"
#include "rt/trace/event.h"
#include "rt/trace/saved_calls.h"
#include "rt/unicode/native_text.h"

enum { SEARCHES_BEFORE_SLEEP = 40 };

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

static Thread **threads;
static UInt thread_count;
static volatile AO_t active;        /* threads that are to run processes, the first of all */
static volatile AO_t asleep_count;  /* threads whose `asleep` or `vacant` is 1 */
static volatile AO_t ends;          /* 1: the runtime does, no process gets a turn any more */
static volatile AO_t searching;     /* threads woken that have found nothing yet */
static _Thread_local Thread *own;   /* NULL on threads that are no scheduler (any more) */
static _Thread_local bool was_away; /* in this turn the thread has been without a scheduler */

uint64_t scheduler_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

TimerWheel *scheduler_wheel(void)
{
    return own ? own->wheel : threads[0]->wheel;
}

UInt scheduler_count(void)
{
    return thread_count;
}

Scheduler *scheduler_at(UInt index)
{
    return &threads[index]->scheduler;
}

UInt scheduler_queue_length(UInt index)
{
    return run_queue_length(&threads[index]->queue);
}

/* Acquire: what the process that has stopped the others has changed meanwhile comes before. */
static bool is_active(const Thread *thread)
{
    return thread->scheduler.number <= AO_load_acquire(&active);
}

const Scheduler *scheduler_current(void)
{
    if (own)
        return &own->scheduler;
    return dirty_current() ? dirty_current() : dirty_cpu_current();
}

_Noreturn void scheduler_halt(int status)
{
    AO_store_full(&ends, 1);
    output_flush();
    port_flush_all();
    _exit(status);
}

/* Others could take a process from it that would not run there next. */
static bool has_to_spare(const Thread *thread)
{
    return run_queue_length(&thread->queue) > 1 && run_queue_free_length(&thread->queue) > 0;
}

/* That the thread may do. */
static bool any_work(const Thread *thread)
{
    if (run_queue_length(&thread->queue) > 0)
        return true;
    for (UInt i = 0; i < thread_count; i++)
        if (run_queue_free_length(&threads[i]->queue) > 0)
            return true;
    return false;
}

/* ---- sleeping and waking -----------------------------------------------------------------------
 */

static bool wake_sleeper(Thread *thread)
{
    if (!futex_take(&thread->asleep))
        return false;
    AO_fetch_and_sub1_full(&asleep_count);
    futex_wake(&thread->asleep);
    return true;
}

/* The caller has what no thread had, if nobody else is faster. */
static bool occupy(Thread *thread)
{
    AO_nop_full(); /* as in futex_take */
    if (AO_load(&thread->vacant) == 0 || !AO_compare_and_swap_full(&thread->vacant, 1, 0))
        return false;
    AO_fetch_and_sub1_full(&asleep_count);
    load_sleep_ends(&thread->scheduler.load);
    return true;
}

static bool fill_vacant(Thread *thread)
{
    if (!occupy(thread))
        return false;
    dirty_cpu_give(thread->successor, thread);
    return true;
}

static bool wake_thread(Thread *thread)
{
    return wake_sleeper(thread) || fill_vacant(thread);
}

/* Somebody is to look for work; one at a time is enough, for the one who finds some calls again. */
static void wake_another(void)
{
    if (AO_load(&asleep_count) == 0 || AO_load(&searching) != 0)
        return;
    for (UInt i = 0; i < thread_count; i++)
        if (threads[i] != own && is_active(threads[i]) && wake_sleeper(threads[i]))
            return;
    for (UInt i = 0; i < thread_count; i++)
        if (is_active(threads[i]) && fill_vacant(threads[i]))
            return;
}

UInt scheduler_active(void)
{
    return AO_load(&active);
}

UInt scheduler_busy(void)
{
    UInt count = 0;
    for (UInt i = 0; i < thread_count; i++)
        count += AO_load(&threads[i]->idle) == 0;
    return count;
}

void scheduler_set_active(UInt count)
{
    AO_store_full(&active, count);
    for (UInt i = 0; i < thread_count; i++)
        wake_thread(threads[i]);
}

bool scheduler_settled(void)
{
    for (UInt i = 0; i < thread_count; i++)
        if (!is_active(threads[i]) && !AO_load_full(&threads[i]->resting))
            return false;
    return !control_is_exclusive() || dirty_cpu_working() + dirty_cpu_waiting() == 0;
}

void scheduler_timer_added(const TimerWheel *wheel)
{
    if (own && wheel == own->wheel)
        return;
    for (UInt i = 0; i < thread_count; i++)
        if (threads[i]->wheel == wheel)
            wake_thread(threads[i]);
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
    Thread *thread = own ? own : process->home ? (Thread *)process->home : threads[0];
    if (must_wait_there(process))
        thread = threads[process->bound - 1];
    else if (!is_active(thread))
        thread = threads[0];
    run_queue_push(&thread->queue, process);
    if (thread != own)
        wake_thread(thread);
    else if (has_to_spare(thread))
        wake_another();
}

void scheduler_enqueue(Process *process)
{
    AO_store_release(&process->state, PROCESS_RUNNABLE);
    push(process);
}

void scheduler_hold_back(void)
{
    if (own && own->scheduler.current)
        bif_end_slice(own->scheduler.current);
}

void scheduler_signal_sent(void)
{
    replay_signal_sent(own ? own->scheduler.current : NULL);
}

static void tell_profile(const Process *process, Term state)
{
    if (system_profile_tells(PROFILE_PROCESSES))
        system_profile_process(process, state);
}

void scheduler_begin(Process *process)
{
    tell_profile(process, am_active);
    scheduler_enqueue(process);
}

void scheduler_wake(Process *process)
{
    /* Acquire: not before the push that it is about (on AArch64, where a release store and a later
     * acquire load keep their order). */
    AO_t state = AO_load_acquire(&process->state);
    if (state == PROCESS_WAITING) {
        if (AO_compare_and_swap_full(&process->state, PROCESS_WAITING, PROCESS_RUNNABLE)) {
            tell_profile(process, am_active);
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
    for (UInt i = 0; i < thread_count; i++)
        if (run_queue_raise(&threads[i]->queue, process, priority))
            return;
}

/* ---- leaving and entering a process -------------------------------------------------------- */

static void reserve_saved(Process *process, UInt count)
{
    if (count <= process->saved_capacity)
        return;
    if (process->saved != process->saved_inline)
        memory_free(MEMORY_PROCESS, process->saved, process->saved_capacity * sizeof(Term));
    process->saved = memory_alloc(MEMORY_PROCESS, count * sizeof(Term));
    process->saved_capacity = (uint32_t)count;
}

void scheduler_save(Process *process, Fragment *resume, UInt aux, UInt live)
{
    reserve_saved(process, live);
    memcpy(process->saved, process->scheduler->x, live * sizeof(Term));
    process->saved_count = (uint32_t)live;
    process->resume = resume;
    process->resume_aux = aux;
}

void scheduler_restore_reductions(Process *process)
{
    process->reductions += process->reductions_kept;
    process->reductions_kept = 0;
}

static bool awaits_reply(const Process *process)
{
    return (process->flags & PROCESS_AWAITS) && process->reply == THE_NON_VALUE;
}

void scheduler_yield_native(Process *process, const Export *native, Fragment *resume, UInt aux,
                            UInt live)
{
    process->trapped = native;
    if (gc_wanted(process))
        gc_collect(process, 0, live);
    scheduler_restore_reductions(process);
    if (process->reductions > 0 && (awaits_reply(process) || process->flags & PROCESS_EXITING))
        process->reductions = 0;
    if (process->reductions <= 0)
        scheduler_save(process, resume, aux, live);
}

void scheduler_wait(Process *process, Fragment *resume)
{
    scheduler_save(process, resume, 0, 0);
    process->flags |= PROCESS_IN_RECEIVE;
}

/* Where a thread that runs a process's code can be made to go on from C (long_work_abandon). With
 * sanitizers by library functions, which these know. */
#if __has_feature(thread_sanitizer) || __has_feature(address_sanitizer)
typedef jmp_buf Place;
#define PLACE_MARK(place) _setjmp(place)
#define PLACE_GO(place) longjmp(place, 1)
#else
typedef void *Place[5];
#define PLACE_MARK(place) __builtin_setjmp(place)
#define PLACE_GO(place) __builtin_longjmp(place, 1)
#endif
static _Thread_local Place outside;

/* Calls the fragment on an aligned C stack; comes back when the process leaves the thread. */
void scheduler_resume(Process *process)
{
    if (PLACE_MARK(outside))
        return;
    Term *x = process->scheduler->x;
    memcpy(x, process->saved, process->saved_count * sizeof(Term));
    process->saved_count = 0;
    process->flags &= ~(uint32_t)(PROCESS_IN_RECEIVE | PROCESS_AWAITS);
    call_goes_on(process);
    if (UNLIKELY(process->saved_calls != NULL))
        saved_calls_resume(process);
    process->resume(process, process->stack, process->heap_top, process->reductions, x[0], x[1],
                    x[2], x[3], x[4], x[5], process->resume_aux);
}

/* ---- one process's turn ------------------------------------------------------------------------
 */

static bool hibernates(const Process *process)
{
    return (process->flags & PROCESS_HIBERNATING) && !process->mailbox_first;
}

static bool has_to_wait(const Process *process)
{
    return process->suspended > 0 || awaits_reply(process) || hibernates(process);
}

/* It is not running code, so it may collect and serve what it is asked. */
static void look_after(Process *process)
{
    signal_handle_incoming(process, false);
    if (process->flags & PROCESS_EXITING)
        return;
    if (process->want_full)
        gc_collect_full(process, 0, 0);
    scheduler_restore_reductions(process);
    task_serve(process);
}

/* It waits, if neither a signal has come meanwhile nor the end of its receive, which is `timed`. */
static void park(Process *process, bool timed)
{
    tell_profile(process, am_inactive);
    AO_store_full(&process->state, PROCESS_WAITING);
    if ((AO_load(&process->signals) != 0 || (timed && AO_load(&process->wait_over) != 0)) &&
        AO_compare_and_swap_full(&process->state, PROCESS_WAITING, PROCESS_RUNNABLE)) {
        tell_profile(process, am_active);
        scheduler_enqueue(process);
    }
}

/* What a process does on a dirty CPU scheduler counts as no long time slice. */
static void resume_watched(Process *process)
{
    Mfa in = system_monitor_place(process);
    uint64_t start = scheduler_now();
    was_away = false;
    scheduler_resume(process);
    if (!was_away)
        system_monitor_ran(process, scheduler_now() - start, &in);
}

/* In every turn its code goes on a little, however many signals there were: else there may be more
 * each time, and it never does. */
static void keep_some_reductions(Process *process, SInt slice)
{
    SInt least = slice / 8 + 1;
    if (process->reductions < least) {
        process->reductions_total += (UInt)(least - process->reductions);
        process->reductions = least;
    }
}

/* Runs its code until it leaves the thread; does it wait for a message then? */
static bool run_code(Process *process)
{
    if (system_monitor_watches(WATCH_LONG_SCHEDULE))
        resume_watched(process);
    else
        scheduler_resume(process);
    scheduler_restore_reductions(process);
    UInt reductions =
        (UInt)(REDUCTIONS_PER_SLICE - process->reductions - process->reductions_unused);
    process->reductions_unused = 0;
    process->reductions_total += reductions;
    load_add(&process->scheduler->load.reductions, reductions);
    if (process->flags & PROCESS_DIRTY)
        return false;
    bool waits = (process->flags & PROCESS_IN_RECEIVE) && !process->taken;
    if ((process->taken || process->want_full || process->tasks) &&
        !(process->flags & PROCESS_EXITING))
        look_after(process);
    return waits;
}

/* It has left the thread: what becomes of it? */
static void end_turn(Process *process, bool waits)
{
    if (process->flags & PROCESS_DIRTY) {
        if (own)
            own->expects = true;
        dirty_enqueue(process);
    } else if (!(process->flags & PROCESS_EXITING) && (waits || has_to_wait(process)) &&
               !task_pending(process)) {
        if (hibernates(process))
            gc_shrink(process);
        park(process, waits && process->wait_deadline != 0);
    } else
        scheduler_enqueue(process);
}

/* The thread does nothing for a process any more. */
static void leave_process(Thread *thread)
{
    if (own) {
        thread->scheduler.current = NULL;
        AO_store(&thread->scheduler.load.running, 0);
    } else {
        dirty_cpu_scheduler()->current = NULL;
        dirty_cpu_end();
    }
}

/* May return without the scheduler (own is NULL then). */
static void give_turn(Thread *thread, Process *process)
{
    bool waits = false, ended = false;
    while (UNLIKELY(AO_load(&ends) != 0))
        pause();
    if (AO_load_acquire(&process->state) != PROCESS_RUNNABLE) {
        thread->scheduler.current = process; /* it may be long work */
        dirty_attend(process, &thread->scheduler);
        leave_process(thread);
        return;
    }
    if (UNLIKELY(AO_load(&saved_calls_unsettled) != 0) && !saved_calls_settle(process)) {
        scheduler_enqueue(process);
        return;
    }
    process->scheduler = process->home = &thread->scheduler;
    thread->scheduler.current = process;
    load_add(&thread->scheduler.load.turns, 1);
    AO_store(&thread->scheduler.load.running, 1);
    AO_store(&process->state, PROCESS_RUNNING);
    SInt slice = (SInt)replay_slice();
    process->reductions = slice;
    /* Before its signals are taken: a request that comes later raises it again. */
    if (AO_load(&process->raised) != PRIORITY_LOW)
        AO_store_full(&process->raised, PRIORITY_LOW);
    if (UNLIKELY(process->trace_flags != 0))
        event_schedule(process, true);
    /* Once its end has begun its queue may be closed. */
    if (!(process->flags & PROCESS_EXITING))
        look_after(process);
    if (!(process->flags & PROCESS_EXITING) && !has_to_wait(process) && !task_pending(process)) {
        if (UNLIKELY(process->flags & PROCESS_HIBERNATING))
            gc_widen(process);
        keep_some_reductions(process, slice);
        waits = run_code(process);
    }
    if ((process->flags & (PROCESS_EXITING | PROCESS_DIRTY)) == PROCESS_EXITING) {
        Term pid = process->pid;
        process->reductions = REDUCTIONS_PER_SLICE;
        ended = exit_continue(process);
        if (ended && system_profile_tells(PROFILE_PROCESSES))
            system_profile_ended(pid);
    }
    if (!ended && UNLIKELY(process->trace_flags != 0))
        event_schedule(process, false);
    leave_process(thread);
    if (!ended)
        end_turn(process, waits);
}

/* ---- long work (rt/core/long_work.h) ------------------------------------------------------------
 */

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
    if (any_work(thread) || !is_active(thread))
        return false;
    uint64_t next = timer_next(thread->wheel);
    return next == UINT64_MAX || next > scheduler_now() + SPARE_NS;
}

/* Who has something for it after this finds it vacant; what was there before is seen here. */
static void vacate(Thread *thread, DirtyCpuThread *successor)
{
    thread->successor = successor;
    load_sleep_begins(&thread->scheduler.load);
    AO_fetch_and_add1_full(&asleep_count);
    AO_store_full(&thread->vacant, 1);
    if (is_dispensable(thread))
        left = thread;
    else
        fill_vacant(thread);
}

/* This thread goes on with its process alone. */
static void leave(bool in_turn, bool briefly)
{
    Thread *thread = own;
    if (!thread || !thread->scheduler.current || control_is_exclusive())
        return;
    DirtyCpuThread *successor = dirty_cpu_thread();
    if (!successor)
        return;
    change_scheduler(&thread->scheduler, dirty_cpu_scheduler());
    AO_store(&thread->scheduler.load.running, 0);
    own = NULL;
    was_away = true;
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
    if (!thread || !occupy(thread))
        return;
    dirty_cpu_keep(thread->successor);
    dirty_cpu_end();
    own = thread;
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

void long_work_abandon(void)
{
    PLACE_GO(outside);
}

void long_work_in_turn(void)
{
    leave(true, false);
}

void long_work_brief(void)
{
    leave(true, true);
}

/* ---- finding work -------------------------------------------------------------------------------
 */

static Process *steal(const Thread *thread)
{
    for (UInt i = 1; i < thread_count; i++) {
        Thread *victim = threads[(thread->scheduler.number - 1 + i) % thread_count];
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
    AO_fetch_and_add1_full(&asleep_count);
    uint64_t until = timer_next(thread->wheel);
    if (tidy < until)
        until = tidy;
    if (is_active(thread) != rests && (rests || !any_work(thread))) {
        load_sleep_begins(&thread->scheduler.load);
        futex_sleep(&thread->asleep, until);
        load_sleep_ends(&thread->scheduler.load);
    }
    if (futex_take(&thread->asleep))
        AO_fetch_and_sub1_full(&asleep_count);
}

static void hand_over(Thread *thread)
{
    Process *process = run_queue_steal(&thread->queue);
    if (!process)
        return;
    for (; process; process = run_queue_steal(&thread->queue))
        run_queue_push(&threads[0]->queue, process);
    wake_thread(threads[0]);
}

static void fire_timers(Thread *thread)
{
    if (timer_any(thread->wheel))
        timer_fire_due(thread->wheel, scheduler_now());
}

/* Until the thread is active (again). */
static void rest(Thread *thread)
{
    if (is_active(thread) && AO_load(&thread->resting) == 0)
        return;
    while (!is_active(thread)) {
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
    AO_fetch_and_add1_full(&searching);
    for (int i = 0; !process; i++) {
        fire_timers(thread);
        process = run_queue_pop(&thread->queue);
        if (!process && is_active(thread))
            process = steal(thread);
        if (!process && (!is_active(thread) || is_patient_enough(thread, i, &end))) {
            AO_fetch_and_sub1_full(&searching);
            rest(thread);
            sleep_thread(thread, false);
            AO_fetch_and_add1_full(&searching);
            i = 0;
        } else if (!process) {
            futex_pause();
        }
    }
    thread->expects = false;
    AO_fetch_and_sub1_full(&searching);
    set_idle(thread, false);
    if (any_work(thread))
        wake_another();
    return process;
}

/* Until another thread has the scheduler. */
static void run_scheduler(void *role)
{
    Thread *thread = own = role;
    for (;;) {
        topology_follow(thread->scheduler.number);
        bool stops = !is_active(thread);
        if (stops)
            set_idle(thread, true);
        rest(thread);
        if (stops)
            set_idle(thread, false);
        fire_timers(thread);
        give_turn(thread, find_process(thread));
        if (!own)
            return;
        if (has_to_spare(thread))
            wake_another();
    }
}

/* ---- the program --------------------------------------------------------------------------------
 */

static void make_threads(UInt count)
{
    threads = memory_alloc(MEMORY_SCHEDULER, count * sizeof(Thread *));
    thread_count = count;
    for (UInt i = 0; i < count; i++) {
        Thread *thread = memory_alloc_zero(MEMORY_SCHEDULER, sizeof *thread);
        thread->scheduler.number = (uint32_t)i + 1;
        run_queue_initialize(&thread->queue);
        thread->wheel = timer_wheel_new();
        threads[i] = thread;
    }
}

/* The successors of the first threads may be any. */
static void start_threads(void)
{
    for (UInt i = 1; i < thread_count; i++) {
        DirtyCpuThread *thread = dirty_cpu_thread();
        if (!thread)
            rt_end("joist: cannot create the thread of scheduler %u.", (unsigned)i + 1);
        dirty_cpu_give(thread, threads[i]);
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
    AO_store(&active, online);
    if (!topology_bind(flags->bind_type, schedulers))
        topology_bind(BIND_UNBOUND, schedulers);
    own = threads[0];
    start(&own->scheduler, context);
    start_threads();
    crash_thread_start();
    memory_thread_start();
    run_scheduler(threads[0]);
    dirty_cpu_serve();
}
