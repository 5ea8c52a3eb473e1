/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The chunks that hold terms: LitT, Attr, CInf and Meta.
 */
#ifndef JOIST_FRONTEND_BEAM_LITERALS_H
#define JOIST_FRONTEND_BEAM_LITERALS_H

#include "frontend/beam/cursor.h"
#include "frontend/beam/module.h"

/* LitT, compressed or (from OTP 28 on) not. Needs the module's atoms. */
bool literals_read(BeamModule *module, Cursor *cursor);

/* A chunk that is one term; NULL after a failure. */
const Literal *literals_read_term(BeamModule *module, Cursor *cursor);

#endif
