/* SPDX-License-Identifier: Apache-2.0 */
/* Tasks (task.h). The queues are made for the first task, and freed after the last. */
#include "rt/process/task.h"

#include "rt/core/memory.h"
#include "rt/process/request.h"

enum { PRIORITIES = PRIORITY_LOW + 1 };

typedef struct TaskList {
    Signal *first, *last;
} TaskList;

struct TaskQueue {
    TaskList lists[PRIORITIES], put_off;
    UInt normal_turn; /* normal ones served since the last of low priority */
};

static void append(TaskList *list, Signal *request)
{
    request->next = NULL;
    if (list->first)
        list->last->next = request;
    else
        list->first = request;
    list->last = request;
}

static Signal *remove_first(TaskList *list)
{
    Signal *request = list->first;
    list->first = request->next;
    return request;
}

void task_add(Process *process, Signal *request)
{
    if (!process->tasks)
        process->tasks = memory_alloc_zero(MEMORY_PROCESS, sizeof *process->tasks);
    append(&process->tasks->lists[request->priority], request);
}

bool task_pending(const Process *process)
{
    for (int i = 0; process->tasks && i < PRIORITIES; i++)
        if (process->tasks->lists[i].first)
            return true;
    return false;
}

static void free_if_empty(Process *process)
{
    if (task_pending(process) || process->tasks->put_off.first)
        return;
    memory_free(MEMORY_PROCESS, process->tasks, sizeof *process->tasks);
    process->tasks = NULL;
}

/* NULL: there is none. */
static Signal *next(TaskQueue *queue)
{
    TaskList *normal = &queue->lists[PRIORITY_NORMAL], *low = &queue->lists[PRIORITY_LOW];
    for (int i = 0; i < PRIORITY_NORMAL; i++)
        if (queue->lists[i].first)
            return remove_first(&queue->lists[i]);
    if (normal->first && (!low->first || queue->normal_turn < TASK_LOW_EVERY)) {
        queue->normal_turn++;
        return remove_first(normal);
    }
    queue->normal_turn = 0;
    return low->first ? remove_first(low) : NULL;
}

void task_serve(Process *process)
{
    Signal *request;
    if (!process->tasks)
        return;
    while (process->reductions > 0 && (request = next(process->tasks))) {
        process->reductions--;
        if (process->flags & PROCESS_GC_OFF && request->request == REQUEST_GARBAGE_COLLECT)
            append(&process->tasks->put_off, request);
        else
            request_serve(process, request);
    }
    free_if_empty(process);
}

void task_put_back(Process *process)
{
    if (!process->tasks)
        return;
    while (process->tasks->put_off.first) {
        Signal *request = remove_first(&process->tasks->put_off);
        append(&process->tasks->lists[request->priority], request);
    }
}

void task_answer_for_dead(Process *process)
{
    if (!process->tasks)
        return;
    task_put_back(process);
    for (Signal *request; (request = next(process->tasks));)
        request_answer_for_dead(request);
    free_if_empty(process);
}
