/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Runtime flags, with erl's names: from the environment variable JOIST_FLAGS (words separated by
 * spaces) and, after the argument --joist, from the command line up to the end or an argument --.
 *
 *   +S Schedulers[:Online]   scheduler threads, 1 … 1024; default: one per core it may use, which
 *                            is the most that are online by default
 *   +SDcpu, +SDio, +P, +t, +hms, … and all others: flags.def
 *
 * A flag that is unknown or has a bad value ends the program with a message. Words that do not
 * begin with + are options for OTP's init, as after `erl`: -kernel Key Value, -config File …
 */
#ifndef RT_SCHED_FLAGS_H
#define RT_SCHED_FLAGS_H

#include "rt/core/term.h"

typedef struct RuntimeFlags {
    UInt cores; /* that the program may run on; no flag */
    UInt schedulers, online;
    UInt dirty_cpu_schedulers, dirty_cpu_online;
    UInt dirty_io_schedulers;
    UInt process_limit, atom_limit;
    UInt heap_words, off_heap_words; /* smallest sizes */
    UInt max_heap_words;             /* 0: no limit */
    UInt max_heap_kill, max_heap_log, off_heap_messages;
    UInt printable_unicode, port_parallelism; /* 0, 1 */
    UInt warnings;                            /* 0 error, 1 info, 2 warning */
    UInt timing_level;
    UInt time_warp;   /* TimeWarp (rt/core/clock.h) */
    UInt bind_type;   /* BindType (rt/sched/topology.h) */
    UInt uncorrected; /* 1: time_correction is told as false */
    UInt unused;
    char **options; /* for init */
    int option_count;
} RuntimeFlags;

/* Takes what is for the runtime out of the arguments. */
const RuntimeFlags *runtime_flags_read(const char *environment, int *argument_count,
                                       char **arguments);
/* The flags in use, read by any thread. */
const RuntimeFlags *runtime_flags(void);

#endif
