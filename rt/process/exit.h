/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The end of a process: everybody who is to know is told, then its memory is freed. It is done in
 * steps that charge reductions, for there may be a million to be told.
 */
#ifndef RT_PROCESS_EXIT_H
#define RT_PROCESS_EXIT_H

#include "rt/core/process.h"

/* From now on the process runs no more code: it leaves its thread at the next chance. `reason` is
 * on its heap; `from` is whose signal ended it (itself otherwise). The first call counts. */
void exit_begin(Process *process, Term reason, Term from);

/* A collection has found that the process is larger than its max_heap_size, with so many words: it
 * is reported and killed, as its flags say. */
void exit_heap_limit(Process *process, UInt words);

/* Nobody has caught this exception. */
void exit_uncaught(Process *process, Term class, Term reason, Term raw_trace);

/* The same but for its memory, which others may still read; true when others see nothing of it any
 * more. Called by who has the process. */
bool exit_for_others(Process *process);

/* Goes on ending the process; true when it is gone (its structure too). Called by the scheduler. */
bool exit_continue(Process *process);

#endif
