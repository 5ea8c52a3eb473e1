/* SPDX-License-Identifier: Apache-2.0 */
/* Native functions of monitors and aliases. */
#include "rt/process/monitor.h"

#include "rt/core/bif.h"
#include "rt/core/node.h"
#include "rt/core/reference.h"
#include "rt/process/names.h"
#include "rt/process/options.h"
#include "rt/process/signal.h"

/* ---- monitoring ------------------------------------------------------------------------------ */

/* A process or port that this node had in an earlier life: noproc at once. */
static bool is_of_past(Term id, TermKind kind)
{
    return term_is_kind(id, kind) && node_of(id)->name == node_this()->name;
}

static Term monitor_past(Process *process, Term id, Term type, const MonitorOptions *options)
{
    bool keeps_alias = options->alias == ALIAS_EXPLICIT || options->alias == ALIAS_REPLY;
    Term reference = keeps_alias ? monitor_alias(process, options->alias) : reference_new(process);
    Term tag = options->tag != THE_NON_VALUE ? options->tag : (Term)am_DOWN;
    Term down = heap_tuple(process, 5, tag, reference, type, id, am_noproc);
    signal_send(
        signal_leaving_token(signal_new(SIGNAL_MESSAGE, process->pid, THE_NON_VALUE, 0, down)));
    return reference;
}

/* A process by pid, name or {Name, Node}. */
static Term monitor_process(Process *process, Term item, const MonitorOptions *options)
{
    Term name = THE_NON_VALUE, pid = item;
    if (term_is_tuple_of(item, 2)) {
        const Term *fields = term_tuple_elements(item);
        if (!term_is_atom(fields[0]) || !term_is_atom(fields[1]))
            return bif_badarg(process);
        name = fields[0];
        if (fields[1] != node_this()->name)
            return bif_badarg(process);
    } else if (term_is_atom(item)) {
        name = item;
    }
    if (name != THE_NON_VALUE)
        pid = names_find(name);
    else if (is_of_past(item, KIND_EXT_PID))
        return monitor_past(process, item, am_process, options);
    else if (!term_is_local_pid(item))
        return bif_badarg(process);
    if (term_is_local_port(pid))
        pid = THE_NON_VALUE;
    if (pid == process->pid)
        return options->alias != ALIAS_NONE ? monitor_alias(process, options->alias)
                                            : reference_new(process);
    return monitor_add(process, pid, name, options);
}

/* A port by identifier, name or {Name, Node}. */
static Term monitor_port(Process *process, Term item, const MonitorOptions *options)
{
    Term name = term_is_atom(item) ? item : THE_NON_VALUE, port = item;
    if (term_is_tuple_of(item, 2)) {
        const Term *fields = term_tuple_elements(item);
        if (!term_is_atom(fields[0]) || fields[1] != node_this()->name)
            return bif_badarg(process);
        name = fields[0];
    }
    if (name != THE_NON_VALUE)
        port = names_find(name);
    else if (is_of_past(item, KIND_EXT_PORT))
        return monitor_past(process, item, am_port, options);
    else if (!term_is_local_port(item))
        return bif_badarg(process);
    return monitor_add_port(process, term_is_local_port(port) ? port : THE_NON_VALUE, name,
                            options);
}

static Term monitor(Process *process, Term type, Term item, const MonitorOptions *options)
{
    if (type == am_process)
        return monitor_process(process, item, options);
    if (type == am_time_offset && item == am_clock_service)
        return monitor_add_clock(process, options);
    if (type == am_port)
        return monitor_port(process, item, options);
    if (type == am_time_offset)
        return bif_badarg(process);
    return bif_badarg_cause(process, am_badtype);
}

Term bif_erlang_monitor_2(Process *process, Term type, Term item)
{
    const MonitorOptions options = {ALIAS_NONE, THE_NON_VALUE};
    return monitor(process, type, item, &options);
}

Term bif_erlang_monitor_3(Process *process, Term type, Term item, Term list)
{
    MonitorOptions options;
    if (!options_monitor(list, &options))
        return bif_badarg_cause(process, am_badopt);
    return monitor(process, type, item, &options);
}

/* ---- demonitor ---------------------------------------------------------------------------------
 */

/* A message {_, Reference, _, _, _}, as the monitor's. */
static bool is_down_message(Term term, uint64_t number)
{
    if (!term_is_tuple_of(term, 5))
        return false;
    Term reference = term_tuple_elements(term)[1];
    return term_is_kind(reference, KIND_REF) && reference_number(reference) == number;
}

static void flush(Process *process, uint64_t number)
{
    signal_handle_incoming(process, true);
    for (Signal **link = &process->mailbox_first; *link; link = &(*link)->next) {
        if (!is_down_message((*link)->term, number))
            continue;
        signal_free(message_unlink(process, link));
        return;
    }
}

static Term demonitor(Process *process, Term reference, bool want_flush, bool want_info)
{
    if (!term_is_kind(reference, KIND_REF))
        return term_is_ref(reference) ? (Term)am_true : bif_badarg(process);
    Term pid = reference_pid(reference);
    if (pid != THE_NON_VALUE && pid != process->pid)
        return bif_badarg(process);
    uint64_t number = reference_number(reference);
    if (monitor_remove(process, number))
        return am_true;
    if (want_flush)
        flush(process, number);
    return term_bool(!want_info);
}

Term bif_erlang_demonitor_1(Process *process, Term reference)
{
    return demonitor(process, reference, false, false);
}

Term bif_erlang_demonitor_2(Process *process, Term reference, Term options)
{
    bool want_flush = false, want_info = false;
    for (; term_is_cons(options); options = term_tail(options)) {
        if (term_head(options) == am_flush)
            want_flush = true;
        else if (term_head(options) == am_info)
            want_info = true;
        else
            return bif_badarg(process);
    }
    if (!term_is_nil(options))
        return bif_badarg(process);
    return demonitor(process, reference, want_flush, want_info);
}

/* ---- aliases -----------------------------------------------------------------------------------
 */

Term bif_erlang_alias_1(Process *process, Term options)
{
    AliasMode mode = ALIAS_EXPLICIT;
    for (; term_is_cons(options); options = term_tail(options)) {
        if (term_head(options) == am_explicit_unalias)
            mode = ALIAS_EXPLICIT;
        else if (term_head(options) == am_reply)
            mode = ALIAS_REPLY;
        else
            return bif_badarg(process);
    }
    return term_is_nil(options) ? monitor_alias(process, mode) : bif_badarg(process);
}

Term bif_erlang_unalias_1(Process *process, Term reference)
{
    if (!term_is_kind(reference, KIND_REF))
        return term_is_ref(reference) ? (Term)am_false : bif_badarg(process);
    return term_bool(monitor_unalias(process, reference_number(reference)));
}

/* ---- nodes --------------------------------------------------------------------------------------
 */

/* There is no distribution. */
Term bif_erlang_monitor_node_3(Process *process, Term node, Term flag, Term options)
{
    if (!term_is_atom(node) || (flag != am_true && flag != am_false) || !term_is_list(options))
        return bif_badarg(process);
    return node == node_this()->name ? (Term)am_true : bif_error(process, am_notalive);
}

Term bif_erlang_monitor_node_2(Process *process, Term node, Term flag)
{
    return bif_erlang_monitor_node_3(process, node, flag, TERM_NIL);
}
