/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What schedulers have done and are doing: sums over all of them, and how long each was awake. Any
 * thread. The counters themselves (SchedulerLoad) are written by their scheduler's thread only.
 */
#ifndef RT_SCHED_LOAD_H
#define RT_SCHED_LOAD_H

#include "rt/core/process.h"

/* Adds to a counter of the calling thread's scheduler. */
static inline void load_add(volatile AO_t *counter, UInt amount)
{
    AO_store(counter, AO_load(counter) + amount);
}

/* Of all schedulers: reductions of time slices that are over, time slices begun, collections, words
 * these have freed. */
UInt load_reductions(void);
UInt load_turns(void);
UInt load_collections(void);
UInt load_reclaimed_words(void);

/* The scheduler's thread goes to sleep, has woken up. */
void load_sleep_begins(SchedulerLoad *load);
void load_sleep_ends(SchedulerLoad *load);

/* system_flag(scheduler_wall_time): times count from when it was switched on. */
void load_watch_wall_time(bool on);
bool load_wall_time_watched(void);
/* Nanoseconds of the scheduler (from 0) since then: awake, and in all. */
void load_wall_time(UInt index, UInt *active, UInt *total);

/* system_flag(microstate_accounting). */
typedef struct MicrostateTimes {
    UInt collecting, sleeping, total; /* ns */
} MicrostateTimes;

bool load_microstates_watched(void);
void load_watch_microstates(bool on);
void load_reset_microstates(void);
MicrostateTimes load_microstates(UInt index);

#endif
