/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Changing what all processes look at while they run: what is traced of others, which functions
 * are traced. A process that does so waits until no other one runs code, native functions on dirty
 * I/O schedulers aside; then it may change things until it lets go, without yielding.
 *
 * From a YIELDING native function, which is called again until exclusive_begin returns true:
 *
 *     if (!exclusive_begin(process))
 *         return bif_trap(process, the function, its arguments);
 */
#ifndef RT_TRACE_EXCLUSIVE_H
#define RT_TRACE_EXCLUSIVE_H

#include "rt/core/process.h"

bool exclusive_begin(Process *process);
/* The same for a process that runs no code: false, it is to be asked again in its next turn. */
bool exclusive_reached(Process *process);
void exclusive_end(Process *process);

#endif
