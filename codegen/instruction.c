/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Instructions that are not terminators. Most are calls of the runtime's operations; here are those
 * that constants, the frame and data of the module take part in. See instruction.h.
 */
#include "codegen/instruction.h"

#include <stddef.h>
#include <string.h>
#include "codegen/constant.h"
#include "codegen/fragment.h"
#include "codegen/literal_data.h"
#include "codegen/op_call.h"
#include "frontend/ir/bif_table.h"
#include "rt/bits/create.h"

bool instruction_is_restartable(IrOp op)
{
    unsigned flags = ir_op_info[op].flags;
    if (op == IR_LOAD_Y || op == IR_TO_F64)
        return true;
    return (flags & IR_PURE) && !(flags & (IR_ALLOCATES | IR_HEAP));
}

static void set(Emit *emit, const IrInstruction *instruction, LLVMValueRef value)
{
    emit->values[instruction->result] = value;
}

/* ---- constants ---------------------------------------------------------------------------------
 */

static LLVMValueRef constant_of(Gen *gen, const IrInstruction *instruction)
{
    switch (instruction->imm.constant.kind) {
    case IR_CONST_ATOM:
        return constant_atom(gen, instruction->imm.constant.atom);
    case IR_CONST_SMALL:
        return constant_word(gen, term_make_small(instruction->imm.constant.small));
    case IR_CONST_NIL:
        break;
    }
    return constant_word(gen, TERM_NIL);
}

/* ---- frame
 * --------------------------------------------------------------------------------------- */

static void move_stack(Emit *emit, int64_t words)
{
    LLVMValueRef stack = fragment_load_state(emit, PARAMETER_STACK);
    fragment_store_state(emit, PARAMETER_STACK, fragment_word_at(emit, stack, words));
}

/* The new Y registers become [], but for those that the block sets before anybody could look. */
static void write_allocate(Emit *emit, const IrInstruction *instruction)
{
    Gen *gen = emit->gen;
    int64_t count = instruction->imm.i64;
    move_stack(emit, -(count + 1));
    emit->frame = (int)count;
    bool *stored = ARENA_NEW_ARRAY(gen->arena, bool, (size_t)count);
    const IrBlock *block = emit_block(emit, emit->block);
    const IrInstruction *end = block->instructions + block->instruction_count;
    for (const IrInstruction *next = instruction + 1; next < end; next++) {
        if (next->op == IR_STORE_Y || next->op == IR_STORE_CATCH) {
            if (next->imm.i64 < count)
                stored[next->imm.i64] = true;
        } else if (!(ir_op_info[next->op].flags & IR_PURE)) {
            break;
        }
    }
    for (int64_t y = 0; y < count; y++) {
        if (!stored[y])
            fragment_store_stack(emit, 1 + y, constant_word(gen, TERM_NIL));
    }
}

/* ---- collection
 * ------------------------------------------------------------------------------------ */

static bool can_restart(const Emit *emit, int64_t words)
{
    const IrBlock *head = emit_block(emit, emit->head);
    if (!emit->clean_now || head->parameter_count >> CODE_LIVE_BITS != 0 ||
        words >> CODE_NEED_BITS != 0)
        return false;
    for (uint32_t i = 0; i < head->parameter_count; i++) {
        if (emit->function->ir->values[head->parameters[i]].type != IR_TERM)
            return false;
    }
    return true;
}

/* Nothing has happened since the head was entered: collect and enter it again. The most that any
 * such place of the fragment needs is made free. */
static void collect_and_restart(Emit *emit, uint32_t words)
{
    Gen *gen = emit->gen;
    const IrBlock *head = emit_block(emit, emit->head);
    if (emit->restart_need < words)
        emit->restart_need = words;
    LLVMValueRef *arguments = ARENA_NEW_ARRAY(gen->arena, LLVMValueRef, head->parameter_count);
    for (uint32_t i = 0; i < head->parameter_count; i++)
        arguments[i] = fragment_value(emit, head->parameters[i]);
    /* At a function's entry, where the other way out is to yield, it is the same code. */
    const char *target =
        emit->fragment == emit->function->entry ? "rt_yield" : "rt_collect_restart";
    fragment_leave(emit, fragment_runtime(gen, target), arguments, head->parameter_count,
                   constant_address(gen, emit->fragment));
}

static bool may_move(const Emit *emit, IrValue value)
{
    const uint32_t immediates = FACT_ATOM | FACT_SMALL | FACT_NIL;
    const IrValueInfo *info = &emit->function->ir->values[value];
    return info->type == IR_TERM && (info->fact.types & ~immediates) != 0 &&
           !LLVMIsConstant(emit->values[value]);
}

/* Save what may move in the X registers, collect, take it back; collected[i] is the i-th argument
 * afterwards. */
static void collect_in_place(Emit *emit, const IrInstruction *instruction, LLVMValueRef *collected)
{
    Gen *gen = emit->gen;
    LLVMValueRef memory = op_call_helper(emit, HELPER_x_registers, NULL, 0);
    uint32_t live = 0;
    for (uint32_t i = 0; i < instruction->argument_count; i++) {
        collected[i] = fragment_value(emit, instruction->arguments[i]);
        if (may_move(emit, instruction->arguments[i]))
            LLVMBuildStore(gen->builder, collected[i], fragment_word_at(emit, memory, live++));
    }
    LLVMValueRef numbers[] = {constant_word(gen, (uint64_t)instruction->imm.i64),
                              constant_word(gen, live)};
    op_call_helper(emit, HELPER_collect, numbers, 2);
    memory = op_call_helper(emit, HELPER_x_registers, NULL, 0); /* of another thread, maybe */
    for (uint32_t i = 0, x = 0; i < instruction->argument_count; i++) {
        if (may_move(emit, instruction->arguments[i]))
            collected[i] = LLVMBuildLoad2(gen->builder, gen->type.i64,
                                          fragment_word_at(emit, memory, x++), "");
    }
}

/* The same for terms in registers, by a piece of code that keeps all others
 * (rt/core/collect_terms.c); false when there are too many. */
static bool collect_in_registers(Emit *emit, const IrInstruction *instruction,
                                 LLVMValueRef *collected)
{
    static const char *const registers[COLLECT_TERMS_MAX] = {"rdi", "rsi", "rdx",
                                                             "rcx", "r8",  "r9"};
    enum { PINNED = 3, PARTS = PINNED + COLLECT_TERMS_MAX };
    Gen *gen = emit->gen;
    uint32_t moving[COLLECT_TERMS_MAX], live = 0;
    for (uint32_t i = 0; i < instruction->argument_count; i++) {
        collected[i] = fragment_value(emit, instruction->arguments[i]);
        if (!may_move(emit, instruction->arguments[i]))
            continue;
        if (live == COLLECT_TERMS_MAX)
            return false;
        moving[live++] = i;
    }
    uint64_t words = (uint64_t)instruction->imm.i64;
    if (!target_is_x86(&gen->target) || words >> COLLECT_WORDS_BITS != 0)
        return false;
    LLVMTypeRef types[PARTS + 2] = {gen->type.pointer, gen->type.pointer, gen->type.i64};
    LLVMValueRef parts[PARTS + 2];
    const char *outputs = "={r13},={r14},={r15}", *inputs = "0,1,2";
    for (unsigned i = 0; i < PINNED; i++)
        parts[i] = fragment_load_state(emit, PARAMETER_STACK + i);
    for (uint32_t i = 0; i < live; i++) {
        types[PINNED + i] = gen->type.i64;
        parts[PINNED + i] = collected[moving[i]];
        outputs = arena_printf(gen->arena, "%s,={%s}", outputs, registers[i]);
        inputs = arena_printf(gen->arena, "%s,%u", inputs, PINNED + i);
    }
    uint32_t count = PINNED + live;
    LLVMTypeRef result = LLVMStructTypeInContext(gen->context, types, count, false);
    types[count] = gen->type.pointer;
    parts[count] = fragment_load_state(emit, PARAMETER_PROCESS);
    types[count + 1] = gen->type.i32;
    parts[count + 1] = constant_i32(gen, (uint32_t)(words | (uint64_t)live << COLLECT_WORDS_BITS));
    const char *constraints = arena_printf(
        gen->arena,
        "%s,%s,{r12},{eax},~{r11},~{memory},~{dirflag},~{fpsr},~{flags},~{xmm0},~{xmm1},~{xmm2},"
        "~{xmm3},~{xmm4},~{xmm5},~{xmm6},~{xmm7},~{xmm8},~{xmm9},~{xmm10},~{xmm11},~{xmm12},"
        "~{xmm13},~{xmm14},~{xmm15}",
        outputs, inputs);
    static const char text[] = "call rt_collect_in_place";
    LLVMTypeRef type = LLVMFunctionType(result, types, count + 2, false);
    LLVMValueRef code =
        LLVMGetInlineAsm(type, text, sizeof text - 1, constraints, strlen(constraints), true, false,
                         LLVMInlineAsmDialectATT, false);
    LLVMValueRef all = LLVMBuildCall2(gen->builder, type, code, parts, count + 2, "");
    for (unsigned i = 0; i < PINNED; i++)
        fragment_store_state(emit, PARAMETER_STACK + i,
                             LLVMBuildExtractValue(gen->builder, all, i, ""));
    for (uint32_t i = 0; i < live; i++)
        collected[moving[i]] = LLVMBuildExtractValue(gen->builder, all, PINNED + i, "");
    return true;
}

static void write_gc(Emit *emit, const IrInstruction *instruction)
{
    Gen *gen = emit->gen;
    LLVMValueRef words = constant_word(gen, (uint64_t)instruction->imm.i64);
    LLVMValueRef need = op_call_helper(emit, HELPER_need_gc, &words, 1);
    LLVMBasicBlockRef fast = LLVMGetInsertBlock(gen->builder);
    LLVMBasicBlockRef slow = fragment_new_block(emit), join = fragment_new_block(emit);
    fragment_branch(emit, need, slow, join, 0);
    LLVMPositionBuilderAtEnd(gen->builder, slow);
    uint32_t count = instruction->argument_count;
    if (can_restart(emit, instruction->imm.i64)) {
        collect_and_restart(emit, (uint32_t)instruction->imm.i64);
        LLVMPositionBuilderAtEnd(gen->builder, join);
        for (uint32_t i = 0; i < count; i++)
            emit->values[instruction->result + i] = fragment_value(emit, instruction->arguments[i]);
        return;
    }
    LLVMValueRef *collected = ARENA_NEW_ARRAY(gen->arena, LLVMValueRef, count);
    if (!collect_in_registers(emit, instruction, collected))
        collect_in_place(emit, instruction, collected);
    slow = LLVMGetInsertBlock(gen->builder);
    LLVMBuildBr(gen->builder, join);
    LLVMPositionBuilderAtEnd(gen->builder, join);
    for (uint32_t i = 0; i < count; i++) {
        LLVMValueRef before = fragment_value(emit, instruction->arguments[i]), after = before;
        if (collected[i] != before) {
            after = LLVMBuildPhi(gen->builder, LLVMTypeOf(before), "");
            LLVMAddIncoming(after, &before, &fast, 1);
            LLVMAddIncoming(after, &collected[i], &slow, 1);
        }
        emit->values[instruction->result + i] = after;
    }
}

/* ---- building
 * -------------------------------------------------------------------------------------- */

static LLVMValueRef take_heap(Emit *emit, uint64_t words)
{
    LLVMValueRef heap = fragment_load_state(emit, PARAMETER_HEAP);
    fragment_store_state(emit, PARAMETER_HEAP, fragment_word_at(emit, heap, (int64_t)words));
    return heap;
}

static LLVMValueRef boxed(Emit *emit, LLVMValueRef pointer)
{
    Gen *gen = emit->gen;
    LLVMValueRef address = LLVMBuildPtrToInt(gen->builder, pointer, gen->type.i64, "");
    return LLVMBuildNUWAdd(gen->builder, address, constant_word(gen, TAG_BOXED), "");
}

static LLVMValueRef unboxed(Emit *emit, LLVMValueRef term)
{
    Gen *gen = emit->gen;
    LLVMValueRef pointer = LLVMBuildIntToPtr(gen->builder, term, gen->type.pointer, "");
    LLVMValueRef offset = LLVMConstInt(gen->type.i64, (unsigned long long)-TAG_BOXED, true);
    return LLVMBuildInBoundsGEP2(gen->builder, gen->type.i8, pointer, &offset, 1, "");
}

static void write_tuple(Emit *emit, const IrInstruction *instruction)
{
    uint32_t count = instruction->argument_count;
    LLVMValueRef at = take_heap(emit, 1 + (uint64_t)count);
    fragment_store_heap(emit, at, 0, constant_word(emit->gen, header_tuple(count)));
    for (uint32_t i = 0; i < count; i++)
        fragment_store_heap(emit, at, 1 + i, fragment_value(emit, instruction->arguments[i]));
    set(emit, instruction, boxed(emit, at));
}

static void write_make_fun(Emit *emit, const IrInstruction *instruction)
{
    Gen *gen = emit->gen;
    uint32_t index = (uint32_t)instruction->imm.i64, count = instruction->argument_count;
    const BeamLambda *lambda = &gen->module->lambdas[index];
    if (count == 0) {
        set(emit, instruction, literal_data_fun(gen, index));
        return;
    }
    LLVMValueRef at = take_heap(emit, FUN_FIXED_WORDS + (uint64_t)count);
    Term header =
        header_make(KIND_FUN, lambda->arity - lambda->num_free, FUN_FIXED_WORDS - 1 + (UInt)count);
    fragment_store_heap(emit, at, 0, constant_word(gen, header));
    fragment_store_heap(
        emit, at, 1,
        constant_address(gen, constant_offset(gen, gen->lambdas, index * sizeof(FunEntry))));
    fragment_store_heap(emit, at, 2, op_call(emit, IR_BIF_SELF, NULL, 0, 0));
    for (uint32_t i = 0; i < count; i++)
        fragment_store_heap(emit, at, FUN_FIXED_WORDS + i,
                            fragment_value(emit, instruction->arguments[i]));
    set(emit, instruction, boxed(emit, at));
}

/* A copy with some elements replaced; small ones element by element, so that what is replaced is
 * not copied first. */
static void write_update_record(Emit *emit, const IrInstruction *instruction)
{
    enum { IN_LINE = 24 };
    Gen *gen = emit->gen;
    uint64_t size = (uint64_t)instruction->imm.i64;
    LLVMValueRef from = unboxed(emit, fragment_value(emit, instruction->arguments[0]));
    LLVMValueRef to = take_heap(emit, 1 + size);
    bool *replaced = ARENA_NEW_ARRAY(gen->arena, bool, 1 + size);
    for (uint32_t i = 1; i < instruction->argument_count; i += 2) {
        LLVMValueRef index = fragment_value(emit, instruction->arguments[i]);
        uint64_t place = 1 + (uint64_t)term_small_value(LLVMConstIntGetZExtValue(index));
        replaced[place] = size <= IN_LINE;
    }
    if (size > IN_LINE)
        LLVMBuildMemCpy(gen->builder, to, 8, from, 8,
                        constant_word(gen, (1 + size) * sizeof(Term)));
    for (uint64_t i = 0; size <= IN_LINE && i <= size; i++) {
        if (!replaced[i])
            fragment_store_heap(emit, to, i, fragment_load_heap(emit, from, (int64_t)i));
    }
    for (uint32_t i = 1; i < instruction->argument_count; i += 2) {
        LLVMValueRef index = fragment_value(emit, instruction->arguments[i]);
        uint64_t place = 1 + (uint64_t)term_small_value(LLVMConstIntGetZExtValue(index));
        fragment_store_heap(emit, to, place, fragment_value(emit, instruction->arguments[i + 1]));
    }
    set(emit, instruction, boxed(emit, to));
}

/* ---- calls of C
 * -------------------------------------------------------------------------------------- */

static LLVMTypeRef type_of_native(const Gen *gen, uint32_t words)
{
    LLVMTypeRef parameters[2 + ARITY_MAX];
    parameters[0] = gen->type.pointer;
    for (uint32_t i = 0; i < words; i++)
        parameters[1 + i] = gen->type.i64;
    return LLVMFunctionType(gen->type.i64, parameters, 1 + words, false);
}

/* Guards are never traced here: in BEAM they are instructions. */
static LLVMValueRef guard_function(Gen *gen, const BifInfo *bif, LLVMTypeRef type)
{
    LLVMValueRef function = LLVMGetNamedFunction(gen->llvm, bif->symbol);
    return function ? function : LLVMAddFunction(gen->llvm, bif->symbol, type);
}

/* What the export calls, with the place of the call behind the arguments (rt/core/code.h). */
static LLVMValueRef traceable_function(Emit *emit, const IrInstruction *instruction,
                                       LLVMValueRef *site)
{
    Gen *gen = emit->gen;
    LLVMValueRef export = constant_native(gen, instruction->imm.bif);
    *site = constant_address(
        gen, constant_raise_site(gen, emit->function, emit->frame, instruction->location, export));
    return LLVMBuildLoad2(gen->builder, gen->type.pointer,
                          constant_offset(gen, export, offsetof(Export, bif)), "");
}

static void write_bif(Emit *emit, const IrInstruction *instruction)
{
    Gen *gen = emit->gen;
    const BifInfo *bif = instruction->imm.bif;
    LLVMValueRef arguments[2 + ARITY_MAX], function;
    uint32_t words = instruction->argument_count;
    op_call_helper(emit, HELPER_sync, NULL, 0);
    arguments[0] = fragment_load_state(emit, PARAMETER_PROCESS);
    for (uint32_t i = 0; i < instruction->argument_count; i++)
        arguments[1 + i] = fragment_value(emit, instruction->arguments[i]);
    if (bif->kind == BIF_GUARD)
        function = guard_function(gen, bif, type_of_native(gen, words));
    else
        function = traceable_function(emit, instruction, &arguments[1 + words++]);
    LLVMValueRef result = LLVMBuildCall2(gen->builder, type_of_native(gen, words), function,
                                         arguments, 1 + words, "");
    op_call_helper(emit, HELPER_resync, NULL, 0);
    set(emit, instruction, result);
}

/* The arguments from `first` on in an array. */
static LLVMValueRef array_of(Emit *emit, const IrInstruction *instruction, uint32_t first)
{
    uint32_t count = instruction->argument_count - first;
    LLVMValueRef array = fragment_scratch(emit, count == 0 ? 1 : count);
    for (uint32_t i = 0; i < count; i++)
        LLVMBuildStore(emit->gen->builder, fragment_value(emit, instruction->arguments[first + i]),
                       fragment_word_at(emit, array, i));
    return array;
}

static void write_map_put(Emit *emit, const IrInstruction *instruction, Helper helper)
{
    LLVMValueRef arguments[] = {
        fragment_value(emit, instruction->arguments[0]),
        array_of(emit, instruction, 1),
        constant_word(emit->gen, (instruction->argument_count - 1) / 2),
    };
    set(emit, instruction, op_call_helper(emit, helper, arguments, 3));
}

/* ---- bit syntax
 * ----------------------------------------------------------------------------------------- */

static LLVMValueRef segment_of(Gen *gen, const IrSegment *segment)
{
    LLVMTypeRef i8 = gen->type.i8;
    bool is_string = segment->kind == SEGMENT_STRING;
    LLVMValueRef fields[] = {
        is_string ? constant_string(gen, segment->string_offset) : LLVMConstNull(gen->type.pointer),
        constant_i32(gen, segment->string_bytes),
        constant_i32(gen, segment->number),
        constant_i32(gen, segment->unit),
        LLVMConstInt(i8, (unsigned)segment->kind, false),
        LLVMConstInt(i8, segment->flags, false),
        LLVMConstInt(i8, segment->has_size, false),
        LLVMConstInt(i8, segment->size_all, false),
    };
    _Static_assert(sizeof(BitsSegment) == 24, "the fields above are those of BitsSegment");
    return LLVMConstStructInContext(gen->context, fields, sizeof fields / sizeof fields[0], false);
}

static void write_create(Emit *emit, const IrInstruction *instruction)
{
    Gen *gen = emit->gen;
    const IrBuild *build = instruction->imm.build;
    LLVMValueRef *segments = ARENA_NEW_ARRAY(gen->arena, LLVMValueRef, build->count);
    for (uint32_t i = 0; i < build->count; i++)
        segments[i] = segment_of(gen, &build->segments[i]);
    LLVMValueRef description =
        LLVMConstStructInContext(gen->context, segments, build->count, false);
    LLVMValueRef arguments[] = {
        constant_global(gen, "segments", description),
        constant_word(gen, build->count),
        array_of(emit, instruction, 0),
    };
    set(emit, instruction, op_call_helper(emit, HELPER_bs_create, arguments, 3));
}

static void write_match_string(Emit *emit, const IrInstruction *instruction)
{
    Gen *gen = emit->gen;
    LLVMValueRef arguments[] = {
        fragment_value(emit, instruction->arguments[0]),
        constant_string(gen, instruction->imm.string.offset),
        constant_word(gen, instruction->imm.string.bits),
    };
    set(emit, instruction, op_call_helper(emit, HELPER_bs_match_string, arguments, 3));
}

static void write_put_string(Emit *emit, const IrInstruction *instruction)
{
    Gen *gen = emit->gen;
    LLVMValueRef arguments[] = {
        constant_string(gen, instruction->imm.string.offset),
        constant_word(gen, instruction->imm.string.bits / 8),
    };
    op_call_helper(emit, HELPER_bs_put_string, arguments, 2);
}

/* ---- all of them
 * ------------------------------------------------------------------------------------------ */

static void write_operation(Emit *emit, const IrInstruction *instruction)
{
    LLVMValueRef arguments[OP_CALL_ARGUMENTS_MAX];
    uint32_t count = instruction->argument_count;
    for (uint32_t i = 0; i < count && i < OP_CALL_ARGUMENTS_MAX; i++)
        arguments[i] = fragment_value(emit, instruction->arguments[i]);
    LLVMValueRef result = op_call(emit, instruction->op, arguments, count, instruction->imm.i64);
    if (instruction->result)
        set(emit, instruction, result);
}

void instruction_write(Emit *emit, const IrInstruction *instruction)
{
    Gen *gen = emit->gen;
    int64_t number = instruction->imm.i64;
    switch (instruction->op) {
    case IR_CONST:
        set(emit, instruction, constant_of(gen, instruction));
        break;
    case IR_LITERAL:
        set(emit, instruction, literal_data_word(gen, (uint32_t)number));
        break;
    case IR_EXPORT_FUN:
        set(emit, instruction, literal_data_export_fun(gen, (uint32_t)number));
        break;
    case IR_CONST_I64:
        set(emit, instruction, constant_word(gen, (uint64_t)number));
        break;
    case IR_CONST_F64:
        set(emit, instruction, LLVMConstReal(gen->type.f64, instruction->imm.f64));
        break;
    case IR_NON_VALUE:
        set(emit, instruction, constant_word(gen, THE_NON_VALUE));
        break;
    case IR_REFINE:
        set(emit, instruction, fragment_value(emit, instruction->arguments[0]));
        break;
    case IR_ALLOCATE:
        write_allocate(emit, instruction);
        break;
    case IR_DEALLOCATE:
        move_stack(emit, number + 1);
        emit->frame = IR_NO_FRAME;
        break;
    case IR_TRIM:
        move_stack(emit, number);
        emit->frame -= (int)number;
        break;
    case IR_LOAD_Y:
        set(emit, instruction, fragment_load_stack(emit, 1 + number));
        break;
    case IR_STORE_Y:
        fragment_store_stack(emit, 1 + number, fragment_value(emit, instruction->arguments[0]));
        break;
    case IR_STORE_CATCH:
        fragment_store_stack(emit, 1 + number,
                             fragment_address(emit, instruction->targets[0].block));
        break;
    case IR_GC:
        write_gc(emit, instruction);
        break;
    case IR_TUPLE:
        write_tuple(emit, instruction);
        break;
    case IR_MAKE_FUN:
        write_make_fun(emit, instruction);
        break;
    case IR_UPDATE_RECORD:
        write_update_record(emit, instruction);
        break;
    case IR_BIF:
        write_bif(emit, instruction);
        break;
    case IR_MAP_PUT_ASSOC:
        write_map_put(emit, instruction, HELPER_map_put_assoc);
        break;
    case IR_MAP_PUT_EXACT:
        write_map_put(emit, instruction, HELPER_map_put_exact);
        break;
    case IR_BS_CREATE:
        write_create(emit, instruction);
        break;
    case IR_BS_MATCH_STRING:
        write_match_string(emit, instruction);
        break;
    case IR_BS_PUT_STRING:
        write_put_string(emit, instruction);
        break;
    default:
        write_operation(emit, instruction);
        break;
    }
}
