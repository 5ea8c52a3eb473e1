/* SPDX-License-Identifier: Apache-2.0 */
/* LLVM's part: inlining the runtime's operations, optimising, emitting. */
#ifndef CODEGEN_PASSES_H
#define CODEGEN_PASSES_H

#include "codegen/gen.h"

/* False after a diagnostic. */
bool passes_run(Gen *gen);
bool passes_emit(Gen *gen, Buffer *out);

#endif
