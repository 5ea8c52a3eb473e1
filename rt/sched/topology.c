/* SPDX-License-Identifier: Apache-2.0 */
/* Processors and what is bound to them (topology.h). All is under `lock`, except that threads read
 * the bindings of their schedulers without it. */
#define _GNU_SOURCE /* sched_setaffinity */

#include "rt/sched/topology.h"

#include <dirent.h>
#include <pthread.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "rt/core/memory.h"

enum { SCHEDULERS_MAX = 1024 };

typedef struct Topology {
    TopologyCpu *cpus; /* in the order of the levels, numbered without gaps */
    UInt count;
} Topology;

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static Topology defined, detected;
static bool looked; /* for the detected one */
static BindType bind_type;
static UInt bound_schedulers;
static volatile AO_t bindings[SCHEDULERS_MAX + 1]; /* logical number + 1; 0: none. By number */
static cpu_set_t allowed; /* to the program when it began; set before topology_ever_bound */
static _Thread_local AO_t own_binding;
volatile AO_t topology_ever_bound;

/* ---- order --------------------------------------------------------------------------------------
 */

/* Which level differs between neighbours the least often, to the most often. */
static const TopologyLevel orders[BIND_COUNT][LEVEL_COUNT] = {
    [BIND_UNBOUND] = {LEVEL_NODE, LEVEL_PROCESSOR, LEVEL_PROCESSOR_NODE, LEVEL_CORE, LEVEL_THREAD},
    [BIND_NO_SPREAD] = {LEVEL_NODE, LEVEL_PROCESSOR, LEVEL_PROCESSOR_NODE, LEVEL_CORE,
                        LEVEL_THREAD},
    [BIND_THREAD_SPREAD] = {LEVEL_THREAD, LEVEL_NODE, LEVEL_PROCESSOR, LEVEL_PROCESSOR_NODE,
                            LEVEL_CORE},
    [BIND_PROCESSOR_SPREAD] = {LEVEL_THREAD, LEVEL_PROCESSOR_NODE, LEVEL_CORE, LEVEL_NODE,
                               LEVEL_PROCESSOR},
    [BIND_SPREAD] = {LEVEL_THREAD, LEVEL_CORE, LEVEL_PROCESSOR_NODE, LEVEL_PROCESSOR, LEVEL_NODE},
    [BIND_NO_NODE_THREAD_SPREAD] = {LEVEL_NODE, LEVEL_THREAD, LEVEL_PROCESSOR, LEVEL_PROCESSOR_NODE,
                                    LEVEL_CORE},
    [BIND_NO_NODE_PROCESSOR_SPREAD] = {LEVEL_NODE, LEVEL_THREAD, LEVEL_CORE, LEVEL_PROCESSOR_NODE,
                                       LEVEL_PROCESSOR},
    [BIND_THREAD_NO_NODE_PROCESSOR_SPREAD] = {LEVEL_THREAD, LEVEL_NODE, LEVEL_CORE,
                                              LEVEL_PROCESSOR_NODE, LEVEL_PROCESSOR},
};

static int compare(const void *a, const void *b, void *order)
{
    const TopologyCpu *x = a, *y = b;
    const TopologyLevel *levels = order;
    for (int i = 0; i < LEVEL_COUNT; i++)
        if (x->at[levels[i]] != y->at[levels[i]])
            return x->at[levels[i]] - y->at[levels[i]];
    return 0;
}

static void sort(TopologyCpu *cpus, UInt count, BindType type)
{
    qsort_r(cpus, count, sizeof *cpus, compare, (void *)orders[type]);
}

/* Numbers from 0 on within what is around. */
static void number_levels(TopologyCpu *cpus, UInt count)
{
    int number[LEVEL_COUNT] = {0};
    TopologyCpu before = cpus[0];
    for (UInt i = 0; i < count; i++) {
        bool differs = false;
        TopologyCpu now = cpus[i];
        for (int level = 0; level < LEVEL_COUNT; level++) {
            if (differs)
                number[level] = 0;
            else if (now.at[level] != before.at[level])
                number[level]++, differs = true;
            if (now.at[level] >= 0)
                cpus[i].at[level] = number[level];
        }
        before = now;
    }
}

static int compare_logical(const void *a, const void *b)
{
    return ((const TopologyCpu *)a)->logical - ((const TopologyCpu *)b)->logical;
}

static bool logical_differ(TopologyCpu *cpus, UInt count)
{
    qsort(cpus, count, sizeof *cpus, compare_logical);
    for (UInt i = 1; i < count; i++)
        if (cpus[i - 1].logical == cpus[i].logical)
            return false;
    return true;
}

/* Sorts. */
static bool places_differ(TopologyCpu *cpus, UInt count)
{
    sort(cpus, count, BIND_NO_SPREAD);
    for (UInt i = 1; i < count; i++)
        if (compare(&cpus[i - 1], &cpus[i], (void *)orders[BIND_NO_SPREAD]) == 0)
            return false;
    return true;
}

/* ---- what /sys tells ----------------------------------------------------------------------------
 */

static bool read_number(const char *path, int *number)
{
    FILE *file = fopen(path, "re");
    bool good = file && fscanf(file, "%d", number) == 1;
    if (file)
        fclose(file);
    return good;
}

/* The memory node that the processor's folder names; 0 when there are none. */
static int node_of(const char *folder)
{
    int node = 0;
    DIR *directory = opendir(folder);
    for (struct dirent *entry; directory && (entry = readdir(directory));)
        if (sscanf(entry->d_name, "node%d", &node) == 1)
            break;
    if (directory)
        closedir(directory);
    return node;
}

static bool read_cpu(TopologyCpu *cpu, int logical)
{
    char folder[64], path[128];
    snprintf(folder, sizeof folder, "/sys/devices/system/cpu/cpu%d", logical);
    cpu->logical = logical;
    snprintf(path, sizeof path, "%s/topology/physical_package_id", folder);
    if (!read_number(path, &cpu->at[LEVEL_PROCESSOR]))
        return false;
    snprintf(path, sizeof path, "%s/topology/core_id", folder);
    if (!read_number(path, &cpu->at[LEVEL_CORE]))
        return false;
    if (cpu->at[LEVEL_PROCESSOR] < 0)
        cpu->at[LEVEL_PROCESSOR] = 0;
    cpu->at[LEVEL_NODE] = node_of(folder);
    cpu->at[LEVEL_PROCESSOR_NODE] = -1;
    cpu->at[LEVEL_THREAD] = logical;
    return true;
}

static void add_cpu(Topology *topology, int logical)
{
    UInt count = topology->count;
    if (count % 64 == 0)
        topology->cpus =
            memory_realloc(MEMORY_SCHEDULER, topology->cpus, count * sizeof(TopologyCpu),
                           (count + 64) * sizeof(TopologyCpu));
    topology->count += read_cpu(&topology->cpus[count], logical);
}

/* Where a processor has several nodes these are part of it. */
static void place_nodes(Topology *topology)
{
    for (UInt i = 0; i < topology->count; i++)
        for (UInt j = 0; j < i; j++) {
            const TopologyCpu *a = &topology->cpus[i], *b = &topology->cpus[j];
            if (a->at[LEVEL_PROCESSOR] != b->at[LEVEL_PROCESSOR] ||
                a->at[LEVEL_NODE] == b->at[LEVEL_NODE])
                continue;
            for (UInt k = 0; k < topology->count; k++) {
                topology->cpus[k].at[LEVEL_PROCESSOR_NODE] = topology->cpus[k].at[LEVEL_NODE];
                topology->cpus[k].at[LEVEL_NODE] = -1;
            }
            return;
        }
}

static void trim(Topology *topology)
{
    UInt room = (topology->count + 63) / 64 * 64;
    topology->cpus = memory_realloc(MEMORY_SCHEDULER, topology->cpus, room * sizeof(TopologyCpu),
                                    topology->count * sizeof(TopologyCpu));
}

static void detect_locked(void)
{
    int first, last;
    if (looked)
        return;
    looked = true;
    FILE *file = fopen("/sys/devices/system/cpu/online", "re");
    if (!file)
        return;
    for (int read; (read = fscanf(file, "%d-%d", &first, &last)) >= 1;) {
        for (int i = first; i <= (read == 2 ? last : first) && i <= TOPOLOGY_ID_MAX; i++)
            add_cpu(&detected, i);
        if (fgetc(file) != ',')
            break;
    }
    fclose(file);
    if (detected.count == 0)
        return;
    place_nodes(&detected);
    if (detected.count % 64 != 0)
        trim(&detected);
    sort(detected.cpus, detected.count, BIND_NO_SPREAD);
    number_levels(detected.cpus, detected.count);
}

/* ---- telling and defining -----------------------------------------------------------------------
 */

static const Topology *topology_locked(TopologyKind kind)
{
    if (kind != TOPOLOGY_DETECTED && (kind == TOPOLOGY_DEFINED || defined.count > 0))
        return &defined;
    detect_locked();
    return &detected;
}

static TopologyCpu *copy(const TopologyCpu *cpus, UInt count)
{
    if (count == 0)
        return NULL;
    TopologyCpu *result = memory_alloc(MEMORY_SCHEDULER, count * sizeof *result);
    memcpy(result, cpus, count * sizeof *result);
    return result;
}

void topology_free(TopologyCpu *cpus, UInt count)
{
    memory_free(MEMORY_SCHEDULER, cpus, count * sizeof *cpus);
}

TopologyCpu *topology_get(TopologyKind kind, UInt *count)
{
    pthread_mutex_lock(&lock);
    const Topology *topology = topology_locked(kind);
    TopologyCpu *cpus = copy(topology->cpus, *count = topology->count);
    pthread_mutex_unlock(&lock);
    return cpus;
}

/* ---- binding ------------------------------------------------------------------------------------
 */

/* A thread changes its processors when it next looks for a process to run. */
static void bind_locked(void)
{
    const Topology *topology = topology_locked(TOPOLOGY_USED);
    TopologyCpu *cpus = copy(topology->cpus, topology->count);
    UInt next = 0;
    sort(cpus, topology->count, bind_type);
    for (UInt scheduler = 1; scheduler <= bound_schedulers; scheduler++) {
        while (next < topology->count && (cpus[next].logical >= CPU_SETSIZE ||
                                          !CPU_ISSET((size_t)cpus[next].logical, &allowed)))
            next++;
        bool binds = bind_type != BIND_UNBOUND && next < topology->count;
        AO_store(&bindings[scheduler], binds ? (AO_t)cpus[next++].logical + 1 : 0);
    }
    topology_free(cpus, topology->count);
}

bool topology_bind(BindType type, UInt schedulers)
{
    bool good = type == BIND_UNBOUND;
    pthread_mutex_lock(&lock);
    if (!good && topology_locked(TOPOLOGY_USED)->count > 0)
        good = AO_load(&topology_ever_bound) || sched_getaffinity(0, sizeof allowed, &allowed) == 0;
    if (good) {
        bind_type = type;
        bound_schedulers = schedulers < SCHEDULERS_MAX ? schedulers : SCHEDULERS_MAX;
        if (type != BIND_UNBOUND || AO_load(&topology_ever_bound))
            bind_locked();
        if (type != BIND_UNBOUND)
            AO_store_full(&topology_ever_bound, 1);
    }
    pthread_mutex_unlock(&lock);
    return good;
}

BindType topology_bind_type(void)
{
    pthread_mutex_lock(&lock);
    BindType type = bind_type;
    pthread_mutex_unlock(&lock);
    return type;
}

int topology_binding(UInt scheduler)
{
    return (int)AO_load(&bindings[scheduler]) - 1;
}

void topology_change_thread(UInt scheduler)
{
    AO_t binding = AO_load(&bindings[scheduler]);
    if (binding == own_binding || AO_load_acquire(&topology_ever_bound) == 0)
        return;
    own_binding = binding;
    cpu_set_t set;
    CPU_ZERO(&set);
    if (binding != 0)
        CPU_SET((size_t)binding - 1, &set);
    sched_setaffinity(0, sizeof set, binding != 0 ? &set : &allowed);
}

void topology_leave(void)
{
    if (AO_load_full(&topology_ever_bound))
        sched_setaffinity(0, sizeof allowed, &allowed);
}

static bool in_range(const TopologyCpu *cpu)
{
    for (int level = 0; level < LEVEL_COUNT; level++)
        if (cpu->at[level] < -1 || cpu->at[level] > TOPOLOGY_ID_MAX)
            return false;
    return cpu->logical >= 0 && cpu->logical <= TOPOLOGY_ID_MAX;
}

bool topology_define(const TopologyCpu *cpus, UInt count)
{
    TopologyCpu *copied = copy(cpus, count);
    bool good = true;
    for (UInt i = 0; i < count; i++)
        good = good && in_range(&cpus[i]);
    if (!good || (count > 0 && (!logical_differ(copied, count) || !places_differ(copied, count)))) {
        topology_free(copied, count);
        return false;
    }
    if (count > 0)
        number_levels(copied, count);
    pthread_mutex_lock(&lock);
    topology_free(defined.cpus, defined.count);
    defined = (Topology){copied, count};
    if (AO_load(&topology_ever_bound))
        bind_locked();
    pthread_mutex_unlock(&lock);
    return true;
}

/* ---- +sct ---------------------------------------------------------------------------------------
 *
 *   Definition:…   Definition: L Ids [t Ids] [c Ids] [p Ids [N Ids] | N Ids [p Ids]]
 *   Ids: Id or Id-Id, with commas. A list of one stands for all of the definition.
 */

enum { IDS_MAX = 4096 };

typedef struct IdList {
    int ids[IDS_MAX];
    UInt count;
} IdList;

static const char *read_id(const char **text, int *id)
{
    char *end;
    if (**text < '0' || **text > '9')
        return "invalid identifier";
    unsigned long value = strtoul(*text, &end, 10);
    *text = end;
    *id = (int)value;
    return value > TOPOLOGY_ID_MAX ? "invalid identifier" : NULL;
}

static const char *read_ids(const char **text, IdList *list)
{
    const char *wrong;
    list->count = 0;
    do {
        int first, last;
        *text += list->count > 0; /* the comma */
        if ((wrong = read_id(text, &first)))
            return wrong;
        last = first;
        if (**text == '-' && ((*text)++, wrong = read_id(text, &last)))
            return wrong;
        for (int step = first <= last ? 1 : -1;; first += step) {
            if (list->count == IDS_MAX)
                return "invalid identifier range";
            list->ids[list->count++] = first;
            if (first == last)
                break;
        }
    } while (**text == ',');
    return NULL;
}

/* What the letters stand for; only L has to be a capital. */
enum { IDS_LOGICAL, IDS_THREAD, IDS_CORE, IDS_PROCESSOR, IDS_NODE, IDS_COUNT };

static int kind_of(char letter)
{
    static const char letters[] = "LTCPN";
    const char *at = letter == 'l' ? NULL : strchr(letters, letter & ~0x20);
    return at && *at ? (int)(at - letters) : -1;
}

/* The lists of a definition. *node_first: nodes are part of processors. */
static const char *read_lists(const char **text, IdList *lists, bool *node_first)
{
    int before = -1;
    while (**text && **text != ':') {
        int kind = kind_of(*(*text)++);
        if (kind < 0)
            return "invalid identifier type";
        if (lists[kind].count || (kind < IDS_PROCESSOR && kind < before) ||
            (kind != IDS_LOGICAL && !lists[IDS_LOGICAL].count))
            return "invalid hierarchy";
        *node_first = *node_first || (kind == IDS_NODE && !lists[IDS_PROCESSOR].count);
        const char *wrong = read_ids(text, &lists[kind]);
        if (wrong)
            return wrong;
        before = kind;
    }
    UInt count = lists[IDS_LOGICAL].count;
    for (int kind = 0; kind < IDS_COUNT; kind++)
        if (lists[kind].count > 1 && lists[kind].count != count)
            return "invalid identifier range";
    return NULL;
}

static int id_of(const IdList *list, UInt index)
{
    return list->count == 0 ? 0 : list->ids[list->count == 1 ? 0 : index];
}

static const char *read_definition(const char **text, Topology *topology)
{
    static IdList lists[IDS_COUNT]; /* used by one thread, before there are others */
    bool node_first = false;
    for (int kind = 0; kind < IDS_COUNT; kind++)
        lists[kind].count = 0;
    const char *wrong = read_lists(text, lists, &node_first);
    if (wrong)
        return wrong;
    node_first = node_first && lists[IDS_PROCESSOR].count;
    topology->cpus =
        memory_realloc(MEMORY_SCHEDULER, topology->cpus, topology->count * sizeof(TopologyCpu),
                       (topology->count + lists[0].count) * sizeof(TopologyCpu));
    for (UInt i = 0; i < lists[IDS_LOGICAL].count; i++) {
        int node = id_of(&lists[IDS_NODE], i);
        topology->cpus[topology->count++] = (TopologyCpu){
            {node_first ? -1 : node, id_of(&lists[IDS_PROCESSOR], i), node_first ? node : -1,
             id_of(&lists[IDS_CORE], i), id_of(&lists[IDS_THREAD], i)},
            id_of(&lists[IDS_LOGICAL], i)};
    }
    return NULL;
}

const char *topology_define_text(const char *text)
{
    Topology read = {NULL, 0};
    const char *wrong = *text ? NULL : "invalid identifier type";
    while (*text && !wrong) {
        wrong = read_definition(&text, &read);
        text += !wrong && *text == ':';
    }
    if (!wrong && !logical_differ(read.cpus, read.count))
        wrong = "not unique logical identifiers";
    if (!wrong && !topology_define(read.cpus, read.count))
        wrong = "not unique entities";
    topology_free(read.cpus, read.count);
    return wrong;
}
