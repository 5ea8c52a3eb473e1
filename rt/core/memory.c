/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The allocation gate (memory.h). Counters are statistics, updated without ordering. Each thread
 * that has called memory_thread_start counts for itself, so that threads do not share cache lines;
 * what one thread has counted may be negative when others free what it allocates.
 */
#include "rt/core/memory.h"

#include <atomic_ops.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { COUNTING_THREADS_MAX = 1024 };

typedef struct Counters {
    _Alignas(64) volatile AO_t used[MEMORY_KIND_COUNT];
} Counters;

static Counters shared;                         /* of threads that are not registered */
static Counters *threads[COUNTING_THREADS_MAX]; /* written once each, before the thread counts */
static volatile AO_t thread_count;
static _Thread_local Counters *own;

void memory_thread_start(void)
{
    AO_t number = AO_fetch_and_add1(&thread_count);
    if (number >= COUNTING_THREADS_MAX)
        return;
    own = aligned_alloc(64, sizeof *own);
    if (!own)
        rt_end("memory: Cannot allocate the counters of a thread.");
    memset(own, 0, sizeof *own);
    AO_store_release((volatile AO_t *)&threads[number], (AO_t)own);
}

static inline void count(MemoryKind kind, AO_t change)
{
    if (own)
        AO_store(&own->used[kind], AO_load(&own->used[kind]) + change);
    else
        AO_fetch_and_add(&shared.used[kind], change);
}

static const char *const kind_name[MEMORY_KIND_COUNT] = {
#define MEMORY_KIND(name, text, allocator) [MEMORY_##name] = text,
#include "rt/core/memory.def"
#undef MEMORY_KIND
};

void *memory_try_alloc(MemoryKind kind, size_t size)
{
    void *block = malloc(size ? size : 1);
    if (block)
        count(kind, size);
    return block;
}

static _Noreturn void fail(MemoryKind kind, size_t size)
{
    rt_end("%s: Cannot allocate %zu bytes of memory (of type \"%s\").", "eheap_alloc", size,
           kind_name[kind]);
}

void *memory_alloc(MemoryKind kind, size_t size)
{
    void *block = memory_try_alloc(kind, size);
    if (!block)
        fail(kind, size);
    return block;
}

void *memory_alloc_aligned(MemoryKind kind, size_t alignment, size_t size)
{
    void *block = aligned_alloc(alignment, size);
    if (!block)
        fail(kind, size);
    count(kind, size);
    return block;
}

void *memory_alloc_zero(MemoryKind kind, size_t size)
{
    void *block = calloc(1, size ? size : 1); /* fresh pages stay untouched */
    if (!block)
        fail(kind, size);
    count(kind, size);
    return block;
}

void *memory_realloc(MemoryKind kind, void *block, size_t old_size, size_t size)
{
    void *moved = realloc(block, size ? size : 1);
    if (!moved)
        rt_end("%s: Cannot reallocate %zu bytes of memory (of type \"%s\").", "eheap_alloc", size,
               kind_name[kind]);
    count(kind, size - old_size);
    return moved;
}

void *memory_grow_stack(void *items, const void *first, size_t size)
{
    if (items != first)
        return memory_realloc(MEMORY_TEMPORARY, items, size, 2 * size);
    return memcpy(memory_alloc(MEMORY_TEMPORARY, 2 * size), first, size);
}

void memory_free_stack(void *items, const void *first, size_t size)
{
    if (items != first)
        memory_free(MEMORY_TEMPORARY, items, size);
}

void memory_set_aside(MemoryKind kind, size_t size)
{
    count(kind, (AO_t)0 - size);
}

void memory_take_back(MemoryKind kind, size_t size)
{
    count(kind, size);
}

void memory_free_aside(void *block)
{
    free(block);
}

void memory_free(MemoryKind kind, void *block, size_t size)
{
    if (!block)
        return;
    count(kind, (AO_t)0 - size);
    free(block);
}

size_t memory_used(MemoryKind kind)
{
    AO_t sum = AO_load(&shared.used[kind]);
    for (int i = 0; i < COUNTING_THREADS_MAX; i++) {
        Counters *counters = (Counters *)AO_load_acquire((volatile AO_t *)&threads[i]);
        if (!counters)
            break;
        sum += AO_load(&counters->used[kind]);
    }
    return sum;
}

void rt_fatal(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    fputs("joist runtime: internal error: ", stderr);
    vfprintf(stderr, format, arguments);
    fputc('\n', stderr);
    va_end(arguments);
    abort();
}

void rt_end(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    vfprintf(stderr, format, arguments);
    fputc('\n', stderr);
    va_end(arguments);
    _Exit(1);
}
