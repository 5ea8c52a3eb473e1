/* SPDX-License-Identifier: Apache-2.0 */
/* How many words ERTS would need for a term. */
#ifndef RT_CORE_FLAT_SIZE_H
#define RT_CORE_FLAT_SIZE_H

#include "rt/core/term.h"

/* erts_debug:flat_size/1: the words of the term without sharing, literals included, in the layout
 * of ERTS in OTP 25. Maps with more than 32 keys count as what they are here: the shape of ERTS's
 * depends on its hash function. Any thread that may read the term. */
UInt flat_size(Term term);

/* erts_debug:size_shared/1: the same with each object counted once, and without literals. */
UInt flat_size_shared(Term term);

#endif
