/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Atoms, literals and types as Erlang text; see print.h.
 *
 * A term is printed with a stack of what is still to come: terms, and texts between them. Lists of
 * elements are entered element by element, so the stack is as deep as the term is nested.
 */
#include "frontend/beam/print.h"
#include "frontend/support/utf8.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- Atoms ----------------------------------------------------------------------------------- */

static bool is_reserved(BeamText atom)
{
    static const char *const words[] = {
        "after", "and",   "andalso", "band",    "begin", "bnot", "bor",  "bsl", "bsr",   "bxor",
        "case",  "catch", "cond",    "div",     "end",   "fun",  "if",   "let", "maybe", "not",
        "of",    "or",    "orelse",  "receive", "rem",   "try",  "when", "xor", "else",
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (strlen(words[i]) == atom.size && memcmp(words[i], atom.bytes, atom.size) == 0) {
            return true;
        }
    }
    return false;
}

static bool is_lower(uint32_t character)
{
    return (character >= 'a' && character <= 'z') ||
           (character >= 0xDF && character <= 0xFF && character != 0xF7);
}

static bool is_name_character(uint32_t character)
{
    return is_lower(character) || (character >= 'A' && character <= 'Z') ||
           (character >= '0' && character <= '9') || character == '_' || character == '@' ||
           (character >= 0xC0 && character <= 0xDE && character != 0xD7);
}

static bool needs_quotes(BeamText atom)
{
    const uint8_t *bytes = (const uint8_t *)atom.bytes;
    for (size_t at = 0, length; at < atom.size; at += length) {
        uint32_t character = utf8_decode(bytes + at, atom.size - at, &length);
        if (at == 0 ? !is_lower(character) : !is_name_character(character)) {
            return true;
        }
    }
    return atom.size == 0 || is_reserved(atom);
}

/* A character inside quotes of either kind. */
static void add_escaped(Buffer *buffer, uint32_t character, char quote)
{
    static const char letters[] = "\aa\bb\ff\nn\rr\tt\vv\033e\177d";
    if (character == (uint32_t)quote || character == '\\') {
        buffer_printf(buffer, "\\%c", (char)character);
        return;
    }
    if (character < ' ' || character == 127) {
        for (size_t i = 0; i + 1 < sizeof letters; i += 2) {
            if ((uint32_t)letters[i] == character) {
                buffer_printf(buffer, "\\%c", letters[i + 1]);
                return;
            }
        }
    }
    if (character < ' ' || (character >= 127 && character < 0xA0)) {
        buffer_printf(buffer, "\\x{%" PRIX32 "}", character);
        return;
    }
    uint8_t bytes[4];
    buffer_add(buffer, bytes, utf8_encode(character, bytes));
}

void print_atom(Buffer *buffer, const BeamModule *module, uint32_t atom)
{
    BeamText text = beam_atom(module, atom);
    if (!needs_quotes(text)) {
        buffer_add(buffer, text.bytes, text.size);
        return;
    }
    buffer_add_byte(buffer, '\'');
    const uint8_t *bytes = (const uint8_t *)text.bytes;
    for (size_t at = 0, length; at < text.size; at += length) {
        add_escaped(buffer, utf8_decode(bytes + at, text.size - at, &length), '\'');
    }
    buffer_add_byte(buffer, '\'');
}

/* ---- Terms without elements ------------------------------------------------------------------ */

/* The shortest digits that read back as the same number, with a point as Erlang wants it. */
static void add_float(Buffer *buffer, double number)
{
    enum { SIZE = 40, MAX_DIGITS = 17 };
    char text[SIZE];
    for (int digits = 1; digits <= MAX_DIGITS; digits++) {
        snprintf(text, sizeof text, "%.*g", digits, number);
        if (strtod(text, NULL) == number) {
            break;
        }
    }
    const char *exponent = strchr(text, 'e');
    size_t mantissa = exponent ? (size_t)(exponent - text) : strlen(text);
    buffer_add(buffer, text, mantissa);
    if (!memchr(text, '.', mantissa)) {
        buffer_add_text(buffer, ".0");
    }
    buffer_add_text(buffer, text + mantissa);
}

/* Decimal by repeated division, which is only good for moderate sizes. */
static void add_decimal(Buffer *buffer, const uint8_t *magnitude, uint32_t size)
{
    enum { MAX_SIZE = 64, BASE = 1000000000, BASE_DIGITS = 9 };
    uint8_t rest[MAX_SIZE];
    uint32_t parts[MAX_SIZE];
    uint32_t count = 0;
    memcpy(rest, magnitude, size);
    while (size > 0) {
        uint64_t remainder = 0;
        for (uint32_t i = size; i > 0; i--) {
            uint64_t dividend = remainder << 8 | rest[i - 1];
            rest[i - 1] = (uint8_t)(dividend / BASE);
            remainder = dividend % BASE;
        }
        parts[count++] = (uint32_t)remainder;
        while (size > 0 && rest[size - 1] == 0) {
            size--;
        }
    }
    buffer_printf(buffer, "%" PRIu32, parts[--count]);
    while (count > 0) {
        buffer_printf(buffer, "%0*" PRIu32, BASE_DIGITS, parts[--count]);
    }
}

static void add_bigint(Buffer *buffer, const Literal *literal, size_t limit)
{
    enum { DECIMAL_SIZE = 64 };
    const uint8_t *magnitude = literal->as.bigint.magnitude;
    uint32_t size = literal->as.bigint.size;
    buffer_add_text(buffer, literal->as.bigint.negative ? "-" : "");
    if (size <= DECIMAL_SIZE) {
        add_decimal(buffer, magnitude, size);
        return;
    }
    buffer_add_text(buffer, "16#");
    for (uint32_t i = size; i > 0; i--) {
        if (limit && buffer->size > limit) {
            buffer_add_text(buffer, "...");
            return;
        }
        buffer_printf(buffer, i == size ? "%X" : "%02X", magnitude[i - 1]);
    }
}

static bool is_printable(const uint8_t *bytes, uint32_t size)
{
    for (uint32_t i = 0; i < size; i++) {
        if (bytes[i] > '~' ||
            (bytes[i] < ' ' && bytes[i] != '\n' && bytes[i] != '\t' && bytes[i] != '\r')) {
            return false;
        }
    }
    return true;
}

static void add_text(Buffer *buffer, const uint8_t *bytes, uint32_t size, size_t limit)
{
    buffer_add_byte(buffer, '"');
    for (uint32_t i = 0; i < size; i++) {
        if (limit && buffer->size > limit) {
            buffer_add_text(buffer, "...");
            break;
        }
        add_escaped(buffer, bytes[i], '"');
    }
    buffer_add_byte(buffer, '"');
}

static void add_numbers(Buffer *buffer, const uint8_t *bytes, uint32_t size, size_t limit)
{
    for (uint32_t i = 0; i < size; i++) {
        if (limit && buffer->size > limit) {
            buffer_add_text(buffer, ",...");
            break;
        }
        buffer_printf(buffer, i > 0 ? ",%u" : "%u", bytes[i]);
    }
}

static void add_string(Buffer *buffer, const Literal *literal, size_t limit)
{
    const uint8_t *bytes = literal->as.bytes.data;
    uint32_t size = literal->as.bytes.size;
    if (is_printable(bytes, size)) {
        add_text(buffer, bytes, size, limit);
        return;
    }
    buffer_add_byte(buffer, '[');
    add_numbers(buffer, bytes, size, limit);
    buffer_add_byte(buffer, ']');
}

static void add_binary(Buffer *buffer, const Literal *literal, size_t limit)
{
    buffer_add_text(buffer, "<<");
    if (literal->kind == LITERAL_BITSTRING) {
        uint8_t bits = literal->as.bits.last_bits;
        uint32_t whole = literal->as.bits.size - 1;
        add_numbers(buffer, literal->as.bits.data, whole, limit);
        buffer_printf(buffer, "%s%u:%u", whole > 0 ? "," : "",
                      literal->as.bits.data[whole] >> (8 - bits), bits);
    } else if (literal->as.bytes.size > 0 &&
               is_printable(literal->as.bytes.data, literal->as.bytes.size)) {
        add_text(buffer, literal->as.bytes.data, literal->as.bytes.size, limit);
    } else {
        add_numbers(buffer, literal->as.bytes.data, literal->as.bytes.size, limit);
    }
    buffer_add_text(buffer, ">>");
}

/* ---- Terms with elements --------------------------------------------------------------------- */

/* A term whose elements are being printed. */
typedef struct Frame {
    const Literal *literal;
    uint32_t next; /* element; of a map: keys and values in turn; of a list also the tail */
} Frame;

static void push(Buffer *stack, const Literal *literal)
{
    buffer_add(stack, &(Frame){literal, 0}, sizeof(Frame));
}

static void add_export(Buffer *buffer, const BeamModule *module, const Literal *literal)
{
    buffer_add_text(buffer, "fun ");
    print_atom(buffer, module, literal->as.export.module);
    buffer_add_byte(buffer, ':');
    print_atom(buffer, module, literal->as.export.function);
    buffer_printf(buffer, "/%" PRIu32, literal->as.export.arity);
}

/* Prints a term, or only its opening if it has elements; those are then on the stack. */
static void start_term(Buffer *buffer, const BeamModule *module, Buffer *stack,
                       const Literal *literal, size_t limit)
{
    switch ((LiteralKind)literal->kind) {
    case LITERAL_NIL:
        buffer_add_text(buffer, "[]");
        break;
    case LITERAL_ATOM:
        print_atom(buffer, module, literal->as.atom);
        break;
    case LITERAL_INTEGER:
        buffer_printf(buffer, "%" PRId64, literal->as.integer);
        break;
    case LITERAL_BIGINT:
        add_bigint(buffer, literal, limit);
        break;
    case LITERAL_FLOAT:
        add_float(buffer, literal->as.number);
        break;
    case LITERAL_STRING:
        add_string(buffer, literal, limit);
        break;
    case LITERAL_BINARY:
    case LITERAL_BITSTRING:
        add_binary(buffer, literal, limit);
        break;
    case LITERAL_EXPORT:
        add_export(buffer, module, literal);
        break;
    case LITERAL_LIST:
        buffer_add_byte(buffer, '[');
        push(stack, literal);
        break;
    case LITERAL_TUPLE:
        buffer_add_byte(buffer, '{');
        push(stack, literal);
        break;
    case LITERAL_MAP:
        buffer_add_text(buffer, "#{");
        push(stack, literal);
        break;
    }
}

/* The next element of the innermost term, or NULL after printing its end. */
static const Literal *next_of_list(Buffer *buffer, Frame *frame)
{
    const Literal *list = frame->literal;
    uint32_t next = frame->next++;
    if (next < list->as.list.count) {
        buffer_add_text(buffer, next > 0 ? "," : "");
        return list->as.list.elements[next];
    }
    if (next == list->as.list.count && list->as.list.tail->kind != LITERAL_NIL) {
        buffer_add_byte(buffer, '|');
        return list->as.list.tail;
    }
    buffer_add_byte(buffer, ']');
    return NULL;
}

static const Literal *next_of_tuple(Buffer *buffer, Frame *frame)
{
    uint32_t next = frame->next++;
    if (next < frame->literal->as.tuple.count) {
        buffer_add_text(buffer, next > 0 ? "," : "");
        return frame->literal->as.tuple.elements[next];
    }
    buffer_add_byte(buffer, '}');
    return NULL;
}

static const Literal *next_of_map(Buffer *buffer, Frame *frame)
{
    const Literal *map = frame->literal;
    uint32_t next = frame->next++;
    if (next / 2 == map->as.map.count) {
        buffer_add_byte(buffer, '}');
        return NULL;
    }
    if (next % 2 == 0) {
        buffer_add_text(buffer, next > 0 ? "," : "");
        return map->as.map.keys[next / 2];
    }
    buffer_add_text(buffer, "=>");
    return map->as.map.values[next / 2];
}

void print_literal(Buffer *buffer, const BeamModule *module, const Literal *literal, size_t limit)
{
    size_t end = limit ? buffer->size + limit : 0;
    Buffer stack = BUFFER_EMPTY;
    start_term(buffer, module, &stack, literal, end);
    while (stack.size > 0) {
        if (end && buffer->size > end) {
            buffer_add_text(buffer, "...");
            break;
        }
        Frame *frame = (Frame *)(stack.bytes + stack.size) - 1;
        const Literal *next = frame->literal->kind == LITERAL_LIST    ? next_of_list(buffer, frame)
                              : frame->literal->kind == LITERAL_TUPLE ? next_of_tuple(buffer, frame)
                                                                      : next_of_map(buffer, frame);
        if (next) {
            start_term(buffer, module, &stack, next, end);
        } else {
            stack.size -= sizeof *frame;
        }
    }
    buffer_free(&stack);
}

/* ---- Types ----------------------------------------------------------------------------------- */

static void add_range(Buffer *buffer, const BeamType *type)
{
    buffer_add_byte(buffer, '(');
    if (type->has_min) {
        buffer_printf(buffer, "%" PRId64, type->min);
    }
    buffer_add_text(buffer, "..");
    if (type->has_max) {
        buffer_printf(buffer, "%" PRId64, type->max);
    }
    buffer_add_byte(buffer, ')');
}

void print_type(Buffer *buffer, const BeamType *type)
{
    static const struct {
        uint16_t mask;
        const char *name;
    } names[] = {
        {BEAM_TYPE_ATOM, "atom"},
        {BEAM_TYPE_BITSTRING, "bitstring"},
        {BEAM_TYPE_CONS, "cons"},
        {BEAM_TYPE_NIL, "nil"},
        {BEAM_TYPE_FLOAT, "float"},
        {BEAM_TYPE_INTEGER, "integer"},
        {BEAM_TYPE_FUN, "fun"},
        {BEAM_TYPE_MAP, "map"},
        {BEAM_TYPE_PID, "pid"},
        {BEAM_TYPE_PORT, "port"},
        {BEAM_TYPE_REFERENCE, "reference"},
        {BEAM_TYPE_TUPLE, "tuple"},
        {BEAM_TYPE_CONTEXT, "context"},
    };
    if ((type->mask & BEAM_TYPE_ANY) == BEAM_TYPE_ANY && !type->has_min && !type->has_max) {
        buffer_add_text(buffer, "any");
        return;
    }
    const char *separator = "";
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (!(type->mask & names[i].mask)) {
            continue;
        }
        buffer_printf(buffer, "%s%s", separator, names[i].name);
        separator = "|";
        if (names[i].mask == BEAM_TYPE_INTEGER && (type->has_min || type->has_max)) {
            add_range(buffer, type);
        }
        if (names[i].mask == BEAM_TYPE_BITSTRING && type->unit > 0) {
            buffer_printf(buffer, "(%u)", type->unit + 1);
        }
    }
}
