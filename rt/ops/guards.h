/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Guard BIFs with inline fast paths. On failure the result is the non-value and, by the slow path,
 * the fault is set as the BIF itself sets it.
 */
#ifndef RT_OPS_GUARDS_H
#define RT_OPS_GUARDS_H

#include "rt/core/atom.h"
#include "rt/core/bif.h"
#include "rt/ops/state.h"

/* Cold: sets badarg (synced state not needed: nothing is allocated). Callers keep their
 * registers. */
PRESERVE_MOST Term guard_badarg(Process *process) __attribute__((cold));

OP_INLINE Term op_bif_element(OpState *s, Term index, Term tuple)
{
    if (LIKELY(term_is_small(index) && term_is_tuple(tuple))) {
        UInt i = (UInt)term_small_value(index) - 1;
        if (LIKELY(i < term_tuple_arity(tuple)))
            return op_known(term_tuple_elements(tuple)[i]);
    }
    return guard_badarg(s->process);
}

OP_INLINE Term op_bif_hd(OpState *s, Term list)
{
    return LIKELY(term_is_cons(list)) ? op_known(term_head(list)) : guard_badarg(s->process);
}

OP_INLINE Term op_bif_tl(OpState *s, Term list)
{
    return LIKELY(term_is_cons(list)) ? op_known(term_tail(list)) : guard_badarg(s->process);
}

OP_INLINE Term op_bif_tuple_size(OpState *s, Term tuple)
{
    return LIKELY(term_is_tuple(tuple)) ? term_make_small((SInt)term_tuple_arity(tuple))
                                        : guard_badarg(s->process);
}

/* Sizes in bits fit a small integer: memory is smaller than that. */
OP_INLINE Term op_bif_bit_size(OpState *s, Term t)
{
    return LIKELY(term_is_bitstring(t)) ? term_make_small((SInt)term_bit_size(t))
                                        : guard_badarg(s->process);
}

OP_INLINE Term op_bif_byte_size(OpState *s, Term t)
{
    return LIKELY(term_is_bitstring(t)) ? term_make_small((SInt)((term_bit_size(t) + 7) / 8))
                                        : guard_badarg(s->process);
}

OP_INLINE Term op_bif_self(OpState *s)
{
    return s->process->pid;
}

OP_INLINE Term op_bif_not(OpState *s, Term a)
{
    if (a == am_true)
        return am_false;
    return LIKELY(a == am_false) ? (Term)am_true : guard_badarg(s->process);
}

OP_INLINE bool guard_is_boolean(Term t)
{
    return t == am_true || t == am_false;
}

OP_INLINE Term op_bif_and(OpState *s, Term a, Term b)
{
    if (UNLIKELY(!guard_is_boolean(a) || !guard_is_boolean(b)))
        return guard_badarg(s->process);
    return a == am_true ? b : a;
}

OP_INLINE Term op_bif_or(OpState *s, Term a, Term b)
{
    if (UNLIKELY(!guard_is_boolean(a) || !guard_is_boolean(b)))
        return guard_badarg(s->process);
    return a == am_true ? a : b;
}

OP_INLINE Term op_bif_xor(OpState *s, Term a, Term b)
{
    if (UNLIKELY(!guard_is_boolean(a) || !guard_is_boolean(b)))
        return guard_badarg(s->process);
    return term_bool(a != b);
}

#endif
