/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reading what follows an opening parenthesis: verbs, groups of all kinds with their names,
 * conditions and options, calls (syntax.h).
 */
#include <string.h>

#include "rt/core/memory.h"
#include "rt/re/syntax.h"
#include "rt/re/tables.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

enum { NAME_LONGEST = 32, NAMES_MAX = 10000, ARGUMENT_MAX = 255 };

/* ---- names ------------------------------------------------------------------------------- */

static uint32_t hash_name(const Syntax *syntax, uint32_t start, uint32_t size)
{
    uint32_t hash = 2166136261u;
    for (uint32_t i = 0; i < size; i++)
        hash = (hash ^ syntax->text[start + i]) * 16777619u;
    return hash;
}

static bool same_name(const Syntax *syntax, const Name *name, uint32_t start, uint32_t size)
{
    return name->size == size &&
           memcmp(syntax->text + name->start, syntax->text + start, size) == 0;
}

Name *syntax_name(const Syntax *syntax, uint32_t start, uint32_t size)
{
    if (!syntax->name_count)
        return NULL;
    uint32_t slot = hash_name(syntax, start, size) & (syntax->name_room - 1);
    for (uint32_t i = syntax->name_hash[slot]; i; i = syntax->names[i - 1].chain) {
        if (same_name(syntax, &syntax->names[i - 1], start, size))
            return &syntax->names[i - 1];
    }
    return NULL;
}

Name *syntax_next_name(const Syntax *syntax, const Name *name)
{
    return name->same ? &syntax->names[name->same - 1] : NULL;
}

static void link_name(Syntax *syntax, Name *name)
{
    uint32_t slot = hash_name(syntax, name->start, name->size) & (syntax->name_room - 1);
    name->chain = syntax->name_hash[slot];
    syntax->name_hash[slot] = (uint32_t)(name - syntax->names) + 1;
}

static void make_name_room(Syntax *syntax)
{
    uint32_t old = syntax->name_room, room = old * 2;
    if (syntax->name_count < old)
        return;
    Name *names = memory_alloc(MEMORY_TEMPORARY, room * sizeof(Name));
    memcpy(names, syntax->names, old * sizeof(Name));
    if (syntax->names != syntax->names_inside) {
        memory_free(MEMORY_TEMPORARY, syntax->names, old * sizeof(Name));
        memory_free(MEMORY_TEMPORARY, syntax->name_hash, old * sizeof(uint32_t));
    }
    syntax->names = names;
    syntax->name_hash = memory_alloc_zero(MEMORY_TEMPORARY, room * sizeof(uint32_t));
    syntax->name_room = room;
    for (uint32_t i = 0; i < syntax->name_count; i++) {
        if (syntax->names[i].last)
            link_name(syntax, &syntax->names[i]);
    }
}

/* The slot for the index + 1 of the name that a group number has. */
static uint32_t *number_slot(Syntax *syntax, uint32_t number)
{
    uint32_t old = syntax->number_room, room = old;
    while (room <= number)
        room *= 2;
    if (room != old) {
        uint32_t *slots = memory_alloc_zero(MEMORY_TEMPORARY, room * sizeof(uint32_t));
        memcpy(slots, syntax->number_name, old * sizeof(uint32_t));
        if (syntax->number_name != syntax->number_inside)
            memory_free(MEMORY_TEMPORARY, syntax->number_name, old * sizeof(uint32_t));
        syntax->number_name = slots;
        syntax->number_room = room;
    }
    return &syntax->number_name[number];
}

/* The next group has this name. Of two things that are wrong, the one is told that the earlier
 * name is to blame for. */
static bool add_name(Syntax *syntax, uint32_t start, uint32_t size)
{
    uint32_t number = syntax->groups + 1, *slot = number_slot(syntax, number);
    Name *first = syntax_name(syntax, start, size);
    const Name *numbered = *slot ? &syntax->names[*slot - 1] : NULL;
    bool other = numbered && !same_name(syntax, numbered, start, size);
    if (other && (!first || numbered < first))
        return syntax_fail(syntax, RE_OTHER_NAME, syntax->at);
    if (first && first != numbered) {
        if (!(syntax->now & RE_DUPNAMES))
            return syntax_fail(syntax, RE_NAME_TWICE, syntax->at);
        syntax->duplicates = true;
    }
    if (other)
        return syntax_fail(syntax, RE_OTHER_NAME, syntax->at);
    if (numbered)
        return true;
    uint32_t first_index = first ? (uint32_t)(first - syntax->names) : 0;
    make_name_room(syntax);
    Name *name = &syntax->names[syntax->name_count++];
    *name = (Name){.start = start, .size = size, .number = number};
    *slot = syntax->name_count;
    if (first) {
        first = &syntax->names[first_index];
        syntax->names[first->last - 1].same = syntax->name_count;
        first->last = syntax->name_count;
    } else {
        name->last = syntax->name_count;
        link_name(syntax, name);
    }
    return true;
}

/* Names that the library refuses, or that conditions could take for words. */
static bool is_special_name(const Syntax *syntax, uint32_t start, uint32_t size)
{
    if (size == 0 || syntax->text[start] == 'R' || syntax->text[start] == 'D')
        return true;
    for (uint32_t i = 0; i < size; i++) {
        if (syntax->text[start + i] >= 0x80)
            return true;
    }
    return false;
}

/* From `at` on; to behind it. */
static uint32_t read_name(Syntax *syntax)
{
    uint32_t start = syntax->at;
    while (syntax->at < syntax->size && re_is_word(syntax->text[syntax->at]))
        syntax->at++;
    return syntax->at - start;
}

/* (?<name>, (?'name', (?P<name>; `at` is on the < or '. */
static bool read_group_name(Syntax *syntax, uint32_t *start, uint32_t *size)
{
    uint8_t terminator = syntax_peek(syntax, 0) == '<' ? '>' : '\'';
    *start = ++syntax->at;
    if (syntax_digit(syntax_peek(syntax, 0)))
        return syntax_fail(syntax, RE_NAME_BEGINS_WITH_DIGIT, syntax->at);
    *size = read_name(syntax);
    if (syntax_peek(syntax, 0) != terminator)
        return syntax_fail(syntax, RE_NAME_END_MISSING, syntax->at);
    if (syntax->name_count >= NAMES_MAX)
        return syntax_fail(syntax, RE_TOO_MANY_NAMES, syntax->at);
    if (*size > NAME_LONGEST)
        return syntax_fail(syntax, RE_NAME_TOO_LONG, syntax->at);
    if (!add_name(syntax, *start, *size))
        return false;
    if (is_special_name(syntax, *start, *size))
        syntax->rewrite = syntax->rename = true;
    syntax->at++;
    return true;
}

bool syntax_by_name(Syntax *syntax, NodeKind kind, uint32_t start, uint8_t terminator)
{
    uint32_t name = ++syntax->at;
    if (syntax_digit(syntax_peek(syntax, 0)))
        return syntax_fail(syntax, RE_NAME_BEGINS_WITH_DIGIT, syntax->at);
    uint32_t size = read_name(syntax);
    if (size == 0)
        return syntax_fail(syntax, RE_NAME_EXPECTED, syntax->at);
    if (syntax_peek(syntax, 0) != terminator)
        return syntax_fail(syntax, RE_NAME_END_MISSING, syntax->at);
    if (size > NAME_LONGEST)
        return syntax_fail(syntax, RE_NAME_TOO_LONG, syntax->at);
    Node *node = syntax_add(syntax, kind, start, ++syntax->at);
    node->name = name;
    node->name_size = size;
    syntax->previous = syntax->count - 1;
    syntax->check = true;
    return true;
}

/* ---- verbs ------------------------------------------------------------------------------- */

typedef enum VerbArgument { MAY_HAVE, MUST_HAVE, MUST_NOT_HAVE } VerbArgument;

static const struct {
    const char *name;
    NodeKind kind;
    VerbArgument argument;
    bool moves_start;
} verbs[] = {
    {"", NODE_VERB, MUST_HAVE, false},
    {"MARK", NODE_VERB, MUST_HAVE, false},
    {"ACCEPT", NODE_ACCEPT, MUST_NOT_HAVE, false},
    {"COMMIT", NODE_VERB, MUST_NOT_HAVE, true},
    {"F", NODE_VERB, MUST_NOT_HAVE, false},
    {"FAIL", NODE_VERB, MUST_NOT_HAVE, false},
    {"PRUNE", NODE_VERB, MAY_HAVE, true},
    {"SKIP", NODE_VERB, MAY_HAVE, true},
    {"THEN", NODE_VERB, MAY_HAVE, false},
};

/* `at` is on the *. */
static bool read_verb(Syntax *syntax, uint32_t start)
{
    uint32_t name = ++syntax->at, argument = 0;
    while (syntax->at < syntax->size && re_is_letter(syntax->text[syntax->at]))
        syntax->at++;
    uint32_t size = syntax->at - name;
    if (syntax_peek(syntax, 0) == ':') {
        uint32_t from = ++syntax->at;
        const uint8_t *end =
            from < syntax->size ? memchr(syntax->text + from, ')', syntax->size - from) : NULL;
        syntax->at = end ? (uint32_t)(end - syntax->text) : syntax->size;
        argument = syntax->at - from;
        if (argument > ARGUMENT_MAX)
            return syntax_fail(syntax, RE_ARGUMENT_TOO_LONG, syntax->at);
        if (!argument)
            syntax->rewrite = true;
    }
    if (syntax_peek(syntax, 0) != ')')
        return syntax_fail(syntax, RE_UNKNOWN_VERB, syntax->at);
    for (size_t i = 0; i < sizeof verbs / sizeof verbs[0]; i++) {
        if (strlen(verbs[i].name) != size || !syntax_begins(syntax, name, verbs[i].name))
            continue;
        if (argument ? verbs[i].argument == MUST_NOT_HAVE : verbs[i].argument == MUST_HAVE)
            return syntax_fail(
                syntax, argument ? RE_ARGUMENT_NOT_ALLOWED : RE_MARK_ARGUMENT_MISSING, syntax->at);
        Node *node = syntax_add(syntax, verbs[i].kind, start, ++syntax->at);
        if (verbs[i].moves_start)
            node->flags |= NODE_MOVES_START;
        /* Without its colon if nothing follows it. */
        node->name = name;
        node->name_size = argument ? node->end - 1 - name : size;
        syntax->check |= verbs[i].moves_start && syntax->depth;
        syntax->previous = UINT32_MAX;
        return true;
    }
    return syntax_fail(syntax, RE_UNKNOWN_VERB, syntax->at);
}

/* ---- calls and callouts ------------------------------------------------------------------ */

static bool add_call(Syntax *syntax, uint32_t start, uint32_t number)
{
    syntax_add(syntax, NODE_CALL, start, ++syntax->at)->number = number;
    syntax->previous = syntax->count - 1;
    syntax->check = true;
    return true;
}

bool syntax_call_number(Syntax *syntax, uint32_t start, uint8_t terminator)
{
    uint8_t sign = syntax_peek(syntax, 0);
    uint32_t number;
    if (sign == '+' || sign == '-')
        syntax->at++;
    if (sign == '+' && !syntax_digit(syntax_peek(syntax, 0)))
        return syntax_fail(syntax, RE_DIGIT_EXPECTED, syntax->at);
    if (!syntax_number(syntax, &number))
        return false;
    if (syntax_peek(syntax, 0) != terminator)
        return syntax_fail(syntax, RE_CALL_END_MISSING, syntax->at);
    if ((sign == '+' || sign == '-') && number == 0)
        return syntax_fail(syntax, RE_REFERENCE_ZERO, syntax->at);
    if (sign == '-' && number > syntax->groups)
        return syntax_fail(syntax, RE_NO_SUCH_GROUP, syntax->at);
    if (sign == '-')
        number = syntax->groups - number + 1;
    else if (sign == '+')
        number += syntax->groups;
    return add_call(syntax, start, number);
}

/* (?C and digits; nothing is called. `at` is on the C. */
static bool read_callout(Syntax *syntax, uint32_t start)
{
    uint32_t number = 0;
    for (syntax->at++; syntax_digit(syntax_peek(syntax, 0));) {
        number = number * 10 + (uint32_t)(syntax_peek(syntax, 0) - '0');
        syntax->at++;
        if (number > 255)
            return syntax_fail(syntax, RE_CALLOUT_TOO_BIG, syntax->at);
    }
    if (syntax_peek(syntax, 0) != ')')
        return syntax_fail(syntax, RE_CALLOUT_END_MISSING, syntax->at);
    syntax_add(syntax, NODE_CALLOUT, start, ++syntax->at);
    syntax->previous = UINT32_MAX;
    return true;
}

/* ---- groups ------------------------------------------------------------------------------ */

/* A group begins that ends its head before `at`. */
static Node *open_group(Syntax *syntax, GroupKind kind, uint32_t start, uint8_t options)
{
    if (syntax->depth + 1 > RE_NEST_LIMIT) {
        syntax_fail(syntax, RE_TOO_COMPLICATED, syntax->at);
        return NULL;
    }
    if (++syntax->depth == syntax->level_room) {
        size_t old = syntax->level_room * sizeof(Level);
        Level *levels = memory_alloc(MEMORY_TEMPORARY, old * 2);
        memcpy(levels, syntax->levels, old);
        if (syntax->levels != syntax->levels_inside)
            memory_free(MEMORY_TEMPORARY, syntax->levels, old);
        syntax->levels = levels;
        syntax->level_room *= 2;
    }
    syntax->levels[syntax->depth] = (Level){
        .node = syntax->count,
        .first_groups = syntax->groups,
        .options = syntax->now,
    };
    syntax->now = options;
    syntax->previous = UINT32_MAX;
    Node *node = syntax_add(syntax, NODE_OPEN, start, syntax->at);
    node->group = (uint8_t)kind;
    return node;
}

static bool open_plain(Syntax *syntax, GroupKind kind, uint32_t start)
{
    Node *node = open_group(syntax, kind, start, syntax->now);
    if (!node)
        return false;
    if (kind >= GROUP_LOOKAHEAD && kind <= GROUP_NOT_LOOKBEHIND && syntax->condition) {
        syntax->condition = false;
        node->condition = CONDITION_ASSERTION;
    }
    syntax->check |= kind == GROUP_LOOKBEHIND || kind == GROUP_NOT_LOOKBEHIND;
    return true;
}

static bool open_capture(Syntax *syntax, uint32_t start, uint32_t name, uint32_t name_size)
{
    Node *node = open_group(syntax, GROUP_CAPTURE, start, syntax->now);
    if (!node)
        return false;
    syntax->levels[syntax->depth].first_groups = node->number = ++syntax->groups;
    node->name = name;
    node->name_size = name_size;
    return true;
}

static bool open_named(Syntax *syntax, uint32_t start)
{
    uint32_t name, size;
    return read_group_name(syntax, &name, &size) && open_capture(syntax, start, name, size);
}

/* Letters of options; `at` is on the first. */
static bool read_options(Syntax *syntax, uint32_t start)
{
    static const char letters[] = "imsxUJX";
    static const uint8_t bits[] = {RE_CASELESS, RE_MULTILINE, RE_DOTALL, RE_EXTENDED,
                                   RE_UNGREEDY, RE_DUPNAMES,  RE_EXTRA};
    uint8_t set = 0, unset = 0, *change = &set, seen = 0;
    for (; syntax_peek(syntax, 0) != ')' && syntax_peek(syntax, 0) != ':'; syntax->at++) {
        uint8_t c = syntax_peek(syntax, 0);
        const char *found = c ? strchr(letters, c) : NULL;
        if (c == '-') {
            syntax->rewrite |= change == &unset;
            change = &unset;
            seen = 0;
        } else if (found) {
            uint8_t bit = bits[found - letters];
            syntax->rewrite |= bit == RE_EXTRA || (seen & bit);
            seen |= bit;
            *change |= bit;
        } else {
            return syntax_fail(syntax, RE_UNKNOWN_GROUP, syntax->at);
        }
    }
    uint8_t options = (uint8_t)((syntax->now | set) & ~unset);
    bool group = syntax_peek(syntax, 0) == ':';
    syntax->at++;
    Node *node;
    if (group) {
        node = open_group(syntax, GROUP_PLAIN, start, options);
        if (!node)
            return false;
    } else {
        node = syntax_add(syntax, NODE_OPTIONS, start, syntax->at);
        syntax->now = options;
        syntax->previous = UINT32_MAX;
    }
    node->set = set;
    node->unset = unset;
    return true;
}

/* ---- conditions -------------------------------------------------------------------------- */

/* Is there an assertion at the parenthesis? */
static bool is_assertion(const Syntax *syntax, uint32_t place)
{
    return syntax_begins(syntax, place, "(?=") || syntax_begins(syntax, place, "(?!") ||
           syntax_begins(syntax, place, "(?<=") || syntax_begins(syntax, place, "(?<!");
}

static bool open_condition(Syntax *syntax, ConditionKind kind, uint32_t start, uint32_t number,
                           uint32_t name, uint32_t name_size)
{
    Node *node = open_group(syntax, GROUP_CONDITION, start, syntax->now);
    if (!node)
        return false;
    node->condition = (uint8_t)kind;
    node->number = number;
    node->name = name;
    node->name_size = name_size;
    syntax->check = true;
    return true;
}

/* An assertion, perhaps behind a callout. The group begins before it. */
static bool read_assertion_condition(Syntax *syntax, uint32_t start, bool *is_one)
{
    uint32_t place = syntax->at;
    *is_one = false;
    if (syntax_begins(syntax, place, "(?C")) {
        uint32_t end = place + 3;
        while (syntax_digit(syntax_byte(syntax, end)))
            end++;
        if (syntax_byte(syntax, end) == ')')
            place = end + 1;
        if (syntax_byte(syntax, place) != '(')
            return syntax_fail(syntax, RE_ASSERTION_EXPECTED, syntax->at);
    }
    if (!is_assertion(syntax, place))
        return true;
    *is_one = true;
    syntax->condition = true;
    return open_condition(syntax, CONDITION_ASSERTION, start, 0, 0, 0);
}

/* The number of a group, perhaps with a sign; UINT32_MAX: there is none like it. */
static bool read_condition_number(Syntax *syntax, uint32_t *number, bool *zero)
{
    uint8_t sign = syntax_peek(syntax, 0);
    if (sign == '-' || sign == '+')
        syntax->at++;
    if (!syntax_number(syntax, number))
        return false;
    *zero = *number == 0;
    if (sign == '-')
        *number = *number > syntax->groups ? UINT32_MAX : syntax->groups - *number + 1;
    else if (sign == '+')
        *number += syntax->groups;
    return true;
}

/* (?( — `at` is on the second parenthesis. */
static bool read_condition(Syntax *syntax, uint32_t start)
{
    bool is_one, zero = false;
    if (!read_assertion_condition(syntax, start, &is_one))
        return false;
    if (is_one)
        return true;
    ConditionKind kind = CONDITION_GROUP;
    uint8_t c = syntax_peek(syntax, 1), terminator = 0;
    uint32_t number = 0, name, size = 0;
    syntax->at++;
    if (c == 'R' && syntax_peek(syntax, 1) == '&') {
        kind = CONDITION_IN_NAME;
        syntax->at += 2;
    } else if (c == '<' || c == '\'') {
        terminator = c == '<' ? '>' : c;
        syntax->at++;
    } else if (c != '-' && c != '+' && !syntax_digit(c)) {
        kind = CONDITION_WORD;
    }
    name = syntax->at;
    if (kind == CONDITION_GROUP && !terminator) {
        if (!read_condition_number(syntax, &number, &zero))
            return false;
    } else {
        if (syntax_digit(syntax_peek(syntax, 0)))
            return syntax_fail(syntax, RE_NAME_BEGINS_WITH_DIGIT, syntax->at);
        size = read_name(syntax);
        if (!size)
            return syntax_fail(syntax, RE_ASSERTION_EXPECTED, syntax->at);
    }
    if (terminator) {
        if (syntax_peek(syntax, 0) != terminator)
            return syntax_fail(syntax, RE_MALFORMED_CONDITION, syntax->at);
        syntax->at++;
    }
    if (syntax_peek(syntax, 0) != ')')
        return syntax_fail(syntax, RE_MALFORMED_CONDITION, syntax->at);
    syntax->at++;
    if (!open_condition(syntax, kind, start, number, name, size))
        return false;
    if (zero)
        syntax->nodes[syntax->count - 1].flags |= NODE_ZERO;
    return true;
}

/* ---- all --------------------------------------------------------------------------------- */

/* (?P: the names as in Python. `at` is on the P. */
static bool read_python(Syntax *syntax, uint32_t start)
{
    syntax->at++;
    switch (syntax_peek(syntax, 0)) {
    case '=':
        return syntax_by_name(syntax, NODE_REFERENCE, start, ')');
    case '>':
        return syntax_by_name(syntax, NODE_CALL, start, ')');
    case '<':
        return open_named(syntax, start);
    default:
        return syntax_fail(syntax, RE_UNKNOWN_AFTER_P, syntax->at);
    }
}

/* (?<: lookbehinds and names. `at` is on the <. */
static bool read_less(Syntax *syntax, uint32_t start)
{
    uint8_t c = syntax_peek(syntax, 1);
    if (c == '=' || c == '!') {
        syntax->at += 2;
        return open_plain(syntax, c == '=' ? GROUP_LOOKBEHIND : GROUP_NOT_LOOKBEHIND, start);
    }
    if (c && re_is_word(c))
        return open_named(syntax, start);
    return syntax_fail(syntax, RE_UNKNOWN_AFTER_LESS, syntax->at + 1);
}

/* (?! — just a failure if it is empty and not repeated. `at` is on the !. */
static bool read_negative(Syntax *syntax, uint32_t start)
{
    syntax->at++;
    uint8_t next = syntax_peek(syntax, 1);
    bool repeated = next == '*' || next == '+' || next == '?' ||
                    (next == '{' && syntax_is_count(syntax, syntax->at + 2));
    if (syntax_peek(syntax, 0) != ')' || repeated)
        return open_plain(syntax, GROUP_NOT_LOOKAHEAD, start);
    syntax_add(syntax, NODE_FAIL, start, ++syntax->at);
    syntax->previous = UINT32_MAX;
    return true;
}

bool syntax_group(Syntax *syntax, uint32_t start)
{
    uint8_t c = syntax_peek(syntax, 0), next = syntax_peek(syntax, 1);
    if (c == '*' && (next == ':' || (next && re_is_letter(next))))
        return read_verb(syntax, start);
    if (c != '?') {
        if (syntax->options & PCRE2_NO_AUTO_CAPTURE)
            return open_plain(syntax, GROUP_PLAIN, start);
        return open_capture(syntax, start, 0, 0);
    }
    syntax->at++;
    switch (next) {
    case ':':
        syntax->at++;
        return open_plain(syntax, GROUP_PLAIN, start);
    case '|':
        syntax->at++;
        if (!open_plain(syntax, GROUP_PLAIN, start))
            return false;
        syntax->nodes[syntax->count - 1].flags |= NODE_RESET;
        return true;
    case '(':
        return read_condition(syntax, start);
    case '=':
        syntax->at++;
        return open_plain(syntax, GROUP_LOOKAHEAD, start);
    case '!':
        return read_negative(syntax, start);
    case '<':
        return read_less(syntax, start);
    case '>':
        syntax->at++;
        return open_plain(syntax, GROUP_ATOMIC, start);
    case 'C':
        return read_callout(syntax, start);
    case 'P':
        return read_python(syntax, start);
    case '\'':
        return open_named(syntax, start);
    case '&':
        return syntax_by_name(syntax, NODE_CALL, start, ')');
    case 'R':
        syntax->at++;
        if (syntax_peek(syntax, 0) != ')')
            return syntax_fail(syntax, RE_CALL_END_MISSING, syntax->at);
        return add_call(syntax, start, 0);
    default:
        if (next == '+' || syntax_digit(next) ||
            (next == '-' && syntax_digit(syntax_peek(syntax, 1))))
            return syntax_call_number(syntax, start, ')');
        return read_options(syntax, start);
    }
}
