/* SPDX-License-Identifier: Apache-2.0 */
/* Trace messages (event.h). The patterns are changed while no process runs code. */
#include "rt/trace/event.h"

#include <string.h>
#include <time.h>
#include "rt/bif/identity.h"
#include "rt/core/atom.h"
#include "rt/core/clock.h"
#include "rt/core/copy.h"
#include "rt/process/message.h"
#include "rt/core/node.h"
#include "rt/gc/gc.h"
#include "rt/process/signal.h"
#include "rt/process/system_monitor.h"
#include "rt/process/table.h"
#include "rt/trace/specification.h"
#include "rt/trace/saved_calls.h"

enum { TERMS_MAX = 4 };

static volatile AO_t cpu_time; /* 1: of the processor */

/* ---- the message -------------------------------------------------------------------------------
 */

void event_use_cpu_time(bool on)
{
    AO_store(&cpu_time, on);
}

/* Microseconds as {MegaSecs, Secs, MicroSecs}. */
static Term put_time(Term **top, uint64_t micro)
{
    Term *at = *top;
    uint64_t seconds = micro / 1000000;
    *top += 4;
    at[0] = header_tuple(3);
    at[1] = term_make_small((SInt)(seconds / 1000000));
    at[2] = term_make_small((SInt)(seconds % 1000000));
    at[3] = term_make_small((SInt)(micro % 1000000));
    return term_make_boxed(at);
}

static uint64_t micro_now(void)
{
    struct timespec now;
    if (AO_load(&cpu_time) == 0)
        return clock_unique_micro();
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (uint64_t)now.tv_sec * 1000000u + (uint64_t)now.tv_nsec / 1000u;
}

Term event_put_stamp(Term **top, uint32_t flags)
{
    if (flags & TRACE_NOW)
        return put_time(top, micro_now());
    Term time = term_make_small(clock_monotonic());
    if (!(flags & TRACE_STRICT))
        return time;
    Term *at = *top;
    *top += 3;
    at[0] = header_tuple(2);
    at[1] = time;
    at[2] = term_make_small(identity_next_unique());
    return term_make_boxed(at);
}

void event_tell(Process *process, const Listener *listener, Term what, const Term *terms,
                UInt count)
{
    const uint32_t timed = TRACE_NOW | TRACE_STRICT | TRACE_MONOTONIC;
    bool scheduler = listener->flags & TRACE_SCHEDULER, stamp = listener->flags & timed;
    UInt arity = 3 + count + scheduler + stamp, words = arity + 1 + EVENT_STAMP_WORDS;
    for (UInt i = 0; i < count; i++)
        words += copy_size(terms[i]);
    Process *tracer = process_lookup(listener->tracer);
    if (!tracer)
        return;
    Signal *message = signal_leaving_token(
        signal_new_sized(SIGNAL_MESSAGE, listener->tracer, am_system, 0, words));
    Term *at = message->fragment.data, *top = at + arity + 1;
    message->term = term_make_boxed(at);
    *at++ = header_tuple(arity);
    *at++ = stamp ? am_trace_ts : am_trace;
    *at++ = process->pid;
    *at++ = what;
    for (UInt i = 0; i < count; i++)
        *at++ = copy_to(terms[i], &top, &message->fragment.off_heap);
    if (scheduler)
        *at++ = term_make_small(process->scheduler->number);
    if (stamp)
        *at++ = event_put_stamp(&top, listener->flags);
    message->fragment.used = (UInt)(top - message->fragment.data);
    signal_push(tracer, message);
}

static void tell(Process *process, Term what, const Term *terms, UInt count)
{
    Listener listener = {process->tracer, process->trace_flags};
    event_tell(process, &listener, what, terms, count);
}

/* ---- messages ----------------------------------------------------------------------------------
 */

typedef struct Pattern {
    bool off;
    Specification *specification; /* NULL: every event */
} Pattern;

static Pattern patterns[EVENT_KINDS];

bool event_set_pattern(EventKind kind, Term term)
{
    Pattern *pattern = &patterns[kind];
    Specification *specification = NULL;
    if (term != am_true && term != am_false && !term_is_nil(term)) {
        specification = specification_new(term, kind == EVENT_SEND ? MATCH_SPEC_TRACE_SEND
                                                                   : MATCH_SPEC_TRACE_RECEIVE);
        if (!specification)
            return false;
    }
    specification_release(pattern->specification);
    *pattern = (Pattern){term == am_false, specification};
    return true;
}

Term event_pattern(Process *process, EventKind kind)
{
    const Pattern *pattern = &patterns[kind];
    if (pattern->specification)
        return specification_term(process, pattern->specification);
    return term_bool(!pattern->off);
}

/* Tells `terms`, and what the pattern's specification adds to them, unless it says no. */
static void tell_matching(Process *process, EventKind kind, const Term *arguments,
                          UInt argument_count, Term what, const Term *terms, UInt count)
{
    const Pattern *pattern = &patterns[kind];
    Term all[TERMS_MAX];
    if (pattern->off || !tracee_is_watched(process))
        return;
    if (!pattern->specification) {
        tell(process, what, terms, count);
        return;
    }
    HeapMark mark = heap_mark(process);
    MatchSpecEffects effects = {.caller = NULL};
    Listener listener = {process->tracer, process->trace_flags};
    Term result = match_spec_run_trace(process, specification_program(pattern->specification),
                                       arguments, argument_count, &effects);
    if (result != am_false && !(process->trace_flags & TRACE_SILENT)) {
        memcpy(all, terms, count * sizeof *terms);
        if (result != am_true)
            all[count++] = result;
        event_tell(process, &listener, what, all, count);
    }
    heap_reset(process, &mark);
}

void event_send(Process *process, Term to, Term message)
{
    bool gone = term_is_local_pid(to) && !process_lookup(to);
    const Term terms[] = {message, to}, arguments[] = {to, message};
    tell_matching(process, EVENT_SEND, arguments, 2,
                  gone ? (Term)am_send_to_non_existing_process : (Term)am_send, terms, 2);
}

void event_receive(Process *process, Term from, Term message)
{
    bool known = term_is_pid(from);
    const Term arguments[] = {known || from == THE_NON_VALUE ? node_this()->name : from,
                              known ? from : (Term)am_undefined, message};
    tell_matching(process, EVENT_RECEIVE, arguments, 3, am_receive, &message, 1);
}

void event_timeout(Process *process)
{
    if (process->saved_calls)
        saved_calls_add_event(process, am_timeout);
    if (TRACED(process, TRACE_RECEIVE))
        event_receive(process, am_clock_service, am_timeout);
}

/* ---- processes ---------------------------------------------------------------------------------
 */

void event_process(Process *process, Term what, Term term)
{
    if (tracee_is_watched(process))
        tell(process, what, &term, 1);
}

static void tell_of_spawn(Process *process, Term what, Term other, const Term *call)
{
    const Term terms[] = {other, term_make_boxed(call)};
    if (TRACED(process, TRACE_PROCS) && tracee_is_watched(process))
        tell(process, what, terms, 2);
}

/* The child is not known yet; its first message comes after the parent's. */
void event_spawn(Process *parent, Process *child, Term module, Term function, Term arguments,
                 bool linked)
{
    const Term call[] = {header_tuple(3), module, function, arguments};
    tell_of_spawn(parent, am_spawn, child->pid, call);
    if (linked && TRACED(parent, TRACE_PROCS))
        event_process(parent, am_link, child->pid);
    child->scheduler = parent->scheduler;
    tell_of_spawn(child, am_spawned, parent->pid, call);
    if (linked && TRACED(child, TRACE_PROCS))
        event_process(child, am_getting_linked, parent->pid);
}

/* ---- scheduling --------------------------------------------------------------------------------
 */

static void tell_place(Process *process, Term what)
{
    Mfa place = system_monitor_place(process);
    const Term tuple[] = {header_tuple(3), place.module, place.function,
                          term_make_small((SInt)place.arity)};
    Term term = place.module == THE_NON_VALUE ? term_make_small(0) : term_make_boxed(tuple);
    tell(process, what, &term, 1);
}

void event_schedule(Process *process, bool in)
{
    bool exiting = process->flags & PROCESS_EXITING;
    uint32_t wanted = exiting ? TRACE_EXITING : TRACE_RUNNING | TRACE_RUNNING_PROCS;
    if (!(process->trace_flags & wanted) || !tracee_is_watched(process))
        return;
    if (exiting)
        tell_place(process, in ? am_in_exiting : am_out_exiting);
    else
        tell_place(process, in ? am_in : am_out);
}

void event_exited(Process *process)
{
    Term nowhere = term_make_small(0);
    if (tracee_is_watched(process))
        tell(process, am_out_exited, &nowhere, 1);
}

/* ---- collections -------------------------------------------------------------------------------
 */

void event_collection(Process *process, Term what, UInt words)
{
    if (!tracee_is_watched(process))
        return;
    HeapFact facts[1 + HEAP_FACTS];
    Term cells[(1 + HEAP_FACTS) * 5], *at = cells, list = TERM_NIL;
    facts[0] = (HeapFact){am_wordsize, words};
    gc_facts(process, process->heap_top, facts + 1);
    for (int i = HEAP_FACTS; i >= 0; i--, at += 5) {
        at[0] = header_tuple(2);
        at[1] = facts[i].name;
        at[2] = term_make_small((SInt)facts[i].value);
        at[3] = term_make_boxed(at);
        at[4] = list;
        list = term_make_cons(at + 3);
    }
    tell(process, what, &list, 1);
}
