/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Diagnostics: what the compiler has to say about its input.
 *
 * Nothing below main prints or exits: functions add to a list and return false or NULL, and the
 * command prints the list. Texts are copied into the list's arena, so callers may pass temporary
 * strings. A list that was given a limit counts further diagnostics without keeping them.
 *
 * Threads: a list belongs to one thread at a time.
 */
#ifndef JOIST_FRONTEND_SUPPORT_DIAG_H
#define JOIST_FRONTEND_SUPPORT_DIAG_H

#include "arena.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

typedef enum DiagSeverity { DIAG_NOTE, DIAG_WARNING, DIAG_ERROR } DiagSeverity;

/* Where a diagnostic belongs. Every field may be absent: NULL, or -1 for numbers. */
typedef struct DiagPlace {
    const char *file;     /* path as the user gave it */
    const char *chunk;    /* four letters, as in "Code" */
    const char *function; /* "module:function/arity" */
    int64_t offset;       /* bytes from the start of the chunk, or of the file without a chunk */
} DiagPlace;

#define DIAG_NOWHERE ((DiagPlace){NULL, NULL, NULL, -1})

typedef struct Diag {
    DiagSeverity severity;
    DiagPlace place;
    const char *text;
    const char *hint; /* what to do about it, or NULL */
    struct Diag *next;
} Diag;

typedef struct DiagList {
    Arena *arena;
    Diag *first;
    Diag *last;
    uint32_t errors;   /* also those beyond the limit */
    uint32_t warnings; /* also those beyond the limit */
    uint32_t kept;
    uint32_t limit; /* diagnostics kept at most; 0 means no limit */
} DiagList;

void diag_init(DiagList *list, Arena *arena);

/* `hint` may be NULL. The text is a sentence without a full stop and without the place. */
void diag_add(DiagList *list, DiagSeverity severity, DiagPlace place, const char *hint,
              const char *format, ...) __attribute__((format(printf, 5, 6)));
void diag_vadd(DiagList *list, DiagSeverity severity, DiagPlace place, const char *hint,
               const char *format, va_list arguments) __attribute__((format(printf, 5, 0)));

/* One or two lines per diagnostic; `color` asks for ANSI escapes. */
void diag_print(const DiagList *list, FILE *stream, bool color);

/* Whether colour suits this stream: a terminal, TERM not "dumb", and NO_COLOR unset. */
bool diag_stream_has_color(FILE *stream);

#endif
