/* SPDX-License-Identifier: Apache-2.0 */
/*
 * launch COMMAND…: runs it and writes "NANOSECONDS PEAK-KB WAIT-STATUS" to descriptor 3. A
 * process's peak memory (ru_maxrss) begins with that of the process it was forked from, exec or
 * not: hence a parent as small as this one.
 */
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static long long now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1000000000LL + time.tv_nsec;
}

int main(int argument_count, char **arguments)
{
    enum { RESULT = 3 };
    struct rusage usage;
    int status;
    if (argument_count < 2)
        return 2;
    long long start = now();
    pid_t child = vfork();
    if (child == 0) {
        close(RESULT);
        execvp(arguments[1], arguments + 1);
        _exit(127);
    }
    if (child < 0 || wait4(child, &status, 0, &usage) < 0)
        return 2;
    dprintf(RESULT, "%lld %ld %d\n", now() - start, usage.ru_maxrss, status);
    return 0;
}
