/* SPDX-License-Identifier: Apache-2.0 */
/* erlang:system_monitor/0,1,2: the settings as terms (rt/process/system_monitor.h). */
#include "rt/process/system_monitor.h"

#include "rt/core/bif.h"

enum { LARGE_HEAP_MIN_WORDS = 16384 }; /* a limit below that is taken for this, as in ERTS */

static Term pair(Process *process, Term a, Term b)
{
    return heap_tuple(process, 2, a, b);
}

static Term add_limit(Process *process, Term name, UInt limit, Term list)
{
    if (limit == 0)
        return list;
    return heap_cons(process, pair(process, name, heap_unsigned(process, limit)), list);
}

static Term settings_term(Process *process, const SystemMonitor *settings)
{
    if (settings->pid == am_undefined)
        return am_undefined;
    Term list = add_limit(process, am_long_gc, settings->long_gc, TERM_NIL);
    list = add_limit(process, am_long_schedule, settings->long_schedule, list);
    list = add_limit(process, am_large_heap, settings->large_heap, list);
    if (settings->busy_port)
        list = heap_cons(process, am_busy_port, list);
    if (settings->busy_dist_port)
        list = heap_cons(process, am_busy_dist_port, list);
    return pair(process, settings->pid, list);
}

Term bif_erlang_system_monitor_0(Process *process)
{
    SystemMonitor settings = system_monitor_get();
    return settings_term(process, &settings);
}

/* A number that is not negative, of a machine word; at least `least`. */
static bool take_limit(Term value, UInt least, UInt *limit)
{
    if (term_is_small(value) && term_small_value(value) >= 0)
        *limit = (UInt)term_small_value(value);
    else if (term_is_kind(value, KIND_BIG_POS) && header_size(*term_boxed_ptr(value)) == 1)
        *limit = term_boxed_ptr(value)[1];
    else
        return false;
    if (*limit < least)
        *limit = least;
    return true;
}

static bool take_option(Term option, SystemMonitor *settings)
{
    if (option == am_busy_port)
        return settings->busy_port = true;
    if (option == am_busy_dist_port)
        return settings->busy_dist_port = true;
    if (!term_is_tuple_of(option, 2))
        return false;
    const Term *fields = term_tuple_elements(option);
    switch (fields[0]) {
    case am_long_gc:
        return take_limit(fields[1], 1, &settings->long_gc);
    case am_long_schedule:
        return take_limit(fields[1], 1, &settings->long_schedule);
    case am_large_heap:
        return take_limit(fields[1], LARGE_HEAP_MIN_WORDS, &settings->large_heap);
    default:
        return false;
    }
}

static bool any_option(const SystemMonitor *settings)
{
    return settings->long_gc || settings->long_schedule || settings->large_heap ||
           settings->busy_port || settings->busy_dist_port;
}

/* Nobody is told when there is nothing to tell, or the process is an atom, whatever the options. */
static Term set(Process *process, Term pid, Term options)
{
    SystemMonitor settings = {.pid = am_undefined}, before;
    bool off = term_is_atom(pid);
    for (; !off && term_is_cons(options); options = term_tail(options))
        if (!take_option(term_head(options), &settings))
            return bif_badarg(process);
    if (!off && (!term_is_nil(options) || !term_is_local_pid(pid)))
        return bif_badarg(process);
    if (!off && any_option(&settings))
        settings.pid = pid;
    if (!system_monitor_set(&settings, &before))
        return bif_badarg(process);
    return settings_term(process, &before);
}

Term bif_erlang_system_monitor_1(Process *process, Term settings)
{
    if (settings == am_undefined)
        return set(process, settings, TERM_NIL);
    if (!term_is_tuple_of(settings, 2))
        return bif_badarg(process);
    const Term *fields = term_tuple_elements(settings);
    return set(process, fields[0], fields[1]);
}

Term bif_erlang_system_monitor_2(Process *process, Term pid, Term options)
{
    return set(process, pid, options);
}
