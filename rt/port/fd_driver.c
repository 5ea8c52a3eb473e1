/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The drivers for descriptors that are there ({fd, In, Out}) and for files and devices by name.
 * Also the forker, which is only a name: port 0.0, where ERTS keeps its helper that starts
 * programs.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include "rt/core/atom.h"
#include "rt/port/stream.h"

enum { CONTROL_WINDOW_SIZE = 0x018b0900 + 100, CREATE_MODE = 0666 };

static const Descriptor no_descriptor = {-1, DESCRIPTOR_DIRECT};

static Term fd_open(Port *port, const PortOptions *options)
{
    long limit = sysconf(_SC_OPEN_MAX);
    if ((options->input && options->input_fd >= limit) ||
        (options->output && options->output_fd >= limit))
        return am_einval;
    Descriptor input = options->input ? descriptor_own(options->input_fd, true) : no_descriptor;
    Descriptor output = options->output ? descriptor_own(options->output_fd, false) : no_descriptor;
    stream_new(port, options, input, output)->waits_for_output = true;
    return THE_NON_VALUE;
}

/* Columns and rows, each in 32 bits as the machine has them. */
static BinaryObject *fd_control(Port *port, uint32_t operation, const uint8_t *bytes, UInt size,
                                UInt *answer_size)
{
    const Stream *stream = port->state;
    struct winsize window;
    (void)bytes, (void)size;
    if (operation != CONTROL_WINDOW_SIZE || (ioctl(stream->output.fd, TIOCGWINSZ, &window) != 0 &&
                                             ioctl(stream->input.fd, TIOCGWINSZ, &window) != 0))
        return NULL;
    uint32_t answer[2] = {window.ws_col, window.ws_row};
    BinaryObject *object = binary_object_new(sizeof answer);
    memcpy(object->bytes, answer, sizeof answer);
    *answer_size = sizeof answer;
    return object;
}

const Driver fd_driver = {
    .name = "fd",
    .takes_marks = true,
    .open = fd_open,
    .stop = stream_stop,
    .output = stream_output,
    .flush = stream_flush,
    .ready = stream_ready,
    .control = fd_control,
};

/* ---- files and devices -------------------------------------------------------------------------
 */

static int open_flags(const PortOptions *options)
{
    if (options->input && options->output)
        return O_RDWR | O_CREAT;
    return options->input ? O_RDONLY : O_WRONLY | O_CREAT | O_TRUNC;
}

/* Regular files are written at once, as in ERTS: what a command has written can be read when the
 * command is over. */
static Term vanilla_open(Port *port, const PortOptions *options)
{
    Descriptor input = no_descriptor, output = no_descriptor;
    int fd = open(options->name, open_flags(options) | O_NONBLOCK | O_CLOEXEC, CREATE_MODE);
    if (fd < 0)
        return am_einval;
    if (options->input)
        input = descriptor_take(fd);
    if (options->output)
        output = descriptor_take(fd);
    if (options->input && options->output)
        output.fd = fcntl(fd, F_DUPFD_CLOEXEC, 0);
    stream_new(port, options, input, output);
    return THE_NON_VALUE;
}

const Driver vanilla_driver = {
    .name = "vanilla",
    .takes_marks = true,
    .open = vanilla_open,
    .stop = stream_stop,
    .output = stream_output,
    .flush = stream_flush,
    .ready = stream_ready,
};

const Driver forker_driver = {.name = "spawn_forker"};
