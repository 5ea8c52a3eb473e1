/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Binary objects and the making of bitstring terms (binary.h).
 *
 * The reference count is the only field of an object that several threads change. Who holds a
 * reference may use the bytes below used_bits; who sees a count of 1 and holds that one reference
 * is alone, since nobody else can retain it.
 */
#include "rt/core/binary.h"

#include <stdlib.h>
#include "rt/core/bits.h"
#include "rt/core/long_work.h"
#include "rt/core/memory.h"

/* ---- objects ----------------------------------------------------------------------------- */

static BinaryObject *object_start(BinaryObject *object, UInt capacity)
{
    object->references = 1; /* not yet shared */
    object->capacity = capacity;
    object->used_bits = 0;
    object->destructor = NULL;
    return object;
}

BinaryObject *binary_object_new(UInt capacity)
{
    long_work_bytes(capacity); /* to fill it */
    return object_start(memory_alloc(MEMORY_BINARY, sizeof(BinaryObject) + capacity), capacity);
}

BinaryObject *binary_object_try_new(UInt capacity)
{
    BinaryObject *object = memory_try_alloc(MEMORY_BINARY, sizeof(BinaryObject) + capacity);
    return object ? object_start(object, capacity) : NULL;
}

void binary_object_retain(BinaryObject *object)
{
    /* Relaxed: the caller's own reference keeps the object alive; nothing is published by it. */
    AO_fetch_and_add1(&object->references);
}

void binary_object_release(BinaryObject *object)
{
    /* Release: what this holder did with the bytes comes before the end of its reference. Acquire:
     * whoever drops the last one comes after all of them (as does an appender that finds itself
     * alone). In one operation, for TSan does not understand fences. */
    if (AO_fetch_and_sub1_full(&object->references) != 1)
        return;
    if (object->destructor)
        object->destructor(object);
    memory_free(MEMORY_BINARY, object, sizeof(BinaryObject) + object->capacity);
}

/* ---- fresh bitstrings -------------------------------------------------------------------- */

static Term new_heap_binary(Process *process, UInt bit_size, uint8_t **data)
{
    UInt words = (bit_size + 63) / 64;
    Term *object = heap_alloc(process, 2 + words);
    object[0] = header_make(KIND_HEAP_BIN, 0, 1 + words);
    object[1] = bit_size;
    if (words)
        object[1 + words] = 0;
    *data = (uint8_t *)(object + 2);
    return term_make_boxed(object);
}

Term bitstring_new(Process *process, UInt bit_size, uint8_t **data)
{
    UInt bytes = bit_size / 8 + (bit_size % 8 != 0);
    if (bytes <= HEAP_BIN_MAX)
        return new_heap_binary(process, bit_size, data);
    BinaryObject *object = binary_object_new(bytes);
    object->used_bits = bit_size;
    *data = object->bytes;
    return binary_wrap_object(process, object, bit_size);
}

Term binary_new(Process *process, UInt bytes, uint8_t **data)
{
    return bitstring_new(process, bytes * 8, data);
}

Term binary_from_bytes(Process *process, const void *bytes, UInt count)
{
    uint8_t *data;
    Term binary = binary_new(process, count, &data);
    if (count)
        memcpy(data, bytes, count);
    return binary;
}

Term binary_wrap_object(Process *process, BinaryObject *object, UInt bit_size)
{
    /* Bits that a term shows are used: no append may write there. Only a new object, which is still
     * the caller's alone, can have fewer. */
    if (object->used_bits < bit_size)
        object->used_bits = bit_size;
    Term *refc = heap_alloc(process, REFC_BIN_WORDS);
    refc[0] = header_make(KIND_REFC_BIN, 0, REFC_BIN_WORDS - 1);
    refc[1] = bit_size;
    refc[2] = 0;
    refc[3] = (Term)object;
    refc[4] = (Term)object->bytes;
    heap_link_off_heap(process, refc, object->capacity / sizeof(Term));
    return term_make_boxed(refc);
}

/* ---- parts ------------------------------------------------------------------------------- */

Term binary_sub(Process *process, Term bitstring, UInt offset, UInt bit_size)
{
    BitView view = bit_view(bitstring);
    offset += view.parent_offset;
    /* Small byte-aligned parts are copied, as in ERTS: a part of some bytes does not keep a big
     * binary alive (binary:referenced_byte_size/1 shows it). */
    if (bit_size <= HEAP_BIN_MAX * 8 && (offset | bit_size) % 8 == 0) {
        const uint8_t *from = view.bytes + (offset / 8 - view.parent_offset / 8);
        return binary_from_bytes(process, from, bit_size / 8);
    }
    if (offset == 0 && bit_size == term_bit_size(view.parent))
        return view.parent;
    Term *sub = heap_alloc(process, SUB_BIN_WORDS);
    sub[0] = header_make(KIND_SUB_BIN, 0, SUB_BIN_WORDS - 1);
    sub[1] = bit_size;
    sub[2] = offset;
    sub[3] = view.parent;
    return term_make_boxed(sub);
}

const uint8_t *binary_bytes(Term binary, UInt *size, uint8_t **temporary)
{
    *temporary = NULL;
    if (!term_is_bitstring(binary) || term_bit_size(binary) % 8 != 0)
        return NULL;
    BitView view = bit_view(binary);
    *size = view.bit_size / 8;
    if (view.bit_offset == 0)
        return view.bytes;
    uint8_t *copy = malloc(*size ? *size : 1);
    if (!copy)
        rt_end("binary_bytes: Cannot allocate %zu bytes of memory.", (size_t)*size);
    bits_copy(copy, 0, view.bytes, view.bit_offset, view.bit_size);
    *temporary = copy;
    return copy;
}
