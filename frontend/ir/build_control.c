/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Building IR: jumps, switches, exceptions, receive.
 */
#include "frontend/ir/build.h"

#include <string.h>

/* ---- switches
 * --------------------------------------------------------------------------------------- */

static IrCase case_of(const BeamOperand *operand)
{
    switch ((BeamOperandKind)operand->kind) {
    case OPERAND_ATOM:
        return (IrCase){.kind = IR_CASE_ATOM, .atom = operand->as.index};
    case OPERAND_INTEGER:
        return (IrCase){.kind = IR_CASE_SMALL, .value = operand->as.i};
    case OPERAND_UNSIGNED:
        return (IrCase){.kind = IR_CASE_ARITY, .value = (int64_t)operand->as.u};
    case OPERAND_LITERAL:
        return (IrCase){.kind = IR_CASE_LITERAL, .literal = operand->as.literal->id};
    default:
        return (IrCase){.kind = IR_CASE_NIL};
    }
}

/* Big integers come as 64-bit constants too; as cases they are literals. */
static IrCase normal_case(Builder *builder, IrCase item)
{
    if (item.kind == IR_CASE_SMALL && (item.value < IR_SMALL_MIN || item.value > IR_SMALL_MAX)) {
        item.kind = IR_CASE_LITERAL;
        item.literal = literal_integer(&builder->module->literal_pool, item.value)->id;
        item.value = 0;
    }
    return item;
}

/* The first of equal cases counts, as for a chain of comparisons: the index tells a case from its
 * key whether there was one. */
static bool is_first(Table *seen, const IrCase *key, uint32_t index)
{
    return table_put(seen, key, sizeof *key, index) == index;
}

static void build_switch(Builder *builder, IrValue value, uint32_t otherwise, const BeamList *list)
{
    uint32_t pairs = list->count / 2, count = 0;
    IrSwitch *select = arena_alloc(builder->arena, sizeof(IrSwitch) + pairs * sizeof(IrCase));
    IrTarget *targets = ARENA_NEW_ARRAY(builder->flow.arena, IrTarget, pairs + 1);
    IrCase *keys = ARENA_NEW_ARRAY(builder->flow.arena, IrCase, pairs);
    Table seen;
    table_init(&seen, builder->flow.arena);
    for (uint32_t i = 0; i < pairs; i++) {
        IrCase item = normal_case(builder, case_of(&list->items[2 * i]));
        keys[i].kind = item.kind; /* field by field: padding stays zero, as keys need it */
        keys[i].atom = item.atom;
        keys[i].literal = item.literal;
        keys[i].value = item.value;
        if (is_first(&seen, &keys[i], i)) {
            select->cases[count] = keys[i];
            targets[count++] = build_edge(builder, list->items[2 * i + 1].as.index);
        }
    }
    targets[count] = build_edge(builder, otherwise);
    select->count = count;
    IrInstruction *instruction = build_append(builder, IR_SWITCH, 1, &value);
    instruction->imm.select = select;
    memcpy(ir_add_targets(builder->function, instruction, count + 1), targets,
           (count + 1) * sizeof *targets);
}

static void select_arity(Builder *builder, const BeamOperand *operands)
{
    IrValue value = build_read(builder, &operands[0]);
    build_branch(builder, EMIT1(builder, IR_IS_TUPLE, value), true, operands[1].as.index);
    build_switch(builder, value, operands[1].as.index, operands[2].as.list);
}

/* ---- exceptions
 * ---------------------------------------------------------------------------------------- */

static void store_catch(Builder *builder, const BeamOperand *operands)
{
    IrBlockId handler = build_handler(builder, operands[1].as.index);
    IrInstruction *instruction = build_append(builder, IR_STORE_CATCH, 0, NULL);
    instruction->imm.i64 = operands[0].as.index;
    ir_add_targets(builder->function, instruction, 1)->block = handler;
    builder->fresh_y[operands[0].as.index / 64] &= ~(UINT64_C(1) << operands[0].as.index % 64);
}

static void raise_with(Builder *builder, const BeamInstruction *instruction, IrOp op)
{
    IrValue value = build_read(builder, &instruction->operands[0]);
    build_raise(builder, op, 1, &value);
}

/* raise has the trace and the value; the class is in the trace. */
static void raise_again(Builder *builder, const BeamOperand *operands)
{
    IrValue trace = build_read(builder, &operands[0]);
    IrValue value = build_read(builder, &operands[1]);
    IrValue class = EMIT0(builder, IR_NON_VALUE);
    build_raise(builder, IR_RAISE_AGAIN, 3, (IrValue[]){class, value, trace});
}

/* x0 = class, x1 = value, x2 = trace; something else than a class gives badarg as the result. */
static void raw_raise(Builder *builder)
{
    static const char *const classes[] = {"error", "exit", "throw"};
    IrValue *arguments = build_read_arguments(builder, 3, 0);
    IrSwitch *select = arena_alloc(builder->arena, sizeof(IrSwitch) + 3 * sizeof(IrCase));
    ColdBlock cold = build_cold_begin(builder);
    build_raise(builder, IR_RAISE_AGAIN, 3, arguments);
    build_cold_end(builder, cold);
    IrBlockId next = build_new_block(builder);
    select->count = 3;
    for (int i = 0; i < 3; i++) {
        select->cases[i].kind = IR_CASE_ATOM;
        select->cases[i].atom =
            beam_atom_index(builder->module, classes[i], (uint32_t)strlen(classes[i]));
    }
    IrInstruction *instruction = build_append(builder, IR_SWITCH, 1, arguments);
    instruction->imm.select = select;
    IrTarget *targets = ir_add_targets(builder->function, instruction, 4);
    for (int i = 0; i < 3; i++) {
        targets[i].block = cold.block;
    }
    targets[3].block = next;
    build_continue(builder, next);
    build_forget_x(builder);
    build_write_x(builder, 0, build_atom_text(builder, "badarg"));
}

static bool build_exception(Builder *builder, const BeamInstruction *instruction)
{
    const BeamOperand *operands = instruction->operands;
    IrValue value;
    switch (instruction->opcode) {
    case OP_catch:
    case OP_try:
        store_catch(builder, operands);
        return true;
    case OP_catch_end: /* reached without an exception: x0 stays */
        value = build_read_x(builder, 0);
        build_forget_x(builder);
        build_write_x(builder, 0, value);
        build_store_y(builder, operands[0].as.index, build_nil(builder));
        return true;
    case OP_try_end:
        build_store_y(builder, operands[0].as.index, build_nil(builder));
        return true;
    case OP_try_case: /* reached through the handler alone, which is translated apart */
        build_raise(builder, IR_RAISE_IF_CLAUSE, 0, NULL);
        return true;
    case OP_raise:
        raise_again(builder, operands);
        return true;
    case OP_raw_raise:
        raw_raise(builder);
        return true;
    case OP_build_stacktrace:
        value = EMIT1(builder, IR_BUILD_STACKTRACE, build_read_x(builder, 0));
        build_forget_x(builder);
        build_write_x(builder, 0, value);
        return true;
    case OP_badmatch:
        raise_with(builder, instruction, IR_RAISE_BADMATCH);
        return true;
    case OP_case_end:
        raise_with(builder, instruction, IR_RAISE_CASE_CLAUSE);
        return true;
    case OP_try_case_end:
        raise_with(builder, instruction, IR_RAISE_TRY_CLAUSE);
        return true;
    case OP_badrecord:
        raise_with(builder, instruction, IR_RAISE_BADRECORD);
        return true;
    case OP_if_end:
        build_raise(builder, IR_RAISE_IF_CLAUSE, 0, NULL);
        return true;
    case OP_func_info:
        build_raise(builder, IR_RAISE_FUNCTION_CLAUSE, builder->beam->arity,
                    build_read_arguments(builder, builder->beam->arity, 0));
        return true;
    default:
        return false;
    }
}

/* ---- receive
 * ---------------------------------------------------------------------------------------------- */

/* The receive point of a label: a root without parameters. */
static IrTarget receive_point(Builder *builder, uint32_t label)
{
    IrTarget target = build_edge(builder, label);
    if (target.count != 0) {
        build_fail(builder, "X registers are read after waiting for a message");
    }
    return build_plain_edge(target.block);
}

static void loop_rec(Builder *builder, const BeamOperand *operands)
{
    IrValue message = EMIT0(builder, IR_RECV_PEEK);
    build_check(builder, message, build_edge(builder, operands[0].as.index));
    build_write(builder, &operands[1], message);
}

static void emit_wait(Builder *builder, IrValue time, IrBlockId message, IrBlockId timeout,
                      IrBlockId bad)
{
    IrInstruction *instruction = build_append(builder, IR_WAIT_TIMEOUT, 1, &time);
    IrTarget *targets = ir_add_targets(builder->function, instruction, 3);
    targets[0].block = message;
    targets[1].block = timeout;
    targets[2].block = bad;
}

static void wait_timeout(Builder *builder, const BeamInstruction *here)
{
    bool again = flow_waits_on_itself(builder->module, here);
    IrValue time = build_read(builder, &here->operands[1]);
    IrBlockId message = again ? build_new_root(builder, IR_RECEIVE)
                              : receive_point(builder, here->operands[0].as.index).block;
    IrBlockId timeout = build_new_root(builder, IR_RECEIVE);
    ColdBlock bad = build_cold_begin(builder);
    build_raise(builder, IR_RAISE_FAULT, 0, NULL);
    build_cold_end(builder, bad);
    builder->function->blocks[bad.block].root = IR_RECEIVE;
    emit_wait(builder, time, message, timeout, bad.block);
    if (again) { /* the timer is running: the time does not matter any more */
        build_continue(builder, message);
        emit_wait(builder, build_integer(builder, 0), message, timeout, bad.block);
    }
    build_continue(builder, timeout);
    build_forget_x(builder);
}

static bool build_receive(Builder *builder, const BeamInstruction *instruction)
{
    const BeamOperand *operands = instruction->operands;
    IrValue value;
    switch (instruction->opcode) {
    case OP_loop_rec:
        loop_rec(builder, operands);
        return true;
    case OP_loop_rec_end:
        build_append(builder, IR_RECV_NEXT, 0, NULL);
        build_jump(builder, build_edge(builder, operands[0].as.index));
        return true;
    case OP_wait: {
        IrTarget target = receive_point(builder, operands[0].as.index);
        *ir_add_targets(builder->function, build_append(builder, IR_WAIT, 0, NULL), 1) = target;
        return true;
    }
    case OP_wait_timeout:
        wait_timeout(builder, instruction);
        return true;
    case OP_remove_message:
        build_append(builder, IR_RECV_REMOVE, 0, NULL);
        return true;
    case OP_timeout:
        build_append(builder, IR_RECV_TIMEOUT, 0, NULL);
        return true;
    case OP_recv_marker_reserve:
        build_write(builder, &operands[0], EMIT0(builder, IR_RECV_MARKER_RESERVE));
        return true;
    case OP_recv_marker_bind:
        value = build_read(builder, &operands[0]);
        build_append(builder, IR_RECV_MARKER_BIND, 2,
                     (IrValue[]){value, build_read(builder, &operands[1])});
        return true;
    case OP_recv_marker_clear:
        value = build_read(builder, &operands[0]);
        build_append(builder, IR_RECV_MARKER_CLEAR, 1, &value);
        return true;
    case OP_recv_marker_use:
        value = build_read(builder, &operands[0]);
        build_append(builder, IR_RECV_MARKER_USE, 1, &value);
        return true;
    default:
        return false;
    }
}

bool build_control(Builder *builder, const BeamInstruction *instruction)
{
    const BeamOperand *operands = instruction->operands;
    switch (instruction->opcode) {
    case OP_jump:
        build_jump(builder, build_edge(builder, operands[0].as.index));
        return true;
    case OP_select_val:
        build_switch(builder, build_read(builder, &operands[0]), operands[1].as.index,
                     operands[2].as.list);
        return true;
    case OP_select_tuple_arity:
        select_arity(builder, operands);
        return true;
    default:
        return build_exception(builder, instruction) || build_receive(builder, instruction);
    }
}
