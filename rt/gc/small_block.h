/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Blocks of HEAP_MIN_WORDS, the heaps of most processes: carved from slabs without a gap, where a
 * general allocator would round each up by a tenth. A thread keeps some free blocks; the others
 * are in a pool under a lock, which gives slabs back when all of their blocks are free. Any thread
 * may free what another has made.
 */
#ifndef RT_GC_SMALL_BLOCK_H
#define RT_GC_SMALL_BLOCK_H

#include "rt/core/term.h"

/* Never NULL. */
Term *small_block_new(void);
void small_block_free(Term *block);

#endif
