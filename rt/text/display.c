/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Printing terms (display.h). What is still to be printed stands on a stack of items on the C heap:
 * a range of terms with what separates and ends it. Any thread that may read the term.
 */
#include "rt/text/display.h"

#include <inttypes.h>
#include "rt/core/atom.h"
#include "rt/core/binary.h"
#include "rt/core/memory.h"
#include "rt/core/node.h"
#include "rt/core/reference.h"
#include "rt/map/map.h"
#include "rt/number/big.h"
#include "rt/unicode/utf8.h"

/* ---- atoms
 * ----------------------------------------------------------------------------------------- */

static bool is_lower(uint32_t c)
{
    return (c >= 'a' && c <= 'z') || (c >= 0xdf && c <= 0xff && c != 0xf7);
}

static bool is_word(uint32_t c)
{
    return is_lower(c) || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '@' || (c >= 0xc0 && c <= 0xde && c != 0xd7);
}

static bool needs_quotes(const uint8_t *at, const uint8_t *end)
{
    bool first = true;
    if (at == end)
        return true;
    while (at < end) {
        uint32_t character;
        at += utf8_decode(at, end, &character);
        if (first ? !is_lower(character) : (!is_word(character) || character == '@'))
            return true;
        first = false;
    }
    return false;
}

static void print_quoted(TextSink *sink, const uint8_t *at, const uint8_t *end)
{
    static const char escapes[] = {['\n'] = 'n', ['\r'] = 'r', ['\t'] = 't',  ['\v'] = 'v',
                                   ['\f'] = 'f', ['\b'] = 'b', ['\''] = '\'', ['\\'] = '\\'};
    text_print(sink, "'");
    while (at < end) {
        uint32_t character;
        char text[8];
        int length = utf8_decode(at, end, &character);
        if (character < sizeof escapes && escapes[character])
            text_write(sink, text, (size_t)snprintf(text, sizeof text, "\\%c", escapes[character]));
        else if (character < ' ' || (character >= 0x80 && character < 0xa0))
            text_write(sink, text, (size_t)snprintf(text, sizeof text, "\\%03o", character));
        else
            text_write(sink, (const char *)at, (size_t)length);
        at += length;
    }
    text_print(sink, "'");
}

void display_atom(TextSink *sink, Term atom)
{
    const AtomName *name = atom_name(atom);
    const uint8_t *end = name->text + name->bytes;
    if (needs_quotes(name->text, end))
        print_quoted(sink, name->text, end);
    else
        text_write(sink, (const char *)name->text, name->bytes);
}

/* ---- numbers, identifiers, bits
 * ------------------------------------------------------------------------ */

static void print_number(TextSink *sink, int64_t value)
{
    char text[32];
    text_write(sink, text, (size_t)snprintf(text, sizeof text, "%" PRId64, value));
}

static void print_big(TextSink *sink, Term big)
{
    size_t room = big_text_size(big, 10);
    char *text = memory_alloc(MEMORY_TEMPORARY, room);
    text_write(sink, text, big_to_text(big, 10, text));
    memory_free(MEMORY_TEMPORARY, text, room);
}

static void print_float(TextSink *sink, double value)
{
    char text[32];
    text_write(sink, text, (size_t)snprintf(text, sizeof text, "%e", value));
}

/* 0 for this node, else the index of its name's atom, as ERTS prints node numbers. */
static UInt channel(const Node *node)
{
    return node == node_this() ? 0 : term_atom_index(node->name);
}

static void print_fun(TextSink *sink, Term fun)
{
    const Term *object = term_boxed_ptr(fun);
    if (term_kind(fun) == KIND_EXPORT) {
        const Export *export = (const Export *)object[1];
        text_print(sink, "fun ");
        display_atom(sink, export->mfa.module);
        text_print(sink, ":");
        display_atom(sink, export->mfa.function);
        text_print(sink, "/");
        print_number(sink, (int64_t) export->mfa.arity);
        return;
    }
    const FunEntry *entry = (const FunEntry *)object[1];
    text_print(sink, "#Fun<");
    display_atom(sink, entry->module->name);
    text_print(sink, ".");
    print_number(sink, entry->index);
    text_print(sink, ".");
    print_number(sink, entry->old_uniq);
    text_print(sink, ">");
}

void display_identifier(TextSink *sink, Term term)
{
    char text[96];
    int length;
    if (term_is_fun(term)) {
        print_fun(sink, term);
        return;
    }
    if (term_is_pid(term)) {
        PidParts parts = node_pid_parts(term);
        length = snprintf(text, sizeof text, "<%" PRIu64 ".%u.%u>", channel(parts.node),
                          parts.number, parts.serial);
    } else if (term_is_port(term)) {
        PortParts parts = node_port_parts(term);
        length = snprintf(text, sizeof text, "#Port<%" PRIu64 ".%" PRIu64 ">", channel(parts.node),
                          parts.number);
    } else {
        ReferenceParts parts = reference_parts(term);
        length = snprintf(text, sizeof text, "#Ref<%" PRIu64, channel(parts.node));
        for (uint32_t i = parts.count; i-- > 0;)
            length += snprintf(text + length, sizeof text - (size_t)length, ".%u", parts.ids[i]);
        length += snprintf(text + length, sizeof text - (size_t)length, ">");
    }
    text_write(sink, text, (size_t)length);
}

static uint8_t byte_at(const BitView *view, UInt index)
{
    const uint8_t *at = view->bytes + index;
    if (view->bit_offset == 0)
        return at[0];
    return (uint8_t)(at[0] << view->bit_offset | at[1] >> (8 - view->bit_offset));
}

static bool is_ascii_text(const BitView *view)
{
    if (view->bit_size == 0 || view->bit_size % 8 != 0)
        return false;
    for (UInt i = 0; i < view->bit_size / 8; i++) {
        uint8_t byte = byte_at(view, i);
        if (byte < ' ' || byte > '~')
            return false;
    }
    return true;
}

static void print_character(TextSink *sink, uint8_t byte)
{
    if (byte == '\n')
        text_print(sink, "\\n");
    else if (byte == '"')
        text_print(sink, "\\\"");
    else
        text_write(sink, (const char *)&byte, 1);
}

static void print_bits(TextSink *sink, Term bitstring)
{
    BitView view = bit_view(bitstring);
    UInt whole = view.bit_size / 8, rest = view.bit_size % 8;
    text_print(sink, "<<");
    if (is_ascii_text(&view)) {
        text_print(sink, "\"");
        for (UInt i = 0; i < whole; i++)
            print_character(sink, byte_at(&view, i));
        text_print(sink, "\"");
    } else {
        for (UInt i = 0; i < whole; i++) {
            if (i)
                text_print(sink, ",");
            print_number(sink, byte_at(&view, i));
        }
        if (rest) {
            uint8_t last[2] = {0, 0};
            bits_copy(last, 0, view.bytes, view.bit_offset + whole * 8, rest);
            if (whole)
                text_print(sink, ",");
            print_number(sink, last[0] >> (8 - rest));
            text_print(sink, ":");
            print_number(sink, (int64_t)rest);
        }
    }
    text_print(sink, ">>");
}

/* ---- the walk
 * --------------------------------------------------------------------------------------------- */

typedef enum ItemKind { ITEM_TUPLE, ITEM_LIST, ITEM_MAP } ItemKind;

/* A structure of which a part has been printed. */
typedef struct Item {
    ItemKind kind;
    bool started;
    bool value_next;        /* maps: the value of the pair just begun */
    Term list;              /* lists: the rest */
    const Term *next, *end; /* tuples */
    MapIterator *pairs;     /* maps: allocated */
} Item;

typedef struct Walk {
    TextSink *sink;
    Item *items;
    size_t count, capacity;
} Walk;

static void push(Walk *walk, Item item)
{
    if (walk->count == walk->capacity) {
        size_t capacity = walk->capacity ? walk->capacity * 2 : 16;
        walk->items =
            memory_realloc(MEMORY_TEMPORARY, walk->items, walk->capacity * sizeof *walk->items,
                           capacity * sizeof *walk->items);
        walk->capacity = capacity;
    }
    walk->items[walk->count++] = item;
}

static bool is_text_character(Term term)
{
    if (!term_is_small(term))
        return false;
    SInt c = term_small_value(term);
    return c == '\n' || c == '\r' || c == '\t' || (c >= ' ' && c <= '~') ||
           (c >= 0xa0 && c <= 0xff);
}

static bool is_text(Term list)
{
    for (; term_is_cons(list); list = term_tail(list))
        if (!is_text_character(term_head(list)))
            return false;
    return term_is_nil(list);
}

static void print_text(TextSink *sink, Term list)
{
    text_print(sink, "\"");
    for (; term_is_cons(list); list = term_tail(list))
        print_character(sink, (uint8_t)term_small_value(term_head(list)));
    text_print(sink, "\"");
}

/* Prints a term that has no parts, or begins one that has. */
static void print_term(Walk *walk, Term term)
{
    TextSink *sink = walk->sink;
    if (term_is_small(term)) {
        print_number(sink, term_small_value(term));
    } else if (term_is_atom(term)) {
        display_atom(sink, term);
    } else if (term_is_nil(term)) {
        text_print(sink, "[]");
    } else if (term_is_cons(term)) {
        if (is_text(term)) {
            print_text(sink, term);
        } else {
            text_print(sink, "[");
            push(walk, (Item){.kind = ITEM_LIST, .list = term});
        }
    } else if (term_is_tuple(term)) {
        const Term *elements = term_tuple_elements(term);
        text_print(sink, "{");
        push(
            walk,
            (Item){.kind = ITEM_TUPLE, .next = elements, .end = elements + term_tuple_arity(term)});
    } else if (term_is_map(term)) {
        MapIterator *pairs = memory_alloc(MEMORY_TEMPORARY, sizeof *pairs);
        *pairs = map_iterate(term);
        text_print(sink, "#{");
        push(walk, (Item){.kind = ITEM_MAP, .pairs = pairs});
    } else if (term_is_float(term)) {
        print_float(sink, term_float_value(term));
    } else if (term_is_big(term)) {
        print_big(sink, term);
    } else if (term_is_bitstring(term)) {
        print_bits(sink, term);
    } else {
        display_identifier(sink, term);
    }
}

/* The next part of the structure on top of the stack; false when it is finished. Pushing may move
 * the stack, so the item is updated before its part is printed. */
static bool step_list(Walk *walk, Item *item, Term *part)
{
    if (term_is_nil(item->list)) {
        text_print(walk->sink, "]");
        return false;
    }
    if (item->started)
        text_print(walk->sink, term_is_cons(item->list) ? "," : "|");
    item->started = true;
    if (term_is_cons(item->list)) {
        *part = term_head(item->list);
        item->list = term_tail(item->list);
    } else {
        *part = item->list;
        item->list = TERM_NIL;
    }
    return true;
}

static bool step_tuple(Walk *walk, Item *item, Term *part)
{
    if (item->next == item->end) {
        text_print(walk->sink, "}");
        return false;
    }
    if (item->started)
        text_print(walk->sink, ",");
    item->started = true;
    *part = *item->next++;
    return true;
}

static bool step_map(Walk *walk, Item *item, Term *part)
{
    if (item->value_next) {
        text_print(walk->sink, "=>");
        item->value_next = false;
        *part = item->pairs->value;
        return true;
    }
    if (!map_next(item->pairs)) {
        text_print(walk->sink, "}");
        memory_free(MEMORY_TEMPORARY, item->pairs, sizeof *item->pairs);
        return false;
    }
    if (item->started)
        text_print(walk->sink, ",");
    item->started = item->value_next = true;
    *part = item->pairs->key;
    return true;
}

void display_term(TextSink *sink, Term term)
{
    Walk walk = {.sink = sink};
    print_term(&walk, term);
    while (walk.count > 0) {
        Item *item = &walk.items[walk.count - 1];
        Term part;
        bool more = item->kind == ITEM_LIST    ? step_list(&walk, item, &part)
                    : item->kind == ITEM_TUPLE ? step_tuple(&walk, item, &part)
                                               : step_map(&walk, item, &part);
        if (more)
            print_term(&walk, part);
        else
            walk.count--;
    }
    memory_free(MEMORY_TEMPORARY, walk.items, walk.capacity * sizeof *walk.items);
}
