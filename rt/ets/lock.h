/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Locks of tables.
 *
 * EtsLock: many readers or one writer, in one word. Nobody is woken or slept for in the common
 * case; who finds it taken spins a little, then sleeps (futex). Writers that wait keep new readers
 * out.
 *
 * EtsGate: the same for what is entered all the time and closed seldom. Who enters writes only to a
 * word of its own thread, so that threads that enter the same gate share no cache line. A thread is
 * inside one gate at a time. Who closes it takes the gate's lock as a writer, says so, and waits
 * until no thread is inside. Threads that find it closed enter through the lock as readers.
 *
 * The words are 32 or 64 bits, accessed through the compiler's atomic builtins; memory orders are
 * given at each access. Any thread.
 */
#ifndef RT_ETS_LOCK_H
#define RT_ETS_LOCK_H

#include <stdbool.h>
#include <stdint.h>

typedef struct EtsLock {
    uint32_t state; /* number of readers, or ETS_LOCK_WRITER; and ETS_LOCK_WAITING */
} EtsLock;

#define ETS_LOCK_WRITER UINT32_C(0x80000000)
#define ETS_LOCK_WAITING UINT32_C(0x40000000)

typedef struct EtsGate {
    EtsLock lock;
    uint32_t closed;
} EtsGate;

/* How a gate was entered: ets_gate_leave wants to know. */
typedef enum EtsHeld {
    ETS_HELD_SLOT,   /* by the word of the thread */
    ETS_HELD_READER, /* as a reader of the lock */
    ETS_HELD_WRITER, /* alone */
} EtsHeld;

void ets_lock_read_slow(EtsLock *lock);
void ets_lock_write_slow(EtsLock *lock);
void ets_lock_pass_on(EtsLock *lock);
void ets_lock_wake_all(EtsLock *lock);

/* Waits until no writer is there, or it takes long: then the process goes on elsewhere, so that the
 * scheduler need not wait for the lock. Called by a process's native function without locks. */
__attribute__((cold)) void ets_lock_await(const EtsLock *lock);

/* Acquire: after what the last writer did. */
static inline void ets_lock_read(EtsLock *lock)
{
    uint32_t state = __atomic_load_n(&lock->state, __ATOMIC_RELAXED);
    if (state >= ETS_LOCK_WAITING ||
        !__atomic_compare_exchange_n(&lock->state, &state, state + 1, false, __ATOMIC_ACQUIRE,
                                     __ATOMIC_RELAXED))
        ets_lock_read_slow(lock);
}

/* Release: a writer comes after what was read. */
static inline void ets_unlock_read(EtsLock *lock)
{
    if (__atomic_fetch_sub(&lock->state, 1, __ATOMIC_RELEASE) == (ETS_LOCK_WAITING | 1))
        ets_lock_pass_on(lock);
}

static inline void ets_lock_write(EtsLock *lock)
{
    uint32_t state = 0;
    if (!__atomic_compare_exchange_n(&lock->state, &state, ETS_LOCK_WRITER, false, __ATOMIC_ACQUIRE,
                                     __ATOMIC_RELAXED))
        ets_lock_write_slow(lock);
}

static inline bool ets_lock_is_written(const EtsLock *lock)
{
    return __atomic_load_n(&lock->state, __ATOMIC_RELAXED) >= ETS_LOCK_WRITER;
}

static inline bool ets_lock_try_write(EtsLock *lock)
{
    uint32_t state = 0;
    return __atomic_compare_exchange_n(&lock->state, &state, ETS_LOCK_WRITER, false,
                                       __ATOMIC_ACQUIRE, __ATOMIC_RELAXED);
}

static inline void ets_unlock_write(EtsLock *lock)
{
    if (__atomic_exchange_n(&lock->state, 0, __ATOMIC_RELEASE) & ETS_LOCK_WAITING)
        ets_lock_wake_all(lock);
}

/* A word for each thread that has entered a gate: which one it is inside. */
typedef struct EtsThread {
    _Alignas(64) EtsGate *inside;
    uint32_t number; /* 0, 1 … */
    struct EtsThread *next;
} EtsThread;

extern _Thread_local EtsThread *ets_thread_own;
EtsThread *ets_thread_new(void);

static inline EtsThread *ets_thread(void)
{
    EtsThread *own = ets_thread_own;
    return __builtin_expect(own != 0, 1) ? own : ets_thread_new();
}

/* Sequentially consistent: either this thread sees the gate closed, or who closes it sees this
 * thread inside. */
static inline EtsHeld ets_gate_enter(EtsGate *gate)
{
    EtsThread *own = ets_thread();
    __atomic_store_n(&own->inside, gate, __ATOMIC_SEQ_CST);
    if (__builtin_expect(__atomic_load_n(&gate->closed, __ATOMIC_SEQ_CST) == 0, 1))
        return ETS_HELD_SLOT;
    __atomic_store_n(&own->inside, (EtsGate *)0, __ATOMIC_RELEASE);
    ets_lock_read(&gate->lock);
    return ETS_HELD_READER;
}

void ets_gate_close(EtsGate *gate);

static inline void ets_gate_leave(EtsGate *gate, EtsHeld held)
{
    if (held == ETS_HELD_SLOT) {
        __atomic_store_n(&ets_thread()->inside, (EtsGate *)0, __ATOMIC_RELEASE);
    } else if (held == ETS_HELD_READER) {
        ets_unlock_read(&gate->lock);
    } else {
        __atomic_store_n(&gate->closed, 0, __ATOMIC_RELEASE);
        ets_unlock_write(&gate->lock);
    }
}

#endif
