/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Slabs of small blocks (small_block.h). A slab starts at a multiple of its size, so that its
 * header is found from a block. Slabs with free blocks are in a list; all that is in headers and
 * in free blocks of slabs is under `lock`. A free block holds the next one.
 */
#include "rt/gc/small_block.h"

#include <pthread.h>
#include "rt/core/memory.h"
#include "rt/core/process.h"

enum {
    SLAB_BYTES = 1 << 17,
    OWN_MAX = 128, /* blocks that a thread keeps; half of them are moved at once */
    EMPTY_MAX = 8, /* slabs without a used block that are not given back */
};

typedef struct Block Block;
struct Block {
    Block *next;
};

typedef struct Slab Slab;
struct Slab {
    Slab *next, **link; /* in the list of those with free blocks; link NULL: not there */
    Block *free;
    UInt used;
};

enum { BLOCK_BYTES = HEAP_MIN_WORDS * sizeof(Term) };
enum { SLAB_BLOCKS = (SLAB_BYTES - sizeof(Slab)) / BLOCK_BYTES };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static Slab *available; /* the newest first */
static UInt empty;
static _Thread_local Block *own;
static _Thread_local UInt own_count;

static void list_locked(Slab *slab)
{
    slab->next = available;
    slab->link = &available;
    if (available)
        available->link = &slab->next;
    available = slab;
}

static void unlist_locked(Slab *slab)
{
    *slab->link = slab->next;
    if (slab->next)
        slab->next->link = slab->link;
    slab->link = NULL;
}

static void make_slab_locked(void)
{
    Slab *slab = memory_alloc_aligned(MEMORY_HEAP_SLAB, SLAB_BYTES, SLAB_BYTES);
    slab->free = NULL;
    slab->used = 0;
    char *at = (char *)(slab + 1);
    for (int i = 0; i < SLAB_BLOCKS; i++, at += BLOCK_BYTES) {
        ((Block *)at)->next = slab->free;
        slab->free = (Block *)at;
    }
    list_locked(slab);
    empty++;
}

static Block *take_locked(void)
{
    if (!available)
        make_slab_locked();
    Slab *slab = available;
    Block *block = slab->free;
    slab->free = block->next;
    if (slab->used++ == 0)
        empty--;
    if (!slab->free)
        unlist_locked(slab);
    return block;
}

static void give_back_locked(Block *block)
{
    Slab *slab = (Slab *)((UInt)block & ~((UInt)SLAB_BYTES - 1));
    if (!slab->link)
        list_locked(slab);
    block->next = slab->free;
    slab->free = block;
    if (--slab->used > 0)
        return;
    if (empty < EMPTY_MAX) {
        empty++;
        return;
    }
    unlist_locked(slab);
    memory_free(MEMORY_HEAP_SLAB, slab, SLAB_BYTES);
}

Term *small_block_new(void)
{
    if (!own) {
        pthread_mutex_lock(&lock);
        for (; own_count < OWN_MAX / 2; own_count++) {
            Block *block = take_locked();
            block->next = own;
            own = block;
        }
        pthread_mutex_unlock(&lock);
    }
    Block *block = own;
    own = block->next;
    own_count--;
    return (Term *)block;
}

void small_block_free(Term *start)
{
    Block *block = (Block *)start;
    block->next = own;
    own = block;
    if (++own_count <= OWN_MAX)
        return;
    pthread_mutex_lock(&lock);
    for (; own_count > OWN_MAX / 2; own_count--) {
        block = own;
        own = block->next;
        give_back_locked(block);
    }
    pthread_mutex_unlock(&lock);
}
