/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Operand classes as checks; see operand.h. These are the checks that need one instruction only:
 * what depends on other instructions is done in functions.c and flow.c.
 */
#include "frontend/beam/operand.h"

#include "frontend/beam/bits.h"

enum {
    MAX_UNIT = 256,
    MAX_TUPLE = (1 << 24) - 1, /* elements, as in ERTS */
    MAX_WORDS = 1 << 26,       /* of one heap allocation; bounds what a hostile file can ask for */
};

static bool is_number(const BeamOperand *operand, uint64_t limit)
{
    return operand->kind == OPERAND_UNSIGNED && operand->as.u <= limit;
}

static bool is_register(const BeamOperand *operand)
{
    return operand->kind == OPERAND_X || operand->kind == OPERAND_Y;
}

static bool is_constant(const BeamOperand *operand)
{
    return operand->kind == OPERAND_ATOM || operand->kind == OPERAND_NIL ||
           operand->kind == OPERAND_INTEGER || operand->kind == OPERAND_LITERAL;
}

static bool is_source(const BeamOperand *operand)
{
    return is_register(operand) || is_constant(operand);
}

static bool is_label(const BeamOperand *operand)
{
    return operand->kind == OPERAND_LABEL && operand->as.index != 0;
}

static bool is_atom(const BeamModule *module, const BeamOperand *operand, const char *text)
{
    return operand->kind == OPERAND_ATOM && beam_atom_is(module, operand->as.index, text);
}

static bool is_words(const BeamOperand *operand)
{
    return is_number(operand, MAX_WORDS) ||
           (operand->kind == OPERAND_ALLOC && operand->as.alloc->words <= MAX_WORDS &&
            operand->as.alloc->floats <= MAX_WORDS && operand->as.alloc->funs <= MAX_WORDS);
}

/* BIFs that are instructions belong to module erlang. */
static bool is_bif(const BeamModule *module, const BeamOperand *operand)
{
    return operand->kind == OPERAND_UNSIGNED && operand->as.u < module->import_count &&
           beam_atom_is(module, module->imports[operand->as.u].module, "erlang");
}

/* ---- Lists ----------------------------------------------------------------------------------- */

static bool all_sources(const BeamList *list)
{
    for (uint32_t i = 0; i < list->count; i++) {
        if (!is_source(&list->items[i])) {
            return false;
        }
    }
    return true;
}

static bool all_y(const BeamList *list)
{
    for (uint32_t i = 0; i < list->count; i++) {
        if (list->items[i].kind != OPERAND_Y) {
            return false;
        }
    }
    return list->count > 0;
}

typedef bool ItemCheck(const BeamOperand *operand);

/* A list of pairs, at least one. */
static bool all_pairs(const BeamList *list, ItemCheck *first, ItemCheck *second)
{
    for (uint32_t i = 0; i + 1 < list->count; i += 2) {
        if (!first(&list->items[i]) || !second(&list->items[i + 1])) {
            return false;
        }
    }
    return list->count % 2 == 0;
}

/* What select_val compares with: atoms, integers and floats. */
static bool is_select_value(const BeamOperand *operand)
{
    return operand->kind == OPERAND_ATOM || operand->kind == OPERAND_INTEGER ||
           (operand->kind == OPERAND_LITERAL && (operand->as.literal->kind == LITERAL_BIGINT ||
                                                 operand->as.literal->kind == LITERAL_FLOAT));
}

static bool is_tuple_size(const BeamOperand *operand)
{
    return is_number(operand, MAX_TUPLE);
}

static bool all_updates(const BeamList *list)
{
    uint64_t last = 0;
    for (uint32_t i = 0; i + 1 < list->count; i += 2) {
        const BeamOperand *number = &list->items[i];
        if (!is_tuple_size(number) || number->as.u <= last || !is_source(&list->items[i + 1])) {
            return false;
        }
        last = number->as.u;
    }
    return list->count % 2 == 0 && list->count > 0;
}

static bool all_segments(const BeamModule *module, const BeamList *list)
{
    BitSegment segment;
    for (uint32_t i = 0; i < list->count / BIT_SEGMENT_OPERANDS; i++) {
        if (!bits_segment(module, list, i, &segment)) {
            return false;
        }
    }
    return list->count % BIT_SEGMENT_OPERANDS == 0;
}

static bool all_commands(const BeamModule *module, const BeamList *list)
{
    BitCommand command;
    for (uint32_t at = 0; at < list->count;) {
        if (!bits_command(module, list, &at, &command)) {
            return false;
        }
    }
    return true;
}

static bool is_list_of_class(const BeamModule *module, OperandClass class,
                             const BeamOperand *operand)
{
    if (operand->kind != OPERAND_LIST) {
        return false;
    }
    const BeamList *list = operand->as.list;
    switch (class) {
    case CLASS_ELEMENTS:
        return all_sources(list);
    case CLASS_VALUE_LABELS:
        return all_pairs(list, is_select_value, is_label);
    case CLASS_ARITY_LABELS:
        return all_pairs(list, is_tuple_size, is_label);
    case CLASS_KEY_DESTS:
        return all_pairs(list, is_source, is_register) && list->count > 0;
    case CLASS_KEYS:
        return all_sources(list) && list->count > 0;
    case CLASS_ASSOCIATIONS:
        return all_pairs(list, is_source, is_source);
    case CLASS_FRAME_SLOTS:
        return all_y(list);
    case CLASS_SEGMENTS:
        return all_segments(module, list);
    case CLASS_UPDATES:
        return all_updates(list);
    default:
        return all_commands(module, list);
    }
}

/* ---- Classes --------------------------------------------------------------------------------- */

static bool is_of_class(const BeamModule *module, OperandClass class, const BeamOperand *operand)
{
    uint32_t flags;
    switch (class) {
    case CLASS_LABEL_NUMBER:
        return operand->kind == OPERAND_UNSIGNED && operand->as.u > 0 &&
               operand->as.u < module->label_count;
    case CLASS_LABEL:
    case CLASS_ENTRY:
        return is_label(operand);
    case CLASS_FAIL:
        return operand->kind == OPERAND_LABEL;
    case CLASS_START_FAIL:
        return is_label(operand) || is_atom(module, operand, "no_fail") ||
               is_atom(module, operand, "resume");
    case CLASS_CALL_TAG:
        return is_atom(module, operand, "safe") || is_atom(module, operand, "unsafe") ||
               (operand->kind == OPERAND_UNSIGNED && operand->as.u < module->lambda_count);
    case CLASS_COUNT:
        return is_number(operand, UINT32_MAX);
    case CLASS_BITS:
        return is_number(operand, UINT64_MAX);
    case CLASS_ARITY:
        return is_number(operand, BEAM_MAX_ARITY);
    case CLASS_LIVE:
        return is_number(operand, BEAM_MAX_X);
    case CLASS_WORDS:
        return is_words(operand);
    case CLASS_FRAME:
        return is_number(operand, BEAM_MAX_Y);
    case CLASS_IMPORT:
        return operand->kind == OPERAND_UNSIGNED && operand->as.u < module->import_count;
    case CLASS_BIF:
        return is_bif(module, operand);
    case CLASS_LAMBDA:
        return operand->kind == OPERAND_UNSIGNED && operand->as.u < module->lambda_count;
    case CLASS_LINE:
        return operand->kind == OPERAND_UNSIGNED && operand->as.u < module->line_count;
    case CLASS_STRING:
        return operand->kind == OPERAND_UNSIGNED && operand->as.u <= module->string_size;
    case CLASS_UNIT:
        return is_number(operand, MAX_UNIT);
    case CLASS_FIELD_FLAGS:
        return bits_flags(module, operand, &flags);
    case CLASS_ATOM:
        return operand->kind == OPERAND_ATOM;
    case CLASS_HINT:
        return is_atom(module, operand, "copy") || is_atom(module, operand, "reuse") ||
               is_atom(module, operand, "inplace");
    case CLASS_SOURCE:
        return is_source(operand);
    case CLASS_REGISTER:
    case CLASS_DEST:
    case CLASS_CONTEXT:
    case CLASS_POSITION:
        return is_register(operand);
    case CLASS_FRAME_SLOT:
        return operand->kind == OPERAND_Y;
    case CLASS_SIZE:
        return is_source(operand) || is_number(operand, INT64_MAX);
    case CLASS_FLOAT_SOURCE:
    case CLASS_FLOAT_DEST:
        return operand->kind == OPERAND_FLOAT_REG;
    case CLASS_FMOVE_SOURCE:
        return is_source(operand) || operand->kind == OPERAND_FLOAT_REG;
    case CLASS_FMOVE_DEST:
        return is_register(operand) || operand->kind == OPERAND_FLOAT_REG;
    default:
        return is_list_of_class(module, class, operand);
    }
}

const char *operand_check(const BeamModule *module, OperandClass class, const BeamOperand *operand)
{
    return is_of_class(module, class, operand) ? NULL : opcode_class_text(class);
}

/* ---- Operands of one instruction together ---------------------------------------------------- */

static const char *check_import_arity(const BeamModule *module, uint64_t import, uint64_t arity)
{
    return module->imports[import].arity == arity ? NULL : "the function called has another arity";
}

static const char *check_string(const BeamModule *module, uint64_t offset, uint64_t bytes)
{
    return bytes <= module->string_size - offset ? NULL : "a string beyond the string table";
}

static const char *check_fun_call(const BeamModule *module, const BeamOperand *operands)
{
    if (operands[0].kind != OPERAND_UNSIGNED) {
        return NULL;
    }
    const BeamLambda *lambda = &module->lambdas[operands[0].as.u];
    return lambda->arity - lambda->num_free == operands[1].as.u
               ? NULL
               : "the fun called has another arity";
}

const char *operand_check_all(const BeamModule *module, const BeamInstruction *instruction)
{
    const BeamOperand *operands = instruction->operands;
    switch (instruction->opcode) {
    case OP_call_ext:
    case OP_call_ext_last:
    case OP_call_ext_only:
        return check_import_arity(module, operands[1].as.u, operands[0].as.u);
    case OP_bif0:
        return check_import_arity(module, operands[0].as.u, 0);
    case OP_bif1:
        return check_import_arity(module, operands[1].as.u, 1);
    case OP_bif2:
        return check_import_arity(module, operands[1].as.u, 2);
    case OP_gc_bif1:
        return check_import_arity(module, operands[2].as.u, 1);
    case OP_gc_bif2:
        return check_import_arity(module, operands[2].as.u, 2);
    case OP_gc_bif3:
        return check_import_arity(module, operands[2].as.u, 3);
    case OP_call_fun2:
        return check_fun_call(module, operands);
    case OP_make_fun3:
        return operands[2].as.list->count == module->lambdas[operands[0].as.u].num_free
                   ? NULL
                   : "the environment of the fun has another size";
    case OP_bs_put_string:
        return check_string(module, operands[1].as.u, operands[0].as.u);
    case OP_bs_match_string:
        return check_string(module, operands[3].as.u, (operands[2].as.u + 7) / 8);
    case OP_get_tuple_element:
        return operands[1].as.u < MAX_TUPLE ? NULL : "a tuple element beyond the largest tuple";
    case OP_set_tuple_element:
    case OP_test_arity:
    case OP_is_tagged_tuple:
        return operands[2].as.u <= MAX_TUPLE ? NULL : "a tuple larger than the largest tuple";
    case OP_update_record:
        return operands[1].as.u <= MAX_TUPLE &&
                       operands[4].as.list->items[operands[4].as.list->count - 2].as.u <=
                           operands[1].as.u
                   ? NULL
                   : "an element beyond the tuple's size";
    case OP_func_info:
        return operands[0].as.index == module->name && operands[2].as.u <= BEAM_MAX_ARITY
                   ? NULL
                   : "not a function of this module";
    case OP_apply:
    case OP_apply_last:
        return operands[0].as.u <= BEAM_MAX_ARITY - 2 ? NULL : "too many arguments";
    default:
        return NULL;
    }
}
