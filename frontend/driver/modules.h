/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The modules of a program: the inputs and all they call, compiled in parallel.
 *
 * A queue of modules is worked off by a pool of threads; each finished module adds those that it
 * calls and that are not known yet. The result does not depend on the order of work: modules come
 * out sorted by name.
 */
#ifndef FRONTEND_DRIVER_MODULES_H
#define FRONTEND_DRIVER_MODULES_H

#include "frontend/driver/compile.h"
#include "frontend/driver/paths.h"

typedef struct ModuleSet {
    CompiledModule *items;
    size_t count;
    size_t compiled; /* of them not from the cache */
} ModuleSet;

/* `files`: the .beam files to start with; `follow`: also what they call. `fixed`: further ones
 * whose calls are not followed. False after diagnostics. */
bool modules_compile(Arena *arena, const StringList *files, bool follow, const StringList *fixed,
                     const SearchPath *path, const Options *options, const char *cache,
                     DiagList *diagnostics, ModuleSet *set);

#endif
