/* SPDX-License-Identifier: Apache-2.0 */
/* Going through tables (scan.h). */
#include "rt/ets/scan.h"

#include "rt/core/atom.h"
#include "rt/core/compare.h"
#include "rt/core/long_work.h"
#include "rt/ets/prefix.h"
#include "rt/ets/store.h"

enum {
    OBJECTS_PER_REDUCTION = 8,
    BUCKETS_PER_REDUCTION = 32,
    SMALL = 1024, /* objects of a table that is gone through at one go */
};

typedef struct Scan {
    Process *process;
    EtsTable *table;
    EtsJob *job;
    UInt visited; /* objects */
    bool small;
} Scan;

/* An object has been visited: may the job go on? */
static inline bool go_on(Scan *scan)
{
    const EtsJob *job = scan->job;
    if (++scan->visited % OBJECTS_PER_REDUCTION == 0)
        scan->process->reductions--;
    if (scan->small)
        long_work_loop(scan->visited);
    else if (scan->process->reductions <= 0)
        return false;
    return job->chunk == 0 || job->got < job->chunk;
}

/* ---- one object -------------------------------------------------------------------------------
 */

typedef enum Fate { KEEP, DELETE, REPLACE } Fate;

/* The specification has been checked, but a body may fail. */
static bool has_same_key(const EtsTable *table, Term before, Term value)
{
    UInt position = table->position;
    return term_is_tuple(value) && term_tuple_arity(value) >= position &&
           term_exact(term_boxed_ptr(value)[position], term_boxed_ptr(before)[position]);
}

static inline Fate visit(Scan *scan, const EtsObject *object, EtsObject **instead)
{
    EtsJob *job = scan->job;
    Process *process = scan->process;
    if (job->kind == ETS_JOB_COUNT || job->kind == ETS_JOB_DELETE) {
        bool chosen = match_spec_run_test(process, job->spec, object->tuple);
        job->got += chosen;
        return chosen && job->kind == ETS_JOB_DELETE ? DELETE : KEEP;
    }
    Term value = match_spec_run(process, job->spec, object->tuple, true);
    if (value == THE_NON_VALUE)
        return KEEP;
    if (job->kind == ETS_JOB_REPLACE) {
        if (!has_same_key(scan->table, object->tuple, value))
            return KEEP;
        job->got++;
        *instead = ets_object_new(value);
        return REPLACE;
    }
    job->got++;
    job->list = heap_cons(process, value, job->list);
    return KEEP;
}

static inline bool writes(const EtsJob *job)
{
    return job->kind == ETS_JOB_DELETE || job->kind == ETS_JOB_REPLACE;
}

/* ---- hash tables ------------------------------------------------------------------------------
 */

static EtsObject **visit_slot(Scan *scan, EtsSpot spot, EtsObject **slot)
{
    EtsObject *instead;
    if ((*slot)->deleted)
        return &(*slot)->next;
    switch (visit(scan, *slot, &instead)) {
    case DELETE:
        return ets_spot_delete(scan->table, spot, slot);
    case REPLACE:
        ets_spot_replace(scan->table, slot, instead);
        break;
    case KEEP:
        break;
    }
    return &(*slot)->next;
}

/* All keys are known. */
static void scan_keys(Scan *scan, MatchSpecKey keys)
{
    EtsJob *job = scan->job;
    bool more = true;
    for (; more && (UInt)job->slot < keys.count; job->slot++) {
        Term key = keys.keys[job->slot];
        EtsSpot spot = ets_spot(scan->table, key, writes(job));
        EtsObject **slot = spot.slot;
        for (bool same = spot.found; same; same = ets_spot_has_key(scan->table, spot, *slot, key)) {
            slot = visit_slot(scan, spot, slot);
            more = go_on(scan);
        }
        ets_spot_end(spot);
    }
    job->done = (UInt)job->slot >= keys.count;
}

/* A bucket is always gone through to its end. */
static void scan_buckets(Scan *scan)
{
    EtsJob *job = scan->job;
    EtsTable *table = scan->table;
    bool more = true;
    ets_hash_scan_begin(table);
    for (; more && (UInt)job->slot < ets_hash_buckets(table); job->slot++) {
        EtsSpot spot = ets_hash_bucket(table, (UInt)job->slot, writes(job));
        for (EtsObject **slot = spot.slot; *slot;) {
            slot = visit_slot(scan, spot, slot);
            more = go_on(scan);
        }
        ets_spot_end(spot);
        if (job->slot % BUCKETS_PER_REDUCTION == 0)
            more = --scan->process->reductions > 0 ? more : scan->small && more;
    }
    ets_hash_scan_end(table);
    job->done = (UInt)job->slot >= ets_hash_buckets(table);
}

static void scan_hash(Scan *scan)
{
    MatchSpecKey keys = match_spec_key(scan->job->spec, scan->table->position);
    scan->small = scan->small && ets_hash_buckets(scan->table) <= 4 * SMALL;
    if (keys.kind == MATCH_KEY_BOUND)
        scan_keys(scan, keys);
    else
        scan_buckets(scan);
    if (scan->job->done)
        scan->job->slot = -1;
}

/* ---- ordered tables ---------------------------------------------------------------------------
 */

/* Results go to the front of a list: when all are wanted, the traversal goes the other way. */
static bool goes_down(const EtsJob *job)
{
    return job->kind == ETS_JOB_SELECT && job->chunk == 0 ? !job->reverse : job->reverse;
}

static EtsPlace first_place(const EtsTree *tree, const EtsJob *job, Term prefix)
{
    bool down = goes_down(job);
    if (job->last != THE_NON_VALUE)
        return down ? ets_tree_before(tree, job->last, false)
                    : ets_tree_after(tree, job->last, false);
    if (prefix != THE_NON_VALUE)
        return ets_prefix_place(tree, prefix, down);
    return down ? ets_tree_last(tree) : ets_tree_first(tree);
}

static void step(EtsPlace *place, bool down)
{
    if (down)
        ets_place_previous(place);
    else
        ets_place_next(place);
}

static Term place_key(EtsPlace place)
{
    return place.leaf ? place.leaf->keys[place.index] : THE_NON_VALUE;
}

static void delete_place(EtsTable *table, EtsPlace *place, bool down)
{
    Term key = place_key(*place);
    EtsPlace following = *place;
    step(&following, down);
    Term next = place_key(following);
    ets_delete_key(table, key);
    *place = (EtsPlace){0};
    if (next != THE_NON_VALUE)
        *place = ets_tree_after(&table->tree, next, true);
}

static void scan_tree(Scan *scan, Term prefix)
{
    EtsJob *job = scan->job;
    EtsTable *table = scan->table;
    bool down = goes_down(job);
    EtsPlace place = first_place(&table->tree, job, prefix);
    for (bool more = true; place.leaf && more;) {
        if (prefix != THE_NON_VALUE && !ets_prefix_matches(place_key(place), prefix)) {
            place.leaf = NULL;
            break;
        }
        EtsObject *instead;
        Fate fate = visit(scan, ets_place_object(place), &instead);
        more = go_on(scan);
        if (!more)
            job->last = ets_object_copy_part(scan->process, place_key(place));
        if (fate == DELETE) {
            delete_place(table, &place, down);
            continue;
        }
        if (fate == REPLACE)
            ets_found_replace(table, (EtsFound){0}, instead);
        step(&place, down);
    }
    job->done = !place.leaf;
}

/* One key; what is put in the place of the object has it too. */
static void scan_one(Scan *scan, Term key)
{
    EtsObject *object = ets_tree_find(&scan->table->tree, key), *instead;
    scan->job->done = true;
    if (!object)
        return;
    Fate fate = visit(scan, object, &instead);
    if (fate == DELETE)
        ets_delete_key(scan->table, key);
    else if (fate == REPLACE)
        ets_found_replace(scan->table, (EtsFound){0}, instead);
}

static void scan_ordered(Scan *scan)
{
    MatchSpecKey keys = match_spec_key(scan->job->spec, scan->table->position);
    if (keys.kind == MATCH_KEY_BOUND && keys.count == 1)
        scan_one(scan, keys.keys[0]);
    else
        scan_tree(scan, keys.kind == MATCH_KEY_PREFIX ? keys.keys[0] : THE_NON_VALUE);
}

void ets_scan(Process *process, EtsTable *table, EtsJob *job)
{
    Scan scan = {
        .process = process, .table = table, .job = job, .small = ets_table_objects(table) <= SMALL};
    job->done = false;
    if (ets_table_is_ordered(table))
        scan_ordered(&scan);
    else
        scan_hash(&scan);
}
