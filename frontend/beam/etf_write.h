/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Writing the external term format: piece by piece, and whole literals.
 *
 * A term is written by its head followed by its parts: etf_write_tuple(2) and then two terms;
 * etf_write_list(n), n terms, and the tail, mostly etf_write_nil. Atoms and strings are given as
 * UTF-8; strings become lists of characters.
 */
#ifndef JOIST_FRONTEND_BEAM_ETF_WRITE_H
#define JOIST_FRONTEND_BEAM_ETF_WRITE_H

#include "frontend/beam/module.h"
#include "frontend/support/buffer.h"

/* The byte before a term that stands alone. */
void etf_write_version(Buffer *out);

void etf_write_tuple(Buffer *out, uint32_t arity);
void etf_write_list(Buffer *out, uint32_t count);
void etf_write_nil(Buffer *out);
void etf_write_atom(Buffer *out, const char *text);
void etf_write_integer(Buffer *out, int32_t value);
void etf_write_string(Buffer *out, const char *text);

/* `module` owns the literal's atoms. */
void etf_write_literal(Buffer *out, const BeamModule *module, const Literal *literal);

#endif
