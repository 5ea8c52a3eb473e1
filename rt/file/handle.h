/* SPDX-License-Identifier: Apache-2.0 */
/*
 * File handles: magic references to open file descriptors. A handle that is collected closes its
 * descriptor.
 */
#ifndef RT_FILE_HANDLE_H
#define RT_FILE_HANDLE_H

#include "rt/core/reference.h"

enum { HANDLE_CLOSED = -1 };

typedef struct FileHandle {
    int descriptor; /* HANDLE_CLOSED after close */
    bool append;
} FileHandle;

Term handle_new(Process *process, int descriptor, bool append);

/* NULL when the term is no file handle. */
FileHandle *handle_of(Term term);

#endif
