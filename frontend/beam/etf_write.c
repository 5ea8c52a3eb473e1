/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The external term format writer. A literal is written with a stack of what is still to come, so
 * that nothing recurses over it.
 */
#include "frontend/beam/etf_write.h"

#include <string.h>
#include "frontend/support/utf8.h"

enum {
    TAG_VERSION = 131,
    TAG_NEW_FLOAT = 70,
    TAG_BIT_BINARY = 77,
    TAG_SMALL_INTEGER = 97,
    TAG_INTEGER = 98,
    TAG_SMALL_TUPLE = 104,
    TAG_LARGE_TUPLE = 105,
    TAG_NIL = 106,
    TAG_LIST = 108,
    TAG_BINARY = 109,
    TAG_LARGE_BIG = 111,
    TAG_EXPORT = 113,
    TAG_MAP = 116,
    TAG_ATOM_UTF8 = 118,
};

static void put16(Buffer *out, uint32_t value)
{
    buffer_add_byte(out, (uint8_t)(value >> 8));
    buffer_add_byte(out, (uint8_t)value);
}

static void put32(Buffer *out, uint32_t value)
{
    put16(out, value >> 16);
    put16(out, value & 0xffff);
}

static void put64(Buffer *out, uint64_t value)
{
    put32(out, (uint32_t)(value >> 32));
    put32(out, (uint32_t)value);
}

static void put_head(Buffer *out, uint8_t tag, uint32_t size)
{
    buffer_add_byte(out, tag);
    put32(out, size);
}

void etf_write_version(Buffer *out)
{
    buffer_add_byte(out, TAG_VERSION);
}

void etf_write_tuple(Buffer *out, uint32_t arity)
{
    if (arity > UINT8_MAX) {
        put_head(out, TAG_LARGE_TUPLE, arity);
        return;
    }
    buffer_add_byte(out, TAG_SMALL_TUPLE);
    buffer_add_byte(out, (uint8_t)arity);
}

void etf_write_list(Buffer *out, uint32_t count)
{
    if (count > 0)
        put_head(out, TAG_LIST, count);
}

void etf_write_nil(Buffer *out)
{
    buffer_add_byte(out, TAG_NIL);
}

static void put_atom(Buffer *out, BeamText text)
{
    buffer_add_byte(out, TAG_ATOM_UTF8);
    put16(out, text.size);
    buffer_add(out, text.bytes, text.size);
}

void etf_write_atom(Buffer *out, const char *text)
{
    put_atom(out, (BeamText){text, (uint32_t)strlen(text)});
}

static void put_integer(Buffer *out, int64_t value)
{
    if (value >= 0 && value <= UINT8_MAX) {
        buffer_add_byte(out, TAG_SMALL_INTEGER);
        buffer_add_byte(out, (uint8_t)value);
    } else if (value >= INT32_MIN && value <= INT32_MAX) {
        put_head(out, TAG_INTEGER, (uint32_t)value);
    } else {
        uint64_t magnitude = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
        put_head(out, TAG_LARGE_BIG, sizeof magnitude);
        buffer_add_byte(out, value < 0);
        for (size_t i = 0; i < sizeof magnitude; i++)
            buffer_add_byte(out, (uint8_t)(magnitude >> (8 * i)));
    }
}

void etf_write_integer(Buffer *out, int32_t value)
{
    put_integer(out, value);
}

void etf_write_string(Buffer *out, const char *text)
{
    size_t size = strlen(text), head = out->size;
    uint32_t count = 0;
    if (size > 0)
        put_head(out, TAG_LIST, 0);
    for (size_t at = 0, length; at < size; at += length, count++)
        put_integer(out, utf8_decode((const uint8_t *)text + at, size - at, &length));
    for (int i = 0; size > 0 && i < 4; i++)
        out->bytes[head + 1 + i] = (uint8_t)(count >> (24 - 8 * i));
    etf_write_nil(out);
}

/* ---- literals -------------------------------------------------------------------------------- */

static void put_float(Buffer *out, double number)
{
    uint64_t bits;
    memcpy(&bits, &number, sizeof bits);
    buffer_add_byte(out, TAG_NEW_FLOAT);
    put64(out, bits);
}

static void push(Buffer *stack, const Literal *literal)
{
    buffer_add(stack, &literal, sizeof literal);
}

static void push_all(Buffer *stack, const Literal *const *literals, uint32_t count)
{
    while (count > 0)
        push(stack, literals[--count]);
}

/* Writes the head; what it is made of goes on the stack. */
static void put_literal(Buffer *out, Buffer *stack, const BeamModule *module,
                        const Literal *literal)
{
    switch ((LiteralKind)literal->kind) {
    case LITERAL_NIL:
        etf_write_nil(out);
        break;
    case LITERAL_ATOM:
        put_atom(out, beam_atom(module, literal->as.atom));
        break;
    case LITERAL_INTEGER:
        put_integer(out, literal->as.integer);
        break;
    case LITERAL_BIGINT:
        put_head(out, TAG_LARGE_BIG, literal->as.bigint.size);
        buffer_add_byte(out, literal->as.bigint.negative);
        buffer_add(out, literal->as.bigint.magnitude, literal->as.bigint.size);
        break;
    case LITERAL_FLOAT:
        put_float(out, literal->as.number);
        break;
    case LITERAL_STRING:
        put_head(out, TAG_LIST, literal->as.bytes.size);
        for (uint32_t i = 0; i < literal->as.bytes.size; i++)
            put_integer(out, literal->as.bytes.data[i]);
        etf_write_nil(out);
        break;
    case LITERAL_LIST:
        put_head(out, TAG_LIST, literal->as.list.count);
        push(stack, literal->as.list.tail);
        push_all(stack, literal->as.list.elements, literal->as.list.count);
        break;
    case LITERAL_TUPLE:
        etf_write_tuple(out, literal->as.tuple.count);
        push_all(stack, literal->as.tuple.elements, literal->as.tuple.count);
        break;
    case LITERAL_MAP:
        put_head(out, TAG_MAP, literal->as.map.count);
        for (uint32_t i = literal->as.map.count; i-- > 0;) {
            push(stack, literal->as.map.values[i]);
            push(stack, literal->as.map.keys[i]);
        }
        break;
    case LITERAL_BINARY:
        put_head(out, TAG_BINARY, literal->as.bytes.size);
        buffer_add(out, literal->as.bytes.data, literal->as.bytes.size);
        break;
    case LITERAL_BITSTRING:
        put_head(out, TAG_BIT_BINARY, literal->as.bits.size);
        buffer_add_byte(out, literal->as.bits.last_bits);
        buffer_add(out, literal->as.bits.data, literal->as.bits.size);
        break;
    case LITERAL_EXPORT:
        buffer_add_byte(out, TAG_EXPORT);
        put_atom(out, beam_atom(module, literal->as.export.module));
        put_atom(out, beam_atom(module, literal->as.export.function));
        put_integer(out, literal->as.export.arity);
        break;
    }
}

void etf_write_literal(Buffer *out, const BeamModule *module, const Literal *literal)
{
    Buffer stack = BUFFER_EMPTY;
    push(&stack, literal);
    while (stack.size > 0) {
        const Literal *next;
        stack.size -= sizeof next;
        memcpy(&next, stack.bytes + stack.size, sizeof next);
        put_literal(out, &stack, module, next);
    }
    buffer_free(&stack);
}
