/* SPDX-License-Identifier: Apache-2.0 */
/* What is wrong with a match specification, in words: the answer of erlang:match_spec_test/3. */
#ifndef RT_MATCH_ERRORS_H
#define RT_MATCH_ERRORS_H

#include "rt/core/heap.h"

enum { MATCH_ERROR_BYTES = 99 }; /* longer texts are cut, as in ERTS */

typedef struct MatchError {
    struct MatchError *next;
    UInt size;
    char text[MATCH_ERROR_BYTES];
} MatchError;

/* In the order in which they were found. */
typedef struct MatchErrors {
    MatchError *first, **last;
    UInt count;
} MatchErrors;

void match_errors_start(MatchErrors *errors);
void match_errors_add(MatchErrors *errors, const char *before, Term term, const char *after);
void match_errors_free(MatchErrors *errors);
/* [{error, Text}]. */
Term match_errors_list(Process *process, const MatchErrors *errors);

#endif
