/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Switches: from one term to one of many targets.
 *
 * Words known at compile time (small integers, fixed atoms, nil, headers of tuples) become one LLVM
 * switch, which turns into jump tables and bit tests. Behind its default come the atoms with a
 * link-time word: a chain of comparisons, or, when there are many, a jump table over a perfect hash
 * of the atom's name with one comparison at its end. Behind these come literals, compared by =:=.
 */
#include <string.h>
#include "codegen/constant.h"
#include "codegen/fragment.h"
#include "codegen/instruction.h"
#include "codegen/literal_data.h"
#include "codegen/op_call.h"
#include "rt/core/atom_hash.h"

enum {
    CHAIN_MAX = 8, /* comparisons in a row */
    MULTIPLIER_TRIES = 4096,
    TABLE_BITS_MAX = 16,
};

/* The cases of one sort: numbers in the IrSwitch. */
typedef struct Cases {
    uint32_t *items;
    uint32_t count;
} Cases;

typedef struct Select {
    Emit *emit;
    const IrInstruction *instruction;
    const IrSwitch *table;
    LLVMValueRef term;
    Cases words, atoms, literals;
} Select;

static LLVMBasicBlockRef edge_of(const Select *select, uint32_t item)
{
    return fragment_edge(select->emit, &select->instruction->targets[item]);
}

/* ---- link-time atoms ----------------------------------------------------------------------------
 */

static void compare_atom(const Select *select, uint32_t item)
{
    Gen *gen = select->emit->gen;
    LLVMBasicBlockRef next = fragment_new_block(select->emit);
    LLVMValueRef atom = constant_atom(gen, select->table->cases[item].atom);
    LLVMValueRef same = LLVMBuildICmp(gen->builder, LLVMIntEQ, select->term, atom, "");
    LLVMBuildCondBr(gen->builder, same, edge_of(select, item), next);
    LLVMPositionBuilderAtEnd(gen->builder, next);
}

static uint32_t name_hash(const Gen *gen, uint32_t atom)
{
    BeamText text = beam_atom(gen->module, atom);
    return atom_hash((const uint8_t *)text.bytes, text.size);
}

typedef struct PerfectHash {
    uint32_t multiplier;
    unsigned shift; /* slot = (uint32_t)(hash * multiplier) >> shift */
} PerfectHash;

static uint32_t slot_of(PerfectHash perfect, uint32_t hash)
{
    return hash * perfect.multiplier >> perfect.shift;
}

static bool is_perfect(PerfectHash perfect, const uint32_t *hashes, uint32_t count, uint8_t *used)
{
    memset(used, 0, (size_t)1 << (32 - perfect.shift));
    for (uint32_t i = 0; i < count; i++) {
        uint32_t slot = slot_of(perfect, hashes[i]);
        if (used[slot])
            return false;
        used[slot] = 1;
    }
    return true;
}

/* Multipliers are tried in a fixed order, for tables of growing size. */
static bool find_perfect(const uint32_t *hashes, uint32_t count, Arena *arena, PerfectHash *perfect)
{
    unsigned bits = 1;
    while (((uint32_t)1 << bits) < count)
        bits++;
    uint8_t *used = arena_alloc(arena, (size_t)1 << TABLE_BITS_MAX);
    for (bits++; bits <= TABLE_BITS_MAX && bits < 32; bits++) {
        perfect->shift = 32 - bits;
        perfect->multiplier = 1;
        for (int i = 0; i < MULTIPLIER_TRIES; i++) {
            if (is_perfect(*perfect, hashes, count, used))
                return true;
            perfect->multiplier = (perfect->multiplier * 0x915f77f5u + 0x6c078964u) | 1;
        }
    }
    return false;
}

/* Two names with the same hash (never seen) leave no perfect hash: then a chain it is. */
static bool hash_atoms(const Select *select, LLVMBasicBlockRef otherwise)
{
    Emit *emit = select->emit;
    Gen *gen = emit->gen;
    Arena scratch;
    arena_init(&scratch);
    uint32_t *hashes = ARENA_NEW_ARRAY(&scratch, uint32_t, select->atoms.count);
    for (uint32_t i = 0; i < select->atoms.count; i++)
        hashes[i] = name_hash(gen, select->table->cases[select->atoms.items[i]].atom);
    PerfectHash perfect;
    bool found = find_perfect(hashes, select->atoms.count, &scratch, &perfect);
    if (found) {
        LLVMBasicBlockRef lookup = fragment_new_block(emit);
        LLVMValueRef is_atom = op_call(emit, IR_IS_ATOM, &select->term, 1, 0);
        LLVMBuildCondBr(gen->builder, is_atom, lookup, otherwise);
        LLVMPositionBuilderAtEnd(gen->builder, lookup);
        LLVMValueRef wide = op_call_helper(emit, HELPER_atom_hash, &select->term, 1);
        LLVMValueRef hash = LLVMBuildTrunc(gen->builder, wide, gen->type.i32, "");
        hash = LLVMBuildMul(gen->builder, hash, constant_i32(gen, perfect.multiplier), "");
        hash = LLVMBuildLShr(gen->builder, hash, constant_i32(gen, perfect.shift), "");
        LLVMValueRef jump = LLVMBuildSwitch(gen->builder, hash, otherwise, select->atoms.count);
        for (uint32_t i = 0; i < select->atoms.count; i++) {
            uint32_t item = select->atoms.items[i];
            LLVMBasicBlockRef verify = fragment_new_block(emit);
            LLVMAddCase(jump, constant_i32(gen, slot_of(perfect, hashes[i])), verify);
            LLVMPositionBuilderAtEnd(gen->builder, verify);
            LLVMValueRef atom = constant_atom(gen, select->table->cases[item].atom);
            LLVMValueRef same = LLVMBuildICmp(gen->builder, LLVMIntEQ, select->term, atom, "");
            LLVMBuildCondBr(gen->builder, same, edge_of(select, item), otherwise);
        }
        LLVMPositionBuilderAtEnd(gen->builder, otherwise);
    }
    arena_free(&scratch);
    return found;
}

/* Goes on where none of the atoms matched. */
static void select_atoms(const Select *select)
{
    if (select->atoms.count > CHAIN_MAX) {
        LLVMBasicBlockRef otherwise = fragment_new_block(select->emit);
        if (hash_atoms(select, otherwise))
            return;
        LLVMDeleteBasicBlock(otherwise);
    }
    for (uint32_t i = 0; i < select->atoms.count; i++)
        compare_atom(select, select->atoms.items[i]);
}

/* ---- literals
 * ------------------------------------------------------------------------------------- */

static void select_literals(const Select *select)
{
    Emit *emit = select->emit;
    Gen *gen = emit->gen;
    for (uint32_t i = 0; i < select->literals.count; i++) {
        uint32_t item = select->literals.items[i];
        LLVMBasicBlockRef next = fragment_new_block(emit);
        LLVMValueRef pair[] = {select->term,
                               literal_data_word(gen, select->table->cases[item].literal)};
        LLVMValueRef same = op_call(emit, IR_EXACT, pair, 2, 0);
        LLVMBuildCondBr(gen->builder, same, edge_of(select, item), next);
        LLVMPositionBuilderAtEnd(gen->builder, next);
    }
}

/* ---- known words
 * ------------------------------------------------------------------------------------ */

static bool word_of(const Gen *gen, const IrCase *it, uint64_t *word)
{
    uint32_t index;
    switch (it->kind) {
    case IR_CASE_SMALL:
        *word = term_make_small(it->value);
        return true;
    case IR_CASE_NIL:
        *word = TERM_NIL;
        return true;
    case IR_CASE_ARITY:
        *word = header_tuple((UInt)it->value);
        return true;
    case IR_CASE_ATOM:
        if (!constant_fixed_atom(gen, beam_atom(gen->module, it->atom), &index))
            return false;
        *word = term_make_atom(index);
        return true;
    case IR_CASE_LITERAL:
        break;
    }
    return false;
}

/* Goes on where none of the words matched; `key` is the term, or a tuple's header. */
static void select_words(const Select *select, LLVMValueRef key)
{
    Gen *gen = select->emit->gen;
    if (select->words.count == 0)
        return;
    LLVMBasicBlockRef next = fragment_new_block(select->emit);
    LLVMValueRef jump = LLVMBuildSwitch(gen->builder, key, next, select->words.count);
    for (uint32_t i = 0; i < select->words.count; i++) {
        uint32_t item = select->words.items[i];
        uint64_t word = 0;
        word_of(gen, &select->table->cases[item], &word);
        LLVMAddCase(jump, constant_word(gen, word), edge_of(select, item));
    }
    LLVMPositionBuilderAtEnd(gen->builder, next);
}

static LLVMValueRef header_of(const Select *select)
{
    Gen *gen = select->emit->gen;
    LLVMValueRef pointer = LLVMBuildIntToPtr(gen->builder, select->term, gen->type.pointer, "");
    LLVMValueRef offset = LLVMConstInt(gen->type.i64, (unsigned long long)-TAG_BOXED, true);
    LLVMValueRef at = LLVMBuildInBoundsGEP2(gen->builder, gen->type.i8, pointer, &offset, 1, "");
    return LLVMBuildLoad2(gen->builder, gen->type.i64, at, "");
}

/* ---- all of it
 * ---------------------------------------------------------------------------------------- */

static void sort_cases(Select *select)
{
    Gen *gen = select->emit->gen;
    uint32_t count = select->table->count;
    Cases *sorts[] = {&select->words, &select->atoms, &select->literals};
    for (int i = 0; i < 3; i++)
        sorts[i]->items = ARENA_NEW_ARRAY(gen->arena, uint32_t, count);
    for (uint32_t i = 0; i < count; i++) {
        uint64_t word;
        const IrCase *it = &select->table->cases[i];
        Cases *sort = word_of(gen, it, &word)       ? &select->words
                      : it->kind == IR_CASE_LITERAL ? &select->literals
                                                    : &select->atoms;
        sort->items[sort->count++] = i;
    }
}

void select_write(Emit *emit, const IrInstruction *instruction)
{
    Select select = {
        .emit = emit,
        .instruction = instruction,
        .table = instruction->imm.select,
        .term = fragment_value(emit, instruction->arguments[0]),
    };
    sort_cases(&select);
    bool on_arity = select.table->count != 0 && select.table->cases[0].kind == IR_CASE_ARITY;
    select_words(&select, on_arity ? header_of(&select) : select.term);
    select_atoms(&select);
    select_literals(&select);
    fragment_jump(emit, &instruction->targets[select.table->count]);
}
