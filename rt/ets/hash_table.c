/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Hash tables (hash_table.h).
 *
 * `active` is read by threads that hold the lock of the bucket they look for. Whoever changes it
 * holds the lock of the one bucket whose keys go elsewhere, so the others find theirs at the same
 * place before and after. It, the directory and `resizing` are read and written with acquire and
 * release order; `scanning` in sequential consistency: either the scanning thread finds the change
 * made, because it has to wait for the lock, or who wants to make it sees that it must not.
 */
#include "rt/ets/hash_table.h"

#include <math.h>
#include <string.h>
#include "rt/core/compare.h"
#include "rt/core/hash.h"
#include "rt/core/long_work.h"
#include "rt/core/memory.h"
#include "rt/ets/spot.h"

enum {
    DIRECTORY_FIRST = 4,
    RESIZE_STEPS = 4, /* buckets at a time */
    RESIZE_STEPS_SELDOM = 256,
};

static UInt segment_length(UInt index)
{
    return index == 0 ? ETS_FIRST_BUCKETS : ETS_SEGMENT;
}

static EtsObject **segment_new(UInt index)
{
    return memory_alloc_zero(MEMORY_ETS, segment_length(index) * sizeof(EtsObject *));
}

void ets_hash_initialize(EtsTable *table)
{
    EtsHash *hash = &table->hash;
    memset(hash, 0, sizeof *hash);
    hash->capacity = DIRECTORY_FIRST;
    hash->directory = memory_alloc_zero(MEMORY_ETS, DIRECTORY_FIRST * sizeof *hash->directory);
    hash->directory[0] = segment_new(0);
    hash->segments = 1;
    hash->active = ETS_FIRST_BUCKETS;
    if (ets_table_is_fine(table))
        hash->locks = memory_alloc_zero(MEMORY_ETS, ETS_BUCKET_LOCKS * sizeof *hash->locks);
}

static UInt locks_bytes(const EtsHash *hash)
{
    return hash->locks ? ETS_BUCKET_LOCKS * sizeof *hash->locks : 0;
}

static UInt directory_bytes(const EtsHash *hash)
{
    return hash->capacity * sizeof *hash->directory;
}

UInt ets_hash_bytes(const EtsTable *table)
{
    return ets_hash_buckets(table) * sizeof(EtsObject *) + locks_bytes(&table->hash);
}

static void free_retired(EtsHash *hash)
{
    while (hash->retired) {
        EtsRetired *retired = hash->retired;
        hash->retired = retired->next;
        memory_free(MEMORY_ETS, retired->block, retired->bytes);
        memory_free(MEMORY_ETS, retired, sizeof *retired);
    }
}

static void free_pending(EtsHash *hash)
{
    while (hash->pending) {
        EtsPending *pending = hash->pending;
        hash->pending = pending->next;
        memory_free(MEMORY_ETS, pending, sizeof *pending);
    }
}

bool ets_hash_destroy(EtsHash *hash, SInt *reductions)
{
    while (hash->segments > 0) {
        UInt last = hash->segments - 1, length = segment_length(last);
        EtsObject **segment = hash->directory[last];
        for (UInt i = 0; i < length; i++) {
            while (segment[i]) {
                if ((*reductions)-- <= 0)
                    return false;
                EtsObject *object = segment[i];
                segment[i] = object->next;
                ets_object_free(object);
            }
        }
        memory_free(MEMORY_ETS, segment, length * sizeof *segment);
        hash->segments--;
        *reductions -= 20;
    }
    free_pending(hash);
    free_retired(hash);
    memory_free(MEMORY_ETS, hash->locks, locks_bytes(hash));
    memory_free(MEMORY_ETS, hash->directory, directory_bytes(hash));
    hash->directory = NULL;
    return true;
}

/* ---- changing ---------------------------------------------------------------------------------
 */

void ets_spot_add(EtsTable *table, const EtsSpot *spot, EtsObject *object)
{
    object->hash = spot->hash;
    object->next = *spot->slot;
    *spot->slot = object;
    ets_table_count(table, 1, (SInt)ets_object_bytes(object));
}

void ets_spot_replace(EtsTable *table, EtsObject **slot, EtsObject *object)
{
    EtsObject *before = *slot;
    object->hash = before->hash;
    object->next = before->next;
    *slot = object;
    SInt bytes = (SInt)ets_object_bytes(object) - (SInt)ets_object_bytes(before);
    ets_table_count(table, before->deleted, bytes);
    ets_object_free(before);
}

static void push_pending(EtsHash *hash, UInt bucket)
{
    EtsPending *pending = memory_alloc(MEMORY_ETS, sizeof *pending);
    pending->bucket = bucket;
    pending->next = __atomic_load_n(&hash->pending, __ATOMIC_RELAXED);
    while (!__atomic_compare_exchange_n(&hash->pending, &pending->next, pending, false,
                                        __ATOMIC_RELEASE, __ATOMIC_RELAXED))
        ;
}

EtsObject **ets_spot_delete(EtsTable *table, const EtsSpot *spot, EtsObject **slot)
{
    EtsObject *object = *slot;
    if (ets_table_is_fixed(table)) {
        object->deleted = 1;
        push_pending(&table->hash, spot->bucket);
        ets_table_count(table, -1, 0);
        return &object->next;
    }
    *slot = object->next;
    ets_table_count(table, -1, -(SInt)ets_object_bytes(object));
    ets_object_free(object);
    return slot;
}

/* ---- growing and shrinking --------------------------------------------------------------------
 */

static void directory_grow(EtsTable *table)
{
    EtsHash *hash = &table->hash;
    EtsObject ***before = hash->directory;
    UInt bytes = directory_bytes(hash);
    EtsObject ***larger = memory_alloc_zero(MEMORY_ETS, bytes * 2);
    memcpy(larger, before, bytes);
    __atomic_store_n(&hash->directory, larger, __ATOMIC_RELEASE);
    hash->capacity *= 2;
    if (!ets_table_is_fine(table)) {
        memory_free(MEMORY_ETS, before, bytes);
        return;
    }
    EtsRetired *retired = memory_alloc(MEMORY_ETS, sizeof *retired);
    *retired = (EtsRetired){hash->retired, before, bytes};
    hash->retired = retired;
}

/* The bucket that shares its keys with `bucket`, which is the last one, or about to be. */
static UInt buddy_of(UInt bucket)
{
    return bucket & ets_mask_of(bucket + 1) >> 1;
}

/* Its lock, or false when the table must stay as it is. */
static bool begin_change(EtsTable *table, UInt bucket, EtsLock **lock)
{
    *lock = ets_lock_of(table, bucket, true);
    if (!ets_table_is_fixed(table) && __atomic_load_n(&table->hash.scanning, __ATOMIC_SEQ_CST) == 0)
        return true;
    if (*lock)
        ets_unlock_write(*lock);
    return false;
}

static bool grow(EtsTable *table)
{
    EtsHash *hash = &table->hash;
    UInt bucket = hash->active, segment = (bucket + ETS_SHIFT) >> ETS_SEGMENT_BITS;
    EtsLock *lock;
    if (segment == hash->segments) {
        if (segment == hash->capacity)
            directory_grow(table);
        hash->directory[segment] = segment_new(segment);
        hash->segments++;
    }
    if (!begin_change(table, bucket, &lock))
        return false;
    UInt bit = (ets_mask_of(bucket + 1) + 1) >> 1;
    EtsObject **from = ets_slot_at(hash, buddy_of(bucket)), **to = ets_slot_at(hash, bucket);
    while (*from) {
        EtsObject *object = *from;
        if (object->hash & bit) {
            *to = object;
            to = &object->next;
            *from = object->next;
        } else {
            from = &object->next;
        }
    }
    *to = NULL;
    __atomic_store_n(&hash->active, bucket + 1, __ATOMIC_RELEASE);
    if (lock)
        ets_unlock_write(lock);
    return true;
}

static bool shrink(EtsTable *table)
{
    EtsHash *hash = &table->hash;
    UInt bucket = hash->active - 1;
    EtsLock *lock;
    if (!begin_change(table, bucket, &lock))
        return false;
    EtsObject **from = ets_slot_at(hash, bucket), **to = ets_slot_at(hash, buddy_of(bucket));
    while (*to)
        to = &(*to)->next;
    *to = *from;
    *from = NULL;
    __atomic_store_n(&hash->active, bucket, __ATOMIC_RELEASE);
    if (lock)
        ets_unlock_write(lock);
    UInt segment = (bucket + ETS_SHIFT) >> ETS_SEGMENT_BITS;
    if (((bucket + ETS_SHIFT) & (ETS_SEGMENT - 1)) == 0 && segment > 0) {
        memory_free(MEMORY_ETS, hash->directory[segment], ETS_SEGMENT * sizeof(EtsObject *));
        hash->directory[segment] = NULL;
        hash->segments--;
    }
    return true;
}

static bool has_right_size(UInt objects, UInt buckets)
{
    return objects <= buckets && (objects >= buckets / 4 || buckets <= ETS_FIRST_BUCKETS);
}

/* With counters for several threads it is looked at only now and then, and more is done. */
void ets_hash_resize(EtsTable *table)
{
    EtsHash *hash = &table->hash;
    UInt objects = table->counters ? ets_table_objects(table) : (UInt)table->objects;
    if (has_right_size(objects, ets_hash_buckets(table)) || ets_table_is_fixed(table) ||
        __atomic_exchange_n(&hash->resizing, 1, __ATOMIC_ACQUIRE))
        return;
    int steps = table->counters ? RESIZE_STEPS_SELDOM : RESIZE_STEPS;
    for (bool good = true; good && steps > 0 && !has_right_size(objects, hash->active); steps--)
        good = objects > hash->active ? grow(table) : shrink(table);
    __atomic_store_n(&hash->resizing, 0, __ATOMIC_RELEASE);
}

/* ---- all buckets ------------------------------------------------------------------------------
 */

void ets_hash_scan_begin(EtsTable *table)
{
    if (ets_table_is_fine(table))
        __atomic_fetch_add(&table->hash.scanning, 1, __ATOMIC_SEQ_CST);
}

void ets_hash_scan_end(EtsTable *table)
{
    if (ets_table_is_fine(table))
        __atomic_fetch_sub(&table->hash.scanning, 1, __ATOMIC_SEQ_CST);
}

void ets_hash_bucket(EtsTable *table, UInt bucket, bool writes, EtsSpot *spot)
{
    static EtsObject *none;
    *spot = (EtsSpot){.slot = &none, .bucket = bucket, .writes = writes};
    spot->lock = ets_lock_of(table, bucket, writes);
    if (bucket < ets_hash_buckets(table)) /* it may have gone before it was locked */
        spot->slot = ets_slot_at(&table->hash, bucket);
}

static Term key_of(Process *process, const EtsTable *table, const EtsObject *object)
{
    return ets_object_copy_part(process, ets_object_element(object, table->position));
}

static const EtsObject *first_live(const EtsObject *object, bool raw)
{
    while (object && object->deleted && !raw)
        object = object->next;
    return object;
}

Term ets_hash_first_key(Process *process, EtsTable *table, UInt bucket, bool raw)
{
    Term key = THE_NON_VALUE;
    UInt looked = 0;
    for (; bucket < ets_hash_buckets(table) && key == THE_NON_VALUE; bucket++, looked++) {
        EtsSpot spot;
        ets_hash_bucket(table, bucket, false, &spot);
        const EtsObject *object = first_live(*spot.slot, raw);
        if (object)
            key = key_of(process, table, object);
        ets_spot_end(&spot);
    }
    process->reductions -= (SInt)(looked / 32);
    return key;
}

Term ets_hash_next_key(Process *process, EtsTable *table, Term key, bool raw, bool *known)
{
    EtsSpot spot;
    ets_spot(table, key, false, &spot);
    *known = spot.found;
    Term next = THE_NON_VALUE;
    if (spot.found) {
        const EtsObject *object = *spot.slot;
        do
            object = first_live(object->next, raw);
        while (ets_spot_has_key(table, &spot, object, key));
        if (object)
            next = key_of(process, table, object);
    }
    ets_spot_end(&spot);
    if (!spot.found || next != THE_NON_VALUE)
        return next;
    return ets_hash_first_key(process, table, spot.bucket + 1, raw);
}

/* ---- fixed tables -----------------------------------------------------------------------------
 */

void ets_hash_purge(EtsTable *table)
{
    EtsHash *hash = &table->hash;
    for (EtsPending *pending = hash->pending; pending; pending = pending->next) {
        EtsObject **slot = ets_slot_at(hash, pending->bucket);
        while (*slot) {
            EtsObject *object = *slot;
            if (!object->deleted) {
                slot = &object->next;
                continue;
            }
            *slot = object->next;
            ets_table_count(table, 0, -(SInt)ets_object_bytes(object));
            ets_object_free(object);
        }
    }
    free_pending(hash);
}

UInt ets_hash_delete_all_marked(EtsTable *table)
{
    UInt count = 0;
    long_work_steps((UInt)ets_table_objects(table));
    for (UInt bucket = 0; bucket < table->hash.active; bucket++) {
        EtsObject **slot = ets_slot_at(&table->hash, bucket);
        EtsSpot spot = {.slot = slot, .bucket = bucket};
        while (*slot) {
            count += !(*slot)->deleted;
            slot = (*slot)->deleted ? &(*slot)->next : ets_spot_delete(table, &spot, slot);
        }
    }
    return count;
}

EtsHashStatistics ets_hash_statistics(EtsTable *table)
{
    UInt active = table->hash.active, objects = 0;
    double squares = 0;
    EtsHashStatistics result = {.minimum = UINT64_MAX};
    for (UInt bucket = 0; bucket < active; bucket++) {
        UInt length = 0;
        for (const EtsObject *at = *ets_slot_at(&table->hash, bucket); at; at = at->next) {
            length++;
            result.kept += at->deleted;
        }
        objects += length;
        squares += (double)length * (double)length;
        result.minimum = length < result.minimum ? length : result.minimum;
        result.maximum = length > result.maximum ? length : result.maximum;
    }
    double buckets = (double)active;
    result.average = (double)objects / buckets;
    result.deviation =
        sqrt((squares - result.average * (double)objects) / (buckets > 1 ? buckets - 1 : 1));
    result.expected_deviation = sqrt(result.average * (1 - 1 / buckets));
    return result;
}
