/* SPDX-License-Identifier: Apache-2.0 */
/* What tests of the runtime stand on: a program of one module, and a process to allocate on. */
#ifndef TESTS_UNIT_RT_SUPPORT_H
#define TESTS_UNIT_RT_SUPPORT_H

#include "rt/core/process.h"

/* The program's module, `lists`: an MD5 of zeros, one lambda (index 0, one argument, two free
 * variables) and nothing else. */
extern const ModuleImage support_module;

/* The process of this test (each Criterion test is a system process of its own): 4 MB of heap that
 * nothing collects unless the test does, one time slice of reductions. The atoms of atoms.def
 * exist. */
Process *support_process(void);

#endif
