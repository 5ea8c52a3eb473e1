/* SPDX-License-Identifier: Apache-2.0 */
/* Clocks (clock.h). Any thread after clock_initialize. The offset is read and written without
 * ordering: nothing else depends on it. */
#include "rt/core/clock.h"

#include <atomic_ops.h>
#include <time.h>

/* Two readings of clocks, one after the other, may differ so much without meaning anything. */
enum { NOTICEABLE_NS = 1000000 };

static TimeWarp warp;
static int64_t origin; /* what the system's monotonic clock said at CLOCK_START */
static volatile AO_t offset;
static volatile AO_t preliminary;

static int64_t read_clock(clockid_t clock)
{
    struct timespec now;
    clock_gettime(clock, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

static int64_t present_offset(void)
{
    int64_t system = read_clock(CLOCK_REALTIME);
    return system - clock_monotonic();
}

void clock_initialize(TimeWarp mode)
{
    warp = mode;
    origin = read_clock(CLOCK_MONOTONIC) - CLOCK_START;
    AO_store(&offset, (AO_t)present_offset());
    AO_store(&preliminary, mode == TIME_WARP_SINGLE);
}

TimeWarp clock_time_warp(void)
{
    return warp;
}

int64_t clock_os_monotonic(void)
{
    return read_clock(CLOCK_MONOTONIC);
}
int64_t clock_os_system(void)
{
    return read_clock(CLOCK_REALTIME);
}
int64_t clock_monotonic(void)
{
    return read_clock(CLOCK_MONOTONIC) - origin;
}
int64_t clock_time_offset(void)
{
    return (int64_t)AO_load(&offset);
}

bool clock_offset_is_preliminary(void)
{
    return AO_load(&preliminary) != 0;
}

bool clock_finalize_offset(void)
{
    if (!AO_compare_and_swap_full(&preliminary, 1, 0))
        return false;
    AO_store(&offset, (AO_t)present_offset());
    return true;
}

bool clock_follow_system(void)
{
    int64_t now = present_offset(), change = now - clock_time_offset();
    if (warp != TIME_WARP_MULTI || (change < NOTICEABLE_NS && change > -NOTICEABLE_NS))
        return false;
    AO_store(&offset, (AO_t)now);
    return true;
}

uint64_t clock_unique_micro(void)
{
    static volatile AO_t last;
    for (;;) {
        AO_t before = AO_load_acquire(&last);
        AO_t now = (AO_t)((clock_monotonic() + offset) / 1000);
        if (now <= before)
            now = before + 1;
        if (AO_compare_and_swap_full(&last, before, now))
            return now;
    }
}
