/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Natives of module zlib, on streams (rt/zlib/stream.h). zlib.erl calls them with limits for input
 * and output until all input is done with, so that each call takes a bounded time, which is charged
 * by the share of the input limit that it has used.
 */
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include "rt/bif/iolist.h"
#include "rt/core/bif.h"
#include "rt/core/memory.h"
#include "rt/zlib/stream.h"

enum { DICTIONARY_BYTES = 32768, ENQUEUE_MAX = 256 };

typedef int Codec(z_stream *z, int flush);

/* ---- arguments and answers
 * ---------------------------------------------------------------------- */

static bool int_argument(Term term, int *value)
{
    if (!term_is_small(term) || term_small_value(term) < INT_MIN ||
        term_small_value(term) > INT_MAX)
        return false;
    *value = (int)term_small_value(term);
    return true;
}

/* Returns from the native function unless the caller controls the stream. */
#define STREAM_ARGUMENT(stream, term, good)                   \
    ZlibStream *stream = zlib_stream_of(term);                \
    if (!stream || !(good))                                   \
        return bif_badarg(process);                           \
    if (AO_load_acquire(&stream->controller) != process->pid) \
    return bif_error(process, am_not_on_controlling_process)
#define STATE_NEEDED(stream, wanted) \
    if (stream->state != (wanted))   \
    return bif_error(process, am_not_initialized)

static Term answer(Process *process, int code)
{
    switch (code) {
    case Z_OK:
        return am_ok;
    case Z_STREAM_END:
        return am_stream_end;
    case Z_ERRNO:
        return term_make_small(errno);
    case Z_STREAM_ERROR:
        return bif_error(process, am_stream_error);
    case Z_DATA_ERROR:
        return bif_error(process, am_data_error);
    case Z_MEM_ERROR:
        return am_mem_error;
    case Z_BUF_ERROR:
        return am_buf_error;
    case Z_VERSION_ERROR:
        return am_version_error;
    default:
        return am_unknown_error;
    }
}

/* Checksums are given as C's int. */
static Term sum_term(uLong sum)
{
    return term_make_small((int)sum);
}

/* ---- compressing and expanding
 * ------------------------------------------------------------------ */

typedef struct CodecRun {
    UInt consumed, produced;
    int result;
} CodecRun;

/* Feeds input, about `limit` bytes, until it or the room for output is used up; at the end of all
 * input `flush` is passed on. */
static CodecRun feed(ZlibStream *stream, Codec *codec, UInt limit, UInt room, int flush)
{
    z_stream *z = &stream->z;
    CodecRun run = {.result = Z_OK};
    z->avail_out = (uInt)room;
    for (UInt i = 0; run.result == Z_OK && i < stream->input.count && run.consumed < limit; i++) {
        const InputRun *input = &stream->input.runs[stream->input.first + i];
        UInt size = input->size < limit ? input->size : limit;
        z->next_in = (z_const Bytef *)input->bytes;
        z->avail_in = (uInt)size;
        run.result = codec(z, Z_NO_FLUSH);
        UInt used = size - z->avail_in;
        run.consumed += used;
        if (stream->sum_input)
            stream->input_sum = crc32(stream->input_sum, input->bytes, (uInt)used);
        if (used < input->size)
            break;
    }
    input_queue_take(&stream->input, run.consumed);
    if (run.result == Z_OK && stream->input.size == 0 && z->avail_out > 0) {
        z->next_in = NULL;
        z->avail_in = 0;
        run.result = codec(z, flush);
    }
    run.produced = room - z->avail_out;
    return run;
}

static Term run_answer(Process *process, const ZlibStream *stream, const CodecRun *run,
                       const uint8_t *output, UInt room)
{
    Term list = TERM_NIL;
    if (run->produced > 0)
        list = heap_cons(process, binary_from_bytes(process, output, run->produced), TERM_NIL);
    if (stream->input.size == 0 && run->produced < room)
        return heap_tuple(process, 2, (Term)am_finished, list);
    if (run->result != Z_NEED_DICT)
        return heap_tuple(process, 2, (Term)am_continue, list);
    return heap_tuple(process, 3, (Term)am_need_dictionary, sum_term(stream->z.adler), list);
}

static Term run_codec(Process *process, ZlibStream *stream, Codec *codec, int limit, int size,
                      int flush)
{
    if (limit < 0 || size < 0)
        return bif_badarg(process);
    UInt room = (UInt)size;
    uint8_t *output = memory_try_alloc(MEMORY_ZLIB, room + 1);
    if (!output)
        return answer(process, Z_MEM_ERROR);
    stream->z.next_out = output;
    CodecRun run = feed(stream, codec, (UInt)limit, room, flush);
    if (limit > 0)
        bif_charge(process, REDUCTIONS_PER_SLICE / 100 +
                                (SInt)(run.consumed * REDUCTIONS_PER_SLICE / (UInt)limit));
    bool stuck = run.consumed == 0 && run.produced == 0 && stream->input.size != 0;
    Term result;
    if (run.result == Z_STREAM_END)
        stream->end_seen = true;
    if (run.result < 0 && run.result != Z_BUF_ERROR) {
        result = answer(process, run.result);
    } else {
        if (stream->sum_output)
            stream->output_sum = crc32(stream->output_sum, output, (uInt)run.produced);
        result =
            stuck ? answer(process, Z_DATA_ERROR) : run_answer(process, stream, &run, output, room);
    }
    memory_free(MEMORY_ZLIB, output, room + 1);
    return result;
}

/* ---- open, close ------------------------------------------------------------------------------
 */

Term bif_zlib_open_nif_0(Process *process)
{
    return zlib_stream_new(process);
}

Term bif_zlib_close_nif_1(Process *process, Term reference)
{
    STREAM_ARGUMENT(stream, reference, true);
    if (stream->state == ZLIB_CLOSED)
        return bif_error(process, am_not_initialized);
    zlib_stream_close(stream);
    return am_ok;
}

Term bif_zlib_set_controller_nif_2(Process *process, Term reference, Term pid)
{
    STREAM_ARGUMENT(stream, reference, term_is_local_pid(pid));
    AO_store_release(&stream->controller, pid);
    return am_ok;
}

static void initialized(ZlibStream *stream, ZlibState state, int window_bits)
{
    stream->state = state;
    stream->end_seen = false;
    stream->raw = window_bits < 0;
    stream->sum_input = stream->raw && state == ZLIB_DEFLATE;
    stream->sum_output = stream->raw && state == ZLIB_INFLATE;
    zlib_stream_reset_sums(stream);
}

/* What is left of the input is lost, which is an error. */
static Term ended(Process *process, ZlibStream *stream, int result, bool complete)
{
    if (result == Z_OK && (!complete || stream->input.size > 0))
        result = Z_DATA_ERROR;
    zlib_stream_clear_input(stream);
    stream->state = ZLIB_NONE;
    return answer(process, result);
}

/* ---- deflate ----------------------------------------------------------------------------------
 */

Term bif_zlib_deflateInit_nif_6(Process *process, Term reference, Term a, Term b, Term c, Term d,
                                Term e)
{
    int level, method, bits, memory_level, strategy;
    STREAM_ARGUMENT(stream, reference,
                    int_argument(a, &level) && int_argument(b, &method) && int_argument(c, &bits) &&
                        int_argument(d, &memory_level) && int_argument(e, &strategy));
    if (stream->state != ZLIB_NONE)
        return bif_error(process, am_already_initialized);
    int result = deflateInit2(&stream->z, level, method, bits, memory_level, strategy);
    if (result == Z_OK)
        initialized(stream, ZLIB_DEFLATE, bits);
    return answer(process, result);
}

Term bif_zlib_deflateSetDictionary_nif_2(Process *process, Term reference, Term dictionary)
{
    UInt size;
    uint8_t *copy = NULL;
    const uint8_t *bytes = iolist_flatten(dictionary, &size, &copy);
    ZlibStream *stream = zlib_stream_of(reference);
    Term result;
    if (!stream || !bytes) {
        result = bif_badarg(process);
    } else if (AO_load_acquire(&stream->controller) != process->pid) {
        result = bif_error(process, am_not_on_controlling_process);
    } else if (stream->state != ZLIB_DEFLATE) {
        result = bif_error(process, am_not_initialized);
    } else {
        int code = deflateSetDictionary(&stream->z, bytes, (uInt)size);
        uLong sum = stream->raw ? adler32(0, bytes, (uInt)size) : stream->z.adler;
        result = code == Z_OK ? sum_term(sum) : answer(process, code);
    }
    free(copy);
    return result;
}

Term bif_zlib_deflateReset_nif_1(Process *process, Term reference)
{
    STREAM_ARGUMENT(stream, reference, true);
    STATE_NEEDED(stream, ZLIB_DEFLATE);
    int result = deflateReset(&stream->z);
    zlib_stream_reset_sums(stream);
    stream->end_seen = false;
    zlib_stream_clear_input(stream);
    return answer(process, result);
}

Term bif_zlib_deflateEnd_nif_1(Process *process, Term reference)
{
    STREAM_ARGUMENT(stream, reference, true);
    STATE_NEEDED(stream, ZLIB_DEFLATE);
    return ended(process, stream, deflateEnd(&stream->z), true);
}

/* zlib.erl has flushed everything before, so there is no output; room for a byte shows it. */
Term bif_zlib_deflateParams_nif_3(Process *process, Term reference, Term a, Term b)
{
    int level, strategy;
    STREAM_ARGUMENT(stream, reference, int_argument(a, &level) && int_argument(b, &strategy));
    STATE_NEEDED(stream, ZLIB_DEFLATE);
    Bytef byte;
    stream->z.next_out = &byte;
    stream->z.avail_out = 1;
    int result = deflateParams(&stream->z, level, strategy);
    return answer(process, stream->z.avail_out == 0 ? Z_STREAM_ERROR : result);
}

Term bif_zlib_deflate_nif_4(Process *process, Term reference, Term a, Term b, Term c)
{
    int limit, room, flush;
    STREAM_ARGUMENT(stream, reference,
                    int_argument(a, &limit) && int_argument(b, &room) && int_argument(c, &flush));
    STATE_NEEDED(stream, ZLIB_DEFLATE);
    return run_codec(process, stream, deflate, limit, room, flush);
}

/* ---- inflate ----------------------------------------------------------------------------------
 */

Term bif_zlib_inflateInit_nif_3(Process *process, Term reference, Term a, Term b)
{
    int bits, at_end;
    STREAM_ARGUMENT(stream, reference, int_argument(a, &bits) && int_argument(b, &at_end));
    if (stream->state != ZLIB_NONE)
        return bif_error(process, am_already_initialized);
    int result = inflateInit2(&stream->z, bits);
    if (result == Z_OK) {
        initialized(stream, ZLIB_INFLATE, bits);
        stream->at_end = at_end;
    }
    return answer(process, result);
}

Term bif_zlib_inflateSetDictionary_nif_2(Process *process, Term reference, Term dictionary)
{
    UInt size;
    uint8_t *copy = NULL;
    const uint8_t *bytes = iolist_flatten(dictionary, &size, &copy);
    ZlibStream *stream = zlib_stream_of(reference);
    Term result;
    if (!stream || !bytes)
        result = bif_badarg(process);
    else if (AO_load_acquire(&stream->controller) != process->pid)
        result = bif_error(process, am_not_on_controlling_process);
    else if (stream->state != ZLIB_INFLATE)
        result = bif_error(process, am_not_initialized);
    else
        result = answer(process, inflateSetDictionary(&stream->z, bytes, (uInt)size));
    free(copy);
    return result;
}

Term bif_zlib_inflateGetDictionary_nif_1(Process *process, Term reference)
{
    STREAM_ARGUMENT(stream, reference, true);
    STATE_NEEDED(stream, ZLIB_INFLATE);
    uint8_t dictionary[DICTIONARY_BYTES];
    uInt size = 0;
    int result = inflateGetDictionary(&stream->z, dictionary, &size);
    return result < 0 ? answer(process, result) : binary_from_bytes(process, dictionary, size);
}

Term bif_zlib_inflateReset_nif_1(Process *process, Term reference)
{
    STREAM_ARGUMENT(stream, reference, true);
    STATE_NEEDED(stream, ZLIB_INFLATE);
    int result = inflateReset(&stream->z);
    zlib_stream_reset_sums(stream);
    stream->end_seen = false;
    zlib_stream_clear_input(stream);
    return answer(process, result);
}

Term bif_zlib_inflateEnd_nif_1(Process *process, Term reference)
{
    STREAM_ARGUMENT(stream, reference, true);
    STATE_NEEDED(stream, ZLIB_INFLATE);
    return ended(process, stream, inflateEnd(&stream->z), stream->end_seen);
}

Term bif_zlib_inflate_nif_4(Process *process, Term reference, Term a, Term b, Term c)
{
    int limit, room, flush;
    STREAM_ARGUMENT(stream, reference,
                    int_argument(a, &limit) && int_argument(b, &room) && int_argument(c, &flush));
    STATE_NEEDED(stream, ZLIB_INFLATE);
    if (stream->end_seen && stream->input.size > 0) {
        if (stream->at_end == ZLIB_AT_END_ERROR)
            return answer(process, Z_DATA_ERROR);
        if (stream->at_end == ZLIB_AT_END_CUT) {
            zlib_stream_clear_input(stream);
        } else if (stream->at_end == ZLIB_AT_END_RESET) {
            int result = inflateReset(&stream->z);
            if (result != Z_OK)
                return answer(process, result);
            stream->end_seen = false;
        }
    }
    return run_codec(process, stream, inflate, limit, room, flush);
}

/* ---- the rest ---------------------------------------------------------------------------------
 */

Term bif_zlib_crc32_nif_1(Process *process, Term reference)
{
    STREAM_ARGUMENT(stream, reference, true);
    if (stream->state == ZLIB_DEFLATE)
        return heap_unsigned(process, stream->input_sum);
    STATE_NEEDED(stream, ZLIB_INFLATE);
    return heap_unsigned(process, stream->output_sum);
}

Term bif_zlib_getStash_nif_1(Process *process, Term reference)
{
    STREAM_ARGUMENT(stream, reference, true);
    if (!stream->has_stash)
        return am_empty_word;
    return heap_tuple(process, 2, (Term)am_ok, zlib_stream_stash(process, stream));
}

Term bif_zlib_clearStash_nif_1(Process *process, Term reference)
{
    STREAM_ARGUMENT(stream, reference, true);
    if (!stream->has_stash)
        return bif_error(process, am_error);
    zlib_stream_clear_stash(stream);
    return am_ok;
}

Term bif_zlib_setStash_nif_2(Process *process, Term reference, Term term)
{
    STREAM_ARGUMENT(stream, reference, true);
    if (stream->has_stash)
        return bif_error(process, am_error);
    zlib_stream_set_stash(stream, term);
    return am_ok;
}

Term bif_zlib_getBufSize_nif_1(Process *process, Term reference)
{
    STREAM_ARGUMENT(stream, reference, true);
    return term_make_small(stream->buffer_size);
}

Term bif_zlib_setBufSize_nif_2(Process *process, Term reference, Term size)
{
    STREAM_ARGUMENT(stream, reference, true);
    return int_argument(size, &stream->buffer_size) ? (Term)am_ok : bif_badarg(process);
}

/* A list of binaries; what is more than a call may do comes back. */
Term bif_zlib_enqueue_nif_2(Process *process, Term reference, Term list)
{
    STREAM_ARGUMENT(stream, reference, true);
    if (stream->state != ZLIB_DEFLATE && stream->state != ZLIB_INFLATE)
        return bif_error(process, am_not_initialized);
    Term at = list;
    for (int i = 0; i < ENQUEUE_MAX && term_is_cons(at); i++, at = term_tail(at))
        if (!term_is_binary(term_head(at)))
            return bif_badarg(process);
    if (!term_is_list(at))
        return bif_badarg(process);
    for (; list != at; list = term_tail(list))
        input_queue_add(&stream->input, term_head(list));
    return term_is_nil(at) ? (Term)am_ok : heap_tuple(process, 2, (Term)am_continue, at);
}
