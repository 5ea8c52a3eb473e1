/* SPDX-License-Identifier: Apache-2.0 */
/*
 * DWARF line tables: Erlang source lines for the code of each fragment. Without options.debug all
 * functions do nothing.
 */
#ifndef CODEGEN_DEBUG_INFO_H
#define CODEGEN_DEBUG_INFO_H

#include "codegen/gen.h"

void debug_info_begin(Gen *gen);
/* Before the first instruction of a fragment. */
void debug_info_enter(Emit *emit);
/* What is built from now on belongs to this location. */
void debug_info_place(Emit *emit, uint32_t location);
/* What is built from now on belongs to no fragment with lines. */
void debug_info_leave(Gen *gen);
/* After all code. */
void debug_info_end(Gen *gen);

#endif
