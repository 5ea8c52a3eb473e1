/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The end of a process (exit.h). Steps, in order: its ETS tables deleted or inherited; out of the
 * tables of names and processes, queue closed; linked processes told; own monitors taken back;
 * monitoring processes told (who is linked too gets the exit signal first); suspended processes let
 * go; memory freed. A step with much to do goes on in later time slices.
 */
#include "rt/process/exit.h"

#include "rt/bif/timer.h"
#include "rt/core/atom.h"
#include "rt/core/dictionary.h"
#include "rt/core/heap.h"
#include "rt/core/memory.h"
#include "rt/core/trace.h"
#include "rt/ets/owner.h"
#include "rt/file/handle.h"
#include "rt/gc/gc.h"
#include "rt/process/id_table.h"
#include "rt/process/monitor.h"
#include "rt/process/names.h"
#include "rt/process/node_monitor.h"
#include "rt/process/report.h"
#include "rt/process/request.h"
#include "rt/process/signal.h"
#include "rt/process/system_monitor.h"
#include "rt/process/system_profile.h"
#include "rt/process/table.h"
#include "rt/sched/control.h"
#include "rt/sched/timer.h"
#include "rt/trace/event.h"
#include "rt/trace/saved_calls.h"
#include "rt/trace/token.h"

void exit_begin(Process *process, Term reason, Term from)
{
    if (process->flags & PROCESS_EXITING)
        return;
    process->flags |= PROCESS_EXITING;
    process->exit_reason = reason;
    process->exit_from = from;
    /* Before anybody is answered as by a dead process. */
    if (TRACED(process, TRACE_PROCS))
        event_process(process, am_exit, reason);
    heap_want_collection(process);
}

void exit_heap_limit(Process *process, UInt words)
{
    if (process->flags & PROCESS_EXITING)
        return;
    if (TRACED(process, TRACE_COLLECTION))
        event_collection(process, am_gc_max_heap_size, words);
    if (process->flags & PROCESS_MAX_HEAP_LOG)
        report_heap_limit(process, words);
    if (process->flags & PROCESS_MAX_HEAP_KILL)
        exit_begin(process, am_killed, process->pid);
}

void exit_uncaught(Process *process, Term class, Term reason, Term raw_trace)
{
    Term trace = class == am_exit ? TERM_NIL : trace_build(process, raw_trace);
    if (process->flags & PROCESS_ENTRY)
        report_entry_failed(process, class, reason, trace_build(process, raw_trace));
    if (class == am_throw)
        reason = heap_tuple(process, 2, am_nocatch, reason);
    if (class != am_exit) {
        reason = heap_tuple(process, 2, reason, trace);
        if (!(process->flags & PROCESS_ENTRY) && !process->is_system)
            report_process_failed(process, reason);
    }
    exit_begin(process, reason, process->pid);
}

/* ---- the steps --------------------------------------------------------------------------------
 */

typedef void TellFunction(Process *process, const IdEntry *entry);

static void tell_monitoring(Process *process, const IdEntry *entry)
{
    signal_send(
        signal_new(SIGNAL_DOWN, entry->value, process->pid, entry->key, process->exit_reason));
}

static void tell_linked(Process *process, const IdEntry *entry)
{
    if (entry->value != 0)
        return;
    signal_send(
        token_is_set(process) && term_is_local_pid(entry->key)
            ? token_link_exit(process, entry->key, process->exit_reason)
            : signal_new(SIGNAL_LINK_EXIT, entry->key, process->pid, 0, process->exit_reason));
}

static void take_back_monitor(Process *process, const IdEntry *entry)
{
    monitor_abandon(process, entry->key, entry->value);
}

static void let_go(Process *process, const IdEntry *entry)
{
    request_send(process, entry->key, REQUEST_RESUME, TERM_NIL,
                 term_make_small((SInt)entry->value));
}

/* As many entries as there are reductions; true when all have been told. */
static bool tell_all(Process *process, IdTable **table, TellFunction *tell)
{
    for (; *table && process->exit_at <= (*table)->mask; process->exit_at++) {
        const IdEntry *entry = &(*table)->entries[process->exit_at];
        if (entry->key == 0)
            continue;
        if (process->reductions-- <= 0)
            return false;
        tell(process, entry);
    }
    process->exit_at = 0;
    id_table_destroy(table);
    return true;
}

static bool free_messages(Process *process)
{
    while (process->mailbox_first) {
        if (process->reductions-- <= 0)
            return false;
        Signal *message = process->mailbox_first;
        process->mailbox_first = message->next;
        signal_free(message);
    }
    return true;
}

/* Its end is the program's. With OTP, joist_boot sees to that when the entry has returned; and when
 * `init` ends the process, the system is stopping. */
static void entry_ended(Process *process)
{
    bool by_itself = process->exit_from == THE_NON_VALUE;
    if (joist_program.boots && (by_itself || process->exit_from == names_find(am_init)))
        return;
    report_entry_ended(process);
}

static bool leave_tables(Process *process)
{
    Term name = names_of_process(process);
    if (name != THE_NON_VALUE && TRACED(process, TRACE_PROCS))
        event_process(process, am_unregister, name);
    if (process->is_system)
        report_system_process_ended(process, process->exit_reason);
    if (process->flags & PROCESS_ENTRY)
        entry_ended(process);
    timers_process_ends(process);
    names_process_ends(process);
    signal_close(process);
    system_monitor_process_ends(process->pid);
    system_profile_process_ends(process->pid);
    node_monitor_process_ends(process);
    control_process_ends(process->pid);
    handle_owner_ends(process->pid);
    timer_forget_wait(process);
    return true;
}

static bool free_all(Process *process)
{
    if (!free_messages(process))
        return false;
    if (process->dictionary)
        dictionary_destroy(process->dictionary);
    saved_calls_set(process, 0);
    token_process_ends(process);
    if (process->markers)
        memory_free(MEMORY_PROCESS, process->markers, RECEIVE_MARKERS * sizeof(ReceiveMarker));
    id_table_destroy(&process->aliases);
    if (TRACED(process, TRACE_EXITING))
        event_exited(process);
    gc_heap_destroy(process);
    if (process->saved != process->saved_inline)
        memory_free(MEMORY_PROCESS, process->saved, process->saved_capacity * sizeof(Term));
    process_table_free(process);
    return true;
}

bool exit_for_others(Process *process)
{
    for (;; process->exit_step++) {
        bool done = false;
        switch (process->exit_step) {
        case 0:
            done = ets_owner_ends(process);
            break;
        case 1:
            done = leave_tables(process);
            break;
        case 2:
            done = tell_all(process, &process->links, tell_linked);
            break;
        case 3:
            done = tell_all(process, &process->monitors, take_back_monitor);
            break;
        case 4:
            done = tell_all(process, &process->monitored_by, tell_monitoring);
            break;
        case 5:
            done = tell_all(process, &process->suspending, let_go);
            break;
        default:
            return true;
        }
        if (!done)
            return false;
    }
}

bool exit_continue(Process *process)
{
    return exit_for_others(process) && free_all(process);
}
