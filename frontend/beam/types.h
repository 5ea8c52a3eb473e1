/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The Type chunk: what the compiler knew about values in typed registers.
 */
#ifndef JOIST_FRONTEND_BEAM_TYPES_H
#define JOIST_FRONTEND_BEAM_TYPES_H

#include "frontend/beam/cursor.h"
#include "frontend/beam/module.h"

/* Reads versions 1 (OTP 25) to 3 (OTP 27); types of other versions are left out, as OTP does. */
bool types_read(BeamModule *module, Cursor *cursor);

#endif
