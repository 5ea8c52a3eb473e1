/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Workers: threads that do for ports what may block. They are started as they are needed, a few,
 * and take jobs in order. Any thread.
 */
#ifndef RT_PORT_WORKER_H
#define RT_PORT_WORKER_H

typedef struct WorkerJob {
    struct WorkerJob *next;
    void (*run)(struct WorkerJob *job); /* frees it */
} WorkerJob;

void worker_submit(WorkerJob *job);

#endif
