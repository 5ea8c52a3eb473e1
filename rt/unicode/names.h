/* SPDX-License-Identifier: Apache-2.0 */
/* The encoding of file names and other text of the operating system (names.c). Any thread. */
#ifndef RT_UNICODE_NAMES_H
#define RT_UNICODE_NAMES_H

#include <stdbool.h>

/* UTF-8, or else Latin-1. */
bool names_are_utf8(void);

#endif
