/* SPDX-License-Identifier: Apache-2.0 */
/* Opening ports. It may block (files, starting programs), so it runs on a dirty scheduler; but as
 * the port is linked to the process at once, that acts on no signals meanwhile. */
#include <string.h>
#include "rt/core/bif.h"
#include "rt/port/driver.h"
#include "rt/port/options.h"
#include "rt/port/table.h"
#include "rt/port/task.h"
#include "rt/process/id_table.h"
#include "rt/sched/dirty.h"

static void set_up(Port *port, Process *owner, const OpenOptions *open)
{
    port->driver = open->driver;
    port->name = strdup(open->name);
    port->owner = owner->pid;
    port->flags = open->flags;
    if (open->driver->takes_marks) {
        AO_store(&port->crowd_low, open->options.crowd_low);
        AO_store(&port->crowd_high, open->options.crowd_high);
    }
    if (open->line)
        port->line = line_buffer_new(open->line);
}

/* Both sides of the link are made here: no signal that could be late. */
static void publish(Port *port, Process *owner)
{
    Term id = port_id(port);
    id_table_put(&owner->links, id, 0);
    id_table_put(&port->links, owner->pid, 0);
    AO_store_release(&port->open, 1);
}

static Term open_port(Process *process, const OpenOptions *open)
{
    Port *port = port_table_new();
    if (!port)
        return am_system_limit;
    Term id = port_id(port), failure = am_badarg;
    set_up(port, process, open);
    if (open->driver->open)
        failure = open->driver->open(port, &open->options);
    if (failure == THE_NON_VALUE)
        publish(port, process);
    else
        port_abandon(port);
    task_leave(port);
    return failure == THE_NON_VALUE ? id : failure;
}

Term bif_erts_internal_open_port_2(Process *process, Term name, Term settings)
{
    OpenOptions open;
    Term result = options_port(&open, name, settings);
    if (result == THE_NON_VALUE) {
        Process *owner = dirty_process(process);
        result = owner ? open_port(owner, &open) : (Term)am_badarg;
    }
    options_port_free(&open);
    return result;
}
