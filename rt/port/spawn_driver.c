/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The driver for programs: {spawn, Command} through the shell, {spawn_executable, Path} without
 * one. Pipes lead to the program's standard input and from its standard output (or descriptors 3
 * and 4).
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "rt/core/memory.h"
#include "rt/file/posix_error.h"
#include "rt/port/program.h"
#include "rt/port/stream.h"

enum {
    FREE_NUMBERS = 5, /* descriptors of the new program are below */
    WITHOUT_STDIO_INPUT = 3,
    WITHOUT_STDIO_OUTPUT = 4,
};

typedef struct Pipe {
    int ours, theirs; /* -1: none */
} Pipe;

static void close_pipe(const Pipe *pipe)
{
    if (pipe->ours >= 0)
        close(pipe->ours);
    if (pipe->theirs >= 0)
        close(pipe->theirs);
}

/* The program's end is moved out of the way of its descriptors' numbers. */
static bool make_pipe(Pipe *made, bool to_program)
{
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0)
        return false;
    int theirs = ends[to_program ? 0 : 1];
    made->ours = ends[to_program ? 1 : 0];
    made->theirs = fcntl(theirs, F_DUPFD_CLOEXEC, FREE_NUMBERS);
    int error = errno;
    close(theirs);
    if (made->theirs < 0 || fcntl(made->ours, F_SETFL, O_NONBLOCK) != 0) {
        close_pipe(made);
        *made = (Pipe){-1, -1};
        errno = error;
        return false;
    }
    return true;
}

static pid_t start(Port *port, const PortOptions *options, const Pipe *in, const Pipe *out)
{
    char *shell[] = {"sh", "-c", NULL, NULL}, *alone[] = {(char *)(uintptr_t)options->name, NULL};
    char *command = NULL;
    ProgramStart program = {
        .path = options->name,
        .arguments = options->arguments ? options->arguments : alone,
        .environment = options->environment,
        .directory = options->directory,
        .descriptors = {out->theirs, in->theirs, options->stderr_to_stdout ? in->theirs : -1},
        .input_number = options->use_stdio ? 0 : WITHOUT_STDIO_INPUT,
        .output_number = options->use_stdio ? 1 : WITHOUT_STDIO_OUTPUT,
    };
    if (options->kind != SPAWN_EXECUTABLE) {
        if (asprintf(&command, "exec %s", options->name) < 0)
            rt_end("temporary: Cannot allocate %zu bytes of memory.", strlen(options->name));
        shell[2] = command;
        program.path = "/bin/sh";
        program.arguments = shell;
    }
    pid_t child = program_start(&program, options->exit_status ? port_id(port) : THE_NON_VALUE);
    int error = errno;
    free(command);
    errno = error;
    return child;
}

static Term spawn_open(Port *port, const PortOptions *options)
{
    Pipe in = {-1, -1}, out = {-1, -1};
    if (options->kind == SPAWN_EXECUTABLE && access(options->name, X_OK) != 0)
        return posix_error_atom(errno);
    bool made =
        (!options->input || make_pipe(&in, false)) && (!options->output || make_pipe(&out, true));
    pid_t child = made ? start(port, options, &in, &out) : -1;
    if (child < 0) {
        int error = errno;
        close_pipe(&in);
        close_pipe(&out);
        return posix_error_atom(error);
    }
    close_pipe(&(Pipe){-1, in.theirs});
    close_pipe(&(Pipe){-1, out.theirs});
    port->os_pid = child;
    Stream *stream = stream_new(port, options, descriptor_take(in.ours), descriptor_take(out.ours));
    stream->wants_status = options->exit_status;
    return THE_NON_VALUE;
}

const Driver spawn_driver = {
    .name = "spawn",
    .port_locking = true,
    .takes_marks = true,
    .open = spawn_open,
    .stop = stream_stop,
    .output = stream_output,
    .flush = stream_flush,
    .ready = stream_ready,
};
