/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Expressions for the library: from what was read by PCRE 8's rules (syntax.h) to a text that makes
 * PCRE2 do the same. Most expressions are the same for both and need none. Rewritten are:
 *
 *   - a call of a group (recursion), and a group that refers back to itself: atomic, (?>…);
 *   - a condition that is an assertion and has (*COMMIT), (*PRUNE) or (*SKIP): when it fails, it
 *     is tried again as an assertion of the second branch, where these have their effect on the
 *     match (not if that needed groups of its own); one that is negative and has groups: a
 *     positive one around it, for these are not to be set;
 *   - a branch of a lookbehind that the library may not measure or measures otherwise: (?=…)
 *     and so many characters;
 *   - classes that the library takes otherwise: a hyphen behind \d, a letter that means nothing,
 *     [:name:] behind what is negative;
 *   - numbers of groups, options, names, comments, quotations: in the plainest way.
 *
 * Groups keep their numbers. Names that the library does not take are replaced by names of the same
 * order, and put back into the compiled code's table of names.
 */
#ifndef RT_RE_TRANSLATE_H
#define RT_RE_TRANSLATE_H

#include "rt/re/syntax.h"

/* Text that grows. */
typedef struct Text {
    uint8_t *bytes;
    size_t size, room;
} Text;

void text_put(Text *text, const uint8_t *bytes, size_t size);
void text_string(Text *text, const char *string);
void text_number(Text *text, uint32_t number);
/* A literal character, in or outside of a class. */
void text_character(Text *text, uint32_t character);
/* \p…, as it was written, but a script is meant as PCRE 8 means it. */
void text_property(Text *text, const uint8_t *bytes, size_t size, bool is_script);
void text_stop(Text *text);

/* Writes an expression that has been read and checked. */
void translate(Syntax *syntax, Text *text);
/* The names of the expression instead of those written by translate, in a table of names as
 * PCRE2_INFO_NAMETABLE has it. */
void translate_names(const Syntax *syntax, uint8_t *entries, uint32_t count, uint32_t size);

#endif
