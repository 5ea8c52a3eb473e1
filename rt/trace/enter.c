/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Traced functions are entered here (enter.h).
 *
 * Native functions that do not yield are called by generated code through Export.bif, with the
 * place of the call as an argument behind the others. What stands in for one finds there what it
 * stands for; the function itself does not look at it. (Passing more than a function takes is
 * well-defined by the calling conventions of x86-64 and AArch64, whose callers clean up.)
 */
#include "rt/trace/enter.h"

#include "rt/core/atom.h"
#include "rt/core/fragment.h"
#include "rt/core/heap.h"
#include "rt/core/raise.h"
#include "rt/trace/call.h"
#include "rt/trace/saved_calls.h"

/* ---- exports -----------------------------------------------------------------------------------
 */

PRESERVE_NONE void rt_trace_call(FRAGMENT_PARAMETERS)
{
    const Export *export = (aux & TAG_MASK) == TAG_BOXED ? (const Export *)term_boxed_ptr(aux)[1]
                                                         : (const Export *)aux;
    fragment_sync(process, stack, heap, reductions);
    STORE_REGISTERS();
    CallPattern *pattern =
        pattern_find(export->mfa.module, export->mfa.function, export->mfa.arity);
    if (process->saved_calls)
        saved_calls_add(process, &pattern->mfa);
    CallEnd end = call_begin(process, pattern, process->scheduler->x, call_caller(process));
    call_push(process, pattern, &end, export->mfa.arity);
    const Term *x = process->scheduler->x;
    MUSTTAIL return pattern->address(process, process->stack, process->heap_top,
                                     process->reductions, x[0], x[1], x[2], x[3], x[4], x[5],
                                     (UInt) export);
}

/* ---- ends --------------------------------------------------------------------------------------
 */

#define RETURN_TO(at)                                                                              \
    MUSTTAIL return ((Fragment *)(at)[0])(process, at, process->heap_top, process->reductions, x0, \
                                          x1, x2, x3, x4, x5, 0)

__attribute__((used)) PRESERVE_NONE void rt_trace_tell_return(FRAGMENT_PARAMETERS)
{
    (void)aux;
    fragment_sync(process, stack, heap, reductions);
    const Mfa mfa = {stack[1], stack[2], (UInt)term_small_value(stack[3])};
    call_returned(process, &mfa, stack[5], x0);
    process->stack = stack += CALL_FRAME_WORDS;
    RETURN_TO(stack);
}

__attribute__((used)) PRESERVE_NONE void rt_trace_tell_return_to(FRAGMENT_PARAMETERS)
{
    (void)aux;
    fragment_sync(process, stack, heap, reductions);
    process->stack = stack += CALL_BACK_FRAME_WORDS;
    call_returned_to(process, call_caller(process));
    RETURN_TO(stack);
}

_Static_assert(CALL_FRAME_WORDS == 6 && CALL_BACK_FRAME_WORDS == 1, "the numbers below");
CONTINUATION("rt_trace_returned", "6", "rt_trace_tell_return");
CONTINUATION("rt_trace_returned_to", "1", "rt_trace_tell_return_to");

/* ---- native functions --------------------------------------------------------------------------
 */

/* With the word `site` behind the arguments. */
__attribute__((no_sanitize("function"))) static Term call(const void *function, Process *process,
                                                          UInt arity, const Term *a, UInt site)
{
    switch (arity) {
    case 0:
        return ((Native0 *)function)(process, site);
    case 1:
        return ((Native1 *)function)(process, a[0], site);
    case 2:
        return ((Native2 *)function)(process, a[0], a[1], site);
    case 3:
        return ((Native3 *)function)(process, a[0], a[1], a[2], site);
    case 4:
        return ((Native4 *)function)(process, a[0], a[1], a[2], a[3], site);
    case 5:
        return ((Native5 *)function)(process, a[0], a[1], a[2], a[3], a[4], site);
    case 6:
        return ((Native6 *)function)(process, a[0], a[1], a[2], a[3], a[4], a[5], site);
    default:
        return ((Native7 *)function)(process, a[0], a[1], a[2], a[3], a[4], a[5], a[6], site);
    }
}

Term enter_native(const Export *export, Process *process, const Term *arguments)
{
    return call(export->bif, process, export->mfa.arity, arguments, (UInt) export | EXPORT_ENTERED);
}

Term enter_native_at(const RaiseSite *site, Process *process, const Term *arguments)
{
    const Mfa *mfa = site_native(site);
    const Export *export =
        (const Export *)(const void *)((const char *)mfa - offsetof(Export, mfa));
    return call(export->bif, process, mfa->arity, arguments, (UInt)site);
}

/* A native function that was called from generated code fails: where it returned to is told when it
 * is caught there (raise.c). */
static void tell_end(Process *process, const CallPattern *pattern, uint32_t kind, Term tracer,
                     Term result)
{
    const Fault *fault = &process->scheduler->fault;
    if ((kind & CALL_RETURNS) && result != THE_NON_VALUE)
        call_returned(process, &pattern->mfa, tracer, result);
    else if ((kind & CALL_FAILS) && result == THE_NON_VALUE)
        call_failed(process, &pattern->mfa, tracer, fault->class, fault->reason);
}

/* On erl an instruction, which nobody sees, unless it is applied. */
static bool is_unseen(const Mfa *mfa)
{
    return mfa->function == am_get && mfa->arity == 1 && mfa->module == am_erlang;
}

static Term traced(Process *process, const Term *arguments, UInt site)
{
    bool entered = site & EXPORT_ENTERED;
    const RaiseSite *place = (const RaiseSite *)site;
    const Mfa *mfa =
        entered ? &((const Export *)(site & ~(UInt)EXPORT_ENTERED))->mfa : site_native(place);
    const CodeInfo *caller = entered ? call_caller(process) : &place->at;
    CallPattern *pattern = pattern_find(mfa->module, mfa->function, mfa->arity);
    if (!entered && is_unseen(mfa))
        return call(pattern->bif, process, mfa->arity, arguments, site);
    if (process->saved_calls)
        saved_calls_add(process, &pattern->mfa);
    CallEnd end = call_begin(process, pattern, arguments, caller);
    bool back = end.back && !(entered && call_tells_return_to(process));
    Term result = call(pattern->bif, process, mfa->arity, arguments, site);
    tell_end(process, pattern, end.meta_kind, end.meta_tracer, result);
    tell_end(process, pattern, end.kind, TERM_NIL, result);
    if (back && result != THE_NON_VALUE)
        call_returned_to(process, caller);
    else if (back)
        process->scheduler->fault.flags |= FAULT_TELL_RETURN_TO;
    return result;
}

static Term traced_0(Process *process, UInt site)
{
    return traced(process, NULL, site);
}
#define STAND_IN(count, parameters, ...)                                \
    static Term traced_##count(Process *process, parameters, UInt site) \
    {                                                                   \
        const Term arguments[] = {__VA_ARGS__};                         \
        return traced(process, arguments, site);                        \
    }
#define COMMA ,
STAND_IN(1, Term a, a)
STAND_IN(2, Term a COMMA Term b, a, b)
STAND_IN(3, Term a COMMA Term b COMMA Term c, a, b, c)
STAND_IN(4, Term a COMMA Term b COMMA Term c COMMA Term d, a, b, c, d)
STAND_IN(5, Term a COMMA Term b COMMA Term c COMMA Term d COMMA Term e, a, b, c, d, e)
STAND_IN(6, Term a COMMA Term b COMMA Term c COMMA Term d COMMA Term e COMMA Term f, a, b, c, d, e,
         f)
STAND_IN(7, Term a COMMA Term b COMMA Term c COMMA Term d COMMA Term e COMMA Term f COMMA Term g, a,
         b, c, d, e, f, g)

const void *enter_stand_in(Fragment *address)
{
    static const struct {
        Fragment *entry;
        const void *stand_in;
    } all[] = {
        {rt_bif_call_0, (const void *)traced_0}, {rt_bif_call_1, (const void *)traced_1},
        {rt_bif_call_2, (const void *)traced_2}, {rt_bif_call_3, (const void *)traced_3},
        {rt_bif_call_4, (const void *)traced_4}, {rt_bif_call_5, (const void *)traced_5},
        {rt_bif_call_6, (const void *)traced_6}, {rt_bif_call_7, (const void *)traced_7},
    };
    for (UInt i = 0; i < sizeof all / sizeof *all; i++)
        if (all[i].entry == address)
            return all[i].stand_in;
    return NULL;
}
