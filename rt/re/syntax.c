/* SPDX-License-Identifier: Apache-2.0 */
/* Reading expressions: items at the start, characters, quantifiers, alternatives (syntax.h). */
#include "rt/re/syntax.h"

#include <string.h>

#include "rt/core/memory.h"
#include "rt/re/tables.h"
#include "rt/unicode/utf8.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

/* ---- what all files that read use -------------------------------------------------------- */

bool syntax_begins(const Syntax *syntax, uint32_t place, const char *word)
{
    size_t length = strlen(word);
    return place <= syntax->size && syntax->size - place >= length &&
           memcmp(syntax->text + place, word, length) == 0;
}

bool syntax_fail(Syntax *syntax, ReErrorKind error, uint32_t place)
{
    syntax->error = error;
    syntax->error_at = place;
    return false;
}

Node *syntax_add(Syntax *syntax, NodeKind kind, uint32_t start, uint32_t end)
{
    if (syntax->count == syntax->room) {
        size_t old = syntax->room * sizeof(Node);
        Node *nodes = memory_alloc(MEMORY_TEMPORARY, old * 2);
        memcpy(nodes, syntax->nodes, old);
        if (syntax->nodes != syntax->nodes_inside)
            memory_free(MEMORY_TEMPORARY, syntax->nodes, old);
        syntax->nodes = nodes;
        syntax->room *= 2;
    }
    Node *node = &syntax->nodes[syntax->count++];
    *node = (Node){.kind = (uint8_t)kind, .start = start, .end = end, .min = 1, .max = 1};
    return node;
}

uint32_t syntax_character(const Syntax *syntax, uint32_t place, uint32_t *behind)
{
    uint32_t character = syntax_byte(syntax, place);
    int length = 1;
    if (syntax->utf && character >= 0x80)
        length = utf8_decode(syntax->text + place, syntax->text + syntax->size, &character);
    *behind = place + (uint32_t)length;
    return character;
}

bool syntax_number(Syntax *syntax, uint32_t *number)
{
    uint32_t n = 0;
    while (syntax_digit(syntax_peek(syntax, 0))) {
        if (n > INT32_MAX / 10 - 1) {
            while (syntax_digit(syntax_peek(syntax, 0)))
                syntax->at++;
            return syntax_fail(syntax, RE_NUMBER_TOO_BIG, syntax->at);
        }
        n = n * 10 + (uint32_t)(syntax_peek(syntax, 0) - '0');
        syntax->at++;
    }
    *number = n;
    return true;
}

bool syntax_is_count(const Syntax *syntax, uint32_t place)
{
    if (!syntax_digit(syntax_byte(syntax, place)))
        return false;
    while (syntax_digit(syntax_byte(syntax, place)))
        place++;
    if (syntax_byte(syntax, place) == ',')
        for (place++; syntax_digit(syntax_byte(syntax, place));)
            place++;
    return syntax_byte(syntax, place) == '}';
}

/* ---- items at the start ------------------------------------------------------------------ */

static const struct {
    const char *word;
    uint32_t options, newline, bsr;
} start_items[] = {
    {"(*UTF8)", PCRE2_UTF, 0, 0},
    {"(*UTF)", PCRE2_UTF, 0, 0},
    {"(*UCP)", PCRE2_UCP, 0, 0},
    {"(*NO_AUTO_POSSESS)", PCRE2_NO_AUTO_POSSESS, 0, 0},
    {"(*NO_START_OPT)", PCRE2_NO_START_OPTIMIZE, 0, 0},
    {"(*CR)", 0, PCRE2_NEWLINE_CR, 0},
    {"(*LF)", 0, PCRE2_NEWLINE_LF, 0},
    {"(*CRLF)", 0, PCRE2_NEWLINE_CRLF, 0},
    {"(*ANY)", 0, PCRE2_NEWLINE_ANY, 0},
    {"(*ANYCRLF)", 0, PCRE2_NEWLINE_ANYCRLF, 0},
    {"(*BSR_ANYCRLF)", 0, 0, PCRE2_BSR_ANYCRLF},
    {"(*BSR_UNICODE)", 0, 0, PCRE2_BSR_UNICODE},
};

static bool read_fixed_item(Syntax *syntax)
{
    for (size_t i = 0; i < sizeof start_items / sizeof start_items[0]; i++) {
        if (!syntax_begins(syntax, syntax->at, start_items[i].word))
            continue;
        syntax->at += (uint32_t)strlen(start_items[i].word);
        syntax->options |= start_items[i].options;
        if (start_items[i].newline)
            syntax->newline = start_items[i].newline;
        if (start_items[i].bsr)
            syntax->bsr = start_items[i].bsr;
        return true;
    }
    return false;
}

/* (*LIMIT_…=digits): the smallest one counts. */
static bool read_limit(Syntax *syntax, const char *word, bool *has, uint32_t *limit)
{
    if (!syntax_begins(syntax, syntax->at, word))
        return false;
    uint32_t place = syntax->at + (uint32_t)strlen(word), n = 0;
    for (; syntax_digit(syntax_byte(syntax, place)); place++) {
        if (n > UINT32_MAX / 10 - 1)
            return false;
        n = n * 10 + (uint32_t)(syntax_byte(syntax, place) - '0');
    }
    if (syntax_byte(syntax, place) != ')')
        return false;
    if (!*has || n < *limit)
        *limit = n;
    *has = true;
    syntax->at = place + 1;
    return true;
}

static bool read_start(Syntax *syntax)
{
    while (
        syntax_begins(syntax, syntax->at, "(*") &&
        (read_fixed_item(syntax) ||
         read_limit(syntax, "(*LIMIT_MATCH=", &syntax->has_match_limit, &syntax->match_limit) ||
         read_limit(syntax, "(*LIMIT_RECURSION=", &syntax->has_depth_limit, &syntax->depth_limit)))
        ;
    syntax->body = syntax->at;
    syntax->utf = syntax->options & PCRE2_UTF;
    if (syntax->utf && (syntax->options & PCRE2_NEVER_UTF))
        return syntax_fail(syntax, RE_UTF_DISABLED, 0);
    if (syntax->utf) {
        size_t valid = utf8_valid_prefix(syntax->text, syntax->size, NULL);
        if (valid < syntax->size)
            return syntax_fail(syntax, RE_INVALID_UTF8, (uint32_t)valid);
    }
    if (syntax->has_match_limit || syntax->has_depth_limit)
        syntax->rewrite = true;
    return true;
}

/* ---- white space and comments ------------------------------------------------------------ */

/* The length of a newline at the place, by the convention in force; 0: there is none. */
static uint32_t newline_length(const Syntax *syntax, uint32_t place)
{
    uint8_t c = syntax_byte(syntax, place), next = syntax_byte(syntax, place + 1);
    bool crlf = c == '\r' && next == '\n';
    switch (syntax->newline) {
    case PCRE2_NEWLINE_CR:
        return c == '\r';
    case PCRE2_NEWLINE_LF:
        return c == '\n';
    case PCRE2_NEWLINE_CRLF:
        return crlf ? 2 : 0;
    case PCRE2_NEWLINE_ANYCRLF:
        return crlf ? 2 : c == '\r' || c == '\n';
    default:
        break;
    }
    if (crlf)
        return 2;
    if (c - '\n' <= '\r' - '\n')
        return c >= '\n';
    if (!syntax->utf)
        return c == 0x85;
    uint32_t behind, character = syntax_character(syntax, place, &behind);
    return character == 0x85 || character == 0x2028 || character == 0x2029 ? behind - place : 0;
}

/* From a place on, behind white space and one comment from # on, as extended expressions have. */
static uint32_t skip_extended(const Syntax *syntax, uint32_t place)
{
    while (place < syntax->size && re_is_space(syntax->text[place]))
        place++;
    if (syntax_byte(syntax, place) != '#')
        return place;
    for (place++; place < syntax->size;) {
        uint32_t newline = newline_length(syntax, place);
        if (newline)
            return place + newline;
        syntax_character(syntax, place, &place);
    }
    return place;
}

/* The library skips more characters than these in extended expressions. */
static bool library_skips(const Syntax *syntax, uint32_t character)
{
    return (syntax->now & RE_EXTENDED) &&
           (character == 0x85 || (syntax->utf && (character == 0x200e || character == 0x200f ||
                                                  character == 0x2028 || character == 0x2029)));
}

/* From (?# to behind its parenthesis. */
static bool skip_comment(Syntax *syntax, uint32_t *place)
{
    uint32_t from = *place + 3;
    const uint8_t *end =
        from < syntax->size ? memchr(syntax->text + from, ')', syntax->size - from) : NULL;
    if (!end)
        return syntax_fail(syntax, RE_COMMENT_END_MISSING, syntax->size);
    *place = (uint32_t)(end - syntax->text) + 1;
    return true;
}

/* ---- quantifiers ------------------------------------------------------------------------- */

enum { COUNT_MAX = 65535 };

static bool read_count(Syntax *syntax, uint32_t *count)
{
    *count = 0;
    while (syntax_digit(syntax_peek(syntax, 0))) {
        *count = *count * 10 + (uint32_t)(syntax_peek(syntax, 0) - '0');
        syntax->at++;
        if (*count > COUNT_MAX)
            return syntax_fail(syntax, RE_COUNT_TOO_BIG, syntax->at);
    }
    return true;
}

/* {n}, {n,} or {n,m}, to the closing brace. */
static bool read_counts(Syntax *syntax, uint32_t *min, uint32_t *max)
{
    syntax->at++;
    if (!read_count(syntax, min))
        return false;
    *max = *min;
    if (syntax_peek(syntax, 0) == ',') {
        syntax->at++;
        *max = NODE_UNLIMITED;
        if (syntax_peek(syntax, 0) != '}' && !read_count(syntax, max))
            return false;
        if (*max < *min)
            return syntax_fail(syntax, RE_COUNTS_OUT_OF_ORDER, syntax->at);
    }
    return true;
}

static bool is_quantifier(const Syntax *syntax)
{
    uint8_t c = syntax_peek(syntax, 0);
    return c == '*' || c == '+' || c == '?' ||
           (c == '{' && syntax_is_count(syntax, syntax->at + 1));
}

/* To behind it. */
static bool read_quantifier(Syntax *syntax)
{
    uint8_t c = syntax_peek(syntax, 0);
    uint32_t min = c == '+', max = c == '?' ? 1 : NODE_UNLIMITED;
    if (c == '{' && !read_counts(syntax, &min, &max))
        return false;
    if (syntax->previous == UINT32_MAX)
        return syntax_fail(syntax, RE_NOTHING_TO_REPEAT, syntax->at);
    uint32_t place = syntax->at + 1;
    if (syntax->now & RE_EXTENDED)
        for (uint32_t before = UINT32_MAX; before != place;) {
            before = place;
            place = skip_extended(syntax, place);
        }
    bool gap = place != syntax->at + 1;
    if (syntax_begins(syntax, place, "(?#")) {
        gap = true;
        if (!skip_comment(syntax, &place))
            return false;
    }
    Node *node = &syntax->nodes[syntax->previous];
    node->flags |= NODE_QUANTIFIED;
    node->min = min;
    node->max = max;
    c = syntax_byte(syntax, place);
    if (c == '?' || c == '+') {
        node->suffix = c;
        place++;
        syntax->rewrite |= gap;
    }
    syntax->at = place;
    syntax->previous = UINT32_MAX;
    return true;
}

/* ---- characters -------------------------------------------------------------------------- */

static void add_literal(Syntax *syntax, uint32_t character, uint32_t start, uint32_t end)
{
    Node *node = syntax_add(syntax, NODE_LITERAL, start, end);
    node->number = character;
    syntax->previous = syntax->count - 1;
}

/* A character that stands for itself. */
static void read_literal(Syntax *syntax)
{
    uint32_t start = syntax->at;
    uint32_t character = syntax_character(syntax, start, &syntax->at);
    if (character >= 0x80 && !syntax->quoted)
        syntax->rewrite |= library_skips(syntax, character);
    add_literal(syntax, character, start, syntax->at);
}

static void add_simple(Syntax *syntax, NodeKind kind, uint32_t start, bool repeatable)
{
    syntax_add(syntax, kind, start, syntax->at);
    syntax->previous = repeatable ? syntax->count - 1 : UINT32_MAX;
}

/* \g<…> or \g'…'; `at` is on the g. */
static bool read_escaped_call(Syntax *syntax, uint32_t start)
{
    uint8_t terminator = syntax_peek(syntax, 1) == '<' ? '>' : '\'';
    uint8_t c = syntax_peek(syntax, 2);
    syntax->at++;
    if (c != '+' && c != '-' && !syntax_digit(c))
        return syntax_by_name(syntax, NODE_CALL, start, terminator);
    uint32_t place = syntax->at + 2;
    while (syntax_digit(syntax_byte(syntax, place)))
        place++;
    if (syntax_byte(syntax, place) != terminator)
        return syntax_fail(syntax, RE_MALFORMED_G, syntax->at);
    syntax->at++;
    return syntax_call_number(syntax, start, terminator);
}

/* \k<…>, \k'…', \k{…} or \g{name}; `at` is on the letter. */
static bool read_escaped_name(Syntax *syntax, uint32_t start)
{
    uint8_t c = syntax_peek(syntax, 1);
    if (c != '<' && c != '\'' && c != '{')
        return syntax_fail(syntax, RE_MALFORMED_K, syntax->at);
    syntax->at++;
    return syntax_by_name(syntax, NODE_REFERENCE, start, c == '<' ? '>' : c == '{' ? '}' : c);
}

static bool read_backslash(Syntax *syntax)
{
    uint32_t start = syntax->at, value = 0;
    int escape = syntax_escape(syntax, false, &value);
    if (escape < 0)
        return false;
    bool is_script = false;
    switch (escape) {
    case 0:
        add_literal(syntax, value, start, syntax->at + 1);
        break;
    case '1':
        syntax_add(syntax, NODE_REFERENCE, start, syntax->at + 1)->number = value;
        syntax->previous = syntax->count - 1;
        syntax->check = true;
        break;
    case 'g':
        return read_escaped_call(syntax, start);
    case 'k':
        return read_escaped_name(syntax, start);
    case 'P':
    case 'p':
        if (!syntax_property(syntax, &is_script))
            return false;
        syntax->rewrite |= is_script;
        syntax_add(syntax, NODE_PROPERTY, start, syntax->at + 1);
        syntax->previous = syntax->count - 1;
        break;
    case 'A':
    case 'B':
    case 'G':
    case 'K':
    case 'Z':
    case 'b':
    case 'z':
        syntax->at++;
        add_simple(syntax, NODE_ASSERTION, start, false);
        return true;
    default:
        syntax->at++;
        add_simple(syntax,
                   escape == 'C'                    ? NODE_BYTE
                   : escape == 'R' || escape == 'X' ? NODE_SEQUENCE
                                                    : NODE_TYPE,
                   start, true);
        return true;
    }
    syntax->at++;
    return true;
}

static bool read_class(Syntax *syntax)
{
    uint32_t start = syntax->at;
    if (syntax_peek(syntax, 1) == '[' &&
        (syntax_begins(syntax, start, "[[:<:]]") || syntax_begins(syntax, start, "[[:>:]]"))) {
        syntax->at += 7;
        syntax->rewrite = true;
        add_simple(syntax, NODE_WORD_EDGE, start, true);
        return true;
    }
    bool rewrite = syntax->rewrite;
    syntax->rewrite = false;
    if (!syntax_class(syntax, NULL))
        return false;
    syntax->at++;
    add_simple(syntax, NODE_CLASS, start, true);
    if (syntax->rewrite) {
        syntax->nodes[syntax->count - 1].flags |= NODE_ODD_CLASS;
        syntax->nodes[syntax->count - 1].set = syntax->now & RE_CASELESS;
    }
    syntax->rewrite |= rewrite;
    return true;
}

/* ---- groups ------------------------------------------------------------------------------ */

static void read_alternative(Syntax *syntax)
{
    Level *level = &syntax->levels[syntax->depth];
    Node *node = syntax_add(syntax, NODE_ALTERNATIVE, syntax->at, syntax->at + 1);
    node->link = level->node;
    syntax->nodes[level->node].flags |= NODE_ALTERNATIVES;
    if (syntax->depth && (syntax->nodes[level->node].flags & NODE_RESET)) {
        if (syntax->groups > level->most_groups)
            level->most_groups = syntax->groups;
        syntax->groups = level->first_groups;
    }
    syntax->at++;
    syntax->previous = UINT32_MAX;
}

static void read_close(Syntax *syntax)
{
    Level *level = &syntax->levels[syntax->depth--];
    Node *node = syntax_add(syntax, NODE_CLOSE, syntax->at, syntax->at + 1);
    Node *open = &syntax->nodes[level->node];
    node->link = level->node;
    open->link = syntax->count - 1;
    if (level->most_groups > syntax->groups)
        syntax->groups = level->most_groups;
    syntax->now = level->options;
    syntax->at++;
    /* An assertion that is a condition is not repeated. */
    bool condition = level->node && syntax->nodes[level->node].condition == CONDITION_ASSERTION &&
                     syntax->nodes[level->node].group != GROUP_CONDITION;
    syntax->previous = condition ? UINT32_MAX : level->node;
}

/* ---- the whole --------------------------------------------------------------------------- */

/* One item. False: failed, or the end: of the text, or a parenthesis too many. */
static bool read_item(Syntax *syntax)
{
    uint8_t c = syntax_peek(syntax, 0);
    if (c == '\\' &&
        (syntax_peek(syntax, 1) == 'E' || (!syntax->quoted && syntax_peek(syntax, 1) == 'Q'))) {
        syntax->quoted = syntax_peek(syntax, 1) == 'Q';
        syntax->at += 2;
        return true;
    }
    if (syntax->quoted && syntax->at < syntax->size) {
        read_literal(syntax);
        return true;
    }
    if (syntax->now & RE_EXTENDED) {
        uint32_t place = skip_extended(syntax, syntax->at);
        if (place != syntax->at) {
            syntax->at = place;
            return true;
        }
    }
    if (c == '(' && syntax_peek(syntax, 1) == '?' && syntax_peek(syntax, 2) == '#')
        return skip_comment(syntax, &syntax->at);
    if (is_quantifier(syntax))
        return read_quantifier(syntax);
    switch (c) {
    case 0:
        return false;
    case '|':
        read_alternative(syntax);
        return true;
    case ')':
        if (syntax->depth == 0)
            return false;
        read_close(syntax);
        return true;
    case '^':
    case '$':
        syntax->at++;
        add_simple(syntax, NODE_ASSERTION, syntax->at - 1, false);
        return true;
    case '.':
        syntax->at++;
        add_simple(syntax, NODE_TYPE, syntax->at - 1, true);
        return true;
    case '[':
        return read_class(syntax);
    case '(':
        syntax->at++;
        return syntax_group(syntax, syntax->at - 1);
    case '\\':
        return read_backslash(syntax);
    default:
        read_literal(syntax);
        return true;
    }
}

static bool read_all(Syntax *syntax)
{
    while (read_item(syntax))
        ;
    if (syntax->error)
        return false;
    if (syntax->depth)
        return syntax_fail(syntax, RE_PARENTHESIS_MISSING, syntax->at);
    syntax_add(syntax, NODE_CLOSE, syntax->at, syntax->at);
    syntax->nodes[0].link = syntax->count - 1;
    /* What is wrong with references so far goes before a parenthesis too many. */
    if (syntax->check && !syntax_check(syntax))
        return false;
    return syntax->at == syntax->size || syntax_fail(syntax, RE_UNMATCHED_PARENTHESIS, syntax->at);
}

bool syntax_read(Syntax *syntax, const uint8_t *text, UInt size, uint32_t options, uint32_t newline,
                 uint32_t bsr)
{
    enum { SIZE_MAX_READ = 1 << 26 };
    const uint8_t *zero = size ? memchr(text, 0, size) : NULL;
    memset(syntax, 0, offsetof(Syntax, names_inside));
    syntax->text = text;
    syntax->size = zero ? (uint32_t)(zero - text) : (uint32_t)size;
    syntax->options = options;
    syntax->newline = newline;
    syntax->bsr = bsr;
    syntax->nodes = syntax->nodes_inside;
    syntax->room = RE_NODES_INSIDE;
    syntax->levels = syntax->levels_inside;
    syntax->level_room = sizeof syntax->levels_inside / sizeof(Level);
    syntax->levels[0] = (Level){0};
    syntax->names = syntax->names_inside;
    syntax->name_hash = syntax->hash_inside;
    syntax->name_room = RE_NAMES_INSIDE;
    syntax->number_name = syntax->number_inside;
    syntax->number_room = 2 * RE_NAMES_INSIDE;
    syntax->previous = UINT32_MAX;
    if ((zero ? (UInt)(zero - text) : size) > SIZE_MAX_READ) /* the library's limit is lower */
        return syntax_fail(syntax, RE_TOO_LARGE, 0);
    if (options & PCRE2_CASELESS)
        syntax->now |= RE_CASELESS;
    if (options & PCRE2_EXTENDED)
        syntax->now |= RE_EXTENDED;
    if (options & PCRE2_DUPNAMES)
        syntax->now |= RE_DUPNAMES;
    syntax_add(syntax, NODE_OPEN, 0, 0); /* the whole */
    return read_start(syntax) && read_all(syntax);
}

void syntax_stop(Syntax *syntax)
{
    if (syntax->nodes != syntax->nodes_inside)
        memory_free(MEMORY_TEMPORARY, syntax->nodes, syntax->room * sizeof(Node));
    if (syntax->levels != syntax->levels_inside)
        memory_free(MEMORY_TEMPORARY, syntax->levels, syntax->level_room * sizeof(Level));
    if (syntax->names != syntax->names_inside) {
        memory_free(MEMORY_TEMPORARY, syntax->names, syntax->name_room * sizeof(Name));
        memory_free(MEMORY_TEMPORARY, syntax->name_hash, syntax->name_room * sizeof(uint32_t));
    }
    if (syntax->number_name != syntax->number_inside)
        memory_free(MEMORY_TEMPORARY, syntax->number_name, syntax->number_room * sizeof(uint32_t));
    memory_free(MEMORY_TEMPORARY, syntax->first_open, (syntax->groups + 1) * sizeof(uint32_t));
}
