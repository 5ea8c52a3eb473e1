/* SPDX-License-Identifier: Apache-2.0 */
/* Natives of match specifications: compiled ones as terms, running them over lists, testing. */
#include "rt/core/bif.h"
#include "rt/core/memory.h"
#include "rt/core/reference.h"
#include "rt/match/program.h"

enum { OBJECTS_PER_CHARGE = 8 };

/* ---- compiled specifications are magic references
 * ---------------------------------------------- */

static MatchSpec **contents(BinaryObject *object)
{
    return (MatchSpec **)(void *)object->bytes;
}

static void destroy(BinaryObject *object)
{
    match_spec_release(*contents(object));
    reference_forget(object);
}

Term match_spec_reference(Process *process, MatchSpec *spec)
{
    BinaryObject *object = binary_object_new(sizeof(MatchSpec *));
    object->destructor = destroy;
    *contents(object) = spec;
    return reference_new_magic(process, object);
}

MatchSpec *match_spec_of_reference(Term reference)
{
    BinaryObject *object = reference_object(reference, destroy);
    return object ? *contents(object) : NULL;
}

Term bif_ets_match_spec_compile_1(Process *process, Term list)
{
    MatchSpec *spec = match_spec_compile(list, MATCH_SPEC_TABLE);
    return spec ? match_spec_reference(process, spec) : bif_badarg(process);
}

Term bif_ets_is_compiled_ms_1(Process *process, Term term)
{
    (void)process;
    return term_bool(match_spec_of_reference(term) != NULL);
}

/* ---- running ----------------------------------------------------------------------------------
 */

static Term run_list(Process *process, Term list, Term reference, Term results, Term unused);

/* The values for the elements of the list that match, in reverse, before `results`. */
Term bif_ets_match_spec_run_r_3(Process *process, Term list, Term reference, Term results)
{
    return run_list(process, list, reference, results, TERM_NIL);
}

static Term run_list(Process *process, Term list, Term reference, Term results, Term unused)
{
    (void)unused;
    const MatchSpec *spec = match_spec_of_reference(reference);
    if (!spec)
        return bif_badarg(process);
    for (UInt count = 1; term_is_cons(list); list = term_tail(list), count++) {
        Term value = match_spec_run(process, spec, term_head(list), false);
        if (value != THE_NON_VALUE)
            results = heap_cons(process, value, results);
        if (count % OBJECTS_PER_CHARGE == 0)
            bif_charge(process, 1);
        if (bif_reductions_left(process) <= 0)
            return bif_trap(process, run_list, 3, term_tail(list), reference, results, TERM_NIL);
    }
    return term_is_nil(list) ? results : bif_badarg(process);
}

/* ---- erlang:match_spec_test/3
 * ------------------------------------------------------------------ */

static UInt list_cells(Term list)
{
    UInt count = 0;
    for (; term_is_cons(list); list = term_tail(list))
        count++;
    return count;
}

static Term test_trace(Process *process, const MatchSpec *spec, Term list,
                       MatchSpecEffects *effects)
{
    UInt count = list_cells(list), at = 0;
    Term *arguments = memory_alloc(MEMORY_TEMPORARY, (count + 1) * sizeof *arguments);
    for (; term_is_cons(list); list = term_tail(list))
        arguments[at++] = term_head(list);
    Term value = match_spec_run_trace(process, spec, arguments, count, effects);
    memory_free(MEMORY_TEMPORARY, arguments, (count + 1) * sizeof *arguments);
    return value;
}

Term bif_erlang_match_spec_test_3(Process *process, Term object, Term list, Term dialect)
{
    bool trace = dialect == am_trace;
    if ((!trace && dialect != am_table) || (trace && !term_is_list(object)))
        return bif_badarg(process);
    MatchErrors errors;
    match_errors_start(&errors);
    MatchSpec *spec =
        match_compile(list, trace ? MATCH_SPEC_TRACE : MATCH_SPEC_TABLE, true, &errors);
    Term messages = match_errors_list(process, &errors);
    match_errors_free(&errors);
    if (!spec)
        return heap_tuple(process, 2, (Term)am_error, messages);
    MatchSpecEffects effects = {.pretend = true};
    Term value = trace ? test_trace(process, spec, object, &effects)
                       : match_spec_run(process, spec, object, false);
    match_spec_release(spec);
    Term flags = TERM_NIL;
    if (effects.exception_trace)
        flags = heap_cons(process, am_exception_trace, flags);
    if (effects.return_trace)
        flags = heap_cons(process, am_return_trace, flags);
    return heap_tuple(process, 4, (Term)am_ok, value == THE_NON_VALUE ? (Term)am_false : value,
                      flags, messages);
}
