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
Term names_of(const Process *process)
{
    return AO_load(&process->registered_name);
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

bool names_register(Term name, Process *process, Term pid)
{
    pthread_mutex_lock(&lock);
    volatile AO_t *slot = slot_made(name);
    bool good = AO_load(slot) == THE_NON_VALUE && names_of(process) == THE_NON_VALUE &&
                process_lookup(pid) == process;
    if (good) {
        AO_store(&process->registered_name, name);
        AO_store_release(slot, pid);
    }
    pthread_mutex_unlock(&lock);
    return good;
}

bool names_unregister(Term name)
{
    pthread_mutex_lock(&lock);
    volatile AO_t *slot = slot_of(name);
    Term pid = slot ? AO_load(slot) : THE_NON_VALUE;
    if (pid != THE_NON_VALUE) {
        Process *process = process_lookup(pid);
        if (process)
            AO_store(&process->registered_name, THE_NON_VALUE);
        AO_store_release(slot, THE_NON_VALUE);
    }
    pthread_mutex_unlock(&lock);
    return pid != THE_NON_VALUE;
}

/* Under the lock, so that no registration that has found the process alive comes later. */
void names_process_ends(Process *process)
{
    pthread_mutex_lock(&lock);
    process_table_remove(process);
    Term name = names_of(process);
    if (name != THE_NON_VALUE)
        AO_store_release(slot_of(name), THE_NON_VALUE);
    AO_store(&process->registered_name, THE_NON_VALUE);
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
