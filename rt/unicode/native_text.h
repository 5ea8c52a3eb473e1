/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Texts of the operating system (environment, arguments) as Erlang sees them: lists of characters,
 * UTF-8 decoded; texts that are no UTF-8 become lists of bytes.
 */
#ifndef RT_UNICODE_NATIVE_TEXT_H
#define RT_UNICODE_NATIVE_TEXT_H

#include "rt/core/heap.h"

Term native_text_list(Process *process, const char *text, size_t size);

/* The text of a list of characters, zero-terminated, made by malloc; NULL when the term is no list
 * of characters or has a zero inside. */
char *native_text_from_list(Term list);

#endif
