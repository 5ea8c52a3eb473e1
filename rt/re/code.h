/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Compiled regular expressions.
 *
 * A compiled expression is, for programs, {re_pattern, Groups, Unicode, CrLf, Binary}. The binary
 * says how to compile the expression again: a mark, the options, the text. If re:compile made it,
 * its object also owns the compiled code, behind the bytes that the term shows; the code is
 * constant, so all processes that get the term use it. A binary that went through a file or the
 * network has no such object: it is compiled again, through the cache.
 *
 * The cache holds the latest expressions compiled by this thread.
 */
#ifndef RT_RE_CODE_H
#define RT_RE_CODE_H

#include "rt/core/process.h"
#include "rt/re/options.h"

/* What an expression is compiled from. */
typedef struct ReSource {
    uint32_t options;      /* PCRE2 compile options */
    uint32_t newline, bsr; /* never 0 */
    const uint8_t *text;
    UInt size;
} ReSource;

typedef struct ReError {
    const char *text;
    UInt offset;
} ReError;

ReSource re_source(const ReOptions *options, const uint8_t *text, UInt size);

/* Compile; NULL with *error filled. The caller owns the code. */
pcre2_code *re_code_compile(const ReSource *source, ReError *error);
/* The same from the cache, which owns the code: it is valid until the thread's next call. */
const pcre2_code *re_code_cached(const ReSource *source, ReError *error);

/* The term for a compiled expression; takes over `code`. */
Term re_code_term(Process *process, const ReSource *source, bool unicode, pcre2_code *code);

/* Does it look like such a term, going by its shape? */
bool re_code_is_pattern(Term term, bool *unicode);

/* What is in the binary of a term of that shape; false: it is not ours. */
typedef struct RePattern {
    ReSource source;        /* text: into the binary, or into *temporary */
    const pcre2_code *code; /* NULL: not attached */
    uint8_t *temporary;     /* malloc'ed, or NULL */
} RePattern;
bool re_code_from_term(Term term, RePattern *pattern);

#endif
