/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The one process that is told of something all over the system (system_monitor, system_profile),
 * and what it wants to be told. Settings are changed and read under `lock`; what hot paths look at
 * is published by `apply` and read without it.
 *
 * A listener that ends: system_listener_set looks it up after having set it (full barrier), the
 * ending process looks at the settings after having left the table; one of them sees the other.
 */
#ifndef RT_PROCESS_SYSTEM_LISTENER_H
#define RT_PROCESS_SYSTEM_LISTENER_H

#include <pthread.h>
#include "rt/core/process.h"

typedef struct SystemListener {
    pthread_mutex_t lock;
    volatile AO_t pid; /* the settings' */
    void *settings;    /* `size` bytes that begin with the pid (am_undefined: nobody) */
    size_t size;
    void (*apply)(const void *settings); /* under `lock`: they are the settings now */
} SystemListener;

#define SYSTEM_LISTENER(variable, publish)                                               \
    {                                                                                    \
        .lock = PTHREAD_MUTEX_INITIALIZER, .pid = am_undefined, .settings = &(variable), \
        .size = sizeof(variable), .apply = (publish),                                    \
    }

void system_listener_get(SystemListener *listener, void *settings);
/* False: there is no such process, and all stays as it was. */
bool system_listener_set(SystemListener *listener, const void *settings, void *before);
/* It is out of the process table; `nobody` are the settings then. */
void system_listener_process_ends(SystemListener *listener, Term pid, const void *nobody);

#endif
