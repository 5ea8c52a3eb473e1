/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Hashes of whole terms.
 *
 *   hash_internal  for maps and the runtime's tables: hash_internal.h
 *   hash_phash2    erlang:phash2/1,2: portable, 32 bits (the BIF reduces it to its range)
 *   hash_phash     erlang:phash/2: portable, older, 32 bits
 *
 * The portable ones give the same numbers as every other Erlang system since R5B (phash) and R10B
 * (phash2). No function recurses over terms, allocates on a heap or fails; any thread may call
 * them.
 */
#ifndef RT_CORE_HASH_H
#define RT_CORE_HASH_H

#include "rt/core/atom.h"
#include "rt/core/hash_internal.h"
#include "rt/core/term.h"

/* Cold half of hash_internal: any term. */
uint64_t hash_internal_slow(Term term);

static inline uint64_t hash_internal(Term term)
{
    if (term_is_small(term))
        return hash_small(term_small_value(term));
    if (term_is_atom(term))
        return hash_atom(atom_name(term)->hash);
    return hash_internal_slow(term);
}

uint32_t hash_phash2(Term term);
uint32_t hash_phash(Term term);

#endif
