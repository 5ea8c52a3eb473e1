/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The machine that code is made for: everything that depends on it is decided here.
 *
 * Threads: target_open may be called by any thread; a Target belongs to one.
 */
#ifndef CODEGEN_TARGET_H
#define CODEGEN_TARGET_H

#include <llvm-c/TargetMachine.h>
#include <stdbool.h>
#include <stdint.h>
#include "frontend/support/diag.h"

/* preserve_none: the state is pinned in callee-saved registers and every argument that a fragment
 * has (11) fits into registers, on x86-64 as on AArch64; tail calls are always made. */
enum { TARGET_FRAGMENT_CONVENTION = 21 };

typedef struct Target {
    LLVMTargetMachineRef machine;
    LLVMTargetDataRef layout;
    char *triple;
    const char *cpu;
    bool native; /* the architecture that the runtime's bitcode was compiled for */
} Target;

/* Is it the processor that code is written for by hand? */
bool target_is_x86(const Target *target);

/* `triple` NULL: this machine's architecture. False after a diagnostic. */
bool target_open(const char *triple, int level, DiagList *diagnostics, Target *target);
void target_close(Target *target);

/* ELF machine number and the relocation of a 64-bit address, for objects written without LLVM. */
typedef struct TargetElf {
    uint16_t machine;
    uint32_t absolute_64;
} TargetElf;

bool target_elf(const char *triple, DiagList *diagnostics, TargetElf *elf);

#endif
