/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Signals as objects, and the mailbox (message.h). The mailbox is touched by the scheduler that
 * runs the process only.
 */
#include "rt/process/message.h"

#include <string.h>
#include "rt/core/atom.h"
#include "rt/core/copy.h"
#include "rt/core/long_work.h"
#include "rt/core/memory.h"
#include "rt/core/off_heap.h"
#include "rt/core/reference.h"
#include "rt/process/signal.h"
#include "rt/trace/saved_calls.h"
#include "rt/trace/token.h"

enum { ADOPTED_SMALL_TOTAL = 2048 };

/* Words of messages taken out that ask for a collection: as many as the heap has. */
static UInt adopted_limit(const Process *process)
{
    UInt words = (UInt)(process->stack_end - process->heap_start);
    return words > ADOPTED_SMALL_TOTAL ? words : ADOPTED_SMALL_TOTAL;
}

Signal *signal_new_sized(SignalKind kind, Term target, Term from, UInt id, UInt words)
{
    enum { HEAD = offsetof(Signal, fragment) };
    UInt bytes = words ? sizeof(Signal) + words * sizeof(Term) : HEAD;
    Signal *signal = memory_alloc(MEMORY_HEAP_FRAGMENT, bytes);
    memset(signal, 0, HEAD);
    signal->target = target;
    signal->from = from;
    signal->id = id;
    signal->kind = (uint8_t)kind;
    signal->has_fragment = words != 0;
    if (words)
        signal->fragment = (HeapFragment){.words = words, .prefix = HEAD, .used = words};
    return signal;
}

Signal *signal_new(SignalKind kind, Term target, Term from, UInt id, Term term)
{
    UInt words = copy_size(term);
    Signal *signal = signal_new_sized(kind, target, from, id, words);
    signal->term = term;
    if (words) {
        Term *top = signal->fragment.data;
        signal->term = copy_to(term, &top, &signal->fragment.off_heap);
        signal->exact = signal->fragment.off_heap == NULL;
    }
    return signal;
}

/* The signal carries no token. */
static void free_plain(Signal *signal)
{
    if (!signal->has_fragment) {
        memory_free(MEMORY_HEAP_FRAGMENT, signal, offsetof(Signal, fragment));
        return;
    }
    Term *object = signal->fragment.off_heap;
    while (object) {
        Term *next = (Term *)object[2];
        off_heap_release(object);
        object = next;
    }
    heap_fragment_free(&signal->fragment);
}

void signal_free(Signal *signal)
{
    if (signal->token == TOKEN_CARRIED)
        token_drop(signal);
    free_plain(signal);
}

Term signal_adopt(Process *process, Signal *signal)
{
    Term term = signal->term;
    if (!signal->has_fragment) {
        signal_free(signal);
        return term;
    }
    HeapFragment *fragment = &signal->fragment;
    Term *object = fragment->off_heap;
    while (object) {
        Term *next = (Term *)object[2];
        heap_link_off_heap(process, object, off_heap_words(object));
        object = next;
    }
    fragment->next = process->fragments;
    process->fragments = fragment;
    process->fragment_words += fragment->words;
    return term;
}

void message_queue_initialize(Process *process)
{
    process->mailbox_first = NULL;
    process->mailbox_last = &process->mailbox_first;
    process->mailbox_save = &process->mailbox_first;
    process->mailbox_count = 0;
    process->kept_messages = NULL;
}

void message_append(Process *process, Signal *message)
{
    message->next = NULL;
    *process->mailbox_last = message;
    process->mailbox_last = &message->next;
    process->mailbox_count++;
}

void message_keep(Process *process, Signal *message)
{
    Signal *next = process->kept_messages;
    message->kept = true;
    message->kept_next = next;
    message->kept_link = &process->kept_messages;
    if (next)
        next->kept_link = &message->kept_next;
    process->kept_messages = message;
}

/* What is not at the head of the mailbox may have to wait: it gets room of which there is enough.
 * The fragment is freed with the signal. */
void message_settle(Process *process, Signal *message)
{
    enum { SETTLED_MAX = 64 };
    UInt words = signal_words(message), room = (UInt)(process->stack - process->heap_top);
    Term *off_heap = NULL;
    if (!message->exact || words > SETTLED_MAX || words > room)
        return;
    bool first = process->mailbox_first == message;
    if (!first && ((process->flags & PROCESS_OFF_HEAP_MESSAGES) ||
                   room - words < (UInt)(process->stack_end - process->heap_start) / 2))
        return;
    message->term = copy_to(message->term, &process->heap_top, &off_heap);
    message_keep(process, message);
}

static void leave_kept(Signal *message)
{
    *message->kept_link = message->kept_next;
    if (message->kept_next)
        message->kept_next->kept_link = message->kept_link;
    message->kept = false;
}

bool message_fetch(Process *process)
{
    signal_handle_incoming(process, true);
    return *process->mailbox_save != NULL && !(process->flags & PROCESS_EXITING);
}

void message_passed_many(Process *process)
{
    process->reductions += MESSAGES_PASSED_MAX;
    process->reductions_total += MESSAGES_PASSED_MAX;
    long_work();
}

static void forget_markers_at(Process *process, Signal **position, Signal **instead)
{
    for (int i = 0; process->markers && i < RECEIVE_MARKERS; i++)
        if (process->markers[i].position == position)
            process->markers[i].position = instead;
}

Signal *message_unlink(Process *process, Signal **link)
{
    Signal *message = *link;
    *link = message->next;
    if (!message->next)
        process->mailbox_last = link;
    if (process->mailbox_save == &message->next)
        process->mailbox_save = link;
    forget_markers_at(process, &message->next, link);
    if (message->kept)
        leave_kept(message);
    process->mailbox_count--;
    return message;
}

__attribute__((cold, noinline)) static void note_receive(Process *process, Signal *message)
{
    if (process->saved_calls)
        saved_calls_add_event(process, am_receive);
    if (process->sequence)
        token_receive(process, message);
}

void message_remove(Process *process)
{
    if (__builtin_expect(((UInt)process->saved_calls | (UInt)process->sequence) != 0, 0))
        note_receive(process, *process->mailbox_save);
    bool kept = (*process->mailbox_save)->kept;
    Signal *message = message_unlink(process, process->mailbox_save);
    message_restart(process);
    if (kept) {
        free_plain(message);
        return;
    }
    signal_adopt(process, message);
    if (process->fragment_words > adopted_limit(process))
        heap_want_collection(process);
}

/* ---- receive markers ---------------------------------------------------------------------------
 */

static ReceiveMarker *marker_of(Process *process, Term reference)
{
    uint64_t number = term_is_kind(reference, KIND_REF) ? reference_number(reference) : 0;
    for (int i = 0; number != 0 && process->markers && i < RECEIVE_MARKERS; i++)
        if (process->markers[i].position && process->markers[i].reference == number)
            return &process->markers[i];
    return NULL;
}

Term message_marker_reserve(Process *process)
{
    if (!process->markers)
        process->markers =
            memory_alloc_zero(MEMORY_PROCESS, RECEIVE_MARKERS * sizeof(ReceiveMarker));
    uint32_t serial = ++process->marker_serial;
    ReceiveMarker *marker = &process->markers[serial % RECEIVE_MARKERS];
    *marker = (ReceiveMarker){.position = process->mailbox_last, .serial = serial};
    return term_make_small(serial);
}

void message_marker_bind(Process *process, Term marker, Term reference)
{
    if (!process->markers || !term_is_small(marker) || !term_is_kind(reference, KIND_REF))
        return;
    uint32_t serial = (uint32_t)term_small_value(marker);
    ReceiveMarker *found = &process->markers[serial % RECEIVE_MARKERS];
    if (found->serial == serial && found->reference == 0)
        found->reference = reference_number(reference);
}

void message_marker_clear(Process *process, Term reference)
{
    ReceiveMarker *marker = marker_of(process, reference);
    if (marker)
        *marker = (ReceiveMarker){0};
}

void message_marker_use(Process *process, Term reference)
{
    ReceiveMarker *marker = marker_of(process, reference);
    if (marker)
        process->mailbox_save = marker->position;
}

void message_queue_destroy(Process *process)
{
    Signal *message = process->mailbox_first;
    while (message) {
        Signal *next = message->next;
        signal_free(message);
        message = next;
    }
    message_queue_initialize(process);
}
