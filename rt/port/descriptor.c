/* SPDX-License-Identifier: Apache-2.0 */
/* Descriptors of ports (descriptor.h). Any thread. */
#define _GNU_SOURCE
#include "rt/port/descriptor.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

enum { MAJOR_MEMORY = 1, MAJOR_TTY = 5, MINOR_PTMX = 2 };

static Descriptor duplicate(int fd, DescriptorMode mode)
{
    return (Descriptor){fcntl(fd, F_DUPFD_CLOEXEC, 3), mode};
}

/* Opening a pseudo terminal's master again would make another one. */
static bool is_terminal(int fd, const struct stat *status)
{
    return S_ISCHR(status->st_mode) && isatty(fd) &&
           !(major(status->st_rdev) == MAJOR_TTY && minor(status->st_rdev) == MINOR_PTMX);
}

static Descriptor open_again(int fd, bool input)
{
    char path[32];
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    int flags = (input ? O_RDONLY : O_WRONLY) | O_NONBLOCK | O_NOCTTY | O_CLOEXEC;
    return (Descriptor){open(path, flags), DESCRIPTOR_DIRECT};
}

Descriptor descriptor_own(int fd, bool input)
{
    struct stat status;
    int flags = fcntl(fd, F_GETFL);
    if (flags < 0 || fstat(fd, &status) != 0)
        return (Descriptor){-1, DESCRIPTOR_DIRECT};
    if (S_ISREG(status.st_mode))
        return duplicate(fd, DESCRIPTOR_FILE);
    if (S_ISSOCK(status.st_mode))
        return duplicate(fd, DESCRIPTOR_SOCKET);
    if (flags & O_NONBLOCK || (S_ISCHR(status.st_mode) && major(status.st_rdev) == MAJOR_MEMORY))
        return duplicate(fd, DESCRIPTOR_DIRECT);
    if (S_ISFIFO(status.st_mode) || is_terminal(fd, &status)) {
        Descriptor again = open_again(fd, input);
        if (again.fd >= 0)
            return again;
    }
    return duplicate(fd, DESCRIPTOR_BLOCKING);
}

Descriptor descriptor_take(int fd)
{
    return (Descriptor){fd, DESCRIPTOR_DIRECT};
}

void descriptor_close(Descriptor *descriptor)
{
    if (descriptor->fd >= 0)
        close(descriptor->fd);
    descriptor->fd = -1;
}

long descriptor_read(const Descriptor *descriptor, void *bytes, size_t size)
{
    ssize_t result;
    do {
        result = descriptor->mode == DESCRIPTOR_SOCKET
                     ? recv(descriptor->fd, bytes, size, MSG_DONTWAIT)
                     : read(descriptor->fd, bytes, size);
    } while (result < 0 && errno == EINTR);
    return result;
}

long descriptor_write(const Descriptor *descriptor, const struct iovec *pieces, int count)
{
    ssize_t result;
    struct msghdr message = {.msg_iov = (struct iovec *)(uintptr_t)pieces,
                             .msg_iovlen = (size_t)count};
    do {
        result = descriptor->mode == DESCRIPTOR_SOCKET
                     ? sendmsg(descriptor->fd, &message, MSG_DONTWAIT | MSG_NOSIGNAL)
                     : writev(descriptor->fd, pieces, count);
    } while (result < 0 && errno == EINTR);
    return result;
}
