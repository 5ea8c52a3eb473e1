/* SPDX-License-Identifier: Apache-2.0 */
/* Runtime flags (flags.h), and how many cores there are for this process. */
#define _GNU_SOURCE /* sched_getaffinity */

#include "rt/sched/flags.h"

#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "rt/core/memory.h"
#include "rt/process/table.h"
#include "rt/sched/dirty.h"

enum { SCHEDULERS_MAX = 1024, WORD_MAX = 255 };

/* The share of processor time that the control group grants, in whole cores; 0: no limit. */
static UInt quota_cores(void)
{
    FILE *file = fopen("/sys/fs/cgroup/cpu.max", "re");
    unsigned long long quota, period;
    UInt cores = 0;
    if (!file)
        return 0;
    if (fscanf(file, "%llu %llu", &quota, &period) == 2 && period > 0)
        cores = (quota + period - 1) / period;
    fclose(file);
    return cores;
}

static UInt usable_cores(void)
{
    cpu_set_t set;
    UInt cores = 1;
    if (sched_getaffinity(0, sizeof set, &set) == 0)
        cores = (UInt)CPU_COUNT(&set);
    UInt quota = quota_cores();
    if (quota != 0 && quota < cores)
        cores = quota;
    return cores < 1 ? 1 : cores > SCHEDULERS_MAX ? SCHEDULERS_MAX : cores;
}

static _Noreturn void bad_flag(const char *flag, const char *value)
{
    rt_end("joist: bad runtime flag %s%s%s (see README: runtime flags)", flag, value ? " " : "",
           value ? value : "");
}

static UInt number(const char *flag, const char *value, UInt least, UInt most)
{
    char *end;
    unsigned long long parsed =
        value && *value >= '0' && *value <= '9' ? strtoull(value, &end, 10) : 0;
    if (!value || parsed < least || parsed > most || (*end != 0 && *end != ':'))
        bad_flag(flag, value);
    return parsed;
}

/* Schedulers[:Online] */
static void take_schedulers(RuntimeFlags *flags, const char *text)
{
    flags->schedulers = flags->online = number("+S", text, 1, SCHEDULERS_MAX);
    const char *colon = strchr(text, ':');
    if (colon)
        flags->online = number("+S", colon + 1, 1, flags->schedulers);
}

static void take_option(RuntimeFlags *flags, const char *word)
{
    flags->options = realloc(flags->options, (size_t)(flags->option_count + 1) * sizeof(char *));
    if (!flags->options || !(flags->options[flags->option_count++] = strdup(word)))
        rt_end("joist: no memory for the runtime flags.");
}

/* One flag with the word after it; true when that word is its value. */
static bool take_flag(RuntimeFlags *flags, const char *flag, const char *value)
{
    if (*flag != '+') {
        take_option(flags, flag);
        return false;
    }
    if (strcmp(flag, "+SDio") == 0) {
        flags->dirty_io_schedulers = number(flag, value, 1, DIRTY_IO_MAX);
        return true;
    }
    bool joined = strlen(flag) > 2;
    const char *text = joined ? flag + 2 : value;
    if (strncmp(flag, "+S", 2) == 0)
        take_schedulers(flags, text);
    else if (strncmp(flag, "+P", 2) == 0)
        flags->process_limit = number("+P", text, PROCESS_LIMIT_MIN, PROCESS_LIMIT_MAX);
    else
        bad_flag(flag, NULL);
    return !joined;
}

static void take_text(RuntimeFlags *flags, const char *text)
{
    char *copy = strdup(text), *rest = copy;
    for (char *word; (word = strtok_r(NULL, " \t\n", &rest));) {
        char *after = rest + strspn(rest, " \t\n");
        char value[WORD_MAX + 1];
        size_t size = strcspn(after, " \t\n");
        snprintf(value, sizeof value, "%.*s", (int)(size < WORD_MAX ? size : WORD_MAX), after);
        if (take_flag(flags, word, size ? value : NULL))
            rest = after + size;
    }
    free(copy);
}

static void take_arguments(RuntimeFlags *flags, int *argument_count, char **arguments)
{
    int kept = 1, at = 1;
    while (at < *argument_count && strcmp(arguments[at], "--joist") != 0)
        arguments[kept++] = arguments[at++];
    at++;
    while (at < *argument_count && strcmp(arguments[at], "--") != 0) {
        const char *value = at + 1 < *argument_count ? arguments[at + 1] : NULL;
        at += take_flag(flags, arguments[at], value) ? 2 : 1;
    }
    at++;
    while (at < *argument_count)
        arguments[kept++] = arguments[at++];
    *argument_count = kept;
}

RuntimeFlags runtime_flags(const char *environment, int *argument_count, char **arguments)
{
    UInt cores = usable_cores();
    RuntimeFlags flags = {.schedulers = cores,
                          .online = cores,
                          .dirty_cpu_schedulers = cores,
                          .dirty_cpu_online = cores,
                          .dirty_io_schedulers = DIRTY_IO_DEFAULT,
                          .process_limit = PROCESS_LIMIT_DEFAULT};
    if (environment)
        take_text(&flags, environment);
    take_arguments(&flags, argument_count, arguments);
    return flags;
}
