/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Fragments: making their LLVM functions, entering and leaving them.
 *
 * Block parameters of a head arrive in x0 … x5 and, from the seventh on, in the X registers in
 * memory; F64 and BOOL values travel as integers. Control leaves by tail calls only.
 */
#ifndef CODEGEN_FRAGMENT_H
#define CODEGEN_FRAGMENT_H

#include "codegen/gen.h"

/* Declare the fragments of a function (all functions are declared before any is written). */
void fragment_declare(Gen *gen, GenFunction *function);
/* A fragment of the runtime, by name. */
LLVMValueRef fragment_runtime(Gen *gen, const char *name);

/* Write all fragments of a function. */
void fragment_write(Gen *gen, GenFunction *function);

/* A function whose code is the runtime's: goes where its export entry says. */
void fragment_write_native(Gen *gen, GenFunction *function);
/* What a local fun's FunEntry points to: the code of this lambda, entered with the fun in aux. */
LLVMValueRef fragment_of_lambda(Gen *gen, uint32_t lambda);

/* ---- for the parts that write instructions ------------------------------------------------- */

/* The argument's LLVM value. */
LLVMValueRef fragment_value(Emit *emit, IrValue value);

/* A field of the OpState: PARAMETER_PROCESS … PARAMETER_REDUCTIONS. */
LLVMValueRef fragment_load_state(Emit *emit, unsigned field);
void fragment_store_state(Emit *emit, unsigned field, LLVMValueRef value);

/* Address of word `index` of a memory of terms. */
LLVMValueRef fragment_word_at(Emit *emit, LLVMValueRef base, int64_t index);

/* A word of the stack, counted from its top. */
LLVMValueRef fragment_load_stack(Emit *emit, int64_t word);
void fragment_store_stack(Emit *emit, int64_t word, LLVMValueRef value);
/* A word of an object on the heap. */
LLVMValueRef fragment_load_heap(Emit *emit, LLVMValueRef base, int64_t word);
void fragment_store_heap(Emit *emit, LLVMValueRef base, int64_t word, LLVMValueRef value);

/* Memory for so many terms to be passed to C. */
LLVMValueRef fragment_scratch(Emit *emit, uint32_t words);

/* Leave for a fragment (a function, or a pointer to one) with these words as arguments. */
void fragment_leave(Emit *emit, LLVMValueRef to, const LLVMValueRef *arguments, uint32_t count,
                    LLVMValueRef aux);

/* Leave for the continuation in the frame, with a result. */
void fragment_return(Emit *emit, LLVMValueRef value);

/* Where a branch to `target` has to go: its block, or a new one that passes the arguments. */
LLVMBasicBlockRef fragment_edge(Emit *emit, const IrTarget *target);
/* The same for a jump from where the builder is. */
void fragment_jump(Emit *emit, const IrTarget *target);
/* The same for the back edge of a self tail call: costs a reduction. */
void fragment_loop(Emit *emit, const IrTarget *target);

LLVMBasicBlockRef fragment_new_block(Emit *emit);

/* The code of a root as a word to be stored. */
LLVMValueRef fragment_address(Emit *emit, IrBlockId root);

/* A conditional branch, perhaps with the side that is hardly ever taken: `cold` 0 or 1, -1: none.
 */
void fragment_branch(Emit *emit, LLVMValueRef condition, LLVMBasicBlockRef yes,
                     LLVMBasicBlockRef no, int cold);

#endif
