/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Monitors and aliases. The monitoring process keeps a Monitor by the number of its reference, the
 * monitored one the number with the other's pid.
 *
 * All functions are for the process that runs here.
 */
#ifndef RT_PROCESS_MONITOR_H
#define RT_PROCESS_MONITOR_H

#include "rt/process/message.h"

/* What ends an alias besides unalias/1; values in Process.aliases. */
typedef enum AliasMode {
    ALIAS_NONE,
    ALIAS_EXPLICIT,       /* nothing */
    ALIAS_REPLY,          /* the first message through it */
    ALIAS_DEMONITOR,      /* the end of its monitor */
    ALIAS_REPLY_DEMONITOR /* either; and the first message ends the monitor */
} AliasMode;

typedef struct MonitorOptions {
    AliasMode alias;
    Term tag; /* in place of 'DOWN' or 'CHANGE' */
} MonitorOptions;

/* Monitors the process `pid` (a local pid; THE_NON_VALUE: nobody, so that it is down at once);
 * `name` is the registered name it was asked by, else THE_NON_VALUE. Returns the reference. */
Term monitor_add(Process *process, Term pid, Term name, const MonitorOptions *options);
/* The same for a port. */
Term monitor_add_port(Process *process, Term port, Term name, const MonitorOptions *options);
/* The clock service: a monitor that never ends by itself. */
Term monitor_add_clock(Process *process, const MonitorOptions *options);
/* Of the process's own making, with a known number (spawn_opt's). The signal is not sent. */
void monitor_add_known(Process *process, Term pid, uint64_t number, const MonitorOptions *options);

/* erlang:demonitor. False: there was no such monitor. */
bool monitor_remove(Process *process, uint64_t number);
/* Is it a monitor of this process? */
bool monitor_exists(const Process *process, uint64_t number);

/* The signal of a monitored process's end: delivers the message. */
void monitor_down(Process *process, uint64_t number, Term reason);

/* The time offset has changed: tells everybody who monitors the clock service. Any thread. */
void monitor_offset_changed(void);
/* Its signal: delivers the messages. */
void monitor_clock(Process *process, Term offset);

/* An alias, explicit or for one reply. Returns the reference. */
Term monitor_alias(Process *process, AliasMode mode);
bool monitor_unalias(Process *process, uint64_t number);
/* A message has come through an alias: is it still one? */
bool monitor_alias_used(Process *process, uint64_t number);

/* What process_info(monitors) shows of a monitor: {process, Pid | {Name, Node}} …, on the heap of
 * `reader`. THE_NON_VALUE: not shown. */
Term monitor_info(Process *reader, UInt value);

/* The process ends: tells the monitored process, and frees the monitor. `value` is the entry's. */
void monitor_abandon(Process *process, uint64_t number, UInt value);

#endif
