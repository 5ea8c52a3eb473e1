/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The lock of a state that calls change: processes that share one take turns. Who has to wait for
 * another's long work gives its scheduler away first. Locked and unlocked by the same thread.
 */
#ifndef RT_CRYPTO_STATE_LOCK_H
#define RT_CRYPTO_STATE_LOCK_H

#include <pthread.h>
#include "rt/core/long_work.h"

static inline void state_lock(pthread_mutex_t *lock)
{
    if (pthread_mutex_trylock(lock) == 0)
        return;
    long_work();
    pthread_mutex_lock(lock);
}

static inline void state_unlock(pthread_mutex_t *lock)
{
    pthread_mutex_unlock(lock);
}

#endif
