/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From the term of a match specification to its compiled form (program.h), in one block that any
 * thread may read. The number of users is the only thing in it that changes.
 */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "rt/core/atom.h"
#include "rt/core/compare.h"
#include "rt/core/copy.h"
#include "rt/core/memory.h"
#include "rt/core/off_heap.h"
#include "rt/map/map.h"
#include "rt/match/program.h"

enum {
    KEY_POSITIONS = 32, /* about elements beyond, match_spec_key says ANY */
    INSTRUCTIONS_PER_CHARGE = 64,
};

/* ---- terms ------------------------------------------------------------------------------------
 */

int match_spec_variable(Term term)
{
    if (!term_is_atom(term))
        return -1;
    const AtomName *name = atom_name(term);
    if (name->bytes < 2 || name->text[0] != '$')
        return -1;
    if (name->text[1] == '0')
        return name->bytes == 2 ? 0 : -1;
    /* Numbers of more than 31 bits wrap, as in ERTS. */
    uint32_t number = 0;
    for (uint32_t i = 1; i < name->bytes; i++) {
        if (name->text[i] < '0' || name->text[i] > '9')
            return -1;
        number = number * 10 + (uint32_t)(name->text[i] - '0');
    }
    return (int)number;
}

/* Terms still to look at. */
typedef struct TermStack {
    Term *terms;
    UInt count, capacity;
} TermStack;

static void push_term(TermStack *stack, Term term)
{
    if (stack->count == stack->capacity) {
        UInt capacity = stack->capacity ? stack->capacity * 2 : 32;
        stack->terms = memory_realloc(MEMORY_TEMPORARY, stack->terms,
                                      stack->capacity * sizeof(Term), capacity * sizeof(Term));
        stack->capacity = capacity;
    }
    stack->terms[stack->count++] = term;
}

static void free_terms(TermStack *stack)
{
    if (stack->terms)
        memory_free(MEMORY_TEMPORARY, stack->terms, stack->capacity * sizeof(Term));
    *stack = (TermStack){.count = 0};
}

/* Stands for a map. */
#define THE_MAP TERM_NIL

/* The next atom in a pattern, at any depth but not in keys of maps; THE_MAP for a map, if `maps` is
 * set. THE_NON_VALUE: no more. */
static Term next_atom(TermStack *stack, bool maps)
{
    while (stack->count > 0) {
        Term term = stack->terms[--stack->count];
        while (term_is_cons(term)) {
            push_term(stack, term_tail(term));
            term = term_head(term);
        }
        if (term_is_atom(term))
            return term;
        if (term_is_tuple(term)) {
            for (UInt i = 0; i < term_tuple_arity(term); i++)
                push_term(stack, term_tuple_elements(term)[i]);
        } else if (term_is_map(term)) {
            if (maps)
                return THE_MAP;
            for (MapIterator it = map_iterate(term); map_next(&it);)
                push_term(stack, it.value);
        }
    }
    return THE_NON_VALUE;
}

/* ---- variables --------------------------------------------------------------------------------
 */

static int compare_variables(const void *a, const void *b)
{
    int left = ((const MatchVariable *)a)->number, right = ((const MatchVariable *)b)->number;
    return (left > right) - (left < right);
}

static void add_variable(MatchCompiler *compiler, int number, UInt *capacity)
{
    if (compiler->variable_count == *capacity) {
        UInt larger = *capacity ? *capacity * 2 : 16;
        compiler->variables =
            memory_realloc(MEMORY_TEMPORARY, compiler->variables, *capacity * sizeof(MatchVariable),
                           larger * sizeof(MatchVariable));
        *capacity = larger;
    }
    compiler->variables[compiler->variable_count++] = (MatchVariable){number, false};
}

/* All variables of the heads. Returns the capacity of the array. */
static UInt gather_variables(MatchCompiler *compiler, const MatchClause *clauses, UInt count)
{
    TermStack stack = {.count = 0};
    UInt capacity = 0, kept = 0;
    for (UInt i = 0; i < count; i++) {
        push_term(&stack, clauses[i].head);
        for (Term atom; (atom = next_atom(&stack, false)) != THE_NON_VALUE;) {
            int number = match_spec_variable(atom);
            if (number >= 0)
                add_variable(compiler, number, &capacity);
        }
    }
    free_terms(&stack);
    MatchVariable *all = compiler->variables;
    if (compiler->variable_count > 0)
        qsort(all, compiler->variable_count, sizeof *all, compare_variables);
    for (UInt i = 0; i < compiler->variable_count; i++)
        if (i == 0 || all[i].number != all[i - 1].number)
            all[kept++] = all[i];
    compiler->variable_count = kept;
    return capacity;
}

UInt match_variable_slot(const MatchCompiler *compiler, int number)
{
    UInt low = 0, high = compiler->variable_count;
    while (low < high) {
        UInt middle = low + (high - low) / 2;
        if (compiler->variables[middle].number < number)
            low = middle + 1;
        else
            high = middle;
    }
    bool found = low < compiler->variable_count && compiler->variables[low].number == number;
    return found ? low : MATCH_NO_VARIABLE;
}

/* ---- instructions and errors
 * ------------------------------------------------------------------- */

void match_emit(MatchCompiler *compiler, MatchOp op, UInt depth, UInt index, Term value)
{
    if (compiler->count == compiler->capacity) {
        UInt capacity = compiler->capacity ? compiler->capacity * 2 : 32;
        compiler->code = memory_realloc(MEMORY_TEMPORARY, compiler->code,
                                        compiler->capacity * sizeof(MatchInstruction),
                                        capacity * sizeof(MatchInstruction));
        compiler->capacity = capacity;
    }
    compiler->code[compiler->count++] =
        (MatchInstruction){.op = op,
                           .depth = (uint32_t)depth & MATCH_DEPTH_MAX,
                           .index = (uint32_t)index,
                           .value = value};
}

bool match_error_term(MatchCompiler *compiler, const char *before, Term term, const char *after)
{
    if (!compiler->errors)
        return false;
    match_errors_add(compiler->errors, before, term, after);
    return true;
}

bool match_error(MatchCompiler *compiler, const char *format, ...)
{
    char text[128];
    va_list values;
    va_start(values, format);
    vsnprintf(text, sizeof text, format, values);
    va_end(values);
    return match_error_term(compiler, text, THE_NON_VALUE, "");
}

/* ---- clauses ----------------------------------------------------------------------------------
 */

static bool compile_clause(MatchCompiler *compiler, const MatchClause *clause, bool last)
{
    UInt start = compiler->count;
    match_emit(compiler, MATCH_CLAUSE, 0, 0, 0);
    compiler->stack_now = 0;
    compiler->in_body = false;
    if (!match_compile_head(compiler, clause) ||
        !match_compile_expressions(compiler, clause->guards))
        return false;
    if (compiler->kind == MATCH_SPEC_TABLE && !term_is_cons(clause->body)) {
        match_error(compiler, "Body clause does not return anything.");
        return false;
    }
    compiler->in_body = true;
    if (!match_compile_expressions(compiler, clause->body) ||
        (compiler->errors && compiler->errors->first))
        return false;
    match_emit(compiler, MATCH_HALT, 0, 0, 0);
    if (!last)
        compiler->code[start].value = compiler->count;
    return true;
}

/* The parts of one element of the specification. */
static bool parse_clause(MatchCompiler *compiler, Term term, MatchClause *clause)
{
    if (!term_is_tuple_of(term, 3)) {
        match_error(compiler, "Match program part is not a tuple of arity 3.");
        return false;
    }
    const Term *parts = term_tuple_elements(term);
    *clause = (MatchClause){parts[0], parts[1], parts[2],
                            compiler->kind != MATCH_SPEC_TABLE && term_is_list(parts[0])};
    Term tail = parts[0];
    while (clause->is_arguments && term_is_cons(tail))
        tail = term_tail(tail);
    if (clause->is_arguments && !term_is_nil(tail)) {
        match_error_term(compiler, "Match expression part ", parts[0], " is not a proper list.");
        return false;
    }
    return true;
}

/* ---- what tables look at ----------------------------------------------------------------------
 */

static bool is_any(Term pattern)
{
    return pattern == am_underscore || match_spec_variable(pattern) >= 0;
}

static bool is_open(Term pattern)
{
    TermStack stack = {.count = 0};
    bool open = false;
    if (term_is_immediate(pattern))
        return is_any(pattern);
    push_term(&stack, pattern);
    for (Term atom; !open && (atom = next_atom(&stack, true)) != THE_NON_VALUE;)
        open = atom == THE_MAP || is_any(atom);
    free_terms(&stack);
    return open;
}

static int compare_key(const void *a, const void *b)
{
    return term_compare_keys(*(const Term *)a, *(const Term *)b);
}

static UInt unique_keys(Term *keys, UInt count)
{
    UInt kept = 0;
    qsort(keys, count, sizeof *keys, compare_key);
    for (UInt i = 0; i < count; i++)
        if (kept == 0 || !term_exact(keys[kept - 1], keys[i]))
            keys[kept++] = keys[i];
    return kept;
}

/* The column of the elements at one position. */
static uint8_t analyse_position(const MatchClause *clauses, UInt count, UInt position, Term *keys,
                                UInt *key_count)
{
    *key_count = 0;
    for (UInt i = 0; i < count; i++) {
        Term head = clauses[i].head;
        if (is_any(head))
            return MATCH_KEY_ANY;
        if (!term_is_tuple(head) || term_tuple_arity(head) < position)
            continue;
        Term element = term_tuple_elements(head)[position - 1];
        keys[(*key_count)++] = element;
        if (is_open(element))
            return count == 1 && !term_is_immediate(element) ? MATCH_KEY_PREFIX : MATCH_KEY_ANY;
    }
    if (*key_count > 1)
        *key_count = unique_keys(keys, *key_count);
    return MATCH_KEY_BOUND;
}

typedef struct KeyColumns {
    UInt positions, heads;
    bool open_head; /* a head is a variable or '_' */
    Term *keys;
    UInt *counts;
    uint8_t *states;
} KeyColumns;

static size_t column_bytes(const KeyColumns *columns)
{
    return columns->positions * (columns->heads * sizeof(Term) + sizeof(UInt) + sizeof(uint8_t));
}

static void set_columns(KeyColumns *columns, void *memory)
{
    columns->keys = memory;
    columns->counts = (UInt *)(columns->keys + columns->positions * columns->heads);
    columns->states = (uint8_t *)(columns->counts + columns->positions);
}

static void analyse_heads(KeyColumns *columns, const MatchClause *clauses, UInt count)
{
    UInt widest = 0;
    bool open = false;
    for (UInt i = 0; i < count; i++) {
        Term head = clauses[i].head;
        open |= is_any(head);
        if (term_is_tuple(head) && term_tuple_arity(head) > widest)
            widest = term_tuple_arity(head);
    }
    *columns = (KeyColumns){.positions = widest < KEY_POSITIONS ? widest : KEY_POSITIONS,
                            .heads = count,
                            .open_head = open};
    set_columns(columns, memory_alloc(MEMORY_TEMPORARY, column_bytes(columns) + 1));
    for (UInt i = 0; i < columns->positions; i++)
        columns->states[i] =
            analyse_position(clauses, count, i + 1, columns->keys + i * count, &columns->counts[i]);
}

/* ---- the block --------------------------------------------------------------------------------
 */

static bool owns_term(const MatchInstruction *instruction)
{
    return instruction->op == MATCH_EXACT || instruction->op == MATCH_KEY ||
           instruction->op == MATCH_PUSH_TERM;
}

static UInt owned_words(const MatchCompiler *compiler, const KeyColumns *columns)
{
    UInt words = 0;
    for (UInt i = 0; i < compiler->count; i++)
        if (owns_term(&compiler->code[i]))
            words += copy_size(compiler->code[i].value);
    for (UInt i = 0; i < columns->positions; i++)
        for (UInt j = 0; columns->states[i] != MATCH_KEY_ANY && j < columns->counts[i]; j++)
            words += copy_size(columns->keys[i * columns->heads + j]);
    return words;
}

static MatchSpec *assemble(const MatchCompiler *compiler, const KeyColumns *columns)
{
    UInt words = owned_words(compiler, columns);
    size_t bytes = sizeof(MatchSpec) + compiler->count * sizeof(MatchInstruction) +
                   words * sizeof(Term) + column_bytes(columns);
    MatchSpec *spec = memory_alloc(MEMORY_MATCH_SPEC, bytes);
    *spec = (MatchSpec){.users = 1,
                        .bytes = bytes,
                        .kind = compiler->kind,
                        .charge = compiler->count / INSTRUCTIONS_PER_CHARGE,
                        .places = compiler->places,
                        .variables = compiler->variable_count,
                        .stack = compiler->stack_most,
                        .head_count = columns->heads,
                        .key_positions = columns->positions,
                        .open_head = columns->open_head,
                        .code_count = compiler->count};
    memcpy(spec->code, compiler->code, compiler->count * sizeof(MatchInstruction));
    Term *top = (Term *)(spec->code + compiler->count), *off_heap = NULL;
    for (UInt i = 0; i < compiler->count; i++)
        if (owns_term(&spec->code[i]))
            spec->code[i].value = copy_to(spec->code[i].value, &top, &off_heap);
    for (UInt i = 0; i < columns->positions; i++)
        for (UInt j = 0; columns->states[i] != MATCH_KEY_ANY && j < columns->counts[i]; j++) {
            Term *key = &columns->keys[i * columns->heads + j];
            *key = copy_to(*key, &top, &off_heap);
        }
    memcpy(top, columns->keys, column_bytes(columns));
    KeyColumns placed = *columns;
    set_columns(&placed, top);
    spec->keys = placed.keys;
    spec->key_counts = placed.counts;
    spec->states = placed.states;
    spec->off_heap = off_heap;
    return spec;
}

static MatchSpec *compile_clauses(MatchCompiler *compiler, const MatchClause *clauses, UInt count)
{
    MatchSpec *spec = NULL;
    UInt capacity = gather_variables(compiler, clauses, count);
    bool good = true;
    for (UInt i = 0; good && i < count; i++)
        good = compile_clause(compiler, &clauses[i], i + 1 == count);
    if (good) {
        KeyColumns columns;
        analyse_heads(&columns, clauses, compiler->kind == MATCH_SPEC_TABLE ? count : 0);
        spec = assemble(compiler, &columns);
        memory_free(MEMORY_TEMPORARY, columns.keys, column_bytes(&columns) + 1);
    }
    if (compiler->variables)
        memory_free(MEMORY_TEMPORARY, compiler->variables, capacity * sizeof(MatchVariable));
    if (compiler->code)
        memory_free(MEMORY_TEMPORARY, compiler->code,
                    compiler->capacity * sizeof(MatchInstruction));
    return spec;
}

MatchSpec *match_compile(Term list, MatchSpecKind kind, bool pretend, MatchErrors *errors)
{
    MatchCompiler compiler = {.kind = kind, .pretend = pretend, .errors = errors};
    UInt count = 0;
    Term tail = list;
    for (; term_is_cons(tail); tail = term_tail(tail))
        count++;
    if (count == 0 || !term_is_nil(tail)) {
        match_error(&compiler, count == 0 ? "Match programs are not in a list."
                                          : "Match programs are not in a proper list.");
        return NULL;
    }
    MatchClause *clauses = memory_alloc(MEMORY_TEMPORARY, count * sizeof *clauses);
    bool good = true;
    UInt at = 0;
    for (Term rest = list; good && term_is_cons(rest); rest = term_tail(rest))
        good = parse_clause(&compiler, term_head(rest), &clauses[at++]);
    MatchSpec *spec = good ? compile_clauses(&compiler, clauses, count) : NULL;
    memory_free(MEMORY_TEMPORARY, clauses, count * sizeof *clauses);
    return spec;
}

/* ---- the interface ----------------------------------------------------------------------------
 */

MatchSpec *match_spec_compile(Term spec, MatchSpecKind kind)
{
    return match_compile(spec, kind, false, NULL);
}

MatchSpec *match_spec_compile_pattern(Term pattern, bool whole_object)
{
    MatchCompiler compiler = {.kind = MATCH_SPEC_TABLE};
    Term body[] = {whole_object ? (Term)am_whole_object : (Term)am_all_bindings, TERM_NIL};
    MatchClause clause = {pattern, TERM_NIL, term_make_cons(body), false};
    return compile_clauses(&compiler, &clause, 1);
}

void match_spec_retain(MatchSpec *spec)
{
    AO_fetch_and_add1(&spec->users);
}

void match_spec_release(MatchSpec *spec)
{
    if (AO_fetch_and_sub1_full(&spec->users) > 1)
        return;
    for (Term *object = spec->off_heap; object;) {
        Term *next = (Term *)object[2];
        off_heap_release(object);
        object = next;
    }
    memory_free(MEMORY_MATCH_SPEC, spec, spec->bytes);
}

MatchSpecKey match_spec_key(const MatchSpec *spec, UInt position)
{
    if (position == 0 || position > KEY_POSITIONS)
        return (MatchSpecKey){.kind = MATCH_KEY_ANY};
    if (position > spec->key_positions) /* no head is so wide */
        return (MatchSpecKey){.kind = spec->open_head ? MATCH_KEY_ANY : MATCH_KEY_BOUND};
    MatchSpecKey key = {.keys = spec->keys + (position - 1) * spec->head_count,
                        .count = spec->key_counts[position - 1]};
    switch (spec->states[position - 1]) {
    case MATCH_KEY_BOUND:
        key.kind = MATCH_KEY_BOUND;
        break;
    case MATCH_KEY_PREFIX:
        key.kind = MATCH_KEY_PREFIX;
        break;
    default:
        key = (MatchSpecKey){.kind = MATCH_KEY_ANY};
        break;
    }
    return key;
}
