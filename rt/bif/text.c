/* SPDX-License-Identifier: Apache-2.0 */
/* Native functions that print terms, and the texts of identifiers. */
#include "rt/core/bif.h"
#include "rt/core/memory.h"
#include "rt/core/reference.h"
#include "rt/text/display.h"
#include "rt/text/output.h"
#include "rt/unicode/utf8.h"

Term bif_erlang_display_1(Process *process, Term term)
{
    TextSink sink = output_sink();
    (void)process;
    display_term(&sink, term);
    text_print(&sink, "\r\n");
    if (joist_program.boots) /* in order with what ports write to the same place */
        output_flush();
    return am_true;
}

Term bif_erlang_display_nl_0(Process *process)
{
    TextSink sink = output_error_sink();
    (void)process;
    text_print(&sink, "\r\n");
    return am_true;
}

/* As in ERTS the text ends before a zero. */
Term bif_erlang_display_string_1(Process *process, Term list)
{
    Term at = list;
    while (term_is_cons(at) && term_is_small(term_head(at)) &&
           utf8_is_character((UInt)term_small_value(term_head(at))))
        at = term_tail(at);
    if (!term_is_nil(at))
        return bif_badarg(process);
    TextSink sink = output_error_sink();
    for (; term_is_cons(list) && term_head(list) != term_make_small(0); list = term_tail(list)) {
        uint8_t bytes[4];
        int length = utf8_encode((uint32_t)term_small_value(term_head(list)), bytes);
        text_write(&sink, (const char *)bytes, (size_t)length);
    }
    return am_true;
}

/* ---- texts of identifiers
 * ----------------------------------------------------------------------------- */

typedef struct Text {
    char *bytes;
    size_t size, capacity;
} Text;

static void append(void *context, const char *bytes, size_t size)
{
    Text *text = context;
    if (text->capacity - text->size < size) {
        size_t capacity = (text->size + size) * 2;
        text->bytes = memory_realloc(MEMORY_TEMPORARY, text->bytes, text->capacity, capacity);
        text->capacity = capacity;
    }
    memcpy(text->bytes + text->size, bytes, size);
    text->size += size;
}

/* The characters that display_identifier prints, as a list. */
static Term identifier_list(Process *process, Term term)
{
    Text text = {0};
    TextSink sink = {append, &text};
    display_identifier(&sink, term);
    const uint8_t *at = (const uint8_t *)text.bytes, *end = at + text.size;
    Term *cells = heap_alloc(process, 2 * text.size), *cell = cells;
    while (at < end) {
        uint32_t character;
        at += utf8_decode(at, end, &character);
        cell[0] = term_make_small(character);
        cell[1] = at < end ? term_make_cons(cell + 2) : TERM_NIL;
        cell += 2;
    }
    heap_release(process, cell, (UInt)(cells + 2 * text.size - cell));
    memory_free(MEMORY_TEMPORARY, text.bytes, text.capacity);
    return term_make_cons(cells);
}

Term bif_erlang_fun_to_list_1(Process *process, Term fun)
{
    return term_is_fun(fun) ? identifier_list(process, fun) : bif_badarg(process);
}
Term bif_erlang_pid_to_list_1(Process *process, Term pid)
{
    return term_is_pid(pid) ? identifier_list(process, pid) : bif_badarg(process);
}
Term bif_erlang_port_to_list_1(Process *process, Term port)
{
    return term_is_port(port) ? identifier_list(process, port) : bif_badarg(process);
}
Term bif_erlang_ref_to_list_1(Process *process, Term reference)
{
    if (!term_is_ref(reference))
        return bif_badarg(process);
    reference_publish(reference);
    return identifier_list(process, reference);
}
