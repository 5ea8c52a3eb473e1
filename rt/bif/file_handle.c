/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Natives of prim_file that work on open files. They block the calling thread, but for reads on a
 * scheduler, which take what is in memory; an interrupted call is made again. Results are those of
 * the Erlang module: ok, {ok, Data}, eof, {error, Posix}; wrong argument types are badarg, a closed
 * handle is {error, einval}.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>
#include "rt/bif/file.h"
#include "rt/core/binary.h"
#include "rt/file/embedded.h"
#include "rt/file/handle.h"
#include "rt/file/path.h"
#include "rt/file/posix_error.h"
#include "rt/number/big.h"
#include "rt/sched/dirty.h"

enum { WRITE_VECTOR = 64 };

/* Enters the handle until the native function returns. */
#define HANDLE_ARGUMENT(handle, term)                           \
    FileHandle *handle##_given = handle_of(term);               \
    if (!handle##_given)                                        \
        return bif_badarg(process);                             \
    __attribute__((cleanup(handle_leave))) FileHandle *handle = \
        handle_enter(handle##_given) ? handle##_given : NULL;   \
    if (!handle)                                                \
    return posix_error(process, EINVAL)

static bool integer_of(Term number, int64_t *value)
{
    if (term_is_small(number)) {
        *value = term_small_value(number);
        return true;
    }
    return term_is_big(number) && big_to_int64(number, value);
}

/* A size or a place in a file; numbers that are neither are einval, other terms badarg. */
static bool offset_of(Term number, SInt *offset)
{
    return integer_of(number, offset) && *offset >= 0;
}

/* ---- opening and closing -----------------------------------------------------------------------
 */

static bool open_flags(Term modes, int *flags)
{
    bool reading = false, writing = false, append = false, exclusive = false, sync = false;
    bool directory = false;
    for (; term_is_cons(modes); modes = term_tail(modes)) {
        Term mode = term_head(modes);
        reading |= mode == am_read;
        writing |= mode == am_write;
        append |= mode == am_append_name;
        exclusive |= mode == am_exclusive;
        sync |= mode == am_sync;
        directory |= mode == am_directory;
    }
    if (!term_is_nil(modes))
        return false;
    *flags = O_CLOEXEC;
    if (append || exclusive)
        writing = true;
    if (writing)
        *flags |= (reading ? O_RDWR : O_WRONLY) | O_CREAT;
    if (writing && !reading && !append && !exclusive)
        *flags |= O_TRUNC;
    if (append)
        *flags |= O_APPEND;
    if (exclusive)
        *flags |= O_EXCL;
    if (sync)
        *flags |= O_SYNC;
    if (directory)
        *flags |= O_DIRECTORY;
    return true;
}

Term bif_prim_file_open_nif_2(Process *process, Term name, Term modes)
{
    Path path;
    int flags;
    struct stat status;
    if (!path_from_term(&path, name) || !open_flags(modes, &flags))
        return bif_badarg(process);
    const EmbeddedFile *inside = embedded_find(path.text);
    if (inside ? flags & (O_WRONLY | O_RDWR) : flags & O_CREAT && embedded_is_inside(path.text))
        return posix_error(process, EROFS);
    if (inside)
        return inside->bytes ? posix_ok(process, handle_new_embedded(process, inside))
                             : posix_error(process, EISDIR);
    int descriptor;
    do
        descriptor = open(path.text, flags, 0666);
    while (descriptor < 0 && errno == EINTR);
    if (descriptor < 0)
        return posix_error(process, errno);
    bool known = !(flags & O_DIRECTORY) && fstat(descriptor, &status) == 0;
    if (known && S_ISDIR(status.st_mode)) {
        close(descriptor);
        return posix_error(process, EISDIR);
    }
    return posix_ok(process, handle_new(process, descriptor, (flags & O_APPEND) != 0,
                                        known && S_ISREG(status.st_mode)));
}

Term bif_prim_file_file_desc_to_ref_nif_1(Process *process, Term number)
{
    SInt descriptor;
    if (!offset_of(number, &descriptor) || descriptor > INT32_MAX)
        return bif_badarg(process);
    if (fcntl((int)descriptor, F_GETFD) < 0)
        return posix_error(process, errno);
    return posix_ok(process, handle_new(process, (int)descriptor, false, false));
}

Term bif_prim_file_close_nif_1(Process *process, Term file)
{
    FileHandle *handle = handle_of(file);
    if (!handle)
        return bif_badarg(process);
    int descriptor = handle_take(handle);
    if (descriptor == HANDLE_CLOSED)
        return posix_error(process, EINVAL);
    return posix_result(process, descriptor < 0 || close(descriptor) == 0 || errno == EINTR);
}

Term bif_prim_file_delayed_close_nif_1(Process *process, Term file)
{
    FileHandle *handle = handle_of(file);
    if (!handle)
        return bif_badarg(process);
    int descriptor = handle_take(handle);
    if (descriptor >= 0)
        close(descriptor);
    return am_ok;
}

Term bif_prim_file_get_handle_nif_1(Process *process, Term file)
{
    HANDLE_ARGUMENT(handle, file);
    return binary_from_bytes(process, &handle->descriptor, sizeof handle->descriptor);
}

/* ---- reading
 * ------------------------------------------------------------------------------------- */

typedef struct ReadResult {
    ssize_t bytes; /* -1: errno */
    Term data;
} ReadResult;

/* The same from a file inside the executable. */
static ReadResult read_embedded(Process *process, FileHandle *handle, UInt wanted, off_t offset)
{
    UInt start = offset < 0 ? handle->position : (UInt)offset, size = handle->inside->size;
    UInt count = start >= size ? 0 : size - start < wanted ? size - start : wanted;
    if (offset < 0)
        handle->position = start + count;
    return (ReadResult){(ssize_t)count,
                        binary_from_bytes(process, handle->inside->bytes + start, count)};
}

/* So many bytes of the object are what has been read. */
static ReadResult bytes_read(Process *process, BinaryObject *object, UInt count)
{
    if (count > HEAP_BIN_MAX && count >= object->capacity / 2)
        return (ReadResult){(ssize_t)count, binary_wrap_object(process, object, count * 8)};
    Term data = binary_from_bytes(process, object->bytes, count);
    binary_object_release(object);
    return (ReadResult){(ssize_t)count, data};
}

/* Reads up to `wanted` bytes, at `offset` or (negative) at the file position, until the end of the
 * file. */
static ReadResult read_bytes(Process *process, FileHandle *handle, UInt wanted, off_t offset)
{
    if (handle->descriptor == HANDLE_EMBEDDED)
        return read_embedded(process, handle, wanted, offset);
    enum { CHUNK = 65536 };
    BinaryObject *object = binary_object_try_new(wanted < CHUNK ? wanted : CHUNK);
    UInt got = 0;
    while (object && got < wanted) {
        if (got == object->capacity) {
            UInt larger = got * 2 < wanted ? got * 2 : wanted;
            BinaryObject *next = binary_object_try_new(larger);
            if (next)
                memcpy(next->bytes, object->bytes, got);
            binary_object_release(object);
            object = next;
            continue;
        }
        UInt room = object->capacity - got;
        if (room > wanted - got)
            room = wanted - got;
        ssize_t count =
            offset < 0 ? read(handle->descriptor, object->bytes + got, room)
                       : pread(handle->descriptor, object->bytes + got, room, offset + (off_t)got);
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0 && got == 0) {
            int error = errno;
            binary_object_release(object);
            errno = error;
            return (ReadResult){-1, THE_NON_VALUE};
        }
        if (count <= 0)
            break;
        got += (UInt)count;
    }
    if (!object) {
        errno = ENOMEM;
        return (ReadResult){-1, THE_NON_VALUE};
    }
    return bytes_read(process, object, got);
}

/* The same on a scheduler. Only what is in memory is taken (RWF_NOWAIT), all that was wanted or as
 * much as there is up to the end of the file; false when that cannot be had, and nothing has been
 * done then. */
static bool read_at_hand(Process *process, FileHandle *handle, UInt wanted, off_t offset,
                         ReadResult *result)
{
    enum { AT_HAND_MAX = 65536, BYTES_PER_REDUCTION = 4096 };
    if (wanted > AT_HAND_MAX || (handle->descriptor != HANDLE_EMBEDDED && !handle->at_hand))
        return false;
    bif_charge(process, (SInt)(wanted / BYTES_PER_REDUCTION));
    if (handle->descriptor == HANDLE_EMBEDDED) {
        *result = read_embedded(process, handle, wanted, offset);
        return true;
    }
    BinaryObject *object = binary_object_try_new(wanted);
    UInt got = 0;
    ssize_t count = object ? 1 : -1;
    while (count > 0 && got < wanted) {
        struct iovec rest = {object->bytes + got, wanted - got};
        count = preadv2(handle->descriptor, &rest, 1, offset < 0 ? -1 : offset + (off_t)got,
                        RWF_NOWAIT);
        if (count > 0)
            got += (UInt)count;
    }
    if (count >= 0) {
        *result = bytes_read(process, object, got);
        return true;
    }
    handle->at_hand = errno == EAGAIN; /* not every file system can tell */
    if (offset < 0 && got > 0)
        lseek(handle->descriptor, -(off_t)got, SEEK_CUR);
    if (object)
        binary_object_release(object);
    return false;
}

static Term read_result(Process *process, ReadResult result)
{
    if (result.bytes < 0)
        return posix_error(process, errno);
    if (result.bytes == 0)
        return am_eof;
    return posix_ok(process, result.data);
}

static Term read_from(Process *process, FileHandle *handle, UInt wanted, off_t offset)
{
    ReadResult result;
    if (dirty_current())
        result = read_bytes(process, handle, wanted, offset);
    else if (!read_at_hand(process, handle, wanted, offset, &result))
        return bif_go_dirty(process);
    return read_result(process, result);
}

Term bif_prim_file_read_nif_2(Process *process, Term file, Term count)
{
    SInt wanted;
    HANDLE_ARGUMENT(handle, file);
    if (!term_is_number(count))
        return bif_badarg(process);
    if (!offset_of(count, &wanted))
        return posix_error(process, EINVAL);
    return read_from(process, handle, (UInt)wanted, -1);
}

Term bif_prim_file_pread_nif_3(Process *process, Term file, Term at, Term count)
{
    SInt offset, wanted;
    HANDLE_ARGUMENT(handle, file);
    if (!term_is_number(at) || !term_is_number(count))
        return bif_badarg(process);
    if (!offset_of(at, &offset) || !offset_of(count, &wanted))
        return posix_error(process, EINVAL);
    return read_from(process, handle, (UInt)wanted, offset);
}

/* Used by dets: at `at` a 32-bit size and a 32-bit pointer, at the pointer so many bytes. */
Term bif_prim_file_ipread_s32bu_p32bu_nif_3(Process *process, Term file, Term at, Term limit)
{
    SInt offset, most;
    uint8_t header[8];
    HANDLE_ARGUMENT(handle, file);
    if (!term_is_number(at) || !term_is_number(limit))
        return bif_badarg(process);
    if (!offset_of(at, &offset) || !offset_of(limit, &most) || most > INT32_MAX)
        return posix_error(process, EINVAL);
    ssize_t got = handle->descriptor == HANDLE_EMBEDDED
                      ? 0 /* no dets table is there */
                      : pread(handle->descriptor, header, sizeof header, offset);
    if (got < 0)
        return posix_error(process, errno);
    if (got < (ssize_t)sizeof header)
        return am_eof;
    uint32_t size = (uint32_t)header[0] << 24 | header[1] << 16 | header[2] << 8 | header[3];
    uint32_t pointer = (uint32_t)header[4] << 24 | header[5] << 16 | header[6] << 8 | header[7];
    if (size > (UInt)most)
        return am_eof;
    ReadResult result = read_bytes(process, handle, size, pointer);
    if (result.bytes < 0)
        return posix_error(process, errno);
    Term data = result.bytes == 0 ? (Term)am_eof : result.data;
    return posix_ok(process,
                    heap_tuple(process, 3, term_make_small(size), term_make_small(pointer), data));
}

/* ---- writing
 * ---------------------------------------------------------------------------------------- */

/* Writes the bytes, at `offset` or (negative) at the file position; false with errno. */
static bool write_vector(int descriptor, struct iovec *vector, int count, off_t offset)
{
    while (count > 0) {
        ssize_t written = offset < 0 ? writev(descriptor, vector, count)
                                     : pwritev(descriptor, vector, count, offset);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return false;
        if (offset >= 0)
            offset += written;
        for (; count > 0 && (size_t)written >= vector->iov_len; vector++, count--)
            written -= (ssize_t)vector->iov_len;
        if (count > 0) {
            vector->iov_base = (uint8_t *)vector->iov_base + written;
            vector->iov_len -= (size_t)written;
        }
    }
    return true;
}

/* Writes the first binaries of *list, of which the rest remains, in one system call if that takes
 * them all: what is appended to a file that others append to as well stays together. Returns the
 * number of bytes; -1: errno. */
static SInt write_some(const FileHandle *handle, Term *list, off_t offset)
{
    struct iovec vector[WRITE_VECTOR];
    uint8_t *temporary[WRITE_VECTOR];
    int count = 0;
    SInt size = 0;
    for (; count < WRITE_VECTOR && term_is_cons(*list); *list = term_tail(*list), count++) {
        UInt bytes;
        const void *start = binary_bytes(term_head(*list), &bytes, &temporary[count]);
        vector[count] = (struct iovec){(void *)start, bytes};
        size += (SInt)bytes;
    }
    bool good = write_vector(handle->descriptor, vector, count, offset);
    int error = errno;
    for (int i = 0; i < count; i++)
        free(temporary[i]);
    errno = error;
    return good ? size : -1;
}

static bool is_list_of_binaries(Term list)
{
    for (; term_is_cons(list); list = term_tail(list))
        if (!term_is_binary(term_head(list)))
            return false;
    return term_is_nil(list);
}

/* Writes all binaries of the list in order; false with errno. */
static bool write_all(const FileHandle *handle, Term list, off_t offset)
{
    while (term_is_cons(list)) {
        SInt size = write_some(handle, &list, offset);
        if (size < 0)
            return false;
        if (offset >= 0)
            offset += size;
    }
    return true;
}

Term bif_prim_file_write_nif_2(Process *process, Term file, Term data)
{
    HANDLE_ARGUMENT(handle, file);
    if (!is_list_of_binaries(data))
        return bif_badarg(process);
    return posix_result(process, write_all(handle, data, -1));
}

Term bif_prim_file_pwrite_nif_3(Process *process, Term file, Term at, Term data)
{
    SInt offset;
    HANDLE_ARGUMENT(handle, file);
    if (!term_is_number(at) || !is_list_of_binaries(data))
        return bif_badarg(process);
    if (!offset_of(at, &offset))
        return posix_error(process, EINVAL);
    return posix_result(process, write_all(handle, data, offset));
}

/* ---- position and size
 * --------------------------------------------------------------------------------- */

/* As lseek(2). */
static off_t move(FileHandle *handle, off_t offset, int whence)
{
    if (handle->descriptor != HANDLE_EMBEDDED)
        return lseek(handle->descriptor, offset, whence);
    off_t base = whence == SEEK_SET   ? 0
                 : whence == SEEK_CUR ? (off_t)handle->position
                                      : (off_t)handle->inside->size;
    off_t position;
    if (__builtin_add_overflow(base, offset, &position) || position < 0) {
        errno = EINVAL;
        return -1;
    }
    handle->position = (UInt)position;
    return position;
}

Term bif_prim_file_seek_nif_3(Process *process, Term file, Term mark, Term offset)
{
    int whence = mark == am_bof ? SEEK_SET : mark == am_cur ? SEEK_CUR : SEEK_END;
    int64_t by;
    HANDLE_ARGUMENT(handle, file);
    if ((mark != am_bof && mark != am_cur && mark != am_eof) || !integer_of(offset, &by))
        return bif_badarg(process);
    off_t position = move(handle, by, whence);
    if (position < 0)
        return posix_error(process, errno);
    return posix_ok(process, heap_integer(process, position));
}

Term bif_prim_file_sync_nif_2(Process *process, Term file, Term data_only)
{
    if (!term_is_small(data_only))
        return bif_badarg(process);
    HANDLE_ARGUMENT(handle, file);
    int descriptor = handle->descriptor;
    return posix_result(
        process, (term_small_value(data_only) ? fdatasync(descriptor) : fsync(descriptor)) == 0);
}

Term bif_prim_file_truncate_nif_1(Process *process, Term file)
{
    HANDLE_ARGUMENT(handle, file);
    off_t position = lseek(handle->descriptor, 0, SEEK_CUR);
    return posix_result(process, position >= 0 && ftruncate(handle->descriptor, position) == 0);
}

/* The file grows up to the end of the room. */
Term bif_prim_file_allocate_nif_3(Process *process, Term file, Term at, Term length)
{
    SInt offset, size;
    HANDLE_ARGUMENT(handle, file);
    if (!term_is_number(at) || !term_is_number(length))
        return bif_badarg(process);
    if (!offset_of(at, &offset) || !offset_of(length, &size))
        return posix_error(process, EINVAL);
    int result;
    do
        result = fallocate(handle->descriptor, 0, offset, size);
    while (result != 0 && errno == EINTR);
    if (result == 0)
        return am_ok;
    int error = posix_fallocate(handle->descriptor, offset, size);
    return error ? posix_error(process, error) : (Term)am_ok;
}

/* It is a hint only: nothing is said if the system does not take it. */
Term bif_prim_file_advise_nif_4(Process *process, Term file, Term at, Term length, Term advice)
{
    static const struct {
        Term name;
        int advice;
    } table[] = {
        {am_normal, POSIX_FADV_NORMAL},         {am_random, POSIX_FADV_RANDOM},
        {am_sequential, POSIX_FADV_SEQUENTIAL}, {am_will_need, POSIX_FADV_WILLNEED},
        {am_dont_need, POSIX_FADV_DONTNEED},    {am_no_reuse, POSIX_FADV_NOREUSE},
    };
    SInt offset, size;
    HANDLE_ARGUMENT(handle, file);
    if (!term_is_number(at) || !term_is_number(length))
        return bif_badarg(process);
    if (!offset_of(at, &offset) || !offset_of(length, &size))
        return posix_error(process, EINVAL);
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        if (table[i].name != advice)
            continue;
        posix_fadvise(handle->descriptor, offset, size, table[i].advice);
        return am_ok;
    }
    return posix_error(process, EINVAL);
}

/* ---- information
 * ------------------------------------------------------------------------------------------ */

/* What the mode of the file allows this process to do, however the handle was opened. */
static Term access_of(const struct stat *status)
{
    mode_t mode = status->st_mode;
    unsigned rights = status->st_uid == geteuid()   ? mode >> 6 & 7
                      : status->st_gid == getegid() ? mode >> 3 & 7
                                                    : mode & 7;
    bool readable = rights & 4, writable = rights & 2;
    return readable ? (writable ? (Term)am_read_write : (Term)am_read)
                    : (writable ? (Term)am_write : (Term)am_none);
}

Term bif_prim_file_read_handle_info_nif_1(Process *process, Term file)
{
    struct stat status;
    HANDLE_ARGUMENT(handle, file);
    if (handle->descriptor == HANDLE_EMBEDDED) {
        embedded_status(handle->inside, &status);
        return file_info(process, &status, am_read);
    }
    if (fstat(handle->descriptor, &status) != 0)
        return posix_error(process, errno);
    return file_info(process, &status, access_of(&status));
}
