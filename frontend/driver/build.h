/* SPDX-License-Identifier: Apache-2.0 */
/* joist build and joist run. */
#ifndef FRONTEND_DRIVER_BUILD_H
#define FRONTEND_DRIVER_BUILD_H

#include "frontend/driver/options.h"

/* Builds what the options ask for. *executable (may be NULL) is the path of the executable made.
 * False after diagnostics. */
bool build_program(Arena *arena, Options *options, DiagList *diagnostics, const char **executable);

/* The .beam file for a source file, compiled by erlc into `folder`; the input itself when it is a
 * .beam file. NULL after a diagnostic. */
const char *build_beam_of(Arena *arena, const char *input, const char *folder,
                          DiagList *diagnostics);

#endif
