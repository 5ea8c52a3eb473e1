/* SPDX-License-Identifier: Apache-2.0 */
/* process_flag/2,3: each flag sets its value and gives the one before. */
#include "rt/bif/process.h"
#include "rt/core/list.h"
#include "rt/process/options.h"
#include "rt/process/request.h"
#include "rt/process/table.h"
#include "rt/trace/saved_calls.h"

static Term exchange_bit(Process *process, uint32_t bit, Term value)
{
    if (value != am_true && value != am_false)
        return bif_badarg(process);
    Term before = term_bool(process->flags & bit);
    process->flags = value == am_true ? process->flags | bit : process->flags & ~bit;
    return before;
}

static Term exchange_priority(Process *process, Term value)
{
    Term before = options_priority_name(process->priority);
    return options_priority(value, &process->priority) ? before : bif_badarg(process);
}

static Term exchange_words(Process *process, UInt *place, Term value,
                           bool (*read)(Term value, UInt *words))
{
    UInt words;
    if (!read(value, &words))
        return bif_badarg(process);
    Term before = heap_unsigned(process, *place);
    *place = words;
    return before;
}

static Term exchange_fullsweep(Process *process, Term value)
{
    UInt count;
    if (!options_count(value, &count))
        return bif_badarg(process);
    Term before = term_make_small(process->fullsweep_after);
    process->fullsweep_after = count > UINT32_MAX ? UINT32_MAX : (uint32_t)count;
    return before;
}

static Term exchange_max_heap(Process *process, Term value)
{
    UInt words = process->max_heap_words;
    uint32_t flags = process->flags;
    if (!options_max_heap(value, &words, &flags))
        return bif_badarg(process);
    Term before = options_max_heap_map(process, process->max_heap_words, process->flags);
    process->max_heap_words = words;
    process->flags = flags;
    return before;
}

static Term exchange_message_queue(Process *process, Term value)
{
    Term before = options_message_queue_name(process->flags);
    return options_message_queue(value, &process->flags) ? before : bif_badarg(process);
}

static Term exchange_error_handler(Process *process, Term value)
{
    if (!term_is_atom(value))
        return bif_badarg(process);
    Term before = process->error_handler;
    process->error_handler = value;
    return before;
}

static Term bound_before(Process *process, Term before, Term b, Term c, Term d)
{
    (void)process, (void)b, (void)c, (void)d;
    return before;
}

/* From then on it is run by that scheduler only; 0: by any. */
static Term exchange_scheduler(Process *process, Term value)
{
    Term before = term_make_small(process->bound);
    if (!options_scheduler(value, &process->bound))
        return bif_badarg(process);
    if (process->bound == 0 || process->bound == process->scheduler->number)
        return before;
    bif_end_slice(process);
    return bif_trap(process, bound_before, 1, before, TERM_NIL, TERM_NIL, TERM_NIL);
}

static bool is_call_count(Term value, UInt *count)
{
    return options_count(value, count) && *count <= SAVED_CALLS_MAX;
}

static Term exchange_save_calls(Process *process, UInt count)
{
    UInt before = saved_calls_length(process);
    saved_calls_set(process, count);
    return term_make_small((SInt)before);
}

/* Its calls can be seen now. On erl this is so from the next yield on. */
static Term calls_saved(Process *process, Term before, Term b, Term c, Term d)
{
    (void)b, (void)c, (void)d;
    saved_calls_skip(process);
    bif_end_slice(process);
    return before;
}

/* The number of the process's calls to remember. */
static Term save_own_calls(Process *process, Term value)
{
    UInt count;
    if (!is_call_count(value, &count))
        return bif_badarg_cause(process, am_none);
    Term before = exchange_save_calls(process, count);
    if ((before == term_make_small(0)) == (count == 0))
        return before;
    bif_end_slice(process);
    return bif_trap(process, calls_saved, 1, before, TERM_NIL, TERM_NIL, TERM_NIL);
}

Term bif_erlang_process_flag_2(Process *process, Term flag, Term value)
{
    switch (flag) {
    case am_trap_exit:
        return exchange_bit(process, PROCESS_TRAP_EXIT, value);
    case am_sensitive:
        return exchange_bit(process, PROCESS_SENSITIVE, value);
    case am_async_dist:
        return exchange_bit(process, PROCESS_ASYNC_DIST, value);
    case am_priority:
        return exchange_priority(process, value);
    case am_min_heap_size:
        return exchange_words(process, &process->min_heap_words, value, options_heap_words);
    case am_min_bin_vheap_size:
        return exchange_words(process, &process->min_off_heap_words, value, options_off_heap_words);
    case am_fullsweep_after:
        return exchange_fullsweep(process, value);
    case am_max_heap_size:
        return exchange_max_heap(process, value);
    case am_message_queue_data:
        return exchange_message_queue(process, value);
    case am_error_handler:
        return exchange_error_handler(process, value);
    case am_save_calls:
        return save_own_calls(process, value);
    case am_scheduler:
        return exchange_scheduler(process, value);
    case am_monitor_nodes:
        return process_flag_monitor_nodes(process, TERM_NIL, value);
    default:
        if (term_is_tuple_of(flag, 2) && term_tuple_elements(flag)[0] == am_monitor_nodes)
            return process_flag_monitor_nodes(process, term_tuple_elements(flag)[1], value);
        return bif_badarg_cause(process, am_badopt);
    }
}

Term request_process_flag(Process *process, Term from, Term value)
{
    (void)from;
    return exchange_save_calls(process, (UInt)term_small_value(value));
}

/* Of another process only save_calls can be set. The value before, a reference of the answer to
 * come, or why the call is bad: badtype, badarg. */
Term bif_erts_internal_process_flag_3(Process *process, Term pid, Term flag, Term value)
{
    UInt count;
    if (flag != am_save_calls || !is_call_count(value, &count))
        return am_badarg;
    if (!term_is_local_pid(pid))
        return am_badtype;
    if (pid == process->pid)
        return save_own_calls(process, value);
    if (!process_lookup(pid))
        return am_badtype;
    Term reference = bif_erlang_make_ref_0(process);
    request_send(process, pid, REQUEST_PROCESS_FLAG, heap_tuple(process, 1, reference), value);
    return reference;
}
