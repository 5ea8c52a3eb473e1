/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Stack traces: the raw form saved when an exception is raised, and the list made of it.
 *
 * Raw trace: a tuple {Class, Top, Frames}. Top is [] or the first entry as {M, F, ArityOrArgs,
 * Extra}, where Extra is a list of location entries known at the time of the raise; Frames is a
 * KIND_RAW object of CodeInfo pointers, or a finished list (erlang:raise/3).
 *
 * Semantics as ERTS: at most backtrace_depth (8) entries in all; consecutive returns to the same
 * place are recorded once; arguments instead of the arity for function_clause, undef and native
 * functions.
 */
#ifndef RT_CORE_TRACE_H
#define RT_CORE_TRACE_H

#include "rt/core/process.h"

enum { TRACE_DEPTH_DEFAULT = 8, TRACE_DEPTH_MAX = 64 };

/* Entries of a stack trace at most (system_flag(backtrace_depth, N)), for all threads. */
extern volatile AO_t trace_depth;

/* Entries of the trace of an exception at most: one even when backtrace_depth is 0, as in ERTS. */
UInt trace_limit(void);

/* Where an exception is raised: `at` (NULL: in no frame of its own, the caller's continuation is in
 * stack[0]). The process is synced; the fault is in its scheduler. */
Term trace_capture(Process *process, const CodeInfo *at);

/* Where a process is that is not raising: a list as stack traces are. `at` is the code it is in;
 * NULL: the one that its stack returns to. */
Term trace_of_process(Process *process, const CodeInfo *at);

/* The list for a raw trace; a term that is no raw trace is returned as it is. */
Term trace_build(Process *process, Term raw);

/* What `catch` makes of an exit or error: {'EXIT', Value} or {'EXIT', {Value, Trace}}. */
Term trace_exit_value(Process *process, Term class, Term value, Term raw);

/* Class stored in a raw trace. */
Term trace_class(Term raw);

#endif
