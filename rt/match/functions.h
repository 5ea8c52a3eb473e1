/* SPDX-License-Identifier: Apache-2.0 */
/* The native functions that match specifications may call (functions.def), and those of the trace
 * control word. */
#ifndef RT_MATCH_FUNCTIONS_H
#define RT_MATCH_FUNCTIONS_H

#include "rt/core/process.h"

#define MATCH_PARAMETERS_0 Process *process
#define MATCH_PARAMETERS_1 Process *process, Term a
#define MATCH_PARAMETERS_2 Process *process, Term a, Term b
#define MATCH_PARAMETERS_3 Process *process, Term a, Term b, Term c
#define MATCH_FUNCTION(name, arity) Term bif_erlang_##name##_##arity(MATCH_PARAMETERS_##arity);
#include "rt/match/functions.def"

typedef Term MatchCall0(MATCH_PARAMETERS_0);
typedef Term MatchCall1(MATCH_PARAMETERS_1);
typedef Term MatchCall2(MATCH_PARAMETERS_2);
typedef Term MatchCall3(MATCH_PARAMETERS_3);

/* {get_tcw}, {set_tcw, Word}, and what the latter is in a test: it only checks the word. All give
 * the word as it was. */
Term match_get_trace_word(Process *process);
Term match_set_trace_word(Process *process, Term word);
Term match_check_trace_word(Process *process, Term word);

#endif
