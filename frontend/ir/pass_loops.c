/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Loops: a second version of a function's loop for arguments of the types that it is meant for.
 *
 * Functions that call themselves last count with small integers or compute with floats, but their
 * arguments may be anything, and so each round tests and boxes anew. Where the arithmetic in the
 * loop suggests types for parameters, the entry tests for them once:
 *
 *       entry (x, n):  is_float x, is_small n?  -> special (unbox x, n), else general
 *       general:       the code as it was; its loops go to the entry
 *       special:       a copy in which x is a double and n known to be small; its loops test what
 *                      they pass on and stay in `special`, or go to the entry
 *
 * Types and floats, run again, then simplify the copy; the tests in its loops mostly turn out to
 * be true always.
 *
 * Which parameter is meant to be what: values that meet in arithmetic or comparisons form classes;
 * a class with a float constant, a division or a known float in it is one of floats, a class with
 * an operation for integers in it or with neither one of small integers, for which a second version
 * only pays if they are compared with something, so that they can be seen to stay small.
 */
#include "frontend/ir/bif_table.h"
#include "frontend/ir/facts.h"
#include "frontend/ir/graph.h"
#include "frontend/ir/passes.h"

#include <string.h>

enum {
    INSTRUCTIONS_MAX = 500, /* of the copied code */
    EVIDENCE_ARITHMETIC = 1,
    EVIDENCE_FLOAT = 2,
    EVIDENCE_INTEGER = 4,
    EVIDENCE_BOUND = 8, /* compared with something: ranges may be found */
};

typedef enum Wish { WISH_NOTHING, WISH_SMALL, WISH_FLOAT } Wish;

typedef struct Loops {
    IrFunction *function;
    Arena arena;
    IrGraph graph;
    uint32_t *class_of;       /* by value: union-find */
    uint8_t *evidence;        /* by class */
    Wish *wishes;             /* by parameter of the entry */
    IrBlockId *copy_of_block; /* by block; IR_NO_BLOCK: not copied */
    IrValue *copy_of_value;   /* by value; 0: not copied */
    uint32_t old_values;
    IrBlockId special; /* the copy of the entry */
} Loops;

/* ---- classes ----------------------------------------------------------------------------------
 */

static uint32_t class_of(Loops *loops, IrValue value)
{
    uint32_t class = value;
    while (loops->class_of[class] != class) {
        loops->class_of[class] = loops->class_of[loops->class_of[class]];
        class = loops->class_of[class];
    }
    return class;
}

static void unite(Loops *loops, IrValue a, IrValue b)
{
    uint32_t first = class_of(loops, a), second = class_of(loops, b);
    if (first != second) {
        loops->class_of[second] = first;
        loops->evidence[first] |= loops->evidence[second];
    }
}

static void add_evidence(Loops *loops, IrValue value, uint8_t evidence)
{
    loops->evidence[class_of(loops, value)] |= evidence;
}

static bool is_in_copy(const Loops *loops, IrBlockId block)
{
    return graph_reaches(&loops->graph, block) && graph_dominates(&loops->graph, 0, block);
}

static void add_fact_evidence(Loops *loops, IrValue value)
{
    const IrValueInfo *info = &loops->function->values[value];
    bool is_number = info->type == IR_TERM && !fact_is_none(info->fact) &&
                     !ir_is_op(loops->function, value, IR_CONST);
    if (is_number && fact_is(info->fact, FACT_FLOAT)) {
        add_evidence(loops, value, EVIDENCE_FLOAT);
    } else if (is_number && fact_is(info->fact, FACT_INTEGER)) {
        add_evidence(loops, value, EVIDENCE_INTEGER);
    }
}

static void look_at(Loops *loops, const IrInstruction *instruction)
{
    const IrValue *arguments = instruction->arguments;
    switch (instruction->op) {
    case IR_FDIV:
        add_evidence(loops, instruction->result, EVIDENCE_FLOAT);
        break;
    case IR_ADD:
    case IR_SUB:
    case IR_MUL:
    case IR_NEG:
    case IR_PLUS:
        for (uint32_t i = 0; i < instruction->argument_count; i++) {
            unite(loops, instruction->result, arguments[i]);
        }
        add_evidence(loops, instruction->result, EVIDENCE_ARITHMETIC);
        break;
    case IR_DIV:
    case IR_REM:
    case IR_BAND:
    case IR_BOR:
    case IR_BXOR:
    case IR_BSL:
    case IR_BSR:
        for (uint32_t i = 0; i < instruction->argument_count; i++) {
            unite(loops, instruction->result, arguments[i]);
        }
        add_evidence(loops, instruction->result, EVIDENCE_ARITHMETIC | EVIDENCE_INTEGER);
        break;
    case IR_LESS:
        unite(loops, arguments[0], arguments[1]);
        add_evidence(loops, arguments[0], EVIDENCE_BOUND);
        break;
    case IR_IS_INTEGER:
    case IR_UNTAG_SMALL:
        add_evidence(loops, arguments[0], EVIDENCE_INTEGER);
        break;
    case IR_IS_FLOAT:
    case IR_UNBOX_FLOAT:
    case IR_TO_F64:
        add_evidence(loops, arguments[0], EVIDENCE_FLOAT | EVIDENCE_ARITHMETIC);
        break;
    case IR_REFINE:
        unite(loops, instruction->result, arguments[0]);
        break;
    case IR_GC:
        for (uint32_t i = 0; i < instruction->argument_count; i++) {
            unite(loops, instruction->result + i, arguments[i]);
        }
        break;
    default:
        break;
    }
    if (instruction->result != 0 && ir_op_info[instruction->op].result == IR_TERM) {
        add_fact_evidence(loops, instruction->result);
    }
}

static void look_at_edges(Loops *loops, const IrInstruction *last)
{
    for (uint32_t t = 0; ir_is_jump(last->op) && t < last->target_count; t++) {
        const IrBlock *to = &loops->function->blocks[last->targets[t].block];
        for (uint32_t i = 0; i < last->targets[t].count; i++) {
            if (is_in_copy(loops, last->targets[t].block)) {
                unite(loops, to->parameters[i], last->targets[t].arguments[i]);
            }
        }
    }
}

static bool make_wishes(Loops *loops)
{
    const IrBlock *entry = &loops->function->blocks[0];
    bool any = false;
    loops->wishes = ARENA_NEW_ARRAY(&loops->arena, Wish, entry->parameter_count);
    for (uint32_t i = 0; i < entry->parameter_count; i++) {
        uint8_t evidence = loops->evidence[class_of(loops, entry->parameters[i])];
        if ((evidence & EVIDENCE_ARITHMETIC) == 0) {
            continue;
        }
        if ((evidence & EVIDENCE_FLOAT) == 0) {
            loops->wishes[i] = (evidence & EVIDENCE_BOUND) != 0 ? WISH_SMALL : WISH_NOTHING;
        } else if ((evidence & EVIDENCE_INTEGER) == 0) {
            loops->wishes[i] = WISH_FLOAT;
        }
        any |= loops->wishes[i] != WISH_NOTHING;
    }
    return any;
}

/* Is there a loop in the entry's own code, small enough, and with arithmetic on parameters? */
static bool is_worthwhile(Loops *loops)
{
    const IrFunction *function = loops->function;
    uint32_t instructions = 0;
    bool has_loop = false;
    for (uint32_t i = 0; i < loops->graph.order_count; i++) {
        IrBlockId id = loops->graph.order[i];
        if (is_in_copy(loops, id)) {
            const IrBlock *block = &function->blocks[id];
            instructions += block->instruction_count;
            has_loop |= ir_terminator(block)->op == IR_LOOP;
        }
    }
    if (!has_loop || instructions > INSTRUCTIONS_MAX) {
        return false;
    }
    for (IrValue value = 0; value < function->value_count; value++) {
        loops->class_of[value] = value;
    }
    for (uint32_t i = 0; i < loops->graph.order_count; i++) {
        IrBlockId id = loops->graph.order[i];
        if (is_in_copy(loops, id)) {
            const IrBlock *block = &function->blocks[id];
            for (uint32_t k = 0; k < block->instruction_count; k++) {
                look_at(loops, &block->instructions[k]);
            }
            look_at_edges(loops, ir_terminator(block));
        }
    }
    return make_wishes(loops);
}

/* ---- copying
 * -------------------------------------------------------------------------------------- */

static IrValue copied(const Loops *loops, IrValue value)
{
    return value < loops->old_values && loops->copy_of_value[value] != 0
               ? loops->copy_of_value[value]
               : value;
}

static IrValue *copied_all(const Loops *loops, const IrValue *values, uint32_t count)
{
    IrValue *copies = ARENA_NEW_ARRAY(loops->function->arena, IrValue, count);
    for (uint32_t i = 0; i < count; i++) {
        copies[i] = copied(loops, values[i]);
    }
    return copies;
}

static IrTarget copied_target(const Loops *loops, const IrTarget *target)
{
    IrBlockId copy = loops->copy_of_block[target->block];
    return (IrTarget){
        .block = copy == IR_NO_BLOCK ? target->block : copy,
        .arguments = copied_all(loops, target->arguments, target->count),
        .count = target->count,
    };
}

static void make_blocks(Loops *loops)
{
    IrFunction *function = loops->function;
    uint32_t count = function->block_count;
    loops->copy_of_block = ARENA_NEW_ARRAY(&loops->arena, IrBlockId, count);
    for (IrBlockId id = 0; id < count; id++) {
        loops->copy_of_block[id] = IR_NO_BLOCK;
        if (id == 0 || !is_in_copy(loops, id)) {
            continue;
        }
        IrBlockId copy = ir_new_block(function, function->blocks[id].frame);
        loops->copy_of_block[id] = copy;
        function->blocks[copy].cold = function->blocks[id].cold;
        function->blocks[copy].label = function->blocks[id].label;
        for (uint32_t i = 0; i < function->blocks[id].parameter_count; i++) {
            IrValue old = function->blocks[id].parameters[i];
            IrValue parameter = ir_add_parameter(function, copy, function->values[old].type);
            function->values[parameter].fact = function->values[old].fact;
            loops->copy_of_value[old] = parameter;
        }
    }
}

/* The head of the copy: doubles for parameters that are meant to be floats. */
static void make_special(Loops *loops)
{
    IrFunction *function = loops->function;
    uint32_t count = function->blocks[0].parameter_count;
    loops->special = ir_new_block(function, IR_NO_FRAME);
    for (uint32_t i = 0; i < count; i++) {
        IrValue old = function->blocks[0].parameters[i];
        bool is_float = loops->wishes[i] == WISH_FLOAT;
        IrValue parameter = ir_add_parameter(function, loops->special, is_float ? IR_F64 : IR_TERM);
        loops->copy_of_value[old] = parameter;
        if (loops->wishes[i] == WISH_SMALL) {
            function->values[parameter].fact = fact_of_types(FACT_SMALL);
        }
    }
    for (uint32_t i = 0; i < count; i++) {
        if (loops->wishes[i] == WISH_FLOAT) {
            IrValue old = function->blocks[0].parameters[i];
            IrValue number = loops->copy_of_value[old];
            IrValue term = ir_append(function, loops->special, IR_FLOAT_TERM, 1, &number)->result;
            function->values[term].fact = fact_of_types(FACT_FLOAT);
            loops->copy_of_value[old] = term;
        }
    }
}

static void branch(Loops *loops, IrBlockId from, IrValue condition, IrTarget yes, IrTarget no)
{
    IrInstruction *instruction = ir_append(loops->function, from, IR_BRANCH, 1, &condition);
    IrTarget *targets = ir_add_targets(loops->function, instruction, 2);
    targets[0] = yes;
    targets[1] = no;
}

static void jump(Loops *loops, IrBlockId from, IrOp op, IrTarget target)
{
    IrInstruction *instruction = ir_append(loops->function, from, op, 0, NULL);
    *ir_add_targets(loops->function, instruction, 1) = target;
}

/* From the end of a block to `special` if the arguments are what it is meant for, else to where
 * `otherwise` says. Returns the block that jumps. */
static IrBlockId test_arguments(Loops *loops, IrBlockId at, const IrValue *arguments,
                                const IrTarget *otherwise)
{
    IrFunction *function = loops->function;
    const uint32_t count = function->blocks[0].parameter_count;
    for (uint32_t i = 0; i < count; i++) {
        IrValue same = loops->copy_of_value[function->blocks[0].parameters[i]];
        if (loops->wishes[i] == WISH_NOTHING || arguments[i] == same) {
            continue;
        }
        IrOp test = loops->wishes[i] == WISH_FLOAT ? IR_IS_FLOAT : IR_IS_SMALL;
        IrBlockId next = ir_new_block(function, IR_NO_FRAME);
        IrValue condition = ir_append(function, at, test, 1, &arguments[i])->result;
        branch(loops, at, condition, (IrTarget){.block = next}, *otherwise);
        at = next;
    }
    return at;
}

static void enter_special(Loops *loops, IrBlockId at, const IrValue *arguments)
{
    IrFunction *function = loops->function;
    const uint32_t count = function->blocks[0].parameter_count;
    IrTarget target = {.block = loops->special, .count = count};
    target.arguments = ARENA_NEW_ARRAY(function->arena, IrValue, count);
    for (uint32_t i = 0; i < count; i++) {
        target.arguments[i] = arguments[i];
        if (loops->wishes[i] == WISH_FLOAT) {
            target.arguments[i] = ir_append(function, at, IR_UNBOX_FLOAT, 1, &arguments[i])->result;
        }
    }
    jump(loops, at, IR_JUMP, target);
}

/* A loop of the copy: it stays there if it can, and goes to the entry when it is out of
 * reductions. */
static void copy_loop(Loops *loops, IrBlockId at, const IrInstruction *old)
{
    IrFunction *function = loops->function;
    IrTarget again = copied_target(loops, &old->targets[0]);
    again.block = 0;
    IrBlockId out = ir_new_block(function, IR_NO_FRAME);
    jump(loops, out, IR_LOOP, again);
    function->blocks[out].cold = true;
    IrTarget leave = {.block = out};
    at = test_arguments(loops, at, again.arguments, &leave);
    IrBlockId stay = ir_new_block(function, IR_NO_FRAME);
    IrValue left = ir_append(function, at, IR_TAKE_REDUCTION, 0, NULL)->result;
    branch(loops, at, left, (IrTarget){.block = stay}, leave);
    enter_special(loops, stay, again.arguments);
}

static void copy_instruction(Loops *loops, IrBlockId to, IrInstruction old)
{
    IrFunction *function = loops->function;
    if (old.op == IR_LOOP) {
        copy_loop(loops, to, &old);
        return;
    }
    IrValue *arguments = copied_all(loops, old.arguments, old.argument_count);
    IrInstruction *copy = ir_append(function, to, old.op, old.argument_count, arguments);
    copy->imm = old.imm;
    copy->location = old.location;
    IrValue result = copy->result;
    if (old.target_count != 0) {
        IrTarget *targets = ir_add_targets(function, copy, old.target_count);
        for (uint32_t t = 0; t < old.target_count; t++) {
            targets[t] = copied_target(loops, &old.targets[t]);
        }
    }
    uint32_t results = old.result == 0                        ? 0
                       : ir_op_info[old.op].result == IR_MANY ? old.argument_count
                                                              : 1;
    for (uint32_t i = 0; i < results; i++) {
        loops->copy_of_value[old.result + i] = result + i;
        function->values[result + i].fact = function->values[old.result + i].fact;
    }
}

/* In reverse postorder, so that definitions are copied before what they dominate. */
static void copy_code(Loops *loops)
{
    IrFunction *function = loops->function;
    for (uint32_t i = 0; i < loops->graph.order_count; i++) {
        IrBlockId id = loops->graph.order[i];
        if (!is_in_copy(loops, id)) {
            continue;
        }
        IrBlockId to = id == 0 ? loops->special : loops->copy_of_block[id];
        uint32_t count = function->blocks[id].instruction_count;
        for (uint32_t k = 0; k < count; k++) {
            copy_instruction(loops, to, function->blocks[id].instructions[k]);
        }
    }
}

/* The entry's code moves to a block of its own; in its place come the tests. */
static void make_entry(Loops *loops)
{
    IrFunction *function = loops->function;
    IrBlockId general = ir_new_block(function, IR_NO_FRAME);
    IrBlock *entry = &function->blocks[0];
    function->blocks[general].instructions = entry->instructions;
    function->blocks[general].instruction_count = entry->instruction_count;
    function->blocks[general].instruction_capacity = entry->instruction_capacity;
    function->blocks[general].cold = entry->cold;
    entry->instructions = NULL;
    entry->instruction_count = entry->instruction_capacity = 0;
    const IrValue *parameters = entry->parameters;
    IrTarget otherwise = {.block = general};
    enter_special(loops, test_arguments(loops, 0, parameters, &otherwise), parameters);
}

void pass_loops(IrFunction *function)
{
    Loops loops = {.function = function, .old_values = function->value_count};
    if (function->blocks[0].parameter_count == 0) {
        return;
    }
    arena_init(&loops.arena);
    graph_build(&loops.graph, &loops.arena, function);
    graph_dominators(&loops.graph, &loops.arena, function);
    loops.class_of = ARENA_NEW_ARRAY(&loops.arena, uint32_t, function->value_count);
    loops.evidence = ARENA_NEW_ARRAY(&loops.arena, uint8_t, function->value_count);
    if (is_worthwhile(&loops)) {
        loops.copy_of_value = ARENA_NEW_ARRAY(&loops.arena, IrValue, function->value_count);
        make_blocks(&loops);
        make_special(&loops);
        copy_code(&loops);
        make_entry(&loops);
        ir_number_values(function);
    }
    arena_free(&loops.arena);
}
