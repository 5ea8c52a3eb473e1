/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Fragments of the runtime that generated code enters (code.h): yielding, collecting, native
 * functions called like Erlang functions, and the continuation at the bottom of every stack.
 *
 * A fragment that returns instead of jumping hands the thread back to the scheduler's loop.
 */
#include "rt/core/raise.h"
#include "rt/sched/scheduler.h"

#include "rt/core/bif.h"
#include "rt/core/fragment.h"
#include "rt/gc/gc.h"
#include "rt/ops/state.h"
#include "rt/process/exit.h"
#include "rt/process/message.h"
#include "rt/process/task.h"
#include "rt/sched/dirty.h"
#include "rt/trace/call.h"

/* Jump to a fragment with everything taken from the process and the X register file. */
#define ENTER(fragment, aux_value)                                                                \
    do {                                                                                          \
        const Term *x_ = process->scheduler->x;                                                   \
        MUSTTAIL return (fragment)(process, process->stack, process->heap_top,                    \
                                   process->reductions, x_[0], x_[1], x_[2], x_[3], x_[4], x_[5], \
                                   aux_value);                                                    \
    } while (0)

PRESERVE_NONE void rt_yield(FRAGMENT_PARAMETERS)
{
    if (reductions >= 0)
        MUSTTAIL return rt_collect_restart(FRAGMENT_ARGUMENTS);
    Fragment *again = (Fragment *)aux;
    UInt arity = code_function(code_info((const void *)aux))->arity;
    fragment_sync(process, stack, heap, reductions);
    STORE_REGISTERS();
    if (gc_wanted(process))
        gc_collect(process, 0, arity);
    scheduler_restore_reductions(process);
    if (process->reductions > 0 && !(process->flags & PROCESS_EXITING) && !process->taken &&
        !task_pending(process)) {
        if (call_is_watched(process))
            call_at_entry(process, again);
        ENTER(again, 0);
    }
    call_leaves_at_entry(process, again);
    scheduler_save(process, again, 0, arity);
}

PRESERVE_NONE void rt_collect_restart(FRAGMENT_PARAMETERS)
{
    Fragment *again = (Fragment *)aux;
    fragment_sync(process, stack, heap, reductions);
    STORE_REGISTERS();
    CodeDetails details = code_details(code_info((const void *)aux));
    gc_collect(process, details.need, details.live);
    process->collected = true;
    process->restarted = call_is_watched(process) ? again : NULL;
    ENTER(again, 0);
}

PRESERVE_MOST void rt_collect(Process *process, Term *stack, Term *heap, SInt reductions,
                              UInt words, UInt live)
{
    fragment_sync(process, stack, heap, reductions);
    gc_collect(process, words, live);
}

/* ---- native functions ----------------------------------------------------------------------- */

typedef Term Bif0(Process *);
typedef Term Bif1(Process *, Term);
typedef Term Bif2(Process *, Term, Term);
typedef Term Bif3(Process *, Term, Term, Term);
typedef Term Bif4(Process *, Term, Term, Term, Term);

static inline const Export *called_export(UInt aux)
{
    return (aux & TAG_MASK) == TAG_BOXED ? (const Export *)term_boxed_ptr(aux)[1]
                                         : (const Export *)aux;
}

/* A native function entered through its export failed: it stands on top of the trace. */
static Landing raise_native(Process *process, const Export *export, const Term *arguments)
{
    Fault *fault = &process->scheduler->fault;
    if (!fault->mfa && !(fault->flags & FAULT_NO_BIF_FRAME)) {
        fault->mfa = &export->mfa;
        fault->arguments = heap_list(process, arguments, export->mfa.arity, TERM_NIL);
    }
    return raise_fault(process, NULL);
}

#define FAIL_NATIVE(export, arguments)                                                         \
    do {                                                                                       \
        Landing landing_ = raise_native(process, export, arguments);                           \
        MUSTTAIL return landing_.handler(process, process->stack, process->heap_top,           \
                                         process->reductions, landing_.class, landing_.reason, \
                                         landing_.trace, x3, x4, x5, 0);                       \
    } while (0)

#define RETURN_NATIVE(result)                                                                    \
    MUSTTAIL return ((Fragment *)process->stack[0])(process, process->stack, process->heap_top,  \
                                                    process->reductions, result, x1, x2, x3, x4, \
                                                    x5, 0)

#define BIF_CALL(count, ...)                                                                       \
    __attribute__((no_sanitize("function")))                                                       \
    PRESERVE_NONE void rt_bif_call_##count(FRAGMENT_PARAMETERS)                                    \
    {                                                                                              \
        const Export *export = called_export(aux);                                                 \
        fragment_sync(process, stack, heap, reductions);                                           \
        Term result = ((Native##count *)export->bif)(__VA_ARGS__, (UInt) export | EXPORT_ENTERED); \
        if (UNLIKELY(result == THE_NON_VALUE)) {                                                   \
            const Term arguments[] = {x0, x1, x2, x3, x4, x5};                                     \
            FAIL_NATIVE(export, arguments);                                                        \
        }                                                                                          \
        RETURN_NATIVE(result);                                                                     \
    }

BIF_CALL(0, process)
BIF_CALL(1, process, x0)
BIF_CALL(2, process, x0, x1)
BIF_CALL(3, process, x0, x1, x2)
BIF_CALL(4, process, x0, x1, x2, x3)
BIF_CALL(5, process, x0, x1, x2, x3, x4)
BIF_CALL(6, process, x0, x1, x2, x3, x4, x5)

/* With the last argument in memory. */
__attribute__((no_sanitize("function"))) PRESERVE_NONE void rt_bif_call_7(FRAGMENT_PARAMETERS)
{
    const Export *export = called_export(aux);
    const Term arguments[] = {x0, x1, x2, x3, x4, x5, process->scheduler->x[6]};
    fragment_sync(process, stack, heap, reductions);
    Term result = ((Native7 *)export->bif)(process, x0, x1, x2, x3, x4, x5, arguments[6],
                                           (UInt) export | EXPORT_ENTERED);
    if (UNLIKELY(result == THE_NON_VALUE))
        FAIL_NATIVE(export, arguments);
    RETURN_NATIVE(result);
}

static Term call_native(const Export *export, Process *process, const Term *x)
{
    switch (export->mfa.arity) {
    case 0:
        return ((Bif0 *)export->bif)(process);
    case 1:
        return ((Bif1 *)export->bif)(process, x[0]);
    case 2:
        return ((Bif2 *)export->bif)(process, x[0], x[1]);
    case 3:
        return ((Bif3 *)export->bif)(process, x[0], x[1], x[2]);
    default:
        return ((Bif4 *)export->bif)(process, x[0], x[1], x[2], x[3]);
    }
}

/* A yielding native function goes on: x0…x3 are the arguments of its continuation (aux), the next
 * four X registers its original arguments, for the stack trace. */
enum { TRAP_ARGUMENTS = 4 };

typedef enum Outcome { OUTCOME_RESULT, OUTCOME_FAILED, OUTCOME_CALL, OUTCOME_AGAIN } Outcome;

static Outcome outcome_of(Process *process, Term result)
{
    const Trap *trap = &process->scheduler->trap;
    if (result != THE_NON_VALUE)
        return OUTCOME_RESULT;
    if (trap->function)
        return OUTCOME_AGAIN;
    return trap->export ? OUTCOME_CALL : OUTCOME_FAILED;
}

/* Takes the trap's arguments to the X registers and clears it; the original arguments follow. */
static Trap take_trap(Process *process, const Term *original)
{
    Scheduler *scheduler = process->scheduler;
    Trap trap = scheduler->trap;
    scheduler->trap.function = NULL;
    scheduler->trap.export = NULL;
    for (int i = 0; i < TRAP_ARGUMENTS; i++) {
        Term argument = original[i];
        scheduler->x[i] = trap.args[i];
        scheduler->x[TRAP_ARGUMENTS + i] = argument;
    }
    return trap;
}

/* The export that a trap calls, its arguments in the X registers. */
static const Export *prepare_call(Process *process, const Term *original)
{
    Trap trap = take_trap(process, original);
    Term *x = process->scheduler->x;
    for (Term list = trap.list; term_is_cons(list); list = term_tail(list))
        *x++ = term_head(list);
    return trap.export;
}

/* Runs until the native function has a result, fails, calls Erlang code or its time is over. */
#define DRIVE_NATIVE(export, first_result, original_arguments)                             \
    do {                                                                                   \
        Term original_[TRAP_ARGUMENTS];                                                    \
        __builtin_memcpy(original_, original_arguments, sizeof original_);                 \
        Term result_ = (first_result);                                                     \
        Outcome outcome_ = outcome_of(process, result_);                                   \
        if (outcome_ == OUTCOME_AGAIN) {                                                   \
            Trap trap_ = take_trap(process, original_);                                    \
            scheduler_yield_native(process, export, rt_bif_continue, (UInt)trap_.function, \
                                   2 * TRAP_ARGUMENTS);                                    \
            if (process->reductions > 0)                                                   \
                ENTER(rt_bif_continue, (UInt)trap_.function);                              \
            return;                                                                        \
        }                                                                                  \
        if (outcome_ == OUTCOME_CALL) {                                                    \
            const Export *called_ = prepare_call(process, original_);                      \
            ENTER(called_->address, (UInt)called_);                                        \
        }                                                                                  \
        if (outcome_ == OUTCOME_FAILED)                                                    \
            FAIL_NATIVE(export, original_);                                                \
        RETURN_NATIVE(result_);                                                            \
    } while (0)

PRESERVE_NONE void rt_bif_yielding(FRAGMENT_PARAMETERS)
{
    const Export *export = called_export(aux);
    fragment_sync(process, stack, heap, reductions);
    STORE_REGISTERS();
    /* Registers that are no arguments hold anything; if it traps they become roots. */
    UInt arity = export->mfa.arity;
    const Term arguments[TRAP_ARGUMENTS] = {
        arity > 0 ? x0 : TERM_NIL,
        arity > 1 ? x1 : TERM_NIL,
        arity > 2 ? x2 : TERM_NIL,
        arity > 3 ? x3 : TERM_NIL,
    };
    __builtin_memcpy(process->scheduler->x, arguments, sizeof arguments);
    DRIVE_NATIVE(export, call_native(export, process, process->scheduler->x), arguments);
}

static Term continue_native(Process *process, BifFunction4 *function, Term a, Term b, Term c,
                            Term d)
{
    Term result = function(process, a, b, c, d);
    call_watch(process);
    return result;
}

PRESERVE_NONE void rt_bif_continue(FRAGMENT_PARAMETERS)
{
    const Export *export = process->trapped;
    BifFunction4 *function = (BifFunction4 *)aux;
    fragment_sync(process, stack, heap, reductions);
    STORE_REGISTERS();
    DRIVE_NATIVE(export, continue_native(process, function, x0, x1, x2, x3),
                 process->scheduler->x + TRAP_ARGUMENTS);
}

/* ---- native functions on dirty schedulers ------------------------------------------------------
 */

/* To a dirty scheduler, with the arguments in the X registers. */
static void save_for_dirty(Process *process, const Export *export)
{
    process->trapped = export;
    bif_go_dirty(process);
    scheduler_save(process, rt_bif_dirty_run, (UInt) export, export->mfa.arity);
}

PRESERVE_NONE void rt_bif_dirty_io(FRAGMENT_PARAMETERS)
{
    fragment_sync(process, stack, heap, reductions);
    STORE_REGISTERS();
    save_for_dirty(process, called_export(aux));
}

PRESERVE_NONE void rt_bif_ready_io(FRAGMENT_PARAMETERS)
{
    const Export *export = called_export(aux);
    fragment_sync(process, stack, heap, reductions);
    STORE_REGISTERS();
    Term result = call_native(export, process, process->scheduler->x);
    if (process->flags & PROCESS_DIRTY) {
        save_for_dirty(process, export);
        return;
    }
    if (UNLIKELY(result == THE_NON_VALUE)) {
        const Term arguments[] = {x0, x1, x2, x3, x4, x5};
        FAIL_NATIVE(export, arguments);
    }
    RETURN_NATIVE(result);
}

/* Leaves the dirty scheduler at once: to the caller with the result, or to the handler. */
PRESERVE_NONE void rt_bif_dirty_run(FRAGMENT_PARAMETERS)
{
    const Export *export = (const Export *)aux;
    Term *x = process->scheduler->x;
    Process stand_in;
    fragment_sync(process, stack, heap, reductions);
    STORE_REGISTERS();
    dirty_begin(process, &stand_in);
    Term result = call_native(export, &stand_in, x);
    dirty_end(process, &stand_in);
    if (process->flags & PROCESS_EXITING)
        return;
    if (result != THE_NON_VALUE) {
        x[0] = result;
        scheduler_save(process, rt_bif_dirty_return, 0, 1);
        return;
    }
    Landing landing = raise_native(process, export, x);
    x[0] = landing.class;
    x[1] = landing.reason;
    x[2] = landing.trace;
    scheduler_save(process, landing.handler, 0, 3);
}

PRESERVE_NONE void rt_bif_dirty_return(FRAGMENT_PARAMETERS)
{
    (void)aux;
    fragment_sync(process, stack, heap, reductions);
    if (process->off_heap_words > process->off_heap_limit)
        heap_want_collection(process);
    RETURN_NATIVE(x0);
}

/* ---- waiting ----------------------------------------------------------------------------------
 */

PRESERVE_NONE void rt_wait(FRAGMENT_PARAMETERS)
{
    (void)x0, (void)x1, (void)x2, (void)x3, (void)x4, (void)x5;
    fragment_sync(process, stack, heap, reductions);
    scheduler_wait(process, (Fragment *)aux);
}

/* The first wait of a receive starts its timeout; waits after messages that did not match go on
 * with it. wait_deadline is 0 outside. */
PRESERVE_NONE void rt_wait_timeout(FRAGMENT_PARAMETERS)
{
    const WaitSite *site = (const WaitSite *)aux;
    fragment_sync(process, stack, heap, reductions);
    STORE_REGISTERS();
    if (x0 == am_infinity || process->flags & PROCESS_EXITING) {
        scheduler_wait(process, site->message);
        return;
    }
    if (!term_is_small(x0) || (UInt)term_small_value(x0) > UINT32_MAX) {
        bif_error(process, am_timeout_value);
        ENTER(site->bad_timeout, 0);
    }
    bool begins = process->wait_deadline == 0;
    if (begins && x0 == term_make_small(0))
        ENTER(site->timeout, 0);
    uint64_t now = scheduler_now();
    if (begins)
        process->wait_deadline = now + (uint64_t)term_small_value(x0) * 1000000u;
    if (now >= process->wait_deadline) {
        process->wait_deadline = 0;
        ENTER(site->timeout, 0);
    }
    timer_set_wait(process, process->wait_deadline);
    scheduler_wait(process, site->message);
}

/* ---- a process's beginning ---------------------------------------------------------------------
 */

/* x0 = module, x1 = function, x2 = proper list of arguments. */
PRESERVE_NONE void rt_process_begin(FRAGMENT_PARAMETERS)
{
    (void)x3, (void)x4, (void)x5, (void)aux;
    Term *x = process->scheduler->x;
    UInt arity = 0;
    fragment_sync(process, stack, heap, reductions);
    for (Term list = x2; term_is_cons(list); list = term_tail(list))
        x[arity++] = term_head(list);
    const Export *export = export_get(x0, x1, arity);
    ENTER(export->address, (UInt) export);
}

/* ---- ends of a process ------------------------------------------------------------------------
 */

/* The continuation at the bottom of every stack, with a CodeInfo in front as generated code has
 * (no function: it does not appear in traces). */
__attribute__((used)) PRESERVE_NONE void rt_process_returned(FRAGMENT_PARAMETERS)
{
    (void)x1, (void)x2, (void)x3, (void)x4, (void)x5, (void)aux;
    fragment_sync(process, stack, heap, reductions);
    (void)x0;
    exit_begin(process, am_normal, THE_NON_VALUE);
}

CONTINUATION("rt_process_bottom", "1", "rt_process_returned");

PRESERVE_NONE void rt_uncaught(FRAGMENT_PARAMETERS)
{
    (void)x3, (void)x4, (void)x5, (void)aux;
    fragment_sync(process, stack, heap, reductions);
    exit_uncaught(process, x0, x1, x2);
}
