/* SPDX-License-Identifier: Apache-2.0 */
/* Calls of the runtime's operations. See op_call.h. */
#include "codegen/op_call.h"

#include <llvm-c/BitReader.h>
#include <stdio.h>
#include <string.h>

/* rt/ops as bitcode, embedded when joist is built. */
extern const uint8_t joist_ops_bitcode[];
extern const size_t joist_ops_bitcode_size;

static const struct HelperInfo {
    const char *name, *signature;
} helpers[HELPER_COUNT] = {
#define HELPER(name, signature) [HELPER_##name] = {"op_" #name, signature},
#include "codegen/helpers.def"
#undef HELPER
};

static void add_attribute(Gen *gen, LLVMValueRef function, const char *name)
{
    unsigned kind = LLVMGetEnumAttributeKindForName(name, strlen(name));
    LLVMAddAttributeAtIndex(function, LLVMAttributeFunctionIndex,
                            LLVMCreateEnumAttribute(gen->context, kind, 0));
}

static bool has_attribute(LLVMValueRef function, const char *name)
{
    unsigned kind = LLVMGetEnumAttributeKindForName(name, strlen(name));
    return LLVMGetEnumAttributeAtIndex(function, LLVMAttributeFunctionIndex, kind) != NULL;
}

static bool is_operation(LLVMValueRef function)
{
    size_t length;
    return strncmp(LLVMGetValueName2(function, &length), "op_", 3) == 0;
}

/* For a target that the bitcode was not compiled for: the code is plain C of the LP64 model, only
 * its processor must not be named. */
static void remove_cpu(LLVMValueRef function)
{
    static const char *const names[] = {"target-cpu", "target-features", "tune-cpu"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        LLVMRemoveStringAttributeAtIndex(function, LLVMAttributeFunctionIndex, names[i],
                                         (unsigned)strlen(names[i]));
}

/* Operations become private to the module and are inlined wherever they are called. */
static void adopt_functions(Gen *gen)
{
    for (LLVMValueRef f = LLVMGetFirstFunction(gen->llvm); f; f = LLVMGetNextFunction(f)) {
        if (!gen->target.native)
            remove_cpu(f);
        if (LLVMIsDeclaration(f))
            continue;
        LLVMSetLinkage(f, LLVMInternalLinkage);
        if (is_operation(f) && !has_attribute(f, "noinline") && !has_attribute(f, "alwaysinline"))
            add_attribute(gen, f, "alwaysinline");
    }
}

/* Tables that keep the operations alive in the bitcode have done their work. */
static void adopt_globals(Gen *gen)
{
    LLVMValueRef next;
    for (LLVMValueRef g = LLVMGetFirstGlobal(gen->llvm); g; g = next) {
        next = LLVMGetNextGlobal(g);
        size_t length;
        const char *name = LLVMGetValueName2(g, &length);
        if (strcmp(name, "llvm.used") == 0 || strcmp(name, "llvm.compiler.used") == 0)
            LLVMDeleteGlobal(g);
        else if (!LLVMIsDeclaration(g))
            LLVMSetLinkage(g, LLVMInternalLinkage);
    }
}

static void internal_error(Gen *gen, const char *format, const char *name)
{
    if (!gen->failed)
        diag_add(gen->diagnostics, DIAG_ERROR, DIAG_NOWHERE,
                 "the runtime's operations (ops.bc) and the compiler do not fit together", format,
                 name);
    gen->failed = true;
}

bool op_call_load(Gen *gen)
{
    LLVMMemoryBufferRef buffer = LLVMCreateMemoryBufferWithMemoryRange(
        (const char *)joist_ops_bitcode, joist_ops_bitcode_size, "ops.bc", 0);
    bool failed = LLVMParseBitcodeInContext2(gen->context, buffer, &gen->llvm);
    LLVMDisposeMemoryBuffer(buffer);
    if (failed) {
        gen->llvm = NULL;
        internal_error(gen, "%s cannot be read", "ops.bc");
        return false;
    }
    LLVMSetTarget(gen->llvm, gen->target.triple);
    LLVMSetModuleDataLayout(gen->llvm, gen->target.layout);
    adopt_globals(gen);
    adopt_functions(gen);
    return true;
}

void op_call_set_attributes(Gen *gen, LLVMValueRef function, bool small)
{
    static const char *const names[] = {"target-cpu", "target-features", "tune-cpu"};
    LLVMValueRef model = LLVMGetNamedFunction(gen->llvm, "op_sync");
    for (size_t i = 0; model && i < sizeof names / sizeof names[0]; i++) {
        LLVMAttributeRef attribute = LLVMGetStringAttributeAtIndex(
            model, LLVMAttributeFunctionIndex, names[i], (unsigned)strlen(names[i]));
        if (attribute)
            LLVMAddAttributeAtIndex(function, LLVMAttributeFunctionIndex, attribute);
    }
    add_attribute(gen, function, "nounwind");
    if (small)
        add_attribute(gen, function, "optsize");
    add_attribute(gen, function, "noredzone"); /* of code that it calls */
}

/* The call; something of the right type when the operation does not fit, after a diagnostic. */
static LLVMValueRef build(Emit *emit, LLVMValueRef function, const char *name, LLVMTypeRef result,
                          const LLVMValueRef *arguments, uint32_t count)
{
    Gen *gen = emit->gen;
    LLVMValueRef all[OP_CALL_ARGUMENTS_MAX + 1];
    LLVMTypeRef types[OP_CALL_ARGUMENTS_MAX + 1];
    LLVMTypeRef type = LLVMGlobalGetValueType(function);
    unsigned parameters = LLVMCountParamTypes(type), n = 0;
    bool fits = parameters <= OP_CALL_ARGUMENTS_MAX + 1 && LLVMGetReturnType(type) == result;
    if (fits) {
        if (parameters == count + 1)
            all[n++] = emit->state;
        for (uint32_t i = 0; i < count; i++)
            all[n++] = arguments[i];
        LLVMGetParamTypes(type, types);
        fits = n == parameters;
        for (unsigned i = 0; fits && i < n; i++)
            fits = LLVMTypeOf(all[i]) == types[i];
    }
    if (!fits) {
        internal_error(gen, "the operation %s has other parameters than expected", name);
        return result == gen->type.none ? NULL : LLVMGetPoison(result);
    }
    LLVMValueRef call = LLVMBuildCall2(gen->builder, type, function, all, n, "");
    LLVMSetInstructionCallConv(call, LLVMGetFunctionCallConv(function));
    return call;
}

static LLVMTypeRef type_of_result(const Gen *gen, IrType type)
{
    switch (type) {
    case IR_TERM:
    case IR_I64:
        return gen->type.i64;
    case IR_BOOL:
        return gen->type.i1;
    case IR_F64:
        return gen->type.f64;
    default:
        return gen->type.none;
    }
}

LLVMValueRef op_call(Emit *emit, IrOp op, const LLVMValueRef *arguments, uint32_t count,
                     int64_t immediate)
{
    Gen *gen = emit->gen;
    const IrOpInfo *info = &ir_op_info[op];
    LLVMTypeRef result = type_of_result(gen, info->result);
    if (!gen->op_functions[op]) {
        char name[64];
        snprintf(name, sizeof name, "op_%s", info->name);
        gen->op_functions[op] = LLVMGetNamedFunction(gen->llvm, name);
        if (!gen->op_functions[op]) {
            internal_error(gen, "the runtime has no operation %s", name);
            return result == gen->type.none ? NULL : LLVMGetPoison(result);
        }
    }
    LLVMValueRef all[OP_CALL_ARGUMENTS_MAX];
    if (count >= OP_CALL_ARGUMENTS_MAX) {
        internal_error(gen, "the operation %s has too many arguments", info->name);
        return LLVMGetPoison(result);
    }
    for (uint32_t i = 0; i < count; i++)
        all[i] = arguments[i];
    if (info->flags & IR_IMMEDIATE)
        all[count++] = LLVMConstInt(gen->type.i64, (unsigned long long)immediate, true);
    return build(emit, gen->op_functions[op], info->name, result, all, count);
}

static LLVMTypeRef type_of_letter(const Gen *gen, char letter)
{
    switch (letter) {
    case 'b':
        return gen->type.i1;
    case 'w':
        return gen->type.i64;
    case 'p':
        return gen->type.pointer;
    default:
        return gen->type.none;
    }
}

LLVMValueRef op_call_helper(Emit *emit, Helper helper, const LLVMValueRef *arguments,
                            uint32_t count)
{
    Gen *gen = emit->gen;
    LLVMTypeRef result = type_of_letter(gen, helpers[helper].signature[0]);
    LLVMValueRef function = LLVMGetNamedFunction(gen->llvm, helpers[helper].name);
    if (!function) {
        internal_error(gen, "the runtime has no operation %s", helpers[helper].name);
        return result == gen->type.none ? NULL : LLVMGetPoison(result);
    }
    return build(emit, function, helpers[helper].name, result, arguments, count);
}
