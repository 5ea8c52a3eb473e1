/* SPDX-License-Identifier: Apache-2.0 */
/*
 * File handles: magic references to open file descriptors, or to files inside the executable. A
 * handle that is collected closes its descriptor, and so does the end of the process that opened
 * it.
 *
 * Whoever works on a handle enters it and is alone in it until it leaves. The owner's end finds it
 * free, then a worker closes it, or entered, then it is closed when it is left.
 */
#ifndef RT_FILE_HANDLE_H
#define RT_FILE_HANDLE_H

#include "rt/core/reference.h"

enum { HANDLE_CLOSED = -1, HANDLE_EMBEDDED = -2 };

typedef struct FileHandle {
    int descriptor; /* HANDLE_CLOSED after close */
    bool append;
    bool at_hand; /* what is in memory of the file can be read without waiting for a device */
    const EmbeddedFile *inside; /* when the descriptor is HANDLE_EMBEDDED */
    UInt position;              /* … in it */
    volatile AO_t state;        /* see handle.c */
    Term owner;
    struct FileHandle *next, **link; /* among those whose owners have the same hash */
} FileHandle;

/* Of a file that is `regular` it is tried whether it can be read without waiting. */
Term handle_new(Process *process, int descriptor, bool append, bool regular);
Term handle_new_embedded(Process *process, const EmbeddedFile *inside);

/* NULL when the term is no file handle. */
FileHandle *handle_of(Term term);

/* False: it is closed, or another process is in it. */
bool handle_enter(FileHandle *handle);
/* Nothing for a pointer to NULL. Keeps errno. */
void handle_leave(FileHandle **handle);
/* Enters it for ever, to close it: its descriptor, now the caller's; HANDLE_CLOSED: as false above.
 */
int handle_take(FileHandle *handle);

/* The process ends. */
void handle_owner_ends(Term pid);

#endif
