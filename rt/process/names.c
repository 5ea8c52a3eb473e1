/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Registered names (names.h): a table indexed by the atom's number, in segments made when a name in
 * them is first registered.
 */
#include "rt/process/names.h"

#include <pthread.h>
#include "rt/core/atom.h"
#include "rt/core/heap.h"
#include "rt/core/memory.h"
#include "rt/port/table.h"
#include "rt/process/listing.h"
#include "rt/process/table.h"

enum { SEGMENT_BITS = 10, SEGMENT_SIZE = 1 << SEGMENT_BITS };

static volatile AO_t segments[((UInt)ATOM_INDEX_MAX + 1) >> SEGMENT_BITS];
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static volatile AO_t *slot_of(Term name)
{
    UInt index = term_atom_index(name);
    volatile AO_t *segment = (volatile AO_t *)AO_load_acquire(&segments[index >> SEGMENT_BITS]);
    return segment ? &segment[index & (SEGMENT_SIZE - 1)] : NULL;
}

Term names_find(Term name)
{
    volatile AO_t *slot = slot_of(name);
    return slot ? AO_load_acquire(slot) : THE_NON_VALUE;
}

/* No order: the name may be gone or another one as soon as it is known. */
Term names_of_process(const Process *process)
{
    return AO_load(&process->registered_name);
}

Term names_of_port(const Port *port)
{
    return AO_load(&port->registered_name);
}

static volatile AO_t *slot_made(Term name)
{
    volatile AO_t *slot = slot_of(name);
    if (!slot) {
        void *segment = memory_alloc_zero(MEMORY_PROCESS, SEGMENT_SIZE * sizeof(AO_t));
        AO_store_release(&segments[term_atom_index(name) >> SEGMENT_BITS], (AO_t)segment);
        slot = slot_of(name);
    }
    return slot;
}

/* Where the name of that process or port is kept; NULL: it has ended. */
static volatile AO_t *name_of(Term id)
{
    if (term_is_local_port(id)) {
        Port *port = port_lookup(id);
        return port ? &port->registered_name : NULL;
    }
    Process *process = process_lookup(id);
    return process ? &process->registered_name : NULL;
}

Term names_of(Term id)
{
    volatile AO_t *word = name_of(id);
    return word ? AO_load(word) : THE_NON_VALUE;
}

bool names_register(Term name, Term id)
{
    pthread_mutex_lock(&lock);
    volatile AO_t *slot = slot_made(name), *word = name_of(id);
    bool good = AO_load(slot) == THE_NON_VALUE && word && AO_load(word) == THE_NON_VALUE;
    if (good) {
        AO_store(word, name);
        AO_store_release(slot, id);
    }
    pthread_mutex_unlock(&lock);
    return good;
}

bool names_unregister(Term name)
{
    pthread_mutex_lock(&lock);
    volatile AO_t *slot = slot_of(name);
    Term id = slot ? AO_load(slot) : THE_NON_VALUE;
    if (id != THE_NON_VALUE) {
        volatile AO_t *word = name_of(id);
        if (word)
            AO_store(word, THE_NON_VALUE);
        AO_store_release(slot, THE_NON_VALUE);
    }
    pthread_mutex_unlock(&lock);
    return id != THE_NON_VALUE;
}

static void free_name(volatile AO_t *word)
{
    Term name = AO_load(word);
    if (name != THE_NON_VALUE)
        AO_store_release(slot_of(name), THE_NON_VALUE);
    AO_store(word, THE_NON_VALUE);
}

/* Under the lock, so that no registration that has found the process alive comes later. */
void names_process_ends(Process *process)
{
    pthread_mutex_lock(&lock);
    listing_remove(process);
    free_name(&process->registered_name);
    pthread_mutex_unlock(&lock);
}

void names_port_ends(Port *port)
{
    pthread_mutex_lock(&lock);
    AO_store_release(&port->open, 0);
    free_name(&port->registered_name);
    pthread_mutex_unlock(&lock);
}

Term names_list(Process *process)
{
    Term list = TERM_NIL;
    for (UInt i = 0; i < sizeof segments / sizeof segments[0]; i++) {
        volatile AO_t *segment = (volatile AO_t *)AO_load_acquire(&segments[i]);
        for (UInt j = 0; segment && j < SEGMENT_SIZE; j++)
            if (AO_load(&segment[j]) != THE_NON_VALUE)
                list = heap_cons(process, term_make_atom(i << SEGMENT_BITS | j), list);
    }
    return list;
}
