/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The number of characters that a branch of a lookbehind matches, which has to be fixed (syntax.h).
 * The first thing decides that is not, as it decides what the error is called. Groups inside and
 * called groups are measured on an explicit stack; called groups once.
 */
#include "rt/core/memory.h"
#include "rt/re/syntax.h"

/* A group that is being measured, or (the first) the branch. */
typedef struct Frame {
    uint32_t group;  /* its OPEN */
    uint32_t at;     /* the next node in it */
    uint32_t caller; /* the node that is worth the result */
    int64_t length;  /* of the branches before; negative: there is none */
    int64_t branch;  /* of this one so far */
} Frame;

typedef struct Measure {
    const Syntax *syntax;
    int64_t *known;
    bool *odd;
    Frame *frames;
    uint32_t depth, room;
} Measure;

enum { LENGTH_MAX = INT32_MAX };

static void push(Measure *measure, uint32_t group, uint32_t at, uint32_t caller)
{
    if (measure->depth == measure->room) {
        uint32_t room = measure->room ? measure->room * 2 : 16;
        measure->frames = memory_realloc(MEMORY_TEMPORARY, measure->frames,
                                         measure->room * sizeof(Frame), room * sizeof(Frame));
        measure->room = room;
    }
    measure->frames[measure->depth++] = (Frame){group, at, caller, -1, 0};
}

/* Adds an item that is so long each time it is repeated; negative: the length is not fixed. */
static int64_t add(Frame *frame, const Node *node, int64_t length)
{
    if (node->min != node->max)
        return LENGTH_VARIABLE;
    frame->branch += length * node->min;
    return frame->branch > LENGTH_MAX ? LENGTH_VARIABLE : 0;
}

/* \C, \R and \X have a fixed length only when they are repeated, for then nobody looks at them. */
static int64_t add_counted(Measure *measure, Frame *frame, const Node *node, int64_t otherwise)
{
    *measure->odd = true;
    return node->min == 1 && node->max == 1 ? otherwise : add(frame, node, 1);
}

static int64_t begin_call(Measure *measure, uint32_t index)
{
    const Syntax *syntax = measure->syntax;
    const Node *node = &syntax->nodes[index];
    *measure->odd = true;
    if (node->min == 0 || (node->suffix == '+' && node->min == 1 && node->max == NODE_UNLIMITED))
        return LENGTH_VARIABLE;
    if (!measure->known)
        return LENGTH_CALLS;
    uint32_t open = node->number ? syntax->first_open[node->number] : 0;
    if (index >= open && index < syntax->nodes[open].link)
        return LENGTH_VARIABLE;
    /* Such a group, even called once, counts as what it is where it stands. */
    if (syntax->nodes[open].max == NODE_UNLIMITED && syntax->nodes[open].min <= 1)
        return LENGTH_VARIABLE;
    int64_t known = measure->known[node->number];
    if (known == LENGTH_MEASURING)
        return LENGTH_VARIABLE;
    if (known >= 0)
        return add(&measure->frames[measure->depth - 1], node, known);
    measure->known[node->number] = LENGTH_MEASURING;
    push(measure, open, open + 1, index);
    return 0;
}

static int64_t begin_group(Measure *measure, Frame *frame, uint32_t index)
{
    const Node *node = &measure->syntax->nodes[index];
    if (node->min == 0)
        return LENGTH_VARIABLE;
    if (node->group >= GROUP_LOOKAHEAD && node->group <= GROUP_NOT_LOOKBEHIND) {
        *measure->odd |= node->flags & NODE_QUANTIFIED;
        frame->at = node->link + 1;
        return 0;
    }
    bool once = node->group == GROUP_ATOMIC && node->suffix != '+';
    if (node->max == NODE_UNLIMITED && node->min == 1 && !once &&
        (node->suffix == '+' || (node->flags & NODE_MAY_BE_EMPTY)))
        return LENGTH_VARIABLE; /* whatever is in it */
    if (node->group == GROUP_CONDITION)
        *measure->odd = true;
    push(measure, index, index + 1, index);
    return 0;
}

/* The group of the last frame ends, having this length. */
static int64_t end_group(Measure *measure, int64_t length)
{
    uint32_t caller = measure->frames[--measure->depth].caller;
    const Node *node = &measure->syntax->nodes[caller];
    Frame *frame = &measure->frames[measure->depth - 1];
    if (node->kind == NODE_CALL)
        measure->known[node->number] = length;
    else
        frame->at = node->link + 1;
    return add(frame, node, length);
}

static int64_t end_branch(Measure *measure, Frame *frame, NodeKind kind)
{
    if (frame->length >= 0 && frame->length != frame->branch)
        return LENGTH_VARIABLE;
    frame->length = frame->branch;
    frame->branch = 0;
    return kind == NODE_ALTERNATIVE ? 0 : end_group(measure, frame->length);
}

/* One node; negative: the length is not fixed. */
static int64_t measure_node(Measure *measure, Frame *frame)
{
    uint32_t index = frame->at++;
    const Node *node = &measure->syntax->nodes[index];
    switch ((NodeKind)node->kind) {
    case NODE_LITERAL:
    case NODE_TYPE:
    case NODE_PROPERTY:
    case NODE_CLASS:
        return add(frame, node, 1);
    case NODE_BYTE:
        return measure->syntax->utf ? add_counted(measure, frame, node, LENGTH_BYTE)
                                    : add(frame, node, 1);
    case NODE_SEQUENCE:
        return add_counted(measure, frame, node, LENGTH_VARIABLE);
    case NODE_REFERENCE:
        *measure->odd = true;
        return node->max ? LENGTH_VARIABLE : 0;
    case NODE_WORD_EDGE:
        *measure->odd |= node->flags & NODE_QUANTIFIED;
        return node->min ? 0 : LENGTH_VARIABLE;
    case NODE_CALL:
        return begin_call(measure, index);
    case NODE_OPEN:
        return begin_group(measure, frame, index);
    case NODE_ACCEPT:
        *measure->odd = true;
        return end_branch(measure, frame, NODE_CLOSE);
    case NODE_ALTERNATIVE:
    case NODE_CLOSE:
        return end_branch(measure, frame, node->kind);
    case NODE_VERB:
        *measure->odd = true;
        return 0;
    default:
        return 0;
    }
}

int64_t syntax_length(const Syntax *syntax, uint32_t from, int64_t *known, bool *odd)
{
    const Node *start = &syntax->nodes[from];
    uint32_t group = start->kind == NODE_OPEN ? from : start->link;
    Measure measure = {.syntax = syntax, .known = known, .odd = odd};
    int64_t result = 0;
    *odd = false;
    push(&measure, group, from + 1, from);
    while (result >= 0) {
        Frame *frame = &measure.frames[measure.depth - 1];
        const Node *node = &syntax->nodes[frame->at];
        if (measure.depth == 1 && (node->kind == NODE_ACCEPT || node->kind == NODE_ALTERNATIVE ||
                                   node->kind == NODE_CLOSE)) {
            *odd |= node->kind == NODE_ACCEPT;
            result = frame->branch;
            break;
        }
        result = measure_node(&measure, frame);
    }
    memory_free(MEMORY_TEMPORARY, measure.frames, measure.room * sizeof(Frame));
    return result;
}
