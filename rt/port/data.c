/* SPDX-License-Identifier: Apache-2.0 */
/* Terms kept with ports (data.h): copies in signals that are never sent, under one lock. */
#include "rt/port/data.h"

#include <pthread.h>
#include "rt/core/atom.h"
#include "rt/core/flat_size.h"
#include "rt/process/signal.h"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

bool data_set(Port *port, Term id, Term term)
{
    Signal *old, *new = signal_new(SIGNAL_MESSAGE, id, THE_NON_VALUE, 0, term);
    pthread_mutex_lock(&lock);
    bool good = port_id(port) == id && AO_load(&port->open);
    old = good ? port->data : new;
    if (good)
        port->data = new;
    pthread_mutex_unlock(&lock);
    if (old)
        signal_free(old);
    return good;
}

Term data_get(Process *process, Port *port, Term id)
{
    Signal *copy = NULL;
    pthread_mutex_lock(&lock);
    bool good = port_id(port) == id && AO_load(&port->open);
    if (good && port->data)
        copy = signal_new(SIGNAL_MESSAGE, id, THE_NON_VALUE, 0, port->data->term);
    pthread_mutex_unlock(&lock);
    if (copy)
        return signal_adopt(process, copy);
    return good ? (Term)am_undefined : THE_NON_VALUE;
}

UInt data_size(Port *port)
{
    pthread_mutex_lock(&lock);
    UInt words = port->data ? flat_size(port->data->term) : 0;
    pthread_mutex_unlock(&lock);
    return words * sizeof(Term);
}

void data_clear(Port *port)
{
    pthread_mutex_lock(&lock);
    Signal *old = port->data;
    port->data = NULL;
    pthread_mutex_unlock(&lock);
    if (old)
        signal_free(old);
}
