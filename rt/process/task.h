/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Tasks of a process: requests of others that it serves by their priority, between its time slices
 * (to collect, to look for old code). Max before high before normal and low; one of low priority
 * for every TASK_LOW_EVERY normal ones. While the process has switched off collections, requests
 * for one are put off.
 *
 * Only the scheduler that runs the process calls these.
 */
#ifndef RT_PROCESS_TASK_H
#define RT_PROCESS_TASK_H

#include "rt/process/message.h"

enum { TASK_LOW_EVERY = 8 };

/* The request is the queue's. */
void task_add(Process *process, Signal *request);
/* Are there some that can be served now? */
bool task_pending(const Process *process);
/* Serves them until the reductions are used up. The process is not running code. */
void task_serve(Process *process);
/* Collections are on again: what was put off is to be served. */
void task_put_back(Process *process);
/* The process has ended. */
void task_answer_for_dead(Process *process);

#endif
