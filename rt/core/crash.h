/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reports of crashes: a signal such as SIGSEGV in the runtime or in generated code is a defect of
 * joist (or of foreign code). What is known is written to standard error: the signal and address,
 * the scheduler, the process, the function it began with and the functions on its stack. Then the
 * signal ends the program as it would have without.
 */
#ifndef RT_CORE_CRASH_H
#define RT_CORE_CRASH_H

/* Once, before other threads run. */
void crash_initialize(void);
/* By each further thread: reports then work when its stack is used up, too. */
void crash_thread_start(void);

#endif
