/* SPDX-License-Identifier: Apache-2.0 */
/* Native functions that make processes. */
#include "rt/core/bif.h"
#include "rt/core/list.h"
#include "rt/core/reference.h"
#include "rt/process/options.h"
#include "rt/process/signal.h"

static bool is_call(Term module, Term function, Term arguments)
{
    return term_is_atom(module) && term_is_atom(function) && list_length(arguments) >= 0;
}

/* Pid, or {Pid, Reference} when it is monitored. */
static Term spawn(Process *process, Term module, Term function, Term arguments,
                  const SpawnOptions *options)
{
    Term reference = THE_NON_VALUE;
    if (list_length(arguments) > ARITY_MAX)
        return bif_system_limit(process);
    Term pid = spawn_process(process, module, function, arguments, options, &reference);
    if (pid == THE_NON_VALUE)
        return bif_system_limit(process);
    return options->monitor ? heap_tuple(process, 2, pid, reference) : pid;
}

Term bif_erlang_spawn_3(Process *process, Term module, Term function, Term arguments)
{
    SpawnOptions options = spawn_default_options();
    if (!is_call(module, function, arguments))
        return bif_badarg(process);
    return spawn(process, module, function, arguments, &options);
}

Term bif_erlang_spawn_link_3(Process *process, Term module, Term function, Term arguments)
{
    SpawnOptions options = spawn_default_options();
    const Term list[] = {am_link, TERM_NIL};
    options.link = true;
    options.list = term_make_cons(list);
    if (!is_call(module, function, arguments))
        return bif_badarg(process);
    return spawn(process, module, function, arguments, &options);
}

Term bif_erlang_spawn_opt_4(Process *process, Term module, Term function, Term arguments, Term list)
{
    SpawnOptions options = spawn_default_options();
    if (!is_call(module, function, arguments))
        return bif_badarg(process);
    if (!options_spawn(list, &options))
        return bif_badarg_cause(process, am_badopt);
    options.list = list;
    return spawn(process, module, function, arguments, &options);
}

/* ---- spawn_request -----------------------------------------------------------------------------
 */

typedef enum ReplyMode { REPLY_YES, REPLY_NO, REPLY_SUCCESS_ONLY, REPLY_ERROR_ONLY } ReplyMode;

/* {reply, Mode} and {reply_tag, Term} out of the proper list; the rest are options of spawn_opt, in
 * a list on the heap. False: a mode is bad, or there are far too many. */
static bool take_reply_options(Process *process, Term list, Term *rest, ReplyMode *mode, Term *tag)
{
    Term others[64];
    UInt count = 0;
    for (; term_is_cons(list); list = term_tail(list)) {
        Term option = term_head(list);
        const Term *pair = term_is_tuple_of(option, 2) ? term_tuple_elements(option) : NULL;
        if (pair && pair[0] == am_reply_tag) {
            *tag = pair[1];
        } else if (pair && pair[0] == am_reply) {
            if (pair[1] == am_yes)
                *mode = REPLY_YES;
            else if (pair[1] == am_no)
                *mode = REPLY_NO;
            else if (pair[1] == am_success_only)
                *mode = REPLY_SUCCESS_ONLY;
            else if (pair[1] == am_error_only)
                *mode = REPLY_ERROR_ONLY;
            else
                return false;
        } else if (count == sizeof others / sizeof *others) {
            return false;
        } else {
            others[count++] = option;
        }
    }
    *rest = heap_list(process, others, count, TERM_NIL);
    return true;
}

/* The request cannot be met: the process gets {Tag, Reference, error, Why}, if it wants to. Returns
 * the reference. */
static Term refuse(Process *process, ReplyMode mode, Term tag, Term why)
{
    Term reference = reference_new(process);
    if (mode == REPLY_YES || mode == REPLY_ERROR_ONLY)
        signal_send_message(process->pid, heap_tuple(process, 4, tag, reference, am_error, why));
    return reference;
}

/* The reference, or why the call is bad: badopt (no list of options), badarg. */
Term bif_erts_internal_spawn_request_4(Process *process, Term module, Term function, Term arguments,
                                       Term list)
{
    SpawnOptions options = spawn_default_options();
    ReplyMode mode = REPLY_YES;
    Term tag = am_spawn_reply, rest, reference = THE_NON_VALUE;
    if (!is_call(module, function, arguments))
        return am_badarg;
    if (list_length(list) < 0)
        return am_badopt;
    if (!take_reply_options(process, list, &rest, &mode, &tag) || !options_spawn(rest, &options))
        return refuse(process, mode, tag, am_badopt);
    options.request = true;
    options.answer = mode == REPLY_YES || mode == REPLY_SUCCESS_ONLY;
    options.tag = tag;
    options.list = list;
    Term pid = list_length(arguments) > ARITY_MAX
                   ? THE_NON_VALUE
                   : spawn_process(process, module, function, arguments, &options, &reference);
    return pid == THE_NON_VALUE ? refuse(process, mode, tag, am_system_limit) : reference;
}

/* No other node can be reached. `kind` is spawn_request, whose result is the reference, or
 * spawn_opt: {Reference, IsMonitored}. */
Term bif_erts_internal_dist_spawn_request_4(Process *process, Term node, Term call, Term list,
                                            Term kind)
{
    SpawnOptions options = spawn_default_options();
    ReplyMode mode = REPLY_YES;
    Term tag = am_spawn_reply, rest;
    if (!term_is_atom(node) || !term_is_tuple_of(call, 3) || list_length(list) < 0)
        return am_badarg;
    const Term *fields = term_tuple_elements(call);
    if (!term_is_atom(fields[0]) || !term_is_atom(fields[1]))
        return am_badarg;
    bool good =
        take_reply_options(process, list, &rest, &mode, &tag) && options_spawn(rest, &options);
    Term reference = refuse(process, mode, tag, good ? (Term)am_noconnection : (Term)am_badopt);
    return kind == am_spawn_opt ? heap_tuple(process, 2, reference, term_bool(options.monitor))
                                : reference;
}

/* The reply to a request on this node has always been sent already. */
Term bif_erlang_spawn_request_abandon_1(Process *process, Term reference)
{
    return term_is_ref(reference) ? (Term)am_false : bif_badarg(process);
}
