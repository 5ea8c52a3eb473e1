/* SPDX-License-Identifier: Apache-2.0 */
/* Bits of Process.trace_flags (flag.def). No bit: the process is not traced. */
#ifndef RT_TRACE_FLAG_H
#define RT_TRACE_FLAG_H

typedef enum TraceFlagNumber {
#define FLAG(name, atom, processes, ports) TRACE_NUMBER_##name,
#include "rt/trace/flag.def"
#undef FLAG
    TRACE_FLAG_COUNT
} TraceFlagNumber;

enum {
#define FLAG(name, atom, processes, ports) TRACE_##name = 1 << TRACE_NUMBER_##name,
#include "rt/trace/flag.def"
#undef FLAG
    TRACE_ALL = (1 << TRACE_FLAG_COUNT) - 1,
    TRACE_OF_PROCESSES = 0
#define FLAG(name, atom, processes, ports) | (processes) << TRACE_NUMBER_##name
#include "rt/trace/flag.def"
#undef FLAG
    ,
    TRACE_OF_PORTS = 0
#define FLAG(name, atom, processes, ports) | (ports) << TRACE_NUMBER_##name
#include "rt/trace/flag.def"
#undef FLAG
    ,
    TRACE_MODIFIERS = TRACE_OF_PROCESSES & TRACE_OF_PORTS,
};

#endif
