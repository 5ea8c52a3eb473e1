/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Processors: how they are put together, as /sys tells or as defined (+sct, system_flag), and which
 * scheduler is bound to which (+sbt, system_flag). Nothing is read before somebody asks.
 *
 * A binding belongs to a scheduler, not to a thread: the thread that runs the scheduler follows it
 * (topology_follow), and what it starts or becomes goes back to the processors that the program
 * began with. All functions may be called by any thread.
 */
#ifndef RT_SCHED_TOPOLOGY_H
#define RT_SCHED_TOPOLOGY_H

#include "rt/core/term.h"

#include <atomic_ops.h>

enum { TOPOLOGY_ID_MAX = 65535 };

/* From the outside to the inside. A node (of memory) holds processors, or is part of one; the
 * other one of the two is -1 then. */
typedef enum TopologyLevel {
    LEVEL_NODE,
    LEVEL_PROCESSOR,
    LEVEL_PROCESSOR_NODE,
    LEVEL_CORE,
    LEVEL_THREAD,
    LEVEL_COUNT
} TopologyLevel;

typedef struct TopologyCpu {
    int at[LEVEL_COUNT];
    int logical; /* number in the operating system */
} TopologyCpu;

typedef enum TopologyKind { TOPOLOGY_DEFINED, TOPOLOGY_DETECTED, TOPOLOGY_USED } TopologyKind;

/* In the order of +sbt's words (flags.def). */
typedef enum BindType {
    BIND_UNBOUND,
    BIND_NO_SPREAD,
    BIND_THREAD_SPREAD,
    BIND_PROCESSOR_SPREAD,
    BIND_SPREAD,
    BIND_NO_NODE_THREAD_SPREAD,
    BIND_NO_NODE_PROCESSOR_SPREAD,
    BIND_THREAD_NO_NODE_PROCESSOR_SPREAD,
    BIND_COUNT
} BindType;

/* A copy, to be given back with topology_free; none: *count is 0, the result NULL. */
TopologyCpu *topology_get(TopologyKind kind, UInt *count);
void topology_free(TopologyCpu *cpus, UInt count);

/* Takes it instead of what was defined before; none: count 0. Schedulers that are bound are bound
 * anew. False: two have the same place or logical number, or a number is out of range. */
bool topology_define(const TopologyCpu *cpus, UInt count);
/* The same for the value of +sct; NULL, or what is wrong with it. */
const char *topology_define_text(const char *text);

BindType topology_bind_type(void);
/* False: nothing is known that they could be bound to. */
bool topology_bind(BindType type, UInt schedulers);
/* Logical number of the processor that the scheduler (from 1) is bound to; -1: none. */
int topology_binding(UInt scheduler);

extern volatile AO_t topology_ever_bound; /* 1: there may be bindings */
void topology_change_thread(UInt scheduler);

/* The calling thread runs this scheduler now; 0: none. */
static inline void topology_follow(UInt scheduler)
{
    if (__builtin_expect(AO_load(&topology_ever_bound) != 0, 0))
        topology_change_thread(scheduler);
}

/* A thread that may have been started by one that runs a scheduler; also the process of another
 * program before it begins (only system calls). */
void topology_leave(void);

#endif
