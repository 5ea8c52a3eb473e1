/* SPDX-License-Identifier: Apache-2.0 */
/* Copying a term with the sharing within it (copy_shared of copy.h). */
#include "rt/core/copy.h"

#include <string.h>
#include "rt/core/long_work.h"
#include "rt/core/memory.h"
#include "rt/core/object_map.h"
#include "rt/core/off_heap.h"

typedef struct SharedCopy {
    ObjectMap objects;
    UInt *offsets; /* words, by number: where in the block the copy of the object stands */
    bool with_literals;
} SharedCopy;

static bool is_shared_copied(const SharedCopy *copy, Term term)
{
    if (term_is_immediate(term))
        return false;
    return copy->with_literals || !heap_is_literal((const Term *)(term & ~(Term)TAG_MASK));
}

static Term *object_words(Term object, UInt *words, UInt *first, UInt *count)
{
    if (term_is_cons(object)) {
        *words = *count = 2;
        *first = 0;
        return term_cons_ptr(object);
    }
    Term *at = term_boxed_ptr(object);
    *words = header_size(at[0]) + 1;
    header_term_words(at[0], first, count);
    return at;
}

/* All objects of the term, breadth first. The words of their copies. */
static UInt gather_objects(SharedCopy *copy, Term term)
{
    UInt total = 0, words, first, count;
    object_map_add(&copy->objects, term);
    for (UInt i = 0; i < copy->objects.count; i++) {
        const Term *at = object_words(copy->objects.objects[i], &words, &first, &count);
        total += words;
        for (UInt j = 0; j < count; j++)
            if (is_shared_copied(copy, at[first + j]))
                object_map_add(&copy->objects, at[first + j]);
        long_work_words(total);
    }
    return total;
}

/* The same object in the block. */
static Term moved(const SharedCopy *copy, Term *block, Term term)
{
    Term *to = block + copy->offsets[object_map_number(&copy->objects, term)];
    return term_is_cons(term) ? term_make_cons(to) : term_make_boxed(to);
}

Term copy_shared(Process *process, Term term, bool with_literals)
{
    SharedCopy copy = {.with_literals = with_literals};
    if (!is_shared_copied(&copy, term))
        return term;
    UInt total = gather_objects(&copy, term), words, first, count, offset = 0;
    UInt number = copy.objects.count;
    Term *block = heap_alloc(process, total);
    copy.offsets = memory_alloc(MEMORY_TEMPORARY, number * sizeof(UInt));
    for (UInt i = 0; i < number; i++) {
        copy.offsets[i] = offset;
        object_words(copy.objects.objects[i], &words, &first, &count);
        offset += words;
    }
    for (UInt i = 0; i < number; i++) {
        const Term *from = object_words(copy.objects.objects[i], &words, &first, &count);
        Term *to = block + copy.offsets[i];
        memcpy(to, from, words * sizeof(Term));
        for (UInt j = first; j < first + count; j++)
            if (is_shared_copied(&copy, to[j]))
                to[j] = moved(&copy, block, to[j]);
        if (term_is_boxed(copy.objects.objects[i]) && off_heap_is_counted(to[0])) {
            binary_object_retain(refc_binary_object(to));
            heap_link_off_heap(process, to, 0);
        }
    }
    memory_free(MEMORY_TEMPORARY, copy.offsets, number * sizeof(UInt));
    object_map_free(&copy.objects);
    return term_make_boxed(block) - TAG_BOXED + (term & TAG_MASK);
}
