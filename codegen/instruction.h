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

/* Is the i-th instruction the call of a native function of which it is known that it fails? Then
 * it and the raise behind it are written at once. */
bool terminator_calls_raiser(const IrBlock *block, uint32_t i);
void terminator_write_raiser(Emit *emit, const IrInstruction *raise);

void select_write(Emit *emit, const IrInstruction *instruction);

#endif
