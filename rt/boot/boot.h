/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Starting OTP: the processes that stock OTP makes in C, with the same numbers. The first runs
 * erl_init:start/2 and becomes `init`; the rest is Erlang code (OTP's boot script, see
 * frontend/driver/boot.h).
 */
#ifndef RT_BOOT_BOOT_H
#define RT_BOOT_BOOT_H

#include "rt/core/process.h"

/* `options`: what was given for init (as after `erl`); `arguments`: those of the program, [0] not
 * among them. `scheduler` is the calling thread's. Before any other process. */
void boot_start(Scheduler *scheduler, int option_count, char **options, int argument_count,
                char **arguments);

#endif
