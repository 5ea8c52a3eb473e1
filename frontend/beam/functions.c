/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From a sequence of instructions to functions; see functions.h.
 *
 * A function is `label`, `line` instructions, `func_info`, and the entry `label` with the body
 * behind it. func_info is what the labels before it raise function_clause through.
 */
#include "frontend/beam/functions.h"

typedef struct Finder {
    BeamModule *module;
    DiagList *diags;
    uint32_t function; /* the one being checked, for messages */
    bool failed;
} Finder;

static void fail(Finder *finder, const char *chunk, int64_t offset, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

static void fail(Finder *finder, const char *chunk, int64_t offset, const char *format, ...)
{
    const BeamModule *module = finder->module;
    DiagPlace place = {module->file, chunk, NULL, offset};
    if (finder->function != BEAM_NONE) {
        place.function = beam_function_text(module, &module->functions[finder->function]);
    }
    va_list arguments;
    va_start(arguments, format);
    diag_vadd(finder->diags, DIAG_ERROR, place, NULL, format, arguments);
    va_end(arguments);
    finder->failed = true;
}

static int64_t offset_of(const Finder *finder, uint32_t instruction)
{
    return finder->module->instructions[instruction].offset;
}

/* ---- Functions ------------------------------------------------------------------------------- */

static bool is_line(uint8_t opcode)
{
    return opcode == OP_line || opcode == OP_executable_line || opcode == OP_debug_line;
}

/* Where the function of this func_info starts: the label before it. */
static uint32_t find_start(const BeamModule *module, uint32_t info)
{
    uint32_t at = info;
    while (at > 0 && is_line(module->instructions[at - 1].opcode)) {
        at--;
    }
    return at > 0 && module->instructions[at - 1].opcode == OP_label ? at - 1 : BEAM_NONE;
}

static void add_function(Finder *finder, uint32_t info, uint32_t index)
{
    BeamModule *module = finder->module;
    const BeamInstruction *instructions = module->instructions;
    uint32_t start = find_start(module, info);
    uint32_t previous_end = index > 0 ? module->functions[index - 1].body + 1 : 0;
    if (start == BEAM_NONE || start < previous_end || instructions[info + 1].opcode != OP_label) {
        fail(finder, "Code", offset_of(finder, info), "func_info without labels around it");
        return;
    }
    const BeamOperand *operands = instructions[info].operands;
    module->functions[index] = (BeamFunction){
        .name = operands[1].as.index,
        .arity = (uint32_t)operands[2].as.u,
        .info_label = (uint32_t)instructions[start].operands[0].as.u,
        .entry_label = (uint32_t)instructions[info + 1].operands[0].as.u,
        .start = start,
        .info = info,
        .body = info + 1,
        .export_index = BEAM_NONE,
    };
    if (index > 0) {
        module->functions[index - 1].end = start;
    }
}

static void find_functions(Finder *finder)
{
    BeamModule *module = finder->module;
    uint32_t announced = module->function_count, found = 0;
    module->functions = ARENA_NEW_ARRAY(module->arena, BeamFunction, announced);
    for (uint32_t i = 0; !finder->failed && i < module->instruction_count; i++) {
        if (module->instructions[i].opcode != OP_func_info) {
            continue;
        }
        if (found == announced) {
            fail(finder, "Code", offset_of(finder, i), "more functions than the %u announced",
                 announced);
            return;
        }
        add_function(finder, i, found++);
    }
    if (!finder->failed && (found != announced || found == 0 || module->functions[0].start != 0)) {
        fail(finder, "Code", 0, "%u functions announced, %u found", announced, found);
    }
    if (!finder->failed) {
        module->functions[found - 1].end = module->instruction_count - 1;
    }
}

/* Code generation names functions by these two. */
static void check_unique(Finder *finder)
{
    typedef struct Name {
        uint32_t name;
        uint32_t arity;
    } Name;
    const BeamModule *module = finder->module;
    Arena arena;
    Table table;
    arena_init(&arena);
    table_init(&table, &arena);
    Name *names = ARENA_NEW_ARRAY(&arena, Name, module->function_count);
    for (uint32_t f = 0; f < module->function_count; f++) {
        const BeamFunction *function = &module->functions[f];
        names[f] = (Name){function->name, function->arity};
        if (table_put(&table, &names[f], sizeof names[f], f) != f) {
            fail(finder, "Code", offset_of(finder, function->info), "there are two functions %s",
                 beam_function_text(module, function));
            break;
        }
    }
    arena_free(&arena);
}

/* ---- Labels ---------------------------------------------------------------------------------- */

static void assign_labels(BeamModule *module)
{
    for (uint32_t f = 0; f < module->function_count; f++) {
        for (uint32_t i = module->functions[f].start; i < module->functions[f].end; i++) {
            const BeamInstruction *instruction = &module->instructions[i];
            if (instruction->opcode == OP_label) {
                module->label_function[instruction->operands[0].as.u] = f;
            } else if (instruction->opcode == OP_nif_start) {
                module->functions[f].is_nif = true;
            } else if (instruction->opcode == OP_on_load) {
                module->on_load_function = f;
            }
        }
    }
}

/* The function whose entry this label is, or NULL. */
static const BeamFunction *entry_function(const BeamModule *module, uint32_t label)
{
    if (label == 0 || label >= module->label_count || module->label_function[label] == BEAM_NONE) {
        return NULL;
    }
    const BeamFunction *function = &module->functions[module->label_function[label]];
    return function->entry_label == label ? function : NULL;
}

static void check_branch(Finder *finder, uint32_t instruction, const BeamOperand *operand)
{
    if (operand->kind == OPERAND_LABEL && operand->as.index != 0 &&
        finder->module->label_function[operand->as.index] != finder->function) {
        fail(finder, "Code", offset_of(finder, instruction),
             "a branch to label %u, which is not in the function", operand->as.index);
    }
}

static void check_branches(Finder *finder, uint32_t instruction, const BeamOperand *operand)
{
    check_branch(finder, instruction, operand);
    if (operand->kind == OPERAND_LIST) {
        for (uint32_t i = 0; i < operand->as.list->count; i++) {
            check_branch(finder, instruction, &operand->as.list->items[i]);
        }
    }
}

static void check_local_call(Finder *finder, uint32_t instruction, uint64_t arity, uint32_t label)
{
    const BeamFunction *target = entry_function(finder->module, label);
    if (!target || target->arity != arity) {
        fail(finder, "Code", offset_of(finder, instruction),
             "a call of label %u, which is not the entry of a function of %u arguments", label,
             (uint32_t)arity);
    }
}

static void check_function(Finder *finder, const BeamFunction *function)
{
    for (uint32_t i = function->start; !finder->failed && i < function->end; i++) {
        const BeamInstruction *instruction = &finder->module->instructions[i];
        const char *signature = opcode_table[instruction->opcode].signature;
        for (uint32_t k = 0; k < instruction->count; k++) {
            const BeamOperand *operand = &instruction->operands[k];
            if (signature[k] == CLASS_ENTRY) {
                check_local_call(finder, i, instruction->operands[0].as.u, operand->as.index);
            } else {
                check_branches(finder, i, operand);
            }
        }
        if ((instruction->opcode == OP_on_load || instruction->opcode == OP_nif_start) &&
            i > function->body + 4) {
            fail(finder, "Code", offset_of(finder, i), "%s inside a function",
                 opcode_table[instruction->opcode].name);
        }
    }
}

/* ---- Tables that refer to functions
 * -------------------------------------------------------------- */

static void check_exports(Finder *finder, const char *chunk, const BeamExport *entries,
                          uint32_t count)
{
    enum { ENTRY_SIZE = 12 };
    for (uint32_t i = 0; !finder->failed && i < count; i++) {
        const BeamExport *entry = &entries[i];
        const BeamFunction *function = entry_function(finder->module, entry->label);
        if (!function || function->name != entry->function || function->arity != entry->arity) {
            fail(finder, chunk, 4 + (int64_t)i * ENTRY_SIZE,
                 "entry %u does not name the function at label %u", i, entry->label);
        }
    }
}

static void set_exported(BeamModule *module)
{
    for (uint32_t i = 0; i < module->export_count; i++) {
        uint32_t function = module->label_function[module->exports[i].label];
        module->functions[function].export_index = i;
    }
}

static void check_lambdas(Finder *finder)
{
    enum { ENTRY_SIZE = 24 };
    const BeamModule *module = finder->module;
    for (uint32_t i = 0; !finder->failed && i < module->lambda_count; i++) {
        const BeamLambda *lambda = &module->lambdas[i];
        const BeamFunction *function = entry_function(module, lambda->label);
        if (!function || function->arity != lambda->arity) {
            fail(finder, "FunT", 4 + (int64_t)i * ENTRY_SIZE,
                 "fun %u does not name the function at label %u", i, lambda->label);
        }
    }
}

static void check_on_load(Finder *finder)
{
    uint32_t index = finder->module->on_load_function;
    if (index != BEAM_NONE && finder->module->functions[index].arity != 0) {
        fail(finder, "Code", -1, "an on_load function with arguments");
    }
}

bool functions_find(BeamModule *module, DiagList *diags)
{
    Finder finder = {module, diags, BEAM_NONE, false};
    module->on_load_function = BEAM_NONE;
    find_functions(&finder);
    if (!finder.failed) {
        check_unique(&finder);
    }
    if (finder.failed) {
        return false;
    }
    assign_labels(module);
    for (uint32_t f = 0; !finder.failed && f < module->function_count; f++) {
        finder.function = f;
        check_function(&finder, &module->functions[f]);
    }
    finder.function = BEAM_NONE;
    check_exports(&finder, "ExpT", module->exports, module->export_count);
    check_exports(&finder, "LocT", module->locals, module->local_count);
    check_lambdas(&finder);
    check_on_load(&finder);
    if (!finder.failed) {
        set_exported(module);
    }
    return !finder.failed;
}
