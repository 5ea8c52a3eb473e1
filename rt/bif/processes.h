/* SPDX-License-Identifier: Apache-2.0 */
/* erlang:processes/0. */
#ifndef RT_BIF_PROCESSES_H
#define RT_BIF_PROCESSES_H

#include "rt/process/listing.h"

/* What it does for a reduction. */
enum { PROCESSES_LEAST_REDUCTIONS = 10, PROCESSES_SLOTS = 128, PROCESSES_FOUND = 4 };

/* The same in one piece, for tests. */
Term processes_at_once(Process *process);

#endif
