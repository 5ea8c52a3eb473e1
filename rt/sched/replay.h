/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Replayable scheduling (a build with JOIST_REPLAY): one scheduler runs processes in an order, and
 * for numbers of reductions, that follow from the seed in the environment variable JOIST_SEED, and
 * may leave a process at every signal it sends. The same seed gives the same run as far as neither
 * time nor the outside matter. In any other build these functions do nothing.
 */
#ifndef RT_SCHED_REPLAY_H
#define RT_SCHED_REPLAY_H

#include "rt/core/process.h"

#ifdef JOIST_REPLAY

enum { REPLAY_SLICE_MAX = 40, REPLAY_SWITCH_ONE_IN = 3 };

/* Reads the seed. */
void replay_initialize(void);
/* A number below `limit`. */
UInt replay_below(UInt limit);

static inline UInt replay_schedulers(UInt wanted)
{
    (void)wanted;
    return 1;
}

static inline UInt replay_slice(void)
{
    return 1 + replay_below(REPLAY_SLICE_MAX);
}

/* The running process has sent a signal. */
static inline void replay_signal_sent(Process *running)
{
    if (running && running->reductions > 0 && replay_below(REPLAY_SWITCH_ONE_IN) == 0)
        running->reductions = 0;
}

#else

static inline void replay_initialize(void) {}
static inline UInt replay_schedulers(UInt wanted)
{
    return wanted;
}
static inline UInt replay_slice(void)
{
    return REDUCTIONS_PER_SLICE;
}
static inline void replay_signal_sent(Process *running)
{
    (void)running;
}

#endif

#endif
