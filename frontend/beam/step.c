/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The effect of each instruction on a state; see step.h.
 *
 * Most of it follows from opcode.def: operand classes tell what is read and written, flags what is
 * lost. The order for every instruction is: read operands, check frame and collection, raise,
 * lose registers, branch, write destinations. Special instructions follow one by one.
 */
#include "frontend/beam/step.h"

#include "frontend/beam/bits.h"
#include "frontend/beam/effect.h"

#include <string.h>

/* ---- Handlers -------------------------------------------------------------------------------- */

/* The value of a catch arrives in x0, or an exception does and is made a value. */
static void end_catch(Step *step, const BeamInstruction *instruction)
{
    effect_close_tag(step, instruction, VALUE_CATCH);
    effect_need_x(step, 1, VALUE_TERM | VALUE_EXCEPTION, "it is the value of the catch");
    effect_need_whole_frame(step);
    state_after_call(step->shape, step->state);
}

/* Only exceptions get here: jumping to the handler of a try is wrong. */
static void begin_case(Step *step, const BeamInstruction *instruction)
{
    enum { CLASS, REASON, TRACE };
    effect_close_tag(step, instruction, VALUE_TRY);
    effect_need_x(step, 1, VALUE_EXCEPTION, "only an exception may get here");
    effect_need_whole_frame(step);
    state_after_call(step->shape, step->state);
    step->state->x[CLASS] = step->state->x[REASON] = step->state->x[TRACE] = VALUE_TERM;
}

/* ---- Calls ----------------------------------------------------------------------------------- */

/* Arguments in X registers: match contexts may be passed inside the module only. */
static void read_arguments(Step *step, const BeamInstruction *instruction)
{
    const OpcodeInfo *info = &opcode_table[instruction->opcode];
    uint32_t count = info->reads;
    bool local = false;
    for (uint32_t i = 0; i < instruction->count; i++) {
        count += info->signature[i] == CLASS_ARITY ? (uint32_t)instruction->operands[i].as.u : 0;
        local |= info->signature[i] == CLASS_ENTRY;
    }
    effect_need_x(step, count, local ? VALUE_TERM | VALUE_CONTEXT : VALUE_TERM, "it is read here");
    if (local && !step->error) {
        step->call(step, instruction->operands[1].as.index, (uint32_t)instruction->operands[0].as.u,
                   step->state);
    }
}

/*
 * The frame of a call that comes back stays; that of a tail call ends before it. Where the compiler
 * knows that the called function raises, a tail call may have any frame and name any size.
 */
static void check_call_frame(Step *step, const BeamInstruction *instruction)
{
    const OpcodeInfo *info = &opcode_table[instruction->opcode];
    if (info->flags & OPCODE_CALL) {
        effect_need_frame(step);
    } else if (beam_never_returns(step->module, instruction)) {
        return;
    } else if (info->signature[info->arity - 1] == CLASS_FRAME) {
        effect_drop_frame(step, instruction->operands[info->arity - 1].as.u);
    } else {
        effect_need_no_frame(step);
    }
}

static void call(Step *step, const BeamInstruction *instruction)
{
    effect_need_whole_frame(step);
    if (effect_may_raise(instruction)) {
        effect_raise(step);
    }
    check_call_frame(step, instruction);
    state_after_call(step->shape, step->state);
}

/* ---- Binaries -------------------------------------------------------------------------------- */

/* A source that is not a context after all is a term where matching could not start. */
static void start_match(Step *step, const BeamOperand *fail_to, const BeamOperand *source)
{
    bool resume =
        fail_to->kind == OPERAND_ATOM && beam_atom_is(step->module, fail_to->as.index, "resume");
    effect_read(step, source, resume ? VALUE_CONTEXT : VALUE_TERM | VALUE_CONTEXT);
}

static void branch_not_matchable(Step *step, const BeamOperand *fail_to, const BeamOperand *source)
{
    if (step->error || fail_to->kind != OPERAND_LABEL) {
        return;
    }
    state_copy(step->shape, step->scratch, step->state);
    State *state = step->scratch;
    if (source->kind == OPERAND_X && !(state->x[source->as.index] & VALUE_NOTHING)) {
        state->x[source->as.index] = VALUE_TERM;
    } else if (source->kind == OPERAND_Y) {
        state->y[source->as.index] = VALUE_TERM;
    }
    step->branch(step, fail_to->as.index, state);
}

static void run_command(Step *step, const BeamInstruction *instruction, const BitCommand *command,
                        uint64_t *ensured)
{
    switch (command->kind) {
    case BIT_COMMAND_ENSURE_AT_LEAST:
    case BIT_COMMAND_ENSURE_EXACTLY:
        *ensured = command->bits;
        break;
    case BIT_COMMAND_INTEGER:
    case BIT_COMMAND_BINARY:
    case BIT_COMMAND_GET_TAIL:
        effect_collect(step, command->live);
        effect_read(step, &instruction->operands[1], VALUE_CONTEXT);
        effect_write(step, command->dest, VALUE_TERM);
        state_drop_x(step->shape, step->scratch, command->live);
        effect_lose_heap(step->scratch);
        break;
    case BIT_COMMAND_EQUAL:
    case BIT_COMMAND_SKIP:
    case BIT_COMMAND_COUNT:
        break;
    }
}

static bool may_fail(const BitCommand *command)
{
    return command->kind == BIT_COMMAND_ENSURE_AT_LEAST ||
           command->kind == BIT_COMMAND_ENSURE_EXACTLY || command->kind == BIT_COMMAND_EQUAL;
}

/* Bits that the command takes must have been ensured before. */
static void use_bits(Step *step, const BitCommand *command, uint64_t *ensured)
{
    if (command->kind == BIT_COMMAND_GET_TAIL) {
        *ensured = 0;
    } else if (command->kind != BIT_COMMAND_ENSURE_AT_LEAST &&
               command->kind != BIT_COMMAND_ENSURE_EXACTLY) {
        if (command->bits > *ensured) {
            effect_fail(step, "%u bits are matched where %llu are left", command->bits,
                        (unsigned long long)*ensured);
            return;
        }
        *ensured -= command->bits;
    }
}

/*
 * The commands one after the other. Whichever fails, the context is where it was and no
 * destination is written, so the state there is that before the instruction (kept in `scratch`);
 * but X registers may have been lost by a collection.
 */
static void match(Step *step, const BeamInstruction *instruction)
{
    const BeamList *list = instruction->operands[2].as.list;
    uint64_t ensured = 0;
    BitCommand command;
    effect_read(step, &instruction->operands[1], VALUE_CONTEXT);
    effect_branch(step, &instruction->operands[0]);
    state_copy(step->shape, step->scratch, step->state);
    for (uint32_t at = 0; !step->error && at < list->count;) {
        bits_command(step->module, list, &at, &command);
        use_bits(step, &command, &ensured);
        if (may_fail(&command) && !step->error) {
            step->branch(step, instruction->operands[0].as.index, step->scratch);
        }
        run_command(step, instruction, &command, &ensured);
        step->cost += 4;
    }
}

static void build_binary(Step *step, const BeamInstruction *instruction)
{
    BitSegment segment;
    const BeamList *list = instruction->operands[5].as.list;
    for (uint32_t i = 0; i < list->count / BIT_SEGMENT_OPERANDS; i++) {
        bits_segment(step->module, list, i, &segment);
        if (segment.kind != BIT_SEGMENT_STRING) {
            effect_read(step, segment.value, VALUE_TERM);
            effect_read(step, segment.size, VALUE_TERM);
        }
    }
    step->cost += list->count;
}

static bool starts_binary(uint8_t opcode)
{
    return opcode == OP_bs_init2 || opcode == OP_bs_init_bits || opcode == OP_bs_append ||
           opcode == OP_bs_private_append;
}

static bool is_bif(uint8_t opcode)
{
    return opcode == OP_bif1 || opcode == OP_bif2 || opcode == OP_gc_bif1 || opcode == OP_gc_bif2 ||
           opcode == OP_gc_bif3;
}

/* ---- Operands of any instruction ------------------------------------------------------------- */

/* From OTP 26 on, byte_size/1 and bit_size/1 of a match context give what is left to match. */
static uint8_t accepted_source(const Step *step, const BeamInstruction *instruction)
{
    if (instruction->opcode == OP_gc_bif1) {
        const BeamImport *bif = &step->module->imports[instruction->operands[2].as.u];
        if (beam_atom_is(step->module, bif->function, "byte_size") ||
            beam_atom_is(step->module, bif->function, "bit_size")) {
            return VALUE_TERM | VALUE_CONTEXT;
        }
    }
    return VALUE_TERM;
}

static void read_operand(Step *step, const BeamInstruction *instruction, uint32_t i)
{
    const BeamOperand *operand = &instruction->operands[i];
    switch ((OperandClass)opcode_table[instruction->opcode].signature[i]) {
    case CLASS_SOURCE:
    case CLASS_REGISTER:
    case CLASS_SIZE:
    case CLASS_UPDATES:
        if (operand->kind == OPERAND_LIST) {
            effect_read_list(step, operand->as.list);
        } else {
            effect_read(step, operand, accepted_source(step, instruction));
        }
        break;
    case CLASS_ELEMENTS:
    case CLASS_KEYS:
    case CLASS_ASSOCIATIONS:
        effect_read_list(step, operand->as.list);
        break;
    case CLASS_KEY_DESTS:
        for (uint32_t k = 0; k < operand->as.list->count; k += 2) {
            effect_read(step, &operand->as.list->items[k], VALUE_TERM);
        }
        step->cost += operand->as.list->count;
        break;
    case CLASS_SEGMENTS:
        build_binary(step, instruction);
        break;
    case CLASS_CONTEXT:
        effect_read(step, operand, VALUE_CONTEXT);
        break;
    case CLASS_POSITION:
        effect_read(step, operand, VALUE_POSITION);
        break;
    case CLASS_FLOAT_SOURCE:
        effect_read_float(step, operand);
        break;
    case CLASS_FMOVE_SOURCE:
        if (operand->kind == OPERAND_FLOAT_REG) {
            effect_read_float(step, operand);
        } else {
            effect_read(step, operand, VALUE_TERM);
        }
        break;
    default:
        break;
    }
}

/* get_map_elements may have written some destinations when it finds a key missing. */
static void branch_missing_key(Step *step, const BeamInstruction *instruction)
{
    const BeamList *list = instruction->operands[2].as.list;
    for (uint32_t k = 1; !step->error && k < list->count; k += 2) {
        uint8_t *slot = effect_slot(step, &list->items[k]);
        if (slot) {
            *slot |= VALUE_TERM;
        }
    }
    effect_branch(step, &instruction->operands[0]);
}

/*
 * OTP's compiler knows that some BIFs in guards don't fail, by types that the file does not tell,
 * and may use the destination also where such a BIF would go if it failed. To be safe whatever is
 * true, building gives that register a value there (build_edge_to_flow).
 */
static void fill_destination(Step *step, const BeamInstruction *instruction)
{
    const BeamOperand *dest = effect_operand(instruction, CLASS_DEST);
    if (is_bif(instruction->opcode) && dest->kind == OPERAND_X &&
        step->state->x[dest->as.index] == VALUE_NOTHING) {
        step->state->x[dest->as.index] = VALUE_TERM;
    }
}

/* Every branch that has the state before the destinations are written. */
static void branch_operand(Step *step, const BeamInstruction *instruction, uint32_t i)
{
    const BeamOperand *operand = &instruction->operands[i];
    switch ((OperandClass)opcode_table[instruction->opcode].signature[i]) {
    case CLASS_FAIL:
        fill_destination(step, instruction);
        effect_branch(step, operand);
        break;
    case CLASS_LABEL:
        effect_branch(step, operand);
        break;
    case CLASS_VALUE_LABELS:
    case CLASS_ARITY_LABELS:
        for (uint32_t k = 1; k < operand->as.list->count; k += 2) {
            effect_branch(step, &operand->as.list->items[k]);
        }
        break;
    default:
        break;
    }
}

static void write_operand(Step *step, const BeamInstruction *instruction, uint32_t i)
{
    const BeamOperand *operand = &instruction->operands[i];
    switch ((OperandClass)opcode_table[instruction->opcode].signature[i]) {
    case CLASS_DEST:
        effect_write(step, operand, VALUE_TERM);
        break;
    case CLASS_KEY_DESTS:
        for (uint32_t k = 1; k < operand->as.list->count; k += 2) {
            effect_write(step, &operand->as.list->items[k], VALUE_TERM);
        }
        break;
    case CLASS_FRAME_SLOTS:
        for (uint32_t k = 0; k < operand->as.list->count; k++) {
            effect_write(step, &operand->as.list->items[k], VALUE_TERM);
        }
        step->cost += operand->as.list->count;
        break;
    case CLASS_FMOVE_DEST:
        if (operand->kind != OPERAND_FLOAT_REG) {
            effect_write(step, operand, VALUE_TERM);
            break;
        }
        step->state->f[operand->as.index] = VALUE_TERM;
        break;
    case CLASS_FLOAT_DEST:
        step->state->f[operand->as.index] = VALUE_TERM;
        break;
    default:
        break;
    }
}

typedef void OperandAction(Step *step, const BeamInstruction *instruction, uint32_t i);

static void for_each_operand(Step *step, const BeamInstruction *instruction, OperandAction *action)
{
    for (uint32_t i = 0; !step->error && i < instruction->count; i++) {
        action(step, instruction, i);
    }
}

/* ---- Instructions ---------------------------------------------------------------------------- */

static void collect_for(Step *step, const BeamInstruction *instruction)
{
    const BeamOperand *live = effect_operand(instruction, CLASS_LIVE);
    const BeamOperand *words = effect_operand(instruction, CLASS_WORDS);
    effect_collect(step, live ? (uint32_t)live->as.u : opcode_table[instruction->opcode].reads);
    if (effect_may_raise(instruction)) {
        effect_raise(step);
    }
    for_each_operand(step, instruction, branch_operand);
    if (words) {
        effect_reserve_heap(step->state, words);
    }
}

/* An instruction without rules of its own. */
static void step_plain(Step *step, const BeamInstruction *instruction)
{
    uint8_t flags = opcode_table[instruction->opcode].flags;
    read_arguments(step, instruction);
    for_each_operand(step, instruction, read_operand);
    if (flags & (OPCODE_CALL | OPCODE_TAIL)) {
        call(step, instruction);
        return;
    }
    if ((flags & OPCODE_PUT) && !step->state->building) {
        effect_fail(step, "no binary is under construction here");
    }
    if (flags & OPCODE_GC) {
        collect_for(step, instruction);
    } else {
        if (effect_may_raise(instruction)) {
            effect_raise(step);
        }
        for_each_operand(step, instruction, branch_operand);
    }
    for_each_operand(step, instruction, write_operand);
    step->state->building |= starts_binary(instruction->opcode);
}

static void step_make_fun2(Step *step, const BeamInstruction *instruction)
{
    uint32_t count = step->module->lambdas[instruction->operands[0].as.u].num_free;
    effect_need_x(step, count, VALUE_TERM, "it is in the fun's environment");
    effect_collect(step, count);
    step->state->x[0] = VALUE_TERM;
}

static void step_move(Step *step, const BeamOperand *from, const BeamOperand *to)
{
    uint8_t kind = VALUE_TERM;
    effect_read(step, from, EFFECT_MOVABLE);
    if (!step->error && (from->kind == OPERAND_X || from->kind == OPERAND_Y)) {
        kind = *effect_slot(step, from);
    }
    effect_write(step, to, kind);
}

static void step_swap(Step *step, const BeamOperand *a, const BeamOperand *b)
{
    effect_read(step, a, EFFECT_MOVABLE);
    effect_read(step, b, EFFECT_MOVABLE);
    if (!step->error) {
        uint8_t *slot_a = effect_slot(step, a), *slot_b = effect_slot(step, b);
        uint8_t kind = *slot_a;
        *slot_a = *slot_b;
        *slot_b = kind;
    }
}

static void step_start_match(Step *step, const BeamOperand *fail_to, const BeamOperand *source,
                             const BeamOperand *live, const BeamOperand *dest)
{
    start_match(step, fail_to, source);
    effect_collect(step, (uint32_t)live->as.u);
    branch_not_matchable(step, fail_to, source);
    effect_write(step, dest, VALUE_CONTEXT);
}

static void step_get_position(Step *step, const BeamInstruction *instruction)
{
    effect_read(step, &instruction->operands[0], VALUE_CONTEXT);
    effect_collect(step, (uint32_t)instruction->operands[2].as.u);
    effect_write(step, &instruction->operands[1], VALUE_POSITION);
}

/* A wait_timeout that goes back to itself when a message comes, and does not look at its operand
 * then: the timer is already running. */
static bool waits_in_place(const Step *step, const BeamInstruction *instruction)
{
    enum { MAX_LINES = 4 }; /* between the label and the instruction */
    if (instruction->opcode != OP_wait_timeout) {
        return false;
    }
    uint32_t label = instruction->operands[0].as.index;
    uint32_t at = step->module->label_instruction[label] + 1;
    uint32_t last = at + MAX_LINES;
    while (at < step->index && at < last &&
           (opcode_table[step->module->instructions[at].opcode].flags & OPCODE_META)) {
        at++;
    }
    return at == step->index;
}

/* A process that waits or looks at the next message may be scheduled out. */
static void step_receive(Step *step, const BeamInstruction *instruction)
{
    for_each_operand(step, instruction, read_operand);
    effect_need_whole_frame(step);
    if (effect_may_raise(instruction)) {
        effect_raise(step);
    }
    state_drop_x(step->shape, step->state, 0);
    memset(step->state->f, VALUE_NOTHING, step->shape->float_count);
    effect_lose_heap(step->state);
    if (!waits_in_place(step, instruction)) {
        for_each_operand(step, instruction, branch_operand);
    }
    for_each_operand(step, instruction, write_operand);
}

/* Instructions that need a rule of their own; false for all others. */
static bool step_special(Step *step, const BeamInstruction *instruction)
{
    const BeamOperand *operands = instruction->operands;
    switch ((Opcode)instruction->opcode) {
    case OP_func_info:
        effect_need_no_frame(step);
        effect_need_x(step, (uint32_t)operands[2].as.u, VALUE_TERM,
                      "it is an argument of the function");
        return true;
    case OP_move:
        step_move(step, &operands[0], &operands[1]);
        return true;
    case OP_swap:
        step_swap(step, &operands[0], &operands[1]);
        return true;
    case OP_init:
        effect_write(step, &operands[0], VALUE_TERM);
        return true;
    case OP_deallocate:
        effect_drop_frame(step, operands[0].as.u);
        return true;
    case OP_trim:
        effect_trim(step, operands[0].as.u, operands[1].as.u);
        return true;
    case OP_return:
        effect_need_no_frame(step);
        effect_need_x(step, 1, VALUE_TERM, "it is returned");
        return true;
    case OP_catch:
        effect_open_tag(step, instruction, VALUE_CATCH);
        return true;
    case OP_try:
        effect_open_tag(step, instruction, VALUE_TRY);
        return true;
    case OP_catch_end:
        end_catch(step, instruction);
        return true;
    case OP_try_end:
        effect_close_tag(step, instruction, VALUE_TRY);
        return true;
    case OP_try_case:
        begin_case(step, instruction);
        return true;
    case OP_recv_mark:
    case OP_recv_set: /* their label is a name, nothing jumps there */
        return true;
    case OP_loop_rec:
    case OP_loop_rec_end:
    case OP_wait:
    case OP_wait_timeout:
        step_receive(step, instruction);
        return true;
    case OP_timeout:
        state_drop_x(step->shape, step->state, 0);
        return true;
    case OP_make_fun2:
        step_make_fun2(step, instruction);
        return true;
    case OP_bs_start_match3:
        step_start_match(step, &operands[0], &operands[1], &operands[2], &operands[3]);
        return true;
    case OP_bs_start_match4:
        step_start_match(step, &operands[0], &operands[2], &operands[1], &operands[3]);
        return true;
    case OP_bs_get_position:
        step_get_position(step, instruction);
        return true;
    case OP_bs_match:
        match(step, instruction);
        return true;
    default:
        return false;
    }
}

/* Heap that an instruction takes from what was reserved before it. */
static void use_heap_for(Step *step, const BeamInstruction *instruction)
{
    const BeamOperand *operands = instruction->operands;
    switch ((Opcode)instruction->opcode) {
    case OP_put_list:
        effect_use_heap(step, 2, 0, 0);
        break;
    case OP_put_tuple2:
        effect_use_heap(step, (uint64_t)operands[1].as.list->count + 1, 0, 0);
        break;
    case OP_make_fun3:
        effect_use_heap(step, operands[2].as.list->count, 0, 1);
        break;
    case OP_update_record:
        effect_use_heap(step, operands[1].as.u + 1, 0, 0);
        break;
    case OP_fmove:
        effect_use_heap(step, 0, operands[1].kind != OPERAND_FLOAT_REG, 0);
        break;
    default:
        break;
    }
}

static void step_by_rules(Step *step, const BeamInstruction *instruction)
{
    switch ((Opcode)instruction->opcode) {
    case OP_allocate:
    case OP_allocate_heap:
    case OP_allocate_zero:
    case OP_allocate_heap_zero:
        step_plain(step, instruction);
        effect_allocate(step, instruction);
        break;
    case OP_get_map_elements:
        for_each_operand(step, instruction, read_operand);
        branch_missing_key(step, instruction);
        for_each_operand(step, instruction, write_operand);
        break;
    default:
        step_plain(step, instruction);
        break;
    }
}

bool step_instruction(Step *step)
{
    const BeamInstruction *instruction = &step->module->instructions[step->index];
    uint8_t flags = opcode_table[instruction->opcode].flags;
    step->cost += 1 + instruction->count;
    if (flags & OPCODE_META) {
        return !(flags & OPCODE_END);
    }
    use_heap_for(step, instruction);
    if (!step_special(step, instruction)) {
        step_by_rules(step, instruction);
    }
    return !step->error && !beam_ends(step->module, instruction);
}
