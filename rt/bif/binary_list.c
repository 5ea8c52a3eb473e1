/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Lists to binaries and back: binary_to_list, list_to_binary, iolist_to_binary, iolist_size,
 * list_to_bitstring, iolist_to_iovec …
 *
 * The conversions yield: first the size is added up, then the result is made and filled. What is
 * left to be walked is a list (iolist_rest); how far a pass has come is a small.
 */
#include "rt/bif/iolist.h"
#include "rt/core/bif.h"
#include "rt/core/bits.h"

enum {
    STEPS_PER_REDUCTION = 64,
    BITS_PER_REDUCTION = 1 << 15,
    SLICE_STEPS = 1 << 16, /* at most at a time, however many reductions are left */
};

static SInt step_budget(const Process *process)
{
    SInt steps = bif_reductions_left(process) * STEPS_PER_REDUCTION;
    return steps < STEPS_PER_REDUCTION ? STEPS_PER_REDUCTION
           : steps > SLICE_STEPS       ? SLICE_STEPS
                                       : steps;
}

static void charge(Process *process, SInt steps)
{
    bif_charge(process, steps / STEPS_PER_REDUCTION);
}

/* ---- binary to list ----------------------------------------------------------------------------
 */

enum { BYTES_PER_REDUCTION = 256, SLICE_BYTES = 1 << 16 };

/* Puts bytes in front of `tail`, from the back; `first`: how many of them are still to be done. */
static Term bytes_to_list(Process *process, Term binary, Term start, Term left, Term tail)
{
    BitView view = bit_view(binary);
    UInt offset = view.bit_offset + (UInt)term_small_value(start) * 8;
    UInt count = (UInt)term_small_value(left);
    SInt slice = bif_reductions_left(process) * BYTES_PER_REDUCTION;
    UInt now = slice < BYTES_PER_REDUCTION ? BYTES_PER_REDUCTION
               : slice > SLICE_BYTES       ? SLICE_BYTES
                                           : (UInt)slice;
    if (now > count)
        now = count;
    if (now) {
        Term *cell = heap_alloc(process, now * 2);
        UInt at = offset + (count - now) * 8;
        for (UInt i = 0; i < now; i++, at += 8) {
            uint8_t byte = offset % 8 ? (uint8_t)bits_load(view.bytes, at, 8) : view.bytes[at / 8];
            cell[2 * i] = term_make_small(byte);
            cell[2 * i + 1] = term_make_cons(cell + 2 * i + 2);
        }
        cell[2 * now - 1] = tail;
        tail = term_make_cons(cell);
        bif_charge(process, (SInt)(now / BYTES_PER_REDUCTION));
    }
    if (now == count)
        return tail;
    return bif_trap(process, bytes_to_list, 4, binary, start, term_make_small((SInt)(count - now)),
                    tail);
}

static Term small(UInt value)
{
    return term_make_small((SInt)value);
}

Term bif_erlang_binary_to_list_1(Process *process, Term binary)
{
    if (!term_is_binary(binary))
        return bif_badarg(process);
    return bytes_to_list(process, binary, small(0), small(term_bit_size(binary) / 8), TERM_NIL);
}

/* First and last position, counted from 1. */
Term bif_erlang_binary_to_list_3(Process *process, Term binary, Term start, Term stop)
{
    if (!term_is_bitstring(binary) || !term_is_small(start) || !term_is_small(stop))
        return bif_badarg(process);
    SInt from = term_small_value(start), to = term_small_value(stop);
    if (from < 1 || to < from || (UInt)to > term_bit_size(binary) / 8)
        return bif_badarg(process);
    return bytes_to_list(process, binary, small((UInt)from - 1), small((UInt)(to - from) + 1),
                         TERM_NIL);
}

Term bif_erlang_bitstring_to_list_1(Process *process, Term bitstring)
{
    if (!term_is_bitstring(bitstring))
        return bif_badarg(process);
    UInt bits = term_bit_size(bitstring);
    Term tail = TERM_NIL;
    if (bits % 8)
        tail = heap_cons(process, binary_sub(process, bitstring, bits / 8 * 8, bits % 8), TERM_NIL);
    return bytes_to_list(process, bitstring, small(0), small(bits / 8), tail);
}

/* ---- size of iodata -----------------------------------------------------------------------------
 */

/* Walks on through `rest` and adds its size in bits to *bits. IOLIST_PAUSE: *rest is what is left.
 */
static IolistStep add_size(Process *process, Term *rest, bool is_rest, bool bitstrings, UInt *bits)
{
    Iolist walk;
    SInt budget = step_budget(process);
    iolist_start(&walk, *rest, is_rest, budget);
    IolistStep step;
    UInt count;
    Term piece;
    for (;;) {
        step = iolist_next(&walk, NULL, UINT64_MAX, &count, &piece);
        if (step == IOLIST_BYTES) {
            *bits += count * 8;
        } else if (step == IOLIST_BITS) {
            if (!bitstrings && term_bit_size(piece) % 8 != 0) {
                step = IOLIST_BAD;
                break;
            }
            *bits += term_bit_size(piece);
        } else {
            break;
        }
    }
    charge(process, budget - walk.budget);
    if (step == IOLIST_PAUSE)
        *rest = iolist_rest(&walk, process);
    iolist_stop(&walk);
    return step;
}

static Term size_more(Process *process, Term rest, Term bits, Term is_rest, Term unused)
{
    (void)unused;
    UInt total = (UInt)term_small_value(bits);
    switch (add_size(process, &rest, is_rest == am_true, false, &total)) {
    case IOLIST_END:
        return heap_unsigned(process, total / 8);
    case IOLIST_PAUSE:
        return bif_trap(process, size_more, 3, rest, small(total), am_true, TERM_NIL);
    default:
        return bif_badarg(process);
    }
}

Term bif_erlang_iolist_size_1(Process *process, Term data)
{
    if (term_is_binary(data))
        return small(term_bit_size(data) / 8);
    return size_more(process, data, small(0), am_false, TERM_NIL);
}

/* ---- iodata to binary ---------------------------------------------------------------------------
 */

/* Fills `result` from bit `done` on with what is in `rest`. */
static Term fill(Process *process, Term rest, Term is_rest, Term result, Term done)
{
    Iolist walk;
    SInt budget = step_budget(process);
    iolist_start(&walk, rest, is_rest == am_true, budget);
    BitView view = bit_view(result);
    uint8_t *bytes = (uint8_t *)(uintptr_t)view.bytes; /* fresh: not yet seen by the program */
    UInt offset = (UInt)term_small_value(done), count;
    IolistStep step;
    do {
        uint8_t run[256];
        bool direct = offset % 8 == 0;
        Term piece;
        step = direct ? iolist_next(&walk, bytes + offset / 8, UINT64_MAX, &count, &piece)
                      : iolist_next(&walk, run, sizeof run, &count, &piece);
        if (step == IOLIST_BYTES) {
            if (!direct)
                bits_copy(bytes, offset, run, 0, count * 8);
            offset += count * 8;
        } else if (step == IOLIST_BITS) {
            BitView from = bit_view(piece);
            bits_copy(bytes, offset, from.bytes, from.bit_offset, from.bit_size);
            offset += from.bit_size;
            walk.budget -= (SInt)(from.bit_size / (BITS_PER_REDUCTION / STEPS_PER_REDUCTION));
        }
    } while (step == IOLIST_BYTES || step == IOLIST_BITS);
    charge(process, budget - walk.budget);
    if (step == IOLIST_PAUSE)
        rest = iolist_rest(&walk, process);
    iolist_stop(&walk);
    if (step == IOLIST_END)
        return result;
    return bif_trap(process, fill, 4, rest, am_true, result, small(offset));
}

/* The sizing pass; `data` is the whole, kept for the filling pass. */
static Term convert(Process *process, Term rest, Term state, Term data, Term bitstrings)
{
    /* state: bits so far, negative (minus one) while `rest` is the data itself */
    SInt so_far = term_small_value(state);
    bool is_rest = so_far >= 0;
    UInt bits = is_rest ? (UInt)so_far : 0;
    switch (add_size(process, &rest, is_rest, bitstrings == am_true, &bits)) {
    case IOLIST_END:
        break;
    case IOLIST_PAUSE:
        return bif_trap(process, convert, 4, rest, small(bits), data, bitstrings);
    default:
        return bif_badarg(process);
    }
    uint8_t *bytes;
    Term result = bitstring_new(process, bits, &bytes);
    if (bits % 8)
        bytes[bits / 8] = 0;
    return fill(process, data, am_false, result, small(0));
}

static Term start_convert(Process *process, Term data, bool bitstrings)
{
    return convert(process, data, term_make_small(-1), data, term_bool(bitstrings));
}

Term bif_erlang_list_to_binary_1(Process *process, Term list)
{
    if (!term_is_list(list))
        return bif_badarg(process);
    return start_convert(process, list, false);
}

Term bif_binary_list_to_bin_1(Process *process, Term list)
{
    return bif_erlang_list_to_binary_1(process, list);
}

Term bif_erlang_iolist_to_binary_1(Process *process, Term data)
{
    if (term_is_binary(data))
        return data;
    return bif_erlang_list_to_binary_1(process, data);
}

Term bif_erlang_list_to_bitstring_1(Process *process, Term list)
{
    if (!term_is_list(list))
        return bif_badarg(process);
    return start_convert(process, list, true);
}

/* ---- iovec --------------------------------------------------------------------------------------
 */

/* Small pieces are gathered into binaries of this size; bigger binaries become elements themselves.
 */
enum { IOVEC_GATHER_BYTES = 256, IOVEC_BUFFER_BYTES = 8192 };

typedef struct Iovec {
    Process *process;
    Term reversed;
    UInt used;
    uint8_t buffer[IOVEC_BUFFER_BYTES];
} Iovec;

static void iovec_flush(Iovec *vector)
{
    if (vector->used) {
        Term binary = binary_from_bytes(vector->process, vector->buffer, vector->used);
        vector->reversed = heap_cons(vector->process, binary, vector->reversed);
        vector->used = 0;
    }
}

static void iovec_add_binary(Iovec *vector, Term binary)
{
    BitView view = bit_view(binary);
    UInt bytes = view.bit_size / 8;
    if (bytes > IOVEC_GATHER_BYTES && view.bit_offset == 0 &&
        term_kind(view.parent) == KIND_REFC_BIN) {
        iovec_flush(vector);
        vector->reversed = heap_cons(vector->process, binary, vector->reversed);
        return;
    }
    for (UInt done = 0; done < bytes;) {
        UInt room = IOVEC_BUFFER_BYTES - vector->used;
        UInt now = bytes - done < room ? bytes - done : room;
        bits_copy(vector->buffer + vector->used, 0, view.bytes, view.bit_offset + done * 8,
                  now * 8);
        vector->used += now;
        done += now;
        if (vector->used == IOVEC_BUFFER_BYTES)
            iovec_flush(vector);
    }
}

static Term reverse(Process *process, Term list, Term tail)
{
    for (; term_is_cons(list); list = term_tail(list))
        tail = heap_cons(process, term_head(list), tail);
    return tail;
}

static Term iovec_more(Process *process, Term rest, Term is_rest, Term reversed, Term unused)
{
    (void)unused;
    Iovec vector = {.process = process, .reversed = reversed};
    Iolist walk;
    SInt budget = step_budget(process);
    iolist_start(&walk, rest, is_rest == am_true, budget);
    IolistStep step;
    for (;;) {
        UInt count;
        Term piece;
        step = iolist_next(&walk, vector.buffer + vector.used, IOVEC_BUFFER_BYTES - vector.used,
                           &count, &piece);
        if (step == IOLIST_BYTES) {
            vector.used += count;
            if (vector.used == IOVEC_BUFFER_BYTES)
                iovec_flush(&vector);
        } else if (step == IOLIST_BITS && term_bit_size(piece) % 8 == 0) {
            iovec_add_binary(&vector, piece);
        } else {
            break;
        }
    }
    charge(process, budget - walk.budget);
    iovec_flush(&vector);
    if (step == IOLIST_PAUSE)
        rest = iolist_rest(&walk, process);
    iolist_stop(&walk);
    if (step == IOLIST_END)
        return reverse(process, vector.reversed, TERM_NIL);
    if (step == IOLIST_PAUSE)
        return bif_trap(process, iovec_more, 3, rest, am_true, vector.reversed, TERM_NIL);
    return bif_badarg(process);
}

Term bif_erlang_iolist_to_iovec_1(Process *process, Term data)
{
    if (!term_is_list(data) && !term_is_binary(data))
        return bif_badarg(process);
    if (term_is_binary(data) && term_bit_size(data) == 0)
        return TERM_NIL;
    if (term_is_binary(data))
        return heap_cons(process, data, TERM_NIL);
    return iovec_more(process, data, am_false, TERM_NIL, TERM_NIL);
}
