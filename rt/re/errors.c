/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Errors in regular expressions. Programs see text and place of the error; both are those of PCRE
 * 8.44, as far as they follow from what PCRE2 reports and the text at that place.
 */
#include "rt/re/errors.h"

#include <string.h>

static const struct {
    int number;
    const char *text;
} texts[] = {
#define RE_ERROR(number, text) {number, text},
#include "rt/re/errors.def"
#undef RE_ERROR
};

static const char *text_of(int number)
{
    static _Thread_local char buffer[256];
    if (number < 0)
        number = PCRE2_ERROR_UTF8_ERR1; /* whatever is wrong with the UTF-8 */
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        if (texts[i].number == number)
            return texts[i].text;
    }
    if (pcre2_get_error_message(number, (PCRE2_UCHAR *)buffer, sizeof buffer) < 0)
        buffer[0] = 0;
    return buffer;
}

/* PCRE2's numbers of the errors that are told apart here. */
enum {
    BAD_OPTION = 111,
    MISSING_PARENTHESIS = 114,
    NO_GROUP = 115,
    LOOKBEHIND = 125,
    ASSERTION_EXPECTED = 128,
    LOOKBEHIND_C = 136,
    UNSUPPORTED_ESCAPE = 137,
    BAD_P = 141,
    NO_TERMINATOR = 142,
    SAME_NAME = 143,
    UNKNOWN_PROPERTY = 147,
    INVALID_RANGE = 150,
    BIG_OCTAL = 151,
    BIG_NUMBER = 161,
    NAME_EXPECTED = 162,
    OTHER_NAME = 165,
    BAD_K = 169,
    N_IN_CLASS = 171,
    DIGITS_MISSING = 178,
};

static bool is_letter(uint8_t c)
{
    return (c | 0x20) - 'a' < 26u || c == '_';
}
static bool is_digit(uint8_t c)
{
    return c - '0' < 10u;
}

static bool ends_with(const uint8_t *text, UInt size, const char *end)
{
    UInt length = strlen(end);
    return size >= length && memcmp(text + size - length, end, length) == 0;
}

/* Does the text end in "(?" and option letters? */
static bool ends_in_options(const uint8_t *text, UInt size)
{
    while (size && (is_letter(text[size - 1]) || text[size - 1] == '-'))
        size--;
    return ends_with(text, size, "(?");
}

/* Where the text just ends, PCRE 8 names what it was in. */
static const char *text_at_end(int number, const uint8_t *text, UInt size)
{
    if (number == MISSING_PARENTHESIS) {
        if (ends_with(text, size, "(?P"))
            return text_of(BAD_P);
        if (ends_with(text, size, "(?("))
            return text_of(ASSERTION_EXPECTED);
        if (ends_in_options(text, size))
            return text_of(BAD_OPTION);
    } else if (number == NAME_EXPECTED) {
        if (ends_with(text, size, "(?<"))
            return "unrecognized character after (?<";
        if (ends_with(text, size, "(?'"))
            return text_of(NO_TERMINATOR);
    } else if (number == DIGITS_MISSING) {
        if (ends_with(text, size, "\\x{"))
            return "non-hex character in \\x{} (closing brace missing?)";
        if (ends_with(text, size, "\\o{"))
            return "non-octal character in \\o{} (closing brace missing?)";
    }
    return text_of(number);
}

/* ---- places ------------------------------------------------------------------------------ */

/* Where the lookbehind that begins at `at` turns out to have no fixed length: the end of the first
 * alternative with a quantifier, or of the group (of the text if that is not closed). */
static UInt lookbehind_end(const uint8_t *text, UInt size, UInt at)
{
    UInt depth = 0;
    bool in_class = false, quantifier = false;
    for (; at < size; at++) {
        if (text[at] == '\\') {
            at++;
        } else if (in_class) {
            in_class = text[at] != ']';
        } else if (text[at] == '[') {
            in_class = true;
        } else if (text[at] == '(') {
            depth++;
        } else if (text[at] == ')' && --depth == 0) {
            return at;
        } else if (text[at] == '|' && depth == 1 && quantifier) {
            return at;
        } else if (memchr("*+?{", text[at], 4) && text[at - 1] != '(') {
            quantifier = true;
        }
    }
    return size;
}

/* A reference to a group that is not there. Names are reported behind them, conditions behind their
 * parenthesis, numbered back references at the end of the whole. */
static UInt missing_group_place(const uint8_t *text, UInt size, UInt offset)
{
    UInt start = offset;
    while (start && memchr("<'R&+-", text[start - 1], 6))
        start--;
    if (text[offset] == '(' || (start >= 3 && memcmp(text + start - 3, "(?(", 3) == 0)) {
        const uint8_t *close = memchr(text + offset, ')', size - offset);
        return close ? (UInt)(close - text) + 1 : size;
    }
    if (offset && text[offset - 1] == '\\' && is_digit(text[offset]))
        return size;
    if (text[offset] == '{') {
        const uint8_t *close = memchr(text + offset, '}', size - offset);
        return close ? (UInt)(close - text) : size;
    }
    if (is_letter(text[offset])) {
        while (offset < size && (is_letter(text[offset]) || is_digit(text[offset])))
            offset++;
    }
    return offset;
}

static UInt place(int number, UInt offset, const uint8_t *text, UInt size)
{
    switch (number) {
    case NO_GROUP:
        return offset < size ? missing_group_place(text, size, offset) : offset;
    case LOOKBEHIND:
    case LOOKBEHIND_C:
        return lookbehind_end(text, size, offset);
    case ASSERTION_EXPECTED:
        return offset < size ? offset + 1 : offset;
    case UNSUPPORTED_ESCAPE:
    case SAME_NAME:
    case UNKNOWN_PROPERTY:
    case INVALID_RANGE:
    case BIG_OCTAL:
    case OTHER_NAME:
    case BAD_K:
    case N_IN_CLASS:
        return offset ? offset - 1 : 0;
    case BIG_NUMBER:
        while (offset < size && is_digit(text[offset]))
            offset++;
        return offset;
    default:
        return offset;
    }
}

ReError re_error(int number, UInt offset, const uint8_t *text, UInt size)
{
    if (offset > size)
        offset = size;
    if (number == 193) /* \N{U+…} without Unicode is one of the unsupported escapes */
        number = UNSUPPORTED_ESCAPE;
    const char *message = offset == size ? text_at_end(number, text, size) : text_of(number);
    return (ReError){message, place(number, offset, text, size)};
}
