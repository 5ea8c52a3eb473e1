/* SPDX-License-Identifier: Apache-2.0 */
/* Native functions of processes: sending, ending, links, names. */
#include "rt/bif/process.h"

#include "rt/core/copy.h"
#include "rt/core/list.h"
#include "rt/core/long_work.h"
#include "rt/process/message.h"
#include "rt/core/node.h"
#include "rt/core/reference.h"
#include "rt/gc/gc.h"
#include "rt/port/request.h"
#include "rt/port/table.h"
#include "rt/process/exit.h"
#include "rt/process/link.h"
#include "rt/process/names.h"
#include "rt/process/request.h"
#include "rt/process/signal.h"
#include "rt/process/table.h"
#include "rt/trace/event.h"
#include "rt/trace/saved_calls.h"
#include "rt/trace/token.h"

extern Fragment rt_process_bottom;

enum { MESSAGE_WORDS_PER_REDUCTION = 32 };

/* ---- sending --------------------------------------------------------------------------------- */

/* What a process sends to itself is not copied but stays on its heap, as in ERTS; it is a message
 * at once. Signals that it sent to itself before come first. False: it has to be a signal. */
static bool keep(Process *process, Term message)
{
    if (process->flags & PROCESS_OFF_HEAP_MESSAGES)
        return false;
    if (AO_load(&process->signals) != 0 || process->taken)
        signal_handle_incoming(process, true);
    if (process->taken || (process->flags & PROCESS_EXITING))
        return false;
    Signal *signal = signal_new_sized(SIGNAL_MESSAGE, process->pid, THE_NON_VALUE, 0, 0);
    signal->term = message;
    message_append(process, signal);
    message_keep(process, signal);
    if (TRACED(process, TRACE_RECEIVE))
        event_receive(process, process->pid, message);
    bif_charge(process, 1);
    return true;
}

static void deliver_to_port(Process *process, Term id, Term message)
{
    Port *port = port_lookup(id);
    bif_charge(process, 1);
    if (port)
        request_port_bang(process, port, id, message);
}

/* To a local pid or port. */
static void deliver(Process *process, Term pid, SignalKind kind, UInt id, Term message)
{
    if (pid == process->pid && kind == SIGNAL_MESSAGE && keep(process, message))
        return;
    if (term_is_local_port(pid)) {
        deliver_to_port(process, pid, message);
        return;
    }
    Process *receiver = process_lookup(pid);
    if (!receiver)
        return;
    Signal *signal = signal_new(kind, pid, process->pid, id, message);
    bif_charge(process, 1 + (SInt)(signal_words(signal) / MESSAGE_WORDS_PER_REDUCTION));
    signal_push(receiver, signal);
}

/* Where a message to that destination goes; `to` is THE_NON_VALUE when it cannot be reached. */
typedef struct Route {
    Term to;
    SignalKind kind;
    UInt id;   /* of an alias */
    bool good; /* it is a destination */
    bool told; /* to tracers */
} Route;

static Route route_to_name(Term name, bool must_exist)
{
    Term to = names_find(name);
    return (Route){to, SIGNAL_MESSAGE, 0, to != THE_NON_VALUE || !must_exist, true};
}

static Route find_route(Term destination)
{
    if (term_is_local_pid(destination) || term_is_local_port(destination))
        return (Route){destination, SIGNAL_MESSAGE, 0, true, true};
    if (term_is_atom(destination))
        return route_to_name(destination, true);
    if (term_is_kind(destination, KIND_REF))
        return (Route){reference_pid(destination), SIGNAL_ALIAS, reference_number(destination),
                       true, true};
    Route away = {.to = THE_NON_VALUE};
    if (term_is_tuple_of(destination, 2)) {
        const Term *fields = term_tuple_elements(destination);
        away.good = term_is_atom(fields[0]) && term_is_atom(fields[1]);
        if (away.good && fields[1] == node_this()->name)
            return route_to_name(fields[0], false);
        return away;
    }
    away.good = term_is_pid(destination) || term_is_port(destination) || term_is_ref(destination);
    away.told = !away.good && !term_is_tuple(destination);
    return away;
}

/* The process has a token. */
static void deliver_with_token(Process *process, const Route *route, Term destination, Term message)
{
    Term to = route->to, shown = route->kind == SIGNAL_ALIAS ? destination : to;
    bool to_port = term_is_local_port(to);
    Port *port = to_port ? port_lookup(to) : NULL;
    Process *receiver = to_port ? NULL : process_lookup(to);
    bif_charge(process, 1);
    if (port) {
        token_message_to_port(process, to, message);
        request_port_bang(process, port, to, message);
    } else if (receiver) {
        Signal *signal = token_message(process, route->kind, to, route->id, shown, message);
        bif_charge(process, (SInt)(signal_words(signal) / MESSAGE_WORDS_PER_REDUCTION));
        signal_push(receiver, signal);
    }
}

/* Somebody wants to know what the process sends, or it has had a token. True: it is sent. */
__attribute__((cold, noinline)) static bool send_seen(Process *process, const Route *route,
                                                      Term destination, Term message)
{
    if (TRACED(process, TRACE_SEND) && route->told)
        event_send(process, destination, message);
    if (process->saved_calls && route->told)
        saved_calls_add_event(process, am_send);
    if (!token_is_set(process) || route->to == THE_NON_VALUE)
        return false;
    deliver_with_token(process, route, destination, message);
    return true;
}

/* False: no destination at all. What cannot be reached is no failure. */
static bool send(Process *process, Term destination, Term message)
{
    Route route = find_route(destination);
    bool seen =
        (process->trace_flags & TRACE_SEND) | (UInt)process->saved_calls | (UInt)process->sequence;
    if (__builtin_expect(seen, 0) && send_seen(process, &route, destination, message))
        return route.good;
    if (route.to != THE_NON_VALUE)
        deliver(process, route.to, route.kind, route.id, message);
    return route.good;
}

Term bif_erlang_send_2(Process *process, Term destination, Term message)
{
    return send(process, destination, message) ? message : bif_badarg(process);
}

Term process_send_operator(Process *process, Term destination, Term message)
{
    static const Mfa send = {am_erlang, am_send, 2};
    if (process->saved_calls)
        saved_calls_add(process, &send);
    return bif_erlang_send_2(process, destination, message);
}

Term bif_erlang_bang_2(Process *process, Term destination, Term message)
{
    return bif_erlang_send_2(process, destination, message);
}

/* Does sending there need no connection to another node? */
static bool is_here(Term destination)
{
    if (term_is_tuple_of(destination, 2))
        return term_tuple_elements(destination)[1] == node_this()->name;
    return term_is_immediate(destination) || term_is_kind(destination, KIND_REF);
}

/* Would a command to that port have to wait? */
static bool is_busy_port(Term destination, Term message)
{
    if (term_is_tuple_of(destination, 2))
        destination = term_tuple_elements(destination)[0];
    Term id = term_is_atom(destination) ? names_find(destination) : destination;
    Port *port = term_is_local_port(id) ? port_lookup(id) : NULL;
    return port && port_is_busy(port) && request_port_is_command(message);
}

Term bif_erlang_send_3(Process *process, Term destination, Term message, Term options)
{
    Term at = options;
    bool connect = true, suspend = true;
    for (; term_is_cons(at); at = term_tail(at)) {
        if (term_head(at) == am_noconnect)
            connect = false;
        else if (term_head(at) == am_nosuspend)
            suspend = false;
        else
            break;
    }
    if (!term_is_nil(at))
        return bif_badarg_cause(process, am_badopt);
    if (!suspend && is_busy_port(destination, message))
        return am_nosuspend;
    if (!send(process, destination, message))
        return bif_badarg(process);
    return connect || is_here(destination) ? (Term)am_ok : (Term)am_noconnect;
}

/* ---- giving up the thread ----------------------------------------------------------------------
 */

static Term yielded(Process *process, Term a, Term b, Term c, Term d)
{
    (void)process, (void)b, (void)c, (void)d;
    return a;
}

/* The rest of the time slice is given up; then the result is `result`. */
static Term leave_thread(Process *process, Term result)
{
    bif_end_slice(process);
    return bif_trap(process, yielded, 1, result, TERM_NIL, TERM_NIL, TERM_NIL);
}

Term bif_erlang_yield_0(Process *process)
{
    return leave_thread(process, am_true);
}

static Term wake_up(Process *process, Term module, Term function, Term arguments, Term d)
{
    (void)d;
    process->flags &= ~(uint32_t)PROCESS_HIBERNATING;
    return bif_trap_apply_export(
        process, export_get(module, function, (UInt)list_length(arguments)), arguments);
}

/* The stack goes, with all catches; the call is made when there is a message. */
Term bif_erlang_hibernate_3(Process *process, Term module, Term function, Term arguments)
{
    SInt arity = list_length(arguments);
    if (!term_is_atom(module) || !term_is_atom(function) || arity < 0)
        return bif_badarg(process);
    if (arity > ARITY_MAX)
        return bif_system_limit(process);
    process->stack = process->stack_end - 1;
    process->stack[0] = (Term)rt_process_bottom;
    message_restart(process);
    process->flags |= PROCESS_HIBERNATING;
    process->want_full = true;
    bif_end_slice(process);
    return bif_trap(process, wake_up, 3, module, function, arguments, TERM_NIL);
}

/* ---- ending ------------------------------------------------------------------------------------
 */

/* What has been sent to oneself takes effect before the call returns. */
static Term after_own_signal(Process *process, Term target)
{
    if (target == process->pid)
        signal_handle_incoming(process, true);
    return process->flags & PROCESS_EXITING ? leave_thread(process, am_true) : (Term)am_true;
}

Term bif_erlang_exit_2(Process *process, Term pid, Term reason)
{
    if (term_is_local_pid(pid) || term_is_local_port(pid)) {
        signal_send(signal_new(SIGNAL_EXIT, pid, process->pid, 0, reason));
        return after_own_signal(process, pid);
    }
    return term_is_pid(pid) || term_is_port(pid) ? (Term)am_true : bif_badarg(process);
}

Term bif_erlang_exit_signal_2(Process *process, Term pid, Term reason)
{
    return bif_erlang_exit_2(process, pid, reason);
}

/* ---- links -------------------------------------------------------------------------------------
 */

static bool is_alive(Term id)
{
    return term_is_local_port(id) ? port_lookup(id) != NULL : process_lookup(id) != NULL;
}

Term bif_erlang_link_1(Process *process, Term pid)
{
    if (TRACED(process, TRACE_PROCS))
        event_process(process, am_link, pid);
    bool local = term_is_local_pid(pid) || term_is_local_port(pid);
    if (local && !is_alive(pid)) {
        if (!(process->flags & PROCESS_TRAP_EXIT))
            return bif_error(process, am_noproc);
        signal_send(
            signal_leaving_token(signal_new(SIGNAL_MESSAGE, process->pid, THE_NON_VALUE, 0,
                                            heap_tuple(process, 3, am_EXIT, pid, am_noproc))));
        return am_true;
    }
    if (local) {
        link_add(process, pid);
        return am_true;
    }
    return term_is_pid(pid) || term_is_port(pid) ? (Term)am_true : bif_badarg(process);
}

Term bif_erlang_unlink_1(Process *process, Term pid)
{
    if (TRACED(process, TRACE_PROCS))
        event_process(process, am_unlink, pid);
    if (term_is_local_pid(pid) || term_is_local_port(pid)) {
        link_remove(process, pid);
        return am_true;
    }
    return term_is_pid(pid) || term_is_port(pid) ? (Term)am_true : bif_badarg(process);
}

/* ---- who is there ------------------------------------------------------------------------------
 */

Term request_is_alive(Process *process, Term from, Term argument)
{
    (void)process, (void)from, (void)argument;
    return am_true;
}

Term bif_erlang_is_process_alive_1(Process *process, Term pid)
{
    if (pid == process->pid)
        return am_true;
    if (!term_is_local_pid(pid))
        return bif_badarg(process);
    if (!process_lookup(pid))
        return am_false;
    return request_await(process, pid, REQUEST_IS_ALIVE, TERM_NIL);
}

Term bif_erts_internal_is_process_alive_2(Process *process, Term pid, Term reference)
{
    if (!term_is_local_pid(pid) || !term_is_ref(reference))
        return bif_badarg(process);
    request_send(process, pid, REQUEST_IS_ALIVE, heap_tuple(process, 1, reference), TERM_NIL);
    return am_ok;
}

Term bif_erlang_register_2(Process *process, Term name, Term pid)
{
    bool port = term_is_local_port(pid);
    if (!term_is_atom(name) || name == am_undefined || (!term_is_local_pid(pid) && !port))
        return bif_badarg_cause(process, am_none);
    if (!is_alive(pid))
        return bif_badarg_cause(process, port ? am_none : am_notalive);
    if (names_find(name) != THE_NON_VALUE)
        return bif_badarg_cause(process, names_of(pid) == THE_NON_VALUE ? (Term)am_none
                                                                        : (Term)am_registered_name);
    if (!names_register(name, pid))
        return bif_badarg_cause(process, am_registered_name);
    tracee_tell(process, pid, am_register, name);
    return am_true;
}

Term bif_erlang_unregister_1(Process *process, Term name)
{
    Term pid = term_is_atom(name) ? names_find(name) : THE_NON_VALUE;
    if (pid == THE_NON_VALUE || !names_unregister(name))
        return bif_badarg(process);
    tracee_tell(process, pid, am_unregister, name);
    return am_true;
}

Term bif_erlang_whereis_1(Process *process, Term name)
{
    if (!term_is_atom(name))
        return bif_badarg(process);
    Term pid = names_find(name);
    return pid == THE_NON_VALUE ? (Term)am_undefined : pid;
}

Term bif_erlang_registered_0(Process *process)
{
    return names_list(process);
}

/* ---- group leaders ------------------------------------------------------------------------------
 */

Term request_group_leader(Process *process, Term from, Term leader)
{
    (void)from;
    UInt words = copy_size(leader);
    if (words) {
        Term *at = heap_alloc(process, words), *off_heap = NULL;
        leader = copy_to(leader, &at, &off_heap);
    }
    process->group_leader = leader;
    return am_true;
}

/* False: it takes a signal. */
Term bif_erts_internal_group_leader_2(Process *process, Term leader, Term pid)
{
    if (!term_is_pid(leader) || !term_is_pid(pid))
        return am_badarg;
    if (pid != process->pid)
        return am_false;
    process->group_leader = leader;
    return am_true;
}

Term bif_erts_internal_group_leader_3(Process *process, Term leader, Term pid, Term reference)
{
    if (!term_is_pid(leader) || !term_is_local_pid(pid) || !term_is_ref(reference))
        return bif_badarg(process);
    request_send(process, pid, REQUEST_GROUP_LEADER, heap_tuple(process, 1, reference), leader);
    return am_ok;
}
