/* SPDX-License-Identifier: Apache-2.0 */
/* Errors in regular expressions as re:compile reports them (errors.c). */
#ifndef RT_RE_ERRORS_H
#define RT_RE_ERRORS_H

#include "rt/re/code.h"

/* Of PCRE2's error `number` (negative: bad UTF-8) at `offset` of the text. The text of the error is
 * constant, or the thread's until its next error. */
ReError re_error(int number, UInt offset, const uint8_t *text, UInt size);

#endif
