/* SPDX-License-Identifier: Apache-2.0 */
/* Objects of tables (object.h). */
#include "rt/ets/object.h"

#include "rt/core/copy.h"
#include "rt/core/memory.h"
#include "rt/core/off_heap.h"

/* A tuple of immediates, as most are: its words with the header. 0: something else. */
static inline UInt flat_words(Term tuple)
{
    if (!term_is_tuple(tuple) || heap_is_literal(term_boxed_ptr(tuple)))
        return 0;
    UInt arity = term_tuple_arity(tuple);
    const Term *elements = term_tuple_elements(tuple);
    for (UInt i = 0; i < arity; i++)
        if (!term_is_immediate(elements[i]))
            return 0;
    return arity + 1;
}

static inline void fill_flat(EtsObject *object, Term tuple, UInt words)
{
    const Term *from = term_boxed_ptr(tuple);
    for (UInt i = 0; i < words; i++)
        object->data[i] = from[i];
    object->tuple = term_make_boxed(object->data);
    object->flat = 1;
}

/* Are all words of the data, from data[1] on, terms that need not be moved? */
static bool is_flat(const EtsObject *object)
{
    if (object->words == 0)
        return true;
    return term_is_tuple(object->tuple) && object->words == term_tuple_arity(object->tuple) + 1;
}

static EtsObject *allocate(UInt words, bool off_heap)
{
    EtsObject *object =
        memory_alloc(MEMORY_ETS, sizeof *object + (words + off_heap) * sizeof(Term));
    object->words = words;
    object->flat = object->off_heap = object->deleted = 0;
    return object;
}

/* Whether there are off-heap objects is known after copying only: the word for their list is always
 * allocated with what is not flat, and used as the block says. */
static void fill(EtsObject *object, Term tuple)
{
    Term *top = object->data, *off_heap = NULL;
    object->tuple = copy_to(tuple, &top, &off_heap);
    object->flat = is_flat(object);
    object->data[object->words] = (Term)off_heap;
}

EtsObject *ets_object_new(Term tuple)
{
    UInt words = flat_words(tuple);
    if (words) {
        EtsObject *object = allocate(words, false);
        fill_flat(object, tuple, words);
        return object;
    }
    words = copy_size(tuple);
    EtsObject *object = allocate(words, true);
    object->off_heap = 1;
    fill(object, tuple);
    return object;
}

static void release_off_heap(const EtsObject *object)
{
    Term *at = (Term *)object->data[object->words];
    while (at) {
        Term *next = (Term *)at[2];
        off_heap_release(at);
        at = next;
    }
}

void ets_object_free(EtsObject *object)
{
    if (object->off_heap)
        release_off_heap(object);
    memory_free(MEMORY_ETS, object, ets_object_bytes(object));
}

bool ets_object_try_replace(EtsObject *object, Term tuple)
{
    UInt words = flat_words(tuple);
    if (words) {
        if (object->off_heap || object->words != words)
            return false;
        fill_flat(object, tuple, words);
        return true;
    }
    if (!object->off_heap || copy_size(tuple) != object->words)
        return false;
    release_off_heap(object);
    fill(object, tuple);
    return true;
}

/* ---- to a heap --------------------------------------------------------------------------------
 */

/* The copies of the off-heap objects take references of their own. */
static void link_copies(Process *process, const EtsObject *object, Term *to)
{
    const Term *at = (const Term *)object->data[object->words];
    while (at) {
        Term *copy = to + (at - object->data);
        if (off_heap_is_counted(copy[0]))
            binary_object_retain(refc_binary_object(copy));
        heap_link_off_heap(process, copy, off_heap_words(copy));
        at = (const Term *)at[2];
    }
}

static inline Term moved(Term word, const Term *from, UInt bytes, UInt delta)
{
    bool is_pointer = (word & TAG_MASK) == TAG_CONS || (word & TAG_MASK) == TAG_BOXED;
    return is_pointer && word - (UInt)from < bytes ? word + delta : word;
}

Term ets_object_copy_slow(Process *process, const EtsObject *object)
{
    UInt words = object->words;
    if (words == 0)
        return object->tuple;
    Term *to = heap_alloc(process, words);
    const Term *from = object->data;
    UInt bytes = words * sizeof(Term), delta = (UInt)to - (UInt)from;
    for (UInt i = 0; i < words;) {
        Term word = from[i];
        if ((word & TAG_MASK) != TAG_HEADER) {
            to[i++] = moved(word, from, bytes, delta);
            continue;
        }
        UInt first, count, end = i + header_size(word) + 1;
        header_term_words(word, &first, &count);
        UInt terms = i + first, terms_end = terms + count;
        for (; i < terms; i++)
            to[i] = from[i];
        for (; i < terms_end; i++)
            to[i] = moved(from[i], from, bytes, delta);
        for (; i < end; i++)
            to[i] = from[i];
    }
    if (object->off_heap && object->data[words])
        link_copies(process, object, to);
    return moved(object->tuple, from, bytes, delta);
}

Term ets_object_copy_part(Process *process, Term part)
{
    UInt words = copy_size(part);
    if (words == 0)
        return part;
    Term *top = heap_alloc(process, words), *off_heap = NULL;
    Term copy = copy_to(part, &top, &off_heap);
    while (off_heap) {
        Term *next = (Term *)off_heap[2];
        heap_link_off_heap(process, off_heap, off_heap_words(off_heap));
        off_heap = next;
    }
    return copy;
}
