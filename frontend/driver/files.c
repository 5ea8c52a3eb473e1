/* SPDX-License-Identifier: Apache-2.0 */
/* Files and programs (files.h). Any thread may call these functions. */
#include "frontend/driver/files.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

bool files_try_read(const char *path, Buffer *bytes)
{
    FILE *file = fopen(path, "rb");
    if (!file)
        return false;
    for (;;) {
        uint8_t *room = buffer_reserve(bytes, 65536);
        size_t got = fread(room, 1, 65536, file);
        bytes->size += got;
        if (got == 0)
            break;
    }
    bool good = !ferror(file);
    fclose(file);
    return good;
}

bool files_read(const char *path, Buffer *bytes, DiagList *diagnostics)
{
    errno = 0;
    if (files_try_read(path, bytes))
        return true;
    DiagPlace place = DIAG_NOWHERE;
    place.file = path;
    diag_add(diagnostics, DIAG_ERROR, place, NULL, "cannot read the file: %s", strerror(errno));
    return false;
}

const char *files_temporary(Arena *arena, const char *path)
{
    static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
    static unsigned counter;
    pthread_mutex_lock(&lock);
    unsigned number = ++counter;
    pthread_mutex_unlock(&lock);
    return arena_printf(arena, "%s.%ld-%u.tmp", path, (long)getpid(), number);
}

bool files_write(const char *path, const void *bytes, size_t size, DiagList *diagnostics)
{
    const char *temporary = files_temporary(diagnostics->arena, path);
    FILE *file = fopen(temporary, "wb");
    bool good = file && fwrite(bytes, 1, size, file) == size;
    if (file && fclose(file) != 0)
        good = false;
    if (good && rename(temporary, path) == 0)
        return true;
    DiagPlace place = DIAG_NOWHERE;
    place.file = path;
    diag_add(diagnostics, DIAG_ERROR, place, NULL, "cannot write the file: %s", strerror(errno));
    unlink(temporary);
    return false;
}

int files_run(char *const *arguments)
{
    pid_t child;
    int status;
    if (posix_spawn(&child, arguments[0], NULL, NULL, arguments, environ) != 0)
        return -1;
    while (waitpid(child, &status, 0) < 0)
        if (errno != EINTR)
            return -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

bool files_exists(const char *path)
{
    return access(path, F_OK) == 0;
}

bool files_is_folder(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

bool files_has_suffix(const char *path, const char *suffix)
{
    size_t length = strlen(path), tail = strlen(suffix);
    return length > tail && strcmp(path + length - tail, suffix) == 0;
}

const char *files_base_name(Arena *arena, const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *name = slash ? slash + 1 : path;
    const char *dot = strrchr(name, '.');
    return arena_printf(arena, "%.*s", dot ? (int)(dot - name) : (int)strlen(name), name);
}

const char *files_folder(Arena *arena, const char *path)
{
    const char *slash = strrchr(path, '/');
    if (!slash)
        return ".";
    return slash == path ? "/" : arena_printf(arena, "%.*s", (int)(slash - path), path);
}
