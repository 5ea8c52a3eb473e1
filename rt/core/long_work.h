/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Work in C that may take long on large terms: walking, comparing, copying, encoding, collecting,
 * arithmetic on very large integers. Nothing else could run on the scheduler meanwhile, so before
 * such work, or when it turns out to be long, the thread gives the scheduler to another thread, and
 * goes on with this process by itself as a dirty CPU scheduler, until the process leaves it
 * (rt/sched/dirty_cpu.h). Short work costs a comparison.
 *
 * Afterwards process->scheduler is another structure, with the same contents: C code that keeps a
 * pointer into the old one must not call these. On threads that are no scheduler, or do not run a
 * process, they do nothing.
 */
#ifndef RT_CORE_LONG_WORK_H
#define RT_CORE_LONG_WORK_H

#include "rt/core/term.h"

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

#endif
