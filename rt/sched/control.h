/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What processes ask of all schedulers: how many are online, that only one runs for a while
 * (system_flag multi_scheduling; to change what is traced), that wall times are counted
 * (scheduler_wall_time). The last two are held: by any number of processes any number of times,
 * each until it takes that back or ends. Any thread.
 */
#ifndef RT_SCHED_CONTROL_H
#define RT_SCHED_CONTROL_H

#include "rt/core/process.h"

typedef enum Hold {
    HOLD_BLOCK,
    HOLD_BLOCK_NORMAL,
    HOLD_TRACE, /* as HOLD_BLOCK, by the runtime itself (rt/trace/exclusive.h) */
    HOLD_WALL_TIME,
    HOLD_COUNT
} Hold;

/* Before the schedulers start. */
void control_initialize(UInt online);

UInt control_online(void);
/* 1 … scheduler_count(). Returns the number before. Schedulers stop at the end of a time slice:
 * scheduler_settled. */
UInt control_set_online(UInt count);

void control_hold(Hold hold, Term pid);
/* One hold less of that process, if there is one. */
void control_release(Hold hold, Term pid);
bool control_is_held(Hold hold);
bool control_holds(Hold hold, Term pid);
/* Is HOLD_BLOCK or HOLD_TRACE held? Takes no lock. */
bool control_is_exclusive(void);
/* Who holds, each once. */
Term control_holders(Process *process, Hold hold);

void control_process_ends(Term pid);

#endif
