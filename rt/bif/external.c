/* SPDX-License-Identifier: Apache-2.0 */
/* Native functions of the external term format, compression included. */
#include "rt/external/external.h"

#include <stdlib.h>
#include <string.h>
#include <zlib.h>
#include "rt/core/bif.h"
#include "rt/core/binary.h"
#include "rt/core/list.h"
#include "rt/core/long_work.h"
#include "rt/core/memory.h"

enum { NOT_COMPRESSED = -1, COMPRESSED_HEADER = 6, BYTES_PER_REDUCTION = 64 };

typedef struct Options {
    EncodeOptions encode;
    int compression; /* zlib level, or NOT_COMPRESSED */
} Options;

static Options default_options(void)
{
    return (Options){{joist_program.otp_release >= 26 ? 2 : 1, false}, NOT_COMPRESSED};
}

static bool small_in(Term term, SInt low, SInt high, int *value)
{
    if (!term_is_small(term) || term_small_value(term) < low || term_small_value(term) > high)
        return false;
    *value = (int)term_small_value(term);
    return true;
}

static bool parse_option(Term option, bool sizing, Options *options)
{
    if (term_is_tuple_of(option, 2)) {
        const Term *fields = term_tuple_elements(option);
        if (fields[0] == am_minor_version)
            return small_in(fields[1], 0, sizing ? 1 : 2, &options->encode.minor_version);
        return !sizing && fields[0] == am_compressed &&
               small_in(fields[1], 0, 9, &options->compression);
    }
    if (option == am_compressed && !sizing)
        options->compression = Z_DEFAULT_COMPRESSION + 7; /* zlib's default is level 6 */
    else if (option == am_deterministic && !sizing)
        options->encode.deterministic = true;
    else
        return false;
    return true;
}

static bool parse_options(Term list, bool sizing, Options *options)
{
    *options = default_options();
    for (; term_is_cons(list); list = term_tail(list))
        if (!parse_option(term_head(list), sizing, options))
            return false;
    return term_is_nil(list);
}

/* ---- encoding
 * ------------------------------------------------------------------------------------------ */

/* Version, COMPRESSED, size and zlib data; THE_NON_VALUE when that is not shorter. */
static Term compressed(Process *process, const ExternalBuffer *buffer, int level)
{
    uLongf room = compressBound((uLong)buffer->size);
    uint8_t *packed = memory_alloc(MEMORY_TEMPORARY, room), *data;
    long_work_steps(buffer->size);
    uLongf size = room;
    Term binary = THE_NON_VALUE;
    if (level > 0 && buffer->size <= UINT32_MAX &&
        compress2(packed, &size, buffer->bytes, (uLong)buffer->size, level) == Z_OK &&
        size + COMPRESSED_HEADER - 1 < buffer->size) {
        binary = binary_new(process, size + COMPRESSED_HEADER, &data);
        data[0] = EXTERNAL_VERSION;
        data[1] = EXTERNAL_COMPRESSED;
        for (int i = 0; i < 4; i++)
            data[2 + i] = (uint8_t)(buffer->size >> (24 - 8 * i));
        memcpy(data + COMPRESSED_HEADER, packed, size);
    }
    memory_free(MEMORY_TEMPORARY, packed, room);
    return binary;
}

static Term term_to_binary(Process *process, Term term, const Options *options)
{
    ExternalBuffer buffer = {0};
    uint8_t *data;
    external_encode(&buffer, term, &options->encode);
    bif_charge(process, (SInt)(buffer.size / BYTES_PER_REDUCTION));
    Term binary = options->compression == NOT_COMPRESSED
                      ? THE_NON_VALUE
                      : compressed(process, &buffer, options->compression);
    if (binary == THE_NON_VALUE) {
        binary = binary_new(process, buffer.size + 1, &data);
        data[0] = EXTERNAL_VERSION;
        memcpy(data + 1, buffer.bytes, buffer.size);
    }
    external_buffer_free(&buffer);
    return binary;
}

Term bif_erlang_term_to_binary_1(Process *process, Term term)
{
    Options options = default_options();
    return LONG_WORK(process, term_to_binary(process, term, &options));
}

Term bif_erlang_term_to_binary_2(Process *process, Term term, Term list)
{
    Options options;
    return parse_options(list, false, &options)
               ? LONG_WORK(process, term_to_binary(process, term, &options))
               : bif_badarg(process);
}

/* The bytes between two large binaries of the term; the first ones have the version before them. */
static Term iovec_bytes(Process *process, const ExternalBuffer *buffer, size_t from, size_t to)
{
    uint8_t *data;
    size_t version = from == 0;
    Term binary = binary_new(process, to - from + version, &data);
    if (version)
        data[0] = EXTERNAL_VERSION;
    memcpy(data + version, buffer->bytes + from, to - from);
    return binary;
}

/* Large binaries are elements of their own, not copied. */
static Term term_to_iovec(Process *process, Term term, const Options *options)
{
    if (options->compression != NOT_COMPRESSED)
        return heap_cons(process, term_to_binary(process, term, options), TERM_NIL);
    ExternalBuffer buffer = {.cutting = true};
    external_encode(&buffer, term, &options->encode);
    bif_charge(process, (SInt)(buffer.size / BYTES_PER_REDUCTION));
    Term list = TERM_NIL;
    size_t end = buffer.size;
    for (size_t i = buffer.cut_count; i-- > 0;) {
        const ExternalCut *cut = &buffer.cuts[i];
        if (cut->at < end)
            list = heap_cons(process, iovec_bytes(process, &buffer, cut->at, end), list);
        UInt bits = term_bit_size(cut->bitstring) & ~(UInt)7;
        list = heap_cons(process, binary_sub(process, cut->bitstring, 0, bits), list);
        end = cut->at;
    }
    list = heap_cons(process, iovec_bytes(process, &buffer, 0, end), list);
    external_buffer_free(&buffer);
    return list;
}

Term bif_erlang_term_to_iovec_1(Process *process, Term term)
{
    Options options = default_options();
    return LONG_WORK(process, term_to_iovec(process, term, &options));
}

Term bif_erlang_term_to_iovec_2(Process *process, Term term, Term list)
{
    Options options;
    return parse_options(list, false, &options)
               ? LONG_WORK(process, term_to_iovec(process, term, &options))
               : bif_badarg(process);
}

Term bif_erlang_external_size_1(Process *process, Term term)
{
    Options options = default_options();
    return LONG_WORK(process, term_make_small((SInt)external_size(term, &options.encode)));
}

Term bif_erlang_external_size_2(Process *process, Term term, Term list)
{
    Options options;
    if (!parse_options(list, true, &options))
        return bif_badarg(process);
    return LONG_WORK(process, term_make_small((SInt)external_size(term, &options.encode)));
}

/* ---- decoding
 * ------------------------------------------------------------------------------------------- */

/* Inflates exactly `size` bytes (made by malloc, growing as data come, since the size is the
 * input's claim). *consumed: bytes of the input. NULL: malformed. */
static uint8_t *inflate_exactly(const uint8_t *bytes, size_t available, size_t size,
                                size_t *consumed)
{
    enum { FIRST_ROOM = 65536 };
    z_stream stream = {.next_in = (Bytef *)bytes, .avail_in = (uInt)available};
    size_t capacity = size < FIRST_ROOM ? size + 1 : FIRST_ROOM;
    uint8_t *data = malloc(capacity);
    int status = Z_OK;
    if (!data || inflateInit(&stream) != Z_OK) {
        free(data);
        return NULL;
    }
    while (status == Z_OK) {
        if (stream.total_out == capacity) {
            long_work_steps(capacity);
            capacity = capacity * 2 < size + 1 ? capacity * 2 : size + 1;
            uint8_t *larger = stream.total_out > size ? NULL : realloc(data, capacity);
            if (!larger)
                break;
            data = larger;
        }
        stream.next_out = data + stream.total_out;
        stream.avail_out = (uInt)(capacity - stream.total_out);
        status = inflate(&stream, Z_NO_FLUSH);
    }
    *consumed = stream.total_in;
    bool good = status == Z_STREAM_END && stream.total_out == size;
    inflateEnd(&stream);
    if (good)
        return data;
    free(data);
    return NULL;
}

static Term decode_compressed(Process *process, const uint8_t *bytes, size_t size, bool safe,
                              size_t *used)
{
    size_t consumed, inner_used;
    if (size < COMPRESSED_HEADER)
        return THE_NON_VALUE;
    long_work_steps(size);
    size_t inner_size = (size_t)bytes[2] << 24 | bytes[3] << 16 | bytes[4] << 8 | bytes[5];
    uint8_t *inner =
        inflate_exactly(bytes + COMPRESSED_HEADER, size - COMPRESSED_HEADER, inner_size, &consumed);
    if (!inner)
        return THE_NON_VALUE;
    Term term = external_decode(process, inner, inner_size, safe, &inner_used);
    *used = COMPRESSED_HEADER + consumed;
    free(inner);
    return term;
}

static Term decode(Process *process, const uint8_t *bytes, size_t size, bool safe, size_t *used)
{
    if (size < 2 || bytes[0] != EXTERNAL_VERSION)
        return THE_NON_VALUE;
    if (bytes[1] == EXTERNAL_COMPRESSED)
        return decode_compressed(process, bytes, size, safe, used);
    Term term = external_decode(process, bytes + 1, size - 1, safe, used);
    *used += 1;
    return term;
}

static Term binary_to_term(Process *process, Term binary, bool safe, bool tell_used)
{
    UInt size;
    size_t used = 0;
    uint8_t *temporary = NULL;
    const uint8_t *bytes = binary_bytes(binary, &size, &temporary);
    if (!bytes)
        return bif_badarg(process);
    Term term = decode(process, bytes, size, safe, &used);
    free(temporary);
    bif_charge(process, (SInt)(size / BYTES_PER_REDUCTION));
    if (term == THE_NON_VALUE)
        return bif_badarg(process);
    return tell_used ? heap_tuple(process, 2, term, term_make_small((SInt)used)) : term;
}

Term bif_erlang_binary_to_term_1(Process *process, Term binary)
{
    return LONG_WORK(process, binary_to_term(process, binary, false, false));
}

Term bif_erlang_binary_to_term_2(Process *process, Term binary, Term options)
{
    bool safe = false, used = false;
    for (; term_is_cons(options); options = term_tail(options)) {
        if (term_head(options) == am_safe)
            safe = true;
        else if (term_head(options) == am_used)
            used = true;
        else
            return bif_badarg_cause(process, am_badopt);
    }
    if (!term_is_nil(options))
        return bif_badarg_cause(process, am_badopt);
    return LONG_WORK(process, binary_to_term(process, binary, safe, used));
}
