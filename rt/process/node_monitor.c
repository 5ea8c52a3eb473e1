/* SPDX-License-Identifier: Apache-2.0 */
/* Who is told of nodes (node_monitor.h): an array under a lock. PROCESS_MONITORS_NODES says that a
 * process may be in it. */
#include "rt/process/node_monitor.h"

#include <pthread.h>
#include <string.h>
#include "rt/core/memory.h"

typedef struct Subscription {
    Term pid;
    uint32_t how;
    UInt count;
} Subscription;

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static Subscription *all;
static UInt used, capacity;

static Subscription *find_locked(Term pid, uint32_t how)
{
    for (UInt i = 0; i < used; i++)
        if (all[i].pid == pid && all[i].how == how)
            return &all[i];
    return NULL;
}

static Subscription *append_locked(Term pid, uint32_t how)
{
    if (used == capacity) {
        UInt larger = capacity ? 2 * capacity : 16;
        Subscription *copy = memory_alloc(MEMORY_NODE, larger * sizeof *copy);
        if (used)
            memcpy(copy, all, used * sizeof *copy);
        if (all)
            memory_free(MEMORY_NODE, all, capacity * sizeof *all);
        all = copy;
        capacity = larger;
    }
    all[used] = (Subscription){pid, how, 0};
    return &all[used++];
}

UInt node_monitor_add(Process *process, uint32_t how)
{
    process->flags |= PROCESS_MONITORS_NODES;
    pthread_mutex_lock(&lock);
    Subscription *it = find_locked(process->pid, how);
    if (!it)
        it = append_locked(process->pid, how);
    UInt before = it->count++;
    pthread_mutex_unlock(&lock);
    return before;
}

UInt node_monitor_remove(Process *process, uint32_t how)
{
    UInt before = 0;
    pthread_mutex_lock(&lock);
    Subscription *it = find_locked(process->pid, how);
    if (it) {
        before = it->count;
        *it = all[--used];
    }
    pthread_mutex_unlock(&lock);
    return before;
}

void node_monitor_process_ends(Process *process)
{
    if (!(process->flags & PROCESS_MONITORS_NODES))
        return;
    pthread_mutex_lock(&lock);
    for (UInt i = used; i-- > 0;)
        if (all[i].pid == process->pid)
            all[i] = all[--used];
    pthread_mutex_unlock(&lock);
}
