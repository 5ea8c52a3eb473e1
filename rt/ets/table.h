/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Tables: what they are, how they are found and entered.
 *
 * The structures of tables are never given back to the system; those of deleted tables are used
 * again. So one may lock a table that was found through a name and then look whether it is still
 * the right one: `number` is unique to the table, and 0 when it is deleted. There is a list of free
 * structures for each way of locking, which a structure keeps for ever.
 *
 * Programs know a table by its name, or by a magic reference whose object tells the
 * structure and the number.
 *
 * Who enters a table is inside a native function of a scheduler and leaves it before that returns;
 * no thread is in two tables at a time. Entered ETS_SHARED or ETS_LOCAL (one key is read or
 * changed; only with write concurrency may others be there too) the data of the table (hash, tree,
 * counts) are worked on; all other fields change only when it is entered ETS_ALONE.
 */
#ifndef RT_ETS_TABLE_H
#define RT_ETS_TABLE_H

#include "rt/core/binary.h"
#include "rt/ets/hash_table.h"
#include "rt/ets/lock.h"
#include "rt/ets/ordered.h"

typedef enum EtsType { ETS_SET, ETS_BAG, ETS_DUPLICATE_BAG, ETS_ORDERED_SET } EtsType;
typedef enum EtsProtection { ETS_PRIVATE, ETS_PROTECTED, ETS_PUBLIC } EtsProtection;

/* A process has fixed a table, `count` times. In a list of the table's and one of the process's. */
typedef struct EtsFixation EtsFixation; /* rt/ets/owner.h */

enum { ETS_COUNTERS = 16 };

/* Objects and their bytes, one of several that are added up. */
typedef struct EtsCounter {
    SInt objects, bytes;
    char padding[64 - 2 * sizeof(SInt)]; /* to the next cache line */
} EtsCounter;

/* A simple lock; a gate (read concurrency); a gate, and the storage is locked in parts (write
 * concurrency). */
typedef enum EtsLocking { ETS_LOCKING_SIMPLE, ETS_LOCKING_GATE, ETS_LOCKING_FINE } EtsLocking;
enum { ETS_LOCKINGS = 3 };

struct EtsTable {
    /* As long as the structure exists. */
    EtsGate gate; /* a simple lock is the gate's */
    uint8_t locking;
    EtsTable *next_of_all;

    uint64_t number; /* from here on: of one table */
    Term name, owner;
    UInt position; /* of the key */
    uint8_t type, protection;
    bool is_named, read_concurrency, decentralized_counters, compressed;
    Term write_concurrency; /* false, true, auto, or the locks that somebody wanted: a number */
    BinaryObject *tid;
    Term heir;       /* pid or am_none */
    UInt heir_birth; /* its Process.birth */
    EtsObject *heir_data;
    UInt fixed; /* sum of the fixations' counts; atomic */
    EtsFixation *fixations;
    int64_t fixed_at; /* when it became fixed: clock_monotonic */
    union {
        EtsHash hash;
        EtsOrdered ordered;
    };
    EtsCounter *counters; /* NULL: objects, bytes */
    UInt counter_count;
    SInt objects, bytes;
    EtsTable *next_of_owner, **link_of_owner; /* rt/ets/owner.c */
    EtsTable *next_free;
};

typedef enum EtsMode { ETS_SHARED, ETS_LOCAL, ETS_ALONE } EtsMode;
/* What the process is about to do. Everybody may look at what kind of table it is; what else others
 * than the owner may do depends on the protection, to which the numbers correspond. */
typedef enum EtsRight { ETS_INFO, ETS_READ, ETS_WRITE, ETS_OWN } EtsRight;

typedef struct EtsEntry {
    EtsTable *table; /* NULL: there is none, or the process has no right to it */
    union {
        UInt held;  /* EtsHeld */
        Term cause; /* when there is no table: am_id, am_access, am_type */
    };
} EtsEntry;

EtsEntry ets_enter(Process *process, Term id, EtsRight right, EtsMode mode);
static inline void ets_leave(EtsEntry entry);
/* The same by structure and number, whatever the rights. */
EtsEntry ets_enter_table(EtsTable *table, uint64_t number, EtsMode mode);

/* The same for whatever table has the structure now. */
EtsEntry ets_enter_any(EtsTable *table);

/* A structure, alone in it, with `number` and `tid` set; `heir` none, everything else 0. */
EtsEntry ets_table_new(EtsLocking locking);
/* A deleted table whose storage is gone: the structure is used again. */
void ets_table_free(EtsTable *table);
/* Visits all tables there are, starting with NULL. They may end at any time. */
EtsTable *ets_table_next(EtsTable *table);

/* Names. The caller is alone in the table. */
bool ets_name_register(EtsTable *table, Term name);
void ets_name_unregister(Term name);

/* The reference, or the name of a named table. */
Term ets_table_id(Process *process, const EtsTable *table);
Term ets_table_reference(Process *process, const EtsTable *table);
/* The reference without a count of its own, at MAGIC_REF_WORDS words. */
Term ets_table_put_reference(Term *at, const EtsTable *table);

UInt ets_table_objects(const EtsTable *table);
/* Of everything. */
UInt ets_table_bytes(const EtsTable *table);

static inline bool ets_table_is_fine(const EtsTable *table)
{
    return table->locking == ETS_LOCKING_FINE;
}
static inline bool ets_table_is_fixed(const EtsTable *table)
{
    return __atomic_load_n(&table->fixed, __ATOMIC_SEQ_CST) != 0;
}
static inline bool ets_table_is_ordered(const EtsTable *table)
{
    return table->type == ETS_ORDERED_SET;
}

static inline UInt ets_hash_buckets(const EtsTable *table)
{
    return __atomic_load_n(&table->hash.active, __ATOMIC_ACQUIRE);
}

/* Objects have been added or taken out. */
static inline void ets_table_count(EtsTable *table, SInt objects, SInt bytes)
{
    if (!table->counters) {
        table->objects += objects;
        table->bytes += bytes;
        return;
    }
    EtsCounter *counter = &table->counters[ets_thread()->number % table->counter_count];
    __atomic_fetch_add(&counter->objects, objects, __ATOMIC_RELAXED);
    __atomic_fetch_add(&counter->bytes, bytes, __ATOMIC_RELAXED);
}

/* Is it worth looking whether a hash table has the right size? */
static inline bool ets_table_check_size(EtsTable *table)
{
    enum { SELDOM = 64 };
    if (!table->counters)
        return true;
    EtsCounter *counter = &table->counters[ets_thread()->number % table->counter_count];
    return __atomic_load_n(&counter->objects, __ATOMIC_RELAXED) % SELDOM == 0;
}

/* Of an object and its place in an ordered table. What nodes take besides depends on the order in
 * which objects came, so it is not told. */
static inline UInt ets_ordered_object_bytes(const EtsObject *object)
{
    enum { PLACE = sizeof(Term) + sizeof(uint64_t) + sizeof(EtsObject *) };
    return ets_object_bytes(object) + PLACE;
}

/* An object for the table. */
static inline EtsObject *ets_table_object(const EtsTable *table, Term tuple)
{
    return __builtin_expect(table->compressed, 0) ? ets_object_new_packed(tuple, table->position)
                                                  : ets_object_new(tuple);
}

/* Leaves a table whose parts are to be split or joined, which is done then. */
__attribute__((cold)) void ets_leave_unfit(EtsEntry entry);

static inline void ets_leave(EtsEntry entry)
{
    EtsTable *table = entry.table;
    if (ets_table_is_fine(table) && ets_table_is_ordered(table) &&
        __builtin_expect(ets_ordered_is_unfit(&table->ordered), 0))
        ets_leave_unfit(entry);
    else if (table->locking != ETS_LOCKING_SIMPLE)
        ets_gate_leave(&table->gate, (EtsHeld)entry.held);
    else if (entry.held == ETS_HELD_WRITER)
        ets_unlock_write(&table->gate.lock);
    else
        ets_unlock_read(&table->gate.lock);
}

#endif
