/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Timers: one wheel per scheduler, locked; the scheduler that owns it fires what is due between two
 * processes, or sleeps until then. A timer is set on the wheel of the scheduler that sets it.
 *
 * The wheel has levels of 256 slots; a slot of level 0 is 2^TICK_SHIFT ns wide, of each further
 * level 256 times as much. A timer never fires early, and at most a tick late if its scheduler is
 * there.
 *
 * Times are of the system's monotonic clock, in nanoseconds.
 */
#ifndef RT_SCHED_TIMER_H
#define RT_SCHED_TIMER_H

#include "rt/core/process.h"

enum { TICK_SHIFT = 14, WHEEL_BITS = 8, WHEEL_SLOTS = 1 << WHEEL_BITS, WHEEL_LEVELS = 6 };

typedef struct TimerWheel TimerWheel;
typedef void TimerFunction(Timer *timer);

struct Timer {
    Timer *next, **link; /* in its slot; link NULL: not set */
    uint64_t deadline;
    TimerWheel *wheel;    /* that it was last set on */
    TimerFunction *fired; /* called under the wheel's lock, when the timer is not set any more */
};

TimerWheel *timer_wheel_new(void);

/* `deadline` may be past. The timer is not set. */
void timer_set(TimerWheel *wheel, Timer *timer, uint64_t deadline);
/* For functions of timers: sets the timer, which has fired, on the same wheel again. */
void timer_set_locked(Timer *timer, uint64_t deadline);
/* False: it was not set (any more): it has fired or is about to. */
bool timer_cancel(Timer *timer);
/* Is any timer set? If not there is no need to look whether one is due, nor for a clock. */
bool timer_any(const TimerWheel *wheel);
/* Calls the functions of all timers due at `now`. */
void timer_fire_due(TimerWheel *wheel, uint64_t now);
/* When to look at the wheel again; UINT64_MAX: it is empty. May be too early. */
uint64_t timer_next(TimerWheel *wheel);

/* A receive of `process` times out at `deadline`: it is woken then. Earlier wake-ups of it may come
 * too (they are not cancelled when a receive ends in time). */
void timer_set_wait(Process *process, uint64_t deadline);
/* Free its timer: the process ends. */
void timer_forget_wait(Process *process);

#endif
