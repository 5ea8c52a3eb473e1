/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The port table (table.h). A slot holds 0 or the Port *; structures are made one after the other
 * and kept in a list when they are free. Slots and the list change under a lock.
 */
#include "rt/port/table.h"

#include <pthread.h>
#include <string.h>
#include "rt/core/memory.h"
#include "rt/core/node.h"
#include "rt/port/task.h"

enum { MASK = PORT_LIMIT - 1 };

static volatile AO_t slots[PORT_LIMIT];
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static Port *free_ports;
static UInt next_number, in_use;
static volatile AO_t slots_used; /* slots from here on have always been empty */

Port *port_find(Term id)
{
    Port *port = (Port *)AO_load_acquire(&slots[term_port_number(id) & MASK]);
    return port && port_id(port) == id ? port : NULL;
}

Port *port_lookup(Term id)
{
    Port *port = port_find(id);
    return port && AO_load_acquire(&port->open) ? port : NULL;
}

/* What stragglers of the port before may look at keeps its value: id and tasks. */
static void clear(Port *port)
{
    AO_store(&port->registered_name, THE_NON_VALUE);
    AO_store(&port->busy, 0);
    AO_store(&port->crowd_low, UINT64_MAX);
    AO_store(&port->crowd_high, UINT64_MAX);
    memset(&port->data, 0, sizeof *port - offsetof(Port, data));
    port->os_pid = -1;
}

static Port *take_structure(void)
{
    pthread_mutex_lock(&lock);
    Port *port = NULL;
    if (in_use < PORT_LIMIT) {
        in_use++;
        port = free_ports;
        if (port)
            free_ports = port->next;
        else
            port = memory_alloc_zero(MEMORY_PORT, sizeof *port);
    }
    pthread_mutex_unlock(&lock);
    return port;
}

Port *port_table_new(void)
{
    Port *port = take_structure();
    if (!port)
        return NULL;
    task_enter_new(port);
    clear(port);
    pthread_mutex_lock(&lock);
    while (AO_load(&slots[next_number & MASK]) != 0)
        next_number++;
    UInt number = next_number++ & (((UInt)1 << PORT_NUMBER_BITS) - 1);
    AO_store_release(&port->id, term_make_port(number));
    AO_store_release(&slots[number & MASK], (AO_t)port);
    if ((number & MASK) >= AO_load(&slots_used))
        AO_store_release(&slots_used, (number & MASK) + 1);
    pthread_mutex_unlock(&lock);
    return port;
}

void port_table_remove(Port *port)
{
    pthread_mutex_lock(&lock);
    AO_store_release(&slots[term_port_number(port_id(port)) & MASK], 0);
    pthread_mutex_unlock(&lock);
    AO_store_release(&port->id, THE_NON_VALUE);
}

void port_table_free(Port *port)
{
    pthread_mutex_lock(&lock);
    port->next = free_ports;
    free_ports = port;
    in_use--;
    pthread_mutex_unlock(&lock);
}

UInt port_table_count(void)
{
    pthread_mutex_lock(&lock);
    UInt count = in_use;
    pthread_mutex_unlock(&lock);
    return count;
}

Port *port_table_next_any(UInt *at)
{
    UInt end = AO_load_acquire(&slots_used);
    while (*at < end) {
        Port *port = (Port *)AO_load_acquire(&slots[(*at)++]);
        if (port)
            return port;
    }
    return NULL;
}

Port *port_table_next(UInt *at)
{
    Port *port;
    do {
        port = port_table_next_any(at);
    } while (port && !AO_load_acquire(&port->open));
    return port;
}
