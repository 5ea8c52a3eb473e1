/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Native functions of ports but for opening (port_open.c). Those of erts_internal return what is
 * wrong, an atom, instead of raising it: the functions of the module erlang around them do that.
 */
#include "rt/port/data.h"
#include "rt/port/driver.h"
#include "rt/port/request.h"
#include "rt/port/table.h"
#include "rt/process/names.h"

/* A port by identifier or name; NULL: none. *id is its identifier. */
static Port *find(Term port_or_name, Term *id)
{
    *id = term_is_atom(port_or_name) ? names_find(port_or_name) : port_or_name;
    return term_is_local_port(*id) ? port_lookup(*id) : NULL;
}

/* ---- commands ----------------------------------------------------------------------------------
 */

typedef struct CommandOptions {
    bool force, nosuspend;
} CommandOptions;

static bool command_options(Term list, CommandOptions *options)
{
    for (; term_is_cons(list); list = term_tail(list)) {
        if (term_head(list) == am_force)
            options->force = true;
        else if (term_head(list) == am_nosuspend)
            options->nosuspend = true;
        else
            return false;
    }
    return term_is_nil(list);
}

static Term command_again(Process *process, Term port, Term data, Term options, Term d);

/* Until the port is not busy; then it is tried again. */
static Term wait_for_port(Process *process, Port *port, Term id, Term data, Term options)
{
    request_port_suspend(process, port, id);
    return bif_trap(process, command_again, 3, id, data, options, TERM_NIL);
}

Term bif_erts_internal_port_command_3(Process *process, Term port_or_name, Term data, Term list)
{
    CommandOptions options = {false, false};
    Term id;
    if (!command_options(list, &options))
        return am_badopt;
    Port *port = find(port_or_name, &id);
    if (!port)
        return am_badarg;
    if (options.force && !port->driver->soft_busy)
        return am_notsup;
    if (!options.force && port_is_busy(port))
        return options.nosuspend ? (Term)am_false : wait_for_port(process, port, id, data, list);
    PortRequest *request = request_port_new(process, ASK_COMMAND);
    request->data = output_data_new(data);
    if (!request->data) {
        request->kind = ASK_BADSIG;
        request->bad_output = true;
    }
    return request_port_ask(process, port, id, request);
}

static Term command_again(Process *process, Term port, Term data, Term options, Term d)
{
    (void)d;
    return bif_erts_internal_port_command_3(process, port, data, options);
}

/* ---- others ------------------------------------------------------------------------------------
 */

Term bif_erts_internal_port_close_1(Process *process, Term port_or_name)
{
    Term id;
    Port *port = find(port_or_name, &id);
    if (!port)
        return am_badarg;
    return request_port_ask(process, port, id, request_port_new(process, ASK_CLOSE));
}

Term bif_erts_internal_port_connect_2(Process *process, Term port_or_name, Term pid)
{
    Term id;
    Port *port = find(port_or_name, &id);
    if (!port)
        return am_badarg;
    PortRequest *request = request_port_new(process, ASK_CONNECT);
    request->item = term_is_local_pid(pid) ? pid : TERM_NIL;
    return request_port_ask(process, port, id, request);
}

static bool is_operation(Term term)
{
    return term_is_small(term) && term_small_value(term) >= 0 &&
           term_small_value(term) <= UINT32_MAX;
}

Term bif_erts_internal_port_control_3(Process *process, Term port_or_name, Term operation,
                                      Term data)
{
    Term id;
    Port *port = find(port_or_name, &id);
    OutputData *bytes = port && is_operation(operation) ? output_data_new(data) : NULL;
    if (!bytes)
        return am_badarg;
    PortRequest *request = request_port_new(process, ASK_CONTROL);
    request->data = bytes;
    request->operation = (uint32_t)term_small_value(operation);
    return request_port_ask(process, port, id, request);
}

/* No driver that is linked has anything to call. */
Term bif_erts_internal_port_call_3(Process *process, Term port_or_name, Term operation, Term data)
{
    (void)process, (void)port_or_name, (void)operation, (void)data;
    return am_badarg;
}

static Term info(Process *process, Term port_or_name, Term item, Term bad_type)
{
    Term id;
    if (!term_is_local_port(port_or_name) && !term_is_atom(port_or_name))
        return bad_type;
    Port *port = find(port_or_name, &id);
    if (!port)
        return am_undefined;
    PortRequest *request = request_port_new(process, ASK_INFO);
    request->item = item;
    return request_port_ask(process, port, id, request);
}

Term bif_erts_internal_port_info_1(Process *process, Term port_or_name)
{
    return info(process, port_or_name, THE_NON_VALUE, am_badarg);
}

Term bif_erts_internal_port_info_2(Process *process, Term port_or_name, Term item)
{
    return info(process, port_or_name, item, am_badtype);
}

Term bif_erlang_port_set_data_2(Process *process, Term port_or_name, Term data)
{
    Term id;
    Port *port = find(port_or_name, &id);
    return port && data_set(port, id, data) ? (Term)am_true : bif_badarg(process);
}

Term bif_erlang_port_get_data_1(Process *process, Term port_or_name)
{
    Term id;
    Port *port = find(port_or_name, &id);
    Term data = port ? data_get(process, port, id) : THE_NON_VALUE;
    return data == THE_NON_VALUE ? bif_badarg(process) : data;
}

Term bif_erlang_ports_0(Process *process)
{
    Term list = TERM_NIL, *end = &list;
    UInt at = 0;
    for (Port *port; (port = port_table_next(&at));) {
        Term id = port_id(port);
        if (id == THE_NON_VALUE)
            continue;
        *end = heap_cons(process, id, TERM_NIL);
        end = &term_cons_ptr(*end)[1];
    }
    return list;
}
