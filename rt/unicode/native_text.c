/* SPDX-License-Identifier: Apache-2.0 */
/* Texts of the operating system (native_text.h). */
#include "rt/unicode/native_text.h"

#include <stdlib.h>
#include "rt/core/memory.h"
#include "rt/unicode/utf8.h"

static bool is_utf8(const uint8_t *at, const uint8_t *end)
{
    uint32_t character;
    while (at < end) {
        int length = utf8_decode(at, end, &character);
        if (length <= 0)
            return false;
        at += length;
    }
    return true;
}

Term native_text_list(Process *process, const char *text, size_t size)
{
    const uint8_t *at = (const uint8_t *)text, *end = at + size;
    if (size == 0)
        return TERM_NIL;
    if (!is_utf8(at, end))
        return heap_string(process, at, size, TERM_NIL);
    Term *cells = heap_alloc(process, 2 * size), *cell = cells;
    while (at < end) {
        uint32_t character;
        at += utf8_decode(at, end, &character);
        cell[0] = term_make_small(character);
        cell[1] = at < end ? term_make_cons(cell + 2) : TERM_NIL;
        cell += 2;
    }
    heap_release(process, cell, (UInt)(cells + 2 * size - cell));
    return term_make_cons(cells);
}

char *native_text_from_list(Term list)
{
    size_t characters = 0;
    for (Term at = list; term_is_cons(at); at = term_tail(at))
        characters++;
    uint8_t *text = malloc(characters * 4 + 1);
    size_t size = 0;
    if (!text)
        rt_end("temporary: Cannot allocate %zu bytes of memory.", characters * 4 + 1);
    for (; term_is_cons(list); list = term_tail(list)) {
        Term character = term_head(list);
        if (!term_is_small(character) || character == term_make_small(0) ||
            !utf8_is_character((UInt)term_small_value(character)))
            break;
        size += (size_t)utf8_encode((uint32_t)term_small_value(character), text + size);
    }
    if (!term_is_nil(list)) {
        free(text);
        return NULL;
    }
    text[size] = 0;
    return (char *)text;
}
