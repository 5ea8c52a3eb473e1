/* SPDX-License-Identifier: Apache-2.0 */
/* Multi time warp (time_warp.h): a timer of the first scheduler compares the clocks each second. */
#include "rt/sched/time_warp.h"

#include "rt/core/clock.h"
#include "rt/process/monitor.h"
#include "rt/sched/scheduler.h"

enum { PERIOD_NS = 1000000000 };

static void compare(Timer *timer)
{
    if (clock_follow_system())
        monitor_offset_changed();
    timer_set_locked(timer, scheduler_now() + PERIOD_NS);
}

void time_warp_start(void)
{
    static Timer timer = {.fired = compare};
    if (clock_time_warp() == TIME_WARP_MULTI)
        timer_set(scheduler_wheel(), &timer, scheduler_now() + PERIOD_NS);
}
