/* SPDX-License-Identifier: Apache-2.0 */
/* Character tables of ISO 8859-1 for PCRE2 (tables.c). Any thread; constant after the first call.
 */
#ifndef RT_RE_TABLES_H
#define RT_RE_TABLES_H

#include <stdbool.h>
#include <stdint.h>

const uint8_t *re_tables(void);

/* Of bytes, as these tables tell. */
bool re_is_space(uint8_t c);
bool re_is_word(uint8_t c);
bool re_is_letter(uint8_t c);

#endif
