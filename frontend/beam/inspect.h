/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What `joist inspect FILE --chunks|--beam` shows: the chunks of a file, and its code as assembly.
 *
 * Nothing here changes the module. Threads: any, on a module that is complete.
 */
#ifndef JOIST_FRONTEND_BEAM_INSPECT_H
#define JOIST_FRONTEND_BEAM_INSPECT_H

#include "module.h"

#include <stdio.h>

typedef struct InspectOptions {
    bool color;
    const char *function; /* show only functions of this name (unquoted); NULL: all */
    int32_t arity;        /* and of this arity; -1: any */
} InspectOptions;

/* A table of all chunks with sizes, then a summary of each known one. */
void inspect_chunks(FILE *stream, const BeamModule *module, const InspectOptions *options);

/*
 * Assembly. Frame sizes are shown if the module has been validated. Returns false if the options
 * name a function that is not in the module.
 */
bool inspect_beam(FILE *stream, const BeamModule *module, const InspectOptions *options);

#endif
