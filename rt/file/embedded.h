/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Files inside the executable. They appear below the path of the executable itself, which cannot be
 * a folder, so that nothing of the file system is hidden, as on a file system that is mounted
 * read-only: with the modes of installed files, but access is `read` and changes are EROFS. The
 * executable's path is code:root_dir(). Any thread.
 */
#ifndef RT_FILE_EMBEDDED_H
#define RT_FILE_EMBEDDED_H

#include <sys/stat.h>

#include "rt/core/code.h"

/* Once, at start: argv[0], for systems that do not tell the path of the executable. */
void embedded_initialize(const char *called_as);

/* The absolute path of the executable. */
const char *embedded_root(void);

/* Is the path below the executable's (then it is none of the file system)? */
bool embedded_is_inside(const char *path);

/* The file or folder of that (absolute) path, NULL: none. */
const EmbeddedFile *embedded_find(const char *path);

/* As stat(2) would tell. */
void embedded_status(const EmbeddedFile *file, struct stat *status);

/* The names in a folder: the first after `previous` (NULL: the first of all), as the file itself
 * and its name in *name; NULL at the end. */
const EmbeddedFile *embedded_next(const EmbeddedFile *folder, const EmbeddedFile *previous,
                                  const char **name);

#endif
