/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The Code chunk: from bytes to instructions.
 */
#ifndef JOIST_FRONTEND_BEAM_CODE_H
#define JOIST_FRONTEND_BEAM_CODE_H

#include "frontend/beam/cursor.h"
#include "frontend/beam/module.h"

/*
 * Decodes all instructions and checks each operand against its class. Needs atoms, imports,
 * lambdas, literals, strings, lines and types. Fills instructions and label_instruction; labels
 * that are used but not defined, and functions, are left to functions.h. False after a failure.
 */
bool code_decode(BeamModule *module, Cursor *cursor);

#endif
