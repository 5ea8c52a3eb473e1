/* SPDX-License-Identifier: Apache-2.0 */
/* erlang:trace_info/2. */
#include "rt/core/bif.h"
#include "rt/process/request.h"
#include "rt/trace/event.h"
#include "rt/trace/exclusive.h"
#include "rt/trace/pattern.h"
#include "rt/trace/tracee.h"

static Term pair(Process *process, Term key, Term value)
{
    return heap_tuple(process, 2, key, value);
}

/* ---- processes ---------------------------------------------------------------------------------
 */

static Term tell(Process *process, Term key, uint32_t flags, Term tracer)
{
    if (key == am_flags)
        return pair(process, key, tracee_flag_list(process, flags));
    return pair(process, key, tracer == THE_NON_VALUE ? TERM_NIL : tracer);
}

static Term of_itself(Process *process, Term key)
{
    if (process->tracer != process->pid && !(process->flags & PROCESS_SENSITIVE))
        tracee_is_watched(process);
    return tell(process, key, process->trace_flags, process->tracer);
}

Term request_trace_info(Process *process, Term from, Term key)
{
    (void)from;
    return of_itself(process, key);
}

static Term of_process(Process *process, Term pid, Term key)
{
    if (key != am_flags && key != am_tracer)
        return bif_badarg(process);
    if (pid == process->pid)
        return of_itself(process, key);
    return request_await(process, pid, REQUEST_TRACE_INFO, key);
}

static Term of_new(Process *process, Term key)
{
    if (key != am_flags && key != am_tracer)
        return bif_badarg(process);
    Term tracer = tracee_new_tracer();
    return tell(process, key, (uint32_t)AO_load(&tracee_new_flags), tracer);
}

/* ---- functions ---------------------------------------------------------------------------------
 */

typedef struct Facts {
    Term traced, match_spec, meta, meta_match_spec, call_count;
} Facts;

static Term source(Process *process, const Specification *specification)
{
    return specification ? specification_term(process, specification) : TERM_NIL;
}

static Facts facts_of(Process *process, uint32_t kinds, const Specification *specification,
                      const Specification *meta_specification, Term meta_tracer)
{
    Facts facts = {am_false, am_false, am_false, am_false, am_false};
    if (kinds & (PATTERN_GLOBAL | PATTERN_LOCAL)) {
        facts.traced = kinds & PATTERN_GLOBAL ? am_global : am_local;
        facts.match_spec = source(process, specification);
    }
    if (kinds & PATTERN_META) {
        facts.meta = meta_tracer;
        facts.meta_match_spec = source(process, meta_specification);
    }
    return facts;
}

static Term tell_all(Process *process, const Facts *facts, bool with_time)
{
    Term list = heap_cons(process, pair(process, am_call_count, facts->call_count), TERM_NIL);
    if (with_time)
        list = heap_cons(process, pair(process, am_call_time, am_false), list);
    list = heap_cons(process, pair(process, am_meta_match_spec, facts->meta_match_spec), list);
    list = heap_cons(process, pair(process, am_meta, facts->meta), list);
    list = heap_cons(process, pair(process, am_match_spec, facts->match_spec), list);
    return heap_cons(process, pair(process, am_traced, facts->traced), list);
}

static Term tell_fact(Process *process, Term key, const Facts *facts, bool with_time)
{
    switch (key) {
    case am_traced:
        return pair(process, key, facts->traced);
    case am_match_spec:
        return pair(process, key, facts->match_spec);
    case am_meta:
        return pair(process, key, facts->meta);
    case am_meta_match_spec:
        return pair(process, key, facts->meta_match_spec);
    case am_call_count:
        return pair(process, key, facts->call_count);
    case am_call_time:
        return pair(process, key, am_false);
    case am_all:
        return pair(process, key, tell_all(process, facts, with_time));
    default:
        return bif_badarg(process);
    }
}

static Term of_function(Process *process, Term name, Term key)
{
    const Term *parts = term_is_tuple_of(name, 3) ? term_tuple_elements(name) : NULL;
    if (!parts || !term_is_atom(parts[0]) || !term_is_atom(parts[1]) || !term_is_small(parts[2]))
        return bif_badarg(process);
    Mfa mfa = {parts[0], parts[1], (UInt)term_small_value(parts[2])};
    if (!pattern_function_exists(&mfa))
        return pair(process, key, am_undefined);
    const CallPattern *pattern = pattern_find(mfa.module, mfa.function, mfa.arity);
    if (!pattern || pattern->kinds == 0)
        return pair(process, key, am_false);
    Facts facts = facts_of(process, pattern->kinds, pattern->specification,
                           pattern->meta_specification, pattern->meta_tracer);
    if (key == am_meta && facts.meta == am_false)
        facts.meta = TERM_NIL;
    if (pattern->kinds & PATTERN_COUNT)
        facts.call_count = heap_unsigned(process, AO_load(&pattern->calls));
    return tell_fact(process, key, &facts, true);
}

static Term of_modules_to_come(Process *process, Term key)
{
    const PatternDefault *it = &pattern_default;
    if (it->kinds == 0)
        return pair(process, key, am_false);
    Facts facts =
        facts_of(process, it->kinds, it->specification, it->meta_specification, it->meta_tracer);
    facts.call_count = term_bool(it->kinds & PATTERN_COUNT);
    return tell_fact(process, key, &facts, false);
}

static Term of_event(Process *process, Term event, Term key)
{
    if (key != am_match_spec)
        return bif_badarg(process);
    EventKind kind = event == am_send ? EVENT_SEND : EVENT_RECEIVE;
    return pair(process, key, event_pattern(process, kind));
}

/* What may change meanwhile is looked at while nobody changes it. */
static Term when_alone(Process *process, Term what, Term key, Term c, Term d)
{
    if (!exclusive_begin(process))
        return bif_trap(process, when_alone, 2, what, key, c, d);
    Term result;
    if (what == am_on_load)
        result = of_modules_to_come(process, key);
    else if (term_is_atom(what))
        result = of_event(process, what, key);
    else
        result = of_function(process, what, key);
    exclusive_end(process);
    return result;
}

Term bif_erlang_trace_info_2(Process *process, Term what, Term key)
{
    if (what == am_new || what == am_new_processes)
        return of_new(process, key);
    if (what == am_new_ports)
        return tell(process, key, 0, THE_NON_VALUE);
    if (what == am_on_load || what == am_send || what == am_receive || term_is_tuple(what))
        return when_alone(process, what, key, TERM_NIL, TERM_NIL);
    if (term_is_local_pid(what))
        return of_process(process, what, key);
    if (term_is_local_port(what) && (key == am_flags || key == am_tracer))
        return tell(process, key, 0, THE_NON_VALUE);
    return bif_badarg_cause(process, am_badopt);
}
