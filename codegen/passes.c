/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The pass pipeline. The operations are inlined first; SROA then dissolves the state, and what is
 * left is mostly redundant loads, tests of tags that are known, and stores that a later one
 * overwrites. Larger pipelines (-O2, -O3) were measured to buy nothing. See passes.h.
 */
#include "codegen/passes.h"

#include <llvm-c/Analysis.h>
#include <llvm-c/Error.h>
#include <llvm-c/Transforms/PassBuilder.h>

static const char *pipeline_of(int level)
{
    switch (level) {
    case 0:
        return "always-inline,globaldce,function(sroa,early-cse<memssa>,simplifycfg)";
    case 1:
        return "always-inline,globaldce,"
               "function(sroa,early-cse<memssa>,simplifycfg,"
               "instcombine<no-verify-fixpoint>,simplifycfg)";
    default:
        return "always-inline,globaldce,"
               "function(sroa,early-cse<memssa>,simplifycfg,instcombine<no-verify-fixpoint>,"
               "jump-threading,gvn,dse,simplifycfg)";
    }
}

static void complain(Gen *gen, const char *what, const char *message)
{
    if (!gen->failed)
        diag_add(gen->diagnostics, DIAG_ERROR, (DiagPlace){gen->module->file, NULL, NULL, -1},
                 "this is a defect of joist, please report it", "internal error: %s: %s", what,
                 message);
    gen->failed = true;
}

static bool verify(Gen *gen, const char *when)
{
    char *message = NULL;
    if (!gen->options->verify)
        return true;
    bool broken = LLVMVerifyModule(gen->llvm, LLVMReturnStatusAction, &message);
    if (broken)
        complain(gen, when, message);
    LLVMDisposeMessage(message);
    return !broken;
}

bool passes_run(Gen *gen)
{
    if (!verify(gen, "LLVM IR before the passes"))
        return false;
    if (gen->options->emit == CODEGEN_LLVM_RAW)
        return true;
    LLVMPassBuilderOptionsRef options = LLVMCreatePassBuilderOptions();
    LLVMErrorRef error =
        LLVMRunPasses(gen->llvm, pipeline_of(gen->options->level), gen->target.machine, options);
    LLVMDisposePassBuilderOptions(options);
    if (error) {
        char *message = LLVMGetErrorMessage(error);
        complain(gen, "LLVM's passes", message);
        LLVMDisposeErrorMessage(message);
        return false;
    }
    return verify(gen, "LLVM IR after the passes");
}

static void add_text(char *text, Buffer *out)
{
    buffer_add_text(out, text);
    LLVMDisposeMessage(text);
}

/* The whole module, or the fragments of the one function asked for. */
static void emit_text(Gen *gen, Buffer *out)
{
    if (gen->options->only_function == BEAM_NONE) {
        add_text(LLVMPrintModuleToString(gen->llvm), out);
        return;
    }
    const GenFunction *function = &gen->functions[gen->options->only_function];
    for (IrBlockId b = 0; function->ir && b < function->ir->block_count; b++) {
        if (function->fragments[b])
            add_text(LLVMPrintValueToString(function->fragments[b]), out);
        if (function->fragments[b])
            buffer_add_text(out, "\n");
    }
}

bool passes_emit(Gen *gen, Buffer *out)
{
    if (gen->options->emit >= CODEGEN_LLVM) {
        emit_text(gen, out);
        return true;
    }
    LLVMCodeGenFileType type =
        gen->options->emit == CODEGEN_ASSEMBLY ? LLVMAssemblyFile : LLVMObjectFile;
    LLVMMemoryBufferRef memory;
    char *message = NULL;
    if (LLVMTargetMachineEmitToMemoryBuffer(gen->target.machine, gen->llvm, type, &message,
                                            &memory)) {
        complain(gen, "LLVM's code generation", message);
        LLVMDisposeMessage(message);
        return false;
    }
    buffer_add(out, LLVMGetBufferStart(memory), LLVMGetBufferSize(memory));
    LLVMDisposeMemoryBuffer(memory);
    return true;
}
