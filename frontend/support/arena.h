/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A bump arena: everything one compilation allocates is freed at once.
 *
 * Invariants: memory is 16-byte aligned, zeroed and stays where it is until arena_free. No
 * allocation function ever returns NULL: when the system has no memory left the process aborts
 * with a message, since a compiler has nothing better to do. Callers that read untrusted sizes
 * must bound them by the size of their input first.
 *
 * Threads: an arena belongs to one thread at a time.
 */
#ifndef JOIST_FRONTEND_SUPPORT_ARENA_H
#define JOIST_FRONTEND_SUPPORT_ARENA_H

#include <stdarg.h>
#include <stddef.h>

typedef struct ArenaBlock ArenaBlock;

typedef struct Arena {
    ArenaBlock *blocks; /* newest first */
    char *next;         /* free space of the newest block */
    char *limit;
    size_t total; /* bytes handed out so far, for statistics and limits */
} Arena;

void arena_init(Arena *arena);

/* Frees all memory; the arena is empty and usable again afterwards. */
void arena_free(Arena *arena);

/* Zeroed memory. A size of 0 gives a valid pointer that must not be written through. */
void *arena_alloc(Arena *arena, size_t size);

/* Zeroed memory for `count` items; aborts if the product overflows. */
void *arena_alloc_array(Arena *arena, size_t count, size_t item_size);

/* A copy of `size` bytes followed by a NUL byte that is not counted. */
char *arena_copy(Arena *arena, const void *bytes, size_t size);

char *arena_strdup(Arena *arena, const char *text);

char *arena_printf(Arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));
char *arena_vprintf(Arena *arena, const char *format, va_list arguments)
    __attribute__((format(printf, 2, 0)));

#define ARENA_NEW(arena, Type) ((Type *)arena_alloc((arena), sizeof(Type)))
#define ARENA_NEW_ARRAY(arena, Type, count) \
    ((Type *)arena_alloc_array((arena), (count), sizeof(Type)))

#endif
