/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Code generation: from the IR of a module to an object file, and the program table of an
 * executable.
 *
 * Output depends on the input and the options only: the same module gives the same bytes wherever
 * and whenever it is compiled.
 *
 * Threads: any number of calls may run at the same time, each on its own module; every call has an
 * LLVM context of its own.
 */
#ifndef CODEGEN_CODEGEN_H
#define CODEGEN_CODEGEN_H

#include <stdbool.h>
#include <stdint.h>
#include "frontend/ir/ir.h"
#include "frontend/support/buffer.h"
#include "frontend/support/diag.h"

typedef enum CodegenEmit {
    CODEGEN_OBJECT,   /* ELF relocatable */
    CODEGEN_ASSEMBLY, /* text of the target's assembler */
    CODEGEN_LLVM,     /* text of LLVM IR, after the passes … */
    CODEGEN_LLVM_RAW, /* … and before them, with the runtime's operations still calls */
} CodegenEmit;

typedef struct CodegenOptions {
    int level;          /* 0 … 3 as -O0 … -O3 */
    const char *target; /* triple; NULL: that of this machine */
    bool debug;         /* DWARF line tables */
    bool verify;        /* check LLVM's invariants before and after the passes */
    CodegenEmit emit;
    uint32_t only_function; /* for reading: this function of the module alone; BEAM_NONE: all */
} CodegenOptions;

#define CODEGEN_DEFAULTS ((CodegenOptions){.level = 2, .only_function = BEAM_NONE})

typedef struct CodegenOutput {
    Buffer code; /* object or text */
    Buffer meta; /* what the program table has to know of the object: meta.h */
} CodegenOutput;

void codegen_output_free(CodegenOutput *output);

/* The module's object. `functions[i]` is the IR of module->functions[i] after all passes; `count`
 * is the module's function count. False after a diagnostic. */
bool codegen_module(const BeamModule *module, IrFunction *const *functions, uint32_t count,
                    const CodegenOptions *options, DiagList *diagnostics, CodegenOutput *output);

/* A module of a program: the meta part of its CodegenOutput. */
typedef struct CodegenUnit {
    const char *name; /* for diagnostics: the file it was read from */
    const uint8_t *meta;
    size_t meta_size;
} CodegenUnit;

/* A file inside the executable. */
typedef struct CodegenFile {
    const char *path;     /* as EmbeddedFile in rt/core/code.h */
    const uint8_t *bytes; /* NULL: a folder */
    size_t size;
} CodegenFile;

/* What the executable is, besides its modules. */
typedef struct CodegenProgram {
    const char *module, *function; /* the entry's UTF-8 names; NULL: none */
    uint32_t arity;                /* 0 or 1 */
    uint32_t otp_release;          /* of the libraries linked in */
    bool boots;                    /* OTP; else the entry runs in the first process */
    const CodegenFile *files;      /* sorted by path */
    uint32_t file_count;
} CodegenProgram;

/* The object with the program table (rt/core/code.h) for the units, which are registered in this
 * order. False after a diagnostic: damaged meta data, a module that is there twice. */
bool codegen_program(const CodegenUnit *units, uint32_t count, const CodegenProgram *program,
                     const CodegenOptions *options, DiagList *diagnostics, Buffer *object);

/* What objects depend on besides the module and the options: a text for the cache key. It changes
 * with the joist command itself. */
const char *codegen_fingerprint(void);

#endif
