/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Lines of HTTP/1 (packet.h): what they say, as far as decode_packet tells.
 *
 *   {http_request, Method, Uri, {Major, Minor}}
 *   {http_response, {Major, Minor}, Status, Phrase}
 *   {http_header, Number, Name, NameAsSent, Value}    Number and atom of well-known names, else 0
 *   http_eoh                                          the empty line after the headers
 *   {http_error, Line}
 */
#include <string.h>
#include <strings.h>

#include "rt/bif/packet.h"
#include "rt/core/atom.h"
#include "rt/core/bif.h"

enum { NAME_MAX_BYTES = 50 }; /* longer names are no well-known ones and keep their case */

/* The header names that are given as atoms; the position in this list, from 1, is their number. */
static const char *const header_names[] = {
    "Cache-Control",
    "Connection",
    "Date",
    "Pragma",
    "Transfer-Encoding",
    "Upgrade",
    "Via",
    "Accept",
    "Accept-Charset",
    "Accept-Encoding",
    "Accept-Language",
    "Authorization",
    "From",
    "Host",
    "If-Modified-Since",
    "If-Match",
    "If-None-Match",
    "If-Range",
    "If-Unmodified-Since",
    "Max-Forwards",
    "Proxy-Authorization",
    "Range",
    "Referer",
    "User-Agent",
    "Age",
    "Location",
    "Proxy-Authenticate",
    "Public",
    "Retry-After",
    "Server",
    "Vary",
    "Warning",
    "Www-Authenticate",
    "Allow",
    "Content-Base",
    "Content-Encoding",
    "Content-Language",
    "Content-Length",
    "Content-Location",
    "Content-Md5",
    "Content-Range",
    "Content-Type",
    "Etag",
    "Expires",
    "Last-Modified",
    "Accept-Ranges",
    "Set-Cookie",
    "Set-Cookie2",
    "X-Forwarded-For",
    "Cookie",
    "Keep-Alive",
    "Proxy-Connection",
};

static const char *const method_names[] = {"OPTIONS", "GET",    "HEAD", "POST",
                                           "PUT",     "DELETE", "TRACE"};

/* The line while it is read: what is left of it. */
typedef struct Line {
    Process *process;
    bool binary;
    const uint8_t *at;
    UInt left;
} Line;

static Term text(const Line *line, const uint8_t *bytes, UInt count)
{
    if (line->binary)
        return binary_from_bytes(line->process, bytes, count);
    return heap_string(line->process, bytes, count, TERM_NIL);
}

/* Position of the name in the list, from 1; 0: it is not there. */
static UInt find_name(const char *const *names, UInt count, const uint8_t *name, UInt bytes)
{
    for (UInt i = 0; i < count; i++) {
        if (strlen(names[i]) == bytes && memcmp(names[i], name, bytes) == 0)
            return i + 1;
    }
    return 0;
}

static bool is_blank(uint8_t c)
{
    return c == ' ' || c == '\t';
}

/* May be in a token (RFC 2616): no control character, separator or 8-bit character. */
static bool is_token(uint8_t c)
{
    return c > ' ' && c < 127 && !strchr("()<>@,;:\\\"/[]?={}", c);
}

static void advance(Line *line, UInt count)
{
    line->at += count;
    line->left -= count;
}

/* Skips blanks and tells whether there were any. */
static bool skip_blanks(Line *line)
{
    const uint8_t *start = line->at;
    while (line->left && is_blank(*line->at))
        advance(line, 1);
    return line->at != start;
}

static bool get_number(Line *line, uint32_t *number)
{
    const uint8_t *start = line->at;
    *number = 0;
    for (; line->left && *line->at - '0' < 10u; advance(line, 1))
        *number = *number * 10 + (*line->at - '0');
    return line->at != start;
}

/* HTTP/1.1 as {1, 1}; the non-value: no version. */
static Term get_version(Line *line)
{
    uint32_t major, minor;
    if (line->left < 5 || memcmp(line->at, "HTTP/", 5) != 0)
        return THE_NON_VALUE;
    advance(line, 5);
    if (!get_number(line, &major) || line->left == 0 || *line->at != '.')
        return THE_NON_VALUE;
    advance(line, 1);
    if (!get_number(line, &minor))
        return THE_NON_VALUE;
    return heap_tuple(line->process, 2, term_make_small((int32_t)major),
                      term_make_small((int32_t)minor));
}

/* ---- URIs -------------------------------------------------------------------------------- */

/* {absoluteURI, Scheme, Host, Port, Path} of what follows the scheme's "//". */
static Term absolute_uri(const Line *line, Term scheme, const uint8_t *host, UInt count)
{
    const uint8_t *path = count ? memchr(host, '/', count) : NULL;
    UInt host_count = path ? (UInt)(path - host) : count;
    UInt path_count = path ? count - host_count : 1;
    if (!path)
        path = (const uint8_t *)"/";
    Term port = am_undefined;
    const uint8_t *colon = host_count ? memchr(host, ':', host_count) : NULL;
    if (colon) {
        Line digits = {.at = colon + 1, .left = (UInt)(host + host_count - colon) - 1};
        uint32_t number;
        if (get_number(&digits, &number) && digits.left == 0 && number != 0)
            port = term_make_small((int32_t)number);
        host_count = (UInt)(colon - host);
    }
    return heap_tuple(line->process, 5, (Term)am_absoluteURI, scheme, text(line, host, host_count),
                      port, text(line, path, path_count));
}

static bool starts_with(const uint8_t *bytes, UInt count, const char *prefix)
{
    UInt size = strlen(prefix);
    return count >= size && strncasecmp((const char *)bytes, prefix, size) == 0;
}

static Term uri(const Line *line, const uint8_t *bytes, UInt count)
{
    if (count == 1 && bytes[0] == '*')
        return am_times;
    if (count <= 1 || bytes[0] == '/')
        return heap_tuple(line->process, 2, (Term)am_abs_path, text(line, bytes, count));
    if (starts_with(bytes, count, "http://"))
        return absolute_uri(line, am_http, bytes + 7, count - 7);
    if (starts_with(bytes, count, "https://"))
        return absolute_uri(line, am_https, bytes + 8, count - 8);
    const uint8_t *colon = memchr(bytes, ':', count);
    if (!colon)
        return text(line, bytes, count);
    UInt size = (UInt)(colon - bytes);
    return heap_tuple(line->process, 3, (Term)am_scheme, text(line, bytes, size),
                      text(line, colon + 1, count - size - 1));
}

/* ---- lines ------------------------------------------------------------------------------- */

static Term status_line(Line *line)
{
    uint32_t status;
    Term version = get_version(line);
    if (!version || !skip_blanks(line))
        return THE_NON_VALUE;
    get_number(line, &status); /* missing: 0 */
    if (!skip_blanks(line) && line->left)
        return THE_NON_VALUE;
    return heap_tuple(line->process, 4, (Term)am_http_response, version,
                      term_make_small((int32_t)status), text(line, line->at, line->left));
}

static Term request_line(Line *line)
{
    const uint8_t *method = line->at;
    while (line->left && is_token(*line->at))
        advance(line, 1);
    UInt method_count = (UInt)(line->at - method);
    if (method_count == 0 || !skip_blanks(line))
        return THE_NON_VALUE;
    const uint8_t *target = line->at;
    while (line->left && !is_blank(*line->at))
        advance(line, 1);
    UInt target_count = (UInt)(line->at - target);
    if (target_count == 0)
        return THE_NON_VALUE;
    skip_blanks(line);
    Term version;
    if (line->left == 0) { /* HTTP/0.9 has none */
        version = heap_tuple(line->process, 2, term_make_small(0), term_make_small(9));
    } else {
        version = line->left < 8 ? THE_NON_VALUE : get_version(line);
        if (!version)
            return THE_NON_VALUE;
    }
    UInt known =
        find_name(method_names, sizeof method_names / sizeof *method_names, method, method_count);
    return heap_tuple(line->process, 4, (Term)am_http_request,
                      known ? atom_intern_cstr(method_names[known - 1])
                            : text(line, method, method_count),
                      uri(line, target, target_count), version);
}

/* The usual spelling: each word's first letter upper case, the rest lower. */
static void capitalise(const uint8_t *name, UInt count, uint8_t *to)
{
    bool first = true;
    for (UInt i = 0; i < count; i++) {
        uint8_t c = name[i];
        if (first && c >= 'a' && c <= 'z')
            c = (uint8_t)(c - 'a' + 'A');
        else if (!first && c >= 'A' && c <= 'Z')
            c = (uint8_t)(c - 'A' + 'a');
        first = first ? false : c == '-';
        to[i] = c;
    }
}

static Term header_line(Line *line)
{
    if (line->left == 0)
        return am_http_eoh;
    const uint8_t *name = line->at;
    while (is_token(*line->at)) {
        advance(line, 1);
        if (line->left == 0)
            return THE_NON_VALUE;
    }
    UInt count = (UInt)(line->at - name), known = 0;
    if (*line->at != ':')
        return THE_NON_VALUE;
    advance(line, 1);
    skip_blanks(line);
    uint8_t usual[NAME_MAX_BYTES];
    const uint8_t *shown = name;
    if (count <= NAME_MAX_BYTES) {
        capitalise(name, count, usual);
        known = find_name(header_names, sizeof header_names / sizeof *header_names, usual, count);
        shown = usual;
    }
    return heap_tuple(line->process, 5, (Term)am_http_header, term_make_small((SInt)known),
                      known ? atom_intern_cstr(header_names[known - 1]) : text(line, shown, count),
                      text(line, name, count), text(line, line->at, line->left));
}

Term packet_http(Process *process, const PacketRules *rules, const uint8_t *bytes, UInt count)
{
    Line line = {process, rules->binary, bytes, count};
    if (count >= 2 && bytes[count - 2] == '\r')
        line.left -= 2;
    else if (count >= 1 && bytes[count - 1] == '\n')
        line.left -= 1;
    Term result;
    if (rules->type == PACKET_HTTPH)
        result = header_line(&line);
    else if (line.left >= 5 && memcmp(bytes, "HTTP/", 5) == 0)
        result = status_line(&line);
    else
        result = request_line(&line);
    if (result)
        return result;
    return heap_tuple(process, 2, (Term)am_http_error, text(&line, bytes, count));
}
