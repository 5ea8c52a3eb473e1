/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the parts of code generation share while one module is compiled.
 *
 * A Gen is the module, a GenFunction one of its functions, an Emit the fragment being written. The
 * state of the running process (its pinned registers) is an OpState (rt/ops/state.h) on the stack
 * of each fragment, filled from the fragment's parameters; after the runtime's operations have been
 * inlined, LLVM dissolves it into SSA values.
 *
 * Threads: everything here belongs to the thread that compiles the module.
 */
#ifndef CODEGEN_GEN_H
#define CODEGEN_GEN_H

#include <llvm-c/Core.h>
#include "codegen/codegen.h"
#include "codegen/partition.h"
#include "codegen/target.h"
#include "rt/core/code.h"

typedef struct Literals Literals;
typedef struct DebugInfo DebugInfo;

/* Parameters of a fragment (rt/core/code.h); the first four are OpState's fields, in order. */
enum {
    PARAMETER_PROCESS,
    PARAMETER_STACK,
    PARAMETER_HEAP,
    PARAMETER_REDUCTIONS,
    PARAMETER_X0,
    PARAMETER_AUX = PARAMETER_X0 + X_IN_REGISTERS,
    PARAMETER_COUNT,
};

typedef struct GenTypes {
    LLVMTypeRef none, i1, i8, i32, i64, f64, pointer;
    LLVMTypeRef state;    /* OpState */
    LLVMTypeRef fragment; /* function type */
} GenTypes;

typedef struct GenFunction {
    const IrFunction *ir; /* NULL: not to be generated, only referred to */
    const char *symbol;
    LLVMValueRef info; /* constant: its FunctionInfo */
    LLVMValueRef entry;
    bool recursive; /* recursion.h */
    Partition partition;
    LLVMValueRef *fragments; /* by block: the fragment that it is the head of */
} GenFunction;

/* An export entry that the module refers to. */
typedef struct GenExport {
    BeamText module, function;
    uint32_t arity;
    LLVMValueRef entry; /* the Export, defined by the program table */
} GenExport;

typedef struct Gen {
    Arena *arena; /* freed when the module is done */
    const BeamModule *module;
    const CodegenOptions *options;
    DiagList *diagnostics;
    bool failed; /* a diagnostic has been added */

    Target target;
    LLVMContextRef context;
    LLVMModuleRef llvm;
    LLVMBuilderRef builder;
    GenTypes type;

    GenFunction *functions;
    uint32_t function_count;
    Literals *literals;
    DebugInfo *debug; /* NULL without -g */

    LLVMValueRef image;          /* the ModuleImage */
    LLVMValueRef function_infos; /* array of FunctionInfo */
    LLVMValueRef lambdas;        /* array of FunEntry */
    LLVMValueRef strings;        /* the StrT chunk */
    LLVMValueRef *atoms;         /* by index in the module: the tagged word, once it is used */
    Table fixed_atoms;           /* text → index, of rt/core/atoms.def */
    Table sites;                 /* by contents: indexes into site_values */
    LLVMValueRef *site_values;   /* CodeInfos and RaiseSites that exist already */
    uint32_t site_count, site_capacity;
    Table details;               /* by contents: numbers of the module's CodeDetails */
    LLVMValueRef *detail_values; /* by number */
    uint32_t detail_count, detail_capacity;

    /* For the program table, in the order of first use. */
    uint32_t *used_atoms; /* atoms with a link-time number */
    uint32_t used_atom_count;
    GenExport *used_exports;
    uint32_t used_export_count, used_export_capacity;
    Table used_export_table; /* symbol → index */

    LLVMValueRef op_functions[IR_OP_COUNT]; /* op_NAME, once it is used */
    unsigned metadata_profile, metadata_absolute, metadata_alias;
    LLVMValueRef alias_stack, alias_heap; /* what memory an access is to */
    LLVMValueRef likely, unlikely;        /* branch weights: to the first target, to the second */
} Gen;

typedef struct Emit {
    Gen *gen;
    GenFunction *function;
    IrBlockId head;
    LLVMValueRef fragment;
    LLVMBasicBlockRef prologue;
    LLVMValueRef state;   /* the OpState */
    LLVMValueRef scratch; /* array of terms passed to C, or NULL */
    uint32_t scratch_words;
    uint32_t restart_need;     /* words that it may collect and restart for; 0: it never does */
    LLVMValueRef *values;      /* by IrValue */
    LLVMBasicBlockRef *blocks; /* by block of this fragment */
    bool *clean;     /* by block: nothing but restartable operations since the head was entered */
    IrBlockId block; /* being written: … */
    int frame;       /* … its frame before the current instruction */
    bool clean_now;
} Emit;

static inline const IrBlock *emit_block(const Emit *emit, IrBlockId block)
{
    return &emit->function->ir->blocks[block];
}

#endif
