/* SPDX-License-Identifier: Apache-2.0 */
/* The actions of trace specifications (trace_actions.h). */
#include "rt/match/trace_actions.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include "rt/bif/system_settings.h"
#include "rt/core/bif.h"
#include "rt/core/binary.h"
#include "rt/match/functions.h"
#include "rt/number/big.h"
#include "rt/process/dump.h"
#include "rt/process/names.h"
#include "rt/process/request.h"
#include "rt/process/table.h"
#include "rt/text/display.h"
#include "rt/trace/token.h"
#include "rt/trace/tracee.h"

/* The process of that pid or name; NULL: there is none. */
static Process *find(Term whom)
{
    if (term_is_atom(whom))
        whom = names_find(whom);
    return whom != THE_NON_VALUE && term_is_local_pid(whom) ? process_lookup(whom) : NULL;
}

/* True when that changes anything; of other processes nobody knows before they do it. Without a
 * tracer nothing goes on. */
static Term change(Process *process, Process *target, uint32_t off, uint32_t on, Term tracer)
{
    if (target == process) {
        uint32_t before = process->trace_flags;
        Term told = process->tracer;
        tracee_change(process, false, off, THE_NON_VALUE);
        if (tracer != THE_NON_VALUE && tracee_tracer_exists(tracer))
            tracee_change(process, true, on, tracer);
        return term_bool(process->trace_flags != before || process->tracer != told);
    }
    const Term fields[] = {header_tuple(3), term_make_small(off), term_make_small(on),
                           tracer == THE_NON_VALUE ? TERM_NIL : tracer};
    request_send(process, process_pid(target), REQUEST_TRACE_CHANGE, TERM_NIL,
                 term_make_boxed(fields));
    return am_true;
}

Term trace_action_flag(Process *process, bool enable, Term flag, Term whom, bool pretend)
{
    uint32_t bits = tracee_flag(flag);
    Process *target = find(whom);
    if (bits == 0 || !target)
        return THE_NON_VALUE;
    bits &= TRACE_OF_PROCESSES;
    if (!pretend)
        change(process, target, enable ? 0 : bits, enable ? bits : 0, process->tracer);
    return am_true;
}

Term trace_action_flags(Process *process, Term disable, Term enable, Term whom, bool pretend)
{
    TraceRequest off, on;
    Process *target = find(whom);
    if (!tracee_request(disable, &off) || !tracee_request(enable, &on) || !target)
        return THE_NON_VALUE;
    if (pretend)
        return am_false;
    Term tracer = on.tracer == THE_NON_VALUE ? process->tracer : on.tracer;
    return change(process, target, off.flags & TRACE_OF_PROCESSES, on.flags & TRACE_OF_PROCESSES,
                  tracer);
}

void trace_action_silent(Process *process, Term value, bool pretend)
{
    if (pretend)
        return;
    if (value == am_true)
        process->trace_flags |= TRACE_SILENT;
    else if (value == am_false)
        process->trace_flags &= ~(uint32_t)TRACE_SILENT;
}

Term trace_action_caller(Process *process, const CodeInfo *caller, bool line)
{
    if (!caller)
        return am_undefined;
    const FunctionInfo *function = code_function(caller);
    Term name = function_module(function)->name, arity = term_make_small(function->arity);
    if (!line)
        return heap_tuple(process, 3, name, function->function, arity);
    Term place = am_undefined;
    Location location = code_details(caller).location;
    if (location != LOCATION_NONE)
        place = heap_tuple(process, 2, function_module(function)->files[location >> 24],
                           term_make_small(location & 0xffffff));
    return heap_tuple(process, 4, name, function->function, arity, place);
}

/* To pretend gives {Item, Value}, or [] without a token. */
Term trace_action_set_seq_token(Process *process, Term item, Term value, bool pretend)
{
    if (pretend)
        return token_item(process, item);
    return token_set(process, item, value) == THE_NON_VALUE ? THE_NON_VALUE : (Term)am_true;
}

/* ---- process_dump -----------------------------------------------------------------------------
 */

enum { DUMP_BYTES = 2048 };

typedef struct Dump {
    size_t size;
    char bytes[DUMP_BYTES];
} Dump;

static void append(void *context, const char *bytes, size_t size)
{
    Dump *dump = context;
    for (size_t i = 0; i < size && dump->size < DUMP_BYTES; i++)
        dump->bytes[dump->size++] = bytes[i];
}

Term trace_action_process_dump(Process *process)
{
    Dump dump = {.size = 0};
    TextSink sink = {append, &dump};
    dump_process(&sink, process);
    return binary_from_bytes(process, dump.bytes, dump.size);
}

/* ---- the trace control word
 * -------------------------------------------------------------------- */

Term match_get_trace_word(Process *process)
{
    return heap_unsigned(process, system_setting(SETTING_TRACE_CONTROL_WORD));
}

static bool is_trace_word(Term term, uint64_t *word)
{
    return term_is_integer(term) && big_to_uint64(term, word) && *word <= UINT32_MAX;
}

Term match_set_trace_word(Process *process, Term term)
{
    uint64_t word;
    if (!is_trace_word(term, &word))
        return bif_badarg(process);
    return heap_unsigned(process, system_setting_exchange(SETTING_TRACE_CONTROL_WORD, word));
}

Term match_check_trace_word(Process *process, Term term)
{
    uint64_t word;
    return is_trace_word(term, &word) ? match_get_trace_word(process) : bif_badarg(process);
}
