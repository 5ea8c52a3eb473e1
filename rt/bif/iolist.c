/* SPDX-License-Identifier: Apache-2.0 */
/* Walking iodata (iolist.h). */
#include "rt/bif/iolist.h"

#include <stdlib.h>
#include "rt/core/long_work.h"
#include "rt/core/memory.h"

static void push(Iolist *walk, Term term)
{
    if (walk->depth == walk->capacity) {
        walk->stack =
            memory_grow_stack(walk->stack, walk->inline_stack, walk->capacity * sizeof(Term));
        walk->capacity *= 2;
    }
    walk->stack[walk->depth++] = term;
}

void iolist_start(Iolist *walk, Term data, bool rest, SInt budget)
{
    walk->stack = walk->inline_stack;
    walk->capacity = IOLIST_INLINE;
    walk->depth = 0;
    walk->budget = budget;
    if (!rest) {
        push(walk, data);
        return;
    }
    for (; term_is_cons(data); data = term_tail(data))
        push(walk, term_head(data));
    for (UInt i = 0, j = walk->depth; i + 1 < j; i++) {
        Term swapped = walk->stack[--j];
        walk->stack[j] = walk->stack[i];
        walk->stack[i] = swapped;
    }
}

void iolist_stop(Iolist *walk)
{
    memory_free_stack(walk->stack, walk->inline_stack, walk->capacity * sizeof(Term));
}

Term iolist_rest(const Iolist *walk, Process *process)
{
    Term list = TERM_NIL;
    for (UInt i = 0; i < walk->depth; i++)
        list = heap_cons(process, walk->stack[i], list);
    return list;
}

static inline bool is_byte(Term term)
{
    return term_is_small(term) && (UInt)term_small_value(term) < 256;
}

/* Bytes at the head of the list *data, which is moved behind them. Bytes are taken here only: one
 * that is met on the stack was a tail, and wrong. The first is taken even if it is the last step.
 */
static UInt take_bytes(Iolist *walk, Term *data, uint8_t *bytes, UInt room)
{
    UInt taken = 0;
    Term list = *data;
    while (term_is_cons(list) && is_byte(term_head(list)) && taken < room && walk->budget >= 0) {
        if (bytes)
            bytes[taken] = (uint8_t)term_small_value(term_head(list));
        taken++;
        walk->budget--;
        list = term_tail(list);
    }
    *data = list;
    return taken;
}

IolistStep iolist_next(Iolist *walk, uint8_t *bytes, UInt room, UInt *count, Term *bits)
{
    while (walk->depth > 0) {
        if (walk->budget <= 0)
            return IOLIST_PAUSE;
        walk->budget--;
        Term data = walk->stack[--walk->depth];
        if (term_is_cons(data)) {
            *count = take_bytes(walk, &data, bytes, room);
            if (*count) {
                if (!term_is_nil(data))
                    push(walk, data);
                return IOLIST_BYTES;
            }
            Term head = term_head(data);
            if (!term_is_nil(term_tail(data)))
                push(walk, term_tail(data));
            if (!term_is_nil(head))
                push(walk, head);
        } else if (term_is_bitstring(data)) {
            *bits = data;
            return IOLIST_BITS;
        } else if (!term_is_nil(data)) {
            return IOLIST_BAD;
        }
    }
    return IOLIST_END;
}

const uint8_t *iolist_flatten(Term data, UInt *size, uint8_t **temporary)
{
    *temporary = NULL;
    if (term_is_binary(data))
        return binary_bytes(data, size, temporary);
    UInt used = 0, capacity = 256, count;
    uint8_t *buffer = NULL;
    Iolist walk;
    iolist_start(&walk, data, false, LONG_WORK_STEPS);
    IolistStep step;
    do {
        if (!buffer || capacity - used < capacity / 2) {
            capacity = buffer ? capacity * 2 : capacity;
            buffer = realloc(buffer, capacity);
            if (!buffer)
                rt_end("temporary: Cannot allocate %zu bytes of memory.", (size_t)capacity);
        }
        Term bits;
        UInt room = capacity - used < LONG_WORK_STEPS ? capacity - used : LONG_WORK_STEPS;
        step = iolist_next(&walk, buffer + used, room, &count, &bits);
        if (step == IOLIST_PAUSE) {
            long_work();
            walk.budget = LONG_WORK_STEPS;
        } else if (step == IOLIST_BYTES) {
            used += count;
            walk.budget -= (SInt)count;
        } else if (step == IOLIST_BITS) {
            BitView view = bit_view(bits);
            if (view.bit_size % 8 != 0) {
                step = IOLIST_BAD;
                break;
            }
            count = view.bit_size / 8;
            if (capacity - used < count) {
                capacity = (used + count) * 2;
                buffer = realloc(buffer, capacity);
                if (!buffer)
                    rt_end("temporary: Cannot allocate %zu bytes of memory.", (size_t)capacity);
            }
            long_work_bytes(count);
            bits_copy(buffer + used, 0, view.bytes, view.bit_offset, view.bit_size);
            used += count;
        }
    } while (step == IOLIST_BYTES || step == IOLIST_BITS || step == IOLIST_PAUSE);
    iolist_stop(&walk);
    if (step != IOLIST_END) {
        free(buffer);
        return NULL;
    }
    *temporary = buffer;
    *size = used;
    return buffer;
}
