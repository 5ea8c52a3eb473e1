/* SPDX-License-Identifier: Apache-2.0 */
/* Clocks (clock.h). Any thread after clock_initialize. */
#include "rt/core/clock.h"

#include <time.h>

static int64_t origin; /* what the system's monotonic clock said at CLOCK_START */
static int64_t offset;

static int64_t read_clock(clockid_t clock)
{
    struct timespec now;
    clock_gettime(clock, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

void clock_initialize(void)
{
    origin = read_clock(CLOCK_MONOTONIC) - CLOCK_START;
    offset = read_clock(CLOCK_REALTIME) - CLOCK_START;
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
    return offset;
}
