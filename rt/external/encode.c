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
#include "rt/core/long_work.h"
#include "rt/core/memory.h"
#include "rt/core/node.h"
#include "rt/core/reference.h"
#include "rt/map/map.h"
#include "rt/unicode/utf8.h"

typedef enum ItemKind {
    ITEM_TERMS,  /* those from `next` to `end` */
    ITEM_SORTED, /* the same, at `sorted`: keys and values of a map, allocated */
    ITEM_LIST,   /* the cell at `next` and those behind it */
    ITEM_FLAT,   /* keys from `next` to `end` and their values */
    ITEM_TRIE,   /* the rest of a large map */
    ITEM_FUN_END
} ItemKind;

typedef struct Item {
    ItemKind kind;
    bool value_next;        /* maps */
    const Term *next, *end; /* terms */
    union {
        const Term *values; /* flat map */
        MapIterator *pairs; /* large map */
        Term *sorted;       /* sorted map */
        size_t start;       /* fun: where its size goes */
    };
} Item;

typedef struct Encoder {
    ExternalBuffer *out;
    const EncodeOptions *options;
    Item *items;
    size_t count, capacity;
    UInt steps; /* terms written, for long work */
} Encoder;

/* ---- bytes
 * -------------------------------------------------------------------------------------------- */

void external_buffer_free(ExternalBuffer *buffer)
{
    memory_free(MEMORY_TEMPORARY, buffer->bytes, buffer->capacity);
    memory_free(MEMORY_TEMPORARY, buffer->cuts, buffer->cut_capacity * sizeof *buffer->cuts);
    *buffer = (ExternalBuffer){0};
}

static __attribute__((noinline)) void grow(ExternalBuffer *out, size_t size)
{
    size_t capacity = (out->size + size) * 2;
    long_work_bytes(capacity);
    out->bytes = memory_realloc(MEMORY_TEMPORARY, out->bytes, out->capacity, capacity);
    out->capacity = capacity;
}

static inline uint8_t *reserve(Encoder *encoder, size_t size)
{
    ExternalBuffer *out = encoder->out;
    if (__builtin_expect(out->capacity - out->size < size, 0))
        grow(out, size);
    uint8_t *at = out->bytes + out->size;
    out->size += size;
    return at;
}

static inline __attribute__((always_inline)) void put_number(uint8_t *at, uint64_t value, int bytes)
{
    value = __builtin_bswap64(value << (64 - 8 * bytes));
    memcpy(at, &value, (size_t)bytes);
}

/* A tag and a number (of 1 to 8 bytes): most terms start like this. */
static inline __attribute__((always_inline)) uint8_t *
write_head(Encoder *encoder, uint8_t tag, uint64_t value, int bytes, size_t more)
{
    uint8_t *at = reserve(encoder, 1 + (size_t)bytes + more);
    at[0] = tag;
    put_number(at + 1, value, bytes);
    return at + 1 + bytes;
}

static inline __attribute__((always_inline)) void write_number(Encoder *encoder, uint64_t value,
                                                               int bytes)
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
    if (latin1 && utf8_is_ascii(at, name->bytes)) {
        memcpy(write_head(encoder, EXTERNAL_ATOM, name->bytes, 2, name->bytes), at, name->bytes);
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
    uint8_t *to = name->bytes <= 255
                      ? write_head(encoder, EXTERNAL_SMALL_ATOM_UTF8, name->bytes, 1, name->bytes)
                      : write_head(encoder, EXTERNAL_ATOM_UTF8, name->bytes, 2, name->bytes);
    memcpy(to, at, name->bytes);
}

/* The highest limb is not zero. */
static void write_magnitude(Encoder *encoder, const uint64_t *limbs, size_t count, bool negative)
{
    size_t bytes = count * 8 - (size_t)__builtin_clzll(limbs[count - 1]) / 8;
    uint8_t *at = bytes <= 255 ? write_head(encoder, EXTERNAL_SMALL_BIG, bytes, 1, 1 + bytes)
                               : write_head(encoder, EXTERNAL_LARGE_BIG, bytes, 4, 1 + bytes);
    *at++ = negative;
    memcpy(at, limbs, bytes); /* little-endian, as the machines are */
}

static void write_small(Encoder *encoder, SInt value)
{
    if (value >= 0 && value <= 255) {
        write_head(encoder, EXTERNAL_SMALL_INTEGER, (uint64_t)value, 1, 0);
    } else if (value >= INT32_MIN && value <= INT32_MAX) {
        write_head(encoder, EXTERNAL_INTEGER, (uint32_t)value, 4, 0);
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
    write_head(encoder, EXTERNAL_NEW_FLOAT, bits, 8, 0);
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
    write_head(encoder, rest ? EXTERNAL_BIT_BINARY : EXTERNAL_BINARY, bytes, 4, 0);
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

size_t external_string_length(Term list)
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
    size_t length = external_string_length(list);
    if (length) {
        uint8_t *at = write_head(encoder, EXTERNAL_STRING, length, 2, length);
        for (; term_is_cons(list); list = term_tail(list))
            *at++ = (uint8_t)term_small_value(term_head(list));
        return;
    }
    for (Term at = list; term_is_cons(at); at = term_tail(at))
        long_work_loop(++length);
    write_head(encoder, EXTERNAL_LIST, length, 4, 0);
    push(encoder, (Item){.kind = ITEM_LIST, .next = term_cons_ptr(list)});
}

static int compare_pairs(const void *a, const void *b)
{
    return term_compare_keys(*(const Term *)a, *(const Term *)b);
}

static void write_map(Encoder *encoder, Term map)
{
    UInt size = map_size(map);
    write_head(encoder, EXTERNAL_MAP, size, 4, 0);
    if (size == 0)
        return;
    if (map_is_flat(map)) {
        const Term *keys = map_flat_keys(map);
        push(encoder, (Item){.kind = ITEM_FLAT,
                             .next = keys,
                             .end = keys + size,
                             .values = map_flat_values(map)});
        return;
    }
    if (encoder->options->deterministic) {
        long_work_steps(size * 4);
        Term *pairs = memory_alloc(MEMORY_TEMPORARY, 2 * size * sizeof *pairs), *at = pairs;
        for (MapIterator it = map_iterate(map); map_next(&it);) {
            *at++ = it.key;
            *at++ = it.value;
        }
        qsort(pairs, size, 2 * sizeof *pairs, compare_pairs);
        push(encoder, (Item){.kind = ITEM_SORTED, .next = pairs, .end = at, .sorted = pairs});
        return;
    }
    MapIterator *pairs = memory_alloc(MEMORY_TEMPORARY, sizeof *pairs);
    *pairs = map_iterate(map);
    push(encoder, (Item){.kind = ITEM_TRIE, .pairs = pairs});
}

static void write_boxed(Encoder *encoder, Term term)
{
    UInt arity;
    switch (term_kind(term)) {
    case KIND_TUPLE:
        arity = term_tuple_arity(term);
        if (arity <= 255)
            write_head(encoder, EXTERNAL_SMALL_TUPLE, arity, 1, 0);
        else
            write_head(encoder, EXTERNAL_LARGE_TUPLE, arity, 4, 0);
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

/* The next term of a map; false when it is finished. */
static bool next_in_map(Item *item, Term *part)
{
    bool value = item->value_next;
    if (item->kind == ITEM_FLAT) {
        if (!value && item->next == item->end)
            return false;
        *part = value ? *item->values++ : *item->next++;
    } else if (value) {
        *part = item->pairs->value;
    } else {
        if (!map_next(item->pairs)) {
            memory_free(MEMORY_TEMPORARY, item->pairs, sizeof *item->pairs);
            return false;
        }
        *part = item->pairs->key;
    }
    item->value_next = !value;
    return true;
}

/* Terms of the item on top, as long as they have no parts of their own. */
static void write_terms(Encoder *encoder)
{
    size_t index = encoder->count - 1;
    const Term *next = encoder->items[index].next, *end = encoder->items[index].end;
    while (encoder->count == index + 1) {
        Term term = *next++;
        if (next == end)
            encoder->count--; /* its last one: the stack stays low */
        else
            encoder->items[index].next = next;
        long_work_loop(encoder->steps++);
        write_term(encoder, term);
        if (next == end)
            break;
    }
}

/* The heads of the list on top, in the same way, then its tail. */
static void write_heads(Encoder *encoder)
{
    size_t index = encoder->count - 1;
    const Term *cell = encoder->items[index].next;
    while (encoder->count == index + 1) {
        Term head = cell[0];
        bool goes_on = term_is_cons(cell[1]);
        if (goes_on)
            encoder->items[index].next = cell = term_cons_ptr(cell[1]);
        else
            encoder->items[index] = (Item){.kind = ITEM_TERMS, .next = cell + 1, .end = cell + 2};
        long_work_loop(encoder->steps++);
        write_term(encoder, head);
        if (!goes_on)
            break;
    }
}

/* The next term of an item that is written in parts; false when it is finished. */
static bool next_part(Encoder *encoder, Item *item, Term *part)
{
    switch (item->kind) {
    case ITEM_FLAT:
    case ITEM_TRIE:
        return next_in_map(item, part);
    case ITEM_SORTED:
        if (item->next == item->end) {
            memory_free(MEMORY_TEMPORARY, item->sorted,
                        (size_t)(item->end - item->sorted) * sizeof *item->sorted);
            return false;
        }
        *part = *item->next++;
        return true;
    default:
        put_number(encoder->out->bytes + item->start, encoder->out->size - item->start, 4);
        return false;
    }
}

static void write_part(Encoder *encoder)
{
    Term part;
    if (next_part(encoder, &encoder->items[encoder->count - 1], &part)) {
        long_work_loop(encoder->steps++);
        write_term(encoder, part);
    } else {
        encoder->count--;
    }
}

void external_encode(ExternalBuffer *buffer, Term term, const EncodeOptions *options)
{
    Encoder encoder = {.out = buffer, .options = options};
    write_term(&encoder, term);
    while (encoder.count > 0) {
        ItemKind kind = encoder.items[encoder.count - 1].kind;
        if (kind == ITEM_TERMS)
            write_terms(&encoder);
        else if (kind == ITEM_LIST)
            write_heads(&encoder);
        else
            write_part(&encoder);
    }
    memory_free(MEMORY_TEMPORARY, encoder.items, encoder.capacity * sizeof(Item));
}
