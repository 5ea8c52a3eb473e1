/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Processors and bindings as terms. Between the user's format of a topology and the runtime's,
 * which is a list of {cpu, Node, Processor, ProcessorNode, Core, Thread, Logical}, module erlang
 * translates.
 */
#include "rt/bif/topology.h"

#include "rt/core/list.h"
#include "rt/core/memory.h"
#include "rt/process/system_logger.h"
#include "rt/sched/scheduler.h"

static const Term bind_type_names[BIND_COUNT] = {
    [BIND_UNBOUND] = am_unbound,
    [BIND_NO_SPREAD] = am_no_spread,
    [BIND_THREAD_SPREAD] = am_thread_spread,
    [BIND_PROCESSOR_SPREAD] = am_processor_spread,
    [BIND_SPREAD] = am_spread,
    [BIND_NO_NODE_THREAD_SPREAD] = am_no_node_thread_spread,
    [BIND_NO_NODE_PROCESSOR_SPREAD] = am_no_node_processor_spread,
    [BIND_THREAD_NO_NODE_PROCESSOR_SPREAD] = am_thread_no_node_processor_spread,
};

/* ---- telling ------------------------------------------------------------------------------------
 */

static Term cpu_term(Process *process, const TopologyCpu *cpu)
{
    Term *at = heap_alloc(process, 8);
    at[0] = header_tuple(7);
    at[1] = am_cpu;
    for (int level = 0; level < LEVEL_COUNT; level++)
        at[2 + level] = term_make_small(cpu->at[level]);
    at[7] = term_make_small(cpu->logical);
    return term_make_boxed(at);
}

static Term topology_term(Process *process, TopologyKind kind)
{
    UInt count;
    TopologyCpu *cpus = topology_get(kind, &count);
    Term list = count > 0 ? TERM_NIL : (Term)am_undefined;
    for (UInt i = count; i-- > 0;)
        list = heap_cons(process, cpu_term(process, &cpus[i]), list);
    topology_free(cpus, count);
    return list;
}

Term topology_tell(Process *process, TopologyKind kind)
{
    const Export *format = export_get(am_erlang, am_format_cpu_topology, 1);
    return bif_trap_export(process, format, 1, topology_term(process, kind), TERM_NIL, TERM_NIL,
                           TERM_NIL);
}

Term topology_bind_type_name(void)
{
    return bind_type_names[topology_bind_type()];
}

Term topology_bindings(Process *process)
{
    UInt count = scheduler_count();
    Term *at = heap_alloc(process, count + 1);
    at[0] = header_tuple(count);
    for (UInt i = 1; i <= count; i++) {
        int logical = topology_binding(i);
        at[i] = logical < 0 ? (Term)am_unbound : term_make_small(logical);
    }
    return term_make_boxed(at);
}

/* ---- changing -----------------------------------------------------------------------------------
 */

static void warn(Process *process, Term flag)
{
    system_logger_warning(process,
                          "A call to erlang:system_flag(~p, _) was made.~n"
                          "The argument is deprecated and scheduled for removal.~n",
                          heap_cons(process, flag, TERM_NIL));
}

Term topology_flag(Process *process, Term value)
{
    warn(process, am_cpu_topology);
    const Export *set = export_get(am_erlang, am_set_cpu_topology, 1);
    return bif_trap_export(process, set, 1, value, TERM_NIL, TERM_NIL, TERM_NIL);
}

/* Numbers that are out of range stay so. */
static bool read_cpu(Term term, TopologyCpu *cpu)
{
    int numbers[LEVEL_COUNT + 1];
    if (!term_is_tuple_of(term, 7) || term_tuple_elements(term)[0] != am_cpu)
        return false;
    for (int i = 0; i <= LEVEL_COUNT; i++) {
        Term number = term_tuple_elements(term)[1 + i];
        if (!term_is_small(number) || term_small_value(number) < -1 ||
            term_small_value(number) > TOPOLOGY_ID_MAX)
            return false;
        numbers[i] = (int)term_small_value(number);
    }
    for (int level = 0; level < LEVEL_COUNT; level++)
        cpu->at[level] = numbers[level];
    cpu->logical = numbers[LEVEL_COUNT];
    return true;
}

static bool define(Term list, UInt count)
{
    TopologyCpu *cpus = memory_alloc(MEMORY_TEMPORARY, count * sizeof *cpus);
    bool good = true;
    for (UInt i = 0; good && i < count; i++, list = term_tail(list))
        good = read_cpu(term_head(list), &cpus[i]);
    good = good && topology_define(cpus, count);
    memory_free(MEMORY_TEMPORARY, cpus, count * sizeof *cpus);
    return good;
}

/* The topology used before. */
Term topology_flag_internal(Process *process, Term value)
{
    SInt count = value == am_undefined ? 0 : list_length(value);
    Term before = topology_term(process, TOPOLOGY_USED);
    bool known = value == am_undefined || (count > 0 && count <= TOPOLOGY_ID_MAX + 1);
    return known && define(value, (UInt)count) ? before : bif_badarg(process);
}

Term topology_flag_bind_type(Process *process, Term value)
{
    BindType type = BIND_UNBOUND, before = topology_bind_type();
    warn(process, am_scheduler_bind_type);
    if (value == am_default_bind)
        value = am_thread_no_node_processor_spread;
    while (type < BIND_COUNT && bind_type_names[type] != value)
        type++;
    if (type == BIND_COUNT)
        return bif_badarg(process);
    return topology_bind(type, scheduler_count()) ? bind_type_names[before]
                                                  : bif_error(process, am_notsup);
}
