/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Finding keys in hash tables (hash_table.h), for the files that have to be quick about it.
 *
 * `active` and the directory are read with acquire order: hash_table.c says who changes them.
 */
#ifndef RT_ETS_SPOT_H
#define RT_ETS_SPOT_H

#include "rt/core/compare.h"
#include "rt/core/hash.h"
#include "rt/ets/table.h"

/* The first segment is short. The others have ETS_SEGMENT buckets; bucket numbers are shifted, so
 * that the first ends where they begin. */
enum {
    ETS_SEGMENT_BITS = 11,
    ETS_SEGMENT = 1 << ETS_SEGMENT_BITS,
    ETS_SHIFT = ETS_SEGMENT - ETS_FIRST_BUCKETS,
};

static inline EtsObject **ets_slot_at(const EtsHash *hash, UInt bucket)
{
    EtsObject ***directory = __atomic_load_n(&hash->directory, __ATOMIC_ACQUIRE);
    UInt at = bucket + ETS_SHIFT;
    EtsObject **segment = directory[at >> ETS_SEGMENT_BITS];
    return &segment[at >> ETS_SEGMENT_BITS ? at & (ETS_SEGMENT - 1) : bucket];
}

static inline UInt ets_mask_of(UInt active)
{
    return ~UINT64_C(0) >> __builtin_clzl(active - 1);
}

static inline UInt ets_bucket_of(const EtsHash *hash, uint64_t value)
{
    UInt active = __atomic_load_n(&hash->active, __ATOMIC_ACQUIRE), mask = ets_mask_of(active);
    UInt bucket = value & mask;
    return bucket < active ? bucket : bucket & mask >> 1;
}

static inline EtsLock *ets_lock_of(const EtsTable *table, uint64_t value, bool writes)
{
    if (!ets_table_is_fine(table))
        return NULL;
    EtsLock *lock = &table->hash.locks[value % ETS_BUCKET_LOCKS].lock;
    if (writes)
        ets_lock_write(lock);
    else
        ets_lock_read(lock);
    return lock;
}

static inline bool ets_object_has_key(const EtsTable *table, const EtsObject *object, uint64_t hash,
                                      Term key)
{
    return object->hash == hash && term_exact(ets_object_element(object, table->position), key);
}

static inline __attribute__((always_inline)) void ets_spot(EtsTable *table, Term key, bool writes,
                                                           EtsSpot *spot)
{
    uint64_t hash = hash_internal(key);
    EtsLock *lock = ets_lock_of(table, hash, writes);
    UInt bucket = ets_bucket_of(&table->hash, hash);
    EtsObject **slot = ets_slot_at(&table->hash, bucket), *object = *slot;
    for (; object && !ets_object_has_key(table, object, hash, key); object = *slot)
        slot = &object->next;
    spot->slot = slot;
    spot->lock = lock;
    spot->hash = hash;
    spot->bucket = bucket;
    spot->found = object != NULL;
    spot->writes = writes;
}

/* Is this (a next object of the chain) another one with the same key? */
static inline bool ets_spot_has_key(const EtsTable *table, const EtsSpot *spot,
                                    const EtsObject *object, Term key)
{
    return object && ets_object_has_key(table, object, spot->hash, key);
}

/* The first one that is not deleted, or NULL. */
static inline EtsObject *ets_spot_live(const EtsTable *table, const EtsSpot *spot, Term key)
{
    EtsObject *object = spot->found ? *spot->slot : NULL;
    while (__builtin_expect(object && object->deleted, 0)) {
        object = object->next;
        if (!ets_spot_has_key(table, spot, object, key))
            return NULL;
    }
    return object;
}

#endif
