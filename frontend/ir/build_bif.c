/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Building IR: the BIFs that are instructions (bif0 … bif2, gc_bif1 … gc_bif3).
 *
 * Operators, type tests, comparisons and the most common guard BIFs have operations of their own;
 * all others are called as native functions. None of them collects here.
 */
#include "frontend/ir/build.h"

#include <string.h>

typedef enum InlineKind {
    INLINE_OPERATOR, /* fails with a fault that names the operator */
    INLINE_BIF,      /* fails as the native function */
    INLINE_TEST,     /* gives a BOOL, never fails */
    INLINE_NOT,      /* a test the other way round */
    INLINE_SWAPPED,  /* a test of the arguments in the other order */
    INLINE_SWAPPED_NOT,
    INLINE_CHOICE, /* the second argument if the test holds, else the first */
    INLINE_CHOICE_SWAPPED,
} InlineKind;

typedef struct Inline {
    BifInfo bif; /* the native function of the same name, as raises name it */
    IrOp op;
    InlineKind kind;
} Inline;

#define INLINE(name, arity, op, kind)                      \
    {                                                      \
        {"erlang", name, arity, BIF_GUARD, NULL}, op, kind \
    }

static const Inline inlines[] = {
    INLINE("+", 2, IR_ADD, INLINE_OPERATOR),
    INLINE("-", 2, IR_SUB, INLINE_OPERATOR),
    INLINE("*", 2, IR_MUL, INLINE_OPERATOR),
    INLINE("/", 2, IR_FDIV, INLINE_OPERATOR),
    INLINE("div", 2, IR_DIV, INLINE_OPERATOR),
    INLINE("rem", 2, IR_REM, INLINE_OPERATOR),
    INLINE("-", 1, IR_NEG, INLINE_OPERATOR),
    INLINE("+", 1, IR_PLUS, INLINE_OPERATOR),
    INLINE("band", 2, IR_BAND, INLINE_OPERATOR),
    INLINE("bor", 2, IR_BOR, INLINE_OPERATOR),
    INLINE("bxor", 2, IR_BXOR, INLINE_OPERATOR),
    INLINE("bnot", 1, IR_BNOT, INLINE_OPERATOR),
    INLINE("bsl", 2, IR_BSL, INLINE_OPERATOR),
    INLINE("bsr", 2, IR_BSR, INLINE_OPERATOR),
    INLINE("element", 2, IR_BIF_ELEMENT, INLINE_BIF),
    INLINE("hd", 1, IR_BIF_HD, INLINE_BIF),
    INLINE("tl", 1, IR_BIF_TL, INLINE_BIF),
    INLINE("tuple_size", 1, IR_BIF_TUPLE_SIZE, INLINE_BIF),
    INLINE("byte_size", 1, IR_BIF_BYTE_SIZE, INLINE_BIF),
    INLINE("bit_size", 1, IR_BIF_BIT_SIZE, INLINE_BIF),
    INLINE("map_size", 1, IR_BIF_MAP_SIZE, INLINE_BIF),
    INLINE("map_get", 2, IR_BIF_MAP_GET, INLINE_BIF),
    INLINE("is_map_key", 2, IR_BIF_IS_MAP_KEY, INLINE_BIF),
    INLINE("not", 1, IR_BIF_NOT, INLINE_BIF),
    INLINE("and", 2, IR_BIF_AND, INLINE_BIF),
    INLINE("or", 2, IR_BIF_OR, INLINE_BIF),
    INLINE("xor", 2, IR_BIF_XOR, INLINE_BIF),
    INLINE("is_integer", 1, IR_IS_INTEGER, INLINE_TEST),
    INLINE("is_float", 1, IR_IS_FLOAT, INLINE_TEST),
    INLINE("is_number", 1, IR_IS_NUMBER, INLINE_TEST),
    INLINE("is_atom", 1, IR_IS_ATOM, INLINE_TEST),
    INLINE("is_boolean", 1, IR_IS_BOOLEAN, INLINE_TEST),
    INLINE("is_pid", 1, IR_IS_PID, INLINE_TEST),
    INLINE("is_port", 1, IR_IS_PORT, INLINE_TEST),
    INLINE("is_reference", 1, IR_IS_REFERENCE, INLINE_TEST),
    INLINE("is_list", 1, IR_IS_LIST, INLINE_TEST),
    INLINE("is_binary", 1, IR_IS_BINARY, INLINE_TEST),
    INLINE("is_bitstring", 1, IR_IS_BITSTRING, INLINE_TEST),
    INLINE("is_map", 1, IR_IS_MAP, INLINE_TEST),
    INLINE("is_tuple", 1, IR_IS_TUPLE, INLINE_TEST),
    INLINE("is_function", 1, IR_IS_FUNCTION, INLINE_TEST),
    INLINE("=:=", 2, IR_EXACT, INLINE_TEST),
    INLINE("=/=", 2, IR_EXACT, INLINE_NOT),
    INLINE("==", 2, IR_EQUAL, INLINE_TEST),
    INLINE("/=", 2, IR_EQUAL, INLINE_NOT),
    INLINE("<", 2, IR_LESS, INLINE_TEST),
    INLINE(">=", 2, IR_LESS, INLINE_NOT),
    INLINE(">", 2, IR_LESS, INLINE_SWAPPED),
    INLINE("=<", 2, IR_LESS, INLINE_SWAPPED_NOT),
    INLINE("max", 2, IR_LESS, INLINE_CHOICE),
    INLINE("min", 2, IR_LESS, INLINE_CHOICE_SWAPPED),
};

static const Inline *find_inline(BeamText name, uint32_t arity)
{
    for (size_t i = 0; i < sizeof inlines / sizeof inlines[0]; i++) {
        if (inlines[i].bif.arity == arity && strlen(inlines[i].bif.function) == name.size &&
            memcmp(inlines[i].bif.function, name.bytes, name.size) == 0) {
            return &inlines[i];
        }
    }
    return NULL;
}

typedef struct BifCall {
    BeamText name;
    uint32_t arity;
    uint32_t label; /* 0: raise */
    const BeamOperand *sources, *dest;
} BifCall;

static const BifInfo *native_function(Builder *builder, const BifCall *call)
{
    BeamText erlang = {"erlang", 6};
    const BifInfo *bif = bif_table_find_text(erlang, call->name, call->arity);
    if (bif == NULL || bif->kind == BIF_ABSENT) {
        build_fail(builder, "the runtime has no native function erlang:%.*s/%u",
                   (int)call->name.size, call->name.bytes, call->arity);
        return NULL;
    }
    return bif;
}

static IrValue inline_test(Builder *builder, const Inline *info, const BifCall *call,
                           IrValue *arguments)
{
    IrOp op = info->op;
    if (op == IR_EXACT &&
        (build_is_immediate(&call->sources[0]) || build_is_immediate(&call->sources[1]))) {
        op = IR_SAME;
    }
    if (info->kind == INLINE_SWAPPED || info->kind == INLINE_SWAPPED_NOT) {
        IrValue first = arguments[0];
        arguments[0] = arguments[1];
        arguments[1] = first;
    }
    IrValue test = build_emit(builder, op, info->bif.arity, arguments);
    if (info->kind == INLINE_NOT || info->kind == INLINE_SWAPPED_NOT) {
        test = EMIT1(builder, IR_NOT, test);
    }
    return EMIT1(builder, IR_BOOL_TERM, test);
}

static bool is_register(const BeamOperand *operand)
{
    return operand->kind == OPERAND_X || operand->kind == OPERAND_Y;
}

/* max and min, which are BIFs from OTP 26 on. */
static IrValue choose(Builder *builder, const Inline *info, const IrValue *arguments)
{
    bool swapped = info->kind == INLINE_CHOICE_SWAPPED;
    IrValue test = EMIT2(builder, info->op, arguments[swapped ? 1 : 0], arguments[swapped ? 0 : 1]);
    IrBlockId next = build_new_block(builder);
    IrValue result = ir_add_parameter(builder->function, next, IR_TERM);
    IrTarget targets[2];
    for (int i = 0; i < 2; i++) {
        targets[i] = (IrTarget){.block = next, .count = 1};
        targets[i].arguments = ARENA_NEW(builder->arena, IrValue);
        targets[i].arguments[0] = arguments[1 - i];
    }
    build_branch_targets(builder, test, targets[0], targets[1]);
    build_continue(builder, next);
    return result;
}

/* Additions of a small constant to a register, for which stock `erl` has an instruction of its own:
 * when it fails the operator is not in the stack trace. Of subtractions only those of constants
 * that are not negative are turned into one. */
static bool is_increment(IrOp op, const BeamOperand *sources)
{
    if (op == IR_ADD) {
        return (is_register(&sources[0]) && build_is_small(&sources[1])) ||
               (build_is_small(&sources[0]) && is_register(&sources[1]));
    }
    return op == IR_SUB && is_register(&sources[0]) && build_is_small(&sources[1]) &&
           sources[1].as.i >= 0;
}

static void call_inline(Builder *builder, const Inline *info, const BifCall *call,
                        IrValue *arguments)
{
    IrValue result;
    if (info->kind == INLINE_OPERATOR) {
        result = build_emit(builder, info->op, info->bif.arity, arguments);
        bool named = call->label != 0 || !is_increment(info->op, call->sources);
        build_check(builder, result,
                    named ? build_fault(builder, call->label, IR_OP_COUNT)
                          : build_fault(builder, 0, IR_DROP_OPERATOR));
    } else if (info->kind == INLINE_BIF) {
        result = build_emit(builder, info->op, info->bif.arity, arguments);
        build_check_or_bif(builder, result, call->label, &info->bif, info->bif.arity, arguments);
    } else if (info->kind >= INLINE_CHOICE) {
        result = choose(builder, info, arguments);
    } else {
        result = inline_test(builder, info, call, arguments);
    }
    build_write(builder, call->dest, result);
}

static void call_native(Builder *builder, const BifCall *call, const IrValue *arguments)
{
    const BifInfo *bif = native_function(builder, call);
    if (bif == NULL) {
        return;
    }
    IrInstruction *instruction = build_append(builder, IR_BIF, call->arity, arguments);
    IrValue result = instruction->result;
    instruction->imm.bif = bif;
    build_check_or_bif(builder, result, call->label, bif, call->arity, arguments);
    build_write(builder, call->dest, result);
}

static void call_bif(Builder *builder, const BifCall *call)
{
    if (call->arity == 0 && call->name.size == 4 && memcmp(call->name.bytes, "self", 4) == 0) {
        build_write(builder, call->dest, EMIT0(builder, IR_BIF_SELF));
        return;
    }
    IrValue arguments[3];
    for (uint32_t i = 0; i < call->arity; i++) {
        arguments[i] = build_read(builder, &call->sources[i]);
    }
    const Inline *info = find_inline(call->name, call->arity);
    if (info != NULL) {
        call_inline(builder, info, call, arguments);
    } else {
        call_native(builder, call, arguments);
    }
}

bool build_bif(Builder *builder, const BeamInstruction *instruction)
{
    const BeamOperand *operands = instruction->operands;
    uint32_t arity, import; /* operand number of the import; sources and destination follow */
    switch (instruction->opcode) {
    case OP_bif0:
        arity = 0;
        import = 0;
        break;
    case OP_bif1:
    case OP_bif2:
        arity = instruction->opcode == OP_bif1 ? 1 : 2;
        import = 1;
        break;
    case OP_gc_bif1:
    case OP_gc_bif2:
    case OP_gc_bif3:
        arity = instruction->opcode == OP_gc_bif1 ? 1 : instruction->opcode == OP_gc_bif2 ? 2 : 3;
        import = 2;
        break;
    default:
        return false;
    }
    const BeamModule *module = builder->module;
    BifCall call = {
        .name = module->atoms[module->imports[operands[import].as.u].function],
        .arity = arity,
        .label = arity == 0 ? 0 : operands[0].as.index,
        .sources = &operands[import + 1],
        .dest = &operands[import + 1 + arity],
    };
    call_bif(builder, &call);
    return true;
}
