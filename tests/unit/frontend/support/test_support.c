/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The compiler's small tools: arena, buffer, table, UTF-8, MD5, diagnostics.
 */
#include "frontend/support/arena.h"
#include "frontend/support/buffer.h"
#include "frontend/support/diag.h"
#include "frontend/support/table.h"
#include "frontend/support/utf8.h"

#include <criterion/criterion.h>
#include <string.h>

Test(arena, memory_is_aligned_zeroed_and_stays)
{
    enum { COUNT = 2000 };
    Arena arena;
    arena_init(&arena);
    char *pieces[COUNT];
    for (size_t i = 0; i < COUNT; i++) {
        size_t size = i * 37 % 9000;
        pieces[i] = arena_alloc(&arena, size);
        cr_assert_eq((uintptr_t)pieces[i] % 16, 0);
        for (size_t k = 0; k < size; k++) {
            cr_assert_eq(pieces[i][k], 0);
        }
        memset(pieces[i], (int)(i % 255 + 1), size);
    }
    for (size_t i = 0; i < COUNT; i++) {
        for (size_t k = 0; k < i * 37 % 9000; k++) {
            cr_assert_eq((unsigned char)pieces[i][k], i % 255 + 1);
        }
    }
    arena_free(&arena);
    cr_assert_str_eq(arena_printf(&arena, "%s-%d", "again", 5), "again-5");
    arena_free(&arena);
}

Test(arena, large_first_and_empty_requests)
{
    Arena arena;
    arena_init(&arena);
    char *large = arena_alloc(&arena, 1 << 20);
    large[(1 << 20) - 1] = 1;
    cr_assert_not_null(arena_alloc(&arena, 0));
    cr_assert_str_eq(arena_copy(&arena, "a\0b", 3), "a");
    cr_assert_str_eq(arena_strdup(&arena, "x"), "x");
    arena_free(&arena);
}

Test(buffer, grows)
{
    Buffer buffer = BUFFER_EMPTY;
    for (int i = 0; i < 10000; i++) {
        buffer_printf(&buffer, "%d,", i);
    }
    cr_assert_eq(buffer.size, 48890);
    cr_assert_eq(strncmp(buffer_text(&buffer), "0,1,2,", 6), 0);
    cr_assert_str_eq(buffer_text(&buffer) + buffer.size - 5, "9999,");
    buffer_clear(&buffer);
    cr_assert_str_eq(buffer_text(&buffer), "");
    buffer_free(&buffer);
}

Test(table, finds_what_was_put_first)
{
    enum { COUNT = 20000 };
    Arena arena;
    Table table;
    arena_init(&arena);
    table_init(&table, &arena);
    uint32_t index;
    cr_assert_not(table_find(&table, "", 0, &index));
    for (uint32_t i = 0; i < COUNT; i++) {
        const char *key = arena_printf(&arena, "key %u", i);
        cr_assert_eq(table_put(&table, key, strlen(key), i), i);
        cr_assert_eq(table_put(&table, key, strlen(key), i + 1), i);
    }
    cr_assert_eq(table_put(&table, "", 0, 7), 7);
    for (uint32_t i = 0; i < COUNT; i++) {
        const char *key = arena_printf(&arena, "key %u", i);
        cr_assert(table_find(&table, key, strlen(key), &index));
        cr_assert_eq(index, i);
    }
    cr_assert(table_find(&table, "", 0, &index));
    cr_assert_not(table_find(&table, "key", 3, &index));
    cr_assert_eq(table.count, COUNT + 1);
    arena_free(&arena);
}

Test(table, hash_depends_on_every_byte_and_the_size)
{
    char bytes[33] = {0};
    for (size_t size = 0; size < sizeof bytes; size++) {
        uint64_t hash = table_hash(bytes, size);
        for (size_t i = 0; i < size; i++) {
            bytes[i] = 1;
            cr_assert_neq(table_hash(bytes, size), hash);
            bytes[i] = 0;
        }
        cr_assert(size == 0 || table_hash(bytes, size - 1) != hash);
    }
}

Test(utf8, decodes_what_it_encodes)
{
    const uint32_t characters[] = {0,      'a',    0x7F,   0x80,    0x7FF,   0x800,
                                   0xD7FF, 0xE000, 0xFFFF, 0x10000, 0x10FFFF};
    for (size_t i = 0; i < sizeof characters / sizeof *characters; i++) {
        uint8_t bytes[4];
        size_t size = utf8_encode(characters[i], bytes), length;
        cr_assert_eq(utf8_decode(bytes, size, &length), characters[i]);
        cr_assert_eq(length, size);
        for (size_t cut = 1; cut < size; cut++) {
            cr_assert_eq(utf8_decode(bytes, cut, &length), UTF8_INVALID);
        }
    }
}

Test(utf8, refuses_what_is_not_utf8)
{
    const char *wrong[] = {"\x80",
                           "\xC0\x80",
                           "\xC1\xBF",
                           "\xE0\x80\x80",
                           "\xED\xA0\x80",
                           "\xF0\x80\x80\x80",
                           "\xF4\x90\x80\x80",
                           "\xFF",
                           "a\xC3",
                           "\xC3(",
                           "\xF8\x88\x80\x80\x80"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        cr_assert_eq(utf8_count((const uint8_t *)wrong[i], strlen(wrong[i])), SIZE_MAX);
    }
    cr_assert_eq(utf8_count((const uint8_t *)"a\xC3\xA4\xE2\x82\xAC", 6), 3);
}

Test(diag, keeps_up_to_its_limit_and_counts_all)
{
    Arena arena;
    DiagList list;
    arena_init(&arena);
    diag_init(&list, &arena);
    list.limit = 2;
    for (int i = 0; i < 5; i++) {
        diag_add(&list, DIAG_ERROR, DIAG_NOWHERE, NULL, "number %d", i);
    }
    cr_assert_eq(list.errors, 5);
    cr_assert_eq(list.kept, 2);
    cr_assert_str_eq(list.last->text, "number 1");
    arena_free(&arena);
}

Test(diag, prints_place_text_and_hint_without_control_characters)
{
    Arena arena;
    DiagList list;
    arena_init(&arena);
    diag_init(&list, &arena);
    diag_add(&list, DIAG_ERROR, (DiagPlace){"a.beam", "Code", "m:f/1", 12}, "try again",
             "bad \033 thing");
    diag_add(&list, DIAG_NOTE, DIAG_NOWHERE, NULL, "fine");
    FILE *stream = tmpfile();
    diag_print(&list, stream, false);
    rewind(stream);
    char text[200] = {0};
    cr_assert_gt(fread(text, 1, sizeof text - 1, stream), 0);
    fclose(stream);
    cr_assert_str_eq(text, "a.beam: chunk Code+12: m:f/1: error: bad \\x1b thing\n"
                           "  hint: try again\n"
                           "note: fine\n");
    arena_free(&arena);
}
