/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Sending signals and acting on them (rt/process/message.h tells what they are).
 */
#ifndef RT_PROCESS_SIGNAL_H
#define RT_PROCESS_SIGNAL_H

#include "rt/process/message.h"

/* Hands the signal over to its target, a process or port. False: there is no such process; then
 * whoever waits for its effect has been answered as a dead process answers, and it is freed. Any
 * thread. */
bool signal_send(Signal *signal);

/* Does for a receiver that is dead what it has to. Frees the signal. */
void signal_answer_for_dead(Signal *signal);

/* The same for a target that has just been looked up. */
bool signal_push(Process *target, Signal *signal);

/* Take over and act on all signals that have come in. May end the process (PROCESS_EXITING). Called
 * by the scheduler that runs the process, with its registers synced. While it is running code
 * (`on_thread`), a task is left in `taken` with what came after it: the process has to leave its
 * thread soon. */
void signal_handle_incoming(Process *process, bool on_thread);

/* For a process whose native function is on a dirty scheduler (rt/sched/dirty.h), by the scheduler
 * that has it: acts on what has come in, but leaves what needs the process at home in `taken`. True
 * when time is up and there may be more. */
bool signal_handle_away(Process *process);

/* For a process in the midst of a native function's long work (rt/core/long_work.h): acts on what
 * has come in, but leaves what looks at code or heap in `taken`, and has the process leave its
 * thread soon then. True: the process has to end. */
bool signal_handle_amid(Process *process);

/* Has something been pushed that is not taken over? */
static inline bool signal_is_pending(const Process *process)
{
    AO_t head = AO_load(&process->signals);
    return head != 0 && head != SIGNALS_CLOSED;
}

/* Answers what is left in the queue of a process that ends, and lets nothing more in. */
void signal_close(Process *process);

/* A copy of the term as a message. */
void signal_send_message(Term target, Term term);

#endif
