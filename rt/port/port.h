/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A port: what stands between processes and the outside. Its driver does the talking.
 *
 * One thread at a time is in charge of a port (task.h): whoever wants something of it leaves a task
 * with it, and whoever finds nobody in charge takes charge and does all tasks in order. Fields that
 * are not said to be shared are touched by who is in charge only. So tasks of one sender are done
 * in the order of their sending, and nobody waits for a port.
 *
 * A structure is used for one port after the other and its memory never given back, so a pointer
 * found in the table (table.h) stays readable; what it is used for is told by `id` alone.
 *
 * Life: open -> closing (its end has been told to everybody; only what waits to be written keeps
 * it)
 * -> gone. Processes see open ports only.
 */
#ifndef RT_PORT_PORT_H
#define RT_PORT_PORT_H

#include "rt/process/message.h"
#include "rt/port/line.h"
#include "rt/port/queue.h"

typedef struct Port Port;
typedef struct PortTask PortTask;
typedef struct Driver Driver;

enum {
    PORT_BINARY = 1 << 0,   /* data are delivered as binaries */
    PORT_SOFT_EOF = 1 << 1, /* the end of input is a message and closes nothing */
    PORT_PARALLELISM = 1 << 2,
    PORT_CLOSING = 1 << 3,
    PORT_SEND_CLOSED = 1 << 4, /* the owner gets {Port, closed} when it is gone */
    PORT_HALTING = 1 << 5,     /* the runtime's end waits for it */
    PORT_ENDED = 1 << 6,       /* the structure is to be given back */
};

/* Of Port.crowd. */
enum { PORT_CROWDED = 1, PORT_CROWD_STEP = 2 };

struct Port {
    /* Shared. */
    volatile AO_t id;              /* Term; read with port_id */
    volatile AO_t open;            /* 1: processes can find it */
    volatile AO_t tasks;           /* see task.h */
    volatile AO_t registered_name; /* changed under the lock of names */
    volatile AO_t busy;            /* 1: senders are to wait */
    volatile AO_t crowd;           /* see request.c; counts on when the structure is used again */
    volatile AO_t crowd_low, crowd_high;

    /* Under the lock of data.c. */
    Signal *data; /* holds the term of port_set_data; NULL: undefined */

    const Driver *driver;
    void *state; /* the driver's */
    char *name;
    Term owner; /* pid */
    uint32_t flags;
    IdTable *links;        /* pid -> 0, or the id of the unlink on its way */
    IdTable *monitored_by; /* reference -> pid of the monitoring process */
    IdTable *suspended;    /* pid -> how often it waits for the port not to be busy */
    uint64_t unlink_ids;
    UInt bytes_in, bytes_out;
    int64_t os_pid; /* -1: none */
    LineBuffer *line;
    OutputQueue queue;
    Port *next; /* among free structures, or those handed over to the poll thread */
};

static inline Term port_id(const Port *port)
{
    return AO_load_acquire(&port->id);
}

/* Before the first process: SIGPIPE, and the port 0.0. */
void port_initialize(void);

/* ---- what drivers and tasks do; the caller is in charge ----------------------------------------
 */

/* Data have come in, at most `size` bytes at `bytes`; `object`: what holds them, to be shared by
 * binaries made of them, or NULL when they are to be copied. By lines when that was asked for. */
void port_input(Port *port, const uint8_t *bytes, UInt size, BinaryObject *object);
/* {Port, {data, Data}} where Data begins with the bytes of `head` as a list, and goes on with
 * `bytes`, as a list or binary; NULL: []. */
void port_input_headed(Port *port, const uint8_t *head, UInt head_size, const uint8_t *bytes,
                       UInt size);
/* Bytes as a list or binary at `at`, which has port_bytes_words words; `object` as above. */
UInt port_bytes_words(UInt size, bool binary);
Term port_put_bytes(Term *at, const uint8_t *bytes, UInt size, BinaryObject *object, bool binary,
                    Term **off_heap);
/* What is left of an incomplete line. */
void port_input_ends(Port *port);
/* The message {Port, What} to `pid`, for an atom. */
void port_tell(Port *port, Term pid, Term what);
void port_tell_from(Term port, Term pid, Term what);
/* {Port, {exit_status, Status}} to the owner. */
void port_tell_exit_status(Port *port, int status);

/* The end of input. */
void port_end_of_input(Port *port);
/* The driver cannot go on, for `reason` (an atom). What waits to be written is lost. */
void port_fail(Port *port, Term reason);
/* The driver has written all that kept a closing port. */
void port_flushed(Port *port);

void port_set_busy(Port *port, bool busy);

/* Senders of commands are to wait: the driver is busy, or too many bytes of commands wait for it.
 * Any thread. */
static inline bool port_is_busy(const Port *port)
{
    return AO_load(&port->busy) != 0 || (AO_load(&port->crowd) & PORT_CROWDED) != 0;
}

/* The end, with `reason`. `from` whose doing it is; a normal reason of another than the owner
 * counts for nothing when `unless_normal`. False: nothing has happened. */
bool port_exit(Port *port, Term from, Term reason, bool tell_closed, bool unless_normal);

/* Opening has failed: it has never been there. */
void port_abandon(Port *port);

/* So many bytes of commands have been passed to the driver. */
void port_count_output(Port *port, UInt size);

/* ---- any thread --------------------------------------------------------------------------------
 */

/* A signal to a port (its target). */
void port_signal(Signal *signal);

/* Bytes of all ports so far. */
void port_totals(UInt *in, UInt *out);

/* The runtime ends: all ports are closed, and what they have to write is written. Called by a
 * thread that is in charge of none; others go on meanwhile. */
void port_flush_all(void);

#endif
