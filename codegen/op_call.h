/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Calls of the runtime's operations: the op_* functions of rt/ops, compiled to bitcode when joist
 * was built and part of every module from the start.
 *
 * For an operation of ops.def that is not marked codegen the function takes OpState * first, if it
 * needs it (one parameter more than arguments), then the arguments, then the immediate as int64_t.
 * Functions that code generation needs beyond ops.def are listed in helpers.def.
 */
#ifndef CODEGEN_OP_CALL_H
#define CODEGEN_OP_CALL_H

#include "codegen/gen.h"

typedef enum Helper {
#define HELPER(name, signature) HELPER_##name,
#include "codegen/helpers.def"
#undef HELPER
    HELPER_COUNT
} Helper;

enum { OP_CALL_ARGUMENTS_MAX = 8 };

/* Make gen->llvm, with the runtime's operations in it, private to the module. */
bool op_call_load(Gen *gen);

/* The attributes that a function must have so that the operations can be inlined into it, and of
 * one that is to be small rather than fast. */
void op_call_set_attributes(Gen *gen, LLVMValueRef function, bool small);

/* Call an operation; `immediate` is used if its flags say that it has one. */
LLVMValueRef op_call(Emit *emit, IrOp op, const LLVMValueRef *arguments, uint32_t count,
                     int64_t immediate);

/* Call a helper with the OpState and these arguments. */
LLVMValueRef op_call_helper(Emit *emit, Helper helper, const LLVMValueRef *arguments,
                            uint32_t count);

#endif
