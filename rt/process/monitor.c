/* SPDX-License-Identifier: Apache-2.0 */
/* Monitors and aliases (monitor.h). */
#include "rt/process/monitor.h"

#include "rt/core/atom.h"
#include "rt/core/clock.h"
#include "rt/core/copy.h"
#include "rt/core/memory.h"
#include "rt/core/node.h"
#include "rt/core/reference.h"
#include "rt/process/id_table.h"
#include "rt/process/signal.h"
#include "rt/process/table.h"
#include "rt/trace/event.h"

typedef struct Monitor {
    Term pid;    /* or port, monitored; THE_NON_VALUE: none (the clock, or nobody of that name) */
    Term name;   /* asked for by name; else THE_NON_VALUE */
    Term type;   /* am_process, am_port, am_time_offset */
    Signal *tag; /* holds the tag; NULL: the type's own */
    bool alias;  /* its reference names this process */
} Monitor;

static volatile AO_t clock_monitors; /* monitors of the clock service there are */

/* ---- aliases --------------------------------------------------------------------------------- */

Term monitor_alias(Process *process, AliasMode mode)
{
    Term reference = reference_new_pid(process);
    id_table_put(&process->aliases, reference_number(reference), mode);
    return reference;
}

bool monitor_unalias(Process *process, uint64_t number)
{
    return id_table_remove(&process->aliases, number);
}

bool monitor_alias_used(Process *process, uint64_t number)
{
    UInt *mode = id_table_find(process->aliases, number);
    if (!mode)
        return false;
    if (*mode == ALIAS_REPLY_DEMONITOR) {
        monitor_remove(process, number);
        id_table_remove(&process->aliases, number);
    } else if (*mode == ALIAS_REPLY) {
        id_table_remove(&process->aliases, number);
    }
    return true;
}

static void end_alias_of_monitor(Process *process, uint64_t number)
{
    UInt *mode = id_table_find(process->aliases, number);
    if (mode && (*mode == ALIAS_DEMONITOR || *mode == ALIAS_REPLY_DEMONITOR))
        id_table_remove(&process->aliases, number);
}

/* ---- making and ending -------------------------------------------------------------------------
 */

static void put(Process *process, uint64_t number, Term pid, Term name, Term type,
                const MonitorOptions *options)
{
    Monitor *monitor = memory_alloc(MEMORY_PROCESS, sizeof *monitor);
    *monitor = (Monitor){.pid = pid, .name = name, .type = type};
    if (options->tag != THE_NON_VALUE)
        monitor->tag = signal_new(SIGNAL_MESSAGE, process->pid, THE_NON_VALUE, 0, options->tag);
    monitor->alias = options->alias != ALIAS_NONE;
    if (monitor->alias)
        id_table_put(&process->aliases, number, options->alias);
    id_table_put(&process->monitors, number, (UInt)monitor);
}

static Term new_reference(Process *process, const MonitorOptions *options)
{
    return options->alias != ALIAS_NONE ? reference_new_pid(process) : reference_new(process);
}

static Term add(Process *process, Term pid, Term name, Term type, const MonitorOptions *options)
{
    Term reference = new_reference(process, options);
    uint64_t number = reference_number(reference);
    put(process, number, pid, name, type, options);
    if (pid == THE_NON_VALUE)
        signal_send(signal_new(SIGNAL_DOWN, process->pid, process->pid, number, am_noproc));
    else
        signal_send(signal_new(SIGNAL_MONITOR, pid, process->pid, number, TERM_NIL));
    return reference;
}

Term monitor_add(Process *process, Term pid, Term name, const MonitorOptions *options)
{
    return add(process, pid, name, am_process, options);
}

Term monitor_add_port(Process *process, Term port, Term name, const MonitorOptions *options)
{
    return add(process, port, name, am_port, options);
}

Term monitor_add_clock(Process *process, const MonitorOptions *options)
{
    Term reference = new_reference(process, options);
    AO_fetch_and_add1_full(&clock_monitors);
    put(process, reference_number(reference), THE_NON_VALUE, am_clock_service, am_time_offset,
        options);
    return reference;
}

void monitor_add_known(Process *process, Term pid, uint64_t number, const MonitorOptions *options)
{
    put(process, number, pid, THE_NON_VALUE, am_process, options);
}

static void free_monitor(Monitor *monitor)
{
    if (monitor->type == am_time_offset)
        AO_fetch_and_sub1_full(&clock_monitors);
    if (monitor->tag)
        signal_free(monitor->tag);
    memory_free(MEMORY_PROCESS, monitor, sizeof *monitor);
}

bool monitor_exists(const Process *process, uint64_t number)
{
    return id_table_find(process->monitors, number) != NULL;
}

void monitor_abandon(Process *process, uint64_t number, UInt value)
{
    Monitor *monitor = (Monitor *)value;
    if (monitor->pid != THE_NON_VALUE)
        signal_send(signal_new(SIGNAL_DEMONITOR, monitor->pid, process->pid, number, TERM_NIL));
    free_monitor(monitor);
}

bool monitor_remove(Process *process, uint64_t number)
{
    UInt *found = id_table_find(process->monitors, number);
    end_alias_of_monitor(process, number);
    if (!found)
        return false;
    UInt value = *found;
    id_table_remove(&process->monitors, number);
    monitor_abandon(process, number, value);
    return true;
}

/* ---- the message --------------------------------------------------------------------------------
 */

/* Pid or {Name, Node} at *top. */
static Term put_object(const Monitor *monitor, Term **top)
{
    if (monitor->type == am_time_offset)
        return monitor->name;
    if (monitor->name == THE_NON_VALUE)
        return monitor->pid;
    Term *at = *top;
    at[0] = header_tuple(2);
    at[1] = monitor->name;
    at[2] = node_this()->name;
    *top += 3;
    return term_make_boxed(at);
}

/* {Tag, Ref, Type, Object, Reason} */
static void deliver(Process *process, uint64_t number, const Monitor *monitor, Term usual_tag,
                    Term reason)
{
    Term tag = monitor->tag ? monitor->tag->term : usual_tag;
    bool named = monitor->name != THE_NON_VALUE;
    UInt ref_words = monitor->alias ? PID_REF_WORDS : REF_WORDS;
    Signal *message = signal_leaving_token(
        signal_new_sized(SIGNAL_MESSAGE, process->pid, THE_NON_VALUE, 0,
                         6 + ref_words + (named ? 3 : 0) + copy_size(tag) + copy_size(reason)));
    Term *at = message->fragment.data, *top = at + 6;
    at[0] = header_tuple(5);
    at[2] = reference_put_number(top, number, monitor->alias ? process->pid : THE_NON_VALUE);
    top += ref_words;
    /* As ERTS tells it. */
    at[3] =
        monitor->type == am_port && !term_is_immediate(reason) ? (Term)am_process : monitor->type;
    at[4] = put_object(monitor, &top);
    at[1] = copy_to(tag, &top, &message->fragment.off_heap);
    at[5] = copy_to(reason, &top, &message->fragment.off_heap);
    message->term = term_make_boxed(at);
    if (TRACED(process, TRACE_RECEIVE))
        event_receive(process, THE_NON_VALUE, message->term);
    message_append(process, message);
}

void monitor_down(Process *process, uint64_t number, Term reason)
{
    UInt *found = id_table_find(process->monitors, number);
    if (!found)
        return;
    Monitor *monitor = (Monitor *)*found;
    id_table_remove(&process->monitors, number);
    end_alias_of_monitor(process, number);
    deliver(process, number, monitor, am_DOWN, reason);
    free_monitor(monitor);
}

/* ---- the clock service --------------------------------------------------------------------------
 */

void monitor_clock(Process *process, Term offset)
{
    for (IdEntry *entry = NULL; (entry = id_table_next(process->monitors, entry));) {
        const Monitor *monitor = (const Monitor *)entry->value;
        if (monitor->type == am_time_offset)
            deliver(process, entry->key, monitor, am_CHANGE, offset);
    }
}

/* Changes are so rare that nobody keeps a list of the processes. */
void monitor_offset_changed(void)
{
    int64_t offset = clock_time_offset();
    Term words[2] = {header_make(KIND_BIG_POS, 0, 1), (UInt)offset};
    Term term = offset <= SMALL_MAX ? term_make_small(offset) : term_make_boxed(words);
    UInt at = 0;
    if (AO_load_full(&clock_monitors) == 0)
        return;
    for (Process *process; (process = process_table_next(&at));)
        signal_push(process,
                    signal_new(SIGNAL_TIME_OFFSET, process_pid(process), THE_NON_VALUE, 0, term));
}

Term monitor_info(Process *reader, UInt value)
{
    const Monitor *monitor = (const Monitor *)value;
    Term *top = heap_alloc(reader, 3), *start = top;
    Term object = put_object(monitor, &top);
    heap_release(reader, top, (UInt)(start + 3 - top));
    return heap_tuple(reader, 2, monitor->type, object);
}
