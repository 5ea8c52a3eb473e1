/* SPDX-License-Identifier: Apache-2.0 */
/* erlang:trace/3 and what goes with it. Ports are not traced: to ask for it is an error. */
#include "rt/core/bif.h"
#include "rt/core/reference.h"
#include "rt/process/signal.h"
#include "rt/process/table.h"
#include "rt/trace/call.h"
#include "rt/trace/event.h"
#include "rt/trace/exclusive.h"
#include "rt/trace/tracee.h"

/* Which processes are meant. */
typedef struct Scope {
    bool existing, to_come, good;
    bool ports; /* and nothing else */
} Scope;

static Scope scope_of(Term spec)
{
    switch (spec) {
    case am_all:
    case am_processes:
        return (Scope){true, true, true, false};
    case am_existing:
    case am_existing_processes:
        return (Scope){true, false, true, false};
    case am_new:
    case am_new_processes:
        return (Scope){false, true, true, false};
    case am_ports:
    case am_existing_ports:
    case am_new_ports:
        return (Scope){false, false, true, true};
    default:
        return (Scope){.good = false};
    }
}

static UInt change_existing(bool on, uint32_t flags, Term tracer)
{
    UInt number = 0, at = 0;
    if (!(flags & TRACE_OF_PROCESSES))
        return 0;
    for (Process *process; (process = process_table_next(&at));)
        number += tracee_change(process, on, flags, tracer);
    return number;
}

static bool change_one(Term pid, bool on, uint32_t flags, Term tracer)
{
    Process *target = process_lookup(pid);
    return target && tracee_change(target, on, flags, tracer);
}

static Term not_provided(Process *process, Term what)
{
    return bif_error_tuple(process, am_not_provided, heap_tuple(process, 2, am_trace, what));
}

/* While no process runs code, or about the process itself. */
static Term change(Process *process, Term spec, bool on, const TraceRequest *request)
{
    Term tracer = request->tracer;
    uint32_t flags = request->flags & TRACE_OF_PROCESSES;
    if (on && tracer == THE_NON_VALUE)
        tracer = process->pid;
    if (term_is_local_pid(spec))
        return change_one(spec, on, flags, tracer) ? term_make_small(1) : bif_badarg(process);
    Scope scope = scope_of(spec);
    UInt number = scope.existing ? change_existing(on, flags, tracer) : 0;
    if (scope.to_come)
        tracee_change_new(on, flags, tracer);
    if (request->cpu_timestamp)
        event_use_cpu_time(on);
    return term_make_small((SInt)number);
}

static Term trace_when_alone(Process *process, Term spec, Term how, Term list, Term unused)
{
    (void)unused;
    TraceRequest request;
    if (spec != process->pid && !exclusive_begin(process))
        return bif_trap(process, trace_when_alone, 3, spec, how, list, TERM_NIL);
    tracee_request(list, &request);
    Term result = change(process, spec, how == am_true, &request);
    if (spec != process->pid)
        exclusive_end(process);
    call_watch(process);
    return result;
}

Term bif_erts_internal_trace_3(Process *process, Term spec, Term how, Term list)
{
    TraceRequest request;
    if (!tracee_request(list, &request))
        return bif_badarg_cause(process, am_badopt);
    if (how != am_true && how != am_false)
        return bif_badarg(process);
    Scope scope = scope_of(spec);
    if (scope.ports || term_is_local_port(spec))
        return not_provided(process, am_ports);
    if (!scope.good && !term_is_local_pid(spec))
        return bif_badarg(process);
    if (request.cpu_timestamp && spec != am_all)
        return bif_badarg(process);
    return trace_when_alone(process, spec, how, list, TERM_NIL);
}

/* A tracee sends its trace messages at once, so all of what has happened is on its way. */
Term bif_erlang_trace_delivered_1(Process *process, Term tracee)
{
    if (tracee != am_all && !term_is_local_pid(tracee))
        return bif_badarg(process);
    Term reference = reference_new(process);
    signal_send_message(process->pid,
                        heap_tuple(process, 3, am_trace_delivered, tracee, reference));
    return reference;
}
