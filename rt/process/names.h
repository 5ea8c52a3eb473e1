/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Registered names: atom -> local pid (or port). Look-ups take no lock; changes take one. Any
 * thread.
 */
#ifndef RT_PROCESS_NAMES_H
#define RT_PROCESS_NAMES_H

#include "rt/core/process.h"

/* The pid or port of that name; THE_NON_VALUE: none. */
Term names_find(Term name);
/* The name of that process; THE_NON_VALUE: none. */
Term names_of(const Process *process);
/* False: the name is taken, the process has one already, or it has ended. */
bool names_register(Term name, Process *process, Term pid);
/* False: there is no such name. */
bool names_unregister(Term name);
/* The process ends: its name is free, and it gets no other. */
void names_process_ends(Process *process);
/* The list of all names, on the heap of `process`. */
Term names_list(Process *process);

#endif
