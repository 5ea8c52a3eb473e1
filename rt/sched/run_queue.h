/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A run queue: runnable processes by priority, first in first out. Of each scheduler one; others
 * steal from it. All functions lock the queue.
 */
#ifndef RT_SCHED_RUN_QUEUE_H
#define RT_SCHED_RUN_QUEUE_H

#include <pthread.h>
#include "rt/core/process.h"

enum { PRIORITY_COUNT = 4, LOW_EVERY = 8 /* as often as a normal process runs, at most */ };

typedef struct RunQueue {
    pthread_mutex_t lock;
    Process *first[PRIORITY_COUNT], *last[PRIORITY_COUNT];
    UInt low_turn;        /* normal processes run since the last of low priority */
    volatile AO_t length; /* of all lists; may be read without the lock … */
    volatile AO_t bound;  /* … as how many of them are bound to this scheduler */
} RunQueue;

void run_queue_initialize(RunQueue *queue);
void run_queue_push(RunQueue *queue, Process *process);
/* To the end of the list of a higher priority, if it is in a list of a lower one here. Any thread.
 */
bool run_queue_raise(RunQueue *queue, Process *process, Priority priority);
/* The process to run next; NULL when there is none. Max before high before normal and low; one of
 * low priority for every LOW_EVERY normal ones. */
Process *run_queue_pop(RunQueue *queue);

/* The same for another scheduler: none that is bound. */
Process *run_queue_steal(RunQueue *queue);

/* Those that any scheduler may run. */
static inline UInt run_queue_free_length(const RunQueue *queue)
{
    UInt length = AO_load(&queue->length), bound = AO_load(&queue->bound);
    return length > bound ? length - bound : 0;
}

static inline UInt run_queue_length(const RunQueue *queue)
{
    return AO_load(&queue->length);
}

#endif
