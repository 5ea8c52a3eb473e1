/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What schedulers do (load.h). Counters are statistics, read without ordering; only the pair of
 * time slept and time of falling asleep is read as one, by a sequence number that is odd while the
 * pair is changed (sleep_changes; writers release it, readers acquire it).
 *
 * The marks from which times count are changed and read under `lock`.
 */
#include "rt/sched/load.h"

#include <pthread.h>
#include "rt/core/memory.h"
#include "rt/process/system_monitor.h"
#include "rt/sched/dirty_cpu.h"
#include "rt/sched/scheduler.h"

/* ---- sums --------------------------------------------------------------------------------------
 */

#define SUM(field)                                    \
    UInt sum = 0;                                     \
    for (UInt i = 0; i < scheduler_count(); i++)      \
        sum += AO_load(&scheduler_at(i)->load.field); \
    for (UInt i = 0; i < dirty_cpu_count(); i++)      \
        sum += AO_load(&dirty_cpu_at(i)->load.field); \
    return sum

UInt load_reductions(void)
{
    SUM(reductions);
}
UInt load_turns(void)
{
    SUM(turns);
}
UInt load_collections(void)
{
    SUM(collections);
}
UInt load_reclaimed_words(void)
{
    SUM(reclaimed_words);
}

/* ---- sleeping ----------------------------------------------------------------------------------
 */

static void change_sleep(SchedulerLoad *load, UInt slept, UInt since)
{
    AO_store_full(&load->sleep_changes, AO_load(&load->sleep_changes) + 1);
    AO_store(&load->slept_ns, slept);
    AO_store(&load->asleep_since, since);
    AO_store_full(&load->sleep_changes, AO_load(&load->sleep_changes) + 1);
}

void load_sleep_begins(SchedulerLoad *load)
{
    change_sleep(load, AO_load(&load->slept_ns), scheduler_now());
}

void load_sleep_ends(SchedulerLoad *load)
{
    change_sleep(load, AO_load(&load->slept_ns) + scheduler_now() - AO_load(&load->asleep_since),
                 0);
}

/* Until `now`. */
static UInt slept(const SchedulerLoad *load, UInt now)
{
    for (;;) {
        AO_t changes = AO_load_full(&load->sleep_changes);
        UInt sum = AO_load(&load->slept_ns), since = AO_load(&load->asleep_since);
        AO_nop_full();
        if (changes % 2 == 0 && AO_load_full(&load->sleep_changes) == changes)
            return since != 0 && since < now ? sum + (now - since) : sum;
    }
}

/* ---- wall time ---------------------------------------------------------------------------------
 */

typedef struct Mark {
    UInt at, slept, collecting;
    MicrostateTimes before; /* microstates of the times they were on before */
} Mark;

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static Mark *wall_time_marks, *microstate_marks; /* of each scheduler; NULL: never on so far */
static bool wall_time_on, microstates_on;

static void set_mark(Mark *mark, UInt index)
{
    mark->at = scheduler_now();
    mark->slept = slept(&scheduler_at(index)->load, mark->at);
    mark->collecting = AO_load(&scheduler_at(index)->load.collecting_ns);
}

static void set_marks(Mark **marks)
{
    if (!*marks)
        *marks = memory_alloc_zero(MEMORY_SCHEDULER, scheduler_count() * sizeof **marks);
    for (UInt i = 0; i < scheduler_count(); i++)
        set_mark(&(*marks)[i], i);
}

void load_watch_wall_time(bool on)
{
    pthread_mutex_lock(&lock);
    if (on && !wall_time_on)
        set_marks(&wall_time_marks);
    wall_time_on = on;
    pthread_mutex_unlock(&lock);
}

bool load_wall_time_watched(void)
{
    pthread_mutex_lock(&lock);
    bool on = wall_time_on;
    pthread_mutex_unlock(&lock);
    return on;
}

void load_wall_time(UInt index, UInt *active, UInt *total)
{
    pthread_mutex_lock(&lock);
    UInt now = scheduler_now();
    Mark mark = wall_time_marks ? wall_time_marks[index] : (Mark){.at = now};
    pthread_mutex_unlock(&lock);
    UInt asleep = slept(&scheduler_at(index)->load, now) - mark.slept;
    *total = now - mark.at;
    *active = asleep < *total ? *total - asleep : 0;
}

/* ---- microstates -------------------------------------------------------------------------------
 */

/* With what has come since the mark when they are on. */
static MicrostateTimes microstates_locked(UInt index)
{
    if (!microstate_marks)
        return (MicrostateTimes){0};
    MicrostateTimes times = microstate_marks[index].before;
    if (!microstates_on)
        return times;
    Mark now = {0}, *mark = &microstate_marks[index];
    set_mark(&now, index);
    times.total += now.at - mark->at;
    times.sleeping += now.slept - mark->slept;
    times.collecting += now.collecting - mark->collecting;
    return times;
}

bool load_microstates_watched(void)
{
    pthread_mutex_lock(&lock);
    bool on = microstates_on;
    pthread_mutex_unlock(&lock);
    return on;
}

void load_watch_microstates(bool on)
{
    pthread_mutex_lock(&lock);
    if (on && !microstates_on)
        set_marks(&microstate_marks);
    for (UInt i = 0; !on && microstates_on && i < scheduler_count(); i++)
        microstate_marks[i].before = microstates_locked(i);
    microstates_on = on;
    system_monitor_time_collections(on);
    pthread_mutex_unlock(&lock);
}

void load_reset_microstates(void)
{
    pthread_mutex_lock(&lock);
    for (UInt i = 0; microstate_marks && i < scheduler_count(); i++) {
        microstate_marks[i].before = (MicrostateTimes){0};
        set_mark(&microstate_marks[i], i);
    }
    pthread_mutex_unlock(&lock);
}

MicrostateTimes load_microstates(UInt index)
{
    pthread_mutex_lock(&lock);
    MicrostateTimes times = microstates_locked(index);
    pthread_mutex_unlock(&lock);
    return times;
}
