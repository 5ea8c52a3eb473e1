/* SPDX-License-Identifier: Apache-2.0 */
/* Runtime flags (flags.h), and how many cores there are for this process. */
#define _GNU_SOURCE /* sched_getaffinity */

#include "rt/sched/flags.h"

#include <sched.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "rt/core/memory.h"
#include "rt/file/embedded.h"
#include "rt/process/table.h"
#include "rt/sched/dirty.h"
#include "rt/sched/topology.h"

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

/* ---- values -------------------------------------------------------------------------------------
 */

enum { ATOM_LIMIT_DEFAULT = 1048576, WARNING = 2 };

typedef enum FlagKind {
    NUMBER,
    CHOICE,
    SCHEDULERS,
    DIRTY_CPU,
    SHARE,
    DIRTY_SHARE,
    TOPOLOGY,
    ANY,
    SWITCH
} FlagKind;

typedef struct Flag {
    const char *name;
    FlagKind kind;
    size_t field;
    UInt least, most;
    const char *choices, *bad;
} Flag;

static const Flag known[] = {
#define FLAG(name, kind, field, least, most_or_choices, choices, bad) \
    {name, kind, offsetof(RuntimeFlags, field), least, most_or_choices, choices, bad},
#include "rt/sched/flags.def"
#undef FLAG
};

enum { KNOWN = sizeof known / sizeof known[0] };

static RuntimeFlags flags;

const RuntimeFlags *runtime_flags(void)
{
    return &flags;
}

static _Noreturn __attribute__((format(printf, 1, 2))) void bad(const char *format, ...)
{
    char message[2 * WORD_MAX];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    rt_end("%s\njoist: bad runtime flag (README: runtime flags)", message);
}

static _Noreturn void bad_value(const Flag *flag, const char *value)
{
    char message[2 * WORD_MAX];
    const char *at = strstr(flag->bad, "%s");
    snprintf(message, sizeof message, "%.*s%s%s", (int)(at - flag->bad), flag->bad, value, at + 2);
    bad("%s", message);
}

static UInt *field_of(const Flag *flag)
{
    return (UInt *)((char *)&flags + flag->field);
}

/* The number that the text begins with; *end: what follows. False: none, or out of range. */
static bool number(const char *text, UInt least, UInt most, UInt *value, const char **end)
{
    char *rest;
    if (*text < '0' || *text > '9')
        return false;
    *value = strtoull(text, &rest, 10);
    *end = rest;
    return *value >= least && *value <= most;
}

/* Total[:Online] of schedulers. Online are at most as many as without the flag when it does not say
 * how many. */
static void take_pair(const Flag *flag, const char *text, UInt *online, const char *kind)
{
    UInt *total = field_of(flag);
    const char *end, *more;
    if (!number(text, flag->least, flag->most, total, &end) || (*end != 0 && *end != ':'))
        bad_value(flag, text);
    if (*online > *total)
        *online = *total;
    if (*end == ':' && (!number(end + 1, 1, *total, online, &more) || *more != 0))
        bad("bad amount of %s online %s (total amount of %s %zu)", kind, end + 1, kind,
            (size_t)*total);
}

static UInt share_of(UInt cores, UInt percent)
{
    UInt count = (cores * percent + 99) / 100;
    return count < 1 ? 1 : count;
}

/* Percent[:PercentOnline] of the number of cores. */
static void take_shares(const Flag *flag, const char *text, UInt *online)
{
    UInt cores = usable_cores(), total, part;
    const char *end, *more;
    if (!number(text, flag->least, flag->most, &total, &end) || (*end != 0 && *end != ':'))
        bad_value(flag, text);
    part = total;
    if (*end == ':' && (!number(end + 1, 1, 100, &part, &more) || *more != 0))
        bad_value(flag, text);
    *field_of(flag) = share_of(cores, total);
    *online = share_of(cores, part);
    if (*online > *field_of(flag))
        *online = *field_of(flag);
}

static bool take_choice(const Flag *flag, const char *text)
{
    size_t length = strlen(text);
    UInt index = 0;
    for (const char *at = flag->choices; *at; index++) {
        size_t size = strcspn(at, "|");
        if (size == length && memcmp(at, text, size) == 0) {
            *field_of(flag) = index;
            return true;
        }
        at += size + (at[size] == '|');
    }
    return false;
}

static void take_topology(const char *text)
{
    const char *wrong = topology_define_text(text);
    if (wrong)
        bad("bad cpu topology '%s': %s", text, wrong);
}

static void take_value(const Flag *flag, const char *text)
{
    const char *end;
    switch (flag->kind) {
    case NUMBER:
        if (!number(text, flag->least, flag->most, field_of(flag), &end) || *end != 0)
            bad_value(flag, text);
        return;
    case CHOICE:
        if (!take_choice(flag, text))
            bad_value(flag, text);
        return;
    case SCHEDULERS:
        take_pair(flag, text, &flags.online, "schedulers");
        return;
    case DIRTY_CPU:
        take_pair(flag, text, &flags.dirty_cpu_online, "dirty CPU schedulers");
        return;
    case SHARE:
        take_shares(flag, text, &flags.online);
        return;
    case DIRTY_SHARE:
        take_shares(flag, text, &flags.dirty_cpu_online);
        return;
    case TOPOLOGY:
        take_topology(text);
        return;
    case ANY:
    case SWITCH:
        return;
    }
}

/* The flag with the longest name that the word begins with. */
static const Flag *find_flag(const char *word)
{
    const Flag *found = NULL;
    for (int i = 0; i < KNOWN; i++)
        if (strncmp(word, known[i].name, strlen(known[i].name)) == 0 &&
            (!found || strlen(known[i].name) > strlen(found->name)))
            found = &known[i];
    return found;
}

/* ---- words --------------------------------------------------------------------------------------
 */

static void take_option(const char *word)
{
    flags.options = realloc(flags.options, (size_t)(flags.option_count + 1) * sizeof(char *));
    if (!flags.options || !(flags.options[flags.option_count++] = strdup(word)))
        rt_end("joist: no memory for the runtime flags.");
}

/* One flag with the word after it (NULL: none); true when that word is its value. */
static bool take_flag(const char *word, const char *next)
{
    if (*word != '+') {
        take_option(word);
        return false;
    }
    const Flag *flag = find_flag(word + 1);
    if (!flag)
        bad("unknown flag %s", word);
    const char *joined = word + 1 + strlen(flag->name);
    bool takes_next = flag->kind != SWITCH && (*joined == 0 || *flag->name == 'M' ||
                                               *flag->name == 'I' || *flag->name == 'J');
    take_value(flag, !takes_next ? joined : next ? next : "");
    return takes_next;
}

static void take_text(const char *text)
{
    char *copy = strdup(text), *rest = copy;
    for (char *word; (word = strtok_r(NULL, " \t\n", &rest));) {
        char *after = rest + strspn(rest, " \t\n");
        char value[WORD_MAX + 1];
        size_t size = strcspn(after, " \t\n");
        snprintf(value, sizeof value, "%.*s", (int)(size < WORD_MAX ? size : WORD_MAX), after);
        if (take_flag(word, size ? value : NULL))
            rest = after + size;
    }
    free(copy);
}

/* A line of vm.args without its comment, $ROOT replaced, goes to the end of the text. */
static void add_line(FILE *text, const char *line, size_t length)
{
    static const char variable[] = "$ROOT";
    for (size_t i = 0; i < length; i++) {
        if (line[i] == '#' && (i == 0 || line[i - 1] == ' ' || line[i - 1] == '\t'))
            break;
        if (length - i >= sizeof variable - 1 &&
            memcmp(line + i, variable, sizeof variable - 1) == 0) {
            fputs(embedded_root(), text);
            i += sizeof variable - 2;
        } else {
            fputc(line[i], text);
        }
    }
    fputc(' ', text);
}

/* What a release that was built in (joist build --release) gives: its vm.args. */
static void take_release(void)
{
    char *path, *text = NULL;
    size_t size;
    if (asprintf(&path, "%s/vm.args", embedded_root()) < 0)
        return;
    const EmbeddedFile *file = embedded_find(path);
    FILE *stream = file ? open_memstream(&text, &size) : NULL;
    free(path);
    if (!stream)
        return;
    for (const char *at = (const char *)file->bytes; *at;) {
        size_t length = strcspn(at, "\n");
        add_line(stream, at, length);
        at += length + (at[length] == '\n');
    }
    fclose(stream);
    take_text(text);
    free(text);
}

static void take_arguments(int *argument_count, char **arguments)
{
    int kept = 1, at = 1;
    while (at < *argument_count && strcmp(arguments[at], "--joist") != 0)
        arguments[kept++] = arguments[at++];
    at++;
    while (at < *argument_count && strcmp(arguments[at], "--") != 0) {
        const char *value = at + 1 < *argument_count ? arguments[at + 1] : NULL;
        at += take_flag(arguments[at], value) ? 2 : 1;
    }
    at++;
    while (at < *argument_count)
        arguments[kept++] = arguments[at++];
    *argument_count = kept;
}

/* Where nothing is said about dirty CPU schedulers there are as many as schedulers. */
static void complete(void)
{
    if (flags.bind_type == BIND_COUNT) /* db: the default */
        flags.bind_type = BIND_THREAD_NO_NODE_PROCESSOR_SPREAD;
    if (flags.dirty_cpu_schedulers == 0) {
        flags.dirty_cpu_schedulers = flags.schedulers;
        flags.dirty_cpu_online = flags.online;
    }
    if (flags.dirty_cpu_schedulers > flags.schedulers)
        flags.dirty_cpu_schedulers = flags.schedulers;
    if (flags.dirty_cpu_online > flags.online)
        flags.dirty_cpu_online = flags.online;
}

const RuntimeFlags *runtime_flags_read(const char *environment, int *argument_count,
                                       char **arguments)
{
    UInt cores = usable_cores();
    flags = (RuntimeFlags){.cores = cores,
                           .schedulers = cores,
                           .online = cores,
                           .dirty_cpu_online = cores,
                           .dirty_io_schedulers = DIRTY_IO_DEFAULT,
                           .process_limit = PROCESS_LIMIT_DEFAULT,
                           .atom_limit = ATOM_LIMIT_DEFAULT,
                           .heap_words = HEAP_MIN_WORDS,
                           .off_heap_words = OFF_HEAP_MIN_WORDS,
                           .max_heap_kill = true,
                           .max_heap_log = true,
                           .warnings = WARNING};
    take_release();
    if (environment)
        take_text(environment);
    take_arguments(argument_count, arguments);
    complete();
    return &flags;
}
