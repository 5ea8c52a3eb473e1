/* SPDX-License-Identifier: Apache-2.0 */
/* UTF-8 and the conversion of character data. */
#include <criterion/criterion.h>
#include <string.h>

#include "rt/core/bif.h"
#include "rt/core/binary.h"
#include "rt/core/bits.h"
#include "rt/unicode/utf8.h"
#include "tests/unit/rt/support.h"

Term bif_unicode_characters_to_binary_2(Process *process, Term data, Term encoding);
Term bif_unicode_characters_to_list_2(Process *process, Term data, Term encoding);

static Term text(Process *process, const char *text)
{
    return binary_from_bytes(process, text, strlen(text));
}

static bool is_text(Term binary, const char *text)
{
    BitView view = bit_view(binary);
    return view.bit_size == strlen(text) * 8 &&
           bits_compare(view.bytes, view.bit_offset, (const uint8_t *)text, 0, view.bit_size) == 0;
}

static Term characters(Process *process, UInt count, const uint32_t *values)
{
    Term list = TERM_NIL;
    while (count > 0)
        list = heap_cons(process, term_make_small(values[--count]), list);
    return list;
}

static Term finish(Process *process, Term result)
{
    Trap *trap = &process->scheduler->trap;
    while (result == THE_NON_VALUE && trap->function) {
        BifFunction4 *function = trap->function;
        trap->function = NULL;
        process->reductions = 1;
        result = function(process, trap->args[0], trap->args[1], trap->args[2], trap->args[3]);
    }
    return result;
}

Test(unicode, every_character_there_and_back)
{
    for (uint32_t character = 0; character <= UTF8_CHARACTER_MAX; character++) {
        uint8_t bytes[4];
        uint32_t decoded;
        if (!utf8_is_character(character))
            continue;
        int length = utf8_encode(character, bytes);
        cr_assert_eq(length, utf8_length(character));
        cr_assert_eq(utf8_decode(bytes, bytes + length, &decoded), length);
        cr_assert_eq(decoded, character);
        for (int i = 1; i < length; i++)
            cr_assert_eq(utf8_decode(bytes, bytes + i, &decoded), UTF8_INCOMPLETE);
    }
}

Test(unicode, malformed)
{
    static const char *const bad[] = {
        "\x80",         "\xc0\x80",         "\xc1\xbf",         "\xe0\x9f\xbf",     "\xed\xa0\x80",
        "\xed\xbf\xbf", "\xf0\x8f\xbf\xbf", "\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "\xff",
        "\xc3\x28",     "\xe2\x28\xa1",     "\xe2\x82\x28"};
    for (UInt i = 0; i < sizeof bad / sizeof *bad; i++) {
        const uint8_t *bytes = (const uint8_t *)bad[i];
        uint32_t character;
        cr_assert_eq(utf8_decode(bytes, bytes + strlen(bad[i]), &character), UTF8_INVALID);
        cr_assert(!utf8_is_valid(bytes, strlen(bad[i])));
    }
    size_t count;
    cr_assert_eq(utf8_valid_prefix((const uint8_t *)"abcdefgh\xc3\xa5\xff", 11, &count), 10);
    cr_assert_eq(count, 9);
}

Test(unicode, to_binary)
{
    Process *process = support_process();
    Term list = characters(process, 4, (uint32_t[]){'a', 0xe5, 0x20ac, 0x1f600});
    cr_assert(is_text(finish(process, bif_unicode_characters_to_binary_2(process, list, am_utf8)),
                      "a\xc3\xa5\xe2\x82\xac\xf0\x9f\x98\x80"));
    Term utf8 = text(process, "a\xc3\xa5");
    cr_assert_eq(bif_unicode_characters_to_binary_2(process, utf8, am_unicode), utf8);
    Term latin1 = text(process, "a\xe5");
    cr_assert(
        is_text(finish(process, bif_unicode_characters_to_binary_2(process, latin1, am_latin1)),
                "a\xc3\xa5"));
}

Test(unicode, characters_split_between_binaries)
{
    Process *process = support_process();
    Term parts[] = {text(process, "a\xe2"), text(process, "\x82"),
                    text(process, "\xac"
                                  "b")};
    Term list = heap_list(process, parts, 3, TERM_NIL);
    cr_assert(is_text(finish(process, bif_unicode_characters_to_binary_2(process, list, am_utf8)),
                      "a\xe2\x82\xac"
                      "b"));
    list = heap_list(process, parts, 2, TERM_NIL);
    Term *result = term_tuple_elements(
        finish(process, bif_unicode_characters_to_binary_2(process, list, am_utf8)));
    cr_assert_eq(result[0], am_incomplete);
    cr_assert(is_text(result[1], "a"));
    cr_assert(is_text(result[2], "\xe2\x82"));
}

/* unicode:characters_to_list([$a, [<<"b", 255, "c">> | $d]]) is badarg, but
 * unicode:characters_to_list([$a, [<<"b", 255, "c">>, $d], $e]) =
 *     {error, "ab", [[<<255, "c">>, $d], $e]} */
Test(unicode, rest_of_a_failure_is_nested_as_the_data)
{
    Process *process = support_process();
    Term d = term_make_small('d'), e = term_make_small('e'), a = term_make_small('a');
    Term bad = text(process, "b\xff"
                             "c");
    Term inner = heap_list(process, (Term[]){bad, d}, 2, TERM_NIL);
    Term data = heap_list(process, (Term[]){a, inner, e}, 3, TERM_NIL);
    for (SInt reductions = 1; reductions < 5000; reductions += 4000) {
        process->reductions = reductions;
        Term *result = term_tuple_elements(
            finish(process, bif_unicode_characters_to_list_2(process, data, am_utf8)));
        cr_assert_eq(result[0], am_error);
        cr_assert_eq(term_head(result[1]), a);
        cr_assert_eq(term_head(term_tail(result[1])), term_make_small('b'));
        Term rest = term_head(result[2]);
        cr_assert(is_text(term_head(rest), "\xff"
                                           "c"));
        cr_assert_eq(term_head(term_tail(rest)), d);
        cr_assert_eq(term_head(term_tail(result[2])), e);
    }
    data = heap_list(process, (Term[]){a, heap_cons(process, bad, d)}, 2, TERM_NIL);
    cr_assert_eq(bif_unicode_characters_to_list_2(process, data, am_utf8), THE_NON_VALUE);
    cr_assert_eq(process->scheduler->fault.reason, am_badarg);
}

Test(unicode, long_lists_yield)
{
    Process *process = support_process();
    Term list = TERM_NIL;
    for (uint32_t i = 0; i < 30000; i++)
        list = heap_cons(process, term_make_small(32 + i % 5000), list);
    process->reductions = 1;
    Term first = bif_unicode_characters_to_binary_2(process, list, am_utf8);
    cr_assert_eq(first, THE_NON_VALUE);
    Term binary = finish(process, first);
    process->reductions = 1;
    Term back = finish(process, bif_unicode_characters_to_list_2(process, binary, am_utf8));
    for (; term_is_cons(list); list = term_tail(list), back = term_tail(back))
        cr_assert_eq(term_head(list), term_head(back));
    cr_assert(term_is_nil(back));
}
