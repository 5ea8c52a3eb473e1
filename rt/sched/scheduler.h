/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Schedulers: one thread per core, each with its run queue and timer wheel.
 *
 * A process runs by its `resume` fragment being called with the registers in `saved`; a fragment
 * that returns gives the thread back, having stored where to go on (scheduler_save), that it waits
 * (scheduler_wait), or begun the process's end.
 *
 * A process that becomes runnable goes to the queue of the scheduler that made it so; a scheduler
 * with nothing to do takes from the others' queues, and sleeps when these are empty too. It is
 * woken when a queue has more than one process waiting, or one at the end of a time slice: the
 * first would mostly run at once where it is.
 *
 * Schedulers beyond the active ones rest: they fire their timers, and hand what these make runnable
 * to the first.
 *
 * A thread whose process begins work that takes long gives its scheduler to another thread and goes
 * on without (rt/core/long_work.h).
 *
 * When a process waits, it says so (state) before it looks for signals a last time; who pushes a
 * first signal looks at the state after that. So one of them sees the other.
 */
#ifndef RT_SCHED_SCHEDULER_H
#define RT_SCHED_SCHEDULER_H

#include "rt/core/process.h"
#include "rt/sched/flags.h"
#include "rt/sched/timer.h"

/* The process leaves the thread, to go on at `resume` with `live` registers from the X registers.
 */
void scheduler_save(Process *process, Fragment *resume, UInt aux, UInt live);

/* A native function wants to go on later: collects if needed (`live` X registers); if the time
 * slice is over, or the process awaits a reply, saves the process and reductions are <= 0
 * afterwards, else the caller goes on at once. */
void scheduler_yield_native(Process *process, const Export *native, Fragment *resume, UInt aux,
                            UInt live);

/* Gives back reductions that heap_want_collection set aside. */
void scheduler_restore_reductions(Process *process);

/* Sleep until a signal arrives or the timer that has been set fires; the process goes on at resume.
 */
void scheduler_wait(Process *process, Fragment *resume);

/* The process that this thread runs, if any, is to leave it as soon as it can. */
void scheduler_hold_back(void);

/* A process has sent a signal from this thread. */
void scheduler_signal_sent(void);

/* A waiting process goes on. Any thread. */
void scheduler_wake(Process *process);
/* It gets its next turn as a process of this priority, for somebody waits for an answer. Any
 * thread.
 */
void scheduler_raise(Process *process, Priority priority);
/* A process of which the caller is in charge is to run. Any thread. */
void scheduler_enqueue(Process *process);
/* The same for a process that has just been made. */
void scheduler_begin(Process *process);

/* Runs the process's code on this thread, whose structure process->scheduler points to, until it
 * leaves. */
void scheduler_resume(Process *process);

/* The scheduler, or dirty scheduler, whose thread this is; NULL on other threads. */
const Scheduler *scheduler_current(void);

/* The system's monotonic clock. */
uint64_t scheduler_now(void);
/* A thread that expects work in a moment, as when what it has handed over is to come back, looks
 * out for it so long before it sleeps, if there is more than one core. */
enum { SCHEDULER_LOOK_OUT_NS = 40000 };
/* The wheel to set timers on. */
TimerWheel *scheduler_wheel(void);
/* A timer has been set: its scheduler must not sleep longer. */
void scheduler_timer_added(const TimerWheel *wheel);

/* Schedulers there are; number `index` of them, from 0. */
UInt scheduler_count(void);
Scheduler *scheduler_at(UInt index);
/* Processes in its run queue. */
UInt scheduler_queue_length(UInt index);

/* Only the first so many run processes (rt/sched/control.h decides). The others stop at the end of
 * their time slices; settled: all have. */
UInt scheduler_active(void);
void scheduler_set_active(UInt count);
/* How many have something to run. */
UInt scheduler_busy(void);
bool scheduler_settled(void);

/* The end of the runtime, from any thread: what has been written to standard output and to ports is
 * written out, while processes get no more turns, so that none sees its ports close. */
_Noreturn void scheduler_halt(int status);

/* Makes the first processes with `start`, called with the first scheduler and `context`, and runs
 * until the runtime ends. */
_Noreturn void scheduler_run(const RuntimeFlags *flags,
                             void (*start)(Scheduler *first, void *context), void *context);

#endif
