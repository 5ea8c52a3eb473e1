/* SPDX-License-Identifier: Apache-2.0 */
/*
 * process_info/1,2. A process tells about itself, on its own heap; another one asks it by a
 * request, which is served while it is not running code.
 */
#include <stdio.h>
#include <stdlib.h>
#include "rt/core/bif.h"
#include "rt/core/binary.h"
#include "rt/core/copy.h"
#include "rt/core/dictionary.h"
#include "rt/core/list.h"
#include "rt/core/long_work.h"
#include "rt/core/raise.h"
#include "rt/core/off_heap.h"
#include "rt/core/trace.h"
#include "rt/bif/natives.h"
#include "rt/bif/process.h"
#include "rt/gc/gc.h"
#include "rt/process/id_table.h"
#include "rt/process/monitor.h"
#include "rt/process/names.h"
#include "rt/process/options.h"
#include "rt/process/request.h"
#include "rt/process/signal.h"
#include "rt/process/table.h"
#include "rt/text/display.h"
#include "rt/trace/saved_calls.h"
#include "rt/trace/token.h"

/* What is asked for: about whom, and what the process had on its heap before the answer. */
typedef struct Question {
    bool self; /* about the process that asks */
    UInt fragment_words;
} Question;

static Term pair(Process *process, Term a, Term b)
{
    return heap_tuple(process, 2, a, b);
}

static Term count_term(Process *process, UInt count)
{
    return heap_unsigned(process, count);
}

/* ---- where it is -------------------------------------------------------------------------------
 */

/* The native function it has not returned from, or the call it has not begun; NULL: it is in code.
 */
static const Mfa *native_place(const Process *process)
{
    if (process->resume == rt_bif_continue)
        return natives_begun(process);
    if (process->resume == rt_bif_dirty_run || process->resume == rt_bif_dirty_return ||
        process->resume == rt_uncaught)
        return &process->trapped->mfa;
    return process->resume == rt_process_begin ? &process->initial_call : NULL;
}

/* Of itself: from the caller's continuation on, which the native call returns to. */
static Term stacktrace(Process *process, const Question *question)
{
    if (question->self)
        return trace_of_process(process, NULL);
    const Mfa *native = native_place(process);
    if (!native)
        return trace_of_process(process, code_info((const void *)process->resume));
    Term entry = heap_tuple(process, 4, native->module, native->function,
                            term_make_small((SInt)native->arity), TERM_NIL);
    return heap_cons(process, entry, trace_of_process(process, NULL));
}

/* Without a native function that is on a dirty scheduler, as ERTS tells it. */
static Term item_current_stacktrace(Process *process, const Question *question)
{
    Term list = stacktrace(process, question);
    return process->flags & PROCESS_DIRTY ? term_tail(list) : list;
}

static Term item_current_location(Process *process, const Question *question)
{
    Term list = stacktrace(process, question);
    return term_is_cons(list) ? term_head(list) : (Term)am_undefined;
}

static Term item_current_function(Process *process, const Question *question)
{
    Term location = item_current_location(process, question);
    if (!term_is_boxed(location))
        return location;
    const Term *fields = term_tuple_elements(location);
    return heap_tuple(process, 3, fields[0], fields[1], fields[2]);
}

static Term item_initial_call(Process *process, const Question *question)
{
    (void)question;
    const Mfa *call = &process->initial_call;
    return heap_tuple(process, 3, call->module, call->function, term_make_small((SInt)call->arity));
}

static Term item_status(Process *process, const Question *question)
{
    if (question->self)
        return am_running;
    if (process->suspended > 0)
        return am_suspended;
    if (process->flags & PROCESS_DIRTY)
        return am_running;
    return process->flags & (PROCESS_IN_RECEIVE | PROCESS_AWAITS | PROCESS_HIBERNATING)
               ? (Term)am_waiting
               : (Term)am_runnable;
}

static Term item_backtrace(Process *process, const Question *question)
{
    char *text = NULL;
    size_t size = 0;
    if (process->flags & PROCESS_SENSITIVE)
        return binary_from_bytes(process, "", 0);
    FILE *file = open_memstream(&text, &size);
    if (!file)
        return bif_system_limit(process);
    TextSink sink = text_sink_file(file);
    for (Term list = stacktrace(process, question); term_is_cons(list); list = term_tail(list)) {
        const Term *fields = term_tuple_elements(term_head(list));
        text_print(&sink, "(");
        display_term(&sink, fields[0]);
        text_print(&sink, ":");
        display_term(&sink, fields[1]);
        text_print(&sink, "/");
        display_term(&sink, fields[2]);
        text_print(&sink, ")\n");
    }
    fclose(file);
    Term binary = binary_from_bytes(process, text, size);
    free(text);
    return binary;
}

static Term item_catchlevel(Process *process, const Question *question)
{
    UInt count = 0;
    (void)question;
    for (const Term *at = process->stack + 1; at < process->stack_end; at++)
        if ((*at & TAG_MASK) == TAG_HEADER && *at != 0 &&
            code_details(code_info((const void *)*at)).frame_words == 0)
            count++;
    return count_term(process, count);
}

/* ---- its relations -----------------------------------------------------------------------------
 */

static Term item_registered_name(Process *process, const Question *question)
{
    (void)question;
    Term name = names_of_process(process);
    return name == THE_NON_VALUE ? TERM_NIL : name;
}

static Term item_links(Process *process, const Question *question)
{
    Term list = TERM_NIL;
    (void)question;
    for (IdEntry *entry = NULL; (entry = id_table_next(process->links, entry));)
        if (entry->value == 0)
            list = heap_cons(process, entry->key, list);
    return list;
}

static Term item_monitors(Process *process, const Question *question)
{
    Term list = TERM_NIL;
    (void)question;
    for (IdEntry *entry = NULL; (entry = id_table_next(process->monitors, entry));)
        list = heap_cons(process, monitor_info(process, entry->value), list);
    return list;
}

static Term item_monitored_by(Process *process, const Question *question)
{
    Term list = TERM_NIL;
    (void)question;
    for (IdEntry *entry = NULL; (entry = id_table_next(process->monitored_by, entry));)
        list = heap_cons(process, entry->value, list);
    return list;
}

/* {Suspendee, ActiveSuspends, OutstandingSuspends} */
static Term item_suspending(Process *process, const Question *question)
{
    Term list = TERM_NIL;
    (void)question;
    for (IdEntry *entry = NULL; (entry = id_table_next(process->suspending, entry));)
        list = heap_cons(process,
                         heap_tuple(process, 3, entry->key, count_term(process, entry->value),
                                    term_make_small(0)),
                         list);
    return list;
}

static Term item_group_leader(Process *process, const Question *question)
{
    (void)question;
    return process->group_leader;
}
static Term item_parent(Process *process, const Question *question)
{
    (void)question;
    return term_is_pid(process->parent) ? process->parent : (Term)am_undefined;
}

/* ---- messages and dictionary -------------------------------------------------------------------
 */

static Term item_message_queue_len(Process *process, const Question *question)
{
    (void)question;
    return count_term(process, process->mailbox_count);
}

/* To copy one, as steps of long work. */
enum { LONG_MESSAGE_STEPS = 8 };

static Term item_messages(Process *process, const Question *question)
{
    Term list = TERM_NIL, *tail = &list;
    (void)question;
    if (process->flags & PROCESS_SENSITIVE)
        return TERM_NIL;
    UInt count = 0;
    for (const Signal *message = process->mailbox_first; message; message = message->next) {
        UInt words = copy_size(message->term);
        long_work_loop(LONG_MESSAGE_STEPS * ++count - 1);
        Term *at = heap_alloc(process, words + 2), *top = at + 2, *off_heap = NULL;
        at[0] = copy_to(message->term, &top, &off_heap);
        at[1] = TERM_NIL;
        while (off_heap) {
            Term *next = (Term *)off_heap[2];
            heap_link_off_heap(process, off_heap, 0);
            off_heap = next;
        }
        *tail = term_make_cons(at);
        tail = at + 1;
    }
    return list;
}

static Term item_message_queue_data(Process *process, const Question *question)
{
    (void)question;
    return options_message_queue_name(process->flags);
}

static Term item_dictionary(Process *process, const Question *question)
{
    (void)question;
    return process->flags & PROCESS_SENSITIVE ? TERM_NIL : bif_erlang_get_0(process);
}

/* ---- flags -------------------------------------------------------------------------------------
 */

static Term item_trap_exit(Process *process, const Question *question)
{
    (void)question;
    return term_bool(process->flags & PROCESS_TRAP_EXIT);
}
static Term item_async_dist(Process *process, const Question *question)
{
    (void)question;
    return term_bool(process->flags & PROCESS_ASYNC_DIST);
}
static Term item_error_handler(Process *process, const Question *question)
{
    (void)question;
    return process->error_handler;
}
static Term item_priority(Process *process, const Question *question)
{
    (void)question;
    return options_priority_name(process->priority);
}
static Term item_last_calls(Process *process, const Question *question)
{
    (void)question;
    return saved_calls_term(process);
}
static Term item_sequential_trace_token(Process *process, const Question *question)
{
    (void)question;
    return token_term(process);
}
static Term item_trace(Process *process, const Question *question)
{
    (void)process, (void)question;
    return term_make_small(0);
}

/* ---- memory ------------------------------------------------------------------------------------
 */

static UInt stack_words(const Process *process)
{
    return (UInt)(process->stack_end - process->stack);
}
static UInt block_words(const Process *process)
{
    return (UInt)(process->stack_end - process->heap_start);
}

static Term item_heap_size(Process *process, const Question *question)
{
    (void)question;
    return count_term(process, block_words(process));
}
static Term item_stack_size(Process *process, const Question *question)
{
    (void)question;
    return count_term(process, stack_words(process));
}
static UInt total_words(const Process *process, const Question *question)
{
    return block_words(process) + (UInt)(process->old_end - process->old_start) +
           question->fragment_words;
}
static Term item_total_heap_size(Process *process, const Question *question)
{
    return count_term(process, total_words(process, question));
}
static Term item_memory(Process *process, const Question *question)
{
    UInt bytes = sizeof *process + total_words(process, question) * sizeof(Term);
    UInt count = 0;
    for (const Signal *message = process->mailbox_first; message; message = message->next) {
        bytes += sizeof *message + signal_words(message) * sizeof(Term);
        long_work_loop(count++);
    }
    return count_term(process, bytes);
}
static Term item_min_heap_size(Process *process, const Question *question)
{
    (void)question;
    return count_term(process, process->min_heap_words);
}
static Term item_min_bin_vheap_size(Process *process, const Question *question)
{
    (void)question;
    return count_term(process, process->min_off_heap_words);
}
static Term item_fullsweep_after(Process *process, const Question *question)
{
    (void)question;
    return count_term(process, process->fullsweep_after);
}
static Term item_max_heap_size(Process *process, const Question *question)
{
    (void)question;
    return options_max_heap_map(process, process->max_heap_words, process->flags);
}
static Term item_reductions(Process *process, const Question *question)
{
    (void)question;
    SInt slice = question->self ? REDUCTIONS_PER_SLICE - process->reductions -
                                      process->reductions_kept - process->reductions_unused
                                : 0;
    return count_term(process, process->reductions_total + (UInt)(slice > 0 ? slice : 0));
}

static Term item_garbage_collection(Process *process, const Question *question)
{
    Term list = TERM_NIL;
    list = heap_cons(process,
                     pair(process, am_minor_gcs, count_term(process, process->minor_count)), list);
    list = heap_cons(
        process, pair(process, am_fullsweep_after, item_fullsweep_after(process, question)), list);
    list = heap_cons(process,
                     pair(process, am_min_heap_size, item_min_heap_size(process, question)), list);
    list = heap_cons(
        process, pair(process, am_min_bin_vheap_size, item_min_bin_vheap_size(process, question)),
        list);
    return heap_cons(process,
                     pair(process, am_max_heap_size, item_max_heap_size(process, question)), list);
}

static Term item_garbage_collection_info(Process *process, const Question *question)
{
    (void)question;
    return gc_information(process, process->heap_top);
}

static Term binaries(Process *process, const Term *object, Term list)
{
    for (; object; object = (const Term *)object[2]) {
        if (header_kind(object[0]) != KIND_REFC_BIN)
            continue;
        const BinaryObject *binary = refc_binary_object(object);
        list = heap_cons(process,
                         heap_tuple(process, 3, heap_unsigned(process, (UInt)binary),
                                    heap_unsigned(process, binary->capacity),
                                    heap_unsigned(process, AO_load(&binary->references))),
                         list);
    }
    return list;
}

static Term item_binary(Process *process, const Question *question)
{
    (void)question;
    return binaries(process, process->old_off_heap, binaries(process, process->off_heap, TERM_NIL));
}

/* {Address, References} of each object that a reference of the process keeps alive. */
static Term item_magic_ref(Process *process, const Question *question)
{
    Term list = TERM_NIL;
    (void)question;
    for (const Term *object = process->off_heap; object; object = (const Term *)object[2])
        if (off_heap_is_magic_ref(object[0]))
            list = heap_cons(
                process,
                pair(process, heap_unsigned(process, object[3]),
                     heap_unsigned(process,
                                   AO_load(&((const BinaryObject *)object[3])->references))),
                list);
    return list;
}

/* ---- asking ------------------------------------------------------------------------------------
 */

typedef Term ItemFunction(Process *process, const Question *question);

typedef struct Item {
    Term name;
    ItemFunction *function;
    bool listed;
} Item;

static const Item items[] = {
#define ITEM(name, listed) {am_##name, item_##name, listed},
#include "rt/bif/process_info.def"
#undef ITEM
};

enum { ITEM_COUNT = sizeof items / sizeof items[0] };

static const Item *find_item(Term name)
{
    for (int i = 0; i < ITEM_COUNT; i++)
        if (items[i].name == name)
            return &items[i];
    return NULL;
}

/* {dictionary, Key} is not an item of OTP 25. */
static Term tell_item(Process *process, const Item *item, const Question *question)
{
    return pair(process, item->name, item->function(process, question));
}

/* {registered_name, []}, which is told only when asked for in a list. Looked at afterwards, for
 * others may take the name away at any time. */
static bool is_no_name(Term told)
{
    const Term *pair = term_tuple_elements(told);
    return pair[0] == am_registered_name && term_is_nil(pair[1]);
}

static Term tell_listed(Process *process, const Question *question)
{
    Term list = TERM_NIL;
    for (int i = ITEM_COUNT - 1; i >= 0; i--) {
        Term told = items[i].listed ? tell_item(process, &items[i], question) : THE_NON_VALUE;
        if (told != THE_NON_VALUE && !is_no_name(told))
            list = heap_cons(process, told, list);
    }
    return list;
}

/* am_all: process_info/1; an atom; a list of atoms. All have been checked. */
static Term tell(Process *process, Term what, bool self)
{
    const Question asked = {self, process->fragment_words}, *question = &asked;
    if (what == am_all)
        return tell_listed(process, question);
    if (term_is_atom(what)) {
        Term told = tell_item(process, find_item(what), question);
        return is_no_name(told) ? TERM_NIL : told;
    }
    Term list = TERM_NIL, *tail = &list;
    for (; term_is_cons(what); what = term_tail(what)) {
        Term cell =
            heap_cons(process, tell_item(process, find_item(term_head(what)), question), TERM_NIL);
        *tail = cell;
        tail = term_cons_ptr(cell) + 1;
    }
    return list;
}

Term process_info_items(Process *process)
{
    Term names[ITEM_COUNT];
    for (int i = 0; i < ITEM_COUNT; i++)
        names[i] = items[i].name;
    return heap_list(process, names, ITEM_COUNT, TERM_NIL);
}

/* Items that look at where the process is in its code, or at all that it has on its heap. */
static bool looks_inside(Term name)
{
    switch (name) {
    case am_current_function:
    case am_current_location:
    case am_current_stacktrace:
    case am_backtrace:
    case am_catchlevel:
    case am_stack_size:
    case am_garbage_collection_info:
    case am_binary:
    case am_magic_ref:
    case am_last_calls:
        return true;
    default:
        return false;
    }
}

bool process_info_is_plain(Term what)
{
    for (; term_is_cons(what); what = term_tail(what))
        if (looks_inside(term_head(what)))
            return false;
    return what != am_all && !looks_inside(what);
}

Term request_process_info(Process *process, Term from, Term what)
{
    (void)from;
    return tell(process, what, false);
}

static Term ask(Process *process, Term pid, Term what)
{
    if (!term_is_local_pid(pid))
        return bif_badarg(process);
    if (pid == process->pid) {
        signal_handle_incoming(process, true);
        return tell(process, what, true);
    }
    if (!process_lookup(pid))
        return am_undefined;
    return request_await(process, pid, REQUEST_PROCESS_INFO, what);
}

Term bif_erlang_process_info_1(Process *process, Term pid)
{
    return ask(process, pid, am_all);
}

Term bif_erlang_process_info_2(Process *process, Term pid, Term what)
{
    if (term_is_atom(what))
        return find_item(what) ? ask(process, pid, what) : bif_badarg(process);
    for (Term list = what; term_is_cons(list); list = term_tail(list))
        if (!find_item(term_head(list)))
            return bif_badarg(process);
    return list_length(what) < 0 ? bif_badarg(process) : ask(process, pid, what);
}

/* ---- process_display ---------------------------------------------------------------------------
 */

Term request_process_display(Process *process, Term from, Term what)
{
    (void)from, (void)what;
    TextSink sink = text_sink_file(stderr);
    display_term(&sink, tell(process, am_all, false));
    text_print(&sink, "\n");
    return am_true;
}

Term bif_erts_internal_process_display_2(Process *process, Term pid, Term what)
{
    if (!term_is_local_pid(pid))
        return am_badarg;
    if (what != am_backtrace)
        return am_badopt;
    if (pid == process->pid)
        return request_process_display(process, pid, what);
    if (!process_lookup(pid))
        return am_badarg;
    Term reference = bif_erlang_make_ref_0(process);
    request_send(process, pid, REQUEST_PROCESS_DISPLAY, heap_tuple(process, 1, reference), what);
    return reference;
}
