/* SPDX-License-Identifier: Apache-2.0 */
#include "rt/process/system_listener.h"

#include <string.h>
#include "rt/core/atom.h"
#include "rt/process/table.h"

static Term pid_of(const void *settings)
{
    return *(const Term *)settings;
}

void system_listener_get(SystemListener *listener, void *settings)
{
    pthread_mutex_lock(&listener->lock);
    memcpy(settings, listener->settings, listener->size);
    pthread_mutex_unlock(&listener->lock);
}

static void apply_locked(SystemListener *listener, const void *settings)
{
    memcpy(listener->settings, settings, listener->size);
    AO_store_full(&listener->pid, pid_of(settings));
    listener->apply(settings);
}

bool system_listener_set(SystemListener *listener, const void *settings, void *before)
{
    Term pid = pid_of(settings);
    pthread_mutex_lock(&listener->lock);
    memcpy(before, listener->settings, listener->size);
    apply_locked(listener, settings);
    bool good = pid == am_undefined || process_lookup(pid) != NULL;
    if (!good)
        apply_locked(listener, before);
    pthread_mutex_unlock(&listener->lock);
    return good;
}

void system_listener_process_ends(SystemListener *listener, Term pid, const void *nobody)
{
    if (AO_load_full(&listener->pid) != pid)
        return;
    pthread_mutex_lock(&listener->lock);
    if (pid_of(listener->settings) == pid)
        apply_locked(listener, nobody);
    pthread_mutex_unlock(&listener->lock);
}
