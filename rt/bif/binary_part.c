/* SPDX-License-Identifier: Apache-2.0 */
/* Sizes and parts of binaries, and copies: byte_size, binary_part, split_binary, binary:at, … */
#include "rt/bif/internal_state.h"
#include "rt/core/bif.h"
#include "rt/core/binary.h"
#include "rt/core/bits.h"
#include "rt/core/long_work.h"

static Term small(UInt value)
{
    return term_make_small((SInt)value);
}

/* ---- sizes --------------------------------------------------------------------------------------
 */

Term bif_erlang_byte_size_1(Process *process, Term bitstring)
{
    if (!term_is_bitstring(bitstring))
        return bif_badarg(process);
    UInt bits = term_bit_size(bitstring);
    return small(bits / 8 + (bits % 8 != 0));
}

Term bif_erlang_bit_size_1(Process *process, Term bitstring)
{
    if (!term_is_bitstring(bitstring))
        return bif_badarg(process);
    return heap_unsigned(process, term_bit_size(bitstring));
}

/* Of tuples too; of a bitstring the whole bytes. */
Term bif_erlang_size_1(Process *process, Term term)
{
    if (term_is_tuple(term))
        return small(term_tuple_arity(term));
    if (term_is_bitstring(term))
        return small(term_bit_size(term) / 8);
    return bif_badarg(process);
}

Term bif_binary_referenced_byte_size_1(Process *process, Term binary)
{
    if (!term_is_bitstring(binary))
        return bif_badarg(process);
    Term *parent = term_boxed_ptr(bit_view(binary).parent);
    if (header_kind(parent[0]) == KIND_REFC_BIN)
        return heap_unsigned(process, refc_binary_object(parent)->capacity);
    return small((parent[1] + 7) / 8);
}

/* ---- parts --------------------------------------------------------------------------------------
 */

/* The part at `start`, of `length` bytes; a negative length means before `start`. False: not inside
 * the binary. */
static bool part_range(Term binary, Term start, Term length, UInt *offset, UInt *bytes)
{
    if (!term_is_small(start) || !term_is_small(length))
        return false;
    SInt at = term_small_value(start), count = term_small_value(length);
    if (count < 0) {
        at += count;
        count = -count;
    }
    SInt size = (SInt)(term_bit_size(binary) / 8);
    if (at < 0 || at > size || count > size - at)
        return false;
    *offset = (UInt)at;
    *bytes = (UInt)count;
    return true;
}

static Term part(Process *process, Term binary, Term start, Term length)
{
    UInt offset, bytes;
    if (!term_is_bitstring(binary) || !part_range(binary, start, length, &offset, &bytes))
        return bif_badarg(process);
    return binary_sub(process, binary, offset * 8, bytes * 8);
}

static Term part_of_pair(Process *process, Term binary, Term pair)
{
    if (!term_is_tuple_of(pair, 2))
        return bif_badarg(process);
    Term *elements = term_tuple_elements(pair);
    return part(process, binary, elements[0], elements[1]);
}

Term bif_erlang_binary_part_2(Process *process, Term binary, Term pair)
{
    return part_of_pair(process, binary, pair);
}

Term bif_erlang_binary_part_3(Process *process, Term binary, Term start, Term length)
{
    return part(process, binary, start, length);
}

Term bif_binary_part_2(Process *process, Term binary, Term pair)
{
    return part_of_pair(process, binary, pair);
}

Term bif_binary_part_3(Process *process, Term binary, Term start, Term length)
{
    return part(process, binary, start, length);
}

Term bif_erlang_split_binary_2(Process *process, Term binary, Term position)
{
    if (!term_is_bitstring(binary) || !term_is_small(position))
        return bif_badarg(process);
    UInt bits = term_bit_size(binary);
    SInt at = term_small_value(position);
    if (at < 0 || (UInt)at > bits / 8)
        return bif_badarg(process);
    Term first = binary_sub(process, binary, 0, (UInt)at * 8);
    Term second = binary_sub(process, binary, (UInt)at * 8, bits - (UInt)at * 8);
    return heap_tuple(process, 2, first, second);
}

/* ---- single bytes -------------------------------------------------------------------------------
 */

static Term byte_at(Term binary, UInt position)
{
    BitView view = bit_view(binary);
    return small(bits_load(view.bytes, view.bit_offset + position * 8, 8));
}

Term bif_binary_at_2(Process *process, Term binary, Term position)
{
    if (!term_is_binary(binary) || !term_is_small(position) || term_small_value(position) < 0 ||
        (UInt)term_small_value(position) >= term_bit_size(binary) / 8)
        return bif_badarg(process);
    return byte_at(binary, (UInt)term_small_value(position));
}

Term bif_binary_first_1(Process *process, Term binary)
{
    if (!term_is_binary(binary) || term_bit_size(binary) == 0)
        return bif_badarg(process);
    return byte_at(binary, 0);
}

Term bif_binary_last_1(Process *process, Term binary)
{
    if (!term_is_binary(binary) || term_bit_size(binary) == 0)
        return bif_badarg(process);
    return byte_at(binary, term_bit_size(binary) / 8 - 1);
}

/* ---- copies -------------------------------------------------------------------------------------
 */

enum { COPY_BYTES_PER_REDUCTION = 1 << 10, COPY_SLICE_BYTES = 1 << 22 };

/* `result` is `binary` over and over; `done` bytes of it are there. What is there is copied, so the
 * pieces double. */
static Term copy_more(Process *process, Term binary, Term result, Term done, Term unused)
{
    (void)unused;
    BitView from = bit_view(binary), to = bit_view(result);
    uint8_t *bytes = (uint8_t *)(uintptr_t)to.bytes; /* fresh: not yet seen by the program */
    UInt unit = from.bit_size / 8, total = to.bit_size / 8;
    UInt have = (UInt)term_small_value(done);
    UInt start = (UInt)internal_state_limit(LIMIT_BINARY, COPY_SLICE_BYTES), slice = start;
    if (have == 0) {
        long_work_bytes(unit);
        bits_copy(bytes, 0, from.bytes, from.bit_offset, from.bit_size);
        have = unit;
    }
    while (have < total && slice) {
        UInt phase = have % unit; /* the last piece may have been cut inside a repetition */
        UInt now = have - phase < total - have ? have - phase : total - have;
        if (now > slice)
            now = slice;
        memcpy(bytes + have, bytes + phase, now);
        have += now;
        slice -= now;
    }
    bif_charge(process, (SInt)((start - slice) / COPY_BYTES_PER_REDUCTION) + 1);
    if (have == total)
        return result;
    return bif_trap(process, copy_more, 3, binary, result, small(have), TERM_NIL);
}

Term bif_binary_copy_2(Process *process, Term binary, Term count)
{
    if (!term_is_binary(binary) || !term_is_small(count) || term_small_value(count) < 0)
        return bif_badarg(process);
    UInt bytes = term_bit_size(binary) / 8, total;
    if (__builtin_mul_overflow(bytes, (UInt)term_small_value(count), &total) ||
        total > (UInt)INT64_MAX / 8)
        return bif_system_limit(process);
    uint8_t *data;
    Term result = binary_new(process, total, &data);
    if (total == 0)
        return result;
    return copy_more(process, binary, result, small(0), TERM_NIL);
}

Term bif_binary_copy_1(Process *process, Term binary)
{
    return bif_binary_copy_2(process, binary, small(1));
}
