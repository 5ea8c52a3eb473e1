/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Allocation on a process heap from C.
 *
 * C code called from fragments never moves terms: heap_alloc takes from the block if there is room,
 * else from a heap fragment, so C code may hold terms in plain variables. The collector runs at the
 * next reduction check (a fragment allocation uses up the process's reductions) or heap test of
 * generated code, which know what is live.
 *
 * Called by the scheduler running the process, with its registers synced.
 */
#ifndef RT_CORE_HEAP_H
#define RT_CORE_HEAP_H

#include "rt/core/process.h"

struct HeapFragment {
    union {
        HeapFragment *next;
        Term *off_heap; /* of a signal: what its data have outside */
    };
    UInt words : 56;
    UInt prefix : 8; /* bytes of the allocated block before the fragment (messages) */
    UInt used;
    Term data[];
};

/* Frees the block that the fragment is in. */
void heap_fragment_free(HeapFragment *fragment);

/* Cold half of heap_alloc. Never returns NULL: out of memory ends the runtime with a report. */
Term *heap_alloc_fragment(Process *process, UInt words);

/* `words` uninitialised words; the caller fills every one with a term or object at once. */
static inline Term *heap_alloc(Process *process, UInt words)
{
#ifdef JOIST_GC_STRESS
    return heap_alloc_fragment(process, words);
#else
    Term *at = process->heap_top;
    if (__builtin_expect(words > (UInt)(process->stack - at), 0))
        return heap_alloc_fragment(process, words);
    process->heap_top = at + words;
    return at;
#endif
}

/* Make the collector run at the process's next reduction check. */
void heap_want_collection(Process *process);

/* Free all fragments: their live data has been copied, or the process is dead. */
void heap_free_fragments(Process *process);

/* Give back the unused end of the most recent heap_alloc of this process: `unused` words at `from`
 * (its last words). They are filled so that the heap stays readable if they can't be given back. */
void heap_release(Process *process, Term *from, UInt unused);

/* Forgets all that has been allocated since, with references to what is outside the heap. No
 * collection has been made meanwhile. */
typedef struct HeapMark {
    Term *top, *off_heap;
    HeapFragment *fragment;
    UInt used, fragment_words, off_heap_words;
} HeapMark;
HeapMark heap_mark(const Process *process);
void heap_reset(Process *process, const HeapMark *mark);

static inline Term heap_cons(Process *process, Term head, Term tail)
{
    Term *at = heap_alloc(process, 2);
    at[0] = head;
    at[1] = tail;
    return term_make_cons(at);
}
Term heap_tuple(Process *process, UInt arity, ...);
static inline Term heap_float(Process *process, double value)
{
    return term_put_float(heap_alloc(process, FLOAT_WORDS), value);
}
Term heap_integer(Process *process, SInt value); /* small or big as needed */
Term heap_unsigned(Process *process, UInt value);
/* List of the `count` terms in order, ending in `tail`. */
Term heap_list(Process *process, const Term *terms, UInt count, Term tail);
/* List of byte values (a string). */
Term heap_string(Process *process, const uint8_t *bytes, UInt count, Term tail);

/* Link an off-heap object (its word 2 is the next pointer; refc binaries, external pids …) just
 * written to this process's heap into the list that the collector sweeps. `words` is the size in
 * words of what it keeps alive outside the heap, for the virtual heap. */
void heap_link_off_heap(Process *process, Term *object, UInt words);

/* Bounds of the address range reserved for persistent terms (literal_area.c); equal before the
 * first one. */
extern const char *literal_area_start, *literal_area_end;

/* Is the object in memory that no process owns and that never moves (module literals, persistent
 * terms)? */
static inline bool heap_is_literal(const Term *object)
{
    const char *at = (const char *)object, *linked = joist_program.literals_start;
    return (UInt)(at - linked) < (UInt)((const char *)joist_program.literals_end - linked) ||
           (UInt)(at - literal_area_start) < (UInt)(literal_area_end - literal_area_start);
}

#endif
