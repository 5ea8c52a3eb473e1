/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Compiled regular expressions (code.h). The library is PCRE2; programs expect what PCRE 8.44 in
 * ERTS accepts and says, so some differences are evened out here: escapes that mean nothing, the
 * leading
 * (*UTF8), errors (errors.h).
 */
#define _GNU_SOURCE /* memmem */
#include "rt/re/code.h"

#include <stdlib.h>
#include "rt/core/atom.h"
#include "rt/core/binary.h"
#include "rt/core/bits.h"
#include "rt/core/memory.h"
#include "rt/re/errors.h"
#include "rt/re/tables.h"

/* ---- compilation ------------------------------------------------------------------------- */

ReSource re_source(const ReOptions *options, const uint8_t *text, UInt size)
{
    return (ReSource){
        .options = options->compile,
        .newline = options->newline ? options->newline : PCRE2_NEWLINE_LF,
        .bsr = options->bsr ? options->bsr : PCRE2_BSR_UNICODE,
        .text = text,
        .size = size,
    };
}

/* PCRE 8 also knew (*UTF8) among the items at the start: its copy without the 8s, or NULL. */
static uint8_t *without_utf8_items(const ReSource *source, UInt *size)
{
    uint8_t *copy = NULL;
    UInt at = 0;
    *size = source->size;
    while (at + 2 < source->size && memcmp(source->text + at, "(*", 2) == 0) {
        const uint8_t *end = memchr(source->text + at, ')', source->size - at);
        if (!end)
            break;
        UInt length = (UInt)(end - (source->text + at)) + 1;
        if (length == 7 && memcmp(source->text + at, "(*UTF8)", 7) == 0) {
            copy = memory_alloc(MEMORY_TEMPORARY, source->size);
            memcpy(copy, source->text, at);
            memcpy(copy + at, "(*UTF)", 6);
            memcpy(copy + at + 6, source->text + at + 7, source->size - at - 7);
            *size = source->size - 1;
            break;
        }
        at += length;
    }
    return copy;
}

/* So many parentheses inside each other fit the workspace that PCRE 8.44 has in ERTS. */
enum { NEST_LIMIT = 798 };

/* The library's list of bytes that a match can begin with lacks Latin-1 letters in UTF-8 when the
 * expression begins with \w, for its own tables know no such letters. */
static bool begins_wrongly(const ReSource *source, const uint8_t *text, UInt size)
{
    bool utf = (source->options & PCRE2_UTF) || (size > 5 && memcmp(text, "(*", 2) == 0);
    return utf && !(source->options & PCRE2_UCP) && size && memmem(text, size, "\\w", 2);
}

static pcre2_code *compile(const ReSource *source, const uint8_t *text, UInt size, uint32_t extra,
                           int *error, size_t *offset)
{
    pcre2_compile_context *context = pcre2_compile_context_create(NULL);
    if (!context)
        rt_end("re: Cannot allocate memory.");
    pcre2_set_character_tables(context, re_tables());
    pcre2_set_newline(context, source->newline);
    pcre2_set_bsr(context, source->bsr);
    pcre2_set_parens_nest_limit(context, NEST_LIMIT);
    pcre2_set_compile_extra_options(context, extra | PCRE2_EXTRA_ALLOW_LOOKAROUND_BSK);
    uint32_t options =
        source->options | (begins_wrongly(source, text, size) ? PCRE2_NO_START_OPTIMIZE : 0);
    pcre2_code *code =
        pcre2_compile(size ? text : (const uint8_t *)"", size, options, error, offset, context);
    pcre2_compile_context_free(context);
    return code;
}

/* The character behind \c, before which `offset` is, in its hexadecimal form. */
static UInt make_control(const uint8_t *text, UInt size, UInt offset, uint8_t *to)
{
    static const char digits[] = "0123456789abcdef";
    if (offset < 2 || offset >= size || text[offset - 1] != 'c' || text[offset - 2] != '\\' ||
        text[offset] > 127)
        return 0;
    uint8_t control = text[offset] ^ 0x40;
    memcpy(to, text, offset - 1);
    to[offset - 1] = 'x';
    to[offset] = (uint8_t)digits[control >> 4];
    to[offset + 1] = (uint8_t)digits[control & 15];
    memcpy(to + offset + 2, text + offset + 1, size - offset - 1);
    return size + 1;
}

/*
 * What PCRE 8 took and PCRE2 refuses: the hyphen in [\d-z], the letter in [\B], the digit in \8
 * where there is no such group, all literal; control characters of unprintable characters. Writes
 * the text with the offending place in a way that PCRE2 takes to `to` (one byte more at most) and
 * returns its size; 0: it is none of these.
 */
static UInt make_literal(int error, const uint8_t *text, UInt size, UInt offset, uint8_t *to)
{
    enum { ESCAPE_IN_CLASS = 107, NO_GROUP = 115, INVALID_RANGE = 150, UNPRINTABLE = 168 };
    if (error == UNPRINTABLE)
        return make_control(text, size, offset, to);
    if (error == INVALID_RANGE && offset < size && text[offset] == '-') {
        memcpy(to, text, offset);
        to[offset] = '\\';
        memcpy(to + offset + 1, text + offset, size - offset);
        return size + 1;
    }
    if (offset && offset < size && text[offset - 1] == '\\' &&
        (error == ESCAPE_IN_CLASS ||
         (error == NO_GROUP && (text[offset] == '8' || text[offset] == '9')))) {
        memcpy(to, text, offset - 1);
        memcpy(to + offset - 1, text + offset, size - offset);
        return size - 1;
    }
    return 0;
}

/* Again and again while there are such places; NULL when something else is wrong. */
static pcre2_code *compile_literally(const ReSource *source, const uint8_t *text, UInt size,
                                     uint32_t extra, int error, size_t offset)
{
    UInt room = size * 2 + 1;
    uint8_t *now = memory_alloc(MEMORY_TEMPORARY, room),
            *next = memory_alloc(MEMORY_TEMPORARY, room);
    pcre2_code *code = NULL;
    memcpy(now, text, size);
    while (!code && size < room && (size = make_literal(error, now, size, offset, next)) != 0) {
        uint8_t *swapped = now;
        now = next;
        next = swapped;
        code = compile(source, now, size, extra, &error, &offset);
    }
    memory_free(MEMORY_TEMPORARY, now, room);
    memory_free(MEMORY_TEMPORARY, next, room);
    return code;
}

pcre2_code *re_code_compile(const ReSource *source, ReError *error)
{
    enum { UNKNOWN_ESCAPE = 103, UNKNOWN_ESCAPE_IN_CLASS = 107 };
    UInt size;
    uint32_t extra = 0;
    uint8_t *copy = without_utf8_items(source, &size);
    const uint8_t *text = copy ? copy : source->text;
    int number;
    size_t offset;
    pcre2_code *code = compile(source, text, size, 0, &number, &offset);
    if (!code && (number == UNKNOWN_ESCAPE || number == UNKNOWN_ESCAPE_IN_CLASS)) {
        extra = PCRE2_EXTRA_BAD_ESCAPE_IS_LITERAL;
        code = compile(source, text, size, extra, &number, &offset);
    }
    if (!code) {
        int first_number = number;
        size_t first_offset = offset;
        code = compile_literally(source, text, size, extra, number, offset);
        if (!code)
            *error =
                re_error(first_number, first_offset + (copy ? 1 : 0), source->text, source->size);
    }
    if (copy)
        memory_free(MEMORY_TEMPORARY, copy, source->size);
    return code;
}

/* ---- the cache --------------------------------------------------------------------------- */

enum { CACHE_SLOTS = 64 };

typedef struct Cached {
    uint64_t hash;
    ReSource source; /* owns its text */
    pcre2_code *code;
} Cached;

static _Thread_local Cached cache[CACHE_SLOTS];

static uint64_t hash_source(const ReSource *source)
{
    uint64_t hash = 0xcbf29ce484222325u ^ source->options;
    hash = (hash ^ source->newline << 8 ^ source->bsr) * 0x100000001b3u;
    for (UInt i = 0; i < source->size; i++)
        hash = (hash ^ source->text[i]) * 0x100000001b3u;
    return hash;
}

static bool same_source(const ReSource *a, const ReSource *b)
{
    return a->options == b->options && a->newline == b->newline && a->bsr == b->bsr &&
           a->size == b->size && (a->size == 0 || memcmp(a->text, b->text, a->size) == 0);
}

const pcre2_code *re_code_cached(const ReSource *source, ReError *error)
{
    uint64_t hash = hash_source(source);
    Cached *slot = &cache[hash >> 40 & (CACHE_SLOTS - 1)];
    if (slot->code && slot->hash == hash && same_source(&slot->source, source))
        return slot->code;
    pcre2_code *code = re_code_compile(source, error);
    if (!code)
        return NULL;
    if (slot->code) {
        pcre2_code_free(slot->code);
        memory_free(MEMORY_TEMPORARY, (void *)(uintptr_t)slot->source.text, slot->source.size);
    }
    uint8_t *text = memory_alloc(MEMORY_TEMPORARY, source->size);
    if (source->size)
        memcpy(text, source->text, source->size);
    *slot = (Cached){hash, *source, code};
    slot->source.text = text;
    return code;
}

/* ---- terms ------------------------------------------------------------------------------- */

static const char mark[8] = "joistre1";

typedef struct Header { /* what the binary begins with; then the text */
    char mark[8];
    uint32_t options, newline, bsr;
} Header;

/* Where in the object's bytes the pointer to the code is, behind `shown` bytes. */
static UInt code_place(UInt shown)
{
    return (shown + 7) / 8 * 8;
}

static pcre2_code **code_slot(const BinaryObject *object, UInt shown)
{
    return (pcre2_code **)(uintptr_t)(object->bytes + code_place(shown));
}

static void code_dead(BinaryObject *object)
{
    pcre2_code_free(*code_slot(object, object->used_bits / 8));
}

Term re_code_term(Process *process, const ReSource *source, bool unicode, pcre2_code *code)
{
    Header header = {.options = source->options, .newline = source->newline, .bsr = source->bsr};
    memcpy(header.mark, mark, sizeof mark);
    UInt shown = sizeof header + source->size;
    BinaryObject *object = binary_object_new(code_place(shown) + sizeof code);
    object->destructor = code_dead;
    object->used_bits = shown * 8;
    memcpy(object->bytes, &header, sizeof header);
    if (source->size)
        memcpy(object->bytes + sizeof header, source->text, source->size);
    *code_slot(object, shown) = code;
    uint32_t groups, newline;
    pcre2_pattern_info(code, PCRE2_INFO_CAPTURECOUNT, &groups);
    pcre2_pattern_info(code, PCRE2_INFO_NEWLINE, &newline);
    bool crlf = newline == PCRE2_NEWLINE_ANY || newline == PCRE2_NEWLINE_CRLF ||
                newline == PCRE2_NEWLINE_ANYCRLF;
    Term binary = binary_wrap_object(process, object, shown * 8);
    return heap_tuple(process, 5, (Term)am_re_pattern, term_make_small(groups),
                      term_make_small(unicode), term_make_small(crlf), binary);
}

static bool parse_binary(Term binary, RePattern *pattern)
{
    UInt size;
    Header header;
    const uint8_t *bytes = binary_bytes(binary, &size, &pattern->temporary);
    if (!bytes)
        return false;
    if (size < sizeof header || memcmp(bytes, mark, sizeof mark) != 0)
        return false;
    memcpy(&header, bytes, sizeof header);
    pattern->source = (ReSource){header.options, header.newline, header.bsr, bytes + sizeof header,
                                 size - sizeof header};
    Term *object = term_boxed_ptr(binary);
    if (header_kind(object[0]) == KIND_REFC_BIN &&
        refc_binary_object(object)->destructor == code_dead &&
        refc_binary_object(object)->used_bits == object[1])
        pattern->code = *code_slot(refc_binary_object(object), size);
    return true;
}

bool re_code_is_pattern(Term term, bool *unicode)
{
    if (!term_is_tuple_of(term, 5))
        return false;
    Term *elements = term_tuple_elements(term);
    if (elements[0] != am_re_pattern || !term_is_small(elements[1]) ||
        !term_is_small(elements[2]) || !term_is_small(elements[3]) || !term_is_binary(elements[4]))
        return false;
    *unicode = elements[2] != term_make_small(0);
    return true;
}

bool re_code_from_term(Term term, RePattern *pattern)
{
    *pattern = (RePattern){0};
    if (parse_binary(term_tuple_elements(term)[4], pattern))
        return true;
    free(pattern->temporary);
    pattern->temporary = NULL;
    return false;
}
