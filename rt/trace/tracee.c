/* SPDX-License-Identifier: Apache-2.0 */
/* What is traced of processes (tracee.h). */
#include "rt/trace/tracee.h"

#include "rt/core/atom.h"
#include "rt/core/heap.h"
#include "rt/process/request.h"
#include "rt/process/table.h"
#include "rt/trace/event.h"

static const Term names[TRACE_FLAG_COUNT] = {
#define FLAG(name, atom, processes, ports) [TRACE_NUMBER_##name] = am_##atom,
#include "rt/trace/flag.def"
#undef FLAG
};

volatile AO_t tracee_new_flags;
volatile AO_t tracee_used;
static Term new_tracer;

/* ---- flags as terms ---------------------------------------------------------------------------
 */

uint32_t tracee_flag(Term atom)
{
    if (atom == am_all)
        return TRACE_ALL;
    for (uint32_t i = 0; i < TRACE_FLAG_COUNT; i++)
        if (names[i] == atom)
            return (uint32_t)1 << i;
    return 0;
}

Term tracee_flag_list(Process *process, uint32_t flags)
{
    Term list = TERM_NIL;
    for (uint32_t i = 0; i < TRACE_FLAG_COUNT; i++)
        if (flags >> i & 1)
            list = heap_cons(process, names[i], list);
    return list;
}

/* {tracer, Pid}, which may have ended; tracers that are ports, or functions in a NIF library,
 * cannot be there. */
static bool tracer_of(Term item, Term *tracer)
{
    if (!term_is_tuple_of(item, 2) || term_tuple_elements(item)[0] != am_tracer)
        return false;
    *tracer = term_tuple_elements(item)[1];
    return term_is_local_pid(*tracer);
}

bool tracee_request(Term list, TraceRequest *request)
{
    *request = (TraceRequest){.tracer = THE_NON_VALUE};
    for (; term_is_cons(list); list = term_tail(list)) {
        Term item = term_head(list);
        uint32_t flag = tracee_flag(item);
        request->flags |= flag;
        if (item == am_cpu_timestamp)
            request->cpu_timestamp = true;
        else if (flag == 0 && !tracer_of(item, &request->tracer))
            return false;
    }
    return term_is_nil(list);
}

bool tracee_tracer_exists(Term tracer)
{
    return term_is_local_pid(tracer) && process_lookup(tracer) != NULL;
}

/* ---- one process -------------------------------------------------------------------------------
 */

bool tracee_is_watched(Process *process)
{
    if (process->trace_flags == 0 || (process->flags & PROCESS_SENSITIVE))
        return false;
    if (process->tracer == process->pid)
        return false;
    if (!process_lookup(process->tracer)) {
        process->trace_flags = 0;
        process->tracer = THE_NON_VALUE;
        return false;
    }
    return true;
}

bool tracee_change(Process *process, bool on, uint32_t flags, Term tracer)
{
    if (process->trace_flags != 0 && tracer != THE_NON_VALUE && tracer != process->tracer &&
        process_lookup(process->tracer))
        return false;
    AO_store(&tracee_used, 1);
    if (on)
        process->trace_flags |= flags;
    else
        process->trace_flags &= ~flags;
    if (process->trace_flags == 0)
        process->tracer = THE_NON_VALUE;
    else if (tracer != THE_NON_VALUE)
        process->tracer = tracer;
    return true;
}

/* ---- processes to come -------------------------------------------------------------------------
 */

Term tracee_new_tracer(void)
{
    if (AO_load(&tracee_new_flags) != 0 && !process_lookup(new_tracer))
        AO_store(&tracee_new_flags, 0);
    return AO_load(&tracee_new_flags) != 0 ? new_tracer : THE_NON_VALUE;
}

/* Without a tracer nothing is left: as in ERTS, taking flags away takes all unless one is named. */
void tracee_change_new(bool on, uint32_t flags, Term tracer)
{
    AO_t before = AO_load(&tracee_new_flags), after = on ? before | flags : before & ~(AO_t)flags;
    AO_store(&tracee_new_flags, tracer == THE_NON_VALUE ? 0 : after);
    new_tracer = tracer;
}

static void hand_on(Process *parent, Process *child, uint32_t once, uint32_t always)
{
    if (!(parent->trace_flags & (once | always)))
        return;
    child->trace_flags |= parent->trace_flags;
    child->tracer = parent->tracer;
    if (!(parent->trace_flags & once))
        return;
    child->trace_flags &= ~(once | always);
    parent->trace_flags &= ~(once | always);
}

void tracee_inherit(Process *parent, Process *child, bool linked)
{
    Term tracer = AO_load(&tracee_new_flags) != 0 ? tracee_new_tracer() : THE_NON_VALUE;
    if (tracer != THE_NON_VALUE) {
        child->trace_flags = (uint32_t)AO_load(&tracee_new_flags);
        child->tracer = tracer;
    }
    if (parent->trace_flags == 0)
        return;
    hand_on(parent, child, TRACE_SET_ON_FIRST_SPAWN, TRACE_SET_ON_SPAWN);
    if (linked)
        hand_on(parent, child, TRACE_SET_ON_FIRST_LINK, TRACE_SET_ON_LINK);
}

void tracee_tell(Process *process, Term id, Term what, Term term)
{
    if (AO_load(&tracee_used) == 0 || !term_is_local_pid(id))
        return;
    if (id == process->pid) {
        if (TRACED(process, TRACE_PROCS))
            event_process(process, what, term);
        return;
    }
    const Term event[] = {header_tuple(2), what, term};
    request_send_for(process->pid, id, REQUEST_TRACE_EVENT, TERM_NIL, term_make_boxed(event));
}

/* {What, Term} */
Term request_trace_event(Process *process, Term from, Term event)
{
    (void)from;
    const Term *fields = term_tuple_elements(event);
    if (TRACED(process, TRACE_PROCS))
        event_process(process, fields[0], fields[1]);
    return THE_NON_VALUE;
}

/* {Off, On, Tracer} */
Term request_trace_change(Process *process, Term from, Term change)
{
    (void)from;
    const Term *fields = term_tuple_elements(change);
    tracee_change(process, false, (uint32_t)term_small_value(fields[0]), THE_NON_VALUE);
    if (tracee_tracer_exists(fields[2]))
        tracee_change(process, true, (uint32_t)term_small_value(fields[1]), fields[2]);
    return THE_NON_VALUE;
}
