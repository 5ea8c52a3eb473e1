/* SPDX-License-Identifier: Apache-2.0 */
/* Framing of packets, and erlang:decode_packet/3 (packet.h). */
#include "rt/bif/packet.h"

#include <stdlib.h>
#include <string.h>
#include "rt/core/atom.h"
#include "rt/core/bif.h"
#include "rt/core/bits.h"

/* ---- lengths ----------------------------------------------------------------------------- */

static UInt big(const uint8_t *at, UInt bytes)
{
    return bits_load(at, 0, bytes * 8);
}

/* A header of so many bytes, then `body` bytes. */
static SInt frame(const PacketRules *rules, UInt header, UInt body)
{
    UInt limit = rules->size_max ? rules->size_max : INT32_MAX - header;
    return body > limit ? PACKET_INVALID : (SInt)(header + body);
}

/* A header of `header` bytes that begins with the length as a big-endian number. */
static SInt counted(const PacketRules *rules, const uint8_t *bytes, UInt count, UInt header)
{
    return count < header ? PACKET_MORE : frame(rules, header, big(bytes, header));
}

/* BER: tag of one or more bytes, length of one byte or of up to four that follow it. */
static SInt asn1_length(const PacketRules *rules, const uint8_t *bytes, UInt count)
{
    if (count < 2)
        return PACKET_MORE;
    UInt at = 1;
    if ((bytes[0] & 0x1f) == 0x1f) {
        while (at < count && bytes[at] & 0x80)
            at++;
        if (count - at < 2)
            return PACKET_MORE;
        at++;
    }
    UInt length = bytes[at] & 0x7f;
    bool is_long = bytes[at++] & 0x80;
    if (!is_long)
        return frame(rules, at, length);
    if (count - at < length)
        return PACKET_MORE;
    if (length > 4)
        return PACKET_INVALID;
    return frame(rules, at + length, length ? big(bytes + at, length) : 0);
}

static SInt cdr_length(const PacketRules *rules, const uint8_t *bytes, UInt count)
{
    enum { HEADER = 12, FLAGS = 6, SIZE = 8 };
    if (count < HEADER)
        return PACKET_MORE;
    if (memcmp(bytes, "GIOP", 4) != 0)
        return PACKET_INVALID;
    UInt size = big(bytes + SIZE, 4);
    return frame(rules, HEADER, bytes[FLAGS] & 1 ? __builtin_bswap32((uint32_t)size) : size);
}

enum { FCGI_HEADER = 8, FCGI_SIZE = 4, FCGI_PADDING = 6 };

static SInt fcgi_length(const PacketRules *rules, const uint8_t *bytes, UInt count)
{
    if (count < FCGI_HEADER)
        return PACKET_MORE;
    if (bytes[0] != 1)
        return PACKET_INVALID;
    return frame(rules, FCGI_HEADER, big(bytes + FCGI_SIZE, 2) + bytes[FCGI_PADDING]);
}

/* The length field counts the header. */
static SInt tpkt_length(const PacketRules *rules, const uint8_t *bytes, UInt count)
{
    enum { HEADER = 4 };
    if (count < HEADER)
        return PACKET_MORE;
    if (bytes[0] != 3)
        return PACKET_INVALID;
    UInt size = big(bytes + 2, 2);
    return size < HEADER ? PACKET_INVALID : frame(rules, HEADER, size - HEADER);
}

static bool is_ssl2_hello(const uint8_t *bytes)
{
    return bytes[0] & 0x80 && bytes[2] == 1;
}

static SInt ssl_length(const PacketRules *rules, const uint8_t *bytes, UInt count)
{
    enum { HEADER = 5 };
    if (count < HEADER)
        return PACKET_MORE;
    if (!is_ssl2_hello(bytes))
        return frame(rules, HEADER, big(bytes + 3, 2));
    UInt size = big(bytes, 2) & 0x7fff;
    return size < 3 ? PACKET_INVALID : frame(rules, HEADER, size - 3);
}

static SInt line_length(const PacketRules *rules, const uint8_t *bytes, UInt count)
{
    const uint8_t *end = count ? memchr(bytes, rules->delimiter, count) : NULL;
    UInt length = end ? (UInt)(end - bytes) + 1 : count;
    if (rules->size_max && length > rules->size_max)
        return PACKET_INVALID;
    if (rules->line_max && (end ? length > rules->line_max : length >= rules->line_max))
        return (SInt)rules->line_max;
    return end ? (SInt)length : PACKET_MORE;
}

/* A header goes on in lines that start with a blank, so what follows a line end has to be seen. */
static SInt http_length(const PacketRules *rules, const uint8_t *bytes, UInt count)
{
    UInt limit = rules->size_max ? rules->size_max : rules->line_max;
    if ((count == 1 && bytes[0] == '\n') || (count == 2 && memcmp(bytes, "\r\n", 2) == 0))
        return (SInt)count;
    for (UInt from = 0;;) {
        const uint8_t *end = count > from ? memchr(bytes + from, '\n', count - from) : NULL;
        if (!end)
            return limit && count >= limit ? PACKET_INVALID : PACKET_MORE;
        UInt length = (UInt)(end - bytes) + 1;
        bool last = rules->type == PACKET_HTTP, goes_on = false;
        if (!last && length < count) {
            goes_on = length > 2 && (bytes[length] == ' ' || bytes[length] == '\t');
            last = !goes_on;
        }
        if (goes_on) {
            from = length;
            continue;
        }
        if (limit && length > limit)
            return PACKET_INVALID;
        return last ? (SInt)length : PACKET_MORE;
    }
}

SInt packet_length(const PacketRules *rules, const uint8_t *bytes, UInt count)
{
    switch (rules->type) {
    case PACKET_RAW:
        return count ? (SInt)count : PACKET_MORE;
    case PACKET_1:
        return counted(rules, bytes, count, 1);
    case PACKET_2:
        return counted(rules, bytes, count, 2);
    case PACKET_4:
        return counted(rules, bytes, count, 4);
    case PACKET_SUNRM: /* the top bit marks the last fragment */
        return count < 4 ? PACKET_MORE : frame(rules, 4, big(bytes, 4) & 0x7fffffff);
    case PACKET_ASN1:
        return asn1_length(rules, bytes, count);
    case PACKET_CDR:
        return cdr_length(rules, bytes, count);
    case PACKET_FCGI:
        return fcgi_length(rules, bytes, count);
    case PACKET_TPKT:
        return tpkt_length(rules, bytes, count);
    case PACKET_LINE:
        return line_length(rules, bytes, count);
    case PACKET_SSL_TLS:
        return ssl_length(rules, bytes, count);
    case PACKET_HTTP:
    case PACKET_HTTPH:
        return http_length(rules, bytes, count);
    }
    return PACKET_INVALID;
}

/* ---- decode_packet ----------------------------------------------------------------------- */

#define SMALL(value) ((Term)(value) << 4 | TAG_SMALL)

static bool set_type(PacketRules *rules, Term type)
{
    static const struct {
        Term name;
        PacketType type;
        bool binary;
    } types[] = {
        {am_raw, PACKET_RAW, false},        {SMALL(0), PACKET_RAW, false},
        {SMALL(1), PACKET_1, false},        {SMALL(2), PACKET_2, false},
        {SMALL(4), PACKET_4, false},        {am_asn1, PACKET_ASN1, false},
        {am_sunrm, PACKET_SUNRM, false},    {am_cdr, PACKET_CDR, false},
        {am_fcgi, PACKET_FCGI, false},      {am_tpkt, PACKET_TPKT, false},
        {am_line, PACKET_LINE, false},      {am_http, PACKET_HTTP, false},
        {am_httph, PACKET_HTTPH, false},    {am_http_bin, PACKET_HTTP, true},
        {am_httph_bin, PACKET_HTTPH, true}, {am_ssl_tls, PACKET_SSL_TLS, false},
    };
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++) {
        if (types[i].name == type) {
            rules->type = types[i].type;
            rules->binary = types[i].binary;
            return true;
        }
    }
    return false;
}

#undef SMALL

static bool set_option(PacketRules *rules, Term option)
{
    if (!term_is_tuple_of(option, 2))
        return false;
    Term name = term_tuple_elements(option)[0], value = term_tuple_elements(option)[1];
    if (!term_is_small(value) || term_small_value(value) < 0)
        return false;
    UInt number = (UInt)term_small_value(value);
    if (name == am_packet_size && number <= UINT32_MAX)
        rules->size_max = number;
    else if (name == am_line_length && number <= UINT32_MAX)
        rules->line_max = number;
    else if (name == am_line_delimiter && rules->type == PACKET_LINE && number <= 255)
        rules->delimiter = (uint8_t)number;
    else
        return false;
    return true;
}

static Term part(Process *process, Term data, UInt offset, UInt bytes)
{
    return binary_sub(process, data, offset * 8, bytes * 8);
}

/* {ssl_tls, [], ContentType, {Major, Minor}, Data} */
static Term ssl_packet(Process *process, Term data, const uint8_t *bytes, UInt length)
{
    Term body, version;
    UInt type = bytes[0], at = 1;
    if (is_ssl2_hello(bytes)) {
        /* Given as a handshake record of type client hello: 1, length in 3 bytes, what follows. */
        uint8_t *to;
        type = 22;
        at = 3;
        body = binary_new(process, length + 1, &to);
        to[0] = 1;
        bits_store(to, 8, 24, length - 3);
        memcpy(to + 4, bytes + 3, length - 3);
    } else {
        body = part(process, data, 5, length - 5);
    }
    version = heap_tuple(process, 2, term_make_small(bytes[at]), term_make_small(bytes[at + 1]));
    return heap_tuple(process, 5, (Term)am_ssl_tls, TERM_NIL, term_make_small((SInt)type), version,
                      body);
}

/* The packet at the start of `data`, of `length` bytes: what the program gets. */
static Term body(Process *process, const PacketRules *rules, Term data, const uint8_t *bytes,
                 UInt length)
{
    switch (rules->type) {
    case PACKET_1:
        return part(process, data, 1, length - 1);
    case PACKET_2:
        return part(process, data, 2, length - 2);
    case PACKET_4:
        return part(process, data, 4, length - 4);
    case PACKET_FCGI:
        return part(process, data, 0, length - bytes[FCGI_PADDING]);
    case PACKET_SSL_TLS:
        return ssl_packet(process, data, bytes, length);
    case PACKET_HTTP:
    case PACKET_HTTPH:
        return packet_http(process, rules, bytes, length);
    default:
        return part(process, data, 0, length);
    }
}

static Term decode(Process *process, const PacketRules *rules, Term data, const uint8_t *bytes,
                   UInt count)
{
    SInt length = packet_length(rules, bytes, count);
    if (length == PACKET_INVALID)
        return heap_tuple(process, 2, (Term)am_error, (Term)am_invalid);
    if (length == PACKET_MORE)
        return heap_tuple(process, 2, (Term)am_more, (Term)am_undefined);
    if ((UInt)length > count)
        return heap_tuple(process, 2, (Term)am_more, term_make_small(length));
    Term packet = body(process, rules, data, bytes, (UInt)length);
    Term rest = binary_sub(process, data, (UInt)length * 8, term_bit_size(data) - (UInt)length * 8);
    return heap_tuple(process, 3, (Term)am_ok, packet, rest);
}

Term bif_erlang_decode_packet_3(Process *process, Term type, Term data, Term options)
{
    PacketRules rules = {.delimiter = '\n'};
    if (!term_is_bitstring(data) || !set_type(&rules, type))
        return bif_badarg(process);
    for (; term_is_cons(options); options = term_tail(options)) {
        if (!set_option(&rules, term_head(options)))
            return bif_badarg_cause(process, am_badopt);
    }
    if (!term_is_nil(options))
        return bif_badarg_cause(process, am_badopt);
    BitView view = bit_view(data);
    UInt count = view.bit_size / 8;
    if (view.bit_offset == 0)
        return decode(process, &rules, data, view.bytes, count);
    uint8_t *copy = malloc(count ? count : 1);
    if (!copy)
        return bif_system_limit(process);
    bits_copy(copy, 0, view.bytes, view.bit_offset, count * 8);
    Term result = decode(process, &rules, data, copy, count);
    free(copy);
    return result;
}
