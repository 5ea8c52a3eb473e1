/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Places: joist's own files, the cache, and where .beam files are looked for.
 *
 * Search order for a module: folders given with -pa (and those of the inputs), joist's own stdlib
 * (which replaces a few modules of OTP), OTP's lib/X/ebin, Elixir's lib/X/ebin when it is
 * installed. OTP's root is that of --otp, else of `erl` on PATH.
 */
#ifndef FRONTEND_DRIVER_PATHS_H
#define FRONTEND_DRIVER_PATHS_H

#include <stdbool.h>
#include <stddef.h>
#include "frontend/support/arena.h"
#include "frontend/support/diag.h"

typedef struct SearchPath {
    const char **folders;
    size_t count, capacity;
    const char *otp_root; /* NULL: none found */
} SearchPath;

/* A file that belongs to this build of joist (librt.a, link.args), beside the command. */
const char *paths_own_file(Arena *arena, const char *name);

/* $XDG_CACHE_HOME/joist or ~/.cache/joist, created; NULL after a diagnostic. */
const char *paths_cache_folder(Arena *arena, DiagList *diagnostics);

void paths_search_add(SearchPath *path, Arena *arena, const char *folder);

/* Adds LIBRARY/X/ebin for each X. */
void paths_search_add_library(SearchPath *path, Arena *arena, const char *library);

/* Adds OTP's and Elixir's folders. `otp_root` NULL: find it. */
void paths_search_add_installed(SearchPath *path, Arena *arena, const char *otp_root);

/* Path of NAME.beam, or NULL. */
const char *paths_find_module(const SearchPath *path, Arena *arena, const char *module);

/* Folder of the application NAME ("NAME" or "NAME-VSN" with an ebin folder), or NULL. */
const char *paths_find_application(const SearchPath *path, Arena *arena, const char *name);

/* "25" from the OTP root's releases folder, else 25. */
unsigned paths_otp_release(const SearchPath *path, Arena *arena);

/* Path of a program on PATH, or NULL. */
const char *paths_program(Arena *arena, const char *name);

/* Creates a folder and its parents. */
bool paths_make_folder(const char *path);

#endif
