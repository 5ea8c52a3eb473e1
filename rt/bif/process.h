/* SPDX-License-Identifier: Apache-2.0 */
/* Native functions of processes that inlined operations call (process.c). */
#ifndef RT_BIF_PROCESS_H
#define RT_BIF_PROCESS_H

#include "rt/core/bif.h"

Term bif_erlang_send_2(Process *process, Term destination, Term message);
/* The operator !, which is erlang:send/2 to all that look at it. */
Term process_send_operator(Process *process, Term destination, Term message);

/* Others that several files use. */
Term bif_erlang_make_ref_0(Process *process);
Term bif_erlang_get_0(Process *process);
Term bif_erlang_processes_0(Process *process);

/* The items of process_info/2. */
Term process_info_items(Process *process);

/* Can it be told in the midst of a native function's work? (am_all, an item or a list of them) */
bool process_info_is_plain(Term what);

/* process_flag(monitor_nodes, value), process_flag({monitor_nodes, Options}, value). */
Term process_flag_monitor_nodes(Process *process, Term options, Term value);

#endif
