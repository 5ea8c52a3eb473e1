/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reading character classes, and writing them for the library (syntax.h). PCRE 8 takes a hyphen
 * that can begin no range, letters that mean nothing in classes, and brackets that open nothing as
 * the characters that they are; written anew, each literal character has its backslash.
 */
#include <string.h>

#include "rt/re/syntax.h"
#include "rt/re/translate.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

static const char *const posix_names[] = {"alpha", "lower", "upper", "alnum", "ascii",
                                          "blank", "cntrl", "digit", "graph", "print",
                                          "punct", "space", "word",  "xdigit"};

enum { POSIX_LOWER = 1, POSIX_UPPER = 2 }; /* places in the list */

/* Does something like [:name:] begin at the place? `end` is then its last colon (or . or =). */
static bool posix_syntax(const Syntax *syntax, uint32_t place, uint32_t *end)
{
    uint8_t terminator = syntax_byte(syntax, place + 1);
    if (syntax_byte(syntax, place) != '[' ||
        (terminator != ':' && terminator != '.' && terminator != '='))
        return false;
    for (place += 2; place < syntax->size; place++) {
        uint8_t c = syntax->text[place], next = syntax_byte(syntax, place + 1);
        if (c == '\\' && (next == ']' || next == '\\')) {
            place++;
        } else if ((c == '[' && next == terminator) || c == ']') {
            return false;
        } else if (c == terminator && next == ']') {
            *end = place;
            return true;
        }
    }
    return false;
}

/* A class that is being read; `at` of the syntax is the place. */
typedef struct Class {
    Syntax *syntax;
    Text *out;
    bool quoted;
    uint32_t negative, negative_end; /* the latest of \D, \S, \W and [:^name:]; end 0: none */
    bool lost; /* behind it is [:name:], with which the library forgets that there was one */
} Class;

static bool at_quote(const Syntax *syntax, uint32_t place, char letter)
{
    return syntax_byte(syntax, place) == '\\' && syntax_byte(syntax, place + 1) == letter;
}

static bool put(Class *class, uint32_t from, uint32_t to)
{
    if (class->out)
        text_put(class->out, class->syntax->text + from, to - from);
    return true;
}

/* Without regard to case, upper and lower are both alpha; to the library, not for Unicode. */
static bool is_cased(const Syntax *syntax, size_t posix_name)
{
    return (posix_name == POSIX_LOWER || posix_name == POSIX_UPPER) &&
           (syntax->now & RE_CASELESS) && (syntax->options & PCRE2_UCP);
}

static bool put_alpha(Class *class, bool negated)
{
    class->syntax->rewrite = true;
    if (class->out)
        text_string(class->out, negated ? "[:^alpha:]" : "[:alpha:]");
    return true;
}

static void note_negative(Class *class, uint32_t start, uint32_t end)
{
    class->negative = start;
    class->negative_end = end;
    class->lost = false;
}

static void note_positive(Class *class)
{
    if (class->negative_end && class->syntax->utf)
        class->lost = class->syntax->rewrite = true;
}

/* [:name:], of which `end` is the last colon. */
static bool read_posix(Class *class, uint32_t end)
{
    Syntax *syntax = class->syntax;
    uint32_t start = syntax->at;
    if (syntax_peek(syntax, 1) != ':')
        return syntax_fail(syntax, RE_COLLATING_ELEMENT, start);
    uint32_t name = start + (syntax_peek(syntax, 2) == '^' ? 3 : 2);
    for (size_t i = 0; i < sizeof posix_names / sizeof posix_names[0]; i++) {
        if (strlen(posix_names[i]) == end - name && syntax_begins(syntax, name, posix_names[i])) {
            syntax->at = end + 1;
            if (syntax_peek(syntax, 1) == '-' && syntax_peek(syntax, 2) != ']')
                syntax->rewrite = true;
            if (name - start == 3)
                note_negative(class, start, end + 2);
            else
                note_positive(class);
            return is_cased(syntax, i) ? put_alpha(class, name - start == 3)
                                       : put(class, start, end + 2);
        }
    }
    return syntax_fail(syntax, RE_UNKNOWN_POSIX_CLASS, name);
}

typedef enum EscapeResult { ESCAPE_FAILED, ESCAPE_DONE, ESCAPE_CHARACTER } EscapeResult;

static EscapeResult read_class_escape(Class *class, uint32_t *character)
{
    Syntax *syntax = class->syntax;
    uint32_t start = syntax->at;
    int escape = syntax_escape(syntax, true, character);
    bool is_script = false;
    switch (escape) {
    case -1:
        return ESCAPE_FAILED;
    case 0:
        return ESCAPE_CHARACTER;
    case 'b':
        *character = '\b';
        return ESCAPE_CHARACTER;
    case 'N':
        syntax_fail(syntax, RE_N_IN_CLASS, syntax->at);
        return ESCAPE_FAILED;
    case 'Q':
        syntax->rewrite = true;
        if (at_quote(syntax, syntax->at + 1, 'E'))
            syntax->at += 2;
        else
            class->quoted = true;
        return ESCAPE_DONE;
    case 'E':
        syntax->rewrite = true;
        return ESCAPE_DONE;
    case 'P':
    case 'p':
        if (!syntax_property(syntax, &is_script))
            return ESCAPE_FAILED;
        syntax->rewrite |= is_script;
        if (class->out)
            text_property(class->out, syntax->text + start, syntax->at + 1 - start, is_script);
        break;
    default:
        if (!strchr("DdHhSsVvWw", escape)) {
            if (syntax->now & RE_EXTRA) {
                syntax_fail(syntax, RE_UNKNOWN_CLASS_ESCAPE, syntax->at);
                return ESCAPE_FAILED;
            }
            syntax->rewrite = true;
            *character = syntax_peek(syntax, 0);
            return ESCAPE_CHARACTER;
        }
        if (escape < 'a')
            note_negative(class, start, syntax->at + 1);
        put(class, start, syntax->at + 1);
        break;
    }
    if (syntax_peek(syntax, 1) == '-' && syntax_peek(syntax, 2) != ']')
        syntax->rewrite = true;
    return ESCAPE_DONE;
}

static bool put_range(Class *class, uint32_t first, uint32_t last)
{
    if (!class->out)
        return true;
    text_character(class->out, first);
    if (first != last) {
        text_string(class->out, "-");
        text_character(class->out, last);
    }
    return true;
}

static void skip_quote_ends(Class *class)
{
    while (at_quote(class->syntax, class->syntax->at, 'E')) {
        class->quoted = false;
        class->syntax->rewrite = true;
        class->syntax->at += 2;
    }
}

/* The last character of a range, at `at`; or an error. */
static bool read_range_end(Class *class, uint32_t *last)
{
    Syntax *syntax = class->syntax;
    uint32_t behind, end;
    *last = syntax_character(syntax, syntax->at, &behind);
    if (!class->quoted && *last == '\\') {
        int escape = syntax_escape(syntax, true, last);
        if (escape < 0)
            return false;
        if (escape == 'b')
            *last = '\b';
        else if (escape)
            return syntax_fail(syntax, RE_INVALID_RANGE, syntax->at);
        return true;
    }
    if (!class->quoted && *last == '[' && posix_syntax(syntax, syntax->at, &end))
        return syntax_fail(syntax, RE_INVALID_RANGE, syntax->at);
    syntax->at = behind - 1;
    return true;
}

/* Behind a character, of which `at` is the last byte: perhaps a range begins with it. */
static bool read_range(Class *class, uint32_t first, bool beginning)
{
    Syntax *syntax = class->syntax;
    syntax->at++;
    skip_quote_ends(class);
    uint32_t before = syntax->at - 1;
    if (class->quoted || syntax_peek(syntax, 0) != '-') {
        if (first == '-' && !beginning && syntax_peek(syntax, 0) != ']')
            syntax->rewrite = true;
        syntax->at = before;
        return put_range(class, first, first);
    }
    syntax->at++;
    skip_quote_ends(class);
    while (at_quote(syntax, syntax->at, 'Q')) {
        syntax->rewrite = true;
        syntax->at += 2;
        if (!at_quote(syntax, syntax->at, 'E')) {
            class->quoted = true;
            break;
        }
        syntax->at += 2;
    }
    if (syntax->at >= syntax->size || (!class->quoted && syntax_peek(syntax, 0) == ']')) {
        syntax->at = before; /* the hyphen is the last character of the class */
        return put_range(class, first, first);
    }
    if (first == '-' || syntax_peek(syntax, 0) == '-' || syntax_peek(syntax, 0) == '[')
        syntax->rewrite = true;
    uint32_t last;
    if (!read_range_end(class, &last))
        return false;
    if (last < first)
        return syntax_fail(syntax, RE_RANGE_OUT_OF_ORDER, syntax->at);
    return put_range(class, first, last);
}

/* One item, to its last byte. */
static bool read_class_item(Class *class, bool beginning)
{
    Syntax *syntax = class->syntax;
    uint32_t behind, end, c = syntax_character(syntax, syntax->at, &behind);
    if (class->quoted) {
        if (at_quote(syntax, syntax->at, 'E')) {
            class->quoted = false;
            syntax->at++;
            return true;
        }
    } else if (c == '[') {
        uint8_t next = syntax_peek(syntax, 1);
        if (next == ':' || next == '.' || next == '=') {
            if (posix_syntax(syntax, syntax->at, &end))
                return read_posix(class, end);
            syntax->rewrite = true;
        }
    } else if (c == '\\') {
        EscapeResult result = read_class_escape(class, &c);
        return result == ESCAPE_DONE || (result == ESCAPE_CHARACTER && read_range(class, c, false));
    }
    syntax->at = behind - 1;
    return read_range(class, c, beginning);
}

bool syntax_class(Syntax *syntax, Text *out)
{
    Class class = {.syntax = syntax, .out = out};
    uint32_t end;
    bool negated = false;
    if (posix_syntax(syntax, syntax->at, &end))
        return syntax_fail(
            syntax, syntax_peek(syntax, 1) == ':' ? RE_POSIX_OUTSIDE_CLASS : RE_COLLATING_ELEMENT,
            syntax->at);
    for (syntax->at++;; syntax->at++) {
        if (at_quote(syntax, syntax->at, 'E')) {
            syntax->rewrite = true;
            syntax->at++;
        } else if (at_quote(syntax, syntax->at, 'Q') && at_quote(syntax, syntax->at + 2, 'E')) {
            syntax->rewrite = true;
            syntax->at += 3;
        } else if (!negated && syntax_peek(syntax, 0) == '^') {
            negated = true;
        } else {
            break;
        }
    }
    if (out)
        text_string(out, negated ? "[^" : "[");
    for (bool beginning = true; syntax->at < syntax->size; syntax->at++, beginning = false) {
        if (!beginning && !class.quoted && syntax_peek(syntax, 0) == ']') {
            if (class.lost)
                put(&class, class.negative, class.negative_end);
            if (out)
                text_string(out, "]");
            return true;
        }
        if (!read_class_item(&class, beginning))
            return false;
    }
    return syntax_fail(syntax, RE_CLASS_END_MISSING, syntax->size);
}
