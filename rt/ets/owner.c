/* SPDX-License-Identifier: Apache-2.0 */
/* Owners of tables (owner.h). */
#include "rt/ets/owner.h"

#include <pthread.h>
#include "rt/core/atom.h"
#include "rt/core/clock.h"
#include "rt/core/memory.h"
#include "rt/core/reference.h"
#include "rt/process/signal.h"
#include "rt/process/table.h"

enum { SHARDS = 64 };

static pthread_mutex_t shards[SHARDS] = {[0 ... SHARDS - 1] = PTHREAD_MUTEX_INITIALIZER};

/* Of all fixations. */
static pthread_mutex_t fixing = PTHREAD_MUTEX_INITIALIZER;

static pthread_mutex_t *shard(Term pid)
{
    return &shards[term_pid_number(pid) % SHARDS];
}

/* ---- owners -----------------------------------------------------------------------------------
 */

static void link_locked(Process *process, EtsTable *table)
{
    table->owner = process->pid;
    table->next_of_owner = process->ets_tables;
    table->link_of_owner = &process->ets_tables;
    if (table->next_of_owner)
        table->next_of_owner->link_of_owner = &table->next_of_owner;
    process->ets_tables = table;
}

static void unlink_locked(EtsTable *table)
{
    *table->link_of_owner = table->next_of_owner;
    if (table->next_of_owner)
        table->next_of_owner->link_of_owner = table->link_of_owner;
}

void ets_owner_begin(Process *process, EtsTable *table)
{
    pthread_mutex_t *mutex = shard(process->pid);
    pthread_mutex_lock(mutex);
    link_locked(process, table);
    pthread_mutex_unlock(mutex);
}

static void unlink_table(EtsTable *table)
{
    pthread_mutex_t *mutex = shard(table->owner);
    pthread_mutex_lock(mutex);
    unlink_locked(table);
    pthread_mutex_unlock(mutex);
}

/* {'ETS-TRANSFER', Table, From, Data} */
static void tell_new_owner(const EtsTable *table, Term from, Term data)
{
    Term reference[MAGIC_REF_WORDS];
    Term words[5] = {header_tuple(4), am_ETS_TRANSFER, table->name, from, data};
    if (!table->is_named)
        words[2] = ets_table_put_reference(reference, table);
    signal_send_message(table->owner, term_make_boxed(words));
}

/* The lists of two processes; the mutexes in the order of their addresses. */
static void lock_two(Term a, Term b)
{
    pthread_mutex_t *first = shard(a), *second = shard(b);
    if (first > second) {
        first = second;
        second = shard(a);
    }
    pthread_mutex_lock(first);
    if (first != second)
        pthread_mutex_lock(second);
}

static void unlock_two(Term a, Term b)
{
    pthread_mutex_unlock(shard(a));
    if (shard(a) != shard(b))
        pthread_mutex_unlock(shard(b));
}

/* Cannot end before the lists are unlocked. The structure may have become another process's before
 * its list was looked at: so it is looked up again. */
static Process *living_locked(Term pid)
{
    Process *process = process_lookup(pid);
    bool good = process && !AO_load_acquire(&process->ets_closed) && process_lookup(pid) == process;
    return good ? process : NULL;
}

/* `birth`: of the process that is meant, NULL: any that has the pid. */
static bool give(EtsTable *table, Term to, const UInt *birth, Term gift)
{
    Term from = table->owner;
    lock_two(from, to);
    Process *process = living_locked(to);
    if (process && birth && AO_load(&process->birth) != *birth)
        process = NULL;
    if (process) {
        unlink_locked(table);
        link_locked(process, table);
    }
    unlock_two(from, to);
    if (process)
        tell_new_owner(table, from, gift);
    return process != NULL;
}

bool ets_owner_give(EtsTable *table, Term to, Term gift)
{
    return give(table, to, NULL, gift);
}

bool ets_owner_inherit(EtsTable *table)
{
    return table->heir != am_none && table->heir != table->owner &&
           give(table, table->heir, &table->heir_birth, table->heir_data->tuple);
}

void ets_heir_forget(EtsTable *table)
{
    if (table->heir_data)
        ets_object_free(table->heir_data);
    table->heir_data = NULL;
    table->heir = am_none;
}

/* ---- fixations --------------------------------------------------------------------------------
 */

static EtsFixation *fixation_of(Process *process, const EtsTable *table)
{
    EtsFixation *fixation = process->ets_fixations;
    while (fixation && fixation->table != table)
        fixation = fixation->next_of_process;
    return fixation;
}

static void fixation_new_locked(Process *process, EtsTable *table)
{
    EtsFixation *fixation = memory_alloc(MEMORY_ETS, sizeof *fixation);
    *fixation = (EtsFixation){.table = table,
                              .number = table->number,
                              .pid = process->pid,
                              .count = 1,
                              .next_of_table = table->fixations,
                              .link_of_table = &table->fixations,
                              .next_of_process = process->ets_fixations,
                              .link_of_process = &process->ets_fixations};
    if (fixation->next_of_table)
        fixation->next_of_table->link_of_table = &fixation->next_of_table;
    if (fixation->next_of_process)
        fixation->next_of_process->link_of_process = &fixation->next_of_process;
    table->fixations = process->ets_fixations = fixation;
}

/* Out of both lists. */
static void fixation_free_locked(EtsFixation *fixation)
{
    *fixation->link_of_table = fixation->next_of_table;
    if (fixation->next_of_table)
        fixation->next_of_table->link_of_table = fixation->link_of_table;
    *fixation->link_of_process = fixation->next_of_process;
    if (fixation->next_of_process)
        fixation->next_of_process->link_of_process = fixation->link_of_process;
    memory_free(MEMORY_ETS, fixation, sizeof *fixation);
}

void ets_fix(Process *process, EtsTable *table)
{
    pthread_mutex_lock(&fixing);
    EtsFixation *fixation = fixation_of(process, table);
    if (fixation)
        fixation->count++;
    else
        fixation_new_locked(process, table);
    if (__atomic_fetch_add(&table->fixed, 1, __ATOMIC_SEQ_CST) == 0)
        table->fixed_at = clock_monotonic();
    pthread_mutex_unlock(&fixing);
}

/* At most `most` of what the process has fixed; how much that was. */
static UInt unfix(Process *process, EtsTable *table, UInt most)
{
    UInt count = 0;
    pthread_mutex_lock(&fixing);
    EtsFixation *fixation = fixation_of(process, table);
    if (fixation) {
        count = fixation->count < most ? fixation->count : most;
        fixation->count -= count;
        if (fixation->count == 0)
            fixation_free_locked(fixation);
    }
    UInt left = __atomic_sub_fetch(&table->fixed, count, __ATOMIC_SEQ_CST);
    pthread_mutex_unlock(&fixing);
    if (count && left == 0 && !ets_table_is_ordered(table)) {
        ets_hash_purge(table);
        ets_hash_resize(table);
    }
    return count;
}

bool ets_unfix(Process *process, EtsTable *table)
{
    return unfix(process, table, 1) != 0;
}

static void forget_fixations(EtsTable *table)
{
    pthread_mutex_lock(&fixing);
    while (table->fixations)
        fixation_free_locked(table->fixations);
    __atomic_store_n(&table->fixed, 0, __ATOMIC_SEQ_CST);
    pthread_mutex_unlock(&fixing);
}

int64_t ets_each_fixation(EtsTable *table, void (*visit)(const EtsFixation *fixation, void *data),
                          void *data)
{
    pthread_mutex_lock(&fixing);
    for (const EtsFixation *at = table->fixations; at; at = at->next_of_table)
        visit(at, data);
    int64_t since = table->fixed_at;
    pthread_mutex_unlock(&fixing);
    return since;
}

/* ---- deleting ---------------------------------------------------------------------------------
 */

void ets_owner_delete(Process *process, EtsTable *table)
{
    if (table->is_named)
        ets_name_unregister(table->name);
    forget_fixations(table);
    ets_heir_forget(table);
    binary_object_release(table->tid);
    table->tid = NULL;
    if (table->link_of_owner)
        unlink_table(table);
    pthread_mutex_t *mutex = shard(process->pid);
    pthread_mutex_lock(mutex);
    table->number = 0;
    link_locked(process, table);
    pthread_mutex_unlock(mutex);
}

bool ets_owner_destroy(Process *process, EtsTable *table)
{
    bool done = ets_table_is_ordered(table)
                    ? ets_ordered_destroy(&table->ordered, &process->reductions)
                    : ets_hash_destroy(&table->hash, &process->reductions);
    if (!done)
        return false;
    if (table->counters)
        memory_free(MEMORY_ETS, table->counters, table->counter_count * sizeof *table->counters);
    unlink_table(table);
    ets_table_free(table);
    return true;
}

/* ---- the end of a process ---------------------------------------------------------------------
 */

static void close_lists(Process *process)
{
    pthread_mutex_t *mutex = shard(process->pid);
    pthread_mutex_lock(mutex);
    AO_store_release(&process->ets_closed, 1);
    pthread_mutex_unlock(mutex);
}

/* The first fixation's table; it may be about to be deleted by somebody. */
static EtsTable *first_fixed(Process *process, uint64_t *number)
{
    pthread_mutex_lock(&fixing);
    EtsFixation *fixation = process->ets_fixations;
    EtsTable *table = fixation ? fixation->table : NULL;
    *number = fixation ? fixation->number : 0;
    pthread_mutex_unlock(&fixing);
    return table;
}

static EtsTable *first_owned(Process *process, uint64_t *number)
{
    pthread_mutex_t *mutex = shard(process->pid);
    pthread_mutex_lock(mutex);
    EtsTable *table = process->ets_tables;
    *number = table ? table->number : 0;
    pthread_mutex_unlock(mutex);
    return table;
}

static void inherit_or_delete(Process *process, EtsEntry entry)
{
    EtsTable *table = entry.table;
    if (!ets_owner_inherit(table))
        ets_owner_delete(process, table);
    ets_leave(entry);
}

bool ets_owner_ends(Process *process)
{
    uint64_t number;
    EtsTable *table;
    if (!process->ets_closed)
        close_lists(process);
    while ((table = first_fixed(process, &number))) {
        EtsEntry entry = ets_enter_table(table, number, ETS_ALONE);
        if (entry.table) {
            unfix(process, table, UINT64_MAX);
            ets_leave(entry);
        }
        if (process->reductions-- <= 0)
            return false;
    }
    while ((table = first_owned(process, &number))) {
        if (process->reductions-- <= 0)
            return false;
        if (number == 0) {
            if (!ets_owner_destroy(process, table))
                return false;
            continue;
        }
        EtsEntry entry = ets_enter_table(table, number, ETS_ALONE);
        if (entry.table)
            inherit_or_delete(process, entry);
    }
    return true;
}
