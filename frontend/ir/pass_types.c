/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Types: finds what is known of each value (refine.h, infer.h), and uses it.
 *
 *   facts       of all values are set for the code generator
 *   tests       that always go one way become jumps; others become cheaper ones
 *   arithmetic  of small integers whose result is small is done on plain machine words
 *   checks      of what cannot fail become jumps
 *
 * Blocks that can not be reached then stay until cleanup removes them.
 */
#include "frontend/ir/infer.h"
#include "frontend/ir/passes.h"
#include "frontend/ir/rewrite.h"

#include <string.h>

#define FACT_IMMEDIATE (FACT_ATOM | FACT_SMALL | FACT_NIL)

typedef struct Types {
    IrFunction *function;
    Arena arena;
    IrGraph graph;
    Refinements refinements;
    Inferred inferred;
    Rewrite rewrite;
    IrBlockId block; /* being rewritten */
    bool *certain;   /* by value: fallible, but it does not fail */
} Types;

static Known known_of(const Types *types, IrValue value)
{
    /* Values made by this pass are not looked at again. */
    return value < types->rewrite.count ? types->inferred.known[value]
                                        : known_any(types->function->values[value].type);
}

static IrFact fact_of(const Types *types, IrValue value)
{
    return known_of(types, value).fact;
}

static IrValue emit(Types *types, IrOp op, uint32_t count, const IrValue *arguments)
{
    return ir_append(types->function, types->block, op, count, arguments)->result;
}

/* An instruction in the place of `old`, with another operation and fewer or the same arguments. */
static void change(Types *types, const IrInstruction *old, IrOp op, int64_t imm, uint32_t count)
{
    IrInstruction changed = *old;
    changed.op = op;
    changed.imm.i64 = imm;
    changed.argument_count = count;
    rewrite_append_old(types->function, types->block, &changed);
}

static void keep(Types *types, const IrInstruction *old)
{
    rewrite_append_old(types->function, types->block, old);
}

/* ---- small integers as machine words --------------------------------------------------------- */

static IrValue emit_i64(Types *types, int64_t value)
{
    IrInstruction *instruction = ir_append(types->function, types->block, IR_CONST_I64, 0, NULL);
    instruction->imm.i64 = value;
    return instruction->result;
}

/* The word in a term that is known to be small. */
static IrValue untag(Types *types, IrValue value)
{
    IrFact fact = fact_of(types, value);
    if (fact.types == FACT_SMALL && fact.min == fact.max) {
        return emit_i64(types, fact.min);
    }
    return emit(types, IR_UNTAG_SMALL, 1, &value);
}

static void replace_with_tagged(Types *types, const IrInstruction *old, IrValue word)
{
    IrValue tagged = emit(types, IR_TAG_SMALL, 1, &word);
    types->function->values[tagged].fact = fact_of(types, old->result);
    rewrite_replace(&types->rewrite, old->result, tagged);
    types->certain[old->result] = true;
}

static IrOp word_operation(IrOp op)
{
    switch (op) {
    case IR_ADD:
        return IR_I64_ADD;
    case IR_SUB:
        return IR_I64_SUB;
    case IR_MUL:
        return IR_I64_MUL;
    case IR_BAND:
        return IR_I64_AND;
    case IR_BOR:
        return IR_I64_OR;
    case IR_BXOR:
        return IR_I64_XOR;
    case IR_BSL:
        return IR_I64_SHL;
    case IR_BSR:
        return IR_I64_SHR;
    default:
        return IR_OP_COUNT;
    }
}

/* Division of what is not negative by a power of two. */
static bool rewrite_division(Types *types, const IrInstruction *old)
{
    if (old->op != IR_DIV && old->op != IR_REM) {
        return false;
    }
    IrFact a = fact_of(types, old->arguments[0]), b = fact_of(types, old->arguments[1]);
    if (a.types != FACT_SMALL || a.min < 0 || b.types != FACT_SMALL || b.min != b.max ||
        b.min <= 0 || (b.min & (b.min - 1)) != 0) {
        return false;
    }
    IrValue word = untag(types, old->arguments[0]);
    IrValue operand =
        emit_i64(types, old->op == IR_REM ? b.min - 1 : __builtin_ctzll((uint64_t)b.min));
    IrValue words[] = {word, operand};
    replace_with_tagged(types, old,
                        emit(types, old->op == IR_REM ? IR_I64_AND : IR_I64_SHR, 2, words));
    return true;
}

static bool rewrite_arithmetic(Types *types, const IrInstruction *old)
{
    IrOp op = word_operation(old->op);
    if (rewrite_division(types, old)) {
        return true;
    }
    if (op == IR_OP_COUNT || !fact_is(fact_of(types, old->result), FACT_SMALL)) {
        return false;
    }
    IrFact a = fact_of(types, old->arguments[0]), b = fact_of(types, old->arguments[1]);
    if (a.types != FACT_SMALL || b.types != FACT_SMALL) {
        return false;
    }
    if ((op == IR_I64_SHL || op == IR_I64_SHR) && (b.min < 0 || b.max > 63)) {
        return false;
    }
    IrValue first = untag(types, old->arguments[0]);
    IrValue words[] = {first, untag(types, old->arguments[1])};
    replace_with_tagged(types, old, emit(types, op, 2, words));
    return true;
}

/* ---- tests ------------------------------------------------------------------------------------
 */

/* Is it a float, or an integer that a double holds exactly? */
static bool is_double(IrFact fact)
{
    const int64_t exact = INT64_C(1) << 53;
    return fact.types == FACT_FLOAT ||
           (fact.types == FACT_SMALL && fact.min >= -exact && fact.max <= exact);
}

static IrValue to_double(Types *types, IrValue value)
{
    IrFact fact = fact_of(types, value);
    if (fact.types == FACT_FLOAT) {
        return emit(types, IR_UNBOX_FLOAT, 1, &value);
    }
    if (fact.min == fact.max) {
        IrInstruction *constant = ir_append(types->function, types->block, IR_CONST_F64, 0, NULL);
        constant->imm.f64 = (double)fact.min;
        return constant->result;
    }
    IrValue word = untag(types, value);
    return emit(types, IR_I64_TO_F64, 1, &word);
}

static void emit_comparison(Types *types, const IrInstruction *old, IrOp op, IrValue a, IrValue b)
{
    IrValue result = emit(types, op, 2, (IrValue[]){a, b});
    rewrite_replace(&types->rewrite, old->result, result);
}

static bool rewrite_comparison(Types *types, const IrInstruction *old)
{
    IrValue left = old->arguments[0], right = old->arguments[1];
    IrFact a = fact_of(types, left), b = fact_of(types, right);
    bool smalls = a.types == FACT_SMALL && b.types == FACT_SMALL;
    if (fact_is_none(a) || fact_is_none(b)) {
        return false;
    }
    if (old->op == IR_LESS && smalls) {
        IrValue word = untag(types, left);
        emit_comparison(types, old, IR_I64_LESS, word, untag(types, right));
        return true;
    }
    bool doubles = (a.types == FACT_FLOAT || b.types == FACT_FLOAT) && is_double(a) && is_double(b);
    if (doubles && old->op != IR_EXACT) {
        IrValue number = to_double(types, left);
        emit_comparison(types, old, old->op == IR_LESS ? IR_F64_LESS : IR_F64_EQUAL, number,
                        to_double(types, right));
        return true;
    }
    bool immediate = fact_is(a, FACT_IMMEDIATE) || fact_is(b, FACT_IMMEDIATE);
    bool numbers = fact_may_be(a, FACT_NUMBER) && fact_may_be(b, FACT_NUMBER);
    bool integers = fact_is(a, FACT_ANY & ~FACT_FLOAT) && fact_is(b, FACT_ANY & ~FACT_FLOAT);
    if ((old->op == IR_EXACT && immediate) ||
        (old->op == IR_EQUAL && immediate && (!numbers || integers))) {
        change(types, old, IR_SAME, 0, 2);
        return true;
    }
    return false;
}

/* The test of one type that does for what the argument can be. */
static IrOp cheaper_test(IrOp op, IrFact fact)
{
    uint32_t wanted = fact_of_test(op, 0, true).types & fact.types;
    switch (op) {
    case IR_IS_INTEGER:
        return wanted == FACT_SMALL ? IR_IS_SMALL : op;
    case IR_IS_NUMBER:
        return wanted == FACT_SMALL     ? IR_IS_SMALL
               : wanted == FACT_FLOAT   ? IR_IS_FLOAT
               : wanted == FACT_INTEGER ? IR_IS_INTEGER
                                        : op;
    case IR_IS_LIST:
        return wanted == FACT_CONS ? IR_IS_CONS : wanted == FACT_NIL ? IR_IS_NIL : op;
    default:
        return op;
    }
}

static bool rewrite_test(Types *types, const IrInstruction *old)
{
    switch (old->op) {
    case IR_LESS:
    case IR_EQUAL:
    case IR_EXACT:
        return rewrite_comparison(types, old);
    case IR_IS_INTEGER:
    case IR_IS_NUMBER:
    case IR_IS_LIST: {
        IrOp op = cheaper_test(old->op, fact_of(types, old->arguments[0]));
        if (op == old->op) {
            return false;
        }
        change(types, old, op, 0, 1);
        return true;
    }
    default:
        return false;
    }
}

/* ---- what cannot fail ---------------------------------------------------------------------------
 */

static bool rewrite_fallible(Types *types, const IrInstruction *old)
{
    if ((ir_op_info[old->op].flags & IR_FALLIBLE) == 0 || old->result == 0) {
        return false;
    }
    const Known *arguments = infer_arguments(&types->inferred, old, &types->arena);
    for (uint32_t i = 0; i < old->argument_count; i++) {
        if (fact_is_none(arguments[i].fact)) {
            return false;
        }
    }
    if (!known_succeeds(old, arguments)) {
        return false;
    }
    types->certain[old->result] = true;
    switch (old->op) {
    case IR_BIF_HD:
        change(types, old, IR_HEAD, 0, 1);
        return true;
    case IR_BIF_TL:
        change(types, old, IR_TAIL, 0, 1);
        return true;
    case IR_BIF_ELEMENT:
        if (arguments[0].fact.min == arguments[0].fact.max) {
            IrInstruction changed = *old;
            changed.op = IR_ELEMENT;
            changed.imm.i64 = arguments[0].fact.min - 1;
            changed.arguments = &old->arguments[1];
            changed.argument_count = 1;
            rewrite_append_old(types->function, types->block, &changed);
            return true;
        }
        return false;
    case IR_PLUS: /* adds zero: changes -0.0 */
        if (fact_may_be(arguments[0].fact, FACT_FLOAT))
            return false;
        rewrite_replace(&types->rewrite, old->result, old->arguments[0]);
        return true;
    default:
        return false;
    }
}

/* ---- terminators
 * ---------------------------------------------------------------------------------- */

static void emit_jump(Types *types, const IrTarget *target)
{
    IrInstruction *jump = ir_append(types->function, types->block, IR_JUMP, 0, NULL);
    *ir_add_targets(types->function, jump, 1) = *target;
}

static void rewrite_branch(Types *types, const IrInstruction *old)
{
    uint32_t bits = fact_of(types, old->arguments[0]).types;
    if (bits == KNOWN_TRUE || bits == KNOWN_FALSE) {
        emit_jump(types, &old->targets[bits == KNOWN_TRUE ? 0 : 1]);
        return;
    }
    keep(types, old);
}

/* Cases that cannot be are left out. */
static void rewrite_switch(Types *types, const IrInstruction *old)
{
    const IrSwitch *before = old->imm.select;
    Known known = known_of(types, old->arguments[0]);
    uint32_t kept = 0;
    IrSwitch *select =
        arena_alloc(types->function->arena, sizeof(IrSwitch) + before->count * sizeof(IrCase));
    IrTarget *targets = ARENA_NEW_ARRAY(types->function->arena, IrTarget, before->count + 1);
    for (uint32_t i = 0; i < before->count; i++) {
        if (!fact_is_none(
                infer_after_case(&types->inferred, types->function, known, &before->cases[i])
                    .fact)) {
            select->cases[kept] = before->cases[i];
            targets[kept++] = old->targets[i];
        }
    }
    targets[kept] = old->targets[before->count];
    if (kept == 0 && !fact_is_none(known.fact)) {
        emit_jump(types, &targets[0]);
        return;
    }
    if (kept == before->count || kept == 0) {
        keep(types, old);
        return;
    }
    select->count = kept;
    IrInstruction changed = *old;
    changed.imm.select = select;
    changed.targets = targets;
    changed.target_count = kept + 1;
    rewrite_append_old(types->function, types->block, &changed);
}

static void rewrite_instruction(Types *types, const IrInstruction *old)
{
    switch (old->op) {
    case IR_REFINE:
        if (known_equal(known_of(types, old->result), known_of(types, old->arguments[0]))) {
            rewrite_replace(&types->rewrite, old->result, old->arguments[0]);
            return;
        }
        break;
    case IR_BRANCH:
        rewrite_branch(types, old);
        return;
    case IR_SWITCH:
        rewrite_switch(types, old);
        return;
    case IR_CHECK:
        if (types->certain[old->arguments[0]]) {
            emit_jump(types, &old->targets[0]);
            return;
        }
        break;
    default:
        if (rewrite_arithmetic(types, old) || rewrite_test(types, old) ||
            rewrite_fallible(types, old)) {
            return;
        }
    }
    keep(types, old);
}

static void set_facts(Types *types)
{
    for (IrValue value = 1; value < types->rewrite.count; value++) {
        IrValueInfo *info = &types->function->values[value];
        IrFact fact = types->inferred.known[value].fact;
        if (info->type == IR_TERM && !fact_is_none(fact)) {
            info->fact = fact;
        }
    }
}

void pass_types(IrFunction *function)
{
    Types types = {.function = function};
    arena_init(&types.arena);
    graph_build(&types.graph, &types.arena, function);
    graph_dominators(&types.graph, &types.arena, function);
    refine_function(function, &types.arena, &types.graph, &types.refinements);
    infer_function(&types.inferred, function, &types.arena, &types.graph, &types.refinements);
    rewrite_start(&types.rewrite, &types.arena, function);
    types.certain = ARENA_NEW_ARRAY(&types.arena, bool, function->value_count);
    set_facts(&types);
    for (uint32_t i = 0; i < types.graph.order_count; i++) {
        types.block = types.graph.order[i];
        if (!types.inferred.reached[types.block]) {
            continue;
        }
        OldInstructions old = rewrite_empty_block(function, types.block);
        for (uint32_t k = 0; k < old.count; k++) {
            rewrite_instruction(&types, &old.instructions[k]);
        }
    }
    rewrite_apply(&types.rewrite, function);
    ir_number_values(function);
    arena_free(&types.arena);
}
