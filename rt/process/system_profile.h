/* SPDX-License-Identifier: Apache-2.0 */
/*
 * erlang:system_profile: one process is told when others (and ports, and schedulers) begin to have
 * something to do and when they have nothing to do any more. Any thread.
 *
 * What is told of one process comes in order: that it is inactive is told before others can wake
 * it, that it is active before it can run.
 */
#ifndef RT_PROCESS_SYSTEM_PROFILE_H
#define RT_PROCESS_SYSTEM_PROFILE_H

#include "rt/core/process.h"

/* Bits of what is told. */
enum {
    PROFILE_PROCESSES = 1,
    PROFILE_PORTS = 2,
    PROFILE_SCHEDULERS = 4,
    PROFILE_EXCLUSIVE = 8, /* told as it was asked for; waiting for a port is waiting anyway */
};

typedef struct SystemProfile {
    Term pid; /* first (system_listener.h): who is told; am_undefined: nobody */
    uint32_t what;
    uint32_t stamp; /* TRACE_NOW, TRACE_MONOTONIC or TRACE_STRICT */
} SystemProfile;

extern volatile AO_t system_profile_told;

static inline bool system_profile_tells(UInt bits)
{
    return __builtin_expect((AO_load(&system_profile_told) & bits) != 0, 0);
}

SystemProfile system_profile_get(void);
/* False: there is no such process. `busy`: schedulers that have something to do now. */
bool system_profile_set(const SystemProfile *settings, UInt busy, SystemProfile *before);

/* {profile, Pid, active | inactive, {M, F, A}, Time}. Nobody else has the process. */
void system_profile_process(const Process *process, Term state);
/* It has ended. */
void system_profile_ended(Term pid);
/* {profile, Port, active | inactive, 0, Time} */
void system_profile_port(Term id, Term state);
/* {profile, scheduler, Id, active | inactive, Number of active ones, Time} */
void system_profile_scheduler(UInt number, Term state);

/* It is out of the process table. */
void system_profile_process_ends(Term pid);

#endif
