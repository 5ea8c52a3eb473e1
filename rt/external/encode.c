/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Encoding (external.h). What is still to be written stands on a stack of ranges of terms; a local
 * fun also leaves an item that fills in its size when all of it has been written. Any thread that
 * may read the term.
 */
#include "rt/external/external.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "rt/core/atom.h"
#include "rt/core/binary.h"
#include "rt/core/compare.h"
#include "rt/core/memory.h"
#include "rt/core/node.h"
#include "rt/core/reference.h"
#include "rt/map/map.h"
#include "rt/unicode/utf8.h"

typedef enum ItemKind { ITEM_TERMS, ITEM_LIST, ITEM_MAP, ITEM_FUN_END } ItemKind;

typedef struct Item {
    ItemKind kind;
    bool value_next;
    const Term *next, *end; /* terms */
    Term list;              /* list: the rest */
    MapIterator *pairs;     /* map */
    Term *sorted;           /* map, deterministic: keys and values, allocated */
    size_t start;           /* fun: where its size goes */
} Item;

typedef struct Encoder {
    ExternalBuffer *out;
    const EncodeOptions *options;
    Item *items;
    size_t count, capacity;
    size_t estimate_extra; /* what external_size counts more than is written */
} Encoder;

/* ---- bytes
 * -------------------------------------------------------------------------------------------- */

void external_buffer_free(ExternalBuffer *buffer)
{
    memory_free(MEMORY_TEMPORARY, buffer->bytes, buffer->capacity);
    memory_free(MEMORY_TEMPORARY, buffer->cuts, buffer->cut_capacity * sizeof *buffer->cuts);
    *buffer = (ExternalBuffer){0};
}

static uint8_t *reserve(Encoder *encoder, size_t size)
{
    ExternalBuffer *out = encoder->out;
    if (out->capacity - out->size < size) {
        size_t capacity = (out->size + size) * 2;
        out->bytes = memory_realloc(MEMORY_TEMPORARY, out->bytes, out->capacity, capacity);
        out->capacity = capacity;
    }
    uint8_t *at = out->bytes + out->size;
    out->size += size;
    return at;
}

static void put_number(uint8_t *at, uint64_t value, int bytes)
{
    for (int i = bytes; i-- > 0; value >>= 8)
        at[i] = (uint8_t)value;
}

static void write_number(Encoder *encoder, uint64_t value, int bytes)
{
    put_number(reserve(encoder, (size_t)bytes), value, bytes);
}

static void write_tag(Encoder *encoder, uint8_t tag)
{
    *reserve(encoder, 1) = tag;
}

static void write_bytes(Encoder *encoder, const void *bytes, size_t size)
{
    if (size)
        memcpy(reserve(encoder, size), bytes, size);
}

/* ---- the stack
 * ------------------------------------------------------------------------------------------ */

static void push(Encoder *encoder, Item item)
{
    if (encoder->count == encoder->capacity) {
        size_t capacity = encoder->capacity ? encoder->capacity * 2 : 32;
        encoder->items = memory_realloc(MEMORY_TEMPORARY, encoder->items,
                                        encoder->capacity * sizeof(Item), capacity * sizeof(Item));
        encoder->capacity = capacity;
    }
    encoder->items[encoder->count++] = item;
}

static void push_terms(Encoder *encoder, const Term *terms, UInt count)
{
    if (count)
        push(encoder, (Item){.kind = ITEM_TERMS, .next = terms, .end = terms + count});
}

/* ---- kinds of terms
 * --------------------------------------------------------------------------------------- */

static void write_atom(Encoder *encoder, Term atom)
{
    const AtomName *name = atom_name(atom);
    const uint8_t *at = name->text, *end = at + name->bytes;
    size_t characters = 0;
    bool latin1 = encoder->options->minor_version < 2;
    if (latin1 && utf8_ascii_prefix(at, name->bytes) == name->bytes) {
        write_tag(encoder, EXTERNAL_ATOM);
        write_number(encoder, name->bytes, 2);
        write_bytes(encoder, at, name->bytes);
        return;
    }
    for (const uint8_t *c = at; c < end && latin1; characters++) {
        uint32_t character;
        c += utf8_decode(c, end, &character);
        latin1 = character <= 0xff;
    }
    if (latin1) {
        write_tag(encoder, EXTERNAL_ATOM);
        write_number(encoder, characters, 2);
        while (at < end) {
            uint32_t character;
            at += utf8_decode(at, end, &character);
            write_tag(encoder, (uint8_t)character);
        }
        return;
    }
    bool small = name->bytes <= 255;
    write_tag(encoder, small ? EXTERNAL_SMALL_ATOM_UTF8 : EXTERNAL_ATOM_UTF8);
    write_number(encoder, name->bytes, small ? 1 : 2);
    write_bytes(encoder, at, name->bytes);
}

static void write_magnitude(Encoder *encoder, const uint64_t *limbs, size_t count, bool negative)
{
    size_t bytes = count * 8;
    while (bytes > 0 && (limbs[(bytes - 1) / 8] >> (bytes - 1) % 8 * 8 & 0xff) == 0)
        bytes--;
    bool small = bytes <= 255;
    write_tag(encoder, small ? EXTERNAL_SMALL_BIG : EXTERNAL_LARGE_BIG);
    write_number(encoder, bytes, small ? 1 : 4);
    write_tag(encoder, negative);
    uint8_t *at = reserve(encoder, bytes);
    for (size_t i = 0; i < bytes; i++)
        at[i] = (uint8_t)(limbs[i / 8] >> i % 8 * 8);
}

static void write_small(Encoder *encoder, SInt value)
{
    if (value >= 0 && value <= 255) {
        write_tag(encoder, EXTERNAL_SMALL_INTEGER);
        write_tag(encoder, (uint8_t)value);
    } else if (value >= INT32_MIN && value <= INT32_MAX) {
        write_tag(encoder, EXTERNAL_INTEGER);
        write_number(encoder, (uint32_t)value, 4);
    } else {
        uint64_t magnitude = value < 0 ? (uint64_t)0 - (uint64_t)value : (uint64_t)value;
        write_magnitude(encoder, &magnitude, 1, value < 0);
    }
}

static void write_float(Encoder *encoder, double value)
{
    enum { TEXT_BYTES = 31 };
    if (encoder->options->minor_version == 0) {
        char text[TEXT_BYTES + 1] = {0};
        snprintf(text, sizeof text, "%.20e", value);
        write_tag(encoder, EXTERNAL_FLOAT);
        write_bytes(encoder, text, TEXT_BYTES);
        return;
    }
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    write_tag(encoder, EXTERNAL_NEW_FLOAT);
    write_number(encoder, bits, 8);
}

static void add_cut(ExternalBuffer *out, Term bitstring)
{
    if (out->cut_count == out->cut_capacity) {
        size_t capacity = out->cut_capacity ? out->cut_capacity * 2 : 16;
        out->cuts =
            memory_realloc(MEMORY_TEMPORARY, out->cuts, out->cut_capacity * sizeof *out->cuts,
                           capacity * sizeof *out->cuts);
        out->cut_capacity = capacity;
    }
    out->cuts[out->cut_count++] = (ExternalCut){out->size, bitstring};
}

static void write_bits(Encoder *encoder, Term bitstring)
{
    BitView view = bit_view(bitstring);
    size_t bytes = (view.bit_size + 7) / 8;
    unsigned rest = view.bit_size % 8;
    write_tag(encoder, rest ? EXTERNAL_BIT_BINARY : EXTERNAL_BINARY);
    write_number(encoder, bytes, 4);
    if (rest)
        write_tag(encoder, (uint8_t)rest);
    if (encoder->out->cutting && view.bit_offset % 8 == 0 && view.bit_size / 8 > HEAP_BIN_MAX) {
        add_cut(encoder->out, bitstring);
        view.bit_offset += view.bit_size - rest;
        view.bit_size = rest;
        bytes = rest != 0;
    }
    if (bytes == 0)
        return;
    uint8_t *at = reserve(encoder, bytes);
    at[bytes - 1] = 0;
    bits_copy(at, 0, view.bytes, view.bit_offset, view.bit_size);
}

static void write_pid(Encoder *encoder, Term pid)
{
    PidParts parts = node_pid_parts(pid);
    write_tag(encoder, EXTERNAL_NEW_PID);
    write_atom(encoder, parts.node->name);
    write_number(encoder, parts.number, 4);
    write_number(encoder, parts.serial, 4);
    write_number(encoder, parts.node->creation, 4);
}

static void write_port(Encoder *encoder, Term port)
{
    PortParts parts = node_port_parts(port);
    bool wide = parts.number >> PORT_NUMBER_BITS != 0;
    write_tag(encoder, wide ? EXTERNAL_V4_PORT : EXTERNAL_NEW_PORT);
    write_atom(encoder, parts.node->name);
    write_number(encoder, parts.number, wide ? 8 : 4);
    write_number(encoder, parts.node->creation, 4);
}

static void write_reference(Encoder *encoder, Term reference)
{
    ReferenceParts parts = reference_parts(reference);
    reference_publish(reference);
    write_tag(encoder, EXTERNAL_NEWER_REFERENCE);
    write_number(encoder, parts.count, 2);
    write_atom(encoder, parts.node->name);
    write_number(encoder, parts.node->creation, 4);
    for (uint32_t i = 0; i < parts.count; i++)
        write_number(encoder, parts.ids[i], 4);
}

static void write_local_fun(Encoder *encoder, Term fun)
{
    const Term *object = term_boxed_ptr(fun);
    const FunEntry *entry = (const FunEntry *)object[1];
    write_tag(encoder, EXTERNAL_NEW_FUN);
    size_t start = encoder->out->size;
    write_number(encoder, 0, 4);
    write_tag(encoder, (uint8_t)entry->arity);
    write_bytes(encoder, entry->module->md5, sizeof entry->module->md5);
    write_number(encoder, entry->index, 4);
    write_number(encoder, entry->num_free, 4);
    write_atom(encoder, entry->module->name);
    if (entry->index <= 255)
        encoder->estimate_extra += 3; /* external_size takes it for a 32-bit integer */
    write_small(encoder, entry->index);
    write_small(encoder, entry->old_uniq);
    push(encoder, (Item){.kind = ITEM_FUN_END, .start = start});
    push_terms(encoder, object + FUN_FIXED_WORDS, entry->num_free);
    push_terms(encoder, object + 2, 1); /* the creator comes first */
}

static void write_external_fun(Encoder *encoder, Term fun)
{
    const Export *export = (const Export *)term_boxed_ptr(fun)[1];
    write_tag(encoder, EXTERNAL_EXPORT);
    write_atom(encoder, export->mfa.module);
    write_atom(encoder, export->mfa.function);
    write_small(encoder, (SInt) export->mfa.arity);
}

/* Number of elements of a proper list of bytes short enough for STRING, else 0. */
static size_t string_length(Term list)
{
    size_t length = 0;
    for (; term_is_cons(list); list = term_tail(list), length++) {
        Term head = term_head(list);
        if (!term_is_small(head) || (UInt)term_small_value(head) > 255 || length == UINT16_MAX)
            return 0;
    }
    return term_is_nil(list) ? length : 0;
}

static void write_list(Encoder *encoder, Term list)
{
    size_t length = string_length(list);
    if (length) {
        write_tag(encoder, EXTERNAL_STRING);
        write_number(encoder, length, 2);
        for (; term_is_cons(list); list = term_tail(list))
            write_tag(encoder, (uint8_t)term_small_value(term_head(list)));
        return;
    }
    for (Term at = list; term_is_cons(at); at = term_tail(at))
        length++;
    write_tag(encoder, EXTERNAL_LIST);
    write_number(encoder, length, 4);
    push(encoder, (Item){.kind = ITEM_LIST, .list = list});
}

static int compare_pairs(const void *a, const void *b)
{
    return term_compare_keys(*(const Term *)a, *(const Term *)b);
}

static void write_map(Encoder *encoder, Term map)
{
    UInt size = map_size(map);
    write_tag(encoder, EXTERNAL_MAP);
    write_number(encoder, size, 4);
    if (size == 0)
        return;
    if (encoder->options->deterministic && !map_is_flat(map)) {
        Term *pairs = memory_alloc(MEMORY_TEMPORARY, 2 * size * sizeof *pairs), *at = pairs;
        for (MapIterator it = map_iterate(map); map_next(&it);) {
            *at++ = it.key;
            *at++ = it.value;
        }
        qsort(pairs, size, 2 * sizeof *pairs, compare_pairs);
        push(encoder, (Item){.kind = ITEM_TERMS, .next = pairs, .end = at, .sorted = pairs});
        return;
    }
    MapIterator *pairs = memory_alloc(MEMORY_TEMPORARY, sizeof *pairs);
    *pairs = map_iterate(map);
    push(encoder, (Item){.kind = ITEM_MAP, .pairs = pairs});
}

static void write_boxed(Encoder *encoder, Term term)
{
    UInt arity;
    switch (term_kind(term)) {
    case KIND_TUPLE:
        arity = term_tuple_arity(term);
        write_tag(encoder, arity <= 255 ? EXTERNAL_SMALL_TUPLE : EXTERNAL_LARGE_TUPLE);
        write_number(encoder, arity, arity <= 255 ? 1 : 4);
        push_terms(encoder, term_tuple_elements(term), arity);
        break;
    case KIND_BIG_POS:
    case KIND_BIG_NEG:
        write_magnitude(encoder, term_boxed_ptr(term) + 1, header_size(term_header(term)),
                        term_kind(term) == KIND_BIG_NEG);
        break;
    case KIND_FLOAT:
        write_float(encoder, term_float_value(term));
        break;
    case KIND_MAP:
        write_map(encoder, term);
        break;
    case KIND_FUN:
        write_local_fun(encoder, term);
        break;
    case KIND_EXPORT:
        write_external_fun(encoder, term);
        break;
    case KIND_EXT_PID:
        write_pid(encoder, term);
        break;
    case KIND_EXT_PORT:
        write_port(encoder, term);
        break;
    case KIND_REF:
    case KIND_EXT_REF:
        write_reference(encoder, term);
        break;
    default:
        write_bits(encoder, term);
        break;
    }
}

static void write_term(Encoder *encoder, Term term)
{
    if (term_is_small(term))
        write_small(encoder, term_small_value(term));
    else if (term_is_atom(term))
        write_atom(encoder, term);
    else if (term_is_nil(term))
        write_tag(encoder, EXTERNAL_NIL);
    else if (term_is_cons(term))
        write_list(encoder, term);
    else if (term_is_local_pid(term))
        write_pid(encoder, term);
    else if (term_is_local_port(term))
        write_port(encoder, term);
    else
        write_boxed(encoder, term);
}

/* ---- the walk
 * ------------------------------------------------------------------------------------------------
 */

/* The next term of an item that is written in parts; false when it is finished. */
static bool next_part(Encoder *encoder, Item *item, Term *part)
{
    switch (item->kind) {
    case ITEM_TERMS:
        if (item->next == item->end) {
            if (item->sorted)
                memory_free(MEMORY_TEMPORARY, item->sorted,
                            (size_t)(item->end - item->sorted) * sizeof *item->sorted);
            return false;
        }
        *part = *item->next++;
        return true;
    case ITEM_LIST:
        if (item->list == THE_NON_VALUE)
            return false;
        *part = term_is_cons(item->list) ? term_head(item->list) : item->list;
        item->list = term_is_cons(item->list) ? term_tail(item->list) : THE_NON_VALUE;
        return true;
    case ITEM_MAP:
        if (item->value_next) {
            item->value_next = false;
            *part = item->pairs->value;
            return true;
        }
        if (!map_next(item->pairs)) {
            memory_free(MEMORY_TEMPORARY, item->pairs, sizeof *item->pairs);
            return false;
        }
        item->value_next = true;
        *part = item->pairs->key;
        return true;
    default:
        put_number(encoder->out->bytes + item->start, encoder->out->size - item->start, 4);
        return false;
    }
}

static size_t encode(ExternalBuffer *buffer, Term term, const EncodeOptions *options)
{
    Encoder encoder = {.out = buffer, .options = options};
    write_term(&encoder, term);
    while (encoder.count > 0) {
        Term part;
        if (next_part(&encoder, &encoder.items[encoder.count - 1], &part))
            write_term(&encoder, part);
        else
            encoder.count--;
    }
    memory_free(MEMORY_TEMPORARY, encoder.items, encoder.capacity * sizeof(Item));
    return encoder.estimate_extra;
}

void external_encode(ExternalBuffer *buffer, Term term, const EncodeOptions *options)
{
    encode(buffer, term, options);
}

size_t external_size(Term term, const EncodeOptions *options)
{
    ExternalBuffer buffer = {0};
    size_t extra = encode(&buffer, term, options);
    size_t size = buffer.size + extra + 1;
    external_buffer_free(&buffer);
    return size;
}
