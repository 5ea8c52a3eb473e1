/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Building IR: matching and construction of bitstrings.
 *
 * All of these allocate by themselves. Where BEAM reserves words behind a construction, a gc
 * follows bs_create_bin. The older family builds in several instructions through a pointer that a
 * collection would not know, so its gc stands in front and reserves what the new binary itself
 * takes as well.
 */
#include "frontend/beam/bits.h"
#include "frontend/ir/build.h"

#include <string.h>

enum { BINARY_WORDS_MAX = 16 }; /* a heap binary of 64 bytes, or a reference with a sub-binary */

/* ---- matching
 * -------------------------------------------------------------------------------------- */

static void start_match(Builder *builder, const BeamOperand *source, const BeamOperand *dest,
                        const BeamOperand *fail)
{
    IrValue value = build_read(builder, source);
    IrValue context = EMIT1(builder, IR_BS_START, value);
    if (fail->kind == OPERAND_LABEL) {
        build_check(builder, context, build_edge(builder, fail->as.index));
    } else { /* no_fail: the compiler knows that it is a bitstring */
        ColdBlock cold = build_cold_begin(builder);
        build_raise(builder, IR_RAISE_BADMATCH, 1, &value);
        build_cold_end(builder, cold);
        build_check(builder, context, build_plain_edge(cold.block));
    }
    build_write(builder, dest, context);
}

static void start_match4(Builder *builder, const BeamOperand *operands)
{
    if (operands[0].kind == OPERAND_ATOM) {
        BeamText atom = builder->module->atoms[operands[0].as.index];
        if (atom.size == 6) { /* resume: it is a context already */
            build_write(builder, &operands[3], build_read(builder, &operands[2]));
            return;
        }
    }
    start_match(builder, &operands[2], &operands[3], &operands[0]);
}

static uint32_t flags_of(Builder *builder, const BeamOperand *operand)
{
    uint32_t flags = 0;
    bits_flags(builder->module, operand, &flags);
    return flags;
}

/* bs_get_integer2, _float2, _binary2: fail, context, live, size, unit, flags, destination. */
static void get_segment(Builder *builder, const BeamOperand *operands, IrOp op)
{
    IrValue context = build_read(builder, &operands[1]);
    IrValue size = build_read(builder, &operands[3]);
    IrValue unit = build_integer(builder, (int64_t)operands[4].as.u);
    IrValue value = build_emit_imm(builder, op, flags_of(builder, &operands[5]), 3,
                                   (IrValue[]){context, size, unit});
    build_check(builder, value, build_edge(builder, operands[0].as.index));
    build_write(builder, &operands[6], value);
}

/* bs_get_utfN and bs_skip_utfN: fail, context, live, flags, perhaps destination. */
static void get_utf(Builder *builder, const BeamInstruction *instruction, IrOp op)
{
    const BeamOperand *operands = instruction->operands;
    IrValue context = build_read(builder, &operands[1]);
    IrValue value = build_emit_imm(builder, op, flags_of(builder, &operands[3]), 1, &context);
    build_check(builder, value, build_edge(builder, operands[0].as.index));
    if (instruction->count > 4) {
        build_write(builder, &operands[4], value);
    }
}

/* No context has INT64_MAX bits or more left, so that larger numbers may stand for each other. */
static void test_context(Builder *builder, const BeamOperand *operands, IrOp op)
{
    uint64_t bits = operands[2].as.u < INT64_MAX ? operands[2].as.u : INT64_MAX;
    IrValue context = build_read(builder, &operands[1]);
    IrValue test = build_emit_imm(builder, op, (int64_t)bits, 1, &context);
    build_branch(builder, test, true, operands[0].as.index);
}

static void skip_bits(Builder *builder, const BeamOperand *operands)
{
    IrValue context = build_read(builder, &operands[1]);
    IrValue size = build_read(builder, &operands[2]);
    IrValue unit = build_integer(builder, (int64_t)operands[3].as.u);
    IrValue test = build_emit_imm(builder, IR_BS_SKIP, flags_of(builder, &operands[4]), 3,
                                  (IrValue[]){context, size, unit});
    build_branch(builder, test, true, operands[0].as.index);
}

static void match_string(Builder *builder, const BeamOperand *operands)
{
    IrValue context = build_read(builder, &operands[1]);
    IrInstruction *instruction = build_append(builder, IR_BS_MATCH_STRING, 1, &context);
    instruction->imm.string.offset = (uint32_t)operands[3].as.u;
    instruction->imm.string.bits = (uint32_t)operands[2].as.u;
    build_branch(builder, instruction->result, true, operands[0].as.index);
}

static bool build_segment_match(Builder *builder, const BeamInstruction *instruction)
{
    const BeamOperand *operands = instruction->operands;
    switch (instruction->opcode) {
    case OP_bs_get_integer2:
        get_segment(builder, operands, IR_BS_GET_INTEGER);
        return true;
    case OP_bs_get_float2:
        get_segment(builder, operands, IR_BS_GET_FLOAT);
        return true;
    case OP_bs_get_binary2:
        get_segment(builder, operands, IR_BS_GET_BINARY);
        return true;
    case OP_bs_skip_bits2:
        skip_bits(builder, operands);
        return true;
    case OP_bs_test_tail2:
        test_context(builder, operands, IR_BS_TEST_TAIL);
        return true;
    case OP_bs_test_unit:
        test_context(builder, operands, IR_BS_TEST_UNIT);
        return true;
    case OP_bs_match_string:
        match_string(builder, operands);
        return true;
    case OP_bs_get_utf8:
    case OP_bs_skip_utf8:
        get_utf(builder, instruction, IR_BS_GET_UTF8);
        return true;
    case OP_bs_get_utf16:
    case OP_bs_skip_utf16:
        get_utf(builder, instruction, IR_BS_GET_UTF16);
        return true;
    case OP_bs_get_utf32:
    case OP_bs_skip_utf32:
        get_utf(builder, instruction, IR_BS_GET_UTF32);
        return true;
    default:
        return false;
    }
}

/* ---- bs_match
 * ---------------------------------------------------------------------------------------- */

/* The commands of one bs_match. If one fails, the context is put back to where it was and no
 * destination has been written. */
typedef struct Match {
    Builder *builder;
    IrValue context, start; /* start: its position, 0 as long as nothing has been read */
    uint32_t label;
    struct {
        const BeamOperand *dest;
        IrValue value;
    } * results;
    uint32_t result_count;
} Match;

static void require(Match *match, IrValue condition)
{
    Builder *builder = match->builder;
    if (match->start == 0) {
        build_branch(builder, condition, true, match->label);
        return;
    }
    IrBlockId next = build_new_block(builder), back = build_new_block(builder);
    build_branch_targets(builder, condition, build_plain_edge(next), build_plain_edge(back));
    build_continue(builder, back);
    build_append(builder, IR_BS_SET_POSITION, 2, (IrValue[]){match->context, match->start});
    build_jump(builder, build_edge(builder, match->label));
    build_continue(builder, next);
}

static void set_result(Match *match, const BeamOperand *dest, IrValue value)
{
    match->results[match->result_count].dest = dest;
    match->results[match->result_count++].value = value;
}

static IrValue read_bits(Match *match, uint32_t bits, uint32_t flags)
{
    return build_emit_imm(match->builder, IR_BS_READ, (int64_t)bits << 8 | flags, 1,
                          &match->context);
}

/* The next bits have to be this number. */
static void match_equal(Match *match, const BitCommand *command)
{
    Builder *builder = match->builder;
    IrValue bits = read_bits(match, command->bits, 0);
    IrValue wanted;
    IrOp op = IR_SAME;
    if (command->value <= (uint64_t)IR_SMALL_MAX) {
        wanted = build_integer(builder, (int64_t)command->value);
    } else {
        uint8_t magnitude[8];
        for (int i = 0; i < 8; i++) {
            magnitude[i] = (uint8_t)(command->value >> 8 * i);
        }
        const Literal *literal =
            literal_big_integer(&builder->module->literal_pool, false, magnitude, 8);
        wanted = build_emit_imm(builder, IR_LITERAL, literal->id, 0, NULL);
        op = IR_EXACT;
    }
    require(match, EMIT2(builder, op, bits, wanted));
}

static void match_command(Match *match, const BitCommand *command)
{
    Builder *builder = match->builder;
    IrValue *context = &match->context;
    switch (command->kind) {
    case BIT_COMMAND_ENSURE_AT_LEAST:
        require(match, build_emit_imm(builder, IR_BS_ENSURE_AT_LEAST,
                                      (int64_t)command->bits << 16 | command->unit, 1, context));
        break;
    case BIT_COMMAND_ENSURE_EXACTLY:
        require(match, build_emit_imm(builder, IR_BS_ENSURE_EXACTLY, command->bits, 1, context));
        break;
    case BIT_COMMAND_INTEGER:
        set_result(match, command->dest, read_bits(match, command->bits, command->flags));
        break;
    case BIT_COMMAND_BINARY:
        set_result(match, command->dest,
                   build_emit_imm(builder, IR_BS_READ_BINARY, command->bits, 1, context));
        break;
    case BIT_COMMAND_SKIP:
        build_emit_imm(builder, IR_BS_TAKE, command->bits, 1, context);
        break;
    case BIT_COMMAND_GET_TAIL:
        set_result(match, command->dest, EMIT1(builder, IR_BS_GET_TAIL, *context));
        break;
    default:
        match_equal(match, command);
        break;
    }
}

static bool can_fail(BitCommandKind kind)
{
    return kind == BIT_COMMAND_ENSURE_AT_LEAST || kind == BIT_COMMAND_ENSURE_EXACTLY ||
           kind == BIT_COMMAND_EQUAL;
}

/* Can a command fail when the context has been moved already? */
static bool may_have_to_go_back(const BeamModule *module, const BeamList *list)
{
    BitCommand command;
    bool moved = false;
    for (uint32_t at = 0; at < list->count && bits_command(module, list, &at, &command);) {
        if (can_fail(command.kind) && (moved || command.kind == BIT_COMMAND_EQUAL)) {
            return true;
        }
        moved |= !can_fail(command.kind);
    }
    return false;
}

static void match(Builder *builder, const BeamOperand *operands)
{
    const BeamList *list = operands[2].as.list;
    Match match = {.builder = builder, .label = operands[0].as.index};
    match.context = build_read(builder, &operands[1]);
    match.results = arena_alloc_array(builder->flow.arena, list->count, sizeof *match.results);
    bool careful = may_have_to_go_back(builder->module, list);
    BitCommand command;
    for (uint32_t at = 0; at < list->count && bits_command(builder->module, list, &at, &command);) {
        if (careful && match.start == 0 &&
            (!can_fail(command.kind) || command.kind == BIT_COMMAND_EQUAL)) {
            match.start = EMIT1(builder, IR_BS_POSITION, match.context);
        }
        match_command(&match, &command);
    }
    for (uint32_t i = 0; i < match.result_count; i++) {
        build_write(builder, match.results[i].dest, match.results[i].value);
    }
}

bool build_matching(Builder *builder, const BeamInstruction *instruction)
{
    const BeamOperand *operands = instruction->operands;
    IrValue value;
    switch (instruction->opcode) {
    case OP_bs_start_match3:
        start_match(builder, &operands[1], &operands[3], &operands[0]);
        return true;
    case OP_bs_start_match4:
        start_match4(builder, operands);
        return true;
    case OP_bs_get_tail:
        value = build_read(builder, &operands[0]);
        build_write(builder, &operands[1], EMIT1(builder, IR_BS_GET_TAIL, value));
        return true;
    case OP_bs_get_position:
        value = build_read(builder, &operands[0]);
        build_write(builder, &operands[1], EMIT1(builder, IR_BS_POSITION, value));
        return true;
    case OP_bs_set_position:
        value = build_read(builder, &operands[0]);
        build_append(builder, IR_BS_SET_POSITION, 2,
                     (IrValue[]){value, build_read(builder, &operands[1])});
        return true;
    case OP_bs_match:
        match(builder, operands);
        return true;
    default:
        return build_segment_match(builder, instruction);
    }
}

/* ---- bs_create_bin
 * ------------------------------------------------------------------------------------ */

static bool is_atom(const Builder *builder, const BeamOperand *operand, const char *text)
{
    if (operand->kind != OPERAND_ATOM) {
        return false;
    }
    BeamText atom = builder->module->atoms[operand->as.index];
    return atom.size == strlen(text) && memcmp(atom.bytes, text, atom.size) == 0;
}

static IrSegment describe_segment(const Builder *builder, const BitSegment *segment)
{
    static const IrSegmentKind kinds[BIT_SEGMENT_COUNT] = {
        [BIT_SEGMENT_APPEND] = SEGMENT_APPEND,
        [BIT_SEGMENT_PRIVATE_APPEND] = SEGMENT_PRIVATE_APPEND,
        [BIT_SEGMENT_BINARY] = SEGMENT_BINARY,
        [BIT_SEGMENT_FLOAT] = SEGMENT_FLOAT,
        [BIT_SEGMENT_INTEGER] = SEGMENT_INTEGER,
        [BIT_SEGMENT_STRING] = SEGMENT_STRING,
        [BIT_SEGMENT_UTF8] = SEGMENT_UTF8,
        [BIT_SEGMENT_UTF16] = SEGMENT_UTF16,
        [BIT_SEGMENT_UTF32] = SEGMENT_UTF32,
    };
    IrSegment result = {
        .kind = kinds[segment->kind],
        .number = segment->number,
        .unit = segment->unit,
        .flags = segment->flags,
        .size_all = is_atom(builder, segment->size, "all"),
    };
    if (result.kind == SEGMENT_STRING) {
        result.string_offset = (uint32_t)segment->value->as.u;
        result.string_bytes =
            (uint32_t)(segment->size->kind == OPERAND_UNSIGNED ? segment->size->as.u
                                                               : (uint64_t)segment->size->as.i);
    } else {
        result.has_size = !result.size_all && !is_atom(builder, segment->size, "undefined");
    }
    return result;
}

/* fail, words, live, unit, destination, segments. */
static void create_binary(Builder *builder, const BeamOperand *operands)
{
    const BeamList *list = operands[5].as.list;
    uint32_t segments = list->count / BIT_SEGMENT_OPERANDS, count = 0;
    IrBuild *build = arena_alloc(builder->arena, sizeof(IrBuild) + segments * sizeof(IrSegment));
    IrValue *arguments = ARENA_NEW_ARRAY(builder->flow.arena, IrValue, 2 * (size_t)segments);
    build->count = segments;
    build->result_unit = (uint32_t)operands[3].as.u;
    for (uint32_t i = 0; i < segments; i++) {
        BitSegment segment;
        bits_segment(builder->module, list, i, &segment);
        build->segments[i] = describe_segment(builder, &segment);
        if (build->segments[i].kind != SEGMENT_STRING) {
            arguments[count++] = build_read(builder, segment.value);
        }
        if (build->segments[i].has_size) {
            arguments[count++] = build_read(builder, segment.size);
        }
    }
    IrInstruction *instruction = build_append(builder, IR_BS_CREATE, count, arguments);
    IrValue value = instruction->result;
    instruction->imm.build = build;
    build_check_or_fault(builder, value, operands[0].as.index);
    build_write(builder, &operands[4], value);
    uint32_t live = (uint32_t)operands[2].as.u;
    if (operands[4].kind == OPERAND_X && operands[4].as.index >= live) {
        live = operands[4].as.index + 1;
    }
    build_gc(builder, build_words(&operands[1]), live, false);
}

/* ---- the older family
 * ----------------------------------------------------------------------------------- */

/* Words behind the construction, and the binary itself if it is to leave them alone. */
static void reserve(Builder *builder, const BeamOperand *words, const BeamOperand *live)
{
    uint64_t count = build_words(words);
    build_gc(builder, count == 0 ? 0 : count + BINARY_WORDS_MAX, (uint32_t)live->as.u, true);
}

/* bs_init2, bs_init_bits: fail, size, words, live, flags, destination. */
static void init_binary(Builder *builder, const BeamOperand *operands, int64_t unit)
{
    reserve(builder, &operands[2], &operands[3]);
    IrValue size = build_read_size(builder, &operands[1]);
    IrValue binary = build_emit_imm(builder, IR_BS_INIT, unit, 1, &size);
    build_check_or_fault(builder, binary, operands[0].as.index);
    build_write(builder, &operands[5], binary);
}

static void append(Builder *builder, const BeamOperand *fail, const BeamOperand *size,
                   const BeamOperand *unit, const BeamOperand *binary, const BeamOperand *dest,
                   IrOp op)
{
    IrValue arguments[2] = {build_read(builder, size), 0};
    arguments[1] = build_read(builder, binary);
    IrValue value = build_emit_imm(builder, op, (int64_t)unit->as.u, 2, arguments);
    build_check_or_fault(builder, value, fail->as.index);
    build_write(builder, dest, value);
}

/* A field that does not fit has set a fault. */
static void build_field(Builder *builder, IrValue done, uint32_t label)
{
    IrTarget failed = build_fault(builder, label, IR_OP_COUNT);
    IrBlockId next = build_new_block(builder);
    build_branch_targets(builder, done, build_plain_edge(next), failed);
    build_continue(builder, next);
}

/* bs_put_integer, _float, _binary: fail, size, unit, flags, value. */
static void put_field(Builder *builder, const BeamOperand *operands, IrOp op)
{
    IrValue size = build_read(builder, &operands[1]);
    IrValue unit = build_integer(builder, (int64_t)operands[2].as.u);
    IrValue value = build_read(builder, &operands[4]);
    IrValue done = build_emit_imm(builder, op, flags_of(builder, &operands[3]), 3,
                                  (IrValue[]){size, unit, value});
    build_field(builder, done, operands[0].as.index);
}

/* bs_put_utfN: fail, flags, value. */
static void put_utf(Builder *builder, const BeamOperand *operands, IrOp op)
{
    IrValue value = build_read(builder, &operands[2]);
    IrValue done = build_emit_imm(builder, op, flags_of(builder, &operands[1]), 1, &value);
    build_field(builder, done, operands[0].as.index);
}

static bool build_put(Builder *builder, const BeamInstruction *instruction)
{
    const BeamOperand *operands = instruction->operands;
    switch (instruction->opcode) {
    case OP_bs_put_integer:
        put_field(builder, operands, IR_BS_PUT_INTEGER);
        return true;
    case OP_bs_put_float:
        put_field(builder, operands, IR_BS_PUT_FLOAT);
        return true;
    case OP_bs_put_binary:
        put_field(builder, operands, IR_BS_PUT_BINARY);
        return true;
    case OP_bs_put_utf8:
        put_utf(builder, operands, IR_BS_PUT_UTF8);
        return true;
    case OP_bs_put_utf16:
        put_utf(builder, operands, IR_BS_PUT_UTF16);
        return true;
    case OP_bs_put_utf32:
        put_utf(builder, operands, IR_BS_PUT_UTF32);
        return true;
    case OP_bs_put_string: {
        IrInstruction *put = build_append(builder, IR_BS_PUT_STRING, 0, NULL);
        put->imm.string.offset = (uint32_t)operands[1].as.u;
        put->imm.string.bits = (uint32_t)operands[0].as.u * 8;
        return true;
    }
    default:
        return false;
    }
}

/* bs_add: fail, a, b, unit, destination: a + b * unit. */
static void add_sizes(Builder *builder, const BeamOperand *operands)
{
    IrValue a = build_read(builder, &operands[1]);
    IrValue b = build_read(builder, &operands[2]);
    IrValue unit = build_integer(builder, (int64_t)operands[3].as.u);
    IrValue sum = EMIT3(builder, IR_BS_ADD, a, b, unit);
    build_check_or_fault(builder, sum, operands[0].as.index);
    build_write(builder, &operands[4], sum);
}

bool build_construction(Builder *builder, const BeamInstruction *instruction)
{
    const BeamOperand *operands = instruction->operands;
    IrValue value;
    switch (instruction->opcode) {
    case OP_bs_create_bin:
        create_binary(builder, operands);
        return true;
    case OP_bs_init_writable:
        value = EMIT1(builder, IR_BS_INIT_WRITABLE, build_read_x(builder, 0));
        build_check_or_fault(builder, value, 0);
        build_forget_x(builder);
        build_write_x(builder, 0, value);
        return true;
    case OP_bs_init2:
        init_binary(builder, operands, 8);
        return true;
    case OP_bs_init_bits:
        init_binary(builder, operands, 1);
        return true;
    case OP_bs_append: /* fail, size, words, live, unit, binary, flags, destination */
        reserve(builder, &operands[2], &operands[3]);
        append(builder, &operands[0], &operands[1], &operands[4], &operands[5], &operands[7],
               IR_BS_INIT_APPEND);
        return true;
    case OP_bs_private_append: /* fail, size, unit, binary, flags, destination */
        append(builder, &operands[0], &operands[1], &operands[2], &operands[3], &operands[5],
               IR_BS_INIT_PRIVATE_APPEND);
        return true;
    case OP_bs_add:
        add_sizes(builder, operands);
        return true;
    case OP_bs_utf8_size:
    case OP_bs_utf16_size:
        value = build_read(builder, &operands[1]);
        value = EMIT1(builder,
                      instruction->opcode == OP_bs_utf8_size ? IR_BS_UTF8_SIZE : IR_BS_UTF16_SIZE,
                      value);
        build_write(builder, &operands[2], value);
        return true;
    default:
        return build_put(builder, instruction);
    }
}
