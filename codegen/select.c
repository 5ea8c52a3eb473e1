/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Switches: from one term to one of many targets.
 *
 * Many small integers are looked up in a table (rt/core/case_table.h) when all lead to nothing but
 * a constant to return, or when they lie far apart. Other words known at compile time (small
 * integers, fixed atoms, nil, headers of tuples) become one LLVM switch, which turns into jump
 * tables and bit tests. Behind its default come the atoms with a link-time word: a chain of
 * comparisons, or, when there are many, a jump table over a perfect hash of the atom's name with
 * one comparison at its end. Behind these come literals, compared by =:=.
 */
#include <stdlib.h>
#include <string.h>
#include "codegen/constant.h"
#include "codegen/fragment.h"
#include "codegen/instruction.h"
#include "codegen/literal_data.h"
#include "codegen/op_call.h"
#include "rt/core/atom_hash.h"
#include "rt/core/case_table.h"

enum {
    CHAIN_MAX = 8,        /* comparisons in a row */
    TABLE_CASES_MIN = 32, /* cases in a table */
    SPARSE = 4,           /* keys per range */
    SMALL_SHIFT = 64 - SMALL_BITS,
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

/* ---- tables
 * ---------------------------------------------------------------------------------------------- */

typedef struct Row {
    uint32_t key, item;
} Row;

static int compare_rows(const void *a, const void *b)
{
    uint32_t left = ((const Row *)a)->key, right = ((const Row *)b)->key;
    return (left > right) - (left < right);
}

/* A table of cases under construction: ranges of keys, each from its start to the next one's. */
typedef struct CaseTable {
    LLVMValueRef direct[CASE_TABLE_DIRECT];
    LLVMValueRef *starts, *values;
    uint32_t count;
    uint64_t end; /* behind the last key */
} CaseTable;

static void add_range(Gen *gen, CaseTable *table, uint64_t start, LLVMValueRef value)
{
    if (table->count && table->values[table->count - 1] == value)
        return;
    table->starts[table->count] = constant_i32(gen, (uint32_t)start);
    table->values[table->count++] = value;
}

static CaseTable new_table(Gen *gen, uint32_t cases)
{
    size_t rows = 2 * (size_t)cases + 1;
    CaseTable table = {.starts = ARENA_NEW_ARRAY(gen->arena, LLVMValueRef, rows),
                       .values = ARENA_NEW_ARRAY(gen->arena, LLVMValueRef, rows)};
    for (uint32_t i = 0; i < CASE_TABLE_DIRECT; i++)
        table.direct[i] = constant_i32(gen, 0);
    return table;
}

static void add_case(Gen *gen, CaseTable *table, uint32_t key, LLVMValueRef value)
{
    if (table->count && table->end != key)
        add_range(gen, table, table->end, constant_i32(gen, 0));
    add_range(gen, table, key, value);
    if (key < CASE_TABLE_DIRECT)
        table->direct[key] = value;
    table->end = (uint64_t)key + 1;
}

/* What the term leads to; 0: it is not in the table. */
static LLVMValueRef look_up(const Select *select, CaseTable *table)
{
    Gen *gen = select->emit->gen;
    if (table->end <= UINT32_MAX)
        add_range(gen, table, table->end, constant_i32(gen, 0));
    uint32_t count = table->count;
    LLVMValueRef parts[] = {LLVMConstArray2(gen->type.i32, table->direct, CASE_TABLE_DIRECT),
                            LLVMConstArray2(gen->type.i32, table->starts, count),
                            LLVMConstArray2(gen->type.i32, table->values, count)};
    LLVMValueRef data = LLVMConstStructInContext(gen->context, parts, 3, false);
    LLVMValueRef arguments[] = {constant_global(gen, "cases", data), constant_word(gen, count),
                                select->term};
    return op_call_helper(select->emit, HELPER_case_table, arguments, 3);
}

/* The constant that the case returns at once, as 32 bits; NULL: it does something else. */
static LLVMValueRef constant_returned(const Select *select, uint32_t item)
{
    Gen *gen = select->emit->gen;
    const IrTarget *target = &select->instruction->targets[item];
    const IrBlock *block = emit_block(select->emit, target->block);
    if (block->instruction_count != 2)
        return NULL;
    const IrInstruction *first = &block->instructions[0], *last = &block->instructions[1];
    if (last->op != IR_RETURN || last->arguments[0] != first->result)
        return NULL;
    if (first->op == IR_LITERAL)
        return LLVMConstTrunc(literal_data_word(gen, (uint32_t)first->imm.i64), gen->type.i32);
    if (first->op != IR_CONST || first->imm.constant.kind != IR_CONST_SMALL)
        return NULL;
    Term word = term_make_small(first->imm.constant.small);
    return word <= UINT32_MAX ? constant_i32(gen, (uint32_t)word) : NULL;
}

static void return_constants(const Select *select, CaseTable *table)
{
    Emit *emit = select->emit;
    Gen *gen = emit->gen;
    LLVMValueRef value = look_up(select, table);
    LLVMValueRef found =
        LLVMBuildICmp(gen->builder, LLVMIntNE, value, constant_word(gen, THE_NON_VALUE), "");
    LLVMBasicBlockRef give = fragment_new_block(emit), next = fragment_new_block(emit);
    fragment_branch(emit, found, give, next, -1);
    LLVMPositionBuilderAtEnd(gen->builder, give);
    fragment_return(emit, value);
    LLVMPositionBuilderAtEnd(gen->builder, next);
}

/* By way of a table to few places; false when a table of jumps does as well. */
static bool jump_by_table(const Select *select, const Row *rows, uint32_t count)
{
    Emit *emit = select->emit;
    Gen *gen = emit->gen;
    const IrTarget *targets = select->instruction->targets;
    uint32_t *numbers = ARENA_NEW_ARRAY(gen->arena, uint32_t, emit->function->ir->block_count);
    uint32_t *items = ARENA_NEW_ARRAY(gen->arena, uint32_t, count), places = 0;
    CaseTable table = new_table(gen, count);
    for (uint32_t i = 0; i < count; i++) {
        const IrTarget *target = &targets[rows[i].item];
        if (target->count != 0)
            return false;
        if (numbers[target->block] == 0) {
            items[places] = rows[i].item;
            numbers[target->block] = ++places;
        }
        add_case(gen, &table, rows[i].key, constant_i32(gen, numbers[target->block]));
    }
    uint64_t span = table.end - rows[0].key;
    if (span <= SPARSE * (uint64_t)table.count || table.count < TABLE_CASES_MIN)
        return false;
    LLVMValueRef place = look_up(select, &table);
    LLVMBasicBlockRef next = fragment_new_block(emit);
    LLVMValueRef jump = LLVMBuildSwitch(gen->builder, place, next, places);
    for (uint32_t i = 0; i < places; i++)
        LLVMAddCase(jump, constant_word(gen, i + 1), edge_of(select, items[i]));
    LLVMPositionBuilderAtEnd(gen->builder, next);
    return true;
}

static bool is_table_key(const IrCase *it)
{
    return it->kind == IR_CASE_SMALL && it->value >= 0 && it->value <= UINT32_MAX;
}

/* Takes what goes into tables from the words; goes on where none of it matched. */
static void select_tables(Select *select)
{
    Gen *gen = select->emit->gen;
    uint32_t words = select->words.count, count = 0, constants = 0;
    if (words < TABLE_CASES_MIN)
        return;
    Row *rows = ARENA_NEW_ARRAY(gen->arena, Row, words);
    Cases rest = {ARENA_NEW_ARRAY(gen->arena, uint32_t, words), 0};
    for (uint32_t i = 0; i < words; i++) {
        uint32_t item = select->words.items[i];
        const IrCase *it = &select->table->cases[item];
        if (is_table_key(it))
            rows[count++] = (Row){(uint32_t)it->value, item};
        else
            rest.items[rest.count++] = item;
    }
    qsort(rows, count, sizeof *rows, compare_rows);
    CaseTable table = new_table(gen, count);
    for (uint32_t i = 0; i < count; i++) {
        LLVMValueRef value = constant_returned(select, rows[i].item);
        if (value) {
            add_case(gen, &table, rows[i].key, value);
            constants++;
        }
    }
    if (constants == count && constants >= TABLE_CASES_MIN)
        return_constants(select, &table);
    else if (count < TABLE_CASES_MIN || !jump_by_table(select, rows, count))
        return;
    select->words = rest;
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

/* Small integers become their values, other words something larger: of neighbours LLVM makes ranges
 * and dense tables. */
static LLVMValueRef build_untagged(const Gen *gen, LLVMValueRef word)
{
    LLVMBuilderRef builder = gen->builder;
    LLVMValueRef even = LLVMBuildSub(builder, word, constant_word(gen, TAG_SMALL), "");
    LLVMValueRef low = LLVMBuildLShr(builder, even, constant_word(gen, SMALL_SHIFT), "");
    LLVMValueRef high = LLVMBuildShl(builder, even, constant_word(gen, 64 - SMALL_SHIFT), "");
    return LLVMBuildOr(builder, low, high, "");
}

static uint64_t untagged(uint64_t word)
{
    word -= TAG_SMALL;
    return word >> SMALL_SHIFT | word << (64 - SMALL_SHIFT);
}

static bool is_many_smalls(const Select *select)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < select->words.count; i++)
        count += select->table->cases[select->words.items[i]].kind == IR_CASE_SMALL;
    return count > CHAIN_MAX;
}

/* Goes on where none of the words matched; `key` is the term, or a tuple's header. */
static void select_words(const Select *select, LLVMValueRef key)
{
    Gen *gen = select->emit->gen;
    if (select->words.count == 0)
        return;
    bool smalls = is_many_smalls(select);
    if (smalls)
        key = build_untagged(gen, key);
    LLVMBasicBlockRef next = fragment_new_block(select->emit);
    LLVMValueRef jump = LLVMBuildSwitch(gen->builder, key, next, select->words.count);
    for (uint32_t i = 0; i < select->words.count; i++) {
        uint32_t item = select->words.items[i];
        uint64_t word = 0;
        word_of(gen, &select->table->cases[item], &word);
        if (smalls)
            word = untagged(word);
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
    if (!on_arity)
        select_tables(&select);
    select_words(&select, on_arity ? header_of(&select) : select.term);
    select_atoms(&select);
    select_literals(&select);
    fragment_jump(emit, &instruction->targets[select.table->count]);
}
