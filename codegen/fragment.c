/* SPDX-License-Identifier: Apache-2.0 */
/* Fragments. See fragment.h. */
#include "codegen/fragment.h"

#include <string.h>
#include "codegen/constant.h"
#include "codegen/debug_info.h"
#include "codegen/instruction.h"
#include "codegen/op_call.h"
#include "codegen/symbol.h"

/* ---- declaration ------------------------------------------------------------------------------
 */

/* Code that may be a loop's begins where processors fetch best. */
static void set_code_info(Gen *gen, LLVMValueRef fragment, const CodeFacts *facts)
{
    LLVMValueRef info = constant_code_info(gen, facts, fragment);
    unsigned alignment = facts->function->recursive ? sizeof(CodeInfo) : CODE_ALIGNMENT;
    if (facts->fast) {
        LLVMValueRef padded[] = {constant_word(gen, 0), info};
        info = LLVMConstStructInContext(gen->context, padded, 2, false);
        alignment = sizeof(UInt) + sizeof(CodeInfo);
        _Static_assert(sizeof(UInt) + sizeof(CodeInfo) == 16, "a power of two");
    }
    LLVMSetPrefixData(fragment, info);
    LLVMSetAlignment(fragment, alignment);
}

/* Each Erlang function has a section: the linker leaves out those that nothing mentions, and puts
 * those that OTP's boot runs next to each other (stdlib/boot.order). */
static LLVMValueRef declare(Gen *gen, const char *name, const CodeFacts *facts)
{
    LLVMValueRef function = LLVMAddFunction(gen->llvm, name, gen->type.fragment);
    LLVMSetFunctionCallConv(function, TARGET_FRAGMENT_CONVENTION);
    if (facts) {
        LLVMSetSection(function, arena_printf(gen->arena, ".text.%s", facts->function->symbol));
        set_code_info(gen, function, facts);
        LLVMSetLinkage(function, LLVMInternalLinkage);
        op_call_set_attributes(gen, function, !facts->function->recursive);
    }
    return function;
}

LLVMValueRef fragment_runtime(Gen *gen, const char *name)
{
    LLVMValueRef function = LLVMGetNamedFunction(gen->llvm, name);
    return function ? function : declare(gen, name, NULL);
}

static CodeFacts facts_of(const GenFunction *function, IrBlockId head)
{
    const IrBlock *block = &function->ir->blocks[head];
    return (CodeFacts){
        .function = function,
        .frame = block->frame,
        .location = block->location,
        .fast = function->recursive && (block->root == IR_ENTRY || block->root == IR_NOT_ROOT),
    };
}

/* Entries of exported functions are known to the program table. */
static LLVMValueRef declare_entry(Gen *gen, GenFunction *function, const BeamFunction *beam)
{
    CodeFacts facts = function->ir ? facts_of(function, 0)
                                   : (CodeFacts){.function = function, .frame = IR_NO_FRAME};
    bool only_named = !function->ir && gen->options->only_function != BEAM_NONE;
    LLVMValueRef entry = declare(gen, function->symbol, only_named ? NULL : &facts);
    if (only_named || beam->export_index != BEAM_NONE) {
        LLVMSetLinkage(entry, LLVMExternalLinkage);
        LLVMSetVisibility(entry, LLVMHiddenVisibility);
    }
    return entry;
}

static char letter_of(IrRootKind root)
{
    static const char letters[] = {
        [IR_NOT_ROOT] = 'j', [IR_ENTRY] = 'e',   [IR_CONTINUATION] = 'k',
        [IR_HANDLER] = 'h',  [IR_RECEIVE] = 'r',
    };
    return letters[root];
}

void fragment_declare(Gen *gen, GenFunction *function)
{
    const BeamFunction *beam = &gen->module->functions[function - gen->functions];
    function->symbol = symbol_function(gen->arena, beam_atom(gen->module, gen->module->name),
                                       beam_atom(gen->module, beam->name), beam->arity);
    function->entry = declare_entry(gen, function, beam);
    const IrFunction *ir = function->ir;
    if (!ir)
        return;
    Partition *partition = &function->partition;
    partition_build(gen->arena, ir, partition);
    function->fragments = ARENA_NEW_ARRAY(gen->arena, LLVMValueRef, ir->block_count);
    function->fragments[0] = function->entry;
    for (uint32_t i = 0; i < partition->count; i++) {
        IrBlockId b = partition->order[i];
        const IrBlock *block = &ir->blocks[b];
        if (b == 0 || partition->head[b] != b)
            continue;
        const char *name =
            arena_printf(gen->arena, "%s.%c%u", function->symbol, letter_of(block->root), b);
        CodeFacts facts = facts_of(function, b);
        function->fragments[b] = declare(gen, name, &facts);
    }
}

/* ---- values and state
 * ----------------------------------------------------------------------------- */

LLVMValueRef fragment_value(Emit *emit, IrValue value)
{
    LLVMValueRef found = emit->values[value];
    if (found)
        return found;
    Gen *gen = emit->gen;
    if (!gen->failed)
        diag_add(gen->diagnostics, DIAG_ERROR,
                 (DiagPlace){gen->module->file, NULL, emit->function->symbol, -1}, NULL,
                 "internal error: value %u is used where it is not defined", value);
    gen->failed = true;
    return LLVMGetPoison(gen->type.i64);
}

static LLVMTypeRef type_of(const Gen *gen, IrType type)
{
    if (type == IR_F64)
        return gen->type.f64;
    return type == IR_BOOL ? gen->type.i1 : gen->type.i64;
}

static LLVMValueRef to_word(Gen *gen, LLVMValueRef value)
{
    LLVMTypeRef type = LLVMTypeOf(value);
    if (type == gen->type.f64)
        return LLVMBuildBitCast(gen->builder, value, gen->type.i64, "");
    if (type == gen->type.i1)
        return LLVMBuildZExt(gen->builder, value, gen->type.i64, "");
    if (type == gen->type.pointer)
        return LLVMBuildPtrToInt(gen->builder, value, gen->type.i64, "");
    return value;
}

static LLVMValueRef from_word(Gen *gen, LLVMValueRef word, IrType type)
{
    if (type == IR_F64)
        return LLVMBuildBitCast(gen->builder, word, gen->type.f64, "");
    if (type == IR_BOOL)
        return LLVMBuildTrunc(gen->builder, word, gen->type.i1, "");
    return word;
}

static LLVMTypeRef field_type(const Gen *gen, unsigned field)
{
    return field == PARAMETER_REDUCTIONS ? gen->type.i64 : gen->type.pointer;
}

LLVMValueRef fragment_load_state(Emit *emit, unsigned field)
{
    Gen *gen = emit->gen;
    LLVMValueRef at = LLVMBuildStructGEP2(gen->builder, gen->type.state, emit->state, field, "");
    return LLVMBuildLoad2(gen->builder, field_type(gen, field), at, "");
}

void fragment_store_state(Emit *emit, unsigned field, LLVMValueRef value)
{
    Gen *gen = emit->gen;
    LLVMValueRef at = LLVMBuildStructGEP2(gen->builder, gen->type.state, emit->state, field, "");
    LLVMBuildStore(gen->builder, value, at);
}

LLVMValueRef fragment_word_at(Emit *emit, LLVMValueRef base, int64_t index)
{
    Gen *gen = emit->gen;
    LLVMValueRef offset = constant_word(gen, (uint64_t)index);
    return LLVMBuildInBoundsGEP2(gen->builder, gen->type.i64, base, &offset, 1, "");
}

static LLVMValueRef load_tagged(Emit *emit, LLVMValueRef base, int64_t word, LLVMValueRef tag)
{
    Gen *gen = emit->gen;
    LLVMValueRef load =
        LLVMBuildLoad2(gen->builder, gen->type.i64, fragment_word_at(emit, base, word), "");
    LLVMSetMetadata(load, gen->metadata_alias, tag);
    return load;
}

static void store_tagged(Emit *emit, LLVMValueRef base, int64_t word, LLVMValueRef value,
                         LLVMValueRef tag)
{
    Gen *gen = emit->gen;
    LLVMValueRef store = LLVMBuildStore(gen->builder, value, fragment_word_at(emit, base, word));
    LLVMSetMetadata(store, gen->metadata_alias, tag);
}

LLVMValueRef fragment_load_stack(Emit *emit, int64_t word)
{
    return load_tagged(emit, fragment_load_state(emit, PARAMETER_STACK), word,
                       emit->gen->alias_stack);
}

void fragment_store_stack(Emit *emit, int64_t word, LLVMValueRef value)
{
    store_tagged(emit, fragment_load_state(emit, PARAMETER_STACK), word, value,
                 emit->gen->alias_stack);
}

LLVMValueRef fragment_load_heap(Emit *emit, LLVMValueRef base, int64_t word)
{
    return load_tagged(emit, base, word, emit->gen->alias_heap);
}

void fragment_store_heap(Emit *emit, LLVMValueRef base, int64_t word, LLVMValueRef value)
{
    store_tagged(emit, base, word, value, emit->gen->alias_heap);
}

/* One array per fragment, made larger when more is asked for. */
LLVMValueRef fragment_scratch(Emit *emit, uint32_t words)
{
    Gen *gen = emit->gen;
    if (emit->scratch && emit->scratch_words >= words)
        return emit->scratch;
    LLVMBasicBlockRef here = LLVMGetInsertBlock(gen->builder);
    LLVMPositionBuilderBefore(gen->builder, LLVMGetFirstInstruction(emit->prologue));
    LLVMValueRef array =
        LLVMBuildAlloca(gen->builder, LLVMArrayType2(gen->type.i64, words), "scratch");
    LLVMPositionBuilderAtEnd(gen->builder, here);
    if (emit->scratch) {
        LLVMReplaceAllUsesWith(emit->scratch, array);
        LLVMInstructionEraseFromParent(emit->scratch);
    }
    emit->scratch = array;
    emit->scratch_words = words;
    return array;
}

LLVMBasicBlockRef fragment_new_block(Emit *emit)
{
    return LLVMAppendBasicBlockInContext(emit->gen->context, emit->fragment, "");
}

LLVMValueRef fragment_address(Emit *emit, IrBlockId root)
{
    return constant_address(emit->gen, emit->function->fragments[root]);
}

void fragment_branch(Emit *emit, LLVMValueRef condition, LLVMBasicBlockRef yes,
                     LLVMBasicBlockRef no, int cold)
{
    Gen *gen = emit->gen;
    LLVMValueRef branch = LLVMBuildCondBr(gen->builder, condition, yes, no);
    if (cold >= 0)
        LLVMSetMetadata(branch, gen->metadata_profile, cold == 0 ? gen->unlikely : gen->likely);
}

/* ---- leaving
 * ------------------------------------------------------------------------------------- */

void fragment_leave(Emit *emit, LLVMValueRef to, const LLVMValueRef *arguments, uint32_t count,
                    LLVMValueRef aux)
{
    Gen *gen = emit->gen;
    LLVMValueRef all[PARAMETER_COUNT];
    for (unsigned i = 0; i < X_IN_REGISTERS; i++)
        all[PARAMETER_X0 + i] =
            i < count ? to_word(gen, arguments[i]) : LLVMGetPoison(gen->type.i64);
    if (count > X_IN_REGISTERS) {
        LLVMValueRef memory = op_call_helper(emit, HELPER_x_registers, NULL, 0);
        for (uint32_t i = X_IN_REGISTERS; i < count; i++)
            LLVMBuildStore(gen->builder, to_word(gen, arguments[i]),
                           fragment_word_at(emit, memory, i));
    }
    for (unsigned field = 0; field < PARAMETER_X0; field++)
        all[field] = fragment_load_state(emit, field);
    all[PARAMETER_AUX] = aux ? to_word(gen, aux) : LLVMGetPoison(gen->type.i64);
    LLVMValueRef call =
        LLVMBuildCall2(gen->builder, gen->type.fragment, to, all, PARAMETER_COUNT, "");
    LLVMSetInstructionCallConv(call, TARGET_FRAGMENT_CONVENTION);
    LLVMSetTailCallKind(call, LLVMTailCallKindMustTail);
    LLVMBuildRetVoid(gen->builder);
}

void fragment_return(Emit *emit, LLVMValueRef value)
{
    Gen *gen = emit->gen;
    LLVMValueRef address = fragment_load_stack(emit, 0);
    LLVMValueRef to = LLVMBuildIntToPtr(gen->builder, address, gen->type.pointer, "");
    fragment_leave(emit, to, &value, 1, NULL);
}

static bool is_inside(const Emit *emit, IrBlockId block)
{
    return emit->function->partition.head[block] == emit->head;
}

static LLVMValueRef *values_of(Emit *emit, const IrTarget *target)
{
    LLVMValueRef *values = ARENA_NEW_ARRAY(emit->gen->arena, LLVMValueRef, target->count);
    for (uint32_t i = 0; i < target->count; i++)
        values[i] = fragment_value(emit, target->arguments[i]);
    return values;
}

void fragment_jump(Emit *emit, const IrTarget *target)
{
    Gen *gen = emit->gen;
    if (!is_inside(emit, target->block)) {
        fragment_leave(emit, emit->function->fragments[target->block], values_of(emit, target),
                       target->count, NULL);
        return;
    }
    const IrBlock *block = emit_block(emit, target->block);
    LLVMBasicBlockRef here = LLVMGetInsertBlock(gen->builder);
    for (uint32_t i = 0; i < target->count; i++) {
        LLVMValueRef value = fragment_value(emit, target->arguments[i]);
        LLVMAddIncoming(emit->values[block->parameters[i]], &value, &here, 1);
    }
    LLVMBuildBr(gen->builder, emit->blocks[target->block]);
}

LLVMBasicBlockRef fragment_edge(Emit *emit, const IrTarget *target)
{
    if (is_inside(emit, target->block) && target->count == 0)
        return emit->blocks[target->block];
    LLVMBuilderRef builder = emit->gen->builder;
    LLVMBasicBlockRef here = LLVMGetInsertBlock(builder), edge = fragment_new_block(emit);
    LLVMPositionBuilderAtEnd(builder, edge);
    fragment_jump(emit, target);
    LLVMPositionBuilderAtEnd(builder, here);
    return edge;
}

/* Takes a reduction; goes on in a new block when there was one left, else yields with these
 * arguments to the function. */
static void charge_reduction(Emit *emit, const LLVMValueRef *arguments, uint32_t count)
{
    Gen *gen = emit->gen;
    LLVMBasicBlockRef yield = fragment_new_block(emit), go_on = fragment_new_block(emit);
    /* Without nsw, which would turn the test of the result into one of the old value. */
    LLVMValueRef left = LLVMBuildSub(gen->builder, fragment_load_state(emit, PARAMETER_REDUCTIONS),
                                     constant_word(gen, 1), "");
    fragment_store_state(emit, PARAMETER_REDUCTIONS, left);
    LLVMValueRef none_left =
        LLVMBuildICmp(gen->builder, LLVMIntSLT, left, constant_word(gen, 0), "");
    fragment_branch(emit, none_left, yield, go_on, 0);
    LLVMPositionBuilderAtEnd(gen->builder, yield);
    fragment_leave(emit, fragment_runtime(gen, "rt_yield"), arguments, count,
                   constant_address(gen, emit->function->entry));
    LLVMPositionBuilderAtEnd(gen->builder, go_on);
}

void fragment_loop(Emit *emit, const IrTarget *target)
{
    if (is_inside(emit, target->block))
        charge_reduction(emit, values_of(emit, target), target->count);
    fragment_jump(emit, target);
}

/* ---- writing
 * --------------------------------------------------------------------------------------- */

static void make_phis(Emit *emit, IrBlockId b)
{
    Gen *gen = emit->gen;
    const IrBlock *block = emit_block(emit, b);
    LLVMPositionBuilderAtEnd(gen->builder, emit->blocks[b]);
    for (uint32_t i = 0; i < block->parameter_count; i++) {
        IrType type = emit->function->ir->values[block->parameters[i]].type;
        emit->values[block->parameters[i]] = LLVMBuildPhi(gen->builder, type_of(gen, type), "");
    }
}

/* The state, the reduction of a call, the parameters; then on to the head. */
static void write_prologue(Emit *emit)
{
    Gen *gen = emit->gen;
    const IrBlock *head = emit_block(emit, emit->head);
    const IrFunction *ir = emit->function->ir;
    LLVMPositionBuilderAtEnd(gen->builder, emit->prologue);
    emit->state = LLVMBuildAlloca(gen->builder, gen->type.state, "state");
    for (unsigned field = 0; field < PARAMETER_X0; field++)
        fragment_store_state(emit, field, LLVMGetParam(emit->fragment, field));

    uint32_t count = head->parameter_count;
    LLVMValueRef *words = ARENA_NEW_ARRAY(gen->arena, LLVMValueRef, count);
    for (uint32_t i = 0; i < count && i < X_IN_REGISTERS; i++)
        words[i] = LLVMGetParam(emit->fragment, PARAMETER_X0 + i);
    if (emit->head == 0)
        charge_reduction(emit, words, count < X_IN_REGISTERS ? count : X_IN_REGISTERS);
    if (count > X_IN_REGISTERS) {
        LLVMValueRef memory = op_call_helper(emit, HELPER_x_registers, NULL, 0);
        for (uint32_t i = X_IN_REGISTERS; i < count; i++)
            words[i] =
                LLVMBuildLoad2(gen->builder, gen->type.i64, fragment_word_at(emit, memory, i), "");
    }
    LLVMBasicBlockRef here = LLVMGetInsertBlock(gen->builder);
    for (uint32_t i = 0; i < count; i++) {
        IrValue parameter = head->parameters[i];
        LLVMValueRef value = from_word(gen, words[i], ir->values[parameter].type);
        if (emit->function->partition.inner_jump[emit->head])
            LLVMAddIncoming(emit->values[parameter], &value, &here, 1);
        else
            emit->values[parameter] = value;
    }
    LLVMBuildBr(gen->builder, emit->blocks[emit->head]);
}

/* Which blocks are reached with nothing done since the head that starting again would repeat. */
static void find_clean_blocks(Emit *emit, const IrBlockId *order, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        emit->clean[order[i]] = true;
    for (bool changed = true; changed;) {
        changed = false;
        for (uint32_t i = 0; i < count; i++) {
            const IrBlock *block = emit_block(emit, order[i]);
            bool clean = emit->clean[order[i]];
            for (uint32_t n = 0; clean && n + 1 < block->instruction_count; n++)
                clean = instruction_is_restartable(block->instructions[n].op);
            const IrInstruction *last = &block->instructions[block->instruction_count - 1];
            if (clean || !partition_is_jump(last->op))
                continue;
            for (uint32_t t = 0; t < last->target_count; t++) {
                IrBlockId to = last->targets[t].block;
                if (is_inside(emit, to) && to != emit->head && emit->clean[to]) {
                    emit->clean[to] = false;
                    changed = true;
                }
            }
        }
    }
}

static void write_block(Emit *emit, IrBlockId b)
{
    const IrBlock *block = emit_block(emit, b);
    emit->block = b;
    emit->frame = block->frame;
    emit->clean_now = emit->clean[b];
    LLVMPositionBuilderAtEnd(emit->gen->builder, emit->blocks[b]);
    for (uint32_t i = 0; i < block->instruction_count; i++) {
        const IrInstruction *instruction = &block->instructions[i];
        if (instruction->location)
            debug_info_place(emit, instruction->location);
        if (terminator_calls_raiser(block, i)) {
            terminator_write_raiser(emit, instruction + 1);
            return;
        }
        if (ir_op_info[instruction->op].flags & IR_TERMINATOR) {
            terminator_write(emit, instruction);
            return;
        }
        instruction_write(emit, instruction);
        emit->clean_now &= instruction_is_restartable(instruction->op);
    }
}

static void write_fragment(Emit *emit, const IrBlockId *order, uint32_t count)
{
    Gen *gen = emit->gen;
    emit->head = order[0];
    emit->fragment = emit->function->fragments[emit->head];
    emit->scratch = NULL;
    emit->restart_need = 0;
    debug_info_enter(emit);
    emit->prologue = fragment_new_block(emit);
    for (uint32_t i = 0; i < count; i++) {
        emit->blocks[order[i]] = fragment_new_block(emit);
        if (i != 0 || emit->function->partition.inner_jump[emit->head])
            make_phis(emit, order[i]);
    }
    find_clean_blocks(emit, order, count);
    write_prologue(emit);
    for (uint32_t i = 0; i < count && !gen->failed; i++)
        write_block(emit, order[i]);
    if (emit->restart_need != 0) {
        CodeFacts facts = facts_of(emit->function, emit->head);
        facts.live = emit_block(emit, emit->head)->parameter_count;
        facts.need = emit->restart_need;
        set_code_info(gen, emit->fragment, &facts);
    }
}

void fragment_write(Gen *gen, GenFunction *function)
{
    const Partition *partition = &function->partition;
    uint32_t blocks = function->ir->block_count;
    Emit emit = {
        .gen = gen,
        .function = function,
        .values = ARENA_NEW_ARRAY(gen->arena, LLVMValueRef, function->ir->value_count),
        .blocks = ARENA_NEW_ARRAY(gen->arena, LLVMBasicBlockRef, blocks),
        .clean = ARENA_NEW_ARRAY(gen->arena, bool, blocks),
    };
    for (uint32_t start = 0, end; start < partition->count && !gen->failed; start = end) {
        IrBlockId head = partition->order[start];
        for (end = start + 1; end < partition->count; end++) {
            if (partition->head[partition->order[end]] != head)
                break;
        }
        write_fragment(&emit, partition->order + start, end - start);
    }
}

/* ---- fragments without IR ----------------------------------------------------------------------
 */

/* Begins a fragment whose parameters are passed on; all[] are its parameters. */
static void begin_relay(Gen *gen, LLVMValueRef fragment, LLVMValueRef all[PARAMETER_COUNT])
{
    LLVMBasicBlockRef block = LLVMAppendBasicBlockInContext(gen->context, fragment, "");
    LLVMPositionBuilderAtEnd(gen->builder, block);
    for (unsigned i = 0; i < PARAMETER_COUNT; i++)
        all[i] = LLVMGetParam(fragment, i);
}

static void end_relay(Gen *gen, LLVMValueRef to, LLVMValueRef all[PARAMETER_COUNT])
{
    LLVMValueRef call =
        LLVMBuildCall2(gen->builder, gen->type.fragment, to, all, PARAMETER_COUNT, "");
    LLVMSetInstructionCallConv(call, TARGET_FRAGMENT_CONVENTION);
    LLVMSetTailCallKind(call, LLVMTailCallKindMustTail);
    LLVMBuildRetVoid(gen->builder);
}

void fragment_write_native(Gen *gen, GenFunction *function)
{
    const BeamModule *module = gen->module;
    const BeamFunction *beam = &module->functions[function - gen->functions];
    LLVMValueRef all[PARAMETER_COUNT];
    begin_relay(gen, function->entry, all);
    LLVMValueRef export = constant_export(gen, beam_atom(module, module->name),
                                          beam_atom(module, beam->name), beam->arity);
    all[PARAMETER_AUX] = constant_address(gen, export);
    end_relay(gen, LLVMBuildLoad2(gen->builder, gen->type.pointer, export, ""), all);
}

LLVMValueRef fragment_of_lambda(Gen *gen, uint32_t lambda)
{
    const BeamLambda *it = &gen->module->lambdas[lambda];
    GenFunction *function = &gen->functions[gen->module->label_function[it->label]];
    if (it->num_free == 0 || gen->options->only_function != BEAM_NONE)
        return function->entry;
    const char *name = arena_printf(gen->arena, "%s.fun%u", function->symbol, lambda);
    CodeFacts facts = {.function = function, .frame = IR_NO_FRAME};
    LLVMValueRef fragment = declare(gen, name, &facts);
    LLVMValueRef all[PARAMETER_COUNT];
    begin_relay(gen, fragment, all);
    Emit emit = {.gen = gen, .function = function, .fragment = fragment};
    emit.state = LLVMBuildAlloca(gen->builder, gen->type.state, "state");
    for (unsigned field = 0; field < PARAMETER_X0; field++)
        fragment_store_state(&emit, field, all[field]);
    LLVMValueRef fun = LLVMBuildIntToPtr(
        gen->builder,
        LLVMBuildSub(gen->builder, all[PARAMETER_AUX], constant_word(gen, TAG_BOXED), ""),
        gen->type.pointer, "");
    LLVMValueRef memory = NULL;
    uint32_t first = it->arity - it->num_free;
    for (uint32_t i = 0; i < it->num_free; i++) {
        LLVMValueRef value = fragment_load_heap(&emit, fun, FUN_FIXED_WORDS + i);
        if (first + i < X_IN_REGISTERS) {
            all[PARAMETER_X0 + first + i] = value;
            continue;
        }
        if (!memory)
            memory = op_call_helper(&emit, HELPER_x_registers, NULL, 0);
        LLVMBuildStore(gen->builder, value, fragment_word_at(&emit, memory, first + i));
    }
    all[PARAMETER_AUX] = LLVMGetPoison(gen->type.i64);
    end_relay(gen, function->entry, all);
    return fragment;
}
