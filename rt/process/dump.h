/* SPDX-License-Identifier: Apache-2.0 */
/* What is known of a process as text, line by line as in ERTS's crash dumps. For who has the
 * process, or has stopped all others (rt/trace/exclusive.h). */
#ifndef RT_PROCESS_DUMP_H
#define RT_PROCESS_DUMP_H

#include "rt/core/process.h"
#include "rt/text/sink.h"

void dump_process(TextSink *sink, const Process *process);

#endif
