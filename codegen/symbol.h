/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Names of linker symbols: the one place that knows them.
 *
 *   atom.NAME        absolute: the tagged word of the atom
 *   export.M:F/A     the Export entry
 *   module.M         the ModuleImage
 *   M:F/A            the entry fragment of a function; other fragments have suffixes
 *
 * Names are the atoms' text, except for bytes that would end a name or make two names equal: NUL,
 * '@' (symbol versions) and ':' in module names. Such a byte becomes 0xC0 and the byte + 0x80,
 * which occurs in no UTF-8 text, so different atoms always have different symbols.
 */
#ifndef CODEGEN_SYMBOL_H
#define CODEGEN_SYMBOL_H

#include "frontend/beam/module.h"

const char *symbol_atom(Arena *arena, BeamText name);
const char *symbol_export(Arena *arena, BeamText module, BeamText function, uint32_t arity);
const char *symbol_module(Arena *arena, BeamText module);
const char *symbol_function(Arena *arena, BeamText module, BeamText function, uint32_t arity);

#endif
