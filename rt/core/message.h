/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Messages waiting at a process. The data of a message are in a heap fragment of its own until the
 * process looks at it; then the fragment becomes one of the process's and the message term a root.
 *
 * mailbox_save points to the link of the message that `loop_rec` looks at next.
 */
#ifndef RT_CORE_MESSAGE_H
#define RT_CORE_MESSAGE_H

#include "rt/core/process.h"

struct Message {
    Message *next;
    Term term;
    HeapFragment *fragment; /* NULL: the term is an immediate or on the process heap */
    Term *off_heap;         /* off-heap objects in the fragment */
};

void message_queue_initialize(Process *process);

/* Copy `term` into a new message at the end of the receiver's queue. */
void message_send(Process *receiver, Term term);

/* The term at the save pointer, or THE_NON_VALUE. */
Term message_peek(Process *process);
/* Move the save pointer past the message it is at. */
void message_skip(Process *process);
/* Take out the message at the save pointer and reset the pointer. */
void message_remove(Process *process);
/* Reset the save pointer to the first message. */
void message_restart(Process *process);

void message_visit_heap_terms(Process *process, void (*visit)(void *context, Term *slot),
                              void *context);
void message_queue_destroy(Process *process);

#endif
