/* SPDX-License-Identifier: Apache-2.0 */
/*
 * File handles: magic references to open file descriptors, or to files inside the executable. A
 * handle that is collected closes its descriptor.
 */
#ifndef RT_FILE_HANDLE_H
#define RT_FILE_HANDLE_H

#include "rt/core/reference.h"

enum { HANDLE_CLOSED = -1, HANDLE_EMBEDDED = -2 };

typedef struct FileHandle {
    int descriptor; /* HANDLE_CLOSED after close */
    bool append;
    const EmbeddedFile *inside; /* when the descriptor is HANDLE_EMBEDDED */
    UInt position;              /* … in it */
} FileHandle;

Term handle_new(Process *process, int descriptor, bool append);
Term handle_new_embedded(Process *process, const EmbeddedFile *inside);

/* NULL when the term is no file handle. */
FileHandle *handle_of(Term term);

#endif
