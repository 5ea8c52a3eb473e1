/* SPDX-License-Identifier: Apache-2.0 */
/*
 * File handles (handle.h).
 *
 * The state is changed by compare and swap: FREE to ENTERED and back by who works on it; FREE to
 * CLOSED by who closes it; ENTERED to DOOMED by the owner's end, DOOMED to CLOSED by who leaves
 * then. Handles stand in lists by the hash of their owner's pid, under one mutex; the count of each
 * list is also read without it, so that processes without files end without taking it.
 */
#include "rt/file/handle.h"

#include <errno.h>
#include <pthread.h>
#include <unistd.h>
#include "rt/core/memory.h"
#include "rt/port/worker.h"

enum { STATE_FREE, STATE_ENTERED, STATE_DOOMED, STATE_CLOSED };
enum { OWNER_LISTS = 1024 };

typedef struct OwnerList {
    FileHandle *first;
    volatile AO_t count;
} OwnerList;

static OwnerList owners[OWNER_LISTS];
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static FileHandle *contents(BinaryObject *object)
{
    return (FileHandle *)(void *)object->bytes;
}

static OwnerList *list_of(Term pid)
{
    return &owners[term_pid_number(pid) % OWNER_LISTS];
}

static void link_owner(FileHandle *handle)
{
    OwnerList *list = list_of(handle->owner);
    pthread_mutex_lock(&lock);
    handle->next = list->first;
    handle->link = &list->first;
    if (handle->next)
        handle->next->link = &handle->next;
    list->first = handle;
    AO_store(&list->count, AO_load(&list->count) + 1);
    pthread_mutex_unlock(&lock);
}

static void unlink_owner_locked(FileHandle *handle)
{
    OwnerList *list = list_of(handle->owner);
    if (!handle->link)
        return;
    *handle->link = handle->next;
    if (handle->next)
        handle->next->link = handle->link;
    handle->link = NULL;
    AO_store(&list->count, AO_load(&list->count) - 1);
}

static void unlink_owner(FileHandle *handle)
{
    pthread_mutex_lock(&lock);
    unlink_owner_locked(handle);
    pthread_mutex_unlock(&lock);
}

static void destroy(BinaryObject *object)
{
    FileHandle *handle = contents(object);
    reference_forget(object);
    unlink_owner(handle);
    if (handle->descriptor >= 0)
        close(handle->descriptor);
}

static Term make(Process *process, FileHandle handle)
{
    BinaryObject *object = binary_object_new(sizeof(FileHandle));
    object->destructor = destroy;
    handle.owner = process->pid;
    handle.state = STATE_FREE;
    *contents(object) = handle;
    link_owner(contents(object));
    return reference_new_magic(process, object);
}

Term handle_new(Process *process, int descriptor, bool append, bool regular)
{
    return make(process,
                (FileHandle){.descriptor = descriptor, .append = append, .at_hand = regular});
}

Term handle_new_embedded(Process *process, const EmbeddedFile *inside)
{
    return make(process, (FileHandle){.descriptor = HANDLE_EMBEDDED, .inside = inside});
}

FileHandle *handle_of(Term term)
{
    BinaryObject *object = reference_object(term, destroy);
    return object ? contents(object) : NULL;
}

/* ---- working on a handle
 * ------------------------------------------------------------------------ */

static bool change(FileHandle *handle, AO_t from, AO_t to)
{
    return AO_compare_and_swap_full(&handle->state, from, to);
}

static int take_descriptor(FileHandle *handle)
{
    int descriptor = handle->descriptor;
    handle->descriptor = HANDLE_CLOSED;
    return descriptor;
}

bool handle_enter(FileHandle *handle)
{
    return change(handle, STATE_FREE, STATE_ENTERED);
}

void handle_leave(FileHandle **entered)
{
    FileHandle *handle = *entered;
    if (!handle || change(handle, STATE_ENTERED, STATE_FREE))
        return;
    int error = errno, descriptor = take_descriptor(handle);
    AO_store_release(&handle->state, STATE_CLOSED);
    if (descriptor >= 0)
        close(descriptor);
    errno = error;
}

int handle_take(FileHandle *handle)
{
    if (!change(handle, STATE_FREE, STATE_CLOSED))
        return HANDLE_CLOSED;
    unlink_owner(handle);
    return take_descriptor(handle);
}

/* ---- the end of the owner
 * ----------------------------------------------------------------------- */

typedef struct CloseJob {
    WorkerJob job;
    int descriptor;
} CloseJob;

static void run_close(WorkerJob *job)
{
    close(((CloseJob *)job)->descriptor);
    memory_free(MEMORY_PORT, job, sizeof(CloseJob));
}

static void close_later(int descriptor)
{
    CloseJob *job = memory_alloc(MEMORY_PORT, sizeof *job);
    *job = (CloseJob){.job.run = run_close, .descriptor = descriptor};
    worker_submit(&job->job);
}

/* A handle stays in memory as long as it is linked and the lock is held. */
void handle_owner_ends(Term pid)
{
    OwnerList *list = list_of(pid);
    if (AO_load(&list->count) == 0)
        return;
    pthread_mutex_lock(&lock);
    for (FileHandle *handle = list->first, *next; handle; handle = next) {
        next = handle->next;
        if (handle->owner != pid)
            continue;
        unlink_owner_locked(handle);
        /* Who is in it may leave just now. */
        while (AO_load_acquire(&handle->state) != STATE_CLOSED) {
            if (change(handle, STATE_FREE, STATE_CLOSED)) {
                int descriptor = take_descriptor(handle);
                if (descriptor >= 0)
                    close_later(descriptor);
            } else if (change(handle, STATE_ENTERED, STATE_DOOMED)) {
                break;
            }
        }
    }
    pthread_mutex_unlock(&lock);
}
