/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Calls that are traced, by the thread that runs the process: what is told when one begins, returns
 * or fails.
 *
 * What is to be told at a call's end stands in frames that are pushed below the called function:
 *
 *   rt_trace_returned      [continuation][module][function][arity][kind][tracer, [] the process's]
 *   rt_trace_returned_to   [continuation]
 *
 * They belong to no function, so they appear in no stack trace.
 */
#ifndef RT_TRACE_CALL_H
#define RT_TRACE_CALL_H

#include "rt/core/heap.h"
#include "rt/trace/pattern.h"
#include "rt/trace/tracee.h"

/* Which processes leave each function's entry for rt_yield. */
typedef enum CallMode { CALL_MODE_OFF, CALL_MODE_TRACED, CALL_MODE_ALL } CallMode;
extern volatile AO_t call_mode;
void call_set_mode(CallMode mode);

static inline bool call_is_watched(const Process *process)
{
    AO_t mode = AO_load(&call_mode);
    return __builtin_expect(mode != CALL_MODE_OFF, 0) &&
           (mode == CALL_MODE_ALL || (process->trace_flags & TRACE_CALL));
}

/* Wherever a process gets reductions: the next function's entry is looked at. */
static inline void call_watch(Process *process)
{
    if (call_is_watched(process))
        heap_want_collection(process);
}

/* It goes on, where it has left its thread: after call_leaves_at_entry at that entry. */
static inline void call_goes_on(Process *process)
{
    if (call_is_watched(process))
        heap_want_collection(process);
    else
        process->restarted = NULL;
}

enum { CALL_FRAME_WORDS = 6, CALL_BACK_FRAME_WORDS = 1 };
enum { CALL_RETURNS = 1, CALL_FAILS = 2 }; /* kinds of frames: what is told */

/* What is to be told at the end of a call. */
typedef struct CallEnd {
    uint32_t kind, meta_kind; /* CALL_RETURNS …; 0: nothing */
    bool back;                /* where it returned to, too */
    Term meta_tracer;
} CallEnd;

/* A call of the pattern's function begins; `caller` may be NULL: unknown. */
CallEnd call_begin(Process *process, CallPattern *pattern, const Term *arguments,
                   const CodeInfo *caller);
/* Pushes the frames; `live` X registers. */
void call_push(Process *process, const CallPattern *pattern, const CallEnd *end, UInt live);

/* A process that is watched is at the entry of a function, arguments in the X registers: tells,
 * unless that has been done (restarted), and gives it the reduction that takes it past the
 * entry. */
void call_at_entry(Process *process, Fragment *entry);

/* A process leaves its thread at the entry of a function: tells now, by the patterns that there are
 * now, and not again when it goes on. */
void call_leaves_at_entry(Process *process, Fragment *entry);

/* `tracer`: of the frame. */
void call_returned(Process *process, const Mfa *mfa, Term tracer, Term value);
void call_failed(Process *process, const Mfa *mfa, Term tracer, Term class, Term reason);
void call_returned_to(Process *process, const CodeInfo *place);

/* Whom the function that has just been entered returns to; NULL: nobody. */
const CodeInfo *call_caller(const Process *process);
/* Is it told already when that function returns? */
bool call_tells_return_to(const Process *process);

#endif
