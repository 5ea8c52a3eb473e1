/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the program table has to know of a module's object: a small file beside it.
 *
 * Format, all numbers 32-bit little-endian, names as length and bytes:
 *
 *   "JMET" version, module name
 *   count, names      atoms that the object refers to by symbol
 *   count, functions  export entries that it refers to: module, function, arity
 *   count, functions  what the module exports: function, arity
 *   number            bytes of code in the object
 *
 * Reading checks everything; a file of another version is an error like a damaged one.
 */
#ifndef CODEGEN_META_H
#define CODEGEN_META_H

#include "frontend/beam/module.h"
#include "frontend/support/buffer.h"

typedef struct MetaFunction {
    BeamText module, function;
    uint32_t arity;
} MetaFunction;

typedef struct Meta {
    BeamText module;
    BeamText *atoms;
    MetaFunction *references, *exports;
    uint32_t atom_count, reference_count, export_count;
    uint32_t code_size;
} Meta;

void meta_write(const Meta *meta, Buffer *out);

/* Texts point into `bytes`, tables are in the arena. False when it is damaged. */
bool meta_read(Arena *arena, const uint8_t *bytes, size_t size, Meta *meta);

#endif
