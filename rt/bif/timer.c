/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Timers of programs: a message at a time.
 *
 * Timers are found by the number of their reference, in tables that share the work by its low bits.
 * Who takes a timer out of its table is in charge of it from then on: the wheel when it fires, or a
 * canceller, who waits until the wheel lets go of it.
 */
#include "rt/sched/timer.h"

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
#include "rt/sched/scheduler.h"

enum { TABLES = 64, NS_PER_MS = 1000000 };

typedef struct MessageTimer {
    Timer timer;
    uint64_t number;
    Term name; /* the receiver is who has this name then; THE_NON_VALUE: the message's target */
    Signal *message;
} MessageTimer;

static struct {
    _Alignas(64) pthread_mutex_t lock;
    IdTable *timers;
} tables[TABLES];

__attribute__((constructor)) static void initialize(void)
{
    for (int i = 0; i < TABLES; i++)
        pthread_mutex_init(&tables[i].lock, NULL);
}

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

static void fired(Timer *fired_timer)
{
    MessageTimer *timer = (MessageTimer *)fired_timer;
    if (!take(timer->number))
        return;
    if (timer->name != THE_NON_VALUE)
        timer->message->target = names_find(timer->name);
    if (term_is_local_pid(timer->message->target))
        signal_send(timer->message);
    else
        signal_free(timer->message);
    memory_free(MEMORY_PROCESS, timer, sizeof *timer);
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
        return signal_new(SIGNAL_MESSAGE, target, THE_NON_VALUE, 0, term);
    Signal *message =
        signal_new_sized(SIGNAL_MESSAGE, target, THE_NON_VALUE, 0, 4 + REF_WORDS + copy_size(term));
    Term *at = message->fragment.data, *top = at + 4 + REF_WORDS;
    at[0] = header_tuple(3);
    at[1] = am_timeout;
    at[2] = reference_put_number(at + 4, number, THE_NON_VALUE);
    at[3] = copy_to(term, &top, &message->off_heap);
    message->term = term_make_boxed(at);
    return message;
}

static Term start(Process *process, Term time, Term destination, Term term, bool absolute,
                  bool wrapped)
{
    uint64_t deadline;
    if (!term_is_local_pid(destination) && !term_is_atom(destination))
        return bif_badarg(process);
    if (!deadline_of(time, absolute, &deadline))
        return bif_badarg_cause(process, am_time);
    MessageTimer *timer = memory_alloc_zero(MEMORY_PROCESS, sizeof *timer);
    timer->timer.fired = fired;
    timer->number = reference_next_number();
    timer->name = term_is_atom(destination) ? destination : THE_NON_VALUE;
    timer->message = make_message(destination, timer->number, term, wrapped);
    Term reference =
        reference_put_number(heap_alloc(process, REF_WORDS), timer->number, THE_NON_VALUE);
    remember(timer);
    timer_set(scheduler_wheel(), &timer->timer, deadline);
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
    Term result = is_for_nobody(timer) ? (Term)am_false : left(process, timer->timer.deadline);
    signal_free(timer->message);
    memory_free(MEMORY_PROCESS, timer, sizeof *timer);
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
