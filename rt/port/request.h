/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What processes ask of ports, beyond signals: commands, closing, connecting, control, information.
 * Either nobody waits for the answer (Port ! …), or it is the result of a native function: at once
 * when nobody is in charge of the port, else as the reply that the process waits for.
 */
#ifndef RT_PORT_REQUEST_H
#define RT_PORT_REQUEST_H

#include "rt/core/bif.h"
#include "rt/port/task.h"

typedef enum AskKind {
    ASK_COMMAND,
    ASK_CLOSE,
    ASK_CONNECT,
    ASK_CONTROL,
    ASK_INFO,
    ASK_WAIT,   /* until the port is not busy */
    ASK_BADSIG, /* not a request that ports know */
} AskKind;

typedef struct PortRequest {
    PortTask task; /* first */
    AskKind kind;
    bool bang;       /* Port ! …: only the owner may, and failure is a badsig signal to it */
    bool bad_output; /* ASK_BADSIG: because of data that are no iodata */
    bool at_once;    /* the answer is put into `answer` */
    Term sender;     /* pid */
    Term from;       /* pid that the message names, or the sender */
    uint64_t reply;  /* number of the reply that the sender waits for; 0: it does not */
    Signal *answer;
    OutputData *data;   /* ASK_COMMAND, ASK_CONTROL */
    Port *crowd;        /* whose crowd its bytes are part of; NULL: of none */
    uint32_t operation; /* ASK_CONTROL */
    Term item;          /* ASK_INFO: atom, or THE_NON_VALUE for all; ASK_CONNECT: pid or [] */
} PortRequest;

PortRequest *request_port_new(Process *process, AskKind kind);

/* Nobody waits for what comes of it. */
void request_port_send(Port *port, Term id, PortRequest *request);
/* `return request_port_ask(…)` from a YIELDING native function. */
Term request_port_ask(Process *process, Port *port, Term id, PortRequest *request);

/* Port ! Message. The sender has to wait when the port is busy: it leaves its thread soon after. */
void request_port_bang(Process *process, Port *port, Term id, Term message);

/* The process does not go on before the port is not busy: it leaves its thread soon. */
void request_port_suspend(Process *process, Port *port, Term id);

/* Is it {Pid, {command, Data}}? */
bool request_port_is_command(Term message);

/* After something has been done to a port: signals from it count as received before the native
 * function returns. */
Term request_port_finish(Process *process, Term result);

/* The senders that wait go on. */
void request_port_resume(Port *port);

/* port_info: the answer to ASK_INFO (info.c). */
Signal *info_answer(Port *port, Term pid, uint64_t reply, Term item);

#endif
