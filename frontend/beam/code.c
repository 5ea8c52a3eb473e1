/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Decoding instructions, driven by opcode.def; see code.h.
 *
 * A constant operand has one form whatever the file's: literals that are atoms, [] or integers of
 * 64 bits become operands of those kinds, and integers of more bits become literals.
 */
#include "frontend/beam/code.h"

#include "frontend/beam/compact.h"
#include "frontend/beam/operand.h"
#include "frontend/support/buffer.h"

#include <string.h>

typedef struct Decoder {
    BeamModule *module;
    Cursor *cursor;
    Buffer instructions; /* of BeamInstruction */
} Decoder;

static const char old_compiler_hint[] =
    "the file was made by a compiler older than OTP 25; compile its source again";
static const char new_compiler_hint[] =
    "the file may come from a compiler newer than joist knows; use OTP 25 to 28";

/* ---- Operands -------------------------------------------------------------------------------- */

static void decode_operand(Decoder *decoder, BeamOperand *operand, bool nested);

/* An index that must be below `limit`. */
static void set_index(Decoder *decoder, BeamOperand *operand, BeamOperandKind kind, uint64_t index,
                      uint64_t limit, const char *what)
{
    if (index >= limit) {
        cursor_fail(decoder->cursor, NULL, "there is no %s %llu", what, (unsigned long long)index);
        index = 0;
    }
    operand->kind = (uint8_t)kind;
    operand->as.index = (uint32_t)index;
}

static void set_literal(BeamOperand *operand, const Literal *literal)
{
    switch ((LiteralKind)literal->kind) {
    case LITERAL_NIL:
        operand->kind = OPERAND_NIL;
        break;
    case LITERAL_ATOM:
        operand->kind = OPERAND_ATOM;
        operand->as.index = literal->as.atom;
        break;
    case LITERAL_INTEGER:
        operand->kind = OPERAND_INTEGER;
        operand->as.i = literal->as.integer;
        break;
    default:
        operand->kind = OPERAND_LITERAL;
        operand->as.literal = literal;
        break;
    }
}

/* Two's complement of any length to sign and magnitude. */
static void set_big_integer(Decoder *decoder, BeamOperand *operand, const Compact *term)
{
    Arena *arena = decoder->module->arena;
    uint8_t *magnitude = arena_alloc(arena, (size_t)term->size + 1);
    unsigned carry = term->negative;
    for (uint32_t i = 0; i < term->size; i++) {
        uint8_t byte = term->bytes[term->size - 1 - i];
        unsigned sum = (term->negative ? (uint8_t)~byte : byte) + carry;
        magnitude[i] = (uint8_t)sum;
        carry = sum >> 8;
    }
    magnitude[term->size] = (uint8_t)carry;
    set_literal(operand, literal_big_integer(&decoder->module->literal_pool, term->negative,
                                             magnitude, (size_t)term->size + 1));
}

static void set_integer(Decoder *decoder, BeamOperand *operand, const Compact *term)
{
    if (term->big || term->magnitude > (uint64_t)INT64_MAX + term->negative) {
        set_big_integer(decoder, operand, term);
        return;
    }
    operand->kind = OPERAND_INTEGER;
    operand->as.i = (int64_t)(term->negative ? 0 - term->magnitude : term->magnitude);
}

static void decode_list(Decoder *decoder, BeamOperand *operand)
{
    Cursor *cursor = decoder->cursor;
    uint64_t count = compact_number(cursor, cursor_left(cursor), "the length of a list");
    if (count > cursor_left(cursor)) {
        cursor_fail(cursor, NULL, "a list that is longer than the chunk");
    }
    if (cursor->failed) {
        return;
    }
    Arena *arena = decoder->module->arena;
    BeamOperand *items = ARENA_NEW_ARRAY(arena, BeamOperand, count);
    for (uint64_t i = 0; !cursor->failed && i < count; i++) {
        decode_operand(decoder, &items[i], true);
    }
    BeamList *list = ARENA_NEW(arena, BeamList);
    *list = (BeamList){(uint32_t)count, items};
    operand->kind = OPERAND_LIST;
    operand->as.list = list;
}

static void decode_alloc(Decoder *decoder, BeamOperand *operand)
{
    enum { WORDS, FLOATS, FUNS, KINDS };
    Cursor *cursor = decoder->cursor;
    BeamAlloc *alloc = ARENA_NEW(decoder->module->arena, BeamAlloc);
    uint64_t count = compact_number(cursor, KINDS, "the length of an allocation list");
    for (uint64_t i = 0; i < count; i++) {
        uint64_t kind = compact_number(cursor, FUNS, "the kind of an allocation");
        uint32_t number = (uint32_t)compact_number(cursor, UINT32_MAX, "the size of an allocation");
        uint32_t *field = kind == WORDS    ? &alloc->words
                          : kind == FLOATS ? &alloc->floats
                                           : &alloc->funs;
        if (*field != 0) {
            cursor_fail(cursor, NULL, "an allocation list with a kind twice");
        }
        *field = number;
    }
    operand->kind = OPERAND_ALLOC;
    operand->as.alloc = alloc;
}

static void decode_typed(Decoder *decoder, BeamOperand *operand)
{
    Cursor *cursor = decoder->cursor;
    decode_operand(decoder, operand, true);
    uint64_t type = compact_number(cursor, UINT32_MAX, "the index of a type");
    if (cursor->failed) {
        return;
    }
    if (operand->kind != OPERAND_X && operand->kind != OPERAND_Y) {
        cursor_fail(cursor, NULL, "a type for what is not a register");
    } else if (decoder->module->type_version == 0) {
        operand->type = BEAM_NONE; /* types of an unknown version are left out */
    } else if (type >= decoder->module->type_count) {
        cursor_fail(cursor, NULL, "there is no type %llu", (unsigned long long)type);
    } else {
        operand->type = (uint32_t)type;
    }
}

/* `nested` operands are inside another one and are never lists, allocations or typed again; typed
 * registers do occur in lists. */
static void decode_extended(Decoder *decoder, BeamOperand *operand, uint64_t kind, bool nested)
{
    const BeamModule *module = decoder->module;
    Cursor *cursor = decoder->cursor;
    uint64_t index;
    switch (kind) {
    case COMPACT_FLOAT_REG:
        index = compact_number(cursor, UINT32_MAX, "a float register");
        set_index(decoder, operand, OPERAND_FLOAT_REG, index, BEAM_MAX_FLOAT, "float register");
        return;
    case COMPACT_LITERAL:
        index = compact_number(cursor, UINT32_MAX, "the index of a literal");
        set_index(decoder, operand, OPERAND_LITERAL, index, module->literal_count, "literal");
        if (!cursor->failed) {
            set_literal(operand, module->literals[index]);
        }
        return;
    case COMPACT_TYPED:
        if (cursor_left(cursor) > 0 && (*cursor->next & 7) != COMPACT_Z) {
            decode_typed(decoder, operand);
            return;
        }
        break;
    case COMPACT_LIST:
        if (!nested) {
            decode_list(decoder, operand);
            return;
        }
        break;
    case COMPACT_ALLOC:
        if (!nested) {
            decode_alloc(decoder, operand);
            return;
        }
        break;
    default:
        break;
    }
    cursor_fail(cursor, new_compiler_hint, "an operand of unknown kind z%llu",
                (unsigned long long)kind);
}

static void decode_operand(Decoder *decoder, BeamOperand *operand, bool nested)
{
    const BeamModule *module = decoder->module;
    Compact term = compact_read(decoder->cursor);
    *operand = (BeamOperand){.kind = OPERAND_NIL, .type = BEAM_NONE};
    if (decoder->cursor->failed) {
        return;
    }
    switch (term.tag) {
    case COMPACT_U:
        operand->kind = OPERAND_UNSIGNED;
        operand->as.u = term.magnitude;
        break;
    case COMPACT_I:
        set_integer(decoder, operand, &term);
        break;
    case COMPACT_A:
        if (term.magnitude != 0) {
            set_index(decoder, operand, OPERAND_ATOM, term.magnitude, module->code_atom_count,
                      "atom");
        }
        break;
    case COMPACT_X:
        set_index(decoder, operand, OPERAND_X, term.magnitude, BEAM_MAX_X, "register x");
        break;
    case COMPACT_Y:
        set_index(decoder, operand, OPERAND_Y, term.magnitude, BEAM_MAX_Y, "register y");
        break;
    case COMPACT_F:
        set_index(decoder, operand, OPERAND_LABEL, term.magnitude, module->label_count, "label");
        break;
    case COMPACT_H:
        cursor_fail(decoder->cursor, old_compiler_hint, "an operand of the obsolete kind h");
        break;
    case COMPACT_Z:
        decode_extended(decoder, operand, term.magnitude, nested);
        break;
    }
}

/* ---- Instructions ---------------------------------------------------------------------------- */

/* The table's entry, or NULL for an opcode that is not accepted. */
static const OpcodeInfo *accept_opcode(Decoder *decoder, uint8_t opcode, size_t offset)
{
    const OpcodeInfo *info = opcode <= OPCODE_MAX ? &opcode_table[opcode] : NULL;
    if (!info || !info->name) {
        cursor_fail_at(decoder->cursor, offset, new_compiler_hint, "unknown instruction %u",
                       opcode);
        return NULL;
    }
    if (info->status == OPCODE_STATUS_OBSOLETE) {
        cursor_fail_at(decoder->cursor, offset, old_compiler_hint,
                       "instruction %s/%u is obsolete: compiled by a too old compiler", info->name,
                       info->arity);
        return NULL;
    }
    if (info->status == OPCODE_STATUS_RESERVED) {
        cursor_fail_at(decoder->cursor, offset, new_compiler_hint,
                       "instruction %s/%u (%s) is not supported: compiled by a too new compiler",
                       info->name, info->arity, info->since);
        return NULL;
    }
    return info;
}

/* Without a Line chunk every line index stands for no place. */
static void forget_line(const BeamModule *module, const OpcodeInfo *info, BeamOperand *operands)
{
    for (uint32_t i = 0; module->line_count == 1 && i < info->arity; i++) {
        if (info->signature[i] == CLASS_LINE && operands[i].kind == OPERAND_UNSIGNED) {
            operands[i].as.u = 0;
        }
    }
}

static void define_label(Decoder *decoder, uint64_t label, uint32_t instruction, size_t offset)
{
    uint32_t *slot = &decoder->module->label_instruction[label];
    if (*slot != BEAM_NONE) {
        cursor_fail_at(decoder->cursor, offset, NULL, "label %llu is defined twice",
                       (unsigned long long)label);
    }
    *slot = instruction;
}

static void check_operands(Decoder *decoder, const OpcodeInfo *info,
                           const BeamInstruction *instruction)
{
    for (uint32_t i = 0; i < info->arity; i++) {
        const char *wanted = operand_check(decoder->module, (OperandClass)info->signature[i],
                                           &instruction->operands[i]);
        if (wanted) {
            cursor_fail_at(decoder->cursor, instruction->offset, NULL,
                           "operand %u of %s/%u should be %s", i + 1, info->name, info->arity,
                           wanted);
            return;
        }
    }
    const char *wrong = operand_check_all(decoder->module, instruction);
    if (wrong) {
        cursor_fail_at(decoder->cursor, instruction->offset, NULL, "%s/%u: %s", info->name,
                       info->arity, wrong);
    }
}

/* Decodes one instruction; true if it is the end of the code. */
static bool decode_instruction(Decoder *decoder)
{
    Cursor *cursor = decoder->cursor;
    size_t offset = cursor_offset(cursor);
    uint8_t opcode = cursor_u8(cursor);
    const OpcodeInfo *info = cursor->failed ? NULL : accept_opcode(decoder, opcode, offset);
    if (!info) {
        return true;
    }
    BeamOperand *operands =
        info->arity > 0 ? ARENA_NEW_ARRAY(decoder->module->arena, BeamOperand, info->arity) : NULL;
    for (uint32_t i = 0; !cursor->failed && i < info->arity; i++) {
        decode_operand(decoder, &operands[i], false);
    }
    if (cursor->failed) {
        return true;
    }
    forget_line(decoder->module, info, operands);
    BeamInstruction instruction = {opcode, info->arity, (uint32_t)offset, operands};
    check_operands(decoder, info, &instruction);
    if (cursor->failed) {
        return true;
    }
    if (opcode == OP_label) {
        uint32_t number = (uint32_t)(decoder->instructions.size / sizeof instruction);
        define_label(decoder, operands[0].as.u, number, offset);
    }
    buffer_add(&decoder->instructions, &instruction, sizeof instruction);
    return opcode == OP_int_code_end;
}

/* Sub-header: its size, instruction set, highest opcode, number of labels, number of functions. */
static void read_header(BeamModule *module, Cursor *cursor)
{
    enum { HEADER = 16, INSTRUCTION_SET = 0, BYTES_PER_LABEL = 2 };
    uint32_t size = cursor_u32(cursor);
    const uint8_t *code = cursor->failed ? NULL : cursor->next;
    uint32_t set = cursor_u32(cursor);
    module->max_opcode = cursor_u32(cursor);
    module->label_count = cursor_u32(cursor);
    module->function_count = cursor_u32(cursor);
    if (!cursor->failed && (size < HEADER || set != INSTRUCTION_SET)) {
        cursor_fail_at(cursor, 0, new_compiler_hint, "an unknown instruction set");
    } else if (!cursor->failed && (module->label_count > cursor_left(cursor) ||
                                   module->function_count > cursor_left(cursor))) {
        cursor_fail_at(cursor, 0, NULL, "%u labels and %u functions do not fit in %zu bytes",
                       module->label_count, module->function_count, cursor_left(cursor));
    }
    if (!cursor->failed) {
        cursor->next = code;
        cursor_bytes(cursor, size);
    }
}

static void start_labels(BeamModule *module)
{
    module->label_instruction = ARENA_NEW_ARRAY(module->arena, uint32_t, module->label_count);
    module->label_function = ARENA_NEW_ARRAY(module->arena, uint32_t, module->label_count);
    for (uint32_t i = 0; i < module->label_count; i++) {
        module->label_instruction[i] = BEAM_NONE;
        module->label_function[i] = BEAM_NONE;
    }
}

bool code_decode(BeamModule *module, Cursor *cursor)
{
    Decoder decoder = {module, cursor, BUFFER_EMPTY};
    module->code_size = (uint32_t)cursor_left(cursor);
    read_header(module, cursor);
    if (cursor->failed) {
        return false;
    }
    start_labels(module);
    while (!decode_instruction(&decoder)) {
    }
    if (!cursor->failed) {
        module->instruction_count = (uint32_t)(decoder.instructions.size / sizeof(BeamInstruction));
        module->instructions = (BeamInstruction *)arena_copy(
            module->arena, decoder.instructions.bytes, decoder.instructions.size);
    }
    buffer_free(&decoder.instructions);
    return !cursor->failed;
}
