/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Natives of prim_file that work on names. They block the calling thread. Names are binaries that
 * end in a zero byte (rt/file/path.h), names returned do not.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/sysmacros.h>
#include <sys/time.h>
#include <unistd.h>
#include "rt/bif/file.h"
#include "rt/core/binary.h"
#include "rt/file/embedded.h"
#include "rt/file/path.h"
#include "rt/file/posix_error.h"

#define PATH_ARGUMENT(path, term)     \
    Path path;                        \
    if (!path_from_term(&path, term)) \
    return bif_badarg(process)

/* ---- information
 * --------------------------------------------------------------------------------- */

static Term type_of(mode_t mode)
{
    if (S_ISREG(mode))
        return am_regular;
    if (S_ISDIR(mode))
        return am_directory;
    if (S_ISLNK(mode))
        return am_symlink;
    if (S_ISCHR(mode) || S_ISBLK(mode))
        return am_device;
    return am_other;
}

Term file_info(Process *process, const struct stat *status, Term access)
{
    return heap_tuple(
        process, 14, am_file_info, heap_integer(process, status->st_size), type_of(status->st_mode),
        access, heap_integer(process, status->st_atime), heap_integer(process, status->st_mtime),
        heap_integer(process, status->st_ctime), term_make_small(status->st_mode),
        term_make_small((SInt)status->st_nlink), heap_unsigned(process, status->st_dev),
        heap_unsigned(process, status->st_rdev), heap_unsigned(process, status->st_ino),
        term_make_small(status->st_uid), term_make_small(status->st_gid));
}

Term bif_prim_file_read_info_nif_2(Process *process, Term name, Term follow)
{
    struct stat status;
    PATH_ARGUMENT(path, name);
    if (!term_is_small(follow))
        return bif_badarg(process);
    const EmbeddedFile *inside = embedded_find(path.text);
    if (inside) {
        embedded_status(inside, &status);
        return file_info(process, &status, am_read);
    }
    int flags = term_small_value(follow) ? 0 : AT_SYMLINK_NOFOLLOW;
    if (fstatat(AT_FDCWD, path.text, &status, flags) != 0)
        return posix_error(process, errno);
    bool readable = access(path.text, R_OK) == 0, writable = access(path.text, W_OK) == 0;
    return file_info(process, &status,
                     readable ? (writable ? (Term)am_read_write : (Term)am_read)
                              : (writable ? (Term)am_write : (Term)am_none));
}

Term bif_prim_file_read_link_nif_1(Process *process, Term name)
{
    char target[PATH_BYTES_MAX];
    PATH_ARGUMENT(path, name);
    ssize_t length = readlink(path.text, target, sizeof target);
    if (length < 0)
        return posix_error(process, errno);
    return posix_ok(process, binary_from_bytes(process, target, (UInt)length));
}

Term bif_prim_file_altname_nif_1(Process *process, Term name)
{
    PATH_ARGUMENT(path, name);
    return posix_error(process, ENOTSUP);
}

/* ---- contents
 * -------------------------------------------------------------------------------------- */

Term bif_prim_file_read_file_nif_1(Process *process, Term name)
{
    PATH_ARGUMENT(path, name);
    const EmbeddedFile *inside = embedded_find(path.text);
    if (inside)
        return inside->bytes
                   ? posix_ok(process, binary_from_bytes(process, inside->bytes, inside->size))
                   : posix_error(process, EISDIR);
    int descriptor = open(path.text, O_RDONLY | O_CLOEXEC);
    struct stat status;
    if (descriptor < 0)
        return posix_error(process, errno);
    if (fstat(descriptor, &status) != 0 || S_ISDIR(status.st_mode)) {
        close(descriptor);
        return posix_error(process, EISDIR);
    }
    /* The size is a hint only: of devices and of files in /proc it is 0. */
    UInt capacity = status.st_size > 0 ? (UInt)status.st_size + 1 : 4096, size = 0;
    BinaryObject *object = binary_object_try_new(capacity);
    ssize_t count = 1;
    while (object && count != 0) {
        if (size == object->capacity) {
            BinaryObject *larger = binary_object_try_new(size * 2);
            if (larger)
                memcpy(larger->bytes, object->bytes, size);
            binary_object_release(object);
            object = larger;
            continue;
        }
        count = read(descriptor, object->bytes + size, object->capacity - size);
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            break;
        size += (UInt)count;
    }
    int error = object ? errno : ENOMEM;
    close(descriptor);
    if (!object || count < 0) {
        if (object)
            binary_object_release(object);
        return posix_error(process, error);
    }
    Term data;
    if (size <= HEAP_BIN_MAX) {
        data = binary_from_bytes(process, object->bytes, size);
        binary_object_release(object);
    } else {
        data = binary_wrap_object(process, object, size * 8);
    }
    return posix_ok(process, data);
}

static Term list_embedded(Process *process, const EmbeddedFile *folder)
{
    Term list = TERM_NIL;
    const char *text;
    if (folder->bytes)
        return posix_error(process, ENOTDIR);
    for (const EmbeddedFile *file = NULL; (file = embedded_next(folder, file, &text));)
        list = heap_cons(process, binary_from_bytes(process, text, strlen(text)), list);
    return posix_ok(process, list);
}

Term bif_prim_file_list_dir_nif_1(Process *process, Term name)
{
    PATH_ARGUMENT(path, name);
    const EmbeddedFile *inside = embedded_find(path.text);
    if (inside)
        return list_embedded(process, inside);
    DIR *folder = opendir(path.text);
    if (!folder)
        return posix_error(process, errno);
    Term list = TERM_NIL;
    struct dirent *entry;
    while ((entry = readdir(folder))) {
        const char *text = entry->d_name;
        if (strcmp(text, ".") == 0 || strcmp(text, "..") == 0)
            continue;
        list = heap_cons(process, binary_from_bytes(process, text, strlen(text)), list);
    }
    closedir(folder);
    return posix_ok(process, list);
}

/* ---- changes
 * ------------------------------------------------------------------------------------------ */

/* The answer to a change of what has that name, or that makes it. */
static Term change_result(Process *process, const Path *path, bool makes, bool done)
{
    if (done || errno != ENOTDIR || !embedded_is_inside(path->text))
        return posix_result(process, done);
    bool there = embedded_find(path->text) != NULL;
    return posix_error(process, there == makes ? (makes ? EEXIST : ENOENT) : EROFS);
}

Term bif_prim_file_make_dir_nif_1(Process *process, Term name)
{
    PATH_ARGUMENT(path, name);
    return change_result(process, &path, true, mkdir(path.text, 0777) == 0);
}

/* A folder is eperm, as the Erlang documentation promises. */
Term bif_prim_file_del_file_nif_1(Process *process, Term name)
{
    PATH_ARGUMENT(path, name);
    if (unlink(path.text) == 0)
        return am_ok;
    return errno == EISDIR ? posix_error(process, EPERM)
                           : change_result(process, &path, false, false);
}

static bool is_current_folder(const char *path)
{
    struct stat folder, current;
    return stat(path, &folder) == 0 && stat(".", &current) == 0 &&
           folder.st_ino == current.st_ino && folder.st_dev == current.st_dev;
}

/* A folder with files in it is eexist, the current one einval. */
Term bif_prim_file_del_dir_nif_1(Process *process, Term name)
{
    PATH_ARGUMENT(path, name);
    if (rmdir(path.text) == 0)
        return am_ok;
    if (errno != ENOTEMPTY && errno != EEXIST)
        return change_result(process, &path, false, false);
    return posix_error(process, is_current_folder(path.text) ? EINVAL : EEXIST);
}

Term bif_prim_file_rename_nif_2(Process *process, Term from, Term to)
{
    PATH_ARGUMENT(old, from);
    PATH_ARGUMENT(new, to);
    if (rename(old.text, new.text) == 0)
        return am_ok;
    if (strcmp(old.text, "/") == 0)
        return posix_error(process, EINVAL); /* systems tell different errors */
    if (errno == ENOTEMPTY)
        return posix_error(process, EEXIST);
    if (errno != ENOTDIR || embedded_is_inside(old.text) || !embedded_is_inside(new.text))
        return change_result(process, &old, false, false);
    return posix_error(process, EROFS);
}

Term bif_prim_file_make_hard_link_nif_2(Process *process, Term existing, Term name)
{
    PATH_ARGUMENT(old, existing);
    PATH_ARGUMENT(new, name);
    return change_result(process, &new, true, link(old.text, new.text) == 0);
}

Term bif_prim_file_make_soft_link_nif_2(Process *process, Term existing, Term name)
{
    PATH_ARGUMENT(old, existing);
    PATH_ARGUMENT(new, name);
    return change_result(process, &new, true, symlink(old.text, new.text) == 0);
}

static bool is_between(Term number, SInt least, SInt most)
{
    return term_is_small(number) && term_small_value(number) >= least &&
           term_small_value(number) <= most;
}

Term bif_prim_file_set_permissions_nif_2(Process *process, Term name, Term permissions)
{
    PATH_ARGUMENT(path, name);
    if (!is_between(permissions, 0, UINT32_MAX))
        return bif_badarg(process);
    mode_t mode = (mode_t)term_small_value(permissions) & (S_ISUID | S_ISGID | 0777);
    /* Not everybody, and not every file system, may set the first two. */
    return change_result(process, &path, false,
                         chmod(path.text, mode) == 0 || chmod(path.text, mode & 0777) == 0);
}

Term bif_prim_file_set_owner_nif_3(Process *process, Term name, Term user, Term group)
{
    PATH_ARGUMENT(path, name);
    if (!is_between(user, INT32_MIN, INT32_MAX) || !is_between(group, INT32_MIN, INT32_MAX))
        return bif_badarg(process);
    bool done =
        chown(path.text, (uid_t)term_small_value(user), (gid_t)term_small_value(group)) == 0;
    return change_result(process, &path, false, done);
}

Term bif_prim_file_set_time_nif_4(Process *process, Term name, Term access, Term modified,
                                  Term created)
{
    PATH_ARGUMENT(path, name);
    if (!term_is_small(access) || !term_is_small(modified) || !term_is_small(created))
        return bif_badarg(process);
    const struct timeval times[2] = {{.tv_sec = term_small_value(access)},
                                     {.tv_sec = term_small_value(modified)}};
    return change_result(process, &path, false, utimes(path.text, times) == 0);
}

/* ---- the current folder
 * ---------------------------------------------------------------------------------- */

Term bif_prim_file_get_cwd_nif_0(Process *process)
{
    char folder[PATH_BYTES_MAX];
    if (!getcwd(folder, sizeof folder))
        return posix_error(process, errno);
    return posix_ok(process, binary_from_bytes(process, folder, strlen(folder)));
}

Term bif_prim_file_set_cwd_nif_1(Process *process, Term name)
{
    PATH_ARGUMENT(path, name);
    return posix_result(process, chdir(path.text) == 0);
}

Term bif_prim_file_get_device_cwd_nif_1(Process *process, Term index)
{
    if (!term_is_small(index))
        return bif_badarg(process);
    return posix_error(process, ENOTSUP);
}
