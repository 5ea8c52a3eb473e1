/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Facts across calls: the parameters of a function that only its module calls are what the calls
 * pass. See passes.h.
 *
 * Loops of a function to itself are left out: the types pass follows them inside the function, from
 * the facts found here.
 */
#include "frontend/ir/facts.h"
#include "frontend/ir/graph.h"
#include "frontend/ir/passes.h"

#include <string.h>

typedef struct ModuleFacts {
    IrFunction *const *functions;
    uint32_t count;
    Arena arena;
    bool *is_open;  /* by function: may be called from anywhere */
    IrFact **facts; /* by function: of each parameter */
} ModuleFacts;

static void open_label(ModuleFacts *facts, const BeamModule *module, uint32_t label)
{
    uint32_t function = module->label_function[label];
    if (function < facts->count) {
        facts->is_open[function] = true;
    }
}

static void find_open(ModuleFacts *facts, const BeamModule *module)
{
    for (uint32_t i = 0; i < module->export_count; i++) {
        open_label(facts, module, module->exports[i].label);
    }
    for (uint32_t i = 0; i < module->lambda_count; i++) {
        open_label(facts, module, module->lambdas[i].label);
    }
    if (module->on_load_function != BEAM_NONE) {
        facts->is_open[module->on_load_function] = true;
    }
}

static void add_call(ModuleFacts *facts, const IrFunction *caller, const IrInstruction *call)
{
    uint32_t callee = (uint32_t)call->imm.i64;
    if (facts->is_open[callee] || facts->functions[callee] == NULL) {
        return;
    }
    if (facts->facts[callee] == NULL) {
        facts->facts[callee] = ARENA_NEW_ARRAY(&facts->arena, IrFact, call->argument_count);
    }
    for (uint32_t i = 0; i < call->argument_count; i++) {
        IrFact fact = caller->values[call->arguments[i]].fact;
        facts->facts[callee][i] = fact_join(facts->facts[callee][i], fact);
    }
}

static void add_calls(ModuleFacts *facts, const IrFunction *function)
{
    IrGraph graph;
    graph_build(&graph, &facts->arena, function);
    for (uint32_t i = 0; i < graph.order_count; i++) {
        const IrInstruction *last = ir_terminator(&function->blocks[graph.order[i]]);
        if (last->op == IR_CALL) {
            add_call(facts, function, last);
        }
    }
}

void module_facts_share(IrFunction *const *functions, uint32_t count)
{
    ModuleFacts facts = {.functions = functions, .count = count};
    arena_init(&facts.arena);
    facts.is_open = ARENA_NEW_ARRAY(&facts.arena, bool, count + 1);
    facts.facts = ARENA_NEW_ARRAY(&facts.arena, IrFact *, count + 1);
    const BeamModule *module = NULL;
    for (uint32_t i = 0; i < count; i++) {
        if (functions[i] == NULL) { /* a caller that is not known */
            arena_free(&facts.arena);
            return;
        }
        module = functions[i]->module;
    }
    if (module != NULL) {
        find_open(&facts, module);
    }
    for (uint32_t i = 0; i < count; i++) {
        add_calls(&facts, functions[i]);
    }
    for (uint32_t i = 0; i < count; i++) {
        uint32_t parameters = functions[i]->blocks[0].parameter_count;
        if (facts.facts[i] != NULL) {
            IrFact *entry = ARENA_NEW_ARRAY(functions[i]->arena, IrFact, parameters);
            memcpy(entry, facts.facts[i], parameters * sizeof *entry);
            functions[i]->entry_facts = entry;
        }
    }
    arena_free(&facts.arena);
}
