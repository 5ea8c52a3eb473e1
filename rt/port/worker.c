/* SPDX-License-Identifier: Apache-2.0 */
/* Workers (worker.h). */
#include "rt/port/worker.h"

#include <pthread.h>
#include <stddef.h>
#include "rt/core/crash.h"
#include "rt/core/memory.h"
#include "rt/sched/topology.h"

enum { WORKERS_MAX = 8 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t more = PTHREAD_COND_INITIALIZER;
static WorkerJob *first, **end = &first;
static int workers, idle, waiting;

static void *run_worker(void *argument)
{
    (void)argument;
    topology_leave();
    crash_thread_start();
    memory_thread_start();
    pthread_mutex_lock(&lock);
    for (;;) {
        while (!first) {
            idle++;
            pthread_cond_wait(&more, &lock);
            idle--;
        }
        WorkerJob *job = first;
        first = job->next;
        if (!first)
            end = &first;
        waiting--;
        pthread_mutex_unlock(&lock);
        job->run(job);
        pthread_mutex_lock(&lock);
    }
    return NULL;
}

void worker_submit(WorkerJob *job)
{
    pthread_mutex_lock(&lock);
    job->next = NULL;
    *end = job;
    end = &job->next;
    waiting++;
    pthread_t thread;
    if (waiting > idle && workers < WORKERS_MAX) {
        if (pthread_create(&thread, NULL, run_worker, NULL) == 0) {
            pthread_detach(thread);
            workers++;
        } else if (workers == 0) {
            rt_end("joist: cannot create a worker thread.");
        }
    }
    pthread_cond_signal(&more);
    pthread_mutex_unlock(&lock);
}
