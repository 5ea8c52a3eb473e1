/* SPDX-License-Identifier: Apache-2.0 */
/* A compiled match specification of traces together with the term it was made of, counted by its
 * users. Any thread. */
#ifndef RT_TRACE_SPECIFICATION_H
#define RT_TRACE_SPECIFICATION_H

#include "rt/match/match_spec.h"

typedef struct Specification Specification;

/* With one user; NULL: it is no match specification. */
Specification *specification_new(Term term, MatchSpecKind kind);
/* NULL is none. */
void specification_retain(Specification *specification);
void specification_release(Specification *specification);

const MatchSpec *specification_program(const Specification *specification);
/* A copy of the term on the process's heap. */
Term specification_term(Process *process, const Specification *specification);

#endif
