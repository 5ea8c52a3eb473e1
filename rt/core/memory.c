/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The allocation gate (memory.h). Counters are AO_t, updated without ordering: they are statistics.
 */
#include "rt/core/memory.h"

#include <atomic_ops.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

/* jemalloc's options: heaps grow by megabytes and are written from end to end; in pages of 4 kB the
 * kernel's share of that is as large as the collector's. */
const char *malloc_conf = "thp:always";

static volatile AO_t used[MEMORY_KIND_COUNT];

static const char *const kind_name[MEMORY_KIND_COUNT] = {
#define MEMORY_KIND(name, text) [MEMORY_##name] = text,
#include "rt/core/memory.def"
#undef MEMORY_KIND
};

void *memory_try_alloc(MemoryKind kind, size_t size)
{
    void *block = malloc(size ? size : 1);
    if (block)
        AO_fetch_and_add(&used[kind], size);
    return block;
}

void *memory_alloc(MemoryKind kind, size_t size)
{
    void *block = memory_try_alloc(kind, size);
    if (!block)
        rt_end("%s: Cannot allocate %zu bytes of memory (of type \"%s\").", "eheap_alloc", size,
               kind_name[kind]);
    return block;
}

void *memory_realloc(MemoryKind kind, void *block, size_t old_size, size_t size)
{
    void *moved = realloc(block, size ? size : 1);
    if (!moved)
        rt_end("%s: Cannot reallocate %zu bytes of memory (of type \"%s\").", "eheap_alloc", size,
               kind_name[kind]);
    AO_fetch_and_add(&used[kind], size - old_size);
    return moved;
}

void memory_free(MemoryKind kind, void *block, size_t size)
{
    if (!block)
        return;
    AO_fetch_and_add(&used[kind], (AO_t)0 - size);
    free(block);
}

size_t memory_used(MemoryKind kind)
{
    return AO_load(&used[kind]);
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
