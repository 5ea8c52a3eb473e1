/* SPDX-License-Identifier: Apache-2.0 */
/*
 * binary:longest_common_prefix and longest_common_suffix: how many bytes all binaries of a list
 * begin or end with. The comparison goes binary by binary, each with the first, as far as the ones
 * before agreed; it yields between two binaries and, in long ones, between two pieces.
 */
#include "rt/bif/internal_state.h"
#include "rt/core/bif.h"
#include "rt/core/binary.h"
#include "rt/core/bits.h"

enum { BYTES_PER_REDUCTION = 2048, SLICE_BYTES = 1 << 20 };

static UInt byte_size(Term binary)
{
    return term_bit_size(binary) / 8;
}

/* Length of the common run of a and b, at most `limit`, of which `done` are known to be equal. */
static UInt common(Term a, Term b, UInt done, UInt limit, bool suffix)
{
    BitView x = bit_view(a), y = bit_view(b);
    UInt x_at = x.bit_offset, y_at = y.bit_offset;
    while (done < limit) {
        UInt step = limit - done < 8 ? limit - done : 8;
        UInt i = suffix ? x.bit_size - (done + step) * 8 : done * 8;
        UInt j = suffix ? y.bit_size - (done + step) * 8 : done * 8;
        uint64_t difference =
            bits_load(x.bytes, x_at + i, step * 8) ^ bits_load(y.bytes, y_at + j, step * 8);
        if (difference) {
            UInt zeros = suffix ? (UInt)__builtin_ctzll(difference)
                                : (UInt)__builtin_clzll(difference) - (64 - step * 8);
            return done + zeros / 8;
        }
        done += step;
    }
    return done;
}

/* `list` is what is left, `first` the first of all, `state` {Length so far, Bytes of the head known
 * to be equal}. */
static Term go_on(Process *process, Term list, Term first, Term state, Term suffix)
{
    Term *values = term_tuple_elements(state);
    UInt length = (UInt)term_small_value(values[0]), done = (UInt)term_small_value(values[1]);
    SInt slice = internal_state_limit(LIMIT_BINARY, SLICE_BYTES), start = slice;
    while (term_is_cons(list) && length > 0 && slice > 0) {
        Term binary = term_head(list);
        UInt limit = length < byte_size(binary) ? length : byte_size(binary);
        UInt now = limit - done > (UInt)slice ? done + (UInt)slice : limit;
        UInt equal = common(first, binary, done, now, suffix == am_true);
        slice -= (SInt)(equal - done) + 16;
        if (equal == now && now < limit) {
            done = now;
            break;
        }
        length = equal;
        done = 0;
        list = term_tail(list);
    }
    bif_charge(process, (start - slice) / BYTES_PER_REDUCTION);
    if (term_is_nil(list) || length == 0)
        return term_make_small((SInt)length);
    state = heap_tuple(process, 2, term_make_small((SInt)length), term_make_small((SInt)done));
    return bif_trap(process, go_on, 4, list, first, state, suffix);
}

static Term start(Process *process, Term list, bool suffix)
{
    Term rest = list;
    for (; term_is_cons(rest); rest = term_tail(rest)) {
        if (!term_is_binary(term_head(rest)))
            return bif_badarg(process);
    }
    if (!term_is_nil(rest) || term_is_nil(list))
        return bif_badarg(process);
    Term first = term_head(list);
    Term state =
        heap_tuple(process, 2, term_make_small((SInt)byte_size(first)), term_make_small(0));
    return go_on(process, term_tail(list), first, state, term_bool(suffix));
}

Term bif_binary_longest_common_prefix_1(Process *process, Term list)
{
    return start(process, list, false);
}

Term bif_binary_longest_common_suffix_1(Process *process, Term list)
{
    return start(process, list, true);
}
