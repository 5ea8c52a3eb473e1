/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The process table (table.h).
 *
 * A slot holds 0 (free), RESERVED (a process is being made or ends) or the Process *. Free
 * structures are kept in a list of the thread that freed the last process, the surplus in a common
 * list under a lock.
 */
#include "rt/process/table.h"

#include <pthread.h>
#include <string.h>
#include "rt/core/memory.h"
#include "rt/process/message.h"

enum { RESERVED = 1, SLAB = 65536 / sizeof(Process), OWN_FREE_MAX = 256 };

static volatile AO_t *slots;
static UInt mask, limit;
static volatile AO_t count;
static volatile AO_t next_number;

static _Thread_local Process *own_free;
static _Thread_local UInt own_free_count;
static Process *common_free;
static pthread_mutex_t common_lock = PTHREAD_MUTEX_INITIALIZER;

void process_table_initialize(UInt wanted)
{
    UInt size = PROCESS_LIMIT_MIN;
    while (size < wanted)
        size *= 2;
    limit = wanted;
    mask = size - 1;
    slots = memory_alloc_zero(MEMORY_PROCESS, size * sizeof *slots);
}

Process *process_lookup(Term pid)
{
    AO_t found = AO_load_acquire(&slots[term_pid_number(pid) & mask]);
    if (found <= RESERVED)
        return NULL;
    Process *process = (Process *)found;
    return process_pid(process) == pid ? process : NULL;
}

/* ---- structures ------------------------------------------------------------------------------ */

static void keep_free(Process *process)
{
    process->queue_next = own_free;
    own_free = process;
    own_free_count++;
}

static void refill(void)
{
    pthread_mutex_lock(&common_lock);
    while (common_free && own_free_count < OWN_FREE_MAX / 2) {
        Process *process = common_free;
        common_free = process->queue_next;
        keep_free(process);
    }
    pthread_mutex_unlock(&common_lock);
    if (own_free)
        return;
    Process *slab = memory_alloc_zero(MEMORY_PROCESS, SLAB * sizeof *slab);
    for (int i = SLAB - 1; i >= 0; i--) {
        slab[i].signals = SIGNALS_CLOSED;
        keep_free(&slab[i]);
    }
}

static void give_away_surplus(void)
{
    pthread_mutex_lock(&common_lock);
    while (own_free_count > OWN_FREE_MAX / 2) {
        Process *process = own_free;
        own_free = process->queue_next;
        own_free_count--;
        process->queue_next = common_free;
        common_free = process;
    }
    pthread_mutex_unlock(&common_lock);
}

/* What others may look at at any time keeps its value: pid, state and signals. */
static Process *take_structure(void)
{
    if (!own_free)
        refill();
    Process *process = own_free;
    own_free = process->queue_next;
    own_free_count--;
    memset(process, 0, offsetof(Process, pid));
    memset((char *)process + offsetof(Process, parent), 0,
           offsetof(Process, state) - offsetof(Process, parent));
    process->queue_next = NULL;
    process->home = NULL;
    return process;
}

/* ---- pids ------------------------------------------------------------------------------------ */

enum { PID_MASK = (1 << PID_DATA_BITS) - 1 };

UInt process_table_next_number(void)
{
    return AO_load(&next_number) & PID_MASK;
}

void process_table_set_next_number(UInt number)
{
    AO_t rounds = AO_load(&next_number) >> PID_DATA_BITS;
    AO_store(&next_number, (rounds + 1) << PID_DATA_BITS | (number & PID_MASK));
}

/* Of all processes there have been: its low bits are the pid. */
static UInt reserve_number(void)
{
    for (;;) {
        UInt number = AO_fetch_and_add1(&next_number);
        if (AO_compare_and_swap_full(&slots[number & mask], 0, RESERVED))
            return number;
    }
}

Process *process_table_new(void)
{
    if (AO_fetch_and_add1(&count) >= limit) {
        AO_fetch_and_sub1(&count);
        return NULL;
    }
    Process *process = take_structure();
    UInt number = reserve_number();
    AO_store(&process->birth, number);
    AO_store(&process->flooded, 0);
    AO_store((volatile AO_t *)&process->pid, term_make_pid(number & PID_MASK));
    AO_store_release(&process->timers, 0); /* who sees this sees the pid */
    return process;
}

void process_table_publish(Process *process)
{
    AO_store_release(&process->signals, 0);
    AO_store_release(&slots[term_pid_number(process->pid) & mask], (AO_t)process);
}

void process_table_remove(Process *process)
{
    AO_store_release(&slots[term_pid_number(process->pid) & mask], RESERVED);
}

void process_table_free(Process *process)
{
    UInt slot = term_pid_number(process->pid) & mask;
    AO_store(&process->state, PROCESS_FREE);
    keep_free(process);
    if (own_free_count > OWN_FREE_MAX)
        give_away_surplus();
    AO_store_release(&slots[slot], 0);
    AO_fetch_and_sub1(&count);
}

UInt process_table_births(void)
{
    return AO_load_acquire(&next_number);
}

UInt process_table_count(void)
{
    return AO_load(&count);
}

UInt process_table_limit(void)
{
    return limit;
}

UInt process_table_slots(void)
{
    return mask + 1;
}

UInt process_table_slot(Term pid)
{
    return term_pid_number(pid) & mask;
}

Process *process_table_at(UInt slot)
{
    AO_t found = AO_load_acquire(&slots[slot]);
    return found > RESERVED ? (Process *)found : NULL;
}

Process *process_table_next(UInt *at)
{
    while (*at <= mask) {
        AO_t found = AO_load_acquire(&slots[(*at)++]);
        if (found > RESERVED)
            return (Process *)found;
    }
    return NULL;
}
