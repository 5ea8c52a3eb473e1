/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Terminators: jumps inside a function, calls, raises, waiting. See instruction.h.
 *
 * A body call stores its continuation in word 0 of the frame and jumps.
 */
#include <string.h>
#include "codegen/constant.h"
#include "codegen/fragment.h"
#include "codegen/instruction.h"
#include "codegen/op_call.h"
#include "frontend/ir/bif_table.h"

static LLVMValueRef argument(Emit *emit, const IrInstruction *instruction, uint32_t i)
{
    return fragment_value(emit, instruction->arguments[i]);
}

/* The first `count` arguments. */
static LLVMValueRef *arguments_of(Emit *emit, const IrInstruction *instruction, uint32_t count)
{
    LLVMValueRef *values = ARENA_NEW_ARRAY(emit->gen->arena, LLVMValueRef, count);
    for (uint32_t i = 0; i < count; i++)
        values[i] = argument(emit, instruction, i);
    return values;
}

static LLVMValueRef site_of(Emit *emit, const IrInstruction *instruction)
{
    return constant_address(
        emit->gen, constant_site(emit->gen, emit->function, emit->frame, instruction->location));
}

/* ---- inside the function
 * ------------------------------------------------------------------------- */

static bool is_cold(const Emit *emit, const IrTarget *target)
{
    return emit_block(emit, target->block)->cold;
}

static void write_branch(Emit *emit, const IrInstruction *instruction, LLVMValueRef condition)
{
    const IrTarget *targets = instruction->targets;
    bool cold_yes = is_cold(emit, &targets[0]), cold_no = is_cold(emit, &targets[1]);
    LLVMBasicBlockRef yes = fragment_edge(emit, &targets[0]);
    LLVMBasicBlockRef no = fragment_edge(emit, &targets[1]);
    fragment_branch(emit, condition, yes, no, cold_yes == cold_no ? -1 : cold_no);
}

static void write_check(Emit *emit, const IrInstruction *instruction)
{
    Gen *gen = emit->gen;
    LLVMValueRef value = argument(emit, instruction, 0), good;
    if (LLVMTypeOf(value) == gen->type.f64)
        good = LLVMBuildFCmp(gen->builder, LLVMRealORD, value, value, "");
    else if (LLVMTypeOf(value) == gen->type.i1)
        good = value;
    else
        good = LLVMBuildICmp(gen->builder, LLVMIntNE, value, constant_word(gen, THE_NON_VALUE), "");
    write_branch(emit, instruction, good);
}

/* ---- calls
 * --------------------------------------------------------------------------------------- */

/* For a body call: the continuation goes into word 0 of the frame. */
static void store_continuation(Emit *emit, const IrInstruction *instruction)
{
    if (instruction->target_count == 0)
        return;
    fragment_store_stack(emit, 0, fragment_address(emit, instruction->targets[0].block));
}

static void write_call(Emit *emit, const IrInstruction *instruction)
{
    const GenFunction *to = &emit->gen->functions[instruction->imm.i64];
    store_continuation(emit, instruction);
    fragment_leave(emit, to->entry, arguments_of(emit, instruction, instruction->argument_count),
                   instruction->argument_count, NULL);
}

static void write_call_export(Emit *emit, const IrInstruction *instruction)
{
    Gen *gen = emit->gen;
    LLVMValueRef export = constant_import(gen, (uint32_t)instruction->imm.i64);
    store_continuation(emit, instruction);
    LLVMValueRef to = LLVMBuildLoad2(gen->builder, gen->type.pointer, export, "");
    fragment_leave(emit, to, arguments_of(emit, instruction, instruction->argument_count),
                   instruction->argument_count, constant_address(gen, export));
}

static void write_call_bif(Emit *emit, const IrInstruction *instruction)
{
    Gen *gen = emit->gen;
    const BifInfo *bif = instruction->imm.bif;
    LLVMValueRef export = constant_native(gen, bif), to;
    store_continuation(emit, instruction);
    /* Through the export, which may be traced; the body of a function that is replaced by a native
     * one is no call. */
    if (instruction->target_count == 0 || bif_is_instruction(bif))
        to = fragment_runtime(gen, bif_entry(bif));
    else
        to = LLVMBuildLoad2(gen->builder, gen->type.pointer, export, "");
    fragment_leave(emit, to, arguments_of(emit, instruction, instruction->argument_count),
                   instruction->argument_count, constant_address(gen, export));
}

static LLVMValueRef list_of(Emit *emit, const IrInstruction *instruction, uint32_t count)
{
    Gen *gen = emit->gen;
    LLVMValueRef array = fragment_scratch(emit, count == 0 ? 1 : count);
    for (uint32_t i = 0; i < count; i++)
        LLVMBuildStore(gen->builder, argument(emit, instruction, i),
                       fragment_word_at(emit, array, i));
    LLVMValueRef arguments[] = {array, constant_word(gen, count)};
    return op_call_helper(emit, HELPER_list_of_arguments, arguments, 2);
}

static void write_call_fun(Emit *emit, const IrInstruction *instruction)
{
    Gen *gen = emit->gen;
    uint32_t arity = instruction->argument_count - 1;
    LLVMValueRef fun = argument(emit, instruction, arity);
    LLVMValueRef operands[] = {fun, constant_word(gen, arity)};
    LLVMValueRef target = op_call_helper(emit, HELPER_fun_target, operands, 2);
    LLVMBasicBlockRef call = fragment_new_block(emit), fail = fragment_new_block(emit);
    LLVMValueRef found = LLVMBuildICmp(gen->builder, LLVMIntNE, target, constant_word(gen, 0), "");
    fragment_branch(emit, found, call, fail, 1);

    LLVMPositionBuilderAtEnd(gen->builder, call);
    store_continuation(emit, instruction);
    LLVMValueRef to = LLVMBuildIntToPtr(gen->builder, target, gen->type.pointer, "");
    fragment_leave(emit, to, arguments_of(emit, instruction, arity), arity, fun);

    LLVMPositionBuilderAtEnd(gen->builder, fail);
    /* As in ERTS, a body call fails as if inside the callee: the caller is in the trace twice. */
    bool body = instruction->target_count != 0;
    LLVMValueRef site =
        constant_site(gen, emit->function, body ? IR_NO_FRAME : emit->frame, instruction->location);
    store_continuation(emit, instruction);
    if (arity < X_IN_REGISTERS) {
        const char *raiser = arena_printf(gen->arena, "rt_raise_fun_call_%u", arity);
        fragment_leave(emit, fragment_runtime(gen, raiser),
                       arguments_of(emit, instruction, arity + 1), arity + 1,
                       constant_address(gen, site));
        return;
    }
    LLVMValueRef offender[] = {fun, list_of(emit, instruction, arity)};
    fragment_leave(emit, fragment_runtime(gen, "rt_raise_fun_call"), offender, 2,
                   constant_address(gen, site));
}

static void write_apply(Emit *emit, const IrInstruction *instruction)
{
    Gen *gen = emit->gen;
    uint32_t arity = instruction->argument_count - 2;
    LLVMValueRef arguments[] = {
        argument(emit, instruction, arity),
        argument(emit, instruction, arity + 1),
        list_of(emit, instruction, arity),
    };
    store_continuation(emit, instruction);
    fragment_leave(emit, fragment_runtime(gen, "rt_apply"), arguments, 3,
                   site_of(emit, instruction));
}

static void write_apply_list(Emit *emit, const IrInstruction *instruction)
{
    store_continuation(emit, instruction);
    fragment_leave(emit, fragment_runtime(emit->gen, "rt_apply"),
                   arguments_of(emit, instruction, 3), 3, site_of(emit, instruction));
}

static void write_apply_fun(Emit *emit, const IrInstruction *instruction)
{
    Gen *gen = emit->gen;
    LLVMValueRef arguments[] = {
        argument(emit, instruction, 0),
        argument(emit, instruction, 1),
        constant_word(gen, instruction->target_count != 0),
    };
    LLVMValueRef site = constant_site(gen, emit->function, IR_NO_FRAME, instruction->location);
    store_continuation(emit, instruction);
    fragment_leave(emit, fragment_runtime(gen, "rt_apply_fun"), arguments, 3,
                   constant_address(gen, site));
}

/* ---- raises and receive
 * ---------------------------------------------------------------------------- */

/* The fragments of the runtime that raise, by operation. */
static const char *raiser_of(IrOp op)
{
    switch (op) {
    case IR_RAISE_BADMATCH:
        return "rt_raise_badmatch";
    case IR_RAISE_CASE_CLAUSE:
        return "rt_raise_case_clause";
    case IR_RAISE_TRY_CLAUSE:
        return "rt_raise_try_clause";
    case IR_RAISE_BADRECORD:
        return "rt_raise_badrecord";
    case IR_RAISE_IF_CLAUSE:
        return "rt_raise_if_clause";
    case IR_RAISE_FUNCTION_CLAUSE:
        return "rt_raise_function_clause";
    case IR_RAISE_AGAIN:
        return "rt_raise_again";
    default:
        return "rt_raise_fault";
    }
}

static void write_raise(Emit *emit, const IrInstruction *instruction)
{
    fragment_leave(emit, fragment_runtime(emit->gen, raiser_of(instruction->op)),
                   arguments_of(emit, instruction, instruction->argument_count),
                   instruction->argument_count, site_of(emit, instruction));
}

static void write_raise_of_bif(Emit *emit, const IrInstruction *instruction, const char *raiser)
{
    Gen *gen = emit->gen;
    LLVMValueRef site = constant_raise_site(gen, emit->function, emit->frame, instruction->location,
                                            constant_native(gen, instruction->imm.bif));
    fragment_leave(emit, fragment_runtime(gen, raiser),
                   arguments_of(emit, instruction, instruction->argument_count),
                   instruction->argument_count, constant_address(gen, site));
}

bool terminator_calls_raiser(const IrBlock *block, uint32_t i)
{
    const IrInstruction *call = &block->instructions[i], *raise = call + 1;
    return call->op == IR_BIF && i + 2 == block->instruction_count && raise->op == IR_RAISE_BIF &&
           raise->imm.bif == call->imm.bif && call->imm.bif->kind != BIF_GUARD;
}

void terminator_write_raiser(Emit *emit, const IrInstruction *raise)
{
    write_raise_of_bif(emit, raise, "rt_raise_by_bif");
}

static void write_wait_timeout(Emit *emit, const IrInstruction *instruction)
{
    Gen *gen = emit->gen;
    LLVMValueRef targets[3], time = argument(emit, instruction, 0);
    for (uint32_t i = 0; i < 3; i++)
        targets[i] = emit->function->fragments[instruction->targets[i].block];
    LLVMValueRef site =
        constant_global(gen, "wait", LLVMConstStructInContext(gen->context, targets, 3, false));
    fragment_leave(emit, fragment_runtime(gen, "rt_wait_timeout"), &time, 1,
                   constant_address(gen, site));
}

/* ---- all of them
 * ------------------------------------------------------------------------------------ */

void terminator_write(Emit *emit, const IrInstruction *instruction)
{
    Gen *gen = emit->gen;
    switch (instruction->op) {
    case IR_JUMP:
        fragment_jump(emit, &instruction->targets[0]);
        break;
    case IR_LOOP:
        fragment_loop(emit, &instruction->targets[0]);
        break;
    case IR_BRANCH:
        write_branch(emit, instruction, argument(emit, instruction, 0));
        break;
    case IR_CHECK:
        write_check(emit, instruction);
        break;
    case IR_SWITCH:
        select_write(emit, instruction);
        break;
    case IR_RETURN:
        fragment_return(emit, argument(emit, instruction, 0));
        break;
    case IR_CALL:
        write_call(emit, instruction);
        break;
    case IR_CALL_EXPORT:
        write_call_export(emit, instruction);
        break;
    case IR_CALL_BIF:
        write_call_bif(emit, instruction);
        break;
    case IR_CALL_FUN:
        write_call_fun(emit, instruction);
        break;
    case IR_APPLY:
        write_apply(emit, instruction);
        break;
    case IR_APPLY_LIST:
        write_apply_list(emit, instruction);
        break;
    case IR_APPLY_FUN:
        write_apply_fun(emit, instruction);
        break;
    case IR_RAISE_BIF:
        write_raise_of_bif(emit, instruction, "rt_raise_bif");
        break;
    case IR_WAIT:
        fragment_leave(emit, fragment_runtime(gen, "rt_wait"), NULL, 0,
                       fragment_address(emit, instruction->targets[0].block));
        break;
    case IR_WAIT_TIMEOUT:
        write_wait_timeout(emit, instruction);
        break;
    case IR_UNREACHABLE:
        LLVMBuildUnreachable(gen->builder);
        break;
    default:
        write_raise(emit, instruction);
        break;
    }
}
