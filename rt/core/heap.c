/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Allocation on a process heap from C (heap.h). Only the scheduler that runs the process calls
 * these.
 *
 * Heap fragments form a list, newest first; small requests fill the newest. Whoever makes one sees
 * to it that the collector runs soon: the reductions are used up, so the next reduction check
 * yields, and rt_yield collects when there are fragments.
 */
#include "rt/core/heap.h"

#include <stdarg.h>
#include <string.h>
#include "rt/core/long_work.h"
#include "rt/core/memory.h"
#include "rt/core/off_heap.h"

enum {
    FRAGMENT_MIN_WORDS = 128,
    FRAGMENT_SMALL_TOTAL = 1024, /* words in fragments that do not yet ask for a collection */
};

Term *heap_alloc_fragment(Process *process, UInt words)
{
    HeapFragment *fragment = process->fragments;
    long_work_words(words); /* to fill it */
    if (!fragment || fragment->words - fragment->used < words) {
        UInt size = words > FRAGMENT_MIN_WORDS ? words : FRAGMENT_MIN_WORDS;
        if (size > (UINT64_MAX >> 8))
            rt_end("heap_frag: Cannot allocate %zu words of memory.", (size_t)size);
        fragment = memory_alloc(MEMORY_HEAP_FRAGMENT, sizeof *fragment + size * sizeof(Term));
        fragment->next = process->fragments;
        fragment->words = size;
        fragment->used = 0;
        fragment->prefix = 0;
        process->fragments = fragment;
    }
    Term *at = fragment->data + fragment->used;
    fragment->used += words;
    process->fragment_words += words;
#ifndef JOIST_GC_STRESS
    if (process->fragment_words > FRAGMENT_SMALL_TOTAL)
#endif
        heap_want_collection(process);
    return at;
}

void heap_want_collection(Process *process)
{
    if (process->reductions > 0) {
        process->reductions_kept += process->reductions;
        process->reductions = 0;
    }
}

void heap_release(Process *process, Term *from, UInt unused)
{
    if (unused == 0)
        return;
    if (from + unused == process->heap_top && from >= process->heap_start) {
        process->heap_top = from;
        return;
    }
    HeapFragment *fragment = process->fragments;
    if (fragment && from + unused == fragment->data + fragment->used) {
        fragment->used -= unused;
        process->fragment_words -= unused;
        return;
    }
    *from = header_make(KIND_RAW, 0, unused - 1);
}

Term heap_tuple(Process *process, UInt arity, ...)
{
    Term *at = heap_alloc(process, arity + 1);
    va_list elements;
    va_start(elements, arity);
    at[0] = header_tuple(arity);
    for (UInt i = 1; i <= arity; i++)
        at[i] = va_arg(elements, Term);
    va_end(elements);
    return term_make_boxed(at);
}

Term heap_integer(Process *process, SInt value)
{
    if (term_fits_small(value))
        return term_make_small(value);
    Term *at = heap_alloc(process, 2);
    at[0] = header_make(value < 0 ? KIND_BIG_NEG : KIND_BIG_POS, 0, 1);
    at[1] = value < 0 ? (UInt)0 - (UInt)value : (UInt)value;
    return term_make_boxed(at);
}

Term heap_unsigned(Process *process, UInt value)
{
    if (value <= (UInt)SMALL_MAX)
        return term_make_small((SInt)value);
    Term *at = heap_alloc(process, 2);
    at[0] = header_make(KIND_BIG_POS, 0, 1);
    at[1] = value;
    return term_make_boxed(at);
}

Term heap_list(Process *process, const Term *terms, UInt count, Term tail)
{
    if (count == 0)
        return tail;
    Term *at = heap_alloc(process, 2 * count);
    for (UInt i = 0; i < count; i++) {
        at[2 * i] = terms[i];
        at[2 * i + 1] = i + 1 < count ? term_make_cons(at + 2 * i + 2) : tail;
    }
    return term_make_cons(at);
}

Term heap_string(Process *process, const uint8_t *bytes, UInt count, Term tail)
{
    if (count == 0)
        return tail;
    Term *at = heap_alloc(process, 2 * count);
    for (UInt i = 0; i < count; i++) {
        at[2 * i] = term_make_small(bytes[i]);
        at[2 * i + 1] = i + 1 < count ? term_make_cons(at + 2 * i + 2) : tail;
    }
    return term_make_cons(at);
}

void heap_link_off_heap(Process *process, Term *object, UInt words)
{
    object[2] = (Term)process->off_heap;
    process->off_heap = object;
    process->off_heap_words += words;
    if (process->off_heap_words > process->off_heap_limit)
        heap_want_collection(process);
}

HeapMark heap_mark(const Process *process)
{
    HeapFragment *fragment = process->fragments;
    return (HeapMark){
        process->heap_top,       process->off_heap,      fragment, fragment ? fragment->used : 0,
        process->fragment_words, process->off_heap_words};
}

void heap_reset(Process *process, const HeapMark *mark)
{
    while (process->off_heap != mark->off_heap) {
        Term *object = process->off_heap;
        process->off_heap = (Term *)object[2];
        off_heap_release(object);
    }
    while (process->fragments != mark->fragment) {
        HeapFragment *fragment = process->fragments;
        process->fragments = fragment->next;
        heap_fragment_free(fragment);
    }
    if (mark->fragment)
        mark->fragment->used = mark->used;
    process->heap_top = mark->top;
    process->fragment_words = mark->fragment_words;
    process->off_heap_words = mark->off_heap_words;
}

void heap_fragment_free(HeapFragment *fragment)
{
    memory_free(MEMORY_HEAP_FRAGMENT, (char *)fragment - fragment->prefix,
                fragment->prefix + sizeof *fragment + fragment->words * sizeof(Term));
}

void heap_free_fragments(Process *process)
{
    HeapFragment *fragment = process->fragments;
    while (fragment) {
        HeapFragment *next = fragment->next;
        heap_fragment_free(fragment);
        fragment = next;
    }
    process->fragments = NULL;
    process->fragment_words = 0;
}
