/* SPDX-License-Identifier: Apache-2.0 */
/* Large blocks are used again for a while, count as free meanwhile, and go back then. */
#include <criterion/criterion.h>

#include "rt/gc/heap_block.h"
#include "rt/sched/scheduler.h"

enum { LARGE = 300 * 1024 };

Test(heap_block, large_ones_are_used_again)
{
    UInt words = LARGE, again = LARGE - 100;
    size_t before = memory_used(MEMORY_HEAP), old = memory_used(MEMORY_OLD_HEAP);
    Term *block = heap_block_new(MEMORY_HEAP, &words);
    cr_assert(memory_used(MEMORY_HEAP) >= before + LARGE * sizeof(Term));
    heap_block_free(MEMORY_HEAP, block, block + words);
    cr_assert_eq(memory_used(MEMORY_HEAP), before);
    cr_assert_eq(heap_block_new(MEMORY_OLD_HEAP, &again), block);
    cr_assert(memory_used(MEMORY_OLD_HEAP) >= old + again * sizeof(Term));
    heap_block_free(MEMORY_OLD_HEAP, block, block + again);
    cr_assert_eq(memory_used(MEMORY_OLD_HEAP), old);
}

Test(heap_block, not_for_much_smaller_ones)
{
    UInt words = 2 * LARGE, small = LARGE;
    Term *block = heap_block_new(MEMORY_HEAP, &words);
    heap_block_free(MEMORY_HEAP, block, block + words);
    Term *other = heap_block_new(MEMORY_HEAP, &small);
    cr_assert_neq(other, block);
    heap_block_free(MEMORY_HEAP, other, other + small);
}

Test(heap_block, what_nobody_wants_goes_back)
{
    cr_assert_eq(heap_block_tidy(scheduler_now()), UINT64_MAX);
    UInt words = LARGE;
    Term *block = heap_block_new(MEMORY_HEAP, &words);
    uint64_t freed = scheduler_now();
    heap_block_free(MEMORY_HEAP, block, block + words);
    uint64_t next = heap_block_tidy(scheduler_now());
    cr_assert(next >= freed + HEAP_BLOCK_KEPT_NS && next != UINT64_MAX);
    cr_assert_eq(heap_block_tidy(next), UINT64_MAX);
}

Test(heap_block, the_oldest_gives_way)
{
    Term *blocks[8];
    UInt words = LARGE;
    size_t before = memory_used(MEMORY_HEAP);
    for (int i = 0; i < 8; i++)
        blocks[i] = heap_block_new(MEMORY_HEAP, &words);
    for (int i = 0; i < 8; i++)
        heap_block_free(MEMORY_HEAP, blocks[i], blocks[i] + words);
    cr_assert_eq(memory_used(MEMORY_HEAP), before);
    cr_assert_eq(heap_block_new(MEMORY_HEAP, &words), blocks[7]);
}
