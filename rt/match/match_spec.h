/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Match specifications: a list of {Head, Guards, Body} compiled once, run against many terms.
 *
 * A compiled specification does not change; it is counted by its users and may be run by any number
 * of threads. Running it builds terms on the heap of the process that runs it, and uses no C stack
 * in proportion to the size of the specification or of the term.
 *
 * The term it runs against may lie outside every process's heap (in a table, where the caller keeps
 * it alive meanwhile): what goes into the result is then copied. `copy` false says that the term is
 * on the heap of the process, so that parts of it may be shared.
 */
#ifndef RT_MATCH_MATCH_SPEC_H
#define RT_MATCH_MATCH_SPEC_H

#include "rt/core/process.h"

typedef struct MatchSpec MatchSpec;

/* What the heads are matched against, and which functions are allowed in guards and bodies. */
typedef enum MatchSpecKind {
    MATCH_SPEC_TABLE,         /* one tuple (ets:select/2 …; ets:match_spec_compile/1) */
    MATCH_SPEC_TRACE,         /* a list of arguments (erlang:trace_pattern/2) */
    MATCH_SPEC_TRACE_SEND,    /* the same for events of sending: no {caller} */
    MATCH_SPEC_TRACE_RECEIVE, /* … of receiving: nothing that changes how is traced */
} MatchSpecKind;

/* A specification with one user, or NULL when `spec` is none. Allocates nothing on the heap. */
MatchSpec *match_spec_compile(Term spec, MatchSpecKind kind);
/* The same as [{Pattern, [], ['$_']}] (ets:match_object) and [{Pattern, [], ['$$']}] (ets:match).
 */
MatchSpec *match_spec_compile_pattern(Term pattern, bool whole_object);

void match_spec_retain(MatchSpec *spec);
void match_spec_release(MatchSpec *spec);

/* The value of the body of the first clause that matches, or THE_NON_VALUE when none does. A
 * failure in a body gives 'EXIT'. Charges reductions for large specifications and what is copied;
 * the caller charges for the number of objects. */
Term match_spec_run(Process *process, const MatchSpec *spec, Term object, bool copy);
/* The same, but a value that is the whole object is not copied: *whole, and the caller copies. */
Term match_spec_run_whole(Process *process, const MatchSpec *spec, Term object, bool *whole);
/* Is the value the atom true? (select_delete, select_count.) What was built is given back if
 * possible. */
bool match_spec_run_test(Process *process, const MatchSpec *spec, Term object);

/* What the body of a trace specification knows, and what it asked for besides its value. */
typedef struct MatchSpecEffects {
    bool pretend;           /* it is a test: nothing is changed */
    const CodeInfo *caller; /* NULL: unknown */
    bool return_trace, exception_trace;
} MatchSpecEffects;

/* A trace specification against an array of arguments on the process's heap; `false` when no clause
 * matches. The value tells what to trace: true, false, or the argument of {message, …}. */
Term match_spec_run_trace(Process *process, const MatchSpec *spec, const Term *arguments,
                          UInt count, MatchSpecEffects *effects);

/* What the heads say about the element at `position` (1 …) of the tuple. */
typedef struct MatchSpecKey {
    enum {
        MATCH_KEY_ANY,   /* at least one head leaves it open: all objects are to be looked at */
        MATCH_KEY_BOUND, /* every head has a term without variables there: keys[0 … count - 1], none
                            twice (by =:=); count 0: nothing can match */
        MATCH_KEY_PREFIX /* partly bound (one head): keys[0] is a pattern; an ordered table may
                            begin and end where its bound prefix does */
    } kind;
    const Term *keys; /* owned by the specification, in memory outside heaps */
    UInt count;
} MatchSpecKey;
MatchSpecKey match_spec_key(const MatchSpec *spec, UInt position);

/* The number N of the variable '$N'; -1 for every other term. '_' is none. */
int match_spec_variable(Term term);

/* The specification that the magic reference of ets:match_spec_compile/1 stands for, or NULL. */
MatchSpec *match_spec_of_reference(Term reference);
/* A magic reference that takes over the caller's use of the specification. */
Term match_spec_reference(Process *process, MatchSpec *spec);

#endif
