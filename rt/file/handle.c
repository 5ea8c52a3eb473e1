/* SPDX-License-Identifier: Apache-2.0 */
/* File handles (handle.h). A handle is used by its owner only. */
#include "rt/file/handle.h"

#include <string.h>
#include <unistd.h>

static FileHandle *contents(BinaryObject *object)
{
    return (FileHandle *)(void *)object->bytes;
}

static void destroy(BinaryObject *object)
{
    FileHandle *handle = contents(object);
    reference_forget(object);
    if (handle->descriptor != HANDLE_CLOSED)
        close(handle->descriptor);
}

Term handle_new(Process *process, int descriptor, bool append)
{
    BinaryObject *object = binary_object_new(sizeof(FileHandle));
    object->destructor = destroy;
    *contents(object) = (FileHandle){descriptor, append};
    return reference_new_magic(process, object);
}

FileHandle *handle_of(Term term)
{
    BinaryObject *object = reference_object(term, destroy);
    return object ? contents(object) : NULL;
}
