/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The driver of OTP's module ram_file: a file in memory. Commands come as data, an operation's
 * number first; each is answered by a message, the kind of answer first. Numbers have 32 bits, the
 * most significant byte first.
 */
#include <errno.h>
#include <string.h>
#include "rt/core/memory.h"
#include "rt/file/posix_error.h"
#include "rt/port/driver.h"

enum {
    OPEN = 1,
    READ = 2,
    SEEK = 3,
    WRITE = 4,
    SYNC = 9,
    TRUNCATE = 14,
    PREAD = 17,
    PWRITE = 18,
    DATASYNC = 19,
    GET = 30,
    SIZE = 37,
    ADVISE = 38,
    ALLOCATE = 39,
};

enum { ANSWER_OK = 0, ANSWER_ERROR = 1, ANSWER_DATA = 2, ANSWER_NUMBER = 3 };
enum { MODE_READ = 1, MODE_WRITE = 2 };
enum { FROM_START = 0, FROM_HERE = 1, FROM_END = 2 };
enum { BLOCK = 1024 };

typedef struct RamFile {
    uint32_t mode; /* 0: not opened yet */
    int64_t position, end;
    size_t capacity;
    uint8_t *bytes; /* zero from `end` on */
} RamFile;

/* ---- answers -----------------------------------------------------------------------------------
 */

static void put_number(uint8_t *at, uint32_t number)
{
    for (int i = 0; i < 4; i++)
        at[i] = (uint8_t)(number >> (24 - 8 * i));
}

static int64_t get_number(const uint8_t *at)
{
    uint32_t number = 0;
    for (int i = 0; i < 4; i++)
        number = number << 8 | at[i];
    return (int32_t)number;
}

static void answer_ok(Port *port)
{
    port_input_headed(port, &(uint8_t){ANSWER_OK}, 1, NULL, 0);
}

static void answer_number(Port *port, int64_t number)
{
    uint8_t head[5] = {ANSWER_NUMBER};
    put_number(head + 1, (uint32_t)number);
    port_input_headed(port, head, sizeof head, NULL, 0);
}

static void answer_data(Port *port, const uint8_t *bytes, UInt size)
{
    uint8_t head[5] = {ANSWER_DATA};
    put_number(head + 1, (uint32_t)size);
    port_input_headed(port, head, sizeof head, bytes ? bytes : head, size);
}

static void answer_error(Port *port, int error)
{
    const AtomName *name = atom_name(posix_error_atom(error));
    uint8_t head[64] = {ANSWER_ERROR};
    UInt size = name->bytes < sizeof head - 1 ? name->bytes : sizeof head - 1;
    memcpy(head + 1, name->text, size);
    port_input_headed(port, head, size + 1, NULL, 0);
}

/* ok, or 0 as an errno value. */
static void answer(Port *port, int error)
{
    if (error)
        answer_error(port, error);
    else
        answer_ok(port);
}

/* ---- operations; 0 or an errno value ------------------------------------------------------------
 */

static int reserve(RamFile *file, int64_t size)
{
    size_t capacity = ((size_t)size + BLOCK + BLOCK / 2) & ~(size_t)(BLOCK - 1);
    if (file->bytes && (size_t)size <= file->capacity)
        return 0;
    uint8_t *bytes = memory_try_alloc(MEMORY_PORT, capacity);
    if (!bytes)
        return ENOMEM;
    if (file->end)
        memcpy(bytes, file->bytes, (size_t)file->end);
    memset(bytes + file->end, 0, capacity - (size_t)file->end);
    if (file->bytes)
        memory_free(MEMORY_PORT, file->bytes, file->capacity);
    file->bytes = bytes;
    file->capacity = capacity;
    return 0;
}

static int write_at(RamFile *file, int64_t position, const uint8_t *bytes, UInt size)
{
    int64_t end = position + (int64_t)size;
    if (!(file->mode & MODE_WRITE))
        return EBADF;
    if (position < 0 || end < 0)
        return EINVAL;
    int error = reserve(file, end);
    if (error)
        return error;
    if (size)
        memcpy(file->bytes + position, bytes, size);
    if (end > file->end)
        file->end = end;
    return 0;
}

static int read_at(Port *port, int64_t position, int64_t size, int64_t *read)
{
    RamFile *file = port->state;
    int64_t there = file->end > position ? file->end - position : 0;
    if (!(file->mode & MODE_READ))
        return EBADF;
    if (position < 0 || size < 0)
        return EINVAL;
    *read = size < there ? size : there;
    answer_data(port, there ? file->bytes + position : NULL, (UInt)*read);
    return 0;
}

static int seek(RamFile *file, int64_t offset, int64_t from)
{
    if (file->mode == 0)
        return EBADF;
    if (from != FROM_START && from != FROM_HERE && from != FROM_END)
        return EINVAL;
    offset += from == FROM_HERE ? file->position : from == FROM_END ? file->end : 0;
    if (offset < 0)
        return EINVAL;
    file->position = offset;
    return 0;
}

static int truncate_here(RamFile *file)
{
    if (!(file->mode & MODE_WRITE))
        return EACCES;
    int error = reserve(file, file->position);
    if (error)
        return error;
    if (file->end > file->position)
        memset(file->bytes + file->position, 0, (size_t)(file->end - file->position));
    file->end = file->position;
    return 0;
}

/* ---- commands -----------------------------------------------------------------------------------
 */

static void command_open(Port *port, const uint8_t *bytes, UInt size)
{
    RamFile *file = port->state;
    file->mode = (uint32_t)get_number(bytes);
    file->position = file->end = 0;
    int error = reserve(file, (int64_t)size - 4);
    if (error) {
        answer_error(port, error);
        return;
    }
    memset(file->bytes, 0, file->capacity);
    memcpy(file->bytes, bytes + 4, size - 4);
    file->end = (int64_t)size - 4;
    answer_number(port, 0);
}

static void command_write(Port *port, const uint8_t *bytes, UInt size)
{
    RamFile *file = port->state;
    int error = write_at(file, file->position, bytes, size);
    if (error) {
        answer_error(port, error);
        return;
    }
    file->position += (int64_t)size;
    answer_number(port, (int64_t)size);
}

static void command_pwrite(Port *port, const uint8_t *bytes, UInt size)
{
    int error = write_at(port->state, get_number(bytes), bytes + 4, size - 4);
    if (error)
        answer_error(port, error);
    else
        answer_number(port, (int64_t)size - 4);
}

static void command_seek(Port *port, const uint8_t *bytes, UInt size)
{
    RamFile *file = port->state;
    (void)size;
    int error = seek(file, get_number(bytes), get_number(bytes + 4));
    if (error)
        answer_error(port, error);
    else
        answer_number(port, file->position);
}

static void command_read(Port *port, const uint8_t *bytes, UInt size)
{
    RamFile *file = port->state;
    int64_t read = 0;
    (void)size;
    int error = read_at(port, file->position, get_number(bytes), &read);
    if (error)
        answer_error(port, error);
    file->position += read;
}

static void command_pread(Port *port, const uint8_t *bytes, UInt size)
{
    int64_t read;
    (void)size;
    int error = read_at(port, get_number(bytes), get_number(bytes + 4), &read);
    if (error)
        answer_error(port, error);
}

static void command_truncate(Port *port, const uint8_t *bytes, UInt size)
{
    (void)bytes, (void)size;
    answer(port, truncate_here(port->state));
}

static void command_get(Port *port, const uint8_t *bytes, UInt size)
{
    RamFile *file = port->state;
    (void)bytes, (void)size;
    answer_data(port, file->bytes, (UInt)file->end);
}

static void command_size(Port *port, const uint8_t *bytes, UInt size)
{
    (void)bytes, (void)size;
    answer_number(port, ((RamFile *)port->state)->end);
}

/* What has no effect on memory. */
static void command_nothing(Port *port, const uint8_t *bytes, UInt size)
{
    (void)bytes, (void)size;
    answer(port, ((RamFile *)port->state)->mode == 0 ? EBADF : 0);
}

typedef void Command(Port *port, const uint8_t *bytes, UInt size);

static const struct {
    uint8_t operation, bytes; /* that the command has at least */
    Command *run;
} commands[] = {
    {OPEN, 4, command_open},        {READ, 4, command_read},     {SEEK, 8, command_seek},
    {WRITE, 0, command_write},      {SYNC, 0, command_nothing},  {TRUNCATE, 0, command_truncate},
    {PREAD, 8, command_pread},      {PWRITE, 4, command_pwrite}, {DATASYNC, 0, command_nothing},
    {GET, 0, command_get},          {SIZE, 0, command_size},     {ADVISE, 0, command_nothing},
    {ALLOCATE, 0, command_nothing},
};

/* What is no command gets no answer, as in ERTS. */
static void run_command(Port *port, const uint8_t *bytes, UInt size)
{
    for (UInt i = 0; size > 0 && i < sizeof commands / sizeof *commands; i++)
        if (commands[i].operation == bytes[0] && size > commands[i].bytes)
            commands[i].run(port, bytes + 1, size - 1);
}

/* ---- the driver ---------------------------------------------------------------------------------
 */

static Term ram_file_open(Port *port, const PortOptions *options)
{
    (void)options;
    port->state = memory_alloc_zero(MEMORY_PORT, sizeof(RamFile));
    return THE_NON_VALUE;
}

static void ram_file_stop(Port *port)
{
    RamFile *file = port->state;
    if (file->bytes)
        memory_free(MEMORY_PORT, file->bytes, file->capacity);
    memory_free(MEMORY_PORT, file, sizeof *file);
}

static void ram_file_output(Port *port, const OutputData *data)
{
    uint8_t *bytes = memory_alloc(MEMORY_PORT, data->size + 1);
    output_data_copy(data, bytes);
    run_command(port, bytes, data->size);
    memory_free(MEMORY_PORT, bytes, data->size + 1);
}

const Driver ram_file_driver = {
    .name = "ram_file_drv",
    .open = ram_file_open,
    .stop = ram_file_stop,
    .output = ram_file_output,
};
