/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Requests: one process asks another for something that only that one can tell or do itself. They
 * are signals, so an answer is true for a point between the signals the requester sent before and
 * after. See request.def for the kinds.
 */
#ifndef RT_PROCESS_REQUEST_H
#define RT_PROCESS_REQUEST_H

#include "rt/process/message.h"

typedef enum RequestKind {
#define REQUEST(name, function, when, dead) REQUEST_##name,
#include "rt/process/request.def"
#undef REQUEST
    REQUEST_COUNT
} RequestKind;

#define REQUEST(name, function, when, dead) \
    Term request_##function(Process *process, Term from, Term argument);
#include "rt/process/request.def"
#undef REQUEST

/* Ask; the answer comes as a message: the tuple `prefix` with the result appended. */
void request_send(Process *process, Term pid, RequestKind kind, Term prefix, Term argument);
/* The same, from `from` (to which the answer goes). */
void request_send_for(Term from, Term pid, RequestKind kind, Term prefix, Term argument);

/* The same, for a task of this priority. The process gets its next turn as one of this priority,
 * too: whoever asks may, above normal priority, keep the asked from running for ever. */
void request_send_task(Term from, Term pid, RequestKind kind, Term prefix, Term argument,
                       Priority priority);

/* Ask, and wait for the answer: `return request_await(…)` from a YIELDING native function, which
 * then has the answer as its result, or fails with badarg when that is am_badarg. */
Term request_await(Process *process, Term pid, RequestKind kind, Term argument);

/* The receiver's side, called by signal.c. A task can only be served while the process is not
 * running code. */
bool request_is_task(const Signal *request);
/* A task that others may overtake (rt/process/task.h). */
bool request_is_queued(const Signal *request);
/* It is not served while a native function of the process is on a dirty scheduler. */
bool request_is_for_home(const Signal *request);
/* It looks at nothing that a native function may be working on. */
bool request_is_plain(const Signal *request);
void request_serve(Process *process, Signal *request);
void request_answer_for_dead(Signal *request);

#endif
