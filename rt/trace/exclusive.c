/* SPDX-License-Identifier: Apache-2.0 */
/* Stopping all other processes (exclusive.h), as system_flag(multi_scheduling, block) does. */
#include "rt/trace/exclusive.h"

#include "rt/core/bif.h"
#include "rt/sched/control.h"
#include "rt/sched/scheduler.h"

/* Several may wait for it at a time: each finds the others off their threads. */
bool exclusive_reached(Process *process)
{
    if (!control_holds(HOLD_TRACE, process->pid))
        control_hold(HOLD_TRACE, process->pid);
    return scheduler_settled();
}

bool exclusive_begin(Process *process)
{
    if (exclusive_reached(process))
        return true;
    bif_end_slice(process);
    return false;
}

void exclusive_end(Process *process)
{
    control_release(HOLD_TRACE, process->pid);
}
