/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Checking decoded operands against the classes of opcode.def.
 */
#ifndef JOIST_FRONTEND_BEAM_OPERAND_H
#define JOIST_FRONTEND_BEAM_OPERAND_H

#include "frontend/beam/module.h"

/* NULL if the operand is of this class, else what is wrong with it. */
const char *operand_check(const BeamModule *module, OperandClass class, const BeamOperand *operand);

/* NULL if an instruction's operands agree with each other, else what is wrong. Each of them must
 * have passed operand_check. */
const char *operand_check_all(const BeamModule *module, const BeamInstruction *instruction);

#endif
