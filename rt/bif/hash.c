/* SPDX-License-Identifier: Apache-2.0 */
/* The portable hashes as native functions. A range is 1 … 2^32. */
#include "rt/core/hash.h"
#include "rt/core/bif.h"
#include "rt/core/long_work.h"

#define RANGE_MAX ((SInt)1 << 32)

static bool range_argument(Term term, SInt *range)
{
    if (!term_is_small(term))
        return false;
    *range = term_small_value(term);
    return *range >= 1 && *range <= RANGE_MAX;
}

/* 1 … Range */
Term bif_erlang_phash_2(Process *process, Term term, Term limit)
{
    SInt range;
    if (!range_argument(limit, &range))
        return bif_badarg(process);
    return LONG_WORK(process, term_make_small((SInt)hash_phash(term) % range + 1));
}

/* 0 … 2^27-1 */
Term bif_erlang_phash2_1(Process *process, Term term)
{
    return LONG_WORK(process, term_make_small(hash_phash2(term) & ((1u << 27) - 1)));
}

/* 0 … Range-1 */
Term bif_erlang_phash2_2(Process *process, Term term, Term limit)
{
    SInt range;
    if (!range_argument(limit, &range))
        return bif_badarg(process);
    return LONG_WORK(process, term_make_small((SInt)hash_phash2(term) % range));
}
