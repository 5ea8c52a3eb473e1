/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The propagation. See infer.h.
 */
#include "frontend/ir/infer.h"

#include <string.h>

typedef struct Use {
    IrBlockId block;
    uint32_t instruction;
} Use;

typedef struct Inference {
    IrFunction *function;
    Arena *arena;
    const IrGraph *graph;
    const Refinements *refinements;
    Inferred *result;
    Use *uses; /* by value: uses[first_use[value] …] */
    uint32_t *first_use;
    uint8_t *growth; /* by value: how often a parameter has grown */
    IrValue *value_queue;
    bool *value_queued;
    uint32_t value_head, value_count;
    IrBlockId *block_stack; /* blocks reached for the first time */
    uint32_t block_count;
    Known *arguments; /* room for those of one instruction */
    bool narrowing;
} Inference;

static Known known_of(const Inference *inference, IrValue value)
{
    return inference->result->known[value];
}

/* ---- uses ---------------------------------------------------------------------------------------
 */

typedef void UseVisitor(Inference *inference, IrValue value, Use use);

static void visit_uses(Inference *inference, UseVisitor *visitor)
{
    const IrFunction *function = inference->function;
    for (uint32_t b = 0; b < inference->graph->order_count; b++) {
        IrBlockId id = inference->graph->order[b];
        const IrBlock *block = &function->blocks[id];
        for (uint32_t i = 0; i < block->instruction_count; i++) {
            const IrInstruction *instruction = &block->instructions[i];
            Use use = {id, i};
            for (uint32_t k = 0; k < instruction->argument_count; k++) {
                visitor(inference, instruction->arguments[k], use);
            }
            for (uint32_t t = 0; t < instruction->target_count; t++) {
                for (uint32_t k = 0; k < instruction->targets[t].count; k++) {
                    visitor(inference, instruction->targets[t].arguments[k], use);
                }
            }
            /* A refinement depends on the arguments of the test as well. */
            if (instruction->op == IR_REFINE &&
                inference->refinements->from[instruction->result].test != 0) {
                const IrInstruction *test =
                    ir_definition(function, inference->refinements->from[instruction->result].test);
                for (uint32_t k = 0; k < test->argument_count && k < 2; k++) {
                    visitor(inference, test->arguments[k], use);
                }
            }
        }
    }
}

static void count_use(Inference *inference, IrValue value, Use use)
{
    (void)use;
    inference->first_use[value + 2]++;
}

static void note_use(Inference *inference, IrValue value, Use use)
{
    inference->uses[inference->first_use[value + 1]++] = use;
}

static void find_uses(Inference *inference)
{
    uint32_t count = inference->function->value_count;
    inference->first_use = ARENA_NEW_ARRAY(inference->arena, uint32_t, count + 2);
    visit_uses(inference, count_use);
    /* Starts stand one place late until note_use has moved each to the end of its uses. */
    for (uint32_t v = 0; v <= count; v++) {
        inference->first_use[v + 1] += inference->first_use[v];
    }
    inference->uses = ARENA_NEW_ARRAY(inference->arena, Use, inference->first_use[count + 1]);
    visit_uses(inference, note_use);
}

/* ---- values
 * -------------------------------------------------------------------------------------- */

/* The next limit outwards, so that a growing range is soon done. */
static void widen_range(IrFact before, int64_t *min, int64_t *max)
{
    static const int64_t lower[] = {0, -1, INT32_MIN, IR_SMALL_MIN, INT64_MIN};
    static const int64_t upper[] = {255,        UINT16_MAX,   INT32_MAX,
                                    UINT32_MAX, IR_SMALL_MAX, INT64_MAX};
    if (*min < before.min) {
        size_t i = 0;
        while (lower[i] > *min) {
            i++;
        }
        *min = lower[i];
    }
    if (*max > before.max) {
        size_t i = 0;
        while (upper[i] < *max) {
            i++;
        }
        *max = upper[i];
    }
}

static IrFact widen(IrType type, IrFact before, IrFact now)
{
    if (type == IR_I64) {
        widen_range(before, &now.min, &now.max);
        return now;
    }
    if (type != IR_TERM || !fact_may_be(before, FACT_INTEGER) || !fact_may_be(now, FACT_INTEGER)) {
        return now;
    }
    int64_t min = now.min, max = now.max;
    widen_range(before, &min, &max);
    IrFact rest = fact_meet(now, fact_of_types(FACT_ANY & ~(uint32_t)FACT_INTEGER));
    return fact_join(rest, fact_of_range(min, max));
}

static void queue_value(Inference *inference, IrValue value)
{
    if (!inference->narrowing && !inference->value_queued[value]) {
        uint32_t capacity = inference->function->value_count;
        inference->value_queued[value] = true;
        inference->value_queue[(inference->value_head + inference->value_count++) % capacity] =
            value;
    }
}

/* Set what is known of a value: while growing, never less than before. */
static void set_known(Inference *inference, IrValue value, Known known)
{
    enum { GROWTH_BEFORE_WIDENING = 3 };
    Known *old = &inference->result->known[value];
    const IrValueInfo *info = &inference->function->values[value];
    if (info->type == IR_TERM) {
        known = known_meet(inference->result->atoms, known, known_of_fact(info->fact));
    }
    if (!inference->narrowing) {
        known = info->type == IR_TERM ? known_join(inference->result->atoms, *old, known)
                                      : (Known){.fact = fact_join(old->fact, known.fact)};
    }
    if (known_equal(*old, known)) {
        return;
    }
    if (!inference->narrowing && info->instruction == IR_PARAMETER &&
        ++inference->growth[value] > GROWTH_BEFORE_WIDENING) {
        inference->growth[value]--;
        known.fact = widen(info->type, old->fact, known.fact);
    }
    *old = known;
    queue_value(inference, value);
}

/* ---- instructions
 * ----------------------------------------------------------------------------------- */

Known infer_after_case(const Inferred *inferred, const IrFunction *function, Known known,
                       const IrCase *item)
{
    Known wanted;
    switch (item->kind) {
    case IR_CASE_ATOM:
        wanted = known_of_fact(fact_of_types(FACT_ATOM));
        wanted.atom = item->atom;
        break;
    case IR_CASE_SMALL:
        wanted = known_of_fact(fact_of_range(item->value, item->value));
        break;
    case IR_CASE_ARITY:
        wanted = known_of_fact(fact_of_tuple((uint32_t)item->value));
        break;
    case IR_CASE_NIL:
        wanted = known_of_fact(fact_of_types(FACT_NIL));
        break;
    default:
        wanted =
            known_of_fact(fact_of_literal(function->module->literal_pool.nodes[item->literal]));
        break;
    }
    return known_meet(inferred->atoms, known, wanted);
}

static Known after_case(const Inference *inference, Known known, const IrCase *item)
{
    return infer_after_case(inference->result, inference->function, known, item);
}

static Known refined(const Inference *inference, const Refinement *from, Known known)
{
    const IrFunction *function = inference->function;
    if (from->kind == REFINED_ALREADY || fact_is_none(known.fact)) {
        return known;
    }
    if (from->kind == REFINED_BY_CASE) {
        return after_case(inference, known, &from->select->cases[from->index]);
    }
    const IrInstruction *test = ir_definition(function, from->test);
    if (from->kind == REFINED_BY_SUCCESS) {
        return known_after_success(test, from->index, known);
    }
    Known arguments[2];
    for (uint32_t i = 0; i < test->argument_count && i < 2; i++) {
        arguments[i] = known_of(inference, test->arguments[i]);
    }
    arguments[from->index] = known;
    return known_after_test(inference->result->atoms, test, from->index, from->holds, arguments);
}

static void visit_plain(Inference *inference, const IrInstruction *instruction)
{
    if (instruction->result == 0) {
        return;
    }
    for (uint32_t i = 0; i < instruction->argument_count; i++) {
        inference->arguments[i] = known_of(inference, instruction->arguments[i]);
    }
    if (instruction->op == IR_REFINE) {
        set_known(inference, instruction->result,
                  refined(inference, &inference->refinements->from[instruction->result],
                          inference->arguments[0]));
        return;
    }
    bool many = ir_op_info[instruction->op].result == IR_MANY;
    for (uint32_t i = 0; i < (many ? instruction->argument_count : 1); i++) {
        set_known(inference, instruction->result + i,
                  known_result(inference->function, inference->result->atoms, instruction, i,
                               inference->arguments));
    }
}

/* What parameters of a root are when it is entered from outside. */
static Known known_at_root(const Inference *inference, const IrBlock *root, uint32_t index)
{
    if (root->root == IR_ENTRY && inference->function->entry_facts != NULL) {
        return known_of_fact(inference->function->entry_facts[index]);
    }
    return root->root == IR_HANDLER && index == 0 ? known_of_fact(fact_of_types(FACT_ATOM))
                                                  : known_any(IR_TERM);
}

static void reach(Inference *inference, IrBlockId block)
{
    const IrFunction *function = inference->function;
    if (inference->result->reached[block]) {
        return;
    }
    inference->result->reached[block] = true;
    inference->block_stack[inference->block_count++] = block;
    const IrBlock *to = &function->blocks[block];
    for (uint32_t i = 0; i < to->parameter_count && to->root != IR_NOT_ROOT; i++) {
        set_known(inference, to->parameters[i], known_at_root(inference, to, i));
    }
}

/* What is passed on an edge may be known better than the value is: the branch tells of it too. */
static Known known_on_edge(const Inference *inference, const IrInstruction *last, uint32_t target,
                           IrValue value)
{
    const IrFunction *function = inference->function;
    Known known = known_of(inference, value);
    if (last->op != IR_BRANCH || function->values[value].type != IR_TERM) {
        return known;
    }
    const IrInstruction *test = ir_definition(function, last->arguments[0]);
    bool holds = target == 0;
    while (test != NULL && test->op == IR_NOT) {
        holds = !holds;
        test = ir_definition(function, test->arguments[0]);
    }
    for (uint32_t i = 0; test != NULL && i < test->argument_count && test->argument_count <= 2;
         i++) {
        if (inference->refinements->base[test->arguments[i]] ==
            inference->refinements->base[value]) {
            Refinement from = {
                .kind = REFINED_BY_TEST, .test = test->result, .index = i, .holds = holds};
            return refined(inference, &from, known);
        }
    }
    return known;
}

static void pass_arguments(Inference *inference, const IrInstruction *last, uint32_t target)
{
    const IrTarget *to = &last->targets[target];
    const IrBlock *block = &inference->function->blocks[to->block];
    reach(inference, to->block);
    if (!inference->narrowing) {
        for (uint32_t i = 0; i < to->count; i++) {
            set_known(inference, block->parameters[i],
                      known_on_edge(inference, last, target, to->arguments[i]));
        }
    }
}

static bool case_is_possible(const Inference *inference, const IrInstruction *last, uint32_t target)
{
    Known known = known_of(inference, last->arguments[0]);
    return target == last->imm.select->count ||
           !fact_is_none(after_case(inference, known, &last->imm.select->cases[target]).fact);
}

static bool edge_is_possible(const Inference *inference, const IrInstruction *last, uint32_t target)
{
    uint32_t bits;
    switch (last->op) {
    case IR_BRANCH:
        bits = known_of(inference, last->arguments[0]).fact.types;
        return (bits & (target == 0 ? KNOWN_TRUE : KNOWN_FALSE)) != 0;
    case IR_SWITCH:
        return !fact_is_none(known_of(inference, last->arguments[0]).fact) &&
               case_is_possible(inference, last, target);
    default:
        return true;
    }
}

static void visit_targets(Inference *inference, const IrInstruction *instruction)
{
    for (uint32_t t = 0; t < instruction->target_count; t++) {
        if (!ir_is_jump(instruction->op)) {
            reach(inference, instruction->targets[t].block);
        } else if (edge_is_possible(inference, instruction, t)) {
            pass_arguments(inference, instruction, t);
        }
    }
}

static void visit_instruction(Inference *inference, const IrInstruction *instruction)
{
    visit_plain(inference, instruction);
    visit_targets(inference, instruction);
}

static void visit_block(Inference *inference, IrBlockId id)
{
    const IrBlock *block = &inference->function->blocks[id];
    for (uint32_t i = 0; i < block->instruction_count; i++) {
        visit_instruction(inference, &block->instructions[i]);
    }
}

/* ---- fixpoint
 * ------------------------------------------------------------------------------------------ */

static void grow(Inference *inference)
{
    reach(inference, 0);
    while (inference->block_count != 0 || inference->value_count != 0) {
        while (inference->block_count != 0) {
            visit_block(inference, inference->block_stack[--inference->block_count]);
        }
        if (inference->value_count == 0) {
            continue;
        }
        IrValue value = inference->value_queue[inference->value_head];
        inference->value_head = (inference->value_head + 1) % inference->function->value_count;
        inference->value_count--;
        inference->value_queued[value] = false;
        for (uint32_t u = inference->first_use[value]; u < inference->first_use[value + 1]; u++) {
            Use use = inference->uses[u];
            if (inference->result->reached[use.block]) {
                visit_instruction(
                    inference,
                    &inference->function->blocks[use.block].instructions[use.instruction]);
            }
        }
    }
}

static void narrow_parameters(Inference *inference, IrBlockId id)
{
    const IrFunction *function = inference->function;
    const IrBlock *block = &function->blocks[id];
    for (uint32_t p = 0; p < block->parameter_count; p++) {
        bool is_term = function->values[block->parameters[p]].type == IR_TERM;
        Known known =
            block->root == IR_NOT_ROOT ? known_none() : known_at_root(inference, block, p);
        for (uint32_t e = inference->graph->first_edge[id];
             e < inference->graph->first_edge[id + 1]; e++) {
            IrEdge edge = inference->graph->edges[e];
            const IrInstruction *last = ir_terminator(&function->blocks[edge.from]);
            if (!inference->result->reached[edge.from] ||
                !edge_is_possible(inference, last, edge.target)) {
                continue;
            }
            Known given = known_on_edge(inference, last, edge.target,
                                        last->targets[edge.target].arguments[p]);
            known = is_term ? known_join(inference->result->atoms, known, given)
                            : (Known){.fact = fact_join(known.fact, given.fact)};
        }
        set_known(inference, block->parameters[p], known);
    }
}

/* From a fixpoint each round gives a smaller one: all of them are true. */
static void narrow(Inference *inference)
{
    enum { ROUNDS = 2 };
    inference->narrowing = true;
    for (int round = 0; round < ROUNDS; round++) {
        for (uint32_t i = 0; i < inference->graph->order_count; i++) {
            IrBlockId id = inference->graph->order[i];
            if (inference->result->reached[id]) {
                narrow_parameters(inference, id);
                const IrBlock *block = &inference->function->blocks[id];
                for (uint32_t k = 0; k < block->instruction_count; k++) {
                    visit_plain(inference, &block->instructions[k]);
                }
            }
        }
    }
}

static uint32_t most_arguments(const IrFunction *function)
{
    uint32_t most = 1;
    for (IrBlockId id = 0; id < function->block_count; id++) {
        for (uint32_t i = 0; i < function->blocks[id].instruction_count; i++) {
            uint32_t count = function->blocks[id].instructions[i].argument_count;
            most = count > most ? count : most;
        }
    }
    return most;
}

void infer_function(Inferred *inferred, IrFunction *function, Arena *arena, const IrGraph *graph,
                    const Refinements *refinements)
{
    Inference inference = {.function = function,
                           .arena = arena,
                           .graph = graph,
                           .refinements = refinements,
                           .result = inferred};
    uint32_t values = function->value_count;
    inferred->atoms = known_atoms(function->module);
    inferred->known = ARENA_NEW_ARRAY(arena, Known, values);
    inferred->reached = ARENA_NEW_ARRAY(arena, bool, function->block_count);
    inference.growth = ARENA_NEW_ARRAY(arena, uint8_t, values);
    inference.value_queue = ARENA_NEW_ARRAY(arena, IrValue, values);
    inference.value_queued = ARENA_NEW_ARRAY(arena, bool, values);
    inference.block_stack = ARENA_NEW_ARRAY(arena, IrBlockId, function->block_count);
    inference.arguments = ARENA_NEW_ARRAY(arena, Known, most_arguments(function));
    find_uses(&inference);
    grow(&inference);
    narrow(&inference);
}

const Known *infer_arguments(const Inferred *inferred, const IrInstruction *instruction,
                             Arena *arena)
{
    Known *arguments = ARENA_NEW_ARRAY(arena, Known, instruction->argument_count);
    for (uint32_t i = 0; i < instruction->argument_count; i++) {
        arguments[i] = inferred->known[instruction->arguments[i]];
    }
    return arguments;
}
