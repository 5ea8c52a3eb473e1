/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Who wants to be told of nodes that come and go (process_flag(monitor_nodes)), and how. A process
 * subscribes any number of times with the same settings; taking back takes back all of these. Any
 * thread.
 */
#ifndef RT_PROCESS_NODE_MONITOR_H
#define RT_PROCESS_NODE_MONITOR_H

#include "rt/core/process.h"

/* How: a set of these. 0 is the oldest form, {nodeup, Node} of visible nodes. */
enum {
    NODE_MONITOR_MAP = 1 << 0, /* options were given: messages have a third element, a map */
    NODE_MONITOR_VISIBLE = 1 << 1,
    NODE_MONITOR_HIDDEN = 1 << 2,
    NODE_MONITOR_REASON = 1 << 3,
    NODE_MONITOR_CONNECTION_ID = 1 << 4,
};

/* Subscribes once more; how often it had before. */
UInt node_monitor_add(Process *process, uint32_t how);
/* Takes back all of that kind; how many there were. */
UInt node_monitor_remove(Process *process, uint32_t how);
/* The process ends. */
void node_monitor_process_ends(Process *process);

#endif
