/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Links. Each side keeps the other's pid; the value 0 says that the link holds, any other is the id
 * of an unlink that the other side has not acknowledged yet: until then an exit signal from there
 * is one of the link that was given up, and is dropped.
 *
 * All functions are for the process that runs here.
 */
#ifndef RT_PROCESS_LINK_H
#define RT_PROCESS_LINK_H

#include "rt/core/process.h"

/* erlang:link/1, unlink/1 with a local pid. */
void link_add(Process *process, Term pid);
void link_remove(Process *process, Term pid);

/* Signals: link, unlink, the acknowledgement of an unlink. */
void link_requested(Process *process, Term from);
void link_unlink_requested(Process *process, Term from, UInt id);
void link_unlink_acknowledged(Process *process, Term from, UInt id);
/* An exit signal of a link: the link is gone; false when it did not hold. */
bool link_broken(Process *process, Term from);

#endif
