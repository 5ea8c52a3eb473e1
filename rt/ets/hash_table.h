/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Hash tables of objects: set, bag, duplicate_bag.
 *
 * Linear hashing: the table grows and shrinks by one bucket at a time, so no operation takes long.
 * A bucket is a chain of objects. Objects with the same key stand next to each other, the newest
 * first. There is at most one object with a key in a set, a pseudo-deleted one included.
 *
 * While the table is fixed it neither grows nor shrinks, and objects that are deleted are only
 * marked (pseudo-deleted); they go when it is let loose.
 *
 * Whoever calls has the table for himself, or reads it while nobody writes; or, with write
 * concurrency, others write too: then each function here locks the buckets that it works on
 * (a lock is shared by many buckets, those that a bucket is split into or joined from included).
 */
#ifndef RT_ETS_HASH_TABLE_H
#define RT_ETS_HASH_TABLE_H

#include "rt/ets/lock.h"
#include "rt/ets/object.h"

typedef struct EtsTable EtsTable;

enum {
    ETS_FIRST_BUCKETS = 256, /* of an empty table, and never less */
    ETS_BUCKET_LOCKS = 64,
};

/* As far apart as cache lines. */
typedef struct EtsBucketLock {
    EtsLock lock;
    char padding[64 - sizeof(EtsLock)];
} EtsBucketLock;

/* A block that others may still be reading. */
typedef struct EtsRetired {
    struct EtsRetired *next;
    void *block;
    UInt bytes;
} EtsRetired;

/* A bucket with pseudo-deleted objects. */
typedef struct EtsPending {
    struct EtsPending *next;
    UInt bucket;
} EtsPending;

typedef struct EtsHash {
    EtsObject ***directory;  /* segments; replaced by a larger copy */
    UInt active;             /* buckets in use */
    UInt segments, capacity; /* of the directory */
    uint32_t resizing;       /* somebody grows or shrinks the table */
    uint32_t scanning;       /* threads that go through all buckets now: they must not change */
    EtsBucketLock *locks;    /* with write concurrency, else NULL */
    EtsRetired *retired;     /* old directories, with write concurrency */
    EtsPending *pending;     /* pushed with compare and swap */
} EtsHash;

void ets_hash_initialize(EtsTable *table);
/* Frees what it holds, as long as there are reductions; true when all is gone. */
bool ets_hash_destroy(EtsHash *hash, SInt *reductions);

/* The place of a key (ets_spot in spot.h), locked until ets_spot_end: *slot is the first object
 * with that key, possibly a pseudo-deleted one; or, `found` false, where one would be put. */
typedef struct EtsSpot {
    EtsObject **slot;
    EtsLock *lock; /* NULL: none was needed */
    uint64_t hash;
    UInt bucket;
    bool found, writes;
} EtsSpot;

static inline void ets_spot_end(const EtsSpot *spot)
{
    if (!spot->lock)
        return;
    if (spot->writes)
        ets_unlock_write(spot->lock);
    else
        ets_unlock_read(spot->lock);
}

/* Puts an object there, before all others with the key. */
void ets_spot_add(EtsTable *table, const EtsSpot *spot, EtsObject *object);
/* Puts it in the place of *slot, which is freed. */
void ets_spot_replace(EtsTable *table, EtsObject **slot, EtsObject *object);
/* Deletes *slot, or marks it; the slot of the next object. */
EtsObject **ets_spot_delete(EtsTable *table, const EtsSpot *spot, EtsObject **slot);

/* Objects have been added or deleted: the table may grow or shrink a little. Without a spot. */
void ets_hash_resize(EtsTable *table);

/* Going through the buckets. Between scan_begin and scan_end the table does not grow or shrink
 * under other threads' hands; a spot is a whole bucket, *slot its first object. */
void ets_hash_scan_begin(EtsTable *table);
void ets_hash_scan_end(EtsTable *table);
void ets_hash_bucket(EtsTable *table, UInt bucket, bool writes, EtsSpot *spot);

/* The key of the first live (`raw`: or pseudo-deleted) object from a bucket on; THE_NON_VALUE when
 * there is none. */
Term ets_hash_first_key(Process *process, EtsTable *table, UInt bucket, bool raw);
/* The key after this one; THE_NON_VALUE at the end. `known` says if there is an object (or a
 * pseudo-deleted one) with the key. */
Term ets_hash_next_key(Process *process, EtsTable *table, Term key, bool raw, bool *known);

/* The table is loose: pseudo-deleted objects go. The caller is alone. */
void ets_hash_purge(EtsTable *table);
/* All objects are pseudo-deleted; their number. The same. */
UInt ets_hash_delete_all_marked(EtsTable *table);

UInt ets_hash_bytes(const EtsTable *table);

typedef struct EtsHashStatistics {
    double average, deviation, expected_deviation;
    UInt minimum, maximum;
    UInt kept; /* pseudo-deleted */
} EtsHashStatistics;
/* The caller is alone. */
EtsHashStatistics ets_hash_statistics(EtsTable *table);

#endif
