/* SPDX-License-Identifier: Apache-2.0 */
/* Making processes. */
#ifndef RT_PROCESS_SPAWN_H
#define RT_PROCESS_SPAWN_H

#include "rt/process/monitor.h"
#include "rt/sched/flags.h"

typedef struct SpawnOptions {
    bool link, monitor;
    bool system;      /* a system process (Process.is_system) */
    bool sized;       /* an option was given with which ERTS applies min_off_heap_words */
    uint8_t priority; /* Priority */
    uint32_t bound;   /* number of the only scheduler that is to run it; 0: any */
    MonitorOptions monitor_options;
    UInt min_heap_words, min_off_heap_words;
    UInt max_heap_words;
    uint32_t fullsweep_after;
    uint32_t flags; /* PROCESS_MAX_HEAP_*, PROCESS_OFF_HEAP_MESSAGES …, PROCESS_ASYNC_DIST */
    bool request;   /* by erlang:spawn_request, … */
    bool answer;    /* … which the message {tag, Reference, ok, Pid} answers */
    Term tag, list; /* list: all the options */
} SpawnOptions;

/* What applies to processes made later (erlang:system_flag). */
typedef enum SpawnDefault {
    DEFAULT_MIN_HEAP,       /* words */
    DEFAULT_MIN_OFF_HEAP,   /* words */
    DEFAULT_MAX_HEAP,       /* words; 0: no limit */
    DEFAULT_MAX_HEAP_FLAGS, /* PROCESS_MAX_HEAP_KILL, PROCESS_MAX_HEAP_LOG */
    DEFAULT_FULLSWEEP_AFTER,
    DEFAULT_COUNT
} SpawnDefault;

/* Before the first process. */
void spawn_initialize(const RuntimeFlags *flags);

UInt spawn_default(SpawnDefault which);
/* Returns the value before. */
UInt spawn_set_default(SpawnDefault which, UInt value);

/* What applies when nothing is said. */
SpawnOptions spawn_default_options(void);

/* A new process that calls module:function with the proper list of arguments. Returns its pid, with
 * a reference in *reference when it is monitored or the options say `request`. The answer comes
 * before all that the new process sends. THE_NON_VALUE: too many processes. */
Term spawn_process(Process *parent, Term module, Term function, Term arguments,
                   const SpawnOptions *options, Term *reference);

/* Before the schedulers run: a process that is not known yet, with an empty heap for the caller to
 * build arguments on; `scheduler` is the calling thread's. Its group leader is the parent, or
 * itself without one (TERM_NIL). */
Process *spawn_prepare(Scheduler *scheduler, Term parent, const SpawnOptions *options);
/* Completes it: it will call module:function with the proper list of arguments. */
void spawn_begin(Process *process, Term module, Term function, Term arguments);

/* The process of the program's entry, in a program that does not boot OTP. */
void spawn_entry_process(Scheduler *scheduler, const Program *program, int argument_count,
                         char **arguments);

#endif
