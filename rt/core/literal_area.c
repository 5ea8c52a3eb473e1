/* SPDX-License-Identifier: Apache-2.0 */
/* The literal area (literal_area.h). Allocation takes a mutex; memory comes from the system page by
 * page as it is touched. Off-heap objects in it keep their references for ever. */
#include "rt/core/literal_area.h"

#include <pthread.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include "rt/core/copy.h"
#include "rt/core/memory.h"

#if __has_feature(address_sanitizer)
#include <sanitizer/lsan_interface.h>
/* What only terms in the area refer to is no leak. */
#define LEAK_ROOTS(start, words) __lsan_register_root_region((start), (words) * sizeof(Term))
#else
#define LEAK_ROOTS(start, words) ((void)0)
#endif

/* Of address space. Where that is limited, a small part of it. */
#define RESERVED_BYTES ((UInt)16 << 30)
enum { PART_OF_LIMIT = 16 };

const char *literal_area_start, *literal_area_end;

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static Term *top;

static UInt size_to_reserve(void)
{
    struct rlimit limit;
    if (getrlimit(RLIMIT_AS, &limit) != 0 || limit.rlim_cur / PART_OF_LIMIT >= RESERVED_BYTES)
        return RESERVED_BYTES;
    return limit.rlim_cur / PART_OF_LIMIT / sizeof(Term) * sizeof(Term);
}

void literal_area_initialize(void)
{
    UInt size = size_to_reserve();
    void *area = mmap(NULL, size, PROT_READ | PROT_WRITE,
                      MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (area == MAP_FAILED)
        rt_end("literal_alloc: Cannot reserve %zu bytes of memory (of type \"literal\").",
               (size_t)size);
    top = area;
    literal_area_start = area;
    literal_area_end = (const char *)area + size;
}

static Term *allocate(UInt words)
{
    pthread_mutex_lock(&lock);
    if (words > (UInt)((const Term *)literal_area_end - top))
        rt_end("literal_alloc: Cannot allocate %zu words of memory (of type \"literal\").",
               (size_t)words);
    Term *at = top;
    top += words;
    LEAK_ROOTS(at, words);
    pthread_mutex_unlock(&lock);
    return at;
}

Term literal_area_copy(Term term, UInt *words)
{
    UInt size = copy_size(term);
    Term *off_heap = NULL;
    if (words)
        *words = size;
    if (size == 0)
        return term;
    Term *at = allocate(size);
    return copy_to(term, &at, &off_heap);
}

UInt literal_area_used(void)
{
    return literal_area_start ? (UInt)(top - (const Term *)literal_area_start) : 0;
}
