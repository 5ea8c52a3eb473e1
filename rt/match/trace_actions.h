/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What bodies of trace specifications can do. `pretend`: it is a test of the specification, nothing
 * changes, and the values are those of a process that nobody traces. THE_NON_VALUE: the action
 * fails.
 */
#ifndef RT_MATCH_TRACE_ACTIONS_H
#define RT_MATCH_TRACE_ACTIONS_H

#include "rt/core/process.h"

/* {enable_trace, Flag} and {disable_trace, Flag}, for a pid or registered name. What is asked of
 * another process happens when that looks at its signals. */
Term trace_action_flag(Process *process, bool enable, Term flag, Term whom, bool pretend);
/* {trace, Disable, Enable}. */
Term trace_action_flags(Process *process, Term disable, Term enable, Term whom, bool pretend);
/* {caller} and {caller_line}. */
Term trace_action_caller(Process *process, const CodeInfo *caller, bool line);
/* {silent, Value} */
void trace_action_silent(Process *process, Term value, bool pretend);
/* {set_seq_token, Item, Value}; `pretend`: tells the present value, as in tests of specifications.
 */
Term trace_action_set_seq_token(Process *process, Term item, Term value, bool pretend);
/* A text about the process, as a binary. */
Term trace_action_process_dump(Process *process);

#endif
