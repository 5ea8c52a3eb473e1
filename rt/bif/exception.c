/* SPDX-License-Identifier: Apache-2.0 */
/* Native functions that raise, and halt/2. */
#include <stdlib.h>
#include "rt/core/bif.h"
#include "rt/core/memory.h"
#include "rt/core/trace.h"
#include "rt/sched/scheduler.h"
#include "rt/text/output.h"
#include "rt/unicode/utf8.h"

static Fault *plain_fault(Process *process, Term class, Term reason)
{
    bif_raise(process, class, reason);
    Fault *fault = &process->scheduler->fault;
    fault->flags = FAULT_NO_BIF_FRAME;
    return fault;
}

Term bif_erlang_error_1(Process *process, Term reason)
{
    plain_fault(process, am_error, reason);
    return THE_NON_VALUE;
}

/* `none`, or what is no list, leaves the arity in the trace; an improper list is taken. */
Term bif_erlang_error_2(Process *process, Term reason, Term arguments)
{
    Fault *fault = plain_fault(process, am_error, reason);
    if (term_is_list(arguments))
        fault->arguments = arguments;
    return THE_NON_VALUE;
}

/* Options: a list of {error_info, Map}; what is of another form is ignored. */
Term bif_erlang_error_3(Process *process, Term reason, Term arguments, Term options)
{
    Term info = THE_NON_VALUE;
    for (; term_is_cons(options); options = term_tail(options)) {
        Term option = term_head(options);
        if (term_is_tuple_of(option, 2) && term_tuple_elements(option)[0] == am_error_info &&
            term_is_map(term_tuple_elements(option)[1]))
            info = term_tuple_elements(option)[1];
    }
    bif_erlang_error_2(process, reason, arguments);
    process->scheduler->fault.error_info = info;
    return THE_NON_VALUE;
}

Term bif_erlang_exit_1(Process *process, Term reason)
{
    plain_fault(process, am_exit, reason);
    return THE_NON_VALUE;
}

Term bif_erlang_throw_1(Process *process, Term reason)
{
    plain_fault(process, am_throw, reason);
    return THE_NON_VALUE;
}

Term bif_erlang_nif_error_1(Process *process, Term reason)
{
    return bif_error(process, reason);
}

Term bif_erlang_nif_error_2(Process *process, Term reason, Term arguments)
{
    (void)arguments;
    return bif_error(process, reason);
}

/* ---- raise/3
 * ------------------------------------------------------------------------------------- */

/* {M, F, A, Location} and {Fun, A, Location}; the location may be missing. Of arguments and
 * location nothing more is looked at than that the latter is a list. */
static bool is_trace_entry(Term entry, bool *complete)
{
    if (!term_is_tuple(entry))
        return false;
    UInt arity = term_tuple_arity(entry);
    if (arity < 2 || arity > 4)
        return false;
    const Term *fields = term_tuple_elements(entry);
    bool fun = term_is_fun(fields[0]);
    UInt place = fun ? 2 : 3;
    *complete = arity == place + 1;
    return (fun || (term_is_atom(fields[0]) && term_is_atom(fields[1]))) &&
           (arity == place || (*complete && term_is_list(fields[place])));
}

static bool is_trace(Term trace)
{
    bool complete;
    for (; term_is_cons(trace); trace = term_tail(trace))
        if (!is_trace_entry(term_head(trace), &complete))
            return false;
    return term_is_nil(trace);
}

/* At most backtrace_depth entries, those without a location getting []. */
static Term complete_trace(Process *process, Term trace)
{
    Term entries[TRACE_DEPTH_MAX];
    UInt count = 0;
    for (; term_is_cons(trace) && count < trace_limit(); trace = term_tail(trace)) {
        Term entry = term_head(trace);
        const Term *fields = term_tuple_elements(entry);
        bool complete;
        is_trace_entry(entry, &complete);
        if (!complete && term_tuple_arity(entry) == 2)
            entry = heap_tuple(process, 3, fields[0], fields[1], TERM_NIL);
        else if (!complete)
            entry = heap_tuple(process, 4, fields[0], fields[1], fields[2], TERM_NIL);
        entries[count++] = entry;
    }
    return heap_list(process, entries, count, TERM_NIL);
}

/* Returns badarg, instead of raising it, for arguments of the wrong form. */
Term bif_erlang_raise_3(Process *process, Term class, Term reason, Term trace)
{
    if ((class != am_error && class != am_exit && class != am_throw) || !is_trace(trace))
        return am_badarg;
    Term completed = complete_trace(process, trace);
    Fault *fault = plain_fault(process, class, reason);
    fault->trace = completed;
    return THE_NON_VALUE;
}

/* ---- halt
 * ----------------------------------------------------------------------------------------- */

static bool halt_options(Term options, bool *flush)
{
    for (; term_is_cons(options); options = term_tail(options)) {
        Term option = term_head(options);
        if (!term_is_tuple_of(option, 2) || term_tuple_elements(option)[0] != am_flush ||
            !term_is_atom(term_tuple_elements(option)[1]))
            return false;
        Term value = term_tuple_elements(option)[1];
        if (value != am_true && value != am_false)
            return false;
        *flush = value == am_true;
    }
    return term_is_nil(options);
}

/* The slogan of halt("text"): characters to UTF-8, at most this many bytes as in ERTS. */
enum { SLOGAN_MAX = 1023 };

static bool slogan_text(Term list, uint8_t *text, size_t *size)
{
    *size = 0;
    for (; term_is_cons(list); list = term_tail(list)) {
        Term character = term_head(list);
        if (!term_is_small(character) || !utf8_is_character((UInt)term_small_value(character)))
            return false;
        if (*size + 4 <= SLOGAN_MAX)
            *size += (size_t)utf8_encode((uint32_t)term_small_value(character), text + *size);
    }
    return term_is_nil(list);
}

Term bif_erlang_halt_2(Process *process, Term status, Term options)
{
    bool flush = true;
    uint8_t slogan[SLOGAN_MAX + 1];
    size_t size;
    if (!halt_options(options, &flush))
        return bif_badarg_cause(process, am_badopt);
    if (term_is_small(status) && term_small_value(status) >= 0) {
        int code = (int)(term_small_value(status) & 0xff);
        if (flush)
            scheduler_halt(code);
        output_flush();
        _Exit(code);
    }
    if (status == am_abort) {
        output_flush();
        abort();
    }
    if (term_is_list(status) && slogan_text(status, slogan, &size)) {
        output_flush();
        slogan[size] = 0;
        rt_end("%s", (const char *)slogan);
    }
    return bif_badarg(process);
}
