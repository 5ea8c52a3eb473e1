/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Memory outside process heaps: one gate, counted by kind.
 *
 * memory_alloc never returns NULL: when the system has none left, the runtime ends as ERTS does,
 * naming the kind and size. Any thread may call these functions.
 */
#ifndef RT_CORE_MEMORY_H
#define RT_CORE_MEMORY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum MemoryKind {
#define MEMORY_KIND(name, text, allocator) MEMORY_##name,
#include "rt/core/memory.def"
#undef MEMORY_KIND
    MEMORY_KIND_COUNT
} MemoryKind;

void *memory_alloc(MemoryKind kind, size_t size);
void *memory_alloc_zero(MemoryKind kind, size_t size);
/* `alignment` is a power of two that divides `size`. */
void *memory_alloc_aligned(MemoryKind kind, size_t alignment, size_t size);
void *memory_try_alloc(MemoryKind kind, size_t size); /* NULL when there is none */
void *memory_realloc(MemoryKind kind, void *block, size_t old_size, size_t size);
void memory_free(MemoryKind kind, void *block, size_t size);
/* Stacks of what is left to do that begin at `first`, in a C frame: the place of the items from now
 * on, with twice as many bytes; and their end. */
void *memory_grow_stack(void *items, const void *first, size_t size);
void memory_free_stack(void *items, const void *first, size_t size);
/* A block that is kept to be used again counts as free: set aside, then taken back or freed. */
void memory_set_aside(MemoryKind kind, size_t size);
void memory_take_back(MemoryKind kind, size_t size);
void memory_free_aside(void *block);

/* The calling thread counts what it allocates by itself from now on. */
void memory_thread_start(void);

/* Bytes allocated now. */
size_t memory_used(MemoryKind kind);

/* A broken invariant or an exhausted resource: says so on standard error and ends the runtime.
 * Exit status 1 for limits and lack of memory (rt_end), abort for broken invariants (rt_fatal). */
_Noreturn void rt_fatal(const char *format, ...) __attribute__((format(printf, 1, 2), cold));
_Noreturn void rt_end(const char *format, ...) __attribute__((format(printf, 1, 2), cold));

#endif
