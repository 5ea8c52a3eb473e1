/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The atom table (atom.h).
 *
 * Names of linked-in atoms are read-only data of the program; later ones live in segments that are
 * never moved, so atom_name needs no lock. The index from text to atom is made when it is first
 * needed, since many programs never look an atom up by text. It is guarded by a mutex; an atom is
 * visible to others only through terms handed over with proper ordering.
 */
#include "rt/core/atom.h"

#include <pthread.h>
#include <string.h>
#include "rt/core/memory.h"

enum { SEGMENT_BITS = 12, SEGMENT_SIZE = 1 << SEGMENT_BITS, LIMIT = 1048576 };

static const AtomName *linked;
static UInt linked_count;
static UInt count;
static AtomName *segments[LIMIT / SEGMENT_SIZE + 1];

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static uint32_t *slots; /* open addressing: atom index + 1, 0 = free */
static UInt slot_count;

void atom_initialize(const AtomName *names, UInt name_count)
{
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

static void slot_insert(UInt index)
{
    UInt at = name_at(index)->hash & (slot_count - 1);
    while (slots[at])
        at = (at + 1) & (slot_count - 1);
    slots[at] = (uint32_t)index + 1;
}

static void rebuild_index_locked(UInt capacity)
{
    memory_free(MEMORY_ATOM, slots, slot_count * sizeof *slots);
    slot_count = 1024;
    while (slot_count < capacity * 2)
        slot_count *= 2;
    slots = memory_alloc(MEMORY_ATOM, slot_count * sizeof *slots);
    memset(slots, 0, slot_count * sizeof *slots);
    for (UInt i = 0; i < count; i++)
        slot_insert(i);
}

static Term find_locked(const uint8_t *text, size_t bytes, uint32_t hash)
{
    if (!slots)
        rebuild_index_locked(count + count / 4);
    for (UInt at = hash & (slot_count - 1); slots[at]; at = (at + 1) & (slot_count - 1)) {
        const AtomName *name = name_at(slots[at] - 1);
        if (name->hash == hash && name->bytes == bytes && memcmp(name->text, text, bytes) == 0)
            return term_make_atom(slots[at] - 1);
    }
    return THE_NON_VALUE;
}

static Term add_locked(const uint8_t *text, size_t bytes, uint32_t hash)
{
    if (count >= LIMIT)
        rt_end("no more index entries in atom_tab (max=%d)", LIMIT);
    UInt index = count - linked_count;
    AtomName **segment = &segments[index >> SEGMENT_BITS];
    if (!*segment)
        *segment = memory_alloc(MEMORY_ATOM, SEGMENT_SIZE * sizeof **segment);
    uint8_t *copy = memory_alloc(MEMORY_ATOM, bytes);
    memcpy(copy, text, bytes);
    (*segment)[index & (SEGMENT_SIZE - 1)] = (AtomName){copy, (uint32_t)bytes, hash};
    count++;
    if (count * 4 > slot_count * 3)
        rebuild_index_locked(count * 2);
    else
        slot_insert(count - 1);
    return term_make_atom(count - 1);
}

Term atom_intern(const uint8_t *text, size_t bytes)
{
    uint32_t hash = atom_hash(text, bytes);
    pthread_mutex_lock(&lock);
    Term atom = find_locked(text, bytes, hash);
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
    pthread_mutex_lock(&lock);
    Term atom = find_locked(text, bytes, atom_hash(text, bytes));
    pthread_mutex_unlock(&lock);
    return atom;
}

UInt atom_count(void)
{
    return count;
}
UInt atom_limit(void)
{
    return LIMIT;
}

/* UTF-8 byte order is code point order. */
int atom_compare(Term a, Term b)
{
    if (a == b)
        return 0;
    const AtomName *x = atom_name(a), *y = atom_name(b);
    size_t shorter = x->bytes < y->bytes ? x->bytes : y->bytes;
    int order = memcmp(x->text, y->text, shorter);
    if (order)
        return order < 0 ? -1 : 1;
    return x->bytes < y->bytes ? -1 : x->bytes > y->bytes;
}
