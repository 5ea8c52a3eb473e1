/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Raising (raise.h), and the raise fragments of code.h.
 *
 * A handler is found by walking the stack frame by frame: catch tags are the only code addresses in
 * Y registers; the innermost of a frame has the lowest Y register. Runs on the process's scheduler.
 */
#include "rt/core/raise.h"

#include "rt/core/atom.h"
#include "rt/core/bif.h"
#include "rt/core/fragment.h"
#include "rt/core/list.h"
#include "rt/core/trace.h"
#include "rt/ops/state.h"
#include "rt/trace/call.h"
#include "rt/trace/enter.h"
#include "rt/trace/saved_calls.h"

/* The process leaves frames of traced calls that are at the top of the stack: tells what they are
 * for. Returns the stack without them; *back: somebody wants to know where it returns to. */
static Term *leave_traced_calls(Process *process, Term *stack, const Landing *landing, bool *back)
{
    for (; stack < process->stack_end;
         stack += code_details(code_info((const void *)stack[0])).frame_words) {
        if (stack[0] == (Term)rt_trace_returned_to) {
            *back = true;
        } else if (stack[0] == (Term)rt_trace_returned) {
            const Mfa mfa = {stack[1], stack[2], (UInt)term_small_value(stack[3])};
            if (term_small_value(stack[4]) & CALL_FAILS)
                call_failed(process, &mfa, stack[5], landing->class, landing->reason);
        } else {
            break;
        }
    }
    return stack;
}

/* `back`: where control goes on is to be told, if that is the first function on the stack. */
static Fragment *find_handler(Process *process, const CodeInfo *at, const Landing *landing,
                              bool back)
{
    Term *stack = process->stack;
    UInt words = at ? code_details(at).frame_words : 0;
    while (stack < process->stack_end) {
        for (UInt i = 1; i < words; i++) {
            if ((stack[i] & TAG_MASK) == TAG_HEADER && stack[i] != 0) {
                process->stack = stack;
                if (UNLIKELY(back))
                    call_returned_to(process, at);
                return (Fragment *)stack[i];
            }
        }
        stack += words;
        if (words != 0 || at)
            back = false;
        if (stack < process->stack_end)
            stack = leave_traced_calls(process, stack, landing, &back);
        if (stack < process->stack_end) {
            at = code_info((const void *)stack[0]);
            words = code_details(at).frame_words;
        }
    }
    process->stack = process->stack_end;
    return rt_uncaught;
}

Landing raise_fault(Process *process, const CodeInfo *at)
{
    Fault *fault = &process->scheduler->fault;
    Term trace = trace_capture(process, at);
    Landing landing = {NULL, fault->class, fault->reason, trace};
    landing.handler = find_handler(process, at, &landing, fault->flags & FAULT_TELL_RETURN_TO);
    return landing;
}

/* Raise the fault that has been set, and leave the fragment. */
#define LAND(at)                                                                               \
    do {                                                                                       \
        Landing landing_ = raise_fault(process, at);                                           \
        MUSTTAIL return landing_.handler(process, process->stack, process->heap_top,           \
                                         process->reductions, landing_.class, landing_.reason, \
                                         landing_.trace, x3, x4, x5, 0);                       \
    } while (0)

PRESERVE_NONE void rt_raise_fault(FRAGMENT_PARAMETERS)
{
    (void)x0, (void)x1, (void)x2;
    fragment_sync(process, stack, heap, reductions);
    LAND((const CodeInfo *)aux);
}

PRESERVE_NONE void rt_raise_bif(FRAGMENT_PARAMETERS)
{
    fragment_sync(process, stack, heap, reductions);
    const RaiseSite *site = (const RaiseSite *)aux;
    Fault *fault = &process->scheduler->fault;
    if (!fault->mfa && !(fault->flags & FAULT_NO_BIF_FRAME)) {
        const Term registers[X_IN_REGISTERS] = {x0, x1, x2, x3, x4, x5};
        fault->mfa = site_native(site);
        fault->arguments = heap_list(process, registers, fault->mfa->arity, TERM_NIL);
    }
    LAND(&site->at);
}

PRESERVE_NONE void rt_raise_by_bif(FRAGMENT_PARAMETERS)
{
    const Term registers[X_IN_REGISTERS] = {x0, x1, x2, x3, x4, x5};
    fragment_sync(process, stack, heap, reductions);
    enter_native_at((const RaiseSite *)aux, process, registers);
    MUSTTAIL return rt_raise_bif(process, stack, process->heap_top, process->reductions, x0, x1, x2,
                                 x3, x4, x5, aux);
}

/* {Tag, X0} */
#define RAISE_TAGGED(name, tag)                          \
    PRESERVE_NONE void name(FRAGMENT_PARAMETERS)         \
    {                                                    \
        (void)x1, (void)x2;                              \
        fragment_sync(process, stack, heap, reductions); \
        bif_error_tuple(process, tag, x0);               \
        LAND((const CodeInfo *)aux);                     \
    }

RAISE_TAGGED(rt_raise_badmatch, am_badmatch)
RAISE_TAGGED(rt_raise_case_clause, am_case_clause)
RAISE_TAGGED(rt_raise_try_clause, am_try_clause)
RAISE_TAGGED(rt_raise_badrecord, am_badrecord)
RAISE_TAGGED(rt_raise_badfun, am_badfun)

PRESERVE_NONE void rt_raise_if_clause(FRAGMENT_PARAMETERS)
{
    (void)x0, (void)x1, (void)x2;
    fragment_sync(process, stack, heap, reductions);
    bif_error(process, am_if_clause);
    LAND((const CodeInfo *)aux);
}

PRESERVE_NONE void rt_raise_function_clause(FRAGMENT_PARAMETERS)
{
    const CodeInfo *at = (const CodeInfo *)aux;
    fragment_sync(process, stack, heap, reductions);
    STORE_REGISTERS();
    Term arguments = heap_list(process, process->scheduler->x, code_function(at)->arity, TERM_NIL);
    bif_error(process, am_function_clause);
    process->scheduler->fault.arguments = arguments;
    LAND(at);
}

PRESERVE_NONE void rt_raise_fun_call(FRAGMENT_PARAMETERS)
{
    (void)x2;
    fragment_sync(process, stack, heap, reductions);
    if (term_is_fun(x0))
        bif_error_tuple(process, am_badarity, heap_tuple(process, 2, x0, x1));
    else
        bif_error_tuple(process, am_badfun, x0);
    LAND((const CodeInfo *)aux);
}

/* As the function above, with the arguments and then the fun in registers. */
#define RAISE_FUN_CALL(arity)                                                                     \
    PRESERVE_NONE void rt_raise_fun_call_##arity(FRAGMENT_PARAMETERS)                             \
    {                                                                                             \
        const Term registers[X_IN_REGISTERS] = {x0, x1, x2, x3, x4, x5};                          \
        fragment_sync(process, stack, heap, reductions);                                          \
        Term list = heap_list(process, registers, arity, TERM_NIL);                               \
        MUSTTAIL return rt_raise_fun_call(process, stack, process->heap_top, process->reductions, \
                                          registers[arity], list, x2, x3, x4, x5, aux);           \
    }

RAISE_FUN_CALL(0)
RAISE_FUN_CALL(1)
RAISE_FUN_CALL(2)
RAISE_FUN_CALL(3)
RAISE_FUN_CALL(4)
RAISE_FUN_CALL(5)

PRESERVE_NONE void rt_raise_again(FRAGMENT_PARAMETERS)
{
    fragment_sync(process, stack, heap, reductions);
    Landing landing = {NULL, x0 == THE_NON_VALUE ? trace_class(x2) : x0, x1, x2};
    if (!term_is_boxed(x2) || landing.class != trace_class(x2)) {
        bif_raise(process, landing.class, x1);
        process->scheduler->fault.trace = trace_build(process, x2);
        landing.trace = trace_capture(process, NULL);
    }
    landing.handler = find_handler(process, (const CodeInfo *)aux, &landing, false);
    MUSTTAIL return landing.handler(process, process->stack, process->heap_top, process->reductions,
                                    landing.class, landing.reason, landing.trace, x3, x4, x5, 0);
}

/* ---- applying computed functions ----------------------------------------------------------- */

/* Moves the arguments to the X registers. Their number, up to what X registers hold: as in ERTS, a
 * function of more than ARITY_MAX arguments can be named in an error. Negative after setting the
 * fault. */
static SInt load_arguments(Process *process, bool callable, Term list, SInt limit)
{
    SInt arity = list_length(list);
    if (!callable || arity < 0) {
        bif_badarg(process);
        return -1;
    }
    if (arity > limit) {
        bif_system_limit(process);
        return -1;
    }
    Term *x = process->scheduler->x;
    for (; term_is_cons(list); list = term_tail(list))
        *x++ = term_head(list);
    return arity;
}

static void name_apply(Process *process, const Mfa *mfa, const Term *arguments)
{
    Fault *fault = &process->scheduler->fault;
    fault->mfa = mfa;
    fault->arguments = heap_list(process, arguments, mfa->arity, TERM_NIL);
}

/* error/1,2,3, exit/1 and throw/1 called last by a computed name: what they raise stands at the
 * caller, although its frame is gone. */
static bool raises_at_caller(const Export *export)
{
    if (!export->bif || export->mfa.module != am_erlang)
        return false;
    return export->mfa.function == am_error ||
           (export->mfa.arity == 1 &&
            (export->mfa.function == am_exit || export->mfa.function == am_throw));
}

#define ENTER_WITH_ARGUMENTS(fragment, aux_value)                                               \
    do {                                                                                        \
        const Term *x_ = process->scheduler->x;                                                 \
        MUSTTAIL return (fragment)(process, stack, process->heap_top, reductions, x_[0], x_[1], \
                                   x_[2], x_[3], x_[4], x_[5], aux_value);                      \
    } while (0)

PRESERVE_NONE void rt_apply(FRAGMENT_PARAMETERS)
{
    static const Mfa mfa = {am_erlang, am_apply, 3};
    fragment_sync(process, stack, heap, reductions);
    SInt arity = load_arguments(process, term_is_atom(x0) && term_is_atom(x1), x2, X_MAX - 1);
    if (arity < 0) {
        name_apply(process, &mfa, (Term[]){x0, x1, x2});
        LAND((const CodeInfo *)aux);
    }
    const Export *export = export_get(x0, x1, (UInt)arity);
    bool last = code_details((const CodeInfo *)aux).frame_words == 0;
    if (UNLIKELY(last && raises_at_caller(export))) {
        enter_native(export, process, process->scheduler->x);
        LAND((const CodeInfo *)aux);
    }
    ENTER_WITH_ARGUMENTS(export->address, (UInt) export);
}

PRESERVE_NONE void rt_apply_fun(FRAGMENT_PARAMETERS)
{
    static const Mfa mfa = {am_erlang, am_apply, 2};
    fragment_sync(process, stack, heap, reductions);
    SInt arity = load_arguments(process, true, x1, X_MAX - 2);
    if (arity < 0) {
        name_apply(process, &mfa, (Term[]){x0, x1});
        LAND(x2 ? NULL : (const CodeInfo *)aux);
    }
    if (!term_is_fun(x0)) {
        bif_error_tuple(process, am_badfun, x0);
        LAND((const CodeInfo *)aux);
    }
    if (term_fun_arity(x0) != (UInt)arity) {
        bif_error_tuple(process, am_badarity, heap_tuple(process, 2, x0, x1));
        LAND((const CodeInfo *)aux);
    }
    ENTER_WITH_ARGUMENTS(*(Fragment **)term_boxed_ptr(x0)[1], x0);
}

/* erlang:apply/2,3 as exports of programs without the module erlang: as its functions, which do
 * nothing but apply. */
static const struct Erlang {
    ModuleImage image;
    int32_t module; /* FunctionTable */
    uint32_t unused;
    FunctionInfo functions[2];
    CodeInfo sites[2];
} erlang = {
#define FUNCTION(i) \
    (int32_t)(offsetof(struct Erlang, functions[i]) - offsetof(struct Erlang, sites[(i) + 1]))
    .image = {.name = am_erlang},
    .module = -(int32_t)offsetof(struct Erlang, module),
    .functions = {{am_apply, .arity = 2, .index = 0}, {am_apply, .arity = 3, .index = 1}},
    .sites = {{.function = FUNCTION(0)}, {.function = FUNCTION(1)}},
#undef FUNCTION
};

PRESERVE_NONE void rt_export_apply_2(FRAGMENT_PARAMETERS)
{
    x2 = 0;
    aux = (UInt)&erlang.sites[0];
    MUSTTAIL return rt_apply_fun(FRAGMENT_ARGUMENTS);
}

PRESERVE_NONE void rt_export_apply_3(FRAGMENT_PARAMETERS)
{
    aux = (UInt)&erlang.sites[1];
    MUSTTAIL return rt_apply(FRAGMENT_ARGUMENTS);
}

/* A call that went to an export without code: the function stands on top of the trace. Entered by a
 * remote call (aux: the Export) or by the call of an external fun (its term). */
static const Export *called_export(UInt aux)
{
    return (aux & TAG_MASK) == TAG_BOXED ? (const Export *)term_boxed_ptr(aux)[1]
                                         : (const Export *)aux;
}

static void name_called(Process *process, const Export *export)
{
    Fault *fault = &process->scheduler->fault;
    fault->mfa = &export->mfa;
    fault->arguments = heap_list(process, process->scheduler->x, export->mfa.arity, TERM_NIL);
    fault->flags = FAULT_PLAIN;
}

/* Who is to find the code: Module:undefined_function/3, Module being the process's error handler.
 */
static const Export *error_handler_of(const Process *process)
{
    if (!joist_program.boots)
        return NULL;
    const Export *handler = export_find(process->error_handler, am_undefined_function, 3);
    return handler && handler->address != rt_undefined ? handler : NULL;
}

PRESERVE_NONE void rt_undefined(FRAGMENT_PARAMETERS)
{
    fragment_sync(process, stack, heap, reductions);
    STORE_REGISTERS();
    const Export *export = called_export(aux), *handler = error_handler_of(process);
    if (process->saved_calls)
        saved_calls_add(process, &export->mfa);
    if (handler) {
        Term list = heap_list(process, process->scheduler->x, export->mfa.arity, TERM_NIL);
        MUSTTAIL return handler->address(process, process->stack, process->heap_top,
                                         process->reductions, export->mfa.module,
                                         export->mfa.function, list, x3, x4, x5, (UInt)handler);
    }
    bif_error(process, am_undef);
    name_called(process, export);
    LAND(NULL);
}

PRESERVE_NONE void rt_not_provided(FRAGMENT_PARAMETERS)
{
    fragment_sync(process, stack, heap, reductions);
    STORE_REGISTERS();
    const Export *export = called_export(aux);
    const Mfa *mfa = &export->mfa;
    bif_error_tuple(
        process, am_not_provided,
        heap_tuple(process, 3, mfa->module, mfa->function, term_make_small((SInt)mfa->arity)));
    name_called(process, export);
    LAND(NULL);
}
