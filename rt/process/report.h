/* SPDX-License-Identifier: Apache-2.0 */
/* What the runtime tells about processes that end, and other mishaps, on standard error. */
#ifndef RT_PROCESS_REPORT_H
#define RT_PROCESS_REPORT_H

#include "rt/core/process.h"

/* The program's entry raised an exception nobody caught. `trace` is a list. Ends the program with
 * status 1. */
_Noreturn void report_entry_failed(Process *process, Term class, Term reason, Term trace);
/* The entry's process has ended otherwise: by returning (status 0), or by an exit signal (1). */
_Noreturn void report_entry_ended(Process *process);
/* A system process has ended: nothing works without it. Ends the program with status 1. */
_Noreturn void report_system_process_ended(Process *process, Term reason);
/* A process is larger, with so many words, than its max_heap_size. */
void report_heap_limit(Process *process, UInt words);
/* Any other process failed: reason is {Reason, Trace}. */
void report_process_failed(Process *process, Term reason);
/* What was sent to a port as data is no iodata. */
void report_bad_output(const char *port_name);

#endif
