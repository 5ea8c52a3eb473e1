/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What bodies of trace specifications can do. No process is traced and there are no sequential
 * trace tokens, so the actions find out whether they are asked for something that exists, and give
 * the values that ERTS gives when nobody traces. THE_NON_VALUE: the action fails.
 */
#ifndef RT_MATCH_TRACE_ACTIONS_H
#define RT_MATCH_TRACE_ACTIONS_H

#include "rt/core/process.h"

/* {enable_trace, Flag} and {disable_trace, Flag}, for a pid or registered name. */
Term trace_action_flag(Term flag, Term whom);
/* {trace, Disable, Enable}. */
Term trace_action_flags(Term disable, Term enable, Term whom);
/* {set_seq_token, Item, Value}; `pretend`: tells the present value, as in tests of specifications.
 */
Term trace_action_set_seq_token(Process *process, Term item, bool pretend);
/* A text about the process, as a binary. */
Term trace_action_process_dump(Process *process);

#endif
