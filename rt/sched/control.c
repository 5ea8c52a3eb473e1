/* SPDX-License-Identifier: Apache-2.0 */
/* Control of all schedulers (control.h). All is under `lock`; the number of holds may be read
 * without it by a process that asks about its own. */
#include "rt/sched/control.h"

#include <pthread.h>
#include "rt/core/heap.h"
#include "rt/process/id_table.h"
#include "rt/sched/dirty_cpu.h"
#include "rt/sched/load.h"
#include "rt/sched/scheduler.h"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static UInt online;
static IdTable *holders[HOLD_COUNT]; /* pid -> how often */
static volatile AO_t holder_count;   /* in all tables */
static volatile AO_t exclusive;      /* 1: one that stops all is held; read without the lock */

void control_initialize(UInt count)
{
    online = count;
}

static bool is_held_locked(Hold hold)
{
    return id_table_count(holders[hold]) > 0;
}

/* Makes it so. */
static void apply_locked(void)
{
    bool alone = is_held_locked(HOLD_BLOCK) || is_held_locked(HOLD_TRACE);
    bool blocked = alone || is_held_locked(HOLD_BLOCK_NORMAL);
    UInt active = blocked ? 1 : online;
    AO_store(&exclusive, alone);
    if (active != scheduler_active())
        scheduler_set_active(active);
    load_watch_wall_time(is_held_locked(HOLD_WALL_TIME));
}

UInt control_online(void)
{
    pthread_mutex_lock(&lock);
    UInt count = online;
    pthread_mutex_unlock(&lock);
    return count;
}

/* Of dirty CPU schedulers as large a share goes offline; they do not come back by themselves. */
static void set_dirty_locked(UInt before)
{
    UInt count = dirty_cpu_online() * online / before;
    if (online < before)
        dirty_cpu_set_online(count < 1 ? 1 : count);
}

UInt control_set_online(UInt count)
{
    pthread_mutex_lock(&lock);
    UInt before = online;
    online = count;
    set_dirty_locked(before);
    apply_locked();
    pthread_mutex_unlock(&lock);
    return before;
}

void control_hold(Hold hold, Term pid)
{
    pthread_mutex_lock(&lock);
    UInt *times = id_table_find(holders[hold], pid);
    if (times) {
        ++*times;
    } else {
        id_table_put(&holders[hold], pid, 1);
        AO_store(&holder_count, AO_load(&holder_count) + 1);
    }
    apply_locked();
    pthread_mutex_unlock(&lock);
}

static void remove_locked(Hold hold, Term pid)
{
    if (id_table_remove(&holders[hold], pid))
        AO_store(&holder_count, AO_load(&holder_count) - 1);
}

void control_release(Hold hold, Term pid)
{
    pthread_mutex_lock(&lock);
    UInt *times = id_table_find(holders[hold], pid);
    if (times && --*times == 0)
        remove_locked(hold, pid);
    apply_locked();
    pthread_mutex_unlock(&lock);
}

bool control_is_exclusive(void)
{
    return AO_load(&exclusive) != 0;
}

bool control_is_held(Hold hold)
{
    pthread_mutex_lock(&lock);
    bool held = is_held_locked(hold);
    pthread_mutex_unlock(&lock);
    return held;
}

bool control_holds(Hold hold, Term pid)
{
    pthread_mutex_lock(&lock);
    bool holds = id_table_find(holders[hold], pid) != NULL;
    pthread_mutex_unlock(&lock);
    return holds;
}

Term control_holders(Process *process, Hold hold)
{
    Term list = TERM_NIL;
    pthread_mutex_lock(&lock);
    for (IdEntry *entry = NULL; (entry = id_table_next(holders[hold], entry));)
        list = heap_cons(process, entry->key, list);
    pthread_mutex_unlock(&lock);
    return list;
}

void control_process_ends(Term pid)
{
    if (AO_load(&holder_count) == 0)
        return;
    pthread_mutex_lock(&lock);
    for (Hold hold = 0; hold < HOLD_COUNT; hold++)
        remove_locked(hold, pid);
    apply_locked();
    pthread_mutex_unlock(&lock);
}
