/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What an executable contains so that OTP boots in it: the modules of OTP's boot script, the script
 * itself, changed so that nothing is read from files, and other files that code asks for at run
 * time.
 *
 * Files in an executable are found by Erlang code below the path of the executable itself, which is
 * also code:root_dir(): bin/start.boot, and for each application lib/NAME-VSN/ebin/NAME.app.
 */
#ifndef FRONTEND_DRIVER_BOOT_H
#define FRONTEND_DRIVER_BOOT_H

#include "codegen/codegen.h"
#include "frontend/driver/modules.h"

/* OTP's boot script. */
typedef struct BootScript {
    BeamModule *owner; /* of the atoms and literals below */
    const Literal *identity;
    const Literal *commands; /* a list */
} BootScript;

/* Reads no_dot_erlang.boot of the OTP installation. False after a diagnostic. */
bool boot_read(Arena *arena, const SearchPath *path, DiagList *diagnostics, BootScript *script);

/* Adds the .beam files of the modules that the script loads or expects to be there. */
bool boot_add_modules(Arena *arena, const BootScript *script, const SearchPath *path,
                      DiagList *diagnostics, StringList *files);

/* The files for the executable, sorted by path, all folders among them. `entry` is what the script
 * starts at its end. */
bool boot_make_files(Arena *arena, const BootScript *script, const ModuleSet *set,
                     const CodegenProgram *entry, DiagList *diagnostics, CodegenFile **files,
                     uint32_t *count);

#endif
