/* SPDX-License-Identifier: Apache-2.0 */
/* What tests of the runtime stand on: an empty program, and a process to allocate on. */
#ifndef TESTS_UNIT_RT_SUPPORT_H
#define TESTS_UNIT_RT_SUPPORT_H

#include "rt/core/process.h"

/* The process of this test (each Criterion test is a system process of its own): 8 MB of heap that
 * are never collected, one time slice of reductions. The atoms of atoms.def exist. */
Process *support_process(void);

#endif
