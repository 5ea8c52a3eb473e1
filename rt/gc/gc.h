/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The collector: per process, copying, two generations, never recursive. A large collection runs on
 * a dirty CPU scheduler.
 *
 * A minor collection copies live young objects: those that survived the last collection (below
 * high_water) to the old heap, the rest (and heap fragments) to a new block, or aside and back to
 * the present one. Where most of what survives once does so twice, everything goes to the old heap
 * at once, and the block, then empty, stays. A full one leaves the old heap too: what lives goes to
 * one new block with everything else, or, when the old heap was full, to a larger old heap. The
 * stack moves with the block.
 *
 * Binaries off the heap count by their sizes, in both generations: too many of them call for a
 * collection, or make it a full one.
 *
 * Roots: `live` X registers of the scheduler, the stack without the word at its top, the process
 * dictionary, messages whose data are on the heap, and the saved registers of a waiting process.
 */
#ifndef RT_GC_GC_H
#define RT_GC_GC_H

#include "rt/core/process.h"

/* Collect so that afterwards at least `need` words are free. The process is synced; its stack,
 * heap_top and the X registers x[0…live) are up to date afterwards. */
void gc_collect(Process *process, UInt need, UInt live);

/* The same, always a full collection (erlang:garbage_collect). */
void gc_collect_full(Process *process, UInt need, UInt live);

/* Leaves no room in the block: after a full collection, when the process is to rest for long and
 * runs no code. */
void gc_shrink(Process *process);
/* The opposite, when it is to run again: a block of the least size that it was made with, at once
 * and not by its first collection. */
void gc_widen(Process *process);

/* Does the process have fragments or off-heap data that call for a collection? */
static inline bool gc_wanted(const Process *process)
{
    return process->fragments != NULL || process->want_full ||
           process->off_heap_words > process->off_heap_limit;
}

/* The first block of a process: at least `words`. */
void gc_heap_create(Process *process, UInt words);
/* Frees the heaps of a dead process and releases what its off-heap objects refer to. */
void gc_heap_destroy(Process *process);

/* Move block and stack to a block of so many words, if what is in use fits. The X registers live
 * are those of the collection under way. */
void gc_resize_block(Process *process, UInt words);

/* The block size ERTS would choose for so many words (sizes.h), at least
 * HEAP_MIN_WORDS. */
UInt gc_heap_size(UInt words);

/* Its heaps' sizes in words, as process_info(garbage_collection_info) and traces tell them. */
enum { HEAP_FACTS = 11 };
typedef struct HeapFact {
    Term name;
    UInt value;
} HeapFact;
void gc_facts(const Process *process, const Term *heap_top, HeapFact *facts);
/* The same as a list of pairs.
 * `heap_top`: the heap's, should process->heap_top be something else for now. */
Term gc_information(Process *process, const Term *heap_top);

#endif
