/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The arena's blocks: small requests share blocks of growing size, large ones get their own.
 *
 * Invariants: see arena.h. Blocks come from calloc, so that fresh pages need no clearing.
 */
#include "arena.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ALIGNMENT = 16, FIRST_BLOCK = 16 * 1024, LARGEST_BLOCK = 4 * 1024 * 1024 };

struct ArenaBlock {
    ArenaBlock *older;
    size_t size; /* of the memory after this header */
};

_Static_assert(sizeof(ArenaBlock) % ALIGNMENT == 0, "blocks must keep their contents aligned");

static _Noreturn void out_of_memory(size_t size)
{
    fprintf(stderr, "joist: out of memory (%zu bytes wanted)\n", size);
    abort();
}

static ArenaBlock *new_block(size_t size)
{
    ArenaBlock *block = NULL;
    if (size <= SIZE_MAX - sizeof(ArenaBlock)) {
        block = calloc(1, sizeof(ArenaBlock) + size);
    }
    if (!block) {
        out_of_memory(size);
    }
    block->size = size;
    return block;
}

void arena_init(Arena *arena)
{
    *arena = (Arena){NULL, NULL, NULL, 0};
}

void arena_free(Arena *arena)
{
    ArenaBlock *block = arena->blocks;
    while (block) {
        ArenaBlock *older = block->older;
        free(block);
        block = older;
    }
    arena_init(arena);
}

/* A block for one large request goes behind the newest, which keeps its free space. */
static void *alloc_large(Arena *arena, size_t size)
{
    ArenaBlock *block = new_block(size);
    if (arena->blocks) {
        block->older = arena->blocks->older;
        arena->blocks->older = block;
    } else {
        arena->blocks = block;
    }
    return block + 1;
}

static void start_block(Arena *arena)
{
    size_t size = FIRST_BLOCK;
    if (arena->blocks && arena->limit) {
        size = arena->blocks->size < LARGEST_BLOCK ? arena->blocks->size * 2 : LARGEST_BLOCK;
    }
    ArenaBlock *block = new_block(size);
    block->older = arena->blocks;
    arena->blocks = block;
    arena->next = (char *)(block + 1);
    arena->limit = arena->next + size;
}

void *arena_alloc(Arena *arena, size_t size)
{
    if (size > SIZE_MAX - ALIGNMENT) {
        out_of_memory(size);
    }
    size = (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    if (size == 0) {
        size = ALIGNMENT;
    }
    arena->total += size;
    if (size > (size_t)(arena->limit - arena->next)) {
        if (size > FIRST_BLOCK / 4) {
            return alloc_large(arena, size);
        }
        start_block(arena);
    }
    void *memory = arena->next;
    arena->next += size;
    return memory;
}

void *arena_alloc_array(Arena *arena, size_t count, size_t item_size)
{
    size_t size;
    if (__builtin_mul_overflow(count, item_size, &size)) {
        out_of_memory(SIZE_MAX);
    }
    return arena_alloc(arena, size);
}

char *arena_copy(Arena *arena, const void *bytes, size_t size)
{
    if (size == SIZE_MAX) {
        out_of_memory(size);
    }
    char *copy = arena_alloc(arena, size + 1);
    if (size > 0) {
        memcpy(copy, bytes, size);
    }
    return copy;
}

char *arena_strdup(Arena *arena, const char *text)
{
    return arena_copy(arena, text, strlen(text));
}

char *arena_printf(Arena *arena, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    char *text = arena_vprintf(arena, format, arguments);
    va_end(arguments);
    return text;
}

char *arena_vprintf(Arena *arena, const char *format, va_list arguments)
{
    va_list again;
    va_copy(again, arguments);
    int length = vsnprintf(NULL, 0, format, again);
    va_end(again);
    if (length < 0) {
        return arena_strdup(arena, format);
    }
    char *text = arena_alloc(arena, (size_t)length + 1);
    vsnprintf(text, (size_t)length + 1, format, arguments);
    return text;
}
