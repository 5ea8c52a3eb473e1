/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Running match specifications (program.h), by the thread that runs the process.
 *
 * Guards look at the object where it is, and their values die with them: what they built is given
 * back. From the BODY instruction on the values may become parts of the result, so terms of the
 * specification are copied, and terms of the object unless they are on the process's heap anyway.
 */
#include <string.h>
#include "rt/core/bif.h"
#include "rt/core/compare.h"
#include "rt/core/copy.h"
#include "rt/core/memory.h"
#include "rt/core/off_heap.h"
#include "rt/map/map.h"
#include "rt/match/functions.h"
#include "rt/match/program.h"
#include "rt/match/trace_actions.h"
#include "rt/trace/token.h"
#include "rt/text/display.h"
#include "rt/text/output.h"

enum { WORKSPACE_WORDS = 96, WORDS_PER_CHARGE = 64 };

typedef struct Run {
    Process *process;
    const MatchSpec *spec;
    Term object;
    bool copy_object, copy_terms; /* into the result */
    bool keep_whole, whole;       /* an object that is the result is left where it is */
    const Term *arguments;        /* traces */
    UInt argument_count;
    MatchSpecEffects effects;
    Term *heap_top, *off_heap; /* as they were */
    HeapFragment *fragments;
} Run;

/* ---- memory -----------------------------------------------------------------------------------
 */

/* What has been built since the start is dead. */
static void give_back(Run *run)
{
    Process *process = run->process;
    if (process->heap_top != run->heap_top && process->fragments == run->fragments &&
        process->off_heap == run->off_heap)
        process->heap_top = run->heap_top;
}

static __attribute__((noinline)) Term copy_boxed(Process *process, Term term)
{
    UInt words = copy_size(term);
    if (words == 0)
        return term;
    Term *top = heap_alloc(process, words), *off_heap = NULL;
    Term copy = copy_to(term, &top, &off_heap);
    while (off_heap) {
        Term *next = (Term *)off_heap[2];
        heap_link_off_heap(process, off_heap, off_heap_words(off_heap));
        off_heap = next;
    }
    bif_charge(process, (SInt)(words / WORDS_PER_CHARGE));
    return copy;
}

static inline Term copied(Process *process, Term term)
{
    return term_is_immediate(term) ? term : copy_boxed(process, term);
}

/* ---- instructions of some length
 * --------------------------------------------------------------- */

/* `count` elements and, on top, the tail. Returns the new top. */
static Term *make_list(Process *process, Term *top, UInt count)
{
    Term *first = top - count - 1;
    first[0] = heap_list(process, first, count, top[-1]);
    return first + 1;
}

static Term *make_tuple(Process *process, Term *top, UInt arity)
{
    Term *at = heap_alloc(process, arity + 1);
    Term tuple = term_make_boxed(at);
    *at++ = header_tuple(arity);
    for (UInt i = 0; i < arity; i++)
        *at++ = *--top;
    *top++ = tuple;
    return top;
}

/* On top the keys, the first one topmost; below the values in the same order. The last one of equal
 * keys wins. */
static Term *make_map(Process *process, Term *top, UInt count)
{
    Term *pairs = memory_alloc(MEMORY_TEMPORARY, (2 * count + 1) * sizeof *pairs);
    const Term *key = top, *value = top - count;
    for (UInt i = 0; i < count; i++) {
        pairs[2 * i] = *--key;
        pairs[2 * i + 1] = *--value;
    }
    top -= 2 * count;
    *top++ = map_from_pairs(process, pairs, count, NULL);
    memory_free(MEMORY_TEMPORARY, pairs, (2 * count + 1) * sizeof *pairs);
    return top;
}

/* The values of `and` (decided by false) or `or` (by true) over `count` terms; THE_NON_VALUE when
 * one that is looked at is no boolean. All of them are looked at. */
static Term combine(const Term *top, UInt count, Term deciding)
{
    Term other = deciding == am_true ? am_false : am_true, result = other;
    for (UInt i = 1; i <= count; i++) {
        if (*(top - i) == deciding)
            result = deciding;
        else if (*(top - i) != other)
            return THE_NON_VALUE;
    }
    return result;
}

static Term compare(MatchOp op, Term a, Term b)
{
    switch (op) {
    case MATCH_LESS:
        return term_bool(term_compare(a, b) < 0);
    case MATCH_LESS_EQUAL:
        return term_bool(term_compare(a, b) <= 0);
    case MATCH_GREATER:
        return term_bool(term_compare(a, b) > 0);
    case MATCH_GREATER_EQUAL:
        return term_bool(term_compare(a, b) >= 0);
    case MATCH_EQUAL:
        return term_bool(term_equal(a, b));
    case MATCH_NOT_EQUAL:
        return term_bool(!term_equal(a, b));
    case MATCH_IDENTICAL:
        return term_bool(term_exact(a, b));
    default:
        return term_bool(!term_exact(a, b));
    }
}

static inline Term element(Term index, Term tuple)
{
    if (!term_is_small(index) || !term_is_tuple(tuple))
        return THE_NON_VALUE;
    UInt at = (UInt)term_small_value(index) - 1;
    return at < term_tuple_arity(tuple) ? term_tuple_elements(tuple)[at] : THE_NON_VALUE;
}

static Term display(Term term)
{
    TextSink sink = output_sink();
    display_term(&sink, term);
    text_print(&sink, "\n");
    return am_true;
}

/* ---- the machine ------------------------------------------------------------------------------
 */

/* The value of the first clause that matches. `workspace`: places, variables, stack. */
static Term run_program(Run *run, Term *workspace)
{
    const MatchSpec *spec = run->spec;
    Process *process = run->process;
    const Term **place = (const Term **)(void *)workspace;
    Term *variable = workspace + spec->places;
    Term *top = variable + spec->variables;
    const MatchInstruction *at = spec->code;
    UInt next_clause = 0;
    bool in_body = false;
    Term result = am_true, value; /* kept when no body says otherwise */
    place[0] = &run->object;

/* The word that a head instruction looks at. */
#define WORD (place[at->depth][at->index])
#define CHECK(condition)                   \
    if (__builtin_expect(!(condition), 0)) \
        goto fail;                         \
    break
/* The value of a function of `n` arguments, which are popped. */
#define ANSWER(n, call)                                \
    value = (call);                                    \
    top -= (n);                                        \
    if (__builtin_expect(value == THE_NON_VALUE, 0)) { \
        if (!in_body)                                  \
            goto fail;                                 \
        value = am_EXIT;                               \
    }                                                  \
    *top++ = value;                                    \
    break

    for (;; at++) {
        switch ((MatchOp)at->op) {
        case MATCH_CLAUSE:
            next_clause = at->value;
            break;
        case MATCH_EQ:
            CHECK(WORD == at->value);
        case MATCH_EXACT:
            CHECK(term_exact(WORD, at->value));
        case MATCH_FLOAT:
            value = WORD;
            CHECK(term_is_float(value) && term_boxed_ptr(value)[1] == at->value);
        case MATCH_BIND:
            variable[at->value] = WORD;
            break;
        case MATCH_SAME:
            CHECK(term_exact(WORD, variable[at->value]));
        case MATCH_TUPLE:
            value = WORD;
            if (!term_is_boxed(value) || term_header(value) != at->value)
                goto fail;
            place[at->depth + 1] = term_tuple_elements(value);
            break;
        case MATCH_CELL:
            value = WORD;
            if (!term_is_cons(value))
                goto fail;
            place[at->depth + 1] = term_cons_ptr(value);
            break;
        case MATCH_NEXT_CELL:
            value = place[at->depth][1];
            if (!term_is_cons(value))
                goto fail;
            place[at->depth] = term_cons_ptr(value);
            break;
        case MATCH_MAP:
            value = WORD;
            if (!term_is_map(value) || map_size(value) < at->value)
                goto fail;
            place[at->depth + 1] = term_boxed_ptr(value);
            break;
        case MATCH_KEY: {
            const Term *found = map_find(term_make_boxed(place[at->depth]), at->value);
            if (!found)
                goto fail;
            place[at->depth + 1] = found;
            break;
        }
        case MATCH_ARGUMENTS:
            place[1] = run->arguments;
            CHECK(run->argument_count == at->value);
        case MATCH_BIND_ARGUMENTS:
            variable[at->value] = heap_list(process, run->arguments, run->argument_count, TERM_NIL);
            break;

        case MATCH_PUSH:
            *top++ = at->value;
            break;
        case MATCH_PUSH_TERM:
            *top++ = in_body && run->copy_terms ? copy_boxed(process, at->value) : at->value;
            break;
        case MATCH_PUSH_VARIABLE:
            value = variable[at->value];
            *top++ = in_body && run->copy_object ? copied(process, value) : value;
            break;
        case MATCH_PUSH_OBJECT:
            if (in_body && run->keep_whole && at[1].op == MATCH_RESULT) {
                run->whole = true;
                return run->object;
            }
            *top++ = in_body && run->copy_object ? copied(process, run->object) : run->object;
            break;
        case MATCH_PUSH_ARGUMENTS:
            *top++ = heap_list(process, run->arguments, run->argument_count, TERM_NIL);
            break;
        case MATCH_MAKE_LIST:
            top = make_list(process, top, at->value);
            break;
        case MATCH_MAKE_TUPLE:
            top = make_tuple(process, top, at->value);
            break;
        case MATCH_MAKE_MAP:
            top = make_map(process, top, at->value);
            break;

        case MATCH_CALL_0:
            ANSWER(0, ((MatchCall0 *)(void *)at->value)(process));
        case MATCH_CALL_1:
            ANSWER(1, ((MatchCall1 *)(void *)at->value)(process, top[-1]));
        case MATCH_CALL_2:
            ANSWER(2, ((MatchCall2 *)(void *)at->value)(process, top[-1], top[-2]));
        case MATCH_CALL_3:
            ANSWER(3, ((MatchCall3 *)(void *)at->value)(process, top[-1], top[-2], top[-3]));
        case MATCH_LESS:
        case MATCH_LESS_EQUAL:
        case MATCH_GREATER:
        case MATCH_GREATER_EQUAL:
        case MATCH_EQUAL:
        case MATCH_NOT_EQUAL:
        case MATCH_IDENTICAL:
        case MATCH_NOT_IDENTICAL:
            value = compare((MatchOp)at->op, top[-1], top[-2]);
            top--;
            top[-1] = value;
            break;
        case MATCH_ELEMENT:
            ANSWER(2, element(top[-1], top[-2]));
        case MATCH_AND:
            ANSWER(at->value, combine(top, at->value, am_false));
        case MATCH_OR:
            ANSWER(at->value, combine(top, at->value, am_true));
        case MATCH_ANDALSO:
        case MATCH_ORELSE:
            value = top[-1];
            if (value == (at->op == MATCH_ANDALSO ? (Term)am_true : (Term)am_false)) {
                top--;
                break;
            }
            if (value != am_true && value != am_false) {
                if (!in_body)
                    goto fail;
                top[-1] = am_EXIT;
            }
            at = spec->code + at->value - 1;
            break;
        case MATCH_JUMP:
            at = spec->code + at->value - 1;
            break;
        case MATCH_SELF:
            *top++ = process->pid;
            break;
        case MATCH_TRUE:
            CHECK(*--top == am_true);
        case MATCH_BODY:
            in_body = true;
            if (spec->kind == MATCH_SPEC_TABLE) /* variables of others may hold what was built */
                give_back(run);
            break;
        case MATCH_DROP:
            top--;
            break;
        case MATCH_RESULT:
            result = *--top;
            break;
        case MATCH_HALT:
            return result;

        case MATCH_RETURN_TRACE:
            run->effects.return_trace = true;
            *top++ = am_true;
            break;
        case MATCH_EXCEPTION_TRACE:
            run->effects.exception_trace = true;
            *top++ = am_true;
            break;
        case MATCH_DISPLAY:
            top[-1] = display(top[-1]);
            break;
        case MATCH_PROCESS_DUMP:
            *top++ = trace_action_process_dump(process);
            break;
        case MATCH_IS_SEQ_TRACE:
            *top++ = term_bool(token_is_set(process));
            break;
        case MATCH_GET_SEQ_TOKEN:
            *top++ = token_term(process);
            break;
        case MATCH_SET_SEQ_TOKEN:
            ANSWER(2, trace_action_set_seq_token(process, top[-1], top[-2], at->value));
        case MATCH_ENABLE_TRACE:
        case MATCH_DISABLE_TRACE:
            ANSWER(1, trace_action_flag(process, at->op == MATCH_ENABLE_TRACE, top[-1],
                                        process->pid, run->effects.pretend));
        case MATCH_ENABLE_TRACE_OF:
        case MATCH_DISABLE_TRACE_OF:
            ANSWER(2, trace_action_flag(process, at->op == MATCH_ENABLE_TRACE_OF, top[-2], top[-1],
                                        run->effects.pretend));
        case MATCH_TRACE_FLAGS:
            ANSWER(2, trace_action_flags(process, top[-1], top[-2], process->pid,
                                         run->effects.pretend));
        case MATCH_TRACE_FLAGS_OF:
            ANSWER(3, trace_action_flags(process, top[-2], top[-3], top[-1], run->effects.pretend));
        case MATCH_CALLER:
            *top++ = trace_action_caller(process, run->effects.caller, false);
            break;
        case MATCH_CALLER_LINE:
            *top++ = trace_action_caller(process, run->effects.caller, true);
            break;
        case MATCH_SILENT:
            trace_action_silent(process, *--top, run->effects.pretend);
            break;
        }
        continue;

    fail:
        give_back(run);
        run->effects.return_trace = run->effects.exception_trace = false;
        if (next_clause == 0)
            return THE_NON_VALUE;
        at = spec->code + next_clause - 1;
        result = am_true;
        in_body = false;
        top = variable + spec->variables;
    }
#undef WORD
#undef CHECK
#undef ANSWER
}

static Term run_large(Run *run, UInt words)
{
    Term *workspace = memory_alloc(MEMORY_TEMPORARY, words * sizeof *workspace);
    Term result = run_program(run, workspace);
    memory_free(MEMORY_TEMPORARY, workspace, words * sizeof *workspace);
    return result;
}

static Term run_spec(Run *run)
{
    const MatchSpec *spec = run->spec;
    Process *process = run->process;
    UInt words = spec->places + spec->variables + spec->stack;
    run->heap_top = process->heap_top;
    run->off_heap = process->off_heap;
    run->fragments = process->fragments;
    bif_charge(process, (SInt)spec->charge);
    if (words > WORKSPACE_WORDS)
        return run_large(run, words);
    Term workspace[WORKSPACE_WORDS];
    return run_program(run, workspace);
}

Term match_spec_run(Process *process, const MatchSpec *spec, Term object, bool copy)
{
    Run run = {.process = process,
               .spec = spec,
               .object = object,
               .copy_object = copy,
               .copy_terms = true};
    return run_spec(&run);
}

Term match_spec_run_whole(Process *process, const MatchSpec *spec, Term object, bool *whole)
{
    Run run = {.process = process,
               .spec = spec,
               .object = object,
               .copy_object = true,
               .copy_terms = true,
               .keep_whole = true};
    Term result = run_spec(&run);
    *whole = run.whole;
    return result;
}

bool match_spec_run_test(Process *process, const MatchSpec *spec, Term object)
{
    Run run = {.process = process, .spec = spec, .object = object};
    bool is_true = run_spec(&run) == am_true;
    give_back(&run);
    return is_true;
}

Term match_spec_run_trace(Process *process, const MatchSpec *spec, const Term *arguments,
                          UInt count, MatchSpecEffects *effects)
{
    Run run = {.process = process,
               .spec = spec,
               .object = TERM_NIL,
               .copy_terms = true,
               .arguments = arguments,
               .argument_count = count,
               .effects = *effects};
    Term result = run_spec(&run);
    *effects = run.effects;
    return result == THE_NON_VALUE ? (Term)am_false : result;
}
