/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Binaries: the off-heap object, and the common view of the three bitstring representations.
 *
 * A BinaryObject is shared between processes and reference counted; its bytes never move and, below
 * `used_bits`, never change. Appending in place (bit syntax `<<Bin/binary, …>>`) is allowed to the
 * owner of the only reference (reference count 1) and only at used_bits; when capacity runs out a
 * new object is made, so pointers into the bytes stay valid as long as a reference is held.
 */
#ifndef RT_CORE_BINARY_H
#define RT_CORE_BINARY_H

#include <atomic_ops.h>
#include "rt/core/heap.h"

typedef struct BinaryObject {
    volatile AO_t references;
    UInt capacity;  /* bytes */
    UInt used_bits; /* written so far; only the single owner of a writable object changes it */
    void (*destructor)(struct BinaryObject *object); /* magic objects; else NULL */
    uint8_t bytes[];
} BinaryObject;

/* A new object with one reference; ends the runtime when memory is out. `try_` returns NULL. */
BinaryObject *binary_object_new(UInt capacity);
BinaryObject *binary_object_try_new(UInt capacity);
void binary_object_retain(BinaryObject *object);
void binary_object_release(BinaryObject *object);

/* Where the bits of a bitstring are. */
typedef struct BitView {
    const uint8_t *bytes; /* byte that holds the first bit */
    UInt bit_offset;      /* 0…7: of the first bit in *bytes, counted from the most significant */
    UInt bit_size;
    Term parent;        /* the heap or refc binary that holds the bytes */
    UInt parent_offset; /* bit offset of the first bit in the parent */
} BitView;

static inline BitView bit_view(Term bitstring)
{
    Term *object = term_boxed_ptr(bitstring);
    UInt bit_size = object[1], offset = 0;
    Term parent = bitstring;
    if (header_kind(object[0]) == KIND_SUB_BIN) {
        offset = object[2];
        parent = object[3];
        object = term_boxed_ptr(parent);
    }
    const uint8_t *bytes = header_kind(object[0]) == KIND_REFC_BIN ? (const uint8_t *)object[4]
                                                                   : (const uint8_t *)(object + 2);
    return (BitView){bytes + offset / 8, offset % 8, bit_size, parent, offset};
}

static inline BinaryObject *refc_binary_object(const Term *refc)
{
    return (BinaryObject *)refc[3];
}

/* Layout of a refc binary: [header][bit size][next off-heap][BinaryObject *][bytes pointer]: the
 * header's size field is REFC_BIN_WORDS - 1. Accumulators of the bit syntax (rt/bits/append.c) bend
 * a rule: the refc binary that a sub binary lies in may claim its object's whole capacity as its
 * size. */

/* A fresh binary of `bytes` bytes for the process: on the heap up to HEAP_BIN_MAX, else off-heap.
 * *data points to its (uninitialised, but for padding) bytes, to be filled at once. */
Term binary_new(Process *process, UInt bytes, uint8_t **data);
Term binary_from_bytes(Process *process, const void *bytes, UInt count);
/* A bitstring of `bit_size` bits, in a byte-aligned fresh object; the unused low bits of the last
 * byte must be left zero by the caller. */
Term bitstring_new(Process *process, UInt bit_size, uint8_t **data);
/* The part of `bitstring` starting at bit `offset`, `bit_size` bits long (in range). Shares the
 * bytes, except that small heap binaries may be copied. */
Term binary_sub(Process *process, Term bitstring, UInt offset, UInt bit_size);
/* A refc binary term that takes over one reference to `object` (bytes 0…bit_size). */
Term binary_wrap_object(Process *process, BinaryObject *object, UInt bit_size);

/* Copy `bit_count` bits between arbitrary bit positions (most significant bit first); the bits of
 * the destination outside the range are kept. */
void bits_copy(uint8_t *to, UInt to_offset, const uint8_t *from, UInt from_offset, UInt bit_count);
/* Compare bit ranges as unsigned big-endian bit strings: <0, 0, >0. */
int bits_compare(const uint8_t *a, UInt a_offset, const uint8_t *b, UInt b_offset, UInt bit_count);

/* The bytes of a binary as one aligned run: points into the binary when it is byte-aligned, else to
 * a copy in *temporary (malloc), which the caller frees when it is not NULL. Returns NULL only for
 * a term that is no binary (bitstrings that end inside a byte included). */
const uint8_t *binary_bytes(Term binary, UInt *size, uint8_t **temporary);

#endif
