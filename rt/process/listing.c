/* SPDX-License-Identifier: Apache-2.0 */
/* Listing processes (listing.h). */
#include "rt/process/listing.h"

#include <atomic_ops.h>
#include <pthread.h>
#include "rt/core/memory.h"
#include "rt/process/table.h"

typedef struct Ended {
    Term pid;
    UInt birth;
} Ended;

enum { BLOCK_ENTRIES = 254 };

struct ListingBlock {
    ListingBlock *next;
    UInt readers; /* listings that read it */
    UInt count;
    Ended entries[BLOCK_ENTRIES];
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
/* Changed under the lock, by atomic additions: whoever sees an effect of a listing sees that it
 * goes on. */
static volatile AO_t listings;
static ListingBlock *oldest, *newest; /* NULL without listings */

/* ---- the queue of those that have ended ---------------------------------------------------------
 */

static void add_block_locked(void)
{
    ListingBlock *block = memory_alloc(MEMORY_PROCESS, sizeof *block);
    block->next = NULL;
    block->readers = block->count = 0;
    if (newest)
        newest->next = block;
    else
        oldest = block;
    newest = block;
}

/* Those that no listing will read. */
static void free_blocks_locked(void)
{
    while (oldest && oldest->readers == 0 && (oldest != newest || AO_load(&listings) == 0)) {
        ListingBlock *next = oldest->next;
        memory_free(MEMORY_PROCESS, oldest, sizeof *oldest);
        oldest = next;
    }
    if (!oldest)
        newest = NULL;
}

void listing_remove(Process *process)
{
    if (AO_load_full(&listings) == 0) {
        process_table_remove(process);
        return;
    }
    pthread_mutex_lock(&lock);
    if (newest) {
        if (newest->count == BLOCK_ENTRIES)
            add_block_locked();
        newest->entries[newest->count++] = (Ended){process->pid, AO_load(&process->birth)};
    }
    process_table_remove(process);
    pthread_mutex_unlock(&lock);
}

/* ---- listings -----------------------------------------------------------------------------------
 */

void listing_begin(Listing *listing)
{
    pthread_mutex_lock(&lock);
    AO_fetch_and_add1_full(&listings);
    if (!newest)
        add_block_locked();
    newest->readers++;
    *listing = (Listing){newest, newest->count, process_table_births(), process_table_slots()};
    pthread_mutex_unlock(&lock);
}

void listing_end(Listing *listing)
{
    if (!listing->block)
        return;
    pthread_mutex_lock(&lock);
    listing->block->readers--;
    AO_fetch_and_sub1_full(&listings);
    free_blocks_locked();
    pthread_mutex_unlock(&lock);
    listing->block = NULL;
}

/* False: at the end of the queue. A block that follows has at least one entry. */
static bool next_block_locked(Listing *listing)
{
    ListingBlock *block = listing->block;
    if (!block->next)
        return false;
    block->readers--;
    listing->block = block->next;
    listing->block->readers++;
    listing->index = 0;
    free_blocks_locked();
    return true;
}

/* Reads on; returns whether that was to the end. */
static bool read_ended_locked(Listing *listing, Term *pids, UInt *count)
{
    for (int left = LISTING_ENDED; left > 0; left--) {
        if (listing->index == listing->block->count && !next_block_locked(listing))
            return true;
        const Ended *ended = &listing->block->entries[listing->index++];
        if (ended->birth < listing->births && process_table_slot(ended->pid) < listing->slot)
            pids[(*count)++] = ended->pid;
    }
    return false;
}

/* The pid is read first: a structure that is used again gets its birth before its pid. */
static void look_at_slots_locked(Listing *listing, Term *pids, UInt *count)
{
    for (int left = LISTING_SLOTS; left > 0 && listing->slot > 0; left--) {
        Process *process = process_table_at(--listing->slot);
        if (!process)
            continue;
        Term pid = process_pid(process);
        if (AO_load(&process->birth) < listing->births)
            pids[(*count)++] = pid;
    }
}

UInt listing_next(Listing *listing, Term pids[LISTING_PART])
{
    UInt count = 0;
    pthread_mutex_lock(&lock);
    if (read_ended_locked(listing, pids, &count))
        look_at_slots_locked(listing, pids, &count);
    pthread_mutex_unlock(&lock);
    return count;
}
