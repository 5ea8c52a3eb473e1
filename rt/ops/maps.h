/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Operations on maps: small maps with immediate keys in line, the rest in rt/map.
 */
#ifndef RT_OPS_MAPS_H
#define RT_OPS_MAPS_H

#include "rt/core/bif.h"
#include "rt/map/map.h"
#include "rt/ops/state.h"

/* The value of the key in a map, or the non-value; no fault is set. Immediate keys are found by
 * comparing words. */
OP_INLINE Term op_map_find(OpState *s, Term map, Term key)
{
    (void)s;
    if (LIKELY(map_is_flat(map) && term_is_immediate(key))) {
        const Term *keys = map_flat_keys(map);
        UInt count = map_flat_size(map);
        for (UInt i = 0; i < count; i++)
            if (keys[i] == key)
                return map_flat_values(map)[i];
        return THE_NON_VALUE;
    }
    const Term *value = map_find(map, key);
    return value ? *value : THE_NON_VALUE;
}

OP_INLINE Term op_bif_map_get(OpState *s, Term key, Term map)
{
    bool is_map = LIKELY(term_is_map(map));
    Term value = is_map ? op_map_find(s, map, key) : THE_NON_VALUE;
    if (LIKELY(value != THE_NON_VALUE))
        return value;
    op_sync(s);
    bif_error_tuple(s->process, is_map ? am_badkey : am_badmap, is_map ? key : map);
    op_resync(s);
    return THE_NON_VALUE;
}

OP_INLINE Term op_bif_is_map_key(OpState *s, Term key, Term map)
{
    if (LIKELY(term_is_map(map)))
        return term_bool(op_map_find(s, map, key) != THE_NON_VALUE);
    op_sync(s);
    bif_error_tuple(s->process, am_badmap, map);
    op_resync(s);
    return THE_NON_VALUE;
}

OP_INLINE Term op_bif_map_size(OpState *s, Term map)
{
    if (LIKELY(term_is_map(map)))
        return term_make_small((SInt)map_size(map));
    op_sync(s);
    bif_error_tuple(s->process, am_badmap, map);
    op_resync(s);
    return THE_NON_VALUE;
}

/* Map#{Key => Value, …}; `count` is known where this is inlined. */
OP_INLINE Term op_map_put_assoc(OpState *s, Term map, const Term *pairs, int64_t count)
{
    op_sync(s);
    Term result = !term_is_map(map) ? bif_error_tuple(s->process, am_badmap, map)
                  : count == 1      ? map_put(s->process, map, pairs[0], pairs[1])
                                    : map_put_pairs(s->process, map, pairs, (UInt)count);
    op_resync(s);
    return result;
}

/* Map#{Key := Value, …} */
OP_INLINE Term op_map_put_exact(OpState *s, Term map, const Term *pairs, int64_t count)
{
    Term missing = pairs[0];
    op_sync(s);
    Term result = !term_is_map(map) ? bif_error_tuple(s->process, am_badmap, map)
                  : count == 1      ? map_replace(s->process, map, pairs[0], pairs[1])
                               : map_update_exact(s->process, map, pairs, (UInt)count, &missing);
    if (UNLIKELY(result == THE_NON_VALUE && term_is_map(map)))
        bif_error_tuple(s->process, am_badkey, missing);
    op_resync(s);
    return result;
}

#endif
