/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Compiled regular expressions (code.h). The library is PCRE2; programs expect what PCRE 8.44 in
 * ERTS accepts, matches and says. So an expression is read by that one's rules (syntax.h), and
 * written anew for the library if need be (translate.h).
 */
#define _GNU_SOURCE /* memmem */
#include "rt/re/code.h"

#include <stdlib.h>
#include "rt/core/atom.h"
#include "rt/core/binary.h"
#include "rt/core/bits.h"
#include "rt/core/memory.h"
#include "rt/re/tables.h"
#include "rt/re/translate.h"

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

/* The library's list of bytes that a match can begin with lacks Latin-1 letters in UTF-8 when the
 * expression begins with \w, for its own tables know no such letters. */
static bool begins_wrongly(uint32_t options, const uint8_t *text, UInt size)
{
    return (options & PCRE2_UTF) && !(options & PCRE2_UCP) && size && memmem(text, size, "\\w", 2);
}

static pcre2_code *compile(const Syntax *syntax, const uint8_t *text, UInt size, int *error,
                           size_t *offset)
{
    pcre2_compile_context *context = pcre2_compile_context_create(NULL);
    if (!context)
        rt_end("re: Cannot allocate memory.");
    pcre2_set_character_tables(context, re_tables());
    pcre2_set_newline(context, syntax->newline);
    pcre2_set_bsr(context, syntax->bsr);
    /* Reading has seen to the nesting; writing may have put two groups where there was one. */
    pcre2_set_parens_nest_limit(context, RE_NEST_LIMIT * 3);
    pcre2_set_compile_extra_options(context, PCRE2_EXTRA_ALLOW_LOOKAROUND_BSK);
    uint32_t options = syntax->options | PCRE2_NO_UTF_CHECK |
                       (syntax->duplicates ? PCRE2_DUPNAMES : 0) |
                       (begins_wrongly(syntax->options, text, size) ? PCRE2_NO_START_OPTIMIZE : 0);
    pcre2_code *code =
        pcre2_compile(size ? text : (const uint8_t *)"", size, options, error, offset, context);
    pcre2_compile_context_free(context);
    return code;
}

/* The table of names in compiled code is for us to read; here it is ours to write, for nobody has
 * the code yet. */
static void put_names_back(const Syntax *syntax, const pcre2_code *code)
{
    uint32_t count = 0, size = 0;
    const uint8_t *entries = NULL;
    pcre2_pattern_info(code, PCRE2_INFO_NAMECOUNT, &count);
    pcre2_pattern_info(code, PCRE2_INFO_NAMEENTRYSIZE, &size);
    pcre2_pattern_info(code, PCRE2_INFO_NAMETABLE, &entries);
    translate_names(syntax, (uint8_t *)(uintptr_t)entries, count, size);
}

/* What the library has against an expression that is right: that it is too large, and alike. */
static ReError library_error(const Syntax *syntax, int number, size_t offset)
{
    static _Thread_local char buffer[256];
    if (pcre2_get_error_message(number, (PCRE2_UCHAR *)buffer, sizeof buffer) < 0)
        buffer[0] = 0;
    UInt place = syntax->body + offset;
    return (ReError){buffer, syntax->rewrite || place > syntax->size ? syntax->size : place};
}

static pcre2_code *compile_read(Syntax *syntax, ReError *error)
{
    Text text = {0};
    int number;
    size_t offset;
    pcre2_code *code;
    if (syntax->rewrite) {
        translate(syntax, &text);
        code = compile(syntax, text.bytes, text.size, &number, &offset);
    } else {
        code = compile(syntax, syntax->text + syntax->body, syntax->size - syntax->body, &number,
                       &offset);
    }
    text_stop(&text);
    if (!code)
        *error = library_error(syntax, number, offset);
    else if (syntax->rename)
        put_names_back(syntax, code);
    return code;
}

pcre2_code *re_code_compile(const ReSource *source, ReError *error)
{
    Syntax syntax;
    pcre2_code *code = NULL;
    if (syntax_read(&syntax, source->text, source->size, source->options, source->newline,
                    source->bsr))
        code = compile_read(&syntax, error);
    else
        *error = (ReError){re_error_text(syntax.error), syntax.error_at};
    syntax_stop(&syntax);
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
