/* SPDX-License-Identifier: Apache-2.0 */
/*
 * erlang:statistics/1. "Since the last call" is since anybody's last call, as in ERTS: those marks
 * are under `lock`. Of dirty schedulers, what waits for a turn counts as their queue.
 */
#include <pthread.h>
#include <time.h>
#include "rt/core/bif.h"
#include "rt/core/clock.h"
#include "rt/map/map.h"
#include "rt/sched/control.h"
#include "rt/port/port.h"
#include "rt/sched/dirty.h"
#include "rt/sched/dirty_cpu.h"
#include "rt/sched/load.h"
#include "rt/sched/scheduler.h"

static Term pair(Process *process, Term a, Term b)
{
    return heap_tuple(process, 2, a, b);
}

/* ---- totals ------------------------------------------------------------------------------------
 */

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

/* {Total, SinceLastCall}. */
static Term since_last(Process *process, UInt now, UInt *last)
{
    pthread_mutex_lock(&lock);
    UInt before = *last;
    if (now < before)
        now = before; /* another call has read the clock later and was faster */
    *last = now;
    pthread_mutex_unlock(&lock);
    return pair(process, heap_unsigned(process, now), heap_unsigned(process, now - before));
}

static UInt cpu_milliseconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (UInt)now.tv_sec * 1000 + (UInt)now.tv_nsec / 1000000;
}

static UInt wall_milliseconds(void)
{
    return (UInt)(clock_monotonic() - CLOCK_START) / 1000000;
}

/* Of finished time slices, and what the caller has used of its own. */
static UInt exact_reductions(const Process *process)
{
    SInt left = process->reductions + process->reductions_kept + process->reductions_unused;
    return load_reductions() + (UInt)(REDUCTIONS_PER_SLICE - left);
}

static Term collections(Process *process)
{
    return heap_tuple(process, 3, heap_unsigned(process, load_collections()),
                      heap_unsigned(process, load_reclaimed_words()), term_make_small(0));
}

/* Bytes through ports. */
static Term io_bytes(Process *process)
{
    UInt in, out;
    port_totals(&in, &out);
    return pair(process, pair(process, am_input, heap_unsigned(process, in)),
                pair(process, am_output, heap_unsigned(process, out)));
}

/* ---- run queues --------------------------------------------------------------------------------
 */

typedef UInt QueueFunction(UInt index);

/* Runnable processes, and the one that runs. */
static UInt active_tasks(UInt index)
{
    return scheduler_queue_length(index) + AO_load(&scheduler_at(index)->load.running);
}

static Term queue_total(Process *process, QueueFunction *of, UInt dirty)
{
    UInt sum = dirty;
    for (UInt i = 0; i < scheduler_count(); i++)
        sum += of(i);
    return heap_unsigned(process, sum);
}

/* One number for each scheduler, one for the queue of the dirty CPU schedulers, and, if wanted,
 * that of the dirty I/O schedulers. `working`: with those at work. */
static Term queue_list(Process *process, QueueFunction *of, bool working, bool with_io)
{
    UInt cpu = dirty_cpu_waiting() + (working ? dirty_cpu_working() : 0);
    UInt io = dirty_queue_length() + (working ? dirty_working() : 0);
    Term list = with_io ? heap_cons(process, heap_unsigned(process, io), TERM_NIL) : TERM_NIL;
    list = heap_cons(process, heap_unsigned(process, cpu), list);
    for (UInt i = scheduler_count(); i > 0; i--)
        list = heap_cons(process, heap_unsigned(process, of(i - 1)), list);
    return list;
}

static Term queue_tuple(Process *process)
{
    enum { DIRTY_QUEUES = 2 };
    UInt count = scheduler_count();
    Term *at = heap_alloc(process, 1 + count + DIRTY_QUEUES);
    at[0] = header_tuple(count + DIRTY_QUEUES);
    for (UInt i = 0; i < count; i++)
        at[1 + i] = term_make_small((SInt)scheduler_queue_length(i));
    at[1 + count] = term_make_small((SInt)dirty_cpu_waiting());
    at[2 + count] = term_make_small((SInt)dirty_queue_length());
    return term_make_boxed(at);
}

/* ---- times of schedulers -----------------------------------------------------------------------
 */

static Term wall_times(Process *process)
{
    Term list = TERM_NIL;
    if (!load_wall_time_watched())
        return am_undefined;
    for (UInt i = scheduler_count(); i > 0; i--) {
        UInt active, total;
        load_wall_time(i - 1, &active, &total);
        Term entry = heap_tuple(process, 3, term_make_small((SInt)i),
                                heap_unsigned(process, active), heap_unsigned(process, total));
        list = heap_cons(process, entry, list);
    }
    return list;
}

/* Waking, running code and all else that is not listed counts as emulator. */
static Term microstates(Process *process)
{
    Term list = TERM_NIL, zero = term_make_small(0);
    for (UInt i = scheduler_count(); i > 0; i--) {
        MicrostateTimes times = load_microstates(i - 1);
        UInt named = times.sleeping + times.collecting;
        UInt running = named < times.total ? times.total - named : 0;
        Term counters[] = {am_aux,      zero,
                           am_check_io, zero,
                           am_emulator, heap_unsigned(process, running),
                           am_gc,       heap_unsigned(process, times.collecting),
                           am_other,    zero,
                           am_port,     zero,
                           am_sleep,    heap_unsigned(process, times.sleeping)};
        Term facts[] = {am_counters, map_from_pairs(process, counters, 7, NULL),
                        am_id,       term_make_small((SInt)i),
                        am_type,     am_scheduler};
        list = heap_cons(process, map_from_pairs(process, facts, 3, NULL), list);
    }
    return list;
}

Term bif_erts_internal_scheduler_wall_time_1(Process *process, Term on)
{
    if (on != am_true && on != am_false)
        return bif_badarg(process);
    Term before = term_bool(load_wall_time_watched());
    if (on == am_true)
        control_hold(HOLD_WALL_TIME, process->pid);
    else
        control_release(HOLD_WALL_TIME, process->pid);
    return before;
}

Term bif_erlang_statistics_1(Process *process, Term item)
{
    static UInt last_runtime, last_wall_clock, last_reductions, last_exact_reductions;
    switch (item) {
    case am_runtime:
        return since_last(process, cpu_milliseconds(), &last_runtime);
    case am_wall_clock:
        return since_last(process, wall_milliseconds(), &last_wall_clock);
    case am_reductions:
        return since_last(process, exact_reductions(process), &last_reductions);
    case am_exact_reductions:
        return since_last(process, exact_reductions(process), &last_exact_reductions);
    case am_garbage_collection:
        return collections(process);
    case am_context_switches:
        return pair(process, heap_unsigned(process, load_turns()), term_make_small(0));
    case am_io:
        return io_bytes(process);
    case am_run_queue:
    case am_total_run_queue_lengths_all:
        return queue_total(process, scheduler_queue_length,
                           dirty_cpu_waiting() + dirty_queue_length());
    case am_total_run_queue_lengths:
        return queue_total(process, scheduler_queue_length, dirty_cpu_waiting());
    case am_run_queue_lengths:
        return queue_list(process, scheduler_queue_length, false, false);
    case am_run_queue_lengths_all:
        return queue_list(process, scheduler_queue_length, false, true);
    case am_run_queues:
        return queue_tuple(process);
    case am_total_active_tasks:
        return queue_total(process, active_tasks, dirty_cpu_waiting() + dirty_cpu_working());
    case am_total_active_tasks_all:
        return queue_total(process, active_tasks,
                           dirty_cpu_waiting() + dirty_cpu_working() + dirty_queue_length() +
                               dirty_working());
    case am_active_tasks:
        return queue_list(process, active_tasks, true, false);
    case am_active_tasks_all:
        return queue_list(process, active_tasks, true, true);
    case am_scheduler_wall_time:
    case am_scheduler_wall_time_all:
        return wall_times(process);
    case am_microstate_accounting:
        return microstates(process);
    default:
        return bif_badarg(process);
    }
}
