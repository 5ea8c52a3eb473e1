/* SPDX-License-Identifier: Apache-2.0 */
/* Requests (request.h): how they travel. What they do is told where their functions are. */
#include "rt/process/request.h"

#include "rt/bif/process.h"
#include "rt/core/atom.h"
#include "rt/core/bif.h"
#include "rt/core/copy.h"
#include "rt/core/reference.h"
#include "rt/process/signal.h"
#include "rt/process/table.h"
#include "rt/sched/scheduler.h"

typedef Term RequestFunction(Process *process, Term from, Term argument);

typedef enum When { NOW, HOME, TASK, QUEUED } When;

static const struct {
    RequestFunction *function;
    When when;
    Term dead;
} requests[REQUEST_COUNT] = {
#define REQUEST(name, function, when, dead) [REQUEST_##name] = {request_##function, when, dead},
#include "rt/process/request.def"
#undef REQUEST
};

/* ---- asking -----------------------------------------------------------------------------------
 */

static Signal *request_new(Term from, Term pid, RequestKind kind, UInt id, Term prefix,
                           Term argument)
{
    UInt words = 3 + copy_size(prefix) + copy_size(argument);
    Signal *signal = signal_new_sized(SIGNAL_REQUEST, pid, from, id, words);
    Term *at = signal->fragment.data, *top = at + 3;
    at[0] = header_tuple(2);
    at[1] = copy_to(prefix, &top, &signal->fragment.off_heap);
    at[2] = copy_to(argument, &top, &signal->fragment.off_heap);
    signal->term = term_make_boxed(at);
    signal->request = (uint8_t)kind;
    return signal;
}

static void request_raise(Term pid, Priority priority)
{
    Process *target = priority < PRIORITY_NORMAL ? process_lookup(pid) : NULL;
    if (target)
        scheduler_raise(target, priority);
}

void request_send_for(Term from, Term pid, RequestKind kind, Term prefix, Term argument)
{
    signal_send(request_new(from, pid, kind, 0, prefix, argument));
}

void request_send_task(Term from, Term pid, RequestKind kind, Term prefix, Term argument,
                       Priority priority)
{
    Signal *signal = request_new(from, pid, kind, 0, prefix, argument);
    signal->priority = (uint8_t)priority;
    signal_send(signal);
    request_raise(pid, priority);
}

void request_send(Process *process, Term pid, RequestKind kind, Term prefix, Term argument)
{
    request_send_for(process->pid, pid, kind, prefix, argument);
    request_raise(pid, process->priority);
}

static Term answered(Process *process, Term a, Term b, Term c, Term d)
{
    (void)a, (void)b, (void)c, (void)d;
    Term reply = process->reply;
    process->reply = THE_NON_VALUE;
    process->awaited = 0;
    return reply == am_badarg ? bif_badarg(process) : reply;
}

Term request_await(Process *process, Term pid, RequestKind kind, Term argument)
{
    process->awaited = reference_next_number();
    process->reply = THE_NON_VALUE;
    process->flags |= PROCESS_AWAITS;
    bif_end_slice(process);
    signal_send(request_new(process->pid, pid, kind, process->awaited, TERM_NIL, argument));
    request_raise(pid, process->priority);
    return bif_trap(process, answered, 0, TERM_NIL, TERM_NIL, TERM_NIL, TERM_NIL);
}

/* ---- answering --------------------------------------------------------------------------------
 */

static void answer(const Signal *request, Term result)
{
    Term prefix = term_tuple_elements(request->term)[0];
    if (result == THE_NON_VALUE)
        return;
    if (term_is_nil(prefix)) {
        signal_send(signal_new(SIGNAL_REPLY, request->from, request->target, request->id, result));
        return;
    }
    UInt arity = term_tuple_arity(prefix);
    const Term *elements = term_tuple_elements(prefix);
    UInt words = arity + 2 + copy_size(result);
    for (UInt i = 0; i < arity; i++)
        words += copy_size(elements[i]);
    Signal *message = signal_leaving_token(
        signal_new_sized(SIGNAL_MESSAGE, request->from, THE_NON_VALUE, 0, words));
    Term *at = message->fragment.data, *top = at + arity + 2;
    at[0] = header_tuple(arity + 1);
    for (UInt i = 0; i < arity; i++)
        at[1 + i] = copy_to(elements[i], &top, &message->fragment.off_heap);
    at[1 + arity] = copy_to(result, &top, &message->fragment.off_heap);
    message->term = term_make_boxed(at);
    signal_send(message);
}

bool request_is_task(const Signal *request)
{
    return requests[request->request].when >= TASK;
}

bool request_is_queued(const Signal *request)
{
    return requests[request->request].when == QUEUED;
}

bool request_is_for_home(const Signal *request)
{
    return requests[request->request].when == HOME;
}

bool request_is_plain(const Signal *request)
{
    if (request->request == REQUEST_PROCESS_INFO)
        return process_info_is_plain(term_tuple_elements(request->term)[1]);
    return requests[request->request].when == NOW;
}

void request_serve(Process *process, Signal *request)
{
    Term argument = term_tuple_elements(request->term)[1];
    answer(request, requests[request->request].function(process, request->from, argument));
    signal_free(request);
}

void request_answer_for_dead(Signal *request)
{
    answer(request, requests[request->request].dead);
    signal_free(request);
}
