/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Work in C that may take long on large terms: walking, comparing, copying, encoding, collecting,
 * arithmetic on very large integers. Nothing else could run on the scheduler meanwhile, so before
 * such work, or when it turns out to be long, the thread gives the scheduler to another thread, and
 * goes on with this process by itself as a dirty CPU scheduler, until the process leaves it
 * (rt/sched/dirty_cpu.h). Short work costs a comparison.
 *
 * Signals to the process are acted on in the midst of it where the native function allows that
 * (long_work_begin): then an exit signal ends the process for all others at once.
 *
 * Afterwards process->scheduler is another structure, with the same contents: C code that keeps a
 * pointer into the old one must not call these. On threads that are no scheduler, or do not run a
 * process, they do nothing.
 */
#ifndef RT_CORE_LONG_WORK_H
#define RT_CORE_LONG_WORK_H

#include "rt/core/process.h"

/* About a millisecond's work, as steps along terms and as words or bytes that are copied. */
enum {
#ifdef JOIST_GC_STRESS
    LONG_WORK_STEPS = 512,
    LONG_WORK_WORDS = 1024,
#else
    LONG_WORK_STEPS = 64 * 1024,
    LONG_WORK_WORDS = 256 * 1024,
#endif
    LONG_WORK_BYTES = LONG_WORK_WORDS * 8,
};

/* Long work begins, or goes on. May be called with locks held. */
__attribute__((cold)) void long_work(void);
/* The same for work that keeps a core busy, and begins only: waits until no more than +SDcpu
 * threads do so. The caller holds no locks. */
__attribute__((cold)) void long_work_in_turn(void);
/* The same for work of some milliseconds at most. Where nobody needs the scheduler it is left
 * without a thread meanwhile, and the thread has it back at the end, which says so. */
__attribute__((cold)) void long_work_brief(void);
void long_work_over(void);

/* In a loop that has gone so many steps. */
static inline void long_work_loop(UInt steps)
{
    if (__builtin_expect(steps % LONG_WORK_STEPS == LONG_WORK_STEPS - 1, 0))
        long_work();
}

/* Before so many steps. */
static inline void long_work_steps(UInt steps)
{
    if (__builtin_expect(steps >= LONG_WORK_STEPS, 0))
        long_work();
}

static inline void long_work_words(UInt words)
{
    if (__builtin_expect(words >= LONG_WORK_WORDS, 0))
        long_work();
}

static inline void long_work_bytes(UInt bytes)
{
    if (__builtin_expect(bytes >= LONG_WORK_BYTES, 0))
        long_work();
}

/* The process whose native function this thread runs between long_work_begin and long_work_end,
 * else NULL. */
extern _Thread_local Process *long_work_process;

/* The process has been ended in the midst of the function: its thread leaves it. */
__attribute__((cold)) _Noreturn void long_work_abandon(void);

/* What follows, up to long_work_end, computes on terms and has no other effects. It holds no locks,
 * and of the process it neither reads nor changes what signals may change. */
static inline void long_work_begin(Process *process)
{
    long_work_process = process;
}

/* Gives back the result. Does not return when the process has ended, so there is nothing left to
 * be freed. Only for native functions that generated code has called. */
static inline Term long_work_end(Process *process, Term result)
{
    long_work_process = NULL;
    if (__builtin_expect(process->flags & PROCESS_EXITING, 0))
        long_work_abandon();
    return result;
}

#define LONG_WORK(process, result) (long_work_begin(process), long_work_end(process, (result)))

/* The same for a loop that has nothing to be freed: it ends at once with the process. */
static inline void long_work_loop_of(Process *process, UInt steps)
{
    if (__builtin_expect(steps % LONG_WORK_STEPS == LONG_WORK_STEPS - 1, 0)) {
        long_work_begin(process);
        long_work();
        long_work_end(process, TERM_NIL);
    }
}

#endif
