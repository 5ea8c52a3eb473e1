/* SPDX-License-Identifier: Apache-2.0 */
/*
 * beam_validate: a forward analysis of all functions of a module together.
 *
 * Every label has a state, the join of the states on all paths to it; labels whose state changed
 * are looked at again until nothing changes. Functions are entered from outside (exports, funs,
 * on_load) with terms in their argument registers, and by local calls with what the callers have
 * there, which may be match contexts. Functions that nothing reaches are never looked at.
 *
 * States only grow (state.h), so a check that fails once fails in the end, and the first error of
 * a function is final. A budget of time and memory, far above what compilers produce but in
 * proportion to the size of the code, stops files made to be slow.
 */
#include "frontend/beam/bits.h"
#include "frontend/beam/module.h"
#include "frontend/beam/state.h"
#include "frontend/beam/step.h"
#include "frontend/beam/unshare.h"

#include <string.h>

enum {
    BUDGET_BASE = 1000000,
    BUDGET_PER_BYTE = 200, /* of code; real modules stay under 10 */
    MEMORY_BASE = 16 << 20,
    MEMORY_PER_BYTE = 64, /* of code; real modules stay under 20 */
};

/* A label in code order. */
typedef struct Place {
    uint32_t label;
    uint32_t function;
} Place;

typedef struct Validator {
    Step step; /* first: callbacks get a Step and need the validator */
    BeamModule *module;
    DiagList *diags;
    Arena arena;        /* for states */
    StateShape *shapes; /* by function */
    State **states;     /* by label; NULL: not reached */
    bool *dirty;        /* by label */
    bool *failed;       /* by function */
    Place *places;
    uint32_t place_count;
    uint32_t label_limit; /* labels for which there is room, those of copies included */
    uint32_t first_copy;  /* labels from here on are copies */
    UnshareCopy *copies;  /* by label minus first_copy */
    uint32_t function;    /* the one being looked at */
    uint32_t dirty_count;
    bool open_handlers; /* handlers that no exception reaches are entered where they open */
    uint64_t budget;
    size_t memory;
} Validator;

/* ---- Errors ---------------------------------------------------------------------------------- */

static void report(Validator *validator, uint32_t function, uint32_t instruction, const char *text)
{
    BeamModule *module = validator->module;
    const BeamInstruction *at = &module->instructions[instruction];
    DiagPlace place = {module->file, "Code",
                       beam_function_text(module, &module->functions[function]), at->offset};
    if (!validator->failed[function]) {
        diag_add(validator->diags, DIAG_ERROR, place,
                 "the file is damaged or was made by a faulty compiler; compile it again", "%s: %s",
                 opcode_table[at->opcode].name, text);
    }
    validator->failed[function] = true;
}

/* ---- Shapes ---------------------------------------------------------------------------------- */

static void raise_to(uint32_t *limit, uint64_t value)
{
    *limit = value > *limit ? (uint32_t)value : *limit;
}

static void count_operand(StateShape *shape, char class, const BeamOperand *operand)
{
    switch ((BeamOperandKind)operand->kind) {
    case OPERAND_X:
        raise_to(&shape->x_count, (uint64_t)operand->as.index + 1);
        break;
    case OPERAND_FLOAT_REG:
        raise_to(&shape->float_count, (uint64_t)operand->as.index + 1);
        break;
    case OPERAND_UNSIGNED:
        if (class == CLASS_LIVE || class == CLASS_ARITY) {
            raise_to(&shape->x_count, operand->as.u);
        } else if (class == CLASS_FRAME) {
            raise_to(&shape->y_count, operand->as.u);
        }
        break;
    case OPERAND_LIST:
        for (uint32_t i = 0; i < operand->as.list->count; i++) {
            count_operand(shape, class, &operand->as.list->items[i]);
        }
        break;
    default:
        break;
    }
}

static void count_commands(const BeamModule *module, StateShape *shape, const BeamList *list)
{
    BitCommand command;
    for (uint32_t at = 0; at < list->count && bits_command(module, list, &at, &command);) {
        raise_to(&shape->x_count, command.live);
    }
}

/* The most registers that any instruction of the function may touch. */
static StateShape measure(const BeamModule *module, const BeamFunction *function)
{
    enum { IMPLICIT_X = 4 };
    StateShape shape = {function->arity + IMPLICIT_X, 0, 0};
    for (uint32_t i = function->start; i < function->end; i++) {
        const BeamInstruction *instruction = &module->instructions[i];
        const OpcodeInfo *info = &opcode_table[instruction->opcode];
        for (uint32_t k = 0; k < instruction->count; k++) {
            count_operand(&shape, info->signature[k], &instruction->operands[k]);
        }
        if (instruction->opcode == OP_make_fun2) {
            raise_to(&shape.x_count, module->lambdas[instruction->operands[0].as.u].num_free);
        } else if (instruction->opcode == OP_bs_match) {
            count_commands(module, &shape, instruction->operands[2].as.list);
        }
    }
    shape.x_count += IMPLICIT_X; /* an instruction reads up to three X beyond its ARITY operand */
    return shape;
}

/* ---- Joining --------------------------------------------------------------------------------- */

static void mark_dirty(Validator *validator, uint32_t label)
{
    validator->dirty_count += !validator->dirty[label];
    validator->dirty[label] = true;
}

/* What it costs to copy or join states of this shape; an instruction costs about 1. */
static uint64_t shape_cost(const StateShape *shape)
{
    enum { REGISTERS_PER_STEP = 16 };
    return (shape->x_count + shape->y_count + shape->float_count) / REGISTERS_PER_STEP + 1;
}

/* Room for one more state of this shape. */
static bool take_memory(Validator *validator, const StateShape *shape)
{
    size_t size = state_size(shape);
    if (size > validator->memory) {
        return false;
    }
    validator->memory -= size;
    return true;
}

/* A copy of the block at a label for another frame; BEAM_NONE if that is impossible. */
static uint32_t copy_label(Validator *validator, uint32_t original, int32_t frame)
{
    BeamModule *module = validator->module;
    uint32_t count = module->label_count - validator->first_copy;
    validator->step.cost += count;
    for (uint32_t i = 0; i < count; i++) {
        if (validator->copies[i].original == original && validator->copies[i].frame == frame) {
            return validator->first_copy + i;
        }
    }
    uint32_t length = unshare_length(module, original);
    if (length == 0 || module->label_count == validator->label_limit) {
        return BEAM_NONE;
    }
    uint32_t label = module->label_count++;
    module->label_instruction[label] = module->label_instruction[original];
    module->label_function[label] = validator->function;
    int16_t *frames = ARENA_NEW_ARRAY(&validator->arena, int16_t, length);
    for (uint32_t i = 0; i < length; i++) {
        frames[i] = BEAM_FRAME_UNREACHABLE;
    }
    validator->copies[count] =
        (UnshareCopy){label, original, validator->function, length, frame, frames};
    validator->places[validator->place_count++] = (Place){label, validator->function};
    return label;
}

/* The state at a label of the current function is at least this one. */
static void reach(Validator *validator, uint32_t label, const State *from)
{
    Step *step = &validator->step;
    const StateShape *shape = step->shape;
    step->cost += shape_cost(shape);
    if (!validator->states[label]) {
        if (!take_memory(validator, shape)) {
            step->error = "the function is too complicated";
            return;
        }
        validator->states[label] = state_new(&validator->arena, shape);
        state_copy(shape, validator->states[label], from);
        mark_dirty(validator, label);
        return;
    }
    switch (state_join(shape, validator->states[label], from)) {
    case STATE_CHANGED:
        mark_dirty(validator, label);
        break;
    case STATE_FRAMES_DIFFER:
        if (!step->error) {
            step->error = arena_printf(step->arena, "label %u is reached with a frame of %d and %d",
                                       label, validator->states[label]->frame, from->frame);
        }
        break;
    case STATE_SAME:
        break;
    }
}

/* Control may get to a label without an exception; never to a try_case (module.h). */
static void on_branch(Step *step, uint32_t label, const State *state)
{
    Validator *validator = (Validator *)step;
    const State *known = validator->states[label];
    if (beam_is_try_handler(validator->module, label)) {
        return;
    }
    if (known && known->frame != state->frame) {
        uint32_t copy = copy_label(validator, label, state->frame);
        label = copy != BEAM_NONE ? copy : label;
    }
    reach(validator, label, state);
}

/*
 * Control runs into a label. The block there is the one for the frame that it comes with: nothing
 * can send it elsewhere. Jumps with another frame, of which some may have been first, get a copy.
 */
static void on_fall(Validator *validator, uint32_t label)
{
    const State *state = validator->step.state;
    const State *known = validator->states[label];
    if (beam_is_try_handler(validator->module, label)) {
        return;
    }
    if (known && known->frame != state->frame) {
        uint32_t copy = copy_label(validator, label, known->frame);
        if (copy != BEAM_NONE) {
            reach(validator, copy, known);
            validator->states[label] = NULL;
        }
    }
    reach(validator, label, state);
}

static void on_raise(Step *step, uint32_t label, const State *state)
{
    reach((Validator *)step, label, state);
}

static void on_open(Step *step, uint32_t label, const State *state)
{
    Validator *validator = (Validator *)step;
    if (validator->open_handlers && !validator->states[label]) {
        reach(validator, label, state);
    }
}

/* Enters a function with these kinds in its argument registers; NULL: terms. */
static bool enter_function(Validator *validator, uint32_t function, const uint8_t *kinds)
{
    const BeamFunction *target = &validator->module->functions[function];
    const StateShape *shape = &validator->shapes[function];
    State **state = &validator->states[target->entry_label];
    bool changed = *state == NULL;
    if (!*state) {
        if (!take_memory(validator, shape)) {
            return false;
        }
        *state = state_new(&validator->arena, shape);
        memset((*state)->x, 0, target->arity);
    }
    for (uint32_t i = 0; i < target->arity; i++) {
        uint8_t kind = kinds ? kinds[i] : VALUE_TERM;
        changed |= (kind & ~(*state)->x[i]) != 0;
        (*state)->x[i] |= kind;
    }
    if (changed) {
        mark_dirty(validator, target->entry_label);
    }
    return true;
}

static void on_call(Step *step, uint32_t label, uint32_t arity, const State *state)
{
    Validator *validator = (Validator *)step;
    step->cost += arity;
    if (!enter_function(validator, validator->module->label_function[label], state->x)) {
        step->error = "the module is too complicated";
    }
}

/* ---- Running --------------------------------------------------------------------------------- */

static void note_frame(Validator *validator, uint32_t label, uint32_t instruction)
{
    BeamModule *module = validator->module;
    int16_t frame = (int16_t)validator->step.state->frame;
    if (label >= validator->first_copy) {
        const UnshareCopy *copy = &validator->copies[label - validator->first_copy];
        copy->frames[instruction - module->label_instruction[label]] = frame;
    } else {
        module->frame[instruction] = frame;
    }
    if (frame > 0) {
        raise_to(&module->functions[validator->function].y_count, (uint16_t)frame);
    }
}

/*
 * OTP's compiler knows that some calls of BIFs don't raise, by types that the file does not tell,
 * and may have registers of the stack frame uninitialised then. To be safe whatever is true, the
 * frames of such a function are cleared when they are made, and the function is looked at again.
 * False if they were already.
 */
static bool clear_frames(Validator *validator, uint32_t function)
{
    BeamModule *module = validator->module;
    bool changed = false;
    for (uint32_t i = module->functions[function].body; i < module->functions[function].end; i++) {
        BeamInstruction *instruction = &module->instructions[i];
        if (instruction->opcode == OP_allocate || instruction->opcode == OP_allocate_heap) {
            instruction->opcode =
                instruction->opcode == OP_allocate ? OP_allocate_zero : OP_allocate_heap_zero;
            changed = true;
        }
    }
    for (uint32_t i = 0; changed && i < validator->place_count; i++) {
        uint32_t label = validator->places[i].label;
        if (validator->places[i].function == function &&
            label != module->functions[function].entry_label) {
            validator->states[label] = NULL;
        }
    }
    mark_dirty(validator, module->functions[function].entry_label);
    validator->step.cost += validator->place_count;
    return changed;
}

/* Follows control from a label until it ends or gets to another label. */
static void run_block(Validator *validator, uint32_t label)
{
    Step *step = &validator->step;
    const BeamModule *module = validator->module;
    uint32_t function = validator->function;
    step->index = module->label_instruction[label];
    state_copy(step->shape, step->state, validator->states[label]);
    step->cost += shape_cost(step->shape);
    note_frame(validator, label, step->index);
    bool goes_on = true;
    while (goes_on && !step->error) {
        step->index++;
        if (step->index == module->functions[function].end) {
            step->index--;
            step->error = "control runs past the end of the function";
            break;
        }
        const BeamInstruction *instruction = &module->instructions[step->index];
        if (instruction->opcode == OP_label) {
            on_fall(validator, (uint32_t)instruction->operands[0].as.u);
            break;
        }
        note_frame(validator, label, step->index);
        goes_on = step_instruction(step);
    }
    if (step->error && step->needs_clear && clear_frames(validator, function)) {
        step->error = NULL;
    } else if (step->error) {
        report(validator, function, step->index, step->error);
        step->error = NULL;
    }
    step->needs_clear = false;
}

static void select_function(Validator *validator, uint32_t function)
{
    if (validator->function == function) {
        return;
    }
    validator->function = function;
    Step *step = &validator->step;
    step->shape = &validator->shapes[function];
    state_reset(step->state, step->shape);
    state_reset(step->scratch, step->shape);
}

static bool within_budget(Validator *validator, uint32_t function)
{
    if (validator->step.cost <= validator->budget) {
        return true;
    }
    report(validator, function, validator->module->functions[function].start,
           "the module is too complicated to check");
    return false;
}

/* One pass over all labels, in the order of the code. */
static bool run_pass(Validator *validator)
{
    validator->step.cost += validator->place_count;
    for (uint32_t i = 0; i < validator->place_count; i++) {
        Place place = validator->places[i];
        if (!validator->dirty[place.label]) {
            continue;
        }
        validator->dirty[place.label] = false;
        validator->dirty_count--;
        if (!validator->failed[place.function] && validator->states[place.label]) {
            select_function(validator, place.function);
            run_block(validator, place.label);
        }
        if (!within_budget(validator, place.function)) {
            return false;
        }
    }
    return true;
}

static bool run(Validator *validator)
{
    while (validator->dirty_count > 0) {
        if (!run_pass(validator)) {
            return false;
        }
    }
    return true;
}

/*
 * Code generation needs every handler that a tag names, also if nothing between the tag's opening
 * and closing can raise: looks again at all blocks that were reached.
 */
static bool run_open_handlers(Validator *validator)
{
    validator->open_handlers = true;
    for (uint32_t label = 0; label < validator->module->label_count; label++) {
        if (validator->states[label]) {
            mark_dirty(validator, label);
        }
    }
    return run(validator);
}

/* ---- Start ----------------------------------------------------------------------------------- */

/* Everything that can be called from outside gets terms. */
static bool enter_roots(Validator *validator)
{
    const BeamModule *module = validator->module;
    bool entered = true;
    for (uint32_t i = 0; i < module->export_count; i++) {
        uint32_t function = module->label_function[module->exports[i].label];
        entered &= enter_function(validator, function, NULL);
    }
    for (uint32_t i = 0; i < module->lambda_count; i++) {
        uint32_t function = module->label_function[module->lambdas[i].label];
        entered &= enter_function(validator, function, NULL);
    }
    if (module->on_load_function != BEAM_NONE) {
        entered &= enter_function(validator, module->on_load_function, NULL);
    }
    return entered;
}

static void find_places(Validator *validator)
{
    const BeamModule *module = validator->module;
    validator->places = ARENA_NEW_ARRAY(&validator->arena, Place, validator->label_limit);
    for (uint32_t f = 0; f < module->function_count; f++) {
        for (uint32_t i = module->functions[f].start; i < module->functions[f].end; i++) {
            const BeamInstruction *instruction = &module->instructions[i];
            if (instruction->opcode == OP_label) {
                validator->places[validator->place_count++] =
                    (Place){(uint32_t)instruction->operands[0].as.u, f};
            }
        }
    }
}

static uint32_t *copy_labels(Arena *arena, const uint32_t *labels, uint32_t count, uint32_t limit)
{
    uint32_t *copy = ARENA_NEW_ARRAY(arena, uint32_t, limit);
    memcpy(copy, labels, count * sizeof *copy);
    return copy;
}

/* Makes room for copies of blocks: very few labels need one. */
static void grow_labels(Validator *validator)
{
    enum { MOST = 4096 };
    BeamModule *module = validator->module;
    uint32_t count = module->label_count;
    uint32_t limit = count + (count < MOST ? count : MOST);
    module->label_instruction = copy_labels(module->arena, module->label_instruction, count, limit);
    module->label_function = copy_labels(module->arena, module->label_function, count, limit);
    validator->first_copy = count;
    validator->label_limit = limit;
    validator->copies = ARENA_NEW_ARRAY(&validator->arena, UnshareCopy, limit - count);
}

static void start(Validator *validator)
{
    BeamModule *module = validator->module;
    Arena *arena = &validator->arena;
    size_t largest = 0;
    grow_labels(validator);
    validator->shapes = ARENA_NEW_ARRAY(arena, StateShape, module->function_count);
    validator->failed = ARENA_NEW_ARRAY(arena, bool, module->function_count);
    validator->states = ARENA_NEW_ARRAY(arena, State *, validator->label_limit);
    validator->dirty = ARENA_NEW_ARRAY(arena, bool, validator->label_limit);
    for (uint32_t f = 0; f < module->function_count; f++) {
        validator->shapes[f] = measure(module, &module->functions[f]);
        size_t size = state_size(&validator->shapes[f]);
        largest = size > largest ? size : largest;
        module->functions[f].y_count = 0;
    }
    validator->step.state = arena_alloc(arena, largest);
    validator->step.scratch = arena_alloc(arena, largest);
    module->frame = ARENA_NEW_ARRAY(module->arena, int16_t, module->instruction_count);
    for (uint32_t i = 0; i < module->instruction_count; i++) {
        module->frame[i] = BEAM_FRAME_UNREACHABLE;
    }
    find_places(validator);
}

bool beam_validate(BeamModule *module, DiagList *diags)
{
    Validator validator = {
        .module = module,
        .diags = diags,
        .function = BEAM_NONE,
        .budget = BUDGET_BASE + (uint64_t)BUDGET_PER_BYTE * module->code_size,
        .memory = MEMORY_BASE + (size_t)MEMORY_PER_BYTE * module->code_size,
    };
    uint32_t errors = diags->errors;
    arena_init(&validator.arena);
    validator.step.module = module;
    validator.step.arena = &validator.arena;
    validator.step.branch = on_branch;
    validator.step.raise = on_raise;
    validator.step.open = on_open;
    validator.step.call = on_call;
    start(&validator);
    if (!enter_roots(&validator)) {
        report(&validator, 0, 0, "the module is too complicated");
    } else if (run(&validator) && run_open_handlers(&validator) && diags->errors == errors) {
        unshare_apply(module, validator.copies, module->label_count - validator.first_copy);
    }
    arena_free(&validator.arena);
    return diags->errors == errors;
}
