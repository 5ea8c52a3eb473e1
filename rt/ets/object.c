/* SPDX-License-Identifier: Apache-2.0 */
/* Objects of tables (object.h). */
#include "rt/ets/object.h"

#include <string.h>
#include "rt/core/compare.h"
#include "rt/core/copy.h"
#include "rt/core/memory.h"
#include "rt/core/off_heap.h"
#include "rt/external/external.h"

/* A tuple of immediates, as most are: its words with the header. 0: something else. */
static inline UInt flat_words(Term tuple)
{
    if (!term_is_tuple(tuple))
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
    object->flat = object->off_heap = object->packed = object->deleted = 0;
    return object;
}

/* Whether there are off-heap objects is known after copying only: the word for their list is always
 * allocated with what is not flat, and used as the block says. */
static void fill(EtsObject *object, Term tuple)
{
    Term *top = object->data, *off_heap = NULL;
    object->tuple = copy_whole_to(tuple, &top, &off_heap);
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
    words = copy_size_whole(tuple);
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
    if (!object->off_heap || copy_size_whole(tuple) != object->words)
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
    if (object->packed)
        return ets_object_unpack(process, object);
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

/* ---- packed objects ---------------------------------------------------------------------------
 */

/* A part of the object that the external format stands for, whatever becomes of the rest of the
 * world: no reference, fun, shared binary. */
static bool is_own_data(const EtsObject *object, Term word)
{
    bool is_pointer = (word & TAG_MASK) == TAG_CONS || (word & TAG_MASK) == TAG_BOXED;
    return !is_pointer || word - (UInt)object->data < object->words * sizeof(Term);
}

static bool is_packable_kind(Term header)
{
    switch (header_kind(header)) {
    case KIND_TUPLE:
    case KIND_BIG_POS:
    case KIND_BIG_NEG:
    case KIND_FLOAT:
    case KIND_MAP:
    case KIND_HEAP_BIN:
        return true;
    default:
        return false;
    }
}

static bool is_packable(const EtsObject *object)
{
    if (object->flat || !object->off_heap || object->data[object->words])
        return false;
    for (UInt i = 0; i < object->words;) {
        Term word = object->data[i];
        if ((word & TAG_MASK) != TAG_HEADER) {
            if (!is_own_data(object, word))
                return false;
            i++;
            continue;
        }
        UInt first, count;
        if (!is_packable_kind(word))
            return false;
        header_term_words(word, &first, &count);
        for (UInt term = i + first; term < i + first + count; term++)
            if (!is_own_data(object, object->data[term]))
                return false;
        i += header_size(word) + 1;
    }
    return true;
}

/* The key, and the bytes of the tuple without it. */
static EtsObject *pack(Term key, UInt position, const ExternalBuffer *bytes)
{
    UInt words = 1 + copy_size_whole(key);
    UInt more = 1 + (bytes->size + sizeof(Term) - 1) / sizeof(Term);
    EtsObject *object = memory_alloc(MEMORY_ETS, sizeof *object + (words + more) * sizeof(Term));
    Term *top = object->data + 1, *off_heap = NULL;
    object->words = words;
    object->flat = object->off_heap = object->deleted = 0;
    object->packed = 1;
    object->data[0] = copy_whole_to(key, &top, &off_heap);
    object->data[words] = bytes->size;
    memcpy(object->data + words + 1, bytes->bytes, bytes->size);
    object->tuple = term_make_boxed(object->data) - position * sizeof(Term);
    return object;
}

EtsObject *ets_object_new_packed(Term tuple, UInt position)
{
    static const EncodeOptions options = {.minor_version = 2};
    EtsObject *plain = ets_object_new(tuple);
    if (!is_packable(plain))
        return plain;
    ExternalBuffer bytes = {0};
    Term *at = term_boxed_ptr(plain->tuple) + position, key = *at;
    *at = TERM_NIL;
    external_encode(&bytes, plain->tuple, &options);
    *at = key;
    EtsObject *packed = pack(key, position, &bytes);
    external_buffer_free(&bytes);
    bool smaller = ets_object_bytes(packed) < ets_object_bytes(plain);
    ets_object_free(smaller ? plain : packed);
    return smaller ? packed : plain;
}

Term ets_object_unpack(Process *process, const EtsObject *object)
{
    const Term *data = object->data, *bytes = data + object->words;
    size_t used;
    Term tuple = external_decode(process, (const uint8_t *)(bytes + 1), bytes[0], false, &used);
    if (tuple == THE_NON_VALUE)
        rt_fatal("ets: a packed object cannot be read");
    UInt position = ((UInt)term_make_boxed(data) - object->tuple) / sizeof(Term);
    term_boxed_ptr(tuple)[position] = ets_object_copy_part(process, data[0]);
    return tuple;
}

bool ets_object_is(Process *process, const EtsObject *object, Term tuple)
{
    if (!object->packed)
        return term_exact(object->tuple, tuple);
    HeapMark mark = heap_mark(process);
    bool same = term_exact(ets_object_unpack(process, object), tuple);
    heap_reset(process, &mark);
    return same;
}

Term ets_object_copy_element(Process *process, const EtsObject *object, UInt position)
{
    if (object->packed)
        return term_boxed_ptr(ets_object_unpack(process, object))[position];
    Term element = ets_object_element(object, position);
    return term_is_immediate(element) ? element : ets_object_copy_part(process, element);
}

UInt ets_object_arity(Process *process, const EtsObject *object)
{
    if (!object->packed)
        return term_tuple_arity(object->tuple);
    HeapMark mark = heap_mark(process);
    UInt arity = term_tuple_arity(ets_object_unpack(process, object));
    heap_reset(process, &mark);
    return arity;
}
