/* SPDX-License-Identifier: Apache-2.0 */
/*
 * erlang:system_monitor: one process is told about long collections, large heaps, long time slices
 * and waiting for busy ports of others. Any thread.
 */
#ifndef RT_PROCESS_SYSTEM_MONITOR_H
#define RT_PROCESS_SYSTEM_MONITOR_H

#include "rt/core/process.h"

typedef struct SystemMonitor {
    Term pid;                    /* first (system_listener.h): who is told; am_undefined: nobody */
    UInt long_gc, long_schedule; /* ms; 0: not asked for */
    UInt large_heap;             /* words; 0: not asked for */
    bool busy_port, busy_dist_port;
} SystemMonitor;

/* What schedulers and collectors have to look at; bits. */
enum {
    WATCH_LONG_GC = 1,
    WATCH_LARGE_HEAP = 2,
    WATCH_LONG_SCHEDULE = 4,
    WATCH_COLLECTION_TIMES = 8, /* collections are timed (microstate accounting) */
    WATCH_COLLECTIONS = WATCH_LONG_GC | WATCH_LARGE_HEAP,
    WATCH_TIMED = WATCH_LONG_GC | WATCH_COLLECTION_TIMES,
};
extern volatile AO_t system_monitor_watched;

static inline bool system_monitor_watches(UInt bits)
{
    return __builtin_expect((AO_load(&system_monitor_watched) & bits) != 0, 0);
}

SystemMonitor system_monitor_get(void);
/* False: there is no such process. pid am_undefined: off. */
bool system_monitor_set(const SystemMonitor *settings, SystemMonitor *before);
void system_monitor_time_collections(bool on);

/* A collection has ended; `ns` that it took (0: not timed). */
void system_monitor_collected(Process *process, UInt ns);
/* A time slice has ended; `in` is where it began. */
void system_monitor_ran(Process *process, UInt ns, const Mfa *in);
/* A process has to wait because the port is busy. */
void system_monitor_busy_port(Process *process, Term port);
/* Where a process that does not run is; module THE_NON_VALUE: in no function. */
Mfa system_monitor_place(const Process *process);

/* It is out of the process table. */
void system_monitor_process_ends(Term pid);

#endif
