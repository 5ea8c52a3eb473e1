/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Tables: their structures, names, and how they are entered (table.h).
 *
 * Names: a table indexed by the atom's number, in segments made when a name in them is first used.
 * A name's slot holds the structure; who finds it there locks it and looks whether it still has the
 * name. Slots, segments and lists of free structures change under one mutex, which is taken last.
 */
#include "rt/ets/table.h"

#include <atomic_ops.h>
#include <pthread.h>
#include <string.h>
#include "rt/core/atom.h"
#include "rt/core/memory.h"
#include "rt/core/reference.h"

enum { SEGMENT_BITS = 10, SEGMENT_SIZE = 1 << SEGMENT_BITS };

/* What the magic references of a table are made of. */
typedef struct TidContents {
    EtsTable *table;
    uint64_t number;
} TidContents;

static volatile AO_t segments[((UInt)ATOM_INDEX_MAX + 1) >> SEGMENT_BITS];
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static EtsTable *free_tables[ETS_LOCKINGS]; /* under the lock */
static volatile AO_t all_tables;            /* EtsTable *, only ever added to */

/* ---- references -------------------------------------------------------------------------------
 */

static void tid_destroy(BinaryObject *object)
{
    reference_forget(object);
}

static TidContents *tid_contents(BinaryObject *tid)
{
    return (TidContents *)(void *)tid->bytes;
}

static BinaryObject *tid_new(EtsTable *table, uint64_t number)
{
    BinaryObject *tid = binary_object_new(sizeof(TidContents));
    tid->destructor = tid_destroy;
    *tid_contents(tid) = (TidContents){table, number};
    return tid;
}

Term ets_table_put_reference(Term *at, const EtsTable *table)
{
    return reference_put_magic(at, table->number, table->tid);
}

Term ets_table_reference(Process *process, const EtsTable *table)
{
    Term *at = heap_alloc(process, MAGIC_REF_WORDS);
    Term reference = ets_table_put_reference(at, table);
    binary_object_retain(table->tid);
    heap_link_off_heap(process, at, 0);
    return reference;
}

Term ets_table_id(Process *process, const EtsTable *table)
{
    return table->is_named ? table->name : ets_table_reference(process, table);
}

/* ---- names ------------------------------------------------------------------------------------
 */

static volatile AO_t *slot_of(Term name)
{
    UInt index = term_atom_index(name);
    volatile AO_t *segment = (volatile AO_t *)AO_load_acquire(&segments[index >> SEGMENT_BITS]);
    return segment ? &segment[index & (SEGMENT_SIZE - 1)] : NULL;
}

static volatile AO_t *slot_made(Term name)
{
    volatile AO_t *slot = slot_of(name);
    if (!slot) {
        void *segment = memory_alloc_zero(MEMORY_ETS_TABLE, SEGMENT_SIZE * sizeof(AO_t));
        AO_store_release(&segments[term_atom_index(name) >> SEGMENT_BITS], (AO_t)segment);
        slot = slot_of(name);
    }
    return slot;
}

static EtsTable *find_name(Term name)
{
    volatile AO_t *slot = slot_of(name);
    return slot ? (EtsTable *)AO_load_acquire(slot) : NULL;
}

bool ets_name_register(EtsTable *table, Term name)
{
    pthread_mutex_lock(&lock);
    volatile AO_t *slot = slot_made(name);
    bool good = AO_load(slot) == 0;
    if (good)
        AO_store_release(slot, (AO_t)table);
    pthread_mutex_unlock(&lock);
    return good;
}

void ets_name_unregister(Term name)
{
    pthread_mutex_lock(&lock);
    AO_store_release(slot_of(name), 0);
    pthread_mutex_unlock(&lock);
}

/* ---- structures -------------------------------------------------------------------------------
 */

static EtsTable *take_free(EtsLocking locking)
{
    pthread_mutex_lock(&lock);
    EtsTable *table = free_tables[locking];
    if (table)
        free_tables[locking] = table->next_free;
    pthread_mutex_unlock(&lock);
    return table;
}

static EtsTable *make(EtsLocking locking)
{
    EtsTable *table = memory_alloc_zero(MEMORY_ETS_TABLE, sizeof *table);
    table->locking = (uint8_t)locking;
    AO_t first;
    do {
        first = AO_load(&all_tables);
        table->next_of_all = (EtsTable *)first;
    } while (!AO_compare_and_swap_full(&all_tables, first, (AO_t)table));
    return table;
}

static inline __attribute__((always_inline)) EtsEntry lock_table(EtsTable *table, EtsMode mode)
{
    EtsEntry entry = {.table = table, .held = ETS_HELD_WRITER};
    bool alone = mode == ETS_ALONE || (mode == ETS_LOCAL && table->locking != ETS_LOCKING_FINE);
    if (table->locking != ETS_LOCKING_SIMPLE) {
        if (alone)
            ets_gate_close(&table->gate);
        else
            entry.held = ets_gate_enter(&table->gate);
    } else if (alone) {
        ets_lock_write(&table->gate.lock);
    } else {
        ets_lock_read(&table->gate.lock);
        entry.held = ETS_HELD_READER;
    }
    return entry;
}

EtsEntry ets_table_new(EtsLocking locking)
{
    EtsTable *table = take_free(locking);
    if (!table)
        table = make(locking);
    EtsEntry entry = lock_table(table, ETS_ALONE);
    size_t kept = offsetof(EtsTable, number);
    memset((char *)table + kept, 0, sizeof *table - kept);
    table->number = reference_next_number();
    table->tid = tid_new(table, table->number);
    table->heir = am_none;
    return entry;
}

void ets_table_free(EtsTable *table)
{
    pthread_mutex_lock(&lock);
    table->next_free = free_tables[table->locking];
    free_tables[table->locking] = table;
    pthread_mutex_unlock(&lock);
}

EtsTable *ets_table_next(EtsTable *table)
{
    return table ? table->next_of_all : (EtsTable *)AO_load_acquire(&all_tables);
}

/* ---- entering ---------------------------------------------------------------------------------
 */

static EtsEntry refused(Term cause)
{
    return (EtsEntry){.table = NULL, .cause = cause};
}

EtsEntry ets_enter_table(EtsTable *table, uint64_t number, EtsMode mode)
{
    EtsEntry entry = lock_table(table, mode);
    if (__builtin_expect(table->number == number, 1))
        return entry;
    ets_leave(entry);
    return refused(am_id);
}

EtsEntry ets_enter_any(EtsTable *table)
{
    EtsEntry entry = lock_table(table, ETS_SHARED);
    if (table->number)
        return entry;
    ets_leave(entry);
    return refused(am_id);
}

static inline void await_writer(const EtsTable *table)
{
    if (__builtin_expect(ets_lock_is_written(&table->gate.lock), 0))
        ets_lock_await(&table->gate.lock);
}

void ets_leave_unfit(EtsEntry entry)
{
    EtsTable *table = entry.table;
    uint64_t number = table->number;
    if (entry.held != ETS_HELD_WRITER) {
        ets_gate_leave(&table->gate, (EtsHeld)entry.held);
        ets_gate_close(&table->gate);
    }
    if (number && table->number == number)
        ets_ordered_adapt(table);
    ets_gate_leave(&table->gate, ETS_HELD_WRITER);
}

/* A table that has just lost or got the name is looked for again. */
static EtsEntry enter_named(Term name, EtsMode mode)
{
    for (;;) {
        EtsTable *table = find_name(name);
        if (!table)
            return refused(am_id);
        await_writer(table);
        EtsEntry entry = lock_table(table, mode);
        if (table->number && table->is_named && table->name == name)
            return entry;
        ets_leave(entry);
    }
}

static EtsEntry find(Term id, EtsMode mode)
{
    if (term_is_atom(id))
        return enter_named(id, mode);
    BinaryObject *tid = reference_object(id, tid_destroy);
    if (!tid)
        return refused(am_type);
    const TidContents *contents = tid_contents(tid);
    await_writer(contents->table);
    return ets_enter_table(contents->table, contents->number, mode);
}

EtsEntry ets_enter(Process *process, Term id, EtsRight right, EtsMode mode)
{
    EtsEntry entry = find(id, mode);
    EtsTable *table = entry.table;
    if (!table || table->protection >= right || table->owner == process->pid ||
        process->flags & PROCESS_ETS_SUPER)
        return entry;
    ets_leave(entry);
    return refused(am_access);
}

/* ---- sizes ------------------------------------------------------------------------------------
 */

static SInt sum(const EtsTable *table, size_t field)
{
    SInt total = 0;
    for (UInt i = 0; i < table->counter_count; i++) {
        const char *counter = (const char *)&table->counters[i];
        total += __atomic_load_n((const SInt *)(const void *)(counter + field), __ATOMIC_RELAXED);
    }
    return total;
}

UInt ets_table_objects(const EtsTable *table)
{
    SInt objects = table->counters ? sum(table, offsetof(EtsCounter, objects)) : table->objects;
    return objects > 0 ? (UInt)objects : 0;
}

UInt ets_table_bytes(const EtsTable *table)
{
    UInt bytes = sizeof *table +
                 (UInt)(table->counters ? sum(table, offsetof(EtsCounter, bytes)) : table->bytes);
    if (table->counters)
        bytes += table->counter_count * sizeof *table->counters;
    return bytes + (ets_table_is_ordered(table) ? ets_ordered_bytes(&table->ordered)
                                                : ets_hash_bytes(table));
}
