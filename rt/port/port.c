/* SPDX-License-Identifier: Apache-2.0 */
/* The life of a port after it has been opened (port.h): signals, closing, the end. */
#include "rt/port/port.h"

#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include "rt/core/atom.h"
#include "rt/core/memory.h"
#include "rt/port/data.h"
#include "rt/port/driver.h"
#include "rt/port/request.h"
#include "rt/port/table.h"
#include "rt/port/task.h"
#include "rt/process/id_table.h"
#include "rt/process/names.h"
#include "rt/process/signal.h"

void port_initialize(void)
{
    struct sigaction ignore = {.sa_handler = SIG_IGN};
    sigaction(SIGPIPE, &ignore, NULL);
    Port *forker = port_table_new();
    forker->driver = &forker_driver;
    forker->name = strdup("forker");
    forker->owner = term_make_pid(0);
    AO_store_release(&forker->open, 1);
    task_leave(forker);
}

/* ---- signals -----------------------------------------------------------------------------------
 */

static void link_exited(Port *port, Signal *signal)
{
    UInt *unlink = id_table_find(port->links, signal->from);
    bool held = unlink && *unlink == 0;
    if (unlink)
        id_table_remove(&port->links, signal->from);
    if (held)
        port_exit(port, signal->from, signal->term, false, true);
}

static void unlinked(Port *port, Signal *signal)
{
    UInt *unlink = id_table_find(port->links, signal->from);
    if (unlink && *unlink == 0)
        id_table_remove(&port->links, signal->from);
    signal_send(signal_new(SIGNAL_UNLINK_ACK, signal->from, port_id(port), signal->id, TERM_NIL));
}

static void act(Port *port, Signal *signal)
{
    UInt *found;
    switch ((SignalKind)signal->kind) {
    case SIGNAL_EXIT:
        port_exit(port, signal->from, signal->term, false, false);
        break;
    case SIGNAL_LINK_EXIT:
        link_exited(port, signal);
        break;
    case SIGNAL_LINK:
        if (!id_table_find(port->links, signal->from))
            id_table_put(&port->links, signal->from, 0);
        break;
    case SIGNAL_UNLINK:
        unlinked(port, signal);
        break;
    case SIGNAL_UNLINK_ACK:
        found = id_table_find(port->links, signal->from);
        if (found && *found == signal->id)
            id_table_remove(&port->links, signal->from);
        break;
    case SIGNAL_MONITOR:
        id_table_put(&port->monitored_by, signal->id, signal->from);
        break;
    case SIGNAL_DEMONITOR:
        id_table_remove(&port->monitored_by, signal->id);
        break;
    default:
        break;
    }
    signal_free(signal);
}

typedef struct SignalTask {
    PortTask task;
    Signal *signal;
} SignalTask;

static void run_signal(Port *port, PortTask *task)
{
    Signal *signal = ((SignalTask *)task)->signal;
    memory_free(MEMORY_PORT, task, sizeof(SignalTask));
    if (port)
        act(port, signal);
    else
        signal_answer_for_dead(signal);
}

void port_signal(Signal *signal)
{
    SignalTask *task = memory_alloc(MEMORY_PORT, sizeof *task);
    *task = (SignalTask){.task = {.run = run_signal}, .signal = signal};
    task_submit_to(signal->target, &task->task);
}

/* ---- the end -----------------------------------------------------------------------------------
 */

static pthread_mutex_t halt_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t halt_done = PTHREAD_COND_INITIALIZER;
static UInt halting;

static void halt_progress(int change)
{
    pthread_mutex_lock(&halt_lock);
    halting += (UInt)change;
    if (halting == 0)
        pthread_cond_broadcast(&halt_done);
    pthread_mutex_unlock(&halt_lock);
}

static void free_parts(Port *port)
{
    output_queue_clear(&port->queue);
    if (port->line)
        line_buffer_free(port->line);
    free(port->name);
    id_table_destroy(&port->links);
    id_table_destroy(&port->monitored_by);
    id_table_destroy(&port->suspended);
    data_clear(port);
    port->flags |= PORT_ENDED;
}

static void terminate(Port *port)
{
    Term id = port_id(port), owner = port->owner;
    uint32_t flags = port->flags;
    if (port->driver->stop)
        port->driver->stop(port);
    port_table_remove(port);
    free_parts(port);
    if (flags & PORT_SEND_CLOSED)
        port_tell_from(id, owner, am_closed);
    if (flags & PORT_HALTING)
        halt_progress(-1);
}

void port_abandon(Port *port)
{
    port_table_remove(port);
    free_parts(port);
}

static void tell_links(Port *port, Term reason)
{
    for (IdEntry *entry = NULL; (entry = id_table_next(port->links, entry));)
        if (entry->value == 0)
            signal_send(signal_new(SIGNAL_LINK_EXIT, entry->key, port_id(port), 0, reason));
    id_table_destroy(&port->links);
}

static void tell_monitoring(Port *port, Term reason)
{
    for (IdEntry *entry = NULL; (entry = id_table_next(port->monitored_by, entry));)
        signal_send(signal_new(SIGNAL_DOWN, entry->value, port_id(port), entry->key, reason));
    id_table_destroy(&port->monitored_by);
}

void port_set_busy(Port *port, bool busy)
{
    if (busy == (AO_load(&port->busy) != 0))
        return;
    AO_store_full(&port->busy, busy);
    if (!busy)
        request_port_resume(port);
}

bool port_exit(Port *port, Term from, Term reason, bool tell_closed, bool unless_normal)
{
    if (port->flags & PORT_CLOSING || port->driver == &forker_driver)
        return false;
    if (reason == am_normal && from != port->owner && from != port_id(port) && unless_normal)
        return false;
    port->flags |= PORT_CLOSING | (tell_closed ? PORT_SEND_CLOSED : 0);
    names_port_ends(port);
    port_set_busy(port, false);
    request_port_resume(port); /* those that wait for the crowd's end */
    Term told = reason == am_kill ? (Term)am_killed : reason;
    tell_links(port, told);
    tell_monitoring(port, told);
    if (reason != am_kill && port->queue.size > 0 && port->driver->flush)
        port->driver->flush(port);
    else
        terminate(port);
    return true;
}

void port_flushed(Port *port)
{
    if (port->flags & PORT_CLOSING)
        terminate(port);
}

void port_fail(Port *port, Term reason)
{
    if (port->flags & PORT_CLOSING) {
        terminate(port);
        return;
    }
    output_queue_clear(&port->queue);
    port_exit(port, port_id(port), reason, false, false);
}

void port_end_of_input(Port *port)
{
    port_input_ends(port);
    if (!(port->flags & PORT_CLOSING) && port->flags & PORT_SOFT_EOF)
        port_tell(port, port->owner, am_eof);
    else
        port_fail(port, am_normal);
}

/* ---- the end of the runtime --------------------------------------------------------------------
 */

static void run_halt(Port *port, PortTask *task)
{
    memory_free(MEMORY_PORT, task, sizeof *task);
    if (!port || port->driver == &forker_driver || port->flags & PORT_HALTING) {
        halt_progress(-1);
        return;
    }
    port->flags |= PORT_HALTING;
    if (!(port->flags & PORT_CLOSING))
        port_exit(port, port_id(port), am_killed, false, false);
}

/* Ports that are opened meanwhile are not waited for. */
void port_flush_all(void)
{
    halt_progress(1);
    UInt at = 0;
    for (Port *port; (port = port_table_next_any(&at));) {
        PortTask *task = memory_alloc(MEMORY_PORT, sizeof *task);
        *task = (PortTask){.internal = true, .run = run_halt};
        halt_progress(1);
        task_submit_to(port_id(port), task);
    }
    halt_progress(-1);
    pthread_mutex_lock(&halt_lock);
    while (halting > 0)
        pthread_cond_wait(&halt_done, &halt_lock);
    pthread_mutex_unlock(&halt_lock);
}
