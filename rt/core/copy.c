/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Copying terms (copy.h). The copy is made breadth first: objects are copied word by word to the
 * destination, whose words are then scanned in turn, so no stack is needed. Cells of a list are
 * copied one after the other. Measuring keeps the terms still to look at on a stack of its own,
 * which grows on the C heap. Any thread that may read the term.
 */
#include "rt/core/copy.h"

#include <string.h>
#include "rt/core/long_work.h"
#include "rt/core/memory.h"
#include "rt/core/off_heap.h"

/* Address ranges of what is never copied; in registers while a term is walked. */
typedef struct Ranges {
    const char *linked, *made;
    UInt linked_bytes, made_bytes;
} Ranges;

static inline Ranges ranges(void)
{
    const char *linked = joist_program.literals_start;
    return (Ranges){linked, literal_area_start,
                    (UInt)((const char *)joist_program.literals_end - linked),
                    (UInt)(literal_area_end - literal_area_start)};
}

static inline bool is_literal(const Ranges *at, const Term *object)
{
    return (UInt)((const char *)object - at->linked) < at->linked_bytes ||
           (UInt)((const char *)object - at->made) < at->made_bytes;
}

static inline const Term *pointer_of(Term term)
{
    return (const Term *)(term & ~(Term)TAG_MASK);
}

static inline bool is_copied(const Ranges *at, Term term)
{
    return !term_is_immediate(term) && !is_literal(at, pointer_of(term));
}

/* ---- measuring
 * ----------------------------------------------------------------------------------- */

enum { STACK_INLINE = 128 };

typedef struct TermStack {
    Term *terms;
    UInt count, capacity;
    Term first[STACK_INLINE];
} TermStack;

static __attribute__((noinline)) void grow(TermStack *stack)
{
    UInt capacity = stack->capacity * 2;
    Term *terms = memory_alloc(MEMORY_TEMPORARY, capacity * sizeof *terms);
    memcpy(terms, stack->terms, stack->count * sizeof *terms);
    if (stack->terms != stack->first)
        memory_free(MEMORY_TEMPORARY, stack->terms, stack->capacity * sizeof *terms);
    stack->terms = terms;
    stack->capacity = capacity;
}

static inline void push(TermStack *stack, Term term)
{
    if (__builtin_expect(stack->count == stack->capacity, 0))
        grow(stack);
    stack->terms[stack->count++] = term;
}

/* Words of what the term consists of down to the terms that go on the stack. A list's cells are
 * counted along its tails. */
static inline UInt measure(TermStack *stack, const Ranges *at, Term term)
{
    UInt words = 0;
    while (term_is_cons(term)) {
        const Term *cell = term_cons_ptr(term);
        if (is_literal(at, cell))
            return words;
        words += 2;
        if (__builtin_expect(words % LONG_WORK_WORDS == 0, 0))
            long_work();
        if (!term_is_immediate(cell[0]))
            push(stack, cell[0]);
        term = cell[1];
    }
    if (!term_is_boxed(term) || is_literal(at, term_boxed_ptr(term)))
        return words;
    const Term *object = term_boxed_ptr(term);
    UInt first, count;
    header_term_words(object[0], &first, &count);
    for (UInt i = first; i < first + count; i++)
        if (!term_is_immediate(object[i]))
            push(stack, object[i]);
    return words + header_size(object[0]) + 1;
}

UInt copy_size(Term term)
{
    if (term_is_immediate(term))
        return 0;
    const Ranges at = ranges();
    TermStack stack = {.capacity = STACK_INLINE};
    stack.terms = stack.first;
    UInt words = measure(&stack, &at, term);
    while (stack.count > 0) {
        words += measure(&stack, &at, stack.terms[--stack.count]);
        long_work_words(words);
    }
    if (stack.terms != stack.first)
        memory_free(MEMORY_TEMPORARY, stack.terms, stack.capacity * sizeof *stack.terms);
    return words;
}

/* ---- copying
 * --------------------------------------------------------------------------------------- */

typedef struct Copy {
    Ranges ranges;
    const Term *start;
    Term *top;
    Term **off_heap;
} Copy;

/* An object that refers to something outside takes a reference of its own. */
static void retain_outside(Copy *copy, Term *object)
{
    if (!off_heap_is_counted(object[0]))
        return;
    binary_object_retain(refc_binary_object(object));
    object[2] = (Term)*copy->off_heap;
    *copy->off_heap = object;
}

static inline Term copy_list(Copy *copy, Term term)
{
    Term *to = copy->top;
    Term list = term_make_cons(to);
    for (;;) {
        const Term *cell = term_cons_ptr(term);
        term = cell[1];
        to[0] = cell[0];
        to[1] = term;
        if (!term_is_cons(term) || is_literal(&copy->ranges, term_cons_ptr(term)))
            break;
        to[1] = term_make_cons(to + 2);
        to += 2;
    }
    copy->top = to + 2;
    return list;
}

static inline Term copy_boxed(Copy *copy, Term term)
{
    const Term *from = term_boxed_ptr(term);
    Term *to = copy->top;
    UInt size = header_size(from[0]);
    to[0] = from[0];
    for (UInt i = 1; i <= size; i++)
        to[i] = from[i];
    copy->top = to + size + 1;
    if (header_kind(from[0]) >= KIND_REFC_BIN)
        retain_outside(copy, to);
    return term_make_boxed(to);
}

/* Copies what has not been copied yet. */
static inline Term copy_term(Copy *copy, Term term)
{
    if (!is_copied(&copy->ranges, term) ||
        (UInt)(pointer_of(term) - copy->start) < (UInt)(copy->top - copy->start))
        return term;
    return term_is_cons(term) ? copy_list(copy, term) : copy_boxed(copy, term);
}

static void rebase_match(Term *context)
{
    Term *parent = term_boxed_ptr(context[3]);
    context[4] = header_kind(parent[0]) == KIND_REFC_BIN ? parent[4] : (Term)(parent + 2);
}

Term copy_to(Term term, Term **top, Term **off_heap)
{
    Copy copy = {ranges(), *top, *top, off_heap};
    Term *at = *top;
    term = copy_term(&copy, term);
    while (at < copy.top) {
        Term word = *at;
        if ((word & TAG_MASK) != TAG_HEADER) {
            *at++ = copy_term(&copy, word);
            continue;
        }
        UInt first, count;
        header_term_words(word, &first, &count);
        for (UInt i = first; i < first + count; i++)
            at[i] = copy_term(&copy, at[i]);
        if (header_kind(word) == KIND_MATCH)
            rebase_match(at);
        at += header_size(word) + 1;
    }
    *top = copy.top;
    return term;
}
