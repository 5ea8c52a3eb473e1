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

#include <stdarg.h>
#include <string.h>

#define VALUE_MOVABLE (VALUE_TERM | VALUE_CONTEXT | VALUE_POSITION)

static void fail(Step *step, const char *format, ...) __attribute__((format(printf, 2, 3)));

static void fail(Step *step, const char *format, ...)
{
    if (!step->error) {
        va_list arguments;
        va_start(arguments, format);
        step->error = arena_vprintf(step->arena, format, arguments);
        va_end(arguments);
    }
}

/* ---- Registers ------------------------------------------------------------------------------- */

static const char *describe(uint8_t kind)
{
    if (kind & VALUE_NOTHING) {
        return "is not initialised";
    }
    if (kind & VALUE_TAG) {
        return "holds the tag of an open catch or try";
    }
    if (kind & VALUE_EXCEPTION) {
        return "holds an exception";
    }
    if ((kind & VALUE_CONTEXT) && kind != VALUE_CONTEXT) {
        return "may hold a match context or not";
    }
    if (kind & VALUE_CONTEXT) {
        return "holds a match context";
    }
    return kind & VALUE_POSITION ? "may hold a position in a match context" : "holds a term";
}

/* The kind slot of an X or Y register; NULL after an error. */
static uint8_t *slot_of(Step *step, const BeamOperand *operand)
{
    if (operand->kind == OPERAND_X) {
        return &step->state->x[operand->as.index];
    }
    if (step->state->frame < 0 || operand->as.index >= (uint32_t)step->state->frame) {
        fail(step, "y%u is outside the stack frame", operand->as.index);
        return NULL;
    }
    return &step->state->y[operand->as.index];
}

/* Requires a value all of whose possible kinds are in `accepted`. Constants are terms. */
static void read_value(Step *step, const BeamOperand *operand, uint8_t accepted)
{
    if (operand->kind != OPERAND_X && operand->kind != OPERAND_Y) {
        return;
    }
    const uint8_t *slot = slot_of(step, operand);
    if (slot && (*slot & ~accepted)) {
        fail(step, "%c%u %s", operand->kind == OPERAND_X ? 'x' : 'y', operand->as.index,
             describe(*slot));
    }
}

static void read_list(Step *step, const BeamList *list)
{
    for (uint32_t i = 0; i < list->count; i++) {
        read_value(step, &list->items[i], VALUE_TERM);
    }
    step->cost += list->count;
}

static void read_float(Step *step, const BeamOperand *operand)
{
    if (step->state->f[operand->as.index] != VALUE_TERM) {
        fail(step, "fr%u is not initialised", operand->as.index);
    }
}

/* A tag must be taken down by its own instruction, never overwritten. */
static void write_value(Step *step, const BeamOperand *operand, uint8_t kind)
{
    uint8_t *slot = slot_of(step, operand);
    if (slot && (*slot & VALUE_TAG)) {
        fail(step, "y%u %s and would be overwritten", operand->as.index, describe(*slot));
    } else if (slot) {
        *slot = kind;
    }
}

static void need_x(Step *step, uint32_t count, uint8_t accepted, const char *what)
{
    step->cost += count;
    for (uint32_t i = 0; i < count; i++) {
        if (step->state->x[i] & ~accepted) {
            fail(step, "x%u %s, but %s", i, describe(step->state->x[i]), what);
            return;
        }
    }
}

/* The collector and the search for handlers look at every word of the frame. */
static void need_whole_frame(Step *step)
{
    uint32_t count = step->state->frame > 0 ? (uint32_t)step->state->frame : 0;
    step->cost += count;
    for (uint32_t i = 0; i < count; i++) {
        if (step->state->y[i] & VALUE_NOTHING) {
            fail(step, "y%u is not initialised, but the stack is scanned here", i);
            return;
        }
    }
}

/* The operand of a class, or NULL. */
static const BeamOperand *operand_of(const BeamInstruction *instruction, OperandClass class)
{
    const char *signature = opcode_table[instruction->opcode].signature;
    const char *found = strchr(signature, (int)class);
    return found ? &instruction->operands[found - signature] : NULL;
}

static bool may_raise(const BeamInstruction *instruction)
{
    const BeamOperand *fail_to = operand_of(instruction, CLASS_FAIL);
    return (opcode_table[instruction->opcode].flags & OPCODE_RAISE) ||
           (fail_to && fail_to->as.index == 0);
}

/* ---- Leaving the straight path ------------------------------------------------------------------
 */

static void branch(Step *step, const BeamOperand *label)
{
    if (!step->error && label->kind == OPERAND_LABEL && label->as.index != 0) {
        step->branch(step, label->as.index, step->state);
    }
}

/* The state at a handler that gets an exception raised here. */
static const State *at_handler(Step *step)
{
    State *state = step->scratch;
    state_copy(step->shape, state, step->state);
    state_after_call(step->shape, state);
    state->x[0] = VALUE_EXCEPTION;
    return state;
}

/* An exception may be raised in this state: the innermost handler gets it. */
static void raise_exception(Step *step)
{
    bool was_right = !step->error;
    need_whole_frame(step);
    step->needs_clear = was_right && step->error;
    uint32_t tag = state_innermost_tag(step->state);
    if (step->error || step->state->frame < 0 || tag == (uint32_t)step->state->frame) {
        return;
    }
    uint8_t kind = step->state->y[tag];
    if ((kind != VALUE_CATCH && kind != VALUE_TRY) ||
        step->state->label[tag] == STATE_MANY_HANDLERS) {
        fail(step, "an exception here may find different handlers in y%u", tag);
        return;
    }
    step->raise(step, step->state->label[tag], at_handler(step));
}

static void lose_reserved_heap(State *state)
{
    state->words = state->floats = state->funs = 0;
    state->building = false;
}

static void collect(Step *step, uint32_t live)
{
    need_whole_frame(step);
    need_x(step, live, VALUE_MOVABLE, "is counted as live");
    state_drop_x(step->shape, step->state, live);
    lose_reserved_heap(step->state);
}

static void reserve_heap(State *state, const BeamOperand *operand)
{
    if (operand->kind == OPERAND_ALLOC) {
        state->words = operand->as.alloc->words;
        state->floats = operand->as.alloc->floats;
        state->funs = operand->as.alloc->funs;
    } else {
        state->words = (uint32_t)operand->as.u;
        state->floats = state->funs = 0;
    }
}

/* Takes words from what was reserved. */
static void use_heap(Step *step, uint64_t words, uint32_t floats, uint32_t funs)
{
    State *state = step->state;
    if (words > state->words || floats > state->floats || funs > state->funs) {
        fail(step,
             "more heap is used than was reserved: %u words, %u floats, %u funs are left, "
             "%llu, %u, %u wanted",
             state->words, state->floats, state->funs, (unsigned long long)words, floats, funs);
        return;
    }
    state->words -= (uint32_t)words;
    state->floats -= floats;
    state->funs -= funs;
}

/* ---- Frames ---------------------------------------------------------------------------------- */

static void need_no_frame(Step *step)
{
    if (step->state->frame != BEAM_FRAME_NONE) {
        fail(step, "there is a stack frame of %d here", step->state->frame);
    }
}

static void need_frame(Step *step)
{
    if (step->state->frame < 0) {
        fail(step, "there is no stack frame here");
    }
}

static void need_no_tags(Step *step)
{
    uint32_t tag = state_innermost_tag(step->state);
    if (step->state->frame > 0 && tag < (uint32_t)step->state->frame) {
        fail(step, "y%u %s", tag, describe(step->state->y[tag]));
    }
}

static void drop_frame(Step *step, uint64_t size)
{
    need_frame(step);
    if (!step->error && size != (uint64_t)step->state->frame) {
        fail(step, "the stack frame has %d registers, not %llu", step->state->frame,
             (unsigned long long)size);
    }
    need_no_tags(step);
    if (!step->error) {
        memset(step->state->y, VALUE_NOTHING, (uint32_t)step->state->frame);
        step->state->frame = BEAM_FRAME_NONE;
    }
}

static void allocate(Step *step, const BeamInstruction *instruction)
{
    bool cleared =
        instruction->opcode == OP_allocate_zero || instruction->opcode == OP_allocate_heap_zero;
    uint32_t size = (uint32_t)instruction->operands[0].as.u;
    need_no_frame(step);
    if (!step->error) {
        memset(step->state->y, cleared ? VALUE_TERM : VALUE_NOTHING, size);
        memset(step->state->label, 0, size * sizeof *step->state->label);
        step->state->frame = (int32_t)size;
        step->cost += size;
    }
}

static void trim(Step *step, uint64_t dropped, uint64_t remaining)
{
    State *state = step->state;
    need_frame(step);
    if (!step->error && dropped + remaining != (uint64_t)state->frame) {
        fail(step, "the stack frame has %d registers, not %llu", state->frame,
             (unsigned long long)(dropped + remaining));
    }
    if (step->error) {
        return;
    }
    for (uint64_t i = 0; i < dropped; i++) {
        if (state->y[i] & VALUE_TAG) {
            fail(step, "y%llu %s and would be lost", (unsigned long long)i, describe(state->y[i]));
            return;
        }
    }
    memmove(state->y, state->y + dropped, remaining);
    memmove(state->label, state->label + dropped, remaining * sizeof *state->label);
    memset(state->y + remaining, VALUE_NOTHING, dropped);
    memset(state->label + remaining, 0, dropped * sizeof *state->label);
    state->frame = (int32_t)remaining;
    step->cost += dropped + remaining;
}

/* ---- Catch and try ----------------------------------------------------------------------------
 */

/* Inner handlers are in lower registers: the search for a handler goes upwards. */
static void open_tag(Step *step, const BeamInstruction *instruction, uint8_t kind)
{
    uint32_t y = instruction->operands[0].as.index;
    write_value(step, &instruction->operands[0], kind);
    if (!step->error && state_innermost_tag(step->state) != y) {
        fail(step, "y%u is above the tag of an open catch or try", y);
    }
    if (!step->error) {
        step->state->label[y] = instruction->operands[1].as.index;
        step->open(step, step->state->label[y], at_handler(step));
    }
}

static void close_tag(Step *step, const BeamInstruction *instruction, uint8_t kind)
{
    uint32_t y = instruction->operands[0].as.index;
    const uint8_t *slot = slot_of(step, &instruction->operands[0]);
    if (slot && (*slot != kind || state_innermost_tag(step->state) != y)) {
        fail(step, "y%u does not hold the tag of the innermost open %s", y,
             kind == VALUE_CATCH ? "catch" : "try");
    }
    if (!step->error) {
        step->state->y[y] = VALUE_TERM;
        step->state->label[y] = 0;
    }
}

/* The value of a catch arrives in x0, or an exception does and is made a value. */
static void end_catch(Step *step, const BeamInstruction *instruction)
{
    close_tag(step, instruction, VALUE_CATCH);
    need_x(step, 1, VALUE_TERM | VALUE_EXCEPTION, "it is the value of the catch");
    need_whole_frame(step);
    state_after_call(step->shape, step->state);
}

/* Only exceptions get here: jumping to the handler of a try is wrong. */
static void begin_case(Step *step, const BeamInstruction *instruction)
{
    enum { CLASS, REASON, TRACE };
    close_tag(step, instruction, VALUE_TRY);
    need_x(step, 1, VALUE_EXCEPTION, "only an exception may get here");
    need_whole_frame(step);
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
    need_x(step, count, local ? VALUE_TERM | VALUE_CONTEXT : VALUE_TERM, "it is read here");
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
        need_frame(step);
    } else if (beam_never_returns(step->module, instruction)) {
        return;
    } else if (info->signature[info->arity - 1] == CLASS_FRAME) {
        drop_frame(step, instruction->operands[info->arity - 1].as.u);
    } else {
        need_no_frame(step);
    }
}

static void call(Step *step, const BeamInstruction *instruction)
{
    need_whole_frame(step);
    if (may_raise(instruction)) {
        raise_exception(step);
    }
    check_call_frame(step, instruction);
    state_after_call(step->shape, step->state);
}

/* ---- Binaries -------------------------------------------------------------------------------- */

/* A source that is not a context after all is a term where matching could not start. */
static void start_match(Step *step, const BeamOperand *fail_to, const BeamOperand *source)
{
    bool resume =
        fail_to->kind == OPERAND_ATOM && beam_atom(step->module, fail_to->as.index).bytes[0] == 'r';
    read_value(step, source, resume ? VALUE_CONTEXT : VALUE_TERM | VALUE_CONTEXT);
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

static void run_command(Step *step, const BeamOperand *context, const BitCommand *command,
                        uint64_t *ensured)
{
    switch (command->kind) {
    case BIT_COMMAND_ENSURE_AT_LEAST:
    case BIT_COMMAND_ENSURE_EXACTLY:
        *ensured = command->bits;
        return;
    case BIT_COMMAND_INTEGER:
    case BIT_COMMAND_BINARY:
    case BIT_COMMAND_GET_TAIL:
        collect(step, command->live);
        read_value(step, context, VALUE_CONTEXT);
        write_value(step, command->dest, VALUE_TERM);
        break;
    case BIT_COMMAND_SKIP:
    case BIT_COMMAND_EQUAL:
    case BIT_COMMAND_COUNT:
        break;
    }
    if (command->kind == BIT_COMMAND_GET_TAIL) {
        *ensured = 0;
    } else if (command->bits > *ensured) {
        fail(step, "%u bits are matched where %llu are left", command->bits,
             (unsigned long long)*ensured);
    } else {
        *ensured -= command->bits;
    }
}

/*
 * The commands one after the other. Whichever fails, the context is where it was and no
 * destination is written; but X registers may be lost by a collection before it.
 */
static void match(Step *step, const BeamInstruction *instruction)
{
    const BeamOperand *context = &instruction->operands[1];
    const BeamList *list = instruction->operands[2].as.list;
    uint64_t ensured = 0;
    BitCommand command;
    read_value(step, context, VALUE_CONTEXT);
    branch(step, &instruction->operands[0]);
    for (uint32_t at = 0; !step->error && at < list->count;) {
        bits_command(step->module, list, &at, &command);
        run_command(step, context, &command, &ensured);
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
            read_value(step, segment.value, VALUE_TERM);
            read_value(step, segment.size, VALUE_TERM);
        }
    }
    step->cost += list->count;
}

static bool starts_binary(uint8_t opcode)
{
    return opcode == OP_bs_init2 || opcode == OP_bs_init_bits || opcode == OP_bs_append ||
           opcode == OP_bs_private_append;
}

/* ---- Operands of any instruction ----------------------------------------------------------------
 */

/* From OTP 26 on, byte_size/1 and bit_size/1 of a match context give what is left to match. */
static uint8_t accepted_source(const Step *step, const BeamInstruction *instruction)
{
    if (instruction->opcode == OP_gc_bif1) {
        const BeamImport *bif = &step->module->imports[instruction->operands[2].as.u];
        BeamText name = beam_atom(step->module, bif->function);
        if ((name.size == 9 && memcmp(name.bytes, "byte_size", 9) == 0) ||
            (name.size == 8 && memcmp(name.bytes, "bit_size", 8) == 0)) {
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
            read_list(step, operand->as.list);
        } else {
            read_value(step, operand, accepted_source(step, instruction));
        }
        break;
    case CLASS_ELEMENTS:
    case CLASS_KEYS:
    case CLASS_ASSOCIATIONS:
        read_list(step, operand->as.list);
        break;
    case CLASS_KEY_DESTS:
        for (uint32_t k = 0; k < operand->as.list->count; k += 2) {
            read_value(step, &operand->as.list->items[k], VALUE_TERM);
        }
        step->cost += operand->as.list->count;
        break;
    case CLASS_SEGMENTS:
        build_binary(step, instruction);
        break;
    case CLASS_CONTEXT:
        read_value(step, operand, VALUE_CONTEXT);
        break;
    case CLASS_POSITION:
        read_value(step, operand, VALUE_POSITION);
        break;
    case CLASS_FLOAT_SOURCE:
        read_float(step, operand);
        break;
    case CLASS_FMOVE_SOURCE:
        if (operand->kind == OPERAND_FLOAT_REG) {
            read_float(step, operand);
        } else {
            read_value(step, operand, VALUE_TERM);
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
        uint8_t *slot = slot_of(step, &list->items[k]);
        if (slot) {
            *slot |= VALUE_TERM;
        }
    }
    branch(step, &instruction->operands[0]);
}

/* Every branch that has the state before the destinations are written. */
static void branch_operand(Step *step, const BeamInstruction *instruction, uint32_t i)
{
    const BeamOperand *operand = &instruction->operands[i];
    switch ((OperandClass)opcode_table[instruction->opcode].signature[i]) {
    case CLASS_LABEL:
    case CLASS_FAIL:
        branch(step, operand);
        break;
    case CLASS_VALUE_LABELS:
    case CLASS_ARITY_LABELS:
        for (uint32_t k = 1; k < operand->as.list->count; k += 2) {
            branch(step, &operand->as.list->items[k]);
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
        write_value(step, operand, VALUE_TERM);
        break;
    case CLASS_KEY_DESTS:
        for (uint32_t k = 1; k < operand->as.list->count; k += 2) {
            write_value(step, &operand->as.list->items[k], VALUE_TERM);
        }
        break;
    case CLASS_FRAME_SLOTS:
        for (uint32_t k = 0; k < operand->as.list->count; k++) {
            write_value(step, &operand->as.list->items[k], VALUE_TERM);
        }
        step->cost += operand->as.list->count;
        break;
    case CLASS_FMOVE_DEST:
        if (operand->kind != OPERAND_FLOAT_REG) {
            write_value(step, operand, VALUE_TERM);
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
    const BeamOperand *live = operand_of(instruction, CLASS_LIVE);
    const BeamOperand *words = operand_of(instruction, CLASS_WORDS);
    collect(step, live ? (uint32_t)live->as.u : opcode_table[instruction->opcode].reads);
    if (may_raise(instruction)) {
        raise_exception(step);
    }
    for_each_operand(step, instruction, branch_operand);
    if (words) {
        reserve_heap(step->state, words);
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
        fail(step, "no binary is under construction here");
    }
    if (flags & OPCODE_GC) {
        collect_for(step, instruction);
    } else {
        if (may_raise(instruction)) {
            raise_exception(step);
        }
        for_each_operand(step, instruction, branch_operand);
    }
    for_each_operand(step, instruction, write_operand);
    step->state->building |= starts_binary(instruction->opcode);
}

static void step_make_fun2(Step *step, const BeamInstruction *instruction)
{
    uint32_t count = step->module->lambdas[instruction->operands[0].as.u].num_free;
    need_x(step, count, VALUE_TERM, "it is in the fun's environment");
    collect(step, count);
    step->state->x[0] = VALUE_TERM;
}

static void step_move(Step *step, const BeamOperand *from, const BeamOperand *to)
{
    uint8_t kind = VALUE_TERM;
    read_value(step, from, VALUE_MOVABLE);
    if (!step->error && (from->kind == OPERAND_X || from->kind == OPERAND_Y)) {
        kind = *slot_of(step, from);
    }
    write_value(step, to, kind);
}

static void step_swap(Step *step, const BeamOperand *a, const BeamOperand *b)
{
    read_value(step, a, VALUE_MOVABLE);
    read_value(step, b, VALUE_MOVABLE);
    if (!step->error) {
        uint8_t *slot_a = slot_of(step, a), *slot_b = slot_of(step, b);
        uint8_t kind = *slot_a;
        *slot_a = *slot_b;
        *slot_b = kind;
    }
}

static void step_start_match(Step *step, const BeamOperand *fail_to, const BeamOperand *source,
                             const BeamOperand *live, const BeamOperand *dest)
{
    start_match(step, fail_to, source);
    collect(step, (uint32_t)live->as.u);
    branch_not_matchable(step, fail_to, source);
    write_value(step, dest, VALUE_CONTEXT);
}

static void step_get_position(Step *step, const BeamInstruction *instruction)
{
    read_value(step, &instruction->operands[0], VALUE_CONTEXT);
    collect(step, (uint32_t)instruction->operands[2].as.u);
    write_value(step, &instruction->operands[1], VALUE_POSITION);
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
    need_whole_frame(step);
    if (may_raise(instruction)) {
        raise_exception(step);
    }
    state_drop_x(step->shape, step->state, 0);
    memset(step->state->f, VALUE_NOTHING, step->shape->float_count);
    lose_reserved_heap(step->state);
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
        need_no_frame(step);
        need_x(step, (uint32_t)operands[2].as.u, VALUE_TERM, "it is an argument of the function");
        return true;
    case OP_move:
        step_move(step, &operands[0], &operands[1]);
        return true;
    case OP_swap:
        step_swap(step, &operands[0], &operands[1]);
        return true;
    case OP_init:
        write_value(step, &operands[0], VALUE_TERM);
        return true;
    case OP_deallocate:
        drop_frame(step, operands[0].as.u);
        return true;
    case OP_trim:
        trim(step, operands[0].as.u, operands[1].as.u);
        return true;
    case OP_return:
        need_no_frame(step);
        need_x(step, 1, VALUE_TERM, "it is returned");
        return true;
    case OP_catch:
        open_tag(step, instruction, VALUE_CATCH);
        return true;
    case OP_try:
        open_tag(step, instruction, VALUE_TRY);
        return true;
    case OP_catch_end:
        end_catch(step, instruction);
        return true;
    case OP_try_end:
        close_tag(step, instruction, VALUE_TRY);
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
        use_heap(step, 2, 0, 0);
        break;
    case OP_put_tuple2:
        use_heap(step, (uint64_t)operands[1].as.list->count + 1, 0, 0);
        break;
    case OP_make_fun3:
        use_heap(step, operands[2].as.list->count, 0, 1);
        break;
    case OP_update_record:
        use_heap(step, operands[1].as.u + 1, 0, 0);
        break;
    case OP_fmove:
        use_heap(step, 0, operands[1].kind != OPERAND_FLOAT_REG, 0);
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
        allocate(step, instruction);
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
