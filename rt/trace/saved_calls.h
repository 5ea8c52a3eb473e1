/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The last calls of a process, for process_flag(save_calls): calls through exports and of native
 * functions, sends, receives and timeouts.
 *
 * While some process remembers calls, every export is redirected as if it were traced (pattern.h).
 * That is changed while no process runs code (exclusive.h), at the beginning of a time slice: a
 * process that remembers calls has none before they can be seen.
 *
 * What a process remembers is touched only by the thread that has the process.
 */
#ifndef RT_TRACE_SAVED_CALLS_H
#define RT_TRACE_SAVED_CALLS_H

#include "rt/core/process.h"

enum { SAVED_CALLS_MAX = 10000 };

/* How many are remembered; 0: none. */
UInt saved_calls_length(const Process *process);
/* Forgets what there is. */
void saved_calls_set(Process *process, UInt length);
/* Calls and receives are not remembered before its next time slice. */
void saved_calls_skip(Process *process);

/* Only for processes with saved_calls. `mfa` is never freed. */
void saved_calls_add(Process *process, const Mfa *mfa);
/* am_send, am_receive, am_timeout */
void saved_calls_add_event(Process *process, Term event);
/* A time slice begins. */
void saved_calls_resume(Process *process);

/* The oldest first; false: none are remembered. */
Term saved_calls_term(Process *process);

/* 1: exports are to be redirected, or not to be any more. */
extern volatile AO_t saved_calls_unsettled;
/* At the beginning of a time slice: false when the process is to wait for its next one, as it has
 * to see to that, or must not go on before it is done. */
bool saved_calls_settle(Process *process);

#endif
