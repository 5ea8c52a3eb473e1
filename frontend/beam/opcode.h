/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Opcodes by number and name: enums and descriptions expanded from opcode.def.
 *
 * Everything here is constant data; any thread may use it.
 */
#ifndef JOIST_FRONTEND_BEAM_OPCODE_H
#define JOIST_FRONTEND_BEAM_OPCODE_H

#include <stdint.h>

/* OPCODE_MAX is the highest number in the table. */
enum { OPCODE_MAX = 185 };

/* OP_label, OP_func_info, … with the numbers used in files. */
typedef enum Opcode {
#define OPCODE(number, name, arity, since, status, signature, reads, flags) OP_##name = (number),
#include "frontend/beam/opcode.def"
} Opcode;

typedef enum OpcodeStatus {
    OPCODE_STATUS_CURRENT,
    OPCODE_STATUS_OBSOLETE,
    OPCODE_STATUS_RESERVED,
} OpcodeStatus;

/* The letters of a signature. */
typedef enum OperandClass {
#define OPERAND_CLASS(letter, NAME, text) CLASS_##NAME = (letter),
#include "frontend/beam/opcode.def"
} OperandClass;

enum {
    OPCODE_META = 1,   /* does nothing at run time: label, line, on_load … */
    OPCODE_END = 2,    /* control never reaches the next instruction */
    OPCODE_CALL = 4,   /* runs other code; afterwards x0 is the result and all other X are lost */
    OPCODE_TAIL = 8,   /* a call that does not come back */
    OPCODE_GC = 16,    /* may collect: X registers from its LIVE operand on are lost, also when
                          it jumps to its failure label */
    OPCODE_RAISE = 32, /* may raise, besides those whose FAIL operand is 0 */
    OPCODE_PUT = 64,   /* adds to the binary started by the latest bs_init2, bs_init_bits,
                          bs_append or bs_private_append */
};

typedef struct OpcodeInfo {
    const char *name; /* NULL: no such opcode */
    const char *since;
    const char *signature; /* one OperandClass per operand */
    uint8_t number;
    uint8_t arity;
    uint8_t status; /* OpcodeStatus */
    uint8_t reads;
    uint8_t flags;
} OpcodeInfo;

/* Indexed by opcode, 0 .. OPCODE_MAX. */
extern const OpcodeInfo opcode_table[OPCODE_MAX + 1];

/* The text of an operand class, for messages. */
const char *opcode_class_text(OperandClass class);

#endif
