/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The process dictionary: a hash table of key/value terms on the process's own heap. Made at the
 * first put; the collector visits its terms. Only the process itself changes it.
 */
#ifndef RT_CORE_DICTIONARY_H
#define RT_CORE_DICTIONARY_H

#include "rt/core/process.h"

/* Calls visit(context, slot) for every key and value slot. Hashes depend on contents only, so moving
 * terms does not disturb the table. */
void dictionary_visit(Dictionary *dictionary, void (*visit)(void *context, Term *slot),
                      void *context);
void dictionary_destroy(Dictionary *dictionary);

#endif
