/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The opcode table, expanded from opcode.def. Constant data.
 */
#include "opcode.h"

#include <stddef.h>

const OpcodeInfo opcode_table[OPCODE_MAX + 1] = {
#define OPCODE(number, name, arity, since, status, signature, reads, flags) \
    [number] = {#name, since, signature, number, arity, OPCODE_STATUS_##status, reads, flags},
#include "frontend/beam/opcode.def"
};

/* Every CURRENT signature has one letter per operand. */
#define OPCODE(number, name, arity, since, status, signature, reads, flags) \
    _Static_assert(OPCODE_STATUS_##status != OPCODE_STATUS_CURRENT ||       \
                       sizeof(signature) - 1 == (arity),                    \
                   "signature of " #name);
#include "frontend/beam/opcode.def"

const char *opcode_class_text(OperandClass class)
{
    switch (class) {
#define OPERAND_CLASS(letter, NAME, text) \
    case CLASS_##NAME:                    \
        return text;
#include "frontend/beam/opcode.def"
    }
    return "an operand";
}
