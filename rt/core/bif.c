/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How native functions fail and trap (bif.h). All state is in the scheduler that runs the process.
 */
#include "rt/core/bif.h"

#include "rt/ops/guards.h"

static Fault *new_fault(Process *process, Term class, Term reason)
{
    Fault *fault = &process->scheduler->fault;
    fault->class = class;
    fault->reason = reason;
    fault->trace = fault->cause = fault->error_info = fault->arguments = THE_NON_VALUE;
    fault->mfa = NULL;
    fault->args_count = 0;
    fault->flags = 0;
    return fault;
}

Term bif_raise(Process *process, Term class, Term reason)
{
    new_fault(process, class, reason);
    return THE_NON_VALUE;
}

Term bif_error(Process *process, Term reason)
{
    return bif_raise(process, am_error, reason);
}
Term bif_badarg(Process *process)
{
    return bif_error(process, am_badarg);
}
Term bif_badarith(Process *process)
{
    return bif_error(process, am_badarith);
}
Term bif_system_limit(Process *process)
{
    return bif_error(process, am_system_limit);
}

PRESERVE_MOST Term guard_badarg(Process *process)
{
    return bif_error(process, am_badarg);
}

Term bif_error_cause(Process *process, Term reason, Term cause)
{
    new_fault(process, am_error, reason)->cause = cause;
    return THE_NON_VALUE;
}

Term bif_badarg_cause(Process *process, Term cause)
{
    return bif_error_cause(process, am_badarg, cause);
}

Term bif_error_tuple(Process *process, Term tag, Term value)
{
    return bif_error(process, heap_tuple(process, 2, tag, value));
}

Term fail_operator(Process *process, Term reason, const Mfa *mfa, UInt count, Term a, Term b)
{
    Fault *fault = new_fault(process, am_error, reason);
    fault->mfa = mfa;
    fault->args[0] = a;
    fault->args[1] = b;
    fault->args_count = (uint32_t)count;
    return THE_NON_VALUE;
}

static Trap *new_trap(Process *process, UInt count, Term a, Term b, Term c, Term d)
{
    Trap *trap = &process->scheduler->trap;
    trap->function = NULL;
    trap->export = NULL;
    trap->list = THE_NON_VALUE;
    trap->args[0] = a;
    trap->args[1] = b;
    trap->args[2] = c;
    trap->args[3] = d;
    trap->args_count = (uint32_t)count;
    return trap;
}

Term bif_trap(Process *process, BifFunction4 *function, UInt count, Term a, Term b, Term c, Term d)
{
    new_trap(process, count, a, b, c, d)->function = function;
    return THE_NON_VALUE;
}

Term bif_go_dirty(Process *process)
{
    process->flags |= PROCESS_DIRTY;
    return THE_NON_VALUE;
}

Term bif_trap_export(Process *process, const Export *export, UInt count, Term a, Term b, Term c,
                     Term d)
{
    new_trap(process, count, a, b, c, d)->export = export;
    return THE_NON_VALUE;
}

Term bif_trap_apply_export(Process *process, const Export *export, Term list)
{
    Trap *trap = new_trap(process, 0, TERM_NIL, TERM_NIL, TERM_NIL, TERM_NIL);
    trap->export = export;
    trap->list = list;
    return THE_NON_VALUE;
}
