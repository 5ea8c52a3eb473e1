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
    if (handle->descriptor >= 0)
        close(handle->descriptor);
}

static Term make(Process *process, FileHandle handle)
{
    BinaryObject *object = binary_object_new(sizeof(FileHandle));
    object->destructor = destroy;
    *contents(object) = handle;
    return reference_new_magic(process, object);
}

Term handle_new(Process *process, int descriptor, bool append)
{
    return make(process, (FileHandle){.descriptor = descriptor, .append = append});
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
