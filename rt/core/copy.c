/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Copying terms (copy.h). The root's copy comes first, each object's parts after it; cells of a
 * list are copied one after the other. Objects whose words are all immediates are not looked at
 * again: what is still to be done stands on a stack, which grows on the C heap, of terms for
 * measuring, for copying of slots that hold terms of the original. Any thread that may read the
 * term.
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

/* An array that is full, at first in the stack's structure, gives way to one of twice the size. */
static void *twice(void *entries, const void *first, UInt capacity, size_t entry_bytes)
{
    void *larger = memory_alloc(MEMORY_TEMPORARY, capacity * 2 * entry_bytes);
    memcpy(larger, entries, capacity * entry_bytes);
    if (entries != first)
        memory_free(MEMORY_TEMPORARY, entries, capacity * entry_bytes);
    return larger;
}

static __attribute__((noinline)) void grow(TermStack *stack)
{
    stack->terms = twice(stack->terms, stack->first, stack->capacity, sizeof *stack->terms);
    stack->capacity *= 2;
}

static inline void push(TermStack *stack, Term term)
{
    if (__builtin_expect(stack->count == stack->capacity, 0))
        grow(stack);
    stack->terms[stack->count++] = term;
}

/* Words of the cells along the tails of *term, which is what follows them then. The heads go on the
 * stack. */
static inline UInt measure_cells(TermStack *stack, const Ranges *at, Term *term)
{
    UInt words = 0;
    Term rest = *term;
    do {
        const Term *cell = term_cons_ptr(rest);
        if (is_literal(at, cell))
            break;
        words += 2;
        if (__builtin_expect(words % LONG_WORK_WORDS == 0, 0))
            long_work();
        if (!term_is_immediate(cell[0]))
            push(stack, cell[0]);
        rest = cell[1];
    } while (term_is_cons(rest));
    *term = rest;
    return words;
}

/* Words of the object; its parts go on the stack. */
static inline UInt measure_boxed(TermStack *stack, const Term *object)
{
    UInt first, count;
    header_term_words(object[0], &first, &count);
    for (const Term *part = object + first, *end = part + count; part < end; part++)
        if (!term_is_immediate(*part))
            push(stack, *part);
    return header_size(object[0]) + 1;
}

static inline UInt size_of_copy(Term term, Ranges at)
{
    if (term_is_immediate(term))
        return 0;
    TermStack stack = {.capacity = STACK_INLINE};
    UInt words = 0, long_words = LONG_WORK_WORDS;
    stack.terms = stack.first;
    for (;;) {
        if (term_is_cons(term))
            words += measure_cells(&stack, &at, &term);
        if (term_is_boxed(term) && !is_literal(&at, term_boxed_ptr(term)))
            words += measure_boxed(&stack, term_boxed_ptr(term));
        if (stack.count == 0)
            break;
        if (__builtin_expect(words >= long_words, 0)) {
            long_work();
            long_words = words + LONG_WORK_WORDS;
        }
        term = stack.terms[--stack.count];
    }
    if (stack.terms != stack.first)
        memory_free(MEMORY_TEMPORARY, stack.terms, stack.capacity * sizeof *stack.terms);
    return words;
}

UInt copy_size(Term term)
{
    return size_of_copy(term, ranges());
}

UInt copy_size_whole(Term term)
{
    return size_of_copy(term, (Ranges){0});
}

/* ---- copying
 * --------------------------------------------------------------------------------------- */

/* Words of the copy, each `stride` after the other, that still hold terms of the original. */
typedef struct Slots {
    Term *at, *end;
    UInt stride;
} Slots;

enum { SLOTS_INLINE = 32 };

typedef struct Copy {
    Ranges ranges;
    Term *top;
    Term **off_heap;
    Slots now; /* the ones in work; those that wait: */
    Slots *waiting;
    UInt count, capacity;
    Slots first[SLOTS_INLINE];
} Copy;

static __attribute__((noinline)) void grow_waiting(Copy *copy)
{
    copy->waiting = twice(copy->waiting, copy->first, copy->capacity, sizeof *copy->waiting);
    copy->capacity *= 2;
}

/* These come next. */
static inline void begin_slots(Copy *copy, Term *at, Term *end, UInt stride)
{
    if (copy->now.at < copy->now.end) {
        if (__builtin_expect(copy->count == copy->capacity, 0))
            grow_waiting(copy);
        copy->waiting[copy->count++] = copy->now;
    }
    copy->now = (Slots){at, end, stride};
}

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
    Term *start = copy->top, *to = start, all = TAG_IMMEDIATE;
    for (;;) {
        const Term *cell = term_cons_ptr(term);
        term = cell[1];
        all &= to[0] = cell[0];
        to[1] = term;
        if (!term_is_cons(term) || is_literal(&copy->ranges, term_cons_ptr(term)))
            break;
        to[1] = term_make_cons(to + 2);
        to += 2;
    }
    copy->top = to + 2;
    if (term_is_boxed(term))
        begin_slots(copy, to + 1, to + 2, 1);
    if (!term_is_immediate(all))
        begin_slots(copy, start, to + 1, 2);
    return term_make_cons(start);
}

/* All words of the object. */
static inline Term *copy_words(Copy *copy, const Term *from)
{
    Term *to = copy->top;
    UInt size = header_size(from[0]);
    for (UInt i = 0; i <= size; i++)
        to[i] = from[i];
    copy->top = to + size + 1;
    return to;
}

/* A tuple or map. */
static inline void copy_terms(Copy *copy, const Term *from)
{
    Term *to = copy->top, all = TAG_IMMEDIATE;
    UInt size = header_size(from[0]);
    to[0] = from[0];
    for (UInt i = 1; i <= size; i++)
        all &= to[i] = from[i];
    copy->top = to + size + 1;
    if (!term_is_immediate(all))
        begin_slots(copy, to + 1, to + size + 1, 1);
}

/* What a sub binary or match context refers to is a bitstring without parts. */
static void copy_parent(Copy *copy, Term *object)
{
    const Term *parent = term_boxed_ptr(object[3]);
    if (!is_literal(&copy->ranges, parent)) {
        Term *to = copy_words(copy, parent);
        retain_outside(copy, to);
        object[3] = term_make_boxed(to);
        parent = to;
    }
    if (header_kind(object[0]) == KIND_MATCH)
        object[4] = header_kind(parent[0]) == KIND_REFC_BIN ? parent[4] : (Term)(parent + 2);
}

static inline Term copy_boxed(Copy *copy, Term term)
{
    const Term *from = term_boxed_ptr(term);
    Term *to = copy->top;
    switch (header_kind(from[0])) {
    case KIND_TUPLE:
    case KIND_MAP:
        copy_terms(copy, from);
        break;
    case KIND_FUN:
        copy_words(copy, from);
        begin_slots(copy, to + 2, copy->top, 1);
        break;
    case KIND_SUB_BIN:
    case KIND_MATCH:
        copy_words(copy, from);
        copy_parent(copy, to);
        break;
    case KIND_REFC_BIN:
    case KIND_REF:
        copy_words(copy, from);
        retain_outside(copy, to);
        break;
    default:
        copy_words(copy, from);
        break;
    }
    return term_make_boxed(to);
}

static inline Term make_copy(Term term, Term **top, Term **off_heap, Ranges at)
{
    Copy copy;
    copy.ranges = at;
    copy.top = *top;
    copy.off_heap = off_heap;
    copy.now = (Slots){&term, &term + 1, 1};
    copy.waiting = copy.first;
    copy.count = 0;
    copy.capacity = SLOTS_INLINE;
    for (;;) {
        while (copy.now.at < copy.now.end) {
            Term *slot = copy.now.at;
            copy.now.at += copy.now.stride;
            if (is_copied(&copy.ranges, *slot))
                *slot = term_is_cons(*slot) ? copy_list(&copy, *slot) : copy_boxed(&copy, *slot);
        }
        if (copy.count == 0)
            break;
        copy.now = copy.waiting[--copy.count];
    }
    if (copy.waiting != copy.first)
        memory_free(MEMORY_TEMPORARY, copy.waiting, copy.capacity * sizeof *copy.waiting);
    *top = copy.top;
    return term;
}

Term copy_to(Term term, Term **top, Term **off_heap)
{
    return make_copy(term, top, off_heap, ranges());
}

Term copy_whole_to(Term term, Term **top, Term **off_heap)
{
    return make_copy(term, top, off_heap, (Ranges){0});
}
