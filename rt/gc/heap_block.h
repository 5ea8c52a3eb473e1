/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Blocks of memory for the heaps of processes. Any thread may free what another has made.
 *
 * The last large blocks that were freed are kept for a while: jemalloc gives blocks of 8 MB and
 * more back to the system at once; but collections alternate between blocks of about the same size,
 * and having the system clear one each time takes as long as the collection. They are for all
 * threads: large collections leave their scheduler, so that the next one of the same process is on
 * another thread. What is kept counts as free.
 */
#ifndef RT_GC_HEAP_BLOCK_H
#define RT_GC_HEAP_BLOCK_H

#include "rt/core/memory.h"
#include "rt/core/term.h"

/* At least *words; *words becomes the size. Never NULL. */
Term *heap_block_new(MemoryKind kind, UInt *words);
/* NULL is no block. By a process that goes on to run: a scheduler that falls asleep later gives
 * back what is kept. */
void heap_block_free(MemoryKind kind, Term *start, const Term *end);
/* The same when the process ends: nothing is kept. */
void heap_block_release(MemoryKind kind, Term *start, const Term *end);

/* Gives blocks back that nobody has wanted for HEAP_BLOCK_KEPT_NS. To be called by threads that
 * fall asleep, with the time of scheduler_now(); returns when to call it again at the latest,
 * UINT64_MAX: not before something is freed. */
enum { HEAP_BLOCK_KEPT_NS = 1000000000 };
uint64_t heap_block_tidy(uint64_t now);

#endif
