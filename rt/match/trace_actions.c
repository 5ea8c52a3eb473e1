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
#include "rt/process/names.h"
#include "rt/process/table.h"
#include "rt/text/display.h"

static bool is_trace_flag(Term flag)
{
    switch (flag) {
    case am_all:
    case am_send:
    case am_receive:
    case am_procs:
    case am_ports:
    case am_call:
    case am_arity:
    case am_return_to:
    case am_silent:
    case am_running:
    case am_exiting:
    case am_running_procs:
    case am_running_ports:
    case am_garbage_collection:
    case am_timestamp:
    case am_monotonic_timestamp:
    case am_strict_monotonic_timestamp:
    case am_scheduler_id:
    case am_set_on_spawn:
    case am_set_on_first_spawn:
    case am_set_on_link:
    case am_set_on_first_link:
        return true;
    default:
        return false;
    }
}

static bool exists(Term whom)
{
    if (term_is_atom(whom))
        whom = names_find(whom);
    return whom != THE_NON_VALUE && term_is_local_pid(whom) && process_lookup(whom);
}

Term trace_action_flag(Term flag, Term whom)
{
    return is_trace_flag(flag) && exists(whom) ? (Term)am_true : THE_NON_VALUE;
}

static bool are_trace_flags(Term list)
{
    while (term_is_cons(list) && is_trace_flag(term_head(list)))
        list = term_tail(list);
    return term_is_nil(list);
}

/* false: nothing has changed. */
Term trace_action_flags(Term disable, Term enable, Term whom)
{
    bool good = are_trace_flags(disable) && are_trace_flags(enable) && exists(whom);
    return good ? (Term)am_false : THE_NON_VALUE;
}

/* The present value without a token is [] or {Item, false}. */
Term trace_action_set_seq_token(Process *process, Term item, bool pretend)
{
    if (!pretend)
        return THE_NON_VALUE;
    switch (item) {
    case am_label:
    case am_serial:
        return TERM_NIL;
    case am_send:
    case am_spawn:
    case am_receive:
    case am_print:
    case am_timestamp:
    case am_monotonic_timestamp:
    case am_strict_monotonic_timestamp:
        return heap_tuple(process, 2, item, (Term)am_false);
    default:
        return THE_NON_VALUE;
    }
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

static void line_term(TextSink *sink, const char *name, Term term)
{
    text_print(sink, name);
    text_print(sink, ": ");
    display_term(sink, term);
    text_print(sink, "\n");
}

static void line_number(TextSink *sink, const char *name, uint64_t number)
{
    char text[96];
    snprintf(text, sizeof text, "%s: %" PRIu64 "\n", name, number);
    text_print(sink, text);
}

static void line_function(TextSink *sink, const char *name, const Mfa *function)
{
    char arity[24];
    snprintf(arity, sizeof arity, "/%u\n", (unsigned)function->arity);
    text_print(sink, name);
    text_print(sink, ": ");
    display_atom(sink, function->module);
    text_print(sink, ":");
    display_atom(sink, function->function);
    text_print(sink, arity);
}

Term trace_action_process_dump(Process *process)
{
    Dump dump = {.size = 0};
    TextSink sink = {append, &dump};
    Term name = names_of_process(process);
    line_term(&sink, "=proc", process->pid);
    text_print(&sink, "State: Running\n");
    if (name != THE_NON_VALUE)
        line_term(&sink, "Name", name);
    line_function(&sink, "Spawned as", &process->initial_call);
    line_term(&sink, "Spawned by", process->parent);
    line_number(&sink, "Message queue length", process->mailbox_count);
    line_number(&sink, "Reductions", process->reductions_total);
    line_number(&sink, "Stack+heap", (UInt)(process->stack_end - process->heap_start));
    line_number(&sink, "OldHeap", (UInt)(process->old_end - process->old_start));
    line_number(&sink, "Heap unused", (UInt)(process->stack - process->heap_top));
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
