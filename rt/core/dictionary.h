/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The process dictionary: a hash table of key/value terms on the process's own heap. Made at the
 * first put; the collector visits its terms. Only the process itself changes it.
 *
 * Open addressing with linear probing, at most three quarters full; hashes depend on contents only,
 * so terms that move do not disturb it. A free slot has the non-value as key.
 */
#ifndef RT_CORE_DICTIONARY_H
#define RT_CORE_DICTIONARY_H

#include "rt/core/process.h"

typedef struct DictionaryEntry {
    Term key, value;
} DictionaryEntry;

struct Dictionary {
    UInt count, mask;
    DictionaryEntry entries[];
};

/* The value, or THE_NON_VALUE. `dictionary` may be NULL. */
Term dictionary_get(const Dictionary *dictionary, Term key);
/* Returns the value before, or THE_NON_VALUE. */
Term dictionary_put(Process *process, Term key, Term value);
Term dictionary_erase(Process *process, Term key);

/* Calls visit(context, slot) for every key and value slot. */
void dictionary_visit(Dictionary *dictionary, void (*visit)(void *context, Term *slot),
                      void *context);
void dictionary_destroy(Dictionary *dictionary);

#endif
