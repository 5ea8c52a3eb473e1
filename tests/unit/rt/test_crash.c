/* SPDX-License-Identifier: Apache-2.0 */
/* Reports of crashes, also when the C stack of a thread is used up. */
#include <criterion/criterion.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include "rt/core/crash.h"
#include "rt/sched/dirty_cpu.h"
#include "tests/unit/rt/support.h"

enum { REPORT_MAX = 4096, FRAME_BYTES = 1024 };

/* Sanitizers report by themselves. */
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
static const bool reports = false;
#else
static const bool reports = true;
#endif

static volatile bool goes_on = true;

static __attribute__((noinline)) int use_up(volatile char *before)
{
    volatile char frame[FRAME_BYTES];
    frame[0] = (char)(before[0] + 1);
    return goes_on ? use_up(frame) + frame[0] : 0;
}

static void *crash_in_thread(void *process)
{
    crash_thread_start();
    if (process) {
        Scheduler *scheduler = dirty_cpu_scheduler();
        scheduler->number = 7;
        scheduler->current = process;
    }
    return (void *)(intptr_t)use_up((volatile char[1]){0});
}

/* Runs `work` in a child; what it writes to standard error. */
static void report_of(void *work(void *), void *argument, char *report)
{
    int ends[2];
    cr_assert_eq(pipe(ends), 0);
    pid_t child = fork();
    if (child == 0) {
        struct rlimit none = {0, 0};
        setrlimit(RLIMIT_CORE, &none);
        dup2(ends[1], STDERR_FILENO);
        crash_initialize();
        work(argument);
        _exit(0);
    }
    close(ends[1]);
    size_t size = 0;
    for (ssize_t got; (got = read(ends[0], report + size, REPORT_MAX - 1 - size)) > 0;)
        size += (size_t)got;
    report[size] = 0;
    int status;
    waitpid(child, &status, 0);
    cr_assert(WIFSIGNALED(status));
    cr_assert(WTERMSIG(status) == SIGSEGV);
}

static void *crash_here(void *unused)
{
    (void)unused;
    return (void *)(intptr_t)use_up((volatile char[1]){0});
}

static void *crash_there(void *process)
{
    pthread_t thread;
    pthread_create(&thread, NULL, crash_in_thread, process);
    pthread_join(thread, NULL);
    return NULL;
}

Test(crash, tells_of_a_used_up_stack)
{
    char report[REPORT_MAX];
    if (!reports)
        return;
    report_of(crash_here, NULL, report);
    cr_assert(strstr(report, "crashed: SIGSEGV at address"));
}

Test(crash, tells_of_a_used_up_stack_of_a_thread)
{
    char report[REPORT_MAX];
    if (!reports)
        return;
    report_of(crash_there, NULL, report);
    cr_assert(strstr(report, "crashed: SIGSEGV at address"));
    cr_assert_not(strstr(report, "scheduler"));
}

Test(crash, tells_of_the_process)
{
    char report[REPORT_MAX];
    if (!reports)
        return;
    Process *process = support_process();
    report_of(crash_there, process, report);
    cr_assert(strstr(report, "dirty, left scheduler 7"));
    cr_assert(strstr(report, "process <0."));
    cr_assert(strstr(report, "began with "));
}
