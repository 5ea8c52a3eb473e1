/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Descriptors that ports read and write. Those given to the runtime (0, 1, 2 …) may be shared with
 * other processes and must not become non-blocking, so a port gets one of its own for the same
 * thing: opened anew and non-blocking where that is possible (pipes, terminals), else a duplicate.
 */
#ifndef RT_PORT_DESCRIPTOR_H
#define RT_PORT_DESCRIPTOR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/uio.h>

typedef enum DescriptorMode {
    DESCRIPTOR_DIRECT,   /* never blocks */
    DESCRIPTOR_SOCKET,   /* does not block when told so with each call */
    DESCRIPTOR_BLOCKING, /* may block if written to more than a little, or if others write too */
    DESCRIPTOR_FILE,     /* blocks as disks do */
} DescriptorMode;

typedef struct Descriptor {
    int fd; /* -1: none */
    DescriptorMode mode;
} Descriptor;

/* One for what `fd` refers to; .fd is -1 when it refers to nothing. */
Descriptor descriptor_own(int fd, bool input);
/* Takes over one that the runtime itself has made. */
Descriptor descriptor_take(int fd);
void descriptor_close(Descriptor *descriptor);

/* As read and writev, restarted when interrupted. */
long descriptor_read(const Descriptor *descriptor, void *bytes, size_t size);
long descriptor_write(const Descriptor *descriptor, const struct iovec *pieces, int count);

#endif
