/* SPDX-License-Identifier: Apache-2.0 */
/* Targets: triples, LLVM target machines, ELF constants. See target.h. */
#include "codegen/target.h"

#include <elf.h>
#include <llvm-c/Core.h>
#include <llvm-c/Support.h>
#include <llvm-c/Target.h>
#include <pthread.h>
#include <string.h>

#if defined(__x86_64__)
#define HOST_TRIPLE "x86_64-linux-gnu"
#elif defined(__aarch64__)
#define HOST_TRIPLE "aarch64-linux-gnu"
#else
#error "joist runs on x86-64 and AArch64"
#endif

/* One row per architecture that code can be made for. */
static const struct Architecture {
    const char *name; /* first part of the triple */
    const char *cpu;
    TargetElf elf;
} architectures[] = {
    {"x86_64", "x86-64", {EM_X86_64, R_X86_64_64}},
    {"aarch64", "generic", {EM_AARCH64, R_AARCH64_ABS64}},
};

static const struct Architecture *find_architecture(const char *triple)
{
    for (size_t i = 0; i < sizeof architectures / sizeof architectures[0]; i++) {
        size_t length = strlen(architectures[i].name);
        if (strncmp(triple, architectures[i].name, length) == 0 && triple[length] == '-')
            return &architectures[i];
    }
    return NULL;
}

static void *unknown_target(const char *triple, DiagList *diagnostics)
{
    diag_add(diagnostics, DIAG_ERROR, DIAG_NOWHERE,
             "targets are x86_64-linux-gnu and aarch64-linux-gnu", "unknown target \"%s\"", triple);
    return NULL;
}

static const struct Architecture *architecture_of(const char **triple, DiagList *diagnostics)
{
    if (*triple == NULL)
        *triple = HOST_TRIPLE;
    const struct Architecture *architecture = find_architecture(*triple);
    if (architecture == NULL || strstr(*triple, "linux") == NULL)
        return unknown_target(*triple, diagnostics);
    return architecture;
}

static void initialize_llvm(void)
{
    LLVMInitializeX86TargetInfo();
    LLVMInitializeX86Target();
    LLVMInitializeX86TargetMC();
    LLVMInitializeX86AsmPrinter();
    LLVMInitializeX86AsmParser(); /* of the calls in instruction.c */
    LLVMInitializeAArch64TargetInfo();
    LLVMInitializeAArch64Target();
    LLVMInitializeAArch64TargetMC();
    LLVMInitializeAArch64AsmPrinter();
}

/* Machine code at -O0 is several times slower than at -O1 and unusable even for debugging. */
static LLVMCodeGenOptLevel machine_level(int level)
{
    if (level <= 1)
        return LLVMCodeGenLevelLess;
    return level == 2 ? LLVMCodeGenLevelDefault : LLVMCodeGenLevelAggressive;
}

bool target_open(const char *triple, int level, DiagList *diagnostics, Target *target)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, initialize_llvm);
    const struct Architecture *architecture = architecture_of(&triple, diagnostics);
    if (architecture == NULL)
        return false;
    target->triple = LLVMNormalizeTargetTriple(triple);
    LLVMTargetRef found;
    char *message = NULL;
    if (LLVMGetTargetFromTriple(target->triple, &found, &message)) {
        diag_add(diagnostics, DIAG_ERROR, DIAG_NOWHERE, NULL, "%s", message);
        LLVMDisposeMessage(message);
        LLVMDisposeMessage(target->triple);
        return false;
    }
    target->cpu = architecture->cpu;
    target->native = architecture == find_architecture(HOST_TRIPLE);
    target->machine =
        LLVMCreateTargetMachine(found, target->triple, target->cpu, "", machine_level(level),
                                LLVMRelocStatic, LLVMCodeModelSmall);
    target->layout = LLVMCreateTargetDataLayout(target->machine);
    return true;
}

bool target_is_x86(const Target *target)
{
    return strncmp(target->triple, "x86_64", strlen("x86_64")) == 0;
}

void target_close(Target *target)
{
    LLVMDisposeTargetData(target->layout);
    LLVMDisposeTargetMachine(target->machine);
    LLVMDisposeMessage(target->triple);
}

bool target_elf(const char *triple, DiagList *diagnostics, TargetElf *elf)
{
    const struct Architecture *architecture = architecture_of(&triple, diagnostics);
    if (architecture == NULL)
        return false;
    *elf = architecture->elf;
    return true;
}
