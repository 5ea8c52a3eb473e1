/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The arguments of open_port as drivers get them. The texts in it are freed by options_free. Used
 * by the thread that runs the process.
 */
#ifndef RT_PORT_OPTIONS_H
#define RT_PORT_OPTIONS_H

#include "rt/port/driver.h"

typedef struct TextList {
    char **texts; /* ending in NULL; NULL: never filled */
    size_t count, capacity;
} TextList;

typedef struct OpenOptions {
    PortOptions options;
    const Driver *driver;
    uint32_t flags; /* PORT_BINARY … */
    UInt line;      /* 0: not by lines */
    char *name, *directory, *argument_0;
    TextList arguments, environment; /* arguments: without the first */
    Term directory_term;             /* []: none */
    bool arguments_given, marks_given;
} OpenOptions;

/* THE_NON_VALUE: good, else what is wrong: am_badopt, am_badarg. Free it in any case. */
Term options_port(OpenOptions *open, Term name, Term settings);
void options_port_free(OpenOptions *open);

/* A text of the operating system (a path, an argument): atom, binary or deep list of characters, in
 * UTF-8. NULL: none, or a list with a zero. The caller frees it. */
char *options_text(Term term);

#endif
