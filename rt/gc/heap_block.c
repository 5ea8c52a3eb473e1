/* SPDX-License-Identifier: Apache-2.0 */
/* Blocks for heaps (heap_block.h). The kept ones are under a lock. */
#include "rt/gc/heap_block.h"

#include <atomic_ops.h>
#include <pthread.h>
#include <sys/mman.h>
#include "rt/core/process.h"
#include "rt/gc/small_block.h"
#include "rt/sched/scheduler.h"

enum { KEPT = 3, KEPT_MIN_WORDS = 1 << 18, KEPT_MAX_WORDS = 16 << 20 };

typedef struct KeptBlock {
    Term *block;
    UInt words;
    uint64_t since;
} KeptBlock;

static KeptBlock kept[KEPT];     /* the latest one first; free places have no block */
static volatile AO_t kept_count; /* written under the lock */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

/* Under the lock. */
static void set_kept(int place, KeptBlock block)
{
    UInt count = AO_load(&kept_count) - (kept[place].block != NULL) + (block.block != NULL);
    AO_store(&kept_count, count);
    kept[place] = block;
}

/* The words that are allocated for a block: in steps of an eighth for large ones. Each collection
 * wants a few words more or less than the last one. */
static UInt capacity_of(UInt words)
{
    if (words < KEPT_MIN_WORDS)
        return words;
    UInt step = (UInt)1 << (60 - __builtin_clzll(words));
    return (words + step - 1) & ~(step - 1);
}

/* A block of *words, or of not much more, which *words becomes; NULL: there is none. */
static Term *take_kept(MemoryKind kind, UInt *words)
{
    KeptBlock found = {0};
    UInt capacity = capacity_of(*words);
    if (AO_load(&kept_count) == 0)
        return NULL;
    pthread_mutex_lock(&lock);
    for (int i = 0; i < KEPT && !found.block; i++) {
        if (kept[i].block && kept[i].words >= capacity &&
            kept[i].words - capacity <= capacity / 2) {
            found = kept[i];
            set_kept(i, (KeptBlock){0});
        }
    }
    pthread_mutex_unlock(&lock);
    if (!found.block)
        return NULL;
    memory_take_back(kind, found.words * sizeof(Term));
    if (found.words != capacity)
        *words = found.words;
    return found.block;
}

/* In the place of the oldest. */
static void keep(MemoryKind kind, Term *block, UInt words)
{
    memory_set_aside(kind, words * sizeof(Term));
    pthread_mutex_lock(&lock);
    KeptBlock oldest = kept[KEPT - 1];
    for (int i = KEPT; --i > 0;)
        set_kept(i, kept[i - 1]);
    set_kept(0, (KeptBlock){block, words, scheduler_now()});
    pthread_mutex_unlock(&lock);
    memory_free_aside(oldest.block);
}

uint64_t heap_block_tidy(uint64_t now)
{
    uint64_t next = UINT64_MAX;
    Term *unwanted[KEPT];
    int count = 0;
    if (AO_load(&kept_count) == 0)
        return next;
    pthread_mutex_lock(&lock);
    for (int i = 0; i < KEPT; i++) {
        uint64_t end = kept[i].since + HEAP_BLOCK_KEPT_NS;
        if (kept[i].block && end <= now) {
            unwanted[count++] = kept[i].block;
            set_kept(i, (KeptBlock){0});
        } else if (kept[i].block && end < next) {
            next = end;
        }
    }
    pthread_mutex_unlock(&lock);
    while (count > 0)
        memory_free_aside(unwanted[--count]);
    return next;
}

/* Large heaps are written from end to end: in pages of 4 kB the kernel's share of that is as large
 * as the collector's. Of smaller ones mostly a part is written. */
static Term *large_pages(Term *block, UInt words)
{
    enum { LARGE_WORDS = 1 << 20 };
    if (words < LARGE_WORDS)
        return block;
    const UInt page = (UInt)2 << 20;
    UInt start = ((UInt)block + page - 1) & ~(page - 1);
    UInt end = ((UInt)block + words * sizeof(Term)) & ~(page - 1);
    if (end > start)
        madvise((void *)start, end - start, MADV_HUGEPAGE);
    return block;
}

/* Sanitizers are to see each heap by itself. */
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
enum { SMALL_BLOCKS = false };
#else
enum { SMALL_BLOCKS = true };
#endif

Term *heap_block_new(MemoryKind kind, UInt *size)
{
    UInt words = *size;
    if (SMALL_BLOCKS && words == HEAP_MIN_WORDS)
        return small_block_new();
    if (words > UINT64_MAX / sizeof(Term) / 2)
        rt_end("eheap_alloc: Cannot allocate %zu words of memory (of type \"heap\").",
               (size_t)words);
    Term *block = words >= KEPT_MIN_WORDS ? take_kept(kind, size) : NULL;
    if (block)
        return block;
    UInt capacity = capacity_of(words);
    return large_pages(memory_alloc(kind, capacity * sizeof(Term)), capacity);
}

void heap_block_release(MemoryKind kind, Term *start, const Term *end)
{
    UInt words = (UInt)(end - start);
    if (SMALL_BLOCKS && words == HEAP_MIN_WORDS)
        small_block_free(start);
    else
        memory_free(kind, start, capacity_of(words) * sizeof(Term));
}

void heap_block_free(MemoryKind kind, Term *start, const Term *end)
{
    UInt words = (UInt)(end - start);
    if (words < KEPT_MIN_WORDS || words > KEPT_MAX_WORDS)
        heap_block_release(kind, start, end);
    else
        keep(kind, start, capacity_of(words));
}
