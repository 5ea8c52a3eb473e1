/* SPDX-License-Identifier: Apache-2.0 */
/* Links (link.h). */
#include "rt/process/link.h"

#include "rt/core/atom.h"
#include "rt/process/id_table.h"
#include "rt/process/signal.h"
#include "rt/trace/event.h"

enum { LINKED = 0 };

void link_add(Process *process, Term pid)
{
    if (pid == process->pid)
        return;
    UInt *unlink = id_table_find(process->links, pid);
    if (unlink && *unlink == LINKED)
        return;
    id_table_put(&process->links, pid, LINKED);
    signal_send(signal_new(SIGNAL_LINK, pid, process->pid, 0, TERM_NIL));
}

void link_remove(Process *process, Term pid)
{
    UInt *unlink = id_table_find(process->links, pid);
    if (!unlink || *unlink != LINKED)
        return;
    *unlink = ++process->unlink_ids;
    signal_send(signal_new(SIGNAL_UNLINK, pid, process->pid, process->unlink_ids, TERM_NIL));
}

/* If an unlink of ours is on its way, the other side linked before it has seen it, and will give
 * up the link when it does. */
void link_requested(Process *process, Term from)
{
    if (id_table_find(process->links, from))
        return;
    id_table_put(&process->links, from, LINKED);
    if (TRACED(process, TRACE_PROCS))
        event_process(process, am_getting_linked, from);
}

void link_unlink_requested(Process *process, Term from, UInt id)
{
    UInt *unlink = id_table_find(process->links, from);
    if (unlink && *unlink == LINKED) {
        id_table_remove(&process->links, from);
        if (TRACED(process, TRACE_PROCS))
            event_process(process, am_getting_unlinked, from);
    }
    signal_send(signal_new(SIGNAL_UNLINK_ACK, from, process->pid, id, TERM_NIL));
}

void link_unlink_acknowledged(Process *process, Term from, UInt id)
{
    UInt *unlink = id_table_find(process->links, from);
    if (unlink && *unlink == id)
        id_table_remove(&process->links, from);
}

bool link_broken(Process *process, Term from)
{
    UInt *unlink = id_table_find(process->links, from);
    bool held = unlink && *unlink == LINKED;
    if (unlink)
        id_table_remove(&process->links, from);
    return held;
}
