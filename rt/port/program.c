/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Programs (program.h). They are children of the runtime; one thread, the reaper, waits for them
 * while there are any. A child is entered in the table under the lock under which it was made, so
 * the reaper finds it however soon it ends.
 */
#define _GNU_SOURCE
#include "rt/port/program.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>
#include "rt/core/crash.h"
#include "rt/core/memory.h"
#include "rt/port/stream.h"
#include "rt/port/task.h"
#include "rt/process/id_table.h"
#include "rt/sched/topology.h"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t more = PTHREAD_COND_INITIALIZER;
static IdTable *ports; /* process id -> port */
static UInt children;
static bool reaper_started;

/* ---- the end -----------------------------------------------------------------------------------
 */

typedef struct EndedTask {
    PortTask task;
    int status;
} EndedTask;

static void run_ended(Port *port, PortTask *task)
{
    int status = ((EndedTask *)task)->status;
    memory_free(MEMORY_PORT, task, sizeof(EndedTask));
    if (port)
        stream_program_ended(port, status);
}

static void tell(Term port, int status)
{
    EndedTask *task = memory_alloc(MEMORY_PORT, sizeof *task);
    *task = (EndedTask){.task = {.internal = true, .run = run_ended}, .status = status};
    task_submit_to(port, &task->task);
}

static void wait_for_children(void)
{
    pthread_mutex_lock(&lock);
    while (children == 0)
        pthread_cond_wait(&more, &lock);
    pthread_mutex_unlock(&lock);
}

/* Its port, if that wants to know. */
static Term take_port(pid_t child)
{
    Term port = THE_NON_VALUE;
    pthread_mutex_lock(&lock);
    UInt *found = id_table_find(ports, (UInt)child);
    if (found) {
        port = *found;
        children--;
        id_table_remove(&ports, (UInt)child);
    }
    pthread_mutex_unlock(&lock);
    return port;
}

/* Somebody else has waited for them. */
static void forget_children(void)
{
    pthread_mutex_lock(&lock);
    children = 0;
    id_table_destroy(&ports);
    pthread_mutex_unlock(&lock);
}

static void *reap(void *argument)
{
    (void)argument;
    topology_leave();
    crash_thread_start();
    memory_thread_start();
    for (;;) {
        int status;
        wait_for_children();
        pid_t child = waitpid(-1, &status, 0);
        if (child < 0 && errno == ECHILD)
            forget_children();
        Term port = child > 0 ? take_port(child) : THE_NON_VALUE;
        if (port != THE_NON_VALUE)
            tell(port, status);
    }
    return NULL;
}

/* Children of a process that ignores SIGCHLD leave no status. */
static void start_reaper_locked(void)
{
    pthread_t thread;
    struct sigaction action;
    if (reaper_started)
        return;
    if (sigaction(SIGCHLD, NULL, &action) == 0 && action.sa_handler == SIG_IGN) {
        action.sa_handler = SIG_DFL;
        sigaction(SIGCHLD, &action, NULL);
    }
    if (pthread_create(&thread, NULL, reap, NULL) != 0)
        rt_end("joist: cannot create the thread that waits for programs.");
    pthread_detach(thread);
    reaper_started = true;
}

/* ---- the beginning ------------------------------------------------------------------------------
 */

/* In the new process, which still shares the memory of the old one: system calls only. */

static void close_others(const ProgramStart *start)
{
    unsigned first = start->output_number > 2 || start->input_number > 2 ? 5 : 3;
    if (syscall(SYS_close_range, first, ~0u, 0) == 0)
        return;
    long limit = sysconf(_SC_OPEN_MAX);
    for (long fd = first; fd < limit && fd < 65536; fd++)
        close((int)fd);
}

static void set_up_signals(const sigset_t *mask)
{
    struct sigaction standard = {.sa_handler = SIG_DFL};
    sigaction(SIGTERM, &standard, NULL);
    sigprocmask(SIG_SETMASK, mask, NULL);
}

static void complain_about_directory(const char *directory)
{
    static const char text[] = "spawn: Could not cd to ";
    if (write(2, text, sizeof text - 1) < 0 || write(2, directory, strlen(directory)) < 0 ||
        write(2, "\r\n", 2) < 0)
        return;
}

static _Noreturn void become_program(const ProgramStart *start, const sigset_t *mask)
{
    if (start->directory && chdir(start->directory) != 0) {
        int error = errno;
        complain_about_directory(start->directory);
        _exit(error);
    }
    const int numbers[3] = {start->input_number, start->output_number, 2};
    for (int i = 0; i < 3; i++)
        if (start->descriptors[i] >= 0 && dup2(start->descriptors[i], numbers[i]) < 0)
            _exit(errno);
    setsid();
    topology_leave();
    close_others(start);
    set_up_signals(mask);
    execve(start->path, start->arguments, start->environment);
    _exit(errno);
}

pid_t program_start(const ProgramStart *start, Term port)
{
    sigset_t all, mask;
    sigfillset(&all);
    pthread_mutex_lock(&lock);
    start_reaper_locked();
    pthread_sigmask(SIG_SETMASK, &all, &mask);
    pid_t child = vfork();
    if (child == 0)
        become_program(start, &mask);
    int error = errno;
    pthread_sigmask(SIG_SETMASK, &mask, NULL);
    if (child > 0) {
        id_table_put(&ports, (UInt)child, port);
        children++;
        pthread_cond_signal(&more);
    }
    pthread_mutex_unlock(&lock);
    errno = error;
    return child;
}
