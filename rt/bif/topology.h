/* SPDX-License-Identifier: Apache-2.0 */
/* Processors and bindings as terms, for system_info/1 and system_flag/2. */
#ifndef RT_BIF_TOPOLOGY_H
#define RT_BIF_TOPOLOGY_H

#include "rt/core/bif.h"
#include "rt/sched/topology.h"

/* From a YIELDING native function: what erlang:format_cpu_topology/1 makes of it. */
Term topology_tell(Process *process, TopologyKind kind);
Term topology_bind_type_name(void);
Term topology_bindings(Process *process);

/* system_flag/2. */
Term topology_flag(Process *process, Term value);
Term topology_flag_internal(Process *process, Term value);
Term topology_flag_bind_type(Process *process, Term value);

#endif
