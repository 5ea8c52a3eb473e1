/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Clocks. The native time unit is the nanosecond. As in ERTS, Erlang monotonic time starts at
 * CLOCK_START and goes as the operating system's, which is never set; Erlang system time is
 * monotonic time plus an offset, which is at first what makes it the operating system's. Then:
 *
 *   no_time_warp       the offset stays
 *   single_time_warp   it is preliminary until it is finalized, and adjusted then
 *   multi_time_warp    it follows the operating system's clock
 */
#ifndef RT_CORE_CLOCK_H
#define RT_CORE_CLOCK_H

#include <stdbool.h>
#include <stdint.h>

#define CLOCK_START INT64_C(-576460752000000000)
#define CLOCK_END INT64_C(8646911283000000000)

/* In the order of the choices of +C. */
typedef enum TimeWarp { TIME_WARP_NONE, TIME_WARP_SINGLE, TIME_WARP_MULTI } TimeWarp;

/* Reads the clocks for the first time; before any other call. */
void clock_initialize(TimeWarp mode);
TimeWarp clock_time_warp(void);

int64_t clock_monotonic(void);   /* Erlang monotonic time */
int64_t clock_time_offset(void); /* Erlang system time - Erlang monotonic time */
int64_t clock_os_system(void);   /* of the operating system, since 1970 */
int64_t clock_os_monotonic(void);

/* A single time warp may come. */
bool clock_offset_is_preliminary(void);
/* The single time warp; true for the first call in that mode. */
bool clock_finalize_offset(void);
/* In mode multi_time_warp: the offset becomes that of now. True: it has been changed, for the
 * operating system's clock was set. */
bool clock_follow_system(void);

/* Erlang system time in microseconds, strictly increasing over all threads (erlang:now/0). */
uint64_t clock_unique_micro(void);

#endif
