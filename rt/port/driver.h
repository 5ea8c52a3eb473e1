/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a driver provides. All functions are called by who is in charge of the port; those that are
 * NULL are not supported. A driver answers in time: what would block is left to the poll thread
 * (poll.h) or a worker (worker.h).
 */
#ifndef RT_PORT_DRIVER_H
#define RT_PORT_DRIVER_H

#include "rt/port/port.h"

typedef enum SpawnKind { SPAWN_ANY, SPAWN_DRIVER, SPAWN_EXECUTABLE } SpawnKind;

/* The settings of open_port that drivers look at. */
typedef struct PortOptions {
    const char *name; /* command, path or name of the driver */
    int input_fd, output_fd;
    int packet_bytes; /* 0: stream */
    bool input, output;
    bool use_stdio, stderr_to_stdout, exit_status;
    SpawnKind kind;
    const char *directory;      /* NULL: the runtime's */
    char **arguments;           /* with the first, ending in NULL; NULL: none given */
    char **environment;         /* NAME=value, ending in NULL */
    UInt low_mark, high_mark;   /* bytes waiting: no longer busy below, busy from */
    UInt crowd_low, crowd_high; /* the same for commands that wait for the driver */
} PortOptions;

struct Driver {
    const char *name;
    bool port_locking; /* port_info(locking) */
    bool soft_busy;    /* port_command may be forced */
    bool takes_marks;  /* busy_limits_port */
    /* THE_NON_VALUE: it is open; else why not (an atom). */
    Term (*open)(Port *port, const PortOptions *options);
    /* The port has ended: frees port->state. */
    void (*stop)(Port *port);
    /* Data of a command, freed by the caller. */
    void (*output)(Port *port, const OutputData *data);
    /* The port closes while its queue is not empty: port_flushed when that is written. NULL: what
     * is in the queue keeps no port. */
    void (*flush)(Port *port);
    /* Descriptor `which` (of those registered with poll.h) is ready. */
    void (*ready)(Port *port, int which);
    /* port_control: the answer's bytes, or NULL with *good false (badarg) . */
    BinaryObject *(*control)(Port *port, uint32_t operation, const uint8_t *bytes, UInt size,
                             UInt *answer_size);
    bool control_binary; /* the answer is a binary, not a list */
};

/* Drivers by name, for {spawn, Name} and {spawn_driver, Name}; NULL: none. */
const Driver *driver_find(const char *name, size_t length);
/* All of them, NULL at the end. */
const Driver *driver_at(UInt index);

extern const Driver fd_driver, spawn_driver, vanilla_driver, forker_driver, ram_file_driver,
    udp_inet_driver, tcp_inet_driver, gethost_driver;

/* Is this the path of the program that gethost_driver stands in for? */
bool gethost_is_program(const char *path);

#endif
