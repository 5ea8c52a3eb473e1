/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Functions that loop: strongly connected components of the calls inside a module (Tarjan), without
 * recursion of our own. See recursion.h.
 */
#include "codegen/recursion.h"

typedef struct Visit {
    uint32_t number; /* order of discovery from 1 on; 0: not seen yet */
    uint32_t low;    /* the least number that it reaches and that is still in doubt */
    uint32_t next;   /* block to go on with */
    bool in_doubt;
} Visit;

typedef struct Search {
    Gen *gen;
    Visit *visits;          /* by function */
    uint32_t *path, depth;  /* functions being visited */
    uint32_t *doubt, count; /* functions whose component is not known yet */
    uint32_t numbers;
} Search;

static void enter(Search *search, uint32_t function)
{
    Visit *visit = &search->visits[function];
    visit->number = visit->low = ++search->numbers;
    visit->in_doubt = true;
    search->path[search->depth++] = function;
    search->doubt[search->count++] = function;
}

static void reach(Search *search, uint32_t from, uint32_t number)
{
    if (number < search->visits[from].low)
        search->visits[from].low = number;
}

/* All calls have been followed: the functions in doubt from here on are a component, unless one of
 * them calls something further up. */
static void leave(Search *search, uint32_t function)
{
    Visit *visit = &search->visits[function];
    search->depth--;
    if (search->depth)
        reach(search, search->path[search->depth - 1], visit->low);
    if (visit->low != visit->number)
        return;
    bool alone = search->doubt[search->count - 1] == function;
    uint32_t member;
    do {
        member = search->doubt[--search->count];
        search->visits[member].in_doubt = false;
        if (!alone)
            search->gen->functions[member].recursive = true;
    } while (member != function);
}

static void follow(Search *search, uint32_t caller, uint32_t callee)
{
    const Visit *visit = &search->visits[callee];
    if (callee == caller)
        search->gen->functions[caller].recursive = true;
    else if (!visit->number && search->gen->functions[callee].ir)
        enter(search, callee);
    else if (visit->in_doubt)
        reach(search, caller, visit->number);
}

/* One block of the function that is visited last. */
static void step(Search *search)
{
    uint32_t function = search->path[search->depth - 1];
    GenFunction *visited = &search->gen->functions[function];
    uint32_t block = search->visits[function].next++;
    if (block == visited->ir->block_count) {
        leave(search, function);
        return;
    }
    if (visited->ir->blocks[block].instruction_count == 0)
        return;
    const IrInstruction *last = ir_terminator(&visited->ir->blocks[block]);
    if (last->op == IR_LOOP)
        visited->recursive = true;
    else if (last->op == IR_CALL)
        follow(search, function, (uint32_t)last->imm.i64);
}

void recursion_find(Gen *gen)
{
    uint32_t count = gen->function_count;
    Search search = {
        .gen = gen,
        .visits = ARENA_NEW_ARRAY(gen->arena, Visit, count),
        .path = ARENA_NEW_ARRAY(gen->arena, uint32_t, count),
        .doubt = ARENA_NEW_ARRAY(gen->arena, uint32_t, count),
    };
    for (uint32_t i = 0; i < count; i++) {
        if (search.visits[i].number || !gen->functions[i].ir)
            continue;
        enter(&search, i);
        while (search.depth)
            step(&search);
    }
    for (uint32_t i = 0; i < gen->module->lambda_count; i++)
        gen->functions[gen->module->label_function[gen->module->lambdas[i].label]].recursive = true;
}
