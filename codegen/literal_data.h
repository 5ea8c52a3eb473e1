/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A module's literals as read-only data: objects laid out as rt/core/term.h says, one after the
 * other in one array of words, in a section that all modules share, so that the runtime recognises
 * a literal by its address. Equal literals are one object.
 *
 * Only what the code, the switches and the module's own tables refer to is laid out. Bytes of large
 * binaries are BinaryObjects in writable data, whose reference count never gets near 0.
 */
#ifndef CODEGEN_LITERAL_DATA_H
#define CODEGEN_LITERAL_DATA_H

#include "codegen/gen.h"

/* Name of the section: a C identifier, so the linker marks its ends. */
#define LITERAL_SECTION "joist_literals"

/* Lay out everything that gen->functions use; makes gen->literals. */
void literal_data_layout(Gen *gen);
/* Write the data, when the code that refers to it exists. */
void literal_data_define(Gen *gen);

/* Tagged words; constants. */
LLVMValueRef literal_data_word(Gen *gen, uint32_t literal); /* by id in the pool */
LLVMValueRef literal_data_export_fun(Gen *gen, uint32_t import);
LLVMValueRef literal_data_fun(Gen *gen, uint32_t lambda); /* without free variables */
LLVMValueRef literal_data_file(Gen *gen, uint32_t file);  /* name of a source file, a string */

/* First byte of the module's literals and the one behind the last. */
LLVMValueRef literal_data_start(const Gen *gen);
LLVMValueRef literal_data_end(const Gen *gen);

#endif
