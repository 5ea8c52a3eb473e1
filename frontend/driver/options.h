/* SPDX-License-Identifier: Apache-2.0 */
/* The command line. */
#ifndef FRONTEND_DRIVER_OPTIONS_H
#define FRONTEND_DRIVER_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include "frontend/support/arena.h"
#include "frontend/support/diag.h"

typedef enum Command {
    COMMAND_HELP,
    COMMAND_VERSION,
    COMMAND_BUILD,
    COMMAND_RUN,
    COMMAND_INSPECT,
} Command;

typedef enum InspectStage {
    STAGE_CHUNKS,
    STAGE_BEAM,
    STAGE_IR,
    STAGE_LLVM,
    STAGE_ASM,
} InspectStage;

typedef struct StringList {
    const char **items;
    size_t count, capacity;
} StringList;

typedef struct Options {
    Command command;
    StringList inputs;
    StringList includes;          /* --include */
    StringList applications;      /* --app */
    StringList paths;             /* -pa */
    StringList program_arguments; /* run: what follows the file */
    const char *output;
    const char *entry;   /* M:F, or NULL */
    const char *release; /* a folder, or NULL */
    const char *target;
    const char *otp_root;
    const char *function;   /* inspect: M:F/A, F/A or F; NULL: all */
    const char *stop_after; /* inspect --ir: name of a pass */
    int level;
    int jobs;
    bool objects_only; /* --emit=obj */
    bool no_boot;      /* the entry runs without OTP being started */
    bool object_code;  /* the modules' .beam files are in the executable */
    bool debug, verbose, verify;
    InspectStage stage;
} Options;

void string_list_add(StringList *list, Arena *arena, const char *item);

/* False after a diagnostic. */
bool options_parse(Options *options, Arena *arena, int count, char **arguments,
                   DiagList *diagnostics);

void options_print_help(FILE *stream);

#endif
