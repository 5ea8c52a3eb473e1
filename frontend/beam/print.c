/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Instructions as text, driven by the operand classes of opcode.def; see print.h.
 */
#include "frontend/beam/print.h"

#include <inttypes.h>
#include <string.h>

const PrintStyle print_plain = {"", "", "", "", "", "", "", ""};

const PrintStyle print_color = {
    .opcode = "\033[1m",
    .reg = "\033[36m",
    .label = "\033[33m",
    .constant = "\033[32m",
    .name = "\033[35m",
    .comment = "\033[2m",
    .heading = "\033[1;34m",
    .off = "\033[0m",
};

typedef struct Printer {
    Buffer *buffer;
    const BeamModule *module;
    const PrintStyle *style;
} Printer;

enum { LITERAL_LIMIT = 200 };

static void add_styled(Printer *printer, const char *style, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

static void add_styled(Printer *printer, const char *style, const char *format, ...)
{
    enum { MAX_TEXT = 64 };
    char text[MAX_TEXT];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    buffer_add_text(printer->buffer, style);
    buffer_add_text(printer->buffer, text);
    buffer_add_text(printer->buffer, printer->style->off);
}

static void add_function(Printer *printer, uint32_t module, uint32_t function, uint32_t arity)
{
    buffer_add_text(printer->buffer, printer->style->name);
    if (module != BEAM_NONE) {
        print_atom(printer->buffer, printer->module, module);
        buffer_add_byte(printer->buffer, ':');
    }
    print_atom(printer->buffer, printer->module, function);
    buffer_printf(printer->buffer, "/%" PRIu32 "%s", arity, printer->style->off);
}

static void add_import(Printer *printer, uint64_t index)
{
    const BeamImport *import = &printer->module->imports[index];
    add_function(printer, import->module, import->function, import->arity);
}

static void add_lambda(Printer *printer, uint64_t index)
{
    const BeamLambda *lambda = &printer->module->lambdas[index];
    buffer_add_text(printer->buffer, "fun ");
    add_function(printer, BEAM_NONE, lambda->function, lambda->arity);
}

static void add_entry(Printer *printer, uint32_t label)
{
    uint32_t index = printer->module->label_function[label];
    if (index != BEAM_NONE) {
        const BeamFunction *function = &printer->module->functions[index];
        add_function(printer, BEAM_NONE, function->name, function->arity);
        buffer_add_byte(printer->buffer, ' ');
    }
    add_styled(printer, printer->style->label, "L%" PRIu32, label);
}

static void add_line(Printer *printer, uint64_t index)
{
    const BeamLine *line = &printer->module->lines[index];
    buffer_add_text(printer->buffer, printer->style->comment);
    if (index == 0) {
        buffer_add_text(printer->buffer, "nowhere");
    } else {
        BeamText file = printer->module->files[line->file];
        buffer_add(printer->buffer, file.bytes, file.size);
        buffer_printf(printer->buffer, ":%" PRIu32, line->line);
    }
    buffer_add_text(printer->buffer, printer->style->off);
}

static void add_alloc(Printer *printer, const BeamAlloc *alloc)
{
    buffer_printf(printer->buffer, "{words %" PRIu32, alloc->words);
    if (alloc->floats > 0) {
        buffer_printf(printer->buffer, ", floats %" PRIu32, alloc->floats);
    }
    if (alloc->funs > 0) {
        buffer_printf(printer->buffer, ", funs %" PRIu32, alloc->funs);
    }
    buffer_add_byte(printer->buffer, '}');
}

static void add_register(Printer *printer, char letter, const BeamOperand *operand)
{
    add_styled(printer, printer->style->reg, "%c%" PRIu32, letter, operand->as.index);
    if (operand->type != BEAM_NONE) {
        buffer_printf(printer->buffer, "%s:", printer->style->comment);
        print_type(printer->buffer, &printer->module->types[operand->type]);
        buffer_add_text(printer->buffer, printer->style->off);
    }
}

static void add_operand(Printer *printer, OperandClass class, const BeamOperand *operand);

static void add_list(Printer *printer, const BeamList *list)
{
    buffer_add_byte(printer->buffer, '[');
    for (uint32_t i = 0; i < list->count; i++) {
        buffer_add_text(printer->buffer, i > 0 ? " " : "");
        add_operand(printer, CLASS_SOURCE, &list->items[i]);
    }
    buffer_add_byte(printer->buffer, ']');
}

static void add_number(Printer *printer, OperandClass class, uint64_t number)
{
    switch (class) {
    case CLASS_IMPORT:
    case CLASS_BIF:
        add_import(printer, number);
        break;
    case CLASS_LAMBDA:
    case CLASS_CALL_TAG:
        add_lambda(printer, number);
        break;
    case CLASS_LINE:
        add_line(printer, number);
        break;
    default:
        buffer_printf(printer->buffer, "%" PRIu64, number);
        break;
    }
}

static void add_label(Printer *printer, OperandClass class, uint32_t label)
{
    if (class == CLASS_ENTRY) {
        add_entry(printer, label);
    } else if (label == 0) {
        add_styled(printer, printer->style->label, "raise");
    } else {
        add_styled(printer, printer->style->label, "L%" PRIu32, label);
    }
}

static void add_operand(Printer *printer, OperandClass class, const BeamOperand *operand)
{
    Buffer *buffer = printer->buffer;
    switch ((BeamOperandKind)operand->kind) {
    case OPERAND_UNSIGNED:
        add_number(printer, class, operand->as.u);
        break;
    case OPERAND_INTEGER:
        add_styled(printer, printer->style->constant, "%" PRId64, operand->as.i);
        break;
    case OPERAND_ATOM:
        buffer_add_text(buffer, printer->style->constant);
        print_atom(buffer, printer->module, operand->as.index);
        buffer_add_text(buffer, printer->style->off);
        break;
    case OPERAND_NIL:
        add_styled(printer, printer->style->constant, "[]");
        break;
    case OPERAND_LITERAL:
        buffer_add_text(buffer, printer->style->constant);
        print_literal(buffer, printer->module, operand->as.literal, LITERAL_LIMIT);
        buffer_add_text(buffer, printer->style->off);
        break;
    case OPERAND_X:
        add_register(printer, 'x', operand);
        break;
    case OPERAND_Y:
        add_register(printer, 'y', operand);
        break;
    case OPERAND_FLOAT_REG:
        add_styled(printer, printer->style->reg, "fr%" PRIu32, operand->as.index);
        break;
    case OPERAND_LABEL:
        add_label(printer, class, operand->as.index);
        break;
    case OPERAND_LIST:
        add_list(printer, operand->as.list);
        break;
    case OPERAND_ALLOC:
        add_alloc(printer, operand->as.alloc);
        break;
    }
}

/* The bytes themselves, for instructions that refer to the string table. */
static void add_string(Printer *printer, const BeamInstruction *instruction)
{
    const BeamOperand *operands = instruction->operands;
    uint64_t offset, size;
    if (instruction->opcode == OP_bs_put_string) {
        offset = operands[1].as.u, size = operands[0].as.u;
    } else if (instruction->opcode == OP_bs_match_string) {
        offset = operands[3].as.u, size = (operands[2].as.u + 7) / 8;
    } else {
        return;
    }
    Literal binary = {.kind = LITERAL_BINARY};
    binary.as.bytes.data = printer->module->strings + offset;
    binary.as.bytes.size = (uint32_t)size;
    buffer_printf(printer->buffer, " %s", printer->style->constant);
    print_literal(printer->buffer, printer->module, &binary, LITERAL_LIMIT);
    buffer_add_text(printer->buffer, printer->style->off);
}

void print_instruction(Buffer *buffer, const BeamModule *module, uint32_t instruction,
                       const PrintStyle *style)
{
    Printer printer = {buffer, module, style};
    const BeamInstruction *this = &module->instructions[instruction];
    const OpcodeInfo *info = &opcode_table[this->opcode];
    add_styled(&printer, style->opcode, "%s", info->name);
    for (uint32_t i = 0; i < this->count; i++) {
        buffer_add_byte(buffer, ' ');
        add_operand(&printer, (OperandClass)info->signature[i], &this->operands[i]);
    }
    add_string(&printer, this);
}
