/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Building IR: the state of the translation, and its order. See build.h.
 */
#include "frontend/ir/build.h"
#include "frontend/ir/passes.h"

#include <stdarg.h>
#include <string.h>

void build_fail(Builder *builder, const char *format, ...)
{
    if (builder->failed) {
        return;
    }
    builder->failed = true;
    const BeamModule *module = builder->module;
    DiagPlace place = {
        .file = module->file,
        .chunk = "Code",
        .function = beam_function_text(module, builder->beam),
        .offset = module->instructions[builder->at].offset,
    };
    va_list arguments;
    va_start(arguments, format);
    diag_vadd(builder->diagnostics, DIAG_ERROR, place, NULL, format, arguments);
    va_end(arguments);
}

/* ---- operations
 * ---------------------------------------------------------------------------------- */

IrInstruction *build_append(Builder *builder, IrOp op, uint32_t count, const IrValue *arguments)
{
    IrInstruction *instruction = ir_append(builder->function, builder->block, op, count, arguments);
    instruction->location = builder->location;
    if (instruction->result != 0 && ir_op_info[op].result == IR_TERM) {
        builder->function->values[instruction->result].fact = fact_of_op(op);
    }
    if ((ir_op_info[op].flags & IR_TERMINATOR) != 0) {
        builder->open = false;
    }
    if ((ir_op_info[op].flags & IR_ALLOCATES) != 0 && builder->block == builder->gc_block) {
        builder->gc_usable = false; /* it may take what has been reserved */
    }
    return instruction;
}

IrValue build_emit(Builder *builder, IrOp op, uint32_t count, const IrValue *arguments)
{
    return build_append(builder, op, count, arguments)->result;
}

IrValue build_emit_imm(Builder *builder, IrOp op, int64_t imm, uint32_t count,
                       const IrValue *arguments)
{
    IrInstruction *instruction = build_append(builder, op, count, arguments);
    instruction->imm.i64 = imm;
    return instruction->result;
}

static IrValue emit_constant(Builder *builder, IrConstKind kind, uint32_t atom, int64_t small,
                             IrFact fact)
{
    IrInstruction *instruction = build_append(builder, IR_CONST, 0, NULL);
    instruction->imm.constant.kind = kind;
    instruction->imm.constant.atom = atom;
    instruction->imm.constant.small = small;
    builder->function->values[instruction->result].fact = fact;
    return instruction->result;
}

IrValue build_atom(Builder *builder, uint32_t atom)
{
    return emit_constant(builder, IR_CONST_ATOM, atom, 0, fact_of_types(FACT_ATOM));
}

IrValue build_atom_text(Builder *builder, const char *text)
{
    return build_atom(builder, beam_atom_index(builder->module, text, (uint32_t)strlen(text)));
}

IrValue build_nil(Builder *builder)
{
    return emit_constant(builder, IR_CONST_NIL, 0, 0, fact_of_types(FACT_NIL));
}

static IrValue build_literal(Builder *builder, const Literal *literal)
{
    IrValue value = build_emit_imm(builder, IR_LITERAL, literal->id, 0, NULL);
    builder->function->values[value].fact = fact_of_literal(literal);
    return value;
}

IrValue build_integer(Builder *builder, int64_t value)
{
    if (value >= IR_SMALL_MIN && value <= IR_SMALL_MAX) {
        return emit_constant(builder, IR_CONST_SMALL, 0, value, fact_of_range(value, value));
    }
    return build_literal(builder, literal_integer(&builder->module->literal_pool, value));
}

IrValue build_constant(Builder *builder, const Literal *literal)
{
    switch ((LiteralKind)literal->kind) {
    case LITERAL_NIL:
        return build_nil(builder);
    case LITERAL_ATOM:
        return build_atom(builder, literal->as.atom);
    case LITERAL_INTEGER:
        return build_integer(builder, literal->as.integer);
    default:
        return build_literal(builder, literal);
    }
}

/* ---- registers
 * --------------------------------------------------------------------------------------- */

static IrValue build_nothing(Builder *builder, uint32_t number)
{
    bool is_float = number >= builder->flow.x_count;
    return is_float ? EMIT0(builder, IR_CONST_F64) : build_nil(builder);
}

static IrValue read_register(Builder *builder, uint32_t number)
{
    IrValue value = builder->registers[number];
    if (value == 0) {
        build_fail(builder, "a register is read that holds nothing here");
        return build_nothing(builder, number);
    }
    return value;
}

IrValue build_read_x(Builder *builder, uint32_t x)
{
    return read_register(builder, x);
}

void build_write_x(Builder *builder, uint32_t x, IrValue value)
{
    builder->registers[x] = value;
}

IrValue *build_read_arguments(Builder *builder, uint32_t count, uint32_t extra)
{
    IrValue *arguments = ARENA_NEW_ARRAY(builder->flow.arena, IrValue, count + extra);
    for (uint32_t x = 0; x < count; x++) {
        arguments[x] = build_read_x(builder, x);
    }
    return arguments;
}

IrValue build_load_y(Builder *builder, uint32_t y)
{
    return build_emit_imm(builder, IR_LOAD_Y, y, 0, NULL);
}

void build_store_y(Builder *builder, uint32_t y, IrValue value)
{
    build_emit_imm(builder, IR_STORE_Y, y, 1, &value);
    builder->fresh_y[y / 64] &= ~(UINT64_C(1) << y % 64);
}

/* Values are lost, as in a call. */
void build_forget_x(Builder *builder)
{
    memset(builder->registers, 0,
           (builder->flow.x_count + builder->flow.f_count) * sizeof(IrValue));
}

/* What the compiler knew of the operand is kept as a fact of a new value, which takes the place of
 * the old one in the register. */
static IrValue refine(Builder *builder, const BeamOperand *operand, IrValue value)
{
    IrFunction *function = builder->function;
    IrFact fact = fact_of_beam_type(&builder->module->types[operand->type]);
    IrFact known = function->values[value].fact;
    IrFact both = fact_meet(known, fact);
    if (fact_equal(both, known) || fact_is_none(both)) {
        return value;
    }
    IrValue refined = EMIT1(builder, IR_REFINE, value);
    function->values[refined].fact = both;
    if (operand->kind == OPERAND_X) {
        builder->registers[operand->as.index] = refined;
    }
    return refined;
}

IrValue build_read(Builder *builder, const BeamOperand *operand)
{
    IrValue value;
    switch ((BeamOperandKind)operand->kind) {
    case OPERAND_INTEGER:
        return build_integer(builder, operand->as.i);
    case OPERAND_ATOM:
        return build_atom(builder, operand->as.index);
    case OPERAND_LITERAL:
        return build_constant(builder, operand->as.literal);
    case OPERAND_X:
        value = build_read_x(builder, operand->as.index);
        break;
    case OPERAND_Y:
        value = build_load_y(builder, operand->as.index);
        break;
    case OPERAND_FLOAT_REG:
        return read_register(builder, flow_f(&builder->flow, operand->as.index));
    default:
        return build_nil(builder);
    }
    return operand->type == BEAM_NONE ? value : refine(builder, operand, value);
}

IrValue build_read_size(Builder *builder, const BeamOperand *operand)
{
    return operand->kind == OPERAND_UNSIGNED ? build_integer(builder, (int64_t)operand->as.u)
                                             : build_read(builder, operand);
}

void build_write(Builder *builder, const BeamOperand *operand, IrValue value)
{
    if (operand->kind == OPERAND_Y) {
        build_store_y(builder, operand->as.index, value);
    } else if (operand->kind == OPERAND_X) {
        builder->registers[operand->as.index] = value;
    } else {
        builder->registers[flow_f(&builder->flow, operand->as.index)] = value;
    }
}

bool build_is_small(const BeamOperand *operand)
{
    return operand->kind == OPERAND_INTEGER && operand->as.i >= IR_SMALL_MIN &&
           operand->as.i <= IR_SMALL_MAX;
}

bool build_is_immediate(const BeamOperand *operand)
{
    return operand->kind == OPERAND_ATOM || operand->kind == OPERAND_NIL || build_is_small(operand);
}

/* ---- control
 * ------------------------------------------------------------------------------------------- */

IrBlockId build_new_block(Builder *builder)
{
    return ir_new_block(builder->function, builder->frame);
}

IrBlockId build_new_root(Builder *builder, IrRootKind kind)
{
    IrBlockId block = build_new_block(builder);
    builder->function->blocks[block].root = kind;
    builder->function->blocks[block].location = builder->location;
    return block;
}

void build_continue(Builder *builder, IrBlockId block)
{
    builder->block = block;
    builder->open = true;
}

ColdBlock build_cold_begin(Builder *builder)
{
    ColdBlock cold = {build_new_block(builder), builder->block, builder->open};
    builder->function->blocks[cold.block].cold = true;
    build_continue(builder, cold.block);
    return cold;
}

void build_cold_end(Builder *builder, ColdBlock cold)
{
    builder->block = cold.saved;
    builder->open = cold.open;
}

/* The IR block of a flow block that is jumped to: its parameters are the registers alive there. */
static IrBlockId target_block(Builder *builder, FlowBlock *to)
{
    if (!to->has_block) {
        const FlowGraph *flow = &builder->flow;
        to->has_block = true;
        to->block = build_new_root(builder, to->root);
        const BeamInstruction *first = &builder->module->instructions[to->start];
        if (first->opcode == OP_label) {
            builder->function->blocks[to->block].label = (uint32_t)first->operands[0].as.u;
        }
        for (uint32_t bit = 0; bit < flow->x_count + flow->f_count; bit++) {
            if (flow_has(to->live_in, bit)) {
                ir_add_parameter(builder->function, to->block,
                                 bit < flow->x_count ? IR_TERM : IR_F64);
            }
        }
    }
    return to->block;
}

/*
 * Registers that hold nothing get a value where they are live: liveness takes the destination of a
 * failing BIF to keep its old value, and control may really get there with no value in it only if
 * the compiler knew that the BIF does not fail (fill_destination in beam/step.c).
 */
IrTarget build_edge_to_flow(Builder *builder, FlowBlock *to)
{
    const FlowGraph *flow = &builder->flow;
    IrBlockId block = target_block(builder, to);
    uint32_t count = builder->function->blocks[block].parameter_count;
    if (builder->function->blocks[block].frame != builder->frame) {
        build_fail(builder, "the stack frame differs between two ways to the same place");
    }
    IrValue *arguments = ARENA_NEW_ARRAY(builder->arena, IrValue, count);
    uint32_t next = 0;
    for (uint32_t bit = 0; bit < flow->x_count + flow->f_count; bit++) {
        if (flow_has(to->live_in, bit)) {
            IrValue value = builder->registers[bit];
            arguments[next++] = value != 0 ? value : build_nothing(builder, bit);
        }
    }
    return (IrTarget){.block = block, .arguments = arguments, .count = count};
}

IrTarget build_trap(Builder *builder)
{
    ColdBlock cold = build_cold_begin(builder);
    build_raise(builder, IR_RAISE_IF_CLAUSE, 0, NULL);
    build_cold_end(builder, cold);
    return build_plain_edge(cold.block);
}

IrTarget build_edge(Builder *builder, uint32_t label)
{
    if (beam_is_try_handler(builder->module, label)) {
        return build_trap(builder);
    }
    return build_edge_to_flow(builder, flow_at_label(&builder->flow, label));
}

void build_jump(Builder *builder, IrTarget target)
{
    IrInstruction *jump = build_append(builder, IR_JUMP, 0, NULL);
    *ir_add_targets(builder->function, jump, 1) = target;
}

static void terminate2(Builder *builder, IrOp op, IrValue argument, IrTarget first, IrTarget second)
{
    IrInstruction *instruction = build_append(builder, op, 1, &argument);
    IrTarget *targets = ir_add_targets(builder->function, instruction, 2);
    targets[0] = first;
    targets[1] = second;
}

void build_branch_targets(Builder *builder, IrValue condition, IrTarget yes, IrTarget no)
{
    terminate2(builder, IR_BRANCH, condition, yes, no);
}

void build_branch(Builder *builder, IrValue condition, bool expected, uint32_t label)
{
    IrTarget other = build_edge(builder, label);
    IrBlockId next = build_new_block(builder);
    build_branch_targets(builder, condition, expected ? build_plain_edge(next) : other,
                         expected ? other : build_plain_edge(next));
    build_continue(builder, next);
}

void build_check(Builder *builder, IrValue value, IrTarget failed)
{
    IrBlockId next = build_new_block(builder);
    terminate2(builder, IR_CHECK, value, build_plain_edge(next), failed);
    build_continue(builder, next);
}

IrTarget build_fault(Builder *builder, uint32_t label, IrOp first)
{
    if (label != 0) {
        return build_edge(builder, label);
    }
    ColdBlock cold = build_cold_begin(builder);
    if (first != IR_OP_COUNT) {
        build_append(builder, first, 0, NULL);
    }
    build_raise(builder, IR_RAISE_FAULT, 0, NULL);
    build_cold_end(builder, cold);
    return build_plain_edge(cold.block);
}

void build_check_or_fault(Builder *builder, IrValue value, uint32_t label)
{
    build_check(builder, value, build_fault(builder, label, IR_OP_COUNT));
}

void build_check_or_bif(Builder *builder, IrValue value, uint32_t label, const BifInfo *bif,
                        uint32_t count, const IrValue *arguments)
{
    if (label != 0) {
        build_check(builder, value, build_edge(builder, label));
        return;
    }
    ColdBlock cold = build_cold_begin(builder);
    build_raise_bif(builder, bif, count, arguments);
    build_cold_end(builder, cold);
    build_check(builder, value, build_plain_edge(cold.block));
}

void build_raise(Builder *builder, IrOp op, uint32_t count, const IrValue *arguments)
{
    build_append(builder, op, count, arguments);
    builder->function->blocks[builder->block].cold = true;
}

void build_raise_bif(Builder *builder, const BifInfo *bif, uint32_t count, const IrValue *arguments)
{
    build_append(builder, IR_RAISE_BIF, count, arguments)->imm.bif = bif;
    builder->function->blocks[builder->block].cold = true;
}

/* ---- collecting
 * -------------------------------------------------------------------------------------- */

void build_gc(Builder *builder, uint64_t words, uint32_t live, bool all)
{
    IrFunction *function = builder->function;
    const uint64_t *after =
        all ? NULL : builder->flow.live_after[builder->at - builder->beam->start];
    if (words == 0) {
        return;
    }
    if (builder->gc_usable && builder->gc_block == builder->block) {
        function->blocks[builder->block].instructions[builder->gc_index].imm.i64 += (int64_t)words;
        return;
    }
    IrValue *roots = ARENA_NEW_ARRAY(builder->flow.arena, IrValue, builder->flow.x_count);
    uint32_t *moved = ARENA_NEW_ARRAY(builder->flow.arena, uint32_t, builder->flow.x_count);
    uint32_t count = 0;
    for (uint32_t x = 0; x < builder->flow.x_count; x++) {
        IrValue value = builder->registers[x];
        moved[x] = UINT32_MAX;
        if (value == 0 || ir_is_unmoved(function, value)) {
            continue;
        }
        if (x >= live || !(all || flow_has(after, x))) {
            builder->registers[x] = 0;
            continue;
        }
        for (moved[x] = 0; moved[x] < count && roots[moved[x]] != value;) {
            moved[x]++;
        }
        if (moved[x] == count) {
            roots[count++] = value;
        }
    }
    IrInstruction *gc = build_append(builder, IR_GC, count, roots);
    gc->imm.i64 = (int64_t)words;
    builder->gc_usable = true;
    builder->gc_block = builder->block;
    builder->gc_index = function->blocks[builder->block].instruction_count - 1;
    IrValue results = gc->result;
    for (uint32_t i = 0; i < count; i++) {
        function->values[results + i].fact = function->values[roots[i]].fact;
    }
    for (uint32_t x = 0; x < builder->flow.x_count; x++) {
        if (moved[x] != UINT32_MAX) {
            builder->registers[x] = results + moved[x];
        }
    }
}

/* ---- flow blocks
 * ---------------------------------------------------------------------------------------- */

static void load_parameters(Builder *builder, const FlowBlock *block)
{
    const FlowGraph *flow = &builder->flow;
    uint32_t next = 0;
    for (uint32_t bit = 0; bit < flow->x_count + flow->f_count; bit++) {
        if (flow_has(block->live_in, bit)) {
            builder->registers[bit] = builder->function->blocks[block->block].parameters[next++];
        }
    }
}

/* Control goes on to the flow block without a label. */
static void fall_into(Builder *builder, FlowBlock *next)
{
    const FlowGraph *flow = &builder->flow;
    if (!builder->open) {
        return;
    }
    if (next->target) {
        build_jump(builder, build_edge_to_flow(builder, next));
        return;
    }
    uint32_t count = flow->x_count + flow->f_count;
    next->has_block = true;
    next->block = builder->block;
    next->values = ARENA_NEW_ARRAY(flow->arena, IrValue, count);
    memcpy(next->values, builder->registers, count * sizeof *next->values);
}

/* The root of a catch or try, which goes on behind the instruction at its label. */
static IrBlockId handler_root(Builder *builder, FlowBlock *block)
{
    if (!block->has_handler_block) {
        block->has_handler_block = true;
        block->handler_block = build_new_root(builder, IR_HANDLER);
        for (int i = 0; i < 3; i++) {
            ir_add_parameter(builder->function, block->handler_block, IR_TERM);
        }
    }
    return block->handler_block;
}

IrBlockId build_handler(Builder *builder, uint32_t label)
{
    return handler_root(builder, flow_at_label(&builder->flow, label));
}

/* The flow block and instruction that end the flow from a handler's label. */
static FlowBlock *find_handler_end(Builder *builder, FlowBlock *block)
{
    const FlowGraph *flow = &builder->flow;
    for (;;) {
        const BeamInstruction *last = &builder->module->instructions[block->end - 1];
        for (uint32_t i = block->start; i + 1 < block->end; i++) {
            if ((opcode_table[builder->module->instructions[i].opcode].flags & OPCODE_META) == 0) {
                return NULL;
            }
        }
        if (last->opcode == OP_catch_end || last->opcode == OP_try_case) {
            return block;
        }
        if ((opcode_table[last->opcode].flags & OPCODE_META) == 0 || block->next == FLOW_NONE) {
            return NULL;
        }
        block = &flow->blocks[block->next];
    }
}

static void translate_handler(Builder *builder, FlowBlock *block)
{
    IrBlockId root = handler_root(builder, block);
    FlowBlock *end = find_handler_end(builder, block);
    if (end == NULL || end->next == FLOW_NONE) {
        build_fail(builder, "the label of a catch or try is not followed by its end");
        return;
    }
    builder->at = end->end - 1;
    const BeamInstruction *instruction = &builder->module->instructions[builder->at];
    builder->frame = builder->module->frame[builder->at];
    builder->function->blocks[root].frame = builder->frame;
    build_continue(builder, root);
    build_forget_x(builder);
    IrValue caught[3];
    for (int i = 0; i < 3; i++) {
        caught[i] = builder->function->blocks[root].parameters[i];
        build_write_x(builder, (uint32_t)i, caught[i]);
    }
    build_store_y(builder, instruction->operands[0].as.index, build_nil(builder));
    if (instruction->opcode == OP_catch_end) {
        build_forget_x(builder);
        build_write_x(builder, 0, build_emit(builder, IR_CATCH_VALUE, 3, caught));
    }
    build_jump(builder, build_edge_to_flow(builder, &builder->flow.blocks[end->next]));
}

static void translate_instruction(Builder *builder, const BeamInstruction *instruction)
{
    switch (instruction->opcode) {
    case OP_line:
        builder->location = flow_location(builder->module, instruction);
        return;
    case OP_label:
    case OP_int_code_end:
    case OP_on_load:
    case OP_nif_start:
    case OP_executable_line:
    case OP_debug_line:
    case OP_recv_mark: /* superseded by markers; ERTS ignores these two as well */
    case OP_recv_set:
    case OP_fclearerror: /* float errors are checked by each instruction */
    case OP_fcheckerror:
        return;
    default:
        break;
    }
    if (!build_basic(builder, instruction) && !build_control(builder, instruction) &&
        !build_call(builder, instruction) && !build_bif(builder, instruction) &&
        !build_matching(builder, instruction) && !build_construction(builder, instruction)) {
        build_fail(builder, "the instruction %s has no translation",
                   opcode_table[instruction->opcode].name);
    }
}

static void translate(Builder *builder, FlowBlock *block)
{
    const FlowGraph *flow = &builder->flow;
    builder->at = block->start;
    builder->location = block->location;
    builder->frame = builder->module->frame[block->start];
    if (block->handler) {
        translate_handler(builder, block);
        builder->location = block->location;
    }
    if (builder->frame == BEAM_FRAME_UNREACHABLE || !(block->target || block->has_block)) {
        return; /* only the runtime comes here */
    }
    build_forget_x(builder);
    builder->frame = builder->module->frame[block->start];
    if (block->target) {
        build_continue(builder, target_block(builder, block));
        load_parameters(builder, block);
    } else {
        build_continue(builder, block->block);
        memcpy(builder->registers, block->values,
               (flow->x_count + flow->f_count) * sizeof *block->values);
    }
    for (uint32_t i = block->start; i < block->end && builder->open && !builder->failed; i++) {
        builder->at = i;
        if (builder->module->instructions[i].opcode != OP_init_yregs &&
            builder->module->instructions[i].opcode != OP_line) {
            builder->fresh_frame = false;
        }
        translate_instruction(builder, &builder->module->instructions[i]);
    }
    if (block->next != FLOW_NONE) {
        fall_into(builder, &flow->blocks[block->next]);
    }
}

static void translate_all(Builder *builder)
{
    FlowGraph *flow = &builder->flow;
    FlowBlock *entry = &flow->blocks[flow->block_at[builder->beam->body - builder->beam->start]];
    builder->at = entry->start;
    builder->frame = IR_NO_FRAME;
    builder->location = entry->location;
    build_continue(builder, build_new_root(builder, IR_ENTRY));
    for (uint32_t x = 0; x < builder->beam->arity; x++) {
        build_write_x(builder, x, ir_add_parameter(builder->function, 0, IR_TERM));
    }
    const BifInfo *bif = build_find_bif(builder->module, builder->module->name, builder->beam->name,
                                        builder->beam->arity);
    if (bif != NULL) {
        build_replaced_body(builder, bif);
        return;
    }
    fall_into(builder, entry);
    for (uint32_t i = 0; i < flow->order_count && !builder->failed; i++) {
        translate(builder, &flow->blocks[flow->order[i]]);
    }
}

/* Blocks that control reaches in BEAM code only as the compiler of Erlang sees it. */
static void close_open_blocks(IrFunction *function)
{
    for (IrBlockId id = 0; id < function->block_count; id++) {
        const IrBlock *block = &function->blocks[id];
        if (block->instruction_count == 0 ||
            (ir_op_info[ir_terminator(block)->op].flags & IR_TERMINATOR) == 0) {
            ir_append(function, id, IR_UNREACHABLE, 0, NULL);
        }
    }
}

IrFunction *ir_build(Arena *arena, BeamModule *module, uint32_t function_index,
                     DiagList *diagnostics)
{
    Arena scratch;
    arena_init(&scratch);
    IrFunction *function = ARENA_NEW(arena, IrFunction);
    *function = (IrFunction){
        .module = module,
        .beam = &module->functions[function_index],
        .index = function_index,
        .arena = arena,
    };
    Builder builder = {
        .function = function,
        .arena = arena,
        .module = module,
        .beam = function->beam,
        .diagnostics = diagnostics,
    };
    flow_build(&builder.flow, &scratch, module, function->beam);
    builder.registers =
        ARENA_NEW_ARRAY(&scratch, IrValue, builder.flow.x_count + builder.flow.f_count);
    translate_all(&builder);
    if (!builder.failed) {
        close_open_blocks(function);
        pass_cleanup(function);
    }
    arena_free(&scratch);
    return builder.failed ? NULL : function;
}
