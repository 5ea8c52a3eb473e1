/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Copying (copying.h). Marks: the head of a moved cons is the non-value and its tail the new
 * pointer; the header of a moved boxed object is the new boxed pointer (headers never have that
 * tag).
 */
#include "rt/gc/copying.h"

#include "rt/core/binary.h"
#include "rt/core/dictionary.h"
#include "rt/core/heap.h"
#include "rt/core/off_heap.h"
#include "rt/ops/state.h"
#include "rt/process/message.h"

static inline bool in_range(const Term *at, const Term *start, const Term *end)
{
    return (UInt)((const char *)at - (const char *)start) <
           (UInt)((const char *)end - (const char *)start);
}

static bool is_in_message(const Collection *gc, const Term *object)
{
    const HeapFragment *message = gc->message;
    return message && in_range(object, message->data, message->data + message->words);
}

/* Where an object that is in no block goes, when there are fragments. */
static Space *destination_elsewhere(Collection *gc, const Term *object)
{
    if (heap_is_literal(object) || is_in_message(gc, object))
        return NULL;
    return gc->promotes_fragments ? &gc->promoted : &gc->young;
}

/* Where an object goes that is to be copied, or has been; NULL when it stays where it is. Does not
 * look at the object: most of those that stay are not in the processor's caches. */
static inline __attribute__((always_inline)) Space *destination(Collection *gc, const Term *object)
{
    if (LIKELY(in_range(object, gc->block_start, gc->block_end)))
        return object < gc->mature_end ? &gc->promoted : &gc->young;
    if (in_range(object, gc->old_start, gc->old_end))
        return gc->old_to;
    return gc->fragments ? destination_elsewhere(gc, object) : NULL;
}

/* The three that follow are the collector's inner loop: a call for each word would cost as much as
 * the copying. */
static inline __attribute__((always_inline)) Term copy_cons(Collection *gc, Term term)
{
    Term *from = term_cons_ptr(term);
    Space *space = destination(gc, from);
    if (!space)
        return term;
    if (from[0] == THE_NON_VALUE)
        return from[1];
    Term *to = space->top;
    space->top = to + 2;
    to[0] = from[0];
    to[1] = from[1];
    from[0] = THE_NON_VALUE;
    return from[1] = term_make_cons(to) + space->shift;
}

static inline __attribute__((always_inline)) Term copy_boxed(Collection *gc, Term term)
{
    Term *from = term_boxed_ptr(term);
    Space *space = destination(gc, from);
    if (!space)
        return term;
    Term header = from[0];
    if (term_is_boxed(header))
        return header;
    UInt size = header_size(header);
    Term *to = space->top;
    space->top = to + size + 1;
    to[0] = header;
#pragma clang loop vectorize(disable) unroll(disable)
    for (UInt i = 1; i <= size; i++)
        to[i] = from[i];
    return from[0] = term_make_boxed(to) + space->shift;
}

static inline __attribute__((always_inline)) void update(Collection *gc, Term *slot)
{
    Term term = *slot;
    if (term_is_cons(term))
        *slot = copy_cons(gc, term);
    else if (term_is_boxed(term))
        *slot = copy_boxed(gc, term);
}

static void update_range(Collection *gc, Term *start, const Term *end)
{
    for (; start < end; start++)
        update(gc, start);
}

/* Where a moved object stands during the collection. */
static Term *present_place(const Collection *gc, Term *moved)
{
    bool shifted = gc->young.shift != 0 && in_range(moved, gc->block_start, gc->block_end);
    return shifted ? (Term *)((UInt)moved - gc->young.shift) : moved;
}

/* The parent of a match context has moved: find its bytes again. */
static void rebase_match(const Collection *gc, Term *context)
{
    Term *parent = term_boxed_ptr(context[3]);
    const Term *present = present_place(gc, parent);
    context[4] = header_kind(present[0]) == KIND_REFC_BIN ? present[4] : (Term)(parent + 2);
}

/* The object that a slot refers to is soon to be copied: waiting for it takes most of the time. */
static inline void fetch_ahead(const Term *slot)
{
    bool refers = term_is_cons(*slot) || term_is_boxed(*slot);
    __builtin_prefetch(refers ? (const Term *)*slot : slot, 1);
}

/* Scan what was copied from `at` on up to the moving top; returns the top reached. */
static Term *scan(Collection *gc, Term *at, const Space *space)
{
    enum { TERMS_ONLY = 1 << KIND_TUPLE | 1 << KIND_MAP, AHEAD = 8 };
    while (at < space->top) {
        Term word = *at;
        if (at + AHEAD < space->top)
            fetch_ahead(at + AHEAD);
        if ((word & TAG_MASK) != TAG_HEADER) {
            update(gc, at++);
            continue;
        }
        if (LIKELY(TERMS_ONLY >> header_kind(word) & 1)) {
            at++;
            continue;
        }
        UInt first, count;
        header_term_words(word, &first, &count);
        update_range(gc, at + first, at + first + count);
        if (header_kind(word) == KIND_MATCH)
            rebase_match(gc, at);
        at += header_size(word) + 1;
    }
    return at;
}

static void update_root(void *gc, Term *slot)
{
    update(gc, slot);
}

static void update_roots(Collection *gc, UInt live)
{
    Process *process = gc->process;
    if (live > 0)
        update_range(gc, process->scheduler->x, process->scheduler->x + live);
    update_range(gc, process->stack + 1, process->stack_end);
    if (process->saved)
        update_range(gc, process->saved, process->saved + process->saved_count);
    update(gc, &process->group_leader);
    update(gc, &process->exit_reason);
    update(gc, &process->reply);
    for (Signal *message = process->kept_messages; message; message = message->kept_next)
        update(gc, &message->term);
    if (process->dictionary)
        dictionary_visit(process->dictionary, update_root, gc);
}

static inline void stays(OffHeapList *list, Term *moved, Term *present)
{
    if (!list->first)
        list->end = &list->first;
    *list->end = (Term)moved;
    list->end = &present[2];
    list->words += off_heap_words(present);
}

Term *copying_followed_by(OffHeapList *list, Term *others)
{
    if (!list->first)
        return others;
    *list->end = (Term)others;
    return (Term *)list->first;
}

void copying_sweep_off_heap(const Collection *gc, Term *object, OffHeapList *young,
                            OffHeapList *old, const Term *promoted_start)
{
    while (object) {
        Term *next = (Term *)object[2];
        if (!term_is_boxed(object[0])) {
            off_heap_release(object);
        } else {
            Term *moved = term_boxed_ptr(object[0]);
            bool promoted = in_range(moved, promoted_start, gc->promoted.top);
            stays(promoted ? old : young, moved, present_place(gc, moved));
        }
        object = next;
    }
}

Collection copying_begin(Process *process, Term *block)
{
    Signal *message = *process->mailbox_save;
    return (Collection){
        .process = process,
        .block_start = process->heap_start,
        .block_end = process->stack_end,
        .old_start = process->old_start,
        .old_end = process->old_top,
        .fragments = process->fragments != NULL,
        .message = message && message->has_fragment ? &message->fragment : NULL,
        .mature_end = process->heap_start,
        .young.top = block,
        .promoted.top = process->old_top,
    };
}

void copying_run(Collection *gc, UInt live)
{
    Term *young = gc->young.top, *promoted = gc->promoted.top;
    update_roots(gc, live);
    while (young < gc->young.top || promoted < gc->promoted.top) {
        young = scan(gc, young, &gc->young);
        promoted = scan(gc, promoted, &gc->promoted);
    }
}
