/* SPDX-License-Identifier: Apache-2.0 */
/*
 * erlang:processes/0, in as many time slices as it takes: erlang:ptab_list_continue/2 in what
 * programs see of it, as in ERTS. The listing is behind a magic reference, so that it ends when its
 * process does.
 */
#include "rt/bif/processes.h"

#include "rt/bif/natives.h"
#include "rt/core/bif.h"
#include "rt/core/list.h"
#include "rt/core/reference.h"
#include "rt/process/table.h"

static Listing *listing_of(BinaryObject *object)
{
    return (Listing *)(void *)object->bytes;
}

static void listing_dead(BinaryObject *object)
{
    reference_forget(object);
    listing_end(listing_of(object));
}

/* Goes on while there are reductions; returns whether the list is complete. */
static bool extend(Process *process, Listing *listing, Term *list)
{
    Term pids[LISTING_PART];
    while (!listing_is_complete(listing)) {
        if (bif_reductions_left(process) <= 0)
            return false;
        UInt count = listing_next(listing, pids);
        for (UInt i = 0; i < count; i++)
            *list = heap_cons(process, pids[i], *list);
        bif_charge(process, (SInt)(LISTING_SLOTS / PROCESSES_SLOTS + count / PROCESSES_FOUND));
    }
    listing_end(listing);
    return true;
}

Term processes_more(Process *process, Term list, Term reference, Term unused, Term none)
{
    (void)unused, (void)none;
    BinaryObject *object = reference_object(reference, listing_dead);
    if (extend(process, listing_of(object), &list))
        return list;
    return bif_trap(process, processes_more, 2, list, reference, TERM_NIL, TERM_NIL);
}

Term bif_erlang_processes_0(Process *process)
{
    Listing listing;
    Term list = TERM_NIL;
    listing_begin(&listing);
    if (bif_reductions_left(process) >= PROCESSES_LEAST_REDUCTIONS &&
        extend(process, &listing, &list))
        return list;
    BinaryObject *object = binary_object_new(sizeof listing);
    object->destructor = listing_dead;
    *listing_of(object) = listing;
    return bif_trap(process, processes_more, 2, list, reference_new_magic(process, object),
                    TERM_NIL, TERM_NIL);
}

Term processes_at_once(Process *process)
{
    Term list = TERM_NIL;
    UInt at = process_table_slots();
    while (at > 0) {
        Process *other = process_table_at(--at);
        if (other)
            list = heap_cons(process, process_pid(other), list);
    }
    return list;
}
