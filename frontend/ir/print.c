/* SPDX-License-Identifier: Apache-2.0 */
/*
 * IR as text.
 *
 *   function lists:map/2
 *   b3 label 7 frame 1 (v5, v6):          a block, what it came from, its parameters
 *       v7 = add v5, v6 : integer          an operation; the fact of its result, if something is
 * known check v7 -> b4, b5 (v5)            a terminator: targets with arguments
 */
#include "frontend/beam/print.h"
#include "frontend/ir/bif_table.h"
#include "frontend/ir/facts.h"

#include <inttypes.h>

typedef struct Printer {
    FILE *out;
    const IrFunction *function;
    bool colour;
} Printer;

typedef enum Style { STYLE_PLAIN, STYLE_BLOCK, STYLE_OP, STYLE_CONSTANT, STYLE_NOTE } Style;

static const char *const escapes[] = {"\033[0m", "\033[1;34m", "\033[36m", "\033[33m", "\033[2m"};

static void style(const Printer *printer, Style wanted)
{
    if (printer->colour) {
        fputs(escapes[wanted], printer->out);
    }
}

/* ---- pieces
 * ----------------------------------------------------------------------------------------- */

static void print_value(const Printer *printer, IrValue value)
{
    static const char letters[] = {
        [IR_NONE] = '?', [IR_TERM] = 'v', [IR_BOOL] = 'b', [IR_I64] = 'i', [IR_F64] = 'f'};
    bool known = value < printer->function->value_count;
    fprintf(printer->out, "%c%u", known ? letters[printer->function->values[value].type] : '?',
            value);
}

static void print_values(const Printer *printer, const IrValue *values, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        fputs(i == 0 ? "" : ", ", printer->out);
        print_value(printer, values[i]);
    }
}

static void print_target(const Printer *printer, const IrTarget *target)
{
    style(printer, STYLE_BLOCK);
    fprintf(printer->out, "b%u", target->block);
    style(printer, STYLE_PLAIN);
    if (target->count != 0) {
        fputs(" (", printer->out);
        print_values(printer, target->arguments, target->count);
        fputc(')', printer->out);
    }
}

static void print_buffer(const Printer *printer, Buffer *buffer)
{
    fwrite(buffer->bytes, 1, buffer->size, printer->out);
    buffer_free(buffer);
}

static void print_atom_text(const Printer *printer, uint32_t atom)
{
    Buffer buffer = BUFFER_EMPTY;
    print_atom(&buffer, printer->function->module, atom);
    print_buffer(printer, &buffer);
}

static void print_literal_text(const Printer *printer, uint32_t id)
{
    Buffer buffer = BUFFER_EMPTY;
    const BeamModule *module = printer->function->module;
    print_literal(&buffer, module, module->literal_pool.nodes[id], 200);
    print_buffer(printer, &buffer);
}

static void print_mfa(const Printer *printer, uint32_t module, uint32_t function, uint32_t arity)
{
    print_atom_text(printer, module);
    fputc(':', printer->out);
    print_atom_text(printer, function);
    fprintf(printer->out, "/%u", arity);
}

/* ---- facts
 * -------------------------------------------------------------------------------------------- */

static void print_types(const Printer *printer, uint32_t types)
{
    static const char *const names[] = {"atom", "small", "big", "float",     "nil",
                                        "cons", "tuple", "map", "bitstring", "fun",
                                        "pid",  "port",  "ref", "match"};
    const char *separator = "";
    for (uint32_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if ((types >> i & 1) != 0) {
            fprintf(printer->out, "%s%s", separator, names[i]);
            separator = "|";
        }
    }
}

static void print_fact(const Printer *printer, IrValue value)
{
    const IrValueInfo *info = &printer->function->values[value];
    IrFact fact = info->fact;
    if (info->type == IR_BOOL || info->type == IR_F64 || fact_equal(fact, fact_any())) {
        return;
    }
    style(printer, STYLE_NOTE);
    fputs(" : ", printer->out);
    if (info->type == IR_TERM) {
        print_types(printer, fact.types);
    }
    if (fact.tuple_arity_min != 0) {
        fprintf(printer->out, " %u+", fact.tuple_arity_min);
    }
    if (fact_may_be(fact, FACT_INTEGER) && (fact.min > IR_SMALL_MIN || fact.max < IR_SMALL_MAX)) {
        fprintf(printer->out, " %" PRId64 "..%" PRId64, fact.min, fact.max);
    }
    style(printer, STYLE_PLAIN);
}

/* ---- immediates
 * ---------------------------------------------------------------------------------------- */

static void print_constant(const Printer *printer, const IrInstruction *instruction)
{
    switch (instruction->imm.constant.kind) {
    case IR_CONST_ATOM:
        print_atom_text(printer, instruction->imm.constant.atom);
        break;
    case IR_CONST_SMALL:
        fprintf(printer->out, "%" PRId64, instruction->imm.constant.small);
        break;
    case IR_CONST_NIL:
        fputs("[]", printer->out);
        break;
    }
}

static void print_case(const Printer *printer, const IrCase *item)
{
    switch (item->kind) {
    case IR_CASE_ATOM:
        print_atom_text(printer, item->atom);
        break;
    case IR_CASE_SMALL:
        fprintf(printer->out, "%" PRId64, item->value);
        break;
    case IR_CASE_LITERAL:
        print_literal_text(printer, item->literal);
        break;
    case IR_CASE_ARITY:
        fprintf(printer->out, "{%" PRId64 "}", item->value);
        break;
    case IR_CASE_NIL:
        fputs("[]", printer->out);
        break;
    }
}

static void print_segments(const Printer *printer, const IrBuild *build)
{
    static const char *const names[] = {"append", "private_append", "binary", "float", "integer",
                                        "string", "utf8",           "utf16",  "utf32"};
    fputs("<<", printer->out);
    for (uint32_t i = 0; i < build->count; i++) {
        const IrSegment *segment = &build->segments[i];
        fprintf(printer->out, "%s%s", i == 0 ? "" : ", ", names[segment->kind]);
        if (segment->kind == SEGMENT_STRING) {
            fprintf(printer->out, " %u bytes", segment->string_bytes);
        } else {
            fprintf(printer->out, "%s unit %u flags %u",
                    segment->size_all   ? " all"
                    : segment->has_size ? " size"
                                        : "",
                    segment->unit, segment->flags);
        }
    }
    fputs(">>", printer->out);
}

static void print_immediate(const Printer *printer, const IrInstruction *instruction)
{
    const BeamModule *module = printer->function->module;
    FILE *out = printer->out;
    style(printer, STYLE_CONSTANT);
    fputc(' ', out);
    switch (instruction->op) {
    case IR_CONST:
        print_constant(printer, instruction);
        break;
    case IR_LITERAL:
        print_literal_text(printer, (uint32_t)instruction->imm.i64);
        break;
    case IR_CONST_F64:
        fprintf(out, "%.17g", instruction->imm.f64);
        break;
    case IR_BS_MATCH_STRING:
    case IR_BS_PUT_STRING:
        fprintf(out, "%u bits at %u", instruction->imm.string.bits, instruction->imm.string.offset);
        break;
    case IR_BS_CREATE:
        print_segments(printer, instruction->imm.build);
        break;
    case IR_BIF:
    case IR_CALL_BIF:
    case IR_RAISE_BIF:
        fprintf(out, "%s:%s/%u", instruction->imm.bif->module, instruction->imm.bif->function,
                instruction->imm.bif->arity);
        break;
    case IR_CALL: {
        const BeamFunction *callee = &module->functions[instruction->imm.i64];
        print_mfa(printer, module->name, callee->name, callee->arity);
        break;
    }
    case IR_CALL_EXPORT:
    case IR_EXPORT_FUN: {
        const BeamImport *import = &module->imports[instruction->imm.i64];
        print_mfa(printer, import->module, import->function, import->arity);
        break;
    }
    default:
        fprintf(out, "#%" PRId64, instruction->imm.i64);
    }
    style(printer, STYLE_PLAIN);
}

static bool has_immediate(const IrInstruction *instruction)
{
    return ((ir_op_info[instruction->op].flags & IR_IMMEDIATE) != 0 ||
            instruction->op == IR_MAKE_FUN) &&
           instruction->op != IR_SWITCH;
}

/* ---- instructions and blocks
 * ------------------------------------------------------------------------------ */

static void print_targets(const Printer *printer, const IrInstruction *instruction)
{
    for (uint32_t t = 0; t < instruction->target_count; t++) {
        if (instruction->op == IR_SWITCH) {
            fputs("\n        ", printer->out);
            if (t < instruction->imm.select->count) {
                print_case(printer, &instruction->imm.select->cases[t]);
            } else {
                fputs("otherwise", printer->out);
            }
            fputs(" -> ", printer->out);
        } else {
            fputs(t == 0 ? " -> " : ", ", printer->out);
        }
        print_target(printer, &instruction->targets[t]);
    }
}

static void print_operation(const Printer *printer, const IrInstruction *instruction)
{
    fputs("    ", printer->out);
    bool many = ir_op_info[instruction->op].result == IR_MANY;
    uint32_t results = instruction->result == 0 ? 0 : many ? instruction->argument_count : 1;
    for (uint32_t i = 0; i < results; i++) {
        fputs(i == 0 ? "" : ", ", printer->out);
        print_value(printer, instruction->result + i);
    }
    fputs(results == 0 ? "" : " = ", printer->out);
    style(printer, STYLE_OP);
    fputs(ir_op_info[instruction->op].name, printer->out);
    style(printer, STYLE_PLAIN);
    if (has_immediate(instruction)) {
        print_immediate(printer, instruction);
    }
    if (instruction->argument_count != 0) {
        fputs(has_immediate(instruction) ? ", " : " ", printer->out);
        print_values(printer, instruction->arguments, instruction->argument_count);
    }
    if (results == 1 && instruction->op != IR_CONST) {
        print_fact(printer, instruction->result);
    }
    print_targets(printer, instruction);
    if (instruction->location != 0 && (ir_op_info[instruction->op].flags & IR_TERMINATOR) != 0 &&
        !ir_is_jump(instruction->op)) {
        style(printer, STYLE_NOTE);
        fprintf(printer->out, "  %% line %u", instruction->location & 0xffffff);
        style(printer, STYLE_PLAIN);
    }
    fputc('\n', printer->out);
}

static void print_block(const Printer *printer, IrBlockId id)
{
    static const char *const roots[] = {"", " entry", " continuation", " handler", " receive"};
    const IrBlock *block = &printer->function->blocks[id];
    style(printer, STYLE_BLOCK);
    fprintf(printer->out, "b%u", id);
    style(printer, STYLE_PLAIN);
    fputs(roots[block->root], printer->out);
    if (block->label != 0) {
        fprintf(printer->out, " label %u", block->label);
    }
    if (block->frame != IR_NO_FRAME) {
        fprintf(printer->out, " frame %d", block->frame);
    }
    fputs(block->cold ? " cold" : "", printer->out);
    for (uint32_t i = 0; i < block->parameter_count; i++) {
        fputs(i == 0 ? " (" : ", ", printer->out);
        print_value(printer, block->parameters[i]);
        print_fact(printer, block->parameters[i]);
    }
    fputs(block->parameter_count == 0 ? ":\n" : "):\n", printer->out);
    for (uint32_t i = 0; i < block->instruction_count; i++) {
        print_operation(printer, &block->instructions[i]);
    }
}

void ir_print(FILE *out, const IrFunction *function, bool colour)
{
    Printer printer = {out, function, colour};
    fputs("function ", out);
    print_mfa(&printer, function->module->name, function->beam->name, function->beam->arity);
    fputc('\n', out);
    for (IrBlockId id = 0; id < function->block_count; id++) {
        print_block(&printer, id);
    }
}
