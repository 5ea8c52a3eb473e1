/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Log events of the runtime itself: they go as messages to the process registered as `logger`, or
 * to the one that erlang:system_flag(system_logger, Pid) names; when there is none, as text to
 * standard error.
 */
#ifndef RT_PROCESS_SYSTEM_LOGGER_H
#define RT_PROCESS_SYSTEM_LOGGER_H

#include "rt/core/process.h"

/* The atoms logger or undefined, or a local pid. Any thread. */
Term system_logger(void);
/* Returns the one before. */
Term system_logger_set(Term logger);

/* An event of level error: {log, error, Format, Arguments, Metadata}. `format` is as for io:format,
 * with ~p and ~n only, and `arguments` a list. Leaves the process's own heap block alone. */
void system_logger_error(Process *process, const char *format, Term arguments);

/* The same of level warning. */
void system_logger_warning(Process *process, const char *format, Term arguments);

/* A text on standard error, in the form of a report. Any thread. */
void system_logger_print(const char *format, Term arguments);

#endif
