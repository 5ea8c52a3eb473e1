/* SPDX-License-Identifier: Apache-2.0 */
/* Going through tables (scan.h). */
#include "rt/ets/scan.h"

#include "rt/core/atom.h"
#include "rt/core/compare.h"
#include "rt/core/long_work.h"
#include "rt/ets/prefix.h"
#include "rt/ets/spot.h"
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
static bool has_same_key(const EtsTable *table, const EtsObject *object, Term value)
{
    UInt position = table->position;
    return term_is_tuple(value) && term_tuple_arity(value) >= position &&
           term_exact(term_boxed_ptr(value)[position], ets_object_element(object, position));
}

/* The value, outside the table; THE_NON_VALUE when nothing matches. */
static inline Term value_of(Process *process, const MatchSpec *spec, const EtsObject *object)
{
    if (__builtin_expect(object->packed, 0)) {
        HeapMark mark = heap_mark(process);
        Term value = match_spec_run(process, spec, ets_object_unpack(process, object), false);
        if (value == THE_NON_VALUE)
            heap_reset(process, &mark);
        return value;
    }
    bool whole;
    Term value = match_spec_run_whole(process, spec, object->tuple, &whole);
    return whole ? ets_object_copy(process, object) : value;
}

static inline bool passes(Process *process, const MatchSpec *spec, const EtsObject *object)
{
    if (__builtin_expect(!object->packed, 1))
        return match_spec_run_test(process, spec, object->tuple);
    HeapMark mark = heap_mark(process);
    bool good = match_spec_run_test(process, spec, ets_object_unpack(process, object));
    heap_reset(process, &mark);
    return good;
}

static inline Fate visit(Scan *scan, const EtsObject *object, EtsObject **instead)
{
    EtsJob *job = scan->job;
    Process *process = scan->process;
    if (job->kind == ETS_JOB_COUNT || job->kind == ETS_JOB_DELETE) {
        bool chosen = passes(process, job->spec, object);
        job->got += chosen;
        return chosen && job->kind == ETS_JOB_DELETE ? DELETE : KEEP;
    }
    Term value = value_of(process, job->spec, object);
    if (value == THE_NON_VALUE)
        return KEEP;
    if (job->kind == ETS_JOB_REPLACE) {
        if (!has_same_key(scan->table, object, value))
            return KEEP;
        job->got++;
        *instead = ets_table_object(scan->table, value);
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

static EtsObject **visit_slot(Scan *scan, const EtsSpot *spot, EtsObject **slot)
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
        EtsSpot spot;
        ets_spot(scan->table, key, writes(job), &spot);
        EtsObject **slot = spot.slot;
        for (bool same = spot.found; same;
             same = ets_spot_has_key(scan->table, &spot, *slot, key)) {
            slot = visit_slot(scan, &spot, slot);
            more = go_on(scan);
        }
        ets_spot_end(&spot);
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
        EtsSpot spot;
        ets_hash_bucket(table, (UInt)job->slot, writes(job), &spot);
        for (EtsObject **slot = spot.slot; *slot;) {
            slot = visit_slot(scan, &spot, slot);
            more = go_on(scan);
        }
        ets_spot_end(&spot);
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

static void first_place(EtsTable *table, const EtsJob *job, Term prefix, EtsCursor *cursor)
{
    bool down = goes_down(job), changes = writes(job);
    if (job->last != THE_NON_VALUE)
        ets_cursor_beside(table, job->last, down, false, changes, cursor);
    else if (prefix != THE_NON_VALUE)
        ets_prefix_cursor(table, prefix, down, changes, cursor);
    else
        ets_cursor_end_of_table(table, down, changes, cursor);
}

/* An object with the same key, so that nothing moves. */
static void replace_in(EtsTable *table, EtsTree *tree, EtsObject *object)
{
    EtsFound found = {.hold = {.tree = tree}};
    ets_found_replace(table, &found, object);
}

static void scan_tree(Scan *scan, Term prefix)
{
    EtsJob *job = scan->job;
    EtsTable *table = scan->table;
    bool down = goes_down(job);
    EtsCursor at;
    first_place(table, job, prefix, &at);
    for (bool more = true; at.place.leaf && more;) {
        if (prefix != THE_NON_VALUE && !ets_prefix_matches(ets_cursor_key(&at), prefix)) {
            ets_cursor_end(&at);
            at.place.leaf = NULL;
            break;
        }
        EtsObject *instead;
        Fate fate = visit(scan, ets_cursor_object(&at), &instead);
        more = go_on(scan);
        if (!more)
            job->last = ets_object_copy_part(scan->process, ets_cursor_key(&at));
        if (fate == DELETE) {
            ets_cursor_delete(table, &at, down);
            continue;
        }
        if (fate == REPLACE)
            replace_in(table, at.hold.tree, instead);
        ets_cursor_step(table, &at, down);
    }
    job->done = !at.place.leaf;
    ets_cursor_end(&at);
}

/* One key; what is put in the place of the object has it too. */
static void scan_one(Scan *scan, Term key)
{
    EtsTable *table = scan->table;
    EtsFound found;
    EtsObject *instead;
    ets_find(table, key, writes(scan->job), &found);
    scan->job->done = true;
    if (found.object) {
        Fate fate = visit(scan, found.object, &instead);
        if (fate == DELETE)
            ets_found_delete(table, &found, key);
        else if (fate == REPLACE)
            ets_found_replace(table, &found, instead);
    }
    ets_found_end(&found);
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
