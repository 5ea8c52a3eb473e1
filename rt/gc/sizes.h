/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Sizes of heaps, as ERTS has them: 12 and 38 words, then each the sum of the two before and one
 * more, up to 833026, then 20 % more each.
 */
#ifndef RT_GC_SIZES_H
#define RT_GC_SIZES_H

#include "rt/core/term.h"

typedef struct HeapSize {
    UInt words, previous;
} HeapSize;

enum { HEAP_SIZES_SUM_UNTIL = 833026 };

static inline HeapSize heap_size_first(void)
{
    return (HeapSize){12, 25};
}

static inline HeapSize heap_size_next(HeapSize size)
{
    UInt words = size.words < HEAP_SIZES_SUM_UNTIL ? size.words + size.previous + 1
                                                   : size.words + size.words / 5;
    return (HeapSize){words, size.words};
}

/* The smallest size that is not less. */
static inline UInt heap_size_at_least(UInt words)
{
    HeapSize size = heap_size_first();
    while (size.words < words)
        size = heap_size_next(size);
    return size.words;
}

#endif
