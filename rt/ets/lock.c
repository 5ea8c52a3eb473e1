/* SPDX-License-Identifier: Apache-2.0 */
/* Locks of tables (lock.h): what happens when they are taken. */
#include "rt/ets/lock.h"

#include <limits.h>
#include <linux/futex.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>
#include "rt/core/clock.h"
#include "rt/core/long_work.h"
#include "rt/core/memory.h"
#include "rt/sched/futex.h"

enum { SPINS = 100 };

static void sleep_while(EtsLock *lock, uint32_t state)
{
    syscall(SYS_futex, &lock->state, FUTEX_WAIT_PRIVATE, state, NULL, NULL, 0);
}

/* Spins, then says that somebody waits, then sleeps. */
static void wait_a_moment(EtsLock *lock, uint32_t state, unsigned *spins)
{
    if ((*spins)++ < SPINS) {
        futex_pause();
        return;
    }
    uint32_t waiting = state | ETS_LOCK_WAITING;
    if (state == waiting || __atomic_compare_exchange_n(&lock->state, &state, waiting, false,
                                                        __ATOMIC_RELAXED, __ATOMIC_RELAXED))
        sleep_while(lock, waiting);
}

void ets_lock_read_slow(EtsLock *lock)
{
    for (unsigned spins = 0;;) {
        uint32_t state = __atomic_load_n(&lock->state, __ATOMIC_RELAXED);
        if (state < ETS_LOCK_WAITING) {
            if (__atomic_compare_exchange_n(&lock->state, &state, state + 1, false,
                                            __ATOMIC_ACQUIRE, __ATOMIC_RELAXED))
                return;
        } else if (state == ETS_LOCK_WAITING) {
            ets_lock_pass_on(lock);
        } else {
            wait_a_moment(lock, state, &spins);
        }
    }
}

/* The mark that others wait stays while this writer has the lock. */
void ets_lock_write_slow(EtsLock *lock)
{
    for (unsigned spins = 0;;) {
        uint32_t state = __atomic_load_n(&lock->state, __ATOMIC_RELAXED);
        if ((state & ~ETS_LOCK_WAITING) == 0) {
            if (__atomic_compare_exchange_n(&lock->state, &state, state | ETS_LOCK_WRITER, false,
                                            __ATOMIC_ACQUIRE, __ATOMIC_RELAXED))
                return;
        } else {
            wait_a_moment(lock, state, &spins);
        }
    }
}

void ets_lock_await(const EtsLock *lock)
{
    enum { PATIENCE = 200 * 1000 }; /* ns */
    int64_t begin = clock_monotonic();
    while (ets_lock_is_written(lock)) {
        for (unsigned i = 0; i < SPINS && ets_lock_is_written(lock); i++)
            futex_pause();
        if (clock_monotonic() - begin > PATIENCE) {
            long_work();
            return;
        }
        sched_yield();
    }
}

void ets_lock_wake_all(EtsLock *lock)
{
    syscall(SYS_futex, &lock->state, FUTEX_WAKE_PRIVATE, INT_MAX, NULL, NULL, 0);
}

/* The last reader has left while others wait: all of them try again, unless somebody has taken the
 * lock meanwhile, who then wakes them. */
void ets_lock_pass_on(EtsLock *lock)
{
    uint32_t state = ETS_LOCK_WAITING;
    if (__atomic_compare_exchange_n(&lock->state, &state, 0, false, __ATOMIC_RELAXED,
                                    __ATOMIC_RELAXED))
        ets_lock_wake_all(lock);
}

/* ---- gates ------------------------------------------------------------------------------------
 */

_Thread_local EtsThread *ets_thread_own;

/* All threads that have entered a gate; only ever added to. */
static EtsThread *all_threads;

EtsThread *ets_thread_new(void)
{
    EtsThread *thread = aligned_alloc(_Alignof(EtsThread), sizeof *thread);
    if (!thread)
        rt_end("ets: Cannot allocate the data of a thread.");
    memset(thread, 0, sizeof *thread);
    EtsThread *first = __atomic_load_n(&all_threads, __ATOMIC_ACQUIRE); /* its number is read */
    do {
        thread->next = first;
        thread->number = first ? first->number + 1 : 0;
    } while (!__atomic_compare_exchange_n(&all_threads, &first, thread, false, __ATOMIC_SEQ_CST,
                                          __ATOMIC_ACQUIRE));
    ets_thread_own = thread;
    return thread;
}

void ets_gate_close(EtsGate *gate)
{
    ets_lock_write(&gate->lock);
    __atomic_store_n(&gate->closed, 1, __ATOMIC_SEQ_CST);
    EtsThread *thread = __atomic_load_n(&all_threads, __ATOMIC_SEQ_CST);
    for (; thread; thread = thread->next)
        for (unsigned spins = 0; __atomic_load_n(&thread->inside, __ATOMIC_SEQ_CST) == gate;
             spins++) {
            if (spins < SPINS)
                futex_pause();
            else
                sched_yield();
        }
}
