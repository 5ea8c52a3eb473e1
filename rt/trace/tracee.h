/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is traced of a process, and who is told: Process.trace_flags and .tracer.
 *
 * They are changed by the thread that has the process, or while no process runs code
 * (exclusive.h). A tracer that has ended is noticed at the next event, which ends the tracing.
 * A process that is not traced costs a test of its flags where something could be told.
 */
#ifndef RT_TRACE_TRACEE_H
#define RT_TRACE_TRACEE_H

#include "rt/core/process.h"
#include "rt/trace/flag.h"

/* The arguments of erlang:trace/3. */
typedef struct TraceRequest {
    uint32_t flags;
    Term tracer; /* THE_NON_VALUE: not named */
    bool cpu_timestamp;
} TraceRequest;

/* False: no list of flags. */
bool tracee_request(Term list, TraceRequest *request);
/* The bit of an atom, TRACE_OF_PROCESSES | TRACE_OF_PORTS for `all`; 0: no flag. */
uint32_t tracee_flag(Term atom);
Term tracee_flag_list(Process *process, uint32_t flags);

/* Is the process that is to be a tracer there? */
bool tracee_tracer_exists(Term tracer);

/* Is somebody told of the process's events? */
bool tracee_is_watched(Process *process);

/* Flags on or off; false: another tracer has the process. `tracer` may be THE_NON_VALUE when they
 * go off. */
bool tracee_change(Process *process, bool on, uint32_t flags, Term tracer);

/* What processes get that are made later (`new`). Changed while no process runs code. */
extern volatile AO_t tracee_new_flags;
Term tracee_new_tracer(void);
void tracee_change_new(bool on, uint32_t flags, Term tracer);

/* Has any process ever been traced? */
extern volatile AO_t tracee_used;
/* Something of TRACE_PROCS has happened to the process or port `id`, by what `process` does: it is
 * told, when it is about another one as soon as that looks at its signals. */
void tracee_tell(Process *process, Term id, Term what, Term term);

/* A process has been made, and nobody else knows it yet. */
void tracee_inherit(Process *parent, Process *child, bool linked);

#endif
