/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Keys of an ordered table that match a pattern such as {a, '$1'} stand next to each other as far
 * as the pattern is bound from its beginning: a traversal can begin and end there. The pattern has
 * a variable somewhere.
 */
#ifndef RT_ETS_PREFIX_H
#define RT_ETS_PREFIX_H

#include "rt/ets/ordered.h"

/* The first of these keys, or (`last`) the last; or where the order goes on, when there is none. */
void ets_prefix_cursor(EtsTable *table, Term pattern, bool last, bool writes, EtsCursor *cursor);
/* Does the key begin like the pattern? */
bool ets_prefix_matches(Term key, Term pattern);

#endif
