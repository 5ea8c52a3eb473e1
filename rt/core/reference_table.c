/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Magic references that have left the heap as bytes, so that the object is found again when they
 * come back (reference.h). An entry lives as long as its object and does not keep it alive; the
 * object points to it in used_bits, which magic objects do not need otherwise.
 *
 * All under one mutex; any thread. An object whose last reference is just being dropped has count 0
 * and is not found any more, though its entry may still be there.
 */
#include <pthread.h>
#include <string.h>
#include "rt/core/memory.h"
#include "rt/core/reference.h"

typedef struct Entry {
    struct Entry *next;
    BinaryObject *object;
    uint32_t ids[REFERENCE_IDS];
} Entry;

enum { BUCKET_COUNT = 1024 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static Entry *buckets[BUCKET_COUNT];

static Entry **bucket_of(const uint32_t *ids)
{
    return &buckets[(ids[0] ^ ids[0] >> 10 ^ ids[1] ^ ids[2]) % BUCKET_COUNT];
}

void reference_publish(Term reference)
{
    if (!reference_is_magic(reference))
        return;
    BinaryObject *object = (BinaryObject *)term_boxed_ptr(reference)[3];
    ReferenceParts parts = reference_parts(reference);
    pthread_mutex_lock(&lock);
    if (object->used_bits == 0) {
        Entry **bucket = bucket_of(parts.ids);
        Entry *entry = memory_alloc(MEMORY_EXPORT, sizeof *entry);
        *entry = (Entry){.next = *bucket, .object = object};
        memcpy(entry->ids, parts.ids, sizeof entry->ids);
        *bucket = entry;
        object->used_bits = (UInt)entry;
    }
    pthread_mutex_unlock(&lock);
}

/* One more reference to the object, unless it has none left. */
static bool try_retain(BinaryObject *object)
{
    AO_t count;
    do {
        count = AO_load(&object->references);
        if (count == 0)
            return false;
    } while (!AO_compare_and_swap_full(&object->references, count, count + 1));
    return true;
}

BinaryObject *reference_lookup(const uint32_t ids[REFERENCE_IDS])
{
    BinaryObject *found = NULL;
    pthread_mutex_lock(&lock);
    for (Entry *entry = *bucket_of(ids); entry && !found; entry = entry->next)
        if (memcmp(entry->ids, ids, sizeof entry->ids) == 0 && try_retain(entry->object))
            found = entry->object;
    pthread_mutex_unlock(&lock);
    return found;
}

void reference_forget(BinaryObject *object)
{
    Entry *entry = (Entry *)object->used_bits;
    if (!entry)
        return;
    pthread_mutex_lock(&lock);
    Entry **at = bucket_of(entry->ids);
    while (*at != entry)
        at = &(*at)->next;
    *at = entry->next;
    pthread_mutex_unlock(&lock);
    memory_free(MEMORY_EXPORT, entry, sizeof *entry);
}
