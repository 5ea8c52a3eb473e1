/* SPDX-License-Identifier: Apache-2.0 */
/* Erlang system time follows the operating system's clock where it may (+C multi_time_warp). */
#ifndef RT_SCHED_TIME_WARP_H
#define RT_SCHED_TIME_WARP_H

/* On the first scheduler, before the first process runs. */
void time_warp_start(void);

#endif
