/* SPDX-License-Identifier: Apache-2.0 */
/* What one process has another do: collect, check its code, be suspended. */
#include "rt/core/bif.h"
#include "rt/core/list.h"
#include "rt/core/reference.h"
#include "rt/gc/gc.h"
#include "rt/process/id_table.h"
#include "rt/process/options.h"
#include "rt/process/request.h"
#include "rt/process/table.h"

/* ---- collecting and checking code --------------------------------------------------------------
 */

Term request_garbage_collect(Process *process, Term from, Term kind)
{
    (void)from;
    if (process->flags & PROCESS_DIRTY)
        process->want_full = true; /* as soon as its native function has returned */
    else if (kind == am_major)
        gc_collect_full(process, 0, 0);
    else
        gc_collect(process, 0, 0);
    return am_true;
}

/* What OTP's tests ask for to see when a request is served. */
Term request_system_task_test(Process *process, Term from, Term argument)
{
    (void)process, (void)from, (void)argument;
    return am_true;
}

/* No module of an executable has old code, so no process runs any. */
Term request_check_process_code(Process *process, Term from, Term module)
{
    (void)process, (void)from, (void)module;
    return am_false;
}

Term bif_erts_internal_check_process_code_1(Process *process, Term module)
{
    return term_is_atom(module) ? (Term)am_false : bif_badarg(process);
}

typedef struct Task {
    RequestKind kind;
    Term argument;
} Task;

/* {garbage_collect, Id, major or minor}, {check_process_code, Id, Module}, {system_task_test, Id}
 */
static bool read_task(Term request, Task *task)
{
    bool has_argument = term_is_tuple_of(request, 3);
    if (!has_argument && !term_is_tuple_of(request, 2))
        return false;
    const Term *fields = term_tuple_elements(request);
    task->argument = has_argument ? fields[2] : TERM_NIL;
    switch (fields[0]) {
    case am_garbage_collect:
        task->kind = REQUEST_GARBAGE_COLLECT;
        return task->argument == am_major || task->argument == am_minor;
    case am_check_process_code:
        task->kind = REQUEST_CHECK_PROCESS_CODE;
        return term_is_atom(task->argument);
    case am_system_task_test:
        task->kind = REQUEST_SYSTEM_TASK_TEST;
        return !has_argument;
    default:
        return false;
    }
}

/* `from` gets {Type, Id, Result}. */
static Term request_task(Process *process, Term from, Term pid, Term priority, Term request)
{
    uint8_t wanted = process->priority;
    Task task;
    if (!term_is_local_pid(pid) ||
        (priority != am_inherit && !options_priority(priority, &wanted)) ||
        !read_task(request, &task))
        return bif_badarg(process);
    const Term *fields = term_tuple_elements(request);
    request_send_task(from, pid, task.kind, heap_tuple(process, 2, fields[0], fields[1]),
                      task.argument, wanted);
    return am_ok;
}

Term bif_erts_internal_request_system_task_3(Process *process, Term pid, Term priority,
                                             Term request)
{
    return request_task(process, process->pid, pid, priority, request);
}

Term bif_erts_internal_request_system_task_4(Process *process, Term from, Term pid, Term priority,
                                             Term request)
{
    if (!term_is_local_pid(from))
        return bif_badarg(process);
    return request_task(process, from, pid, priority, request);
}

/* ---- suspending --------------------------------------------------------------------------------
 */

Term request_suspend(Process *process, Term from, Term result)
{
    (void)from;
    process->suspended++;
    return result;
}

Term request_suspend_reply(Process *process, Term from, Term result)
{
    return request_suspend(process, from, result);
}

Term request_suspend_async(Process *process, Term from, Term argument)
{
    request_suspend(process, from, argument);
    return THE_NON_VALUE;
}

Term request_resume(Process *process, Term from, Term count)
{
    (void)from;
    process->suspended -= (uint32_t)term_small_value(count);
    return THE_NON_VALUE;
}

typedef struct SuspendOptions {
    bool unless_suspending, asynchronous;
    Term tag; /* asynchronous: the message's; THE_NON_VALUE: no message */
} SuspendOptions;

static bool suspend_options(Term list, SuspendOptions *options)
{
    *options = (SuspendOptions){false, false, THE_NON_VALUE};
    for (; term_is_cons(list); list = term_tail(list)) {
        Term option = term_head(list);
        const Term *pair = term_is_tuple_of(option, 2) ? term_tuple_elements(option) : NULL;
        if (option == am_unless_suspending) {
            options->unless_suspending = true;
        } else if (option == am_asynchronous) {
            options->asynchronous = true;
        } else if (pair && pair[0] == am_asynchronous) {
            options->asynchronous = true;
            options->tag = pair[1];
        } else {
            return false;
        }
    }
    return term_is_nil(list);
}

/* True or false, a reference of the answer to come, or why the call is bad: badopt, badarg. */
Term bif_erts_internal_suspend_process_2(Process *process, Term pid, Term list)
{
    SuspendOptions options;
    if (!term_is_local_pid(pid) || pid == process->pid)
        return am_badarg;
    if (!suspend_options(list, &options))
        return am_badopt;
    const UInt *times = id_table_find(process->suspending, pid);
    if (times && options.unless_suspending)
        return am_false;
    if (!process_lookup(pid) && options.tag == THE_NON_VALUE)
        return options.asynchronous ? (Term)am_true : (Term)am_badarg;
    id_table_put(&process->suspending, pid, times ? *times + 1 : 1);
    if (options.asynchronous && options.tag == THE_NON_VALUE) {
        request_send(process, pid, REQUEST_SUSPEND_ASYNC, TERM_NIL, TERM_NIL);
        return am_true;
    }
    if (options.asynchronous) {
        request_send(process, pid, REQUEST_SUSPEND_REPLY, heap_tuple(process, 1, options.tag),
                     am_suspended);
        return am_true;
    }
    Term reference = reference_new(process);
    request_send(process, pid, REQUEST_SUSPEND, heap_tuple(process, 1, reference), am_true);
    return reference;
}

Term bif_erlang_resume_process_1(Process *process, Term pid)
{
    UInt *times = term_is_local_pid(pid) ? id_table_find(process->suspending, pid) : NULL;
    if (!times)
        return bif_badarg(process);
    if (!process_lookup(pid)) {
        id_table_remove(&process->suspending, pid);
        return bif_badarg(process);
    }
    if (--*times == 0)
        id_table_remove(&process->suspending, pid);
    request_send(process, pid, REQUEST_RESUME, TERM_NIL, term_make_small(1));
    return am_true;
}
