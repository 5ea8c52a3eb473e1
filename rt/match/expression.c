/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Guards and bodies of match specifications to instructions (program.h).
 *
 * Expressions within expressions wait on a stack of frames. Every expression leaves one term on the
 * stack of the running specification. One that is constant, without {const, …} or {{…}} within, is
 * a single PUSH of the term that stands in the specification: when the last part of a list, tuple
 * or map turns out to be constant, the instructions for the parts are taken back.
 *
 * Arguments are evaluated from the last to the first, which {message, …} and {display, …} show.
 */
#include <stdio.h>
#include "rt/core/atom.h"
#include "rt/core/memory.h"
#include "rt/map/map.h"
#include "rt/match/functions.h"
#include "rt/match/program.h"

enum { REPEATED_ERRORS_MAX = 1000 };

typedef enum FrameKind { FRAME_LIST, FRAME_TUPLE, FRAME_MAP, FRAME_CALL, FRAME_SHORT } FrameKind;

/* An expression whose parts are being compiled. */
typedef struct Frame {
    FrameKind kind;
    Term term;  /* the expression */
    Term value; /* what it is when all parts are constant */
    const Term *words;
    Term cursor; /* lists: what is left */
    UInt next, count;
    UInt start;               /* instruction */
    UInt jumps;               /* andalso, orelse: the last jump to the end; 0: none */
    bool unchanged, constant; /* all parts so far */
    bool values_constant;     /* maps: all values */
    UInt errors;              /* before it */
    MatchOp op;
    Term function; /* its address, or the number of booleans */
    Term *owned;
} Frame;

typedef struct Frames {
    Frame *frames;
    UInt count, capacity;
    /* Of the part compiled last: is it constant; is it so just as it stands in the specification?
     */
    bool constant, unchanged;
} Frames;

static Frame *push_frame(Frames *stack, FrameKind kind, Term term, UInt start)
{
    if (stack->count == stack->capacity) {
        UInt capacity = stack->capacity ? stack->capacity * 2 : 16;
        stack->frames = memory_realloc(MEMORY_TEMPORARY, stack->frames,
                                       stack->capacity * sizeof(Frame), capacity * sizeof(Frame));
        stack->capacity = capacity;
    }
    Frame *frame = &stack->frames[stack->count++];
    *frame = (Frame){.kind = kind,
                     .term = term,
                     .value = term,
                     .start = start,
                     .unchanged = true,
                     .constant = true};
    return frame;
}

static void pop_frame(Frames *stack)
{
    Frame *frame = &stack->frames[--stack->count];
    if (frame->owned)
        memory_free(MEMORY_TEMPORARY, frame->owned, frame->count * sizeof(Term));
}

static void free_frames(Frames *stack)
{
    while (stack->count > 0)
        pop_frame(stack);
    if (stack->frames)
        memory_free(MEMORY_TEMPORARY, stack->frames, stack->capacity * sizeof(Frame));
}

/* One instruction that leaves `pushed` terms more than it takes. */
static void emit(MatchCompiler *compiler, MatchOp op, Term value, SInt pushed)
{
    match_emit(compiler, op, 0, 0, value);
    compiler->stack_now += (UInt)pushed;
    if (compiler->stack_now > compiler->stack_most)
        compiler->stack_most = compiler->stack_now;
}

static void emit_push(MatchCompiler *compiler, Term term)
{
    emit(compiler, term_is_immediate(term) ? MATCH_PUSH : MATCH_PUSH_TERM, term, 1);
}

/* After an error: the expression counts as one that pushed something. */
static bool go_on(MatchCompiler *compiler, Frames *stack, bool more)
{
    compiler->stack_now++;
    stack->constant = stack->unchanged = false;
    return more;
}

/* ---- functions and special forms
 * --------------------------------------------------------------- */

typedef struct Function {
    Term name;
    UInt arity;
    MatchOp op;
    Term address;
} Function;

static const MatchOp call_ops[] = {MATCH_CALL_0, MATCH_CALL_1, MATCH_CALL_2, MATCH_CALL_3};

static bool find_function(Term name, UInt arity, Function *found)
{
#define MATCH_FUNCTION(function, count)                                     \
    if (name == am_##function && arity == (count)) {                        \
        *found = (Function){name, arity, call_ops[count],                   \
                            (Term)(void *)bif_erlang_##function##_##count}; \
        return true;                                                        \
    }
#define MATCH_OPERATOR(function, count, instruction)      \
    if (name == am_##function && arity == (count)) {      \
        *found = (Function){name, arity, instruction, 0}; \
        return true;                                      \
    }
#include "rt/match/functions.def"
    return false;
}

/* Special forms of traces. */
typedef struct Action {
    Term name;
    const char *checked_name; /* in texts about where it may stand */
    enum { NEEDS_TRACE, NEEDS_CONTROL, NEEDS_CALL } needs;
    bool in_guard;
    uint8_t least, most; /* arguments */
    MatchOp op;          /* with `least` arguments; the next one with one more */
} Action;

static const Action actions[] = {
    {am_message, "message", NEEDS_TRACE, false, 1, 1, MATCH_RESULT},
    {am_return_trace, "return_trace", NEEDS_TRACE, false, 0, 0, MATCH_RETURN_TRACE},
    {am_exception_trace, "exception_trace", NEEDS_TRACE, false, 0, 0, MATCH_EXCEPTION_TRACE},
    {am_display, "display", NEEDS_TRACE, false, 1, 1, MATCH_DISPLAY},
    {am_is_seq_trace, "is_seq_trace", NEEDS_CONTROL, true, 0, 0, MATCH_IS_SEQ_TRACE},
    {am_set_seq_token, "set_seq_trace", NEEDS_CONTROL, false, 2, 2, MATCH_SET_SEQ_TOKEN},
    {am_get_seq_token, "get_seq_token", NEEDS_CONTROL, false, 0, 0, MATCH_GET_SEQ_TOKEN},
    {am_process_dump, "process_dump", NEEDS_CONTROL, false, 0, 0, MATCH_PROCESS_DUMP},
    {am_enable_trace, "enable_trace", NEEDS_CONTROL, false, 1, 2, MATCH_ENABLE_TRACE},
    {am_disable_trace, "disable_trace", NEEDS_CONTROL, false, 1, 2, MATCH_DISABLE_TRACE},
    {am_trace, "trace", NEEDS_CONTROL, false, 2, 3, MATCH_TRACE_FLAGS},
    {am_caller, "caller", NEEDS_CALL, false, 0, 0, MATCH_CALLER},
    {am_caller_line, "caller_line", NEEDS_CALL, false, 0, 0, MATCH_CALLER_LINE},
    {am_silent, "silent", NEEDS_CONTROL, false, 1, 1, MATCH_SILENT},
};

static const Action *find_action(Term name)
{
    for (size_t i = 0; i < sizeof actions / sizeof *actions; i++)
        if (actions[i].name == name)
            return &actions[i];
    return NULL;
}

static bool is_allowed(const MatchCompiler *compiler, const Action *action)
{
    if (action->needs == NEEDS_CALL)
        return compiler->kind == MATCH_SPEC_TRACE;
    return action->needs == NEEDS_TRACE || compiler->kind != MATCH_SPEC_TRACE_RECEIVE;
}

static Frame *push_call(Frames *stack, MatchCompiler *compiler, Term term, MatchOp op,
                        Term function)
{
    Frame *frame = push_frame(stack, FRAME_CALL, term, compiler->count);
    frame->words = term_tuple_elements(term) + 1;
    frame->count = term_tuple_arity(term) - 1;
    frame->op = op;
    frame->function = function;
    return frame;
}

static bool begin_action(MatchCompiler *compiler, Frames *stack, Term term, const Action *action)
{
    const char *name = action->checked_name;
    UInt arity = term_tuple_arity(term) - 1;
    if (compiler->kind == MATCH_SPEC_TABLE)
        return go_on(compiler, stack,
                     match_error(compiler, "Special form '%s' used in wrong dialect.", name));
    if (!is_allowed(compiler, action))
        return go_on(
            compiler, stack,
            match_error(compiler, "Special form '%s' not allow for this trace event.", name));
    if (!compiler->in_body && !action->in_guard)
        return go_on(compiler, stack,
                     match_error(compiler, "Special form '%s' called in guard context.", name));
    if (arity < action->least || arity > action->most) {
        char text[80];
        snprintf(text, sizeof text, "Special form '%s' called with %s in ",
                 action->op == MATCH_SET_SEQ_TOKEN ? "set_seq_token" : name,
                 action->most ? "wrong number of arguments" : "arguments");
        return go_on(compiler, stack, match_error_term(compiler, text, term, "."));
    }
    push_call(stack, compiler, term, (MatchOp)(action->op + (arity > action->least)),
              compiler->pretend);
    return true;
}

/* Those that only traces may call: the trace control word. */
static bool find_trace_function(const MatchCompiler *compiler, Term name, UInt arity,
                                Function *found, bool *allowed)
{
    if (name == am_get_tcw && arity == 0) {
        *found = (Function){name, 0, MATCH_CALL_0, (Term)(void *)match_get_trace_word};
        *allowed = compiler->kind != MATCH_SPEC_TABLE;
        return true;
    }
    if ((name == am_set_tcw || name == am_set_tcw_fake) && arity == 1) {
        bool fake = compiler->pretend || name == am_set_tcw_fake;
        *found = (Function){name, 1, MATCH_CALL_1,
                            fake ? (Term)(void *)match_check_trace_word
                                 : (Term)(void *)match_set_trace_word};
        *allowed = compiler->kind != MATCH_SPEC_TABLE && compiler->in_body;
        return true;
    }
    return false;
}

static bool begin_function(MatchCompiler *compiler, Frames *stack, Term term)
{
    Term name = term_tuple_elements(term)[0];
    UInt arity = term_tuple_arity(term) - 1;
    Function function;
    char text[64];
    bool allowed = true;
    if (!find_function(name, arity, &function) &&
        !find_trace_function(compiler, name, arity, &function, &allowed)) {
        snprintf(text, sizeof text, "/%d does_not_exist.", (int)arity);
        return go_on(compiler, stack, match_error_term(compiler, "Function ", name, text));
    }
    if (!allowed) {
        snprintf(text, sizeof text, "/%d cannot be called in this context.", (int)arity);
        return go_on(compiler, stack, match_error_term(compiler, "Function ", name, text));
    }
    push_call(stack, compiler, term, function.op, function.address);
    return true;
}

static bool begin_logical(MatchCompiler *compiler, Frames *stack, Term term, const char *name,
                          MatchOp op)
{
    char text[80];
    UInt count = term_tuple_arity(term) - 1;
    if (count == 0) {
        snprintf(text, sizeof text, "Special form '%s' called without arguments in ", name);
        return go_on(compiler, stack, match_error_term(compiler, text, term, "."));
    }
    Frame *frame = push_call(stack, compiler, term, op, count);
    if (op == MATCH_ANDALSO || op == MATCH_ORELSE)
        frame->kind = FRAME_SHORT;
    return true;
}

/* {const, Term} */
static bool compile_const(MatchCompiler *compiler, Frames *stack, Term term)
{
    if (term_tuple_arity(term) != 2)
        return go_on(compiler, stack,
                     match_error_term(compiler,
                                      "Special form 'const' called with more than one "
                                      "argument in ",
                                      term, "."));
    emit_push(compiler, term_tuple_elements(term)[1]);
    stack->constant = true;
    stack->unchanged = false;
    return true;
}

static bool compile_self(MatchCompiler *compiler, Frames *stack, Term term)
{
    if (term_tuple_arity(term) != 1)
        return go_on(
            compiler, stack,
            match_error_term(compiler, "Special form 'self' called with arguments in ", term, "."));
    emit(compiler, MATCH_SELF, 0, 1);
    stack->constant = stack->unchanged = false;
    return true;
}

static bool begin_call(MatchCompiler *compiler, Frames *stack, Term term)
{
    Term name = term_tuple_elements(term)[0];
    switch (name) {
    case am_const:
        return compile_const(compiler, stack, term);
    case am_self:
        return compile_self(compiler, stack, term);
    case am_and:
        return begin_logical(compiler, stack, term, "and", MATCH_AND);
    case am_or:
        return begin_logical(compiler, stack, term, "or", MATCH_OR);
    case am_andalso:
    case am_andthen:
        return begin_logical(compiler, stack, term, "andalso", MATCH_ANDALSO);
    case am_orelse:
        return begin_logical(compiler, stack, term, "orelse", MATCH_ORELSE);
    default:
        break;
    }
    const Action *action = find_action(name);
    return action ? begin_action(compiler, stack, term, action)
                  : begin_function(compiler, stack, term);
}

/* ---- expressions
 * ------------------------------------------------------------------------------- */

static bool compile_variable(MatchCompiler *compiler, Frames *stack, int number)
{
    UInt slot = match_variable_slot(compiler, number);
    if (slot == MATCH_NO_VARIABLE || !compiler->variables[slot].bound)
        return go_on(compiler, stack, match_error(compiler, "Variable $%d is unbound.", number));
    emit(compiler, MATCH_PUSH_VARIABLE, slot, 1);
    return true;
}

static void compile_all_bindings(MatchCompiler *compiler)
{
    UInt count = 0;
    for (UInt i = 0; i < compiler->variable_count; i++)
        if (compiler->variables[i].bound) {
            emit(compiler, MATCH_PUSH_VARIABLE, i, 1);
            count++;
        }
    emit(compiler, MATCH_PUSH, TERM_NIL, 1);
    if (count > 0)
        emit(compiler, MATCH_MAKE_LIST, count, -(SInt)count);
}

static bool compile_immediate(MatchCompiler *compiler, Frames *stack, Term term)
{
    int number = match_spec_variable(term);
    stack->constant = stack->unchanged = false;
    if (number >= 0)
        return compile_variable(compiler, stack, number);
    if (term == am_whole_object) {
        emit(compiler,
             compiler->kind == MATCH_SPEC_TABLE ? MATCH_PUSH_OBJECT : MATCH_PUSH_ARGUMENTS, 0, 1);
    } else if (term == am_all_bindings) {
        compile_all_bindings(compiler);
    } else {
        emit_push(compiler, term);
        stack->constant = stack->unchanged = true;
    }
    return true;
}

/* Values before keys, both from the last to the first. */
static void begin_map(MatchCompiler *compiler, Frames *stack, Term map)
{
    UInt size = map_size(map), at = size;
    Frame *frame = push_frame(stack, FRAME_MAP, map, compiler->count);
    frame->errors = compiler->errors ? compiler->errors->count : 0;
    if (size == 0)
        return;
    frame->count = 2 * size;
    frame->owned = memory_alloc(MEMORY_TEMPORARY, frame->count * sizeof(Term));
    for (MapIterator it = map_iterate(map); map_next(&it);) {
        at--;
        frame->owned[at] = it.value;
        frame->owned[size + at] = it.key;
    }
    frame->words = frame->owned;
}

static bool begin_tuple(MatchCompiler *compiler, Frames *stack, Term term)
{
    UInt arity = term_tuple_arity(term);
    Term first = arity ? term_tuple_elements(term)[0] : TERM_NIL;
    if (arity == 1 && term_is_tuple(first)) {
        Frame *frame = push_frame(stack, FRAME_TUPLE, term, compiler->count);
        frame->value = first;
        frame->words = term_tuple_elements(first);
        frame->count = term_tuple_arity(first);
        return true;
    }
    if (term_is_atom(first) && match_spec_variable(first) < 0)
        return begin_call(compiler, stack, term);
    return go_on(compiler, stack,
                 match_error_term(compiler, "", term,
                                  " is neither a function call, nor a tuple (tuples are written "
                                  "{{ ... }})."));
}

/* Compiles what has no parts, else pushes a frame. */
static bool begin(MatchCompiler *compiler, Frames *stack, Term term)
{
    if (term_is_immediate(term))
        return compile_immediate(compiler, stack, term);
    if (term_is_cons(term)) {
        push_frame(stack, FRAME_LIST, term, compiler->count)->cursor = term;
    } else if (term_is_map(term)) {
        begin_map(compiler, stack, term);
    } else if (term_is_tuple(term)) {
        return begin_tuple(compiler, stack, term);
    } else {
        emit_push(compiler, term);
        stack->constant = stack->unchanged = true;
    }
    return true;
}

/* The next part of the expression; false: there is none left. */
static bool next_part(Frame *frame, Term *part)
{
    UInt at = frame->next++;
    switch (frame->kind) {
    case FRAME_LIST:
        if (frame->cursor == THE_NON_VALUE)
            return false;
        if (term_is_cons(frame->cursor)) {
            *part = term_head(frame->cursor);
            frame->cursor = term_tail(frame->cursor);
        } else {
            *part = frame->cursor;
            frame->cursor = THE_NON_VALUE;
        }
        return true;
    case FRAME_MAP:
    case FRAME_SHORT:
        *part = at < frame->count ? frame->words[at] : TERM_NIL;
        return at < frame->count;
    default:
        *part = at < frame->count ? frame->words[frame->count - 1 - at] : TERM_NIL;
        return at < frame->count;
    }
}

/* Between the parts of andalso and orelse; the value stays when it decides. */
static void emit_decision(MatchCompiler *compiler, Frame *frame)
{
    emit(compiler, frame->next < frame->count ? frame->op : MATCH_JUMP, frame->jumps, -1);
    frame->jumps = compiler->count - 1;
}

static void finish_short(MatchCompiler *compiler, const Frame *frame)
{
    emit(compiler, MATCH_PUSH, term_bool(frame->op == MATCH_ANDALSO), 1);
    for (UInt jump = frame->jumps; jump;) {
        UInt before = compiler->code[jump].value;
        compiler->code[jump].value = compiler->count;
        jump = before;
    }
}

static void finish_call(MatchCompiler *compiler, const Frame *frame)
{
    SInt popped = (SInt)frame->count;
    if (frame->op == MATCH_RESULT || frame->op == MATCH_SILENT) {
        emit(compiler, frame->op, 0, -1);
        emit(compiler, MATCH_PUSH, am_true, 1);
    } else {
        emit(compiler, frame->op, frame->function, 1 - popped);
    }
}

static void finish(MatchCompiler *compiler, Frames *stack, const Frame *frame)
{
    bool data = frame->kind != FRAME_CALL && frame->kind != FRAME_SHORT;
    SInt parts = (SInt)frame->next - 1;
    stack->constant = data && frame->constant;
    stack->unchanged = false;
    if (data && frame->unchanged) {
        compiler->count = frame->start;
        compiler->stack_now -= (UInt)parts;
        emit_push(compiler, frame->value);
        stack->unchanged = frame->value == frame->term;
        return;
    }
    switch (frame->kind) {
    case FRAME_LIST:
        emit(compiler, MATCH_MAKE_LIST, (Term)parts - 1, 1 - parts);
        break;
    case FRAME_TUPLE:
        emit(compiler, MATCH_MAKE_TUPLE, frame->count, 1 - parts);
        break;
    case FRAME_MAP:
        emit(compiler, MATCH_MAKE_MAP, frame->count / 2, 1 - parts);
        break;
    case FRAME_SHORT:
        finish_short(compiler, frame);
        break;
    case FRAME_CALL:
        finish_call(compiler, frame);
        break;
    }
}

/* ERTS compiles the keys of a map twice when only the values are constant, and tells errors in them
 * twice. */
static bool looks_again(MatchCompiler *compiler, Frame *frame)
{
    if (frame->kind != FRAME_MAP || !frame->values_constant || frame->constant ||
        !compiler->errors || compiler->errors->count == frame->errors ||
        compiler->errors->count > REPEATED_ERRORS_MAX)
        return false;
    frame->values_constant = false;
    frame->next = frame->count / 2;
    compiler->stack_now -= frame->count / 2;
    return true;
}

static bool compile_expression(MatchCompiler *compiler, Frames *stack, Term term)
{
    if (!begin(compiler, stack, term))
        return false;
    while (stack->count > 0) {
        Frame *frame = &stack->frames[stack->count - 1];
        if (frame->next > 0) {
            frame->unchanged &= stack->unchanged;
            frame->constant &= stack->constant;
            if (frame->kind == FRAME_SHORT)
                emit_decision(compiler, frame);
            if (2 * frame->next == frame->count)
                frame->values_constant = frame->constant;
        }
        Term part;
        if (next_part(frame, &part)) {
            if (!begin(compiler, stack, part))
                return false;
        } else if (!looks_again(compiler, frame)) {
            finish(compiler, stack, frame);
            pop_frame(stack);
        }
    }
    return true;
}

bool match_compile_expressions(MatchCompiler *compiler, Term list)
{
    Frames stack = {.count = 0};
    bool good = true;
    if (term_is_nil(list))
        return true;
    if (!term_is_cons(list))
        return match_error(compiler, "Match expression is not a list.");
    if (compiler->in_body)
        match_emit(compiler, MATCH_BODY, 0, 0, 0);
    for (; good && term_is_cons(list); list = term_tail(list)) {
        good = compile_expression(compiler, &stack, term_head(list));
        if (good)
            emit(compiler, compiler->in_body ? MATCH_DROP : MATCH_TRUE, 0, -1);
    }
    free_frames(&stack);
    if (!good)
        return false;
    if (!term_is_nil(list))
        return match_error(compiler, "Match expression is not a proper list.");
    if (compiler->in_body && compiler->kind == MATCH_SPEC_TABLE)
        compiler->code[compiler->count - 1].op = MATCH_RESULT;
    return true;
}
