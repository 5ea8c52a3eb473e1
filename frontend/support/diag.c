/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Keeping and printing diagnostics; see diag.h.
 */
#include "diag.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void diag_init(DiagList *list, Arena *arena)
{
    *list = (DiagList){arena, NULL, NULL, 0, 0, 0, 0};
}

static const char *copy_text(Arena *arena, const char *text)
{
    return text ? arena_strdup(arena, text) : NULL;
}

void diag_vadd(DiagList *list, DiagSeverity severity, DiagPlace place, const char *hint,
               const char *format, va_list arguments)
{
    list->errors += severity == DIAG_ERROR;
    list->warnings += severity == DIAG_WARNING;
    if (list->limit && list->kept >= list->limit) {
        return;
    }
    Diag *diag = ARENA_NEW(list->arena, Diag);
    diag->severity = severity;
    diag->place.file = copy_text(list->arena, place.file);
    diag->place.chunk = copy_text(list->arena, place.chunk);
    diag->place.function = copy_text(list->arena, place.function);
    diag->place.offset = place.offset;
    diag->text = arena_vprintf(list->arena, format, arguments);
    diag->hint = copy_text(list->arena, hint);
    if (list->last) {
        list->last->next = diag;
    } else {
        list->first = diag;
    }
    list->last = diag;
    list->kept++;
}

void diag_add(DiagList *list, DiagSeverity severity, DiagPlace place, const char *hint,
              const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    diag_vadd(list, severity, place, hint, format, arguments);
    va_end(arguments);
}

/* Input may contain anything; a terminal must not get control characters from it. */
static void print_safely(FILE *stream, const char *text)
{
    for (const unsigned char *at = (const unsigned char *)text; *at; at++) {
        if (*at < ' ' || *at == 127) {
            fprintf(stream, "\\x%02x", *at);
        } else {
            putc(*at, stream);
        }
    }
}

static void print_place(FILE *stream, const DiagPlace *place)
{
    const char *separator = "";
    if (place->file) {
        print_safely(stream, place->file);
        separator = ": ";
    }
    if (place->chunk || place->offset >= 0) {
        fputs(separator, stream);
        if (place->chunk) {
            fputs("chunk ", stream);
            print_safely(stream, place->chunk);
        }
        if (place->offset >= 0) {
            fprintf(stream, "%s%" PRId64, place->chunk ? "+" : "offset ", place->offset);
        }
        separator = ": ";
    }
    if (place->function) {
        fputs(separator, stream);
        print_safely(stream, place->function);
        separator = ": ";
    }
    fputs(separator, stream);
}

static void print_diag(FILE *stream, const Diag *diag, bool color)
{
    static const char *const names[] = {"note", "warning", "error"};
    static const char *const colors[] = {"\033[36m", "\033[1;35m", "\033[1;31m"};
    const char *off = color ? "\033[0m" : "";
    fputs(color ? "\033[1m" : "", stream);
    print_place(stream, &diag->place);
    fprintf(stream, "%s%s%s:%s ", off, color ? colors[diag->severity] : "", names[diag->severity],
            off);
    print_safely(stream, diag->text);
    putc('\n', stream);
    if (diag->hint) {
        fprintf(stream, "  %shint:%s ", color ? "\033[36m" : "", off);
        print_safely(stream, diag->hint);
        putc('\n', stream);
    }
}

void diag_print(const DiagList *list, FILE *stream, bool color)
{
    for (const Diag *diag = list->first; diag; diag = diag->next) {
        print_diag(stream, diag, color);
    }
    if (list->limit && list->errors > list->kept) {
        fprintf(stream, "%" PRIu32 " errors in all\n", list->errors);
    }
}

bool diag_stream_has_color(FILE *stream)
{
    const char *term = getenv("TERM");
    const char *no_color = getenv("NO_COLOR");
    return isatty(fileno(stream)) && term && strcmp(term, "dumb") != 0 &&
           !(no_color && no_color[0]);
}
