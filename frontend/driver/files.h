/* SPDX-License-Identifier: Apache-2.0 */
/* Reading files whole, writing them so that nothing half-written is left, running programs. */
#ifndef FRONTEND_DRIVER_FILES_H
#define FRONTEND_DRIVER_FILES_H

#include <stdbool.h>
#include <sys/types.h>
#include "frontend/support/buffer.h"
#include "frontend/support/diag.h"

/* Appends the file's bytes. False after a diagnostic; quiet: without one. */
bool files_read(const char *path, Buffer *bytes, DiagList *diagnostics);
bool files_try_read(const char *path, Buffer *bytes);

/* Writes beside the target and renames. False after a diagnostic. */
bool files_write(const char *path, const void *bytes, size_t size, DiagList *diagnostics);

/* Name for a temporary beside `path`, unique in this machine for now. */
const char *files_temporary(Arena *arena, const char *path);

/* Runs a program with these arguments (NULL-terminated; [0] is its path) and waits. Returns its
 * exit status, 128 + signal, or -1 when it could not be started. */
int files_run(char *const *arguments);

bool files_exists(const char *path);
bool files_is_folder(const char *path);
bool files_has_suffix(const char *path, const char *suffix);
/* "name" of "folder/name.suffix". */
const char *files_base_name(Arena *arena, const char *path);
const char *files_folder(Arena *arena, const char *path);

#endif
