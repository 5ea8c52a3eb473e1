/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Timers of programs: a message at a time.
 *
 * Timers are found by the number of their reference, in tables that share the work by its low bits.
 * Who takes a timer out of its table is in charge of it from then on: the wheel when it fires, a
 * canceller, who waits until the wheel lets go of it, or the end of the process it is for.
 *
 * The timers for a process are a list that begins in Process.timers, guarded by the lock that is
 * chosen by the pid. The end of the process closes it (TIMERS_CLOSED) before the process leaves the
 * process table, so whoever finds the process there with its list open, under the lock, may add.
 * Structures are used again: the list of a new process is opened after its pid is set.
 *
 * Locks are taken in this order: wheel, list, table.
 */
#include "rt/bif/timer.h"

#include <pthread.h>
#include "rt/core/bif.h"
#include "rt/core/clock.h"
#include "rt/core/copy.h"
#include "rt/core/memory.h"
#include "rt/core/reference.h"
#include "rt/process/id_table.h"
#include "rt/process/names.h"
#include "rt/process/signal.h"
#include "rt/process/table.h"
#include "rt/core/long_work.h"
#include "rt/sched/scheduler.h"
#include "rt/sched/timer.h"

enum { TABLES = 64, NS_PER_MS = 1000000 };

#define TIMERS_CLOSED ((AO_t)1)

typedef struct MessageTimer MessageTimer;
struct MessageTimer {
    Timer timer;
    uint64_t number;
    Term name; /* the receiver is who has this name then; THE_NON_VALUE: the message's target */
    Signal *message;
    MessageTimer *next, *previous; /* in the list of its process … */
    bool listed;                   /* … while it is in there */
};

static struct {
    _Alignas(64) pthread_mutex_t lock;
    IdTable *timers;
} tables[TABLES];

static struct {
    _Alignas(64) pthread_mutex_t lock;
} lists[TABLES];

__attribute__((constructor)) static void initialize(void)
{
    for (int i = 0; i < TABLES; i++) {
        pthread_mutex_init(&tables[i].lock, NULL);
        pthread_mutex_init(&lists[i].lock, NULL);
    }
}

/* ---- by number ---------------------------------------------------------------------------------
 */

static void remember(MessageTimer *timer)
{
    UInt at = timer->number % TABLES;
    pthread_mutex_lock(&tables[at].lock);
    id_table_put(&tables[at].timers, timer->number, (UInt)timer);
    pthread_mutex_unlock(&tables[at].lock);
}

/* NULL: there is no such timer any more. */
static MessageTimer *take(uint64_t number)
{
    UInt at = number % TABLES;
    pthread_mutex_lock(&tables[at].lock);
    UInt *found = id_table_find(tables[at].timers, number);
    MessageTimer *timer = found ? (MessageTimer *)*found : NULL;
    if (timer)
        id_table_remove(&tables[at].timers, number);
    pthread_mutex_unlock(&tables[at].lock);
    return timer;
}

static bool is_known(uint64_t number)
{
    UInt at = number % TABLES;
    pthread_mutex_lock(&tables[at].lock);
    bool known = id_table_find(tables[at].timers, number) != NULL;
    pthread_mutex_unlock(&tables[at].lock);
    return known;
}

/* ---- by process --------------------------------------------------------------------------------
 */

static pthread_mutex_t *list_lock(Term pid)
{
    return &lists[term_pid_number(pid) % TABLES].lock;
}

static MessageTimer *head_of(const Process *process)
{
    return (MessageTimer *)AO_load_acquire(&process->timers);
}

/* NULL: it has ended, or its list has been closed. */
static Process *open_owner_locked(Term pid)
{
    Process *process = process_lookup(pid);
    bool open = process && (AO_t)head_of(process) != TIMERS_CLOSED && process_pid(process) == pid;
    return open ? process : NULL;
}

/* Into the list of process `pid`, unless the timer has been taken meanwhile. False: the process has
 * ended. */
static bool enlist(MessageTimer *timer, uint64_t number, Term pid)
{
    pthread_mutex_lock(list_lock(pid));
    Process *process = open_owner_locked(pid);
    if (process && is_known(number)) {
        timer->listed = true;
        timer->next = head_of(process);
        if (timer->next)
            timer->next->previous = timer;
        AO_store(&process->timers, (AO_t)timer);
    }
    pthread_mutex_unlock(list_lock(pid));
    return process != NULL;
}

/* The caller has taken it; while it is listed its process has not left the table. */
static void delist(MessageTimer *timer)
{
    Term pid = timer->message->target;
    if (timer->name != THE_NON_VALUE)
        return;
    pthread_mutex_lock(list_lock(pid));
    if (timer->listed) {
        if (timer->next)
            timer->next->previous = timer->previous;
        if (timer->previous)
            timer->previous->next = timer->next;
        else
            AO_store(&process_lookup(pid)->timers, (AO_t)timer->next);
    }
    pthread_mutex_unlock(list_lock(pid));
}

/* Closes the list: those of it that the caller is in charge of now. */
static MessageTimer *close_list(Process *process)
{
    MessageTimer *taken = NULL;
    UInt count = 0;
    pthread_mutex_lock(list_lock(process->pid));
    for (MessageTimer *timer = head_of(process), *next; timer; timer = next) {
        next = timer->next;
        timer->listed = false;
        if (take(timer->number)) {
            timer->next = taken;
            taken = timer;
        }
        long_work_loop(++count);
    }
    AO_store(&process->timers, TIMERS_CLOSED);
    pthread_mutex_unlock(list_lock(process->pid));
    return taken;
}

static void discard(MessageTimer *timer)
{
    signal_free(timer->message);
    memory_free(MEMORY_TIMER, timer, sizeof *timer);
}

void timers_process_ends(Process *process)
{
    MessageTimer *next;
    for (MessageTimer *timer = close_list(process); timer; timer = next) {
        next = timer->next;
        timer_cancel(&timer->timer);
        discard(timer);
    }
}

/* ---- firing ------------------------------------------------------------------------------------
 */

/* The timer is gone when its message comes. */
static void fired(Timer *fired_timer)
{
    MessageTimer *timer = (MessageTimer *)fired_timer;
    if (!take(timer->number))
        return;
    delist(timer);
    Signal *message = timer->message;
    if (timer->name != THE_NON_VALUE)
        message->target = names_find(timer->name);
    memory_free(MEMORY_TIMER, timer, sizeof *timer);
    if (term_is_local_pid(message->target))
        signal_send(message);
    else
        signal_free(message);
}

/* ---- starting ----------------------------------------------------------------------------------
 */

/* The deadline on the system's monotonic clock; false: no time. */
static bool deadline_of(Term time, bool absolute, uint64_t *deadline)
{
    if (!term_is_small(time) || (!absolute && term_small_value(time) < 0))
        return false;
    SInt ms = term_small_value(time);
    if (ms >= INT64_MAX / NS_PER_MS / 2 || ms <= INT64_MIN / NS_PER_MS / 2)
        return false;
    SInt ahead = ms * NS_PER_MS - (absolute ? clock_monotonic() : 0);
    *deadline = ahead < 0 ? 0 : scheduler_now() + (uint64_t)ahead;
    return true;
}

/* {timeout, Reference, Message} or the message alone. */
static Signal *make_message(Term target, uint64_t number, Term term, bool wrapped)
{
    if (!wrapped)
        return signal_leaving_token(signal_new(SIGNAL_MESSAGE, target, am_clock_service, 0, term));
    Signal *message = signal_leaving_token(signal_new_sized(
        SIGNAL_MESSAGE, target, am_clock_service, 0, 4 + REF_WORDS + copy_size(term)));
    Term *at = message->fragment.data, *top = at + 4 + REF_WORDS;
    at[0] = header_tuple(3);
    at[1] = am_timeout;
    at[2] = reference_put_number(at + 4, number, THE_NON_VALUE);
    at[3] = copy_to(term, &top, &message->fragment.off_heap);
    message->term = term_make_boxed(at);
    return message;
}

/* From when it is set on it may be gone, unless it is known that it is not. */
static void set(Term name, uint64_t number, Signal *message, uint64_t deadline)
{
    MessageTimer *timer = memory_alloc_zero(MEMORY_TIMER, sizeof *timer);
    Term pid = message->target;
    timer->timer.fired = fired;
    timer->number = number;
    timer->name = name;
    timer->message = message;
    remember(timer);
    timer_set(scheduler_wheel(), &timer->timer, deadline);
    if (name == THE_NON_VALUE && !enlist(timer, number, pid) && (timer = take(number))) {
        timer_cancel(&timer->timer);
        discard(timer);
    }
}

static Term start(Process *process, Term time, Term destination, Term term, bool absolute,
                  bool wrapped)
{
    uint64_t deadline;
    if (!term_is_local_pid(destination) && !term_is_atom(destination))
        return bif_badarg(process);
    if (!deadline_of(time, absolute, &deadline))
        return bif_badarg_cause(process, am_time);
    uint64_t number = reference_next_number();
    Term reference = reference_put_number(heap_alloc(process, REF_WORDS), number, THE_NON_VALUE);
    if (term_is_atom(destination))
        set(destination, number, make_message(TERM_NIL, number, term, wrapped), deadline);
    else if (process_lookup(destination))
        set(THE_NON_VALUE, number, make_message(destination, number, term, wrapped), deadline);
    return reference;
}

/* [{abs, Boolean}] */
static bool absolute_option(Term list, bool *absolute)
{
    *absolute = false;
    for (; term_is_cons(list); list = term_tail(list)) {
        Term option = term_head(list);
        const Term *pair = term_is_tuple_of(option, 2) ? term_tuple_elements(option) : NULL;
        if (!pair || pair[0] != am_abs || (pair[1] != am_true && pair[1] != am_false))
            return false;
        *absolute = pair[1] == am_true;
    }
    return term_is_nil(list);
}

Term bif_erlang_start_timer_3(Process *process, Term time, Term destination, Term term)
{
    return start(process, time, destination, term, false, true);
}

Term bif_erlang_send_after_3(Process *process, Term time, Term destination, Term term)
{
    return start(process, time, destination, term, false, false);
}

Term bif_erlang_start_timer_4(Process *process, Term time, Term destination, Term term,
                              Term options)
{
    bool absolute;
    if (!absolute_option(options, &absolute))
        return bif_badarg_cause(process, am_badopt);
    return start(process, time, destination, term, absolute, true);
}

Term bif_erlang_send_after_4(Process *process, Term time, Term destination, Term term, Term options)
{
    bool absolute;
    if (!absolute_option(options, &absolute))
        return bif_badarg_cause(process, am_badopt);
    return start(process, time, destination, term, absolute, false);
}

/* ---- cancelling and reading --------------------------------------------------------------------
 */

/* A timer for a process that has ended is none. */
static bool is_for_nobody(const MessageTimer *timer)
{
    return timer->name == THE_NON_VALUE && !process_lookup(timer->message->target);
}

/* Milliseconds left, rounded up; false when that is not known. */
static Term left(Process *process, uint64_t deadline)
{
    uint64_t now = scheduler_now();
    return heap_unsigned(process,
                         now >= deadline ? 0 : (deadline - now + NS_PER_MS - 1) / NS_PER_MS);
}

static Term cancel(Process *process, uint64_t number)
{
    MessageTimer *timer = take(number);
    if (!timer)
        return am_false;
    timer_cancel(&timer->timer);
    delist(timer);
    Term result = is_for_nobody(timer) ? (Term)am_false : left(process, timer->timer.deadline);
    discard(timer);
    return result;
}

static Term read(Process *process, uint64_t number)
{
    UInt at = number % TABLES;
    Term result = am_false;
    pthread_mutex_lock(&tables[at].lock);
    UInt *found = id_table_find(tables[at].timers, number);
    const MessageTimer *timer = found ? (const MessageTimer *)*found : NULL;
    if (timer && !is_for_nobody(timer))
        result = left(process, timer->timer.deadline);
    pthread_mutex_unlock(&tables[at].lock);
    return result;
}

typedef Term TimerOperation(Process *process, uint64_t number);

/* Asynchronously: the result comes as the message {Tag, Reference, Result}. */
static Term operate(Process *process, Term reference, bool async, bool info,
                    TimerOperation *operation, Term tag)
{
    if (!term_is_ref(reference))
        return bif_badarg(process);
    Term result = am_false;
    if (term_is_kind(reference, KIND_REF))
        result = operation(process, reference_number(reference));
    if (async && info)
        signal_send_message(process->pid, heap_tuple(process, 3, tag, reference, result));
    return async || !info ? (Term)am_ok : result;
}

/* [{async, Boolean}, {info, Boolean}] */
static bool reply_options(Term list, bool info_allowed, bool *async, bool *info)
{
    *async = false;
    *info = true;
    for (; term_is_cons(list); list = term_tail(list)) {
        Term option = term_head(list);
        const Term *pair = term_is_tuple_of(option, 2) ? term_tuple_elements(option) : NULL;
        if (!pair || (pair[1] != am_true && pair[1] != am_false))
            return false;
        if (pair[0] == am_async)
            *async = pair[1] == am_true;
        else if (pair[0] == am_info && info_allowed)
            *info = pair[1] == am_true;
        else
            return false;
    }
    return term_is_nil(list);
}

Term bif_erlang_cancel_timer_1(Process *process, Term reference)
{
    return operate(process, reference, false, true, cancel, am_cancel_timer);
}

Term bif_erlang_cancel_timer_2(Process *process, Term reference, Term options)
{
    bool async, info;
    if (!reply_options(options, true, &async, &info))
        return bif_badarg(process);
    return operate(process, reference, async, info, cancel, am_cancel_timer);
}

Term bif_erlang_read_timer_1(Process *process, Term reference)
{
    return operate(process, reference, false, true, read, am_read_timer);
}

Term bif_erlang_read_timer_2(Process *process, Term reference, Term options)
{
    bool async, info;
    if (!reply_options(options, false, &async, &info))
        return bif_badarg(process);
    return operate(process, reference, async, info, read, am_read_timer);
}
