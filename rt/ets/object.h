/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Objects of tables: a tuple outside all heaps.
 *
 * The data of the tuple stand in the block of the object, in one piece, with nothing else between
 * them, so they are copied to a heap word by word, pointers moved along. Literals are copied too
 * (as in ERTS): what a table takes does not depend on where its terms come from. Off-heap objects
 * among the data are linked through their word 2, from the word behind the data.
 *
 * An object of a compressed table may be packed: the data are the word of the key and what that
 * consists of; the other elements follow in the external format, when that is smaller and stands
 * for all of them (not for references to what is outside the object). Its `tuple` is no tuple, but
 * has the key at the key's position.
 *
 * Objects do not change while they are in a table, except by the functions of this file that say
 * so, under the lock of the place where the object is.
 */
#ifndef RT_ETS_OBJECT_H
#define RT_ETS_OBJECT_H

#include "rt/core/heap.h"

typedef struct EtsObject {
    struct EtsObject *next; /* of a bucket */
    uint64_t hash;          /* of the key, in hash tables */
    Term tuple;
    UInt words : 59;   /* of data */
    UInt flat : 1;     /* the elements are immediates: nothing to move */
    UInt off_heap : 1; /* there is a word behind the data: the first off-heap object, or NULL */
    UInt packed : 1;   /* behind the data: the number of bytes, and these */
    UInt deleted : 1;  /* no longer in the table, but kept while that is fixed */
    Term data[];
} EtsObject;

/* A copy of any term; `tuple` is then that term. */
EtsObject *ets_object_new(Term tuple);
/* The same for a compressed table: packed, if that helps. */
EtsObject *ets_object_new_packed(Term tuple, UInt position);
void ets_object_free(EtsObject *object);
/* Puts a copy of `tuple` in the place of what the object holds, if it fits exactly. */
bool ets_object_try_replace(EtsObject *object, Term tuple);

/* The whole tuple on the heap of the process. */
Term ets_object_copy_slow(Process *process, const EtsObject *object);
static inline Term ets_object_copy(Process *process, const EtsObject *object)
{
    UInt words = object->words;
    if (__builtin_expect(!object->flat || words == 0, 0))
        return ets_object_copy_slow(process, object);
    Term *at = heap_alloc(process, words);
    for (UInt i = 0; i < words; i++)
        at[i] = object->data[i];
    return term_make_boxed(at);
}
/* The tuple to look at: the object's own, or an unpacked one on the heap of the process. */
Term ets_object_unpack(Process *process, const EtsObject *object);
static inline Term ets_object_view(Process *process, const EtsObject *object)
{
    return __builtin_expect(object->packed, 0) ? ets_object_unpack(process, object) : object->tuple;
}
/* Is the object this tuple? (=:=) */
bool ets_object_is(Process *process, const EtsObject *object, Term tuple);
/* An element, which is there, on the heap of the process. */
Term ets_object_copy_element(Process *process, const EtsObject *object, UInt position);
UInt ets_object_arity(Process *process, const EtsObject *object);
/* A part of an object on the heap of the process. */
Term ets_object_copy_part(Process *process, Term part);

/* Bytes of the block. */
static inline UInt ets_object_bytes(const EtsObject *object)
{
    UInt words = object->words + object->off_heap;
    if (__builtin_expect(object->packed, 0))
        words += 1 + (object->data[words] + sizeof(Term) - 1) / sizeof(Term);
    return sizeof *object + words * sizeof(Term);
}

/* Of a packed one: only the key. */
static inline Term ets_object_element(const EtsObject *object, UInt position)
{
    return term_boxed_ptr(object->tuple)[position];
}

#endif
