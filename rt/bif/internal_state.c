/* SPDX-License-Identifier: Apache-2.0 */
/*
 * erts_debug:set_internal_state/2 and get_internal_state/1: what OTP's test suites ask of the
 * runtime. Undefined functions until set_internal_state(available_internal_state, true) is called.
 * Not all of ERTS's items are known here; the others are badarg, as unknown ones are there.
 *
 * The state is read and written by any thread without ordering.
 */
#include "rt/bif/internal_state.h"
#include "rt/core/atom.h"
#include "rt/core/bif.h"
#include "rt/bif/ets.h"
#include "rt/process/system_logger.h"

/* ---- how much at a time -------------------------------------------------------------------------
 */

/* What a limit is when nobody has set it, as ERTS tells it; 0: there is none. That of re is only
 * remembered, for a match is one call of the library. */
static const UInt default_limits[LIMIT_COUNT] = {
    [LIMIT_UNICODE] = 40000, [LIMIT_RE] = 40000, [LIMIT_BINARY] = 0};
/* 0: the default. */
static volatile AO_t limits[LIMIT_COUNT];

SInt internal_state_limit(LoopLimit which, SInt steps)
{
    SInt limit = (SInt)AO_load(&limits[which]);
    return limit && limit < steps ? limit : steps;
}

static Term set_limit(Process *process, LoopLimit which, Term value)
{
    UInt now = 0;
    if (term_is_small(value) && term_small_value(value) >= 0)
        now = (UInt)term_small_value(value);
    else if (value != am_default)
        return bif_badarg(process);
    UInt before = AO_load(&limits[which]);
    AO_store(&limits[which], now);
    return term_make_small((SInt)(before ? before : default_limits[which]));
}

/* ---- items --------------------------------------------------------------------------------------
 */

static volatile AO_t available;

static Term set_available(Process *process, bool value)
{
    static const char warning[] = "Process ~p enabled access to the emulator internal state.~n"
                                  "NOTE: This is an erts internal test feature and should *only* "
                                  "be used by OTP test-suites.~n~n";
    bool before = AO_load(&available);
    AO_store(&available, value);
    if (value)
        system_logger_warning(process, warning, heap_cons(process, process->pid, TERM_NIL));
    return term_bool(before);
}

/* Trees are not split into parts, however many processes write: there is nothing to enforce. */
static Term split_tree(Process *process, Term value)
{
    if (!term_is_tuple_of(value, 2))
        return bif_badarg(process);
    const Term *fields = term_tuple_elements(value);
    if (fields[1] != am_true && fields[1] != am_false)
        return bif_badarg(process);
    EtsEntry entry = ets_enter(process, fields[0], ETS_INFO, ETS_SHARED);
    if (!entry.table)
        return bif_badarg(process);
    bool splits = ets_table_is_ordered(entry.table) && entry.table->write_concurrency != am_false;
    ets_leave(entry);
    return splits ? am_ok : bif_badarg(process);
}

Term bif_erts_debug_set_internal_state_2(Process *process, Term item, Term value)
{
    if (item == am_available_internal_state && (value == am_true || value == am_false))
        return set_available(process, value == am_true);
    if (!AO_load(&available))
        return bif_error(process, am_undef);
    switch (item) {
    case am_unicode_loop_limit:
        return set_limit(process, LIMIT_UNICODE, value);
    case am_re_loop_limit:
        return set_limit(process, LIMIT_RE, value);
    case am_binary_loop_limit:
        return set_limit(process, LIMIT_BINARY, value);
    case am_reds_left:
        if (!term_is_small(value) || term_small_value(value) < 0 ||
            term_small_value(value) > REDUCTIONS_PER_SLICE)
            return bif_badarg(process);
        process->reductions = term_small_value(value);
        return am_true;
    case am_ets_force_trap:
        return am_notsup; /* as in an ERTS that is not made for debugging */
    case am_ets_force_split:
    case am_ets_debug_random_split_join:
        return split_tree(process, value);
    case am_wait:
        /* Memory is given back by the thread that frees it: there is nothing to wait for. */
        return value == am_thread_progress || value == am_deallocations ? am_ok
                                                                        : bif_badarg(process);
    default:
        return bif_badarg(process);
    }
}

Term bif_erts_debug_get_internal_state_1(Process *process, Term item)
{
    enum { WORD = sizeof(Term) };
    if (!AO_load(&available))
        return bif_error(process, am_undef);
    switch (item) {
    case am_reds_left:
        return term_make_small(bif_reductions_left(process));
    case am_DbTable_words: /* a table, and one more segment of its hash table */
        return heap_tuple(process, 2, term_make_small(sizeof(EtsTable) / WORD), term_make_small(1));
    case am_flxctr_memory_usage:
        return am_notsup;
    default:
        return bif_badarg(process);
    }
}
