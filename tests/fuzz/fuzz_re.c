/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Regular expressions: reading them, writing them for the library, compiling and matching. The
 * first byte chooses options, the rest is the expression.
 *
 * The library must take whatever was read without error; what it may still say is that an
 * expression is too large or too deeply nested for it.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "rt/re/code.h"
#include "rt/re/syntax.h"
#include "rt/re/translate.h"

static const uint32_t flags[] = {PCRE2_UTF,      PCRE2_UCP,      PCRE2_EXTENDED,
                                 PCRE2_CASELESS, PCRE2_DUPNAMES, PCRE2_NO_AUTO_CAPTURE};

static void match(const pcre2_code *code)
{
    static const uint8_t subject[] = "aab1 (b)\n\xc3\xa9-abcABC";
    pcre2_match_context *context = pcre2_match_context_create(NULL);
    pcre2_match_data *data = pcre2_match_data_create_from_pattern(code, NULL);
    pcre2_set_match_limit(context, 2000);
    pcre2_set_depth_limit(context, 500);
    pcre2_match(code, subject, sizeof subject - 1, 0, 0, data, context);
    pcre2_match_data_free(data);
    pcre2_match_context_free(context);
}

/* Errors of the library that are about size. */
static bool is_too_much(const char *text)
{
    return strstr(text, "too large") || strstr(text, "too complicated") ||
           strstr(text, "too deeply") || strstr(text, "too many") || strstr(text, "too long") ||
           strstr(text, "too big");
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    if (size == 0)
        return 0;
    ReSource source = {.newline = bytes[0] & 64 ? PCRE2_NEWLINE_ANY : PCRE2_NEWLINE_LF,
                       .bsr = PCRE2_BSR_UNICODE,
                       .text = bytes + 1,
                       .size = size - 1};
    for (size_t i = 0; i < sizeof flags / sizeof flags[0]; i++) {
        if (bytes[0] >> i & 1)
            source.options |= flags[i];
    }
    Syntax syntax;
    ReError error;
    bool right =
        syntax_read(&syntax, source.text, source.size, source.options, source.newline, source.bsr);
    if (!right && syntax.error_at > source.size)
        abort();
    pcre2_code *code = re_code_compile(&source, &error);
    if ((code && !right) || (!code && right && !is_too_much(error.text))) {
        Text text = {0};
        if (right && syntax.rewrite)
            translate(&syntax, &text);
        fprintf(stderr, "read: %d, library: %s at %lu of %.*s\n", right, code ? "fine" : error.text,
                code ? 0 : (unsigned long)error.offset, (int)text.size,
                text.bytes ? (const char *)text.bytes : "");
        abort();
    }
    if (code)
        match(code);
    pcre2_code_free(code);
    syntax_stop(&syntax);
    return 0;
}
