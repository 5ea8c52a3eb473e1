/* SPDX-License-Identifier: Apache-2.0 */
/* Replayable scheduling (replay.h): a xorshift generator, used by the only scheduler thread. */
#include "rt/sched/replay.h"

#ifdef JOIST_REPLAY

#include <stdlib.h>

static uint64_t state;

void replay_initialize(void)
{
    const char *seed = getenv("JOIST_SEED");
    state = (seed ? strtoull(seed, NULL, 10) : 0) * UINT64_C(0x9e3779b97f4a7c15) +
            UINT64_C(0x2545f4914f6cdd1d);
}

UInt replay_below(UInt limit)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (state >> 16) % limit;
}

#endif
