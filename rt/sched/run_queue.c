/* SPDX-License-Identifier: Apache-2.0 */
/* Run queues (run_queue.h). */
#include "rt/sched/run_queue.h"

#include <string.h>
#include "rt/sched/replay.h"

void run_queue_initialize(RunQueue *queue)
{
    memset(queue, 0, sizeof *queue);
    pthread_mutex_init(&queue->lock, NULL);
}

static void append_locked(RunQueue *queue, Process *process, int priority)
{
    process->queue_next = NULL;
    if (queue->first[priority])
        queue->last[priority]->queue_next = process;
    else
        queue->first[priority] = process;
    queue->last[priority] = process;
}

/* `raised` is read under the lock: who sets it looks for the process in the queues afterwards. */
void run_queue_push(RunQueue *queue, Process *process)
{
    pthread_mutex_lock(&queue->lock);
    int raised = (int)AO_load(&process->raised);
    append_locked(queue, process, raised < process->priority ? raised : process->priority);
    AO_store(&queue->length, AO_load(&queue->length) + 1);
    if (process->bound)
        AO_store(&queue->bound, AO_load(&queue->bound) + 1);
    pthread_mutex_unlock(&queue->lock);
}

static bool take_out_locked(RunQueue *queue, const Process *process, int priority)
{
    Process *before = NULL;
    for (Process *at = queue->first[priority]; at; before = at, at = at->queue_next) {
        if (at != process)
            continue;
        if (before)
            before->queue_next = at->queue_next;
        else
            queue->first[priority] = at->queue_next;
        if (queue->last[priority] == at)
            queue->last[priority] = before;
        return true;
    }
    return false;
}

bool run_queue_raise(RunQueue *queue, Process *process, Priority priority)
{
    bool found = false;
    pthread_mutex_lock(&queue->lock);
    for (int lower = priority + 1; !found && lower < PRIORITY_COUNT; lower++)
        found = take_out_locked(queue, process, lower);
    if (found)
        append_locked(queue, process, priority);
    pthread_mutex_unlock(&queue->lock);
    return found;
}

static int choose(RunQueue *queue)
{
    if (queue->first[PRIORITY_MAX])
        return PRIORITY_MAX;
    if (queue->first[PRIORITY_HIGH])
        return PRIORITY_HIGH;
    if (!queue->first[PRIORITY_LOW])
        return PRIORITY_NORMAL;
    if (queue->first[PRIORITY_NORMAL] && ++queue->low_turn < LOW_EVERY)
        return PRIORITY_NORMAL;
    queue->low_turn = 0;
    return PRIORITY_LOW;
}

#ifdef JOIST_REPLAY
/* Any process of the list, in no order of theirs. */
static Process *unlink_one(RunQueue *queue, int priority)
{
    UInt count = 0;
    for (Process *process = queue->first[priority]; process; process = process->queue_next)
        count++;
    Process **link = &queue->first[priority], *before = NULL;
    for (UInt skip = replay_below(count); skip > 0; skip--) {
        before = *link;
        link = &before->queue_next;
    }
    Process *process = *link;
    *link = process->queue_next;
    if (!*link)
        queue->last[priority] = before;
    return process;
}
#else
static Process *unlink_one(RunQueue *queue, int priority)
{
    Process *process = queue->first[priority];
    queue->first[priority] = process->queue_next;
    return process;
}
#endif

/* The next one of the queue; NULL when there is none. */
static Process *take_next_locked(RunQueue *queue)
{
    int priority = choose(queue);
    return queue->first[priority] ? unlink_one(queue, priority) : NULL;
}

static Process *take_first_free_locked(RunQueue *queue)
{
    for (int priority = PRIORITY_MAX; priority <= PRIORITY_LOW; priority++)
        for (Process *process = queue->first[priority]; process; process = process->queue_next)
            if (!process->bound && take_out_locked(queue, process, priority))
                return process;
    return NULL;
}

/* In this order, as in run_queue_push: who reads in between finds too many, never too few. */
static void count_out_locked(RunQueue *queue, const Process *process)
{
    if (!process)
        return;
    if (process->bound)
        AO_store(&queue->bound, AO_load(&queue->bound) - 1);
    AO_store(&queue->length, AO_load(&queue->length) - 1);
}

Process *run_queue_pop(RunQueue *queue)
{
    if (run_queue_length(queue) == 0)
        return NULL;
    pthread_mutex_lock(&queue->lock);
    Process *process = take_next_locked(queue);
    count_out_locked(queue, process);
    pthread_mutex_unlock(&queue->lock);
    return process;
}

Process *run_queue_steal(RunQueue *queue)
{
    if (run_queue_free_length(queue) == 0)
        return NULL;
    pthread_mutex_lock(&queue->lock);
    bool some_bound = AO_load(&queue->bound) != 0;
    Process *process = some_bound ? take_first_free_locked(queue) : take_next_locked(queue);
    count_out_locked(queue, process);
    pthread_mutex_unlock(&queue->lock);
    return process;
}
