/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One module: .beam bytes to an object file, through the cache.
 *
 * An entry of the cache is named by a hash of everything that its content depends on: the .beam
 * bytes, the compiler's and runtime's fingerprint and the options. It has three files: NAME.meta
 * (for the program table), NAME.deps (modules that it calls, one a line) and NAME.o, written last.
 */
#ifndef FRONTEND_DRIVER_COMPILE_H
#define FRONTEND_DRIVER_COMPILE_H

#include "frontend/driver/options.h"
#include "frontend/ir/ir.h"

typedef struct CompiledModule {
    const char *name;   /* as in its atom table */
    const char *source; /* path of the .beam file */
    const char *object; /* path in the cache */
    const char *meta;
    StringList calls; /* names of modules it calls, native functions left out */
    bool cached;
} CompiledModule;

/* Reads and validates a .beam file. NULL after a diagnostic. */
BeamModule *compile_read(Arena *arena, const char *path, DiagList *diagnostics);

/* The IR of all functions after the passes. */
IrFunction **compile_ir(Arena *arena, BeamModule *module, const Options *options,
                        DiagList *diagnostics);

/* Compiles the file unless the cache has it. Thread-safe for different arenas. */
bool compile_module(Arena *arena, const char *path, const Options *options, const char *cache,
                    DiagList *diagnostics, CompiledModule *compiled);

#endif
