/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The chunks that are plain tables: atoms, imports, exports, locals, lambdas.
 *
 * Each function reads one chunk into the module and checks atom indexes and arities; label numbers
 * are checked when the code is known (functions.h). False after a failure.
 */
#ifndef JOIST_FRONTEND_BEAM_TABLES_H
#define JOIST_FRONTEND_BEAM_TABLES_H

#include "frontend/beam/cursor.h"
#include "frontend/beam/module.h"

/* AtU8, or the Latin-1 chunk Atom of old files. The first atom is the module's name. */
bool tables_read_atoms(BeamModule *module, Cursor *cursor, bool utf8);

bool tables_read_imports(BeamModule *module, Cursor *cursor);
bool tables_read_lambdas(BeamModule *module, Cursor *cursor);

/* ExpT and LocT have the same form. */
bool tables_read_exports(BeamModule *module, Cursor *cursor, BeamExport **entries, uint32_t *count);

#endif
