/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Programs that ports run: starting them, and learning how they end. Any thread; may block for a
 * moment.
 */
#ifndef RT_PORT_PROGRAM_H
#define RT_PORT_PROGRAM_H

#include <stdbool.h>
#include <sys/types.h>
#include "rt/core/term.h"

typedef struct ProgramStart {
    const char *path;
    char **arguments, **environment;
    const char *directory; /* NULL: the runtime's */
    int descriptors[3];    /* read by it, written by it, its standard error; -1: the runtime's */
    int input_number, output_number; /* which descriptors these are to be */
} ProgramStart;

/* Starts the program in a session of its own, with no other descriptors. What fails there in the
 * new process ends it with errno as its status. Returns its process id, or -1 with errno. Its end
 * is told to `port`, unless that is THE_NON_VALUE. */
pid_t program_start(const ProgramStart *start, Term port);

#endif
