/* SPDX-License-Identifier: Apache-2.0 */
/* Symbols, metadata of objects, order and hashes of literals. */
#include <criterion/criterion.h>

#include <string.h>
#include "codegen/literal_order.h"
#include "codegen/meta.h"
#include "codegen/symbol.h"
#include "rt/core/hash_internal.h"

static Arena arena;
static BeamModule module;
static LiteralOrder order;

static void setup(void)
{
    arena_init(&arena);
    module = (BeamModule){.arena = &arena};
    literal_pool_init(&module.literal_pool, &arena);
}

static void teardown(void)
{
    arena_free(&arena);
}

TestSuite(symbol, .init = setup, .fini = teardown);
TestSuite(meta, .init = setup, .fini = teardown);
TestSuite(literal_order, .init = setup, .fini = teardown);

#define TEXT(literal) ((BeamText){literal, sizeof(literal) - 1})

/* ---- symbols -------------------------------------------------------------------------------- */

Test(symbol, names_read_like_erlang)
{
    cr_assert_str_eq(symbol_function(&arena, TEXT("lists"), TEXT("map"), 2), "lists:map/2");
    cr_assert_str_eq(symbol_export(&arena, TEXT("lists"), TEXT("map"), 2), "export.lists:map/2");
    cr_assert_str_eq(symbol_atom(&arena, TEXT("ok")), "atom.ok");
    cr_assert_str_eq(symbol_module(&arena, TEXT("lists")), "module.lists");
}

Test(symbol, different_names_differ)
{
    const char *a = symbol_function(&arena, TEXT("a:b"), TEXT("c"), 0);
    const char *b = symbol_function(&arena, TEXT("a"), TEXT("b:c"), 0);
    cr_assert_str_neq(a, b);
    cr_assert_str_neq(symbol_atom(&arena, TEXT("a\0b")), symbol_atom(&arena, TEXT("a")));
    cr_assert_null(strchr(symbol_atom(&arena, TEXT("a@@b")), '@'));
}

/* ---- metadata ---------------------------------------------------------------------------------
 */

static Buffer sample(void)
{
    Buffer out = BUFFER_EMPTY;
    BeamText atoms[] = {TEXT("one"), TEXT(""), TEXT("t\0wo")};
    MetaFunction references[] = {{TEXT("lists"), TEXT("map"), 2}};
    MetaFunction exports[] = {{TEXT("m"), TEXT("f"), 0}, {TEXT("m"), TEXT("g"), 255}};
    Meta meta = {TEXT("m"), atoms, references, exports, 3, 1, 2, 4096};
    meta_write(&meta, &out);
    return out;
}

Test(meta, round_trip)
{
    Buffer bytes = sample();
    Meta meta;
    cr_assert(meta_read(&arena, bytes.bytes, bytes.size, &meta));
    cr_assert_eq(meta.atom_count, 3);
    cr_assert_eq(meta.atoms[2].size, 4);
    cr_assert_eq(meta.references[0].arity, 2);
    cr_assert_eq(meta.exports[1].arity, 255);
    cr_assert_eq(meta.exports[1].module.bytes[0], 'm');
    cr_assert_eq(meta.code_size, 4096);
    buffer_free(&bytes);
}

Test(meta, truncated_or_too_long)
{
    Buffer bytes = sample();
    Meta meta;
    for (size_t size = 0; size < bytes.size; size++) {
        uint8_t *exact = malloc(size + 1);
        memcpy(exact, bytes.bytes, size);
        cr_assert_not(meta_read(&arena, exact, size, &meta), "size %zu", size);
        free(exact);
    }
    buffer_add_byte(&bytes, 0);
    cr_assert_not(meta_read(&arena, bytes.bytes, bytes.size, &meta));
    buffer_free(&bytes);
}

Test(meta, any_byte_changed)
{
    Buffer bytes = sample();
    Meta meta;
    for (size_t i = 0; i < bytes.size; i++) {
        for (int value = 0; value < 256; value += 15) {
            uint8_t old = bytes.bytes[i];
            bytes.bytes[i] = (uint8_t)value;
            meta_read(&arena, bytes.bytes, bytes.size, &meta);
            bytes.bytes[i] = old;
        }
    }
    cr_assert(meta_read(&arena, bytes.bytes, bytes.size, &meta));
    buffer_free(&bytes);
}

/* ---- literals
 * ------------------------------------------------------------------------------------ */

static const Literal *intern(Literal literal)
{
    return literal_intern(&module.literal_pool, &literal);
}

static const Literal *integer(int64_t value)
{
    return literal_integer(&module.literal_pool, value);
}

static const Literal *number(double value)
{
    return intern((Literal){.kind = LITERAL_FLOAT, .as.number = value});
}

static const Literal *big(bool negative, uint8_t first)
{
    uint8_t magnitude[] = {first, 0, 0, 0, 0, 0, 0, 0, 0, 1};
    return literal_big_integer(&module.literal_pool, negative, magnitude, sizeof magnitude);
}

static const Literal *string(const char *text)
{
    return intern((Literal){.kind = LITERAL_STRING,
                            .as.bytes = {(const uint8_t *)text, (uint32_t)strlen(text)}});
}

static const Literal *binary(const char *text)
{
    return intern((Literal){.kind = LITERAL_BINARY,
                            .as.bytes = {(const uint8_t *)text, (uint32_t)strlen(text)}});
}

static const Literal *bits(const char *text, uint8_t last_bits)
{
    return intern((Literal){.kind = LITERAL_BITSTRING,
                            .as.bits = {(const uint8_t *)text, (uint32_t)strlen(text), last_bits}});
}

static const Literal *const *array(const Literal *a, const Literal *b, const Literal *c)
{
    const Literal **items = ARENA_NEW_ARRAY(&arena, const Literal *, 3);
    items[0] = a, items[1] = b, items[2] = c;
    return items;
}

static const Literal *list(const Literal *a, const Literal *b, const Literal *tail)
{
    return intern((Literal){.kind = LITERAL_LIST, .as.list = {array(a, b, NULL), b ? 2 : 1, tail}});
}

static const Literal *tuple(const Literal *a, const Literal *b)
{
    uint32_t count = (a != NULL) + (b != NULL);
    return intern((Literal){.kind = LITERAL_TUPLE, .as.tuple = {array(a, b, NULL), count}});
}

static const Literal *map(const Literal *key, const Literal *value, const Literal *key2,
                          const Literal *value2)
{
    return intern((Literal){.kind = LITERAL_MAP,
                            .as.map = {array(key, key2, NULL), array(value, value2, NULL),
                                       (key != NULL) + (key2 != NULL)}});
}

static const Literal *atom(const char *name)
{
    if (!module.atoms) {
        module.atoms = ARENA_NEW_ARRAY(&arena, BeamText, 16);
        module.atom_count = 1;
    }
    module.atoms[module.atom_count] = (BeamText){name, (uint32_t)strlen(name)};
    return literal_atom(&module.literal_pool, module.atom_count++);
}

/* Each of these is less than the next in key order. */
Test(literal_order, ascending)
{
    const Literal *nil = literal_nil(&module.literal_pool), *one = integer(1);
    const Literal *terms[] = {
        big(true, 1),
        big(true, 0),
        integer(INT64_MIN),
        integer(-1),
        one,
        integer(2),
        big(false, 0),
        big(false, 1),
        number(-2.5),
        number(0.0),
        number(1e300),
        atom(""),
        atom("a"),
        atom("a\xc3\xa4"),
        atom("b"),
        tuple(NULL, NULL),
        tuple(number(0.5), NULL),
        tuple(one, one),
        tuple(one, number(0.5)),
        map(NULL, NULL, NULL, NULL),
        map(one, integer(2), NULL, NULL),
        map(integer(3), one, integer(2), nil),
        map(integer(2), nil, integer(4), one),
        nil,
        list(one, NULL, integer(0)),
        string("\1"),
        string("\1\1"),
        string("\1\2"),
        list(one, nil, nil),
        list(number(0.5), NULL, nil),
        binary(""),
        bits("\x60", 3),
        binary("a"),
        bits("a\x40", 2),
        binary("ab"),
        binary("b"),
    };
    uint32_t count = sizeof terms / sizeof terms[0];
    literal_order_init(&order, &arena, &module);
    for (uint32_t i = 0; i < count; i++) {
        for (uint32_t j = 0; j < count; j++) {
            int expected = i < j ? -1 : i > j;
            int found = literal_order_compare(&order, terms[i], terms[j]);
            cr_assert_eq((found > 0) - (found < 0), expected, "%u and %u", i, j);
        }
    }
}

Test(literal_order, hashes_as_the_header_says)
{
    const Literal *pair = tuple(integer(1), string("\2"));
    literal_order_init(&order, &arena, &module);
    uint64_t inner = hash_combine(hash_combine(hash_list_start(), hash_small(2)), hash_nil());
    uint64_t expected = hash_combine(hash_combine(hash_tuple_start(2), hash_small(1)), inner);
    cr_assert_eq(literal_order_hash(&order, pair), expected);
}
