/* SPDX-License-Identifier: Apache-2.0 */
/* erts_internal:trace_pattern/3, which erlang:trace_pattern/2,3 call. */
#include "rt/core/bif.h"
#include "rt/process/table.h"
#include "rt/trace/call.h"
#include "rt/trace/event.h"
#include "rt/trace/exclusive.h"
#include "rt/trace/pattern.h"

/* What is to be done, but for the match specification. */
typedef struct Request {
    PatternChange change;
    Term event;                 /* send or 'receive', THE_NON_VALUE: functions */
    bool on_load, plain, timed; /* plain: no kind was named; timed: call_time */
} Request;

static PatternAction action_of(Term pattern)
{
    switch (pattern) {
    case am_false:
        return PATTERN_OFF;
    case am_restart:
        return PATTERN_RESTART;
    case am_pause:
        return PATTERN_PAUSE;
    default:
        return PATTERN_ON;
    }
}

static bool has_specification(Term pattern)
{
    return action_of(pattern) == PATTERN_ON && pattern != am_true && !term_is_nil(pattern);
}

static MatchSpecKind kind_of(Term event)
{
    if (event == am_send)
        return MATCH_SPEC_TRACE_SEND;
    return event == am_receive ? MATCH_SPEC_TRACE_RECEIVE : MATCH_SPEC_TRACE;
}

static bool take_kind(Process *process, Term item, Request *request, bool *global)
{
    PatternChange *change = &request->change;
    if (term_is_tuple_of(item, 2) && term_tuple_elements(item)[0] == am_meta) {
        change->kinds |= PATTERN_META;
        change->meta_tracer = term_tuple_elements(item)[1];
        return term_is_local_pid(change->meta_tracer);
    }
    if (item == am_global) {
        *global = true;
        return change->kinds == 0 && !request->timed;
    }
    if (item == am_local) {
        change->kinds |= PATTERN_LOCAL;
    } else if (item == am_call_count) {
        change->kinds |= PATTERN_COUNT;
    } else if (item == am_call_time) {
        request->timed = true;
    } else if (item == am_meta) {
        change->kinds |= PATTERN_META;
        if (term_is_nil(change->meta_tracer))
            change->meta_tracer = process->pid;
    } else {
        return false;
    }
    return !*global;
}

static bool take_kinds(Process *process, Term list, Request *request, bool *global)
{
    for (; term_is_cons(list); list = term_tail(list))
        if (!take_kind(process, term_head(list), request, global))
            return false;
    return term_is_nil(list);
}

/* {Module, Function, Arity}, in which '_' may stand from some place on. */
static bool take_name(Term name, PatternChange *change)
{
    if (!term_is_tuple_of(name, 3))
        return false;
    const Term *parts = term_tuple_elements(name);
    if (!term_is_atom(parts[0]) || !term_is_atom(parts[1]) ||
        (!term_is_small(parts[2]) && parts[2] != am_underscore))
        return false;
    while (change->specified < 3 && parts[change->specified] != am_underscore)
        change->specified++;
    for (UInt i = change->specified; i < 3; i++)
        if (parts[i] != am_underscore)
            return false;
    change->mfa = (Mfa){parts[0], parts[1], 0};
    if (change->specified == 3)
        change->mfa.arity = (UInt)term_small_value(parts[2]);
    return true;
}

static bool take_subject(Term name, bool global, Request *request)
{
    request->event = THE_NON_VALUE;
    if (name == am_on_load) {
        request->on_load = true;
        return true;
    }
    if (!term_is_atom(name))
        return take_name(name, &request->change);
    request->event = name;
    return (name == am_send || name == am_receive) && !global && request->plain &&
           (request->change.action == PATTERN_ON || request->change.action == PATTERN_OFF);
}

static bool take_request(Process *process, Term name, Term pattern, Term list, Request *request,
                         Term *cause)
{
    bool global = false;
    *request = (Request){.change = {.meta_tracer = TERM_NIL, .action = action_of(pattern)}};
    *cause = am_badopt;
    if (!take_kinds(process, list, request, &global))
        return false;
    request->plain = request->change.kinds == 0 && !request->timed;
    *cause = am_call_count;
    if (has_specification(pattern) && !request->plain &&
        !(request->change.kinds & (PATTERN_LOCAL | PATTERN_META)))
        return false;
    if (request->plain)
        request->change.kinds = PATTERN_GLOBAL;
    *cause = am_none;
    return take_subject(name, global, request);
}

static Term change(Process *process, Term pattern, Request *request)
{
    if (request->event != THE_NON_VALUE) {
        event_set_pattern(request->event == am_send ? EVENT_SEND : EVENT_RECEIVE, pattern);
        return term_make_small(1);
    }
    Specification *specification = NULL;
    UInt number = 0;
    if (has_specification(pattern))
        specification = specification_new(pattern, MATCH_SPEC_TRACE);
    request->change.specification = specification;
    if (request->on_load)
        pattern_change_default(&request->change);
    else
        number = pattern_change(&request->change);
    specification_release(specification);
    return heap_unsigned(process, number);
}

static Term change_when_alone(Process *process, Term name, Term pattern, Term list, Term unused)
{
    (void)unused;
    Request request;
    Term cause;
    if (!exclusive_begin(process))
        return bif_trap(process, change_when_alone, 3, name, pattern, list, TERM_NIL);
    take_request(process, name, pattern, list, &request, &cause);
    Term result = change(process, pattern, &request);
    exclusive_end(process);
    call_watch(process);
    return result;
}

Term bif_erts_internal_trace_pattern_3(Process *process, Term name, Term pattern, Term list)
{
    Request request;
    Term cause;
    if (has_specification(pattern)) {
        Specification *specification = specification_new(pattern, kind_of(name));
        if (!specification)
            return bif_badarg_cause(process, am_match_spec);
        specification_release(specification);
    }
    if (!take_request(process, name, pattern, list, &request, &cause))
        return bif_badarg_cause(process, cause);
    if (request.timed)
        return bif_error_tuple(process, am_not_provided,
                               heap_tuple(process, 2, am_trace_pattern, am_call_time));
    return change_when_alone(process, name, pattern, list, TERM_NIL);
}
