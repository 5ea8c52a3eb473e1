/* SPDX-License-Identifier: Apache-2.0 */
/* Linking: module objects, the program table and the runtime to an executable. */
#ifndef FRONTEND_DRIVER_LINK_H
#define FRONTEND_DRIVER_LINK_H

#include "codegen/codegen.h"
#include "frontend/driver/modules.h"

/* Writes options->output. How to link is told by the file link.args beside the joist command (its
 * format is in CMakeLists.txt). False after diagnostics. */
bool link_program(Arena *arena, const ModuleSet *set, const CodegenProgram *program,
                  const Options *options, const char *scratch, DiagList *diagnostics);

#endif
