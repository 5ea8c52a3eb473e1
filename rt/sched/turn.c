/* SPDX-License-Identifier: Apache-2.0 */
/* A turn of a process: its code is entered and left, and what is to be done before and after
 * (turn.h). */
#include "rt/sched/turn.h"

#include <setjmp.h>
#include <string.h>
#include <unistd.h>
#include "rt/core/atom.h"
#include "rt/core/bif.h"
#include "rt/core/long_work.h"
#include "rt/core/memory.h"
#include "rt/gc/gc.h"
#include "rt/ops/state.h"
#include "rt/port/port.h"
#include "rt/process/exit.h"
#include "rt/process/signal.h"
#include "rt/process/system_monitor.h"
#include "rt/process/system_profile.h"
#include "rt/process/task.h"
#include "rt/sched/dirty.h"
#include "rt/sched/load.h"
#include "rt/sched/replay.h"
#include "rt/text/output.h"
#include "rt/trace/call.h"
#include "rt/trace/event.h"
#include "rt/trace/saved_calls.h"

static volatile AO_t ends; /* 1: the runtime does, no process gets a turn any more */
_Thread_local bool scheduler_was_away;

_Noreturn void scheduler_halt(int status)
{
    AO_store_full(&ends, 1);
    output_flush();
    port_flush_all();
    _exit(status);
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
    thread_tell_profile(process, am_inactive);
    AO_store_full(&process->state, PROCESS_WAITING);
    if ((AO_load(&process->signals) != 0 || (timed && AO_load(&process->wait_over) != 0)) &&
        AO_compare_and_swap_full(&process->state, PROCESS_WAITING, PROCESS_RUNNABLE)) {
        thread_tell_profile(process, am_active);
        scheduler_enqueue(process);
    }
}

/* What a process does on a dirty CPU scheduler counts as no long time slice. */
static void resume_watched(Process *process)
{
    Mfa in = system_monitor_place(process);
    uint64_t start = scheduler_now();
    scheduler_was_away = false;
    scheduler_resume(process);
    if (!scheduler_was_away)
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
        if (scheduler_own)
            scheduler_own->expects = true;
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
    if (scheduler_own) {
        thread->scheduler.current = NULL;
        AO_store(&thread->scheduler.load.running, 0);
    } else {
        dirty_cpu_scheduler()->current = NULL;
        dirty_cpu_end();
    }
}

void turn_give(Thread *thread, Process *process)
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

void long_work_abandon(void)
{
    PLACE_GO(outside);
}
