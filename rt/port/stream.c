/* SPDX-License-Identifier: Apache-2.0 */
/* Bytes in and out (stream.h). All functions are called by who is in charge of the port. */
#include "rt/port/stream.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include "rt/core/atom.h"
#include "rt/core/memory.h"
#include "rt/file/posix_error.h"
#include "rt/port/task.h"
#include "rt/port/worker.h"

enum {
    READ_BYTES = 65536,
    KEEP_BYTES = READ_BYTES / 2, /* so many bytes read are kept where they are */
    PIECES_MAX = 16,
    BLOCKING_BYTES = 4096, /* a pipe that can be written takes these (PIPE_BUF) */
    FILE_BYTES = 1 << 20,
    FILE_NOW_BYTES = 65536, /* so many go to the page cache at once, without a worker */
};

Stream *stream_new(Port *port, const PortOptions *options, Descriptor input, Descriptor output)
{
    Stream *stream = memory_alloc_zero(MEMORY_PORT, sizeof *stream);
    stream->input = input;
    stream->output = output;
    stream->input_point = (PollPoint){.fd = input.fd, .which = STREAM_INPUT};
    stream->output_point = (PollPoint){.fd = output.fd, .which = STREAM_OUTPUT};
    stream->packet_bytes = options->packet_bytes;
    stream->packets.header_bytes = options->packet_bytes;
    stream->low_mark = options->low_mark;
    stream->high_mark = options->high_mark;
    port->state = stream;
    if (input.fd >= 0)
        poll_want(port, &stream->input_point, true);
    return stream;
}

static bool would_block(int error)
{
    return error == EAGAIN || error == EWOULDBLOCK;
}

/* ---- input -------------------------------------------------------------------------------------
 */

static void stop_reading(Stream *stream)
{
    poll_forget(&stream->input_point);
    packet_reader_clear(&stream->packets);
}

static int exit_code(int status)
{
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

static void end_input(Port *port)
{
    Stream *stream = port->state;
    if (stream->input_error) {
        port_fail(port, posix_error_atom(stream->input_error));
        return;
    }
    if (stream->wants_status && !(port->flags & PORT_CLOSING)) {
        if (!stream->has_status)
            return;
        stream->wants_status = false;
        port_tell_exit_status(port, exit_code(stream->status));
    }
    port_end_of_input(port);
}

static void input_ends(Port *port, int error)
{
    Stream *stream = port->state;
    stop_reading(stream);
    stream->at_eof = true;
    stream->input_error = error;
    if (stream->waits_for_output && port->queue.size > 0)
        stream->input_ended = true;
    else
        end_input(port);
}

void stream_program_ended(Port *port, int status)
{
    Stream *stream = port->state;
    stream->has_status = true;
    stream->status = status;
    if (stream->at_eof)
        end_input(port);
}

static bool deliver_packets(Port *port, const uint8_t *bytes, UInt size)
{
    Stream *stream = port->state;
    Packet packet;
    PacketResult result;
    while ((result = packet_take(&stream->packets, &bytes, &size, &packet)) == PACKET_COMPLETE) {
        port_input(port, packet.bytes, packet.size, packet.object);
        if (packet.object)
            binary_object_release(packet.object);
    }
    return result == PACKET_MORE;
}

/* A buffer of the thread, with room for one read; it is given away to a binary now and then. */
static _Thread_local BinaryObject *buffer;

static BinaryObject *get_buffer(void)
{
    if (!buffer)
        buffer = binary_object_new(READ_BYTES);
    return buffer;
}

static bool deliver(Port *port, UInt size)
{
    Stream *stream = port->state;
    if (stream->packet_bytes)
        return deliver_packets(port, buffer->bytes, size);
    if (size < KEEP_BYTES || !(port->flags & PORT_BINARY) || port->line) {
        port_input(port, buffer->bytes, size, NULL);
        return true;
    }
    BinaryObject *object = buffer;
    buffer = NULL;
    object->used_bits = size * 8;
    port_input(port, object->bytes, size, object);
    binary_object_release(object);
    return true;
}

/* One read. A packet that has begun is read to its place. */
static void read_input(Port *port)
{
    Stream *stream = port->state;
    UInt room = 0;
    uint8_t *body = packet_room(&stream->packets, &room);
    long count = body ? descriptor_read(&stream->input, body, room)
                      : descriptor_read(&stream->input, get_buffer()->bytes, READ_BYTES);
    if (count < 0 && !would_block(errno)) {
        input_ends(port, errno);
        return;
    }
    if (count == 0) {
        input_ends(port, 0);
        return;
    }
    if (count > 0 && body)
        packet_filled(&stream->packets, (UInt)count);
    if (count > 0 && !(body ? deliver_packets(port, NULL, 0) : deliver(port, (UInt)count))) {
        input_ends(port, ENOMEM);
        return;
    }
    poll_want(port, &stream->input_point, true);
}

/* ---- output by workers --------------------------------------------------------------------------
 */

typedef struct WriteJob {
    WorkerJob job; /* first */
    PortTask task;
    Descriptor output;
    int count;
    long result;
    int error;
    struct iovec pieces[PIECES_MAX];
    BinaryObject *objects[PIECES_MAX];
} WriteJob;

static void written(Port *port, long count, int error);

/* Back with the result. A stream that has been stopped meanwhile has left its descriptor to the
 * job.
 */
static void run_written(Port *port, PortTask *task)
{
    WriteJob *job = (WriteJob *)((char *)task - offsetof(WriteJob, task));
    long result = job->result;
    int error = job->error;
    for (int i = 0; i < job->count; i++)
        binary_object_release(job->objects[i]);
    if (!port)
        descriptor_close(&job->output);
    memory_free(MEMORY_PORT, job, sizeof *job);
    if (!port)
        return;
    ((Stream *)port->state)->with_worker = false;
    written(port, result, error);
}

static void run_write(WorkerJob *base)
{
    WriteJob *job = (WriteJob *)base;
    job->result = descriptor_write(&job->output, job->pieces, job->count);
    job->error = errno;
    task_submit_to(job->task.port, &job->task);
}

static void start_job(Port *port)
{
    Stream *stream = port->state;
    WriteJob *job = memory_alloc_zero(MEMORY_PORT, sizeof *job);
    UInt most = stream->output.mode == DESCRIPTOR_FILE ? FILE_BYTES : BLOCKING_BYTES;
    job->job.run = run_write;
    job->task = (PortTask){.port = port_id(port), .internal = true, .run = run_written};
    job->output = stream->output;
    int count = output_queue_peek(&port->queue, job->pieces, PIECES_MAX);
    while (job->count < count && most > 0) {
        struct iovec *piece = &job->pieces[job->count];
        if (piece->iov_len > most)
            piece->iov_len = most;
        most -= piece->iov_len;
        job->objects[job->count] = output_queue_object(&port->queue, job->count);
        binary_object_retain(job->objects[job->count++]);
    }
    stream->with_worker = true;
    worker_submit(&job->job);
}

/* ---- output ------------------------------------------------------------------------------------
 */

static bool uses_workers(const Stream *stream)
{
    return stream->output.mode == DESCRIPTOR_BLOCKING || stream->output.mode == DESCRIPTOR_FILE;
}

/* There is something in the queue, and nothing on its way. */
static void start_writing(Port *port)
{
    Stream *stream = port->state;
    stream->writing = true;
    if (stream->output.mode == DESCRIPTOR_FILE)
        start_job(port);
    else if (!poll_want(port, &stream->output_point, false))
        written(port, -1, EBADF);
}

static void all_written(Port *port)
{
    Stream *stream = port->state;
    if (stream->input_ended) {
        stream->input_ended = false;
        end_input(port);
    } else {
        port_flushed(port);
    }
}

/* So many bytes of the queue have been written; -1: none, because of the error. */
static void written(Port *port, long count, int error)
{
    Stream *stream = port->state;
    stream->writing = false;
    if (count < 0 && !would_block(error)) {
        port_fail(port, posix_error_atom(error));
        return;
    }
    if (count > 0)
        output_queue_drop(&port->queue, (UInt)count);
    if (port->queue.size < stream->low_mark)
        port_set_busy(port, false);
    if (port->queue.size > 0)
        start_writing(port);
    else
        all_written(port);
}

static void write_queue(Port *port)
{
    Stream *stream = port->state;
    struct iovec pieces[PIECES_MAX];
    if (uses_workers(stream)) {
        start_job(port);
        return;
    }
    int count = output_queue_peek(&port->queue, pieces, PIECES_MAX);
    long result = descriptor_write(&stream->output, pieces, count);
    written(port, result, errno);
}

/* May the calling thread write so many bytes without being held up? */
static bool may_write_now(const Stream *stream, UInt size)
{
    struct pollfd writable = {.fd = stream->output.fd, .events = POLLOUT};
    switch (stream->output.mode) {
    case DESCRIPTOR_FILE:
        return size <= FILE_NOW_BYTES;
    case DESCRIPTOR_BLOCKING:
        return size <= BLOCKING_BYTES && poll(&writable, 1, 0) == 1;
    default:
        return true;
    }
}

/* What can be written at once; -1: nothing, and the port has failed. */
static long write_now(Port *port, const OutputData *header, const OutputData *data)
{
    Stream *stream = port->state;
    struct iovec pieces[PIECES_MAX];
    int count = 0;
    if (port->queue.size > 0 || !may_write_now(stream, data->size))
        return 0;
    if (header)
        pieces[count++] = (struct iovec){(void *)(uintptr_t)header->pieces[0].bytes, header->size};
    for (UInt i = 0; i < data->count && count < PIECES_MAX; i++)
        pieces[count++] =
            (struct iovec){(void *)(uintptr_t)data->pieces[i].bytes, data->pieces[i].size};
    long result = descriptor_write(&stream->output, pieces, count);
    if (result >= 0 || would_block(errno))
        return result < 0 ? 0 : result;
    port_fail(port, posix_error_atom(errno));
    return -1;
}

static void put_out(Port *port, const OutputData *header, const OutputData *data)
{
    Stream *stream = port->state;
    long done = write_now(port, header, data);
    if (done < 0)
        return;
    UInt header_size = header ? header->size : 0, skip = (UInt)done;
    if (header)
        output_queue_add(&port->queue, header, skip);
    output_queue_add(&port->queue, data, skip > header_size ? skip - header_size : 0);
    if (port->queue.size >= stream->high_mark)
        port_set_busy(port, true);
    if (port->queue.size > 0 && !stream->writing)
        start_writing(port);
}

void stream_output(Port *port, const OutputData *data)
{
    Stream *stream = port->state;
    uint8_t bytes[4], *to;
    if (!packet_header(stream->packet_bytes, data->size, bytes)) {
        port_fail(port, am_einval);
        return;
    }
    if (stream->output.fd < 0) {
        port_fail(port, posix_error_atom(EBADF));
        return;
    }
    if (stream->packet_bytes == 0) {
        put_out(port, NULL, data);
        return;
    }
    OutputData *header = output_data_of_size((UInt)stream->packet_bytes, &to);
    memcpy(to, bytes, (size_t)stream->packet_bytes);
    put_out(port, header, data);
    output_data_free(header);
}

/* What is in the queue is on its way already. */
void stream_flush(Port *port)
{
    (void)port;
}

/* ---- both ---------------------------------------------------------------------------------------
 */

void stream_ready(Port *port, int which)
{
    Stream *stream = port->state;
    if (which == STREAM_INPUT && !stream->at_eof)
        read_input(port);
    else if (which == STREAM_OUTPUT && stream->writing && !stream->with_worker)
        write_queue(port);
}

void stream_stop(Port *port)
{
    Stream *stream = port->state;
    stop_reading(stream);
    poll_forget(&stream->output_point);
    descriptor_close(&stream->input);
    if (!stream->with_worker)
        descriptor_close(&stream->output);
    memory_free(MEMORY_PORT, stream, sizeof *stream);
}
