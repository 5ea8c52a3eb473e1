/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Module ets: select, match, match_object and their relatives.
 *
 * A traversal that takes more than a time slice leaves the table and goes on later: a table that is
 * not ordered is then fixed for the process, which ends that when it is done (or has ended).
 *
 * Between slices a traversal is a tuple, the same for all kinds; {Table, Last or slot, ChunkSize,
 * Specification, Results, Number of results, Kind and flags}. What a program gets of select/3 has
 * the form that ets:repair_continuation/2 knows.
 */
#include "rt/bif/ets.h"
#include "rt/core/list.h"
#include "rt/ets/owner.h"
#include "rt/ets/scan.h"

/* A job, and how it is to end. */
typedef struct Traversal {
    EtsJob job;
    Term table;     /* the id */
    Term reference; /* of the specification; THE_NON_VALUE: not made yet */
    bool fixed;     /* by this traversal */
} Traversal;

enum { FLAG_REVERSE = 4, FLAG_FIXED = 8, KIND_MASK = 3 };

static Term go_on(Process *process, Term saved, Term b, Term c, Term d);

static bool changes(const Traversal *traversal)
{
    return traversal->job.kind == ETS_JOB_DELETE || traversal->job.kind == ETS_JOB_REPLACE;
}

static Term reference_of(Process *process, Traversal *traversal)
{
    if (traversal->reference == THE_NON_VALUE)
        traversal->reference = match_spec_reference(process, traversal->job.spec);
    return traversal->reference;
}

/* A specification without a reference is not needed any more. */
static void release(Traversal *traversal)
{
    if (traversal->reference == THE_NON_VALUE)
        match_spec_release(traversal->job.spec);
}

/* ---- between slices ---------------------------------------------------------------------------
 */

static Term save(Process *process, Traversal *traversal)
{
    const EtsJob *job = &traversal->job;
    UInt flags =
        job->kind | (job->reverse ? FLAG_REVERSE : 0) | (traversal->fixed ? FLAG_FIXED : 0);
    Term place = job->last != THE_NON_VALUE ? job->last : term_make_small(job->slot);
    bool ordered = job->last != THE_NON_VALUE;
    return heap_tuple(process, 8, traversal->table, place, term_make_small((SInt)job->chunk),
                      reference_of(process, traversal), job->list, term_make_small((SInt)job->got),
                      term_make_small((SInt)flags), term_bool(ordered));
}

static Traversal restore(Term saved)
{
    const Term *at = term_tuple_elements(saved);
    UInt flags = (UInt)term_small_value(at[6]);
    bool ordered = at[7] == am_true;
    return (Traversal){.table = at[0],
                       .reference = at[3],
                       .fixed = flags & FLAG_FIXED,
                       .job = {.kind = (EtsJobKind)(flags & KIND_MASK),
                               .reverse = flags & FLAG_REVERSE,
                               .chunk = (UInt)term_small_value(at[2]),
                               .spec = match_spec_of_reference(at[3]),
                               .list = at[4],
                               .got = (UInt)term_small_value(at[5]),
                               .slot = ordered ? 0 : term_small_value(at[1]),
                               .last = ordered ? at[1] : THE_NON_VALUE}};
}

/* ---- results ----------------------------------------------------------------------------------
 */

static Term reversed(Process *process, Term list)
{
    Term result = TERM_NIL;
    for (; term_is_cons(list); list = term_tail(list))
        result = heap_cons(process, term_head(list), result);
    return result;
}

/* The oldest `chunk` of the results, which end the list; the others in *rest. */
static Term split(Process *process, EtsJob *job, bool fresh, Term *rest)
{
    Term list = job->list, surplus = TERM_NIL;
    UInt over = job->got > job->chunk ? job->got - job->chunk : 0;
    for (UInt i = 0; i < over; i++, list = term_tail(list))
        surplus = heap_cons(process, term_head(list), surplus);
    *rest = fresh ? reversed(process, surplus) : surplus;
    return list;
}

/* {Results, {Table, Slot, ChunkSize, Specification, Surplus, Number of these}} */
static Term hash_chunk(Process *process, Traversal *traversal, const EtsTable *table, bool fresh)
{
    EtsJob *job = &traversal->job;
    Term rest, results = split(process, job, fresh, &rest);
    if (term_is_nil(rest) && job->slot < 0)
        return term_is_nil(results) ? am_dollar_end_of_table
                                    : heap_tuple(process, 2, results, am_dollar_end_of_table);
    SInt over = job->got > job->chunk ? (SInt)(job->got - job->chunk) : 0;
    Term continuation = heap_tuple(process, 6, ets_table_reference(process, table),
                                   term_make_small(job->slot), term_make_small((SInt)job->chunk),
                                   reference_of(process, traversal), rest, term_make_small(over));
    return heap_tuple(process, 2, results, continuation);
}

/* {Results, {Table, Last, End, ChunkSize, Specification, [], Reverse, 0}} */
static Term tree_chunk(Process *process, Traversal *traversal, const EtsTable *table)
{
    EtsJob *job = &traversal->job;
    if (job->got == 0)
        return am_dollar_end_of_table;
    Term results = reversed(process, job->list);
    if (job->got < job->chunk || job->last == THE_NON_VALUE)
        return heap_tuple(process, 2, results, am_dollar_end_of_table);
    MatchSpecKey keys = match_spec_key(job->spec, table->position);
    Term end =
        keys.kind == MATCH_KEY_PREFIX ? ets_object_copy_part(process, keys.keys[0]) : TERM_NIL;
    Term continuation =
        heap_tuple(process, 8, ets_table_id(process, table), job->last, end,
                   term_make_small((SInt)job->chunk), reference_of(process, traversal), TERM_NIL,
                   term_make_small(job->reverse), term_make_small(0));
    return heap_tuple(process, 2, results, continuation);
}

static Term result_of(Process *process, Traversal *traversal, const EtsTable *table, bool fresh)
{
    if (traversal->job.kind != ETS_JOB_SELECT)
        return term_make_small((SInt)traversal->job.got);
    if (traversal->job.chunk == 0)
        return traversal->job.list;
    return ets_table_is_ordered(table) ? tree_chunk(process, traversal, table)
                                       : hash_chunk(process, traversal, table, fresh);
}

/* ---- running ----------------------------------------------------------------------------------
 */

/* The table was fixed by the traversal; it may have been deleted since. */
static void let_loose(Process *process, EtsTable *table, uint64_t number)
{
    EtsEntry entry = ets_enter_table(table, number, ETS_ALONE);
    if (!entry.table)
        return;
    ets_unfix(process, table);
    ets_leave(entry);
}

static bool has_enough(const EtsJob *job)
{
    return job->chunk > 0 && job->got >= job->chunk;
}

/* The process is in the table and leaves it. `fresh`: the results have not been a program's. */
static Term run(Process *process, Traversal *traversal, EtsEntry entry, bool fresh)
{
    EtsTable *table = entry.table;
    uint64_t number = table->number;
    EtsJob *job = &traversal->job;
    job->done = false;
    if (!has_enough(job))
        ets_scan(process, table, job);
    if (!job->done && !has_enough(job)) {
        if (!traversal->fixed && !ets_table_is_ordered(table)) {
            ets_fix(process, table);
            traversal->fixed = true;
        }
        ets_leave(entry);
        return bif_trap(process, go_on, 1, save(process, traversal), TERM_NIL, TERM_NIL, TERM_NIL);
    }
    Term result = result_of(process, traversal, table, fresh);
    if (changes(traversal) && !ets_table_is_ordered(table))
        ets_hash_resize(table);
    ets_leave(entry);
    release(traversal);
    if (traversal->fixed)
        let_loose(process, table, number);
    return result;
}

static EtsEntry enter(Process *process, const Traversal *traversal)
{
    return changes(traversal) ? ets_enter(process, traversal->table, ETS_WRITE, ETS_LOCAL)
                              : ets_enter(process, traversal->table, ETS_READ, ETS_SHARED);
}

static Term go_on(Process *process, Term saved, Term b, Term c, Term d)
{
    (void)b, (void)c, (void)d;
    Traversal traversal = restore(saved);
    EtsEntry entry = enter(process, &traversal);
    return entry.table ? run(process, &traversal, entry, true) : ets_refuse(process, entry);
}

/* The empty list is no specification to compile, but one that nothing matches. */
static Term nothing(EtsEntry entry, const Traversal *traversal)
{
    ets_leave(entry);
    if (traversal->job.kind != ETS_JOB_SELECT)
        return term_make_small(0);
    return traversal->job.chunk ? am_dollar_end_of_table : TERM_NIL;
}

/* `spec` NULL: the arguments were bad. A table is named by its reference from now on, so that it is
 * found again when it is renamed meanwhile. */
static Term start(Process *process, Traversal *traversal, EtsEntry entry)
{
    if (!traversal->job.spec) {
        ets_leave(entry);
        return bif_badarg(process);
    }
    traversal->reference = THE_NON_VALUE;
    traversal->job.list = TERM_NIL;
    traversal->job.last = THE_NON_VALUE;
    if (!term_is_ref(traversal->table))
        traversal->table = ets_table_reference(process, entry.table);
    return run(process, traversal, entry, true);
}

/* ---- native functions -------------------------------------------------------------------------
 */

static bool chunk_size(Term limit, UInt *chunk)
{
    if (!term_is_small(limit) || term_small_value(limit) <= 0)
        return false;
    *chunk = (UInt)term_small_value(limit);
    return true;
}

static Term select_all(Process *process, Term id, Term spec, EtsJobKind kind, bool reverse)
{
    Traversal traversal = {.table = id, .job = {.kind = kind, .reverse = reverse}};
    EtsEntry entry = enter(process, &traversal);
    if (!entry.table)
        return ets_refuse(process, entry);
    if (term_is_nil(spec))
        return nothing(entry, &traversal);
    traversal.job.spec = match_spec_compile(spec, MATCH_SPEC_TABLE);
    return start(process, &traversal, entry);
}

static Term select_chunk(Process *process, Term id, Term spec, Term limit, bool reverse)
{
    Traversal traversal = {.table = id, .job = {.kind = ETS_JOB_SELECT, .reverse = reverse}};
    EtsEntry entry = enter(process, &traversal);
    if (!entry.table)
        return ets_refuse(process, entry);
    bool good = chunk_size(limit, &traversal.job.chunk);
    if (good && term_is_nil(spec))
        return nothing(entry, &traversal);
    if (good)
        traversal.job.spec = match_spec_compile(spec, MATCH_SPEC_TABLE);
    return start(process, &traversal, entry);
}

Term bif_ets_select_2(Process *process, Term id, Term spec)
{
    return select_all(process, id, spec, ETS_JOB_SELECT, false);
}
Term bif_ets_select_reverse_2(Process *process, Term id, Term spec)
{
    return select_all(process, id, spec, ETS_JOB_SELECT, true);
}
Term bif_ets_select_count_2(Process *process, Term id, Term spec)
{
    return select_all(process, id, spec, ETS_JOB_COUNT, false);
}
Term bif_ets_internal_select_delete_2(Process *process, Term id, Term spec)
{
    return select_all(process, id, spec, ETS_JOB_DELETE, false);
}
Term bif_ets_select_3(Process *process, Term id, Term spec, Term limit)
{
    return select_chunk(process, id, spec, limit, false);
}
Term bif_ets_select_reverse_3(Process *process, Term id, Term spec, Term limit)
{
    return select_chunk(process, id, spec, limit, true);
}

Term bif_ets_select_replace_2(Process *process, Term id, Term spec)
{
    Traversal traversal = {.table = id, .job = {.kind = ETS_JOB_REPLACE}};
    EtsEntry entry = enter(process, &traversal);
    if (!entry.table)
        return ets_refuse(process, entry);
    if (entry.table->type == ETS_BAG) {
        ets_leave(entry);
        return bif_badarg_cause(process, am_table_type);
    }
    if (term_is_nil(spec))
        return nothing(entry, &traversal);
    if (ets_spec_keeps_key(spec, entry.table->position))
        traversal.job.spec = match_spec_compile(spec, MATCH_SPEC_TABLE);
    return start(process, &traversal, entry);
}

static Term match_all(Process *process, Term id, Term pattern, bool whole)
{
    Traversal traversal = {.table = id, .job = {.kind = ETS_JOB_SELECT}};
    EtsEntry entry = enter(process, &traversal);
    if (!entry.table)
        return ets_refuse(process, entry);
    traversal.job.spec = match_spec_compile_pattern(pattern, whole);
    return start(process, &traversal, entry);
}

static Term match_chunk(Process *process, Term id, Term pattern, Term limit, bool whole)
{
    Traversal traversal = {.table = id, .job = {.kind = ETS_JOB_SELECT}};
    EtsEntry entry = enter(process, &traversal);
    if (!entry.table)
        return ets_refuse(process, entry);
    if (chunk_size(limit, &traversal.job.chunk))
        traversal.job.spec = match_spec_compile_pattern(pattern, whole);
    return start(process, &traversal, entry);
}

Term bif_ets_match_2(Process *process, Term id, Term pattern)
{
    return match_all(process, id, pattern, false);
}
Term bif_ets_match_object_2(Process *process, Term id, Term pattern)
{
    return match_all(process, id, pattern, true);
}
Term bif_ets_match_3(Process *process, Term id, Term pattern, Term limit)
{
    return match_chunk(process, id, pattern, limit, false);
}
Term bif_ets_match_object_3(Process *process, Term id, Term pattern, Term limit)
{
    return match_chunk(process, id, pattern, limit, true);
}

/* ---- continuations ----------------------------------------------------------------------------
 */

/* Takes a continuation apart; false if it is none for a table of this kind. */
static bool from_program(Term continuation, bool ordered, Traversal *traversal)
{
    const Term *at = term_tuple_elements(continuation);
    if (!term_is_tuple_of(continuation, ordered ? 8 : 6))
        return false;
    Term chunk = at[ordered ? 3 : 2], list = at[ordered ? 5 : 4], got = at[ordered ? 7 : 5];
    EtsJob *job = &traversal->job;
    traversal->reference = at[ordered ? 4 : 3];
    job->spec = match_spec_of_reference(traversal->reference);
    if (!job->spec || !term_is_small(chunk) || term_small_value(chunk) < 0 || !term_is_small(got) ||
        term_small_value(got) != list_length(list) || !term_is_small(at[ordered ? 6 : 1]))
        return false;
    job->chunk = (UInt)term_small_value(chunk);
    job->list = list;
    job->got = (UInt)term_small_value(got);
    job->last = ordered ? at[1] : THE_NON_VALUE;
    job->slot = ordered ? 0 : term_small_value(at[1]);
    job->reverse = ordered && term_small_value(at[6]) != 0;
    return true;
}

static Term continue_select(Process *process, Term continuation)
{
    if (continuation == am_dollar_end_of_table)
        return continuation;
    if (!term_is_tuple_of(continuation, 6) && !term_is_tuple_of(continuation, 8))
        return bif_badarg(process);
    Traversal traversal = {.table = term_tuple_elements(continuation)[0],
                           .job = {.kind = ETS_JOB_SELECT}};
    EtsEntry entry = enter(process, &traversal);
    if (!entry.table)
        return ets_refuse(process, entry);
    if (!from_program(continuation, ets_table_is_ordered(entry.table), &traversal)) {
        ets_leave(entry);
        return bif_badarg(process);
    }
    return run(process, &traversal, entry, false);
}

Term bif_ets_select_1(Process *process, Term continuation)
{
    return continue_select(process, continuation);
}
Term bif_ets_select_reverse_1(Process *process, Term continuation)
{
    return continue_select(process, continuation);
}
Term bif_ets_match_1(Process *process, Term continuation)
{
    return continue_select(process, continuation);
}
Term bif_ets_match_object_1(Process *process, Term continuation)
{
    return continue_select(process, continuation);
}
