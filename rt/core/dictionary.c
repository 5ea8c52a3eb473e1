/* SPDX-License-Identifier: Apache-2.0 */
/* The process dictionary (dictionary.h). */
#include "rt/core/dictionary.h"

#include <string.h>
#include "rt/core/compare.h"
#include "rt/core/hash.h"
#include "rt/core/long_work.h"
#include "rt/core/memory.h"

enum { CAPACITY_FIRST = 8 };

static size_t byte_size(UInt capacity)
{
    return sizeof(Dictionary) + capacity * sizeof(DictionaryEntry);
}

static Dictionary *dictionary_new(UInt capacity)
{
    Dictionary *dictionary = memory_alloc(MEMORY_DICTIONARY, byte_size(capacity));
    memset(dictionary, 0, byte_size(capacity));
    dictionary->mask = capacity - 1;
    return dictionary;
}

void dictionary_destroy(Dictionary *dictionary)
{
    memory_free(MEMORY_DICTIONARY, dictionary, byte_size(dictionary->mask + 1));
}

/* Where the key is, or the free slot where it belongs. */
static UInt slot_of(const Dictionary *dictionary, Term key)
{
    UInt at = hash_internal(key) & dictionary->mask;
    while (dictionary->entries[at].key != THE_NON_VALUE &&
           !term_exact(dictionary->entries[at].key, key))
        at = (at + 1) & dictionary->mask;
    return at;
}

Term dictionary_get(const Dictionary *dictionary, Term key)
{
    if (!dictionary)
        return THE_NON_VALUE;
    const DictionaryEntry *entry = &dictionary->entries[slot_of(dictionary, key)];
    return entry->key == THE_NON_VALUE ? THE_NON_VALUE : entry->value;
}

static Dictionary *grown(Dictionary *dictionary)
{
    if (!dictionary)
        return dictionary_new(CAPACITY_FIRST);
    if ((dictionary->count + 1) * 4 <= (dictionary->mask + 1) * 3)
        return dictionary;
    long_work_steps(dictionary->count);
    Dictionary *larger = dictionary_new((dictionary->mask + 1) * 2);
    for (UInt i = 0; i <= dictionary->mask; i++)
        if (dictionary->entries[i].key != THE_NON_VALUE)
            larger->entries[slot_of(larger, dictionary->entries[i].key)] = dictionary->entries[i];
    larger->count = dictionary->count;
    dictionary_destroy(dictionary);
    return larger;
}

Term dictionary_put(Process *process, Term key, Term value)
{
    Dictionary *dictionary = process->dictionary = grown(process->dictionary);
    DictionaryEntry *entry = &dictionary->entries[slot_of(dictionary, key)];
    Term before = entry->key == THE_NON_VALUE ? THE_NON_VALUE : entry->value;
    if (before == THE_NON_VALUE)
        dictionary->count++;
    *entry = (DictionaryEntry){key, value};
    return before;
}

/* Entries after the hole move back to where a search would find them. */
static void close_hole(Dictionary *dictionary, UInt hole)
{
    UInt mask = dictionary->mask;
    for (UInt at = (hole + 1) & mask; dictionary->entries[at].key != THE_NON_VALUE;
         at = (at + 1) & mask) {
        UInt home = hash_internal(dictionary->entries[at].key) & mask;
        if (((at - home) & mask) >= ((at - hole) & mask)) {
            dictionary->entries[hole] = dictionary->entries[at];
            hole = at;
        }
    }
    dictionary->entries[hole] = (DictionaryEntry){THE_NON_VALUE, THE_NON_VALUE};
}

Term dictionary_erase(Process *process, Term key)
{
    Dictionary *dictionary = process->dictionary;
    if (!dictionary)
        return THE_NON_VALUE;
    UInt at = slot_of(dictionary, key);
    if (dictionary->entries[at].key == THE_NON_VALUE)
        return THE_NON_VALUE;
    Term before = dictionary->entries[at].value;
    close_hole(dictionary, at);
    dictionary->count--;
    return before;
}

void dictionary_visit(Dictionary *dictionary, void (*visit)(void *context, Term *slot),
                      void *context)
{
    for (UInt i = 0; i <= dictionary->mask; i++) {
        DictionaryEntry *entry = &dictionary->entries[i];
        if (entry->key == THE_NON_VALUE)
            continue;
        visit(context, &entry->key);
        visit(context, &entry->value);
    }
}
