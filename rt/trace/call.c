/* SPDX-License-Identifier: Apache-2.0 */
/* Traced calls (call.h). */
#include "rt/trace/call.h"

#include "rt/bits/bits.h"
#include "rt/core/atom.h"
#include "rt/gc/gc.h"
#include "rt/process/table.h"
#include "rt/trace/enter.h"
#include "rt/trace/event.h"

volatile AO_t call_mode;

void call_set_mode(CallMode mode)
{
    AO_store(&call_mode, mode);
}

/* ---- the stack ---------------------------------------------------------------------------------
 */

/* The first continuation that is none of a trace's frames. *back: whether one that tells where a
 * call returned to was in front of it. */
static const void *find_continuation(const Process *process, bool *back)
{
    const Term *stack = process->stack;
    *back = false;
    for (;; stack += code_details(code_info((const void *)stack[0])).frame_words) {
        if (stack[0] == (Term)rt_trace_returned_to)
            *back = true;
        else if (stack[0] != (Term)rt_trace_returned)
            return (const void *)stack[0];
    }
}

const CodeInfo *call_caller(const Process *process)
{
    bool back;
    const CodeInfo *info = code_info(find_continuation(process, &back));
    return code_function(info) ? info : NULL;
}

bool call_tells_return_to(const Process *process)
{
    bool back;
    find_continuation(process, &back);
    return back;
}

static void push_end(Process *process, const Mfa *mfa, uint32_t kind, Term tracer)
{
    Term *frame = process->stack -= CALL_FRAME_WORDS;
    frame[0] = (Term)rt_trace_returned;
    frame[1] = mfa->module;
    frame[2] = mfa->function;
    frame[3] = term_make_small((SInt)mfa->arity);
    frame[4] = term_make_small((SInt)kind);
    frame[5] = tracer;
}

void call_push(Process *process, const CallPattern *pattern, const CallEnd *end, UInt live)
{
    UInt words = 2 * CALL_FRAME_WORDS + CALL_BACK_FRAME_WORDS;
    if (!end->kind && !end->meta_kind && !end->back)
        return;
    if ((UInt)(process->stack - process->heap_top) < words)
        gc_collect(process, words, live);
    if (end->back && !call_tells_return_to(process))
        *--process->stack = (Term)rt_trace_returned_to;
    if (end->kind)
        push_end(process, &pattern->mfa, end->kind, TERM_NIL);
    if (end->meta_kind)
        push_end(process, &pattern->mfa, end->meta_kind, end->meta_tracer);
}

/* ---- the beginning -----------------------------------------------------------------------------
 */

/* What is matched inside a bitstring is passed on as a context; others see the rest. */
static Term visible(Process *process, Term argument)
{
    return term_is_kind(argument, KIND_MATCH) ? bits_tail(process, argument) : argument;
}

/* Runs the specification and tells of the call; `seen` are its arguments. Returns the kind of its
 * end. */
static uint32_t tell_call(Process *process, const CallPattern *pattern, bool meta,
                          const Listener *listener, const Term *seen, const CodeInfo *caller)
{
    UInt arity = pattern->mfa.arity;
    const Specification *specification =
        meta ? pattern->meta_specification : pattern->specification;
    Term cells[2 * ARITY_MAX + 2], list = TERM_NIL, result = am_true;
    MatchSpecEffects effects = {.caller = caller};
    if (specification)
        result = match_spec_run_trace(process, specification_program(specification), seen, arity,
                                      &effects);
    if (!meta && (process->trace_flags & TRACE_SILENT))
        return 0;
    uint32_t kind = effects.exception_trace ? CALL_RETURNS | CALL_FAILS
                    : effects.return_trace  ? CALL_RETURNS
                                            : 0;
    if (result == am_false)
        return kind;
    for (UInt i = arity; i-- > 0; list = term_make_cons(&cells[2 * i])) {
        cells[2 * i] = seen[i];
        cells[2 * i + 1] = list;
    }
    uint32_t flags = meta ? listener->flags : process->trace_flags;
    const Term mfa[] = {header_tuple(3), pattern->mfa.module, pattern->mfa.function,
                        flags & TRACE_ARITY ? term_make_small((SInt)arity) : list};
    const Term terms[] = {term_make_boxed(mfa), result};
    const Listener now = {listener->tracer, flags};
    event_tell(process, &now, am_call, terms, result == am_true ? 1 : 2);
    return kind;
}

static const uint32_t meta_flags = TRACE_CALL | TRACE_NOW;

/* False: nobody is there to be told. */
static bool meta_is_watched(const Process *process, Term tracer)
{
    return !(process->flags & PROCESS_SENSITIVE) && tracer != process->pid &&
           process_lookup(tracer);
}

CallEnd call_begin(Process *process, CallPattern *pattern, const Term *arguments,
                   const CodeInfo *caller)
{
    CallEnd end = {.meta_tracer = pattern->meta_tracer};
    bool own = pattern->kinds & (PATTERN_GLOBAL | PATTERN_LOCAL) &&
               (process->trace_flags & TRACE_CALL) && tracee_is_watched(process);
    bool meta = pattern->kinds & PATTERN_META && meta_is_watched(process, pattern->meta_tracer);
    if ((pattern->kinds & PATTERN_COUNT) && !pattern->paused)
        AO_fetch_and_add1(&pattern->calls);
    if (!own && !meta)
        return end;
    Term seen[ARITY_MAX + 1];
    HeapMark mark = heap_mark(process);
    for (UInt i = 0; i < pattern->mfa.arity; i++)
        seen[i] = visible(process, arguments[i]);
    if (own) {
        const Listener listener = {process->tracer, process->trace_flags};
        end.kind = tell_call(process, pattern, false, &listener, seen, caller);
        end.back = (pattern->kinds & PATTERN_LOCAL) && (process->trace_flags & TRACE_RETURN_TO) &&
                   !(process->trace_flags & TRACE_SILENT);
    }
    if (meta) {
        const Listener listener = {pattern->meta_tracer, meta_flags};
        end.meta_kind = tell_call(process, pattern, true, &listener, seen, caller);
    }
    heap_reset(process, &mark);
    return end;
}

static void tell_entry(Process *process, const FunctionInfo *function)
{
    CallPattern *pattern =
        pattern_find(function_module(function)->name, function->function, function->arity);
    if (!pattern || !(pattern->kinds & PATTERN_ENTRIES))
        return;
    CallEnd end = call_begin(process, pattern, process->scheduler->x, call_caller(process));
    call_push(process, pattern, &end, function->arity);
}

void call_at_entry(Process *process, Fragment *entry)
{
    if (process->restarted != entry)
        tell_entry(process, code_function(code_info((const void *)entry)));
    process->restarted = NULL;
    process->reductions_kept += process->reductions - 1;
    process->reductions = 1;
}

void call_leaves_at_entry(Process *process, Fragment *entry)
{
    if (call_is_watched(process) && process->restarted != entry)
        tell_entry(process, code_function(code_info((const void *)entry)));
    process->restarted = entry;
}

/* ---- the end -----------------------------------------------------------------------------------
 */

static bool find_listener(Process *process, Term tracer, Listener *listener)
{
    if (!term_is_nil(tracer)) {
        *listener = (Listener){tracer, meta_flags};
        return meta_is_watched(process, tracer);
    }
    *listener = (Listener){process->tracer, process->trace_flags};
    return (process->trace_flags & TRACE_CALL) && !(process->trace_flags & TRACE_SILENT) &&
           tracee_is_watched(process);
}

static void tell_end(Process *process, const Mfa *mfa, Term tracer, Term what, Term value)
{
    Listener listener;
    if (!find_listener(process, tracer, &listener))
        return;
    const Term name[] = {header_tuple(3), mfa->module, mfa->function,
                         term_make_small((SInt)mfa->arity)};
    const Term terms[] = {term_make_boxed(name), value};
    event_tell(process, &listener, what, terms, 2);
}

void call_returned(Process *process, const Mfa *mfa, Term tracer, Term value)
{
    tell_end(process, mfa, tracer, am_return_from, value);
}

void call_failed(Process *process, const Mfa *mfa, Term tracer, Term class, Term reason)
{
    const Term pair[] = {header_tuple(2), class, reason};
    tell_end(process, mfa, tracer, am_exception_from, term_make_boxed(pair));
}

void call_returned_to(Process *process, const CodeInfo *place)
{
    if (!(process->trace_flags & TRACE_RETURN_TO) || (process->trace_flags & TRACE_SILENT) ||
        !tracee_is_watched(process))
        return;
    const FunctionInfo *function = place ? code_function(place) : NULL;
    Term name[4] = {header_tuple(3)}, term = am_undefined;
    if (function) {
        name[1] = function_module(function)->name;
        name[2] = function->function;
        name[3] = term_make_small(function->arity);
        term = term_make_boxed(name);
    }
    const Listener listener = {process->tracer, process->trace_flags};
    event_tell(process, &listener, am_return_to, &term, 1);
}
