/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Native functions of processes and messages. There is one process, so a message to any other local
 * pid vanishes, as messages to dead processes do, and no name is registered.
 */
#include "rt/bif/process.h"

#include "rt/core/message.h"

Term bif_erlang_send_2(Process *process, Term destination, Term message)
{
    if (term_is_atom(destination))
        return bif_badarg(process);
    if (!term_is_pid(destination) && !term_is_port(destination) && !term_is_ref(destination))
        return bif_badarg(process);
    if (destination == process->pid)
        message_send(process, message);
    return message;
}

Term bif_erlang_bang_2(Process *process, Term destination, Term message)
{
    return bif_erlang_send_2(process, destination, message);
}

static Term yielded(Process *process, Term a, Term b, Term c, Term d)
{
    (void)process, (void)a, (void)b, (void)c, (void)d;
    return am_true;
}

/* The rest of the time slice is given up. */
Term bif_erlang_yield_0(Process *process)
{
    if (process->reductions > 0)
        bif_charge(process, process->reductions);
    return bif_trap(process, yielded, 0, TERM_NIL, TERM_NIL, TERM_NIL, TERM_NIL);
}
