/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Building IR: calls and returns.
 *
 * Calls of native functions stay in the fragment unless the function may yield. A native function
 * called last keeps the caller's frame until it is done, as in ERTS: the caller is part of the
 * trace when it fails. erlang:apply/2,3 are operations, since loops are made of them.
 */
#include "frontend/ir/build.h"

#include <string.h>

/* Go on behind a call that ends this block: in a new root, whose parameter is the result. */
static void continue_after(Builder *builder, IrInstruction *call)
{
    IrBlockId block = build_new_root(builder, IR_CONTINUATION);
    ir_add_targets(builder->function, call, 1)->block = block;
    build_continue(builder, block);
    build_forget_x(builder);
    build_write_x(builder, 0, ir_add_parameter(builder->function, block, IR_TERM));
}

static void drop_frame(Builder *builder)
{
    if (builder->frame != IR_NO_FRAME) {
        build_emit_imm(builder, IR_DEALLOCATE, builder->frame, 0, NULL);
        builder->frame = IR_NO_FRAME;
    }
}

static void build_return(Builder *builder)
{
    IrValue result = build_read_x(builder, 0);
    drop_frame(builder);
    build_append(builder, IR_RETURN, 1, &result);
}

static void build_any_call(Builder *builder, IrOp op, int64_t imm, bool tail, uint32_t count,
                           const IrValue *arguments)
{
    if (tail) {
        drop_frame(builder);
    }
    IrInstruction *call = build_append(builder, op, count, arguments);
    call->imm.i64 = imm;
    if (!tail) {
        continue_after(builder, call);
    }
}

/* Is the call in front of `deallocate, return`? BEAM has no tail calls of funs of its own. */
static bool is_last(const Builder *builder)
{
    const BeamInstruction *next = &builder->module->instructions[builder->at + 1];
    return next[0].opcode == OP_deallocate && next[1].opcode == OP_return;
}

/* ---- native functions
 * -------------------------------------------------------------------------------- */

static void call_direct(Builder *builder, const BifInfo *bif, bool tail)
{
    const BeamInstruction *here = &builder->module->instructions[builder->at];
    IrValue *arguments = build_read_arguments(builder, bif->arity, 0);
    IrInstruction *instruction = build_append(builder, IR_BIF, bif->arity, arguments);
    IrValue result = instruction->result;
    instruction->imm.bif = bif;
    if (beam_never_returns(builder->module, here)) {
        build_raise_bif(builder, bif, bif->arity, arguments);
        return;
    }
    build_check_or_bif(builder, result, 0, bif, bif->arity, arguments);
    build_forget_x(builder);
    build_write_x(builder, 0, result);
    if (tail) {
        build_return(builder);
    }
}

static void call_yielding(Builder *builder, const BifInfo *bif, bool tail)
{
    if (builder->frame == IR_NO_FRAME) {
        build_gc(builder, 1, bif->arity, true);
        build_emit_imm(builder, IR_ALLOCATE, 0, 0, NULL);
        builder->frame = 0;
    }
    IrInstruction *call = build_append(builder, IR_CALL_BIF, bif->arity,
                                       build_read_arguments(builder, bif->arity, 0));
    call->imm.bif = bif;
    continue_after(builder, call);
    if (tail) {
        build_return(builder);
    }
}

void build_call_bif(Builder *builder, const BifInfo *bif, bool tail)
{
    if (bif_is_entered(bif)) {
        call_yielding(builder, bif, tail);
    } else {
        call_direct(builder, bif, tail);
    }
}

void build_replaced_body(Builder *builder, const BifInfo *bif)
{
    build_append(builder, IR_CALL_BIF, bif->arity, build_read_arguments(builder, bif->arity, 0))
        ->imm.bif = bif;
}

/* ---- Erlang functions
 * ------------------------------------------------------------------------------- */

static void call_self(Builder *builder, uint32_t arity)
{
    IrValue *arguments = ARENA_NEW_ARRAY(builder->arena, IrValue, arity);
    for (uint32_t x = 0; x < arity; x++) {
        arguments[x] = build_read_x(builder, x);
    }
    drop_frame(builder);
    IrInstruction *loop = build_append(builder, IR_LOOP, 0, NULL);
    *ir_add_targets(builder->function, loop, 1) =
        (IrTarget){.block = 0, .arguments = arguments, .count = arity};
}

static void call_local(Builder *builder, const BeamInstruction *instruction, bool tail)
{
    BeamModule *module = builder->module;
    uint32_t index = module->label_function[instruction->operands[1].as.index];
    const BeamFunction *callee = &module->functions[index];
    const BifInfo *bif = build_find_bif(module, module->name, callee->name, callee->arity);
    if (bif != NULL) {
        build_call_bif(builder, bif, tail);
    } else if (tail && callee == builder->beam) {
        call_self(builder, callee->arity);
    } else {
        build_any_call(builder, IR_CALL, index, tail, callee->arity,
                       build_read_arguments(builder, callee->arity, 0));
    }
}

/* erlang:apply/2 and /3, whose last argument is a list. */
static bool is_apply(const BeamModule *module, const BeamImport *import)
{
    BeamText name = module->atoms[import->module], function = module->atoms[import->function];
    return (import->arity == 2 || import->arity == 3) && name.size == 6 && function.size == 5 &&
           memcmp(name.bytes, "erlang", 6) == 0 && memcmp(function.bytes, "apply", 5) == 0;
}

static void call_external(Builder *builder, const BeamInstruction *instruction, bool tail)
{
    uint32_t index = (uint32_t)instruction->operands[1].as.u;
    const BeamImport *import = &builder->module->imports[index];
    const BifInfo *bif =
        build_find_bif(builder->module, import->module, import->function, import->arity);
    if (bif != NULL) {
        build_call_bif(builder, bif, tail);
    } else if (is_apply(builder->module, import)) {
        build_any_call(builder, import->arity == 2 ? IR_APPLY_FUN : IR_APPLY_LIST, 0, tail,
                       import->arity, build_read_arguments(builder, import->arity, 0));
    } else {
        build_any_call(builder, IR_CALL_EXPORT, index, tail, import->arity,
                       build_read_arguments(builder, import->arity, 0));
    }
}

/* Arguments, then the fun: in the next register, or anywhere. */
static void call_fun(Builder *builder, uint32_t arity, const BeamOperand *fun)
{
    IrValue *arguments = build_read_arguments(builder, arity, 1);
    arguments[arity] = fun == NULL ? build_read_x(builder, arity) : build_read(builder, fun);
    build_any_call(builder, IR_CALL_FUN, arity, is_last(builder), arity + 1, arguments);
}

static void apply(Builder *builder, uint32_t arity, bool tail)
{
    build_any_call(builder, IR_APPLY, arity, tail, arity + 2,
                   build_read_arguments(builder, arity + 2, 0));
}

static void send(Builder *builder)
{
    /* The operator ! fails in the name of the function. */
    static const BifInfo function = {"erlang", "send", 2, BIF_PLAIN, NULL};
    IrValue *arguments = build_read_arguments(builder, 2, 0);
    IrValue message = build_emit(builder, IR_SEND, 2, arguments);
    build_check_or_bif(builder, message, 0, &function, 2, arguments);
    build_forget_x(builder);
    build_write_x(builder, 0, message);
}

bool build_call(Builder *builder, const BeamInstruction *instruction)
{
    const BeamOperand *operands = instruction->operands;
    switch (instruction->opcode) {
    case OP_call:
        call_local(builder, instruction, false);
        return true;
    case OP_call_last:
    case OP_call_only:
        call_local(builder, instruction, true);
        return true;
    case OP_call_ext:
        call_external(builder, instruction, false);
        return true;
    case OP_call_ext_last:
    case OP_call_ext_only:
        call_external(builder, instruction, true);
        return true;
    case OP_call_fun:
        call_fun(builder, (uint32_t)operands[0].as.u, NULL);
        return true;
    case OP_call_fun2:
        call_fun(builder, (uint32_t)operands[1].as.u, &operands[2]);
        return true;
    case OP_apply:
        apply(builder, (uint32_t)operands[0].as.u, false);
        return true;
    case OP_apply_last:
        apply(builder, (uint32_t)operands[0].as.u, true);
        return true;
    case OP_send:
        send(builder);
        return true;
    case OP_return: {
        IrValue result = build_read_x(builder, 0);
        build_append(builder, IR_RETURN, 1, &result);
        return true;
    }
    default:
        return false;
    }
}
