/* SPDX-License-Identifier: Apache-2.0 */
/* Where control goes when a function is traced: fragments, and what stands in for C functions. */
#ifndef RT_TRACE_ENTER_H
#define RT_TRACE_ENTER_H

#include "rt/core/code.h"

/* The address of exports that are traced. */
Fragment rt_trace_call;
/* Continuations: call.h tells what is in their frames. */
Fragment rt_trace_returned, rt_trace_returned_to;

/* What stands in for the C function of a native export that leads to `address`; NULL when calls
 * never go to the C function itself, but always through the export. */
const void *enter_stand_in(Fragment *address);

/* Calls the C function of a native export entered as an Erlang function, which may be a stand-in.
 */
Term enter_native(const Export *export, Process *process, const Term *arguments);

/* As generated code calls it there. */
Term enter_native_at(const RaiseSite *site, Process *process, const Term *arguments);

#endif
