/* SPDX-License-Identifier: Apache-2.0 */
/*
 * References.
 *
 *   local      [header, size 2][id0 | id1 << 32][id2]
 *   pid        [header, size 3][id0 | id1 << 32][id2][pid]
 *   magic      [header, size 4][id0 | id1 << 32][next off-heap][BinaryObject *][id2]
 *   external   node.h
 *
 * A pid reference names the process that may be sent to through it (an alias); it has five ids, of
 * which the last two are the halves of the pid's number.
 *
 * A magic reference looks like any other to programs and keeps an object outside the heap alive
 * (a handle, counters …): the object's destructor tells what it is. One that has been written as
 * bytes is magic again when it is read (reference_table.c).
 *
 * Ids of new references count up from a start that depends on the time: id0 has 18 bits, the low 18
 * bits of id1 tell the thread kind that made it, the rest of id1 and id2 go on counting. In text,
 * the ids stand in the opposite order: #Ref<0.id2.id1.id0>.
 *
 * Any thread may call these functions for its own process.
 */
#ifndef RT_CORE_REFERENCE_H
#define RT_CORE_REFERENCE_H

#include "rt/core/binary.h"
#include "rt/core/node.h"

enum {
    PID_REF_WORDS = 4,
    MAGIC_REF_WORDS = 5,
    REFERENCE_IDS = 3,     /* of local references */
    REFERENCE_IDS_MAX = 5, /* of external ones */
    REFERENCE_ID0_BITS = 18,
    REFERENCE_THREAD = 1, /* the low bits of id1 */
};

typedef struct ReferenceParts {
    const Node *node;
    uint32_t count;
    uint32_t ids[REFERENCE_IDS_MAX]; /* unused ones 0 */
} ReferenceParts;

ReferenceParts reference_parts(Term reference);

/* The number of a new reference. */
uint64_t reference_next_number(void);
/* A new, unique reference. */
Term reference_new(Process *process);
/* The same, taking over one reference to `object`. */
Term reference_new_magic(Process *process, BinaryObject *object);
/* A magic reference with this number, at MAGIC_REF_WORDS words; word 2 is left to who links it into
 * a list of off-heap objects, and no count is taken. */
Term reference_put_magic(Term *at, uint64_t number, BinaryObject *object);
/* A new one, naming the process. */
Term reference_new_pid(Process *process);
/* The pid of a pid reference; THE_NON_VALUE for any other. */
static inline Term reference_pid(Term local)
{
    const Term *object = term_boxed_ptr(local);
    return header_size(object[0]) == PID_REF_WORDS - 1 ? object[3] : THE_NON_VALUE;
}
/* What tells a local reference (KIND_REF) from all others of this node; never 0. */
static inline uint64_t reference_number(Term local)
{
    const Term *object = term_boxed_ptr(local);
    UInt high = object[header_size(object[0]) == MAGIC_REF_WORDS - 1 ? 4 : 2];
    UInt middle = (object[1] >> 32) & ~(((UInt)1 << REFERENCE_ID0_BITS) - 1);
    return high << 32 | middle | (uint32_t)object[1];
}
/* A local reference with this number; `pid` is THE_NON_VALUE for a plain one. At `at`:
 * PID_REF_WORDS words at most. */
Term reference_put_number(Term *at, uint64_t number, Term pid);
/* A plain reference with these ids, at REF_WORDS words. */
Term reference_put(Term *at, const uint32_t ids[REFERENCE_IDS]);
/* One of any node (count 1 … REFERENCE_IDS_MAX). For this node missing ids are 0. */
Term reference_make(Process *process, const Node *node, uint32_t count, const uint32_t *ids);

/* Remember the object of a magic reference, which is about to be written as bytes or text. */
void reference_publish(Term reference);
/* The object, with one reference more; NULL when there is none with these ids. */
BinaryObject *reference_lookup(const uint32_t ids[REFERENCE_IDS]);
/* To be called by the destructor of every object that magic references are made of. */
void reference_forget(BinaryObject *object);

static inline bool reference_is_magic(Term term)
{
    return term_is_kind(term, KIND_REF) && header_size(term_header(term)) == MAGIC_REF_WORDS - 1;
}
/* The object of a magic reference whose destructor is `destructor`; NULL for any other term. */
static inline BinaryObject *reference_object(Term term, void (*destructor)(BinaryObject *))
{
    if (!reference_is_magic(term))
        return NULL;
    BinaryObject *object = (BinaryObject *)term_boxed_ptr(term)[3];
    return object->destructor == destructor ? object : NULL;
}

#endif
