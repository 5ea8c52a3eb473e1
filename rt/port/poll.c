/* SPDX-License-Identifier: Apache-2.0 */
/* The poll thread (poll.h), on epoll. Events name a port and which of its descriptors it is. */
#define _GNU_SOURCE
#include "rt/port/poll.h"

#include <errno.h>
#include <pthread.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>
#include "rt/core/crash.h"
#include "rt/core/memory.h"
#include "rt/port/driver.h"
#include "rt/port/table.h"
#include "rt/port/task.h"
#include "rt/sched/topology.h"

enum { EVENTS_AT_ONCE = 64, WAKE = 0 /* event data of wake_fd: no port's, as ports have tags */ };

typedef struct ReadyTask {
    PortTask task;
    int which;
    struct ReadyTask *next_ready; /* in the list `ready` */
} ReadyTask;

static pthread_once_t once = PTHREAD_ONCE_INIT;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int epoll_fd = -1, wake_fd = -1;
static ReadyTask *ready, **ready_end = &ready; /* of descriptors that are always ready */
static Port *handed_over;
static volatile AO_t watched; /* points that are registered; a statistic */
static _Thread_local bool is_poll_thread;

static void run_ready(Port *port, PortTask *task)
{
    int which = ((ReadyTask *)task)->which;
    memory_free(MEMORY_PORT, task, sizeof(ReadyTask));
    if (port)
        port->driver->ready(port, which);
}

static ReadyTask *ready_task(Term port, int which)
{
    ReadyTask *task = memory_alloc(MEMORY_PORT, sizeof *task);
    *task = (ReadyTask){.task = {.port = port, .internal = true, .run = run_ready}, .which = which};
    return task;
}

/* ---- the thread --------------------------------------------------------------------------------
 */

static void wake(void)
{
    uint64_t one = 1;
    while (write(wake_fd, &one, sizeof one) < 0 && errno == EINTR) {
    }
}

static void take_event(const struct epoll_event *event)
{
    if (event->data.u64 == WAKE) {
        uint64_t count;
        while (read(wake_fd, &count, sizeof count) < 0 && errno == EINTR) {
        }
        return;
    }
    Term port = term_make_port(event->data.u64 >> 8);
    task_submit_to(port, &ready_task(port, (int)(event->data.u64 & 0x7f))->task);
}

/* Each of those that were waiting when it began; what they ask for again comes in the next turn. */
static void take_turns(void)
{
    pthread_mutex_lock(&lock);
    ReadyTask *task = ready;
    Port *port = handed_over;
    ready = NULL;
    ready_end = &ready;
    handed_over = NULL;
    pthread_mutex_unlock(&lock);
    while (port) {
        Port *next = port->next;
        task_leave(port);
        port = next;
    }
    while (task) {
        ReadyTask *next = task->next_ready;
        task_submit_to(task->task.port, &task->task);
        task = next;
    }
}

static bool turns_wait(void)
{
    pthread_mutex_lock(&lock);
    bool wait = ready || handed_over;
    pthread_mutex_unlock(&lock);
    return wait;
}

static void *run_thread(void *argument)
{
    (void)argument;
    is_poll_thread = true;
    topology_leave();
    crash_thread_start();
    memory_thread_start();
    for (;;) {
        struct epoll_event events[EVENTS_AT_ONCE];
        int count = epoll_wait(epoll_fd, events, EVENTS_AT_ONCE, turns_wait() ? 0 : -1);
        if (count < 0 && errno != EINTR)
            rt_fatal("epoll_wait fails: errno %d", errno);
        for (int i = 0; i < count; i++)
            take_event(&events[i]);
        take_turns();
    }
    return NULL;
}

static void start(void)
{
    pthread_t thread;
    epoll_fd = epoll_create1(EPOLL_CLOEXEC);
    wake_fd = eventfd(0, EFD_CLOEXEC);
    struct epoll_event event = {.events = EPOLLIN, .data.u64 = WAKE};
    if (epoll_fd < 0 || wake_fd < 0 || epoll_ctl(epoll_fd, EPOLL_CTL_ADD, wake_fd, &event) != 0)
        rt_end("joist: cannot make an epoll descriptor: errno %d.", errno);
    if (pthread_create(&thread, NULL, run_thread, NULL) != 0)
        rt_end("joist: cannot create the poll thread.");
    pthread_detach(thread);
}

/* ---- asking ------------------------------------------------------------------------------------
 */

/* The next turn of the poll thread. */
static void take_as_ready(Port *port, int which)
{
    ReadyTask *task = ready_task(port_id(port), which);
    pthread_mutex_lock(&lock);
    *ready_end = task;
    ready_end = &task->next_ready;
    pthread_mutex_unlock(&lock);
    if (!is_poll_thread)
        wake();
}

bool poll_want(Port *port, PollPoint *point, bool input)
{
    pthread_once(&once, start);
    if (point->always_ready) {
        take_as_ready(port, point->which);
        return true;
    }
    struct epoll_event event = {.events = (input ? EPOLLIN : EPOLLOUT) | EPOLLONESHOT,
                                .data.u64 =
                                    term_port_number(port_id(port)) << 8 | 0x80 | point->which};
    int operation = point->registered ? EPOLL_CTL_MOD : EPOLL_CTL_ADD;
    if (epoll_ctl(epoll_fd, operation, point->fd, &event) == 0) {
        if (!point->registered)
            AO_fetch_and_add1(&watched);
        point->registered = true;
        return true;
    }
    if (errno != EPERM)
        return false;
    point->always_ready = true;
    take_as_ready(port, point->which);
    return true;
}

void poll_forget(PollPoint *point)
{
    if (point->registered) {
        epoll_ctl(epoll_fd, EPOLL_CTL_DEL, point->fd, NULL);
        AO_fetch_and_sub1(&watched);
    }
    point->registered = false;
}

bool poll_hand_over(Port *port)
{
    if (is_poll_thread)
        return false;
    pthread_once(&once, start);
    pthread_mutex_lock(&lock);
    port->next = handed_over;
    handed_over = port;
    pthread_mutex_unlock(&lock);
    wake();
    return true;
}

UInt poll_watched(void)
{
    return AO_load(&watched);
}
