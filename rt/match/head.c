/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Heads of match specifications to instructions (program.h).
 *
 * Objects within objects wait on a stack of frames, so the depth of a head is no matter. Of a tuple
 * the immediate elements are compared first: they are the cheapest to look at.
 */
#include "rt/core/atom.h"
#include "rt/core/memory.h"
#include "rt/map/map.h"
#include "rt/match/program.h"

/* An object whose words stand at place[depth], and how far it has been compiled. */
typedef struct Frame {
    Term object;
    UInt next, depth;
    Term *pairs; /* of a map */
} Frame;

typedef struct Frames {
    Frame *frames;
    UInt count, capacity;
} Frames;

static Frame *push(Frames *stack, Term object, UInt depth)
{
    if (stack->count == stack->capacity) {
        UInt capacity = stack->capacity ? stack->capacity * 2 : 16;
        stack->frames = memory_realloc(MEMORY_TEMPORARY, stack->frames,
                                       stack->capacity * sizeof(Frame), capacity * sizeof(Frame));
        stack->capacity = capacity;
    }
    Frame *frame = &stack->frames[stack->count++];
    *frame = (Frame){.object = object, .depth = depth};
    return frame;
}

static void pop(Frames *stack)
{
    Frame *frame = &stack->frames[--stack->count];
    if (frame->pairs)
        memory_free(MEMORY_TEMPORARY, frame->pairs, map_size(frame->object) * 2 * sizeof(Term));
}

static void free_frames(Frames *stack)
{
    while (stack->count > 0)
        pop(stack);
    if (stack->frames)
        memory_free(MEMORY_TEMPORARY, stack->frames, stack->capacity * sizeof(Frame));
}

static bool is_plain_immediate(Term term)
{
    return term_is_immediate(term) && term != am_underscore && match_spec_variable(term) < 0;
}

static void emit_variable(MatchCompiler *compiler, int number, UInt depth, UInt index)
{
    UInt slot = match_variable_slot(compiler, number);
    MatchVariable *variable = &compiler->variables[slot];
    match_emit(compiler, variable->bound ? MATCH_SAME : MATCH_BIND, depth, index, slot);
    variable->bound = true;
}

static void enter_tuple(MatchCompiler *compiler, Frames *stack, Term tuple, UInt depth)
{
    const Term *elements = term_tuple_elements(tuple);
    for (UInt i = 0; i < term_tuple_arity(tuple); i++)
        if (is_plain_immediate(elements[i]))
            match_emit(compiler, MATCH_EQ, depth, i, elements[i]);
    push(stack, tuple, depth);
}

static void enter_map(Frames *stack, Term map, UInt depth)
{
    UInt size = map_size(map);
    Frame *frame = push(stack, map, depth);
    if (size == 0)
        return;
    Term *at = frame->pairs = memory_alloc(MEMORY_TEMPORARY, size * 2 * sizeof(Term));
    for (MapIterator it = map_iterate(map); map_next(&it); at += 2) {
        at[0] = it.key;
        at[1] = it.value;
    }
}

/* The word at place[depth][index] has to match `term`. */
static void compile_word(MatchCompiler *compiler, Frames *stack, Term term, UInt depth, UInt index)
{
    int number = match_spec_variable(term);
    if (depth + 2 > compiler->places)
        compiler->places = depth + 2;
    if (number >= 0) {
        emit_variable(compiler, number, depth, index);
    } else if (term_is_immediate(term)) {
        if (term != am_underscore)
            match_emit(compiler, MATCH_EQ, depth, index, term);
    } else if (term_is_cons(term)) {
        match_emit(compiler, MATCH_CELL, depth, index, 0);
        push(stack, term, depth + 1);
    } else if (term_is_tuple(term)) {
        match_emit(compiler, MATCH_TUPLE, depth, index, term_header(term));
        enter_tuple(compiler, stack, term, depth + 1);
    } else if (term_is_map(term)) {
        match_emit(compiler, MATCH_MAP, depth, index, map_size(term));
        enter_map(stack, term, depth + 1);
    } else if (term_is_float(term)) {
        match_emit(compiler, MATCH_FLOAT, depth, index, term_boxed_ptr(term)[1]);
    } else {
        match_emit(compiler, MATCH_EXACT, depth, index, term);
    }
}

static void step_list(MatchCompiler *compiler, Frames *stack, Frame *frame)
{
    Term cell = frame->object;
    UInt depth = frame->depth;
    if (frame->next++ == 0) {
        compile_word(compiler, stack, term_head(cell), depth, 0);
    } else if (term_is_cons(term_tail(cell))) {
        match_emit(compiler, MATCH_NEXT_CELL, depth, 0, 0);
        frame->object = term_tail(cell);
        frame->next = 0;
    } else {
        pop(stack);
        compile_word(compiler, stack, term_tail(cell), depth, 1);
    }
}

static void step_tuple(MatchCompiler *compiler, Frames *stack, Frame *frame)
{
    const Term *elements = term_tuple_elements(frame->object);
    UInt arity = term_tuple_arity(frame->object), at = frame->next;
    while (at < arity && is_plain_immediate(elements[at]))
        at++;
    frame->next = at + 1;
    if (at == arity)
        pop(stack);
    else
        compile_word(compiler, stack, elements[at], frame->depth, at);
}

/* A key that looks like a variable cannot be meant: that ends the compilation. */
static bool step_map(MatchCompiler *compiler, Frames *stack, Frame *frame)
{
    UInt at = frame->next++;
    if (at == map_size(frame->object)) {
        pop(stack);
        return true;
    }
    Term key = frame->pairs[2 * at], value = frame->pairs[2 * at + 1];
    if (match_spec_variable(key) >= 0 || key == am_underscore) {
        match_error(compiler, match_spec_variable(key) >= 0 ? "Variable found in map key."
                                                            : "Underscore found in map key.");
        return false;
    }
    match_emit(compiler, MATCH_KEY, frame->depth, 0, key);
    compile_word(compiler, stack, value, frame->depth + 1, 0);
    return true;
}

static bool step(MatchCompiler *compiler, Frames *stack)
{
    Frame *frame = &stack->frames[stack->count - 1];
    if (frame->depth + 2 >= MATCH_DEPTH_MAX)
        return false;
    if (term_is_cons(frame->object))
        step_list(compiler, stack, frame);
    else if (term_is_tuple(frame->object))
        step_tuple(compiler, stack, frame);
    else
        return step_map(compiler, stack, frame);
    return true;
}

/* Traces: the elements of the list are compared with the arguments, one by one. */
static bool compile_all(MatchCompiler *compiler, Frames *stack)
{
    while (stack->count > 0)
        if (!step(compiler, stack))
            return false;
    return true;
}

static bool compile_arguments(MatchCompiler *compiler, Frames *stack, Term list)
{
    UInt count = 0;
    for (Term at = list; term_is_cons(at); at = term_tail(at))
        count++;
    match_emit(compiler, MATCH_ARGUMENTS, 0, 0, count);
    UInt index = 0;
    for (Term at = list; term_is_cons(at); at = term_tail(at)) {
        compile_word(compiler, stack, term_head(at), 1, index++);
        if (!compile_all(compiler, stack))
            return false;
    }
    return true;
}

/* Traces: the head is no list. A tuple stands for the list of its elements. */
static bool compile_other_trace_head(MatchCompiler *compiler, Frames *stack, Term head)
{
    int number = match_spec_variable(head);
    compiler->whole_list = number >= 0 || head == am_underscore;
    if (number >= 0) {
        emit_variable(compiler, number, 0, 0);
        compiler->code[compiler->count - 1].op = MATCH_BIND_ARGUMENTS;
        return true;
    }
    if (head == am_underscore)
        return true;
    if (term_is_tuple(head)) {
        match_emit(compiler, MATCH_ARGUMENTS, 0, 0, term_tuple_arity(head));
        enter_tuple(compiler, stack, head, 1);
        return compile_all(compiler, stack);
    }
    UInt start = compiler->count;
    compile_word(compiler, stack, head, 0, 0);
    if (compile_all(compiler, stack))
        match_error(compiler, "Match head is invalid in this context.");
    compiler->count = start;
    return false;
}

bool match_compile_head(MatchCompiler *compiler, const MatchClause *clause)
{
    Frames stack = {.count = 0};
    bool good;
    for (UInt i = 0; i < compiler->variable_count; i++)
        compiler->variables[i].bound = false;
    compiler->whole_list = false;
    if (compiler->places < 2)
        compiler->places = 2;
    if (clause->is_arguments) {
        good = compile_arguments(compiler, &stack, clause->head);
    } else if (compiler->kind != MATCH_SPEC_TABLE) {
        good = compile_other_trace_head(compiler, &stack, clause->head);
    } else {
        compile_word(compiler, &stack, clause->head, 0, 0);
        good = compile_all(compiler, &stack);
    }
    free_frames(&stack);
    return good;
}
