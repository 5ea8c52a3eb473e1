/* SPDX-License-Identifier: Apache-2.0 */
/* The list of errors of one compilation (errors.h), used by one thread. */
#include "rt/match/errors.h"

#include <string.h>
#include "rt/core/atom.h"
#include "rt/core/memory.h"
#include "rt/text/display.h"

void match_errors_start(MatchErrors *errors)
{
    errors->first = NULL;
    errors->last = &errors->first;
    errors->count = 0;
}

static void append(void *context, const char *bytes, size_t size)
{
    MatchError *error = context;
    UInt room = MATCH_ERROR_BYTES - error->size;
    if (size > room)
        size = room;
    memcpy(error->text + error->size, bytes, size);
    error->size += size;
}

void match_errors_add(MatchErrors *errors, const char *before, Term term, const char *after)
{
    MatchError *error = memory_alloc(MEMORY_TEMPORARY, sizeof *error);
    error->next = NULL;
    error->size = 0;
    TextSink sink = {append, error};
    text_print(&sink, before);
    if (term != THE_NON_VALUE)
        display_term(&sink, term);
    text_print(&sink, after);
    *errors->last = error;
    errors->last = &error->next;
    errors->count++;
}

void match_errors_free(MatchErrors *errors)
{
    for (MatchError *error = errors->first; error;) {
        MatchError *next = error->next;
        memory_free(MEMORY_TEMPORARY, error, sizeof *error);
        error = next;
    }
    match_errors_start(errors);
}

Term match_errors_list(Process *process, const MatchErrors *errors)
{
    Term list = TERM_NIL, *tail = &list;
    for (const MatchError *error = errors->first; error; error = error->next) {
        Term text = heap_string(process, (const uint8_t *)error->text, error->size, TERM_NIL);
        Term *at = heap_alloc(process, 2);
        at[0] = heap_tuple(process, 2, (Term)am_error, text);
        at[1] = TERM_NIL;
        *tail = term_make_cons(at);
        tail = at + 1;
    }
    return list;
}
