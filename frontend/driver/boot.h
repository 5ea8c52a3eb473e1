/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The boot script: OTP's own, or that of a release, changed so that nothing is read from files. The
 * modules are linked in, so init is told about them instead of loading them; applications given
 * with
 * --app are loaded and started, each after those that it needs; at last the program's entry is
 * called.
 */
#ifndef FRONTEND_DRIVER_BOOT_H
#define FRONTEND_DRIVER_BOOT_H

#include "frontend/beam/module.h"
#include "frontend/driver/inside.h"
#include "frontend/driver/modules.h"

typedef struct Application {
    const char *name, *version;
    const char *ebin;             /* its folder of .beam files */
    const Literal *specification; /* {application, Name, Properties} */
} Application;

typedef struct BootScript {
    BeamModule *owner; /* of the atoms and literals below */
    const Literal *identity;
    const Literal *commands; /* a list */
    Application *applications;
    uint32_t application_count;
} BootScript;

/* An external term that was read from a file, its atoms and literals in `owner`; NULL after a
 * diagnostic. */
const Literal *boot_read_term(BeamModule *owner, const char *file, DiagList *diagnostics);

/* Reads `file`; NULL: no_dot_erlang.boot of the OTP installation. False after a diagnostic. */
bool boot_read(Arena *arena, const char *file, const SearchPath *path, DiagList *diagnostics,
               BootScript *script);

/* Adds the .beam files of the modules that the script loads or expects to be there. */
bool boot_add_modules(Arena *arena, const BootScript *script, const SearchPath *path,
                      DiagList *diagnostics, StringList *files);

/* The script of an executable with these modules that ends with the call of `entry` (without a
 * module: of nothing), as the file bin/start.boot. */
CodegenFile boot_write(Arena *arena, const BootScript *script, const Inside *inside,
                       const CodegenProgram *entry);

#endif
