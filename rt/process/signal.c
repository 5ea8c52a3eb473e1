/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Signals (signal.h): what each kind does to its receiver, and what becomes of one whose receiver
 * is dead. The table of kinds is the switch in `act`; links and monitors have their own files.
 */
#include "rt/process/signal.h"

#include "rt/core/atom.h"
#include "rt/core/copy.h"
#include "rt/core/long_work.h"
#include "rt/core/off_heap.h"
#include "rt/port/port.h"
#include "rt/process/exit.h"
#include "rt/process/id_table.h"
#include "rt/process/link.h"
#include "rt/process/monitor.h"
#include "rt/process/request.h"
#include "rt/process/table.h"
#include "rt/process/task.h"
#include "rt/sched/scheduler.h"
#include "rt/trace/event.h"
#include "rt/trace/token.h"

enum {
    SIGNALS_PER_REDUCTION = 4,
    SIGNALS_PER_TURN = 8192,
    SIGNALS_MANY = 4096,
    STEPS_PER_SIGNAL = 4, /* of long work: each is a miss of the cache */
};

/* ---- sending --------------------------------------------------------------------------------- */

/* The receiver is dead. */
void signal_answer_for_dead(Signal *signal)
{
    switch ((SignalKind)signal->kind) {
    case SIGNAL_LINK:
        signal_send(signal_new(SIGNAL_LINK_EXIT, signal->from, signal->target, 0, am_noproc));
        break;
    case SIGNAL_UNLINK:
        signal_send(
            signal_new(SIGNAL_UNLINK_ACK, signal->from, signal->target, signal->id, TERM_NIL));
        break;
    case SIGNAL_MONITOR:
        signal_send(signal_new(SIGNAL_DOWN, signal->from, signal->target, signal->id, am_noproc));
        break;
    case SIGNAL_REQUEST:
        request_answer_for_dead(signal);
        return;
    default:
        break;
    }
    signal_free(signal);
}

/* A process that waits is not woken only to be told that it is not monitored any more: no more of
 * these can pile up than there were monitors, each of which has woken it. */
static inline bool may_rest(const Signal *signal)
{
    return signal->kind == SIGNAL_DEMONITOR;
}

bool signal_push(Process *target, Signal *signal)
{
    bool rests = may_rest(signal), all_rest;
    AO_t head;
    do {
        head = AO_load(&target->signals);
        if (head == SIGNALS_CLOSED) {
            signal_answer_for_dead(signal);
            return false;
        }
        signal->next = signals_newest(head);
        all_rest = head == 0 || (head & SIGNALS_REST) != 0;
    } while (!AO_compare_and_swap_full(&target->signals, head,
                                       (AO_t)signal | (rests && all_rest ? SIGNALS_REST : 0)));
    if (all_rest && !rests)
        scheduler_wake(target);
    if (__builtin_expect(AO_load(&target->flooded) != 0, 0))
        scheduler_hold_back();
    scheduler_signal_sent();
    return true;
}

bool signal_send(Signal *signal)
{
    if (term_is_local_port(signal->target)) {
        port_signal(signal);
        return true;
    }
    Process *target = process_lookup(signal->target);
    if (target)
        return signal_push(target, signal);
    signal_answer_for_dead(signal);
    return false;
}

void signal_send_message(Term target, Term term)
{
    Process *receiver = process_lookup(target);
    if (receiver)
        signal_push(receiver, signal_leaving_token(
                                  signal_new(SIGNAL_MESSAGE, target, THE_NON_VALUE, 0, term)));
}

/* ---- receiving --------------------------------------------------------------------------------
 */

/* Everything pushed so far, oldest first. `instead` takes its place. */
static Signal *take_all(Process *process, AO_t instead)
{
    AO_t head;
    do {
        head = AO_load(&process->signals);
    } while (!AO_compare_and_swap_full(&process->signals, head, instead));
    Signal *newest = signals_newest(head), *oldest = NULL;
    for (UInt count = 0; newest; long_work_loop(STEPS_PER_SIGNAL * ++count - 1)) {
        Signal *next = newest->next;
        newest->next = oldest;
        oldest = newest;
        newest = next;
    }
    return oldest;
}

__attribute__((cold, noinline)) static void note_arrival(Process *process, Signal *message)
{
    if (process->trace_flags & TRACE_RECEIVE)
        event_receive(process, message->from, message->term);
    if (message->token == TOKEN_CARRIED)
        token_expect(process);
}

/* The signal is a message. */
static void enter_mailbox(Process *process, Signal *message)
{
    if (__builtin_expect((process->trace_flags & TRACE_RECEIVE) | (message->token & TOKEN_CARRIED),
                         0))
        note_arrival(process, message);
    message_append(process, message);
}

/* {'EXIT', From, Reason} */
static void deliver_exit_message(Process *process, Signal *signal)
{
    UInt words = 4 + copy_size(signal->term),
         token_words = signal->token == TOKEN_CARRIED ? TOKEN_WORDS : 0;
    Signal *message =
        signal_new_sized(SIGNAL_MESSAGE, process->pid, signal->from, 0, words + token_words);
    Term *at = message->fragment.data, *top = at + 4;
    at[0] = header_tuple(3);
    at[1] = am_EXIT;
    at[2] = signal->from;
    at[3] = copy_to(signal->term, &top, &message->fragment.off_heap);
    message->term = term_make_boxed(at);
    message->fragment.used = words;
    token_move(signal, message);
    enter_mailbox(process, message);
}

/* The receiver dies, gets a message, or nothing happens: the rules of exit signals. */
static void act_on_exit(Process *process, Signal *signal, bool linked)
{
    Term reason = signal->term, from = signal->from;
    if (!linked && reason == am_kill) {
        exit_begin(process, am_killed, from);
    } else if (process->flags & PROCESS_TRAP_EXIT) {
        deliver_exit_message(process, signal);
    } else if (reason != am_normal || (!linked && from == process->pid)) {
        if (signal->token == TOKEN_CARRIED)
            token_drop(signal);
        exit_begin(process, signal_adopt(process, signal), from);
        return;
    }
    signal_free(signal);
    if (linked && !(process->flags & PROCESS_EXITING) && TRACED(process, TRACE_PROCS))
        event_process(process, am_getting_unlinked, from);
}

/* What the process has made on its heap for the answer is in the answer. */
static void serve_task(Process *process, Signal *request)
{
    HeapMark mark = heap_mark(process);
    request_serve(process, request);
    heap_reset(process, &mark);
}

/* True: it has become a message. */
static bool act(Process *process, Signal *signal)
{
    switch ((SignalKind)signal->kind) {
    case SIGNAL_MESSAGE:
        enter_mailbox(process, signal);
        return true;
    case SIGNAL_ALIAS:
        if (monitor_alias_used(process, signal->id)) {
            enter_mailbox(process, signal);
            return true;
        }
        break;
    case SIGNAL_EXIT:
        act_on_exit(process, signal, false);
        return false;
    case SIGNAL_LINK_EXIT:
        if (link_broken(process, signal->from)) {
            act_on_exit(process, signal, true);
            return false;
        }
        break;
    case SIGNAL_LINK:
        link_requested(process, signal->from);
        break;
    case SIGNAL_UNLINK:
        link_unlink_requested(process, signal->from, signal->id);
        break;
    case SIGNAL_UNLINK_ACK:
        link_unlink_acknowledged(process, signal->from, signal->id);
        break;
    case SIGNAL_MONITOR:
        id_table_put(&process->monitored_by, signal->id, signal->from);
        break;
    case SIGNAL_DEMONITOR:
        id_table_remove(&process->monitored_by, signal->id);
        break;
    case SIGNAL_DOWN:
        monitor_down(process, signal->id, signal->term);
        break;
    case SIGNAL_TIME_OFFSET:
        monitor_clock(process, signal->term);
        break;
    case SIGNAL_REQUEST:
        if (request_is_task(signal))
            serve_task(process, signal);
        else
            request_serve(process, signal);
        return false;
    case SIGNAL_REPLY:
        if (process->awaited == signal->id) {
            process->reply = signal_adopt(process, signal);
            return false;
        }
        break;
    }
    signal_free(signal);
    return false;
}

/* Appends what has been pushed to `taken`. */
static void take_over(Process *process)
{
    if (AO_load(&process->signals) == 0)
        return;
    Signal **end = &process->taken;
    while (*end)
        end = &(*end)->next;
    *end = take_all(process, 0);
}

/*
 * Acting on many signals takes long, on a thread of its own. Were more to come meanwhile than are
 * acted on, there would be no end: so those who send to a flooded process give up their time
 * slices.
 */
void signal_handle_incoming(Process *process, bool on_thread)
{
    UInt count = 0;
    take_over(process);
    while (process->taken) {
        Signal *signal = process->taken;
        bool for_it = signal->target == process->pid && !(process->flags & PROCESS_EXITING);
        bool request = for_it && signal->kind == SIGNAL_REQUEST;
        bool queued = request && request_is_queued(signal);
        if (request && on_thread && request_is_task(signal))
            heap_want_collection(process); /* its time slice is over */
        if (request && on_thread && request_is_task(signal) && !queued)
            break;
        process->taken = signal->next;
        if (queued)
            task_add(process, signal);
        else if (!for_it)
            signal_answer_for_dead(signal);
        else if (act(process, signal))
            message_settle(process, signal);
        if (__builtin_expect(++count == SIGNALS_MANY, 0))
            AO_store(&process->flooded, 1);
        long_work_loop(STEPS_PER_SIGNAL * count - 1);
    }
    if (__builtin_expect(count >= SIGNALS_MANY, 0))
        AO_store(&process->flooded, 0);
    process->reductions -= (SInt)(count / SIGNALS_PER_REDUCTION);
}

bool signal_handle_amid(Process *process)
{
    UInt count = 0;
    take_over(process);
    for (Signal **link = &process->taken; *link && !(process->flags & PROCESS_EXITING);) {
        Signal *signal = *link;
        bool for_it = signal->target == process->pid;
        if (for_it && signal->kind == SIGNAL_REQUEST && !request_is_plain(signal)) {
            link = &signal->next;
            continue;
        }
        *link = signal->next;
        if (!for_it)
            signal_answer_for_dead(signal);
        else if (signal->kind == SIGNAL_REQUEST)
            serve_task(process, signal);
        else
            act(process, signal);
        long_work_loop(STEPS_PER_SIGNAL * ++count - 1);
    }
    if (process->taken || process->suspended > 0)
        heap_want_collection(process);
    return process->flags & PROCESS_EXITING;
}

bool signal_handle_away(Process *process)
{
    UInt count = 0;
    take_over(process);
    for (Signal **link = &process->taken; *link && !(process->flags & PROCESS_EXITING);) {
        Signal *signal = *link;
        bool for_it = signal->target == process->pid;
        if (for_it && signal->kind == SIGNAL_REQUEST && request_is_for_home(signal)) {
            link = &signal->next;
            continue;
        }
        if (count++ == SIGNALS_PER_TURN)
            return true;
        *link = signal->next;
        if (!for_it) {
            signal_answer_for_dead(signal);
        } else if (signal->kind == SIGNAL_REQUEST && request_is_queued(signal)) {
            serve_task(process, signal); /* it collects later */
        } else {
            act(process, signal);
        }
    }
    return false;
}

static void answer_all(Signal *signal)
{
    for (UInt count = 0; signal; long_work_loop(STEPS_PER_SIGNAL * ++count - 1)) {
        Signal *next = signal->next;
        signal_answer_for_dead(signal);
        signal = next;
    }
}

void signal_close(Process *process)
{
    task_answer_for_dead(process);
    answer_all(process->taken);
    process->taken = NULL;
    answer_all(take_all(process, SIGNALS_CLOSED));
}
