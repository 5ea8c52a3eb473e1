/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Registered names: atom -> local pid (or port). Look-ups take no lock; changes take one. Any
 * thread.
 */
#ifndef RT_PROCESS_NAMES_H
#define RT_PROCESS_NAMES_H

#include "rt/core/process.h"
#include "rt/port/port.h"

/* The pid or port of that name; THE_NON_VALUE: none. */
Term names_find(Term name);
/* The name of that process or port; THE_NON_VALUE: none. */
Term names_of(Term id);
Term names_of_process(const Process *process);
Term names_of_port(const Port *port);
/* For a local pid or port. False: the name is taken, it has one already, or it has ended. */
bool names_register(Term name, Term id);
/* False: there is no such name. */
bool names_unregister(Term name);
/* The process ends: its name is free, and it gets no other. */
void names_process_ends(Process *process);
/* The same for a port. */
void names_port_ends(Port *port);
/* The list of all names, on the heap of `process`. */
Term names_list(Process *process);

#endif
