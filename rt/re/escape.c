/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reading what begins with a backslash (syntax.h). The rules are PCRE 8's; whatever the library
 * does not read the same way sets `rewrite`.
 */
#include <string.h>

#include "rt/re/syntax.h"
#include "rt/unicode/utf8.h"

static int hex_value(uint8_t c)
{
    if (syntax_digit(c))
        return c - '0';
    c |= 0x20;
    return c - 'a' < 6u ? c - 'a' + 10 : -1;
}

static int failed(Syntax *syntax, ReErrorKind error)
{
    syntax_fail(syntax, error, syntax->at);
    return -1;
}

/* \x{…} and \o{…}; `at` is on the letter. */
static int braced_value(Syntax *syntax, uint32_t base, ReErrorKind wrong, uint32_t *value)
{
    uint32_t most = syntax->utf ? UTF8_CHARACTER_MAX : 0xff, n = 0;
    int digit;
    if (syntax_peek(syntax, 2) == '}') {
        syntax->at += base == 16 ? 2 : 0;
        return failed(syntax, RE_DIGITS_MISSING);
    }
    for (syntax->at += 2;; syntax->at++) {
        digit = hex_value(syntax_peek(syntax, 0));
        if (digit < 0 || digit >= (int)base)
            break;
        n = n > most ? n : n * base + (uint32_t)digit;
    }
    if (n > most)
        return failed(syntax, RE_CHARACTER_TOO_LARGE);
    if (syntax_peek(syntax, 0) != '}')
        return failed(syntax, wrong);
    if (syntax->utf && utf8_is_surrogate(n))
        return failed(syntax, RE_SURROGATE);
    *value = n;
    return 0;
}

/* \x and at most two digits. */
static int hexadecimal(Syntax *syntax, uint32_t *value)
{
    if (syntax_peek(syntax, 1) == '{')
        return braced_value(syntax, 16, RE_NOT_HEXADECIMAL, value);
    *value = 0;
    for (int i = 0; i < 2 && hex_value(syntax_peek(syntax, 1)) >= 0; i++) {
        *value = *value * 16 + (uint32_t)hex_value(syntax_peek(syntax, 1));
        syntax->at++;
    }
    return 0;
}

/* At most three octal digits, of which `at` is on the first. */
static int octal(Syntax *syntax, uint32_t *value)
{
    *value = (uint32_t)(syntax_peek(syntax, 0) - '0');
    for (int i = 0; i < 2 && (syntax_peek(syntax, 1) & 0xf8) == '0'; i++) {
        *value = *value * 8 + (uint32_t)(syntax_peek(syntax, 1) - '0');
        syntax->at++;
    }
    if (!syntax->utf && *value > 0xff)
        return failed(syntax, RE_OCTAL_TOO_LARGE);
    return 0;
}

/* A backslash and a digit other than 0: a back reference if there are so many groups before, or if
 * it is below 8; otherwise octal, or just the digit. */
static int digits(Syntax *syntax, bool in_class, uint32_t *value)
{
    if (!in_class) {
        uint32_t first = syntax->at, number;
        if (!syntax_number(syntax, &number)) {
            syntax->error_at = --syntax->at;
            return -1;
        }
        syntax->at--;
        if (number < 8 || number <= syntax->groups) {
            *value = number;
            return '1';
        }
        syntax->at = first;
    }
    if (syntax_peek(syntax, 0) >= '8') {
        *value = syntax_peek(syntax, 0);
        syntax->rewrite = true;
        return 0;
    }
    syntax->rewrite = true;
    return octal(syntax, value);
}

/* \g with a number, perhaps in braces; `at` is on the g. */
static int numbered_reference(Syntax *syntax, bool braced, uint32_t *value)
{
    syntax->at += braced ? 2 : 1;
    bool back = syntax_peek(syntax, 0) == '-';
    syntax->at += back;
    if (!syntax_number(syntax, value)) {
        syntax->error_at = --syntax->at;
        return -1;
    }
    if (!braced)
        syntax->at--;
    else if (syntax_peek(syntax, 0) != '}')
        return failed(syntax, RE_MALFORMED_G);
    if (*value == 0)
        return failed(syntax, RE_REFERENCE_ZERO);
    if (back && *value > syntax->groups)
        return failed(syntax, RE_NO_SUCH_GROUP);
    if (back)
        *value = syntax->groups - *value + 1;
    return '1';
}

/* \g outside of classes. */
static int group_escape(Syntax *syntax, uint32_t *value)
{
    uint8_t c = syntax_peek(syntax, 1);
    if (c == '<' || c == '\'')
        return 'g';
    if (c == '{') {
        uint32_t place = syntax->at + 2;
        while (syntax_byte(syntax, place) == '-' || syntax_digit(syntax_byte(syntax, place)))
            place++;
        if (place < syntax->size && syntax->text[place] != '}')
            return 'k';
    }
    return numbered_reference(syntax, c == '{', value);
}

static int control(Syntax *syntax, uint32_t *value)
{
    uint8_t c = syntax_peek(syntax, 1);
    syntax->at++;
    if (c == 0)
        return failed(syntax, RE_CONTROL_AT_END);
    if (c > 127)
        return failed(syntax, RE_CONTROL_NOT_ASCII);
    if (c < ' ' || c == 127)
        syntax->rewrite = true; /* the library wants printable ones */
    *value = (uint32_t)((c - 'a' < 26u ? c - 32 : c) ^ 0x40);
    return 0;
}

/* A letter that means nothing else. */
static int unknown_letter(Syntax *syntax, uint8_t c, uint32_t *value)
{
    if (syntax->now & RE_EXTRA)
        return failed(syntax, RE_UNKNOWN_ESCAPE);
    syntax->rewrite = true;
    *value = c;
    return 0;
}

/* A letter, and what it stands for as a character; 0: it is no such letter. */
static uint32_t letter_character(uint8_t c)
{
    switch (c) {
    case 'a':
        return '\a';
    case 'e':
        return 27;
    case 'f':
        return '\f';
    case 'n':
        return '\n';
    case 'r':
        return '\r';
    case 't':
        return '\t';
    default:
        return 0;
    }
}

static int letter(Syntax *syntax, uint8_t c, bool in_class, uint32_t *value)
{
    *value = letter_character(c);
    if (*value)
        return 0;
    switch (c) {
    case 'N':
        if (syntax_peek(syntax, 1) == '{' && !syntax_is_count(syntax, syntax->at + 2))
            return failed(syntax, RE_UNSUPPORTED_ESCAPE);
        return c;
    case 'L':
    case 'l':
    case 'U':
    case 'u':
        return failed(syntax, RE_UNSUPPORTED_ESCAPE);
    case 'c':
        return control(syntax, value);
    case 'g':
        if (!in_class)
            return group_escape(syntax, value);
        syntax->rewrite = true;
        *value = c;
        return 0;
    case 'o':
        if (syntax_peek(syntax, 1) != '{')
            return failed(syntax, RE_BRACE_MISSING);
        return braced_value(syntax, 8, RE_NOT_OCTAL, value);
    case 'x':
        return hexadecimal(syntax, value);
    case 'F':
    case 'I':
    case 'J':
    case 'M':
    case 'O':
    case 'T':
    case 'Y':
    case 'i':
    case 'j':
    case 'm':
    case 'q':
    case 'y':
        return unknown_letter(syntax, c, value);
    default:
        return c;
    }
}

int syntax_escape(Syntax *syntax, bool in_class, uint32_t *value)
{
    uint32_t behind;
    syntax->at++;
    if (syntax->at >= syntax->size) {
        syntax->at = syntax->size;
        return failed(syntax, RE_ESCAPE_AT_END);
    }
    uint32_t c = syntax_character(syntax, syntax->at, &behind);
    syntax->at = behind - 1;
    if (c == '0')
        return octal(syntax, value);
    if (c - '1' < 9u)
        return digits(syntax, in_class, value);
    if ((c | 0x20) - 'a' < 26u)
        return letter(syntax, (uint8_t)c, in_class, value);
    *value = c;
    return 0;
}

/* ---- properties -------------------------------------------------------------------------- */

enum { PROPERTY_NAME_MAX = 30 };

typedef enum PropertyKind { PROPERTY_UNKNOWN, PROPERTY_CATEGORY, PROPERTY_SCRIPT } PropertyKind;

static PropertyKind property_kind(const uint8_t *name, uint32_t size)
{
    static const struct {
        const char *name;
        PropertyKind kind;
    } properties[] = {
#define CATEGORY(name) {name, PROPERTY_CATEGORY},
#define SCRIPT(name) {name, PROPERTY_SCRIPT},
#include "rt/re/properties.def"
#undef CATEGORY
#undef SCRIPT
    };
    for (size_t i = 0; i < sizeof properties / sizeof properties[0]; i++) {
        if (strlen(properties[i].name) == size && memcmp(properties[i].name, name, size) == 0)
            return properties[i].kind;
    }
    return PROPERTY_UNKNOWN;
}

bool syntax_property(Syntax *syntax, bool *is_script)
{
    syntax->at++;
    if (syntax->at >= syntax->size)
        return syntax_fail(syntax, RE_MALFORMED_PROPERTY, syntax->size);
    uint32_t start = syntax->at, size = 1;
    if (syntax->text[start] == '{') {
        start += syntax_byte(syntax, start + 1) == '^' ? 2 : 1;
        for (size = 0; size <= PROPERTY_NAME_MAX && start + size < syntax->size &&
                       syntax->text[start + size] != '}';)
            size++;
        syntax->at = start + size;
        if (size > PROPERTY_NAME_MAX || start + size >= syntax->size) {
            syntax->at -= size > PROPERTY_NAME_MAX;
            return syntax_fail(syntax, RE_MALFORMED_PROPERTY, syntax->at);
        }
    }
    PropertyKind kind = property_kind(syntax->text + start, size);
    if (kind == PROPERTY_UNKNOWN)
        return syntax_fail(syntax, RE_UNKNOWN_PROPERTY, syntax->at);
    *is_script = kind == PROPERTY_SCRIPT;
    return true;
}
