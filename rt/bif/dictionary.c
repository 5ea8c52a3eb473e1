/* SPDX-License-Identifier: Apache-2.0 */
/* Native functions of the process dictionary. */
#include "rt/core/dictionary.h"

#include "rt/core/bif.h"
#include "rt/core/compare.h"
#include "rt/core/long_work.h"

static Term or_undefined(Term value)
{
    return value == THE_NON_VALUE ? (Term)am_undefined : value;
}

Term bif_erlang_get_1(Process *process, Term key)
{
    return or_undefined(dictionary_get(process->dictionary, key));
}

Term bif_erlang_put_2(Process *process, Term key, Term value)
{
    return or_undefined(dictionary_put(process, key, value));
}

Term bif_erlang_erase_1(Process *process, Term key)
{
    return or_undefined(dictionary_erase(process, key));
}

Term bif_erlang_get_0(Process *process)
{
    const Dictionary *dictionary = process->dictionary;
    Term list = TERM_NIL;
    long_work_steps(dictionary ? dictionary->mask : 0);
    for (UInt i = 0; dictionary && i <= dictionary->mask; i++) {
        const DictionaryEntry *entry = &dictionary->entries[i];
        if (entry->key != THE_NON_VALUE)
            list = heap_cons(process, heap_tuple(process, 2, entry->key, entry->value), list);
    }
    return list;
}

Term bif_erlang_erase_0(Process *process)
{
    Term list = bif_erlang_get_0(process);
    if (process->dictionary)
        dictionary_destroy(process->dictionary);
    process->dictionary = NULL;
    return list;
}

/* Keys of entries with this value; of all entries when it is the non-value. */
static Term keys(Process *process, Term value)
{
    const Dictionary *dictionary = process->dictionary;
    Term list = TERM_NIL;
    long_work_steps(dictionary ? dictionary->mask : 0);
    for (UInt i = 0; dictionary && i <= dictionary->mask; i++) {
        const DictionaryEntry *entry = &dictionary->entries[i];
        if (entry->key != THE_NON_VALUE &&
            (value == THE_NON_VALUE || term_exact(entry->value, value)))
            list = heap_cons(process, entry->key, list);
    }
    return list;
}

Term bif_erlang_get_keys_0(Process *process)
{
    return keys(process, THE_NON_VALUE);
}
Term bif_erlang_get_keys_1(Process *process, Term value)
{
    return keys(process, value);
}
