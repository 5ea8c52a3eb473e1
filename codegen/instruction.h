/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Writing the instructions of a block (instruction.c), its terminator (terminator.c) and switches
 * (select.c) into the fragment.
 */
#ifndef CODEGEN_INSTRUCTION_H
#define CODEGEN_INSTRUCTION_H

#include "codegen/gen.h"

/* Any operation but a terminator. */
void instruction_write(Emit *emit, const IrInstruction *instruction);

/* May the fragment be started again after this operation as if nothing had happened? */
bool instruction_is_restartable(IrOp op);

void terminator_write(Emit *emit, const IrInstruction *instruction);

void select_write(Emit *emit, const IrInstruction *instruction);

#endif
