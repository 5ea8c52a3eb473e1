/* SPDX-License-Identifier: Apache-2.0 */
/* The thread that turns signals into messages (os_signal.h). */
#define _GNU_SOURCE /* pipe2 */
#include "rt/sched/os_signal.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <unistd.h>
#include "rt/core/atom.h"
#include "rt/core/crash.h"
#include "rt/core/memory.h"
#include "rt/process/names.h"
#include "rt/process/signal.h"
#include "rt/sched/topology.h"

static int pipe_ends[2];
static pthread_once_t started = PTHREAD_ONCE_INIT;

static const struct {
    Term name;
    int number;
} signals[] = {
#define OS_SIGNAL(name, number) {am_##name, number},
#include "rt/sched/os_signal.def"
#undef OS_SIGNAL
};

enum { SIGNAL_COUNT = sizeof signals / sizeof *signals };

static void handle(int number)
{
    int error = errno;
    uint8_t byte = (uint8_t)number;
    while (write(pipe_ends[1], &byte, 1) < 0 && errno == EINTR)
        continue;
    errno = error;
}

static void notify(int number)
{
    Term server = names_find(am_erl_signal_server);
    for (int i = 0; i < SIGNAL_COUNT; i++)
        if (signals[i].number == number && server != THE_NON_VALUE) {
            Term message[] = {header_tuple(2), am_notify, signals[i].name};
            signal_send_message(server, term_make_boxed(message));
        }
}

static void *run(void *unused)
{
    (void)unused;
    topology_leave();
    crash_thread_start();
    memory_thread_start();
    for (;;) {
        uint8_t byte;
        ssize_t size = read(pipe_ends[0], &byte, 1);
        if (size == 1)
            notify(byte);
        else if (size == 0 || errno != EINTR)
            return NULL;
    }
}

/* The thread itself takes no signals. */
static void start_thread(void)
{
    sigset_t all, mask;
    pthread_t thread;
    if (pipe2(pipe_ends, O_CLOEXEC) != 0)
        rt_end("joist: cannot make the pipe for signals.");
    /* A full pipe has more than enough news in it. */
    fcntl(pipe_ends[1], F_SETFL, O_NONBLOCK);
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &mask);
    if (pthread_create(&thread, NULL, run, NULL) != 0)
        rt_end("joist: cannot create the thread for signals.");
    pthread_sigmask(SIG_SETMASK, &mask, NULL);
    pthread_detach(thread);
}

static int number_of(Term name)
{
    for (int i = 0; i < SIGNAL_COUNT; i++)
        if (signals[i].name == name)
            return signals[i].number;
    return 0;
}

bool os_signal_set(Term name, Term what)
{
    int number = number_of(name);
    if (number == 0)
        return false;
    struct sigaction action = {.sa_handler = SIG_DFL, .sa_flags = SA_RESTART};
    if (what == am_ignore) {
        action.sa_handler = SIG_IGN;
    } else if (what == am_handle) {
        pthread_once(&started, start_thread);
        action.sa_handler = handle;
    }
    sigemptyset(&action.sa_mask);
    sigaction(number, &action, NULL); /* SIGSTOP cannot be changed, which is no failure here */
    return true;
}

void os_signal_start(void)
{
    os_signal_set(am_sigterm, am_handle);
    os_signal_set(am_sigusr1, am_handle);
    os_signal_set(am_sigquit, am_handle);
}
