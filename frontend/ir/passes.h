/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The passes over IR, one function per file pass_NAME.c; the table of them is in passes.c.
 *
 * A pass takes a function that ir_check accepts and leaves one. It leaves definitions numbered
 * (ir_number_values) and needs no information from other passes but what passes.c says.
 */
#ifndef FRONTEND_IR_PASSES_H
#define FRONTEND_IR_PASSES_H

#include "frontend/ir/ir.h"

void pass_cleanup(IrFunction *function);
void pass_types(IrFunction *function);
void pass_floats(IrFunction *function);
void pass_loops(IrFunction *function);
void pass_unbox(IrFunction *function);
void pass_words(IrFunction *function);
void pass_finite(IrFunction *function);

/* Between passes, for all functions of a module (by their index).
 *
 * Inlining: calls of small functions that only compute become copies of their code. Facts stay
 * right, but for the copies they are those of the original. */
void module_inline(IrFunction *const *functions, uint32_t count);
/* Sharing: the parameters of functions that are called from inside the module only get the facts of
 * what they are called with. */
void module_facts_share(IrFunction *const *functions, uint32_t count);

#endif
