/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Copying what lives out of a process's heaps: what gc.c makes its collections of. Runs on the
 * scheduler that runs the process; touches nothing shared but reference counts of off-heap objects.
 */
#ifndef RT_GC_COPYING_H
#define RT_GC_COPYING_H

#include "rt/core/process.h"

/* Where objects are copied to. They will stand `shift` bytes further on at the end. */
typedef struct Space {
    Term *top;
    UInt shift;
} Space;

typedef struct Collection {
    Process *process;
    const Term *block_start, *block_end; /* of the block that is left */
    const Term *old_start, *old_end;     /* the old heap as far as it is used */
    Space *old_to;                       /* where its objects go; NULL: they stay */
    bool fragments;                      /* from-space includes heap fragments */
    const HeapFragment *message;         /* that X registers may refer to, but nothing on the
                                          * heap: guards do not collect; stays where it is */
    const Term *mature_end;              /* minor: objects of the block below go to the old heap */
    Space young;
    Space promoted;          /* the old heap */
    bool promotes_fragments; /* what is in them goes to the old heap, too */
} Collection;

/* Off-heap objects that stay, in the order they had; words of what they hold off the heap. */
typedef struct OffHeapList {
    Term first, *end;
    UInt words;
} OffHeapList;

/* A collection of the present block into `block`, promoting nothing. */
Collection copying_begin(Process *process, Term *block);

/* Copies all that the roots, with so many X registers, reach. */
void copying_run(Collection *gc, UInt live);

/* Off-heap objects of a swept list: survivors go to the list of the generation they moved to, the
 * references of the others are dropped. Promoted are those that stand from promoted_start on. */
void copying_sweep_off_heap(const Collection *gc, Term *object, OffHeapList *young,
                            OffHeapList *old, const Term *promoted_start);
/* The first object of the list, which `others` follow. */
Term *copying_followed_by(OffHeapList *list, Term *others);

#endif
