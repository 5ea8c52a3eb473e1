/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The message queue (message.h). Called by the scheduler that runs the process.
 */
#include "rt/core/message.h"

#include "rt/core/copy.h"
#include "rt/core/heap.h"
#include "rt/core/memory.h"
#include "rt/core/off_heap.h"

void message_queue_initialize(Process *process)
{
    process->mailbox_first = NULL;
    process->mailbox_last = &process->mailbox_first;
    process->mailbox_save = &process->mailbox_first;
}

void message_send(Process *receiver, Term term)
{
    Message *message = memory_alloc(MEMORY_MESSAGE, sizeof *message);
    *message = (Message){.term = term};
    UInt words = copy_size(term);
    if (words) {
        HeapFragment *fragment =
            memory_alloc(MEMORY_HEAP_FRAGMENT, sizeof *fragment + words * sizeof(Term));
        fragment->next = NULL;
        fragment->words = fragment->used = words;
        Term *top = fragment->data;
        message->term = copy_to(term, &top, &message->off_heap);
        message->fragment = fragment;
    }
    *receiver->mailbox_last = message;
    receiver->mailbox_last = &message->next;
}

/* The message's data become part of the process's heap. */
static void adopt(Process *process, Message *message)
{
    if (!message->fragment)
        return;
    message->fragment->next = process->fragments;
    process->fragments = message->fragment;
    process->fragment_words += message->fragment->words;
    message->fragment = NULL;
    Term *object = message->off_heap;
    while (object) {
        Term *next = (Term *)object[2];
        heap_link_off_heap(process, object, off_heap_words(object));
        object = next;
    }
    message->off_heap = NULL;
}

Term message_peek(Process *process)
{
    Message *message = *process->mailbox_save;
    if (!message)
        return THE_NON_VALUE;
    adopt(process, message);
    return message->term;
}

void message_skip(Process *process)
{
    process->mailbox_save = &(*process->mailbox_save)->next;
}

void message_remove(Process *process)
{
    Message *message = *process->mailbox_save;
    *process->mailbox_save = message->next;
    if (!message->next)
        process->mailbox_last = process->mailbox_save;
    memory_free(MEMORY_MESSAGE, message, sizeof *message);
    message_restart(process);
}

void message_restart(Process *process)
{
    process->mailbox_save = &process->mailbox_first;
}

void message_visit_heap_terms(Process *process, void (*visit)(void *context, Term *slot),
                              void *context)
{
    for (Message *message = process->mailbox_first; message; message = message->next)
        if (!message->fragment)
            visit(context, &message->term);
}

void message_queue_destroy(Process *process)
{
    Message *message = process->mailbox_first;
    while (message) {
        Message *next = message->next;
        adopt(process, message);
        memory_free(MEMORY_MESSAGE, message, sizeof *message);
        message = next;
    }
    message_queue_initialize(process);
}
