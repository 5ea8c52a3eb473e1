/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One compile unit per module, one subprogram per fragment. A fragment's subprogram is in the file
 * of its first line; lines of other files (included code) get a scope of their own. See
 * debug_info.h.
 */
#include "codegen/debug_info.h"

#include <llvm-c/DebugInfo.h>
#include <string.h>

enum { LINE_BITS = 24, DWARF_VERSION = 5 };

struct DebugInfo {
    LLVMDIBuilderRef builder;
    LLVMMetadataRef *files; /* by file index */
    LLVMMetadataRef type;   /* of all subprograms */
    LLVMMetadataRef scope;  /* of the fragment being written … */
    uint32_t file;          /* … and its file */
};

static LLVMMetadataRef make_file(DebugInfo *debug, BeamText name)
{
    return LLVMDIBuilderCreateFile(debug->builder, name.bytes, name.size, "", 0);
}

static void add_flag(Gen *gen, const char *name, uint32_t value)
{
    LLVMValueRef number = LLVMConstInt(gen->type.i32, value, false);
    LLVMAddModuleFlag(gen->llvm, LLVMModuleFlagBehaviorWarning, name, strlen(name),
                      LLVMValueAsMetadata(number));
}

void debug_info_begin(Gen *gen)
{
    if (!gen->options->debug)
        return;
    const BeamModule *module = gen->module;
    DebugInfo *debug = ARENA_NEW(gen->arena, DebugInfo);
    gen->debug = debug;
    debug->builder = LLVMCreateDIBuilder(gen->llvm);
    debug->files = ARENA_NEW_ARRAY(gen->arena, LLVMMetadataRef, module->file_count);
    for (uint32_t i = 0; i < module->file_count; i++)
        debug->files[i] = make_file(debug, module->files[i]);
    static const char producer[] = "joist";
    LLVMDIBuilderCreateCompileUnit(debug->builder, LLVMDWARFSourceLanguageC99, debug->files[0],
                                   producer, sizeof producer - 1, true, "", 0, 0, "", 0,
                                   LLVMDWARFEmissionLineTablesOnly, 0, false, false, "", 0, "", 0);
    debug->type =
        LLVMDIBuilderCreateSubroutineType(debug->builder, debug->files[0], NULL, 0, LLVMDIFlagZero);
    add_flag(gen, "Debug Info Version", LLVMDebugMetadataVersion());
    add_flag(gen, "Dwarf Version", DWARF_VERSION);
}

static uint32_t file_of(const Gen *gen, uint32_t location)
{
    uint32_t file = location >> LINE_BITS;
    return file < gen->module->file_count ? file : 0;
}

static uint32_t line_of(uint32_t location)
{
    return location & ((1u << LINE_BITS) - 1);
}

/* The first location that is known in the fragment, or else in the function. */
static uint32_t first_location(const Emit *emit)
{
    const IrBlock *head = emit_block(emit, emit->head);
    if (head->location)
        return head->location;
    const IrFunction *ir = emit->function->ir;
    for (IrBlockId b = emit->head;; b = 0) {
        for (uint32_t i = 0; i < ir->blocks[b].instruction_count; i++) {
            if (ir->blocks[b].instructions[i].location)
                return ir->blocks[b].instructions[i].location;
        }
        if (b == 0)
            return 0;
    }
}

void debug_info_enter(Emit *emit)
{
    DebugInfo *debug = emit->gen->debug;
    if (!debug)
        return;
    uint32_t location = first_location(emit), line = line_of(location);
    debug->file = file_of(emit->gen, location);
    size_t length;
    const char *name = LLVMGetValueName2(emit->fragment, &length);
    debug->scope = LLVMDIBuilderCreateFunction(debug->builder, debug->files[debug->file], name,
                                               length, "", 0, debug->files[debug->file], line,
                                               debug->type, true, true, line, LLVMDIFlagZero, true);
    LLVMSetSubprogram(emit->fragment, debug->scope);
    debug_info_place(emit, location);
}

void debug_info_place(Emit *emit, uint32_t location)
{
    Gen *gen = emit->gen;
    DebugInfo *debug = gen->debug;
    if (!debug)
        return;
    LLVMMetadataRef scope = debug->scope;
    uint32_t file = file_of(gen, location);
    if (file != debug->file)
        scope = LLVMDIBuilderCreateLexicalBlockFile(debug->builder, scope, debug->files[file], 0);
    LLVMSetCurrentDebugLocation2(
        gen->builder,
        LLVMDIBuilderCreateDebugLocation(gen->context, line_of(location), 0, scope, NULL));
}

void debug_info_leave(Gen *gen)
{
    if (gen->debug)
        LLVMSetCurrentDebugLocation2(gen->builder, NULL);
}

void debug_info_end(Gen *gen)
{
    if (!gen->debug)
        return;
    LLVMDIBuilderFinalize(gen->debug->builder);
    LLVMDisposeDIBuilder(gen->debug->builder);
}
