/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Words: small integers that are tagged only to be untagged again are left as machine words.
 *
 *   untag_small of a term that was tagged from i (also through gc and refine) is i
 *   parameters of blocks that are always small integers and untagged somewhere become words; where
 *   the term is needed it is tagged, which costs next to nothing
 *
 * Only blocks inside a fragment (with an immediate dominator) get words: the parameters of others
 * may have to go through the collector.
 */
#include "frontend/ir/facts.h"
#include "frontend/ir/graph.h"
#include "frontend/ir/passes.h"
#include "frontend/ir/rewrite.h"

typedef struct Words {
    IrFunction *function;
    Arena arena;
    IrGraph graph;
    Rewrite rewrite;
    IrValue *source;       /* by value: the word that it was tagged from, or 0 */
    bool *is_untagged;     /* by value: a small parameter that is untagged somewhere */
    IrValue *parameter_of; /* by value: the parameter that it is, by another name; 0: none */
} Words;

/* ---- parameters
 * ---------------------------------------------------------------------------------- */

static bool can_be_word(const Words *words, IrBlockId id, IrValue parameter)
{
    const IrValueInfo *info = &words->function->values[parameter];
    return words->function->blocks[id].root == IR_NOT_ROOT &&
           words->graph.dominator[id] != IR_NO_BLOCK && info->type == IR_TERM &&
           info->fact.types == FACT_SMALL;
}

static void look_at(Words *words, const IrInstruction *instruction)
{
    if (instruction->op == IR_REFINE) {
        words->parameter_of[instruction->result] = words->parameter_of[instruction->arguments[0]];
    } else if (instruction->op == IR_UNTAG_SMALL) {
        words->is_untagged[words->parameter_of[instruction->arguments[0]]] = true;
    }
}

static void find_parameters(Words *words)
{
    const IrFunction *function = words->function;
    for (uint32_t i = 0; i < words->graph.order_count; i++) {
        IrBlockId id = words->graph.order[i];
        const IrBlock *block = &function->blocks[id];
        for (uint32_t p = 0; p < block->parameter_count; p++) {
            if (can_be_word(words, id, block->parameters[p])) {
                words->parameter_of[block->parameters[p]] = block->parameters[p];
            }
        }
        for (uint32_t k = 0; k < block->instruction_count; k++) {
            look_at(words, &block->instructions[k]);
        }
    }
    words->is_untagged[0] = false;
}

/* The word of a value at the end of a block: its terminator is out of the way. */
static IrValue word_at_end(Words *words, IrBlockId id, IrValue value)
{
    IrFunction *function = words->function;
    const IrInstruction *definition = ir_definition(function, value);
    if (definition != NULL && definition->op == IR_CONST) {
        int64_t small = definition->imm.constant.small;
        IrInstruction *constant = ir_append(function, id, IR_CONST_I64, 0, NULL);
        constant->imm.i64 = small;
        return constant->result;
    }
    return ir_append(function, id, IR_UNTAG_SMALL, 1, &value)->result;
}

static void pass_words_on(Words *words, IrBlockId from, uint32_t index, IrBlockId to)
{
    IrFunction *function = words->function;
    IrBlock *block = &function->blocks[from];
    IrInstruction last = block->instructions[block->instruction_count - 1];
    block->instruction_count--;
    for (uint32_t t = 0; t < last.target_count; t++) {
        if (last.targets[t].block == to) {
            last.targets[t].arguments[index] =
                word_at_end(words, from, last.targets[t].arguments[index]);
        }
    }
    rewrite_append_old(function, from, &last);
}

static void make_word(Words *words, IrBlockId id, uint32_t index)
{
    IrFunction *function = words->function;
    IrValue old = function->blocks[id].parameters[index];
    IrFact fact = function->values[old].fact;
    IrBlockId before = IR_NO_BLOCK;
    for (uint32_t e = words->graph.first_edge[id]; e < words->graph.first_edge[id + 1]; e++) {
        IrBlockId from = words->graph.edges[e].from;
        if (from != before) { /* edges from one block stand together */
            pass_words_on(words, from, index, id);
        }
        before = from;
    }
    IrValue word = ir_new_value(function, IR_I64);
    function->blocks[id].parameters[index] = word;
    OldInstructions instructions = rewrite_empty_block(function, id);
    IrValue term = ir_append(function, id, IR_TAG_SMALL, 1, &word)->result;
    function->values[term].fact = fact;
    for (uint32_t i = 0; i < instructions.count; i++) {
        rewrite_append_old(function, id, &instructions.instructions[i]);
    }
    rewrite_replace(&words->rewrite, old, term);
}

static void make_words(Words *words)
{
    const IrFunction *function = words->function;
    bool changed = false;
    for (uint32_t i = 0; i < words->graph.order_count; i++) {
        IrBlockId id = words->graph.order[i];
        for (uint32_t p = 0; p < function->blocks[id].parameter_count; p++) {
            IrValue parameter = function->blocks[id].parameters[p];
            if (parameter < words->rewrite.count && words->is_untagged[parameter]) {
                make_word(words, id, p);
                changed = true;
            }
        }
    }
    if (changed) {
        rewrite_apply(&words->rewrite, words->function);
        ir_number_values(words->function);
    }
}

/* ---- tags that are taken off again
 * ------------------------------------------------------------------ */

static void forward(Words *words, const IrInstruction *instruction)
{
    switch (instruction->op) {
    case IR_TAG_SMALL:
        words->source[instruction->result] = instruction->arguments[0];
        break;
    case IR_REFINE:
    case IR_GC:
        for (uint32_t i = 0; i < instruction->argument_count; i++) {
            words->source[instruction->result + i] = words->source[instruction->arguments[i]];
        }
        break;
    case IR_UNTAG_SMALL:
        if (words->source[instruction->arguments[0]] != 0) {
            rewrite_replace(&words->rewrite, instruction->result,
                            words->source[instruction->arguments[0]]);
        }
        break;
    default:
        break;
    }
}

static void forward_words(Words *words)
{
    IrFunction *function = words->function;
    rewrite_start(&words->rewrite, &words->arena, function);
    words->source = ARENA_NEW_ARRAY(&words->arena, IrValue, function->value_count);
    for (uint32_t i = 0; i < words->graph.order_count; i++) {
        const IrBlock *block = &function->blocks[words->graph.order[i]];
        for (uint32_t k = 0; k < block->instruction_count; k++) {
            forward(words, &block->instructions[k]);
        }
    }
    rewrite_apply(&words->rewrite, function);
}

void pass_words(IrFunction *function)
{
    Words words = {.function = function};
    arena_init(&words.arena);
    graph_build(&words.graph, &words.arena, function);
    graph_dominators(&words.graph, &words.arena, function);
    rewrite_start(&words.rewrite, &words.arena, function);
    words.is_untagged = ARENA_NEW_ARRAY(&words.arena, bool, function->value_count);
    words.parameter_of = ARENA_NEW_ARRAY(&words.arena, IrValue, function->value_count);
    find_parameters(&words);
    make_words(&words);
    forward_words(&words);
    arena_free(&words.arena);
}
