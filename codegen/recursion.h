/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which functions of a module can be where a program spends its time: those that loop, by calls of
 * themselves, directly or through others of the module, and the bodies of funs, which loops of
 * other modules call. Their code is laid out for speed, that of the others for size.
 */
#ifndef CODEGEN_RECURSION_H
#define CODEGEN_RECURSION_H

#include "codegen/gen.h"

/* Sets `recursive` of all functions. */
void recursion_find(Gen *gen);

#endif
