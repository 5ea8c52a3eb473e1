/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Copying terms (copy.h). The copy is made breadth first: objects are copied word by word to the
 * destination, whose words are then scanned in turn, so no stack is needed. Measuring keeps the
 * terms still to look at on a stack of its own, which grows on the C heap. Any thread that may read
 * the term.
 */
#include "rt/core/copy.h"

#include <string.h>
#include "rt/core/memory.h"
#include "rt/core/object_map.h"
#include "rt/core/off_heap.h"

/* ---- measuring
 * ----------------------------------------------------------------------------------- */

enum { RANGES_INLINE = 64 };

typedef struct Range {
    const Term *terms;
    UInt count;
} Range;

typedef struct RangeStack {
    Range *ranges;
    UInt count, capacity;
    Range first[RANGES_INLINE];
} RangeStack;

static void push(RangeStack *stack, const Term *terms, UInt count)
{
    if (count == 0)
        return;
    if (stack->count == stack->capacity) {
        UInt capacity = stack->capacity * 2;
        Range *ranges = memory_alloc(MEMORY_TEMPORARY, capacity * sizeof *ranges);
        memcpy(ranges, stack->ranges, stack->count * sizeof *ranges);
        if (stack->ranges != stack->first)
            memory_free(MEMORY_TEMPORARY, stack->ranges, stack->capacity * sizeof *ranges);
        stack->ranges = ranges;
        stack->capacity = capacity;
    }
    stack->ranges[stack->count++] = (Range){terms, count};
}

static inline bool is_copied(Term term)
{
    return (term_is_cons(term) && !heap_is_literal(term_cons_ptr(term))) ||
           (term_is_boxed(term) && !heap_is_literal(term_boxed_ptr(term)));
}

/* Words of the object itself; its terms go on the stack. A list's cells are counted along its
 * tails. */
static UInt measure(RangeStack *stack, Term term)
{
    UInt words = 0;
    while (term_is_cons(term) && !heap_is_literal(term_cons_ptr(term))) {
        const Term *cell = term_cons_ptr(term);
        words += 2;
        if (is_copied(cell[0]))
            push(stack, cell, 1);
        term = cell[1];
    }
    if (term_is_boxed(term) && !heap_is_literal(term_boxed_ptr(term))) {
        const Term *object = term_boxed_ptr(term);
        UInt first, count;
        header_term_words(object[0], &first, &count);
        words += header_size(object[0]) + 1;
        push(stack, object + first, count);
    }
    return words;
}

UInt copy_size(Term term)
{
    RangeStack stack = {.capacity = RANGES_INLINE};
    stack.ranges = stack.first;
    UInt words = measure(&stack, term);
    while (stack.count > 0) {
        Range *range = &stack.ranges[stack.count - 1];
        Term next = *range->terms++;
        if (--range->count == 0)
            stack.count--;
        words += measure(&stack, next);
    }
    if (stack.ranges != stack.first)
        memory_free(MEMORY_TEMPORARY, stack.ranges, stack.capacity * sizeof *stack.ranges);
    return words;
}

/* ---- copying
 * --------------------------------------------------------------------------------------- */

typedef struct Copy {
    Term *top;
    Term **off_heap;
} Copy;

/* An object that refers to something outside takes a reference of its own. */
static void retain_outside(Term **off_heap, Term *object)
{
    if (header_kind(object[0]) != KIND_REFC_BIN && !off_heap_is_magic_ref(object[0]))
        return;
    binary_object_retain(refc_binary_object(object));
    object[2] = (Term)*off_heap;
    *off_heap = object;
}

static Term copy_object(Copy *copy, Term term)
{
    if (!is_copied(term))
        return term;
    Term *to = copy->top;
    if (term_is_cons(term)) {
        memcpy(to, term_cons_ptr(term), 2 * sizeof(Term));
        copy->top = to + 2;
        return term_make_cons(to);
    }
    const Term *from = term_boxed_ptr(term);
    UInt words = header_size(from[0]) + 1;
    memcpy(to, from, words * sizeof(Term));
    copy->top = to + words;
    retain_outside(copy->off_heap, to);
    return term_make_boxed(to);
}

static void rebase_match(Term *context)
{
    Term *parent = term_boxed_ptr(context[3]);
    context[4] = header_kind(parent[0]) == KIND_REFC_BIN ? parent[4] : (Term)(parent + 2);
}

Term copy_to(Term term, Term **top, Term **off_heap)
{
    Copy copy = {*top, off_heap};
    Term *at = *top;
    term = copy_object(&copy, term);
    while (at < copy.top) {
        Term word = *at;
        if ((word & TAG_MASK) != TAG_HEADER) {
            *at++ = copy_object(&copy, word);
            continue;
        }
        UInt first, count;
        header_term_words(word, &first, &count);
        for (UInt i = 0; i < count; i++)
            at[first + i] = copy_object(&copy, at[first + i]);
        if (header_kind(word) == KIND_MATCH)
            rebase_match(at);
        at += header_size(word) + 1;
    }
    *top = copy.top;
    return term;
}

/* ---- with sharing --------------------------------------------------------------------------- */

typedef struct SharedCopy {
    ObjectMap objects;
    UInt *offsets; /* words, by number: where in the block the copy of the object stands */
    bool with_literals;
} SharedCopy;

static bool is_shared_copied(const SharedCopy *copy, Term term)
{
    return copy->with_literals ? term_is_cons(term) || term_is_boxed(term) : is_copied(term);
}

static Term *object_words(Term object, UInt *words, UInt *first, UInt *count)
{
    if (term_is_cons(object)) {
        *words = *count = 2;
        *first = 0;
        return term_cons_ptr(object);
    }
    Term *at = term_boxed_ptr(object);
    *words = header_size(at[0]) + 1;
    header_term_words(at[0], first, count);
    return at;
}

/* All objects of the term, breadth first. The words of their copies. */
static UInt gather_objects(SharedCopy *copy, Term term)
{
    UInt total = 0, words, first, count;
    object_map_add(&copy->objects, term);
    for (UInt i = 0; i < copy->objects.count; i++) {
        const Term *at = object_words(copy->objects.objects[i], &words, &first, &count);
        total += words;
        for (UInt j = 0; j < count; j++)
            if (is_shared_copied(copy, at[first + j]))
                object_map_add(&copy->objects, at[first + j]);
    }
    return total;
}

/* The same object in the block. */
static Term moved(const SharedCopy *copy, Term *block, Term term)
{
    Term *to = block + copy->offsets[object_map_number(&copy->objects, term)];
    return term_is_cons(term) ? term_make_cons(to) : term_make_boxed(to);
}

Term copy_shared(Process *process, Term term, bool with_literals)
{
    SharedCopy copy = {.with_literals = with_literals};
    if (!is_shared_copied(&copy, term))
        return term;
    UInt total = gather_objects(&copy, term), words, first, count, offset = 0;
    UInt number = copy.objects.count;
    Term *block = heap_alloc(process, total);
    copy.offsets = memory_alloc(MEMORY_TEMPORARY, number * sizeof(UInt));
    for (UInt i = 0; i < number; i++) {
        copy.offsets[i] = offset;
        object_words(copy.objects.objects[i], &words, &first, &count);
        offset += words;
    }
    for (UInt i = 0; i < number; i++) {
        const Term *from = object_words(copy.objects.objects[i], &words, &first, &count);
        Term *to = block + copy.offsets[i], *off_heap = NULL;
        memcpy(to, from, words * sizeof(Term));
        for (UInt j = first; j < first + count; j++)
            if (is_shared_copied(&copy, to[j]))
                to[j] = moved(&copy, block, to[j]);
        if (term_is_boxed(copy.objects.objects[i]))
            retain_outside(&off_heap, to);
        if (off_heap)
            heap_link_off_heap(process, to, 0);
    }
    memory_free(MEMORY_TEMPORARY, copy.offsets, number * sizeof(UInt));
    object_map_free(&copy.objects);
    return term_make_boxed(block) - TAG_BOXED + (term & TAG_MASK);
}
