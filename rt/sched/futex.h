/* SPDX-License-Identifier: Apache-2.0 */
/* A word that a thread sleeps on: 1 while it sleeps or is about to, 0 otherwise. Linux only. */
#ifndef RT_SCHED_FUTEX_H
#define RT_SCHED_FUTEX_H

#include <stdbool.h>
#include <stdint.h>

typedef struct FutexWord {
    uint32_t value;
} FutexWord;

/* The thread is about to sleep. A full barrier. */
void futex_set(FutexWord *word);
/* 1 to 0: true for the one who did it. A full barrier. */
bool futex_take(FutexWord *word);
/* Sleeps while the word is 1, until futex_wake or the time (monotonic, ns; UINT64_MAX: for ever).
 */
void futex_sleep(FutexWord *word, uint64_t until);
void futex_wake(FutexWord *word);

/* A moment of waiting in a loop. */
static inline void futex_pause(void)
{
#if defined(__x86_64__)
    __builtin_ia32_pause();
#elif defined(__aarch64__)
    __asm__ volatile("yield");
#endif
}

#endif
