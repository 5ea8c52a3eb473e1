/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The module image. Structures are written field by field in the order of rt/core/code.h; LLVM lays
 * them out by the same rules as C, and struct_of checks the offsets. See image.h.
 */
#include "codegen/image.h"

#include <assert.h>
#include <string.h>
#include "codegen/constant.h"
#include "codegen/fragment.h"
#include "codegen/literal_data.h"
#include "codegen/symbol.h"

static LLVMTypeRef bytes_type(const Gen *gen, size_t bytes)
{
    return LLVMArrayType2(gen->type.i8, bytes);
}

void image_declare(Gen *gen)
{
    const BeamModule *module = gen->module;
    gen->image = LLVMAddGlobal(gen->llvm, bytes_type(gen, sizeof(ModuleImage)), "");
    gen->function_infos = LLVMAddGlobal(
        gen->llvm,
        bytes_type(gen, sizeof(FunctionTable) + module->function_count * sizeof(FunctionInfo)), "");
    gen->lambdas =
        LLVMAddGlobal(gen->llvm, bytes_type(gen, module->lambda_count * sizeof(FunEntry)), "");
    for (uint32_t i = 0; i < gen->function_count; i++)
        gen->functions[i].info = constant_offset(gen, gen->function_infos,
                                                 sizeof(FunctionTable) + i * sizeof(FunctionInfo));
}

/* A constant struct, whose last field must begin at `last`. */
static LLVMValueRef struct_of(Gen *gen, LLVMValueRef *fields, unsigned count, size_t size,
                              size_t last)
{
    LLVMValueRef value = LLVMConstStructInContext(gen->context, fields, count, false);
    LLVMTypeRef type = LLVMTypeOf(value);
    assert(LLVMABISizeOfType(gen->target.layout, type) == size);
    assert(LLVMOffsetOfElement(gen->target.layout, type, count - 1) == last);
    (void)type, (void)size, (void)last;
    return value;
}

#define STRUCT_OF(gen, fields, Type, last) \
    struct_of(gen, fields, sizeof fields / sizeof fields[0], sizeof(Type), offsetof(Type, last))

static LLVMValueRef struct_array(Gen *gen, LLVMValueRef *items, uint32_t count)
{
    LLVMTypeRef type = count ? LLVMTypeOf(items[0]) : gen->type.i64;
    return LLVMConstArray2(type, items, count);
}

/* Give a declared global its contents; references to it stay. */
static void define(Gen *gen, LLVMValueRef *declared, const char *name, LLVMValueRef value,
                   bool constant)
{
    LLVMValueRef global = LLVMAddGlobal(gen->llvm, LLVMTypeOf(value), name);
    LLVMSetInitializer(global, value);
    LLVMSetGlobalConstant(global, constant);
    LLVMSetLinkage(global, LLVMInternalLinkage);
    LLVMSetAlignment(global, 8);
    LLVMReplaceAllUsesWith(*declared, global);
    LLVMDeleteGlobal(*declared);
    *declared = global;
}

static LLVMValueRef null_pointer(const Gen *gen)
{
    return LLVMConstNull(gen->type.pointer);
}

/* ---- tables
 * --------------------------------------------------------------------------------------- */

static LLVMValueRef function_table(Gen *gen)
{
    enum { ARITY_BITS = 8 };
    const BeamModule *module = gen->module;
    LLVMValueRef *items = ARENA_NEW_ARRAY(gen->arena, LLVMValueRef, module->function_count);
    for (uint32_t i = 0; i < module->function_count; i++) {
        LLVMValueRef fields[] = {
            LLVMConstTrunc(constant_atom(gen, module->functions[i].name), gen->type.i32),
            constant_i32(gen, i << ARITY_BITS | module->functions[i].arity),
        };
        items[i] = struct_of(gen, fields, 2, sizeof(FunctionInfo), sizeof(uint32_t));
    }
    LLVMValueRef parts[] = {
        constant_distance(gen, gen->function_infos, gen->image),
        constant_i32(gen, 0),
        struct_array(gen, items, module->function_count),
    };
    return LLVMConstStructInContext(gen->context, parts, 3, false);
}

static LLVMValueRef lambda_table(Gen *gen)
{
    const BeamModule *module = gen->module;
    LLVMValueRef *items = ARENA_NEW_ARRAY(gen->arena, LLVMValueRef, module->lambda_count);
    for (uint32_t i = 0; i < module->lambda_count; i++) {
        const BeamLambda *lambda = &module->lambdas[i];
        LLVMValueRef fields[] = {
            fragment_of_lambda(gen, i),
            gen->image,
            constant_atom(gen, lambda->function),
            constant_i32(gen, lambda->arity - lambda->num_free),
            constant_i32(gen, lambda->num_free),
            constant_i32(gen, lambda->index),
            constant_i32(gen, lambda->old_uniq),
        };
        items[i] = STRUCT_OF(gen, fields, FunEntry, old_uniq);
    }
    return struct_array(gen, items, module->lambda_count);
}

static LLVMValueRef export_table(Gen *gen)
{
    const BeamModule *module = gen->module;
    LLVMValueRef *items = ARENA_NEW_ARRAY(gen->arena, LLVMValueRef, module->export_count);
    LLVMTypeRef type = bytes_type(gen, module->export_count * sizeof(ExportDefinition));
    LLVMValueRef table = LLVMAddGlobal(gen->llvm, type, "");
    for (uint32_t i = 0; i < module->export_count; i++) {
        const BeamExport *export = &module->exports[i];
        LLVMValueRef place = constant_offset(gen, table, i * sizeof(ExportDefinition));
        LLVMValueRef entry = constant_export(gen, beam_atom(module, module->name),
                                             beam_atom(module, export->function), export->arity);
        LLVMValueRef fields[] = {
            constant_distance(gen, place,
                              gen->functions[module->label_function[export->label]].entry),
            constant_distance(gen, place, entry),
        };
        items[i] = STRUCT_OF(gen, fields, ExportDefinition, entry);
    }
    define(gen, &table, "exports", struct_array(gen, items, module->export_count), true);
    return table;
}

static LLVMValueRef file_table(Gen *gen)
{
    uint32_t count = gen->module->file_count;
    LLVMValueRef *items = ARENA_NEW_ARRAY(gen->arena, LLVMValueRef, count);
    for (uint32_t i = 0; i < count; i++)
        items[i] = literal_data_file(gen, i);
    return constant_global(gen, "files", struct_array(gen, items, count));
}

static bool is_preloaded(BeamText name)
{
    static const char *const names[] = {
#define PRELOADED(name) #name,
#include "rt/core/preloaded.def"
#undef PRELOADED
    };
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (strlen(names[i]) == name.size && memcmp(names[i], name.bytes, name.size) == 0)
            return true;
    return false;
}

static LLVMValueRef chunk(Gen *gen, const char *name, BeamText text)
{
    if (text.size == 0)
        return null_pointer(gen);
    LLVMValueRef bytes = LLVMConstStringInContext2(gen->context, text.bytes, text.size, true);
    LLVMValueRef global = constant_global(gen, name, bytes);
    LLVMSetAlignment(global, 1);
    return global;
}

static LLVMValueRef module_image(Gen *gen)
{
    const BeamModule *module = gen->module;
    bool stripped = is_preloaded(beam_atom(module, module->name));
    bool has_lines = module->line_count > 1 && !stripped;
    BeamText none = {0};
    BeamText attributes = stripped ? none : module->attributes_chunk;
    BeamText compile_info = stripped ? none : module->compile_info_chunk;
    bool on_load = module->on_load_function != BEAM_NONE;
    LLVMValueRef fields[] = {
        constant_atom(gen, module->name),
        LLVMConstStringInContext2(gen->context, (const char *)module->md5, sizeof module->md5,
                                  true),
        constant_offset(gen, gen->function_infos, sizeof(FunctionTable)),
        export_table(gen),
        gen->lambdas,
        file_table(gen),
        chunk(gen, "attributes", attributes),
        chunk(gen, "compile_info", compile_info),
        constant_details(gen),
        on_load ? gen->functions[module->on_load_function].entry : null_pointer(gen),
        literal_data_start(gen),
        literal_data_end(gen),
        constant_i32(gen, module->function_count),
        constant_i32(gen, module->export_count),
        constant_i32(gen, module->lambda_count),
        constant_i32(gen, module->file_count),
        constant_i32(gen, attributes.size),
        constant_i32(gen, compile_info.size),
        constant_i32(gen, has_lines ? MODULE_HAS_LINES : 0),
    };
    return STRUCT_OF(gen, fields, ModuleImage, flags);
}

void image_define(Gen *gen)
{
    define(gen, &gen->function_infos, "functions", function_table(gen), true);
    define(gen, &gen->lambdas, "lambdas", lambda_table(gen), false);
    const char *symbol = symbol_module(gen->arena, beam_atom(gen->module, gen->module->name));
    define(gen, &gen->image, symbol, module_image(gen), true);
    LLVMSetLinkage(gen->image, LLVMExternalLinkage);
    LLVMSetVisibility(gen->image, LLVMHiddenVisibility);
}
