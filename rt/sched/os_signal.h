/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Signals of the operating system as messages: {notify, sigterm} and so on to the process that is
 * registered as erl_signal_server. Without one they are dropped.
 *
 * A handler only writes the signal's number to a pipe; a thread of its own, which is made when the
 * first signal is to be handled, reads it and sends the message.
 */
#ifndef RT_SCHED_OS_SIGNAL_H
#define RT_SCHED_OS_SIGNAL_H

#include "rt/core/term.h"

/* Handles what a booted system handles: SIGTERM, SIGUSR1 and SIGQUIT. */
void os_signal_start(void);

/* What is to be done about a signal (sigterm …): am_handle, am_ignore or am_default. False: there
 * is no such signal. Any thread. */
bool os_signal_set(Term signal, Term action);

#endif
