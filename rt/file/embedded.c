/* SPDX-License-Identifier: Apache-2.0 */
/* Files inside the executable (embedded.h): the table is sorted by path, as strcmp orders. */
#include "rt/file/embedded.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <unistd.h>

static char root[2 * PATH_MAX];
static size_t root_length;

void embedded_initialize(const char *called_as)
{
    const char *told = (const char *)getauxval(AT_EXECFN);
    char folder[PATH_MAX];
    if (!told || !*told)
        told = called_as ? called_as : "joist";
    if (strncmp(told, "./", 2) == 0)
        told += 2;
    if (*told != '/' && getcwd(folder, sizeof folder))
        snprintf(root, sizeof root, "%s/%s", strcmp(folder, "/") == 0 ? "" : folder, told);
    else
        snprintf(root, sizeof root, "%s%s", *told == '/' ? "" : "/", told);
    root_length = strlen(root);
}

const char *embedded_root(void)
{
    return root;
}

bool embedded_is_inside(const char *path)
{
    return root_length > 0 && strncmp(path, root, root_length) == 0 && path[root_length] == '/';
}

/* The path below the root with single slashes and without "." parts; false when it is too long or
 * has "..", which nothing inside needs. */
static bool normalize(const char *path, char *out, size_t size)
{
    size_t length = 0;
    for (path += root_length; *path;) {
        path += strspn(path, "/");
        size_t part = strcspn(path, "/");
        if (part == 2 && path[0] == '.' && path[1] == '.')
            return false;
        if (part > 0 && !(part == 1 && path[0] == '.')) {
            if (length + part + 2 > size)
                return false;
            if (length > 0)
                out[length++] = '/';
            memcpy(out + length, path, part);
            length += part;
        }
        path += part;
    }
    out[length] = 0;
    return true;
}

static int compare(const void *key, const void *file)
{
    return strcmp(key, ((const EmbeddedFile *)file)->path);
}

const EmbeddedFile *embedded_find(const char *path)
{
    char inside[PATH_MAX];
    if (!embedded_is_inside(path) || !normalize(path, inside, sizeof inside) ||
        joist_program.file_count == 0)
        return NULL;
    return bsearch(inside, joist_program.files, joist_program.file_count, sizeof(EmbeddedFile),
                   compare);
}

void embedded_status(const EmbeddedFile *file, struct stat *status)
{
    memset(status, 0, sizeof *status);
    status->st_mode = file->bytes ? S_IFREG | 0644 : S_IFDIR | 0755;
    status->st_nlink = 1;
    status->st_size = (off_t)file->size;
    status->st_ino = (ino_t)(file - joist_program.files) + 1;
}

const EmbeddedFile *embedded_next(const EmbeddedFile *folder, const EmbeddedFile *previous,
                                  const char **name)
{
    const EmbeddedFile *end = joist_program.files + joist_program.file_count;
    size_t length = strlen(folder->path);
    for (const EmbeddedFile *file = (previous ? previous : folder) + 1; file < end; file++) {
        const char *rest = file->path;
        if (length > 0) {
            if (strncmp(file->path, folder->path, length) != 0)
                return NULL;
            rest = file->path + length;
            if (*rest++ != '/')
                continue; /* "lib-x" sorts between "lib" and "lib/" */
        }
        if (!strchr(rest, '/')) {
            *name = rest;
            return file;
        }
    }
    return NULL;
}
