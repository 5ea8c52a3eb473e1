/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The module image: the tables by which the runtime knows a module (ModuleImage and what it points
 * to, rt/core/code.h).
 */
#ifndef CODEGEN_IMAGE_H
#define CODEGEN_IMAGE_H

#include "codegen/gen.h"

/* Make the symbols that code refers to; sets gen->image, function_infos, lambdas. */
void image_declare(Gen *gen);
/* Fill them, when all fragments are declared. */
void image_define(Gen *gen);

#endif
