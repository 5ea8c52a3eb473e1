/* SPDX-License-Identifier: Apache-2.0 */
/* Tasks of ports (task.h). */
#include "rt/port/task.h"

#include <sched.h>
#include "rt/core/atom.h"
#include "rt/port/poll.h"
#include "rt/port/table.h"
#include "rt/process/system_profile.h"

enum { IDLE = 0, RUNNING = 1, TASKS_BEFORE_HANDING_OVER = 200 };

static void tell_profile(const Port *port, Term state)
{
    if (system_profile_tells(PROFILE_PORTS) && port_id(port))
        system_profile_port(port_id(port), state);
}

bool task_try_enter(Port *port)
{
    if (AO_load(&port->tasks) != IDLE || !AO_compare_and_swap_full(&port->tasks, IDLE, RUNNING))
        return false;
    tell_profile(port, am_active);
    return true;
}

void task_enter_new(Port *port)
{
    while (!task_try_enter(port))
        sched_yield();
}

void task_run(Port *port, PortTask *task)
{
    bool here = port_id(port) == task->port && (task->internal || !(port->flags & PORT_CLOSING));
    task->run(here ? port : NULL, task);
}

/* All that wait, oldest first; at least one does. */
static PortTask *take_all(Port *port)
{
    AO_t head;
    do {
        head = AO_load(&port->tasks);
    } while (!AO_compare_and_swap_full(&port->tasks, head, RUNNING));
    PortTask *newest = (PortTask *)head, *oldest = NULL;
    while (newest) {
        PortTask *next = newest->next;
        newest->next = oldest;
        oldest = newest;
        newest = next;
    }
    return oldest;
}

/* The structure may be used again once nobody is in charge. */
static bool try_give_up(Port *port)
{
    uint32_t flags = port->flags;
    port->flags &= ~(uint32_t)PORT_ENDED;
    tell_profile(port, am_inactive);
    if (AO_compare_and_swap_full(&port->tasks, RUNNING, IDLE)) {
        if (flags & PORT_ENDED)
            port_table_free(port);
        return true;
    }
    port->flags = flags;
    tell_profile(port, am_active);
    return false;
}

void task_leave(Port *port)
{
    int done = 0;
    while (!try_give_up(port)) {
        if (done > TASKS_BEFORE_HANDING_OVER && poll_hand_over(port))
            return;
        for (PortTask *task = take_all(port); task; done++) {
            PortTask *next = task->next;
            task_run(port, task);
            task = next;
        }
    }
}

void task_submit(Port *port, PortTask *task)
{
    for (;;) {
        AO_t head = AO_load(&port->tasks);
        if (head == IDLE) {
            if (!AO_compare_and_swap_full(&port->tasks, IDLE, RUNNING))
                continue;
            tell_profile(port, am_active);
            task_run(port, task);
            task_leave(port);
            return;
        }
        task->next = head == RUNNING ? NULL : (PortTask *)head;
        if (AO_compare_and_swap_full(&port->tasks, head, (AO_t)task))
            return;
    }
}

void task_submit_to(Term id, PortTask *task)
{
    Port *port = port_find(id);
    task->port = id;
    if (port)
        task_submit(port, task);
    else
        task->run(NULL, task);
}
