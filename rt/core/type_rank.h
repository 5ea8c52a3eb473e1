/* SPDX-License-Identifier: Apache-2.0 */
/* The order of types: what terms of different types are compared by. */
#ifndef RT_CORE_TYPE_RANK_H
#define RT_CORE_TYPE_RANK_H

#include "rt/core/term.h"

typedef enum TypeRank {
    RANK_NUMBER,
    RANK_ATOM,
    RANK_REFERENCE,
    RANK_FUN,
    RANK_PORT,
    RANK_PID,
    RANK_TUPLE,
    RANK_MAP,
    RANK_NIL,
    RANK_LIST,
    RANK_BITSTRING,
} TypeRank;

/* By the last six bits of immediate terms, and by the kind of boxed objects. */
extern const uint8_t type_rank_immediate[64], type_rank_boxed[16];

static inline TypeRank type_rank(Term term)
{
    if (term_is_immediate(term))
        return (TypeRank)type_rank_immediate[term & TAG6_MASK];
    return term_is_boxed(term) ? (TypeRank)type_rank_boxed[term_kind(term)] : RANK_LIST;
}

#endif
