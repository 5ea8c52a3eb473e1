/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What can be said about an expression only when all of it has been read (syntax.h): which groups
 * are meant, whether lookbehinds have a fixed length, whether a call could call itself for ever
 * without taking a character. One walk over the nodes; a call looks at the groups around it, of
 * which there are RE_NEST_LIMIT at most.
 *
 * It also marks what translate.c has to know: groups that refer back to themselves, assertions in
 * which verbs act, branches of lookbehinds and their lengths.
 */
#include <string.h>

#include "rt/core/memory.h"
#include "rt/re/syntax.h"

/* Can what was seen of a branch match nothing? The first thing that tells decides. */
typedef enum Empty { EMPTY_SO_FAR, EMPTY_YES, EMPTY_NO } Empty;

typedef struct Frame {
    uint32_t node;   /* OPEN */
    uint32_t branch; /* OPEN or ALTERNATIVE: where the branch begins */
    uint32_t branches;
    uint32_t conditions; /* conditional groups up to here */
    uint8_t empty;       /* Empty, of the branch */
    uint8_t first_empty; /* of the first branch, when that has ended */
    bool may_be_empty;   /* a branch before */
} Frame;

typedef struct Check {
    Syntax *syntax;
    Frame *frames; /* RE_NEST_LIMIT + 1 */
    uint32_t depth;
    uint32_t highest; /* group that is referred back to */
    bool pending;     /* lookbehinds with calls */
} Check;

/* ---- emptiness --------------------------------------------------------------------------- */

static void decide(Check *check, Empty empty)
{
    Frame *frame = &check->frames[check->depth];
    if (frame->empty == EMPTY_SO_FAR)
        frame->empty = (uint8_t)empty;
}

static void end_branch(Check *check)
{
    Frame *frame = &check->frames[check->depth];
    frame->may_be_empty |= frame->empty != EMPTY_NO;
    if (frame->branches == 1)
        frame->first_empty = frame->empty;
    frame->empty = EMPTY_SO_FAR;
}

static bool is_assertion(const Node *open)
{
    return open->group >= GROUP_LOOKAHEAD && open->group <= GROUP_NOT_LOOKBEHIND;
}

/* A call from within the group: nothing needs to match between its beginning and here? In an
 * assertion it is its first branch that counts for those around it. */
static bool could_loop(const Check *check, uint32_t called)
{
    const Frame *frame = &check->frames[check->depth];
    if (frame->conditions) /* they may ask whether it is a call */
        return false;
    for (;; frame--) {
        if (frame->empty == EMPTY_NO)
            return false;
        if (frame->node == called)
            return true;
        if (frame->branches > 1 && frame->first_empty == EMPTY_NO &&
            frame[-1].empty == EMPTY_SO_FAR && is_assertion(&check->syntax->nodes[frame->node]))
            return false;
    }
}

/* ---- references -------------------------------------------------------------------------- */

static bool no_group(Check *check, uint32_t place)
{
    return syntax_fail(check->syntax, RE_NO_SUCH_GROUP, place);
}

/* A back reference to a group that it stands in makes this group atomic. */
static void refer_back(Check *check, uint32_t number)
{
    Syntax *syntax = check->syntax;
    if (number > check->highest)
        check->highest = number;
    for (uint32_t i = check->depth; i > 0; i--) {
        Node *open = &syntax->nodes[check->frames[i].node];
        if (open->group == GROUP_CAPTURE && open->number == number) {
            open->flags |= NODE_ATOMIC;
            syntax->rewrite = true;
            return;
        }
    }
}

static bool check_reference(Check *check, Node *node)
{
    Syntax *syntax = check->syntax;
    if (!node->name_size) {
        refer_back(check, node->number);
        return true;
    }
    const Name *name = syntax_name(syntax, node->name, node->name_size);
    if (!name)
        return no_group(check, node->end - 1);
    for (; name; name = syntax_next_name(syntax, name))
        refer_back(check, name->number);
    return true;
}

static bool check_call(Check *check, uint32_t index)
{
    Syntax *syntax = check->syntax;
    Node *node = &syntax->nodes[index];
    syntax->rewrite = true;
    if (node->name_size) {
        const Name *name = syntax_name(syntax, node->name, node->name_size);
        if (!name)
            return no_group(check, node->end - 1);
        node->number = name->number;
    }
    if (node->number > syntax->groups)
        return no_group(check, node->end - 1);
    uint32_t called = node->number ? syntax->first_open[node->number] : 0;
    bool known = node->number == 0 || called;
    bool open = known && index < syntax->nodes[called].link;
    if (open && could_loop(check, called))
        return syntax_fail(syntax, RE_ENDLESS_CALL, node->end - 1);
    if (node->min == 0)
        return true;
    if (!known || open) {
        if (!(node->flags & NODE_QUANTIFIED))
            decide(check, EMPTY_YES);
    } else if (!(syntax->nodes[called].flags & NODE_MAY_BE_EMPTY)) {
        decide(check, EMPTY_NO);
    }
    return true;
}

/* ---- conditions -------------------------------------------------------------------------- */

/* R, R and digits, or DEFINE. */
static bool check_word(Check *check, Node *node)
{
    const uint8_t *word = check->syntax->text + node->name;
    if (word[0] == 'R') {
        uint32_t number = 0;
        for (uint32_t i = 1; i < node->name_size; i++) {
            if (!syntax_digit(word[i]))
                return no_group(check, node->end);
            if (number > INT32_MAX / 10 - 1)
                return syntax_fail(check->syntax, RE_NUMBER_TOO_BIG, node->end);
            number = number * 10 + (uint32_t)(word[i] - '0');
        }
        node->condition = CONDITION_IN_GROUP;
        node->number = number;
        node->name_size = 0;
        check->syntax->rewrite |= number > check->syntax->groups;
        return true;
    }
    if (node->name_size != 6 || memcmp(word, "DEFINE", 6) != 0)
        return no_group(check, node->end);
    node->condition = CONDITION_DEFINE;
    node->flags &= (uint8_t)~NODE_QUANTIFIED; /* it may be repeated, which means nothing */
    node->min = node->max = 1;
    return true;
}

static bool check_condition(Check *check, Node *node)
{
    Syntax *syntax = check->syntax;
    if (node->condition == CONDITION_ASSERTION)
        return true;
    if (!node->name_size) {
        if (node->flags & NODE_ZERO)
            return syntax_fail(syntax, RE_CONDITION_ZERO, node->end);
        return (node->number && node->number <= syntax->groups) || no_group(check, node->end);
    }
    const Name *name = syntax_name(syntax, node->name, node->name_size);
    if (!name)
        return node->condition == CONDITION_WORD ? check_word(check, node)
                                                 : no_group(check, node->end);
    if (node->condition == CONDITION_WORD)
        node->condition = CONDITION_GROUP;
    return true;
}

static bool check_branches(Check *check, const Node *open, uint32_t branches, uint32_t place)
{
    if (open->group != GROUP_CONDITION)
        return true;
    if (open->condition == CONDITION_DEFINE)
        return branches == 1 || syntax_fail(check->syntax, RE_DEFINE_BRANCHES, place);
    return branches <= 2 || syntax_fail(check->syntax, RE_CONDITION_BRANCHES, place);
}

/* ---- lookbehinds ------------------------------------------------------------------------- */

static bool check_length(Check *check, uint32_t branch, int64_t *known, uint32_t place)
{
    Syntax *syntax = check->syntax;
    bool odd;
    int64_t length = syntax_length(syntax, branch, known, &odd);
    if (length == LENGTH_CALLS) {
        check->pending = true;
        return true;
    }
    if (length < 0)
        return syntax_fail(
            syntax, length == LENGTH_BYTE ? RE_BYTE_IN_LOOKBEHIND : RE_LOOKBEHIND_NOT_FIXED, place);
    if (odd) {
        syntax->nodes[branch].flags |= NODE_MEASURED;
        syntax->nodes[branch].number = (uint32_t)length;
        syntax->rewrite = true;
    }
    return true;
}

static bool is_lookbehind(const Node *open)
{
    return open->kind == NODE_OPEN &&
           (open->group == GROUP_LOOKBEHIND || open->group == GROUP_NOT_LOOKBEHIND);
}

/* Those that had to wait for the whole expression. */
static bool check_pending(Check *check)
{
    Syntax *syntax = check->syntax;
    size_t size = (syntax->groups + 1) * sizeof(int64_t);
    int64_t *known = memory_alloc(MEMORY_TEMPORARY, size);
    bool fine = true;
    for (uint32_t i = 0; i <= syntax->groups; i++)
        known[i] = LENGTH_UNKNOWN;
    for (uint32_t i = 0; fine && i < syntax->count; i++) {
        const Node *node = &syntax->nodes[i];
        if (is_lookbehind(node) ||
            (node->kind == NODE_ALTERNATIVE && is_lookbehind(&syntax->nodes[node->link])))
            fine = check_length(check, i, known, syntax->at);
    }
    memory_free(MEMORY_TEMPORARY, known, size);
    return fine;
}

/* ---- the walk ---------------------------------------------------------------------------- */

/* What is here makes the conditions odd that it stands in: a verb the positive ones, a group the
 * negative ones. */
static void mark_conditions(Check *check, bool negative)
{
    for (uint32_t i = check->depth; i > 0; i--) {
        Node *open = &check->syntax->nodes[check->frames[i].node];
        if (open->condition == CONDITION_ASSERTION && is_assertion(open) &&
            negative ==
                (open->group == GROUP_NOT_LOOKAHEAD || open->group == GROUP_NOT_LOOKBEHIND)) {
            open->flags |= NODE_ODD_ASSERTION;
            check->syntax->rewrite = true;
        }
    }
}

static bool check_open(Check *check, uint32_t index)
{
    Syntax *syntax = check->syntax;
    Node *node = &syntax->nodes[index];
    bool condition = node->group == GROUP_CONDITION;
    if (condition && !check_condition(check, node))
        return false;
    if (node->group == GROUP_CAPTURE && !syntax->first_open[node->number])
        syntax->first_open[node->number] = index;
    if (node->group == GROUP_CAPTURE)
        mark_conditions(check, true);
    uint32_t conditions = check->frames[check->depth].conditions + condition;
    check->frames[++check->depth] = (Frame){
        .node = index,
        .branch = index,
        .branches = 1,
        .conditions = conditions,
    };
    return true;
}

/* Of the group, at an ALTERNATIVE or CLOSE. */
static bool check_branch_end(Check *check, uint32_t index)
{
    Frame *frame = &check->frames[check->depth];
    Node *node = &check->syntax->nodes[index];
    end_branch(check);
    if (!is_lookbehind(&check->syntax->nodes[frame->node]))
        return true;
    node->min = frame->branch;
    return check_length(check, frame->branch, NULL, node->start);
}

static bool check_alternative(Check *check, uint32_t index)
{
    Frame *frame = &check->frames[check->depth];
    if (!check_branch_end(check, index))
        return false;
    frame->branches++;
    frame->branch = index;
    return true;
}

static bool check_close(Check *check, uint32_t index)
{
    const Frame *frame = &check->frames[check->depth];
    Node *open = &check->syntax->nodes[frame->node];
    if (!check_branch_end(check, index) ||
        !check_branches(check, open, frame->branches, check->syntax->nodes[index].start))
        return false;
    /* The branch that a condition lacks is empty; repeated without limit, it does not count. */
    if (frame->may_be_empty ||
        (open->group == GROUP_CONDITION && frame->branches == 1 && open->max != NODE_UNLIMITED))
        open->flags |= NODE_MAY_BE_EMPTY;
    check->depth--;
    if (!is_assertion(open) && open->min && !(open->flags & NODE_MAY_BE_EMPTY))
        decide(check, EMPTY_NO);
    return true;
}

static bool check_node(Check *check, uint32_t index)
{
    Node *node = &check->syntax->nodes[index];
    switch ((NodeKind)node->kind) {
    case NODE_LITERAL:
    case NODE_TYPE:
    case NODE_PROPERTY:
    case NODE_BYTE:
    case NODE_SEQUENCE:
    case NODE_CLASS:
        if (node->min)
            decide(check, EMPTY_NO);
        return true;
    case NODE_REFERENCE:
        return check_reference(check, node);
    case NODE_CALL:
        return check_call(check, index);
    case NODE_VERB:
        if (node->flags & NODE_MOVES_START)
            mark_conditions(check, false);
        return true;
    case NODE_OPEN:
        return check_open(check, index);
    case NODE_ALTERNATIVE:
        return check_alternative(check, index);
    case NODE_CLOSE:
        return check_close(check, index);
    default:
        return true;
    }
}

bool syntax_check(Syntax *syntax)
{
    enum { FRAMES_SIZE = (RE_NEST_LIMIT + 1) * sizeof(Frame) };
    Check check = {.syntax = syntax};
    check.frames = memory_alloc(MEMORY_TEMPORARY, FRAMES_SIZE);
    check.frames[0] = (Frame){.branches = 1};
    syntax->first_open =
        memory_alloc_zero(MEMORY_TEMPORARY, (syntax->groups + 1) * sizeof(uint32_t));
    bool fine = true;
    /* Not the first and the last one, which stand for the whole. */
    for (uint32_t i = 1; fine && i + 1 < syntax->count; i++)
        fine = check_node(&check, i);
    if (fine && syntax->at < syntax->size)
        fine = syntax_fail(syntax, RE_UNMATCHED_PARENTHESIS, syntax->at);
    if (fine && check.highest > syntax->groups)
        fine = no_group(&check, syntax->at);
    if (fine && check.pending)
        fine = check_pending(&check);
    memory_free(MEMORY_TEMPORARY, check.frames, FRAMES_SIZE);
    return fine;
}
