/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reading the external term format (OTP's "External Term Format" document) into literals.
 *
 * Accepted are the tags that a constant in a .beam file can have: integers of any size, floats
 * (both encodings), atoms (all four encodings), lists, strings, tuples, maps, binaries, bitstrings
 * and external funs. Local funs, pids, ports and references have no meaning outside a running
 * node and are refused, as are maps with equal keys.
 *
 * Depth and length are bounded by the input's size only: an explicit stack keeps unfinished terms.
 */
#ifndef JOIST_FRONTEND_BEAM_ETF_H
#define JOIST_FRONTEND_BEAM_ETF_H

#include "frontend/beam/cursor.h"
#include "frontend/beam/module.h"

/*
 * Reads one term with its version byte from the cursor, also a compressed one. Atoms are added to
 * the module, nodes to its pool. NULL after a failure. Bytes may follow the term.
 */
const Literal *etf_read(BeamModule *module, Cursor *cursor);

#endif
