/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Off-heap objects: boxed objects that hold a reference to something outside the heap. They are
 * linked through word 2 in the order of their making, newest first.
 */
#ifndef RT_CORE_OFF_HEAP_H
#define RT_CORE_OFF_HEAP_H

#include "rt/core/binary.h"

static inline bool off_heap_is_magic_ref(Term header)
{
    return header_kind(header) == KIND_REF && header_size(header) == 4;
}

/* Does an object with this header hold a counted reference? */
static inline bool off_heap_is_counted(Term header)
{
    return header_kind(header) == KIND_REFC_BIN || off_heap_is_magic_ref(header);
}

/* The object is dead: drop what it refers to. Nodes of external identifiers are never freed. */
static inline void off_heap_release(Term *object)
{
    if (off_heap_is_counted(object[0]))
        binary_object_release(refc_binary_object(object));
}

/* What it keeps alive outside the heap, in words. */
static inline UInt off_heap_words(const Term *object)
{
    if (off_heap_is_counted(object[0]))
        return refc_binary_object(object)->capacity / sizeof(Term);
    return 0;
}

#endif
