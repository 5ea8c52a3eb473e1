/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The storage of ordered tables: one tree; with write concurrency up to ETS_PARTS_MAX of them, the
 * parts, each with a range of keys and a lock of its own.
 *
 * A part for which threads often wait is split in two, and one for which nobody has waited for long
 * is joined with a neighbour; this is done by a thread that is alone in the table
 * (ets_ordered_adapt), so whoever has entered the table finds the same parts until it leaves. A
 * thread holds the lock of one part at a time.
 *
 * Whoever calls has the table for himself, or reads it while nobody writes; or, with write
 * concurrency, others are there too: then a part is locked by each function that says so.
 */
#ifndef RT_ETS_ORDERED_H
#define RT_ETS_ORDERED_H

#include "rt/ets/lock.h"
#include "rt/ets/tree.h"

typedef struct EtsTable EtsTable;

enum { ETS_PARTS_MAX = 256 };

typedef struct EtsPart {
    _Alignas(64) EtsLock lock;
    int32_t contention; /* rises when a thread has to wait, falls when it has not; atomic */
    EtsTree tree;
    EtsObject *from; /* a copy of a key: all keys are at least that; NULL: of the first part */
    uint64_t order;  /* its digest */
} EtsPart;

typedef struct EtsOrdered {
    EtsTree tree;    /* of a table without parts */
    EtsPart **parts; /* in the order of their keys; NULL: without write concurrency */
    UInt count;
    uint32_t unfit;    /* a part should be split or joined; atomic */
    uint32_t restless; /* not 0: counts on while parts are split and joined, for tests; atomic */
} EtsOrdered;

void ets_ordered_initialize(EtsTable *table);
bool ets_ordered_destroy(EtsOrdered *ordered, SInt *reductions);

/* A tree, its part locked. */
typedef struct EtsHold {
    EtsTree *tree;
    EtsPart *part; /* NULL: no lock was needed */
    UInt index;    /* of the part */
    bool writes;
} EtsHold;

/* The tree that the key belongs to, until ets_hold_end. */
void ets_ordered_hold(EtsTable *table, Term key, bool writes, EtsHold *hold);
static inline void ets_hold_end(const EtsHold *hold)
{
    if (!hold->part)
        return;
    if (hold->writes)
        ets_unlock_write(&hold->part->lock);
    else
        ets_unlock_read(&hold->part->lock);
}

/* An object's place; its part is locked until it is left by a step or ets_cursor_end. */
typedef struct EtsCursor {
    EtsPlace place; /* leaf NULL: at the end, and nothing is locked */
    EtsHold hold;
} EtsCursor;

void ets_cursor_end_of_table(EtsTable *table, bool last, bool writes, EtsCursor *cursor);
/* The nearest object before or after a key, or the one with the key, `equal`. */
void ets_cursor_beside(EtsTable *table, Term key, bool before, bool equal, bool writes,
                       EtsCursor *cursor);
/* As ets_tree_last_that, ets_tree_first_that_not. */
void ets_cursor_that(EtsTable *table, EtsChosen *chosen, const void *data, bool last, bool writes,
                     EtsCursor *cursor);
void ets_cursor_step(EtsTable *table, EtsCursor *cursor, bool down);
/* Takes the object there out and frees it; the next one. */
void ets_cursor_delete(EtsTable *table, EtsCursor *cursor, bool down);
static inline void ets_cursor_end(const EtsCursor *cursor)
{
    if (cursor->place.leaf)
        ets_hold_end(&cursor->hold);
}
static inline Term ets_cursor_key(const EtsCursor *cursor)
{
    EtsPlace place = cursor->place;
    return place.leaf ? place.leaf->keys[place.index] : THE_NON_VALUE;
}
static inline EtsObject *ets_cursor_object(const EtsCursor *cursor)
{
    return ets_place_object(cursor->place);
}

UInt ets_ordered_bytes(const EtsOrdered *ordered);

static inline bool ets_ordered_is_unfit(const EtsOrdered *ordered)
{
    return __atomic_load_n(&ordered->unfit, __ATOMIC_RELAXED) != 0;
}
/* Splits and joins. The caller is alone in the table. */
void ets_ordered_adapt(EtsTable *table);

#endif
