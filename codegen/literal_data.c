/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Literals as data. Layout appends words to a list, children before parents (which is the order of
 * the pool); words that the linker fills in are kept symbolically until the data is written. See
 * literal_data.h.
 */
#include "codegen/literal_data.h"

#include <string.h>
#include "codegen/constant.h"
#include "codegen/literal_order.h"
#include "frontend/support/utf8.h"
#include "rt/core/binary.h"
#include "rt/map/map.h"

typedef enum WordKind {
    WORD_VALUE,  /* the word itself */
    WORD_OBJECT, /* value: byte offset of an object in the literals, plus its tag */
    WORD_ATOM,   /* value: atom of the module */
    WORD_EXPORT, /* value: import of the module, or with EXPORT_LITERAL a literal's id */
    WORD_LAMBDA, /* value: lambda whose FunEntry it points to */
    WORD_BINARY, /* value: byte offset in the BinaryObjects */
} WordKind;

#define EXPORT_LITERAL ((uint64_t)1 << 32)

typedef struct Word {
    uint64_t value;
    WordKind kind;
} Word;

/* Where an object is, as a word that refers to it; kind WORD_VALUE and value 0 when not laid out.
 */
struct Literals {
    Gen *gen;
    LiteralOrder order;
    Word *words;
    uint32_t count, capacity;
    Word *nodes;   /* by literal id */
    Word *imports; /* by import: its external fun */
    Word *lambdas; /* by lambda: its fun */
    Word *files;
    Buffer binaries; /* contents of the BinaryObjects */
    LLVMValueRef data, binary_data;
};

/* Far from 0 whatever processes do. */
#define REFERENCES_OF_LITERALS ((uint64_t)1 << 62)

/* ---- words -------------------------------------------------------------------------------------
 */

static uint32_t add(Literals *l, Word word)
{
    if (l->count == l->capacity) {
        Word *old = l->words;
        l->capacity = 2 * l->capacity + 256;
        l->words = ARENA_NEW_ARRAY(l->gen->arena, Word, l->capacity);
        if (old)
            memcpy(l->words, old, l->count * sizeof *old);
    }
    l->words[l->count] = word;
    return l->count++;
}

static uint32_t add_value(Literals *l, uint64_t value)
{
    return add(l, (Word){.value = value});
}

static Word object_at(uint32_t word, unsigned tag)
{
    return (Word){.kind = WORD_OBJECT, .value = (uint64_t)word * sizeof(Term) + tag};
}

static bool is_laid_out(Word word)
{
    return word.kind != WORD_VALUE || word.value != THE_NON_VALUE;
}

/* ---- objects ------------------------------------------------------------------------------------
 */

static Word integer_word(Literals *l, int64_t value)
{
    if (term_fits_small(value))
        return (Word){.value = term_make_small(value)};
    uint32_t at = add_value(l, header_make(value < 0 ? KIND_BIG_NEG : KIND_BIG_POS, 0, 1));
    add_value(l, value < 0 ? -(uint64_t)value : (uint64_t)value);
    return object_at(at, TAG_BOXED);
}

static void add_bytes(Literals *l, const uint8_t *bytes, uint32_t size)
{
    for (uint32_t i = 0; i < size; i += sizeof(Term)) {
        uint64_t word = 0;
        for (uint32_t b = 0; b < sizeof(Term) && i + b < size; b++)
            word |= (uint64_t)bytes[i + b] << 8 * b;
        add_value(l, word);
    }
}

static Word bigint_word(Literals *l, const Literal *literal)
{
    uint32_t size = literal->as.bigint.size;
    TermKind kind = literal->as.bigint.negative ? KIND_BIG_NEG : KIND_BIG_POS;
    uint32_t at = add_value(l, header_make(kind, 0, (size + 7) / 8));
    add_bytes(l, literal->as.bigint.magnitude, size);
    return object_at(at, TAG_BOXED);
}

static Word float_word(Literals *l, double value)
{
    Term object[FLOAT_WORDS];
    term_put_float(object, value);
    uint32_t at = add_value(l, object[0]);
    add_value(l, object[1]);
    return object_at(at, TAG_BOXED);
}

/* The i-th cell of `count` that stand one after the other; `tail` is that of the last. */
static void add_cell(Literals *l, Word head, uint32_t i, uint32_t count, Word tail)
{
    uint32_t at = add(l, head);
    add(l, i + 1 == count ? tail : object_at(at + 2, TAG_CONS));
}

static Word string_word(Literals *l, const uint8_t *bytes, uint32_t size)
{
    uint32_t start = l->count;
    for (uint32_t i = 0; i < size; i++)
        add_cell(l, (Word){.value = term_make_small(bytes[i])}, i, size, (Word){.value = TERM_NIL});
    return object_at(start, TAG_CONS);
}

static Word list_word(Literals *l, const Literal *literal)
{
    uint32_t start = l->count, count = literal->as.list.count;
    for (uint32_t i = 0; i < count; i++)
        add_cell(l, l->nodes[literal->as.list.elements[i]->id], i, count,
                 l->nodes[literal->as.list.tail->id]);
    return object_at(start, TAG_CONS);
}

static Word tuple_word(Literals *l, const Literal *literal)
{
    uint32_t at = add_value(l, header_tuple(literal->as.tuple.count));
    for (uint32_t i = 0; i < literal->as.tuple.count; i++)
        add(l, l->nodes[literal->as.tuple.elements[i]->id]);
    return object_at(at, TAG_BOXED);
}

/* A BinaryObject with these bytes; its byte offset. */
static uint64_t add_binary_object(Literals *l, const uint8_t *bytes, uint32_t size,
                                  uint64_t bit_size)
{
    static const uint8_t padding[sizeof(BinaryObject)];
    buffer_add(&l->binaries, padding, -l->binaries.size % sizeof(Term));
    uint64_t at = l->binaries.size;
    BinaryObject object = {
        .references = REFERENCES_OF_LITERALS, .capacity = size, .used_bits = bit_size};
    buffer_add(&l->binaries, &object, sizeof object);
    buffer_add(&l->binaries, bytes, size);
    return at;
}

static Word bits_word(Literals *l, const uint8_t *bytes, uint32_t size, uint64_t bit_size)
{
    if (size <= HEAP_BIN_MAX) {
        uint32_t at = add_value(l, header_make(KIND_HEAP_BIN, 0, 1 + (size + 7) / 8));
        add_value(l, bit_size);
        add_bytes(l, bytes, size);
        return object_at(at, TAG_BOXED);
    }
    uint64_t object = add_binary_object(l, bytes, size, bit_size);
    uint32_t at = add_value(l, header_make(KIND_REFC_BIN, 0, REFC_BIN_WORDS - 1));
    add_value(l, bit_size);
    add_value(l, 0);
    add(l, (Word){.kind = WORD_BINARY, .value = object});
    add(l, (Word){.kind = WORD_BINARY, .value = object + offsetof(BinaryObject, bytes)});
    return object_at(at, TAG_BOXED);
}

static Word export_fun_word(Literals *l, uint32_t arity, uint64_t export)
{
    uint32_t at = add_value(l, header_make(KIND_EXPORT, arity, EXPORT_WORDS - 1));
    add(l, (Word){.kind = WORD_EXPORT, .value = export});
    return object_at(at, TAG_BOXED);
}

/* ---- maps ---------------------------------------------------------------------------------------
 */

static Word flat_map_word(Literals *l, const Literal *map)
{
    const uint32_t *positions = literal_order_of_keys(&l->order, map);
    uint32_t count = map->as.map.count;
    uint32_t keys = add_value(l, header_tuple(count));
    for (uint32_t i = 0; i < count; i++)
        add(l, l->nodes[map->as.map.keys[positions[i]]->id]);
    uint32_t at = add_value(l, map_header(MAP_FLAT, 0, 1 + (UInt)count));
    add(l, object_at(keys, TAG_BOXED));
    for (uint32_t i = 0; i < count; i++)
        add(l, l->nodes[map->as.map.values[positions[i]]->id]);
    return object_at(at, TAG_BOXED);
}

typedef struct TrieKey {
    uint64_t hash;
    Word cell; /* its cons cell */
} TrieKey;

/* The keys[0…count-1] of the trie fall into groups by the hash's bits of `level`, in place and
 * keeping their order within a group; ends[b] is where group b ends. */
static void split_keys(Literals *l, TrieKey *keys, uint32_t count, unsigned level,
                       uint32_t ends[MAP_LEVEL_MASK + 1])
{
    unsigned shift = level * MAP_LEVEL_BITS;
    TrieKey *sorted = ARENA_NEW_ARRAY(l->order.arena, TrieKey, count);
    uint32_t n = 0;
    for (uint64_t bits = 0; bits <= MAP_LEVEL_MASK; bits++) {
        for (uint32_t i = 0; i < count; i++) {
            if ((keys[i].hash >> shift & MAP_LEVEL_MASK) == bits)
                sorted[n++] = keys[i];
        }
        ends[bits] = n;
    }
    memcpy(keys, sorted, count * sizeof *keys);
}

static bool all_collide(const TrieKey *keys, uint32_t count)
{
    for (uint32_t i = 1; i < count; i++) {
        if (keys[i].hash != keys[0].hash)
            return false;
    }
    return true;
}

/* The part of a trie at this level (at most MAP_LEVELS deep); map_size is used at the root. */
static Word trie_word(Literals *l, TrieKey *keys, uint32_t count, unsigned level, uint32_t map_size)
{
    if (level > 0 && count == 1)
        return keys[0].cell;
    if (level > 0 && all_collide(keys, count)) {
        uint32_t at = add_value(l, map_header(MAP_COLLISION, 0, count));
        for (uint32_t i = 0; i < count; i++)
            add(l, keys[i].cell);
        return object_at(at, TAG_BOXED);
    }
    uint32_t ends[MAP_LEVEL_MASK + 1], start = 0, bitmap = 0, children_count = 0;
    Word children[MAP_LEVEL_MASK + 1];
    split_keys(l, keys, count, level, ends);
    for (unsigned bits = 0; bits <= MAP_LEVEL_MASK; bits++) {
        if (ends[bits] > start) {
            children[children_count++] =
                trie_word(l, keys + start, ends[bits] - start, level + 1, map_size);
            bitmap |= 1u << bits;
        }
        start = ends[bits];
    }
    uint32_t at;
    if (level == 0) {
        at = add_value(l, map_header(MAP_ROOT, bitmap, children_count + 1));
        add_value(l, term_make_small(map_size));
    } else {
        at = add_value(l, map_header(MAP_NODE, bitmap, children_count));
    }
    for (uint32_t i = 0; i < children_count; i++)
        add(l, children[i]);
    return object_at(at, TAG_BOXED);
}

static Word large_map_word(Literals *l, const Literal *map)
{
    const uint32_t *positions = literal_order_of_keys(&l->order, map);
    uint32_t count = map->as.map.count;
    TrieKey *keys = ARENA_NEW_ARRAY(l->order.arena, TrieKey, count);
    for (uint32_t i = 0; i < count; i++) {
        const Literal *key = map->as.map.keys[positions[i]];
        uint32_t cell = add(l, l->nodes[key->id]);
        add(l, l->nodes[map->as.map.values[positions[i]]->id]);
        keys[i] = (TrieKey){literal_order_hash(&l->order, key), object_at(cell, TAG_CONS)};
    }
    return trie_word(l, keys, count, 0, count);
}

/* ---- layout -------------------------------------------------------------------------------------
 */

/* The children have been laid out. */
static Word lay_out(Literals *l, const Literal *literal)
{
    switch ((LiteralKind)literal->kind) {
    case LITERAL_NIL:
        return (Word){.value = TERM_NIL};
    case LITERAL_ATOM:
        return (Word){.kind = WORD_ATOM, .value = literal->as.atom};
    case LITERAL_INTEGER:
        return integer_word(l, literal->as.integer);
    case LITERAL_BIGINT:
        return bigint_word(l, literal);
    case LITERAL_FLOAT:
        return float_word(l, literal->as.number);
    case LITERAL_STRING:
        return string_word(l, literal->as.bytes.data, literal->as.bytes.size);
    case LITERAL_LIST:
        return list_word(l, literal);
    case LITERAL_TUPLE:
        return tuple_word(l, literal);
    case LITERAL_MAP:
        return literal->as.map.count <= MAP_FLAT_MAX ? flat_map_word(l, literal)
                                                     : large_map_word(l, literal);
    case LITERAL_BINARY:
        return bits_word(l, literal->as.bytes.data, literal->as.bytes.size,
                         (uint64_t)literal->as.bytes.size * 8);
    case LITERAL_BITSTRING:
        return bits_word(l, literal->as.bits.data, literal->as.bits.size,
                         ((uint64_t)literal->as.bits.size - 1) * 8 + literal->as.bits.last_bits);
    case LITERAL_EXPORT:
        return export_fun_word(l, literal->as.export.arity, EXPORT_LITERAL | literal->id);
    }
    return (Word){.value = TERM_NIL};
}

static void mark_nodes(bool *wanted, const Literal *const *nodes, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        wanted[nodes[i]->id] = true;
}

static void mark_children(bool *wanted, const Literal *literal)
{
    switch ((LiteralKind)literal->kind) {
    case LITERAL_LIST:
        mark_nodes(wanted, literal->as.list.elements, literal->as.list.count);
        mark_nodes(wanted, &literal->as.list.tail, 1);
        break;
    case LITERAL_TUPLE:
        mark_nodes(wanted, literal->as.tuple.elements, literal->as.tuple.count);
        break;
    case LITERAL_MAP:
        mark_nodes(wanted, literal->as.map.keys, literal->as.map.count);
        mark_nodes(wanted, literal->as.map.values, literal->as.map.count);
        break;
    default:
        break;
    }
}

static void mark_instruction(Literals *l, bool *wanted, const IrInstruction *instruction)
{
    const BeamModule *module = l->gen->module;
    if (instruction->op == IR_LITERAL)
        wanted[instruction->imm.i64] = true;
    if (instruction->op == IR_EXPORT_FUN && !is_laid_out(l->imports[instruction->imm.i64])) {
        uint64_t import = (uint64_t)instruction->imm.i64;
        l->imports[import] = export_fun_word(l, module->imports[import].arity, import);
    }
    for (uint32_t i = 0; instruction->op == IR_SWITCH && i < instruction->imm.select->count; i++) {
        const IrCase *it = &instruction->imm.select->cases[i];
        if (it->kind == IR_CASE_LITERAL)
            wanted[it->literal] = true;
    }
}

static void mark_code(Literals *l, bool *wanted)
{
    for (uint32_t f = 0; f < l->gen->function_count; f++) {
        const IrFunction *ir = l->gen->functions[f].ir;
        for (uint32_t b = 0; ir && b < ir->block_count; b++) {
            for (uint32_t i = 0; i < ir->blocks[b].instruction_count; i++)
                mark_instruction(l, wanted, &ir->blocks[b].instructions[i]);
        }
    }
}

static void lay_out_nodes(Literals *l, bool *wanted)
{
    const LiteralPool *pool = &l->gen->module->literal_pool;
    for (uint32_t i = pool->count; i-- > 0;) {
        if (wanted[i])
            mark_children(wanted, pool->nodes[i]);
    }
    for (uint32_t i = 0; i < pool->count; i++) {
        if (wanted[i])
            l->nodes[i] = lay_out(l, pool->nodes[i]);
    }
}

static void lay_out_funs(Literals *l)
{
    const BeamModule *module = l->gen->module;
    for (uint32_t i = 0; i < module->lambda_count; i++) {
        const BeamLambda *lambda = &module->lambdas[i];
        if (lambda->num_free != 0)
            continue;
        uint32_t at = add_value(l, header_make(KIND_FUN, lambda->arity, FUN_FIXED_WORDS - 1));
        add(l, (Word){.kind = WORD_LAMBDA, .value = i});
        add_value(l, term_make_pid(0));
        l->lambdas[i] = object_at(at, TAG_BOXED);
    }
}

static Word file_word(Literals *l, BeamText name)
{
    uint32_t start = l->count;
    const uint8_t *bytes = (const uint8_t *)name.bytes;
    for (size_t i = 0, length; i < name.size; i += length) {
        uint32_t character = utf8_decode(bytes + i, name.size - i, &length);
        if (character == UTF8_INVALID)
            character = bytes[i];
        uint32_t at = add_value(l, term_make_small(character));
        add(l, object_at(at + 2, TAG_CONS));
    }
    if (l->count == start)
        return (Word){.value = TERM_NIL};
    l->words[l->count - 1] = (Word){.value = TERM_NIL};
    return object_at(start, TAG_CONS);
}

void literal_data_layout(Gen *gen)
{
    const BeamModule *module = gen->module;
    Arena scratch;
    arena_init(&scratch);
    Literals *l = ARENA_NEW(gen->arena, Literals);
    gen->literals = l;
    l->gen = gen;
    l->nodes = ARENA_NEW_ARRAY(gen->arena, Word, module->literal_pool.count);
    l->imports = ARENA_NEW_ARRAY(gen->arena, Word, module->import_count);
    l->lambdas = ARENA_NEW_ARRAY(gen->arena, Word, module->lambda_count);
    l->files = ARENA_NEW_ARRAY(gen->arena, Word, module->file_count);
    literal_order_init(&l->order, &scratch, module);
    bool *wanted = ARENA_NEW_ARRAY(&scratch, bool, module->literal_pool.count);
    mark_code(l, wanted);
    lay_out_nodes(l, wanted);
    lay_out_funs(l);
    for (uint32_t i = 0; i < module->file_count; i++)
        l->files[i] = file_word(l, module->files[i]);
    arena_free(&scratch);

    l->data = LLVMAddGlobal(gen->llvm, LLVMArrayType2(gen->type.i64, l->count), "literals");
    l->binary_data = LLVMAddGlobal(gen->llvm, LLVMArrayType2(gen->type.i8, l->binaries.size),
                                   "literal_binaries");
}

/* ---- references and data
 * ------------------------------------------------------------------------- */

static LLVMValueRef value_of(Literals *l, Word word)
{
    Gen *gen = l->gen;
    const BeamModule *module = gen->module;
    switch (word.kind) {
    case WORD_VALUE:
        return constant_word(gen, word.value);
    case WORD_OBJECT:
        return constant_address(gen, constant_offset(gen, l->data, word.value));
    case WORD_ATOM:
        return constant_atom(gen, (uint32_t)word.value);
    case WORD_LAMBDA:
        return constant_address(gen,
                                constant_offset(gen, gen->lambdas, word.value * sizeof(FunEntry)));
    case WORD_BINARY:
        return constant_address(gen, constant_offset(gen, l->binary_data, word.value));
    case WORD_EXPORT:
        break;
    }
    if (!(word.value & EXPORT_LITERAL))
        return constant_address(gen, constant_import(gen, (uint32_t)word.value));
    const Literal *fun = module->literal_pool.nodes[(uint32_t)word.value];
    return constant_address(gen, constant_export(gen, beam_atom(module, fun->as.export.module),
                                                 beam_atom(module, fun->as.export.function),
                                                 fun->as.export.arity));
}

LLVMValueRef literal_data_word(Gen *gen, uint32_t literal)
{
    return value_of(gen->literals, gen->literals->nodes[literal]);
}

LLVMValueRef literal_data_export_fun(Gen *gen, uint32_t import)
{
    return value_of(gen->literals, gen->literals->imports[import]);
}

LLVMValueRef literal_data_fun(Gen *gen, uint32_t lambda)
{
    return value_of(gen->literals, gen->literals->lambdas[lambda]);
}

LLVMValueRef literal_data_file(Gen *gen, uint32_t file)
{
    return value_of(gen->literals, gen->literals->files[file]);
}

LLVMValueRef literal_data_start(const Gen *gen)
{
    return gen->literals->data;
}

LLVMValueRef literal_data_end(const Gen *gen)
{
    return constant_offset(gen, gen->literals->data, gen->literals->count * sizeof(Term));
}

void literal_data_define(Gen *gen)
{
    Literals *l = gen->literals;
    LLVMValueRef *words = ARENA_NEW_ARRAY(gen->arena, LLVMValueRef, l->count);
    for (uint32_t i = 0; i < l->count; i++)
        words[i] = value_of(l, l->words[i]);
    LLVMSetInitializer(l->data, LLVMConstArray2(gen->type.i64, words, l->count));
    LLVMSetGlobalConstant(l->data, true);
    LLVMSetLinkage(l->data, LLVMInternalLinkage);
    LLVMSetSection(l->data, LITERAL_SECTION);
    LLVMSetAlignment(l->data, 16);

    LLVMSetInitializer(l->binary_data,
                       LLVMConstStringInContext2(gen->context, (const char *)l->binaries.bytes,
                                                 l->binaries.size, true));
    LLVMSetLinkage(l->binary_data, LLVMInternalLinkage);
    LLVMSetAlignment(l->binary_data, 16);
    buffer_free(&l->binaries);
}
