/* SPDX-License-Identifier: Apache-2.0 */
/* Requests of a process to the runtime, and what terms are as memory. */
#include "rt/core/bif.h"
#include "rt/core/copy.h"
#include "rt/core/flat_size.h"
#include "rt/gc/gc.h"
#include "rt/map/map.h"
#include "rt/sched/flags.h"

/* ---- requests
 * --------------------------------------------------------------------------------------------- */

Term bif_erlang_bump_reductions_1(Process *process, Term count)
{
    if (!term_is_small(count) || term_small_value(count) < 1)
        return bif_badarg(process);
    SInt reductions = term_small_value(count);
    bif_charge(process, reductions < REDUCTIONS_PER_SLICE ? reductions : REDUCTIONS_PER_SLICE);
    return am_true;
}

static Term collected(Process *process, Term a, Term b, Term c, Term d)
{
    (void)process, (void)a, (void)b, (void)c, (void)d;
    return am_true;
}

/* The collection is made before the function goes on. */
Term bif_erts_internal_garbage_collect_1(Process *process, Term kind)
{
    if (kind != am_major && kind != am_minor)
        return bif_badarg(process);
    process->want_full = true;
    heap_want_collection(process);
    return bif_trap(process, collected, 0, TERM_NIL, TERM_NIL, TERM_NIL, TERM_NIL);
}

/* ---- terms as memory
 * ---------------------------------------------------------------------------------------- */

Term bif_erts_debug_flat_size_1(Process *process, Term term)
{
    (void)process;
    return term_make_small((SInt)flat_size(term));
}

Term bif_erts_debug_size_shared_1(Process *process, Term term)
{
    (void)process;
    return term_make_small((SInt)flat_size_shared(term));
}

Term bif_erts_debug_same_2(Process *process, Term a, Term b)
{
    (void)process;
    return term_bool(a == b);
}

Term bif_erts_debug_copy_shared_2(Process *process, Term term, Term with_literals)
{
    if (with_literals != am_true && with_literals != am_false)
        return bif_badarg(process);
    return copy_shared(process, term, with_literals == am_true);
}

Term bif_erts_internal_term_type_1(Process *process, Term term)
{
    (void)process;
    if (term_is_small(term))
        return am_fixnum;
    if (term_is_atom(term))
        return am_atom;
    if (term_is_nil(term))
        return am_nil_atom;
    if (term_is_cons(term))
        return am_list;
    if (term_is_local_pid(term))
        return am_pid;
    if (term_is_local_port(term))
        return am_port;
    switch (term_kind(term)) {
    case KIND_TUPLE:
        return am_tuple;
    case KIND_BIG_POS:
    case KIND_BIG_NEG:
        return am_bignum;
    case KIND_FLOAT:
        return am_hfloat;
    case KIND_MAP:
        return map_is_flat(term) ? (Term)am_flatmap : (Term)am_hashmap;
    case KIND_FUN:
        return am_fun;
    case KIND_EXPORT:
        return am_export;
    case KIND_HEAP_BIN:
        return am_heap_binary;
    case KIND_REFC_BIN:
        return am_refc_binary;
    case KIND_SUB_BIN:
        return am_sub_binary;
    case KIND_REF:
        return am_reference;
    case KIND_EXT_PID:
        return am_external_pid;
    case KIND_EXT_PORT:
        return am_external_port;
    default:
        return am_external_reference;
    }
}

Term bif_error_logger_warning_map_0(Process *process)
{
    static const Term levels[] = {am_error, am_info, am_warning};
    (void)process;
    return levels[runtime_flags()->warnings];
}
