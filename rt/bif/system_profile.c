/* SPDX-License-Identifier: Apache-2.0 */
/* erlang:system_profile/0,2: the settings as terms (rt/process/system_profile.h). */
#include "rt/process/system_profile.h"

#include "rt/core/atom.h"
#include "rt/core/bif.h"
#include "rt/core/heap.h"
#include "rt/sched/scheduler.h"
#include "rt/trace/flag.h"

static const struct {
    uint32_t bit;
    Term name;
} options[] = {
    /* Listed the other way round. */
    {PROFILE_PORTS, am_runnable_ports},
    {PROFILE_PROCESSES, am_runnable_procs},
    {PROFILE_SCHEDULERS, am_scheduler},
    {PROFILE_EXCLUSIVE, am_exclusive},
};

enum { OPTIONS = sizeof options / sizeof *options };

static Term settings_term(Process *process, const SystemProfile *settings)
{
    Term list = TERM_NIL;
    if (settings->pid == am_undefined)
        return am_undefined;
    for (UInt i = 0; i < OPTIONS; i++)
        if (settings->what & options[i].bit)
            list = heap_cons(process, options[i].name, list);
    return heap_tuple(process, 2, settings->pid, list);
}

Term bif_erlang_system_profile_0(Process *process)
{
    SystemProfile settings = system_profile_get();
    return settings_term(process, &settings);
}

static bool take_option(Term option, SystemProfile *settings)
{
    for (UInt i = 0; i < OPTIONS; i++)
        if (option == options[i].name) {
            settings->what |= options[i].bit;
            return true;
        }
    if (option == am_timestamp)
        settings->stamp = TRACE_NOW;
    else if (option == am_monotonic_timestamp)
        settings->stamp = TRACE_MONOTONIC;
    else if (option == am_strict_monotonic_timestamp)
        settings->stamp = TRACE_STRICT;
    else
        return false;
    return true;
}

/* Nobody is told without options, whatever the process is. */
Term bif_erlang_system_profile_2(Process *process, Term pid, Term list)
{
    SystemProfile settings = {.pid = am_undefined, .stamp = TRACE_NOW}, before;
    if (pid != am_undefined && !term_is_nil(list)) {
        settings.pid = pid;
        if (!term_is_local_pid(pid))
            return bif_badarg(process);
        for (; term_is_cons(list); list = term_tail(list))
            if (!take_option(term_head(list), &settings))
                return bif_badarg(process);
        if (!term_is_nil(list))
            return bif_badarg(process);
    }
    if (!system_profile_set(&settings, scheduler_busy(), &before))
        return bif_badarg(process);
    return settings_term(process, &before);
}
