/* SPDX-License-Identifier: Apache-2.0 */
/*
 * References (reference.h). The counter is shared by all threads; a fetch-and-add without ordering
 * is enough, as it only has to give each caller another number.
 */
#include "rt/core/reference.h"

#include <string.h>
#include <time.h>

/* Numbers handed out since the start, and where they start (0 = not yet chosen). */
static volatile AO_t counter;
static volatile AO_t base;

static uint64_t counter_base(void)
{
    AO_t value = AO_load(&base);
    if (value == 0) {
        struct timespec now;
        clock_gettime(CLOCK_REALTIME, &now);
        uint64_t mixed = ((uint64_t)now.tv_sec << 32 ^ (uint64_t)now.tv_nsec << 13) | 1;
        AO_compare_and_swap_full(&base, 0, mixed >> 2 | 1);
        value = AO_load(&base);
    }
    return value;
}

static void value_to_ids(uint64_t value, uint32_t ids[REFERENCE_IDS])
{
    const uint32_t low = (1u << REFERENCE_ID0_BITS) - 1;
    ids[0] = (uint32_t)value & low;
    ids[1] = ((uint32_t)value & ~low) | REFERENCE_THREAD;
    ids[2] = (uint32_t)(value >> 32);
}

uint64_t reference_next_number(void)
{
    return counter_base() + AO_fetch_and_add1(&counter);
}

static void next_ids(uint32_t ids[REFERENCE_IDS])
{
    value_to_ids(reference_next_number(), ids);
}

Term reference_put(Term *at, const uint32_t ids[REFERENCE_IDS])
{
    at[0] = header_make(KIND_REF, 0, REF_WORDS - 1);
    at[1] = (UInt)ids[1] << 32 | ids[0];
    at[2] = ids[2];
    return term_make_boxed(at);
}

Term reference_put_number(Term *at, uint64_t number, Term pid)
{
    uint32_t ids[REFERENCE_IDS];
    value_to_ids(number, ids);
    Term reference = reference_put(at, ids);
    if (pid != THE_NON_VALUE) {
        at[0] = header_make(KIND_REF, 0, PID_REF_WORDS - 1);
        at[3] = pid;
    }
    return reference;
}

Term reference_new_pid(Process *process)
{
    return reference_put_number(heap_alloc(process, PID_REF_WORDS), reference_next_number(),
                                process->pid);
}

Term reference_new(Process *process)
{
    uint32_t ids[REFERENCE_IDS];
    next_ids(ids);
    return reference_put(heap_alloc(process, REF_WORDS), ids);
}

static Term fill_magic(Term *at, BinaryObject *object, const uint32_t ids[REFERENCE_IDS])
{
    at[0] = header_make(KIND_REF, 0, MAGIC_REF_WORDS - 1);
    at[1] = (UInt)ids[1] << 32 | ids[0];
    at[2] = 0;
    at[3] = (Term)object;
    at[4] = ids[2];
    return term_make_boxed(at);
}

Term reference_put_magic(Term *at, uint64_t number, BinaryObject *object)
{
    uint32_t ids[REFERENCE_IDS];
    value_to_ids(number, ids);
    return fill_magic(at, object, ids);
}

static Term put_magic(Process *process, BinaryObject *object, const uint32_t ids[REFERENCE_IDS])
{
    Term *at = heap_alloc(process, MAGIC_REF_WORDS);
    fill_magic(at, object, ids);
    heap_link_off_heap(process, at, (object->capacity + sizeof *object) / sizeof(Term));
    return term_make_boxed(at);
}

Term reference_new_magic(Process *process, BinaryObject *object)
{
    uint32_t ids[REFERENCE_IDS];
    next_ids(ids);
    object->used_bits = 0;
    return put_magic(process, object, ids);
}

Term reference_make(Process *process, const Node *node, uint32_t count, const uint32_t *ids)
{
    if (node == node_this() && count <= REFERENCE_IDS) {
        uint32_t local[REFERENCE_IDS] = {0};
        memcpy(local, ids, count * sizeof *ids);
        BinaryObject *object = reference_lookup(local);
        if (object)
            return put_magic(process, object, local);
        return reference_put(heap_alloc(process, REF_WORDS), local);
    }
    if (node == node_this() && count == REFERENCE_IDS_MAX) {
        Term *at = heap_alloc(process, PID_REF_WORDS);
        Term reference = reference_put(at, ids);
        at[0] = header_make(KIND_REF, 0, PID_REF_WORDS - 1);
        at[3] = term_make_pid((UInt)ids[4] << 32 | ids[3]);
        return reference;
    }
    UInt words = EXT_REF_FIXED_WORDS + (count + 1) / 2;
    Term *at = heap_alloc(process, words);
    at[0] = header_make(KIND_EXT_REF, 0, words - 1);
    at[1] = 0;
    at[2] = 0;
    at[3] = (Term)node;
    at[4] = count;
    at[words - 1] = 0;
    memcpy(at + EXT_REF_FIXED_WORDS, ids, count * sizeof *ids);
    return term_make_boxed(at);
}

ReferenceParts reference_parts(Term reference)
{
    const Term *object = term_boxed_ptr(reference);
    ReferenceParts parts = {.node = node_this(), .count = REFERENCE_IDS};
    if (header_kind(object[0]) == KIND_EXT_REF) {
        parts.node = (const Node *)object[3];
        parts.count = (uint32_t)object[4];
        memcpy(parts.ids, object + EXT_REF_FIXED_WORDS, parts.count * sizeof(uint32_t));
        return parts;
    }
    parts.ids[0] = (uint32_t)object[1];
    parts.ids[1] = (uint32_t)(object[1] >> 32);
    parts.ids[2] = (uint32_t)(reference_is_magic(reference) ? object[4] : object[2]);
    Term pid = reference_pid(reference);
    if (pid != THE_NON_VALUE) {
        parts.count = REFERENCE_IDS_MAX;
        parts.ids[3] = (uint32_t)term_pid_number(pid);
        parts.ids[4] = (uint32_t)(term_pid_number(pid) >> 32);
    }
    return parts;
}
