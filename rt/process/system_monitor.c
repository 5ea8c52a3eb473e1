/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Monitoring of the system (system_monitor.h). What is not asked for costs a load. The watching
 * process never hears of itself.
 */
#include "rt/process/system_monitor.h"

#include "rt/bif/natives.h"
#include "rt/core/atom.h"
#include "rt/process/system_listener.h"
#include "rt/process/message.h"
#include "rt/process/signal.h"

volatile AO_t system_monitor_watched;

/* Under the lock of the listener, as system_monitor_time_collections is. */
static void publish(const void *settings)
{
    const SystemMonitor *monitor = settings;
    AO_t watched = AO_load(&system_monitor_watched) & WATCH_COLLECTION_TIMES;
    watched |= monitor->long_gc ? WATCH_LONG_GC : 0;
    watched |= monitor->large_heap ? WATCH_LARGE_HEAP : 0;
    watched |= monitor->long_schedule ? WATCH_LONG_SCHEDULE : 0;
    AO_store_full(&system_monitor_watched, watched);
}

static SystemMonitor current = {.pid = am_undefined};
static SystemListener listener = SYSTEM_LISTENER(current, publish);

SystemMonitor system_monitor_get(void)
{
    SystemMonitor settings;
    system_listener_get(&listener, &settings);
    return settings;
}

bool system_monitor_set(const SystemMonitor *settings, SystemMonitor *before)
{
    return system_listener_set(&listener, settings, before);
}

void system_monitor_time_collections(bool on)
{
    pthread_mutex_lock(&listener.lock);
    AO_t watched = AO_load(&system_monitor_watched) & ~(AO_t)WATCH_COLLECTION_TIMES;
    AO_store_full(&system_monitor_watched, on ? watched | WATCH_COLLECTION_TIMES : watched);
    pthread_mutex_unlock(&listener.lock);
}

void system_monitor_process_ends(Term pid)
{
    system_listener_process_ends(&listener, pid, &(SystemMonitor){.pid = am_undefined});
}

/* ---- messages ----------------------------------------------------------------------------------
 */

typedef struct Fact {
    Term name;
    UInt count;
    const Mfa *place; /* instead of the count, when not NULL */
} Fact;

static Term *put_pair(Term *at, Term first, Term second)
{
    at[0] = header_tuple(2);
    at[1] = first;
    at[2] = second;
    return at + 3;
}

/* {Module, Function, Arity} or undefined. */
static Term put_place(Term **top, const Mfa *place)
{
    if (place->module == THE_NON_VALUE)
        return am_undefined;
    Term *at = *top;
    *top += 4;
    at[0] = header_tuple(3);
    at[1] = place->module;
    at[2] = place->function;
    at[3] = term_make_small((SInt)place->arity);
    return term_make_boxed(at);
}

/* {monitor, Pid, Event, [{Name, Value} …]} */
static void tell(Term to, Term pid, Term event, const Fact *facts, UInt count)
{
    enum { FACT_WORDS = 2 + 3 + 4 };
    Signal *message = signal_leaving_token(
        signal_new_sized(SIGNAL_MESSAGE, to, THE_NON_VALUE, 0, 5 + count * FACT_WORDS));
    Term *tuple = message->fragment.data, *top = tuple + 5, list = TERM_NIL;
    for (UInt i = count; i > 0; i--) {
        const Fact *fact = &facts[i - 1];
        Term value =
            fact->place ? put_place(&top, fact->place) : term_make_small((SInt)fact->count);
        Term *pair = top, *cell = put_pair(pair, fact->name, value);
        cell[0] = term_make_boxed(pair);
        cell[1] = list;
        list = term_make_cons(cell);
        top = cell + 2;
    }
    tuple[0] = header_tuple(4);
    tuple[1] = am_monitor;
    tuple[2] = pid;
    tuple[3] = event;
    tuple[4] = list;
    message->term = term_make_boxed(tuple);
    message->fragment.used = (UInt)(top - message->fragment.data);
    signal_send(message);
}

/* Sizes in words. With the time in front when `timed`. */
static void tell_of_heap(Term to, const Process *process, Term event, bool timed, UInt ms)
{
    const Fact facts[] = {
        {am_timeout, ms, NULL},
        {am_old_heap_block_size, (UInt)(process->old_end - process->old_start), NULL},
        {am_heap_block_size, (UInt)(process->stack_end - process->heap_start), NULL},
        {am_mbuf_size, process->fragment_words, NULL},
        {am_stack_size, (UInt)(process->stack_end - process->stack), NULL},
        {am_old_heap_size, (UInt)(process->old_top - process->old_start), NULL},
        {am_heap_size, (UInt)(process->heap_top - process->heap_start), NULL},
    };
    UInt count = sizeof facts / sizeof *facts;
    if (timed)
        tell(to, process->pid, event, facts, count);
    else
        tell(to, process->pid, event, facts + 1, count - 1);
}

void system_monitor_collected(Process *process, UInt ns)
{
    SystemMonitor settings = system_monitor_get();
    if (settings.pid == am_undefined || settings.pid == process->pid)
        return;
    UInt words = (UInt)(process->stack_end - process->heap_start) +
                 (UInt)(process->old_end - process->old_start);
    UInt ms = ns / 1000000;
    if (settings.large_heap != 0 && words >= settings.large_heap)
        tell_of_heap(settings.pid, process, am_large_heap, false, 0);
    if (settings.long_gc != 0 && ms >= settings.long_gc)
        tell_of_heap(settings.pid, process, am_long_gc, true, ms);
}

void system_monitor_busy_port(Process *process, Term port)
{
    SystemMonitor settings = system_monitor_get();
    if (settings.pid == am_undefined || !settings.busy_port || settings.pid == process->pid)
        return;
    Signal *message =
        signal_leaving_token(signal_new_sized(SIGNAL_MESSAGE, settings.pid, THE_NON_VALUE, 0, 5));
    Term *tuple = message->fragment.data;
    tuple[0] = header_tuple(4);
    tuple[1] = am_monitor;
    tuple[2] = process->pid;
    tuple[3] = am_busy_port;
    tuple[4] = port;
    message->term = term_make_boxed(tuple);
    signal_send(message);
}

Mfa system_monitor_place(const Process *process)
{
    if (process->resume == rt_bif_continue)
        return *natives_begun(process);
    if (process->resume == rt_process_begin)
        return process->initial_call;
    const FunctionInfo *function = code_function(code_info((const void *)process->resume));
    if ((process->flags & PROCESS_EXITING) || !function)
        return (Mfa){.module = THE_NON_VALUE};
    return (Mfa){function_module(function)->name, function->function, function->arity};
}

void system_monitor_ran(Process *process, UInt ns, const Mfa *in)
{
    SystemMonitor settings = system_monitor_get();
    UInt ms = ns / 1000000;
    if (settings.pid == am_undefined || settings.pid == process->pid ||
        settings.long_schedule == 0 || ms < settings.long_schedule)
        return;
    Mfa out = system_monitor_place(process);
    const Fact facts[] = {{am_timeout, ms, NULL}, {am_in, 0, in}, {am_out, 0, &out}};
    tell(settings.pid, process->pid, am_long_schedule, facts, 3);
}
