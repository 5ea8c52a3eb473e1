/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The scheduler's loop and what fragments ask of it.
 *
 * A process runs by its `resume` fragment being called with the registers in `saved`; a fragment
 * that returns gives the thread back, having stored where to go on (scheduler_save) or ended the
 * process.
 */
#ifndef RT_CORE_SCHEDULER_H
#define RT_CORE_SCHEDULER_H

#include "rt/core/process.h"

/* The process leaves the thread, to go on at `resume` with `live` registers from the X registers.
 */
void scheduler_save(Process *process, Fragment *resume, UInt aux, UInt live);

/* A native function wants to go on later: collects if needed (`live` X registers); if the time
 * slice is over, saves the process and reductions are <= 0 afterwards, else the caller goes on at
 * once. */
void scheduler_yield_native(Process *process, const Export *native, Fragment *resume, UInt aux,
                            UInt live);

/* Gives back reductions that heap_want_collection set aside. */
void scheduler_restore_reductions(Process *process);

/* Sleep until a message arrives or the deadline passes; the process goes on at resume. */
void scheduler_wait(Process *process, Fragment *resume);

void scheduler_process_returned(Process *process, Term result);
void scheduler_process_failed(Process *process, Term class, Term reason, Term trace);

/* Run `entry` with the list of arguments (when its arity is 1) in the first process until it ends.
 * Returns the exit status of the program. */
int scheduler_run_program(const Program *program, int argument_count, char **arguments);

#endif
