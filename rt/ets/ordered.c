/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Storage of ordered tables (ordered.h).
 *
 * How much parts are contended is counted as contention-adapting trees do it (Sagonas, Winblad,
 * 2015): waiting for a lock weighs much more than getting it at once.
 */
#include "rt/ets/ordered.h"

#include <stdlib.h>
#include <string.h>
#include "rt/core/compare.h"
#include "rt/core/memory.h"
#include "rt/ets/table.h"

enum {
    WAITED = 250,
    NOT_WAITED = 1,
    SPLIT_FROM = 1000,
    JOIN_FROM = -4000,
};

static EtsPart *part_new(void)
{
    EtsPart *part = memory_alloc_aligned(MEMORY_ETS, _Alignof(EtsPart), sizeof *part);
    memset(part, 0, sizeof *part);
    return part;
}

static void part_free(EtsPart *part)
{
    if (part->from)
        ets_object_free(part->from);
    memory_free(MEMORY_ETS, part, sizeof *part);
}

void ets_ordered_initialize(EtsTable *table)
{
    EtsOrdered *ordered = &table->ordered;
    memset(ordered, 0, sizeof *ordered);
    if (!ets_table_is_fine(table)) {
        ets_tree_initialize(&ordered->tree, table->position);
        return;
    }
    ordered->parts = memory_alloc_zero(MEMORY_ETS, ETS_PARTS_MAX * sizeof(EtsPart *));
    ordered->parts[0] = part_new();
    ordered->count = 1;
    ets_tree_initialize(&ordered->parts[0]->tree, table->position);
}

bool ets_ordered_destroy(EtsOrdered *ordered, SInt *reductions)
{
    if (!ordered->parts)
        return ets_tree_destroy(&ordered->tree, reductions);
    for (; ordered->count > 0; ordered->count--) {
        EtsPart *part = ordered->parts[ordered->count - 1];
        if (!ets_tree_destroy(&part->tree, reductions))
            return false;
        part_free(part);
    }
    memory_free(MEMORY_ETS, ordered->parts, ETS_PARTS_MAX * sizeof(EtsPart *));
    ordered->parts = NULL;
    return true;
}

UInt ets_ordered_bytes(const EtsOrdered *ordered)
{
    return ordered->parts ? ETS_PARTS_MAX * sizeof(EtsPart *) + ordered->count * sizeof(EtsPart)
                          : 0;
}

/* ---- locking ----------------------------------------------------------------------------------
 */

static int32_t next_whim(EtsOrdered *ordered)
{
    enum { WHIM_BIT = 32 };
    uint32_t turn = __atomic_add_fetch(&ordered->restless, 2, __ATOMIC_RELAXED); /* stays odd */
    return turn & WHIM_BIT ? SPLIT_FROM : JOIN_FROM;
}

/* Relaxed: the numbers need not be exact. */
static void count_contention(EtsOrdered *ordered, EtsPart *part, bool waited)
{
    int32_t before = __atomic_load_n(&part->contention, __ATOMIC_RELAXED);
    int32_t after = before + (waited ? WAITED : -NOT_WAITED);
    if (__builtin_expect(ordered->restless != 0, 0))
        after = next_whim(ordered);
    __atomic_store_n(&part->contention, after, __ATOMIC_RELAXED);
    bool unfit = after >= SPLIT_FROM ? ordered->count < ETS_PARTS_MAX
                                     : after <= JOIN_FROM && ordered->count > 1;
    if (unfit)
        __atomic_store_n(&ordered->unfit, 1, __ATOMIC_RELAXED);
}

static void hold_part(EtsTable *table, UInt index, bool writes, EtsHold *hold)
{
    EtsOrdered *ordered = &table->ordered;
    EtsPart *part = ordered->parts[index];
    *hold = (EtsHold){&part->tree, part, index, writes};
    if (!writes) {
        ets_lock_read(&part->lock);
        return;
    }
    bool waited = !ets_lock_try_write(&part->lock);
    if (waited)
        ets_lock_write(&part->lock);
    count_contention(ordered, part, waited);
}

/* Does the part begin with the key or before it? */
static bool begins_before(const EtsPart *part, Term key, uint64_t order)
{
    if (part->order != order)
        return part->order < order;
    return term_compare(part->from->tuple, key) <= 0;
}

static UInt part_of(const EtsOrdered *ordered, Term key)
{
    uint64_t order = ets_order(key);
    UInt low = 1, high = ordered->count;
    while (low < high) {
        UInt middle = (low + high) / 2;
        if (begins_before(ordered->parts[middle], key, order))
            low = middle + 1;
        else
            high = middle;
    }
    return low - 1;
}

static inline void hold_tree(EtsTable *table, EtsHold *hold)
{
    *hold = (EtsHold){.tree = &table->ordered.tree};
}

void ets_ordered_hold(EtsTable *table, Term key, bool writes, EtsHold *hold)
{
    if (table->ordered.parts)
        hold_part(table, part_of(&table->ordered, key), writes, hold);
    else
        hold_tree(table, hold);
}

/* ---- going through ----------------------------------------------------------------------------
 */

/* At the end of a tree: goes on in the next part that is not empty. */
static void settle(EtsTable *table, EtsCursor *cursor, bool down)
{
    while (!cursor->place.leaf) {
        EtsHold *hold = &cursor->hold;
        UInt index = hold->index;
        bool is_last = down ? index == 0 : index + 1 >= table->ordered.count;
        ets_hold_end(hold);
        if (!hold->part || is_last)
            return;
        hold_part(table, down ? index - 1 : index + 1, hold->writes, hold);
        cursor->place = down ? ets_tree_last(hold->tree) : ets_tree_first(hold->tree);
    }
}

void ets_cursor_end_of_table(EtsTable *table, bool last, bool writes, EtsCursor *cursor)
{
    EtsHold *hold = &cursor->hold;
    if (table->ordered.parts)
        hold_part(table, last ? table->ordered.count - 1 : 0, writes, hold);
    else
        hold_tree(table, hold);
    cursor->place = last ? ets_tree_last(hold->tree) : ets_tree_first(hold->tree);
    settle(table, cursor, last);
}

void ets_cursor_beside(EtsTable *table, Term key, bool before, bool equal, bool writes,
                       EtsCursor *cursor)
{
    EtsHold *hold = &cursor->hold;
    ets_ordered_hold(table, key, writes, hold);
    cursor->place =
        before ? ets_tree_before(hold->tree, key, equal) : ets_tree_after(hold->tree, key, equal);
    settle(table, cursor, before);
}

void ets_cursor_that(EtsTable *table, EtsChosen *chosen, const void *data, bool last, bool writes,
                     EtsCursor *cursor)
{
    EtsOrdered *ordered = &table->ordered;
    EtsHold *hold = &cursor->hold;
    if (ordered->parts) {
        UInt index = ordered->count - 1;
        while (index > 0 && !chosen(ordered->parts[index]->from->tuple, data))
            index--;
        hold_part(table, index, writes, hold);
    } else {
        hold_tree(table, hold);
    }
    cursor->place = last ? ets_tree_last_that(hold->tree, chosen, data)
                         : ets_tree_first_that_not(hold->tree, chosen, data);
    settle(table, cursor, last);
}

void ets_cursor_step(EtsTable *table, EtsCursor *cursor, bool down)
{
    if (down)
        ets_place_previous(&cursor->place);
    else
        ets_place_next(&cursor->place);
    if (!cursor->place.leaf)
        settle(table, cursor, down);
}

void ets_cursor_delete(EtsTable *table, EtsCursor *cursor, bool down)
{
    EtsTree *tree = cursor->hold.tree;
    EtsPlace following = cursor->place;
    if (down)
        ets_place_previous(&following);
    else
        ets_place_next(&following);
    Term next = following.leaf ? following.leaf->keys[following.index] : THE_NON_VALUE;
    EtsObject *object = ets_tree_remove(tree, ets_cursor_key(cursor));
    ets_table_count(table, -1, -(SInt)ets_ordered_object_bytes(object));
    ets_object_free(object);
    cursor->place = (EtsPlace){0};
    if (next != THE_NON_VALUE)
        cursor->place = ets_tree_after(tree, next, true);
    else
        settle(table, cursor, down);
}

/* ---- adapting ---------------------------------------------------------------------------------
 */

static bool split(EtsOrdered *ordered, UInt index)
{
    EtsPart *part = ordered->parts[index], *right = part_new();
    if (!ets_tree_try_split(&part->tree, &right->tree)) {
        part_free(right);
        return false;
    }
    EtsPlace first = ets_tree_first(&right->tree);
    right->from = ets_object_new(first.leaf->keys[first.index]);
    right->order = first.leaf->orders[first.index];
    EtsPart **at = ordered->parts + index + 1;
    memmove(at + 1, at, (ordered->count - index - 1) * sizeof *at);
    *at = right;
    ordered->count++;
    return true;
}

/* With the part on its right. */
static void join(EtsOrdered *ordered, UInt index)
{
    EtsPart **at = ordered->parts + index + 1, *right = *at;
    if (!ets_tree_try_join(&ordered->parts[index]->tree, &right->tree))
        return;
    part_free(right);
    memmove(at, at + 1, (ordered->count - index - 2) * sizeof *at);
    ordered->count--;
}

void ets_ordered_adapt(EtsTable *table)
{
    EtsOrdered *ordered = &table->ordered;
    ordered->unfit = 0;
    for (UInt i = 0; i < ordered->count; i++) {
        EtsPart *part = ordered->parts[i];
        if (part->contention >= SPLIT_FROM) {
            part->contention = 0;
            if (ordered->count < ETS_PARTS_MAX && split(ordered, i))
                i++; /* not again at once */
        } else if (part->contention <= JOIN_FROM) {
            part->contention = 0;
            if (ordered->count > 1)
                join(ordered, i + 1 < ordered->count ? i : i - 1);
        }
    }
}
