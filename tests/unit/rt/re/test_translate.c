/* SPDX-License-Identifier: Apache-2.0 */
/* Reading regular expressions and writing them for the library: what changes and what does not. */
#include <criterion/criterion.h>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <stdio.h>
#include <string.h>

#include "rt/core/memory.h"
#include "rt/re/code.h"
#include "rt/re/translate.h"

static bool read_text(Syntax *syntax, const char *text, uint32_t options)
{
    return syntax_read(syntax, (const uint8_t *)text, strlen(text), options, PCRE2_NEWLINE_LF,
                       PCRE2_BSR_UNICODE);
}

/* The text is written as `expected` for the library; NULL: it need not be written anew. */
static void check_written(const char *text, uint32_t options, const char *expected)
{
    Syntax syntax;
    Text written = {0};
    cr_assert(read_text(&syntax, text, options), "%s: %s", text, re_error_text(syntax.error));
    cr_expect_eq(syntax.rewrite, expected != NULL, "%s", text);
    if (syntax.rewrite) {
        translate(&syntax, &written);
        text_put(&written, (const uint8_t *)"", 1);
        cr_expect_str_eq((const char *)written.bytes, expected);
    }
    text_stop(&written);
    syntax_stop(&syntax);
}

static void check_error(const char *text, ReErrorKind error, uint32_t place)
{
    Syntax syntax;
    cr_expect_not(read_text(&syntax, text, 0), "%s", text);
    cr_expect_eq(syntax.error, error, "%s: %s", text, re_error_text(syntax.error));
    cr_expect_eq(syntax.error_at, place, "%s: %u", text, syntax.error_at);
    syntax_stop(&syntax);
}

Test(translate, usual_expressions_stay_as_they_are)
{
    static const char *const usual[] = {
        "",
        "abc|d(e)f",
        "^[a-z0-9_.+-]+@[^]\\d-]+\\.\\w{2,4}$",
        "(?:a|b)*?c++",
        "(?<year>\\d{4})-(?P<month>\\d\\d)\\k<year>",
        "(a)\\1(?i)b(?-i:c)",
        "(?=a)(?!b)(?<=c)(?<!de|f)g",
        "[[:alpha:][:^digit:]]\\p{Lu}\\x{41}\\x41\\t",
        "(?(1)a|b)()(?>x)(*SKIP)(*F)|\\Qa.b\\E",
        "a(?#comment)b",
        "\\R\\X\\h\\bfoo\\b",
    };
    for (size_t i = 0; i < sizeof usual / sizeof usual[0]; i++)
        check_written(usual[i], 0, NULL);
    check_written(" a b # comment\n [c d]", PCRE2_EXTENDED, NULL);
}

Test(translate, calls_and_self_references_are_atomic)
{
    check_written("a(?R)?b", 0, "a(?>(?0))?b");
    check_written("(a|b)(?1)+", 0, "(a|b)(?>(?1))+");
    check_written("(?<n>a)(?&n)\\g<n>(?P>n)", 0, "(?<n>a)(?>(?1))(?>(?1))(?>(?1))");
    check_written("^(a\\1?){4}$", 0, "^(?>(a\\g{1}?)){4}$");
    check_written("(a(b\\1))\\1", 0, "(?>(a(b\\g{1})))\\g{1}");
    check_written("(?<n>a\\k<n>)", 0, "(?>(?<n>a\\g{1}))");
}

Test(translate, conditions)
{
    check_written("(?(?=b(*SKIP)a)c|d)", 0, "(?(?=b(*SKIP)a)c|(?:(?=b(*SKIP)a)(*F)|)d)");
    check_written("(?(?=b(*PRUNE)a)c)", 0, "(?(?=b(*PRUNE)a)c|(?:(?=b(*PRUNE)a)(*F)|))");
    check_written("(?(?=b(*THEN)a)c|d)", 0, NULL);
    check_written("(?(?!(b))c|d)", 0, "(?(?=(?!(b)))c|d)");
    check_written("(?(R2)a|b)", 0, "(?(?!)a|b)");
}

Test(translate, lookbehinds)
{
    check_written("(?<=(?1)|b)x(aa)", 0, "(?<=(?=(?>(?1)))(?s:.){2}|b)x(aa)");
    check_written("(?<=a|bc)x", 0, NULL);
}

Test(translate, names)
{
    check_written("(?''a)(?<b>c)", 0,
                  "(?<n0000000000000000000000000000000>a)(?<n0000000000000000000000000000001>c)");
    ReSource source = {.newline = PCRE2_NEWLINE_LF,
                       .bsr = PCRE2_BSR_UNICODE,
                       .text = (const uint8_t *)"(?<b>a)(?''c)",
                       .size = 13};
    ReError error;
    pcre2_code *code = re_code_compile(&source, &error);
    cr_assert_not_null(code);
    const uint8_t *entries;
    uint32_t size;
    pcre2_pattern_info(code, PCRE2_INFO_NAMETABLE, &entries);
    pcre2_pattern_info(code, PCRE2_INFO_NAMEENTRYSIZE, &size);
    cr_expect_str_eq((const char *)entries + 2, "");
    cr_expect_eq(entries[1], 2);
    cr_expect_str_eq((const char *)entries + size + 2, "b");
    cr_expect_eq(entries[size + 1], 1);
    pcre2_code_free(code);
}

Test(translate, characters_and_classes)
{
    check_written("\\8\\81\\y", 0, "881y");
    check_written("[\\d-z]", 0, "[\\d\\-z]");
    check_written("[a\\Q-]\\E]", 0, "[a\\-\\]]");
    check_written("[\\B\\R]", 0, "[BR]");
    check_written("\\c\x01 ", 0, "A\\x{20}");
    check_written("\\p{Greek}[\\P{^Han}]", 0, "\\p{sc:Greek}[\\P{^sc:Han}]");
    check_written("(?xx) a # b\n c", 0, "(?x)ac");
    check_written("[[:<:]]a[[:>:]]*", 0, "\\b(?=\\w)a\\b(?<=\\w)*");
    check_written("(*LIMIT_MATCH=7)(*LIMIT_MATCH=9)a", 0, "(*LIMIT_MATCH=7)a");
}

Test(translate, errors_and_their_places)
{
    check_error("a(b", RE_PARENTHESIS_MISSING, 3);
    check_error("ab)c", RE_UNMATCHED_PARENTHESIS, 2);
    check_error("(?R)", RE_ENDLESS_CALL, 3);
    check_error("(a?(?1)b)", RE_ENDLESS_CALL, 6);
    check_error("(?<=a+|b)", RE_LOOKBEHIND_NOT_FIXED, 6);
    check_error("(?<=(?1))(a|bc)", RE_LOOKBEHIND_NOT_FIXED, 15);
    check_error("(a)(?2)", RE_NO_SUCH_GROUP, 6);
    check_error("(?^a)", RE_UNKNOWN_GROUP, 2);
    check_error("(?n:a)", RE_UNKNOWN_GROUP, 2);
    check_error("(*pla:a)", RE_UNKNOWN_VERB, 7);
    check_error("\\p{greek}", RE_UNKNOWN_PROPERTY, 8);
    check_error("(*ACCEPT)?", RE_NOTHING_TO_REPEAT, 9);
    check_error("(?<n>a)(?<n>b)", RE_NAME_TWICE, 11);
}

/* Groups in groups, one in each: as deep as may be, and one deeper. */
Test(translate, deep)
{
    static char text[2 * RE_NEST_LIMIT + 8];
    for (int depth = RE_NEST_LIMIT; depth <= RE_NEST_LIMIT + 1; depth++) {
        memset(text, '(', (size_t)depth);
        memset(text + depth, ')', (size_t)depth);
        text[2 * depth] = 0;
        if (depth == RE_NEST_LIMIT)
            check_written(text, 0, NULL);
        else
            check_error(text, RE_TOO_COMPLICATED, RE_NEST_LIMIT + 1);
    }
}

/* Many names, calls and lookbehinds: measured once each. */
Test(translate, long_chains)
{
    enum { CALLS = 5000 };
    static char text[CALLS * 32];
    char *end = text;
    end += sprintf(end, "(?<=(?1))");
    for (int i = 1; i < CALLS; i++)
        end += sprintf(end, "((?%d)(?%d))", i + 1, i + 1);
    sprintf(end, "()");
    Syntax syntax;
    cr_expect(read_text(&syntax, text, 0));
    syntax_stop(&syntax);
    strcpy(end, "(a)"); /* 2 to the power of 4999 characters */
    cr_expect_not(read_text(&syntax, text, 0));
    cr_expect_eq(syntax.error, RE_LOOKBEHIND_NOT_FIXED);
    syntax_stop(&syntax);
}
