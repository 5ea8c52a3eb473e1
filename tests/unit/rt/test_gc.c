/* SPDX-License-Identifier: Apache-2.0 */
/* Collections: what is referred to stays and is counted, what is not is released. */
#include <criterion/criterion.h>
#include <string.h>

#include "rt/core/binary.h"
#include "rt/core/memory.h"
#include "rt/gc/gc.h"
#include "tests/unit/rt/support.h"

enum { BYTES = 1000 };

static Term large_binary(Process *process, int fill)
{
    uint8_t *data;
    Term binary = binary_new(process, BYTES, &data);
    memset(data, fill, BYTES);
    return binary;
}

static bool is_filled(Term binary, int fill)
{
    BitView view = bit_view(binary);
    for (UInt i = 0; i < BYTES; i++)
        if (view.bytes[i] != fill)
            return false;
    return view.bit_size == BYTES * 8;
}

/* A heap small enough for old heap and block to lie side by side, in any order. */
static Process *process_with_small_heap(void)
{
    Process *process = support_process();
    gc_heap_destroy(process);
    gc_heap_create(process, HEAP_MIN_WORDS);
    process->fullsweep_after = 2;
    return process;
}

/* Through minor collections to the old heap, full ones, and smaller blocks. */
Test(gc, off_heap_binaries_live_and_die)
{
    Process *process = process_with_small_heap();
    Term *x = process->scheduler->x;
    x[0] = large_binary(process, 1);
    for (int i = 0; i < 10; i++) {
        x[1] = large_binary(process, 2);
        gc_collect(process, 0, 2);
        cr_assert(is_filled(x[0], 1) && is_filled(x[1], 2));
    }
    gc_collect_full(process, 0, 1);
    cr_assert_eq(memory_used(MEMORY_BINARY), sizeof(BinaryObject) + BYTES);
    gc_collect_full(process, 0, 0);
    cr_assert_eq(memory_used(MEMORY_BINARY), 0);
}

Test(gc, heaps_are_given_back)
{
    Process *process = process_with_small_heap();
    Term *x = process->scheduler->x;
    x[0] = TERM_NIL;
    for (int i = 0; i < 1000; i++)
        x[0] = heap_cons(process, large_binary(process, i), x[0]);
    gc_collect(process, 0, 1);
    gc_collect(process, 0, 1);
    gc_heap_destroy(process);
    cr_assert_eq(memory_used(MEMORY_BINARY), 0);
    cr_assert_eq(memory_used(MEMORY_HEAP), 0);
    cr_assert_eq(memory_used(MEMORY_OLD_HEAP), 0);
    cr_assert_eq(memory_used(MEMORY_HEAP_FRAGMENT), 0);
}
