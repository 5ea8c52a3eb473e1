/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Listing all processes, part by part: the pids that come out are those of the processes that
 * existed at one moment, that of listing_begin.
 *
 * Processes made since then are known by their birth and left out. Those that end while listings go
 * on are written down, in a queue of blocks that all listings read, each from where the queue ended
 * when it began; a block goes when no listing reads it or one before it. A process that ends is
 * listed from there if its slot had not been looked at yet: a listing reads on in the queue to its
 * end before it looks at further slots, so what it reads has happened since it looked at the last
 * ones.
 *
 * A process that is being made or removed at the moment of listing_begin counts as existing or not,
 * as it comes: but what happens because of that comes later than the moment, too, for all others.
 *
 * Any thread; a listing belongs to one process. Listings and what ends meanwhile are under a lock;
 * without any, ending takes one look at a counter.
 */
#ifndef RT_PROCESS_LISTING_H
#define RT_PROCESS_LISTING_H

#include "rt/core/process.h"

typedef struct ListingBlock ListingBlock;

typedef struct Listing {
    ListingBlock *block; /* what to read next: its entry `index`; NULL: the listing has ended */
    UInt index;
    UInt births; /* of processes from this number on */
    UInt slot;   /* this one and those behind it have been looked at */
} Listing;

enum { LISTING_SLOTS = 512, LISTING_ENDED = 256, LISTING_PART = LISTING_SLOTS + LISTING_ENDED };

void listing_begin(Listing *listing);
/* Adds the next pids; returns how many. */
UInt listing_next(Listing *listing, Term pids[LISTING_PART]);
static inline bool listing_is_complete(const Listing *listing)
{
    return listing->slot == 0;
}
/* Also of one that is not complete; once or more. */
void listing_end(Listing *listing);

/* Removes a process from the process table. */
void listing_remove(Process *process);

#endif
