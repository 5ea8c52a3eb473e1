/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Native functions (BIFs): conventions.
 *
 * A BIF of arity n is `Term bif_MODULE_NAME_n(Process *process, Term a1, …, Term an)` (operators
 * have the names of atoms.def: bif_erlang_plus_2). It returns its result, or THE_NON_VALUE after
 * calling one of the functions below. It is listed in a .def file of rt/bif: BIF(module, function
 * atom identifier, arity, KIND), where KIND is
 *
 *   PLAIN     called directly from generated code (arity <= 6), or through its export (7, the
 *             most); may allocate, fail and charge reductions; what may take more than a
 *             millisecond is announced (long_work.h)
 *   GUARD     as PLAIN, and allowed in guards: no side effects
 *   YIELDING  entered like an Erlang function; may also return bif_trap_*() to be called again in a
 *             later time slice or to continue in Erlang code
 *   DIRTY_IO  may block: runs on a dirty I/O scheduler, with a stand-in (rt/sched/dirty.h)
 *   READY_IO  called on the scheduler first, where it must not block: returns bif_go_dirty() to be
 *             called again as a DIRTY_IO one
 *
 * No BIF moves terms; arguments stay valid throughout (heap.h). Terms kept across a trap must be in
 * the trap's arguments.
 */
#ifndef RT_CORE_BIF_H
#define RT_CORE_BIF_H

#include "rt/core/atom.h"
#include "rt/core/heap.h"

/* Failing: each returns THE_NON_VALUE, so that a BIF says `return bif_badarg(process);`. */
__attribute__((cold)) Term bif_badarg(Process *process);
__attribute__((cold)) Term bif_badarith(Process *process);
__attribute__((cold)) Term bif_system_limit(Process *process);
__attribute__((cold)) Term bif_error(Process *process, Term reason); /* class error */
/* badarg with error_info #{cause => Cause} as erl_erts_errors understands it. */
__attribute__((cold)) Term bif_badarg_cause(Process *process, Term cause);
__attribute__((cold)) Term bif_error_cause(Process *process, Term reason, Term cause);
__attribute__((cold)) Term bif_raise(Process *process, Term class, Term reason);
/* {badmap, T}, {badkey, K} … */
__attribute__((cold)) Term bif_error_tuple(Process *process, Term tag, Term value);

/* For helpers of operators (not called as BIFs): what to put on top of the stack trace. */
__attribute__((cold)) Term fail_operator(Process *process, Term reason, const Mfa *mfa, UInt count,
                                         Term a, Term b);

/* Charge reductions for work done (about 1 per 1 µs). */
static inline void bif_charge(Process *process, SInt reductions)
{
    process->reductions -= reductions;
}
/* Reductions left in this time slice; a YIELDING BIF traps when it is <= 0. */
static inline SInt bif_reductions_left(const Process *process)
{
    return process->reductions;
}

/* Gives up the rest of the time slice: nobody is charged for it. */
static inline void bif_end_slice(Process *process)
{
    process->reductions_unused += process->reductions_kept;
    process->reductions_kept = 0;
    if (process->reductions > 0) {
        process->reductions_unused += process->reductions;
        process->reductions = 0;
    }
}

/* Continue later by calling `function` with these arguments (unused ones TERM_NIL). */
Term bif_trap(Process *process, BifFunction4 *function, UInt count, Term a, Term b, Term c, Term d);
/* Tail call Erlang code: M:F(args). */
Term bif_trap_export(Process *process, const Export *export, UInt count, Term a, Term b, Term c,
                     Term d);

/* A READY_IO BIF that may have to wait, and has done nothing yet, leaves the scheduler. */
Term bif_go_dirty(Process *process);

/* Tail call an export of the right arity with a proper list of arguments (at most ARITY_MAX, which
 * the caller has checked). */
Term bif_trap_apply_export(Process *process, const Export *export, Term list);

/* The export entry of M:F/A, made when there is none yet (its address is rt_undefined then). */
Export *export_get(Term module, Term function, UInt arity);
/* Find only; NULL when there is none. */
Export *export_find(Term module, Term function, UInt arity);
/* All of them, one after the other, *at being 0 at first; NULL at the end. Those made meanwhile may
 * be left out. */
Export *export_next(UInt *at);

#endif
