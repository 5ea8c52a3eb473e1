/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Checksums of iodata: md5, crc32, adler32 (the latter two from zlib). They yield between pieces of
 * the data; the state of the sum is a term meanwhile (a small, or the MD5 context as a binary).
 */
#include <zlib.h>

#include "rt/bif/iolist.h"
#include "rt/bif/md5.h"
#include "rt/core/atom.h"
#include "rt/core/bif.h"
#include "rt/core/bits.h"

/* ---- feeding iodata -----------------------------------------------------------------------------
 */

typedef void Feed(void *sum, const uint8_t *bytes, UInt count);

enum { BYTES_PER_REDUCTION = 256, SLICE_BYTES_MIN = 4096, SLICE_BYTES_MAX = 1 << 20 };

/* The first `bytes` bytes of a bitstring that may start anywhere. */
static void feed_bitstring(Feed *feed, void *sum, BitView view, UInt bytes)
{
    if (view.bit_offset == 0) {
        feed(sum, view.bytes, bytes);
        return;
    }
    uint8_t buffer[512];
    for (UInt done = 0; done < bytes;) {
        UInt now = bytes - done < sizeof buffer ? bytes - done : sizeof buffer;
        bits_copy(buffer, 0, view.bytes, view.bit_offset + done * 8, now * 8);
        feed(sum, buffer, now);
        done += now;
    }
}

/* Feeds what there is time for. IOLIST_PAUSE: *rest is what is left. */
static IolistStep feed_iodata(Process *process, Term *rest, bool is_rest, Feed *feed, void *sum)
{
    SInt slice = bif_reductions_left(process) * BYTES_PER_REDUCTION;
    slice = slice < SLICE_BYTES_MIN   ? SLICE_BYTES_MIN
            : slice > SLICE_BYTES_MAX ? SLICE_BYTES_MAX
                                      : slice;
    Iolist walk;
    iolist_start(&walk, *rest, is_rest, slice);
    Term part = THE_NON_VALUE; /* of the last binary, when it was too long */
    IolistStep step;
    for (;;) {
        uint8_t run[512];
        UInt count;
        Term piece;
        step = iolist_next(&walk, run, sizeof run, &count, &piece);
        if (step == IOLIST_BYTES) {
            feed(sum, run, count);
        } else if (step == IOLIST_BITS && term_bit_size(piece) % 8 == 0) {
            UInt bytes = term_bit_size(piece) / 8, now = bytes;
            if ((SInt)bytes > walk.budget + SLICE_BYTES_MIN)
                now = (UInt)(walk.budget + SLICE_BYTES_MIN);
            feed_bitstring(feed, sum, bit_view(piece), now);
            walk.budget -= (SInt)now;
            if (now < bytes) {
                part = binary_sub(process, piece, now * 8, (bytes - now) * 8);
                step = IOLIST_PAUSE;
                break;
            }
        } else {
            break;
        }
    }
    bif_charge(process, (slice - walk.budget) / BYTES_PER_REDUCTION);
    if (step == IOLIST_PAUSE) {
        *rest = iolist_rest(&walk, process);
        if (part)
            *rest = heap_cons(process, part, *rest);
    }
    iolist_stop(&walk);
    return step;
}

/* ---- crc32, adler32 ---------------------------------------------------------------------- */

static void feed_crc32(void *sum, const uint8_t *bytes, UInt count)
{
    *(uLong *)sum = crc32_z(*(uLong *)sum, bytes, count);
}

static void feed_adler32(void *sum, const uint8_t *bytes, UInt count)
{
    *(uLong *)sum = adler32_z(*(uLong *)sum, bytes, count);
}

static Term sum_more(Process *process, Term rest, Term state, Term kind, Term is_rest)
{
    uLong sum = (uLong)term_small_value(state);
    Feed *feed = kind == am_crc32 ? feed_crc32 : feed_adler32;
    switch (feed_iodata(process, &rest, is_rest == am_true, feed, &sum)) {
    case IOLIST_END:
        return term_make_small((SInt)sum);
    case IOLIST_PAUSE:
        return bif_trap(process, sum_more, 4, rest, term_make_small((SInt)sum), kind, am_true);
    default:
        return bif_badarg(process);
    }
}

static bool is_sum(Term term)
{
    return term_is_small(term) && (UInt)term_small_value(term) <= UINT32_MAX;
}

Term bif_erlang_crc32_1(Process *process, Term data)
{
    return sum_more(process, data, term_make_small(0), am_crc32, am_false);
}

Term bif_erlang_crc32_2(Process *process, Term sum, Term data)
{
    if (!is_sum(sum))
        return bif_badarg(process);
    return sum_more(process, data, sum, am_crc32, am_false);
}

Term bif_erlang_adler32_1(Process *process, Term data)
{
    return sum_more(process, data, term_make_small(1), am_adler32, am_false);
}

Term bif_erlang_adler32_2(Process *process, Term sum, Term data)
{
    if (!is_sum(sum))
        return bif_badarg(process);
    return sum_more(process, data, sum, am_adler32, am_false);
}

/* Sums of two pieces and the length of the second (32 bits as well): the sum of both. */
static Term combine(Process *process, Term first, Term second, Term size,
                    uLong function(uLong, uLong, z_off_t))
{
    if (!is_sum(first) || !is_sum(second) || !is_sum(size))
        return bif_badarg(process);
    uLong sum = function((uLong)term_small_value(first), (uLong)term_small_value(second),
                         (z_off_t)term_small_value(size));
    return term_make_small((SInt)sum);
}

Term bif_erlang_crc32_combine_3(Process *process, Term first, Term second, Term size)
{
    return combine(process, first, second, size, crc32_combine);
}

Term bif_erlang_adler32_combine_3(Process *process, Term first, Term second, Term size)
{
    if (size == term_make_small(0) && is_sum(first) && is_sum(second))
        return first; /* as ERTS; zlib adds even then */
    return combine(process, first, second, size, adler32_combine);
}

/* ---- md5 --------------------------------------------------------------------------------- */

static void feed_md5(void *sum, const uint8_t *bytes, UInt count)
{
    md5_update(sum, bytes, count);
}

static bool get_context(Term context, Md5 *md5)
{
    if (!term_is_bitstring(context) || term_bit_size(context) != sizeof *md5 * 8)
        return false;
    BitView view = bit_view(context);
    bits_copy((uint8_t *)md5, 0, view.bytes, view.bit_offset, view.bit_size);
    return true;
}

static Term put_context(Process *process, Md5 *md5)
{
    UInt used = md5->bits_low / 8 % MD5_BLOCK;
    memset(md5->block + used, 0, MD5_BLOCK - used); /* what was there depends on how it was fed */
    return binary_from_bytes(process, md5, sizeof *md5);
}

static Term digest_of(Process *process, Md5 *md5)
{
    uint8_t digest[MD5_BYTES];
    md5_final(md5, digest);
    return binary_from_bytes(process, digest, sizeof digest);
}

/* `end`: finish with the digest instead of the context. */
static Term md5_more(Process *process, Term rest, Term context, Term end, Term is_rest)
{
    Md5 md5;
    get_context(context, &md5);
    switch (feed_iodata(process, &rest, is_rest == am_true, feed_md5, &md5)) {
    case IOLIST_END:
        return end == am_true ? digest_of(process, &md5) : put_context(process, &md5);
    case IOLIST_PAUSE:
        return bif_trap(process, md5_more, 4, rest, put_context(process, &md5), end, am_true);
    default:
        return bif_badarg(process);
    }
}

Term bif_erlang_md5_init_0(Process *process)
{
    Md5 md5;
    md5_init(&md5);
    return put_context(process, &md5);
}

Term bif_erlang_md5_update_2(Process *process, Term context, Term data)
{
    Md5 md5;
    if (!get_context(context, &md5))
        return bif_badarg(process);
    return md5_more(process, data, context, am_false, am_false);
}

Term bif_erlang_md5_final_1(Process *process, Term context)
{
    Md5 md5;
    return get_context(context, &md5) ? digest_of(process, &md5) : bif_badarg(process);
}

Term bif_erlang_md5_1(Process *process, Term data)
{
    return md5_more(process, data, bif_erlang_md5_init_0(process), am_true, am_false);
}
