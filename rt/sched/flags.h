/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Runtime flags, with erl's names: from the environment variable JOIST_FLAGS (words separated by
 * spaces) and, after the argument --joist, from the command line up to the end or an argument --.
 *
 *   +S Schedulers[:Online]   scheduler threads, 1 … 1024; default: one per core it may use
 *
 *   +SDio Number             threads for what may block, such as files, 1 … 1024; default 10
 *
 *   +P Number                processes at a time, 1024 … 134217727; default 262144
 *
 * A flag that is unknown or has a bad value ends the program with a message. Words that do not
 * begin with + are options for OTP's init, as after `erl`: -kernel Key Value, -config File …
 */
#ifndef RT_SCHED_FLAGS_H
#define RT_SCHED_FLAGS_H

#include "rt/core/term.h"

typedef struct RuntimeFlags {
    UInt schedulers, online;
    UInt dirty_cpu_schedulers, dirty_cpu_online;
    UInt dirty_io_schedulers;
    UInt process_limit;
    char **options; /* for init */
    int option_count;
} RuntimeFlags;

/* Takes what is for the runtime out of the arguments. */
RuntimeFlags runtime_flags(const char *environment, int *argument_count, char **arguments);

#endif
