/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Capturing and building stack traces (trace.h). Runs on the scheduler of the process.
 */
#include "rt/core/trace.h"

#include "rt/core/atom.h"
#include "rt/core/heap.h"

static Term pair(Process *process, Term a, Term b)
{
    return heap_tuple(process, 2, a, b);
}

/* The module whose format_error/2 explains failures of a native function; `[]` for none. */
static Term error_module(Term module)
{
    switch (module) {
    case am_binary:
    case am_ets:
    case am_lists:
    case am_maps:
    case am_math:
    case am_re:
    case am_unicode:
        return am_erl_stdlib_errors;
    case am_os:
        return am_erl_kernel_errors;
    case am_erlang:
    case am_erts_internal:
    case am_atomics:
    case am_counters:
    case am_persistent_term:
        return am_erl_erts_errors;
    default:
        return TERM_NIL;
    }
}

/* {error_info, #{cause => …, function => …, module => …}}; keys are in atom order. */
static Term error_info(Process *process, Term module, Term function, Term cause)
{
    Term keys[3], values[3];
    UInt count = 0;
    if (cause != THE_NON_VALUE) {
        keys[count] = am_cause;
        values[count++] = cause;
    }
    if (function != THE_NON_VALUE) {
        keys[count] = am_function;
        values[count++] = function;
    }
    keys[count] = am_module;
    values[count++] = module;
    Term *at = heap_alloc(process, 1 + count + 2 + count);
    at[0] = header_tuple(count);
    Term *map = at + 1 + count;
    map[0] = header_make(KIND_MAP, MAP_FLAT, 1 + count);
    map[1] = term_make_boxed(at);
    for (UInt i = 0; i < count; i++) {
        at[1 + i] = keys[i];
        map[2 + i] = values[i];
    }
    return pair(process, am_error_info, term_make_boxed(map));
}

static Term argument_list(Process *process, const Fault *fault)
{
    if (fault->arguments != THE_NON_VALUE)
        return fault->arguments;
    return heap_list(process, fault->args, fault->args_count, TERM_NIL);
}

static Term entry(Process *process, Term module, Term function, Term arity, Term extra)
{
    return heap_tuple(process, 4, module, function, arity, extra);
}

/* The first entry when it is more than a place in the code. *consumes_place: it stands for `at`
 * itself (then `at` is not recorded again). */
static Term top_entry(Process *process, const Fault *fault, const CodeInfo *at, bool *is_place)
{
    Term extra = TERM_NIL;
    *is_place = false;
    if (fault->mfa && !(fault->flags & FAULT_NO_BIF_FRAME)) {
        Term module = error_module(fault->mfa->module);
        if (!(fault->flags & FAULT_PLAIN) && !term_is_nil(module) && fault->class == am_error)
            extra = heap_cons(process, error_info(process, module, THE_NON_VALUE, fault->cause),
                              TERM_NIL);
        return entry(process, fault->mfa->module, fault->mfa->function,
                     argument_list(process, fault), extra);
    }
    if (!at)
        return TERM_NIL;
    Term info = THE_NON_VALUE;
    if (fault->error_info != THE_NON_VALUE)
        info = pair(process, am_error_info, fault->error_info);
    else if (fault->flags & FAULT_FORMAT_BS)
        info = error_info(process, am_erl_erts_errors, am_format_bs_fail, fault->cause);
    if (info == THE_NON_VALUE && fault->arguments == THE_NON_VALUE)
        return TERM_NIL;
    *is_place = true;
    if (info != THE_NON_VALUE)
        extra = heap_cons(process, info, TERM_NIL);
    const FunctionInfo *function = code_function(at);
    return entry(process, function_module(function)->name, function->function,
                 fault->arguments != THE_NON_VALUE ? fault->arguments
                                                   : term_make_small(function->arity),
                 extra);
}

/* Return addresses from the stack, without consecutive duplicates. */
static UInt gather(const Process *process, const CodeInfo *at, const CodeInfo **frames, UInt count,
                   UInt limit)
{
    const Term *stack = process->stack + (at ? code_details(at).frame_words : 0);
    const void *previous = NULL;
    while (stack < process->stack_end && count < limit) {
        const void *continuation = (const void *)stack[0];
        const CodeInfo *info = code_info(continuation);
        if (continuation != previous && info->function)
            frames[count++] = info;
        previous = continuation;
        stack += code_details(info).frame_words;
    }
    return count;
}

volatile AO_t trace_depth = TRACE_DEPTH_DEFAULT;

UInt trace_limit(void)
{
    UInt depth = AO_load(&trace_depth);
    return depth > 0 ? depth : 1;
}

Term trace_capture(Process *process, const CodeInfo *at)
{
    const Fault *fault = &process->scheduler->fault;
    const CodeInfo *frames[TRACE_DEPTH_MAX];
    UInt count = 0, limit = trace_limit();
    bool is_place;
    if (fault->trace != THE_NON_VALUE)
        return heap_tuple(process, 3, fault->class, TERM_NIL, fault->trace);
    Term top = top_entry(process, fault, at, &is_place);
    if (!term_is_nil(top) && limit > 0)
        limit -= !is_place;
    if (at && limit > 0)
        frames[count++] = at;
    count = gather(process, at, frames, count, limit);
    Term *raw = heap_alloc(process, 2 + count);
    raw[0] = header_make(KIND_RAW, is_place, count + 1);
    raw[1] = count;
    for (UInt i = 0; i < count; i++)
        raw[2 + i] = (Term)frames[i];
    return heap_tuple(process, 3, fault->class, top, term_make_boxed(raw));
}

static bool is_raw(Term trace)
{
    return term_is_tuple_of(trace, 3) && term_is_atom(term_tuple_elements(trace)[0]);
}

Term trace_class(Term raw)
{
    return is_raw(raw) ? term_tuple_elements(raw)[0] : (Term)am_error;
}

/* [{file, File}, {line, Line} | tail] */
static Term location_list(Process *process, const CodeInfo *info, Term tail)
{
    const ModuleImage *module = function_module(code_function(info));
    Location location = code_details(info).location;
    if (location == LOCATION_NONE || !(module->flags & MODULE_HAS_LINES))
        return tail;
    Term file = pair(process, am_file, module->files[location >> 24]);
    Term line = pair(process, am_line, term_make_small(location & 0xffffff));
    return heap_cons(process, file, heap_cons(process, line, tail));
}

static Term frame_entry(Process *process, const CodeInfo *info)
{
    const FunctionInfo *function = code_function(info);
    return entry(process, function_module(function)->name, function->function,
                 term_make_small(function->arity), location_list(process, info, TERM_NIL));
}

Term trace_of_process(Process *process, const CodeInfo *at)
{
    const CodeInfo *frames[TRACE_DEPTH_MAX];
    UInt count = 0;
    if (at && at->function)
        frames[count++] = at;
    count = gather(process, at, frames, count, AO_load(&trace_depth));
    Term list = TERM_NIL;
    while (count-- > 0)
        list = heap_cons(process, frame_entry(process, frames[count]), list);
    return list;
}

Term trace_build(Process *process, Term raw)
{
    if (!is_raw(raw))
        return raw;
    Term top = term_tuple_elements(raw)[1], frames = term_tuple_elements(raw)[2];
    if (!term_is_boxed(frames))
        return frames;
    const Term *words = term_boxed_ptr(frames);
    UInt count = words[1];
    bool top_is_first = header_sub(words[0]) != 0;
    Term list = TERM_NIL;
    for (UInt i = count; i-- > (UInt)top_is_first;)
        list = heap_cons(process, frame_entry(process, (const CodeInfo *)words[2 + i]), list);
    if (term_is_nil(top))
        return list;
    if (top_is_first && count > 0) {
        const Term *fields = term_tuple_elements(top);
        const CodeInfo *info = (const CodeInfo *)words[2];
        top = entry(process, fields[0], fields[1], fields[2],
                    location_list(process, info, fields[3]));
    }
    return heap_cons(process, top, list);
}

Term trace_exit_value(Process *process, Term class, Term value, Term raw)
{
    if (class == am_error)
        value = heap_tuple(process, 2, value, trace_build(process, raw));
    return heap_tuple(process, 2, am_EXIT, value);
}
