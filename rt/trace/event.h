/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Trace messages: {trace, Pid, What, …}, or with a timestamp {trace_ts, Pid, What, …, Time}.
 *
 * They are sent by the thread that has the traced process, at once and as ordinary messages, so
 * that a tracer gets them in the order in which things happened, and before whatever the process
 * sends afterwards. Building them leaves nothing on the process's heap.
 *
 * The functions EVENT(…) calls look further; where nothing is traced it costs a test.
 */
#ifndef RT_TRACE_EVENT_H
#define RT_TRACE_EVENT_H

#include "rt/trace/tracee.h"

#define TRACED(process, flag) __builtin_expect(((process)->trace_flags & (flag)) != 0, 0)

/* Where a message goes and how it looks. */
typedef struct Listener {
    Term tracer;
    uint32_t flags;
} Listener;

/* Sends {trace, Pid, What, Terms …, Scheduler, Time}. `terms` may lie on the C stack. */
void event_tell(Process *process, const Listener *listener, Term what, const Term *terms,
                UInt count);

/* The time as the flags say (one of TRACE_NOW, TRACE_MONOTONIC, TRACE_STRICT). */
enum { EVENT_STAMP_WORDS = 4 }; /* at most */
Term event_put_stamp(Term **top, uint32_t flags);

/* The process sends (`to`: as it says), and has got a message (`from`: pid, or an atom). */
void event_send(Process *process, Term to, Term message);
void event_receive(Process *process, Term from, Term message);
/* A receive is over because of its time. */
void event_timeout(Process *process);

/* TRACE_PROCS: {trace, Pid, What, Term}. */
void event_process(Process *process, Term what, Term term);
void event_spawn(Process *parent, Process *child, Term module, Term function, Term arguments,
                 bool linked);

/* in, out, and for ending processes in_exiting, out_exiting, out_exited. */
void event_schedule(Process *process, bool in);
void event_exited(Process *process);

/* gc_minor_start …; words: wanted, or reclaimed. */
void event_collection(Process *process, Term what, UInt words);

/* Match specifications of events (erlang:trace_pattern/2 for send and 'receive'): the term that was
 * given, true, or false. Changed while no process runs code. */
typedef enum EventKind { EVENT_SEND, EVENT_RECEIVE, EVENT_KINDS } EventKind;
/* False: it is no specification. */
bool event_set_pattern(EventKind kind, Term pattern);
Term event_pattern(Process *process, EventKind kind);

/* erlang:trace(all, How, [cpu_timestamp]): times are those of the processor. */
void event_use_cpu_time(bool on);

#endif
