/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the drivers fd, spawn and vanilla have in common: bytes come in through one descriptor, as
 * they are or in packets, and go out through another. Port.state is a Stream.
 *
 * Input is read as fast as it comes, as ERTS does. Output that does not go out at once waits in the
 * port's queue; the port is busy while too much is there.
 */
#ifndef RT_PORT_STREAM_H
#define RT_PORT_STREAM_H

#include "rt/port/descriptor.h"
#include "rt/port/driver.h"
#include "rt/port/packet.h"
#include "rt/port/poll.h"

enum { STREAM_INPUT, STREAM_OUTPUT };

typedef struct Stream {
    Descriptor input, output;
    PollPoint input_point, output_point;
    int packet_bytes;
    PacketReader packets;
    UInt low_mark, high_mark;
    bool waits_for_output; /* the end of input counts when all is written */
    bool input_ended;      /* … and waits for that */
    int input_error;       /* … and was this error, or 0 */
    bool writing;          /* the queue's first bytes wait for the descriptor, or … */
    bool with_worker;      /* … are with a worker, who also uses the descriptor */
    /* The exit status of a program (spawn.c). */
    bool wants_status, has_status, at_eof;
    int status;
} Stream;

Stream *stream_new(Port *port, const PortOptions *options, Descriptor input, Descriptor output);
/* Functions for Driver. */
void stream_stop(Port *port);
void stream_output(Port *port, const OutputData *data);
void stream_flush(Port *port);
void stream_ready(Port *port, int which);

/* The program has ended, with this wait status. */
void stream_program_ended(Port *port, int status);

#endif
