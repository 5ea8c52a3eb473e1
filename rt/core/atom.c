/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The atom table (atom.h).
 *
 * Names of linked-in atoms are read-only data of the program; later ones live in segments that are
 * never moved, so atom_name needs no lock. The index from text to atom is made when it is first
 * needed, since many programs never look an atom up by text. Atoms that are there are found without
 * a lock: a slot is written (release) after the name that it stands for, the index (release) after
 * its slots, and both are read with acquire. A reader may see an index that has been replaced: it
 * is never freed (the replacements double, so all of them together are as large as the present
 * one), and an atom that it lacks is looked for again under the mutex, which guards every change.
 */
#include "rt/core/atom.h"

#include <atomic_ops.h>
#include <pthread.h>
#include <string.h>
#include "rt/core/memory.h"

enum { SEGMENT_BITS = 12, SEGMENT_SIZE = 1 << SEGMENT_BITS };

static const AtomName *linked;
static UInt linked_count;
static UInt count;
static UInt limit;
static AtomName **segments; /* as many as the limit needs, each made when needed */

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

typedef struct Index {
    struct Index *before;      /* the smaller one that readers may still be in: stays for ever */
    UInt mask;                 /* number of slots - 1 */
    volatile unsigned slots[]; /* open addressing: atom index + 1, 0 = free */
} Index;

static volatile AO_t published; /* the present Index */

void atom_initialize(const AtomName *names, UInt name_count, UInt most)
{
    limit = most;
    segments = memory_alloc_zero(MEMORY_ATOM, (most / SEGMENT_SIZE + 1) * sizeof *segments);
    linked = names;
    linked_count = count = name_count;
}

static const AtomName *name_at(UInt index)
{
    if (index < linked_count)
        return &linked[index];
    index -= linked_count;
    return &segments[index >> SEGMENT_BITS][index & (SEGMENT_SIZE - 1)];
}

const AtomName *atom_name(Term atom)
{
    return name_at(term_atom_index(atom));
}

static Index *present_index(void)
{
    return (Index *)AO_load_acquire(&published);
}

static void slot_insert(Index *index, UInt atom)
{
    UInt at = name_at(atom)->hash & index->mask;
    while (AO_int_load(&index->slots[at]))
        at = (at + 1) & index->mask;
    AO_int_store_release(&index->slots[at], (unsigned)atom + 1);
}

static void rebuild_index_locked(UInt capacity)
{
    UInt slot_count = 1024;
    while (slot_count < capacity * 2)
        slot_count *= 2;
    Index *index =
        memory_alloc_zero(MEMORY_ATOM, sizeof *index + slot_count * sizeof *index->slots);
    index->before = present_index();
    index->mask = slot_count - 1;
    for (UInt i = 0; i < count; i++)
        slot_insert(index, i);
    AO_store_release(&published, (AO_t)index);
}

static Term find(const Index *index, const uint8_t *text, size_t bytes, uint32_t hash)
{
    UInt slot;
    for (UInt at = hash & index->mask; (slot = AO_int_load_acquire(&index->slots[at])) != 0;
         at = (at + 1) & index->mask) {
        const AtomName *name = name_at(slot - 1);
        if (name->hash == hash && name->bytes == bytes && memcmp(name->text, text, bytes) == 0)
            return term_make_atom(slot - 1);
    }
    return THE_NON_VALUE;
}

static Term find_unlocked(const uint8_t *text, size_t bytes, uint32_t hash)
{
    const Index *index = present_index();
    return index ? find(index, text, bytes, hash) : THE_NON_VALUE;
}

static Term find_locked(const uint8_t *text, size_t bytes, uint32_t hash)
{
    if (!present_index())
        rebuild_index_locked(count + count / 4);
    return find(present_index(), text, bytes, hash);
}

static Term add_locked(const uint8_t *text, size_t bytes, uint32_t hash)
{
    if (count >= limit)
        rt_end("no more index entries in atom_tab (max=%zu)", (size_t)limit);
    UInt index = count - linked_count;
    AtomName **segment = &segments[index >> SEGMENT_BITS];
    if (!*segment)
        *segment = memory_alloc(MEMORY_ATOM, SEGMENT_SIZE * sizeof **segment);
    uint8_t *copy = memory_alloc(MEMORY_ATOM, bytes);
    memcpy(copy, text, bytes);
    (*segment)[index & (SEGMENT_SIZE - 1)] = (AtomName){copy, (uint32_t)bytes, hash};
    count++;
    if (count * 4 > (present_index()->mask + 1) * 3)
        rebuild_index_locked(count * 2);
    else
        slot_insert(present_index(), count - 1);
    return term_make_atom(count - 1);
}

Term atom_intern(const uint8_t *text, size_t bytes)
{
    uint32_t hash = atom_hash(text, bytes);
    Term atom = find_unlocked(text, bytes, hash);
    if (atom != THE_NON_VALUE)
        return atom;
    pthread_mutex_lock(&lock);
    atom = find_locked(text, bytes, hash);
    if (atom == THE_NON_VALUE)
        atom = add_locked(text, bytes, hash);
    pthread_mutex_unlock(&lock);
    return atom;
}

Term atom_intern_cstr(const char *text)
{
    return atom_intern((const uint8_t *)text, strlen(text));
}

Term atom_find(const uint8_t *text, size_t bytes)
{
    uint32_t hash = atom_hash(text, bytes);
    Term atom = find_unlocked(text, bytes, hash);
    if (atom != THE_NON_VALUE)
        return atom;
    pthread_mutex_lock(&lock);
    atom = find_locked(text, bytes, hash);
    pthread_mutex_unlock(&lock);
    return atom;
}

UInt atom_count(void)
{
    return count;
}
UInt atom_limit(void)
{
    return limit;
}

/* UTF-8 byte order is code point order. */
int atom_compare(Term a, Term b)
{
    if (a == b)
        return 0;
    const AtomName *x = atom_name(a), *y = atom_name(b);
    size_t shorter = x->bytes < y->bytes ? x->bytes : y->bytes;
    if (shorter && x->text[0] != y->text[0]) /* mostly */
        return x->text[0] < y->text[0] ? -1 : 1;
    int order = memcmp(x->text, y->text, shorter);
    if (order)
        return order < 0 ? -1 : 1;
    return x->bytes < y->bytes ? -1 : x->bytes > y->bytes;
}
