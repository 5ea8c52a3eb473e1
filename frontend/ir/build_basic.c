/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Building IR: moves, frames, construction of and access to terms, tests, float instructions.
 */
#include "frontend/ir/build.h"

#include <string.h>

/* ---- frames
 * ---------------------------------------------------------------------------------------- */

static void allocate(Builder *builder, const BeamOperand *slots, uint64_t words,
                     const BeamOperand *live)
{
    build_gc(builder, slots->as.u + 1 + words, (uint32_t)live->as.u, false);
    build_emit_imm(builder, IR_ALLOCATE, (int64_t)slots->as.u, 0, NULL);
    builder->frame = (int)slots->as.u;
    builder->fresh_frame = true;
    memset(builder->fresh_y, 0xff, sizeof builder->fresh_y);
}

/* What allocate has just set to [] needs no initialisation. */
static void initialise_y(Builder *builder, uint32_t y)
{
    if (!builder->fresh_frame || !flow_has(builder->fresh_y, y)) {
        build_store_y(builder, y, build_nil(builder));
    }
}

static bool build_frame(Builder *builder, const BeamInstruction *instruction)
{
    const BeamOperand *operands = instruction->operands;
    switch (instruction->opcode) {
    case OP_allocate:
    case OP_allocate_zero:
        allocate(builder, &operands[0], 0, &operands[1]);
        return true;
    case OP_allocate_heap:
    case OP_allocate_heap_zero:
        allocate(builder, &operands[0], build_words(&operands[1]), &operands[2]);
        return true;
    case OP_test_heap:
        build_gc(builder, build_words(&operands[0]), (uint32_t)operands[1].as.u, false);
        return true;
    case OP_deallocate:
        build_emit_imm(builder, IR_DEALLOCATE, (int64_t)operands[0].as.u, 0, NULL);
        builder->frame = IR_NO_FRAME;
        return true;
    case OP_trim:
        if (operands[0].as.u != 0) {
            build_emit_imm(builder, IR_TRIM, (int64_t)operands[0].as.u, 0, NULL);
            builder->frame -= (int)operands[0].as.u;
        }
        return true;
    case OP_init:
        initialise_y(builder, operands[0].as.index);
        return true;
    case OP_init_yregs:
        for (uint32_t i = 0; i < operands[0].as.list->count; i++) {
            initialise_y(builder, operands[0].as.list->items[i].as.index);
        }
        return true;
    default:
        return false;
    }
}

/* ---- terms
 * ---------------------------------------------------------------------------------------------- */

static IrValue *read_list(Builder *builder, const BeamList *list, uint32_t extra)
{
    IrValue *values = ARENA_NEW_ARRAY(builder->flow.arena, IrValue, list->count + extra);
    for (uint32_t i = 0; i < list->count; i++) {
        values[extra + i] = build_read(builder, &list->items[i]);
    }
    return values;
}

static void put_tuple(Builder *builder, const BeamOperand *operands)
{
    const BeamList *list = operands[1].as.list;
    IrValue *elements = read_list(builder, list, 0);
    IrValue tuple;
    if (list->count == 0) { /* not on the heap */
        const Literal empty = {.kind = LITERAL_TUPLE};
        const Literal *literal = literal_intern(&builder->module->literal_pool, &empty);
        tuple = build_emit_imm(builder, IR_LITERAL, literal->id, 0, NULL);
    } else {
        tuple = build_emit(builder, IR_TUPLE, list->count, elements);
    }
    builder->function->values[tuple].fact = fact_of_tuple(list->count);
    build_write(builder, &operands[0], tuple);
}

static void update_record(Builder *builder, const BeamOperand *operands)
{
    const BeamList *list = operands[4].as.list;
    IrValue *arguments = ARENA_NEW_ARRAY(builder->flow.arena, IrValue, list->count + 1);
    arguments[0] = build_read(builder, &operands[2]);
    for (uint32_t i = 0; i < list->count; i += 2) {
        arguments[1 + i] = build_integer(builder, (int64_t)list->items[i].as.u - 1);
        arguments[2 + i] = build_read(builder, &list->items[i + 1]);
    }
    IrValue record = build_emit_imm(builder, IR_UPDATE_RECORD, (int64_t)operands[1].as.u,
                                    list->count + 1, arguments);
    builder->function->values[record].fact = fact_of_tuple((uint32_t)operands[1].as.u);
    build_write(builder, &operands[3], record);
}

static void get_list(Builder *builder, const BeamOperand *operands)
{
    IrValue list = build_read(builder, &operands[0]);
    IrValue head = EMIT1(builder, IR_HEAD, list);
    IrValue tail = EMIT1(builder, IR_TAIL, list);
    build_write(builder, &operands[1], head);
    build_write(builder, &operands[2], tail);
}

static void swap(Builder *builder, const BeamOperand *operands)
{
    IrValue first = build_read(builder, &operands[0]);
    IrValue second = build_read(builder, &operands[1]);
    build_write(builder, &operands[0], second);
    build_write(builder, &operands[1], first);
}

static bool build_term(Builder *builder, const BeamInstruction *instruction)
{
    const BeamOperand *operands = instruction->operands;
    IrValue value;
    switch (instruction->opcode) {
    case OP_move:
        build_write(builder, &operands[1], build_read(builder, &operands[0]));
        return true;
    case OP_swap:
        swap(builder, operands);
        return true;
    case OP_put_list:
        value = build_read(builder, &operands[0]);
        build_write(builder, &operands[2],
                    EMIT2(builder, IR_CONS, value, build_read(builder, &operands[1])));
        return true;
    case OP_put_tuple2:
        put_tuple(builder, operands);
        return true;
    case OP_make_fun3: {
        const BeamList *list = operands[2].as.list;
        value = build_emit_imm(builder, IR_MAKE_FUN, (int64_t)operands[0].as.u, list->count,
                               read_list(builder, list, 0));
        build_write(builder, &operands[1], value);
        return true;
    }
    case OP_make_fun2: {
        uint32_t lambda = (uint32_t)operands[0].as.u;
        uint32_t count = builder->module->lambdas[lambda].num_free;
        build_gc(builder, 3 + (uint64_t)count, count, true);
        build_write_x(builder, 0,
                      build_emit_imm(builder, IR_MAKE_FUN, lambda, count,
                                     build_read_arguments(builder, count, 0)));
        return true;
    }
    case OP_set_tuple_element:
        value = build_read(builder, &operands[0]);
        build_emit_imm(builder, IR_SET_ELEMENT, (int64_t)operands[2].as.u, 2,
                       (IrValue[]){build_read(builder, &operands[1]), value});
        return true;
    case OP_update_record:
        update_record(builder, operands);
        return true;
    case OP_get_list:
        get_list(builder, operands);
        return true;
    case OP_get_hd:
    case OP_get_tl:
        value = build_read(builder, &operands[0]);
        build_write(builder, &operands[1],
                    EMIT1(builder, instruction->opcode == OP_get_hd ? IR_HEAD : IR_TAIL, value));
        return true;
    case OP_get_tuple_element:
        value = build_read(builder, &operands[0]);
        build_write(builder, &operands[2],
                    build_emit_imm(builder, IR_ELEMENT, (int64_t)operands[1].as.u, 1, &value));
        return true;
    default:
        return false;
    }
}

/* ---- maps
 * -----------------------------------------------------------------------------------------------
 */

/* NULL: not a constant. */
static const Literal *constant_of(Builder *builder, const BeamOperand *operand)
{
    LiteralPool *pool = &builder->module->literal_pool;
    switch ((BeamOperandKind)operand->kind) {
    case OPERAND_INTEGER:
        return literal_integer(pool, operand->as.i);
    case OPERAND_ATOM:
        return literal_atom(pool, operand->as.index);
    case OPERAND_NIL:
        return literal_nil(pool);
    case OPERAND_LITERAL:
        return operand->as.literal;
    default:
        return NULL;
    }
}

static bool is_empty_map(const BeamOperand *operand)
{
    return operand->kind == OPERAND_LITERAL && operand->as.literal->kind == LITERAL_MAP &&
           operand->as.literal->as.map.count == 0;
}

/* No other literal is equal to it: it holds no 0.0, which is -0.0 too. */
static bool equal_only_to_itself(const Literal *literal)
{
    switch ((LiteralKind)literal->kind) {
    case LITERAL_FLOAT:
    case LITERAL_LIST:
    case LITERAL_TUPLE:
    case LITERAL_MAP:
        return false;
    default:
        return true;
    }
}

/* #{} with pairs whose keys are simple constants is made from a literal with these keys, so that
 * they are in order when the program runs, and shared. NULL: not all are, or two are the same. */
static const Literal *template_of(Builder *builder, const BeamList *pairs)
{
    enum { KEYS_MAX = 32 }; /* of flat maps */
    LiteralPool *pool = &builder->module->literal_pool;
    uint32_t count = pairs->count / 2;
    if (count == 0 || count > KEYS_MAX)
        return NULL;
    const Literal **keys = ARENA_NEW_ARRAY(pool->arena, const Literal *, count);
    const Literal **values = ARENA_NEW_ARRAY(pool->arena, const Literal *, count);
    for (uint32_t i = 0; i < count; i++) {
        keys[i] = constant_of(builder, &pairs->items[2 * i]);
        values[i] = literal_nil(pool);
        if (!keys[i] || !equal_only_to_itself(keys[i]))
            return NULL;
        for (uint32_t j = 0; j < i; j++)
            if (keys[j] == keys[i])
                return NULL;
    }
    const Literal map = {.kind = LITERAL_MAP,
                         .as.map = {.keys = keys, .values = values, .count = count}};
    return literal_intern(pool, &map);
}

static void put_map(Builder *builder, const BeamOperand *operands, IrOp op)
{
    const BeamList *list = operands[4].as.list;
    IrValue *arguments = read_list(builder, list, 1);
    const Literal *template =
        op == IR_MAP_PUT_ASSOC && is_empty_map(&operands[1]) ? template_of(builder, list) : NULL;
    arguments[0] = template ? build_constant(builder, template) : build_read(builder, &operands[1]);
    IrValue map = build_emit(builder, op, list->count + 1, arguments);
    build_check_or_fault(builder, map, operands[0].as.index);
    build_write(builder, &operands[2], map);
}

/* Destinations are written when all keys have been found: they may be the map or hold a key. */
static void get_map_elements(Builder *builder, const BeamOperand *operands, uint32_t step)
{
    const BeamList *list = operands[2].as.list;
    IrValue map = build_read(builder, &operands[1]);
    IrValue *found = ARENA_NEW_ARRAY(builder->flow.arena, IrValue, list->count);
    for (uint32_t i = 0; i < list->count; i += step) {
        found[i] = EMIT2(builder, IR_MAP_FIND, map, build_read(builder, &list->items[i]));
        build_check(builder, found[i], build_edge(builder, operands[0].as.index));
    }
    for (uint32_t i = 1; i < list->count && step == 2; i += 2) {
        build_write(builder, &list->items[i], found[i - 1]);
    }
}

static bool build_map(Builder *builder, const BeamInstruction *instruction)
{
    const BeamOperand *operands = instruction->operands;
    switch (instruction->opcode) {
    case OP_put_map_assoc:
        put_map(builder, operands, IR_MAP_PUT_ASSOC);
        return true;
    case OP_put_map_exact:
        put_map(builder, operands, IR_MAP_PUT_EXACT);
        return true;
    case OP_get_map_elements:
        get_map_elements(builder, operands, 2);
        return true;
    case OP_has_map_fields:
        get_map_elements(builder, operands, 1);
        return true;
    default:
        return false;
    }
}

/* ---- tests
 * -----------------------------------------------------------------------------------------------
 */

static IrOp type_test(uint8_t opcode)
{
    static const uint8_t table[][2] = {
        {OP_is_integer, IR_IS_INTEGER},  {OP_is_float, IR_IS_FLOAT},
        {OP_is_number, IR_IS_NUMBER},    {OP_is_atom, IR_IS_ATOM},
        {OP_is_boolean, IR_IS_BOOLEAN},  {OP_is_pid, IR_IS_PID},
        {OP_is_port, IR_IS_PORT},        {OP_is_reference, IR_IS_REFERENCE},
        {OP_is_nil, IR_IS_NIL},          {OP_is_nonempty_list, IR_IS_CONS},
        {OP_is_list, IR_IS_LIST},        {OP_is_binary, IR_IS_BINARY},
        {OP_is_bitstr, IR_IS_BITSTRING}, {OP_is_map, IR_IS_MAP},
        {OP_is_tuple, IR_IS_TUPLE},      {OP_is_function, IR_IS_FUNCTION},
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        if (table[i][0] == opcode) {
            return table[i][1];
        }
    }
    return IR_OP_COUNT;
}

static void compare(Builder *builder, const BeamOperand *operands, IrOp op, bool expected)
{
    IrValue a = build_read(builder, &operands[1]);
    IrValue b = build_read(builder, &operands[2]);
    build_branch(builder, EMIT2(builder, op, a, b), expected, operands[0].as.index);
}

static void compare_exact(Builder *builder, const BeamOperand *operands, bool expected)
{
    bool immediate = build_is_immediate(&operands[1]) || build_is_immediate(&operands[2]);
    compare(builder, operands, immediate ? IR_SAME : IR_EXACT, expected);
}

static bool build_test(Builder *builder, const BeamInstruction *instruction)
{
    const BeamOperand *operands = instruction->operands;
    IrOp type = type_test(instruction->opcode);
    IrValue value, other;
    if (type != IR_OP_COUNT) {
        value = build_read(builder, &operands[1]);
        build_branch(builder, EMIT1(builder, type, value), true, operands[0].as.index);
        return true;
    }
    switch (instruction->opcode) {
    case OP_test_arity:
        value = build_read(builder, &operands[1]);
        value = build_emit_imm(builder, IR_IS_ARITY, (int64_t)operands[2].as.u, 1, &value);
        break;
    case OP_is_tagged_tuple:
        value = build_read(builder, &operands[1]);
        other = build_read(builder, &operands[3]);
        value = build_emit_imm(builder, IR_IS_TAGGED, (int64_t)operands[2].as.u, 2,
                               (IrValue[]){value, other});
        break;
    case OP_is_function2:
        value = build_read(builder, &operands[1]);
        other = build_read(builder, &operands[2]);
        value = EMIT2(builder, IR_IS_FUNCTION_ARITY, value, other);
        break;
    case OP_is_lt:
        compare(builder, operands, IR_LESS, true);
        return true;
    case OP_is_ge:
        compare(builder, operands, IR_LESS, false);
        return true;
    case OP_is_eq:
        compare(builder, operands, IR_EQUAL, true);
        return true;
    case OP_is_ne:
        compare(builder, operands, IR_EQUAL, false);
        return true;
    case OP_is_eq_exact:
        compare_exact(builder, operands, true);
        return true;
    case OP_is_ne_exact:
        compare_exact(builder, operands, false);
        return true;
    default:
        return false;
    }
    build_branch(builder, value, true, operands[0].as.index);
    return true;
}

/* ---- floats
 * ---------------------------------------------------------------------------------------------- */

static void float_operation(Builder *builder, const BeamInstruction *instruction, IrOp op)
{
    const BeamOperand *operands = instruction->operands;
    IrValue a = build_read(builder, &operands[1]);
    IrValue b = build_read(builder, &operands[2]);
    IrValue result = EMIT2(builder, op, a, b);
    IrValue finite = EMIT1(builder, IR_F64_FINITE, result);
    IrTarget failed = build_fault(builder, operands[0].as.index, IR_FAIL_BADARITH);
    IrBlockId next = build_new_block(builder);
    build_branch_targets(builder, finite, build_plain_edge(next), failed);
    build_continue(builder, next);
    build_write(builder, &operands[3], result);
}

static IrValue to_float(Builder *builder, const BeamOperand *source)
{
    if (source->kind == OPERAND_FLOAT_REG) {
        return build_read(builder, source);
    }
    if (source->kind == OPERAND_LITERAL && source->as.literal->kind == LITERAL_FLOAT) {
        IrInstruction *constant = build_append(builder, IR_CONST_F64, 0, NULL);
        constant->imm.f64 = source->as.literal->as.number;
        return constant->result;
    }
    return EMIT1(builder, IR_UNBOX_FLOAT, build_read(builder, source));
}

static void move_float(Builder *builder, const BeamOperand *operands)
{
    IrValue value = to_float(builder, &operands[0]);
    if (operands[1].kind != OPERAND_FLOAT_REG) {
        value = EMIT1(builder, IR_BOX_FLOAT, value);
    }
    build_write(builder, &operands[1], value);
}

static bool build_float(Builder *builder, const BeamInstruction *instruction)
{
    const BeamOperand *operands = instruction->operands;
    IrValue value;
    switch (instruction->opcode) {
    case OP_fmove:
        move_float(builder, operands);
        return true;
    case OP_fconv:
        value = EMIT1(builder, IR_TO_F64, build_read(builder, &operands[0]));
        build_check(builder, value, build_fault(builder, 0, IR_FAIL_BADARITH));
        build_write(builder, &operands[1], value);
        return true;
    case OP_fadd:
        float_operation(builder, instruction, IR_F64_ADD);
        return true;
    case OP_fsub:
        float_operation(builder, instruction, IR_F64_SUB);
        return true;
    case OP_fmul:
        float_operation(builder, instruction, IR_F64_MUL);
        return true;
    case OP_fdiv:
        float_operation(builder, instruction, IR_F64_DIV);
        return true;
    case OP_fnegate: /* 0.0 - x, as in ERTS: 0.0 stays 0.0; of a finite number always finite */
        value = EMIT0(builder, IR_CONST_F64);
        build_write(builder, &operands[2],
                    EMIT2(builder, IR_F64_SUB, value, build_read(builder, &operands[1])));
        return true;
    default:
        return false;
    }
}

bool build_basic(Builder *builder, const BeamInstruction *instruction)
{
    return build_term(builder, instruction) || build_frame(builder, instruction) ||
           build_test(builder, instruction) || build_map(builder, instruction) ||
           build_float(builder, instruction);
}
