/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The drivers of OTP's module prim_inet, as far as OTP's start needs them: a datagram socket that
 * is opened, bound and asked for the host's name. All else fails with enotsup: there is no network
 * yet. An answer's first byte is ANSWER_OK, or ANSWER_ERROR followed by the error's name.
 */
#include <errno.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>
#include "rt/core/memory.h"
#include "rt/file/posix_error.h"
#include "rt/port/driver.h"
#include "rt/process/signal.h"

enum {
    OPERATION_BASE = 0x03f1a300,
    OPERATION_OPEN = 1,
    OPERATION_BIND = 6,
    OPERATION_SET_OPTIONS = 7,
    OPERATION_GET_OPTIONS = 8,
    OPERATION_HOST_NAME = 12,
    OPERATION_SUBSCRIBE = 24,
};

enum { ANSWER_ERROR = 0, ANSWER_OK = 1 };
enum { FAMILY_INET = 1, TYPE_DATAGRAM = 2, OPTION_LINGER = 3, LINGER_BYTES = 8 };
enum { SUBSCRIBE_EMPTY_QUEUE = 1, ANSWER_MAX = 1025 };

typedef struct InetSocket {
    int fd; /* -1: not open */
} InetSocket;

typedef struct Answer {
    uint8_t bytes[ANSWER_MAX];
    UInt size;
} Answer;

static void answer_error(Answer *answer, int error)
{
    const AtomName *name = atom_name(posix_error_atom(error));
    answer->bytes[0] = ANSWER_ERROR;
    memcpy(answer->bytes + 1, name->text, name->bytes);
    answer->size = 1 + name->bytes;
}

static void answer_ok(Answer *answer, const void *bytes, UInt size)
{
    answer->bytes[0] = ANSWER_OK;
    if (size)
        memcpy(answer->bytes + 1, bytes, size);
    answer->size = 1 + size;
}

static void answer_result(Answer *answer, bool good, const void *bytes, UInt size)
{
    if (good)
        answer_ok(answer, bytes, size);
    else
        answer_error(answer, errno);
}

/* ---- operations ---------------------------------------------------------------------------------
 */

static void open_socket(InetSocket *inet, const uint8_t *bytes, UInt size, Answer *answer)
{
    if (size < 2 || bytes[0] != FAMILY_INET || bytes[1] != TYPE_DATAGRAM) {
        answer_error(answer, ENOTSUP);
        return;
    }
    if (inet->fd < 0)
        inet->fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    answer_result(answer, inet->fd >= 0, NULL, 0);
}

/* Family, port, IPv4 address; answered with the port. */
static void bind_socket(const InetSocket *inet, const uint8_t *bytes, UInt size, Answer *answer)
{
    struct sockaddr_in address = {.sin_family = AF_INET};
    socklen_t length = sizeof address;
    if (size < 7 || bytes[0] != FAMILY_INET) {
        answer_error(answer, ENOTSUP);
        return;
    }
    memcpy(&address.sin_port, bytes + 1, 2);
    memcpy(&address.sin_addr, bytes + 3, 4);
    bool good = bind(inet->fd, (struct sockaddr *)&address, length) == 0 &&
                getsockname(inet->fd, (struct sockaddr *)&address, &length) == 0;
    answer_result(answer, good, &address.sin_port, 2);
}

static void tell_host_name(Answer *answer)
{
    char name[256] = "";
    bool good = gethostname(name, sizeof name - 1) == 0;
    answer_result(answer, good, name, strlen(name));
}

/* Options of a socket that nothing is sent through mean nothing; linger is never set. */
static void get_options(const uint8_t *bytes, UInt size, Answer *answer)
{
    uint8_t linger[1 + LINGER_BYTES] = {OPTION_LINGER};
    if (size == 1 && bytes[0] == OPTION_LINGER)
        answer_ok(answer, linger, sizeof linger);
    else
        answer_error(answer, ENOTSUP);
}

/* How much waits to be sent: nothing. */
static void subscribe(const uint8_t *bytes, UInt size, Answer *answer)
{
    uint8_t nothing[5] = {SUBSCRIBE_EMPTY_QUEUE};
    if (size == 1 && bytes[0] == SUBSCRIBE_EMPTY_QUEUE)
        answer_ok(answer, nothing, sizeof nothing);
    else
        answer_error(answer, ENOTSUP);
}

static void operate(InetSocket *inet, uint32_t operation, const uint8_t *bytes, UInt size,
                    Answer *answer)
{
    switch (operation - OPERATION_BASE) {
    case OPERATION_OPEN:
        open_socket(inet, bytes, size, answer);
        break;
    case OPERATION_BIND:
        bind_socket(inet, bytes, size, answer);
        break;
    case OPERATION_SET_OPTIONS:
        answer_ok(answer, NULL, 0);
        break;
    case OPERATION_GET_OPTIONS:
        get_options(bytes, size, answer);
        break;
    case OPERATION_HOST_NAME:
        tell_host_name(answer);
        break;
    case OPERATION_SUBSCRIBE:
        subscribe(bytes, size, answer);
        break;
    default:
        answer_error(answer, ENOTSUP);
        break;
    }
}

static BinaryObject *to_object(const Answer *answer, UInt *size)
{
    BinaryObject *object = binary_object_new(answer->size);
    memcpy(object->bytes, answer->bytes, answer->size);
    *size = answer->size;
    return object;
}

static bool is_operation(uint32_t operation)
{
    return operation > OPERATION_BASE && operation - OPERATION_BASE <= UINT8_MAX;
}

static BinaryObject *udp_control(Port *port, uint32_t operation, const uint8_t *bytes, UInt size,
                                 UInt *answer_size)
{
    Answer answer;
    if (!is_operation(operation))
        return NULL;
    operate(port->state, operation, bytes, size, &answer);
    return to_object(&answer, answer_size);
}

static BinaryObject *tcp_control(Port *port, uint32_t operation, const uint8_t *bytes, UInt size,
                                 UInt *answer_size)
{
    Answer answer;
    (void)port, (void)bytes, (void)size;
    if (!is_operation(operation))
        return NULL;
    if (operation - OPERATION_BASE == OPERATION_SET_OPTIONS)
        answer_ok(&answer, NULL, 0);
    else
        answer_error(&answer, ENOTSUP);
    return to_object(&answer, answer_size);
}

/* ---- the drivers --------------------------------------------------------------------------------
 */

static Term inet_open(Port *port, const PortOptions *options)
{
    (void)options;
    InetSocket *inet = memory_alloc(MEMORY_PORT, sizeof *inet);
    inet->fd = -1;
    port->state = inet;
    return THE_NON_VALUE;
}

static void inet_stop(Port *port)
{
    InetSocket *inet = port->state;
    if (inet->fd >= 0)
        close(inet->fd);
    memory_free(MEMORY_PORT, inet, sizeof *inet);
}

/* {inet_reply, Port, {error, enotsup}} */
static void inet_output(Port *port, const OutputData *data)
{
    (void)data;
    Signal *message =
        signal_leaving_token(signal_new_sized(SIGNAL_MESSAGE, port->owner, THE_NON_VALUE, 0, 7));
    Term *at = message->fragment.data;
    at[0] = header_tuple(3);
    at[1] = am_inet_reply;
    at[2] = port_id(port);
    at[3] = term_make_boxed(at + 4);
    at[4] = header_tuple(2);
    at[5] = am_error;
    at[6] = posix_error_atom(ENOTSUP);
    message->term = term_make_boxed(at);
    signal_send(message);
}

const Driver udp_inet_driver = {
    .name = "udp_inet",
    .port_locking = true,
    .soft_busy = true,
    .open = inet_open,
    .stop = inet_stop,
    .output = inet_output,
    .control = udp_control,
};

const Driver tcp_inet_driver = {
    .name = "tcp_inet",
    .port_locking = true,
    .soft_busy = true,
    .open = inet_open,
    .stop = inet_stop,
    .output = inet_output,
    .control = tcp_control,
};
