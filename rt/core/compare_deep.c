/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Comparing terms of any size and depth (compare_deep.h).
 *
 * One loop compares pairs of terms. What is left to compare stands on an explicit stack: runs of
 * pairs (elements, heads and tails, keys and values), and, to order large maps, a MapOrder: these
 * need the outcome of several comparisons of their parts before they know their own.
 *
 * The stack is inside the C frame until it grows.
 */
#include "rt/core/compare_deep.h"

#include "rt/core/code.h"
#include "rt/core/compare_maps.h"
#include "rt/core/compare_simple.h"
#include "rt/core/long_work.h"
#include "rt/core/memory.h"

/* A mode: the pair are children of nodes of large maps of the same size. */
enum { TRIE = 4 };

/* `count` pairs at a and b; count 0: a is a MapOrder. */
typedef struct Frame {
    const Term *a, *b;
    UInt count;
    uint32_t mode;
} Frame;

enum { INLINE_FRAMES = 24 };

typedef struct Work {
    Frame *frames; /* inline_frames or allocated */
    UInt used, capacity;
    UInt orders; /* MapOrders among them */
    Frame inline_frames[INLINE_FRAMES];
} Work;

static void work_grow(Work *work)
{
    work->frames =
        memory_grow_stack(work->frames, work->inline_frames, work->capacity * sizeof(Frame));
    work->capacity *= 2;
}

static void work_free(Work *work)
{
    memory_free_stack(work->frames, work->inline_frames, work->capacity * sizeof(Frame));
}

static void push(Work *work, const Term *a, const Term *b, UInt count, uint32_t mode)
{
    if (work->used == work->capacity)
        work_grow(work);
    work->frames[work->used++] = (Frame){a, b, count, mode};
}

static inline void push_pairs(Work *work, const Term *a, const Term *b, UInt count, uint32_t mode)
{
    if (count != 0)
        push(work, a, b, count, mode);
}

static void push_map_order(Work *work, Term a, Term b, uint32_t mode)
{
    MapOrder *order = memory_alloc(MEMORY_TEMPORARY, sizeof *order);
    map_order_begin(order, a, b, mode);
    push(work, (const Term *)order, NULL, 0, mode);
    work->orders++;
}

/* ---- terms with parts: decide by what is at hand, push the parts
 * --------------------------------- */

static inline bool same_words(const Term *a, const Term *b, UInt count)
{
    UInt i = 0;
    while (i < count && a[i] == b[i])
        i++;
    return i == count;
}

static int compare_maps(Work *work, Term a, Term b, uint32_t mode)
{
    UInt size = map_size(a), other = map_size(b);
    if (size != other)
        return size < other ? -1 : 1;
    if (map_is_flat(a)) {
        push_pairs(work, map_flat_values(a), map_flat_values(b), size, mode);
        if (!same_words(map_flat_keys(a), map_flat_keys(b), size))
            push_pairs(work, map_flat_keys(a), map_flat_keys(b), size, COMPARE_EXACT | mode);
        return 0;
    }
    if (mode & COMPARE_ORDER) {
        push_map_order(work, a, b, mode);
        return 0;
    }
    const Term *one = term_boxed_ptr(a), *two = term_boxed_ptr(b);
    if (one[0] != two[0])
        return 1;
    push_pairs(work, one + 2, two + 2, header_size(one[0]) - 1, mode | TRIE);
    return 0;
}

/* Children of large maps: equal maps have equal shapes. */
static int compare_children(Work *work, Term a, Term b, uint32_t mode)
{
    if (term_is_cons(a) != term_is_cons(b))
        return 1;
    mode &= ~(uint32_t)TRIE;
    if (term_is_cons(a)) {
        push(work, term_cons_ptr(a) + 1, term_cons_ptr(b) + 1, 1, mode);
        push(work, term_cons_ptr(a), term_cons_ptr(b), 1, mode | COMPARE_EXACT);
        return 0;
    }
    const Term *one = term_boxed_ptr(a), *two = term_boxed_ptr(b);
    if (one[0] != two[0])
        return 1;
    push_pairs(work, one + 1, two + 1, header_size(one[0]), mode | TRIE);
    return 0;
}

static int compare_exports(const Export *a, const Export *b)
{
    if (a == b)
        return 0;
    int order = atom_compare(a->mfa.module, b->mfa.module);
    if (order == 0)
        order = atom_compare(a->mfa.function, b->mfa.function);
    if (order == 0)
        order = order_of(a->mfa.arity<b->mfa.arity, a->mfa.arity> b->mfa.arity);
    return order;
}

/* Local funs of the same lambda may have different entries: versions of a module. */
static int compare_entries(const FunEntry *a, const FunEntry *b)
{
    if (a == b)
        return 0;
    int order = atom_compare(a->module->name, b->module->name);
    if (order == 0)
        order = order_of(a->index<b->index, a->index> b->index);
    if (order == 0)
        order = order_of(a->old_uniq<b->old_uniq, a->old_uniq> b->old_uniq);
    if (order == 0)
        order = order_of(a->num_free<b->num_free, a->num_free> b->num_free);
    return order;
}

static int compare_funs(Work *work, Term a, Term b, uint32_t mode)
{
    const Term *one = term_boxed_ptr(a), *two = term_boxed_ptr(b);
    bool external = header_kind(one[0]) == KIND_EXPORT;
    if (external != (header_kind(two[0]) == KIND_EXPORT))
        return external ? 1 : -1;
    if (external)
        return compare_exports((const Export *)one[1], (const Export *)two[1]);
    int order = compare_entries((const FunEntry *)one[1], (const FunEntry *)two[1]);
    if (order == 0)
        push_pairs(work, one + FUN_FIXED_WORDS, two + FUN_FIXED_WORDS,
                   header_size(one[0]) + 1 - FUN_FIXED_WORDS, mode);
    return order;
}

/* Two different words. */
static inline int compare_leaves(Term a, Term b, uint32_t mode)
{
    int outcome = compare_words(a, b, mode);
    if (outcome != UNDECIDED || compare_are_lists(a, b) || compare_are_tuples(a, b))
        return outcome;
    return compare_simple(a, b, mode);
}

/* Elements up to the first that does not decide by itself. What comes after it is pushed, so the
 * last one takes no place on the stack. */
static int compare_elements(Work *work, const Term *a, const Term *b, UInt count, Pair *pair)
{
    for (UInt i = 0; i < count; i++) {
        if (a[i] == b[i])
            continue;
        int outcome = compare_leaves(a[i], b[i], pair->mode);
        if (outcome == 0)
            continue;
        if (outcome != UNDECIDED)
            return outcome;
        push_pairs(work, a + i + 1, b + i + 1, count - i - 1, pair->mode);
        pair->a = a[i];
        pair->b = b[i];
        return UNDECIDED;
    }
    return 0;
}

/* Cells up to the first that differ as words: text takes no place on the stack. */
static int compare_lists(Work *work, Pair *pair)
{
    Term a = pair->a, b = pair->b;
    for (UInt steps = 1;; steps++) {
        const Term *one = term_cons_ptr(a), *other = term_cons_ptr(b);
        long_work_loop(steps);
        if ((one[0] != other[0] && compare_leaves(one[0], other[0], pair->mode) != 0) ||
            !term_is_cons(one[1]) || !term_is_cons(other[1]))
            return compare_elements(work, one, other, 2, pair);
        a = one[1];
        b = other[1];
        if (a == b)
            return 0;
    }
}

/* Two terms that are not the same word. 0: equal as far as what was pushed is equal; UNDECIDED. */
static int compare_pair(Work *work, Pair *pair)
{
    Term a = pair->a, b = pair->b;
    uint32_t mode = pair->mode;
    if (mode & TRIE)
        return compare_children(work, a, b, mode);
    if (compare_are_lists(a, b))
        return compare_lists(work, pair);
    if (compare_are_tuples(a, b))
        return compare_elements(work, term_tuple_elements(a), term_tuple_elements(b),
                                term_tuple_arity(a), pair);
    int outcome = compare_words(a, b, mode);
    if (outcome == UNDECIDED)
        outcome = compare_simple(a, b, mode);
    if (outcome != UNDECIDED)
        return outcome;
    return term_is_map(a) ? compare_maps(work, a, b, mode) : compare_funs(work, a, b, mode);
}

/* ---- the loop ------------------------------------------------------------------------------- */

/* The next pair to compare, from the runs on top of the stack. False: there is none before the next
 * MapOrder or the end, or *outcome is decided. */
static bool next_pair(Work *work, Pair *pair, int *outcome)
{
    while (work->used != 0) {
        Frame frame = work->frames[work->used - 1];
        if (frame.count == 0)
            return false;
        work->used--;
        pair->mode = frame.mode;
        if (frame.mode & TRIE) {
            push_pairs(work, frame.a + 1, frame.b + 1, frame.count - 1, frame.mode);
            pair->a = *frame.a;
            pair->b = *frame.b;
            return true;
        }
        *outcome = compare_elements(work, frame.a, frame.b, frame.count, pair);
        if (*outcome != 0)
            return *outcome == UNDECIDED;
    }
    return false;
}

/* Drops all that stands above the topmost MapOrder. */
static void unwind(Work *work)
{
    while (work->frames[work->used - 1].count != 0)
        work->used--;
}

int compare_deeply(Term a, Term b, uint32_t mode)
{
    Work work;
    work.frames = work.inline_frames;
    work.capacity = INLINE_FRAMES;
    work.used = work.orders = 0;
    Pair pair = {a, b, mode};
    int outcome = 0;
    bool more = true;
    UInt steps = 0;
    while (more) {
        do {
            long_work_loop(steps++);
            outcome = pair.a == pair.b ? 0 : compare_pair(&work, &pair);
        } while (outcome == UNDECIDED);
        if (outcome == 0 && next_pair(&work, &pair, &outcome))
            continue;
        /* A part of a large map is decided, or everything is. */
        more = false;
        while (!more && work.orders != 0) {
            if (outcome == 0 && (more = next_pair(&work, &pair, &outcome)))
                break;
            if (outcome != 0)
                unwind(&work);
            MapOrder *order = (MapOrder *)work.frames[work.used - 1].a;
            more = map_order_step(order, &outcome, &pair);
            if (!more) {
                work.used--;
                work.orders--;
                memory_free(MEMORY_TEMPORARY, order, sizeof *order);
            }
        }
        if (!more && outcome == 0)
            more = next_pair(&work, &pair, &outcome);
    }
    work_free(&work);
    return outcome;
}
