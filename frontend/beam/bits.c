/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Operand lists of binary syntax instructions; see bits.h.
 */
#include "frontend/beam/bits.h"

#include <string.h>

enum {
    MAX_UNIT = 256,
    MAX_BITS = 1 << 24, /* of one command, which code generation handles as a constant */
};

static const struct {
    const char *text;
    uint32_t unit_min;
} segments[] = {
#define BIT_SEGMENT(NAME, text, unit_min) {text, unit_min},
#include "frontend/beam/bits.def"
};

static const struct {
    const char *text;
    const char *signature;
} commands[] = {
#define BIT_COMMAND(NAME, text, signature) {text, signature},
#include "frontend/beam/bits.def"
};

static const struct {
    const char *text;
    uint32_t flag;
} flag_names[] = {
    {"little", BEAM_FIELD_LITTLE},
    {"native", BEAM_FIELD_NATIVE},
    {"signed", BEAM_FIELD_SIGNED},
    {"exact", BEAM_FIELD_EXACT},
    {"aligned", BEAM_FIELD_ALIGNED},
    {"big", 0},
    {"unsigned", 0},
};

static bool is_source(const BeamOperand *operand)
{
    switch ((BeamOperandKind)operand->kind) {
    case OPERAND_X:
    case OPERAND_Y:
    case OPERAND_ATOM:
    case OPERAND_NIL:
    case OPERAND_INTEGER:
    case OPERAND_LITERAL:
        return true;
    default:
        return false;
    }
}

static bool is_dest(const BeamOperand *operand)
{
    return operand->kind == OPERAND_X || operand->kind == OPERAND_Y;
}

static bool number_up_to(const BeamOperand *operand, uint64_t limit, uint32_t *number)
{
    *number = operand->kind == OPERAND_UNSIGNED ? (uint32_t)operand->as.u : 0;
    return operand->kind == OPERAND_UNSIGNED && operand->as.u <= limit;
}

/* ---- Flags ----------------------------------------------------------------------------------- */

static bool add_flag(const BeamModule *module, const Literal *literal, uint32_t *flags)
{
    for (size_t i = 0; literal->kind == LITERAL_ATOM && i < sizeof flag_names / sizeof *flag_names;
         i++) {
        if (beam_atom_is(module, literal->as.atom, flag_names[i].text)) {
            *flags |= flag_names[i].flag;
            return true;
        }
    }
    return false;
}

bool bits_flags(const BeamModule *module, const BeamOperand *operand, uint32_t *flags)
{
    enum { ALL_FLAGS = 31 };
    *flags = 0;
    if (operand->kind == OPERAND_NIL) {
        return true;
    }
    if (operand->kind == OPERAND_UNSIGNED) {
        return number_up_to(operand, ALL_FLAGS, flags);
    }
    if (operand->kind != OPERAND_LITERAL || operand->as.literal->kind != LITERAL_LIST) {
        return false;
    }
    enum { MAX_FLAGS = 8 };
    const Literal *list = operand->as.literal;
    bool valid = list->as.list.tail->kind == LITERAL_NIL && list->as.list.count <= MAX_FLAGS;
    for (uint32_t i = 0; valid && i < list->as.list.count; i++) {
        valid = add_flag(module, list->as.list.elements[i], flags);
    }
    return valid;
}

/* ---- Segments of bs_create_bin --------------------------------------------------------------- */

static bool find_segment(const BeamModule *module, const BeamOperand *operand, BitSegmentKind *kind)
{
    for (uint32_t i = 0; operand->kind == OPERAND_ATOM && i < BIT_SEGMENT_COUNT; i++) {
        if (beam_atom_is(module, operand->as.index, segments[i].text)) {
            *kind = (BitSegmentKind)i;
            return true;
        }
    }
    return false;
}

/* The value of a STRING is an offset, and its size a constant number of bytes. */
static bool is_string_range(const BeamModule *module, const BitSegment *segment)
{
    const BeamOperand *size = segment->size;
    return segment->value->kind == OPERAND_UNSIGNED && size->kind == OPERAND_INTEGER &&
           size->as.i >= 0 && segment->value->as.u <= module->string_size &&
           (uint64_t)size->as.i <= module->string_size - segment->value->as.u;
}

bool bits_segment(const BeamModule *module, const BeamList *list, uint32_t index,
                  BitSegment *segment)
{
    const BeamOperand *items = list->items + (size_t)index * BIT_SEGMENT_OPERANDS;
    segment->value = &items[4];
    segment->size = &items[5];
    if (!find_segment(module, &items[0], &segment->kind) ||
        !number_up_to(&items[1], UINT32_MAX, &segment->number) ||
        !number_up_to(&items[2], MAX_UNIT, &segment->unit) ||
        segment->unit < segments[segment->kind].unit_min ||
        !bits_flags(module, &items[3], &segment->flags)) {
        return false;
    }
    if (segment->kind == BIT_SEGMENT_STRING) {
        return is_string_range(module, segment);
    }
    return is_source(segment->value) && is_source(segment->size);
}

/* ---- Commands of bs_match
 * ------------------------------------------------------------------------ */

static bool find_command(const BeamModule *module, const BeamOperand *operand, BitCommandKind *kind)
{
    for (uint32_t i = 0; operand->kind == OPERAND_ATOM && i < BIT_COMMAND_COUNT; i++) {
        if (beam_atom_is(module, operand->as.index, commands[i].text)) {
            *kind = (BitCommandKind)i;
            return true;
        }
    }
    return false;
}

static bool set_operand(const BeamModule *module, BitCommand *command, char class,
                        const BeamOperand *operand)
{
    switch (class) {
    case 'u':
        return number_up_to(operand, MAX_BITS, &command->bits);
    case CLASS_UNIT:
        return number_up_to(operand, MAX_UNIT, &command->unit);
    case 'L':
        return operand->kind == OPERAND_NIL || number_up_to(operand, BEAM_MAX_X, &command->live);
    case CLASS_LIVE:
        return number_up_to(operand, BEAM_MAX_X, &command->live);
    case CLASS_FIELD_FLAGS:
        return bits_flags(module, operand, &command->flags);
    case CLASS_DEST:
        command->dest = operand;
        return is_dest(operand);
    default: /* v */
        command->value = operand->as.u;
        return operand->kind == OPERAND_UNSIGNED;
    }
}

/* Sizes and units are multiplied where both are given; values must fit in their bits. */
static bool finish_command(BitCommand *command)
{
    if (command->kind == BIT_COMMAND_INTEGER || command->kind == BIT_COMMAND_BINARY) {
        uint64_t bits = (uint64_t)command->bits * command->unit;
        command->bits = (uint32_t)bits;
        return bits <= MAX_BITS;
    }
    if (command->kind == BIT_COMMAND_EQUAL) {
        return command->bits <= 64 && (command->bits == 64 || command->value >> command->bits == 0);
    }
    return true;
}

bool bits_command(const BeamModule *module, const BeamList *list, uint32_t *at, BitCommand *command)
{
    *command = (BitCommand){.dest = NULL};
    if (!find_command(module, &list->items[*at], &command->kind)) {
        return false;
    }
    const char *signature = commands[command->kind].signature;
    if (strlen(signature) >= list->count - *at) {
        return false;
    }
    for (++*at; *signature; signature++, ++*at) {
        if (!set_operand(module, command, *signature, &list->items[*at])) {
            return false;
        }
    }
    return finish_command(command);
}
