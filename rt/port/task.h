/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Tasks of ports: who is in charge of a port, and what is to be done with it.
 *
 * Port.tasks is 0 (nobody is in charge), RUNNING (somebody is), or the newest of the tasks that
 * wait for who is in charge; the list ends in NULL. Taking charge acquires what the one before has
 * done.
 *
 * A scheduler that has done many tasks of others hands the port over to the poll thread.
 */
#ifndef RT_PORT_TASK_H
#define RT_PORT_TASK_H

#include "rt/port/port.h"

struct PortTask {
    PortTask *next;
    Term port;
    bool internal; /* of the driver: done for closing ports too */
    /* Does it and frees the task. NULL: there is no such port (any more). */
    void (*run)(Port *port, PortTask *task);
};

/* Takes charge if nobody is. */
bool task_try_enter(Port *port);
/* Does what has come meanwhile, then gives up charge. */
void task_leave(Port *port);
/* For a port that was just made: waits for stragglers of the one before. */
void task_enter_new(Port *port);

/* Has the task done, now or by who is in charge. */
void task_submit(Port *port, PortTask *task);
/* The same for a port by its id; run with NULL at once when there is none. */
void task_submit_to(Term id, PortTask *task);

/* Does a task while in charge of the port. */
void task_run(Port *port, PortTask *task);

#endif
