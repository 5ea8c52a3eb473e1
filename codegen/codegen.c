/* SPDX-License-Identifier: Apache-2.0 */
/* Compiling one module, from its IR to an object. See codegen.h; the steps are in codegen_module.
 */
#include "codegen/codegen.h"

#include <elf.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include "codegen/constant.h"
#include "codegen/debug_info.h"
#include "codegen/fragment.h"
#include "codegen/image.h"
#include "codegen/literal_data.h"
#include "codegen/meta.h"
#include "codegen/op_call.h"
#include "codegen/passes.h"
#include "codegen/recursion.h"
#include "frontend/ir/bif_table.h"
#include "rt/bif/md5.h"
#include "rt/core/atom.h"

/* ---- the pieces of a Gen
 * -------------------------------------------------------------------------- */

static void make_types(Gen *gen)
{
    LLVMContextRef context = gen->context;
    GenTypes *type = &gen->type;
    type->none = LLVMVoidTypeInContext(context);
    type->i1 = LLVMInt1TypeInContext(context);
    type->i8 = LLVMInt8TypeInContext(context);
    type->i32 = LLVMInt32TypeInContext(context);
    type->i64 = LLVMInt64TypeInContext(context);
    type->f64 = LLVMDoubleTypeInContext(context);
    type->pointer = LLVMPointerTypeInContext(context, 0);
    LLVMTypeRef parameters[PARAMETER_COUNT];
    for (unsigned i = 0; i < PARAMETER_COUNT; i++)
        parameters[i] = i < PARAMETER_REDUCTIONS ? type->pointer : type->i64;
    type->state = LLVMStructTypeInContext(context, parameters, PARAMETER_X0, false);
    type->fragment = LLVMFunctionType(type->none, parameters, PARAMETER_COUNT, false);
}

static LLVMValueRef branch_weights(Gen *gen, uint32_t first, uint32_t second)
{
    static const char name[] = "branch_weights";
    LLVMMetadataRef parts[] = {
        LLVMMDStringInContext2(gen->context, name, sizeof name - 1),
        LLVMValueAsMetadata(constant_i32(gen, first)),
        LLVMValueAsMetadata(constant_i32(gen, second)),
    };
    return LLVMMetadataAsValue(gen->context, LLVMMDNodeInContext2(gen->context, parts, 3));
}

/* Type-based alias tags: words of the stack are only accessed by code generated here, terms on the
 * heap also by the inlined operations, as C's type long. */
static void make_alias_tags(Gen *gen)
{
    static const char *const names[] = {"Simple C/C++ TBAA", "omnipotent char", "long",
                                        "Erlang stack"};
    LLVMMetadataRef zero = LLVMValueAsMetadata(constant_word(gen, 0)), nodes[4];
    for (int i = 0; i < 4; i++) {
        LLVMMetadataRef name = LLVMMDStringInContext2(gen->context, names[i], strlen(names[i]));
        LLVMMetadataRef parts[] = {name, i == 0 ? NULL : nodes[i == 1 ? 0 : 1], zero};
        nodes[i] = LLVMMDNodeInContext2(gen->context, parts, i == 0 ? 1 : 3);
    }
    LLVMMetadataRef heap[] = {nodes[2], nodes[2], zero}, stack[] = {nodes[3], nodes[3], zero};
    gen->alias_heap =
        LLVMMetadataAsValue(gen->context, LLVMMDNodeInContext2(gen->context, heap, 3));
    gen->alias_stack =
        LLVMMetadataAsValue(gen->context, LLVMMDNodeInContext2(gen->context, stack, 3));
}

static void make_tables(Gen *gen)
{
    enum { HOT = 2000, COLD = 1 };
    static const BeamText fixed[] = {
#define ATOM(name, text) {text, sizeof(text) - 1},
#include "rt/core/atoms.def"
#undef ATOM
    };
    table_init(&gen->fixed_atoms, gen->arena);
    for (uint32_t i = 0; i < ATOM_FIXED_COUNT; i++)
        table_put(&gen->fixed_atoms, fixed[i].bytes, fixed[i].size, i);
    table_init(&gen->sites, gen->arena);
    table_init(&gen->details, gen->arena);
    table_init(&gen->used_export_table, gen->arena);
    gen->atoms = ARENA_NEW_ARRAY(gen->arena, LLVMValueRef, gen->module->atom_count);
    gen->used_atoms = ARENA_NEW_ARRAY(gen->arena, uint32_t, gen->module->atom_count);
    static const char profile[] = "prof", absolute[] = "absolute_symbol", alias[] = "tbaa";
    gen->metadata_profile = LLVMGetMDKindIDInContext(gen->context, profile, sizeof profile - 1);
    gen->metadata_absolute = LLVMGetMDKindIDInContext(gen->context, absolute, sizeof absolute - 1);
    gen->metadata_alias = LLVMGetMDKindIDInContext(gen->context, alias, sizeof alias - 1);
    make_alias_tags(gen);
    gen->likely = branch_weights(gen, HOT, COLD);
    gen->unlikely = branch_weights(gen, COLD, HOT);
}

/* What the runtime implements natively is only a stub in the .beam file. */
static bool is_native(const Gen *gen, uint32_t i)
{
    const BeamModule *module = gen->module;
    const BeamFunction *function = &module->functions[i];
    return bif_table_find_text(beam_atom(module, module->name), beam_atom(module, function->name),
                               function->arity) != NULL;
}

static void take_functions(Gen *gen, IrFunction *const *functions, uint32_t count)
{
    uint32_t only = gen->options->only_function;
    gen->functions = ARENA_NEW_ARRAY(gen->arena, GenFunction, count);
    gen->function_count = count;
    for (uint32_t i = 0; i < count; i++) {
        if (only == BEAM_NONE ? !is_native(gen, i) : only == i)
            gen->functions[i].ir = functions[i];
    }
}

/* ---- the steps
 * ----------------------------------------------------------------------------------- */

static void write_functions(Gen *gen)
{
    for (uint32_t i = 0; i < gen->function_count && !gen->failed; i++) {
        GenFunction *function = &gen->functions[i];
        if (function->ir)
            fragment_write(gen, function);
        else if (gen->options->only_function == BEAM_NONE)
            fragment_write_native(gen, function);
    }
    debug_info_leave(gen);
}

/* Names of the module, not of the machine that compiles it. */
static void name_module(Gen *gen)
{
    BeamText name = beam_atom(gen->module, gen->module->name), file = gen->module->files[0];
    LLVMSetModuleIdentifier(gen->llvm, name.bytes, name.size);
    LLVMSetSourceFileName(gen->llvm, file.bytes, file.size);
}

/* Bytes of the object's sections with code; 0 for other output than objects. */
static uint32_t code_size(const Gen *gen, const Buffer *object)
{
    Elf64_Ehdr head;
    Elf64_Shdr section;
    uint64_t size = 0;
    if (gen->options->emit != CODEGEN_OBJECT)
        return 0;
    memcpy(&head, object->bytes, sizeof head);
    for (unsigned i = 0; i < head.e_shnum; i++) {
        memcpy(&section, object->bytes + head.e_shoff + i * sizeof section, sizeof section);
        if (section.sh_flags & SHF_EXECINSTR)
            size += section.sh_size;
    }
    return (uint32_t)size;
}

static void write_meta(Gen *gen, CodegenOutput *output)
{
    const BeamModule *module = gen->module;
    Meta meta = {
        .module = beam_atom(module, module->name),
        .atoms = ARENA_NEW_ARRAY(gen->arena, BeamText, gen->used_atom_count),
        .references = ARENA_NEW_ARRAY(gen->arena, MetaFunction, gen->used_export_count),
        .exports = ARENA_NEW_ARRAY(gen->arena, MetaFunction, module->export_count),
        .atom_count = gen->used_atom_count,
        .reference_count = gen->used_export_count,
        .export_count = module->export_count,
        .code_size = code_size(gen, &output->code),
    };
    for (uint32_t i = 0; i < gen->used_atom_count; i++)
        meta.atoms[i] = beam_atom(module, gen->used_atoms[i]);
    for (uint32_t i = 0; i < gen->used_export_count; i++) {
        const GenExport *export = &gen->used_exports[i];
        meta.references[i] = (MetaFunction){export->module, export->function, export->arity};
    }
    for (uint32_t i = 0; i < module->export_count; i++)
        meta.exports[i] = (MetaFunction){
            meta.module, beam_atom(module, module->exports[i].function), module->exports[i].arity};
    meta_write(&meta, &output->meta);
}

static bool generate(Gen *gen, IrFunction *const *functions, uint32_t count, CodegenOutput *output)
{
    if (!op_call_load(gen))
        return false;
    name_module(gen);
    make_tables(gen);
    take_functions(gen, functions, count);
    recursion_find(gen);
    debug_info_begin(gen);
    image_declare(gen);
    literal_data_layout(gen);
    for (uint32_t i = 0; i < count; i++)
        fragment_declare(gen, &gen->functions[i]);
    write_functions(gen);
    if (gen->failed)
        return false;
    if (gen->options->only_function == BEAM_NONE) {
        literal_data_define(gen);
        image_define(gen);
    }
    debug_info_end(gen);
    if (gen->failed || !passes_run(gen) || !passes_emit(gen, &output->code))
        return false;
    write_meta(gen, output);
    return true;
}

bool codegen_module(const BeamModule *module, IrFunction *const *functions, uint32_t count,
                    const CodegenOptions *options, DiagList *diagnostics, CodegenOutput *output)
{
    Arena arena;
    arena_init(&arena);
    Gen gen = {.arena = &arena, .module = module, .options = options, .diagnostics = diagnostics};
    *output = (CodegenOutput){BUFFER_EMPTY, BUFFER_EMPTY};
    bool good = target_open(options->target, options->level, diagnostics, &gen.target);
    if (good) {
        gen.context = LLVMContextCreate();
        gen.builder = LLVMCreateBuilderInContext(gen.context);
        make_types(&gen);
        good = generate(&gen, functions, count, output);
        LLVMDisposeBuilder(gen.builder);
        if (gen.llvm)
            LLVMDisposeModule(gen.llvm);
        LLVMContextDispose(gen.context);
        target_close(&gen.target);
    }
    arena_free(&arena);
    if (!good)
        codegen_output_free(output);
    return good;
}

void codegen_output_free(CodegenOutput *output)
{
    buffer_free(&output->code);
    buffer_free(&output->meta);
}

/* ---- what objects depend on
 * ------------------------------------------------------------------------- */

static char fingerprint[64];

/* The compiler is part of what makes an object, so its own file stands for everything in it: code
 * generation, IR passes, embedded operations, fixed atoms, data layouts. */
static void make_fingerprint(void)
{
    Md5 md5;
    uint8_t digest[16], chunk[1 << 16];
    unsigned major, minor, patch;
    md5_init(&md5);
    FILE *self = fopen("/proc/self/exe", "rb");
    for (size_t size; self && (size = fread(chunk, 1, sizeof chunk, self)) > 0;)
        md5_update(&md5, chunk, size);
    if (self)
        fclose(self);
    md5_final(&md5, digest);
    LLVMGetVersion(&major, &minor, &patch);
    int length = snprintf(fingerprint, sizeof fingerprint, "llvm%u.%u.%u-", major, minor, patch);
    for (int i = 0; i < 16; i++)
        length +=
            snprintf(fingerprint + length, sizeof fingerprint - (size_t)length, "%02x", digest[i]);
}

const char *codegen_fingerprint(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, make_fingerprint);
    return fingerprint;
}
