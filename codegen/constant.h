/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Constants that code and data of a module refer to: words, atoms, export entries, places of
 * raises. Each is made once per module, when it is first asked for.
 */
#ifndef CODEGEN_CONSTANT_H
#define CODEGEN_CONSTANT_H

#include "codegen/gen.h"
#include "frontend/ir/bif_table.h"

LLVMValueRef constant_word(const Gen *gen, uint64_t value);
LLVMValueRef constant_i32(const Gen *gen, uint32_t value);

/* The tagged word of an atom of the module: a number for those of atoms.def, else a symbol that the
 * program table defines. */
LLVMValueRef constant_atom(Gen *gen, uint32_t atom);
/* True and its index when the atom is one of atoms.def. */
bool constant_fixed_atom(const Gen *gen, BeamText text, uint32_t *index);

/* Address of an Export entry; noted for the program table. */
LLVMValueRef constant_export(Gen *gen, BeamText module, BeamText function, uint32_t arity);
LLVMValueRef constant_import(Gen *gen, uint32_t import);
/* The Export entry of a native function. */
LLVMValueRef constant_native(Gen *gen, const BifInfo *bif);

/* Address `offset` bytes behind `base`. */
LLVMValueRef constant_offset(const Gen *gen, LLVMValueRef base, uint64_t offset);

/* What a CodeInfo tells. */
typedef struct CodeFacts {
    const GenFunction *function;
    int frame; /* Y registers or IR_NO_FRAME */
    uint32_t location;
    uint32_t live, need; /* for rt_collect_restart */
    bool fast;           /* code that may be a loop's */
} CodeFacts;

/* The contents of a CodeInfo that ends at `end`: where the fragment begins that it stands before.
 */
LLVMValueRef constant_code_info(Gen *gen, const CodeFacts *facts, LLVMValueRef end);
/* The module's table of CodeDetails, when all code infos have been made. */
LLVMValueRef constant_details(const Gen *gen);
/* Address of a CodeInfo by itself, for raises. */
LLVMValueRef constant_site(Gen *gen, const GenFunction *function, int frame, uint32_t location);
/* Address of a RaiseSite: the call of a native function with this export. */
LLVMValueRef constant_raise_site(Gen *gen, const GenFunction *function, int frame,
                                 uint32_t location, LLVMValueRef native);

/* Address of byte `offset` of the StrT chunk. */
LLVMValueRef constant_string(Gen *gen, uint32_t offset);

/* A private constant. */
LLVMValueRef constant_global(const Gen *gen, const char *name, LLVMValueRef value);

/* How far `to` is behind `from`, an address in the section where this stands; 32 bits. */
LLVMValueRef constant_distance(const Gen *gen, LLVMValueRef from, LLVMValueRef to);

/* An address as a word. */
LLVMValueRef constant_address(const Gen *gen, LLVMValueRef pointer);

#endif
