/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Looking up host names and addresses: stands in for the program inet_gethost, which OTP's
 * inet_gethost_native starts from the folder of the emulator's programs and which no executable has
 * beside it. A command is one request, answered by a message of data; lookups are made by worker
 * threads with the C library's resolver.
 *
 *   request   <<Id:32, Operation, Family, Name or address …>>
 *   answer    <<Id:32, 4 or 16, Count:32, Addresses …, Count:32, Names ending in 0 …>>
 *             <<Id:32, 0, Error ending in 0>>
 */
#include <netdb.h>
#include <netinet/in.h>
#include <string.h>
#include "rt/core/memory.h"
#include "rt/file/embedded.h"
#include "rt/port/driver.h"
#include "rt/port/task.h"
#include "rt/port/worker.h"

enum { OPERATION_BY_NAME = 1, OPERATION_BY_ADDRESS = 2, FAMILY_IPV6 = 2 };
enum { HEAD_BYTES = 6, ANSWER_MAX = 8192, SCRATCH_BYTES = 8192 };

typedef struct Lookup {
    WorkerJob job; /* first: the lookup is found from it */
    PortTask task;
    UInt size; /* of the request, then of the answer */
    uint8_t bytes[ANSWER_MAX];
} Lookup;

static void put32(uint8_t *at, UInt value)
{
    for (int i = 0; i < 4; i++)
        at[i] = (uint8_t)(value >> (24 - 8 * i));
}

/* Appends; what does not fit is left out. */
static bool append(Lookup *lookup, const void *bytes, UInt size)
{
    if (size > ANSWER_MAX - lookup->size)
        return false;
    memcpy(lookup->bytes + lookup->size, bytes, size);
    lookup->size += size;
    return true;
}

static void answer_error(Lookup *lookup, int error)
{
    const char *name = error == TRY_AGAIN     ? "try_again"
                       : error == NO_RECOVERY ? "no_recovery"
                       : error == NO_DATA     ? "no_data"
                                              : "notfound";
    lookup->size = 4;
    append(lookup, "", 1);
    append(lookup, name, strlen(name) + 1);
}

static void answer_host(Lookup *lookup, const struct hostent *host)
{
    uint8_t length = (uint8_t)host->h_length;
    UInt count = 0;
    lookup->size = 4;
    append(lookup, &length, 1);
    uint8_t *addresses = lookup->bytes + lookup->size;
    lookup->size += 4;
    while (host->h_addr_list[count] && append(lookup, host->h_addr_list[count], length))
        count++;
    put32(addresses, count);
    uint8_t *names = lookup->bytes + lookup->size;
    if (ANSWER_MAX - lookup->size < 4)
        return;
    lookup->size += 4;
    count = append(lookup, host->h_name, strlen(host->h_name) + 1);
    for (char **alias = host->h_aliases; *alias; alias++)
        count += append(lookup, *alias, strlen(*alias) + 1);
    put32(names, count);
}

/* On a worker thread. */
static void look_up(Lookup *lookup)
{
    const uint8_t *request = lookup->bytes, *data = request + HEAD_BYTES;
    bool ipv6 = request[5] == FAMILY_IPV6;
    int family = ipv6 ? AF_INET6 : AF_INET, error = NO_RECOVERY;
    struct hostent host, *found = NULL;
    char scratch[SCRATCH_BYTES], name[ANSWER_MAX + 1];
    memcpy(name, data, lookup->size - HEAD_BYTES);
    name[lookup->size - HEAD_BYTES] = 0;
    if (request[4] == OPERATION_BY_NAME)
        gethostbyname2_r(name, family, &host, scratch, sizeof scratch, &found, &error);
    else if (lookup->size - HEAD_BYTES == (ipv6 ? 16 : 4))
        gethostbyaddr_r(data, ipv6 ? 16 : 4, family, &host, scratch, sizeof scratch, &found,
                        &error);
    if (found)
        answer_host(lookup, found);
    else
        answer_error(lookup, error);
}

/* In charge of the port, or there is none. */
static void deliver(Port *port, PortTask *task)
{
    Lookup *lookup = (Lookup *)((char *)task - offsetof(Lookup, task));
    if (port)
        port_input(port, lookup->bytes, lookup->size, NULL);
    memory_free(MEMORY_PORT, lookup, sizeof *lookup);
}

static void run_job(WorkerJob *job)
{
    Lookup *lookup = (Lookup *)job;
    look_up(lookup);
    lookup->task.run = deliver;
    task_submit_to(lookup->task.port, &lookup->task);
}

/* Requests to cancel another one are not answered: an answer that nobody waits for is dropped. */
static void gethost_output(Port *port, const OutputData *data)
{
    if (data->size < HEAD_BYTES || data->size > ANSWER_MAX)
        return;
    Lookup *lookup = memory_alloc_zero(MEMORY_PORT, sizeof *lookup);
    output_data_copy(data, lookup->bytes);
    uint8_t operation = lookup->bytes[4];
    if (operation != OPERATION_BY_NAME && operation != OPERATION_BY_ADDRESS) {
        memory_free(MEMORY_PORT, lookup, sizeof *lookup);
        return;
    }
    lookup->size = data->size;
    lookup->task.port = port_id(port);
    lookup->job.run = run_job;
    worker_submit(&lookup->job);
}

static Term gethost_open(Port *port, const PortOptions *options)
{
    (void)port, (void)options;
    return THE_NON_VALUE;
}

static void gethost_stop(Port *port)
{
    (void)port;
}

bool gethost_is_program(const char *path)
{
    const char *slash = strrchr(path, '/');
    return embedded_is_inside(path) && strcmp(slash, "/inet_gethost") == 0;
}

const Driver gethost_driver = {
    .name = "inet_gethost",
    .port_locking = true,
    .open = gethost_open,
    .stop = gethost_stop,
    .output = gethost_output,
};
