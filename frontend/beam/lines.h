/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The Line chunk: files and line numbers that `line` instructions refer to.
 */
#ifndef JOIST_FRONTEND_BEAM_LINES_H
#define JOIST_FRONTEND_BEAM_LINES_H

#include "frontend/beam/cursor.h"
#include "frontend/beam/module.h"

/*
 * Reads the chunk, or makes empty tables if `cursor` is NULL or the version is unknown, as OTP
 * does. Needs the module's atoms. False after a failure.
 */
bool lines_read(BeamModule *module, Cursor *cursor);

#endif
