/* SPDX-License-Identifier: Apache-2.0 */
/* Requests to ports (request.h). */
#include "rt/port/request.h"

#include "rt/core/atom.h"
#include "rt/core/memory.h"
#include "rt/core/reference.h"
#include "rt/port/driver.h"
#include "rt/process/id_table.h"
#include "rt/process/report.h"
#include "rt/process/request.h"
#include "rt/process/signal.h"
#include "rt/process/system_monitor.h"

/* ---- serving; in charge of the port ------------------------------------------------------------
 */

static void send_badsig(Port *port)
{
    signal_send(signal_new(SIGNAL_EXIT, port->owner, port_id(port), 0, am_badsig));
}

static Term serve_badsig(Port *port, const PortRequest *request)
{
    if (request->bad_output)
        report_bad_output(port->name);
    if (request->bang)
        send_badsig(port);
    return am_badarg;
}

static bool is_allowed(Port *port, const PortRequest *request)
{
    if (!request->bang || request->from == port->owner)
        return true;
    send_badsig(port);
    return false;
}

static Term serve_command(Port *port, const PortRequest *request)
{
    if (!is_allowed(port, request))
        return am_true;
    port_count_output(port, request->data->size);
    if (port->driver->output)
        port->driver->output(port, request->data);
    return am_true;
}

static Term serve_close(Port *port, const PortRequest *request)
{
    if (!is_allowed(port, request))
        return am_badarg;
    return port_exit(port, request->from, am_normal, request->bang, false) ? (Term)am_true
                                                                           : (Term)am_badarg;
}

static Term serve_connect(Port *port, const PortRequest *request)
{
    Term pid = request->item;
    if (!term_is_local_pid(pid) && request->bang)
        send_badsig(port);
    if (!term_is_local_pid(pid) || !is_allowed(port, request))
        return am_badarg;
    if (request->bang) {
        port->owner = pid;
        port_tell(port, request->from, am_connected);
        return am_true;
    }
    if (!id_table_find(port->links, pid)) {
        id_table_put(&port->links, pid, 0);
        if (!signal_send(signal_new(SIGNAL_LINK, pid, port_id(port), 0, TERM_NIL))) {
            id_table_remove(&port->links, pid);
            return am_badarg;
        }
    }
    port->owner = pid;
    return am_true;
}

static Signal *answer_bytes(const PortRequest *request, const Driver *driver, BinaryObject *object,
                            UInt size)
{
    bool binary = driver->control_binary;
    Signal *answer = signal_new_sized(SIGNAL_REPLY, request->sender, request->task.port,
                                      request->reply, port_bytes_words(size, binary));
    answer->term = port_put_bytes(answer->fragment.data, object->bytes, size, object, binary,
                                  &answer->fragment.off_heap);
    binary_object_release(object);
    return answer;
}

/* NULL: badarg. */
static Signal *serve_control(Port *port, const PortRequest *request)
{
    UInt size = 0;
    if (!port->driver->control)
        return NULL;
    uint8_t *bytes = memory_alloc(MEMORY_PORT, request->data->size + 1);
    output_data_copy(request->data, bytes);
    BinaryObject *answer =
        port->driver->control(port, request->operation, bytes, request->data->size, &size);
    memory_free(MEMORY_PORT, bytes, request->data->size + 1);
    return answer ? answer_bytes(request, port->driver, answer, size) : NULL;
}

static void resume(Port *port, Term pid, UInt times)
{
    request_send_for(port_id(port), pid, REQUEST_RESUME, TERM_NIL, term_make_small((SInt)times));
}

static Term serve_wait(Port *port, const PortRequest *request)
{
    UInt *times = id_table_find(port->suspended, request->sender);
    if (port_is_busy(port))
        id_table_put(&port->suspended, request->sender, times ? *times + 1 : 1);
    else
        resume(port, request->sender, 1);
    return am_true;
}

void request_port_resume(Port *port)
{
    for (IdEntry *entry = NULL; (entry = id_table_next(port->suspended, entry));)
        resume(port, entry->key, entry->value);
    id_table_destroy(&port->suspended);
}

static Signal *new_answer(const PortRequest *request, Term term)
{
    return signal_new(SIGNAL_REPLY, request->sender, request->task.port, request->reply, term);
}

static Signal *serve(Port *port, const PortRequest *request)
{
    Signal *answer = NULL;
    switch (request->kind) {
    case ASK_COMMAND:
        return new_answer(request, serve_command(port, request));
    case ASK_CLOSE:
        return new_answer(request, serve_close(port, request));
    case ASK_CONNECT:
        return new_answer(request, serve_connect(port, request));
    case ASK_CONTROL:
        answer = serve_control(port, request);
        break;
    case ASK_INFO:
        answer = info_answer(port, request->sender, request->reply, request->item);
        break;
    case ASK_WAIT:
        return new_answer(request, serve_wait(port, request));
    case ASK_BADSIG:
        return new_answer(request, serve_badsig(port, request));
    }
    return answer ? answer : new_answer(request, am_badarg);
}

/* ---- commands that wait for who is in charge ----------------------------------------------------
 *
 * Port.crowd is the sum of their bytes in steps of PORT_CROWD_STEP, and PORT_CROWDED from where the
 * sum exceeds crowd_high until it is below crowd_low. Who is in charge takes commands out, so finds
 * the end of the crowd and lets the senders go on.
 */

static void enter_crowd(Port *port, PortRequest *request)
{
    if (request->kind != ASK_COMMAND || !request->data)
        return;
    request->crowd = port;
    AO_t before, now;
    do {
        before = AO_load(&port->crowd);
        now = before + request->data->size * PORT_CROWD_STEP;
        if (now / PORT_CROWD_STEP > AO_load(&port->crowd_high))
            now |= PORT_CROWDED;
    } while (!AO_compare_and_swap_full(&port->crowd, before, now));
}

/* In charge of the structure, whichever port it is used for now. */
static void leave_crowd(PortRequest *request)
{
    Port *port = request->crowd;
    if (!port)
        return;
    AO_t before, now;
    do {
        before = AO_load(&port->crowd);
        now = before - request->data->size * PORT_CROWD_STEP;
        if (now / PORT_CROWD_STEP < AO_load(&port->crowd_low))
            now &= ~(AO_t)PORT_CROWDED;
    } while (!AO_compare_and_swap_full(&port->crowd, before, now));
    if ((before & ~now & PORT_CROWDED) && AO_load(&port->busy) == 0)
        request_port_resume(port);
}

/* The port is no more. */
static Signal *serve_dead(const PortRequest *request)
{
    if (request->kind == ASK_WAIT)
        request_send_for(request->task.port, request->sender, REQUEST_RESUME, TERM_NIL,
                         term_make_small(1));
    return new_answer(request, request->kind == ASK_INFO ? am_undefined : am_badarg);
}

static void run_request(Port *port, PortTask *task)
{
    PortRequest *request = (PortRequest *)task;
    leave_crowd(request);
    Signal *answer = port ? serve(port, request) : serve_dead(request);
    if (request->data)
        output_data_free(request->data);
    if (request->at_once) {
        request->answer = answer;
        return;
    }
    if (request->reply)
        signal_send(answer);
    else
        signal_free(answer);
    memory_free(MEMORY_PORT, request, sizeof *request);
}

/* ---- asking; the process that runs here --------------------------------------------------------
 */

PortRequest *request_port_new(Process *process, AskKind kind)
{
    PortRequest *request = memory_alloc_zero(MEMORY_PORT, sizeof *request);
    request->task.run = run_request;
    request->kind = kind;
    request->sender = request->from = process->pid;
    return request;
}

void request_port_send(Port *port, Term id, PortRequest *request)
{
    request->task.port = id;
    enter_crowd(port, request);
    task_submit(port, &request->task);
}

static Term same(Process *process, Term result, Term b, Term c, Term d)
{
    (void)process, (void)b, (void)c, (void)d;
    return result;
}

static void leave_thread(Process *process)
{
    bif_end_slice(process);
}

Term request_port_finish(Process *process, Term result)
{
    if (AO_load(&process->signals) != 0)
        signal_handle_incoming(process, true);
    if (!(process->flags & PROCESS_EXITING))
        return result;
    leave_thread(process);
    return bif_trap(process, same, 1, result, TERM_NIL, TERM_NIL, TERM_NIL);
}

static Term answered(Process *process, Term a, Term b, Term c, Term d)
{
    (void)a, (void)b, (void)c, (void)d;
    Term reply = process->reply;
    process->reply = THE_NON_VALUE;
    process->awaited = 0;
    return reply;
}

Term request_port_ask(Process *process, Port *port, Term id, PortRequest *request)
{
    request->task.port = id;
    if (task_try_enter(port)) {
        request->at_once = true;
        task_run(port, &request->task);
        Signal *answer = request->answer;
        memory_free(MEMORY_PORT, request, sizeof *request);
        task_leave(port);
        return request_port_finish(process, signal_adopt(process, answer));
    }
    request->reply = process->awaited = reference_next_number();
    process->reply = THE_NON_VALUE;
    process->flags |= PROCESS_AWAITS;
    leave_thread(process);
    enter_crowd(port, request);
    task_submit(port, &request->task);
    return bif_trap(process, answered, 0, TERM_NIL, TERM_NIL, TERM_NIL, TERM_NIL);
}

/* ---- Port ! Message -----------------------------------------------------------------------------
 */

bool request_port_is_command(Term message)
{
    if (!term_is_tuple_of(message, 2) || !term_is_local_pid(term_tuple_elements(message)[0]))
        return false;
    Term what = term_tuple_elements(message)[1];
    return term_is_tuple_of(what, 2) && term_tuple_elements(what)[0] == am_command;
}

static PortRequest *bang_request(Process *process, Term message)
{
    PortRequest *request = request_port_new(process, ASK_BADSIG);
    request->bang = true;
    if (!term_is_tuple_of(message, 2) || !term_is_local_pid(term_tuple_elements(message)[0]))
        return request;
    Term what = term_tuple_elements(message)[1];
    request->from = term_tuple_elements(message)[0];
    if (what == am_close) {
        request->kind = ASK_CLOSE;
    } else if (term_is_tuple_of(what, 2)) {
        const Term *fields = term_tuple_elements(what);
        if (fields[0] == am_command) {
            request->data = output_data_new(fields[1]);
            request->kind = request->data ? ASK_COMMAND : ASK_BADSIG;
            request->bad_output = !request->data;
        } else if (fields[0] == am_connect) {
            request->kind = ASK_CONNECT;
            request->item = term_is_local_pid(fields[1]) ? fields[1] : TERM_NIL;
        }
    }
    return request;
}

/* The port is asked after all that was sent to it before. */
void request_port_suspend(Process *process, Port *port, Term id)
{
    process->suspended++;
    system_monitor_busy_port(process, id);
    request_port_send(port, id, request_port_new(process, ASK_WAIT));
    leave_thread(process);
}

void request_port_bang(Process *process, Port *port, Term id, Term message)
{
    PortRequest *request = bang_request(process, message);
    bool wait = request->kind == ASK_COMMAND && port_is_busy(port);
    request_port_send(port, id, request);
    if (wait)
        request_port_suspend(process, port, id);
}
