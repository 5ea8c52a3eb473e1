/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Inlining of small local functions that do nothing but compute. See passes.h.
 *
 * Such a function has operations without effect, branches, returns, and raises. A call of it
 * becomes a copy of its code in which returns jump to where the call went on; that place is no root
 * any more. Where the copy would raise, the function is called after all, with the same arguments:
 * it raises again, now with the right stack trace.
 *
 *       call f, a, b -> k            v = add a, b
 *                                    check v -> k (v), out
 *                              out:  call f, a, b -> never
 */
#include "frontend/ir/bif_table.h"
#include "frontend/ir/graph.h"
#include "frontend/ir/passes.h"

#include <string.h>

enum {
    CALLEE_INSTRUCTIONS_MAX = 24, /* that do not raise */
    CALLEE_BLOCKS_MAX = 16,
    CALLER_GROWTH_MAX = 300, /* instructions added to one function */
};

typedef struct Inliner {
    IrFunction *const *functions;
    uint8_t *suitable; /* by function: 0 not looked at, 1 no, 2 yes */
} Inliner;

/* ---- which functions
 * ------------------------------------------------------------------------------ */

static bool has_no_effect(const IrInstruction *instruction)
{
    if (instruction->op == IR_BIF) {
        return instruction->imm.bif->kind == BIF_GUARD;
    }
    return (ir_op_info[instruction->op].flags & IR_PURE) != 0;
}

static bool is_plain_end(IrOp op)
{
    return op == IR_JUMP || op == IR_BRANCH || op == IR_CHECK || op == IR_SWITCH || op == IR_RETURN;
}

/* Every way through the function is short: jumps go to later blocks only. */
static bool has_no_loop(const IrFunction *function)
{
    Arena arena;
    IrGraph graph;
    bool good = true;
    arena_init(&arena);
    graph_build(&graph, &arena, function);
    for (uint32_t i = 0; i < graph.order_count; i++) {
        const IrInstruction *last = ir_terminator(&function->blocks[graph.order[i]]);
        for (uint32_t t = 0; t < last->target_count; t++) {
            good &= graph.number[last->targets[t].block] > i;
        }
    }
    arena_free(&arena);
    return good;
}

static bool is_suitable(const IrFunction *function)
{
    uint32_t instructions = 0;
    if (function->block_count > CALLEE_BLOCKS_MAX || function->beam->is_nif) {
        return false;
    }
    for (IrBlockId id = 0; id < function->block_count; id++) {
        const IrBlock *block = &function->blocks[id];
        if (id != 0 && block->cold && block->root == IR_NOT_ROOT) {
            continue; /* raises: not copied */
        }
        if ((id != 0 && block->root != IR_NOT_ROOT) || !is_plain_end(ir_terminator(block)->op)) {
            return false;
        }
        for (uint32_t i = 0; i + 1 < block->instruction_count; i++) {
            if (!has_no_effect(&block->instructions[i])) {
                return false;
            }
        }
        instructions += block->instruction_count;
    }
    return instructions <= CALLEE_INSTRUCTIONS_MAX && has_no_loop(function);
}

static bool can_inline(Inliner *inliner, const IrFunction *caller, const IrInstruction *call)
{
    uint32_t callee = (uint32_t)call->imm.i64;
    if (inliner->functions[callee] == caller) {
        return false;
    }
    if (inliner->suitable[callee] == 0) {
        inliner->suitable[callee] = is_suitable(inliner->functions[callee]) ? 2 : 1;
    }
    return inliner->suitable[callee] == 2;
}

/* ---- copying
 * ---------------------------------------------------------------------------------------- */

typedef struct Copy {
    IrFunction *to;
    const IrFunction *from;
    Arena arena;
    IrInstruction call;
    int frame;         /* at the call */
    IrValue *values;   /* by value of the callee */
    IrBlockId *blocks; /* by block of the callee; IR_NO_BLOCK: one that raises */
    IrBlockId out;     /* the block that calls after all; IR_NO_BLOCK: not needed yet */
} Copy;

static IrTarget to_block(IrBlockId block)
{
    return (IrTarget){.block = block};
}

static void jump(Copy *copy, IrBlockId from, IrTarget target)
{
    *ir_add_targets(copy->to, ir_append(copy->to, from, IR_JUMP, 0, NULL), 1) = target;
}

/* A function that raises does not come back. */
static IrBlockId make_out(Copy *copy)
{
    IrFunction *to = copy->to;
    if (copy->out != IR_NO_BLOCK) {
        return copy->out;
    }
    copy->out = ir_new_block(to, copy->frame);
    to->blocks[copy->out].cold = true;
    IrInstruction *call =
        ir_append(to, copy->out, IR_CALL, copy->call.argument_count, copy->call.arguments);
    call->imm = copy->call.imm;
    call->location = copy->call.location;
    if (copy->call.target_count != 0) {
        IrBlockId never = ir_new_block(to, copy->frame);
        to->blocks[never].root = IR_CONTINUATION;
        to->blocks[never].location = copy->call.location;
        to->blocks[never].cold = true;
        ir_add_parameter(to, never, IR_TERM);
        ir_append(to, never, IR_UNREACHABLE, 0, NULL);
        IrBlock *out = &to->blocks[copy->out];
        *ir_add_targets(to, &out->instructions[0], 1) = to_block(never);
    }
    return copy->out;
}

static IrValue *copied_values(const Copy *copy, const IrValue *values, uint32_t count)
{
    IrValue *copies = ARENA_NEW_ARRAY(copy->to->arena, IrValue, count);
    for (uint32_t i = 0; i < count; i++) {
        copies[i] = copy->values[values[i]];
    }
    return copies;
}

static IrTarget copied_target(Copy *copy, const IrTarget *target)
{
    IrBlockId block = copy->blocks[target->block];
    if (block == IR_NO_BLOCK) {
        return to_block(make_out(copy));
    }
    return (IrTarget){
        .block = block,
        .arguments = copied_values(copy, target->arguments, target->count),
        .count = target->count,
    };
}

static void copy_return(Copy *copy, IrBlockId at, const IrInstruction *old)
{
    IrValue *result = copied_values(copy, old->arguments, 1);
    if (copy->call.target_count == 0) {
        ir_append(copy->to, at, IR_RETURN, 1, result)->location = old->location;
        return;
    }
    jump(copy, at,
         (IrTarget){.block = copy->call.targets[0].block, .arguments = result, .count = 1});
}

static void copy_instruction(Copy *copy, IrBlockId at, const IrInstruction *old)
{
    IrFunction *to = copy->to;
    if (old->op == IR_RETURN) {
        copy_return(copy, at, old);
        return;
    }
    IrTarget *targets = ARENA_NEW_ARRAY(&copy->arena, IrTarget, old->target_count);
    for (uint32_t t = 0; t < old->target_count; t++) {
        targets[t] = copied_target(copy, &old->targets[t]);
    }
    IrInstruction *made = ir_append(to, at, old->op, old->argument_count,
                                    copied_values(copy, old->arguments, old->argument_count));
    made->imm = old->imm;
    made->location = old->location;
    if (old->result != 0) {
        copy->values[old->result] = made->result;
        to->values[made->result].fact = copy->from->values[old->result].fact;
    }
    IrTarget *places = ir_add_targets(to, made, old->target_count);
    for (uint32_t t = 0; t < old->target_count; t++) {
        places[t] = targets[t];
    }
}

static void make_blocks(Copy *copy)
{
    const IrFunction *from = copy->from;
    for (IrBlockId id = 0; id < from->block_count; id++) {
        const IrBlock *block = &from->blocks[id];
        copy->blocks[id] = IR_NO_BLOCK;
        if (id != 0 && block->cold) {
            continue;
        }
        IrBlockId made = ir_new_block(copy->to, copy->frame);
        copy->blocks[id] = made;
        for (uint32_t i = 0; i < block->parameter_count && id != 0; i++) {
            IrValue parameter =
                ir_add_parameter(copy->to, made, from->values[block->parameters[i]].type);
            copy->to->values[parameter].fact = from->values[block->parameters[i]].fact;
            copy->values[block->parameters[i]] = parameter;
        }
    }
}

/* In reverse postorder: definitions before what they dominate. */
static void copy_code(Copy *copy)
{
    IrGraph graph;
    graph_build(&graph, &copy->arena, copy->from);
    for (uint32_t b = 0; b < graph.order_count; b++) {
        const IrBlock *block = &copy->from->blocks[graph.order[b]];
        IrBlockId made = copy->blocks[graph.order[b]];
        for (uint32_t i = 0; made != IR_NO_BLOCK && i < block->instruction_count; i++) {
            copy_instruction(copy, made, &block->instructions[i]);
        }
    }
}

static void inline_call(IrFunction *caller, const IrFunction *callee, IrBlockId at)
{
    IrBlock *block = &caller->blocks[at];
    Copy copy = {.to = caller, .from = callee, .out = IR_NO_BLOCK};
    copy.call = block->instructions[--block->instruction_count];
    bool comes_back = copy.call.target_count != 0;
    copy.frame = comes_back ? caller->blocks[copy.call.targets[0].block].frame : IR_NO_FRAME;
    arena_init(&copy.arena);
    copy.values = ARENA_NEW_ARRAY(&copy.arena, IrValue, callee->value_count);
    copy.blocks = ARENA_NEW_ARRAY(&copy.arena, IrBlockId, callee->block_count);
    for (uint32_t i = 0; i < copy.call.argument_count; i++) {
        copy.values[callee->blocks[0].parameters[i]] = copy.call.arguments[i];
    }
    make_blocks(&copy);
    copy_code(&copy);
    jump(&copy, at, to_block(copy.blocks[0]));
    if (comes_back) {
        caller->blocks[copy.call.targets[0].block].root = IR_NOT_ROOT;
    }
    arena_free(&copy.arena);
}

static uint32_t size_of(const IrFunction *function)
{
    uint32_t size = 0;
    for (IrBlockId id = 0; id < function->block_count; id++) {
        size += function->blocks[id].instruction_count;
    }
    return size;
}

static bool inline_calls(Inliner *inliner, IrFunction *caller)
{
    bool changed = false;
    uint32_t blocks = caller->block_count, growth = 0;
    for (IrBlockId id = 0; id < blocks; id++) {
        const IrInstruction *last = ir_terminator(&caller->blocks[id]);
        if (last->op != IR_CALL || caller->blocks[id].cold || !can_inline(inliner, caller, last)) {
            continue;
        }
        const IrFunction *callee = inliner->functions[last->imm.i64];
        growth += size_of(callee);
        if (growth > CALLER_GROWTH_MAX) {
            break;
        }
        inline_call(caller, callee, id);
        changed = true;
    }
    if (changed) {
        ir_number_values(caller);
        pass_cleanup(caller);
    }
    return changed;
}

static bool same_text(BeamText text, const char *other)
{
    return strlen(other) == text.size && memcmp(text.bytes, other, text.size) == 0;
}

/* Before OTP 25 nothing tells which functions a module replaces by native ones of its own. */
static bool may_replace_any(const BeamModule *module)
{
    bool loads = false, tells = false;
    for (uint32_t i = 0; i < module->import_count; i++) {
        const BeamImport *import = &module->imports[i];
        loads |= import->arity == 2 && same_text(module->atoms[import->module], "erlang") &&
                 same_text(module->atoms[import->function], "load_nif");
    }
    for (uint32_t i = 0; i < module->function_count; i++) {
        tells |= module->functions[i].is_nif;
    }
    return loads && !tells;
}

void module_inline(IrFunction *const *functions, uint32_t count)
{
    if (count == 0 || may_replace_any(functions[0]->module)) {
        return;
    }
    Arena arena;
    arena_init(&arena);
    Inliner inliner = {.functions = functions};
    inliner.suitable = ARENA_NEW_ARRAY(&arena, uint8_t, count + 1);
    for (uint32_t i = 0; i < count; i++) {
        if (inline_calls(&inliner, functions[i])) {
            inliner.suitable[i] = 0; /* look again: what it called may be all that was in the way */
        }
    }
    arena_free(&arena);
}
