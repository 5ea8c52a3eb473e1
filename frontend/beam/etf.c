/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The external term format reader: a stack of unfinished containers, and a stack of finished
 * terms that they take their elements from.
 *
 * Invariants: a container on the stack still wants `wanted` terms; the last finished terms on the
 * value stack belong to the innermost container. A list keeps growing while its tail is again a
 * list, so long lists cost no depth and come out canonical however they were split.
 */
#include "frontend/beam/etf.h"

#include "frontend/beam/inflate.h"
#include "frontend/support/buffer.h"
#include "frontend/support/utf8.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    TAG_VERSION = 131,
    TAG_NEW_FLOAT = 70,
    TAG_BIT_BINARY = 77,
    TAG_COMPRESSED = 80,
    TAG_SMALL_INTEGER = 97,
    TAG_INTEGER = 98,
    TAG_FLOAT = 99,
    TAG_ATOM = 100,
    TAG_SMALL_TUPLE = 104,
    TAG_LARGE_TUPLE = 105,
    TAG_NIL = 106,
    TAG_STRING = 107,
    TAG_LIST = 108,
    TAG_BINARY = 109,
    TAG_SMALL_BIG = 110,
    TAG_LARGE_BIG = 111,
    TAG_EXPORT = 113,
    TAG_SMALL_ATOM = 115,
    TAG_MAP = 116,
    TAG_ATOM_UTF8 = 118,
    TAG_SMALL_ATOM_UTF8 = 119,
};

typedef struct Container {
    uint8_t kind;    /* LITERAL_LIST, LITERAL_TUPLE, LITERAL_MAP or LITERAL_EXPORT */
    uint32_t count;  /* elements so far announced */
    uint64_t wanted; /* terms still to come; for a list that includes the tail */
    size_t offset;   /* of its tag, for messages */
} Container;

typedef struct Reader {
    BeamModule *module;
    LiteralPool *pool;
    Cursor *cursor;
    Buffer containers; /* of Container */
    Buffer values;     /* of const Literal * */
} Reader;

/* ---- The two stacks -------------------------------------------------------------------------- */

static Container *top_container(Reader *reader)
{
    if (reader->containers.size == 0) {
        return NULL;
    }
    return (Container *)(reader->containers.bytes + reader->containers.size) - 1;
}

static void push_value(Reader *reader, const Literal *value)
{
    buffer_add(&reader->values, &value, sizeof value);
}

static const Literal *pop_value(Reader *reader)
{
    const Literal *value;
    reader->values.size -= sizeof value;
    memcpy(&value, reader->values.bytes + reader->values.size, sizeof value);
    return value;
}

/* The last `count` values, still on the stack. */
static const Literal **last_values(Reader *reader, size_t count)
{
    return (const Literal **)(reader->values.bytes + reader->values.size) - count;
}

static const Literal *const *copy_values(Reader *reader, const Literal **values, size_t count)
{
    const Literal **copy = ARENA_NEW_ARRAY(reader->pool->arena, const Literal *, count);
    if (count > 0) {
        memcpy(copy, values, count * sizeof *copy);
    }
    return copy;
}

/* ---- Terms without elements ------------------------------------------------------------------ */

static const Literal *read_atom(Reader *reader, size_t size, bool utf8)
{
    enum { MAX_CHARACTERS = 255 };
    Cursor *cursor = reader->cursor;
    size_t offset = cursor_offset(cursor);
    const uint8_t *bytes = cursor_bytes(cursor, size);
    if (!bytes) {
        return NULL;
    }
    size_t count = utf8 ? utf8_count(bytes, size) : size;
    if (count > MAX_CHARACTERS) {
        cursor_fail_at(cursor, offset, NULL, "an atom that is not valid UTF-8 or has over %d %s",
                       MAX_CHARACTERS, "characters");
        return NULL;
    }
    char text[2 * MAX_CHARACTERS];
    if (!utf8) {
        size_t length = 0;
        for (size_t i = 0; i < size; i++) {
            length += utf8_encode(bytes[i], (uint8_t *)text + length);
        }
        size = length;
        bytes = (const uint8_t *)text;
    }
    uint32_t atom;
    if (!table_find(&reader->module->atom_table, bytes, size, &atom)) {
        char *copy = arena_copy(reader->pool->arena, bytes, size);
        atom = beam_atom_index(reader->module, copy, (uint32_t)size);
    }
    return literal_atom(reader->pool, atom);
}

static const Literal *read_big(Reader *reader, size_t size)
{
    uint8_t sign = cursor_u8(reader->cursor);
    const uint8_t *magnitude = cursor_bytes(reader->cursor, size);
    if (!magnitude) {
        return NULL;
    }
    return literal_big_integer(reader->pool, sign != 0, magnitude, size);
}

static const Literal *float_literal(Reader *reader, double number)
{
    if (!isfinite(number)) {
        cursor_fail(reader->cursor, NULL, "a float that is not a finite number");
        return NULL;
    }
    return literal_intern(reader->pool, &(Literal){.kind = LITERAL_FLOAT, .as.number = number});
}

static const Literal *read_new_float(Reader *reader)
{
    uint64_t bits = cursor_u64(reader->cursor);
    double number;
    memcpy(&number, &bits, sizeof number);
    return float_literal(reader, number);
}

/* The old encoding: 31 bytes of text as printf("%.20e") makes it, filled up with NULs. */
static const Literal *read_text_float(Reader *reader)
{
    enum { SIZE = 31 };
    const uint8_t *bytes = cursor_bytes(reader->cursor, SIZE);
    if (!bytes) {
        return NULL;
    }
    char text[SIZE + 1] = {0};
    memcpy(text, bytes, SIZE);
    char *end;
    double number = strtod(text, &end);
    if (end == text || *end != 0) {
        cursor_fail(reader->cursor, NULL, "a float that is not a number");
        return NULL;
    }
    return float_literal(reader, number);
}

static const Literal *read_bytes(Reader *reader, LiteralKind kind, size_t size)
{
    const uint8_t *bytes = cursor_bytes(reader->cursor, size);
    if (!bytes) {
        return NULL;
    }
    Literal literal = {.kind = (uint8_t)kind};
    literal.as.bytes.data = (const uint8_t *)arena_copy(reader->pool->arena, bytes, size);
    literal.as.bytes.size = (uint32_t)size;
    return literal_intern(reader->pool, &literal);
}

static const Literal *read_bitstring(Reader *reader)
{
    uint32_t size = cursor_u32(reader->cursor);
    uint8_t last_bits = cursor_u8(reader->cursor);
    const uint8_t *bytes = cursor_bytes(reader->cursor, size);
    if (!bytes) {
        return NULL;
    }
    if (last_bits > 8 || (size == 0) != (last_bits == 0)) {
        cursor_fail(reader->cursor, NULL, "a bitstring of %u bytes with %u bits in the last one",
                    size, last_bits);
        return NULL;
    }
    Literal literal = {.kind = last_bits % 8 == 0 ? LITERAL_BINARY : LITERAL_BITSTRING};
    uint8_t *data = (uint8_t *)arena_copy(reader->pool->arena, bytes, size);
    if (literal.kind == LITERAL_BINARY) {
        literal.as.bytes.data = data;
        literal.as.bytes.size = size;
    } else {
        data[size - 1] &= (uint8_t)(0xFF << (8 - last_bits));
        literal.as.bits.data = data;
        literal.as.bits.size = size;
        literal.as.bits.last_bits = last_bits;
    }
    return literal_intern(reader->pool, &literal);
}

/* ---- Terms with elements --------------------------------------------------------------------- */

/* Each term still to come needs at least a byte, which bounds what a hostile count can cost. */
static bool start_container(Reader *reader, LiteralKind kind, uint32_t count, uint64_t wanted,
                            size_t offset)
{
    if (wanted > cursor_left(reader->cursor)) {
        cursor_fail_at(reader->cursor, offset, NULL,
                       "a term with %u elements, but only %zu bytes are left", count,
                       cursor_left(reader->cursor));
        return false;
    }
    buffer_add(&reader->containers, &(Container){(uint8_t)kind, count, wanted, offset},
               sizeof(Container));
    return true;
}

/* Whether the term about to be read is the tail of a list. */
static bool at_tail(Reader *reader)
{
    const Container *top = top_container(reader);
    return top && top->kind == LITERAL_LIST && top->wanted == 1;
}

/* A list in tail position adds its elements to the list that it is the tail of. */
static const Literal *start_list(Reader *reader, uint32_t count, size_t offset)
{
    if (at_tail(reader)) {
        Container *top = top_container(reader);
        if (count > cursor_left(reader->cursor)) {
            cursor_fail_at(reader->cursor, offset, NULL,
                           "a list of %u elements, but only %zu bytes are left", count,
                           cursor_left(reader->cursor));
            return NULL;
        }
        if (top->count > UINT32_MAX - count) {
            cursor_fail_at(reader->cursor, offset, NULL, "a list of over 2^32 elements");
            return NULL;
        }
        top->count += count;
        top->wanted += count;
        return NULL;
    }
    if (count > 0) { /* else only the tail follows, and is the term */
        start_container(reader, LITERAL_LIST, count, (uint64_t)count + 1, offset);
    }
    return NULL;
}

static const Literal *read_string(Reader *reader, uint32_t size)
{
    if (!at_tail(reader)) {
        return size == 0 ? literal_nil(reader->pool) : read_bytes(reader, LITERAL_STRING, size);
    }
    const uint8_t *bytes = cursor_bytes(reader->cursor, size);
    if (!bytes) {
        return NULL;
    }
    Container *top = top_container(reader);
    if (top->count > UINT32_MAX - size) {
        cursor_fail(reader->cursor, NULL, "a list of over 2^32 elements");
        return NULL;
    }
    for (uint32_t i = 0; i < size; i++) {
        push_value(reader, literal_integer(reader->pool, bytes[i]));
    }
    top->count += size;
    return literal_nil(reader->pool);
}

static bool is_byte(const Literal *literal)
{
    return literal->kind == LITERAL_INTEGER && literal->as.integer >= 0 &&
           literal->as.integer <= 255;
}

static const Literal *finish_list(Reader *reader, uint32_t count)
{
    const Literal *tail = pop_value(reader);
    const Literal **elements = last_values(reader, count);
    bool text = tail->kind == LITERAL_NIL;
    for (uint32_t i = 0; text && i < count; i++) {
        text = is_byte(elements[i]);
    }
    Literal list = {.kind = text ? LITERAL_STRING : LITERAL_LIST};
    if (text) {
        uint8_t *data = arena_alloc(reader->pool->arena, count);
        for (uint32_t i = 0; i < count; i++) {
            data[i] = (uint8_t)elements[i]->as.integer;
        }
        list.as.bytes.data = data;
        list.as.bytes.size = count;
    } else {
        list.as.list.elements = copy_values(reader, elements, count);
        list.as.list.count = count;
        list.as.list.tail = tail;
    }
    reader->values.size -= count * sizeof(Literal *);
    return literal_intern(reader->pool, &list);
}

static const Literal *finish_tuple(Reader *reader, uint32_t count)
{
    Literal tuple = {.kind = LITERAL_TUPLE};
    tuple.as.tuple.elements = copy_values(reader, last_values(reader, count), count);
    tuple.as.tuple.count = count;
    reader->values.size -= count * sizeof(Literal *);
    return literal_intern(reader->pool, &tuple);
}

/* Equal keys are the same node, so sorting by id puts them side by side. */
static int compare_ids(const void *a, const void *b)
{
    uint32_t left = (*(const Literal *const *)a)->id, right = (*(const Literal *const *)b)->id;
    return (left > right) - (left < right);
}

static bool has_equal_keys(const Literal *const *keys, uint32_t count)
{
    if (count < 2) {
        return false;
    }
    Buffer buffer = BUFFER_EMPTY;
    const Literal **sorted = (const Literal **)buffer_reserve(&buffer, count * sizeof *sorted);
    memcpy(sorted, keys, count * sizeof *sorted);
    qsort(sorted, count, sizeof *sorted, compare_ids);
    bool found = false;
    for (uint32_t i = 1; i < count; i++) {
        found |= sorted[i] == sorted[i - 1];
    }
    buffer_free(&buffer);
    return found;
}

static const Literal *finish_map(Reader *reader, uint32_t count, size_t offset)
{
    const Literal **pairs = last_values(reader, (size_t)count * 2);
    const Literal **keys = ARENA_NEW_ARRAY(reader->pool->arena, const Literal *, count);
    const Literal **values = ARENA_NEW_ARRAY(reader->pool->arena, const Literal *, count);
    for (uint32_t i = 0; i < count; i++) {
        keys[i] = pairs[2 * i];
        values[i] = pairs[2 * i + 1];
    }
    if (has_equal_keys(keys, count)) {
        cursor_fail_at(reader->cursor, offset, NULL, "a map with two equal keys");
        return NULL;
    }
    reader->values.size -= (size_t)count * 2 * sizeof(Literal *);
    Literal map = {.kind = LITERAL_MAP};
    map.as.map.keys = keys;
    map.as.map.values = values;
    map.as.map.count = count;
    return literal_intern(reader->pool, &map);
}

static const Literal *finish_export(Reader *reader, size_t offset)
{
    const Literal *arity = pop_value(reader);
    const Literal *function = pop_value(reader);
    const Literal *module = pop_value(reader);
    if (module->kind != LITERAL_ATOM || function->kind != LITERAL_ATOM || !is_byte(arity)) {
        cursor_fail_at(reader->cursor, offset, NULL, "an external fun that is not M:F/A");
        return NULL;
    }
    Literal export = {.kind = LITERAL_EXPORT};
    export.as.export.module = module->as.atom;
    export.as.export.function = function->as.atom;
    export.as.export.arity = (uint32_t)arity->as.integer;
    return literal_intern(reader->pool, &export);
}

static const Literal *finish_container(Reader *reader)
{
    Container done = *top_container(reader);
    reader->containers.size -= sizeof done;
    switch ((LiteralKind)done.kind) {
    case LITERAL_LIST:
        return finish_list(reader, done.count);
    case LITERAL_MAP:
        return finish_map(reader, done.count, done.offset);
    case LITERAL_EXPORT:
        return finish_export(reader, done.offset);
    default:
        return finish_tuple(reader, done.count);
    }
}

/* ---- The loop -------------------------------------------------------------------------------- */

static const Literal *refuse_tag(Reader *reader, uint8_t tag, size_t offset)
{
    static const struct {
        uint8_t tag;
        const char *name;
    } known[] = {{88, "a pid"},        {103, "a pid"},       {89, "a port"},
                 {102, "a port"},      {120, "a port"},      {90, "a reference"},
                 {101, "a reference"}, {114, "a reference"}, {112, "a local fun"},
                 {117, "a local fun"}, {121, "a local term"}};
    const char *name = NULL;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        if (known[i].tag == tag) {
            name = known[i].name;
        }
    }
    if (name) {
        cursor_fail_at(reader->cursor, offset, NULL, "%s can not be a constant", name);
    } else {
        cursor_fail_at(reader->cursor, offset, NULL, "unknown term tag %u", tag);
    }
    return NULL;
}

/*
 * Reads up to the end of one term without elements, or of the head of one with elements. NULL
 * means that more has to be read first, or a failure.
 */
static const Literal *read_step(Reader *reader)
{
    Cursor *cursor = reader->cursor;
    size_t offset = cursor_offset(cursor);
    uint8_t tag = cursor_u8(cursor);
    if (cursor->failed) {
        return NULL;
    }
    uint32_t count;
    switch (tag) {
    case TAG_NIL:
        return literal_nil(reader->pool);
    case TAG_SMALL_INTEGER:
        return literal_integer(reader->pool, cursor_u8(cursor));
    case TAG_INTEGER:
        return literal_integer(reader->pool, (int32_t)cursor_u32(cursor));
    case TAG_SMALL_BIG:
        return read_big(reader, cursor_u8(cursor));
    case TAG_LARGE_BIG:
        return read_big(reader, cursor_u32(cursor));
    case TAG_NEW_FLOAT:
        return read_new_float(reader);
    case TAG_FLOAT:
        return read_text_float(reader);
    case TAG_ATOM:
        return read_atom(reader, cursor_u16(cursor), false);
    case TAG_SMALL_ATOM:
        return read_atom(reader, cursor_u8(cursor), false);
    case TAG_ATOM_UTF8:
        return read_atom(reader, cursor_u16(cursor), true);
    case TAG_SMALL_ATOM_UTF8:
        return read_atom(reader, cursor_u8(cursor), true);
    case TAG_STRING:
        return read_string(reader, cursor_u16(cursor));
    case TAG_BINARY:
        return read_bytes(reader, LITERAL_BINARY, cursor_u32(cursor));
    case TAG_BIT_BINARY:
        return read_bitstring(reader);
    case TAG_LIST:
        return start_list(reader, cursor_u32(cursor), offset);
    case TAG_SMALL_TUPLE:
    case TAG_LARGE_TUPLE:
        count = tag == TAG_SMALL_TUPLE ? cursor_u8(cursor) : cursor_u32(cursor);
        start_container(reader, LITERAL_TUPLE, count, count, offset);
        break;
    case TAG_MAP:
        count = cursor_u32(cursor);
        start_container(reader, LITERAL_MAP, count, (uint64_t)count * 2, offset);
        break;
    case TAG_EXPORT:
        start_container(reader, LITERAL_EXPORT, 3, 3, offset);
        break;
    default:
        return refuse_tag(reader, tag, offset);
    }
    if (!cursor->failed && top_container(reader)->wanted == 0) {
        return finish_container(reader); /* {} or #{} */
    }
    return NULL;
}

static const Literal *read_term(Reader *reader)
{
    for (;;) {
        const Literal *term = read_step(reader);
        if (reader->cursor->failed) {
            return NULL;
        }
        while (term) {
            Container *top = top_container(reader);
            if (!top) {
                return term;
            }
            push_value(reader, term);
            term = NULL;
            if (--top->wanted == 0) {
                term = finish_container(reader);
                if (!term) {
                    return NULL;
                }
            }
        }
    }
}

static const Literal *read_from(BeamModule *module, Cursor *cursor)
{
    Reader reader = {module, &module->literal_pool, cursor, BUFFER_EMPTY, BUFFER_EMPTY};
    buffer_reserve(&reader.values, sizeof(Literal *)); /* so that there is always a stack */
    const Literal *term = read_term(&reader);
    buffer_free(&reader.containers);
    buffer_free(&reader.values);
    return cursor->failed ? NULL : term;
}

static const Literal *read_compressed(BeamModule *module, Cursor *cursor)
{
    uint32_t expected = cursor_u32(cursor);
    size_t size = 0, used = 0;
    const uint8_t *bytes = cursor->failed
                               ? NULL
                               : inflate_bytes(module->arena, INFLATE_ZLIB, cursor->next,
                                               cursor_left(cursor), expected, &size, &used);
    if (!bytes || size != expected) {
        cursor_fail(cursor, NULL, "a compressed term is damaged");
        return NULL;
    }
    Cursor inner = *cursor;
    inner.start = inner.next = bytes;
    inner.end = bytes + size;
    const Literal *term = read_from(module, &inner);
    cursor->failed |= inner.failed;
    cursor_bytes(cursor, used);
    return term;
}

const Literal *etf_read(BeamModule *module, Cursor *cursor)
{
    uint8_t version = cursor_u8(cursor);
    if (!cursor->failed && version != TAG_VERSION) {
        cursor_fail_at(cursor, cursor_offset(cursor) - 1, NULL,
                       "a term that starts with %u instead of the version %d", version,
                       TAG_VERSION);
        return NULL;
    }
    if (cursor_left(cursor) > 0 && *cursor->next == TAG_COMPRESSED) {
        cursor_u8(cursor);
        return read_compressed(module, cursor);
    }
    return read_from(module, cursor);
}
