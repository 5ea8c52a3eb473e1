/* SPDX-License-Identifier: Apache-2.0 */
/* Sleeping threads (futex.h). libatomic_ops has no 32-bit type for all its targets, so the word is
 * accessed through AO_int operations where it has them, as it does on Linux. */
#include "rt/sched/futex.h"

#include <atomic_ops.h>
#include <errno.h>
#include <linux/futex.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

void futex_set(FutexWord *word)
{
    AO_int_store_full(&word->value, 1);
}

bool futex_take(FutexWord *word)
{
    AO_nop_full(); /* the caller has changed what the sleeper looks at after futex_set */
    return AO_int_load(&word->value) == 1 && AO_int_compare_and_swap_full(&word->value, 1, 0);
}

void futex_sleep(FutexWord *word, uint64_t until)
{
    struct timespec time = {.tv_sec = (time_t)(until / 1000000000u),
                            .tv_nsec = (long)(until % 1000000000u)};
    while (AO_int_load(&word->value) == 1) {
        long result = syscall(SYS_futex, &word->value, FUTEX_WAIT_BITSET_PRIVATE, 1,
                              until == UINT64_MAX ? NULL : &time, NULL, FUTEX_BITSET_MATCH_ANY);
        if (result != 0 && errno == ETIMEDOUT)
            return;
    }
}

void futex_wake(FutexWord *word)
{
    syscall(SYS_futex, &word->value, FUTEX_WAKE_PRIVATE, 1, NULL, NULL, NULL);
}
