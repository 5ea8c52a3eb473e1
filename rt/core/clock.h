/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Clocks. The native time unit is the nanosecond. As in ERTS (no_time_warp), Erlang monotonic time
 * starts at CLOCK_START and Erlang system time is monotonic time plus a constant offset, which is
 * that of the operating system's clock when the runtime started.
 */
#ifndef RT_CORE_CLOCK_H
#define RT_CORE_CLOCK_H

#include <stdint.h>

#define CLOCK_START INT64_C(-576460752000000000)
#define CLOCK_END INT64_C(8646911283000000000)

/* Reads the clocks for the first time; before any other call. */
void clock_initialize(void);

int64_t clock_monotonic(void);   /* Erlang monotonic time */
int64_t clock_time_offset(void); /* Erlang system time - Erlang monotonic time */
int64_t clock_os_system(void);   /* of the operating system, since 1970 */
int64_t clock_os_monotonic(void);

#endif
