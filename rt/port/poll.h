/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The poll thread: tells ports that descriptors are ready, and takes over ports that keep a
 * scheduler busy. It is started when first needed and sleeps while nothing happens.
 *
 * A port asks for one event at a time: after `ready` has been called it asks again. A descriptor is
 * removed (or closed) by who is in charge of its port; events on their way then find no port, or
 * one that does not wait for them.
 *
 * Regular files and alike, which the system cannot poll, count as ready at once; they take turns
 * with all others. Any thread.
 */
#ifndef RT_PORT_POLL_H
#define RT_PORT_POLL_H

#include "rt/port/port.h"

typedef struct PollPoint {
    int fd;
    uint8_t which;     /* passed to the driver's `ready` */
    bool registered;   /* in the kernel's set */
    bool always_ready; /* the system cannot poll it */
} PollPoint;

/* Calls the driver's `ready` of the port once, when the descriptor can be read (or written, or
 * has failed). False: there is no such descriptor. */
bool poll_want(Port *port, PollPoint *point, bool input);
/* No more events of it. */
void poll_forget(PollPoint *point);

/* The caller, who is in charge of the port, passes it on with its tasks. False: it is the poll
 * thread itself. */
bool poll_hand_over(Port *port);

/* Descriptors that the kernel watches. */
UInt poll_watched(void);

#endif
