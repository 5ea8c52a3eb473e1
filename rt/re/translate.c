/* SPDX-License-Identifier: Apache-2.0 */
/* Writing expressions for the library (translate.h). One pass over the nodes; what is written twice
 * (conditions) contains nothing that is written twice. */
#define _GNU_SOURCE /* qsort_r */
#include "rt/re/translate.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "rt/core/memory.h"

/* ---- text -------------------------------------------------------------------------------- */

void text_put(Text *text, const uint8_t *bytes, size_t size)
{
    if (text->room - text->size < size) {
        size_t room = (text->size + size) * 2 + 64;
        text->bytes = memory_realloc(MEMORY_TEMPORARY, text->bytes, text->room, room);
        text->room = room;
    }
    if (size)
        memcpy(text->bytes + text->size, bytes, size);
    text->size += size;
}

void text_string(Text *text, const char *string)
{
    text_put(text, (const uint8_t *)string, strlen(string));
}

static void put_byte(Text *text, uint8_t byte)
{
    text_put(text, &byte, 1);
}

void text_number(Text *text, uint32_t number)
{
    char digits[16];
    snprintf(digits, sizeof digits, "%u", number);
    text_string(text, digits);
}

void text_character(Text *text, uint32_t character)
{
    if (character - '0' < 10u || (character | 0x20) - 'a' < 26u || character == '_') {
        put_byte(text, (uint8_t)character);
    } else if (character > ' ' && character < 127) {
        put_byte(text, '\\');
        put_byte(text, (uint8_t)character);
    } else {
        char escaped[16];
        snprintf(escaped, sizeof escaped, "\\x{%x}", character);
        text_string(text, escaped);
    }
}

/* Scripts of characters, not the scripts that also use a character, which the library would add. */
void text_property(Text *text, const uint8_t *bytes, size_t size, bool is_script)
{
    size_t head = is_script ? bytes[3] == '^' ? 4 : 3 : 0;
    text_put(text, bytes, head);
    if (is_script)
        text_string(text, "sc:");
    text_put(text, bytes + head, size - head);
}

void text_stop(Text *text)
{
    memory_free(MEMORY_TEMPORARY, text->bytes, text->room);
}

/* ---- names ------------------------------------------------------------------------------- */

static int compare_names(const void *left, const void *right, void *data)
{
    const Syntax *syntax = data;
    const Name *a = &syntax->names[*(const uint32_t *)left],
               *b = &syntax->names[*(const uint32_t *)right];
    int order = memcmp(syntax->text + a->start, syntax->text + b->start,
                       a->size < b->size ? a->size : b->size);
    return order ? order : a->size < b->size ? -1 : a->size > b->size;
}

static void rank_names(Syntax *syntax)
{
    uint32_t *order = memory_alloc(MEMORY_TEMPORARY, syntax->name_count * sizeof(uint32_t)),
             count = 0;
    for (uint32_t i = 0; i < syntax->name_count; i++) {
        if (syntax->names[i].last) /* the first one of its name */
            order[count++] = i;
    }
    qsort_r(order, count, sizeof *order, compare_names, syntax);
    for (uint32_t i = 0; i < count; i++) {
        for (Name *name = &syntax->names[order[i]]; name; name = syntax_next_name(syntax, name))
            name->rank = i;
    }
    memory_free(MEMORY_TEMPORARY, order, syntax->name_count * sizeof(uint32_t));
}

static void put_name(const Syntax *syntax, Text *text, const Name *name)
{
    if (syntax->rename) { /* as long as any name can be, for the table's entries */
        char replaced[40];
        snprintf(replaced, sizeof replaced, "n%031u", name->rank);
        text_string(text, replaced);
    } else {
        text_put(text, syntax->text + name->start, name->size);
    }
}

void translate_names(const Syntax *syntax, uint8_t *entries, uint32_t count, uint32_t size)
{
    if (!syntax->rename)
        return;
    const Name **by_rank = memory_alloc_zero(MEMORY_TEMPORARY, syntax->name_count * sizeof(Name *));
    for (uint32_t i = 0; i < syntax->name_count; i++)
        by_rank[syntax->names[i].rank] = &syntax->names[i];
    for (uint32_t i = 0; i < count; i++) {
        char *entry = (char *)entries + i * size + 2;
        const Name *name = by_rank[strtoul(entry + 1, NULL, 10)];
        memcpy(entry, syntax->text + name->start, name->size);
        entry[name->size] = 0;
    }
    memory_free(MEMORY_TEMPORARY, by_rank, syntax->name_count * sizeof(Name *));
}

/* ---- items ------------------------------------------------------------------------------- */

typedef struct Translation {
    Syntax *syntax;
    Text *text;
    bool again; /* this part is written for the second time */
} Translation;

static void put_source(Translation *to, const Node *node)
{
    text_put(to->text, to->syntax->text + node->start, node->end - node->start);
}

static void put_quantifier(Translation *to, const Node *node)
{
    if (!(node->flags & NODE_QUANTIFIED))
        return;
    if (node->max == NODE_UNLIMITED && node->min <= 1) {
        put_byte(to->text, node->min ? '+' : '*');
    } else if (node->min == 0 && node->max == 1) {
        put_byte(to->text, '?');
    } else {
        put_byte(to->text, '{');
        text_number(to->text, node->min);
        if (node->max != node->min)
            put_byte(to->text, ',');
        if (node->max != node->min && node->max != NODE_UNLIMITED)
            text_number(to->text, node->max);
        put_byte(to->text, '}');
    }
    if (node->suffix)
        put_byte(to->text, node->suffix);
}

static void put_enclosed(Translation *to, const char *before, uint32_t number, const char *behind)
{
    text_string(to->text, before);
    text_number(to->text, number);
    text_string(to->text, behind);
}

/* What goes by a name goes by its number, unless several groups have the name. */
static void put_by_name(Translation *to, const Node *node, const char *before, const char *behind,
                        const char *before_name, const char *behind_name)
{
    const Syntax *syntax = to->syntax;
    const Name *name = node->name_size ? syntax_name(syntax, node->name, node->name_size) : NULL;
    if (name && name->same) {
        text_string(to->text, before_name);
        put_name(syntax, to->text, name);
        text_string(to->text, behind_name);
    } else {
        put_enclosed(to, before, name ? name->number : node->number, behind);
    }
}

static void put_options(Translation *to, const Node *node)
{
    static const char letters[] = "imsxUJ"; /* in the order of the bits */
    for (int i = 0; letters[i]; i++) {
        if (node->set >> i & 1)
            put_byte(to->text, (uint8_t)letters[i]);
    }
    if (node->unset & ~RE_EXTRA)
        put_byte(to->text, '-');
    for (int i = 0; letters[i]; i++) {
        if (node->unset >> i & 1)
            put_byte(to->text, (uint8_t)letters[i]);
    }
}

static void put_class(Translation *to, const Node *node)
{
    if (!(node->flags & NODE_ODD_CLASS)) {
        put_source(to, node);
        return;
    }
    to->syntax->at = node->start;
    to->syntax->now = node->set;
    syntax_class(to->syntax, to->text); /* fine the first time, and so now */
    to->syntax->now = 0;
}

static void put_property(Translation *to, const Node *node)
{
    bool is_script;
    to->syntax->at = node->start + 1;
    syntax_property(to->syntax, &is_script);
    text_property(to->text, to->syntax->text + node->start, node->end - node->start, is_script);
}

static void put_verb(Translation *to, const Node *node)
{
    text_string(to->text, "(*");
    text_put(to->text, to->syntax->text + node->name, node->name_size);
    text_string(to->text, ")");
}

/* ---- groups ------------------------------------------------------------------------------ */

static void put_condition(Translation *to, const Node *node)
{
    switch ((ConditionKind)node->condition) {
    case CONDITION_GROUP:
        put_by_name(to, node, "(", ")", "(<", ">)");
        break;
    case CONDITION_IN_NAME:
        put_by_name(to, node, "(R", ")", "(R&", ")");
        break;
    case CONDITION_IN_GROUP:
        if (node->number > to->syntax->groups)
            text_string(to->text, "(?!)"); /* never */
        else if (node->number)
            put_enclosed(to, "(R", node->number, ")");
        else
            text_string(to->text, "(R)");
        break;
    case CONDITION_DEFINE:
        text_string(to->text, "(DEFINE)");
        break;
    default:
        break;
    }
}

static void put_capture(Translation *to, const Node *node)
{
    if (to->again) {
        text_string(to->text, "(?:");
        return;
    }
    uint32_t named =
        node->number < to->syntax->number_room ? to->syntax->number_name[node->number] : 0;
    if (named && node->name) {
        text_string(to->text, "(?<");
        put_name(to->syntax, to->text, &to->syntax->names[named - 1]);
        text_string(to->text, ">");
    } else {
        text_string(to->text, "(");
    }
}

/* A negative condition with groups, which it is not to set. */
static bool is_odd_negative(const Node *open)
{
    return (open->flags & NODE_ODD_ASSERTION) &&
           (open->group == GROUP_NOT_LOOKAHEAD || open->group == GROUP_NOT_LOOKBEHIND);
}

static void put_open(Translation *to, const Node *node)
{
    static const char *const heads[] = {
        [GROUP_ATOMIC] = "(?>",      [GROUP_LOOKAHEAD] = "(?=",       [GROUP_NOT_LOOKAHEAD] = "(?!",
        [GROUP_LOOKBEHIND] = "(?<=", [GROUP_NOT_LOOKBEHIND] = "(?<!",
    };
    if (node->flags & NODE_ATOMIC)
        text_string(to->text, "(?>");
    if (is_odd_negative(node))
        text_string(to->text, "(?=");
    switch ((GroupKind)node->group) {
    case GROUP_PLAIN:
        text_string(to->text, "(?");
        put_options(to, node);
        put_byte(to->text, node->flags & NODE_RESET ? '|' : ':');
        break;
    case GROUP_CAPTURE:
        put_capture(to, node);
        break;
    case GROUP_CONDITION:
        text_string(to->text, "(?");
        put_condition(to, node);
        break;
    default:
        text_string(to->text, heads[node->group]);
        break;
    }
    if (node->flags & NODE_MEASURED)
        text_string(to->text, "(?=");
}

/* A branch of a lookbehind ends here that was put into (?=…): as many characters as it has. */
static void put_length(Translation *to, const Node *node)
{
    enum { COUNT_MAX = 65535 };
    const Node *open = &to->syntax->nodes[node->link];
    if (open->group != GROUP_LOOKBEHIND && open->group != GROUP_NOT_LOOKBEHIND)
        return;
    const Node *branch = &to->syntax->nodes[node->min];
    if (!(branch->flags & NODE_MEASURED))
        return;
    text_string(to->text, ")");
    for (uint32_t left = branch->number; left;) {
        uint32_t count = left < COUNT_MAX ? left : COUNT_MAX;
        put_enclosed(to, "(?s:.){", count, "}");
        left -= count;
    }
}

static void put_nodes(Translation *to, uint32_t from, uint32_t behind);

/* Can an assertion be written a second time? Groups in it would be others there. */
static bool is_repeatable(const Syntax *syntax, uint32_t from, uint32_t to)
{
    bool captures = false, asks = false;
    for (uint32_t i = from; i < to; i++) {
        const Node *node = &syntax->nodes[i];
        captures |= node->kind == NODE_OPEN && node->group == GROUP_CAPTURE;
        asks |= node->kind == NODE_REFERENCE ||
                (node->kind == NODE_OPEN && node->group == GROUP_CONDITION);
    }
    return !(captures && asks);
}

/* Before the second branch of a condition: a verb of the assertion acts when it has failed. */
static void put_assertion_again(Translation *to, uint32_t condition)
{
    const Syntax *syntax = to->syntax;
    uint32_t assertion = condition + 1;
    while (syntax->nodes[assertion].kind == NODE_CALLOUT)
        assertion++;
    const Node *node = &syntax->nodes[assertion];
    if (!(node->flags & NODE_ODD_ASSERTION) || is_odd_negative(node) || to->again ||
        !is_repeatable(syntax, assertion, node->link))
        return;
    to->again = true;
    text_string(to->text, "(?:");
    put_nodes(to, assertion, node->link + 1);
    text_string(to->text, "(*F)|)");
    to->again = false;
}

static bool asks_assertion(const Node *open)
{
    return open->group == GROUP_CONDITION && open->condition == CONDITION_ASSERTION;
}

static void put_alternative(Translation *to, const Node *node)
{
    put_length(to, node);
    text_string(to->text, "|");
    if (node->flags & NODE_MEASURED)
        text_string(to->text, "(?=");
    if (node->link && asks_assertion(&to->syntax->nodes[node->link]))
        put_assertion_again(to, node->link);
}

static void put_close(Translation *to, const Node *node)
{
    const Node *open = &to->syntax->nodes[node->link];
    put_length(to, node);
    if (asks_assertion(open) && !(open->flags & NODE_ALTERNATIVES)) {
        text_string(to->text, "|");
        put_assertion_again(to, node->link);
    }
    text_string(to->text, open->flags & NODE_ATOMIC || is_odd_negative(open) ? "))" : ")");
    put_quantifier(to, open);
}

static void put_node(Translation *to, const Node *node)
{
    switch ((NodeKind)node->kind) {
    case NODE_LITERAL:
        text_character(to->text, node->number);
        break;
    case NODE_PROPERTY:
        put_property(to, node);
        break;
    case NODE_CLASS:
        put_class(to, node);
        break;
    case NODE_TYPE:
    case NODE_BYTE:
    case NODE_SEQUENCE:
    case NODE_ASSERTION:
    case NODE_ACCEPT:
    case NODE_FAIL:
        if (node->kind == NODE_ACCEPT)
            text_string(to->text, "(*ACCEPT)");
        else
            put_source(to, node);
        break;
    case NODE_WORD_EDGE:
        text_string(to->text,
                    to->syntax->text[node->start + 3] == '<' ? "\\b(?=\\w)" : "\\b(?<=\\w)");
        break;
    case NODE_REFERENCE:
        put_by_name(to, node, "\\g{", "}", "\\k<", ">");
        break;
    case NODE_CALL:
        put_enclosed(to, "(?>(?", node->number, "))");
        break;
    case NODE_VERB:
        put_verb(to, node);
        break;
    case NODE_CALLOUT:
        break;
    case NODE_OPTIONS:
        text_string(to->text, "(?");
        put_options(to, node);
        text_string(to->text, ")");
        break;
    case NODE_OPEN:
        put_open(to, node);
        return;
    case NODE_ALTERNATIVE:
        put_alternative(to, node);
        return;
    case NODE_CLOSE:
        put_close(to, node);
        return;
    }
    put_quantifier(to, node);
}

static void put_nodes(Translation *to, uint32_t from, uint32_t behind)
{
    for (uint32_t i = from; i < behind; i++)
        put_node(to, &to->syntax->nodes[i]);
}

void translate(Syntax *syntax, Text *text)
{
    Translation to = {.syntax = syntax, .text = text};
    syntax->now = 0; /* all is known to be right */
    if (syntax->rename)
        rank_names(syntax);
    if (syntax->has_match_limit)
        put_enclosed(&to, "(*LIMIT_MATCH=", syntax->match_limit, ")");
    if (syntax->has_depth_limit)
        put_enclosed(&to, "(*LIMIT_DEPTH=", syntax->depth_limit, ")");
    put_nodes(&to, 1, syntax->count - 1);
}
